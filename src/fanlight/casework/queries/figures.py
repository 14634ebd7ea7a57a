"""Figures of a council's work, added up in the database: open cases, what is late, and what was returned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from fanlight.casework import access, due
from fanlight.casework.models import Case, Council, Proposal

PAGE = 50
PAPER = "send the paper of what was to be done again by the day that the last one names"


@dataclass(frozen=True, slots=True)
class Open:
    """Open cases of one officer, or of one kind in one state: how many, and how many of them are late."""

    table: str
    name: str
    cases: int
    late: int


@dataclass(frozen=True, slots=True)
class Over:
    """What of a case is late: since which day, whose turn it is, for what, and by which provision."""

    case: Case
    last_on: date
    who: str
    does: str
    cited: str


@dataclass(frozen=True, slots=True)
class Late:
    """A page of what is late in open cases, how many there are in all, and the number of the last page."""

    periods: Sequence[Over]
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
    return Case.objects.filter(access.of_open(), council=council)


def _late(on: date) -> Count:
    return Count("id", filter=Q(next_due_on__lt=on))


def late(council: Council, on: date, page: int) -> Late:
    """What is late in open cases, the longest first: periods of the law that ran out, and of licences conditions and papers."""
    found = _over(council, on)
    count = found.count()
    last_page = max(1, -(-count // PAGE))
    page = min(max(1, page), last_page)
    rows = list(found.order_by("late_since", "of_case", "what")[(page - 1) * PAGE : page * PAGE])
    held = Case.objects.filter(pk__in={row[0] for row in rows}).select_related("house", "officer").in_bulk()
    return Late([Over(held[row[0]], *row[1:]) for row in rows], count, page, last_page)


def _over(council: Council, on: date) -> Any:
    """One row for each thing that is late: the case, the last day, who, what and by what, whichever table it stands in."""

    def rows(found: QuerySet[Any], case: str, last: str, says: tuple[Any, Any, Any]) -> QuerySet[Any]:
        who, does, cited = says
        named = found.annotate(of_case=F(case), late_since=F(last), whose=who, what=does, by_law=cited).order_by()
        return named.filter(late_since__lt=on).values_list("of_case", "late_since", "whose", "what", "by_law")

    ran_out = due.periods().filter(access.of_open("case__"), case__council=council)
    conditions, papers = (found.filter(licence__council=council) for found in (due.conditions(), due.papers()))
    return rows(ran_out, "case", "last_on", (_as_text("who"), _as_text("does"), _as_text("cited"))).union(
        rows(conditions, "licence__case", "due_on", (_said("licence holder"), _as_text("words"), _as_text("because"))),
        rows(papers, "licence__case", "next_on", (_said("licence holder"), _said(PAPER), _said("The paper itself"))),
        all=True,
    )


def _said(text: str) -> Value:
    return Value(text, TextField())


def _as_text(name: str) -> Cast:
    return Cast(name, TextField())


def returned(council: Council, from_: date, until: date) -> QuerySet[Proposal]:
    """The decisions that were returned unsigned in a time, the latest first, a page of them."""
    found = Proposal.objects.filter(case__council=council, answer="returned", answered_at__date__gte=from_, answered_at__date__lt=until)
    return found.select_related("case", "case__house", "by", "answered_by").order_by("-answered_at")[:PAGE]


def to_hand_over(council: Council, officer: int | None) -> list[Case]:
    """Open cases of an officer, or of nobody, those due first; a page of them."""
    return list(_open(council).filter(officer=officer).select_related("house", "officer").order_by("next_due_on", "id")[:PAGE])
