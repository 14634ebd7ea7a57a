"""Beginning another matter: a licence varied or revoked, an appeal, the holder's death, a temporary exemption of a house."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.actions import matters
from fanlight.casework.actions.matters import MatterNotOpen, Notified
from fanlight.casework.actions.parties import Described, PersonsNotOpen
from fanlight.casework.queries import decisions
from fanlight.casework.rows import Case
from fanlight.documents import wording
from fanlight.documents.letters.composing import Incomplete
from fanlight.licensing.relevant_persons import LegalRole
from fanlight.web import step_words
from fanlight.web.forms import Choice, Form, a_day, line, one_of, words
from fanlight.web.frame import for_council, page
from fanlight.web.pages import asking
from fanlight.web.pages.asking import Asked, Place, ask
from fanlight.web.pages.cases import around, held, told

BEGUN = {"variation": "Begin to vary this licence", "revocation": "Begin to revoke this licence"}
NOTIFIED: tuple[type[Exception], ...] = (MatterNotOpen, PersonsNotOpen, Incomplete, *asking.REFUSED)
WHO = (LegalRole.HAVING_CONTROL, LegalRole.MANAGING)


class GroundsForm(Form):
    """Why a licence is to be changed."""

    grounds = words("On which grounds?", hint="Kept on the record as the ground that the law asks for.")


class DeathForm(Form):
    """When a licence holder died, and how it is known."""

    died_on = a_day("Day on which the holder died")
    how_known = words("How is it known?", hint="For example: a copy of the death certificate sent by the family.", rows=3)


class ExemptionForm(Form):
    """A notification that came by letter."""

    role = one_of("What is the person who notified to the house?", [Choice(each, wording.sentence(each.value)) for each in WHO])
    name = line("Name")
    address = words("Address", rows=3)
    email = line("Address of mail", required=False)
    steps = words("Which steps will they take, so that the house needs no licence?", hint="One step a line.")


@for_council(Permission.SEE_CASES)
def beginning(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """What can be begun from a case: of its licence, against its decisions, or for its house."""
    case = held(actor, reference)
    place = Place(actor, case)
    of_licence = case.table == "licence" and case.state == "in force"
    ways = [{"text": text, "href": place.at("begin", table)} for table, text in BEGUN.items()] if of_licence else []
    if of_licence:
        ways.append({"text": step_words.name("licence", "end-by-death"), "href": place.at("death")})
    found = [_decision(each, case, place) for each in decisions.appealable(case)]
    return page(
        request, "cases/beginning.html", title="Begin another matter", ways=ways, decisions=found,
        exemption_url=place_of_house(actor, case.house_id), **around(case, actor),
    )  # fmt: skip


def place_of_house(actor: Actor, number: int) -> str:
    """Where a notification about a house is entered."""
    assert actor.council is not None
    return reverse("exemption", args=[actor.council.slug, number])


def _decision(each: decisions.Appealable, case: Case, place: Place) -> dict[str, Any]:
    return {
        "name": step_words.taken(case.table, each.step.name), "on": wording.day(each.step.on), "number": each.step.number,
        "last": wording.day(each.last_on) if each.last_on else "not known", "url": place.at("open-appeal", each.step.number),
        "appeals": [{"text": one.reference, "href": Place(place.actor, one).at("case")} for one in each.appeals],
    }  # fmt: skip


@for_council(Permission.WORK_CASES)
def begin(request: HttpRequest, actor: Actor, reference: str, table: str) -> HttpResponse:
    """Begin to vary or revoke a licence of the council's own motion, with its grounds."""
    if table not in BEGUN:
        raise Http404("There is no such matter")
    case = held(actor, reference)
    form = GroundsForm(request.POST if request.method == "POST" else None)
    problems = form.problems()
    if request.method == "POST" and not problems:
        try:
            made = matters.begin(case, table, grounds=form.cleaned_data["grounds"], by=actor, at=timezone.now())
        except (MatterNotOpen, ValueError) as error:
            problems = [{"text": wording.sentence(str(error)), "href": "#grounds"}]
        else:
            told(request, f"{made.reference} is begun.")
            return redirect(Place(actor, made).at("case"))
    return page(
        request, "cases/form.html", title=BEGUN[table], form=form, problems=problems, button="Begin", **around(case, actor),
        intro=["Where the holder or a relevant person asked, answer their own case: it is listed with the related cases."],
    )  # fmt: skip


