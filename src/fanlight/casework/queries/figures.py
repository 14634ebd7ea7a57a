"""Figures of a council's work, added up in the database: open cases, what is late, and what was returned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from fanlight.casework.models import Case, Council, Deadline, Proposal

PAGE = 50


@dataclass(frozen=True, slots=True)
class Open:
    """Open cases of one officer, or of one kind in one state: how many, and how many of them are late."""

    table: str
    name: str
    cases: int
    late: int


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
