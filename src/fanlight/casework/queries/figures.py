"""Figures of a council's work, added up in the database: open cases, what is late, days by step, and what was returned."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, DateField, DurationField, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate

from fanlight.casework.models import Case, Council, Deadline, Proposal, StepTaken

PAGE = 50


@dataclass(frozen=True, slots=True)
class Open:
    """Open cases of one officer, or of one kind in one state: how many, and how many of them are late."""

    table: str
    name: str
    cases: int
    late: int


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
class Late:
    """A page of periods that have run out in open cases, how many there are in all, and the number of the last page."""

    periods: Sequence[Deadline]
    count: int
    page: int
    last_page: int


def by_officer(council: Council, on: date) -> list[Open]:
    """The open cases of each officer, the most first; those of nobody under an empty name."""
    rows = (
        _open(council)
        .values("officer", "officer__name", "officer__email")
        .annotate(cases=Count("id"), late=_late(on))
        .order_by("-cases", "officer")
    )
    return [Open("", row["officer__name"] or row["officer__email"] or "", row["cases"], row["late"]) for row in rows]


def by_state(council: Council, on: date) -> list[Open]:
    """The open cases of each kind in each state."""
    rows = _open(council).values("table", "state").annotate(cases=Count("id"), late=_late(on)).order_by("table", "-cases", "state")
    return [Open(row["table"], row["state"], row["cases"], row["late"]) for row in rows]


def _open(council: Council) -> QuerySet[Case]:
    return Case.objects.filter(council=council, is_ended=False)


def _late(on: date) -> Count:
    return Count("id", filter=Q(next_due_on__lt=on))


def days_by_step(council: Council, from_: date, until: date) -> list[Days]:
    """How long each step took, of those taken from one day until another (not included).

    The database counts how often each number of days occurred; average and median follow from that without looking at a single case.
    """
    before = StepTaken.objects.filter(case=OuterRef("case"), number=OuterRef("number") - 1).values("on")[:1]
    began = Coalesce(Subquery(before), TruncDate("case__opened_at"), output_field=DateField())
    taken = StepTaken.objects.filter(case__council=council, on__gte=from_, on__lt=until)
    lasted = taken.annotate(lasted=ExpressionWrapper(F("on") - began, output_field=DurationField()))
    found: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    rows = lasted.values("case__table", "name", "lasted").annotate(times=Count("id")).order_by("case__table", "name", "lasted")
    for row in rows:
        found[row["case__table"], row["name"]].append((max(row["lasted"], timedelta()).days, row["times"]))
    return [_days(table, step, spread) for (table, step), spread in found.items()]


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


def late(council: Council, on: date, page: int) -> Late:
    """The periods of open cases that ended before a day, those late for longest first."""
    found = Deadline.objects.filter(case__council=council, case__is_ended=False, closed_at=None, last_on__lt=on)
    count = found.count()
    last_page = max(1, -(-count // PAGE))
    page = min(max(1, page), last_page)
    ordered = found.select_related("case", "case__house", "case__officer").order_by("last_on", "id")
    return Late(list(ordered[(page - 1) * PAGE : page * PAGE]), count, page, last_page)


def returned(council: Council, from_: date, until: date) -> QuerySet[Proposal]:
    """The decisions that were returned unsigned in a time, the latest first, a page of them."""
    found = Proposal.objects.filter(case__council=council, answer="returned", answered_at__date__gte=from_, answered_at__date__lt=until)
    return found.select_related("case", "case__house", "by", "answered_by").order_by("-answered_at")[:PAGE]


def to_hand_over(council: Council, officer: int | None) -> list[Case]:
    """Open cases of an officer, or of nobody, those due first; a page of them."""
    return list(_open(council).filter(officer=officer).select_related("house", "officer").order_by("next_due_on", "id")[:PAGE])
