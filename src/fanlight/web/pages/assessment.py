"""The assessment of a house in a case: what is wrong, what cannot be told yet, what is met; the report and works; departures."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from fanlight.assessment.finding import Assessment
from fanlight.assessment.works import Departure, schedule
from fanlight.casework import assessing
from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.actions import drafts, surveys
from fanlight.casework.actions.licences import surveyed
from fanlight.casework.assessing import NoEdition
from fanlight.casework.rows import Case, Council
from fanlight.documents import report
from fanlight.documents.passages import NONE
from fanlight.documents.schedule import schedule as schedule_page
from fanlight.facts.files import Refused
from fanlight.licensing.licence_terms import Assessed
from fanlight.web.forms import Form, words
from fanlight.web.frame import for_council, page
from fanlight.web.pages import policy_documents
from fanlight.web.pages.cases import case_header, held, sections, told, trail

MOST_QUESTIONS = 12


class DepartureForm(Form):
    """Why a clause is not asked for in this house."""

    reasons = words("Why is this not asked for here?", hint="The reason is printed in the schedule of works, with your name.")


def _around(case: Case, actor: Actor) -> dict[str, Any]:
    return {"case": case_header(case), "sections": sections(case, actor), "breadcrumbs": trail(actor, (case.reference, "../"))}


@for_council(Permission.SEE_CASES)
def assessment(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """The house as last surveyed, against the standards in force."""
    case, now = held(actor, reference), timezone.now()
    kept = surveyed(case)
    shown: dict[str, Any] = {"view": None, "problem": "", "kept": kept}
    if kept is not None:
        try:
            house = drafts.assessed(case, at=now)
            shown["view"] = found(house.done, house.on, house.departures, council=case.council)
        except (NoEdition, Refused) as error:
            shown["problem"] = str(error)
    return page(request, "cases/assessment.html", title="Assessment", **shown, **_around(case, actor))


def found(done: Sequence[Assessment], on: date, departures: Sequence[Departure] = (), *, council: Council | None = None) -> dict[str, Any]:
    """What an assessment found as its page shows it: the questions that would settle most first, and the words of a council's document."""
    words, copies = policy_documents.copies(council, [each.edition.id for each in done]) if council else (NONE, {})
    view = report.view(done, on, departures=departures, passages=words)
    questions = sorted((each for group in view["groups"] for each in group.questions), key=lambda each: -len(each.waiting))
    return {**view, "questions": questions[:MOST_QUESTIONS], "asked": len(questions), "copies": copies}


@for_council(Permission.SEE_CASES)
def whole(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """The whole report as a page of its own, to print or send."""
    case = held(actor, reference)
    house = _assessed(case)
    words, _ = policy_documents.copies(case.council, [each.edition.id for each in house.done])
    return _document(report.report(house.done, house.on, departures=house.departures, passages=words))


@for_council(Permission.SEE_CASES)
def works(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """The schedule of works as a page of its own."""
    house = _assessed(held(actor, reference))
    return _document(schedule_page([(each, schedule(each, house.departures, house.on)) for each in house.done], house.on))


def _document(html: str) -> HttpResponse:
    # These pages carry their own style in one element and run no script; the policy says just that.
    policy = (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox"
    )
    return HttpResponse(html, headers={"Content-Security-Policy": policy})


def _assessed(case: Case) -> Assessed:
    if surveyed(case) is None:
        raise Http404("No survey of this house was kept yet")
    try:
        return drafts.assessed(case, at=timezone.now())
    except (NoEdition, Refused) as error:
        raise Http404(str(error)) from error


@for_council(Permission.WORK_CASES)
def depart(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Depart from a clause in this case, with the reason; or take a departure back."""
    case = held(actor, reference)
    edition, clause = request.GET.get("edition", ""), request.GET.get("clause", "")
    try:
        asked = assessing.program(edition).edition.clauses[clause]
    except (KeyError, Refused) as error:
        raise Http404("There is no such clause") from error
    form = DepartureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        withdraw = request.GET.get("withdraw") == "yes"
        surveys.depart(case, (edition, clause, ""), reasons=form.cleaned_data["reasons"], by=actor, at=timezone.now(), withdraw=withdraw)
        told(request, "The departure is taken back." if withdraw else "The departure is recorded.")
        return assessment_page(actor, case)
    return page(
        request, "cases/form.html", title="Depart from the standard", form=form, problems=form.problems(), button="Record",
        intro=[asked.says, f"{edition}, {clause}"], **_around(case, actor),
    )  # fmt: skip


def assessment_page(actor: Actor, case: Case) -> HttpResponse:
    """To the assessment of the case."""
    assert actor.council is not None
    return HttpResponse(status=302, headers={"Location": reverse("assessment", args=[actor.council.slug, case.reference])})
