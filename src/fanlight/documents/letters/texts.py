"""The words of every kind of letter: those that come with Fanlight, and those with a council's own changes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from fanlight.documents.letters import reading
from fanlight.documents.letters.placeholders import ALWAYS, PLACEHOLDERS, group
from fanlight.documents.letters.reading import Text
from fanlight.documents.letters.wording import Words, wrong
from fanlight.facts import files
from fanlight.facts.files import Problem, Refused, nearest

WORDS = Path(__file__).resolve().parent / "words"
Changes = Mapping[str, Mapping[str, Words]]


@dataclass(frozen=True, slots=True)
class Texts:
    """The text of every kind of letter, by kind."""

    kinds: Mapping[str, Text]

    def text(self, kind: str) -> Text:
        """The text of a kind. Raises KeyError with the nearest known one."""
        if kind not in self.kinds:
            raise KeyError(f"no letter is called '{kind}'{nearest(kind, self.kinds)}")
        return self.kinds[kind]


@cache
def default() -> Texts:
    """The words that come with Fanlight. Raises Refused."""
    return Texts(reading.read_texts(WORDS))


def placeholders(kind: str) -> dict[str, str]:
    """What may stand between braces in a kind of letter, and what each stands for. Raises KeyError for an unknown kind."""
    groups = {*ALWAYS, *default().text(kind).particulars}
    return {name: says for name, says in PLACEHOLDERS.items() if group(name) in groups}


def with_changes(texts: Texts, changes: Changes) -> Texts:
    """The texts with a council's own words in some sections: kind of letter, then section, then words.

    A section without words is left out, unless the law asks for it. Raises Refused with every problem, of which `file` is the place the
    words were read from, or `kind/section` where they were typed.
    """
    problems = [problem for kind, sections in changes.items() for problem in _problems(texts, kind, sections)]
    if problems:
        raise Refused(problems)
    return Texts({kind: _changed(text, changes.get(kind, {})) for kind, text in texts.kinds.items()})


def _changed(text: Text, changes: Mapping[str, Words]) -> Text:
    sections = []
    for section in text.sections:
        words = changes.get(section.name)
        if words is None:
            sections.append(section)
        elif words.paragraphs or section.shows:
            sections.append(replace(section, heading=words.heading or section.heading, paragraphs=words.paragraphs))
    return replace(text, sections=tuple(sections))


def _problems(texts: Texts, kind: str, changes: Mapping[str, Words]) -> Iterator[Problem]:
    if kind not in texts.kinds:
        yield Problem(kind, 0, f"no letter is called '{kind}'{nearest(kind, texts.kinds)}")
        return
    text = texts.kinds[kind]
    sections = {section.name: section for section in text.sections}
    for name, words in changes.items():
        if name not in sections:
            yield Problem(*files.place_of(words.place(0) or f"{kind}/{name}"), f"'{kind}' has no section '{name}'{nearest(name, sections)}")
            continue
        for number, message in wrong(sections[name], words, (*ALWAYS, *text.particulars)):
            yield _problem(f"{kind}/{name}", words, number, message)


def _problem(of: str, words: Words, number: int, message: str) -> Problem:
    if words.places:
        return Problem(*files.place_of(words.place(number)), message)
    return Problem(of, 0, f"paragraph {number}: {message}" if number else message)


def changes_in(folder: Path) -> dict[str, dict[str, Words]]:
    """A council's own words, from the files `<kind>.yaml` of a folder (`councils/<council>/letters`). Raises Refused."""
    return reading.read_changes(folder)
