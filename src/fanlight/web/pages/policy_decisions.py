"""The policy officer's decisions: an edition adopted from a day, and an adoption withdrawn before it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.actions import editions as acts
from fanlight.casework.actions.editions import Decision
from fanlight.casework.queries import editions
from fanlight.documents import wording
from fanlight.web.forms import Form, a_day, line, words
from fanlight.web.frame import for_council
from fanlight.web.pages.asking import Asked, answer, given
from fanlight.web.pages.policy import at, held, trail

KEEPS = (
    "Every case keeps the edition of the day on which its application was made. From the first day on, new applications are assessed by "
    "this one. Until that day the adoption can be withdrawn; afterwards another edition can only follow it."
)


class AdoptForm(Form):
    """How and from when an edition is adopted."""

    from_on = a_day(
        "From which day does it hold?", hint="Not before today, unless you say below why it is entered late. For example, 1 4 2027"
    )
    decided_by = line("Who decided?", hint="The committee, cabinet or officer with the power to")
    decided_on = a_day("On which day was it decided?")
    notice = line("Where is that written?", hint="The reference of the minute or of the notice")
    because = words("If the first day is past: why is it entered only now?", required=False, rows=3)


class WithdrawForm(Form):
    """Why an adoption is withdrawn."""

    reasons = words("Why is it withdrawn?", hint="Kept on the record with your name.", rows=3)


@for_council(Permission.SET_STANDARD)
def adopt(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Adopt a loaded edition."""
    row = held(actor, number)

    def do(said: dict[str, Any]) -> str:
        adoption = acts.adopt(row, Decision(**said), by=actor, at=timezone.now())
        return f"{row.edition} is adopted from {wording.day(adoption.from_on)}."

    asked = Asked(f"Adopt {row.edition}", "Adopt", at(actor, "policy"), [KEEPS])
    return answer(request, AdoptForm(**given(request)), asked, do, breadcrumbs=trail(actor, row))


@for_council(Permission.SET_STANDARD)
def withdraw(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Withdraw an adoption before its day."""
    assert actor.council is not None
    adoption = editions.adoption(actor.council, number)
    if adoption is None:
        raise Http404("The council made no such adoption")

    def do(said: dict[str, Any]) -> str:
        acts.withdraw(adoption, reasons=said["reasons"], by=actor, at=timezone.now())
        return f"The adoption of {adoption.edition} is withdrawn."

    intro = [f"{adoption.edition}, adopted from {wording.day(adoption.from_on)} by {adoption.decided_by}."]
    asked = Asked("Withdraw an adoption", "Withdraw", at(actor, "policy"), intro)
    return answer(request, WithdrawForm(**given(request)), asked, do, breadcrumbs=trail(actor))
