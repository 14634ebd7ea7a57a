"""The council's pages of what passes between it and the fire authority: the list, one matter, its steps, and a new one from a case."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.queries import fire as queries
from fanlight.casework.queries import joint_visits
from fanlight.casework.rows import FireRecord
from fanlight.facts.thing import fact
from fanlight.web import fire_arranging, fire_desk
from fanlight.web.fire_desk import Desk
from fanlight.web.frame import for_council, page
from fanlight.web.pages import files
from fanlight.web.pages.cases import around, case_header, held, sections, trail
from fanlight.web.wording import words


def desk(actor: Actor) -> Desk:
    """The council's side."""
    assert actor.council is not None
    return Desk(actor, "council-fire", actor.council.slug)


@for_council(Permission.SEE_CASES)
def listing(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What waits for the council, what is open and what has ended."""
    at = desk(actor)
    assert actor.council is not None
    agreed = [("What you agreed with the fire authority", at.address("arrangement"))] if actor.council.fire_authority else []
    return fire_desk.listing(request, at, agreed)


@for_council(Permission.SEE_CASES)
def arrangement(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What the council and its fire authority agreed."""
    assert actor.council is not None
    return fire_arranging.show(request, desk(actor), actor.council)


@for_council(Permission.WORK_CASES)
def arrange(request: HttpRequest, actor: Actor, name: str) -> HttpResponse:
    """Make an entry of what they agreed."""
    assert actor.council is not None
    return fire_arranging.enter(request, desk(actor), actor.council, name)


@for_council(Permission.SEE_CASES)
def matter(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """One matter, with a way to its case."""
    found = desk(actor).held(number)
    case_url = reverse("case", args=[desk(actor).organisation, found.case.reference]) if found.case else ""
    return fire_desk.matter(request, desk(actor), found, shared=None, files=[], case_url=case_url, **_booking(actor, found))


def _booking(actor: Actor, matter: FireRecord) -> dict[str, Any]:
    """What was booked from a joint visit, with the way to it; or the way to book it."""
    made = joint_visits.booked(matter)
    if made is None:
        return {"book_url": "book/" if joint_visits.can_be_booked(matter) and joint_visits.cases(actor, matter).exists() else ""}
    address = reverse("visit-seen", args=[desk(actor).organisation, made.case.reference, made.pk])
    return {"booked": fire_desk.booked(made), "visit_url": address}


@for_council(Permission.SEE_CASES)
def paper(request: HttpRequest, actor: Actor, number: int, paper: int) -> HttpResponse:
    """A paper of a matter to keep."""
    return files.answer(queries.hand_out(actor, desk(actor).held(number), paper))


@for_council(Permission.WORK_CASES)
def step(request: HttpRequest, actor: Actor, number: int, name: str) -> HttpResponse:
    """Take a step of a matter."""
    return fire_desk.step(request, desk(actor), desk(actor).held(number), name)


@for_council(Permission.WORK_CASES)
def begin(request: HttpRequest, actor: Actor, number: int, table: str) -> HttpResponse:
    """Begin another matter about the house of one."""
    found = desk(actor).held(number)
    return fire_desk.begin(request, desk(actor), table, house=found.house, case=found.case)


@for_council(Permission.WORK_CASES)
def house(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A council begins from one of its cases: to the list of them."""
    return redirect("cases", desk(actor).organisation)


@for_council(Permission.SEE_CASES)
def of_case(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """What passed between the two about the house of a case, and what the council may begin."""
    case, at = held(actor, reference), desk(actor)
    rows = [fire_desk.row(at, each) for each in queries.of_case(actor, case)]
    begun = [{"text": fire_desk.BEGUN[table], "href": f"{table}/"} for table in fire_desk.beginnings(at)]
    return page(
        request, "cases/fire.html", title="Fire safety matters", case=case_header(case), sections=sections(case, actor), rows=rows,
        columns=fire_desk.COLUMNS, begun=begun, breadcrumbs=trail(actor, (case.reference, "../")),
    )  # fmt: skip


@for_council(Permission.SEE_CASES)
def shared_of_case(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """What the fire authority sees of a case, as it sees it."""
    case = held(actor, reference)
    found = queries.as_shared(actor, case)
    seen = found.fire_facts if found else ()
    listed = [[f"{words(one.path.partition('.')[0])} {one.id}".strip(), fact(one.path).question, one.value] for one in seen]
    at = reverse("case-fire", args=[desk(actor).organisation, case.reference])
    return page(
        request, "cases/shared.html", title="What the fire authority sees", found=found, facts=listed,
        **around(case, actor, ("Fire safety", at)),
    )  # fmt: skip


@for_council(Permission.WORK_CASES)
def begin_of_case(request: HttpRequest, actor: Actor, reference: str, table: str) -> HttpResponse:
    """Begin a matter about the house of a case."""
    case = held(actor, reference)
    if case.council.fire_authority is None:
        raise Http404("This council has no fire and rescue authority on record")
    return fire_desk.begin(request, desk(actor), table, house=case.house, case=case)
