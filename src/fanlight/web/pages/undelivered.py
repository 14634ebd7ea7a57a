"""Letters of a council that did not arrive: a task for its officers, who find the right address or another way and say so."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.actions import receipts as acts
from fanlight.casework.actions.receipts import ReceiptNotOpen
from fanlight.casework.queries import receipts
from fanlight.casework.rows import LetterReceipt
from fanlight.documents import wording
from fanlight.web.forms import Form, words
from fanlight.web.frame import for_council, page
from fanlight.web.pages.cases import told

COLUMNS = ["Letter", "To", "Case", "Left on", "Why it did not arrive"]


class AnswerForm(Form):
    """What an officer did about a letter that did not arrive."""

    words = words(
        "What did you do about it?",
        hint="For example: served again by hand on 3 March at the address of the land register. It is kept on the record with your name.",
    )


@for_council(Permission.SEE_CASES)
def listing(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The letters that did not arrive and wait for an officer, the oldest first, at most 50 at a time."""
    assert actor.council is not None
    found = receipts.undelivered(actor.council)
    rows = [_row(actor, each) for each in found[: receipts.PAGE]]
    return page(request, "other_systems/undelivered.html", title="Letters not delivered", rows=rows, columns=COLUMNS, count=found.count())


def _row(actor: Actor, each: LetterReceipt) -> list[Any]:
    assert actor.council is not None
    message = each.message
    case: Any = "None"
    if message.case is not None:
        case = {"text": message.case.reference, "href": reverse("case", args=[actor.council.slug, message.case.reference])}
    left = wording.day(timezone.localdate(message.sent_at)) if message.sent_at else "Not known"
    return [{"text": message.subject, "href": f"{each.pk}/"}, _whom(each), case, left, wording.sentence(each.said)]


def _whom(each: LetterReceipt) -> str:
    notice = each.message.notice
    return each.message.to or f"{notice.to if notice else 'Nobody named'}, by post"


@for_council(Permission.WORK_CASES)
def answer(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Say what was done about a letter that did not arrive."""
    assert actor.council is not None
    found = receipts.undelivered(actor.council).filter(pk=number).first()
    if found is None:
        raise Http404("No such letter waits for an answer")
    form = AnswerForm(request.POST if request.method == "POST" else None)
    problems = form.problems()
    if request.method == "POST" and not problems:
        try:
            acts.answer(found, form.cleaned_data["words"], by=actor, at=timezone.now())
        except (ReceiptNotOpen, ValueError) as error:
            problems = [{"text": wording.sentence(str(error)), "href": "#words"}]
        else:
            told(request, "What you did is kept.")
            return redirect("undelivered", actor.council.slug)
    intro = [
        f"To {_whom(found)}. {wording.sentence(found.said)}.",
        "A notice that did not reach somebody may not have been served on them: correct the address, or serve it in another way.",
    ]
    return page(request, "form.html", title=found.message.subject, form=form, problems=problems, button="Record", intro=intro)
