"""Inspections of a case: booked, walked on a phone or printed, and recorded."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.actions import inspections
from fanlight.casework.actions.inspections import VisitClosed
from fanlight.casework.queries import fire, people
from fanlight.casework.queries import inspections as visits
from fanlight.casework.rows import Case, FireEntry, Inspection
from fanlight.documents import wording
from fanlight.facts.files import Refused
from fanlight.web import surveying
from fanlight.web.forms import Choice, Form, a_day, line, one_of, words
from fanlight.web.frame import for_council, page
from fanlight.web.pages.cases import case_header, held, sections, told, trail
from fanlight.web.questions.audience import HOUSE_INSPECTOR
from fanlight.web.surveying import Desk


class BookForm(Form):
    """When a visit is, and who goes."""

    on = a_day("Day of the visit")
    hour = line("Time", hint="For example, 10:30", missing="Enter the time of the visit")
    with_fire = forms.BooleanField(label="Joint visit with the fire and rescue authority", required=False)

    def clean_hour(self) -> time:
        """The time of day."""
        try:
            return time.fromisoformat(self.cleaned_data["hour"].strip().zfill(5))
        except ValueError:
            raise forms.ValidationError("Time must be written like 10:30") from None


class DoneForm(Form):
    """What is left to say once the walk is done."""

    remarks = words("Remarks", required=False, hint="Printed in the inspection report.")


def _around(case: Case, actor: Actor) -> dict[str, Any]:
    return {"case": case_header(case), "sections": sections(case, actor), "breadcrumbs": trail(actor, (case.reference, "../"))}


@for_council(Permission.SEE_CASES)
def listing(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """The visits of a case."""
    case = held(actor, reference)
    rows = [_row(each) for each in visits.of_case(case)]
    joint = [_joint(each, actor) for each in fire.joint_visits(case)]
    return page(request, "cases/inspections.html", title="Inspections", rows=rows, joint=joint, **_around(case, actor))


def _joint(each: FireEntry, actor: Actor) -> dict[str, str]:
    """A visit with the fire authority that one of the two proposed."""
    assert actor.council is not None
    href = reverse("council-fire-matter", args=[actor.council.slug, each.record.pk])
    return {"state": each.record.state, "described": each.said.get("visit-described", ""), "by": str(each.by), "href": href}


def _row(each: Inspection) -> dict[str, Any]:
    when = timezone.localtime(each.at)
    state = "done" if each.done_at else "called off" if each.cancelled_at else "booked"
    return {
        "when": f"{wording.day(when.date())} at {when:%H:%M}", "officer": str(each.officer), "state": state, "number": each.pk,
        "with_fire": each.with_fire_authority, "remarks": each.remarks,
    }  # fmt: skip


@for_council(Permission.WORK_CASES)
def book(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Book a visit."""
    case = held(actor, reference)
    staff = {str(each.pk): each for each in people.officers(case.council)}
    form = BookForm(request.POST if request.method == "POST" else None)
    form.fields["officer"] = one_of("Who goes?", [Choice(key, str(each)) for key, each in staff.items()])
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        on_at = timezone.make_aware(datetime.combine(said["on"], said["hour"]))
        inspections.book(case, on_at, officer=staff[said["officer"]], with_fire=said["with_fire"], by=actor, at=timezone.now())
        told(request, "The visit is booked.")
        return _back(actor, case)
    return page(
        request,
        "cases/form.html",
        title="Book a visit",
        form=form,
        problems=form.problems(),
        button="Book",
        intro=[],
        **_around(case, actor),
    )


def _back(actor: Actor, case: Case) -> HttpResponse:
    assert actor.council is not None
    return redirect("inspections", actor.council.slug, case.reference)


def desk(actor: Actor, reference: str) -> Desk:
    """The inspection form of a case."""
    case = held(actor, reference)
    assert actor.council is not None
    place = [actor.council.slug, case.reference]
    around = {
        "breadcrumbs": trail(actor, (case.reference, reverse("case", args=place)), ("Inspections", reverse("inspections", args=place)))
    }
    return Desk(
        actor,
        case,
        "inspection",
        HOUSE_INSPECTOR,
        reverse("walk", args=place),
        reverse("inspections", args=place),
        "Back to the inspections",
        around,
    )


@for_council(Permission.WORK_CASES)
def walk(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """The walk on a phone."""
    return surveying.walk(request, desk(actor, reference))


@for_council(Permission.WORK_CASES)
def tasks(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """The same questions as a list of tasks."""
    return surveying.tasks(request, desk(actor, reference))


@for_council(Permission.WORK_CASES)
def printed(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """The sheet to print."""
    return surveying.printed(request, desk(actor, reference), timezone.localdate())


@for_council(Permission.WORK_CASES)
def things(request: HttpRequest, actor: Actor, reference: str, thing: str) -> HttpResponse:
    """The things of a list."""
    return surveying.listing(request, desk(actor, reference), thing)


@for_council(Permission.WORK_CASES)
def entry(request: HttpRequest, actor: Actor, reference: str, thing: str, id_: str) -> HttpResponse:
    """The sections of one thing."""
    return surveying.entry(request, desk(actor, reference), thing, id_)


@for_council(Permission.WORK_CASES)
def remove(request: HttpRequest, actor: Actor, reference: str, thing: str, id_: str) -> HttpResponse:
    """Take a thing off its list."""
    return surveying.remove(request, desk(actor, reference), thing, id_)


@for_council(Permission.WORK_CASES)
def section(request: HttpRequest, actor: Actor, reference: str, thing: str, id_: str, key: str) -> HttpResponse:
    """The questions of a section."""
    return surveying.section(request, desk(actor, reference), thing, id_, key)


@for_council(Permission.WORK_CASES)
def done(request: HttpRequest, actor: Actor, reference: str, number: int) -> HttpResponse:
    """Record a visit as done, or call it off."""
    case = held(actor, reference)
    visit = visits.get(case, number)
    if visit is None:
        raise Http404("There is no such visit")
    form = DoneForm(request.POST if request.method == "POST" else None)
    problems: list[dict[str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            _close(request, actor, visit, form.cleaned_data["remarks"])
            return _back(actor, case)
        except Refused as error:
            problems = [{"text": str(each), "href": "#main-content"} for each in error.problems]
        except (VisitClosed, ValueError) as error:
            problems = [{"text": str(error), "href": "#remarks"}]
    return page(
        request, "cases/done.html", title="Record the visit", form=form, problems=[*form.problems(), *problems], visit=_row(visit),
        **_around(case, actor),
    )  # fmt: skip


def _close(request: HttpRequest, actor: Actor, visit: Inspection, remarks: str) -> None:
    if request.POST.get("do") == "call-off":
        inspections.call_off(visit, reasons=remarks, by=actor, at=timezone.now())
        told(request, "The visit is called off.")
    else:
        inspections.done(visit, remarks=remarks, by=actor, at=timezone.now())
        told(request, "The visit is recorded and the house assessed.")
