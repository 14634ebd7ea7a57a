"""The inspection programme: whom to visit by when and why, with a way to book each, as a page, a table and a calendar."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from fanlight.casework.access import Permission, is_permitted
from fanlight.casework.acting import Actor
from fanlight.casework.queries import cases, programme
from fanlight.casework.queries.programme import Visit
from fanlight.documents import wording
from fanlight.documents.day_calendar import Day, day_calendar
from fanlight.web.frame import for_council, page
from fanlight.web.pages.workload import trail
from fanlight.web.tables import as_csv, attached

PAGE = 50
COLUMNS = [
    "House",
    "Postcode",
    "Case",
    "Visit by",
    "Late",
    "Points",
    "Last visit",
    "Booked",
    "Licence until",
    "Why",
    "Not known",
    "Sources",
]


@for_council(Permission.SEE_CASES)
def listing(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The houses to visit, the first due first."""
    assert actor.council is not None
    found, today = programme.visits(actor.council, cases.today()), cases.today()
    last = max(1, -(-len(found) // PAGE))
    asked = request.GET.get("page", "1")
    number = min(max(1, int(asked) if asked.isdecimal() and len(asked) < 7 else 1), last)
    late = sum(each.planned.due_on < today for each in found)
    shown = [_shown(each, actor, today) for each in found[(number - 1) * PAGE : number * PAGE]]
    return page(
        request, "workload/programme.html", title="Inspection programme", houses=shown, count=len(found), late=late,
        number=number, last=last, reports_url=reverse("house-reports", args=[actor.council.slug]),
        breadcrumbs=trail(actor) if is_permitted(actor, Permission.SEE_FIGURES) else [],
    )  # fmt: skip


def _shown(each: Visit, actor: Actor, today: Any) -> dict[str, Any]:
    assert actor.council is not None
    place = [actor.council.slug, each.reference]
    return {
        "place": ", ".join(part for part in (each.address, each.postcode) if part), "case": reverse("case", args=place),
        "book": reverse("book", args=place), "reference": each.reference, "due": wording.day(each.planned.due_on),
        "is_late": each.planned.due_on < today, "last_visit": wording.day(each.last_visit_on) if each.last_visit_on else "None recorded",
        "booked": wording.day(each.booked_at.date()) if each.booked_at else "", "points": each.planned.points,
        "reasons": [{"says": reason.says, "cited": reason.cited} for reason in each.planned.reasons], "unknown": each.planned.unknown,
    }  # fmt: skip


@for_council(Permission.SEE_CASES)
def table(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The whole programme as CSV."""
    assert actor.council is not None
    today = cases.today()
    rows = (
        (
            each.address, each.postcode, each.reference, each.planned.due_on, "yes" if each.planned.due_on < today else "no",
            each.planned.points, each.last_visit_on, each.booked_at.date() if each.booked_at else None, each.licence_until,
            " ".join(reason.says for reason in each.planned.reasons), " ".join(each.planned.unknown),
            "; ".join(dict.fromkeys(reason.cited for reason in each.planned.reasons)),
        )
        for each in programme.visits(actor.council, today)
    )  # fmt: skip
    return as_csv("inspection-programme", COLUMNS, rows)


@for_council(Permission.SEE_CASES)
def calendar(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The programme as a calendar; what is late stands on today."""
    assert actor.council is not None
    today = cases.today()
    days = [_day(each, today) for each in programme.visits(actor.council, today)]
    text = day_calendar(f"Inspections of {actor.council.name} Council", days, on=today)
    return attached(text, "inspection-programme.ics", "text/calendar; charset=utf-8")


def _day(each: Visit, today: Any) -> Day:
    late = f"Late since {wording.day(each.planned.due_on)}: " if each.planned.due_on < today else ""
    place = ", ".join(part for part in (each.address, each.postcode) if part)
    why = "\n".join(f"{reason.says} ({reason.cited})" for reason in each.planned.reasons)
    return Day(
        f"house-{each.house}-visit", max(each.planned.due_on, today), f"{late}visit {each.address}", f"{each.reference}\n{why}", place
    )
