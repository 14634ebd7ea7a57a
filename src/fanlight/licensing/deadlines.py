"""The deadlines of the law and of councils by name, each worked out from a day with its working, its citation and its doubts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache

from fanlight.facts import files, units
from fanlight.facts.files import Problem, Refused, nearest
from fanlight.licensing.bank_holidays import WorkingCalendar, england_and_wales
from fanlight.licensing.law import Law, NotKnown, Provision, england, read_law
from fanlight.licensing.periods import Counting, Period, Reckoning, named
from fanlight.standards.library import shipped

PREFIX = "deadline/"
KEYS = ("counts", "from", "who", "does", "served", "stated", "to")
UNITS = {"days": (1, "day"), "calendar time": (1, "month"), "time": (60, "hour")}
UNREAD = {
    "B": "this detail is from memory, though the text was seen",
    "C": "it was read in a secondary text only",
    "M": "it is from memory and was not checked",
}


class Delivery(StrEnum):
    """How a notice reaches whom it is for."""

    HAND = "hand"
    POST = "post"
    SECOND_CLASS = "second-class-post"


EXACTLY = "exactly"
STATED = (EXACTLY, "at least", "at most")
POSTED = {Delivery.POST: "service/first-class-post", Delivery.SECOND_CLASS: "service/second-class-post"}


class OutOfTime(Exception):
    """Something was done, or is to be done, on a day the period does not allow; the message gives the working."""


class DatesInvalid(Exception):
    """A notice would print a day the law does not allow; the message gives the day it should print, and the working."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """One named period with the provision it stands in. `provision.says` tells what it is about."""

    name: str
    period: Period
    runs_from: str
    who: str
    does: str
    runs_from_service: bool
    stated: str
    to: str
    provision: Provision


@dataclass(frozen=True, slots=True)
class Answer:
    """A deadline worked out. `start` is the day that was given, `counted_from` the day that counts: later where a notice was posted.

    `doubts` is what the answer cannot settle, each with what would; an answer without any rests on a text that was read.
    """

    deadline: Deadline
    start: date
    counted_from: date
    reckoning: Reckoning
    working: tuple[str, ...]
    doubts: tuple[str, ...]

    @property
    def cited(self) -> str:
        """The citation with its certainty."""
        return self.deadline.provision.cited


@cache
def all_periods() -> Law:
    """The deadlines of England and of every council's standard, without those that carry no period. Raises Refused."""
    return whole(england(), councils())


@cache
def councils() -> Law:
    """What councils' own standards fix, from `councils/<council>/rules/*.yaml`. Raises Refused."""
    return read_law(shipped()[1])


def whole(*laws: Law) -> Law:
    """The deadlines of several bodies of law together. Raises Refused with every entry that cannot be read."""
    found = {name: rules for held in laws for name, rules in held.rules.items() if name.startswith(PREFIX)}
    problems = [problem for rules in found.values() for rule in rules for problem in _wrong(rule)]
    if problems:
        raise Refused(problems)
    return Law({name.removeprefix(PREFIX): rules for name, rules in found.items()})


def _wrong(rule: Provision) -> Iterator[Problem]:
    file, line = files.place_of(rule.place)
    for key in rule.values:
        if key not in KEYS:
            yield Problem(file, line, f"'{key}' has no meaning in a deadline{nearest(key, KEYS)}")
    for key in ("counts", "from", "who", "does"):
        if key not in rule.values:
            yield Problem(file, line, f"the deadline '{rule.id}' needs '{key}:' in its values")
    if rule.values.get("stated", EXACTLY) not in STATED:
        yield Problem(file, line, f"the deadline '{rule.id}' is stated '{rule.values['stated']}'; write {', '.join(STATED)}")
    try:
        _period(rule)
    except (ValueError, KeyError) as error:
        yield Problem(file, line, f"the deadline '{rule.id}' has no period that can be counted: {error}")


def _period(rule: Provision) -> Period:
    amount, dimension = units.parse(rule.value)
    size, unit = UNITS[dimension.name]
    if amount % size:
        raise ValueError(f"'{rule.value}' is no whole number of {unit}s")
    return Period(int(amount / size), unit, Counting(rule.values.get("counts", "")))


def names(on: date, law: Law | None = None) -> list[str]:
    """The deadlines held for a day, in order of name."""
    held = law or all_periods()
    return sorted(name for name, rules in held.rules.items() if any(rule.holds_on(on) for rule in rules))


def find(name: str, on: date, law: Law | None = None) -> Deadline:
    """The deadline of that name as it stood on a day. Raises NotKnown."""
    held = law or all_periods()
    if name not in held.rules:
        raise NotKnown(f"no deadline is called '{name}'{nearest(name, held.rules)}")
    rule = held.at(name, on)
    given: Mapping[str, str] = rule.values
    return Deadline(
        name=name, period=_period(rule), runs_from=given["from"], who=given["who"], does=given["does"],
        runs_from_service=given.get("served") == "yes", stated=given.get("stated", ""), to=given.get("to", ""), provision=rule,
    )  # fmt: skip


