"""Giving back what was paid of a fee: an officer decides how much, how and why, and whoever paid is told."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from fanlight.casework import fees
from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.actions import refunds as acts
from fanlight.casework.actions.payments import NotDue, PaymentDisagrees
from fanlight.casework.actions.refunds import Refunding, Way
from fanlight.casework.queries import applications, refunds
from fanlight.casework.queries.refunds import Left
from fanlight.casework.rows import Case, GivenBack
from fanlight.documents import wording
from fanlight.gateways.payments import NoSuchOrder, Till, TillRefused, TillSilent
from fanlight.web.forms import Choice, Form, one_of, seen, words
from fanlight.web.frame import for_council, page
from fanlight.web.pages import paying
from fanlight.web.pages.asking import Asked, Place, ask
from fanlight.web.pages.cases import around, held

WAYS = (Choice(Way.TRANSFER, "Bank transfer"), Choice(Way.CHEQUE, "Cheque"))
BY_CARD = Choice(Way.CARD, "To the card it was paid with", "It is paid back as soon as you confirm.")
TOLD = {
    "required": "Enter how much you give back",
    "invalid": "The amount must be in pounds and pence, like 120 or 120.50",
    "max_decimal_places": "The amount must be in pounds and pence, like 120 or 120.50",
    "min_value": "The amount must be at least one penny",
}
NOTHING = "Nothing that was paid in this case is left to give back."


class RefundForm(Form):
    """How much of which payment goes back, how, and why."""

    of = one_of("Which payment do you give back?", [])
    pounds = forms.DecimalField(
        label="How much, in pounds?", min_value=0.01, max_digits=9, decimal_places=2, error_messages=TOLD, help_text="Part of it or all."
    )
    way = one_of("How does it go back?", WAYS)
    reasons = words("Why do you give it back?", hint="Whoever applied reads it. For example: two applications were sent for one house.")


@for_council(Permission.WORK_CASES)
def give(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Give money back."""
    case = held(actor, reference)
    place, kept, till = Place(actor, case), refunds.left(case), paying.till(case)
    if not kept and request.method != "POST":
        return page(request, "money/nothing.html", title="Give money back", nothing=NOTHING, **around(case, actor))
    asked = Asked(
        "Give money back", "Give it back", place.at("fee"), intro=refunds.advice(case),
        hidden={"seen": applications.payments(case).count() if request.method != "POST" else seen(request)},
        refused=(NotDue, PaymentDisagrees, NoSuchOrder, TillRefused, TillSilent),
    )  # fmt: skip

    def do(said: dict[str, Any]) -> str:
        pence = int(said["pounds"] * fees.PENCE)
        refunding = Refunding(int(said["of"]), pence, Way(said["way"]), said["reasons"], max(0, seen(request)))
        acts.give_back(case, refunding, by=actor, at=timezone.now(), till=till)
        return f"£{pence / fees.PENCE:,.2f} is given back, and whoever applied is told."

    return ask(request, place, _form(request, case, kept, till), asked, do)


def _form(request: HttpRequest, case: Case, kept: list[Left], till: Till | None) -> RefundForm:
    """The form. Also what is wholly given back may be named, so that who sends a form twice is told that it was done."""
    form = RefundForm(request.POST if request.method == "POST" else None)
    left = {each.payment.pk: each.pence for each in kept}
    rows = [each for each in applications.payments(case) if each.pence > 0 and (each.pk in left or request.method == "POST")]
    form.fields["of"].choices = [(str(row.pk), _choice(row, left.get(row.pk, 0))) for row in rows]  # type: ignore[attr-defined]
    if till is not None and any(row.method == till.method for row in rows):
        form.fields["way"].choices = [(each.value, each) for each in (BY_CARD, *WAYS)]  # type: ignore[attr-defined]
    return form


def _choice(row: Any, left: int) -> Choice:
    on = wording.day(timezone.localdate(row.at))
    paid = f"The {row.part} part: £{row.pence / fees.PENCE:,.2f}, {row.method}, {on}"
    return Choice(str(row.pk), paid, f"£{left / fees.PENCE:,.2f} of it is left.")


def rows(case: Case) -> list[dict[str, str]]:
    """What was given back, as a timeline for the council."""
    return [_row(each, f"decided by {each.by}") for each in refunds.given(case)]


def to_applicant(case: Case) -> list[dict[str, str]]:
    """What was given back, as whoever applied sees it."""
    return [_row(each, "") for each in refunds.given(case)]


def _row(each: GivenBack, by: str) -> dict[str, str]:
    amount = f"£{-each.payment.pence / fees.PENCE:,.2f} of the {each.payment.part} part, {each.payment.method}"
    return {"title": amount, "when": wording.day(timezone.localdate(each.payment.at)), "by": by, "text": each.reasons}
