"""Faults of a document, kept as data beside its clauses: contradictions, figures the law has overtaken, wrong references."""

from collections.abc import Iterator

from fanlight.facts.files import Problem, Written, nearest
from fanlight.standards.dates import day
from fanlight.standards.edition import CONFLICTS, Conflict
from fanlight.standards.written import Book

KEYS = ("conflict", "kind", "says", "clauses", "law", "reading", "from", "note")


def read_conflict(entry: Written, book: Book) -> tuple[Conflict | None, list[Problem]]:
    """One entry of `conflicts:` and what is wrong with it."""
    problems = list(entry.unknown_keys(KEYS))
    missing = [key for key in ("kind", "says") if entry.get(key) is None]
    problems += [entry.problem(f"the conflict has no '{key}:'") for key in missing]
    if missing:
        return None, problems
    kind = entry.keys["kind"].text
    if kind not in CONFLICTS:
        problems.append(
            entry.keys["kind"].problem(f"'{kind}' is no kind of conflict{nearest(kind, CONFLICTS)}; known: {', '.join(CONFLICTS)}")
        )
    readings = _texts(entry.get("reading"))
    problems += [
        entry.problem(f"the reading '{name}' is not declared{nearest(name, book.readings)}")
        for name in readings
        if name not in book.readings
    ]
    problems += _unknown(entry.get("clauses"), book)
    law = entry.get("law")
    return Conflict(
        entry.keys["conflict"].text, kind, entry.keys["says"].text, _texts(entry.get("clauses")), law.text if law else "", readings,
        day(entry.get("from")),
    ), problems  # fmt: skip


def _unknown(clauses: Written | None, book: Book) -> Iterator[Problem]:
    """A problem for each id that is no clause and no term of the edition."""
    known = [*book.clauses, *book.terms]
    for item in _members(clauses):
        if item.text not in book.clauses and item.text not in book.terms:
            yield item.problem(f"'{item.text}' is no clause and no term of {book.id}{nearest(item.text, known)}")


def _texts(entry: Written | None) -> tuple[str, ...]:
    return tuple(item.text for item in _members(entry))


def _members(entry: Written | None) -> list[Written]:
    if entry is None:
        return []
    return entry.items if isinstance(entry.value, list) else [entry]
