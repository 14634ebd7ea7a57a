"""What is impossible, doubtful or missing in a register, entry by entry, each with its rule, its reason and what to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache

from fanlight.facts import postcode
from fanlight.facts.files import Problem, Refused
from fanlight.facts.kinds import Unfit
from fanlight.facts.vocabulary import fact
from fanlight.licensing import temporary_exemptions
from fanlight.licensing.deadlines import find
from fanlight.licensing.law import Law, NotKnown, Provision, england
from fanlight.licensing.periods import BeyondCalendar, named
from fanlight.licensing.register_entries import Entry, Register
from fanlight.licensing.register_particulars import DEMANDED, PARTICULARS, Demand, demands
from fanlight.licensing.register_repeats import Repeats
from fanlight.licensing.temporary_exemptions import Term

RULE = "register/"
Said = tuple[str, str, str, str]
"""What a check says: the rule, the particular, the value as it is, and why it is wrong."""


class Grade(StrEnum):
    """How grave a finding is, the gravest first."""

    IMPOSSIBLE = "impossible"
    DOUBTFUL = "doubtful"
    MISSING = "missing"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class RegisterFinding:
    """One thing found. `row` is the line of the file or the row of the sheet; `house` the address as published."""

    rule: str
    grade: Grade
    row: int
    house: str
    particular: str
    value: str
    why: str
    provision: Provision

    @property
    def remedy(self) -> str:
        """What to do."""
        return self.provision.values["remedy"]


class Checks:
    """The checks of one register on one day. Raises Refused where the law holds no rules for the day."""

    def __init__(self, register: Register, on: date, *, exemptions: bool = False, law: Law | None = None) -> None:
        held = law or england()
        self.register, self.on, self.exemptions = register, on, exemptions
        self.rules = {name.removeprefix(RULE): _at(held, name, on) for name in held.rules if name.startswith(RULE)}
        self.demands = demands(held, on)
        self.first_day = date.fromisoformat(self.rules["before-the-act"].values["first_day"])
        self.blank = [demand for demand in self.demands if demand.is_of_each_row and self._has_column(demand)]
        self.repeats = Repeats()

    def findings(self) -> Iterator[RegisterFinding]:
        """Everything found: first the columns that are missing, then row by row."""
        yield from self.of_columns()
        for entry in self.register.entries():
            yield from self.of_entry(entry)

    def of_columns(self) -> Iterator[RegisterFinding]:
        """The particulars for which there is no column. A register of temporary exemptions has others."""
        for demand in self.demands if not self.exemptions else ():
            if not self._has_column(demand):
                rule = demand.provision.id.removeprefix(DEMANDED)
                says = f"{demand.provision.says} {demand.provision.cited}"
                yield self._finding(("no-column", demand.any_of[0], rule, says), self.register.headed.row.line, "")

    def of_entry(self, entry: Entry) -> Iterator[RegisterFinding]:
        """What is wrong with one entry, by itself and beside those before it."""
        said = [(fault.rule, fault.particular, fault.written, fault.why) for fault in entry.faults]
        if not entry.is_jumbled:
            said += [*self._dates(entry), *numbers(entry), *postcodes(entry), *self._blanks(entry), *self.repeats.of(entry)]
        for each in said:
            yield self._finding(each, entry.row, entry.named)

    def _finding(self, said: Said, row: int, house: str) -> RegisterFinding:
        rule, particular, value, why = said
        provision = self.rules[rule]
        return RegisterFinding(rule, Grade(provision.values["grade"]), row, house, particular, value, why, provision)

    def _has_column(self, demand: Demand) -> bool:
        return any(self.register.headed.of(name) for name in demand.any_of)

    def _dates(self, entry: Entry) -> Iterator[Said]:
        start, end = entry.day("start_on") or entry.day("issued_on"), entry.day("end_on")
        for name, day in entry.values.items():
            if isinstance(day, date) and day < self.first_day:
                yield "before-the-act", name, str(day), f"{named(day)} is before {named(self.first_day)}."
        if end and end < self.on:
            days = (self.on - end).days
            yield "expired", "end_on", str(end), f"It ended {days} {'day' if days == 1 else 'days'} before {named(self.on)}."
        if start and end:
            is_exemption = self.exemptions or entry.is_exemption
            said = exemption_term(start, end) if is_exemption else licence_term(start, end)
            yield from said if "start_on" in entry.values else map(_from_issue, said)

    def _blanks(self, entry: Entry) -> Iterator[Said]:
        """Particulars with a column and nothing in it. What stands there and cannot be read is a fault, and not missing."""
        if self.exemptions or entry.is_exemption:
            return
        known = entry.values.keys() | {fault.particular for fault in entry.faults}
        for demand in self.blank:
            if known.isdisjoint(demand.any_of):
                yield "blank-particular", demand.any_of[0], "", f"{demand.provision.says} {demand.provision.citation}"


FROM_ISSUE = "term-from-issue"
MOST = ("max_persons", "max_households")
FACTS = {name: each.fact for name, each in PARTICULARS.items() if each.fact}


def _at(law: Law, name: str, on: date) -> Provision:
    try:
        return law.at(name, on)
    except NotKnown as error:
        raise Refused([Problem("--on", 0, str(error))]) from None


@cache
def last_day(start: date) -> date | None:
    """The last day of five years from a day; None where the law or the calendar has none."""
    try:
        return find("licence-term", start).period.reckon(start).last
    except (NotKnown, BeyondCalendar):
        return None


def licence_term(start: date, end: date) -> Iterator[Said]:
    """What is wrong with the term of a licence."""
    span, last = f"{start} to {end}", last_day(start)
    if end <= start:
        yield (
            "ends-before-it-begins",
            "end_on",
            span,
            "The end is the day it begins." if end == start else "The end is before the beginning.",
        )
    elif last and end > last:
        days = (end - last).days
        yield (
            "term-over-five-years",
            "end_on",
            span,
            f"Five years end on {named(last)}; this is {days} {'day' if days == 1 else 'days'} more.",
        )
    elif last and end == last:
        yield "five-years-and-a-day", "end_on", span, f"With {named(start)} counted, five years are over the day before."


def _from_issue(said: Said) -> Said:
    """Counted from the day of issue, where nothing says when the licence begins, a term may seem other than it is."""
    return (FROM_ISSUE, *said[1:])


@cache
def exemption_term(start: date, end: date) -> tuple[Said, ...]:
    """What is wrong with the term of a temporary exemption."""
    checked = temporary_exemptions.check_term(Term("", start, end))
    return () if checked.is_right is not False else (("exemption-term", "end_on", f"{start} to {end}", " ".join(checked.why)),)


def numbers(entry: Entry) -> Iterator[Said]:
    """What is wrong with the numbers of an entry."""
    persons, households = entry.count("max_persons"), entry.count("max_households")
    for name in MOST:
        if entry.count(name) == 0:
            yield "nobody-permitted", name, "0", "It says 0."
    if persons and households and households > persons:
        why = f"{households} households cannot be made of {persons} {'person' if persons == 1 else 'persons'}."
        yield "more-households-than-persons", "max_households", f"{persons} persons, {households} households", why
    for name, count in entry.values.items():
        # A maximum of 0 has been dealt with above.
        if isinstance(count, int) and name in FACTS and (count or name not in MOST) and (why := beyond(FACTS[name], count)):
            yield "number-beyond-belief", name, str(count), why


@cache
def beyond(path: str, count: int) -> str:
    """Why a number is beyond what its fact can be in any real house; empty where it is not."""
    try:
        fact(path).read(str(count))
    except Unfit as error:
        return f"{str(error)[:1].upper()}{str(error)[1:]}."
    return ""


def postcodes(entry: Entry) -> Iterator[Said]:
    """What is wrong with the postcode of an entry."""
    text, address = entry.text("postcode"), entry.text("address")
    if not text:
        if address:
            yield "no-postcode", "postcode", address, "No postcode stands with the address."
        return
    if why := postcode_fault(text):
        yield "unreal-postcode", "postcode", text, f"{why[:1].upper()}{why[1:]}."
    elif postcode.is_outside_england(text):
        yield "postcode-outside-england", "postcode", text, f"No address of England has a postcode that begins with {text.split()[0]}."
    within = postcode.found_in(address) if address else ""
    if within and within != text and not postcode_fault(within):
        yield "postcodes-differ", "postcode", text, f"The address says {within}."


postcode_fault = lru_cache(maxsize=100_000)(postcode.fault)
