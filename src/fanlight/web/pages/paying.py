"""Paying a part of the fee by card, through whichever provider is set up; and the page that stands in for one in the demonstration."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from fanlight.casework import fees
from fanlight.casework.acting import Actor
from fanlight.casework.actions import payments
from fanlight.casework.actions.payments import Money, NotDue, PaymentDisagrees
from fanlight.casework.fees import Part
from fanlight.casework.queries import applications
from fanlight.casework.rows import Case
from fanlight.gateways.payments import DemonstrationTill, NoSuchOrder, Order, Till
from fanlight.web.frame import for_applicant, page
from fanlight.web.pages.applying import address, around, held
from fanlight.web.pages.cases import told


def till() -> Till | None:
    """The provider of payments by card; None where none is set up, and the council takes payments in its own ways."""
    return _demonstration() if settings.PAYMENTS else None


def _demonstration() -> DemonstrationTill:
    assert settings.PAYMENTS is not None
    return DemonstrationTill(settings.PAYMENTS, lambda name: reverse("pay-card", args=[name]))


def due(case: Case, part: Part) -> int:
    """What can be paid now of a part, in pence; 0 where nothing is owed or it cannot be told. Raises Refused.

    Where it is not settled whether the fee is lowered, the higher amount is charged.
    """
    if part is Part.SECOND:
        asked = applications.second_due(case)
        return asked[0] if asked else 0
    owed = fees.owed(case, Part.FIRST)
    return max(0, owed.most - owed.paid) if owed.most is not None else 0


def _order(request: HttpRequest, case: Case, part: Part, pence: int) -> Order:
    """The order for what is due. Its reference counts the payments before it, so that each is another and none is begun twice."""
    number = sum(each.part == part for each in applications.payments(case)) + 1
    back = request.build_absolute_uri(address(case, "pay-back", part.value))
    says = f"The {part.value} part of the fee for {case.reference}, {case.council.name}"
    return Order(f"{case.council.slug}/{case.reference}/{part.value}/{number}", pence, says, back)


@for_applicant
def begin(request: HttpRequest, actor: Actor, council: str, reference: str, part: str) -> HttpResponse:
    """Go to where it is paid."""
    case, desk, paid = _mine(actor, council, reference), till(), _part(part)
    pence = due(case, paid)
    if request.method != "POST" or desk is None or not pence:
        raise Http404("There is nothing to pay here")
    return redirect(desk.begin(_order(request, case, paid, pence)))


def _part(name: str) -> Part:
    if name not in tuple(Part):
        raise Http404("The fee has no such part")
    return Part(name)


def _mine(actor: Actor, council: str, reference: str) -> Case:
    case = held(actor, council, reference)
    if not applications.is_mine(actor, case):
        raise Http404("Whoever applied pays for it")
    return case


@for_applicant
def back(request: HttpRequest, actor: Actor, council: str, reference: str, part: str) -> HttpResponse:
    """Back from paying: what the provider says was paid is recorded, once."""
    case, desk, paid = _mine(actor, council, reference), till(), _part(part)
    pence = due(case, paid)
    onward = redirect(address(case, "apply-pay" if case.state == "draft" else "application"))
    if desk is None or not pence:
        return onward
    order = _order(request, case, paid, pence)
    try:
        received = desk.received(order.reference)
        if received:
            payments.receive(case, Money(paid, received, desk.method, order.reference), by=actor, at=timezone.now())
            told(request, f"£{received / fees.PENCE:,.2f} is paid.")
    except (NoSuchOrder, NotDue, PaymentDisagrees) as error:
        return page(
            request,
            "text.html",
            title="The payment is not recorded",
            sections=[{"heading": "", "paragraphs": [str(error)]}],
            **around(case),
        )
    return onward


@for_applicant
def card(request: HttpRequest, actor: Actor, name: str) -> HttpResponse:
    """Stands in for a provider's page: it takes no money, and says so."""
    if not settings.PAYMENTS:
        raise Http404("This is no demonstration")
    desk = _demonstration()
    try:
        order = desk.pay(name) if request.method == "POST" else desk.order(name)
    except NoSuchOrder as error:
        raise Http404(str(error)) from error
    if request.method == "POST":
        return redirect(order.return_url)
    return page(
        request,
        "applying/card.html",
        title="Pay by card",
        says=order.says,
        amount=f"£{order.pence / fees.PENCE:,.2f}",
        back_url=order.return_url,
    )
