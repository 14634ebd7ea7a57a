"""What makes an application of the demonstration whole: all that is prescribed is told, declared and signed, and later weighed."""

import json
from typing import Any

from fanlight.casework import particulars
from fanlight.casework.actions import applying, suitability, surveys
from fanlight.casework.actions.suitability import Judged, Weight
from fanlight.casework.actions.surveys import Saving
from fanlight.casework.demo.telling import Telling
from fanlight.casework.models import Party
from fanlight.licensing.procedure import Standing
from fanlight.licensing.relevant_persons import LegalRole

SAFETY = ("alarm", "fire_equipment")
PERIODS = ("before_1919", "1919_to_1945", "1945_to_1964", "1965_to_1980", "after_1980")
TOLD = {
    "escape_route_details": "From each storey down the stairs and out by the front door.",
    "fire_training_details": "Everybody is shown the way out and the alarm when they move in.",
}
NOTHING = "Nothing was declared, and the registers that were searched hold nothing."
SEEN = "Gone through with them on the visit, with the papers they showed."
WEIGHED = (LegalRole.PROPOSED_HOLDER, LegalRole.PROPOSED_MANAGER)


def finish(story: Telling) -> None:
    """The applicant tells what was left out of the form, declares what bears on fitness, and signs."""
    by, at = story.cast.applicant, story.at(1)
    draft = surveys.draft(story.case, particulars.FORM, at=at)
    saved = surveys.save(story.case, particulars.FORM, Saving(_whole(story, draft.document), draft.version), by=by, at=at)
    for row in _weighed(story):
        said = {"complete": ["parties", "offences", "orders"], "parties": [{"id": "person", "label": row.name}]}
        suitability.declare(row, json.dumps(said), signed_as=row.name, by=by, at=at)
    applying.sign(story.case, ("furniture", "gas", "truth"), signed_as=str(by.account), by=by, at=at, version=saved.version)


def _whole(story: Telling, document: dict[str, Any]) -> dict[str, Any]:
    listed = {_plural(thing): [_seen(row) for row in story.invented.things.get(thing, [])] for thing in SAFETY}
    house = {
        **document["house"],
        **TOLD,
        "construction_period": PERIODS[story.number % len(PERIODS)],
        "licensed_as": _kind(document["house"]),
    }
    complete = list(dict.fromkeys([*document["complete"], *listed]))
    return {**document, **listed, "house": house, "complete": complete, "licence_holder": {"other_licences": "none"}}


def _plural(thing: str) -> str:
    return {"alarm": "alarms", "fire_equipment": "fire_equipment_items"}[thing]


def _seen(row: dict[str, str]) -> dict[str, str]:
    """What an applicant tells of an alarm or an extinguisher."""
    return {name: row[name] for name in ("id", "kind", "room") if name in row}


def _kind(house: dict[str, Any]) -> str:
    return "flat_in_multiple_occupation" if house.get("kind") == "flat" else "house_in_multiple_occupation"


def weigh(story: Telling, day: int) -> None:
    """An officer who weighs looks at what was declared, and finds holder and manager fit."""
    by, at = next(each for each in story.cast.officers if each.weighs_suitability), story.at(day)
    for row in _weighed(story):
        looked = suitability.look(row, by=by, at=at, why="To weigh whether they are fit and proper.")
        headings = {each.heading: Judged(Standing.MET, SEEN) for each in looked.record.considerations}
        suitability.weigh(row, Weight(Standing.MET, NOTHING, headings), by=by, at=at)


def _weighed(story: Telling) -> list[Party]:
    return list(Party.objects.filter(case=story.case, role__in=WEIGHED, removed_at=None).order_by("id"))
