"""The fire officer's pages: what waits for the fire authority, a matter with what the protocol shares of its case, and new matters."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from fanlight.casework.acting import Actor
from fanlight.casework.actions import fire as acts
from fanlight.casework.queries import fire as queries
from fanlight.casework.queries import joint_visits, uploads
from fanlight.casework.queries.fire import Shared
from fanlight.casework.rows import Case, Council, FireRecord, House
from fanlight.documents import wording
from fanlight.facts.thing import fact
from fanlight.web import fire_arranging, fire_desk, fire_papers
from fanlight.web.fire_desk import Desk
from fanlight.web.fire_forms import DescribedHouse
from fanlight.web.forms import Choice, one_of
from fanlight.web.frame import for_fire_authority, page
from fanlight.web.pages import files
from fanlight.web.wording import moment, words

Row = dict[str, Any]


def desk(actor: Actor) -> Desk:
    """The fire authority's side."""
    assert actor.fire_authority is not None
    return Desk(actor, "fire", actor.fire_authority.slug)


@for_fire_authority
def listing(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What waits for the fire authority, what is open and what has ended."""
    at = desk(actor)
    agreed = [(f"What you agreed with {each.name}", at.address("arrangement", each.slug)) for each in queries.councils(actor)]
    return fire_desk.listing(request, at, agreed)


@for_fire_authority
def arrangement(request: HttpRequest, actor: Actor, council: str) -> HttpResponse:
    """What the fire authority and a council agreed."""
    return fire_arranging.show(request, desk(actor), _served(actor, council))


@for_fire_authority
def arrange(request: HttpRequest, actor: Actor, council: str, name: str) -> HttpResponse:
    """Make an entry of what they agreed."""
    return fire_arranging.enter(request, desk(actor), _served(actor, council), name)


def _served(actor: Actor, slug: str) -> Council:
    found = _council(list(queries.councils(actor)), slug)
    if found is None:
        raise Http404("There is no such council in your area")
    return found


@for_fire_authority
def matter(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """One matter, with what the protocol shares of its case."""
    held = desk(actor).held(number)
    made = joint_visits.booked(held)
    shown: Row = {"shared": None, "files": [], "booked": fire_desk.booked(made) if made else None, "calendar_url": "calendar/"}
    if held.case is not None:
        told = queries.shared(actor, held.case)
        shown["shared"] = _shared(told) if told else None
        shown["files"] = [_file(desk(actor), held, each) for each in uploads.of_case(held.case, actor)]
    return fire_desk.matter(request, desk(actor), held, **shown)


def _file(at: Desk, held: FireRecord, each: Any) -> list[Any]:
    name = {"text": each.name, "href": at.address("file", held.pk, each.pk)}
    return [name, wording.sentence(each.kind), wording.day(timezone.localdate(each.at))]


NO_LICENCE = ("Licence", "None was granted in this case")


def _shared(told: Shared) -> Row:
    """What the protocol shares of a case, as the page shows it."""
    term = f"{wording.day(told.licence_from_on)} to {wording.day(told.licence_until_on)}" if told.licence_from_on else ""
    numbers = _numbers(told.licence_persons, told.licence_households)
    visits = "; ".join(moment(timezone.localtime(at)) for at in told.joint_visits)
    rows = [
        ("Council", told.council), ("Case", f"{wording.sentence(told.kind.replace('-', ' '))} {told.reference}"),
        ("Where it stands", wording.sentence(told.state)), ("Opened", wording.day(told.opened_on)),
        ("UPRN", told.uprn), ("Officer of the council", told.officer),
        *([("Licence", told.licence), ("Term of the licence", term), ("The licence permits", numbers)] if told.licence else [NO_LICENCE]),
        ("Visits with the council", visits or "None booked"),
    ]  # fmt: skip
    facts = [[_thing(each.path, each.id), fact(each.path).question, words(each.value)] for each in told.fire_facts]
    return {
        "rows": [{"name": name, "text": text or "Not known"} for name, text in rows],
        "responsible": [{"name": wording.sentence(role), "text": name} for role, name in told.responsible],
        "observed_on": wording.day(told.observed_on) if told.observed_on else "", "facts": facts,
    }  # fmt: skip


def _numbers(persons: int | None, households: int | None) -> str:
    said = ((persons, "persons"), (households, "households"))
    return " in ".join(f"{number} {what}" for number, what in said if number is not None)


def _thing(path: str, id_: str) -> str:
    thing = words(path.partition(".")[0])
    label = words(id_.replace("-", "_"))
    return thing if thing == "House" else label if thing.lower() in label.lower() else f"{label} ({thing.lower()})"


@for_fire_authority
def file(request: HttpRequest, actor: Actor, number: int, upload: int) -> HttpResponse:
    """A file of the case that bears on fire."""
    held = desk(actor).held(number)
    return files.answer(uploads.hand_out(held.case, upload, actor) if held.case else None)


@for_fire_authority
def give(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Add a paper to a matter."""
    at, held = desk(actor), desk(actor).held(number)
    then = at.address("matter", held.pk)
    return fire_papers.give(request, held, by=actor, then=then, trail=at.trail((fire_desk.MATTERS[held.table], then)))


@for_fire_authority
def paper(request: HttpRequest, actor: Actor, number: int, paper: int) -> HttpResponse:
    """A paper of a matter to keep."""
    return files.answer(queries.hand_out(actor, desk(actor).held(number), paper))


@for_fire_authority
def step(request: HttpRequest, actor: Actor, number: int, name: str) -> HttpResponse:
    """Take a step of a matter."""
    return fire_desk.step(request, desk(actor), desk(actor).held(number), name)


@for_fire_authority
def begin(request: HttpRequest, actor: Actor, number: int, table: str) -> HttpResponse:
    """Begin another matter about the house of one."""
    held = desk(actor).held(number)
    return fire_desk.begin(request, desk(actor), table, house=held.house, case=held.case)


@for_fire_authority
def house(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Find the house that a new matter is about, in the area of a council."""
    served = list(queries.councils(actor))
    council = _council(served, request.GET.get("council", served[0].slug if len(served) == 1 else ""))
    said = request.GET.get("words", "")
    found = list(queries.houses(actor, council, said)) if council and said else []
    choices = [{"value": each.slug, "text": each.name, "checked": each == council} for each in served]
    return page(
        request, "fire/houses.html", title="Which house is it about?", choices=choices, words=said, asked=bool(said), council=council,
        houses=[_found(each, desk(actor)) for each in found], unknown_url=desk(actor).address("house-unknown"),
        breadcrumbs=desk(actor).trail(),
    )  # fmt: skip


def _council(served: list[Council], slug: str) -> Council | None:
    return next((each for each in served if each.slug == slug), None)


def _found(each: House, at: Desk) -> list[Any]:
    return [{"text": each.address, "href": at.address("about", each.pk)}, each.postcode or "Not known"]


@for_fire_authority
def unknown(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Describe a house that the council does not know."""
    served = {each.slug: each for each in queries.councils(actor)}
    form = DescribedHouse(request.POST if request.method == "POST" else None)
    form.fields["council"] = one_of("In which council's area is it?", [Choice(slug, each.name) for slug, each in served.items()])
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        made = acts.describe_house(served[said["council"]], said["address"], said["postcode"], by=actor, at=timezone.now())
        return redirect(desk(actor).address("about", made.pk))
    return page(
        request, "form.html", title="Describe the house", form=form, problems=form.problems(), button="Continue",
        intro=["The council adds what it knows of it."], breadcrumbs=desk(actor).trail(),
    )  # fmt: skip


@for_fire_authority
def about(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """What to begin about a house."""
    found = _house(actor, number)
    ways = [{"text": fire_desk.BEGUN[table], "href": f"{table}/"} for table in fire_desk.beginnings(desk(actor))]
    return page(request, "fire/about.html", title=found.address, ways=ways, breadcrumbs=desk(actor).trail())


@for_fire_authority
def begin_about(request: HttpRequest, actor: Actor, number: int, table: str) -> HttpResponse:
    """Begin a matter about a house."""
    case: Case | None = None
    return fire_desk.begin(request, desk(actor), table, house=_house(actor, number), case=case)


def _house(actor: Actor, number: int) -> House:
    found = queries.house(actor, number)
    if found is None:
        raise Http404("There is no such house in your area")
    return found
