"""The public register: searched, one licence at an address of its own, temporary exemptions, and the whole as files."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from fanlight.casework import published
from fanlight.casework.queries import exemptions as exempt
from fanlight.casework.queries import people, register
from fanlight.casework.queries.exemptions import Notice
from fanlight.casework.queries.register import Area, Found, Wanted
from fanlight.casework.rows import Council, Licence
from fanlight.documents import wording
from fanlight.documents.register_names import SAYS
from fanlight.licensing.register_particulars import PARTICULARS
from fanlight.web.forms import Form, line
from fanlight.web.frame import page
from fanlight.web.public import of_council, sayable, whole
from fanlight.web.register_map import drawn

COLUMNS = ["House", "Licence", "Most persons", "Most households", "Last day"]
NOT_KNOWN = "Not known"
NOBODY = "None, as far as the licence says"
NOTHING = "Nothing on record"
EMPTY = {"manager_name": NOBODY, "manager_address": NOBODY, "tribunal_references": NOTHING, "tribunal_decisions": NOTHING}
SHOWN = (
    "address", "postcode", "description", "holder_name", "holder_address", "manager_name", "manager_address", "start_on", "end_on",
    "max_persons", "max_households", "storeys", "sleeping_rooms", "living_rooms", "self_contained_flats", "other_flats", "shared_wcs",
    "bathrooms", "kitchens", "conditions", "tribunal_references", "tribunal_decisions",
)  # fmt: skip
"""The particulars of a licence in the order of its page: those of regulation 11."""
ABOUT = {"bathrooms": "Shared bathrooms", "kitchens": "Shared kitchens"}
ORDERS = (
    "No management order is kept in this service. If the council has taken over the management of a house by an interim or final "
    "management order, ask it for that part of its register."
)


class SearchForm(Form):
    """What is looked for."""

    words = line("Address, postcode or licence number", required=False, hint="For example, 14 Sample Street, ZZ99 1AA, or LIC-2026-00001")
    ended = forms.BooleanField(required=False, label="Also show licences that are not in force")


def councils(request: HttpRequest) -> HttpResponse:
    """The registers kept here; where there is one council, its register."""
    held = list(people.councils())
    if len(held) == 1:
        return redirect("register", held[0].slug)
    links = [{"text": f"{each.name} Council", "href": reverse("register", args=[each.slug])} for each in held]
    return page(request, "register/councils.html", title="Registers of licensed houses", links=links)


def asked_for(request: HttpRequest, *, area: Area | None = None) -> tuple[SearchForm, Wanted | None]:
    """The form with what is looked for; None where it cannot be."""
    form = SearchForm(request.GET)
    if not form.is_valid():
        return form, None
    said = form.cleaned_data
    return form, Wanted(said["words"], area, said["ended"], whole(request, "page", 1))


@of_council
def listing(request: HttpRequest, council: Council) -> HttpResponse:
    """The licences in force, searched by address, postcode or number."""
    today = timezone.localdate()
    form, wanted = asked_for(request)
    found = register.search(council, wanted, today) if wanted else None
    return page(
        request, "register/list.html", title="Register of licensed houses", form=form, problems=form.problems(), council=council,
        status=200 if found else 400, shown=results(found, council, today, wanted), ways=ways(council), rule=SAYS[register.rule(council)],
        on=today, map_url=f"{reverse('register-map', args=[council.slug])}?{said_again(wanted)}",
    )  # fmt: skip


def said_again(wanted: Wanted | None, **more: Any) -> str:
    """What is looked for, as an address says it."""
    if wanted is None:
        return ""
    told: dict[str, Any] = {"words": wanted.words, "ended": "yes" if wanted.with_ended else ""}
    if wanted.area:
        told |= {"e": wanted.area.east, "n": wanted.area.north, "s": wanted.area.side}
    return urlencode({name: value for name, value in {**told, **more}.items() if value != ""})


def results(found: Found | None, council: Council, on: date, wanted: Wanted | None) -> dict[str, Any] | None:
    """A page of licences as a table, with where its other pages are."""
    if found is None or wanted is None:
        return None
    with_state = [*COLUMNS, "In force"] if wanted.with_ended else COLUMNS
    rows = [[*_row(each, council), *([_state(each, on)] if wanted.with_ended else [])] for each in found.licences]
    return {"found": found, "columns": with_state, "rows": rows, "pages_at": f"?{said_again(wanted)}&page=".replace("?&", "?")}


def _row(licence: Licence, council: Council) -> list[Any]:
    version, house = licence.current, licence.house
    assert version is not None and licence.until_on
    at = reverse("register-licence", args=[council.slug, licence.number])
    return [
        {"text": ", ".join(filter(None, (house.address, house.postcode))), "href": at}, licence.number,
        _counted(version.persons), _counted(version.households), wording.day(licence.until_on),
    ]  # fmt: skip


def _counted(number: int | None) -> str:
    return NOT_KNOWN if number is None else str(number)


def _state(licence: Licence, on: date) -> str:
    return "Yes" if (state := register.standing(licence, on)).is_in_force else wording.sentence(f"No, {state.word}")


def ways(council: Council) -> list[dict[str, str]]:
    """What else there is of the register."""
    named = (("Temporary exemption notices", "register-exemptions"), ("Download the register", "register-files"))
    links = [{"text": text, "href": reverse(name, args=[council.slug])} for text, name in named]
    return [{"text": "Check a licence number", "href": reverse("register-check")}, *links, {"text": "For programs", "href": reverse("api")}]


@of_council
def on_map(request: HttpRequest, council: Council) -> HttpResponse:
    """The licences that are looked for on a map, which leads into ever smaller squares, and as the list that says the same."""
    today = timezone.localdate()
    area, is_sound = _area(request)
    form, wanted = asked_for(request, area=area)
    found = register.search(council, wanted, today) if wanted and is_sound else None
    view = drawn(council, wanted, found, today) if wanted and found else None
    for square in view["squares"] if view else ():
        square["href"] = f"?{said_again(wanted, **square['at'])}"
    return page(
        request, "register/map.html", title="Map of licensed houses", form=form, problems=form.problems() or _unsound(is_sound),
        council=council, status=200 if found else 400, view=view, shown=results(found, council, today, wanted), area=area,
        whole_url=f"?{said_again(Wanted(wanted.words, None, wanted.with_ended) if wanted else None)}",
        breadcrumbs=trail(council),
    )  # fmt: skip


def _area(request: HttpRequest) -> tuple[Area | None, bool]:
    """The square that is asked for, and whether what the address says of one can be."""
    names = ("e", "n", "s")
    if not any(name in request.GET for name in names):
        return None, True
    east, north, side = (whole(request, name, -1) for name in names)
    is_sound = 0 <= east <= 1_000_000 and 0 <= north <= 1_500_000 and 10 <= side <= 1_000_000
    return (Area(east, north, side) if is_sound else None), is_sound


def _unsound(is_sound: bool) -> list[dict[str, str]]:
    return [] if is_sound else [{"text": "The address names no square of the map: start from the whole map again", "href": "#whole-map"}]


def trail(council: Council) -> list[dict[str, str]]:
    """The way back."""
    return [{"text": "Register of licensed houses", "href": reverse("register", args=[council.slug])}]


@of_council
def licence(request: HttpRequest, council: Council, number: str) -> HttpResponse:
    """One licence: whether it is in force and since when, and the particulars of the register. Its address stays."""
    found, today = register.get(council, sayable(number)), timezone.localdate()
    if found is None:
        raise Http404("There is no such licence in this register")
    state = register.standing(found, today)
    values = register.values(found, today, register.tribunal([found]).get(found.pk))
    names = SHOWN if state.word != register.ENDED else tuple(name for name in SHOWN if name in values)
    rows = [{"name": ABOUT.get(name, PARTICULARS[name].title), "text": _said(values.get(name), name)} for name in names]
    return page(
        request, "register/licence.html", title=f"Licence {found.number}", state=state, rows=rows, on=today, council=council,
        history=[{"title": text, "when": wording.day(on)} for on, text in register.history(found, today)],
        is_waiting=register.waiting(found), rule=SAYS[register.rule(council)], address=request.build_absolute_uri(request.path),
        breadcrumbs=trail(council),
    )  # fmt: skip


def _said(value: Any, name: str) -> str:
    if value is None:
        return EMPTY.get(name, NOT_KNOWN)
    return wording.day(value) if isinstance(value, date) else str(value)


@of_council
def exemptions(request: HttpRequest, council: Council) -> HttpResponse:
    """The temporary exemption notices in force."""
    today = timezone.localdate()
    rows = [
        [{"text": _place(each), "href": reverse("register-exemption", args=[council.slug, each.reference])}, each.reference,
         wording.day(each.served_on), wording.day(each.last_on)]
        for each in exempt.listed(council, today)
    ]  # fmt: skip
    return page(
        request, "register/exemptions.html", title="Temporary exemption notices", rows=rows, orders=ORDERS,
        columns=["House", "Reference", "Served", "Last day"], breadcrumbs=trail(council),
    )  # fmt: skip


@of_council
def exemption(request: HttpRequest, council: Council, reference: str) -> HttpResponse:
    """The notices under one reference."""
    found = exempt.get(council, sayable(reference), timezone.localdate())
    if not found:
        raise Http404("There is no such notice in this register")
    notices = [{"heading": _heading(each), "rows": _rows(each)} for each in found]
    return page(
        request, "register/exemption.html", title=f"Temporary exemption {reference}", notices=notices, rule=SAYS[register.rule(council)],
        breadcrumbs=[*trail(council), {"text": "Temporary exemption notices", "href": reverse("register-exemptions", args=[council.slug])}],
    )  # fmt: skip


def _place(each: Notice) -> str:
    return f"{each.address}, {each.postcode}".strip(", ")


def _heading(each: Notice) -> str:
    served = wording.day(each.served_on)
    return f"Notice served on {served}: in force" if each.is_in_force else f"Notice served on {served}: not in force today"


def _rows(each: Notice) -> list[dict[str, str]]:
    told = {
        "House": _place(each), "Effect": exempt.EFFECT, "In force from": wording.day(each.from_on),
        "Last day": wording.day(each.last_on), "Notices just before it": each.previous or "None",
    }  # fmt: skip
    if each.is_in_force:
        told |= {"Steps that will be taken": each.steps or NOT_KNOWN, "Notified by": each.name or NOT_KNOWN,
                 "Their address": each.where or NOT_KNOWN}  # fmt: skip
    return [{"name": name, "text": text} for name, text in (told | {"Tribunal": "; ".join(each.tribunal) or NOTHING}).items()]


@of_council
def files(request: HttpRequest, council: Council) -> HttpResponse:
    """The whole register as files."""
    links = [{"text": name, "href": reverse("register-file", args=[council.slug, name])} for name in published.FILES]
    return page(
        request, "register/files.html", title="Download the register", links=links, rule=SAYS[register.rule(council)],
        breadcrumbs=trail(council),
    )  # fmt: skip


@of_council
def file(request: HttpRequest, council: Council, name: str) -> FileResponse:
    """One of them."""
    try:
        path = published.file(council, name, timezone.localdate())
    except KeyError as error:
        raise Http404("There is no such file") from error
    headers = {"X-Content-Type-Options": "nosniff"}
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=published.FILES[name], headers=headers)
