"""Pages on the council's licensing schemes: listed, designated, ended, seen on a map, and asked about a place."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from fanlight.assessment.bounds import NO, YES
from fanlight.casework import designations
from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.actions import designations as acts
from fanlight.casework.actions.designations import Designated
from fanlight.documents import wording
from fanlight.facts.files import Refused
from fanlight.facts.survey_file import read_survey_text
from fanlight.licensing import areas
from fanlight.licensing.law import england
from fanlight.licensing.schemes import KINDS, Scheme
from fanlight.web import scheme_map
from fanlight.web.forms import Choice, Form, a_day, file, line, one_of, words
from fanlight.web.frame import for_council, page
from fanlight.web.pages.asking import Asked, given
from fanlight.web.pages.settings import ask, at, council_of, crumbs

TITLE = "Licensing schemes"
DAY = timedelta(days=1)
COLUMNS = ["Scheme", "Kind", "In force from", "Last day", "Area", "Where it is entered"]
WHOLE, WARDS, MAP, SAME = "whole", "wards", "map", "same"
EVERY = "house.persons >= 0"
APPROVALS = [
    Choice("general", "It falls under a general approval"),
    Choice("confirmed", "It was confirmed", "Give the day below."),
]
AREAS = [
    Choice(WHOLE, "The whole district"),
    Choice(WARDS, "Some wards", "Name them below, one a line."),
    Choice(MAP, "An area on a map", "Choose the map below."),
]
INTRO = ("What the Housing Act 2004 makes impossible is refused: sections 58, 60, 82 and 84.",)
GEOJSON = "A GeoJSON file with polygons, in longitude and latitude (WGS 84), of at most 2 MB and 20,000 points."


class SchemeForm(Form):
    """A designation."""

    name = line("Short name", hint="Letters, figures and hyphens, such as selective-2026. It stands in answers and never changes.")
    kind = one_of("Kind", [Choice(kind, wording.sentence(kind)) for kind in KINDS])
    says = line("What it is, in a sentence", hint="For example: All privately rented homes in two wards.")
    made_on = a_day("On which day was it made?")
    approval = one_of("How is it approved?", APPROVALS)
    confirmed_on = a_day("On which day was it confirmed?", required=False, hint="Only where it was confirmed.")
    larger = one_of("Is it larger than a fifth of the district, or of its rented homes?", [Choice("no", "No"), Choice("yes", "Yes")])
    from_on = a_day("From which day is it in force?", hint="At least three months after it was made or confirmed.")
    last_on = a_day("What is its last day?", hint="At most five years.")
    revoked_on = a_day("On which day was it revoked?", required=False, hint="Only where it was: from that day it is not in force.")
    description = line(
        "Which HMOs does it take in?", required=False,
        hint=f"Of an additional scheme, in the words of clauses: {EVERY} for all, or house.persons >= 3 and house.persons <= 4.",
    )  # fmt: skip
    area = one_of("Where does it apply?", AREAS)
    wards = words("Wards, one a line", required=False, rows=4)
    map = file("Map", required=False, hint=GEOJSON, accept=".geojson,.json,application/geo+json")
    citation = line("Where does it stand?", hint="For example: Designation of 3 October 2025, Cabinet minute 12.")


class PlaceForm(Form):
    """A place to be looked up."""

    ward = line("Ward", required=False)
    place = line("Latitude and longitude", required=False, hint="For example, 52.4862, -1.8904")


class CompleteForm(Form):
    """From which day all schemes are entered."""

    from_on = a_day("From which day are all schemes of the council entered here?", required=False, hint="Leave it empty if others may be.")


@for_council(Permission.ADMINISTER)
def schemes(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every scheme that is held, and whether those are all."""
    council = council_of(actor)
    own = {row.name for row in designations.latest(council)}
    held = designations.held(council, england())
    rows = [_row(actor, each, each.id in own) for each in held.listed]
    since = held.complete_from
    state = (
        f"All schemes in force since {wording.day(since)} are entered." if since else
        "Nobody has said that all schemes are entered: where none covers a house, others may, and the answer is that it cannot be told."
    )  # fmt: skip
    links = [("Enter a scheme", "settings-scheme-new"), ("Say from when all are entered", "settings-schemes-complete")]
    return page(
        request, "settings/table.html", title=TITLE, caption=f"{council.name} Council", intro=[state], breadcrumbs=crumbs(actor),
        links=[{"text": text, "href": at(actor, name)} for text, name in links], tables=[("Schemes", COLUMNS, rows, "None is entered.")],
    )  # fmt: skip


