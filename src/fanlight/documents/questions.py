"""The questions that would settle what cannot be told yet: each once, grouped by what it is about, with what waits for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fanlight.assessment.asking import asked
from fanlight.assessment.finding import Assessment, Fact, Verdict
from fanlight.documents import wording
from fanlight.facts.describing import answer, walk
from fanlight.facts.vocabulary import THINGS

BY_OFFICER = "an officer judges it"
BY_FILE = "it stands in the application or the council's file, not in the house"
BY_SIGHT = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `of` are the things it is asked of; `waiting` are the anchors and ids of the clauses that it would help."""

    number: int
    path: str
    text: str
    hint: str
    answered_by: str
    how: str
    of: tuple[str, ...]
    waiting: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The questions about one kind of thing."""

    heading: str
    questions: tuple[Question, ...]


@dataclass(slots=True)
class _Open:
    """What is gathered about one question."""

    facts: dict[Fact, None]
    waiting: dict[tuple[str, str], None]


def gather(done: Sequence[Assessment], anchors: dict[tuple[str, str], str]) -> list[Group]:
    """Every question of some assessments. `anchors` names where each clause (edition, clause) stands on the page."""
    found: dict[str, _Open] = {}
    for each in done:
        for finding in each.findings:
            if finding.verdict is not Verdict.CANNOT_TELL:
                continue
            anchor = anchors[each.edition.id, finding.clause.id]
            for fact in finding.missing:
                one = found.setdefault(_path(fact), _Open({}, {}))
                one.facts.setdefault(fact)
                one.waiting.setdefault((anchor, finding.clause.id))
    return list(_groups(found))


def _path(fact: Fact) -> str:
    return f"{fact.thing}.*" if wording.is_list(fact) else fact.path


def paths(facts: Iterable[Fact]) -> tuple[str, ...]:
    """The questions that some facts answer, each once."""
    return tuple(dict.fromkeys(_path(fact) for fact in facts))


def _groups(found: dict[str, _Open]) -> Iterable[Group]:
    """The groups in the order of a walk through a house; within one, the question most clauses wait for comes first."""
    number = 0
    for thing in walk():
        mine = [(path, one) for path, one in found.items() if path.partition(".")[0] == thing.name]
        mine.sort(key=lambda pair: (-len(pair[1].waiting), pair[0]))
        if mine:
            listed = [_question(number + place, path, one) for place, (path, one) in enumerate(mine, start=1)]
            number += len(mine)
            yield Group(wording.sentence(wording.plain(thing.plural or thing.name)), tuple(listed))


def _question(number: int, path: str, one: _Open) -> Question:
    fact = next(iter(one.facts))
    text, hint = asked(fact)
    waiting = tuple(one.waiting)
    if wording.is_list(fact):
        return Question(number, path, text, hint, BY_SIGHT, "yes or no", (), waiting)
    declared = THINGS[fact.thing].facts[fact.name]
    by = BY_OFFICER if declared.judged else BY_FILE if declared.case else BY_SIGHT
    of = () if THINGS[fact.thing].plural is None else tuple(dict.fromkeys(wording.place(each.label or each.id) for each in one.facts))
    return Question(number, path, text, hint, by, wording.plain(answer(declared)), of, waiting)
