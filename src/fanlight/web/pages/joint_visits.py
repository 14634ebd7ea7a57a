"""An inspection booked from an agreed joint visit in one step, the notice of going in, and the visit as a calendar file for both."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.actions import joint_visits as acts
from fanlight.casework.actions.inspections import VisitClosed
from fanlight.casework.actions.joint_visits import Joint, VisitNotAgreed
from fanlight.casework.queries import inspections as visits
from fanlight.casework.queries import joint_visits as queries
from fanlight.casework.queries import people
from fanlight.casework.rows import Case, FireRecord, Inspection
from fanlight.documents.day_calendar import Day, day_calendar
from fanlight.web.entry_forms import LAW, ask_entry, entry
from fanlight.web.fire_forms import StepForm
from fanlight.web.forms import Choice, a_day, line, one_of
from fanlight.web.frame import for_council, for_fire_authority
from fanlight.web.pages import council_fire, fire
from fanlight.web.pages.asking import Asked, Place, ask, given
from fanlight.web.pages.cases import held
from fanlight.web.tables import attached
from fanlight.web.wording import moment


class JointForm(StepForm):
    """Who goes, how they go in, and what the agreement leaves open."""


def _form(request: HttpRequest, matter: FireRecord, cases: dict[str, Case]) -> JointForm:
    form = JointForm(**given(request))
    form.on = timezone.localdate()
    if queries.agreed_at(matter) is None:
        form.fields["visit_on"] = a_day("Day of the visit")
        form.fields["hour"] = line("Time", hint="For example, 10:30", missing="Enter the time of the visit")
    if len(cases) > 1:
        form.fields["case"] = one_of("In which case?", [Choice(key, each.reference, each.table) for key, each in cases.items()])
    staff = people.officers(matter.council)
    form.fields["officer"] = one_of("Who goes for the council?", [Choice(str(each.pk), str(each)) for each in staff])
    ask_entry(form, "How do they go in?")
    return form


@for_council(Permission.WORK_CASES)
def book(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Book the inspection from the joint visit that both agreed on."""
    at = council_fire.desk(actor)
    matter = at.held(number)
    cases = {each.reference: each for each in queries.cases(actor, matter)}
    if not queries.can_be_booked(matter) or not cases:
        raise Http404("No inspection can be booked from this")
    when = queries.agreed_at(matter)
    said = f"Both agreed on {moment(timezone.localtime(when))}." if when else "The proposal names its day in words only: enter it."
    form = _form(request, matter, cases)
    first = next(iter(cases.values()))
    asked = Asked(
        "Book the inspection", "Book", at.address("matter", number), intro=(said, "The fire and rescue authority is told."),
        refused=(VisitNotAgreed,),
    )  # fmt: skip

    def do(answers: dict[str, Any]) -> str:
        chosen = cases[answers["case"]] if "case" in answers else first
        on_at = None if when else timezone.make_aware(datetime.combine(answers["visit_on"], answers["hour"]))
        officer = next(each for each in people.officers(matter.council) if str(each.pk) == answers["officer"])
        how, warrant = entry(answers)
        acts.book(matter, chosen, Joint(officer, how, on_at, warrant), by=actor, at=timezone.now())
        return "The inspection is booked. The fire and rescue authority is told."

    return ask(request, Place(actor, first), form, asked, do)


class NoticeForm(StepForm):
    """When notice of going in was given, to whom and how."""

    given_on = a_day("Day on which notice was given")
    hour = line("Time", hint="For example, 10:30", missing="Enter the time at which notice was given")
    how = line("To whom, and how?", hint="For example: a letter by hand through every room's door; to the owner by e-mail")


@for_council(Permission.WORK_CASES)
def notice(request: HttpRequest, actor: Actor, reference: str, number: int) -> HttpResponse:
    """Record that notice of going in was given."""
    case = held(actor, reference)
    place, visit = Place(actor, case), _visit(case, number)
    by = moment(timezone.localtime(queries.notice_by(visit.at)))
    asked = Asked(
        "Record notice of going in", "Record", place.at("visit-seen", number), intro=(LAW, f"For this visit it is given by {by}."),
        refused=(VisitClosed,),
    )  # fmt: skip

    def do(said: dict[str, Any]) -> str:
        given_at = timezone.make_aware(datetime.combine(said["given_on"], said["hour"]))
        acts.give_notice(visit, given_at, said["how"], by=actor, at=timezone.now())
        return "The notice is recorded."

    return ask(request, place, NoticeForm(**given(request)), asked, do)


def _visit(case: Case, number: int) -> Inspection:
    found = visits.get(case, number)
    if found is None:
        raise Http404("There is no such visit")
    return found


@for_council(Permission.SEE_CASES)
def calendar(request: HttpRequest, actor: Actor, reference: str, number: int) -> HttpResponse:
    """A visit as a calendar file."""
    case = held(actor, reference)
    return _file(_visit(case, number), case.reference)


@for_fire_authority
def fire_calendar(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """The inspection that was booked from a joint visit, as a calendar file."""
    matter = fire.desk(actor).held(number)
    found = queries.booked(matter)
    if found is None:
        raise Http404("No inspection is booked from this")
    return _file(found, f"Joint visit {matter.pk}")


def _file(visit: Inspection, of: str) -> HttpResponse:
    house = visit.case.house
    place = ", ".join(part for part in (house.address, house.postcode) if part)
    joint = ", with the fire and rescue authority" if visit.with_fire_authority else ""
    day = Day(
        f"visit-{visit.pk}", timezone.localdate(visit.at), f"Inspection of {house.address}{joint}", f"{of}\n{visit.officer}", place,
        at=visit.at,
    )  # fmt: skip
    text = day_calendar(f"Inspection of {house.address}", [day], on=timezone.localdate(visit.booked_at))
    return attached(text, f"visit-{visit.pk}.ics", "text/calendar; charset=utf-8")
