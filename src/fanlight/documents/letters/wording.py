"""The words of a section of a letter held against what may stand in them: placeholders of its kind, no markup, what the law has it say."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fanlight.documents.letters.letter import not_printable
from fanlight.documents.letters.placeholders import PLACEHOLDERS, group
from fanlight.facts.files import nearest

BRACED = re.compile(r"\{([^{}]*)\}")
LONGEST = 5_000
MOST = 50
# What somebody used to web pages or to templates might type: it would be printed as it stands.
MARKUP = {
    "an HTML tag": re.compile(r"</?[A-Za-z!][^>]*>?"),
    "an HTML entity": re.compile(r"&#?\w+;"),
    "a mark for bold, italic or code": re.compile(r"\*\*|__|`|(?<!\w)[*_](?=\w)"),
    "a link in square brackets": re.compile(r"\]\("),
    "a mark for a heading or a list": re.compile(r"^\s*(?:#{1,6}|[-*+>])\s", re.MULTILINE),
    "a template's own braces": re.compile(r"\{\{|\{%|\{#|\$\{"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one section: its heading and its paragraphs. None leaves the heading as it is; no paragraph leaves the section out.

    `places` says where each paragraph was written, the heading first; empty where it was typed on a page.
    """

    paragraphs: tuple[str, ...]
    heading: str | None = None
    places: tuple[str, ...] = ()

    @classmethod
    def typed(cls, text: str, heading: str | None = None) -> "Words":
        """The words as somebody types them: paragraphs parted by an empty line."""
        parts = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")))
        return cls(tuple(part for part in parts if part), heading)

    def place(self, number: int) -> str:
        """Where a paragraph was written, 0 the heading; empty where that is not known."""
        return self.places[number] if number < len(self.places) else ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a letter. `statutory` is the provision that asks for it, empty where none does; `must_state` the placeholders its words

    must keep; `shows` what is laid out below the words; `only_if` what must be known for the section to stand.
    """

    name: str
    heading: str
    paragraphs: tuple[str, ...]
    shows: tuple[str, ...] = ()
    only_if: tuple[str, ...] = ()
    statutory: str = ""
    must_state: tuple[str, ...] = ()


def used(paragraphs: Iterable[str]) -> list[str]:
    """The placeholders that some paragraphs use, each once, in order."""
    return list(dict.fromkeys(name.strip() for text in paragraphs for name in BRACED.findall(text)))


def wrong(section: Section, words: Words, open_to: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Everything wrong with words for a section: which paragraph (0 the heading), and what.

    `open_to` are the groups of placeholders that the kind of letter has.
    """
    groups = {*open_to, *(group(name) for name in section.only_if)}
    known = [name for name in PLACEHOLDERS if group(name) in groups]
    for number, text in enumerate((words.heading or section.heading, *words.paragraphs)):
        yield from ((number, message) for message in _wrong_text(text, known))
    if words.heading is not None and not words.heading.strip():
        yield 0, "a section needs a heading"
    if len(words.paragraphs) > MOST:
        yield 0, f"a section has at most {MOST} paragraphs"
    yield from ((0, message) for message in _law_wrong(section, words))


def _law_wrong(section: Section, words: Words) -> Iterator[str]:
    """What the words leave out that the law, or the letter's own purpose, has them say."""
    why = section.statutory or "without it the letter says nothing"
    if not words.paragraphs and not section.shows:
        if section.statutory or section.must_state:
            yield f"the section '{section.name}' cannot be left out: {why}; reword it instead"
        return
    kept = used(words.paragraphs)
    yield from (f"the section '{section.name}' must state {{{name}}}: {why}" for name in section.must_state if name not in kept)


def _wrong_text(text: str, known: list[str]) -> Iterator[str]:
    if len(text) > LONGEST:
        yield f"longer than {LONGEST:,} characters"
        return
    for what, pattern in MARKUP.items():
        if found := pattern.search(text):
            yield f"'{found[0].strip()}' is {what}; write plain words, nothing else is printed"
    if not_printable(text):
        yield "holds a character that cannot be printed; type the text again"
    rest = BRACED.sub("", text)
    if "{" in rest or "}" in rest:
        yield "a brace stands alone; a placeholder is written {like.this}, and braces have no other use"
    for name in used([text]):
        if name not in known:
            yield f"'{{{name}}}' is no placeholder of this letter{nearest(name, known)}"
