"""Reading what was given back in a case, what may still be, and what the council's table says of it."""

from dataclasses import dataclass

from django.db.models import QuerySet, Sum

from fanlight.casework import fees
from fanlight.casework.fees import Part
from fanlight.casework.models import Case, GivenBack, Payment
from fanlight.facts.files import Refused

EVENTS = ("withdrawn", "refused")
"""The states of a case after which a council's table may say what comes back."""
NO_LAW = "The Housing Act 2004 fixes no refunds: the council's own table and policy decide. Ask for advice where they are silent."


@dataclass(frozen=True, slots=True)
class Left:
    """A payment, and how much of it may still be given back, in pence."""

    payment: Payment
    pence: int


def given(case: Case) -> QuerySet[GivenBack]:
    """What was given back in a case, the latest first."""
    return GivenBack.objects.filter(payment__case=case).select_related("payment", "of", "by").order_by("-id")


def left(case: Case) -> list[Left]:
    """What was paid in a case and not wholly given back."""
    found = [Left(each, left_of(each)) for each in Payment.objects.filter(case=case, pence__gt=0).order_by("id")]
    return [each for each in found if each.pence > 0]


def left_of(payment: Payment) -> int:
    """How much of a payment may still be given back: never more than is kept of the whole part."""
    back = GivenBack.objects.filter(of=payment).aggregate(total=Sum("payment__pence"))["total"] or 0
    return max(0, min(payment.pence + back, fees.paid(payment.case, Part(payment.part))))


def by_card(payment: Payment, method: str) -> int:
    """How many pence of a payment went back to the card it came from."""
    return -(GivenBack.objects.filter(of=payment, payment__method=method).aggregate(total=Sum("payment__pence"))["total"] or 0)


def advice(case: Case) -> tuple[str, ...]:
    """What the council's table says is to be given back as the case stands, and what the law says."""
    if case.state not in EVENTS:
        return (NO_LAW,)
    try:
        found = fees.refund_after(case, case.state)
    except Refused as error:
        return (str(error), NO_LAW)
    if found is None:
        return (f"The council's table does not say what comes back when a case is {case.state}.", NO_LAW)
    between = f"£{found.least:,.2f}" if found.least == found.most else f"between £{found.least:,.2f} and £{found.most:,.2f}"
    says = f"By the council's table {between} comes back when a case is {case.state}."
    return (says, *(f"Because: {each}." for each in found.because), *(f"Not settled: {each}." for each in found.open), NO_LAW)