def _row(actor: Actor, each: Scheme, is_own: bool) -> list[Any]:
    name = {"text": each.id, "href": at(actor, "settings-scheme", each.id)}
    return [
        name, wording.sentence(each.kind), wording.day(each.from_), wording.day(each.until - DAY), wording.sentence(each.area.words),
        "Here" if is_own else "In the council’s files",
    ]  # fmt: skip


def _trail(actor: Actor) -> list[tuple[str, str]]:
    return [(TITLE, at(actor, "settings-schemes"))]


def _held(actor: Actor, name: str) -> Scheme:
    found = next((each for each in designations.held(council_of(actor), england()).listed if each.id == name), None)
    if found is None:
        raise Http404("There is no such scheme")
    return found


@for_council(Permission.ADMINISTER)
def scheme(request: HttpRequest, actor: Actor, name: str) -> HttpResponse:
    """One scheme with its area on a map, and whether a place lies in it."""
    found = _held(actor, name)
    asked = PlaceForm(request.GET if "place" in request.GET else None)
    answer, place = _answer(found, asked.cleaned_data) if asked.is_bound and asked.is_valid() else ("", None)
    own = any(row.name == name for row in designations.latest(council_of(actor)))
    return page(
        request, "settings/scheme.html", title=found.id, caption=wording.sentence(found.kind), rows=_facts(found), form=asked,
        answer=answer, view=scheme_map.drawn(found.area.shapes, place) if found.area.shapes else None, change_url="change/" if own else "",
        breadcrumbs=crumbs(actor, *_trail(actor)),
    )  # fmt: skip


def _facts(found: Scheme) -> list[dict[str, str]]:
    rows = [
        ("What it is", found.says), ("Made on", wording.day(found.made_on)),
        ("Approved", f"Confirmed on {wording.day(found.confirmed_on)}" if found.confirmed_on else "Under a general approval"),
        ("In force from", wording.day(found.from_)), ("Last day", wording.day(found.until - DAY)),
        ("Takes in", found.description or "Every house"), ("Area", wording.sentence(found.area.words)), ("Stands in", found.citation),
    ]  # fmt: skip
    return [{"name": name, "text": text} for name, text in rows]


def _answer(found: Scheme, said: Mapping[str, str]) -> tuple[str, areas.Point | None]:
    """Whether a place lies in the area, in words; what is not said is unknown, and then it cannot be told."""
    given = {name: text.strip() for name, text in (("ward", said["ward"]), ("location", said["place"])) if text.strip()}
    try:
        survey = read_survey_text(json.dumps({"house": given}), "the place")
    except Refused as refused:
        return f"Cannot tell: {refused.problems[0].message}", None
    answer = areas.covers(found.area, survey)
    point = areas.place_of(given.get("location", ""))
    if answer.holds == YES:
        return "It lies in the area.", point
    if answer.holds == NO:
        return "It does not lie in the area.", point
    return f"Cannot tell. Missing: {', '.join(each.removeprefix('house.') for each in answer.missing)}.", point