def reckon(name: str, *, start: date, served: Delivery | None = None, law: Law | None = None) -> Answer:
    """Work a deadline out from a day: that of the event it runs from, or that of posting where a notice was posted.

    A deadline counted in hours takes a datetime. The rule is the one that held on that day. Raises NotKnown for a name or day without
    a rule, BeyondCalendar, and OutOfTime where a way of service is given and the period does not run from service.
    """
    deadline = find(name, start.date() if isinstance(start, datetime) else start, law)
    if served is not None and not deadline.runs_from_service:
        raise OutOfTime(f"'{name}' runs from {deadline.runs_from}, not from service: leave the way of service out")
    counted, how, doubts = (start, (), ()) if served is None else arrived(start, served)
    reckoning = deadline.period.reckon(counted)
    more = (*_unread(deadline), *doubts, *_closed(deadline, reckoning))
    return Answer(deadline, start, counted, reckoning, (*how, *reckoning.working), more)


def arrived(start: date, served: Delivery) -> tuple[date, tuple[str, ...], tuple[str, ...]]:
    """The day a notice counts as served, with the working and what is not settled. Raises BeyondCalendar."""
    if served is Delivery.HAND:
        return start, (f"Given by hand on {named(start)}, which is the day of service.",), ()
    rule = england().at(POSTED[served], start)
    found = england_and_wales().after(start, int(rule.value))
    how = f"Posted on {named(start)}; working day {rule.value} after it is {named(found.day)}, taken as the day of service ({rule.cited})."
    doubt = f"Service on {named(found.day)} is presumed, not known: proof of delivery on another day moves every date that follows."
    estimate = "The working days rest on estimated bank holidays: check them against the published list."
    return found.day, (how,), (doubt, estimate) if found.is_estimated else (doubt,)


def _unread(deadline: Deadline) -> Iterator[str]:
    rule = deadline.provision
    if rule.certainty in UNREAD:
        yield f"{rule.citation}: {UNREAD[rule.certainty]}. Read the text before relying on the day."
    if rule.note:
        yield rule.note


def _closed(deadline: Deadline, reckoning: Reckoning) -> Iterator[str]:
    """What to say where the last day for the tribunal is no working day."""
    last, calendar = reckoning.last, england_and_wales()
    if deadline.to != "tribunal" or last is None or deadline.period.counting is Counting.ENDING_WITH or calendar.is_working(last):
        return
    following = calendar.not_before(last).day
    known = _law_on("tribunal/working-day", last)
    yield f"{named(last)} is no working day. Whether {named(following)} would still do is not settled{known}; send it before."
    yield from _estimated(calendar, last)


def _law_on(name: str, on: date) -> str:
    try:
        return f" ({england().at(name, on).cited})"
    except NotKnown:
        return ""


def _estimated(calendar: WorkingCalendar, on: date) -> Iterator[str]:
    if not calendar.is_published(on):
        yield f"The bank holidays of {on.year} are estimated."


def check_done(name: str, *, start: date, done: date, served: Delivery | None = None, law: Law | None = None) -> Answer:
    """Make sure that something was done within its period. Raises OutOfTime with the working, and whatever `reckon` raises."""
    answer = reckon(name, start=start, served=served, law=law)
    if not answer.reckoning.holds(done):
        raise OutOfTime(f"{named(done)} is {_beside(done, answer.reckoning)}: {' '.join(answer.working)} {answer.cited}")
    return answer


def check_stated(name: str, *, start: date, stated: date, served: Delivery | None = None, law: Law | None = None) -> Answer:
    """Make sure that the day a notice prints is one the law allows, so that a notice with wrong dates is never made.

    Where the law sets a least time any later day will do, and where it sets a longest time any earlier one; otherwise the day
    must be exactly the last. Raises DatesInvalid, and whatever `reckon` raises.
    """
    answer = reckon(name, start=start, served=served, law=law)
    if not answer.deadline.stated:
        raise DatesInvalid(f"no notice states the end of '{name}'")
    held = answer.reckoning
    if not held.holds(stated) or (answer.deadline.stated == EXACTLY and stated != held.last):
        day = (
            f"{named(held.last)} is the day to print" if held.last else f"{named(held.first or start)} is the first day that may be printed"
        )
        raise DatesInvalid(f"{named(stated)} is {_beside(stated, held)}; {day}. {' '.join(answer.working)} {answer.cited}")
    return answer


def _beside(day: date, held: Reckoning) -> str:
    """How far a day lies from a period: `2 days too late`."""
    if held.last is not None and day > held.last:
        return f"{_days((day - held.last).days)} too late"
    limit = held.last if held.first is None or held.holds(day) else held.first
    return f"{_days(((limit or day) - day).days)} too early"


def _days(count: int) -> str:
    return f"{count} day" if count == 1 else f"{count} days"
