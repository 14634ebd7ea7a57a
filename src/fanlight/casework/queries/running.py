"""How the service stands, in figures for whoever watches it: messages that wait, cases that are late, what ran last."""

from datetime import datetime

from django.db.models import Min
from django.utils import timezone

from fanlight.casework import heartbeats
from fanlight.casework.models import Case, Event, Message
from fanlight.casework.queries import outbox

Figure = tuple[str, str, float]
"""A name, what it says, and its value."""


def figures(at: datetime) -> list[Figure]:
    """Counts and ages. What never ran has no figure, so that nobody takes it for a minute ago."""
    waiting = Message.objects.filter(sent_at=None, gave_up_at=None, taken_at=None)
    oldest = outbox.due(at).order_by().aggregate(Min("try_at"))["try_at__min"]
    late = Case.objects.filter(is_ended=False, next_due_on__lt=timezone.localdate(at)).count()
    found: list[Figure] = [
        ("outbox_waiting", "Messages that wait to be sent.", waiting.count()),
        ("outbox_oldest_due_seconds", "How long the oldest message has been due.", (at - oldest).total_seconds() if oldest else 0),
        ("outbox_unclear", "Messages of which nobody knows if they left.", outbox.unclear(at).count()),
        ("outbox_given_up", "Messages that could not be sent.", outbox.given_up().count()),
        ("cases_open", "Cases that have not ended.", Case.objects.filter(is_ended=False).count()),
        ("cases_late", "Open cases with a period that has run out.", late),
        ("events", "Events of all records.", Event.objects.count()),
    ]
    for name, says in ((heartbeats.SENDER, "the sender of messages"), (heartbeats.EACH_DAY, "the steps of each day")):
        seen = heartbeats.last(name)
        if seen is not None:
            found.append((f"{name}_last_seconds", f"When {says} last ran, in seconds of Unix time.", seen.timestamp()))
    return found
