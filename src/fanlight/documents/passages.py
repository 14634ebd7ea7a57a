"""The words of a council's own copy of its document, for showing beside a finding; none are shipped, and none are made up."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from fanlight.standards.edition import Clause

Passages = Mapping[tuple[str, str], str]
"""The words of the document by edition and clause, from the copy a council has loaded."""

NONE: Passages = {}
LONGEST = 12_000
HEADING, LINE = 50, 120
"""How many signs a line without a full stop has at most to be a bare heading; and one whose number stands elsewhere too."""
START = re.compile(r"[\s•*-]*(?i:para(?:graph)?\.?\s+|section\s+)?([0-9]{1,3}(?:\.[0-9]{1,3})*)[.):]?(?:\s+(?=[^a-z\s])(.*)|\s*)")
SENTENCE = re.compile(r"[.;:!?)…]\W*$")
APPENDIX = re.compile(r"\s*appendix\s+([0-9]{1,2}|[a-z])\b", re.IGNORECASE)
LEADERS = re.compile(r"(\.\s?){4,}|\s[0-9]{1,3}\s*$")


@dataclass(slots=True)
class Passage:
    """One paragraph of a document: its words, the page it begins on, counted from 1, the words of its first line, and how many it has."""

    words: str
    page: int
    first: str = ""
    lines: int = 1


def paragraphs(pages: Sequence[str]) -> dict[str, list[Passage]]:
    """Every place where a numbered paragraph begins, by its number; those of an appendix as `a1.2.3`. A number may stand more than once."""
    found: dict[str, list[Passage]] = {}
    last: Passage | None = None
    within = ""
    for page, text in enumerate(pages, start=1):
        for line in text.splitlines():
            if heading := APPENDIX.match(line):
                within, last = f"a{heading[1].lower()}.", None
            elif (start := _start(line)) is not None:
                number, words = start
                last = Passage(words, page, words)
                found.setdefault(within + number, []).append(last)
            elif last is not None and line.strip() and len(last.words) <= LONGEST:
                last.words, last.lines = f"{last.words} {' '.join(line.split())}".strip(), last.lines + 1
    return found


def _start(line: str) -> tuple[str, str] | None:
    """The number with which a line begins a paragraph, and its words. A number without a dot, as in a table, begins none by itself."""
    match = START.fullmatch(line.rstrip())
    if match is None or ("." not in match[1] and not match[2]):
        return None
    words = " ".join((match[2] or "").split())
    return (match[1], words) if "." in match[1] or words[:1].isupper() else None


def find(clauses: Iterable[Clause], pages: Sequence[str]) -> dict[str, Passage]:
    """The passage of each clause, by its id; a clause whose paragraph is not there, or stands at several places, is left out."""
    known = paragraphs(pages)
    told = {(clause.paragraph, clause.page): _one(known.get(clause.paragraph.lower(), []), clause.page) for clause in clauses}
    found = {clause.id: told[clause.paragraph, clause.page] for clause in clauses}
    return {name: passage for name, passage in found.items() if passage is not None}


def _one(places: Sequence[Passage], page: str) -> Passage | None:
    """The one place that can be meant: on the page that is cited, otherwise the one that is no line of a table of contents."""
    cited = [each for each in places if page.isdecimal() and each.page == int(page)]
    left = cited or [each for each in places if not _is_of_contents(each, len(places) > 1)]
    if len(left) != 1 or not left[0].words:
        return None
    words = left[0].words
    return replace(left[0], words=words if len(words) <= LONGEST else f"{words[:LONGEST].rpartition(' ')[0]} …")


def _is_of_contents(place: Passage, is_repeated: bool) -> bool:
    """Whether a place is a bare heading, as in a table of contents: it leads to a page, or is one short line that is no sentence."""
    if place.lines > 1 and not is_repeated:
        return False
    if LEADERS.search(place.first):
        return True
    length = len(place.words) if place.lines == 1 else LONGEST
    return length < HEADING and not SENTENCE.search(place.words) or (is_repeated and length < LINE)
