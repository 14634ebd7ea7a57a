"""The houses a council knows of, licensed or suspected, for its officers and for the fire authority of its area."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.access import Permission, is_permitted
from fanlight.casework.acting import Actor
from fanlight.casework.actions import houses_known as acts
from fanlight.casework.actions.houses_known import Facts, KnownMeanwhile
from fanlight.casework.queries import fire, house_risks
from fanlight.casework.queries import houses_known as queries
from fanlight.casework.queries.houses_known import LICENSED, UNLICENSED, Wanted
from fanlight.casework.rows import Council, House
from fanlight.documents import wording
from fanlight.web import report_words
from fanlight.web.forms import seen
from fanlight.web.frame import for_council, for_fire_authority, page
from fanlight.web.house_forms import FactsForm, PlaceForm
from fanlight.web.pages.asking import Asked, answer, given
from fanlight.web.pages.house_reports import chooser, trail
from fanlight.web.public import whole
from fanlight.web.tables import as_csv

COLUMNS = ["House", "Ward", "Licence in force", "Open reports", "Points"]
FILE = ["House", "Address", "Postcode", "UPRN", "Ward", "Storeys", "Persons", "Source", "Licence in force", "Open reports", "Points"]
LICENCES = {"": "All", UNLICENSED: "Without a licence in force", LICENSED: "With a licence in force"}
Row = dict[str, Any]


def _wanted(request: HttpRequest, page_: int) -> Wanted:
    licence = request.GET.get("licence", "")
    return Wanted(
        request.GET.get("ward", "")[:80], licence if licence in LICENCES else "", request.GET.get("words", "")[:100], page_
    )  # fmt: skip


@for_council(Permission.SEE_CASES)
def listing(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The houses that were reported or are suspected, the highest score first."""
    assert actor.council is not None
    slug = actor.council.slug
    may_work = is_permitted(actor, Permission.WORK_CASES)
    return _list(request, actor.council, trail(actor), may_work, lambda house: reverse("house-known", args=[slug, house.pk]))


def _list(request: HttpRequest, council: Council, way_back: Any, may_work: bool, at: Any) -> HttpResponse:
    asked = _wanted(request, max(1, whole(request, "page", 1)))
    found = queries.listed(council, asked, timezone.localdate())
    rows = [
        [{"text": _place(each.house), "href": at(each.house)}, each.house.ward or "Not known",
         each.licence.number if each.licence else "None", each.open_reports, each.scored.points]
        for each in found.houses
    ]  # fmt: skip
    form = chooser(request, queries.wards(council), licence=("Licence", LICENCES, asked.licence))
    again = urlencode({"ward": asked.ward, "licence": asked.licence, "words": asked.words})
    return page(
        request, "reported/houses.html", title="Houses known or suspected", caption=f"{council.name} Council", rows=rows, columns=COLUMNS,
        found=found, form=form, looked_for=asked.words, address=f"?{again}&page=", csv=f"csv/?{again}", may_work=may_work,
        breadcrumbs=way_back, slug=council.slug,
    )  # fmt: skip


def _place(house: House) -> str:
    return report_words.place(house.address, house.postcode, house.uprn)


