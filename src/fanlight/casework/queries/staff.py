"""Everybody who acts or acted for a council or a fire authority, in which role and since when."""

from collections.abc import Sequence
from datetime import date

from django.db.models import F, Q, QuerySet

from fanlight.casework.acting import Organisation
from fanlight.casework.models import Account, FireAuthority, Membership


def of(organisation: Organisation, on: date, *, are_past: bool = False) -> Sequence[Membership]:
    """The roles held on a day or given from a later one; or those that have ended by then."""
    now = held(organisation, on)
    rows = _rows(organisation).exclude(pk__in=now.values("pk")) if are_past else now
    return list(rows.select_related("account").order_by("account__name", "account__email", "from_on"))


def held(organisation: Organisation, on: date) -> QuerySet[Membership]:
    """The roles that are held on a day or later. One that was ended before it began never is."""
    rows = _rows(organisation).exclude(until_on=F("from_on"))
    return rows.filter(Q(until_on=None) | Q(until_on__gt=on))


def membership(organisation: Organisation, number: int) -> Membership | None:
    """One role of a council or a fire authority, by its number."""
    return _rows(organisation).filter(pk=number).select_related("account", "council", "fire_authority").first()


def account(organisation: Organisation, number: int) -> Account | None:
    """Somebody who has or had a role there, by the number of their account."""
    return Account.objects.filter(pk=number, memberships__in=_rows(organisation)).distinct().first()


def _rows(organisation: Organisation) -> QuerySet[Membership]:
    if isinstance(organisation, FireAuthority):
        return Membership.objects.filter(fire_authority=organisation)
    return Membership.objects.filter(council=organisation)
