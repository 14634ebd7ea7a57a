"""What officers find in a case: how each need of the law stands, notes, and whose case it is."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from fanlight.casework import fitness, needs, particulars
from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.actions import cases as acts
from fanlight.casework.queries import cases, people
from fanlight.casework.rows import Case
from fanlight.documents import wording
from fanlight.licensing import procedure
from fanlight.licensing.law import NotKnown
from fanlight.licensing.procedure import Standing
from fanlight.licensing.relevant_persons import LegalRole
from fanlight.web.forms import Choice, Form, one_of, words
from fanlight.web.frame import for_council, page
from fanlight.web.pages.asking import Asked, Place, ask, given
from fanlight.web.pages.cases import PAGES, around, held

STANDINGS = (
    Choice(Standing.MET, "Met"),
    Choice(Standing.NOT_MET, "Not met"),
    Choice(Standing.DOES_NOT_APPLY, "Does not apply"),
    Choice(Standing.OPEN, "Still open"),
)
LOOKED_AT = {
    "form-complete": ("missing", "handed-in"),
    "relevant-persons-told": ("handed-in",),
    "house-suitable": ("assessment", "inspections"),
    "holder-fit": ("suitability",),
    "manager-fit": ("suitability",),
    "no-banning-order": ("suitability",),
    "management-satisfactory": ("assessment", "suitability"),
    "mandatory-conditions": ("licence",),
    "fire-authority-consulted": ("case-fire",),
}
"""The pages of the case that show what a need rests on."""

FIT = {"holder-fit": LegalRole.PROPOSED_HOLDER, "manager-fit": LegalRole.PROPOSED_MANAGER}


class NeedForm(Form):
    """How a need stands, and why."""

    standing = one_of("How does it stand?", STANDINGS)
    reasons = words("Why?", hint="Kept on the record with your name.")


class NoteForm(Form):
    """A note for colleagues."""

    words = words("Write a note", hint="The applicant does not see notes. They are kept on the record.")


@for_council(Permission.WORK_CASES)
def listing(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Every need of the case's step table with how it stands."""
    case, on = held(actor, reference), cases.today()
    stood = needs.standings(case, on)
    rows = [_row(need, case, stood, on) for need in wanted(case)]
    return page(request, "cases/findings.html", title="What the law asks", rows=rows, **around(case, actor))


def wanted(case: Case) -> tuple[str, ...]:
    """Every need that a step of the case's table asks for, in the order of the steps."""
    steps = procedure.table(case.table, cases.today()).steps
    return tuple(dict.fromkeys(need for step in steps for need in step.needs if need != "reasons-recorded"))


def _row(need: str, case: Case, stood: needs.Standings, on: Any) -> dict[str, Any]:
    found, provision = stood.get(need), procedure.need(need, on)
    return {
        "says": provision.says, "cited": provision.citation, "standing": (found.standing if found else Standing.OPEN).value,
        "why": found.why if found else "Nobody has said.", "by": found.by if found else "", "need": need,
        "is_worked_out": bool(found and not found.by),
    }  # fmt: skip


@for_council(Permission.WORK_CASES)
def finding(request: HttpRequest, actor: Actor, reference: str, need: str) -> HttpResponse:
    """Record how one need stands."""
    case, on = held(actor, reference), cases.today()
    try:
        provision = procedure.need(need, on)
    except NotKnown as error:
        raise Http404(str(error)) from error
    place = Place(actor, case)

    def do(said: Any) -> str:
        standing = Standing(said["standing"])
        acts.record_need(case, need, standing, reasons=said["reasons"], by=actor, at=timezone.now())
        return f"Recorded: {standing.value}."

    found = needs.among(case, (need,), on).get(need)
    by = f" ({found.by})" if found and found.by else ""
    so_far = f"So far: {found.standing.value}. {found.why}{by}" if found else "So far: open. Nobody has said."
    look = [{"text": PAGES[name], "href": place.at(name)} for name in LOOKED_AT.get(need, ())]
    asked = Asked(
        provision.says.rstrip("."), "Record", place.at("case"), [provision.cited, so_far, *_lacking(case, need, on)],
        template="cases/finding.html", context={"look": look},
    )  # fmt: skip
    return ask(request, place, NeedForm(**given(request)), asked, do)


def _lacking(case: Case, need: str, on: date) -> list[str]:
    """What the machine misses, said where an officer is about to say that nothing is missing."""
    if case.table != "application":
        return []
    if need in FIT:
        nobody = fitness.fit_as(fitness.of_case(case), FIT[need]) is None
        return [f"No {FIT[need]} declared what bears on their fitness or was weighed."] if nobody else []
    if need != "form-complete":
        return []
    missing = sum(each.is_prescribed for each in particulars.missing(case, on))
    return [f"{wording.counted(missing, 'particular')} that the law prescribes cannot be found in the application."] if missing else []


@for_council(Permission.WORK_CASES)
def note(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Write a note on the case."""
    place = Place(actor, held(actor, reference))

    def do(said: Any) -> str:
        acts.note(place.case, said["words"], by=actor, at=timezone.now())
        return "The note is kept."

    return ask(request, place, NoteForm(**given(request)), Asked("Write a note", "Keep the note", place.at("case")), do)


@for_council(Permission.WORK_CASES)
def officer(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Give the case to an officer."""
    place = Place(actor, held(actor, reference))
    staff = {str(each.pk): each for each in people.officers(place.case.council)}
    form = Form(**given(request))
    form.fields["officer"] = one_of("Whose case is it?", [Choice(key, str(each)) for key, each in staff.items()])

    def do(said: Any) -> str:
        acts.assign(place.case, staff[said["officer"]], by=actor, at=timezone.now())
        return "The case has changed hands."

    return ask(request, place, form, Asked("Whose case is it?", "Save", place.at("case")), do)
