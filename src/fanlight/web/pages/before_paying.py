"""Before paying: what an officer would find in the house as it is described, which licence it needs, for how many, and the fee."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from fanlight.casework import assessing, fees
from fanlight.casework.acting import Actor
from fanlight.casework.assessing import NoEdition
from fanlight.casework.queries import applications
from fanlight.casework.rows import Case
from fanlight.documents import wording
from fanlight.facts.files import Refused
from fanlight.facts.survey import Survey
from fanlight.facts.vocabulary import THINGS
from fanlight.licensing import licence_terms
from fanlight.licensing.law import NotKnown
from fanlight.licensing.licence_terms import Numbers
from fanlight.web.frame import for_applicant, page
from fanlight.web.pages import assessment
from fanlight.web.pages.applying import address, around, opened

NAMES = {
    "mandatory": "A mandatory licence",
    "additional": "A licence under an additional scheme",
    "selective": "A licence under a selective scheme",
}
FACTS = {fact.path: fact for thing in THINGS.values() for fact in thing.facts.values()}
MOST_MISSING = 8


@for_applicant
def preview(request: HttpRequest, actor: Actor, council: str, reference: str) -> HttpResponse:
    """The house as it is described so far, held against the standards in force; the licence it needs; the fee with its working."""
    case, on = opened(actor, council, reference), timezone.localdate()
    form = applications.form(case)
    shown: dict[str, Any] = {"view": None, "need": None, "numbers": None, "problems_found": []}
    try:
        house = assessing.survey_of(form.document if form else {})
        shown["need"] = _need(house, case, on)
        shown |= _found(house, case, on)
    except (Refused, NoEdition) as error:
        lines = [each.message for each in error.problems] if isinstance(error, Refused) else [str(error)]
        shown["problems_found"] = [wording.sentence(each) for each in lines]
    return page(
        request, "applying/preview.html", title="What an officer would find", fee=fee(case, on), on=on, **shown,
        next_url=address(case, "apply-tasks"), **around(case, (case.reference, address(case, "apply-tasks"))),
    )  # fmt: skip


def fee(case: Case, on: date) -> dict[str, Any]:
    """What the application costs, and how that was worked out; what cannot be told is said to be so."""
    try:
        quoted = fees.quoted(case, on)
    except Refused as error:
        return {"lines": [], "working": [str(error)]}
    lines = [_line(each.due.value, each.least, each.most) for each in quoted.quote.lines] if quoted.quote else []
    return {"lines": lines, "working": quoted.working}


def _line(due: str, least: Any, most: Any) -> dict[str, str]:
    amount = f"£{most:,.2f}" if least == most else f"£{least:,.2f} to £{most:,.2f}"
    return {"name": wording.sentence(due), "text": amount}


def _need(house: Survey, case: Case, on: date) -> dict[str, Any]:
    """Whether the house needs a licence, by its kinds, and what would settle what is open."""
    try:
        found = assessing.licence_need(house, case.council, on)
    except NotKnown as error:
        return {"word": "cannot tell", "kinds": [], "missing": [str(error)], "cited": []}
    kinds = [{"name": NAMES[kind], "text": wording.sentence(each.word)} for kind, each in found.by_kind.items()]
    missing = list(dict.fromkeys(FACTS[each].question if each in FACTS else wording.sentence(each) for each in found.required.missing))
    return {"word": found.required.word, "kinds": kinds, "missing": missing[:MOST_MISSING], "more": max(0, len(missing) - MOST_MISSING)}


def _found(house: Survey, case: Case, on: date) -> dict[str, Any]:
    """What the standards find. Raises NoEdition, and Refused where the form contradicts itself."""
    if not house.things:
        return {"view": None}
    assessed = assessing.assessed(house, case.council, on)
    numbers = licence_terms.numbers(assessed)
    return {"view": assessment.found(assessed.done, on, council=case.council), "numbers": _numbers(numbers) if numbers else None}


def _numbers(found: Numbers) -> dict[str, Any]:
    (persons, households), (most, most_households) = found.certain, found.possible
    return {"persons": persons, "households": households, "most": most, "most_households": most_households}
