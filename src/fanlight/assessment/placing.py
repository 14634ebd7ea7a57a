"""Placing people in rooms: who may share a room, and a survey with a placing written into it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from fanlight.assessment.dependence import OF_ROOM
from fanlight.facts.kinds import Choice
from fanlight.facts.survey import NONE, Observed, Seen, Survey
from fanlight.facts.vocabulary import THINGS, fact

SLEPT_IN = ("bedroom", "study_bedroom", "bed_sitting_room", "bedsit")
USE = THINGS["room"].facts["use"]
assert isinstance(USE, Choice)
SLEPT_BITS = sum(USE.mask(name) for name in SLEPT_IN)
OTHER_BIT = USE.mask("other")


@dataclass(frozen=True, slots=True)
class Group:
    """Who sleeps in one room: grown people (18 or more), older children (10 to 17) and children under ten; and what they are to each other.

    `households` is how many households the room adds: none for children who belong to one in another room.
    """

    words: str
    adults: int
    older: int
    under_ten: int
    households: int
    couple: bool = False
    one_household: bool = True
    one_sex: bool = True

    @property
    def persons(self) -> int:
        """How many people the group is; children and babies count."""
        return self.adults + self.older + self.under_ten


GROUPS = (
    Group("nobody", 0, 0, 0, 0),
    Group("one adult", 1, 0, 0, 1),
    Group("a couple", 2, 0, 0, 1, couple=True, one_sex=False),
    Group("two adults of one sex, two households", 2, 0, 0, 2, one_household=False),
    Group("an adult and a child under ten", 1, 0, 1, 1),
    Group("a couple and a child under ten", 2, 0, 1, 1, couple=True, one_sex=False),
    Group("a couple and two children under ten", 2, 0, 2, 1, couple=True, one_sex=False),
    Group("a child under ten, of a household in another room", 0, 0, 1, 0),
    Group("two children under ten, of a household in another room", 0, 0, 2, 0),
    Group("a child of 10 to 17, of a household in another room", 0, 1, 0, 0),
)
"""Everybody who may be put into one room. Three or more adults are never put together: no edition has a figure for them."""


def candidates(survey: Survey) -> list[Seen]:
    """The rooms people can be placed in: those for sleeping in by their use, or where somebody is said to sleep."""
    return [room for room in survey.things.get("room", ()) if _slept_in(room)]


def _slept_in(room: Seen) -> bool:
    used, use = room.values.get("is_used_for_sleeping"), room.values.get("use")
    if used is not None and used.bounds[0] == used.bounds[1]:
        return used.bounds == (1, 1)
    return use is not None and use.bounds[0] & ~SLEPT_BITS == 0


def opened(survey: Survey, placing: Mapping[str, Group]) -> Survey:
    """The survey with some rooms placed and every other room people can be placed in left open, and all totals with them."""
    whole = placed(survey, placing)
    things = dict(whole.things)
    waiting = {room.id for room in candidates(survey)} - set(placing)
    before = {room.id: room for room in survey.things.get("room", ())}
    things["room"] = tuple(_open(before[room.id], OF_ROOM) if room.id in waiting else room for room in things.get("room", ()))
    units = {target for room in survey.things.get("room", ()) if room.id in waiting for target in _unit_of(room)}
    things["unit"] = tuple(_with(unit, persons=None, households=None) if unit.id in units else unit for unit in things.get("unit", ()))
    for thing in ("kitchen", "bathroom"):
        things[thing] = tuple(
            _with(seen, users=None, **({"adult_users": None} if thing == "kitchen" else {})) for seen in things.get(thing, ())
        )
    totals = ("persons", "households", *(name for name in SHARERS if name in things["house"][0].values))
    things["house"] = tuple(_open(house, totals) for house in things["house"])
    return replace(whole, things=things, complete=whole.complete - {"person"} if waiting else whole.complete)


def _open(seen: Seen, names: Sequence[str]) -> Seen:
    """The thing with some facts open within their whole range, whatever could be derived of them."""
    facts = {name: _value(fact(f"{seen.thing}.{name}").domain) for name in names}
    use = seen.values.get("use")
    if seen.thing == "room" and use is not None:
        facts["use"] = _value((use.bounds[0] | OTHER_BIT,) * 2)
    return replace(seen, values={**seen.values, **facts})


def _unit_of(room: Seen) -> tuple[str, ...]:
    unit = room.values.get("unit")
    return unit.targets if unit is not None else ()


def placed(survey: Survey, placing: Mapping[str, Group]) -> Survey:
    """The survey with people placed: room id to group; nobody sleeps in a room that is not named."""
    things = dict(survey.things)
    things["room"] = tuple([_made(room, placing.get(room.id, GROUPS[0])) for room in things.get("room", ())])
    of_unit = _by_unit(survey, placing)
    things["unit"] = tuple(_lived_in(unit, of_unit.get(unit.id, ())) for unit in things.get("unit", ()))
    everybody = list(placing.values())
    shared = _sharers(survey, of_unit, everybody)
    things["kitchen"] = tuple(_used(kitchen, of_unit, shared, "kitchen", survey) for kitchen in things.get("kitchen", ()))
    things["bathroom"] = tuple(_used(bathroom, of_unit, shared, "bathroom", survey) for bathroom in things.get("bathroom", ()))
    house = things.get("house", ()) or (Seen("house", "house", {}, ""),)
    things["house"] = (_house(house[0], everybody),)
    things.pop("person", None)
    return replace(survey, things=things, complete=survey.complete | {"person"})


def _lived_in(unit: Seen, groups: Sequence[Group]) -> Seen:
    return _with(unit, persons=_total(groups), households=_homes(groups))


@lru_cache(maxsize=1024)
def _value(bounds: tuple[int, int]) -> Observed:
    return Observed(bounds, "placed", "a placing tried out")


def _with(seen: Seen, **facts: int | None) -> Seen:
    """The thing with placed facts; None takes an observation away, because the placing leaves the fact open."""
    values = dict(seen.values)
    for name, number in facts.items():
        if number is None:
            values.pop(name, None)
        else:
            values[name] = _value((number, number))
    return Seen(seen.thing, seen.id, values, seen.where, seen.label)


_MADE: dict[tuple[int, Group], tuple[Seen, Seen]] = {}
MOST_MADE = 4000


def _made(room: Seen, group: Group) -> Seen:
    """A room with a group in it, made once: a search asks for the same ones thousands of times."""
    key = (id(room), group)
    known = _MADE.get(key)
    if known is None or known[0] is not room:
        if len(_MADE) > MOST_MADE:
            _MADE.clear()
        known = _MADE[key] = (room, _room(room, group))
    return known[1]


def _room(room: Seen, group: Group) -> Seen:
    if not group.persons:
        room = _not_slept_in(room)
    placed_room = _with(
        room,
        sleepers=group.persons,
        sleepers_under_ten=group.under_ten,
        sharers_are_couple=int(group.couple),
        sharers_are_one_household=int(group.one_household),
        sharers_are_one_sex=int(group.one_sex),
        sharers_are_adults=int(not group.older and not group.under_ten),
        is_used_for_sleeping=int(group.persons > 0),
    )
    ages = (0, 9) if group.under_ten else (10, 17) if group.older else (18, fact("room.youngest_sleeper_age").domain[1])
    return replace(placed_room, values={**placed_room.values, "youngest_sleeper_age": _value(ages)})


def _not_slept_in(room: Seen) -> Seen:
    """A room for sleeping in where nobody is placed is put to another use: an empty bedroom limits no number."""
    use = room.values.get("use")
    if use is None or use.bounds[0] & ~SLEPT_BITS:
        return room
    return replace(room, values={**room.values, "use": _value((OTHER_BIT, OTHER_BIT))})


def _by_unit(survey: Survey, placing: Mapping[str, Group]) -> dict[str, list[Group]]:
    """The groups of each unit. A room that may belong to several units counts for none of them."""
    found: dict[str, list[Group]] = {}
    for room in survey.things.get("room", ()):
        unit = room.values.get("unit")
        if unit is not None and len(unit.targets) == 1 and unit.targets[0] != NONE and room.id in placing:
            found.setdefault(unit.targets[0], []).append(placing[room.id])
    return found


def _total(groups: Sequence[Group]) -> int:
    return sum(group.persons for group in groups)


def _homes(groups: Sequence[Group]) -> int:
    return sum(group.households for group in groups)


def _sharers(survey: Survey, of_unit: Mapping[str, Sequence[Group]], everybody: Sequence[Group]) -> dict[str, list[Group] | None]:
    """Who shares kitchens and bathrooms: all but those in a unit of their own with its own; None where that is not known."""
    found: dict[str, list[Group] | None] = {}
    for thing, own in (("kitchen", "has_cooking"), ("bathroom", "has_bath_or_shower")):
        mine: list[Group] = []
        known = True
        for unit in survey.things.get("unit", ()):
            has = unit.values.get(own)
            known &= has is not None and has.bounds[0] == has.bounds[1]
            if has is not None and has.bounds == (1, 1):
                mine.extend(of_unit.get(unit.id, ()))
        found[thing] = _without(everybody, mine) if known else None
    return found


def _without(everybody: Sequence[Group], some: Sequence[Group]) -> list[Group]:
    left = list(everybody)
    for group in some:
        left.remove(group)
    return left


def _used(seen: Seen, of_unit: Mapping[str, Sequence[Group]], shared: Mapping[str, list[Group] | None], thing: str, survey: Survey) -> Seen:
    """A kitchen or bathroom with its users: those of its unit, or all who share where there is only one to share."""
    unit = seen.values.get("unit")
    users: Sequence[Group] | None = None
    if unit is not None and len(unit.targets) == 1 and unit.targets[0] != NONE:
        users = of_unit.get(unit.targets[0], ())
    elif len([each for each in survey.things.get(thing, ()) if _is_shared(each)]) == 1 and thing in survey.complete:
        users = shared[thing]
    facts: dict[str, int | None] = {"users": None if users is None else _total(users)}
    if thing == "kitchen":
        facts["adult_users"] = None if users is None else sum(group.adults for group in users)
    return _with(seen, **facts)


def _is_shared(seen: Seen) -> bool:
    value = seen.values.get("is_shared")
    return value is None or value.bounds[1] == 1


SHARERS = ("bath_sharers", "wc_sharers", "basin_sharers")


def _house(house: Seen, everybody: Sequence[Group]) -> Seen:
    """The house with its totals. Sharers that were said to be everybody are everybody again; others follow from the units, or stay open."""
    persons = house.values.get("persons")
    facts: dict[str, int | None] = {"persons": _total(everybody), "households": _homes(everybody)}
    for name in SHARERS:
        said = house.values.get(name)
        if said is not None:
            facts[name] = _total(everybody) if persons is not None and said.bounds == persons.bounds else None
    return _with(house, **facts)


def described(placing: Mapping[str, Group], survey: Survey) -> Iterator[str]:
    """A placing in words, room by room."""
    for room in survey.things.get("room", ()):
        if room.id in placing:
            yield f"{room.label}: {placing[room.id].words}"
