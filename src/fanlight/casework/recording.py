"""Writing to the record, and putting messages in the outbox."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from fanlight.casework import chain
from fanlight.casework.models import Account, Case, Council, Event, Message, Notice

ERASURE = "personal data erased"
"""The kind of event that says what was erased of a case; its own words hold nothing personal and are never erased."""


@dataclass(frozen=True, slots=True)
class Post:
    """A message to be sent. `key` names it once and for all: the same key is never sent twice. One with `postage` is printed and posted."""

    key: str
    to: str
    subject: str
    body: str
    notice: Notice | None = None
    postage: str = ""


@transaction.atomic
def write(kind: str, *, council: Council, by: Account | None, at: datetime, case: Case | None = None, about: Mapping[str, Any]) -> Event:
    """Add an event to a council's record, in the caller's transaction; the council's row is locked, so the chain never forks."""
    held = Council.objects.select_for_update().get(pk=council.pk)
    text, salt = chain.canonical({**about, **({"case": case.reference} if case else {})}), secrets.token_hex(16)
    event = Event(council=held, number=held.last_event + 1, case=case, kind=kind, by=by, at=at, about=text, before=held.last_digest)
    event.salt, event.about_digest = salt, chain.salted(text, salt)
    event.digest = chain.link(told(event), event.before)
    event.save(force_insert=True)
    Council.objects.filter(pk=held.pk).update(last_event=event.number, last_digest=event.digest)
    return event


def told(event: Event) -> Mapping[str, Any]:
    """What the chain covers of an event, the same from either database. Who did it stands by number, since people change their names.

    What it is about stands by its digest, so that it can be erased while the chain still proves.
    """
    by = f"account {event.by_id}" if event.by_id else "time"
    at = event.at.astimezone(UTC).isoformat(timespec="microseconds")
    return {"council": event.council.slug, "number": event.number, "kind": event.kind, "by": by, "at": at, "about": event.about_digest}


def send(post: Post, *, council: Council, at: datetime, case: Case | None = None) -> Message | None:
    """Put a message in the outbox, in the caller's transaction. None where nobody can be written to, or that message is there already."""
    if not post.to and not post.postage:
        return None
    given = {"to": post.to, "subject": post.subject, "body": post.body, "notice": post.notice, "postage": post.postage}
    made, is_new = Message.objects.get_or_create(
        key=post.key, defaults={**given, "council": council, "case": case, "made_at": at, "try_at": at}
    )
    return made if is_new else None


def to_officer(case: Case) -> str:
    """Where the council reads what is written about a case: its officer's address, else the council's own."""
    return case.officer.email if case.officer else case.council.email
