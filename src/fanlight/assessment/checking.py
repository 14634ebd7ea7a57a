"""Everything that can be said of an edition's data at once: what is wrong with it, and what is to be noted of its document and the law."""

from dataclasses import dataclass
from datetime import date

from fanlight.assessment import linting, proving
from fanlight.assessment.linting import Note
from fanlight.facts.files import Problem, Refused
from fanlight.standards import coverage
from fanlight.standards.edition import Edition
from fanlight.standards.examples import Example
from fanlight.standards.library import Library


@dataclass(frozen=True, slots=True)
class Checked:
    """An edition (None where it is refused), its examples, what is wrong, and what is to be noted."""

    edition: Edition | None
    examples: tuple[Example, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Note, ...] = ()


def check(name: str, library: Library, on: date, *, examples: bool, notes: bool) -> Checked:
    """Check the edition of that id. `examples`: hold every clause to them; `notes`: the law is that of the day `on`."""
    folder = library.folder(name)
    try:
        edition = library.read(name)
        beside = [library.read(national) for national in edition.beside]
    except Refused as refusal:
        return Checked(None, (), tuple(refusal.problems))
    shown, problems = proving.examples_in(folder, library)
    account = coverage.cover(edition, folder)
    problems += [Problem(str(folder / coverage.INVENTORY), 0, f"'{row}' is settled but is no statement there") for row in account.astray]
    if examples:
        problems += proving.failures(edition, shown)
    found = linting.notes(edition, shown, beside, on) if notes else ()
    return Checked(edition, tuple(shown), tuple(problems), tuple(found))
