"""Duties that go on while a house is let: those of the law and those of a council's edition, each with who owes it and how often."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fanlight.assessment.assess import Program
from fanlight.assessment.bounds import NO, YES
from fanlight.assessment.evaluate import FIRST, SINGLE_PLACES, Compiler, environment
from fanlight.assessment.model import Env, dated, lay_out
from fanlight.facts.kinds import Bounds
from fanlight.facts.survey import Survey
from fanlight.licensing import deadlines
from fanlight.licensing.answers import Asked
from fanlight.licensing.law import Law, Provision, england
from fanlight.licensing.periods import Counting, Period
from fanlight.standards.edition import Clause, Edition, Encoded, Force

PREFIX = "duty/"
NOT_OURS = ("council", "housing officer", "fire officer", "fire authority", "tribunal", "police", "other authority")
LICENCE_YEAR = "licence year"
YEAR_BEGINS = "the first day of a year of the licence"
EVERY = re.compile(r"^every(?: (\d+))? (hour|day|week|month|year)s?$")
WITHIN = re.compile(r"^within (\d+) (hour|day|week|month|year)s? of (.+)$")
BY_DAY = re.compile(r"^by (\d{4}-\d{2}-\d{2})$")
SIZES = {"hour": (1, "hour"), "day": (1, "day"), "week": (7, "day"), "month": (1, "month"), "year": (12, "month")}


class Place(StrEnum):
    """Where a duty stands in a calendar, told from its period."""

    RHYTHM = "every so often"
    WITHIN = "within a time of an event"
    DAY = "by a day"
    START = "at the start of a tenancy"
    END = "at the end of a tenancy"
    EVENT = "when it happens"
    ONCE = "once"
    OTHER_DAY = "by a day that somebody else fixes"
    ALWAYS = "always"


WORDS = {
    "always": Place.ALWAYS,
    "once": Place.ONCE,
    "at each letting": Place.START,
    "at the start of each tenancy": Place.START,
    "at the end of each tenancy": Place.END,
}


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty. `length` is the time of its rhythm, or that it leaves after an event; `deadline` names the period that counts the days.

    `condition` says in the clause language to whom it applies, empty where to all; `force` is must, should or recommended.
    """

    id: str
    says: str
    owed_by: tuple[str, ...]
    period: str
    place: Place
    length: Period | None
    event: str
    evidence: tuple[str, ...]
    force: str
    cited: str
    doubts: tuple[str, ...] = ()
    condition: str = ""
    deadline: str = ""
    counts: str = ""
    early: str = ""
    after: str = ""
    topic: str = ""
    applies: Bounds = YES

    @property
    def names(self) -> tuple[str, ...]:
        """What the duty may be called: its whole id, and the part after the edition or after `duty/`."""
        return (self.id, self.id.rpartition(":")[2] if ":" in self.id else self.id.removeprefix(PREFIX))


def placed(period: str) -> tuple[Place, Period | None, str]:
    """The place of a period as an edition writes it, its length, and the event or day it names."""
    every, within, by_day = EVERY.match(period), WITHIN.match(period), BY_DAY.match(period)
    if every:
        return Place.RHYTHM, _length(every[1] or "1", every[2]), ""
    if within:
        return Place.WITHIN, _length(within[1], within[2]), within[3]
    if by_day:
        return Place.DAY, None, by_day[1]
    if period.startswith("by "):
        return Place.OTHER_DAY, None, period.removeprefix("by ")
    return WORDS.get(period, Place.EVENT), None, period


def _length(number: str, unit: str) -> Period:
    size, base = SIZES[unit]
    return Period(int(number) * size, base, Counting.AFTER)


def of_law(kind: str, survey: Survey, *, on: date, granted: date | None, law: Law | None = None) -> tuple[Duty, ...]:
    """The duties that the law laid on those who run a house on a day. `kind` is `hmo`, or `block` for one under section 257.

    `granted` is when the licence was granted, None where there is none: licence conditions are duties only under a licence, and some only
    under one granted since they began.
    """
    held = (law or england()).rules
    wanted = {"any", kind} | ({"licence"} if granted else set())
    asked = Asked(survey, on)
    rules = [rule for name, rules in held.items() if name.startswith(PREFIX) for rule in rules if rule.holds_on(on)]
    return tuple(_of_rule(rule, asked) for rule in rules if rule.values["for"] in wanted and not _is_older(rule, granted))


def _is_older(rule: Provision, granted: date | None) -> bool:
    return rule.values.get("granted") == "yes" and granted is not None and granted < rule.from_


