"""Every page of the questions made of an example survey, without Django."""

from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from fanlight.facts.vocabulary import THINGS, fact
from fanlight.web.environment import plain
from fanlight.web.questions import document as documents
from fanlight.web.questions import lists, sheets
from fanlight.web.questions.answers import check_answers, entry_tasks, tasks
from fanlight.web.questions.audience import APPLICANT, INSPECTOR, OFFICER
from fanlight.web.questions.forms import Place, fields, read
from fanlight.web.questions.sections import sections
from tests.unit.web.questions.sending import example

SITE: dict[str, Any] = {
    "council": "Exampleton Council",
    "service": "License a shared house",
    "decides": "Exampleton Council",
    "home_url": "/",
    "stylesheet_url": "/colours.css",
    "phase": "Invented data",
    "phase_text": "No such house or person exists.",
    "navigation": [{"text": "Cases", "href": "/cases", "current": True}, {"text": "Register", "href": "/register"}],
    "footer": [
        {"text": "Accessibility", "href": "/accessibility"},
        {"text": "Privacy", "href": "/privacy"},
        {"text": "Help", "href": "/help"},
    ],
}
TOKEN = Markup('<input type="hidden" name="token" value="t">')
NEEDED = ["house.persons", "house.storeys", "house.loft_insulation_thickness", "room.use", "room.floor_area", "room.storey", "door.gap"]
NEEDED += ["door.construction", "window.room", "window.openable_area", "kitchen.users", "person.age", "alarm.kind", "tenancy.start_date"]


def environment() -> Environment:
    return plain({"static": lambda path: f"/static/{path}", "url": lambda name: f"/{name}"})


def address(*names: str) -> str:
    return "/" + "/".join(name for name in names if name)


def page(template: str, **view: Any) -> str:
    return environment().get_template(template).render(site=SITE, token=TOKEN, action="", **view)


def every_page() -> dict[str, str]:
    """The HTML of each page by a name for it."""
    document = example()
    groups = tasks(document, APPLICANT, address=address, needed=NEEDED)
    one = entry_tasks(document, THINGS["room"], "bedroom-1", audience=OFFICER, address=address, needed=NEEDED)
    blocks = check_answers(document, APPLICANT, address=address)
    route = sheets.route(document, audience=INSPECTOR, address=address, needed=NEEDED)
    found = sheets.sheet(document, audience=INSPECTOR, needed=NEEDED)
    blank = sheets.sheet({}, audience=INSPECTOR, needed=NEEDED)
    windows = lists.page(document, THINGS["window"], OFFICER, address=address)
    nothing = lists.page({}, THINGS["window"], OFFICER, address=address)
    leading = list(lists.leading_to(document, THINGS["room"], "bedroom-1"))
    tell = {"continue_text": "Continue", "continue_url": "/check"}
    return {
        "tasks": page("questions/tasks.html", title="What to answer", groups=groups, back_url="/", **tell),
        "tasks of one": page("questions/tasks.html", title=one.heading, groups=[one], back_url="/", **tell),
        "check": page("questions/check.html", title="Check the answers", blocks=blocks, send_text="Send", declaration="It is true."),
        "list": page("questions/list.html", title="Windows", continue_text="Save and continue", **windows),
        "empty list": page("questions/list.html", title="Windows", continue_text="Save and continue", **nothing),
        "remove": page("questions/remove.html", title="Remove it?", label="Front room", leading=leading, back_url="/"),
        "walk": page("sheets/walk.html", title="Inspection", stops=route, print_url="/print"),
        "sheet": _sheet(found, with_more=False),
        "blank sheet": _sheet(blank, with_more=False),
        **{f"form of {name}": form(name) for name in ("room", "tenancy", "house")},
        "form with problems": wrong_form(),
    }


def _sheet(sheet: sheets.Sheet, *, with_more: bool) -> str:
    counted = sheets.counted(sheet, with_more=with_more)
    return page("sheets/print.html", title="Sheet", sheet=sheet, counted=counted, with_more=with_more, printed_on="2 March 2026")


BUTTONS = [{"text": "Save and continue", "name": "do", "value": "next"}, {"text": "Save and go back", "name": "do", "value": "back"}]


def form(name: str) -> str:
    """The first form of a thing, of what is needed."""
    document = example()
    first = documents.entries(document, THINGS[name])[0]
    place = Place(document, sections(THINGS[name], OFFICER, NEEDED)[0], documents.id_of(first, THINGS[name]))
    view = {"label": documents.label_of(first, THINGS[name]), "parts": fields(place), "place": "1 of 3"}
    return page(
        "questions/section.html", title=place.section.heading, buttons=BUTTONS, breadcrumbs=[{"text": "House", "href": "/"}], **view
    )


def wrong_form() -> str:
    """A form sent with wrong answers, one of each component."""
    declared = [fact(path) for path in ("room.use", "room.storey", "room.floor_area", "room.ceiling_height")]
    document = example()
    place = Place(document, sections(THINGS["room"], OFFICER, [each.path for each in declared])[0], "hall")
    given = {"use": ["ballroom"], "storey": ["attic"], "floor_area": ["big"], "ceiling_height": ["2"], "ceiling_height-unknown": ["yes"]}
    _, troubles = read(place, given)
    assert len(troubles) == len(declared)
    parts = fields(place, given=given, troubles=troubles)
    problems = [trouble.link for trouble in troubles]
    return page("questions/section.html", title="Hall", label="Hall", parts=parts, buttons=BUTTONS, problems=problems, back_url="/")


def write(folder: Path) -> list[str]:
    """The pages and what they need as files; their names."""
    from fanlight.web.colours import council_css
    from fanlight.web.environment import TEMPLATES

    made = {f"{name.replace(' ', '-')}.html": text for name, text in every_page().items()}
    served = folder / "static" / "fanlight"
    served.mkdir(parents=True)
    for path in (TEMPLATES.parent / "static" / "fanlight").iterdir():
        (served / path.name).write_bytes(path.read_bytes())
    (folder / "colours.css").write_text(council_css("#00703c"), encoding="utf-8")
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8")
    return list(made)
