"""What the public register says of a licence: kept with each version of it, and which version counts as its variations take effect."""

from datetime import date
from typing import Any

from django.db.models import F, Q

from fanlight.casework import parties
from fanlight.casework.models import Case, Licence, LicenceVersion, StepTaken
from fanlight.documents import wording
from fanlight.facts.kinds import Bounds, Choice
from fanlight.facts.survey import Survey
from fanlight.facts.vocabulary import fact
from fanlight.licensing.answers import NO, YES, Asked, house_of
from fanlight.licensing.licence_terms import OF_LAW, LicenceTerms
from fanlight.licensing.periods import named

COUNTED = {
    "storeys": "house.storeys",
    "sleeping_rooms": "house.sleeping_rooms",
    "living_rooms": "house.living_rooms",
    "shared_wcs": "house.wcs",
    "bathrooms": "count(bathroom where bathroom.is_shared and bathroom.baths + bathroom.showers >= 1)",
    "kitchens": "count(kitchen where kitchen.is_shared)",
}
"""The numbers of regulation 11(2) and how each is worked out from a survey, apart from flats."""
FLATS = {"self_contained_flats": "house.flats", "other_flats": "house.units_not_self_contained"}
ONE_UNIT = "count(unit) = 1 and house.kind not in (flat, block_of_flats)"
"""Whether a whole house is let as one unit, which is no flat of either kind."""
DESCRIBED = ("house.built_form", "house.kind", "house.letting_type")
BY_LAW = "The conditions that Schedule 4 to the Housing Act 2004 puts into every licence."
IN_EFFECT, ENDED = "in effect", "ended"


RUNNING = F("licence__current__number")
COUNTS = Q(from_version__lte=RUNNING) & (Q(until_version=None) | Q(until_version__gt=RUNNING))
"""Which conditions count: those of the version of their licence that has taken effect, and none of one that has not."""


def particulars(case: Case, terms: LicenceTerms, house: Survey, on: date) -> dict[str, Any]:
    """What the register says of house and people under some terms, by the names of its layout; what nobody knows is left out."""
    asked = Asked(house, on)
    counted = {name: _exact(asked.amount(text)) for name, text in COUNTED.items()}
    counted |= {name: _flats(asked, path) for name, path in FLATS.items()}
    found = {"description": _description(house), "conditions": _summary(terms), **counted, **_people(case, terms)}
    return {name: value for name, value in found.items() if value not in ("", None)}


def _exact(bounds: Bounds) -> int | None:
    low, high = bounds
    return low if low == high else None


def _flats(asked: Asked, path: str) -> int | None:
    """How many flats of a kind there are; of units listed one by one, that which is the whole house is none. None where nobody knows."""
    counted = _exact(asked.amount(path))
    if not counted or path.partition(".")[2] in house_of(asked.survey).values:
        return counted
    is_one_unit, _ = asked.holds(ONE_UNIT)
    return {YES: 0, NO: counted}.get(is_one_unit)


def _description(house: Survey) -> str:
    """The form and use of the building, as far as each was observed."""
    seen, said = house_of(house).values, []
    for path in DESCRIBED:
        declared, name = fact(path), path.partition(".")[2]
        assert isinstance(declared, Choice)
        shown = [option for option in declared.options if name in seen and seen[name].bounds == (declared.mask(option),) * 2]
        said += [option.replace("_", " ") for option in shown if option != "other"]
    return wording.sentence(", ".join(dict.fromkeys(said))) if said else ""


def _summary(terms: LicenceTerms) -> str:
    own = [each for each in terms.conditions if each.source != OF_LAW]
    said = [f"{each.words.rstrip('.')}{f', by {named(each.due_on)}' if each.due_on else ''}." for each in own]
    return " ".join([*([BY_LAW] if len(own) < len(terms.conditions) else []), *said])


def _people(case: Case, terms: LicenceTerms) -> dict[str, str]:
    told = {row.name: " ".join(row.address.replace("\n", ", ").split()) for row in parties.rows(case)}
    found = {"holder_name": terms.holder, "holder_address": told.get(terms.holder, "")}
    return found | ({"manager_name": terms.manager, "manager_address": told.get(terms.manager, "")} if terms.manager else {})


def follow(step: StepTaken) -> None:
    """Repeat on a licence what a step did to it: a variation that took effect or was kept from it, the end, or that there was none."""
    case = step.case
    if case.table == "variation" and step.state != step.from_state and IN_EFFECT in (step.state, step.from_state):
        # That of a variation counts only while it is in effect: an appeal in time takes it back, and then those before count again.
        varied = Q(step__case__table="variation") & ~Q(step__case__state=IN_EFFECT)
        version = LicenceVersion.objects.filter(licence__case=case.parent_id).exclude(varied).order_by("-number").first()
        if version is not None:
            let_count(version)
    elif case.table == "licence" and step.from_state == ENDED:
        Licence.objects.filter(case=case).update(ended_on=None)
    elif case.table == "licence" and step.state == ENDED:
        died_on = step.details.get("died_on")
        Licence.objects.filter(case=case).update(ended_on=date.fromisoformat(died_on) if died_on else step.on)


def let_count(version: LicenceVersion) -> None:
    """From now on the terms of this version are those of its licence."""
    Licence.objects.filter(pk=version.licence_id).update(current=version, from_on=version.from_on, until_on=version.until_on)
