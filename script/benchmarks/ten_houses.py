"""The houses every engine is given, what they are to ours, and what a person who knew every fact would say of them."""

from collections.abc import Iterator
from itertools import product
from random import Random
from typing import Any

from fanlight.facts.survey import Observed, Seen, Survey
from fanlight.facts.vocabulary import THINGS

House = dict[str, Any]
"""Plain data as every engine takes it; a fact that nobody observed is left out. Areas and lengths are hundredths, as whole numbers."""

CLAUSES = 10
STEP = [650] * 6 + [750, 850, 950, 1050, 1050, 1150, 1250, 1350, 1350, 1350]  # hundredths of a square metre by persons, none to 15
YES_NO = ("living", "microwave", "dishwasher", "wc_separate")
# What a missing fact can be where that decides anything: the ends of its range, and for sleepers the numbers two clauses ask for.
# Every clause but the first, second and ninth goes one way only with each fact, so the ends show every outcome there is.
CAN_BE = {
    "area": (30, 30000), "persons": (0, 1, 2, 20), "extract": (0, 300), "cookers": (0, 20), "sinks": (0, 20), "baths": (0, 5),
    "wcs": (0, 100), "worktop": (0, 5000), **dict.fromkeys(YES_NO, (False, True)),
}  # fmt: skip


def made_up(number: int, seed: int, missing: float) -> list[House]:
    """So many houses of 3 to 12 rooms, each fact missing with the same chance."""
    chance = Random(seed)
    return [_house(chance, missing) for _ in range(number)]


def _house(chance: Random, missing: float) -> House:
    storeys = chance.randint(2, 5)
    kinds = ["kitchen", "bathroom", "bedroom"]
    kinds += chance.choices(["kitchen", "bathroom", "bedroom", "wc", "living"], [5, 10, 65, 10, 10], k=chance.randint(0, 9))
    facts = {
        "living": chance.random() < 0.5, "cookers": chance.randint(0, 3), "microwave": chance.random() < 0.5, "sinks": chance.randint(0, 3),
        "dishwasher": chance.random() < 0.5, "baths": chance.randint(1, 4), "wcs": chance.randint(1, 4),
        "wc_separate": chance.random() < 0.5, "worktop": chance.randint(50, 600),
    }  # fmt: skip
    rooms = [_room(kind, storeys, chance, missing) for kind in kinds]
    return {"storeys": storeys, **_seen(facts, chance, missing), "rooms": rooms}


def _room(kind: str, storeys: int, chance: Random, missing: float) -> House:
    facts = {"area": min(2600, max(400, int(chance.gauss(1200, 320)))), "floor": chance.randrange(storeys)}
    if kind == "bedroom":
        facts["persons"] = 1 + (chance.random() < 0.25)
    if kind == "kitchen":
        facts["extract"] = chance.choice([15, 30, 60, 65, 80])
    return {"kind": kind, **_seen(facts, chance, missing)}


def _seen(facts: House, chance: Random, missing: float) -> House:
    return {name: value for name, value in facts.items() if chance.random() >= missing}


