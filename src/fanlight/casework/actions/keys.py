"""Keys of other systems: made by an administrator, shown once, revoked, and seen to be used."""

import secrets
from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from fanlight.casework import access, chain, recording
from fanlight.casework.acting import Actor
from fanlight.casework.models import Account, ApiKey, Council
from fanlight.casework.scopes import Scope

BEGINS = "fl_"
SHOWN = 8
LONGEST_DAYS = 366
SELDOM = timedelta(minutes=1)


class KeyNotMade(ValueError):
    """A key that is not made or not revoked; the message says why and what would do."""


@transaction.atomic
def make(name: str, scopes: Collection[Scope], last_on: date, *, by: Actor, at: datetime) -> tuple[ApiKey, str]:
    """Make a key of the actor's council; its row and the key itself, which is kept nowhere. Raises NotPermitted and KeyNotMade."""
    council, person = _administrator(by)
    today = timezone.localdate(at)
    if not name.strip():
        raise KeyNotMade("say which system the key is for")
    if not scopes:
        raise KeyNotMade("choose at least one thing that the key may do")
    if not today <= last_on <= today + timedelta(LONGEST_DAYS):
        raise KeyNotMade(f"the last day of a key lies between today and {LONGEST_DAYS} days from now")
    key = BEGINS + secrets.token_urlsafe(32)
    row = ApiKey.objects.create(
        council=council, name=name.strip(), begins=key[:SHOWN], digest=chain.digest(key), scopes=sorted(scopes), made_by=person, made_at=at,
        last_on=last_on,
    )  # fmt: skip
    about = {"key": row.pk, "name": row.name, "scopes": row.scopes, "last_on": last_on}
    recording.write("key made", council=council, by=person, at=at, about=about)
    return row, key


@transaction.atomic
def revoke(number: int, *, by: Actor, at: datetime) -> ApiKey:
    """Revoke a key of the actor's council from now on. Raises NotPermitted and KeyNotMade."""
    council, person = _administrator(by)
    row = ApiKey.objects.select_for_update().filter(council=council, pk=number).first()
    if row is None or row.revoked_at is not None:
        raise KeyNotMade("there is no such key, or it is revoked already")
    row.revoked_by, row.revoked_at = person, at
    row.save(update_fields=["revoked_by", "revoked_at"])
    recording.write("key revoked", council=council, by=person, at=at, about={"key": row.pk, "name": row.name})
    return row


def use(key: ApiKey, *, at: datetime) -> None:
    """Keep when a key was last used, at most once a minute."""
    if key.used_at is None or at - key.used_at > SELDOM:
        ApiKey.objects.filter(pk=key.pk).update(used_at=at)


def _administrator(by: Actor) -> tuple[Council, Account]:
    access.check_permitted(by, access.Permission.MAKE_KEYS)
    if by.council is None or by.account is None:
        raise access.NotPermitted("only a person of a council may do this, so that the record can name them")
    return by.council, by.account
