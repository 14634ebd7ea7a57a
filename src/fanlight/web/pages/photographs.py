"""Photographs of a visit: taken with a phone on the spot, each with words that stand in for it, and shown with the visit."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.actions import inspections, surveys, uploads
from fanlight.casework.actions.inspections import Entry, Picture, VisitClosed
from fanlight.casework.contents import FileNotTaken
from fanlight.casework.queries import inspections as visits
from fanlight.casework.queries import joint_visits
from fanlight.casework.rows import Case, Inspection
from fanlight.documents import wording
from fanlight.web.forms import Choice, Form, file, line, one_of
from fanlight.web.frame import for_council, page
from fanlight.web.pages import entry_notices
from fanlight.web.pages.asking import Asked, Place, ask, given
from fanlight.web.pages.cases import around, held
from fanlight.web.questions import document as documents
from fanlight.web.questions.audience import HOUSE_INSPECTOR
from fanlight.web.wording import moment, words

HOUSE = "house"
NOTICE = "Notice of going in"


class PictureForm(Form):
    """A photograph, of what, and the words that stand in for it."""

    picture = file(
        "Photograph",
        hint="Take it now, or choose one. Where it was taken is not kept with it.",
        missing="Take or choose a photograph",
        accept="image/*",
        capture="environment",
    )
    of = line("What does it show?", hint="For whoever cannot see it. For example: the front door from outside, its lock broken.")

    def __init__(self, things: list[Choice], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["thing"] = one_of("Of which room or thing?", things)
        self.initial = {"thing": HOUSE, **self.initial}


def _visit(case: Case, number: int) -> Inspection:
    found = visits.get(case, number)
    if found is None:
        raise Http404("There is no such visit")
    return found


def things(case: Case) -> list[Choice]:
    """The house and every listed thing that an inspector may photograph, by its name in the survey."""
    held_now = surveys.draft(case, surveys.INSPECTION, at=timezone.now()).document
    found = [Choice(HOUSE, "The house as a whole")]
    for thing in HOUSE_INSPECTOR.things():
        if thing.plural:
            found += [
                Choice(f"{thing.name}/{documents.id_of(each, thing)}", documents.label_of(each, thing), words(thing.name))
                for each in documents.entries(held_now, thing)
            ]
    return found


@for_council(Permission.SEE_CASES)
def visit(request: HttpRequest, actor: Actor, reference: str, number: int) -> HttpResponse:
    """A visit with its remarks and photographs."""
    case = held(actor, reference)
    place, found = Place(actor, case), _visit(case, number)
    named = {each.value: each.text for each in things(case)}
    pictures = [
        {"url": place.at("document", each.upload_id), "of": each.of, "thing": named.get(each.thing, each.thing)}
        for each in visits.photographs(found)
    ]
    when = timezone.localtime(found.at)
    matter_url = reverse("council-fire-matter", args=[case.council.slug, found.matter_id]) if found.matter_id else ""
    state = "Done" if found.done_at else "Called off" if found.cancelled_at else "Booked"
    return page(
        request, "cases/visit.html", title=f"Visit on {wording.day(when.date())}", pictures=pictures, remarks=found.remarks, state=state,
        officer=str(found.officer), is_open=state == "Booked", may_add=state != "Called off", is_done=state == "Done",
        about=_about(found), matter_url=matter_url, letters=entry_notices.rows(found, place),
        **around(case, actor, ("Inspections", place.at("inspections"))),
    )  # fmt: skip


def _about(visit: Inspection) -> list[dict[str, str]]:
    """Who comes, how they go in, and what was done of the notice that the law asks for."""
    rows = [("With the fire and rescue authority", "Yes" if visit.with_fire_authority else "No")]
    rows.append(("How the officer goes in", wording.sentence(visit.entry) if visit.entry else "Nobody said"))
    if visit.warrant:
        rows.append(("The warrant", visit.warrant))
    if visit.notice_at:
        rows.append((NOTICE, f"Given on {moment(timezone.localtime(visit.notice_at))}. {visit.notice_how}"))
    elif visit.entry in ("", Entry.POWER):
        by = moment(timezone.localtime(joint_visits.notice_by(visit.at)))
        rows.append((NOTICE, f"None is recorded. Under the power of entry it is given by {by} (Housing Act 2004 s.239)."))
    elif visit.entry == Entry.WARRANT:
        rows.append((NOTICE, "None is recorded. The warrant itself says what is asked for."))
    else:
        rows.append((NOTICE, "The Act asks for none (Housing Act 2004 s.239)"))
    return [{"name": name, "text": text} for name, text in rows]


@for_council(Permission.WORK_CASES)
def add(request: HttpRequest, actor: Actor, reference: str, number: int) -> HttpResponse:
    """Take in a photograph of a visit."""
    case = held(actor, reference)
    place, found = Place(actor, case), _visit(case, number)
    asked = Asked(
        "Add a photograph", "Keep the photograph", place.at("visit-seen", number), takes_files=True, refused=(FileNotTaken, VisitClosed)
    )  # fmt: skip

    def do(said: dict[str, Any]) -> str:
        picture = Picture(said["picture"].name, said["picture"].read(), said["of"], said["thing"])
        with uploads.intake() as into:
            inspections.photograph(found, picture, by=actor, at=timezone.now(), into=into)
        return "The photograph is kept."

    return ask(request, place, PictureForm(things(case), **given(request)), asked, do)
