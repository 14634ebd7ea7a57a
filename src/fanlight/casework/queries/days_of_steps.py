"""How long steps took: counted once for a council, and then only the steps of the cases to which events came."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from fanlight.casework import access
from fanlight.casework.models import Council, StepTaken
from fanlight.casework.queries import keeping
from fanlight.casework.queries.keeping import End, Houses, Kept

Taken = tuple[str, str, date, int]
"""The kind of case, the step, the day it was taken and the days it took."""


@dataclass(frozen=True, slots=True)
class Days:
    """How long a step took to come, from the step before it or from the opening of the case, in days."""

    table: str
    step: str
    count: int
    average: float
    median: float
    longest: int


@dataclass(frozen=True, slots=True)
class Counted:
    """How often each number of days occurred, and up to which of its steps each case was counted: no step ever changes."""

    end: End
    times: Counter[Taken]
    steps: Mapping[int, int]


KEPT: Kept[Counted] = Kept()


def days_by_step(council: Council, from_: date, until: date) -> list[Days]:
    """How long each step took, of those taken from one day until another (not included)."""
    found: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
    for (table, name, on, lasted), times in _counted(council.pk).times.items():
        if from_ <= on < until:
            found[table, name][lasted] += times
    return [_days(table, step, sorted(spread.items())) for (table, step), spread in sorted(found.items())]


def _counted(council: int) -> Counted:
    """What is counted of a council as its record stands."""
    held = KEPT.get(council)
    end, changed = keeping.since(council, held.end if held else None)
    if held is None or changed is None:
        return KEPT.put(council, _added(council, end, None, Counted(end, Counter(), {})))
    return held if end == held.end else KEPT.put(council, _added(council, end, changed, held))


def _added(council: int, end: End, changed: Houses | None, held: Counted) -> Counted:
    """What was counted, with the steps that were taken since."""
    times, steps = held.times.copy(), dict(held.steps)
    asked = StepTaken.objects.filter(access.of_sent("case__"), case__council=council)
    asked = asked if changed is None else asked.filter(case__house__in=changed - {None})
    rows = asked.order_by("case", "number").values_list("case", "number", "name", "on", "case__table", "case__opened_at")
    zone, before = timezone.get_current_timezone(), (0, 0, date.min)
    for case, number, name, on, table, opened_at in rows:
        if number > held.steps.get(case, 0):
            began = before[2] if before[:2] == (case, number - 1) else opened_at.astimezone(zone).date()
            times[table, name, on, max((on - began).days, 0)] += 1
            steps[case] = number
        before = case, number, on
    return Counted(end, times, steps)


def _days(table: str, step: str, spread: Sequence[tuple[int, int]]) -> Days:
    """From how often each number of days occurred, the fewest first."""
    count = sum(times for _, times in spread)
    average = sum(days * times for days, times in spread) / count
    median = (_nth(spread, (count - 1) // 2) + _nth(spread, count // 2)) / 2
    return Days(table, step, count, average, median, spread[-1][0])


def _nth(spread: Iterable[tuple[int, int]], number: int) -> int:
    for days, times in spread:
        if number < times:
            return days
        number -= times
    raise IndexError(number)
