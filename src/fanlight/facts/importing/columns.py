"""Which column of a register holds what: learned from the headings, shown with how sure that is, and corrected by a small file."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fanlight.facts import files
from fanlight.facts.files import Problem, Refused, Written, nearest
from fanlight.facts.importing.days import Order
from fanlight.facts.importing.headings import SURE, Meaning, known, meanings, told
from fanlight.facts.importing.table import Row, Table
from fanlight.facts.importing.writing import quoted

PLACE = ("address", "postcode", "uprn")
SEARCHED = 30
"""How many rows may stand above the headings."""
GIVEN, NOTHING = "given", "none"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its place from 0, its heading (numbered where it is not the only one of that name), and what it holds, '' for nothing."""

    place: int
    label: str
    holds: str
    certainty: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Headed:
    """The row of headings of a table, and its columns."""

    row: Row
    columns: tuple[Column, ...]

    @property
    def least(self) -> int:
        """How many cells make a row more than a note; in the layout of our own there are no notes."""
        return 1 if all(column.label == column.holds for column in self.columns) else 2

    def of(self, name: str) -> list[Column]:
        """The columns that hold a particular."""
        return [column for column in self.columns if column.holds == name]

    def follows(self, row: Row) -> bool:
        """Is this a row of the table: below its headings, not the headings once more, and more than a note in one cell?"""
        if row.line <= self.row.line or row.cells == self.row.cells:
            return False
        return sum(map(bool, row.cells)) > 1 or self.least == 1

    def has_too_many(self, row: Row) -> bool:
        """Has the row a cell to the right of the last heading?"""
        return any(row.cells[len(self.columns) :])

    def too_many(self, row: Row) -> str:
        """What to say of such a row."""
        return f"has {len(row.cells)} cells under {len(self.columns)} headings; quote a cell that holds a comma"


@dataclass(frozen=True)
class Given:
    """What a person said of the columns of a register: headings with what they hold, each with its place, and the order of its dates."""

    columns: Mapping[str, Written] = field(default_factory=dict)
    dates: Order | None = None
    file: str = ""


def has_headings(rows: Sequence[Sequence[str]]) -> bool:
    """Do these first rows hold the headings of a register? So the right sheet of a workbook is found."""
    return any(_score(tuple(row)) > 0 for row in rows)


def headed(table: Table, mapping: Given | None = None) -> Headed:
    """The headings of a register among its first rows. Raises Refused where none are recognised, or where the mapping does not fit."""
    first = [row for _, row in zip(range(SEARCHED), table.rows(), strict=False)]
    if mapping and mapping.columns:
        row = max(first, key=lambda each: len(set(labels(each.cells)) & set(mapping.columns)), default=None)
        if row is not None:
            return Headed(row, _corrected(row, mapping))
    scores = [_score(row.cells) for row in first]
    best = max(scores, default=0)
    if not best and first and sum(map(bool, first[0].cells)) > 1 and _places(first[0].cells):
        best, scores[0] = 1, 1
    if not best:
        why = "no headings of a register are recognised; one column must be headed 'address' or 'postcode'"
        raise Refused([Problem(table.name, 1, f"{why}, or a mapping say what each holds")])
    row = first[scores.index(best)]
    return Headed(row, tuple(_columns(row, meanings(row.cells))))


def _score(cells: tuple[str, ...]) -> int:
    """How much a row looks like the headings of a register: known headings count most; 0 without a place and something more."""
    held = {each.holds: each for each in map(told, cells) if each.holds}
    return sum(3 if each.certainty == SURE else 1 for each in held.values()) if len(held) > 1 and _places(cells) else 0


def _places(cells: tuple[str, ...]) -> bool:
    return any(told(cell).holds in PLACE for cell in cells if cell)


def labels(cells: Iterable[str]) -> Iterator[str]:
    """The headings, each by a name of its own: `Postcode`, `Postcode (2)`, and `column 3` for an empty one."""
    seen: dict[str, int] = {}
    for place, cell in enumerate(cells, start=1):
        seen[cell] = seen.get(cell, 0) + 1
        yield (f"{cell} ({seen[cell]})" if seen[cell] > 1 else cell) if cell else f"column {place}"


def _columns(row: Row, found: Sequence[Meaning]) -> Iterator[Column]:
    for place, (label, each) in enumerate(zip(labels(row.cells), found, strict=True)):
        yield Column(place, label, each.holds, each.certainty, each.why)


def _corrected(row: Row, mapping: Given) -> tuple[Column, ...]:
    """The columns as the mapping has them; what it does not name is learned. Raises Refused for a heading that is not there."""
    names = list(labels(row.cells))
    strange = [
        each.problem(f"the table has no heading '{label}'{nearest(label, names)}")
        for label, each in mapping.columns.items()
        if label not in names
    ]
    if strange:
        raise Refused(strange)
    taken = {each.text for each in mapping.columns.values()} - set(known().repeatable)
    learned = [Meaning("", NOTHING, "the mapping gives another") if each.holds in taken else each for each in meanings(row.cells)]
    for place, label in enumerate(names):
        if label in mapping.columns:
            said = mapping.columns[label].text
            learned[place] = Meaning("" if said == NOTHING else said, GIVEN)
    return tuple(_columns(row, learned))


def read_mapping(path: Path) -> Given:
    """Read a mapping. Raises Refused for a particular that is not known, or given to two columns that cannot be joined."""
    content = files.read(path)
    problems = list(content.unknown_keys(("mapping", "dates")))
    listed, dates = content.get("mapping"), content.get("dates")
    columns = listed.keys if listed else {}
    words = [*known().names, NOTHING]
    problems += [
        each.problem(f"'{each.text}' is no particular of a register{nearest(each.text, words)}")
        for each in columns.values()
        if each.text not in words
    ]
    given = [each.text for each in columns.values()]
    problems += [
        each.problem(f"two columns cannot both hold the {each.text.replace('_', ' ')}; write none for one of them")
        for each in columns.values()
        if each.text != NOTHING and each.text not in known().repeatable and given.count(each.text) > 1
    ]
    if dates and dates.text not in list(Order):
        problems.append(dates.problem(f"'{dates.text}' is no order of dates; write dmy or mdy"))
    if problems:
        raise Refused(problems)
    return Given(columns, Order(dates.text) if dates else None, str(path))


def mapping_text(columns: Iterable[Column], dates: Order | None = None) -> str:
    """The mapping that was used, as a file that can be corrected and read again."""
    lines = ["# What each column of the register holds. Correct a word after the colon and give this file with --mapping.",
             f"# The words: {', '.join(known().names)}, or none.", "mapping:"]  # fmt: skip
    for column in columns:
        why = f": {column.why}" if column.why else ""
        lines.append(f"  {quoted(column.label)}: {column.holds or NOTHING}  # {column.certainty}{why}")
    return "\n".join([*lines, *([f"dates: {dates}"] if dates else [])]) + "\n"


def joined(columns: Sequence[Column]) -> Callable[[Sequence[str]], str]:
    """A function from the cells of a row to the text of a particular that stands in these columns, said once where cells repeat it."""
    between = known().joined.get(columns[0].holds, " ")
    places = [column.place for column in columns]
    only = places[0]

    def one(cells: Sequence[str]) -> str:
        return cells[only] if only < len(cells) else ""

    def text(cells: Sequence[str]) -> str:
        parts: list[str] = []
        for place in places:
            cell = cells[place] if place < len(cells) else ""
            if cell and not any(cell in part for part in parts):
                parts.append(cell)
        return between.join(parts)

    return text if len(places) > 1 else one
