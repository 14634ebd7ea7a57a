"""The figures of an edition by name, and another one put in the place of any, for whoever asks what would be if."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping

from fanlight.facts.files import Problem, Refused, Written, nearest
from fanlight.standards.clauses import LIMITS
from fanlight.standards.written import Book

KEYS = (*LIMITS, "measure", "requires", "when", "unless", "tolerance")
PLAIN = re.compile(r"\d+(\.\d+)?\s*(%|[A-Za-z][A-Za-z0-9/]*)?")
OPTION = "--set"


def names(book: Book) -> list[str]:
    """The names of all that can be set: `CLAUSE` its only limit, `CLAUSE:KEY` an expression, `TERM` what it is, `TABLE:ROW` a cell.

    A further measure of a clause has the number of its place: `CLAUSE:also 1:KEY`.
    """
    found: list[str] = []
    for name, entry in book.clauses.items():
        found += [name] if _only_limit(entry) else []
        found += [":".join((name, *path)) for path in _paths(entry)]
    found += list(book.terms)
    found += [f"{name}:{row}" for name, entry in book.tables.items() for row in entry.keys["rows"].keys]
    return found


def put(book: Book, settings: Mapping[str, str]) -> None:
    """Put other figures into a book, by their names, and give it another digest. Raises Refused for a name that fits nothing."""
    problems: list[Problem] = []
    for name, said in settings.items():
        try:
            _put(book, name, Written(said, f"{OPTION} {name}", 0))
        except Refused as refusal:
            problems += refusal.problems
    if problems:
        raise Refused(problems)
    book.digest = hashlib.sha256(json.dumps([book.digest, sorted(settings.items())]).encode()).hexdigest()


def _put(book: Book, name: str, said: Written) -> None:
    if name in book.terms:
        book.terms[name] = _with(book.terms[name], ("is",), said)
        return
    table, _, row = name.rpartition(":")
    if table in book.tables and row in book.tables[table].keys["rows"].keys:
        book.tables[table] = _with(book.tables[table], ("rows", row), _cell(book.tables[table], said))
        return
    clause = max((each for each in book.clauses if name == each or name.startswith(f"{each}:")), key=len, default="")
    path = _path(book.clauses[clause], name[len(clause) + 1 :]) if clause else None
    if path is None:
        raise Refused([Problem(OPTION, 0, _unknown(book, name, clause))])
    book.clauses[clause] = _with(book.clauses[clause], path, said)


def _path(entry: Written, key: str) -> tuple[str, ...] | None:
    """Where in an entry a name leads to; None: nowhere."""
    if not key:
        return _only_limit(entry)
    path = tuple(key.split(":"))
    return path if path in _paths(entry) else None


def _paths(entry: Written) -> list[tuple[str, ...]]:
    """Where expressions stand in a clause."""
    return [*((key,) for key in KEYS if key in entry.keys), *_further(entry)]


def _further(entry: Written) -> Iterator[tuple[str, ...]]:
    also = entry.get("also")
    for number, more in enumerate(also.items if also else (), start=1):
        yield from ((f"also {number}", key) for key in KEYS if key in more.keys)


def _only_limit(entry: Written) -> tuple[str, ...] | None:
    """Where the one limit of a clause stands, if it has no other and that one is a plain figure."""
    limits = [path for path in _paths(entry) if path[-1] in LIMITS]
    return limits[0] if len(limits) == 1 and PLAIN.fullmatch(_at(entry, limits[0]).text.strip()) else None


def _step(entry: Written, key: str) -> tuple[Written, str | int]:
    """The list or entry in which a step of a path is taken, and the step."""
    word, _, number = key.partition(" ")
    return (entry.keys[word], int(number) - 1) if number else (entry, key)


def _at(entry: Written, path: tuple[str, ...]) -> Written:
    for key in path:
        inside, step = _step(entry, key)
        entry = inside.items[step] if isinstance(step, int) else inside.keys[step]
    return entry


def _with(entry: Written, path: tuple[str, ...], said: Written) -> Written:
    """An entry in which one thing is said otherwise."""
    if not path:
        return said
    inside, step = _step(entry, path[0])
    if isinstance(step, int):
        key = path[0].partition(" ")[0]
        items = [_with(each, path[1:], said) if place == step else each for place, each in enumerate(inside.items)]
        return Written({**entry.keys, key: Written(items, inside.file, inside.line)}, entry.file, entry.line, entry.key_lines)
    return Written({**entry.keys, step: _with(entry.keys[step], path[1:], said)}, entry.file, entry.line, entry.key_lines)


def _cell(table: Written, said: Written) -> Written:
    """A cell of a table, which has its unit from the head of the table. Raises Refused for another unit."""
    figure, _, unit = said.text.strip().partition(" ")
    gives = table.keys["gives"].text
    if unit.strip() not in ("", gives) or not PLAIN.fullmatch(figure):
        raise Refused([Problem(said.file, 0, f"'{said.text}' does not fit: the table gives {gives}; write for example 7.5")])
    return Written(figure, said.file, said.line)


def _unknown(book: Book, name: str, clause: str) -> str:
    if not clause:
        return f"'{name}' is no figure of {book.id}{nearest(name, names(book))}"
    entry = book.clauses[clause]
    own = [f"{':'.join((clause, *path))} ({_at(entry, path).text.strip()})" for path in _paths(entry)]
    what = "has no plain figure of its own" if name == clause else f"has no '{name[len(clause) + 1 :]}'"
    inside = [f"{table}:{row}" for table in book.tables for row in book.tables[table].keys["rows"].keys if _uses(entry, table)]
    return f"{clause} {what}; what can be set: {', '.join([*own, *inside]) or 'nothing'}"


def _uses(entry: Written, table: str) -> bool:
    return any(re.search(rf"\btable {re.escape(table)}\b", _at(entry, path).text) for path in _paths(entry))
