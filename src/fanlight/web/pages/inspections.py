"""Inspections of a case: booked, walked on a phone or printed, and recorded."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.actions import inspections
from fanlight.casework.actions.inspections import Booking, Entry, VisitClosed
from fanlight.casework.queries import fire, joint_visits, people
from fanlight.casework.queries import inspections as visits
from fanlight.casework.rows import FireEntry, Inspection
from fanlight.facts.files import Refused
from fanlight.web import entry_forms, surveying
from fanlight.web.entry_forms import ask_entry
from fanlight.web.forms import Choice, Form, a_day, line, one_of, words
from fanlight.web.frame import for_council, page
from fanlight.web.pages.asking import Asked, Place, ask, given
from fanlight.web.pages.cases import around, held, trail
from fanlight.web.questions.audience import HOUSE_INSPECTOR
from fanlight.web.surveying import Desk
from fanlight.web.wording import moment


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


@for_council(Permission.SEE_CASES)
def listing(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """The visits of a case."""
    case = held(actor, reference)
    rows = [_row(each) for each in visits.of_case(case)]
    joint = [_joint(each, actor) for each in fire.joint_visits(case)]
    return page(request, "cases/inspections.html", title="Inspections", rows=rows, joint=joint, **around(case, actor))


def _joint(each: FireEntry, actor: Actor) -> dict[str, str]:
    """A visit with the fire authority that one of the two proposed."""
    assert actor.council is not None
    href = reverse("council-fire-matter", args=[actor.council.slug, each.record.pk])
    return {"state": each.record.state, "described": each.said.get("visit-described", ""), "by": str(each.by), "href": href}


def _row(each: Inspection) -> dict[str, Any]:
    when = timezone.localtime(each.at)
    state = "done" if each.done_at else "called off" if each.cancelled_at else "booked"
    return {
        "when": moment(when), "officer": str(each.officer), "state": state, "number": each.pk,
        "with_fire": each.with_fire_authority, "remarks": each.remarks, "entry": each.entry, "lacks_notice": _lacks_notice(each),
        "notice_by": moment(timezone.localtime(joint_visits.notice_by(each.at))),
    }  # fmt: skip


@for_council(Permission.WORK_CASES)
def book(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Book a visit."""
    case = held(actor, reference)
    staff = {str(each.pk): each for each in people.officers(case.council)}
    form = BookForm(**given(request))
    form.fields["officer"] = one_of("Who goes?", [Choice(key, str(each)) for key, each in staff.items()])
    ask_entry(form)
    place, then = Place(actor, case), [Place(actor, case).at("inspections")]

    def do(said: dict[str, Any]) -> str:
        on_at = timezone.make_aware(datetime.combine(said["on"], said["hour"]))
        how, warrant = entry_forms.entry(said)
        booking = Booking(on_at, staff[said["officer"]], how, said["with_fire"], warrant)
        made = inspections.book(case, booking, by=actor, at=timezone.now())
        if not _lacks_notice(made):
            return "The visit is booked."
        then.append(place.at("visit-letter", made.pk))
        return f"The visit is booked. Give notice of it by {moment(timezone.localtime(joint_visits.notice_by(made.at)))}."

    return ask(request, place, form, Asked("Book a visit", "Book", lambda: then[-1]), do)


def _lacks_notice(visit: Inspection) -> bool:
    """Whether a visit under the power of entry is still to come, and no notice of it was given or sent."""
    is_open = visit.done_at is None and visit.cancelled_at is None and visit.at > timezone.now()
    return is_open and visit.entry == Entry.POWER and visit.notice_at is None and not visits.letters(visit).exists()


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
    place = Place(actor, case)
    asked = Asked(
        "Record the visit", "Record as done", place.at("inspections"), refused=(VisitClosed, Refused), template="cases/done.html",
        context={"visit": _row(visit)},
    )  # fmt: skip

    def do(said: dict[str, Any]) -> str:
        if request.POST.get("do") == "call-off":
            inspections.call_off(visit, reasons=said["remarks"], by=actor, at=timezone.now())
            return "The visit is called off."
        inspections.done(visit, remarks=said["remarks"], by=actor, at=timezone.now())
        return "The visit is recorded and the house assessed."

    return ask(request, place, DoneForm(**given(request)), asked, do)
