"""The terms of a licence: what they propose from an assessment, and what makes them invalid, each with the law."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from fanlight.assessment.assess import Program
from fanlight.assessment.bounds import NO
from fanlight.assessment.finding import Assessment, Verdict
from fanlight.assessment.occupancy import CERTAIN, POSSIBLE, Search
from fanlight.assessment.placing import Group
from fanlight.assessment.works import Departure, conditions, schedule
from fanlight.facts.survey import Seen, Survey
from fanlight.licensing import deadlines, duties
from fanlight.licensing.answers import worked_out
from fanlight.licensing.duties import PREFIX, Duty
from fanlight.licensing.periods import named

OF_LAW, OF_STANDARD, OF_OFFICER = "law", "standard", "officer"
SOURCES = (OF_LAW, OF_STANDARD, OF_OFFICER)
LICENCE_DUTY = f"{PREFIX}licence/"
TERM = "licence-term"
MOST_ROOMS = 20
"""The most rooms for which the permitted numbers are searched while somebody waits."""


@dataclass(frozen=True, slots=True)
class RoomTerms:
    """How many may sleep in one room: over 10, under 10 and in all (Housing Act 2004 Sch 4 para 1A). All 0: not slept in."""

    room: str
    label: str
    over_ten: int
    under_ten: int
    in_all: int


@dataclass(frozen=True, slots=True)
class ConditionTerms:
    """One condition. `because` is the law or the finding it comes from; `source` says which of the two, or that an officer wrote it."""

    key: str
    words: str
    because: str
    source: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class LicenceTerms:
    """What a licence says. `until` is its last day, as a licence prints it; numbers of None are not decided yet."""

    holder: str = ""
    manager: str = ""
    from_: date | None = None
    until: date | None = None
    persons: int | None = None
    households: int | None = None
    rooms: tuple[RoomTerms, ...] = ()
    conditions: tuple[ConditionTerms, ...] = ()

    def plain(self) -> dict[str, Any]:
        """The terms as plain data, dates as ISO texts."""
        return {key: _plain(value) for key, value in asdict(self).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, tuple | list) else value


def from_plain(plain: Mapping[str, Any]) -> LicenceTerms:
    """Terms from plain data. Raises ValueError, KeyError or TypeError where it is not the shape that `plain` gives."""
    listed = tuple(RoomTerms(**each) for each in plain.get("rooms", ()))
    held = tuple(ConditionTerms(**{**each, "due_on": _day(each.get("due_on"))}) for each in plain.get("conditions", ()))
    return LicenceTerms(
        holder=plain.get("holder", ""), manager=plain.get("manager", ""), from_=_day(plain.get("from_")), until=_day(plain.get("until")),
        persons=plain.get("persons"), households=plain.get("households"), rooms=listed, conditions=held,
    )  # fmt: skip


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def latest_end(begins: date) -> date:
    """The last day of the longest licence that begins on a day (Housing Act 2004 s.68)."""
    last = deadlines.reckon(TERM, start=begins).reckoning.last
    assert last is not None  # a period of years always has a last day
    return last


def mandatory(survey: Survey, on: date) -> tuple[ConditionTerms, ...]:
    """The conditions that Schedule 4 demands of a licence granted on a day. One that only may apply to the house is put in."""
    owed = duties.of_law("hmo", survey, on=on, granted=on)
    return tuple(_condition(duty) for duty in owed if duty.id.startswith(LICENCE_DUTY) and duty.applies[1])


def _condition(duty: Duty) -> ConditionTerms:
    return ConditionTerms(duty.id.removeprefix(LICENCE_DUTY), duty.says, duty.cited, OF_LAW)


def of_findings(done: Assessment, departures: Sequence[Departure], on: date) -> tuple[ConditionTerms, ...]:
    """A condition for each requirement that is not met and was not departed from, in words for the licence holder."""
    found = []
    for words, finding in conditions(schedule(done, departures, on)):
        subject = finding.subject.id if finding.subject else "house"
        because = f"{done.edition.id} {finding.clause.paragraph}: {finding.clause.says}"
        found.append(ConditionTerms(f"{done.edition.id}:{finding.clause.id}:{subject}", words, because, OF_STANDARD))
    return tuple(found)


def unlicensed(survey: Survey) -> Survey:
    """A survey of a house for which a licence is only proposed: what clauses ask of a licence in force is not asked of it yet."""
    listed = survey.things.get("licence", ())
    held = listed[0] if listed else Seen("licence", "licence", {}, "")
    values = {"is_in_force": worked_out(NO, "the licence is only proposed"), **held.values}
    return replace(survey, things={**survey.things, "licence": (replace(held, values=values),)})


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many the editions permit: certainly, and possibly once what is open turns out well. (persons, households) each."""

    certain: tuple[int, int]
    possible: tuple[int, int]


@dataclass(frozen=True)
class Assessed:
    """A house assessed against the editions that apply: the national ones first, the council's own last."""

    programs: tuple[Program, ...]
    done: tuple[Assessment, ...]
    departures: tuple[Departure, ...]
    on: date

    @property
    def survey(self) -> Survey:
        """What was assessed."""
        return self.done[0].survey

    @cached_property
    def certain(self) -> tuple[Search, ...]:
        """The search for the number that each edition certainly permits."""
        return self._searches(CERTAIN)

    @cached_property
    def possible(self) -> tuple[Search, ...]:
        """The search for the number that each edition permits once what is open turns out well."""
        return self._searches(POSSIBLE)

    def _searches(self, allowed: Sequence[Verdict]) -> tuple[Search, ...]:
        return tuple(Search(program, self.survey, allowed) for program in self.programs)


