"""Holding an edition to its examples: every clause gets the verdict each of its examples demands."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from fanlight.assessment.assess import Program
from fanlight.assessment.finding import Verdict
from fanlight.facts.files import Problem, Refused
from fanlight.standards.edition import Edition
from fanlight.standards.examples import Example, examples_of
from fanlight.standards.library import Library
from fanlight.standards.written import Book, build_on, open_book


def whole_book(folder: Path, library: Library) -> Book:
    """An edition as written, completed from the edition it builds on."""
    book = open_book(folder, folder.parents[3])
    older = book.head.get("builds_on")
    if older is not None:
        build_on(book, open_book(library.folder(older.text), folder.parents[3]))
    return book


def examples_in(folder: Path, library: Library) -> tuple[list[Example], list[Problem]]:
    """Every example of an edition, and what is wrong with those that cannot be read.

    Examples prove the adopted readings: those of a clause that the council reads in a way of its own are left out.
    """
    book = whole_book(folder, library)
    for name in _switched(book, library):
        del book.clauses[name]
    found: list[Example] = []
    problems: list[Problem] = []
    for name, entry in book.clauses.items():
        try:
            found.extend(examples_of(name, entry))
        except Refused as refusal:
            problems.extend(refusal.problems)
    return found, problems


def _switched(book: Book, library: Library) -> list[str]:
    """The clauses that rest on a reading which the council has switched."""
    if not library.choices(book.id):
        return []
    edition = library.read(book.id)
    return [clause.id for clause in edition.clauses.values() if edition.switched.keys() & set(clause.readings)]


def verdict_on(example: Example, program: Program) -> Verdict:
    """The verdict of the example's clause on its small house."""
    return program.assess(example.survey).verdicts()[example.clause]


def failures(edition: Edition, examples: Sequence[Example]) -> Iterator[Problem]:
    """A problem for each example whose clause gets another verdict than it demands."""
    programs: dict[str, Program] = {}
    for example in examples:
        program = programs.get(example.clause) or programs.setdefault(example.clause, Program(edition, [example.clause]))
        found = verdict_on(example, program)
        if found.value != example.verdict:
            file, _, line = example.place.rpartition(":")
            demanded = example.verdict.replace("_", " ")
            yield Problem(file, int(line), f"{example.clause}: found {found.words}, but the example says {demanded} ({example.words})")