def _of_rule(rule: Provision, asked: Asked) -> Duty:
    given = rule.values
    place, length, event = placed(given["period"])
    condition = given.get("needs", "")
    unread = (f"{rule.citation}: {deadlines.UNREAD[rule.certainty]}.",) if rule.certainty in deadlines.UNREAD else ()
    doubts = (*unread, rule.note) if rule.note else unread
    return Duty(
        id=rule.id, says=rule.says, owed_by=(given["owed_by"],), period=given["period"], place=place, length=length, event=event,
        evidence=_several(given.get("evidence", "")), force="must", cited=rule.cited, doubts=doubts, condition=condition,
        deadline=given.get("deadline", ""), counts=given.get("counts", ""), early=given.get("early", ""), after=given.get("after", ""),
        topic=given["topic"], applies=asked.holds(condition)[0] if condition else YES,
    )  # fmt: skip


def _several(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def of_edition(edition: Edition, survey: Survey, *, on: date, law: Law | None = None) -> tuple[Duty, ...]:
    """Every duty of an edition, and every step of its procedure that an owner, manager or occupier owes by some time."""
    held = law or deadlines.councils()
    counted = {row: (name, _counts(name, on, held)) for row, name in _counted(edition, on, held).items()}
    program = Program(edition, ())
    env = environment(lay_out(dated(survey, on), program.compiler.counts))
    ours = [clause for clause in edition.clauses.values() if is_ours(clause)]
    return tuple(duty for clause in ours for duty in _of_clause(clause, edition, counted, _applies(clause, program.compiler, env)))


def _applies(clause: Clause, compiler: Compiler, env: Env) -> Bounds:
    """Whether a clause applies to anything in the house: (certainly, possibly). What nobody listed only may be there."""
    places = {**SINGLE_PLACES, clause.each: FIRST} if clause.each else SINGLE_PLACES
    run = compiler.value(clause.applies, places) if clause.applies else None
    applies = NO
    for row in env[0].sets[clause.each] if clause.each else [None]:
        if row is not None:
            env[FIRST] = row
        low, high = run(env) if run else YES
        is_listed = row is None or not row[0].phantom
        applies = max(applies[0], low if is_listed else 0), max(applies[1], high)
    return applies


def is_ours(clause: Clause) -> bool:
    """Whether a clause lays a duty, with some time, on those who own, run or live in a house. A right (to appeal) is no duty."""
    owed = [party for party in clause.particulars.get("owed_by", ()) if party not in NOT_OURS]
    is_owed = clause.encoded is Encoded.DUTY or (clause.encoded is Encoded.PROCEDURE and clause.force is not Force.MAY)
    return bool(owed) and is_owed and "period" in clause.particulars


def _of_clause(clause: Clause, edition: Edition, counted: Mapping[str, tuple[str, str]], applies: Bounds) -> Iterator[Duty]:
    for period in clause.particulars["period"]:
        place, length, event = placed(period)
        rows = (*clause.settles, f"{clause.paragraph}/intro") if place in (Place.RHYTHM, Place.WITHIN) else ()
        deadline, counts = next((counted[row] for row in rows if row in counted), ("", ""))
        doubts = tuple(f"Reading {name}: {edition.readings[name].adopted}" for name in clause.readings if name in edition.readings)
        yield Duty(
            id=f"{edition.id}:{clause.id}", says=clause.says, owed_by=clause.particulars["owed_by"], period=period, place=place,
            length=length, event=event, evidence=clause.particulars.get("evidence", ()), force=clause.force.value,
            cited=f"{edition.id} {clause.paragraph}", doubts=doubts, condition=clause.written.get("when", ""),
            deadline=deadline, counts=counts, applies=applies,
        )  # fmt: skip


def _counted(edition: Edition, on: date, law: Law) -> dict[str, str]:
    """Which deadline of the council's own counts the days of which row of the document, by the rows its citation names."""
    found = {}
    for name, rules in law.rules.items():
        for rule in rules:
            if name.startswith(deadlines.PREFIX) and rule.holds_on(on):
                for row in re.findall(rf"\b{re.escape(edition.ids)}:([^\s,)]+)", rule.citation):
                    found[row] = name.removeprefix(deadlines.PREFIX)
    return found


def _counts(deadline: str, on: date, law: Law) -> str:
    """Whether a deadline runs from each year of the licence anew, and not from the last time."""
    return LICENCE_YEAR if deadline and deadlines.find(deadline, on, deadlines.whole(law)).runs_from == YEAR_BEGINS else ""
