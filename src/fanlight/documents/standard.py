"""A whole edition as one page: every clause as data, the facts it asks, its examples, and what the edition accounts for."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fanlight.assessment import linting, proving
from fanlight.assessment.linting import Note
from fanlight.assessment.reporting import LIMIT_WORDS
from fanlight.documents import uses, wording
from fanlight.documents.rendering import page
from fanlight.documents.uses import Users, Uses
from fanlight.documents.wording import Binding
from fanlight.facts import units
from fanlight.facts.describing import answer, walk
from fanlight.facts.files import Refused
from fanlight.facts.kinds import Fact
from fanlight.facts.thing import fact as fact_of
from fanlight.standards import coverage
from fanlight.standards.coverage import NOT_YET, Coverage
from fanlight.standards.edition import CONFLICTS, Clause, Edition, Encoded, Force
from fanlight.standards.examples import Example
from fanlight.standards.library import Library
from fanlight.standards.nodes import FAR
from fanlight.standards.tables import Table

WRITTEN = (
    ("each", "Asked of each"), ("when", "When"), ("unless", "Unless"), ("measure", "What is measured"), ("at_least", "At least"),
    ("at_most", "At most"), ("more_than", "More than"), ("less_than", "Less than"), ("exactly", "Exactly"), ("tolerance", "Tolerance"),
    ("requires", "What is required"),
)  # fmt: skip
PARTICULARS = (
    ("owed_by", "Owed by"), ("period", "How often or by when"), ("evidence", "Evidence"), ("decides", "Who decides"),
    ("weigh", "What to weigh"), ("options", "What can be decided"), ("governs", "Step it governs"),
)  # fmt: skip
HELD = (*(kind.value for kind in Encoded), NOT_YET)


@dataclass(frozen=True, slots=True)
class Shown:
    """One clause as the page shows it."""

    clause: Clause
    anchor: str
    where: str
    binding: Binding
    kind: str
    written: tuple[tuple[str, str], ...]
    also: tuple[str, ...]
    particulars: tuple[tuple[str, tuple[str, ...]], ...]
    uses: Uses
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The clauses of one section of the document."""

    name: str
    anchor: str
    clauses: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A fact that the edition asks: its declaration, how it is answered, and who asks it."""

    fact: Fact
    how: str
    users: Users


def standard(
    edition: Edition, *, examples: Sequence[Example], cover: Coverage, notes: Sequence[Note] = (), on: date | None = None
) -> str:  # fmt: skip
    """The page of an edition, as HTML text. `on` is the day as of which the notes compare it with the law."""
    by_clause = {name: uses.of_clause(clause) for name, clause in edition.clauses.items()}
    by_term = uses.of_terms(edition)
    asked = uses.users(by_clause, by_term, "facts")
    return page(
        "standard.html", edition=edition, document=wording.document(edition), national=wording.is_national(edition),
        sections=list(_sections(edition, by_clause, examples)), by_term=by_term, terms=uses.users(by_clause, by_term, "terms"),
        tables=[(table, _rows(table)) for table in edition.tables.values()], table_users=uses.users(by_clause, by_term, "tables"),
        things=list(_things(asked)), readings=_readings(edition), cover=cover, held=_held(cover), forces=_forces(edition), notes=notes,
        on=on, conflicts=CONFLICTS, anchor=anchor, left=[row for row, entry in cover.entries.items() if not entry], nobody=Users(),
    )  # fmt: skip


def standard_of(name: str, library: Library, on: date) -> str:
    """The page of an edition of a library, with its examples and what is noted of it on a day. Raises Refused."""
    edition, folder = library.read(name), library.folder(name)
    examples, problems = proving.examples_in(folder, library)
    if problems:
        raise Refused(problems)
    beside = [library.read(national) for national in edition.beside]
    found = list(linting.notes(edition, examples, beside, on))
    return standard(edition, examples=examples, cover=coverage.cover(edition, folder), notes=found, on=on)


def anchor(kind: str, name: str) -> str:
    """The place of something on the page, by its kind and name: letters, figures, dots, dashes and lines below only."""
    return f"{kind}-" + re.sub(r"[^A-Za-z0-9_.-]", lambda other: f"_{ord(other[0]):x}_" if other[0] != "/" else "--", name)


def _sections(edition: Edition, by_clause: Mapping[str, Uses], examples: Sequence[Example]) -> Iterator[Section]:
    by_id: dict[str, list[Example]] = {}
    for example in examples:
        by_id.setdefault(example.clause, []).append(example)
    sections: dict[str, list[Shown]] = {}
    for clause in edition.clauses.values():
        name = clause.id.partition("/")[0].partition(".")[0]
        sections.setdefault(name, []).append(_shown(clause, edition, by_clause[clause.id], by_id.get(clause.id, [])))
    for name, clauses in sections.items():
        yield Section(name, anchor("section", name), tuple(clauses))


def _shown(clause: Clause, edition: Edition, asked: Uses, examples: Sequence[Example]) -> Shown:
    more = clause.limits[1:] if "measure" in clause.written else clause.limits
    return Shown(
        clause=clause, anchor=anchor("clause", clause.id), where=wording.paragraph(clause), binding=wording.binding(clause, edition),
        kind=wording.HELD[clause.encoded],
        written=tuple((words, clause.written[key]) for key, words in WRITTEN if key in clause.written),
        also=tuple(f"{limit.written[0]}: {LIMIT_WORDS[limit.op]} {limit.written[1]}" for limit in more),
        particulars=tuple((words, clause.particulars[key]) for key, words in PARTICULARS if key in clause.particulars),
        uses=asked, examples=tuple(examples),
    )  # fmt: skip


def _rows(table: Table) -> list[tuple[str, str]]:
    """A step table in words: the range of its key, and the figure."""
    found = []
    for low, high, figure in table.rows:
        start, end = (units.shown(value, table.by_decimals, table.by.base) for value in (low, high))
        by = f"{start} or more" if high >= FAR else start if low == high else f"{start} to {end}"
        found.append((by, wording.quantity(figure, table.gives_decimals, table.gives)))
    return found


def _things(asked: Mapping[str, Users]) -> Iterator[tuple[str, str, list[Asked]]]:
    """Every fact that is asked, by the thing it is about: the thing's name, its anchor, its facts."""
    for thing in walk():
        names = [path for path in asked if path.partition(".")[0] == thing.name]
        if names:
            facts = [Asked(fact_of(path), answer(fact_of(path)), asked[path]) for path in sorted(names)]
            yield wording.sentence(wording.plain(thing.name)), anchor("thing", thing.name), facts


def _readings(edition: Edition) -> list[tuple[str, list[str]]]:
    """Each reading with the clauses that rest on it."""
    resting = {name: [clause.id for clause in edition.clauses.values() if name in clause.readings] for name in edition.readings}
    return list(resting.items())


def _held(cover: Coverage) -> list[str]:
    """The ways of holding a statement that the edition makes use of."""
    total: Counter[str] = sum((Counter(section.held) for section in cover.sections), Counter())
    return [how for how in HELD if total[how]]


def _forces(edition: Edition) -> list[tuple[str, int]]:
    counts = Counter(clause.force for clause in edition.clauses.values())
    return [(force.value, counts[force]) for force in Force if counts[force]]
