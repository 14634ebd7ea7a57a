"""Reading representations: those of a case with how each was answered, and whether it came late."""

from dataclasses import dataclass

from fanlight.casework.models import Case, Notice, Representation, Weighed
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


def one(case: Case, number: int) -> Heard | None:
    """One representation of a case."""
    return next((each for each in of_case(case) if each.made.pk == number), None)


def seen(made: Representation) -> int:
    """How often a representation was weighed or withdrawn so far: whoever weighs it has seen that many."""
    return len(made.weighed.all())


def invited(case: Case) -> list[Notice]:
    """The notices of a case that ask for representations, the latest first, without the bulk of their pages."""
    held = Notice.objects.filter(case=case, last_on__isnull=False, step__name__startswith="propose")
    return list(held.select_related("party").defer("html", "pdf").order_by("-id"))
