"""What became of messages: waiting, on its way, sent, given up, or unclear, for which a person has to look."""

from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Q, QuerySet

from fanlight.casework.models import Council, Message

LEASE = timedelta(minutes=15)
"""How long a message taken may be on its way. Past it, whoever took it is not there any more: a server is given 30 seconds an answer."""
PAGE = 50


class Standing(StrEnum):
    """Where a message stands."""

    WAITING = "waiting"
    ON_ITS_WAY = "on its way"
    SENT = "sent"
    GIVEN_UP = "given up"
    UNCLEAR = "unclear"


def due(at: datetime) -> QuerySet[Message]:
    """The messages to be sent now, the longest due first."""
    return Message.objects.filter(sent_at=None, gave_up_at=None, taken_at=None, try_at__lte=at).order_by("try_at", "id")


def unclear(at: datetime) -> QuerySet[Message]:
    """Messages that were handed over with no answer, or whose sender went away: they may have left or not."""
    taken = Message.objects.filter(sent_at=None, gave_up_at=None, taken_at__isnull=False)
    return taken.filter(~Q(fault="") | Q(taken_at__lt=at - LEASE)).order_by("id")


def given_up() -> QuerySet[Message]:
    """Messages that certainly did not leave and are not tried again; `fault` says why."""
    return Message.objects.filter(gave_up_at__isnull=False).order_by("id")


def to_look_at(council: Council, at: datetime) -> QuerySet[Message]:
    """The messages of a council that wait for a person: unclear or given up, the oldest first."""
    return (unclear(at) | given_up().order_by()).filter(council=council).order_by("id")


def standing_of(message: Message, at: datetime) -> Standing:
    """Where one message stands."""
    if message.sent_at is not None:
        return Standing.SENT
    if message.gave_up_at is not None:
        return Standing.GIVEN_UP
    if message.taken_at is None:
        return Standing.WAITING
    return Standing.UNCLEAR if message.fault or message.taken_at < at - LEASE else Standing.ON_ITS_WAY
