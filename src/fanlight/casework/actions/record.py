"""Writing to the record, and putting messages in the outbox."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from fanlight.casework import chain
from fanlight.casework.models import Account, Case, Council, Event, Message, Notice


@transaction.atomic
def write(kind: str, *, council: Council, by: Account | None, at: datetime, case: Case | None = None, about: Mapping[str, Any]) -> Event:
    """Add an event to a council's record, in the caller's transaction; the council's row is locked, so the chain never forks."""
    held = Council.objects.select_for_update().get(pk=council.pk)
    number, text = held.last_event + 1, chain.canonical({**about, **({"case": case.reference} if case else {})})
    made = chain.link(council=held.slug, number=number, kind=kind, by=named(by), at=instant(at), about=text, before=held.last_digest)
    event = Event.objects.create(
        council=held, number=number, case=case, kind=kind, by=by, at=at, about=text, before=held.last_digest, digest=made
    )
    Council.objects.filter(pk=held.pk).update(last_event=number, last_digest=made)
    return event


def named(by: Account | None) -> str:
    """Who did something, as the chain covers it: by number, since people change their names."""
    return f"account {by.pk}" if by else "time"


def instant(at: datetime) -> str:
    """An instant as the chain covers it, the same from either database."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def send(
    key: str, *, council: Council, to: str, subject: str, body: str, at: datetime, case: Case | None = None, notice: Notice | None = None
) -> Message | None:  # noqa: PLR0913
    """Put a message in the outbox, in the caller's transaction. None where nobody can be written to, or that message is there already."""
    if not to:
        return None
    made, is_new = Message.objects.get_or_create(
        key=key,
        defaults={
            "council": council,
            "case": case,
            "to": to,
            "subject": subject,
            "body": body,
            "notice": notice,
            "made_at": at,
            "try_at": at,
        },
    )
    return made if is_new else None