def numbers(house: Assessed) -> Numbers | None:
    """The numbers that every edition permits together; None where no room is listed, or too many to search while somebody waits."""
    if not 0 < len(house.survey.things.get("room", ())) <= MOST_ROOMS:
        return None
    return Numbers(_most(house.certain), _most(house.possible))


def _most(searches: Sequence[Search]) -> tuple[int, int]:
    return min(one.most().persons for one in searches), min(one.most("households").households for one in searches)


def rooms(house: Assessed) -> tuple[RoomTerms, ...]:
    """For each room that people might sleep in, the most that the national floors certainly allow and no local clause certainly forbids."""
    labels = {room.id: room.label or room.id for room in house.survey.things.get("room", ())}
    listed: dict[str, RoomTerms] = {}
    for search in (*house.certain[:-1], house.possible[-1]):
        for room, groups in zip(search.rooms, search.choices, strict=True):
            found = _room(room, labels[room], groups)
            listed[room] = _least(listed.get(room, found), found)
    return tuple(listed.values())


def _room(room: str, label: str, groups: Sequence[Group]) -> RoomTerms:
    over_ten = max((group.persons for group in groups if not group.under_ten), default=0)
    under_ten = max((group.under_ten for group in groups if group.persons == group.under_ten), default=0)
    return RoomTerms(room, label, over_ten, under_ten, max((group.persons for group in groups), default=0))


def _least(one: RoomTerms, other: RoomTerms) -> RoomTerms:
    return replace(
        one, over_ten=min(one.over_ten, other.over_ten), under_ten=min(one.under_ten, other.under_ten), in_all=min(one.in_all, other.in_all)
    )


def proposed(terms: LicenceTerms, house: Assessed, found: Numbers | None) -> LicenceTerms:
    """Terms filled in from an assessment, for an officer to decide on: rooms, conditions, and the numbers where they are certain.

    Where what is open leaves the numbers uncertain they stay undecided. What an officer wrote of conditions is kept, and of the numbers
    where none were `found` (`numbers`).
    """
    sure: tuple[int | None, int | None] = (terms.persons, terms.households)
    if found is not None:
        sure = found.certain if found.certain == found.possible else (None, None)
    own = tuple(each for each in terms.conditions if each.source == OF_OFFICER)
    because = tuple(each for one in house.done for each in of_findings(one, house.departures, house.on))
    held = (*mandatory(house.survey, house.on), *because, *own)
    return replace(terms, persons=sure[0], households=sure[1], rooms=rooms(house), conditions=held)


def differences(before: LicenceTerms, after: LicenceTerms) -> tuple[tuple[str, str, str], ...]:
    """What two licences say differently: of what, as it was, as it is. Empty words stand for nothing at all."""
    listed, new = dict(_said(before)), dict(_said(after))
    both = dict.fromkeys((*listed, *new))
    return tuple((what, listed.get(what, "nothing"), new.get(what, "nothing")) for what in both if listed.get(what) != new.get(what))


def _said(terms: LicenceTerms) -> Iterator[tuple[str, str]]:
    """Each thing a licence says, by a name that stays while its figure changes."""
    plain = {
        "the licence holder": terms.holder, "the manager": terms.manager, "the first day": terms.from_ and named(terms.from_),
        "the last day": terms.until and named(terms.until), "the most persons": terms.persons, "the most households": terms.households,
    }  # fmt: skip
    yield from ((name, str(value)) for name, value in plain.items() if value not in (None, ""))
    for room in terms.rooms:
        yield room.label, f"{room.over_ten} over 10, {room.under_ten} under 10, {room.in_all} in all"
    for number, each in enumerate((one for one in terms.conditions if one.source != OF_LAW), start=1):
        by = f", by {named(each.due_on)}" if each.due_on else ""
        yield f"condition {number}", f"{each.words}{by}"


def wrong(terms: LicenceTerms, *, survey: Survey, on: date) -> Iterator[str]:
    """Everything that would make a licence with these terms invalid if it were granted on a day, each with its law."""
    yield from _undecided(terms)
    if terms.from_ and terms.until:
        yield from _term_wrong(terms.from_, terms.until, on)
    if (terms.persons or 0) < (terms.households or 0):
        yield f"{terms.households} households cannot be {terms.persons} persons"
    held = {each.key for each in terms.conditions}
    for each in mandatory(survey, on):
        if each.key not in held:
            yield f"the condition '{each.key}' is missing, which every licence must hold: {each.because}"


def _undecided(terms: LicenceTerms) -> Iterator[str]:
    needed = {
        "the licence holder": terms.holder.strip(), "the first day": terms.from_, "the last day": terms.until,
        "the most persons": terms.persons, "the most households": terms.households,
        "the numbers for each room slept in (Housing Act 2004 Sch 4 para 1A)": terms.rooms,
    }  # fmt: skip
    yield from (f"{name} is not decided" for name, value in needed.items() if not value)


def _term_wrong(begins: date, ends: date, on: date) -> Iterator[str]:
    if begins < on:
        yield f"a licence cannot begin on {named(begins)}, before the day it is granted, {named(on)} (Housing Act 2004 s.68)"
    if ends < begins:
        yield f"the last day, {named(ends)}, is before the first, {named(begins)}"
    if ends > latest_end(begins):
        latest = named(latest_end(begins))
        yield f"the last day, {named(ends)}, is later than five years allow: at the latest {latest} (Housing Act 2004 s.68)"
