"""Changed editions: every figure, comparison and table cell moved by a little, to see whether an example notices."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from fanlight.facts.files import Written
from fanlight.standards.clauses import LIMITS
from fanlight.standards.written import Book

TOKEN = re.compile(r'"[^"]*"|holds\([^)]*\)|[a-z_][a-z0-9_.]*|\d{4}-\d\d-\d\d|1/h|\d+(?:\.\d+)?(?:\s*1/h)?|>=|<=|!=|>|<|=', re.IGNORECASE)
FIGURE = re.compile(r"^(\d+(?:\.\d+)?)(\s*1/h)?$")
DATED = re.compile(r"^\d{4}-\d\d-\d\d$")
OPS = {">=": ">", ">": ">=", "<=": "<", "<": "<=", "=": "!=", "!=": "="}
KEYS = {"at_least": "more_than", "more_than": "at_least", "at_most": "less_than", "less_than": "at_most", "exactly": "at_least"}
EXPRESSIONS = ("when", "unless", "measure", "requires", "or", "is", *LIMITS)


@dataclass(frozen=True)
class Mutant:
    """One change: the book with it, what it changed, and where."""

    book: Book
    kind: str
    name: str
    what: str
    place: str


def mutants(book: Book) -> Iterator[Mutant]:
    """Every mutant of a book's clauses, terms and tables."""
    for kind in ("clauses", "terms"):
        for name, entry in book.of(kind).items():
            for changed, what, place in _entry_mutants(entry):
                yield Mutant(_with(book, kind, name, changed), kind, name, what, f"{place.file}:{place.line}")
    for name, entry in book.tables.items():
        for rows, what in _table_mutants(entry.keys["rows"]):
            changed = Written({**entry.keys, "rows": rows, "falls": Written("mutant", entry.file, entry.line)}, entry.file, entry.line)
            yield Mutant(_with(book, "tables", name, changed), "tables", name, what, f"{entry.file}:{entry.line}")


def _with(book: Book, kind: str, name: str, entry: Written) -> Book:
    changed = replace(book, problems=[])
    setattr(changed, kind, {**book.of(kind), name: entry})
    return changed


def _entry_mutants(entry: Written) -> Iterator[tuple[Written, str, Written]]:
    for key, value in entry.keys.items():
        if key in KEYS:
            renamed = {(KEYS[key] if each == key else each): kept for each, kept in entry.keys.items()}
            yield _like(entry, renamed), f"{key} to {KEYS[key]}", value
        if key == "tolerance":
            figure = int(value.text.removesuffix("%"))
            for by in (-1, 1):
                yield _like(entry, {**entry.keys, key: _like(value, f"{figure + by}%")}), f"tolerance {figure}% to {figure + by}%", value
        if key in EXPRESSIONS or key == "also":
            for changed, what, place in _value_mutants(value):
                yield _like(entry, {**entry.keys, key: changed}), what, place


def _value_mutants(value: Written) -> Iterator[tuple[Written, str, Written]]:
    if isinstance(value.value, str):
        for text, what in expression_mutants(value.value):
            yield _like(value, text), what, value
        return
    for place, item in enumerate(value.items):
        inner = _entry_mutants(item) if isinstance(item.value, dict) else _value_mutants(item)
        for changed, what, at in inner:
            yield _like(value, [*value.items[:place], changed, *value.items[place + 1 :]]), what, at


def _like(entry: Written, value: "str | list[Written] | dict[str, Written]") -> Written:
    return Written(value, entry.file, entry.line)


def expression_mutants(text: str) -> Iterator[tuple[str, str]]:
    """Each figure of an expression one more and one less in its last place, each comparison loosened or tightened."""
    for match in TOKEN.finditer(text):
        word = match[0]
        for other in _others(word):
            yield text[: match.start()] + other + text[match.end() :], f"'{word}' to '{other}' in '{text}'"


def _others(word: str) -> tuple[str, ...]:
    if word in OPS:
        return (OPS[word],)
    figure = FIGURE.match(word)
    if figure:
        return tuple(moved(figure[1], by) + (figure[2] or "") for by in (-1, 1) if figure[1].strip("0.") or by > 0)
    if DATED.match(word):
        return tuple((date.fromisoformat(word) + timedelta(days=by)).isoformat() for by in (-1, 1))
    return ()


def moved(figure: str, by: int) -> str:
    """A written figure changed in its last place: 6.51 by 1 is 6.52."""
    whole, point, rest = figure.partition(".")
    value = str(int(whole + rest) + by).rjust(len(rest) + 1, "0")
    return f"{value[: len(value) - len(rest)]}.{value[len(value) - len(rest) :]}" if point else value


def _table_mutants(rows: Written) -> Iterator[tuple[Written, str]]:
    entries = list(rows.keys.items())
    for place, (key, cell) in enumerate(entries):
        for by in (-1, 1):
            if cell.text.strip("0.") or by > 0:
                figure = moved(cell.text, by)
                yield (
                    _rows(rows, [*entries[:place], (key, _like(cell, figure)), *entries[place + 1 :]]),
                    f"'{key}: {cell.text}' to '{figure}'",
                )
    for place in range(len(entries)):
        for by in (-1, 1):
            shifted = _boundary(entries, place, by)
            if shifted is not None:
                yield _rows(rows, shifted), f"the end of '{entries[place][0]}' by {by}"


def _rows(rows: Written, entries: list[tuple[str, Written]]) -> Written:
    return Written(dict(entries), rows.file, rows.line, {key: cell.line for key, cell in entries})


def _boundary(entries: list[tuple[str, Written]], place: int, by: int) -> list[tuple[str, Written]] | None:
    """The rows with the end of one moved, and the start of the next with it; None where nothing sensible is left."""
    low, high = _ends(entries[place][0])
    if high is None:
        return None
    end = moved(high, by)
    if float(end) < float(low):
        return None
    changed = [*entries]
    changed[place] = (f"{low}..{end}", entries[place][1])
    if place + 1 < len(entries):
        after, last = _ends(entries[place + 1][0])
        start = moved(after, by)
        if last is not None and float(start) > float(last):
            return None
        changed[place + 1] = (f"{start}..{last or ''}", entries[place + 1][1])
    return changed


def _ends(key: str) -> tuple[str, str | None]:
    low, dots, high = key.replace(" ", "").partition("..")
    return (low, low) if not dots else (low, high or None)