def plainly(house: House) -> list[bool]:
    """Whether each clause is kept to, of a house of which everything is known. Nobody is in breach of a clause that does not apply."""
    beds = [room for room in house["rooms"] if room["kind"] == "bedroom"]
    kitchens = [room for room in house["rooms"] if room["kind"] == "kitchen"]
    baths = [room for room in house["rooms"] if room["kind"] == "bathroom"]
    persons, single, double = sum(bed["persons"] for bed in beds), *((651, 1100) if house["living"] else (1000, 1500))
    fifth, fourth = -(-persons // 5), -(-persons // 4)
    return [
        all(bed["area"] >= single for bed in beds if bed["persons"] == 1),
        all(bed["area"] >= double for bed in beds if bed["persons"] == 2),
        persons <= 15 and sum(room["area"] for room in kitchens) >= STEP[persons],
        house["cookers"] >= fifth or (persons <= 7 and house["cookers"] >= 1 and house["microwave"]),
        house["sinks"] >= fifth or (persons <= 7 and house["sinks"] >= 1 and house["dishwasher"]),
        house["baths"] >= fifth,
        house["wcs"] >= (fifth if house["wc_separate"] else fourth),
        house["worktop"] >= 40 * persons,
        all(any(abs(bath["floor"] - bed["floor"]) <= 2 for bath in baths) for bed in beds),
        all(room["extract"] >= 60 for room in kitchens),
    ]


# Which facts decide which clauses, by kind of room (none: the house). Clauses that share no missing fact are completed apart.
DECIDE: dict[tuple[int, ...], set[tuple[str, str]]] = {
    (0, 1): {("", "living"), ("bedroom", "persons"), ("bedroom", "area")},
    (2, 3, 4, 5, 6, 7): {
        ("bedroom", "persons"), ("kitchen", "area"),
        *(("", name) for name in ("cookers", "microwave", "sinks", "dishwasher", "baths", "wcs", "wc_separate", "worktop")),
    },
    (8,): {("bedroom", "floor"), ("bathroom", "floor")},
    (9,): {("kitchen", "extract")},
}  # fmt: skip


def outcomes(house: House) -> list[set[bool]]:
    """Of each clause, every answer that some completion of the missing facts gives: two answers make it truly unknown."""
    found: list[set[bool]] = [set() for _ in range(CLAUSES)]
    for clauses, facts in DECIDE.items():
        for complete in _completions(house, facts):
            answers = plainly(complete)
            for clause in clauses:
                found[clause].add(answers[clause])
            if all(len(found[clause]) == 2 for clause in clauses):
                break
    return found


def _completions(house: House, asked: set[tuple[str, str]]) -> Iterator[House]:
    """The house with the facts asked for completed in every way that matters, and the others in any one way."""
    whole = {**house, "rooms": [dict(room) for room in house["rooms"]]}
    places = []
    for where, name in list(_missing(whole)):
        values = tuple(range(house["storeys"])) if name == "floor" else CAN_BE[name]
        places.append((where, name, values if (where.get("kind", ""), name) in asked else values[:1]))
    for choice in product(*(values for _, _, values in places)):
        for (where, name, _), value in zip(places, choice, strict=True):
            where[name] = value
        yield whole


def _missing(house: House) -> Iterator[tuple[House, str]]:
    for name in ("cookers", "sinks", "baths", "wcs", "worktop", *YES_NO):
        if name not in house:
            yield house, name
    for room in house["rooms"]:
        for name in ("area", "floor", *{"bedroom": ["persons"], "kitchen": ["extract"]}.get(room["kind"], [])):
            if name not in room:
                yield room, name


def survey(house: House, name: str) -> Survey:
    """The same house as a survey of ours. What nobody observed is called unknown, so that nothing is derived that others lack."""
    rooms = house["rooms"]
    things = {
        "house": [_thing("house", "house", {"has_communal_living_room": _yes(house, "living"), "wcs": _number(house, "wcs")})],
        "storey": [_thing("storey", f"storey-{level}", {"level": str(level)}) for level in range(house["storeys"])],
        "room": [_thing("room", f"room-{place}", _room_facts(room)) for place, room in enumerate(rooms)],
        "kitchen": [_thing("kitchen", "kitchen", _kitchen_facts(house))],
        "bathroom": [
            _thing("bathroom", "bathroom", {"baths": _number(house, "baths"), "has_wc": _yes(house, "wc_separate", inverted=True)})
        ],
        "extractor": [
            _thing("extractor", f"fan-{place}", {"flow_rate": _number(room, "extract", unit="l/s"), "room": f"room-{place}"})
            for place, room in enumerate(rooms)
            if room["kind"] == "kitchen"
        ],
    }
    complete = frozenset(thing.name for thing in THINGS.values() if thing.plural)
    return Survey("a made-up house", name, {thing: tuple(seen) for thing, seen in things.items()}, complete)


def _room_facts(room: House) -> dict[str, str]:
    use = "living_room" if room["kind"] == "living" else room["kind"]
    storey = f"storey-{room['floor']}" if "floor" in room else "unknown"
    return {"use": use, "floor_area": _hundredths(room, "area", "m2"), "sleepers": _number(room, "persons"), "storey": storey}


def _kitchen_facts(house: House) -> dict[str, str]:
    return {
        "four_ring_cookers": _number(house, "cookers"), "microwaves": _one(house, "microwave"), "sinks": _number(house, "sinks"),
        "dishwashers": _one(house, "dishwasher"), "worktop_length": _hundredths(house, "worktop", "m"),
    }  # fmt: skip


def _yes(of: House, name: str, *, inverted: bool = False) -> str:
    return "unknown" if name not in of else "yes" if of[name] != inverted else "no"


def _one(of: House, name: str) -> str:
    return "unknown" if name not in of else str(int(of[name]))


def _number(of: House, name: str, unit: str = "") -> str:
    return f"{of[name]} {unit}".strip() if name in of else "unknown"


def _hundredths(of: House, name: str, unit: str) -> str:
    return f"{of[name] // 100}.{of[name] % 100:02d} {unit}" if name in of else "unknown"


def _thing(thing: str, name: str, facts: dict[str, str]) -> Seen:
    values = {}
    for key, text in facts.items():
        declared = THINGS[thing].facts[key]
        if declared.kind == "link":
            if text != "unknown":
                values[key] = Observed((0, 0), text, "made up", targets=(text,))
        elif text != "unknown":
            values[key] = Observed(declared.read(text), text, "made up")
        elif declared.how:
            values[key] = Observed(declared.domain, text, "made up")
    return Seen(thing, name, values, "made up", name)
