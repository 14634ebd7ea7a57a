"""Money received in a case: each payment once, however often it is reported, and the second part only on grant."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from fanlight.casework import access, fees, holding, recording
from fanlight.casework.acting import TIME, Actor
from fanlight.casework.fees import Owed, Part
from fanlight.casework.models import Case, Payment, PaymentOrder
from fanlight.casework.recording import Post
from fanlight.licensing.procedure import Role

GRANTED = "granted"
OPEN_STATES = {Part.FIRST: ("draft", "submitted"), Part.SECOND: (GRANTED,)}


class PaymentDisagrees(Exception):
    """A payment reported twice with different particulars; the message says what was recorded before."""


class NotDue(Exception):
    """Money that is not owed, or cannot be given back; the message says why."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in pence, how it came, and the one reference by which it is known for ever."""

    part: Part
    pence: int
    method: str
    reference: str


@transaction.atomic
def receive(case: Case, money: Money, *, by: Actor, at: datetime) -> Payment:
    """Record that a part of the fee was paid. The same payment reported again changes nothing.

    Raises NotPermitted, NotDue in a state where that part is not charged, and PaymentDisagrees.
    """
    held = _held(case, by)
    before = _recorded(held, money)
    if before is not None:
        return before
    if money.pence <= 0 or not money.reference.strip() or not money.method.strip():
        raise NotDue("A payment has an amount above nothing, a method and a reference of its own.")
    # What was begun while it was due has been paid, whatever the case became since: it is recorded, and can be given back.
    if held.table == "application" and not PaymentOrder.objects.filter(case=held, part=money.part, reference=money.reference).exists():
        _check_due(held, money.part, by)
    return _keep(held, money, by, at)


def _check_due(case: Case, part: Part, by: Actor) -> None:
    if by.council is None and case.state not in OPEN_STATES[part]:
        raise NotDue(f"The {part} part of the fee is not charged while the application is {case.state}.")
    if part is Part.SECOND and case.state != GRANTED:
        raise NotDue("The second part of the fee is owed only once the licence is granted.")


@transaction.atomic
def demand_second(case: Case, *, by: Actor, at: datetime) -> Owed:
    """Demand the second part of the fee of an application that was granted. Nothing is sent where the part asks nothing or cannot be told.

    Raises NotPermitted, and NotDue before the grant.
    """
    held = holding.case(case.pk, "applicant")
    access.check(by, access.Permission.WORK_CASES, held)
    if held.table != "application" or held.state != GRANTED:
        raise NotDue("The second part of the fee is owed only once the licence is granted.")
    owed = fees.owed(held, Part.SECOND)
    if owed.most is None or owed.is_settled:
        return owed
    about = {"part": Part.SECOND, "least": owed.least, "most": owed.most, "paid": owed.paid}
    recording.write("fee demanded", council=held.council, by=by.account, at=at, case=held, about=about)
    amount = f"£{(owed.most - owed.paid) / fees.PENCE:,.2f}"
    body = f"Your licence for {held.house.address} was granted. The second part of the fee is now due: {amount} at most."
    to = held.applicant.email if held.applicant else ""
    subject = f"The second part of your fee ({held.reference})"
    recording.send(Post(f"second fee {held.pk}", to, subject, body), council=held.council, at=at, case=held)
    return owed


def _held(case: Case, by: Actor) -> Case:
    held = holding.case(case.pk)
    if by != TIME:
        access.check(by, access.Permission.APPLY if Role.APPLICANT in by.roles else access.Permission.WORK_CASES, held)
    return held


def _recorded(case: Case, money: Money) -> Payment | None:
    """The payment recorded under a reference, if it is the same. Raises PaymentDisagrees."""
    found = Payment.objects.filter(reference=money.reference).select_related("case").first()
    if found is None:
        return None
    if (found.case_id, found.part, found.pence, found.method) != (case.pk, money.part.value, money.pence, money.method):
        was = f"£{abs(found.pence) / fees.PENCE:,.2f} by {found.method} for the {found.part} part"
        where = "of this case" if found.case_id == case.pk else "of another case"
        raise PaymentDisagrees(f"'{money.reference}' was recorded before: {was} {where}. Look at both before you record anything.")
    return found


def _keep(case: Case, money: Money, by: Actor, at: datetime) -> Payment:
    row = Payment.objects.create(case=case, part=money.part.value, pence=money.pence, method=money.method, reference=money.reference, at=at)
    about = {"payment": row.pk, "part": row.part, "pence": row.pence, "method": row.method, "reference": row.reference, "reasons": ""}
    recording.write("payment received", council=case.council, by=by.account, at=at, case=case, about=about)
    return row
