"""Reading changes that were reported: those of a council, unanswered ones first, and those of a case, each with what was done about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet, prefetch_related_objects

from fanlight.casework.models import Case, ChangeReported, Council
from fanlight.casework.prepared import Prepared

PAGE = 50


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of reports, how many there are and how many nobody answered, and the number of the last page."""

    changes: Sequence[ChangeReported]
    count: int
    unanswered: int
    page: int
    last_page: int


ANSWERS = ("answers__by", "answers__led_to")


def _told() -> QuerySet[ChangeReported]:
    return ChangeReported.objects.select_related("by", "case", "case__house").prefetch_related(*ANSWERS)


def listed(council: Council, page: int = 1) -> Listed:
    """What was reported to a council: what nobody answered first, the oldest of it first, then the rest, the latest first."""
    held = _told().filter(case__council=council).annotate(answered=Count("answers"))
    counted = ChangeReported.objects.filter(case__council=council)
    unanswered, count = counted.filter(answers=None).count(), counted.count()
    last_page = max(1, -(-count // PAGE))
    number = min(max(1, page), last_page)
    open_, done = held.filter(answered=0).order_by("id"), held.filter(~Q(answered=0)).order_by(F("id").desc())
    from_, to = (number - 1) * PAGE, number * PAGE
    shown = [*open_[from_:to], *done[max(0, from_ - unanswered) : max(0, to - unanswered)]]
    return Listed(shown, count, unanswered, number, last_page)


def of_case(case: Case) -> list[ChangeReported]:
    """What was reported of a case, the latest first."""
    found = _of_case(case.pk)
    prefetch_related_objects(found, *ANSWERS)
    return found


@Prepared
def _of_case(case: int) -> QuerySet[ChangeReported]:
    return ChangeReported.objects.filter(case=case).select_related("by").order_by("-id")


def one(case: Case, number: int) -> ChangeReported | None:
    """One report of a case."""
    return _told().filter(case=case, pk=number).first()
