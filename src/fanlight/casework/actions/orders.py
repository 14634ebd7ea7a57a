"""Payments that somebody set out to make: kept before the provider is asked, and collected from it whatever happened since."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from fanlight.casework import access, tills
from fanlight.casework.acting import TIME, Actor
from fanlight.casework.actions import payments
from fanlight.casework.actions.payments import Money, NotDue, PaymentDisagrees
from fanlight.casework.fees import Part
from fanlight.casework.models import Case, Payment, PaymentOrder
from fanlight.gateways.payments import NoSuchOrder, Order, Till, TillRefused, TillSilent

FORGOTTEN = timedelta(days=2)
"""After so long a provider that knows nothing of an order never will: it was not asked before the service died."""
NEVER_BEGUN = "the provider was never asked for it"


@dataclass(frozen=True, slots=True)
class Collected:
    """What became of one order: the payment that was recorded, or why none was (`fault`) although it should be known."""

    order: PaymentOrder
    payment: Payment | None = None
    fault: str = ""


@transaction.atomic(durable=True)
def _kept(case: Case, part: Part, reference: str, by: Actor, at: datetime) -> PaymentOrder:
    account = access.check(by, access.Permission.APPLY, case)
    defaults = {"case": case, "part": part.value, "by": account, "begun_at": at}
    made, _ = PaymentOrder.objects.get_or_create(reference=reference, defaults=defaults)
    # An order that was over is tried again under its reference, by whoever pays now.
    PaymentOrder.objects.filter(pk=made.pk).exclude(over_at=None).update(over_at=None, said="", begun_at=at)
    return made


def begin(case: Case, part: Part, order: Order, desk: Till, *, by: Actor, at: datetime) -> str:  # noqa: PLR0913
    """Keep that a payment is begun, safe from a loss of power, then ask the provider for it; the address where it is paid.

    Raises NotPermitted, TillRefused and TillSilent.
    """
    _kept(case, part, order.reference, by, at)
    return desk.begin(order)


def settle(order: PaymentOrder, desk: Till, *, by: Actor, at: datetime) -> Payment | None:
    """Record what the provider says came of an order; None where nothing did, as yet or at all (`over_at` and `said` of the order).

    Raises NotDue, PaymentDisagrees, NoSuchOrder, TillRefused and TillSilent.
    """
    taken = desk.taken(order.reference)
    made = None
    with transaction.atomic():
        if taken.pence:
            money = Money(Part(order.part), taken.pence, desk.method, order.reference)
            made = payments.receive(order.case, money, by=by, at=at)
        if taken.is_over:
            order.over_at, order.said = at, taken.said[:300]
            order.save(update_fields=["over_at", "said"])
    return made


def collect(at: datetime) -> list[Collected]:
    """Ask each council's provider for every order that is not over, and record what came; one that fails stops no other."""
    found = PaymentOrder.objects.filter(over_at=None).select_related("case__council").order_by("id")
    return [done for order in found if (done := _collect(order, at)) is not None]


def _collect(order: PaymentOrder, at: datetime) -> Collected | None:
    desk = tills.of(order.case.council)
    if desk is None:
        return Collected(order, fault="no provider of payments is set up for this council any more")
    try:
        made = settle(order, desk, by=TIME, at=at)
    except NoSuchOrder:
        if order.begun_at < at - FORGOTTEN:
            PaymentOrder.objects.filter(pk=order.pk).update(over_at=at, said=NEVER_BEGUN)
        return None
    except (NotDue, PaymentDisagrees, TillRefused, TillSilent) as error:
        return Collected(order, fault=str(error))
    return Collected(order, made) if made else None