@for_council(Permission.WORK_CASES)
def death(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Record that the licence holder died."""
    case = held(actor, reference)
    if case.table != "licence":
        raise Http404("This case is not that of a licence")
    place = Place(actor, case)
    asked = Asked(
        step_words.name("licence", "end-by-death"), "Record", place.at("case"), refused=(Incomplete,),
        intro=("The licence ends with the holder's death. For three months from that day the house counts as exempt.",),
    )  # fmt: skip

    def do(said: dict[str, Any]) -> str:
        matters.record_death(case, said["died_on"], how_known=said["how_known"], by=actor, at=timezone.now())
        return "The death is recorded and the licence has ended."

    return ask(request, place, DeathForm(request.POST if request.method == "POST" else None), asked, do)


@for_council(Permission.WORK_CASES)
def open_appeal(request: HttpRequest, actor: Actor, reference: str, number: int) -> HttpResponse:
    """Open the matter of an appeal against a decision; that it was made is entered there."""
    case = held(actor, reference)
    found = next((each for each in decisions.appealable(case) if each.step.number == number), None)
    if found is None:
        raise Http404("No appeal lies against this step")
    problems: list[dict[str, str]] = []
    if request.method == "POST":
        try:
            made = matters.open_appeal(found.step, by=actor, at=timezone.now())
        except MatterNotOpen as error:
            problems = [{"text": wording.sentence(str(error)), "href": "#main-content"}]
        else:
            told(request, f"{made.reference} is opened. Enter there that the appeal was made.")
            return redirect(Place(actor, made).at("case"))
    last = wording.day(found.last_on) if found.last_on else "not known"
    against = f"{step_words.taken(case.table, found.step.name)}, {wording.day(found.step.on)}"
    return page(
        request, "cases/form.html", title="Open an appeal", form=Form(), problems=problems, button="Open", **around(case, actor),
        intro=[f"Against: {against}. The last day for an appeal: {last}."],
    )  # fmt: skip


@for_council(Permission.WORK_CASES)
def houses(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Find a house of the council, to begin a matter about it."""
    assert actor.council is not None
    sought = request.GET.get("words", "")
    found = [
        [{"text": each.address, "href": place_of_house(actor, each.pk)}, each.postcode] for each in decisions.houses(actor.council, sought)
    ]
    return page(request, "cases/houses.html", title="Find a house", rows=found, words=sought)


@for_council(Permission.WORK_CASES)
def exemption(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Enter a notification, for a temporary exemption of a house that has no licence."""
    assert actor.council is not None
    house = decisions.house(actor.council, number)
    if house is None:
        raise Http404("There is no such house")
    form = ExemptionForm(request.POST if request.method == "POST" else None)
    problems = form.problems()
    if request.method == "POST" and not problems:
        said = form.cleaned_data
        person = Described(LegalRole(said["role"]), said["name"], said["address"], said["email"])
        try:
            made = matters.notify(house, Notified(said["steps"], person), by=actor, at=timezone.now())
        except NOTIFIED as error:
            problems = [{"text": wording.sentence(str(error)), "href": "#role"}]
        else:
            told(request, f"{made.reference} is begun.")
            return redirect(Place(actor, made).at("case"))
    return page(
        request, "form.html", title="Enter a notification", caption=f"{house.address}, {house.postcode}", form=form, problems=problems,
        button="Enter", intro=["Steps after which the house will need no licence (Housing Act 2004, section 62)."],
    )  # fmt: skip
