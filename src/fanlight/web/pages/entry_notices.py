"""The letter that gives notice of a visit: shown as it would go out, then served, and what was served shown with the visit."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.actions import entry_notices as acts
from fanlight.casework.actions.entry_notices import NoticeNotAsked, Wanted
from fanlight.casework.actions.inspections import VisitClosed
from fanlight.casework.queries import inspections, joint_visits
from fanlight.casework.rows import Case, Inspection
from fanlight.documents import wording
from fanlight.documents.letters.composing import Incomplete
from fanlight.licensing import deadlines
from fanlight.licensing.deadlines import DatesInvalid, Delivery
from fanlight.web.forms import Choice, Form, one_of, seen, words
from fanlight.web.frame import for_council, page
from fanlight.web.pages.asking import Place
from fanlight.web.pages.cases import around, held, told
from fanlight.web.step_forms import HOW
from fanlight.web.wording import moment

REFUSED = (NoticeNotAsked, VisitClosed, Incomplete, DatesInvalid)
PURPOSE = "To see whether the house is fit for the number of people who live or are to live there, and safe for them."
NO_OWNER = (
    "The case names no owner. The Act asks for notice to an owner who is known: enter them with the people of the case if you know one."
)
BY_HAND = Choice(Delivery.HAND, "By hand", "Handed over at the house, and to the owner. Record the time once it was.")


class NoticeForm(Form):
    """How notice goes out, and why the officer comes."""

    delivery = one_of("How does the notice go out?", (BY_HAND, *(each for each in HOW if each.value != Delivery.HAND)))
    purpose = words("Why does the council visit?", hint="It stands in the letter.", rows=3)


@for_council(Permission.WORK_CASES)
def letter(request: HttpRequest, actor: Actor, reference: str, number: int) -> HttpResponse:
    """Show the letters of notice of a visit, and serve them once they were seen."""
    case = held(actor, reference)
    place, visit = Place(actor, case), _visit(case, number)
    form = NoticeForm(request.POST if request.method == "POST" else {"delivery": Delivery.HAND.value, "purpose": PURPOSE})
    problems, letters = form.problems(), []
    if not problems:
        wanted = Wanted(Delivery(form.cleaned_data["delivery"]), form.cleaned_data["purpose"], seen(request) if request.POST else None)
        try:
            if request.POST.get("do") == "serve":
                return _served(request, place, visit, wanted)
            made = acts.preview(visit, wanted, by=actor, at=timezone.now())
            letters = [{"letter": each.letter, "to": each.to.name if each.to else ""} for each in made]
        except REFUSED as error:
            problems = [{"text": wording.sentence(str(error)), "href": "#delivery"}]
    return page(
        request, "inspections/notice.html", title="Notice of going in", form=form, letters=letters, problems=problems, seen=case.steps,
        intro=_intro(case, visit), show_form=True, **around(case, actor, ("Inspections", place.at("inspections"))),
    )  # fmt: skip


def _served(request: HttpRequest, place: Place, visit: Inspection, wanted: Wanted) -> HttpResponse:
    count = wording.counted(len(acts.serve(visit, wanted, by=place.actor, at=timezone.now())), "letter")
    if wanted.delivery is Delivery.HAND:
        told(request, f"Notice of going in: {count} made. Print them, hand them over, and record here when that was.")
        return redirect(place.at("visit-notice", visit.pk))
    told(request, f"Notice of going in: {count} served by post. Print and post them today.")
    return redirect(place.at("visit-seen", visit.pk))


def _visit(case: Case, number: int) -> Inspection:
    found = inspections.get(case, number)
    if found is None:
        raise Http404("There is no such visit")
    return found


def _intro(case: Case, visit: Inspection) -> list[str]:
    """By when notice has to be given, what is not sure of the law, and whom it does not reach."""
    by = moment(timezone.localtime(joint_visits.notice_by(visit.at)))
    law = deadlines.reckon("entry-notice", start=visit.at)
    return [f"Notice of this visit is given by {by}.", *law.doubts, *([] if acts.owners(case) else [NO_OWNER])]


def rows(visit: Inspection, place: Place) -> list[dict[str, Any]]:
    """The letters of notice that were served of a visit, each with when and how."""
    return [
        {
            "title": f"{each.notice.title}: {each.notice.to}", "href": place.at("notice", each.notice_id),
            "when": moment(timezone.localtime(each.notice.at)),
            "how": f"Posted; taken as served by {moment(timezone.localtime(each.served_by))}" if each.served_by else "To be handed over",
        }
        for each in inspections.letters(visit)
    ]  # fmt: skip
