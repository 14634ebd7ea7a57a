"""Cases and licences of a council for another system, in an order that new ones do not disturb, a page after a cursor."""

from collections.abc import Sequence
from dataclasses import dataclass

from fanlight.casework import access
from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.models import Case, Licence
from fanlight.casework.notices import saying


@dataclass(frozen=True, slots=True)
class WantedCases:
    """Which cases are wanted: after a cursor, how many, of a kind, in a state, with those that have ended."""

    after: int = 0
    limit: int = 50
    table: str = ""
    state: str = ""
    with_ended: bool = False


def cases(actor: Actor, wanted: WantedCases) -> tuple[Sequence[Case], str | None]:
    """The cases of the actor's council, and the cursor of the next page; None on the last. Raises NotPermitted."""
    access.check_permitted(actor, Permission.SEE_CASES)
    exact = {name: value for name, value in (("table", wanted.table), ("state", wanted.state)) if value}
    theirs = access.of_sent() if wanted.with_ended else access.of_open()
    found = Case.objects.filter(theirs, council=actor.council, pk__gt=wanted.after, **exact)
    rows = list(found.select_related("house", "parent").order_by("pk")[: wanted.limit + 1])
    return rows[: wanted.limit], _next(rows, wanted.limit)


def licences(actor: Actor, after: int, limit: int) -> tuple[Sequence[Licence], str | None]:
    """The licences of the actor's council, and the cursor of the next page; None on the last. Raises NotPermitted."""
    access.check_permitted(actor, Permission.SEE_CASES)
    found = Licence.objects.filter(council=actor.council, current__isnull=False, pk__gt=after)
    rows = list(found.select_related("house", "current", "current__step", "council").order_by("pk")[: limit + 1])
    return rows[:limit], _next(rows, limit)


def _next(rows: Sequence[Case] | Sequence[Licence], limit: int) -> str | None:
    return str(rows[limit - 1].pk) if len(rows) > limit else None


def licence_number(case: Case) -> str | None:
    """The number of the licence that a case is, granted, or is about."""
    licence = saying.licence_of(case)
    return licence.number if licence else None
