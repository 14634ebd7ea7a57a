"""What an edition's own data shows to be wrong with its document: tables that end, figures below the national floor, recorded conflicts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from fanlight.assessment.assess import Program
from fanlight.assessment.finding import Verdict
from fanlight.facts.survey import Observed, Seen, Survey
from fanlight.facts.vocabulary import THINGS
from fanlight.standards.edition import CONFLICTS, Edition, Force
from fanlight.standards.examples import Example
from fanlight.standards.nodes import FAR

ORDINARY = {
    "room": {"sleepers_under_ten": (0, 0), "floor_area_under_low_ceiling": (0, 0)},
    "licence": {"is_in_force": (0, 0)},
    "house": {"is_charity_shelter": (0, 0)},
}
"""What an ordinary house is taken to be when a council's example is held to the national floor: adults, level ceilings, no old licence."""


@dataclass(frozen=True, slots=True)
class Note:
    """One thing to know about an edition: its kind (a key of CONFLICTS), the clauses, and what it is."""

    kind: str
    clauses: tuple[str, ...]
    says: str
    law: str = ""
    readings: tuple[str, ...] = ()


def notes(edition: Edition, examples: Sequence[Example], beside: Sequence[Edition], on: date) -> Iterator[Note]:
    """Everything there is to note about an edition on a day: recorded conflicts, then what can be computed."""
    for conflict in edition.conflicts:
        if conflict.from_ is None or conflict.from_ <= on:
            yield Note(conflict.kind, conflict.clauses, conflict.says, conflict.law, conflict.readings)
    yield from tables_that_end(edition)
    for national in beside:
        if national.in_force_on(on):
            yield from below_floor(edition, examples, national)


def tables_that_end(edition: Edition) -> Iterator[Note]:
    """Step tables with a last row beyond which the document gives no figure."""
    for table in edition.tables.values():
        last = table.rows[-1][1]
        if last < FAR:
            words = f"table {table.name} "
            users = tuple(clause.id for clause in edition.clauses.values() if any(words in f"{text} " for text in _texts(clause.written)))
            shown = f"{last / 10**table.by_decimals:g}"
            yield Note("table_ends", users, f"the table {table.name} stops at {shown}; beyond it there is no figure and an officer decides")


def _texts(written: object) -> list[str]:
    assert isinstance(written, dict)
    return [text for key, text in written.items() if key not in ("says", "remedy")]


def below_floor(edition: Edition, examples: Sequence[Example], national: Edition) -> Iterator[Note]:
    """Clauses that a house can meet which certainly breaks the national edition: shown by the clause's own examples."""
    program = Program(national)
    about = {clause.each for clause in national.clauses.values()}
    found: dict[tuple[str, str], str] = {}
    for example in examples:
        clause = edition.clauses[example.clause]
        if example.verdict != "met" or clause.each not in about or clause.force is Force.MAY or not clause.limits:
            continue
        for finding in program.assess(ordinary(example.survey)).findings:
            if finding.verdict is Verdict.NOT_MET and finding.clause.limits:
                found.setdefault((clause.id, finding.clause.id), example.words)
    for (name, floor), words in found.items():
        law = national.clauses[floor]
        yield Note("below_floor", (name,), f"a house that meets it ({words}) breaks {national.id} {floor}: {law.says}", national.title)


def ordinary(survey: Survey) -> Survey:
    """The small house of an example with the facts of an ordinary house where it says nothing."""
    things = dict(survey.things)
    for name, facts in ORDINARY.items():
        listed = things.get(name, ())
        if not listed and THINGS[name].plural is None:
            listed = (Seen(name, name, {}, ""),)
        things[name] = tuple(_filled(seen, facts) for seen in listed)
    return replace(survey, things=things)


def _filled(seen: Seen, facts: dict[str, tuple[int, int]]) -> Seen:
    more = {name: Observed(value, "ordinary", "an ordinary house") for name, value in facts.items() if name not in seen.values}
    return replace(seen, values={**seen.values, **more})


def in_words(note: Note) -> str:
    """A note as people read it."""
    where = f" ({', '.join(note.clauses)})" if note.clauses else ""
    law = f" [{note.law}]" if note.law else ""
    readings = f" Reading {', '.join(note.readings)}." if note.readings else ""
    return f"{CONFLICTS[note.kind]}{where}: {note.says}{law}{readings}"
