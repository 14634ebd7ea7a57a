"""Published terms of temporary exemption notices held against the three months of the Act, with what is wrong with each and why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from fanlight.licensing.deadlines import Answer, reckon
from fanlight.licensing.law import NotKnown
from fanlight.licensing.periods import DAY, BeyondCalendar, corresponding, named

FIRST, SECOND = "temporary-exemption", "second-temporary-exemption"
# Round numbers of days that people take for three months.
ROUND = {84: "12 weeks", 90: "90 days", 91: "13 weeks", 92: "92 days", 93: "93 days"}
TAKEN_AS_SERVED = "The printed start is taken as the day of service, from which the Act counts; the notice itself would settle it."


@dataclass(frozen=True, slots=True)
class Term:
    """One row of a register: what it is called there, and its two dates. A date nobody could read is None and keeps its words."""

    label: str
    start: date | None
    end: date | None
    written: str = ""


@dataclass(frozen=True, slots=True)
class CheckedTerm:
    """A term with what its end should have been. `is_right` is None where that cannot be told; `why` says why not, or what is wrong.

    `second_end` is the last day if a second notice followed the first without a gap.
    """

    term: Term
    is_right: bool | None
    right_end: date | None
    second_end: date | None
    why: tuple[str, ...]
    cited: str


def check_terms(terms: Iterable[Term]) -> list[CheckedTerm]:
    """Each term with the end it should have (Housing Act 2004 s.62(4): three months beginning with the day of service)."""
    return [check_term(term) for term in terms]


def check_term(term: Term) -> CheckedTerm:
    """One term checked. Nothing is assumed of a date that is missing: then nothing can be told."""
    if term.start is None:
        return _untold(term, f"The start{_as_written(term)} is no date: the day of service would settle it.")
    try:
        first = reckon(FIRST, start=term.start)
        second = reckon(SECOND, start=_last(first))
    except (NotKnown, BeyondCalendar) as error:
        return _untold(term, f"No term can be worked out from {named(term.start)}: {error}")
    right, later = _last(first), _last(second)
    if term.end is None:
        missing = f"The end{_as_written(term)} is no date; counted from the start it should be {named(right)}."
        return CheckedTerm(term, None, right, later, (missing,), first.cited)
    why = () if term.end == right else tuple(_faults(term.start, term.end, right, later))
    return CheckedTerm(term, term.end == right, right, later, why, first.cited)


def _untold(term: Term, why: str) -> CheckedTerm:
    return CheckedTerm(term, None, None, None, (why,), "")


def _as_written(term: Term) -> str:
    return f" ('{term.written}')" if term.written else ""


def _last(answer: Answer) -> date:
    last = answer.reckoning.last
    assert last is not None
    return last


def _faults(start: date, end: date, right: date, later: date) -> Iterator[str]:
    """Why an end is wrong, the sum that was probably done, and what would make it right."""
    if end < start:
        yield f"It ends before it begins; it should end on {named(right)}."
        return
    away = (end - right).days
    days, side = "day" if abs(away) == 1 else "days", "late" if away > 0 else "early"
    yield f"It ends {abs(away)} {days} too {side}: the last day is {named(right)}."
    yield _sum(start, end, right, later)
    fits = _service_for(end)
    if fits:
        yield f"The end would be right for a notice served on {' or '.join(map(named, fits))}."


def _sum(start: date, end: date, right: date, later: date) -> str:
    """The sum that gives the printed end."""
    if end == later:
        return f"That is the end of a second notice that follows the first, which itself ended on {named(right)}."
    if end == corresponding(start, 3).day:
        return f"The count began with the day after: three months beginning with {named(start)} take that day in."
    if (end - start).days in ROUND:
        days = (end - start).days
        return f"{ROUND[days]} were added to the start; three calendar months are {(right - start).days + 1} days here, the first included."
    swapped = _swapped(start)
    if swapped and (_is_right_for(swapped, end) or _is_right_for(swapped + DAY, end)):
        return f"The day and the month of the start seem to have changed places: it fits {named(swapped)}."
    return f"No way of counting three months from {named(start)} leads there: a date is wrong, or they are of two notices."


def _swapped(start: date) -> date | None:
    try:
        return start.replace(month=start.day, day=start.month)
    except ValueError:
        return None


def _service_for(end: date) -> list[date]:
    """The days of service for which an end would be right. A few days at a month's end share one; others have none."""
    near = corresponding(end, -3).day
    return [day for day in (near + offset * DAY for offset in range(-3, 5)) if _is_right_for(day, end)]


def _is_right_for(day: date, end: date) -> bool:
    try:
        return _last(reckon(FIRST, start=day)) == end
    except (NotKnown, BeyondCalendar):
        return False
