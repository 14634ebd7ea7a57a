"""Giving money back: once however often it is sent, never more than was paid, with who decided it and why."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from fanlight.casework import access, fees, holding, recording
from fanlight.casework.acting import Actor
from fanlight.casework.actions.payments import NotDue, PaymentDisagrees
from fanlight.casework.models import Account, Case, GivenBack, Payment
from fanlight.casework.queries import refunds
from fanlight.casework.recording import Post
from fanlight.gateways.payments import Back, Till


class Way(StrEnum):
    """How money goes back."""

    CARD = "card"
    TRANSFER = "bank transfer"
    CHEQUE = "cheque"


@dataclass(frozen=True, slots=True)
class Refunding:
    """What somebody means to give back: the number of the payment, how much in pence, how, and why.

    `seen` is how many payments of the case, in and out, they had seen. It names the refund, so that one sent twice is made once.
    """

    of: int
    pence: int
    way: Way
    reasons: str
    seen: int


@transaction.atomic
def give_back(case: Case, refunding: Refunding, *, by: Actor, at: datetime, till: Till | None = None) -> Payment:
    """Give back a payment or part of it and tell whoever applied. The same refund sent again by the same person changes nothing.

    To a card it goes by `till`, which is asked last: where it refuses or is silent, nothing is recorded, and asked again it pays no
    second time. Raises NotPermitted, NotDue, PaymentDisagrees where somebody else gave something back meanwhile, what a till raises,
    and ValueError without reasons.
    """
    held = holding.case(case.pk, "applicant")
    person = access.check(by, access.Permission.WORK_CASES, held)
    reference = f"{held.council.slug}/{held.reference}/back/{refunding.seen + 1}"
    before = _before(reference, refunding, person)
    if before is not None:
        return before
    of = _payment(held, refunding, till)
    method = till.method if till is not None and refunding.way is Way.CARD else refunding.way.value
    row = Payment.objects.create(case=held, part=of.part, pence=-refunding.pence, method=method, reference=reference, at=at)
    why = GivenBack.objects.create(payment=row, of=of, reasons=refunding.reasons.strip(), by=person)
    about = {"payment": row.pk, "of": of.reference, "part": row.part, "pence": row.pence, "method": method, "reference": reference}
    recording.write("payment given back", council=held.council, by=person, at=at, case=held, about={**about, "reasons": why.reasons})
    _tell(why, at)
    if till is not None and refunding.way is Way.CARD:
        till.give_back(Back(of.reference, refunding.pence, refunds.by_card(of, method) - refunding.pence))
    return row


def _before(reference: str, refunding: Refunding, person: Account) -> Payment | None:
    """The refund made before under a reference, if it is the same and theirs. Raises PaymentDisagrees."""
    found = GivenBack.objects.filter(payment__reference=reference).select_related("payment", "by").first()
    if found is None:
        return None
    if (found.by_id, found.of_id, found.payment.pence) == (person.pk, refunding.of, -refunding.pence):
        return found.payment
    amount = f"£{-found.payment.pence / fees.PENCE:,.2f}"
    raise PaymentDisagrees(f"{found.by} gave {amount} back meanwhile: {found.reasons} Nothing of yours was done; look at the fee again.")


def _payment(case: Case, refunding: Refunding, till: Till | None) -> Payment:
    """The payment that is given back, if so much of it may be. Raises NotDue and ValueError."""
    if not refunding.reasons.strip():
        raise ValueError("say why it is given back: whoever paid reads it, and it is part of the record")
    found = Payment.objects.filter(case=case, pk=refunding.of, pence__gt=0).first()
    if found is None:
        raise NotDue("No such payment was received in this case.")
    left = refunds.left_of(found)
    if not 0 < refunding.pence <= left:
        raise NotDue(f"£{left / fees.PENCE:,.2f} of that payment is left: no more than that can be given back.")
    if refunding.way is Way.CARD and (till is None or till.method != found.method):
        raise NotDue("That payment was not made by a card that can be paid back from here: choose another way.")
    return found


def _tell(why: GivenBack, at: datetime) -> None:
    case = why.payment.case
    to = case.applicant.email if case.applicant else ""
    amount = f"£{-why.payment.pence / fees.PENCE:,.2f}"
    body = f"{case.council.name} Council gives you {amount} back for {case.reference}, {case.house.address}.\n\n{why.reasons}"
    recording.send(Post(f"refund {why.pk}", to, f"Money given back: {case.reference}", body), council=case.council, at=at, case=case)
