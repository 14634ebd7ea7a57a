"""How a need of the law stands in a case, and why; and what is read of the case, once, to work that out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import QuerySet

from fanlight.casework import fitness
from fanlight.casework.models import Case, Licence, LicenceVersion, Notice
from fanlight.casework.prepared import Prepared
from fanlight.licensing.procedure import Standing


@dataclass(frozen=True, slots=True)
class Stood:
    """A need's standing with why, and where it comes from: worked out (no name) or found by somebody."""

    need: str
    standing: Standing
    why: str
    by: str = ""


Standings = Mapping[str, Stood]


class Look:
    """One look at a case on a day. What several needs rest on is read when the first of them asks for it.

    `came_on` is the day on which what somebody is about to enter was received; None where nobody is about to enter anything.
    """

    def __init__(self, case: Case, on: date, came_on: date | None = None) -> None:
        self.case = case
        self.on = on
        self.came_on = came_on

    @cached_property
    def people(self) -> list[fitness.Person]:
        """The persons of the case and how they stand."""
        return fitness.of_case(self.case)

    @cached_property
    def consultation(self) -> Notice | None:
        """The last notice that somebody may make representations about."""
        return _proposal.first(self.case.pk)

    @cached_property
    def version(self) -> LicenceVersion | None:
        """The licence of the case as it counts: by the version that has taken effect."""
        licence = _licence.first(self.case.pk)
        return licence.current if licence else None


@Prepared
def _proposal(case: int) -> QuerySet[Notice]:
    found = Notice.objects.defer("html", "pdf").filter(case=case, last_on__isnull=False, step__name__startswith="propose")
    return found.order_by("-id")[:1]


@Prepared
def _licence(case: int) -> QuerySet[Licence]:
    return Licence.objects.filter(case=case).select_related("current").defer("current__content").order_by("id")[:1]
