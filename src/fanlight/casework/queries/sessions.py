"""Where somebody is signed in: each session of theirs that is still open, and no more of it than its browser and when it was used."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.utils.crypto import constant_time_compare

from fanlight.casework.models import Account, SignedIn

BROWSER, BEGUN, SEEN = "browser", "begun", "seen"
"""The names under which a session holds the family of its browser, and the seconds at which it began and was used last."""


@dataclass(frozen=True, slots=True)
class Place:
    """One session that is open: the family of its browser, since when, and when it was used last, to within some minutes."""

    number: int
    browser: str
    begun_at: datetime
    seen_at: datetime
    is_this: bool


def open_of(account: Account, *, this: str | None, at: datetime, life: int) -> list[Place]:
    """The sessions of an account that are open, the one used last before the others. None lasts longer than `life`, in seconds.

    `this` is the key of the session that asks.
    """
    rows = SignedIn.objects.filter(account=account, session__expire_date__gt=at).select_related("session")
    found = []
    for row in rows:
        held = row.session.get_decoded()
        if _is_open(held, account, at.timestamp() - life):
            begun = held[BEGUN]
            seen, browser = held.get(SEEN, begun), str(held.get(BROWSER, ""))
            found.append(Place(row.pk, browser, _instant(begun), _instant(seen), row.session_id == this))
    return sorted(found, key=lambda each: (not each.is_this, -each.seen_at.timestamp(), -each.number))


def _is_open(held: Mapping[str, Any], account: Account, oldest: float) -> bool:
    """Whether a session is this account's still: its password and what else ends sessions are as they were, and it is not too old."""
    is_theirs = str(held.get(SESSION_KEY)) == str(account.pk)
    is_current = constant_time_compare(str(held.get(HASH_SESSION_KEY, "")), account.get_session_auth_hash())
    return is_theirs and is_current and BEGUN in held and held[BEGUN] >= oldest


def _instant(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