@for_council(Permission.SEE_CASES)
def table(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The same list as CSV, whole."""
    assert actor.council is not None
    found = queries.listed(actor.council, _wanted(request, 0), timezone.localdate())
    return as_csv("houses-known", FILE, (_line(each) for each in found.houses))


def _line(each: queries.Shown) -> list[object]:
    house, known = each.house, getattr(each.house, "known", None)
    return [
        house.pk, house.address, house.postcode, house.uprn, house.ward, known.storeys if known else None, known.persons if known else None,
        known.source if known else "", each.licence.number if each.licence else "", each.open_reports, each.scored.points,
    ]  # fmt: skip


@for_council(Permission.WORK_CASES)
def add(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Add a house that is suspected."""
    assert actor.council is not None
    council, then = actor.council, reverse("houses-known", args=[actor.council.slug])

    def do(said: dict[str, Any]) -> str:
        acts.add(council, said, str(actor.account), by=actor, at=timezone.now())
        return "The house is added."

    way_back = [*trail(actor), {"text": "Houses known or suspected", "href": then}]
    return answer(request, PlaceForm(**given(request)), Asked("Add a house", "Add it", then), do, breadcrumbs=way_back)


@for_council(Permission.SEE_CASES)
def house(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """One house: what is known, its licence, cases and reports, and its score with the working."""
    assert actor.council is not None
    found, slug = _held(actor.council, number), actor.council.slug
    cases = [
        {"text": f"{each.reference}: {wording.sentence(each.table.replace('-', ' '))}", "where": wording.sentence(each.state),
         "href": reverse("case", args=[slug, each.reference])}
        for each in queries.cases(found)
    ]  # fmt: skip
    reports = [
        {"text": f"Report {each.pk}", "href": reverse("house-report", args=[slug, each.pk]), "where": report_words.state(each)}
        for each in queries.reports(found)
    ]  # fmt: skip
    back = {"text": "Houses known or suspected", "href": reverse("houses-known", args=[slug])}
    may_work = is_permitted(actor, Permission.WORK_CASES)
    return page(request, "reported/house.html", cases=cases, reports=reports, **_shown(found, may_work, [*trail(actor), back]))


def _held(council: Council, number: int) -> House:
    found = queries.get(council, number)
    if found is None:
        raise Http404("There is no such house for you")
    return found


def _shown(found: House, may_say: bool, way_back: Any) -> Row:
    """What the page of a house shows to both authorities."""
    today, known = timezone.localdate(), queries.known(found)
    licence = queries.in_force(found.pk, today)
    told = f"{licence.number}, until {wording.day(licence.until_on)}" if licence and licence.until_on else "None"
    rows = [
        ("Address", _place(found)), ("UPRN", found.uprn or "Not known"), ("Ward", found.ward or "Not known"),
        ("Storeys, known or suspected", (known and known.storeys) or "Not known"),
        ("People, known or suspected", (known and known.persons) or "Not known"),
        ("What else is known", (known and known.words) or "Nothing was written"),
        ("First known from", known.source if known else "A case or a report"), ("Licence in force", told),
    ]  # fmt: skip
    scored = house_risks.of_council(found.council, today).of_house(found.pk)
    return {
        "title": found.address, "rows": [{"name": name, "text": text} for name, text in rows], "score": report_words.working(scored),
        "may_say": may_say, "breadcrumbs": way_back,
    }  # fmt: skip


@for_council(Permission.WORK_CASES)
def say(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Say what is known of a house."""
    assert actor.council is not None
    found = _held(actor.council, number)
    then = reverse("house-known", args=[actor.council.slug, found.pk])
    return _say(request, actor, found, then, [*trail(actor), {"text": found.address, "href": then}])


def _say(request: HttpRequest, actor: Actor, found: House, then: str, way_back: Any) -> HttpResponse:
    known = queries.known(found)
    start = {"storeys": known.storeys, "persons": known.persons, "words": known.words} if known else {}

    def do(said: dict[str, Any]) -> str:
        acts.say(found, Facts(said["storeys"], said["persons"], said["words"]), seen(request), by=actor, at=timezone.now())
        return "It is saved."

    hidden = {"seen": known.version if known else 0}
    asked = Asked("What is known of the house", "Save", then, refused=(KnownMeanwhile,), hidden=hidden)
    return answer(request, FactsForm(**given(request), initial=start), asked, do, breadcrumbs=way_back, caption=_place(found))


def _served(actor: Actor, slug: str) -> Council:
    found = next((each for each in fire.councils(actor) if each.slug == slug), None)
    if found is None:
        raise Http404("There is no such council in your area")
    return found


def _fire_trail(actor: Actor, *more: tuple[str, str]) -> list[dict[str, str]]:
    assert actor.fire_authority is not None
    matters = ("Fire safety matters", reverse("fire", args=[actor.fire_authority.slug]))
    return [{"text": text, "href": href} for text, href in (matters, *more)]


@for_fire_authority
def fire_councils(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The councils whose houses the fire authority reads."""
    assert actor.fire_authority is not None
    slug = actor.fire_authority.slug
    ways = [{"text": f"{each.name} Council", "href": reverse("fire-known-houses", args=[slug, each.slug])} for each in fire.councils(actor)]
    return page(request, "reported/fire.html", title="Houses known or suspected", ways=ways, breadcrumbs=_fire_trail(actor))


@for_fire_authority
def fire_listing(request: HttpRequest, actor: Actor, council: str) -> HttpResponse:
    """The houses a council of the area knows of, without the reports and who sent them."""
    assert actor.fire_authority is not None
    held, slug = _served(actor, council), actor.fire_authority.slug
    return _list(request, held, _fire_trail(actor), False, lambda house: reverse("fire-known-house", args=[slug, held.slug, house.pk]))


@for_fire_authority
def fire_house(request: HttpRequest, actor: Actor, council: str, number: int) -> HttpResponse:
    """One of them: what is known, its licence and its score."""
    assert actor.fire_authority is not None
    held = _served(actor, council)
    back = ("Houses known or suspected", reverse("fire-known-houses", args=[actor.fire_authority.slug, held.slug]))
    about = reverse("fire-about", args=[actor.fire_authority.slug, number])
    shown = _shown(_held(held, number), True, _fire_trail(actor, back))
    return page(request, "reported/house.html", cases=[], reports=[], about_url=about, **shown)


@for_fire_authority
def fire_say(request: HttpRequest, actor: Actor, council: str, number: int) -> HttpResponse:
    """What the fire authority knows of a house, for both."""
    assert actor.fire_authority is not None
    held = _served(actor, council)
    found = _held(held, number)
    then = reverse("fire-known-house", args=[actor.fire_authority.slug, held.slug, found.pk])
    return _say(request, actor, found, then, _fire_trail(actor, (found.address, then)))