@for_council(Permission.ADMINISTER)
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Enter a scheme."""
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = SchemeForm(data, files, initial={"description": EVERY, "area": WHOLE, "approval": "general"})
    return _entered(request, actor, form, Asked("Enter a scheme", "Enter it", at(actor, "settings-schemes"), INTRO, takes_files=True))


@for_council(Permission.ADMINISTER)
def change(request: HttpRequest, actor: Actor, name: str) -> HttpResponse:
    """Correct a scheme, or say that it was revoked. What was entered before is kept."""
    row = next((each for each in designations.latest(council_of(actor)) if each.name == name), None)
    if row is None:
        raise Http404("There is no such scheme entered here")
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = SchemeForm(data, files, initial=_initial(row.content, bool(row.map)))
    del form.fields["name"]
    if row.map:
        field = form.fields["area"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(each.value, each) for each in (Choice(SAME, "The area on the map that is held"), *AREAS)]
    asked = Asked(f"Change {name}", "Save", at(actor, "settings-scheme", name), INTRO, takes_files=True)
    return _entered(request, actor, form, asked, name, row.map)


def _initial(content: Mapping[str, Any], is_map: bool) -> dict[str, Any]:
    days = {key: date.fromisoformat(content[key]) for key in ("made_on", "confirmed_on", "revoked_on") if content.get(key)}
    return {
        **{key: content.get(key, "") for key in ("kind", "says", "description", "wards", "citation")}, **days,
        "from_on": date.fromisoformat(content["from"]), "last_on": date.fromisoformat(content["until"]) - DAY,
        "approval": "confirmed" if content.get("confirmed_on") else "general", "larger": content.get("larger_than_a_fifth", ""),
        "area": SAME if is_map else WARDS if content.get("wards") else WHOLE,
    }  # fmt: skip


def _entered(request: HttpRequest, actor: Actor, form: Form, asked: Asked, name: str = "", map_: str = "") -> HttpResponse:  # noqa: PLR0913
    def do(said: dict[str, Any]) -> str:
        designated = Designated(
            name or said["name"].strip(), _said(said), said["wards"].strip() if said["area"] == WARDS else "", _map(said, map_)
        )
        if said["area"] == WARDS and not designated.wards:
            raise ValueError("name at least one ward")
        made = acts.designate(council_of(actor), designated, by=actor, at=timezone.now())
        return f"{made.name} is entered. Whether a licence is needed is answered with it from now on."

    return ask(request, actor, form, asked, do)


def _said(said: Mapping[str, Any]) -> dict[str, str]:
    """A designation in the words of a scheme's file."""
    is_general = said["approval"] == "general"
    days = {"made_on": said["made_on"], "confirmed_on": None if is_general else said["confirmed_on"], "revoked_on": said["revoked_on"]}
    return {
        **{key: value.isoformat() if value else "" for key, value in days.items()},
        "kind": said["kind"], "says": said["says"].strip(), "general_approval": "yes" if is_general else "",
        "larger_than_a_fifth": said["larger"], "from": said["from_on"].isoformat(), "until": (said["last_on"] + DAY).isoformat(),
        "description": said["description"].strip() if said["kind"] == "additional" else "", "citation": said["citation"].strip(),
    }  # fmt: skip


def _map(said: Mapping[str, Any], held: str) -> str:
    """The map that was chosen, or the one that is held. Raises ValueError."""
    if said["area"] == SAME:
        return held
    if said["area"] != MAP:
        return ""
    given: UploadedFile | None = said["map"]
    if given is None or given.size is None:
        raise ValueError("choose the map as a GeoJSON file")
    if given.size > acts.LARGEST:
        raise ValueError(f"the map is larger than {acts.LARGEST:,} bytes: simplify it")
    try:
        return given.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError("the map is no text in UTF-8: save it as GeoJSON") from None


@for_council(Permission.ADMINISTER)
def complete(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Say from which day all schemes are entered."""
    form = CompleteForm(**given(request), initial={"from_on": council_of(actor).schemes_from})
    intro = ("Only when all are entered can the service answer that a house is in none. Until then it says that it cannot tell.",)
    asked = Asked("Are all schemes entered?", "Save", at(actor, "settings-schemes"), intro, trail=_trail(actor))

    def do(said: dict[str, Any]) -> str:
        acts.state_complete(council_of(actor), said["from_on"], by=actor, at=timezone.now())
        return "Saved."

    return ask(request, actor, form, asked, do)
