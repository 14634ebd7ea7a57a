"""Where rooms are and what they are used for, in the words that people write."""

import re
from typing import NamedTuple

from fanlight.facts.importing.account import Account
from fanlight.facts.kinds import Choice
from fanlight.facts.vocabulary import fact

ORDINALS = ("ground", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
NAMED = {"basement": "-1", "attic": "at least 1", "loft": "at least 1", "top": "at least 1", "lower ground": "", "cellar": "-1"}
SHORT = {"g": "ground", "gf": "ground", "b": "basement", "lg": "lower ground", "lgf": "lower ground"}

USES = {
    "bedroom": "bedroom", "bed": "bedroom", "double bedroom": "bedroom", "single bedroom": "bedroom", "en suite bedroom": "bedroom",
    "ensuite bedroom": "bedroom", "study bedroom": "study_bedroom", "bedsitting room": "bed_sitting_room", "bed sitting room":
    "bed_sitting_room", "bedsit": "bedsit", "bed sit": "bedsit", "studio": "bedsit", "living room": "living_room",
    "lounge": "living_room", "sitting room": "living_room", "dining room": "dining_room", "lounge diner": "living_dining_room",
    "living dining room": "living_dining_room", "kitchen": "kitchen", "kitchenette": "kitchen", "kitchen diner": "dining_kitchen",
    "dining kitchen": "dining_kitchen", "kitchen dining room": "dining_kitchen", "living kitchen": "living_kitchen",
    "kitchen lounge": "living_kitchen", "kitchen living room": "living_kitchen", "living dining kitchen": "living_dining_kitchen",
    "bathroom": "bathroom", "shower room": "bathroom", "shower": "bathroom", "en suite": "bathroom", "ensuite": "bathroom", "wc": "wc",
    "toilet": "wc", "cloakroom": "wc", "hall": "circulation", "hallway": "circulation", "landing": "circulation", "stairs": "circulation",
    "corridor": "circulation", "cellar": "cellar", "loft": "roof_space", "roof space": "roof_space", "utility": "utility_room",
    "utility room": "utility_room", "store": "store", "cupboard": "store", "store room": "store", "other": "other",
}  # fmt: skip


class Place(NamedTuple):
    """A storey as named: an id, what people call it, and its level as a survey writes it (empty where the name does not tell)."""

    id: str
    label: str
    level: str


def storey_of(words: str) -> Place | None:
    """The storey with which a place begins (`First floor front`, `2nd`, `GF`, `1`), or None."""
    text = " ".join(re.sub(r"[^a-z0-9-]+", " ", words.lower()).split())
    text = SHORT.get(text, text)
    numbered = re.match(r"(-?[0-9]{1,2})(?:st|nd|rd|th|f)?(?: (?:floor|storey))?(?: |$)", text)
    if numbered and (" floor" in text or " storey" in text or numbered.end() == len(text)):
        return _numbered(int(numbered[1]))
    for name, level in NAMED.items():
        if re.match(rf"{name}( |$)", text):
            return Place(name.replace(" ", "-"), f"{name} floor".capitalize() if " " in name else name.capitalize(), level)
    for number, name in enumerate(ORDINALS):
        if re.match(rf"{name}(?: (?:floor|storey)(?: |$)|$)", text):
            return _numbered(number)
    return None


def _numbered(number: int) -> Place | None:
    if number == -1:
        return Place("basement", "Basement", "-1")
    return Place(ORDINALS[number], f"{ORDINALS[number].capitalize()} floor", str(number)) if 0 <= number < len(ORDINALS) else None


def storey(account: Account, place: Place, where: str) -> str:
    """The id of that storey in the survey, entered when it is first met."""
    entries = account.sheet.things.setdefault("storey", [])
    if all(entry["id"] != place.id for entry in entries):
        entry = account.entry("storey", place.id, place.label)
        if place.level:
            account.say(entry, "storey.level", place.level, where)
    return place.id


def use_of(words: str) -> str | None:
    """The use of a room called so, or None where the words do not tell it."""
    text = " ".join(re.sub(r"[^a-z0-9]+", " ", words.lower()).split())
    declared = fact("room.use")
    assert isinstance(declared, Choice)
    return text.replace(" ", "_") if text.replace(" ", "_") in declared.options else USES.get(text)
