"""Everybody who acts or acted for a council, in which role and since when."""

from collections.abc import Sequence
from datetime import date

from django.db.models import F, Q, QuerySet

from fanlight.casework.models import Account, Council, Membership


def of_council(council: Council, on: date, *, are_past: bool = False) -> Sequence[Membership]:
    """The roles held on a day or given from a later one; or those that have ended by then."""
    now = held(council, on)
    rows = Membership.objects.filter(council=council).exclude(pk__in=now.values("pk")) if are_past else now
    return list(rows.select_related("account").order_by("account__name", "account__email", "from_on"))


def held(council: Council, on: date) -> QuerySet[Membership]:
    """The roles that are held on a day or later. One that was ended before it began never is."""
    rows = Membership.objects.filter(council=council).exclude(until_on=F("from_on"))
    return rows.filter(Q(until_on=None) | Q(until_on__gt=on))


def membership(council: Council, number: int) -> Membership | None:
    """One role of a council, by its number."""
    return Membership.objects.filter(council=council, pk=number).select_related("account", "council").first()


def account(council: Council, number: int) -> Account | None:
    """Somebody who has or had a role at a council, by the number of their account."""
    return Account.objects.filter(pk=number, memberships__council=council).distinct().first()
