"""Council and fire authority together: who may act on which part, who leads, when one must ask the other, and their shared record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from fanlight.facts.files import nearest
from fanlight.licensing import deadlines, procedure
from fanlight.licensing.deadlines import Answer
from fanlight.licensing.law import Law, NotKnown, Provision, england
from fanlight.licensing.periods import Counting, Period, Reckoning
from fanlight.licensing.procedure import Matter, Role, Standing, StepNotOpen, Table

PREFIX = "fire-"
ANSWER, URGENT = "fire-answer", "fire-answer-urgent"
MUTUAL = {"fire-joint-visit": ("agree", "decline")}
"""Steps that only the authority may take which did not take the one before."""
PART, LEAD, CONSULT = "fire-part/", "fire-lead/", "fire-consult/"


FIRE_THINGS = ("alarm_system", "alarm", "emergency_lighting", "fire_equipment", "escape_route", "staircase")
"""The things of a house that bear on fire safety."""


class Authority(StrEnum):
    """The two who keep the record."""

    COUNCIL = "council"
    FIRE = "fire authority"


@dataclass(frozen=True, slots=True)
class Told:
    """An answer of the law. `holds` is None where it cannot be told; `missing` is then what would settle it."""

    holds: bool | None
    says: str
    cited: str
    missing: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lead:
    """Who leads for a kind of premises.

    `authority` is None where nobody recorded it; `usual` is then what the protocol is remembered to say.
    """

    kind: str
    authority: Authority | None
    usual: Authority | None
    cited: str
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One step taken, as it was recorded: by which role, by whom, when, and what was said to each thing the step needs."""

    step: str
    role: str
    by: str
    at: datetime
    said: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Record:
    """One matter between the two (`fire-consultation`, `fire-help-by-council`...): the entries made, none of which is ever changed."""

    table: str
    house: str
    entries: tuple[Entry, ...] = ()

    @property
    def state(self) -> str:
        """Where it stands. Raises StepNotOpen where the entries do not follow on each other."""
        return procedure.state_after([(entry.step, entry.at.date()) for entry in self.entries], self.table)


def may_act(part: str, authority: Authority, on: date) -> Told:
    """Whether an authority may act on a part of a building (`common-parts`, `inside-a-unit`, ...). Raises NotKnown."""
    rule = _at(PART + part, on)
    said = rule.values[authority.value]
    holds = {"yes": True, "no": False}.get(said)
    missing = () if holds is not None else (f"whether the Fire Safety Order reaches the {part.replace('-', ' ')}",)
    return Told(holds, rule.says, rule.cited, missing, _doubts(rule))


def leads(kind: str, on: date, *, agreed: Mapping[str, Authority] | None = None, agreed_in: str = "") -> Lead:
    """Who leads for a kind of premises (`hmo`, `hostel`, ...). Raises NotKnown for an unknown kind.

    `agreed` is what the two authorities put down in their own arrangement, and `agreed_in` where it stands. Without it nobody leads by law,
    and the division of the national protocol is only remembered: it is offered as what is usual, never as the answer.
    """
    rule = _at(LEAD + kind, on)
    usual = Authority(rule.values["lead"])
    if agreed and kind in agreed:
        return Lead(kind, agreed[kind], usual, agreed_in or "local arrangement", ())
    doubt = "Section 3 of the protocol was not seen: the local arrangement between the two authorities settles who leads."
    return Lead(kind, None, usual, rule.cited, (doubt,))


def kinds(on: date) -> tuple[tuple[str, str], ...]:
    """The kinds of premises for which two authorities settle who leads, each with what it is, in the order of the protocol."""
    return tuple(
        (name.removeprefix(LEAD), rule.says)
        for name, rules in england().rules.items()
        if name.startswith(LEAD)
        for rule in rules
        if rule.holds_on(on)
    )


def must_consult(*, is_fire_hazard: bool | None, is_hmo_or_common_parts: bool | None, is_emergency: bool, on: date) -> Told:
    """Whether the council must consult the fire authority before it enforces on a hazard (Housing Act 2004 s.10).

    `is_emergency`: emergency remedial action or an emergency prohibition order, for which the duty is so far as is practicable.
    """
    rule = _at(CONSULT + ("housing-emergency" if is_emergency else "housing-enforcement"), on)
    given = {
        "whether the hazard is one of uncontrolled fire and its smoke (SI 2005/3208 reg 4)": is_fire_hazard,
        "whether it is in an HMO or in common parts of a building with flats": is_hmo_or_common_parts,
    }
    return _told(rule, given)


