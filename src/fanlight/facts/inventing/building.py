"""The building of an invented house: its storeys, its units of accommodation and the rooms in which people sleep and live."""

from dataclasses import dataclass

from fanlight.facts.inventing.draft import Draft, Row
from fanlight.facts.inventing.people import Household, households, one_household, settle

STOREYS = {-1: "basement", 0: "ground", 1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth", 7: "seventh"}
WHOLE = ("shared_house", "shared_flat")
"""The kinds of which all who live there share the whole; of the others each letting is a unit."""

MOST_BEDROOMS_ON_A_STOREY = {"shared_house": 4, "shared_flat": 5, "bedsits": 4, "hostel": 8, "converted_block": 4}


@dataclass
class Letting:
    """What is let together: a unit, its households, and what the rooms in which they sleep are used for."""

    unit: str
    label: str
    households: list[Household]
    sleeping: list[str]

    @property
    def persons(self) -> int:
        """How many live in it."""
        return sum(household.persons for household in self.households)


def build(draft: Draft) -> list[Letting]:
    """Draw the lettings, the storeys and the rooms; put the people into them."""
    lettings = LETTINGS[draft.traits["kind"]](draft)
    storeys = _storeys(draft, sum(len(letting.sleeping) for letting in lettings))
    _circulation(draft, storeys)
    places = _places(draft, lettings, storeys)
    for letting in lettings:
        _unit(draft, letting)
        rooms = [_sleeping_room(draft, letting, use, place) for use, place in zip(letting.sleeping, places[letting.unit], strict=True)]
        one = len(letting.households) == 1
        for number, household in enumerate(letting.households):
            settle(draft, household, rooms if one else [rooms[number % len(rooms)]])
    return lettings


def _persons(draft: Draft) -> int:
    return int(draft.draw(f"persons_{draft.traits['kind']}"))


def _whole(draft: Draft) -> list[Letting]:
    found = households(draft, _persons(draft))
    return [
        Letting("whole", "The whole house" if draft.traits["kind"] == "shared_house" else "The whole flat", found, ["bedroom"] * len(found))
    ]


def _bedsits(draft: Draft) -> list[Letting]:
    cooking = draft.draw("bedsit_cooking")
    found = []
    for number, household in enumerate(households(draft, _persons(draft)), start=1):
        cooks = cooking == "in_let" or (cooking == "both" and draft.happens("bedsit_cooks"))
        rooms = ["bedsit" if cooks else "bed_sitting_room", *["bedroom"] * (household.persons > 2)]
        found.append(Letting(f"bedsit-{number}", f"Bedsit {number}", [household], rooms))
    sharing = [letting for letting in found if letting.sleeping[0] != "bedsit"]
    if len(sharing) == 1:  # a kitchen that one household has alone is not shared
        sharing[0].sleeping[0] = "bedsit"
    return found


def _hostel(draft: Draft) -> list[Letting]:
    left = _persons(draft)
    found: list[Letting] = []
    while left:
        people = min(left, int(draft.draw("hostel_room_sleepers")))
        number = len(found) + 1
        members = [Household("single", ["at least 18"]) for _ in range(people)]
        found.append(Letting(f"room-{number}", f"Room {number}", members, ["bedroom"]))
        left -= people
    return found


def _block(draft: Draft) -> list[Letting]:
    found = []
    for number in range(1, int(draft.draw("flats")) + 1):
        shared = draft.happens("flat_has_sharers")
        members = [Household("single", ["at least 18"]) for _ in range(2)] if shared else [one_household(draft)]
        rooms = 2 if shared or members[0].persons > 2 else 1
        found.append(Letting(f"flat-{number}", f"Flat {number}", members, ["bedroom"] * rooms))
    return found


LETTINGS = {"shared_house": _whole, "shared_flat": _whole, "bedsits": _bedsits, "hostel": _hostel, "converted_block": _block}


def _storeys(draft: Draft, bedrooms: int) -> list[str]:
    """The storeys from the lowest, as many as the rooms need at least."""
    most = MOST_BEDROOMS_ON_A_STOREY[draft.traits["kind"]]
    count = max(int(draft.draw("storeys")), min(6, -(-bedrooms // most)))
    lowest = int(draft.draw("lowest_storey"))
    names = [STOREYS[place] for place in range(lowest, lowest + count)]
    if count > 2 and draft.happens("top_storey_is_attic"):
        names[-1] = "attic"
    for place, name in enumerate(names, start=lowest):
        draft.add(
            "storey", name, f"{name.capitalize()} floor" if name not in ("basement", "attic") else name.capitalize(), level=str(place)
        )
    return names


def _circulation(draft: Draft, storeys: list[str]) -> None:
    for place, storey in enumerate(storeys):
        label = "Hall" if place == 0 else f"Landing, {storey}"
        room(draft, f"landing-{storey}" if place else "hall", label, use="circulation", storey=storey, unit="shared")


def _places(draft: Draft, lettings: list[Letting], storeys: list[str]) -> dict[str, list[str]]:
    """On which storey each sleeping room of each letting is: the lowest storey has fewer, since a kitchen is there."""
    if draft.traits["kind"] == "converted_block":
        return {each.unit: [storeys[place % len(storeys)]] * len(each.sleeping) for place, each in enumerate(lettings)}
    bedrooms = sum(len(letting.sleeping) for letting in lettings)
    shares = [1.0 if place else 0.6 for place in range(len(storeys))]
    ends = [sum(shares[: place + 1]) / sum(shares) * bedrooms for place in range(len(storeys))]
    places, taken = {}, 0
    for letting in lettings:
        found = []
        for _ in letting.sleeping:
            found.append(next(storey for storey, end in zip(storeys, ends, strict=True) if taken < end or storey == storeys[-1]))
            taken += 1
        places[letting.unit] = found
    return places


def room(draft: Draft, name: str, label: str, **facts: str) -> Row:
    """One more room."""
    return draft.add("room", name, label, **facts)


def _unit(draft: Draft, letting: Letting) -> None:
    kind = draft.traits["kind"]
    accommodation = "hostel" if kind == "hostel" else "shared" if kind in WHOLE else "bedsit_or_flat"
    draft.add(
        "unit",
        letting.unit,
        letting.label,
        persons=str(letting.persons),
        households=str(len(letting.households)),
        accommodation_class=accommodation,
        is_self_contained="yes" if kind in (*WHOLE, "converted_block") else "no",
    )


def _sleeping_room(draft: Draft, letting: Letting, use: str, storey: str) -> Row:
    number = sum(row["use"] in ("bedroom", "bedsit", "bed_sitting_room") for row in draft.rows("room")) + 1
    words = "Bedsit" if use == "bedsit" else "Bed-sitting room" if use == "bed_sitting_room" else "Bedroom"
    return room(draft, f"bedroom-{number}", f"{words} {number}, {storey}", use=use, storey=storey, unit=letting.unit)


def common_rooms(draft: Draft) -> None:
    """A living room for all, where there is one, and a cellar."""
    storeys = [row["id"] for row in draft.rows("storey")]
    if draft.traits["kind"] != "converted_block" and draft.happens("living_room"):
        unit = "whole" if draft.traits["kind"] in WHOLE else "shared"
        room(draft, "living-room", "Living room", use="living_room", storey=storeys[0], unit=unit, is_communal="yes")
    if len(storeys) > 1:
        draft.add("staircase", "main-stairs", "Main stairs", location="internal")
    if "basement" not in storeys and draft.traits["kind"] != "shared_flat" and draft.happens("cellar"):
        draft.add("cellar", "cellar", "Cellar")
        draft.add("staircase", "cellar-stairs", "Cellar stairs", location="cellar")
