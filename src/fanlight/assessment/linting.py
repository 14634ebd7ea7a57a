"""What an edition's data shows to be wrong with its document: what is recorded, tables that end, repeats, figures below the floor."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from fanlight.assessment.assess import Program
from fanlight.assessment.finding import Verdict
from fanlight.facts.survey import Observed, Seen, Survey
from fanlight.facts.vocabulary import THINGS
from fanlight.standards.edition import CONFLICTS, Clause, Edition, Encoded, Force
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
    yield from given_twice(edition)
    for national in beside:
        if national.in_force_on(on):
            yield from below_floor(edition, examples, national)


def tables_that_end(edition: Edition) -> Iterator[Note]:
    """Step tables with a last row beyond which the document gives no figure."""
    for table in edition.tables.values():
        last = table.rows[-1][1]
        if last < FAR:
            users = _users(f"table {table.name}", edition)
            shown = f"{last / 10**table.by_decimals:g}"
            yield Note("table_ends", users, f"the table {table.name} stops at {shown}; beyond it there is no figure and an officer decides")


def _users(name: str, edition: Edition) -> tuple[str, ...]:
    """The clauses that use a table, themselves or through terms."""
    names = [name]
    for each in names:
        names.extend(path for path, term in edition.terms.items() if path not in names and _mentions(term.written, each))
    return tuple(
        clause.id for clause in edition.clauses.values() if any(_mentions(text, each) for text in _texts(clause.written) for each in names)
    )


def _mentions(text: str, name: str) -> bool:
    return name in text and re.search(rf"(?<!\w){re.escape(name)}(?![\w.])", text) is not None


def given_twice(edition: Edition) -> Iterator[Note]:
    """Clauses that apply to the same things on the same condition and are met by the same; not those that a recorded conflict names.

    One judged fact may stand for several opinions, so clauses of opinion are left out.
    """
    alike: dict[tuple[object, ...], list[Clause]] = {}
    for clause in edition.clauses.values():
        if clause.proof is not None and clause.encoded is not Encoded.JUDGEMENT:
            alike.setdefault((clause.each, clause.applies, clause.proof, clause.from_, clause.until), []).append(clause)
    for clauses in alike.values():
        names = tuple(clause.id for clause in clauses)
        if len(clauses) > 1 and not any(set(names) <= set(conflict.clauses) for conflict in edition.conflicts):
            forces = list(dict.fromkeys(clause.force.value for clause in clauses))
            how = f"once as {' and once as '.join(forces)}" if len(forces) > 1 else f"each time as {forces[0]}"
            yield Note("given_twice", names, f"they ask the same of the same things, {how}")


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
