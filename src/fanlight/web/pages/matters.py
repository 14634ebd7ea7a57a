"""Beginning another matter: a licence varied or revoked, an appeal, the holder's death, a temporary exemption of a house."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.actions import matters, uploads
from fanlight.casework.actions.matters import MatterNotOpen, Notified, Written
from fanlight.casework.actions.parties import Described, PersonsNotOpen
from fanlight.casework.actions.uploads import Given
from fanlight.casework.contents import FileNotTaken, Kind
from fanlight.casework.queries import cases, decisions
from fanlight.casework.rows import Case
from fanlight.documents import wording
from fanlight.documents.letters.composing import Incomplete
from fanlight.licensing.relevant_persons import LegalRole
from fanlight.web import step_words
from fanlight.web.forms import Choice, Form, a_day, file, line, one_of, words
from fanlight.web.frame import for_council, page
from fanlight.web.pages import asking
from fanlight.web.pages.asking import Asked, Place, ask
from fanlight.web.pages.cases import around, held, told
from fanlight.web.pages.documents import ACCEPTED

ASKED = {"variation": "Enter a request to vary this licence", "revocation": "Enter a request to revoke this licence"}
BEGUN = {"variation": "Begin to vary this licence", "revocation": "Begin to revoke this licence"}
NOTIFIED: tuple[type[Exception], ...] = (MatterNotOpen, PersonsNotOpen, Incomplete, FileNotTaken, *asking.REFUSED)
OTHER = "other"
RELEVANT = (LegalRole.HAVING_CONTROL, LegalRole.MANAGING, LegalRole.OWNER, LegalRole.MORTGAGEE, LegalRole.LONG_LEASEHOLDER, LegalRole.BOUND)
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
    email = line("Email address", required=False)
    steps = words("Which steps will they take, so that the house needs no licence?", hint="One step a line.")
    received_on = a_day("On which day was it received?")
    file = file("The letter as a file", required=False, hint="Scanned or photographed, if there is one.", accept=ACCEPTED)


class RequestForm(Form):
    """A request about a licence that came by letter."""

    who = one_of("Who asked?", [])
    name = line("Name of somebody else", required=False, hint="Only if it was somebody else.")
    role = one_of("What is somebody else to the house?", [Choice(each, wording.sentence(each.value)) for each in RELEVANT], required=False)
    address = words("Address of somebody else", required=False, rows=3)
    email = line("Somebody else's email address", required=False)
    received_on = a_day("On which day was it received?", hint="The times of the law run from that day.")
    grounds = words("What is asked for, and why?", hint="As it was written. It is kept on the record.")
    file = file("The letter as a file", required=False, hint="Scanned or photographed, if there is one.", accept=ACCEPTED)

    def clean(self) -> dict[str, Any]:
        """Somebody else has a name and a role."""
        said = super().clean() or {}
        if said.get("who") == OTHER:
            for name, wanted in (
                ("name", "Enter the name of somebody else"),
                ("role", "Select what somebody else is to the house"),
                ("address", "Enter the address of somebody else"),
            ):
                if not said.get(name):
                    self.add_error(name, wanted)
        return said

    def sender(self) -> int | Described:
        """Who wrote."""
        said = self.cleaned_data
        if said["who"] != OTHER:
            return int(said["who"])
        return Described(LegalRole(said["role"]), said["name"], said["address"], said["email"])


@for_council(Permission.SEE_CASES)
def beginning(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """What can be begun from a case: of its licence, against its decisions, or for its house."""
    case = held(actor, reference)
    place = Place(actor, case)
    of_licence = case.table == "licence" and case.state == "in force"
    ways = [{"text": text, "href": place.at("begin", table)} for table, text in BEGUN.items()] if of_licence else []
    if of_licence:
        ways += [{"text": text, "href": place.at("enter-request", table)} for table, text in ASKED.items()]
        ways.append({"text": step_words.name("licence", "end-by-death"), "href": place.at("death")})
    found = [_decision(each, case, place) for each in decisions.appealable(case)]
    return page(
        request, "cases/beginning.html", title="Begin another matter", ways=ways, decisions=found,
        change_url=place.at("enter-change"), exemption_url=place_of_house(actor, case.house_id), **around(case, actor),
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
def request_by_letter(request: HttpRequest, actor: Actor, reference: str, table: str) -> HttpResponse:
    """Enter a request by letter to vary or revoke a licence; what follows is as if it had been made online."""
    case = held(actor, reference)
    if table not in ASKED or case.table != "licence":
        raise Http404("There is no such request")
    form = RequestForm(**asking.given(request))
    named = [Choice(str(each.number), f"{each.name}, {' and '.join(each.roles)}") for each in decisions.askers(case, table, cases.today())]
    form.fields["who"].choices = [(each.value, each) for each in (*named, Choice(OTHER, "Somebody else"))]  # type: ignore[attr-defined]
    problems = form.problems()
    if request.method == "POST" and not problems:
        said = form.cleaned_data
        try:
            written = Written(form.sender(), said["grounds"], said["received_on"])
            made = _with_paper(said, actor, lambda: matters.enter(case, table, written, by=actor, at=timezone.now()))
        except NOTIFIED as error:
            problems = [{"text": wording.sentence(str(error)), "href": "#file" if isinstance(error, FileNotTaken) else "#who"}]
        else:
            told(request, f"{made.reference} is begun.")
            return redirect(Place(actor, made).at("case"))
    return page(
        request, "cases/form.html", title=ASKED[table], form=form, problems=problems, button="Enter", files=True, **around(case, actor),
        intro=["For a request by letter or mail. Whoever asked is served as if they had asked online."],
    )  # fmt: skip


def _with_paper(said: dict[str, Any], actor: Actor, begin: Callable[[], Case]) -> Case:
    """Begin a matter and keep the paper it came by, both or neither. Raises FileNotTaken and what the beginning raises."""
    with uploads.intake() as into:
        made = begin()
        if said["file"]:
            paper = Given(Kind.OTHER, said["file"].name, said["file"].read())
            uploads.accept(made, paper, by=actor, at=timezone.now(), into=into)
    return made


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
    form = ExemptionForm(**asking.given(request))
    problems = form.problems()
    if request.method == "POST" and not problems:
        said = form.cleaned_data
        person = Described(LegalRole(said["role"]), said["name"], said["address"], said["email"])
        try:
            notified = Notified(said["steps"], person, said["received_on"])
            made = _with_paper(said, actor, lambda: matters.notify(house, notified, by=actor, at=timezone.now()))
        except NOTIFIED as error:
            problems = [{"text": wording.sentence(str(error)), "href": "#file" if isinstance(error, FileNotTaken) else "#role"}]
        else:
            told(request, f"{made.reference} is begun.")
            return redirect(Place(actor, made).at("case"))
    return page(
        request, "form.html", title="Enter a notification", caption=f"{house.address}, {house.postcode}", form=form, problems=problems,
        button="Enter", files=True, intro=["Steps after which the house will need no licence (Housing Act 2004, section 62)."],
    )  # fmt: skip
