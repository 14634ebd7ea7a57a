"""Which house is to be visited by when, and why: every licensed house within its five years, and each sooner the greater its risk."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from itertools import pairwise
from operator import attrgetter

from fanlight.facts import files
from fanlight.facts.files import Problem, Refused
from fanlight.licensing import deadlines
from fanlight.licensing.law import Law, Provision, england
from fanlight.licensing.periods import Counting, Period, named

PREFIX = "inspection-risk/"
INTERVAL = "interval"
PART_1 = "part-1-review"
ONCE = "Fanlight's own reading: a house is seen once in its licence, however short it is"
LONGEST = 60
"""Months from one visit to the next at the longest: the five years in which each licensed house is seen."""


@dataclass(frozen=True, slots=True)
class Risks:
    """What is counted against a house; None where nobody knows, which never counts as the best."""

    not_met_must: int | None = None
    not_met_fire: int | None = None
    not_met_should: int | None = None
    cannot_tell: int | None = None
    persons: int | None = None
    storeys: int | None = None
    reports: int | None = None
    overdue_conditions: int | None = None
    dangers: int | None = None
    unlicensed: int | None = None


COUNTS = attrgetter(*(each.name for each in fields(Risks)))
"""The numbers of a house, in the order of the factors."""


@dataclass(frozen=True, slots=True)
class House:
    """A house of the programme: since when the council has known it as it is, its application and licence, and the last visit recorded.

    A day is None where it is not known, or where there was no such thing.
    """

    known_on: date | None
    applied_on: date | None = None
    licensed_on: date | None = None
    licence_until: date | None = None
    last_visit_on: date | None = None
    risks: Risks = Risks()


@dataclass(frozen=True, slots=True)
class Factor:
    """One thing that counts: from which number on how many points, and the points where nobody knows."""

    name: str
    provision: Provision
    steps: tuple[tuple[int, int], ...]
    unknown: int

    def points(self, count: int | None) -> int:
        """The points of a number; of None those of the unknown."""
        if count is None:
            return self.unknown
        return max((points for least, points in self.steps if count >= least), default=0)


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts for how much in a council, from how many points on the next visit comes how soon (months), and councils' deadlines."""

    council: str
    periods: Law
    factors: tuple[Factor, ...]
    interval: Provision
    months: tuple[tuple[int, int], ...]
    reckoned: dict[tuple[str, date], "Due"] = field(default_factory=dict, compare=False, repr=False)
    """Last days worked out already: many houses began on the same day."""
    scored: dict[tuple[str, int | None], "Scored"] = field(default_factory=dict, compare=False, repr=False)
    """What numbers add, likewise."""

    def wait(self, points: int) -> int:
        """Months to the next visit."""
        return min(months for least, months in self.months if points >= least)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a house is to be seen by a day, and by which text."""

    says: str
    cited: str


Due = tuple[date, Reason]
"""A last day, and why."""


@dataclass(frozen=True, slots=True)
class Scored:
    """The points of a house by its risks, what each comes from, and what nobody knows of it."""

    points: int
    reasons: tuple[Reason, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """By when a house is to be visited, with its points, the months they allow from one visit to the next, and the reasons."""

    due_on: date
    points: int
    months: int
    reasons: tuple[Reason, ...]
    unknown: tuple[str, ...]


def weights(council: str, on: date, law: Law | None = None) -> Weights:
    """The weights of a council on a day: its own where `law` (the councils' rules) holds them, else Fanlight's.

    Raises NotKnown for a day before 6 April 2006, and Refused with file and line for a table by which something worse would wait longer.
    """
    own = law or deadlines.councils()
    held = {name: _rule(name, council, on, own) for name in (*_names(), INTERVAL)}
    problems = [problem for name, rule in held.items() for problem in _wrong(rule, is_interval=name == INTERVAL)]
    if problems:
        raise Refused(problems)
    factors = tuple(Factor(name, held[name], _steps(held[name].values["points"]), int(held[name].values["unknown"])) for name in _names())
    return Weights(council, deadlines.whole(own), factors, held[INTERVAL], _steps(held[INTERVAL].values["months"]))


def _names() -> tuple[str, ...]:
    return tuple(each.name.replace("_", "-") for each in fields(Risks))


def _rule(name: str, council: str, on: date, own: Law) -> Provision:
    theirs = f"{PREFIX}{council}/{name}"
    return own.at(theirs, on) if theirs in own.rules else england().at(PREFIX + name, on)


def _steps(written: str) -> tuple[tuple[int, int], ...]:
    pairs = (each.partition(":") for each in written.split(";"))
    return tuple((int(least), int(points)) for least, _, points in pairs)


def _wrong(rule: Provision, *, is_interval: bool) -> Iterator[Problem]:
    """What is wrong with a table: unreadable, not beginning at 0, or one by which something worse counts less."""
    file, line = files.place_of(rule.place)
    key = "months" if is_interval else "points"
    try:
        steps = _steps(rule.values[key])
        unknown = 0 if is_interval else int(rule.values["unknown"])
    except (KeyError, ValueError):
        yield Problem(file, line, f"'{rule.id}' needs '{key}:' such as \"0: 0; 3: 5\"{'' if is_interval else ', and unknown: a number'}")
        return
    if steps[0][0] != 0 or any(one[0] >= after[0] for one, after in pairwise(steps)):
        yield Problem(file, line, f"'{rule.id}' must begin at 0 and go on in rising order")
    if any((one[1] < after[1]) if is_interval else (one[1] > after[1]) for one, after in pairwise(steps)):
        yield Problem(file, line, f"'{rule.id}' would let something worse wait longer")
    if is_interval and not all(1 <= months <= LONGEST for _, months in steps):
        yield Problem(file, line, f"'{rule.id}' names a time that is not between 1 and {LONGEST} months")
    if not is_interval and (unknown < steps[0][1] or (unknown == steps[0][1] and steps[-1][1] > unknown)):
        yield Problem(file, line, f"'{rule.id}' would count the unknown as the best that could be so")


def plan(house: House, *, on: date, by: Weights) -> Planned:
    """By when a house is to be visited, as it is known on a day. A day that is past means that the visit is late.

    Sources: Housing Act 2004, s.55(5) and (6), and the council's own deadline `inspection` where it has one. Raises NotKnown for a house
    known before the Act.
    """
    scored = score(house.risks, by)
    months = by.wait(scored.points)
    due = [_by_risk(house, months, on, by), *_by_law(house, by)]
    due_on = min(day for day, _ in due)
    told = tuple(reason for day, reason in due if day == due_on)
    return Planned(due_on, scored.points, months, (*told, *scored.reasons), scored.unknown)


def score(risks: Risks, by: Weights) -> Scored:
    """The points of a house with their working. What nobody knows counts as its factor says, never as the best."""
    found = [_scored(factor, count, by) for factor, count in zip(by.factors, COUNTS(risks), strict=True)]
    grounds = tuple(reason for each in found for reason in each.reasons)
    return Scored(sum(each.points for each in found), grounds, tuple(says for each in found for says in each.unknown))


def _scored(factor: Factor, count: int | None, by: Weights) -> Scored:
    """What one number adds: the same for each house."""
    if (factor.name, count) not in by.scored:
        points, says = factor.points(count), factor.provision.says
        reason = Reason(f"{says} {'Not known' if count is None else count}: {points} points.", factor.provision.citation)
        by.scored[factor.name, count] = Scored(points, (reason,) if points else (), (says,) if count is None else ())
    return by.scored[factor.name, count]


def _by_risk(house: House, months: int, on: date, by: Weights) -> Due:
    """The visit that the points ask for. A visit from before the council knew the house as it is counts no more than none."""
    known = [day for day in (house.known_on, house.last_visit_on) if day is not None]
    if not known:
        return on, Reason("Nobody knows since when the house is here, and no visit is recorded: it is due now.", by.interval.citation)
    since = max(known)
    key = (f"{months} months{' visited' * (since == house.last_visit_on)}", since)
    if key not in by.reckoned:
        by.reckoned[key] = _interval(months, since, since == house.last_visit_on, by)
    return by.reckoned[key]


def _interval(months: int, since: date, is_visit: bool, by: Weights) -> Due:
    found = Period(months, "month", Counting.BEGINNING_WITH).reckon(since)
    after = "the last visit" if is_visit else "the day the house became known, without a visit since"
    assert found.last is not None
    return found.last, Reason(f"{months} months from {after}, {named(since)}.", by.interval.citation)


def _by_law(house: House, by: Weights) -> Iterator[Due]:
    """The last days of the law, of the council's own policy and of the licence, for a house not seen since each began."""
    name = f"{by.council}/inspection"
    if house.applied_on is not None and not _is_seen(house, house.applied_on):
        yield _last(PART_1, house.applied_on, by)
    held = [rule for rule in by.periods.rules.get(name, ()) if house.licensed_on is not None and rule.holds_on(house.licensed_on)]
    if held and house.licensed_on is not None and not _is_seen(house, house.licensed_on):
        yield _last(name, house.licensed_on, by)
    if house.licence_until is not None and not _is_seen(house, house.licensed_on):
        yield house.licence_until, Reason(f"The licence ends on {named(house.licence_until)}, and no visit is recorded under it.", ONCE)


def _is_seen(house: House, start: date | None) -> bool:
    return start is not None and house.last_visit_on is not None and house.last_visit_on >= start


def _last(name: str, start: date, by: Weights) -> Due:
    """The last day of a deadline of the Act or of the council."""
    if (name, start) not in by.reckoned:
        found = deadlines.reckon(name, start=start, law=by.periods if name in by.periods.rules else None)
        last = found.reckoning.last
        assert last is not None
        by.reckoned[name, start] = last, Reason(f"{found.deadline.provision.says} {' '.join(found.working)}", found.cited)
    return by.reckoned[name, start]


def as_risks(counts: Mapping[str, int], told: Risks) -> Risks:
    """The risks of a house from the counts kept with its last assessment (empty where it has none) and what else is `told` of it.

    Of persons and storeys that are known in two ways the most counts.
    """
    return replace(
        told, not_met_must=counts.get("not_met_must"), not_met_fire=counts.get("not_met_fire"), not_met_should=counts.get("not_met_should"),
        cannot_tell=counts.get("cannot_tell"), persons=most(told.persons, counts.get("persons")),
        storeys=most(told.storeys, counts.get("storeys")),
    )  # fmt: skip


def suspecting(risks: Risks, by: Weights, **suspected: int | None) -> Risks:
    """The risks of a house of which numbers are suspected: that adds to what is known, and counts for nothing below the unknown.

    So nobody lowers the points of a house by what they only say of it.
    """
    told = {name: count for name, count in suspected.items() if count is not None}
    found: dict[str, int | None] = {}
    for factor in by.factors if told else ():
        if factor.name in told:
            known, count = getattr(risks, factor.name), told[factor.name]
            is_worse = known is not None or factor.points(count) > factor.unknown
            found[factor.name] = most(known, count) if is_worse else known
    return replace(risks, **found) if found else risks


def most(*counts: int | None) -> int | None:
    """The greatest of the numbers that are known; None where none is."""
    return max((each for each in counts if each is not None), default=None)
