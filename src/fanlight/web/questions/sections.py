"""The questions about a thing in pages of a digestible length: what is needed first, and what belongs together side by side."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from fanlight.facts.kinds import Fact, Link
from fanlight.facts.vocabulary import THINGS, Thing
from fanlight.web.questions import subjects
from fanlight.web.questions.audience import Audience
from fanlight.web.wording import words

MOST = 12
"""The most questions on one page."""
LETTERS = "23456789BCDFGHJKLMNPQRSTVWXZ"


@dataclass(frozen=True, slots=True)
class Part:
    """Questions under one heading."""

    heading: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One page of questions about a thing. `is_more` marks what nobody needs where something is said to be needed."""

    thing: type[Thing]
    key: str
    heading: str
    parts: tuple[Part, ...]
    is_more: bool = False

    @property
    def facts(self) -> list[Fact]:
        """Its facts in the order asked."""
        return [fact for part in self.parts for fact in part.facts]


def number(fact: Fact) -> str:
    """A short number by which paper and screen name a question of a thing. It is made from the fact's name, which never changes."""
    left = int.from_bytes(hashlib.sha256(fact.path.encode()).digest()[:8], "big")
    letters = ""
    for _ in range(4):
        left, letter = divmod(left, len(LETTERS))
        letters += LETTERS[letter]
    return letters


def sections(thing: type[Thing], audience: Audience, needed: Sequence[str] = ()) -> list[Section]:
    """Every question that an audience is asked about a thing, each once. `needed` are paths of facts, what matters most first."""
    asked = tuple(fact.path for fact in audience.facts(thing))
    mine = dict.fromkeys(path for path in needed if path.startswith(f"{thing.name}."))
    return _planned(thing.name, asked, tuple(path for path in mine if path in asked), bool(needed))


@lru_cache(maxsize=1024)
def _planned(name: str, asked: tuple[str, ...], needed: tuple[str, ...], is_chosen: bool) -> list[Section]:
    thing = THINGS[name]
    facts = {fact.path: fact for fact in thing.facts.values()}
    first, rest = [facts[path] for path in needed], [facts[path] for path in asked if path not in needed]
    found = [*_pages(thing, first, False), *_pages(thing, rest, is_chosen)]
    taken: Counter[str] = Counter()
    keyed = []
    for heading, parts, is_more in found:
        key = re.sub(r"[^a-z0-9]+", "-", parts[0].heading.lower()).strip("-")
        taken[key] += 1
        keyed.append(Section(thing, key if taken[key] == 1 else f"{key}-{taken[key]}", heading, tuple(parts), is_more))
    return keyed


def section(thing: type[Thing], audience: Audience, key: str, needed: Sequence[str] = ()) -> Section:
    """The section of that key. Raises KeyError."""
    for each in sections(thing, audience, needed):
        if each.key == key:
            return each
    raise KeyError(f"{thing.name} {key}")


def _pages(thing: type[Thing], facts: Sequence[Fact], is_more: bool) -> Iterator[tuple[str, list[Part], bool]]:
    """Parts packed into pages. What is judged, worked out or filed begins a page of its own."""
    by_bucket = [[fact for fact in facts if _bucket(fact) == wanted] for wanted in range(len(OPENINGS))]
    seen = [*_parts(thing, by_bucket[LINKS]), *_parts(thing, by_bucket[PLAIN])]
    for parts in (seen, *(list(_parts(thing, bucket)) for bucket in by_bucket[PLAIN + 1 :])):
        page: list[Part] = []
        for part in parts:
            if sum(len(each.facts) for each in page) + len(part.facts) > MOST:
                yield _title(page), page, is_more
                page = []
            page.append(part)
        if page:
            yield _title(page), page, is_more


def _title(parts: Sequence[Part]) -> str:
    """The headings of a page as one; an opening that they share is said once."""
    first, *others = [part.heading for part in parts]
    opening = first.partition(": ")[0] + ": "
    names = [first, *(_small(heading.removeprefix(opening)) for heading in others)]
    if len(names) > 4:
        return f"{'; '.join(names[:3])}; and {len(names) - 3} more"
    if any(" and " in name or "," in name for name in names):
        return "; ".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}" if others else first


def _small(heading: str) -> str:
    return heading if heading[1:2].isupper() else heading[:1].lower() + heading[1:]


def _bucket(fact: Fact) -> int:
    marks = (isinstance(fact, Link), not (fact.judged or fact.how or fact.case), fact.judged and not fact.case, not fact.case)
    return next((place for place, holds in enumerate(marks) if holds), 4)


LINKS, PLAIN = 0, 1
OPENINGS = ("Where it belongs", "About the {thing}", "Judgements", "Worked out from other answers", "From the case")


def _parts(thing: type[Thing], facts: Sequence[Fact]) -> Iterator[Part]:
    if not facts:
        return
    bucket = _bucket(facts[0])
    opening = OPENINGS[bucket].format(thing=thing.name.replace("_", " "))
    grouped: dict[str, list[Fact]] = {}
    for fact in facts:
        grouped.setdefault(_group(fact, thing), []).append(fact)
    for group, members in grouped.items():
        heading = words(group) if group else opening
        if len(members) <= MOST:
            yield Part(heading, tuple(members))
        else:
            mine, left = subjects.divided(members, thing.name)
            yield from _counted(left, heading)
            for subject, about in mine:
                yield from _counted(about, subject if bucket == PLAIN and not group else f"{heading}: {_small(subject)}")


def _group(fact: Fact, thing: type[Thing]) -> str:
    """A fact's group as a heading; one that is called like its thing groups nothing."""
    group = re.sub(r"^all | alike$", "", fact.group)
    return "" if group in (thing.name, thing.plural, (thing.plural or "").replace("_", " ")) else group


def _counted(facts: Sequence[Fact], heading: str) -> Iterator[Part]:
    pages = -(-len(facts) // MOST)
    for page in range(pages):
        mine = tuple(facts[page * len(facts) // pages : (page + 1) * len(facts) // pages])
        yield Part(f"{heading} ({page + 1} of {pages})" if pages > 1 else heading, mine)
