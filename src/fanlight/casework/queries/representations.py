"""Reading representations: those of a case with how each was answered, and whether it came late."""

from dataclasses import dataclass

from fanlight.casework.models import Case, Representation, Weighed
from fanlight.casework.needs import is_late


@dataclass(frozen=True, slots=True)
class Heard:
    """A representation, whether it came after the last day, and how it was last answered; None while it waits."""

    made: Representation
    is_late: bool
    answer: Weighed | None


def of_case(case: Case) -> list[Heard]:
    """The representations of a case in the order in which they came."""
    found = (
        Representation.objects.filter(case=case).select_related("notice", "by").prefetch_related("weighed", "weighed__by").order_by("id")
    )
    return [Heard(each, is_late(each), max(each.weighed.all(), key=lambda row: row.pk, default=None)) for each in found]
