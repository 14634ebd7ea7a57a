"""How a need of the law stands in a case, and why; and what is read of the case, once, to work that out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from fanlight.casework import fitness
from fanlight.casework.models import Case, LicenceVersion, Notice
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
    """One look at a case on a day. What several needs rest on is read when the first of them asks for it."""

    def __init__(self, case: Case, on: date) -> None:
        self.case = case
        self.on = on

    @cached_property
    def people(self) -> list[fitness.Person]:
        """The persons of the case and how they stand."""
        return fitness.of_case(self.case)

    @cached_property
    def consultation(self) -> Notice | None:
        """The last notice that somebody may make representations about."""
        found = Notice.objects.defer("html", "pdf").filter(case=self.case, last_on__isnull=False, step__name__startswith="propose")
        return found.order_by("-id").first()

    @cached_property
    def version(self) -> LicenceVersion | None:
        """The licence of the case as it was last issued."""
        return LicenceVersion.objects.defer("content").filter(licence__case=self.case).order_by("-number").first()
