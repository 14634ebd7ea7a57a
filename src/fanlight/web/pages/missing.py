"""What an application lacks under the law of its day, before it is found to be duly made."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from fanlight.casework import particulars
from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.queries import cases
from fanlight.licensing.applications import Lacking
from fanlight.web.frame import for_council, page
from fanlight.web.pages.asking import Place
from fanlight.web.pages.cases import around, held

ASK, ACCEPT = "ask-for-what-is-missing", "accept"


@for_council(Permission.SEE_CASES)
def missing(request: HttpRequest, actor: Actor, reference: str) -> HttpResponse:
    """Every particular that is missing with its provision, and the two ways on: one letter that asks for all, or to accept."""
    case, today = held(actor, reference), cases.today()
    place = Place(actor, case)
    found = particulars.missing(case, today) if case.table == "application" else ()
    ways = {way.step.name: way for way in cases.ways(case, actor, today)}
    accept = ways.get(ACCEPT)
    return page(
        request, "cases/missing.html", title="What is missing",
        prescribed=[_shown(each) for each in found if each.is_prescribed], asked=[_shown(each) for each in found if not each.is_prescribed],
        ask_url=place.at("step", ASK) if ASK in ways else "",
        accept_url=place.at("step", ACCEPT) if accept and accept.is_open else "",
        lacking=[{"says": each.says, "why": each.why} for each in accept.lacking] if accept else [], **around(case, actor),
    )  # fmt: skip


def _shown(each: Lacking) -> dict[str, Any]:
    return {"says": each.says.rstrip("."), "wanting": each.wanting, "cited": each.cited}
