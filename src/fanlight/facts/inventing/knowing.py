"""How much is known of an invented house: what a register prints, what an applicant says, and what an officer sees."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from random import Random

from fanlight.facts.inventing.distribution import Among, Figure, plain, rare
from fanlight.facts.inventing.draft import Row
from fanlight.facts.inventing.reading import shipped
from fanlight.facts.kinds import Day
from fanlight.facts.vocabulary import THINGS

Things = dict[str, list[Row]]
Known = tuple[Things, tuple[str, ...]]
ALWAYS = ("id", "label")
PLAIN = frozenset(
    ("room", "unit", "storey", "kitchen", "kind", "use", "level", "place", "serves")
    + ("is_shared", "is_communal", "sleepers", "persons", "households")
)
"""What is known even of a thing that nobody could look at closely, and of a room that nobody could enter."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """What somebody says of one thing that is not so."""

    thing: str
    id: str
    fact: str
    said: str
    so: str


def _happens(random: Random, name: str) -> bool:
    return shipped().named[name].of({}).draw(random) == "yes"


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(shipped().words[name])


def _listed(words: frozenset[str], things: Mapping[str, list[Row]]) -> Things:
    """The facts that are named of each thing (`room.use`), and no others."""
    known: Things = {}
    for thing, rows in things.items():
        names = {*ALWAYS, *(word.partition(".")[2] for word in words if word.startswith(f"{thing}."))}
        if names != set(ALWAYS):
            known[thing] = [{key: value for key, value in row.items() if key in names} for row in rows]
    return known


def registered(things: Mapping[str, list[Row]], random: Random, on: date) -> Known:
    """The numbers that a register prints."""
    known = _listed(_words("register_prints"), things)
    sleeping = sum(row["sleepers"] != "0" for row in things["room"])
    known["house"][0] |= {"sleeping_rooms": str(sleeping)}
    return _dated(known, random, on), ()


def applied(things: Mapping[str, list[Row]], random: Random, on: date) -> Known:
    """What an applicant says: less, roughly, and with the mistakes of `mistaken`."""
    said, _ = mistaken(things, random)
    return _dated(said, random, on), tuple(str(THINGS[thing].plural) for thing in ("unit", "storey", "room", "kitchen", "bathroom"))


def mistaken(things: Mapping[str, list[Row]], random: Random) -> tuple[Things, tuple[Mistake, ...]]:
    """What an applicant says, and which of it is not so."""
    said = _listed(_words("applicants_say"), things)
    mistakes = [
        *_wrong(said, random, "alarm", "is_interlinked"),
        *_wrong(said, random, "door", "is_fire_door"),
        *_wrong(said, random, "door", "has_self_closer"),
        *_areas(said, random),
    ]
    if _happens(random, "applicant_leaves_one_out"):
        mistakes += _left_out(said, things)
    return said, tuple(mistakes)


def _wrong(said: Things, random: Random, thing: str, fact: str) -> list[Mistake]:
    """Where the applicant says yes although it is not so."""
    found = []
    for row in said.get(thing, ()):
        if row.get(fact) == "no" and _happens(random, "applicant_says_yes"):
            row[fact] = "yes"
            found.append(Mistake(thing, row["id"], fact, "yes", "no"))
    return found


def _areas(said: Things, random: Random) -> list[Mistake]:
    """Areas to half a square metre within a tenth, and a few too large."""
    found = []
    for row in said["room"]:
        so = Decimal(row["floor_area"].split()[0])
        if _happens(random, "applicant_overstates_area"):
            more = Decimal(shipped().named["area_overstated_by"].of({}).draw(random))
            row["floor_area"] = f"{plain((so * more).quantize(Decimal('0.1')))} m2"
            found.append(Mistake("room", row["id"], "floor_area", row["floor_area"], f"{plain(so)} m2"))
        else:
            row["floor_area"] = f"{plain(_rounded(so))} m2 +/- 10%"
    return found


def _rounded(so: Decimal) -> Decimal:
    """To half a square metre where that is within a tenth of what is so."""
    half = (so * 2).quantize(Decimal(1)) / 2
    return half if abs(half - so) <= half / 10 else so


def _left_out(said: Things, things: Mapping[str, list[Row]]) -> list[Mistake]:
    """One who lives there is not mentioned: the last listed, by room, unit and house alike."""
    last = things["person"][-1]
    alone = last["relationship"] == "first_person"
    room = next(row for row in said["room"] if row["id"] == last["room"])
    unit = next(row for row in said["unit"] if row["id"] == room["unit"])
    count = ("persons", "households") if alone else ("persons",)
    found = []
    for thing, row, facts in (("room", room, ("sleepers",)), ("unit", unit, count), ("house", said["house"][0], count)):
        for fact in facts:
            so = row[fact]
            row[fact] = str(int(so) - 1)
            found.append(Mistake(thing, row.get("id", thing), fact, row[fact], so))
    return found


def inspected(things: Mapping[str, list[Row]], random: Random, on: date) -> Known:
    """What an officer sees and measures: not the rooms that are locked, little of what is hidden, most of the rest."""
    locked = {row["id"] for row in things["room"] if row["sleepers"] != "0" and _happens(random, "room_is_locked")}
    known = {thing: [_seen(thing, row, locked, random) for row in rows] for thing, rows in things.items()}
    for row in known["room"]:
        if "floor_area" in row and _happens(random, "area_is_measured_roughly"):
            row["floor_area"] += " +/- 2%"
    return _dated(known, random, on), tuple(str(THINGS[thing].plural) for thing in THINGS if thing in _words("complete"))


def _seen(thing: str, row: Row, locked: set[str], random: Random) -> Row:
    """One thing without what was missed; of a locked room and what is in it, only what can be told without seeing it."""
    if locked and row.get("room", row.get("id")) in locked:
        return {key: value for key, value in row.items() if key in ALWAYS or key in PLAIN}
    seen = dict(row)
    for chance, names in _missable(thing):
        for place in rare(random, chance, len(names)):
            seen.pop(names[place], None)
    return seen


@cache
def _missable(thing: str) -> list[tuple[float, list[str]]]:
    """The facts of a thing that may be missed, by the chance of it: opinions, what is hidden, and the rest."""
    named, hidden = shipped().named, _words("hidden")
    kinds: dict[str, list[str]] = {"opinion_is_not_recorded": [], "hidden_fact_is_missed": [], "fact_is_missed": []}
    for name, fact in THINGS[thing].facts.items():
        if name not in PLAIN:
            kind = "opinion_is_not_recorded" if fact.judged else "hidden_fact_is_missed" if fact.path in hidden else "fact_is_missed"
            kinds[kind].append(name)
    return [(float(_chance(named[kind])), names) for kind, names in kinds.items()]


def _chance(figure: Figure) -> Decimal:
    """The chance of yes of a figure that is the same in every house."""
    distribution = figure.of({})
    assert isinstance(distribution, Among)
    return distribution.chances["yes"]


def _dated(things: Things, random: Random, on: date) -> Things:
    """Days before the survey become dates."""
    for thing, rows in things.items():
        days = _days(thing)
        for row in rows if days else ():
            for name in days & row.keys():
                row[name] = (on - timedelta(days=int(row[name].split()[0]))).isoformat()
    return things


@cache
def _days(thing: str) -> frozenset[str]:
    return frozenset(name for name, fact in THINGS[thing].facts.items() if isinstance(fact, Day))


DEPTHS: dict[str, Callable[[Mapping[str, list[Row]], Random, date], Known]] = {
    "register": registered,
    "application": applied,
    "inspection": inspected,
}
