"""What officers do on the page of a report: match it, add its house, link it, note visits and letters, close it, open it again."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.actions import house_report_work as acts
from fanlight.casework.actions.house_report_work import CLOSED_BECAUSE, NOTED, Doing, ReportMoved
from fanlight.casework.queries import decisions, houses_known
from fanlight.casework.rows import Case, House, HouseReport
from fanlight.documents import wording
from fanlight.web import report_words
from fanlight.web.forms import Choice, Form, one_of, seen, words
from fanlight.web.frame import for_council
from fanlight.web.house_forms import PlaceForm
from fanlight.web.pages.asking import Asked, answer, given
from fanlight.web.pages.house_reports import held, trail

TOLD_HINT = "Optional. They read it on the page where they follow the report: name nobody, and nothing that is not theirs to know."


def _told() -> forms.CharField:
    return words("What the reporter is told", required=False, hint=TOLD_HINT, rows=3)


def _asked(actor: Actor, report: HouseReport, title: str, button: str, **more: Any) -> Asked:
    assert actor.council is not None
    around = {"breadcrumbs": trail(actor, report), "caption": report_words.where(report), **more.pop("context", {})}
    then = reverse("house-report", args=[actor.council.slug, report.pk])
    return Asked(title, button, then, refused=(ReportMoved,), hidden={"seen": report.entries_made}, context=around, **more)


def _doing(request: HttpRequest, said: Mapping[str, Any]) -> Doing:
    return Doing(seen(request), said.get("words", ""), said.get("told", ""))


@for_council(Permission.WORK_CASES)
def match(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Say which house it is: one that is likely, or one that is looked for."""
    assert actor.council is not None
    report = held(actor, number)
    looked_for = request.GET.get("words", "")[:100]
    likely = houses_known.likely(actor.council, report.address, report.postcode, report.uprn)
    found = {house.pk: (house, why) for house, why in likely}
    found |= {house.pk: (house, "Found by your words") for house in decisions.houses(actor.council, looked_for) if house.pk not in found}
    form = Form(**given(request))
    form.fields["house"] = one_of("Which house is it?", [_choice(house, why) for house, why in found.values()])

    def do(said: dict[str, Any]) -> str:
        house = found[int(said["house"])][0]
        acts.match(report, house, _doing(request, said), by=actor, at=timezone.now())
        return f"The report is matched to {house.address}."

    new = reverse("house-report-describe", args=[actor.council.slug, report.pk])
    asked = _asked(
        actor, report, "Which house is it?", "Match", template="reported/match.html",
        context={"looked_for": looked_for, "any": bool(found), "new_url": new},
    )  # fmt: skip
    return answer(request, form, asked, do)


def _choice(house: House, why: str) -> Choice:
    return Choice(str(house.pk), report_words.place(house.address, house.postcode, house.uprn), why)


@for_council(Permission.WORK_CASES)
def describe(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Add the house, where the council does not hold it."""
    report = held(actor, number)
    start = {"address": report.address, "postcode": report.postcode, "uprn": report.uprn}
    form = PlaceForm(**given(request), initial=start)

    def do(said: dict[str, Any]) -> str:
        acts.describe(report, said, _doing(request, said), by=actor, at=timezone.now())
        return "The house is added, and the report matched to it."

    intro = ["Correct what the reporter wrote. A house that the council holds is not added twice."]
    return answer(request, form, _asked(actor, report, "Add the house", "Add it", intro=intro), do)


@for_council(Permission.WORK_CASES)
def link(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Link the report to a case of its house."""
    report = held(actor, number)
    cases = {each.reference: each for each in houses_known.cases(report.house)} if report.house else {}
    if not cases:
        raise Http404("The house of this report has no case")
    form = Form(**given(request))
    form.fields["case"] = one_of("Which case?", [Choice(name, name, _about(each)) for name, each in cases.items()])
    form.fields["told"] = _told()

    def do(said: dict[str, Any]) -> str:
        acts.link(report, cases[said["case"]], _doing(request, said), by=actor, at=timezone.now())
        return f"The report is linked to {said['case']}."

    return answer(request, form, _asked(actor, report, "Link the report to a case", "Link"), do)


def _about(case: Case) -> str:
    return f"{wording.sentence(case.table.replace('-', ' '))}: {case.state}"


@for_council(Permission.WORK_CASES)
def note(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Note a visit, a letter, or something for colleagues."""
    report = held(actor, number)
    form = Form(**given(request))
    form.fields["kind"] = one_of("What was it?", [Choice(kind, text) for kind, text in NOTED.items()])
    form.fields["words"] = words("What was done, and what was found", hint="For colleagues. Leave out who reported it.")
    form.fields["told"] = _told()

    def do(said: dict[str, Any]) -> str:
        acts.note(report, said["kind"], _doing(request, said), by=actor, at=timezone.now())
        return "It is noted."

    return answer(request, form, _asked(actor, report, "Note a visit, a letter or something else", "Save"), do)


@for_council(Permission.WORK_CASES)
def close(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Close the report with a reason."""
    report = held(actor, number)
    form = Form(**given(request))
    form.fields["because"] = one_of("Why is it closed?", [Choice(name, text) for name, text in CLOSED_BECAUSE.items()])
    form.fields["words"] = words("How you know", hint="For colleagues. Leave out who reported it.")
    form.fields["told"] = _told()

    def do(said: dict[str, Any]) -> str:
        acts.close(report, said["because"], _doing(request, said), by=actor, at=timezone.now())
        return "The report is closed."

    return answer(request, form, _asked(actor, report, "Close the report", "Close it"), do)


@for_council(Permission.WORK_CASES)
def reopen(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Open a closed report again."""
    report = held(actor, number)
    form = Form(**given(request))
    form.fields["words"] = words("Why it is opened again", hint="For colleagues. Leave out who reported it.")
    form.fields["told"] = _told()

    def do(said: dict[str, Any]) -> str:
        acts.reopen(report, _doing(request, said), by=actor, at=timezone.now())
        return "The report is open again."

    return answer(request, form, _asked(actor, report, "Open the report again", "Open it"), do)
