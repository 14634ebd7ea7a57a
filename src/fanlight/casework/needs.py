"""How each need of the law stands in a case: worked out from what is kept where it can be, otherwise as a named officer found it."""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from fanlight.casework.models import Case, NeedRecorded
from fanlight.casework.needs_by_date import BY_DATE
from fanlight.casework.needs_of_case import OF_CASE, is_late
from fanlight.casework.prepared import Prepared
from fanlight.casework.stood import Look, Standings, Stood
from fanlight.licensing.procedure import Standing

__all__ = ["WORKED_OUT", "Standings", "Stood", "among", "is_late", "plain", "standings"]

WORKED_OUT = {**OF_CASE, **BY_DATE}


def standings(case: Case, on: date) -> Standings:
    """Every need that is known of, on a day. A need that is not among them is open."""
    found = {row.need: _stood(row) for row in _recorded(case.pk)}
    return found | _worked_out(WORKED_OUT, Look(case, on))


def among(case: Case, names: Collection[str], on: date, came_on: date | None = None) -> dict[str, Stood]:
    """Only the needs that are asked for, on a day, as `standings` has them, and by the day on which what is entered came."""
    found = {row.need: _stood(row) for row in _recorded(case.pk) if row.need in names}
    return found | _worked_out([name for name in names if name in WORKED_OUT], Look(case, on, came_on))


def _worked_out(names: Collection[str], look: Look) -> dict[str, Stood]:
    worked_out = {name: WORKED_OUT[name](look) for name in names}
    return {name: stood for name, stood in worked_out.items() if stood is not None}


def plain(stood: Standings) -> dict[str, Standing]:
    """The standings alone, as the step table takes them."""
    return {name: each.standing for name, each in stood.items()}


@Prepared
def _recorded(case: int) -> QuerySet[NeedRecorded]:
    return NeedRecorded.objects.filter(case=case).select_related("by").order_by("id")


def _stood(row: NeedRecorded) -> Stood:
    return Stood(row.need, Standing(row.standing), row.reasons, str(row.by))