def must_hear_before_licence(*, is_under_order: bool | None, on: date) -> Told:
    """Whether the fire authority must have the opportunity to make representations before a licence (SI 2005/1541 art 42)."""
    return _told(_at(CONSULT + "licence", on), {"whether the Fire Safety Order reaches any part of the house": is_under_order})


def _told(rule: Provision, given: Mapping[str, bool | None]) -> Told:
    if False in given.values():
        return Told(False, rule.says, rule.cited, (), _doubts(rule))
    missing = tuple(words for words, value in given.items() if value is None)
    return Told(None if missing else True, rule.says, rule.cited, missing, _doubts(rule))


def _doubts(rule: Provision) -> tuple[str, ...]:
    return (rule.note,) if rule.note else ()


def _at(name: str, on: date) -> Provision:
    held = england()
    beginning = name.partition("/")[0] + "/"
    if name not in held.rules:
        known = [each.removeprefix(beginning) for each in held.rules if each.startswith(beginning)]
        word = name.removeprefix(beginning)
        raise NotKnown(f"'{word}' is not known here{nearest(word, known)}; known: {', '.join(known)}")
    return held.at(name, on)


def tables(on: date) -> tuple[Table, ...]:
    """The step tables of working together, as they stood on a day."""
    return tuple(each for each in procedure.tables(on) if each.name.startswith(PREFIX))


def take(record: Record, name: str, *, role: str, by: str, at: datetime, said: Mapping[str, str]) -> Record:
    """The record with one more entry. `said` holds a text for each thing the step needs; a need without a text is open.

    Raises StepNotOpen where the step is unknown, is not open to this role or lacks what it needs, names nobody, or is earlier than the last
    entry; NotKnown where there was no such table on the day.
    """
    stood = {need: Standing.MET for need, text in said.items() if text.strip()}
    step = procedure.check_step(Matter(record.table, record.state, at.date()), name, role=role, needs=stood)
    if not by.strip():
        raise StepNotOpen(f"'{name}' names nobody who took it ({step.provision.cited})")
    if record.entries and name in MUTUAL.get(record.table, ()) and side(record.entries[-1].role) is side(role):
        raise StepNotOpen(f"'{name}' is for the other authority to take ({step.provision.cited})")
    if record.entries and at < record.entries[-1].at:
        raise StepNotOpen(f"'{name}' of {at} is earlier than the last entry, of {record.entries[-1].at}")
    return replace(record, entries=(*record.entries, Entry(name, role, by, at, dict(said))))


def answer_due(council: str, asked_on: date, *, is_urgent: bool, law: Law) -> Answer | None:
    """By which day a council asks for an answer, by its own practice among `law`; None where it set none: no text names a time."""
    name = f"{council}/{URGENT if is_urgent else ANSWER}"
    if name not in law.rules:
        return None
    return deadlines.reckon(name, start=asked_on, law=law)


def agreed_due(days: int, asked_on: date) -> Reckoning:
    """By which day an answer is asked for where the two authorities agreed on so many days. Raises ValueError for no number of days."""
    return Period(days, "day", Counting.AFTER).reckon(asked_on)


def side(role: str) -> Authority:
    """For which authority somebody in a role acts."""
    return Authority.FIRE if role == Role.FIRE_OFFICER else Authority.COUNCIL


def waiting(records: Sequence[Record], role: str, on: date) -> tuple[Record, ...]:
    """The records begun that wait for a role: another took the last step. No text names a time, so none is ever called late here."""
    return tuple(record for record in records if record.entries and record.entries[-1].role != role and _can_go_on(record, role, on))


def states_open_to(role: str, on: date) -> dict[str, tuple[str, ...]]:
    """By table of working together: the states from which a role has a step to take, the beginning left out."""
    found: dict[str, tuple[str, ...]] = {}
    for each in tables(on):
        from_ = [state for step in each.steps if role in step.who for state in step.from_]
        found[each.name] = tuple(state for state in each.states[1:] if state in from_)
    return found


def _can_go_on(record: Record, role: str, on: date) -> bool:
    steps = procedure.table(record.table, on).steps
    return any(record.state in step.from_ and role in step.who for step in steps)
