"""The report of an inspection and the schedule of works: shown as the letters they will be, then served."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.actions import reports
from fanlight.casework.actions.reports import Kind, ReportNotOpen, Wanted
from fanlight.casework.assessing import NoEdition
from fanlight.documents import wording
from fanlight.documents.letters.composing import Incomplete
from fanlight.facts.files import Refused
from fanlight.web.forms import Form, seen, words
from fanlight.web.frame import for_council, page
from fanlight.web.pages.asking import Place
from fanlight.web.pages.cases import around, held, told

TITLES = {Kind.REPORT: "Report of the inspection", Kind.WORKS: "Schedule of works"}
REFUSED = (ReportNotOpen, NoEdition, Incomplete, Refused)


class ReportForm(Form):
    """What is said beside what was found."""

    next = words("What happens next?", required=False, hint="Printed at the end of the report. Leave it empty to say nothing.", rows=4)


@for_council(Permission.WORK_CASES)
def report(request: HttpRequest, actor: Actor, reference: str, kind: str) -> HttpResponse:
    """Show a letter as it would be served; serve it once it was seen."""
    if kind not in tuple(Kind):
        raise Http404("There is no such report")
    case, wanted = held(actor, reference), Kind(kind)
    place = Place(actor, case)
    form = ReportForm(request.POST if request.method == "POST" else None)
    form.is_valid()
    said = form.cleaned_data.get("next", "") if form.is_bound else ""
    problems, letters = form.problems(), []
    try:
        if request.POST.get("do") == "serve" and not problems:
            served = reports.serve(case, Wanted(wanted, said, seen(request)), by=actor, at=timezone.now())
            told(request, f"{TITLES[wanted]}: {wording.counted(len(served), 'letter')} served.")
            return HttpResponse(status=302, headers={"Location": place.at("papers")})
        made = reports.preview(case, Wanted(wanted, said), by=actor, at=timezone.now())
        letters = [{"letter": each.letter, "to": each.to.name if each.to else "the file of the case"} for each in made]
    except REFUSED as error:
        problems = [*problems, *({"text": each, "href": "#main-content"} for each in _told(error))]
    return page(
        request, "cases/report.html", title=TITLES[wanted], form=form if wanted is Kind.REPORT else Form(), letters=letters,
        problems=problems, seen=case.steps, **_around(place),
    )  # fmt: skip


def _around(place: Place) -> dict[str, Any]:
    return around(place.case, place.actor, ("Inspections", place.at("inspections")))


def _told(error: Exception) -> list[str]:
    if isinstance(error, Incomplete):
        return [f"The letter needs {each}" for each in error.missing]
    return [wording.sentence(str(error))]
