"""Paying a part of the fee by card, through whichever provider is set up; and the page that stands in for one in the demonstration."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from fanlight.casework import fees, tills
from fanlight.casework.acting import Actor
from fanlight.casework.actions import orders
from fanlight.casework.actions.payments import NotDue, PaymentDisagrees
from fanlight.casework.fees import Part
from fanlight.casework.queries import applications
from fanlight.casework.rows import Case
from fanlight.gateways.payments import DemonstrationTill, NoSuchOrder, Order, Till, TillRefused, TillSilent
from fanlight.web.frame import for_applicant, page
from fanlight.web.pages.applying import address, around, held
from fanlight.web.pages.cases import told

LATER = "If you paid, it is recorded by itself within minutes, and you need do nothing."
NOT_REACHED = "The payment service does not answer at the moment. Wait a few minutes and try again: you are not charged twice."


def till(case: Case) -> Till | None:
    """The provider of payments by card; None where none is set up, and the council takes payments in its own ways."""
    return tills.of(case.council, _card_page)


def _card_page(name: str) -> str:
    return reverse("pay-card", args=[name])


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
    case, paid = _mine(actor, council, reference), _part(part)
    desk, pence = till(case), due(case, paid)
    if request.method != "POST" or desk is None or not pence:
        raise Http404("There is nothing to pay here")
    order = _order(request, case, paid, pence)
    try:
        return redirect(orders.begin(case, paid, order, desk, by=actor, at=timezone.now()))
    except TillSilent:
        return _not_done(request, case, "The payment is not begun", NOT_REACHED)
    except TillRefused as error:
        return _not_done(request, case, "The payment is not begun", f"Nothing was paid. Tell the council this: {error}")


def _not_done(request: HttpRequest, case: Case, title: str, says: str) -> HttpResponse:
    return page(request, "text.html", title=title, **{**around(case), "sections": [{"heading": "", "paragraphs": [says]}]})


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
    """Back from paying: what the provider says was paid is recorded, once. That somebody comes back says nothing by itself."""
    case, paid = _mine(actor, council, reference), _part(part)
    desk, found = till(case), applications.order_begun(case, paid)
    onward = redirect(address(case, "apply-pay" if case.state == "draft" else "application"))
    if desk is None or found is None:
        return onward
    try:
        made = orders.settle(found, desk, by=actor, at=timezone.now())
    except TillSilent:
        return _not_done(request, case, "It is not known yet whether you paid", f"{LATER} {NOT_REACHED}")
    except (NoSuchOrder, NotDue, PaymentDisagrees, TillRefused) as error:
        return _not_done(request, case, "The payment is not recorded", str(error))
    if made is not None:
        told(request, f"£{made.pence / fees.PENCE:,.2f} is paid.")
    elif found.over_at is not None:
        why = f" {found.said.rstrip('.')}." if found.said else ""
        return _not_done(request, case, "The payment was not made", f"Nothing was taken.{why} Go back to the application to try again.")
    return onward


@for_applicant
def card(request: HttpRequest, actor: Actor, name: str) -> HttpResponse:
    """Stands in for a provider's page: it takes no money, and says so."""
    if not settings.PAYMENTS:
        raise Http404("This is no demonstration")
    desk = DemonstrationTill(settings.PAYMENTS, _card_page)
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
