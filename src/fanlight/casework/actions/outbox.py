"""Sending what waits in the outbox: each message by one sender, tried again where it certainly did not leave, never sent twice."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from fanlight.casework import access, recording
from fanlight.casework.acting import Actor
from fanlight.casework.models import Message
from fanlight.casework.queries import outbox
from fanlight.casework.queries.outbox import Standing
from fanlight.gateways.mail import Attachment, Letter, Mail, MailNotTaken, MailRefused, MailUnclear

DELAYS = tuple(timedelta(minutes=each) for each in (1, 5, 15, 60, 240, 720, 1440))
"""How long after each try that failed the next follows. After the last, some 40 hours in all, a message is given up."""


class MessageNotWaiting(Exception):
    """A message for which nobody has to say anything; the message says where it stands."""


def send_due(mail: Mail, *, clock: Callable[[], datetime], may_go_on: Callable[[], bool] = lambda: True) -> dict[Standing, int]:
    """Send every message that is due, one after another, and count where they stand then.

    One message is taken at a time, so that a sender that dies leaves at most one unclear. Nothing here runs in a transaction of the
    caller's: what is taken must be seen by the other senders before anything leaves.
    """
    counted: dict[Standing, int] = {}
    while may_go_on():
        message = take(clock())
        if message is None:
            break
        stands = send_taken(message, mail, clock=clock)
        counted[stands] = counted.get(stands, 0) + 1
    return counted


@transaction.atomic(durable=True)
def take(at: datetime) -> Message | None:
    """Take the message that is due the longest, for nobody else to take; None where none is due.

    The lock passes over rows that others hold (PostgreSQL); the condition of the update decides wherever there are no such locks.
    """
    message = outbox.due(at).select_for_update(skip_locked=True).first()
    if message is None or not outbox.due(at).filter(pk=message.pk).update(taken_at=at, tries=message.tries + 1, fault=""):
        return None
    return Message.objects.select_related("notice", "council", "case").get(pk=message.pk)


def send_taken(message: Message, mail: Mail, *, clock: Callable[[], datetime]) -> Standing:
    """Hand a message over, and write down what came of it. An error that nobody foresaw leaves it taken: it is unclear."""
    try:
        mail.send(letter(message, clock()))
    except MailUnclear as fault:
        return _finish(message, Standing.UNCLEAR, at=clock(), fault=str(fault))
    except MailRefused as fault:
        return _finish(message, Standing.GIVEN_UP, at=clock(), fault=str(fault))
    except MailNotTaken as fault:
        over = message.tries > len(DELAYS)
        return _finish(message, Standing.GIVEN_UP if over else Standing.WAITING, at=clock(), fault=str(fault))
    return _finish(message, Standing.SENT, at=clock())


def letter(message: Message, at: datetime) -> Letter:
    """A message as it leaves, with the PDF of the notice it brings."""
    attached: tuple[Attachment, ...] = ()
    if message.notice is not None:
        name = re.sub(r"[^A-Za-z0-9]+", "-", message.notice.title).strip("-").lower() or "notice"
        attached = (Attachment(f"{name[:80]}.pdf", "application/pdf", bytes(message.notice.pdf)),)
    council = message.council.slug
    return Letter(message.key, message.to, message.subject, message.body, at, attached, council, bool(message.postage), message.postage)


@transaction.atomic
def _finish(message: Message, stands: Standing, *, at: datetime, fault: str = "") -> Standing:
    """Write down where a message stands. Only whoever took it may: a row that somebody settled meanwhile stays as it was settled."""
    changes: dict[Standing, dict[str, datetime | None]] = {
        Standing.SENT: {"sent_at": at},
        Standing.GIVEN_UP: {"gave_up_at": at, "taken_at": None},
        Standing.UNCLEAR: {},
        Standing.WAITING: {"taken_at": None, "try_at": at + DELAYS[min(message.tries, len(DELAYS)) - 1]},
    }
    mine = Message.objects.filter(pk=message.pk, taken_at=message.taken_at, tries=message.tries, sent_at=None, gave_up_at=None)
    if mine.update(fault=fault, **changes[stands]) and stands is not Standing.WAITING:
        _record(message, f"message {stands}", None, at, {"fault": fault} if fault else {})
    return stands


@transaction.atomic
def settle(message: Message, *, has_left: bool, by: Actor, at: datetime, reasons: str) -> None:
    """Say what became of an unclear message, or send it or one given up again (`has_left` is false), with the reasons.

    Raises NotPermitted, MessageNotWaiting where nobody has to say anything of it, and ValueError without reasons.
    """
    access.check_permitted(by, access.Permission.SETTLE_MESSAGES)
    held = Message.objects.select_for_update(of=("self",)).select_related("council", "case").get(pk=message.pk)
    if by.council is None or by.council.pk != held.council_id:
        raise access.NotPermitted("this message is not of their council")
    if not reasons.strip():
        raise ValueError("say how you know: the reasons are part of the record")
    stands = outbox.standing_of(held, at)
    if stands is not Standing.UNCLEAR and (has_left or stands is not Standing.GIVEN_UP):
        raise MessageNotWaiting(f"the message is {stands}: nothing has to be said of it")
    if has_left:
        held.sent_at = at
    else:
        held.taken_at, held.gave_up_at, held.try_at, held.tries = None, None, at, 0
    held.fault = ""
    held.save(update_fields=["sent_at", "taken_at", "gave_up_at", "try_at", "tries", "fault"])
    _record(held, "message settled", by, at, {"was": stands, "has left": has_left, "reasons": reasons})


def _record(message: Message, kind: str, by: Actor | None, at: datetime, about: dict[str, object]) -> None:
    about = {"key": message.key, "to": message.to, "tries": message.tries, **about}
    recording.write(kind, council=message.council, by=by.account if by else None, at=at, case=message.case, about=about)
