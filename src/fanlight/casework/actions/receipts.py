"""What became of letters after they left: asked of whoever carries them, and answered by an officer where one did not arrive."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from fanlight.casework import access, recording
from fanlight.casework.acting import Actor
from fanlight.casework.actions import outbox
from fanlight.casework.models import LetterReceipt, Message
from fanlight.casework.queries import receipts
from fanlight.gateways.carriers import Carriers
from fanlight.gateways.mail import Arrival, MailUnclear


class ReceiptNotOpen(Exception):
    """A letter for which no answer is wanted, or not any more; the message says why."""


def follow(carriers: Carriers, *, clock: Callable[[], datetime], may_go_on: Callable[[], bool] = lambda: True) -> dict[str, int]:
    """Ask what became of letters that own carriers of councils took, and count what they say. One that does not answer is asked later."""
    counted: dict[str, int] = {}
    for message in receipts.to_ask(frozenset(carriers.mail), frozenset(carriers.post), clock()):
        if not may_go_on():
            break
        try:
            told = carriers.receipt(outbox.letter(message, clock()))
        except MailUnclear:
            return counted
        arrival = told.arrival.value if told else receipts.NOT_KNOWN
        if _keep(message, arrival, told.said if told else "", clock()):
            counted[arrival] = counted.get(arrival, 0) + 1
    return counted


@transaction.atomic
def _keep(message: Message, arrival: str, said: str, at: datetime) -> bool:
    """Write down what became of a letter; whether that is news. What is settled once stays so, whoever asks at the same time."""
    made, is_new = LetterReceipt.objects.get_or_create(message=message, defaults={"arrival": arrival, "said": said[:300], "asked_at": at})
    open_ = LetterReceipt.objects.filter(pk=made.pk, arrival__in=receipts.OPEN)
    is_news = is_new or bool(open_.exclude(arrival=arrival).update(arrival=arrival, said=said[:300], asked_at=at))
    if not is_news:
        open_.update(asked_at=at)
    if is_news and arrival == Arrival.FAILED:
        about = {"key": message.key, "to": message.to or "by post", "said": said}
        recording.write("message not delivered", council=message.council, by=None, at=at, case=message.case, about=about)
    return is_news


@transaction.atomic
def answer(receipt: LetterReceipt, words: str, *, by: Actor, at: datetime) -> None:
    """Record what an officer did about a letter that did not arrive. Raises NotPermitted, ReceiptNotOpen, and ValueError without words."""
    access.check_permitted(by, access.Permission.WORK_CASES)
    held = LetterReceipt.objects.select_for_update(of=("self",)).select_related("message__council", "message__case").get(pk=receipt.pk)
    message = held.message
    if by.council is None or by.account is None or by.council.pk != message.council_id:
        raise access.NotPermitted("this letter is not of their council")
    if held.arrival != Arrival.FAILED or held.answered_at is not None:
        raise ReceiptNotOpen("nobody waits for an answer about this letter any more")
    if not words.strip():
        raise ValueError("say what you did, so that the case shows it")
    held.answer, held.answered_by, held.answered_at = words.strip(), by.account, at
    held.save(update_fields=["answer", "answered_by", "answered_at"])
    about = {"key": message.key, "said": held.said, "answer": held.answer}
    recording.write("message not delivered answered", council=message.council, by=by.account, at=at, case=message.case, about=about)
