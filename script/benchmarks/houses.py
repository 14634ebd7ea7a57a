"""Made-up houses over the whole vocabulary, from a seed: the same seed gives the same house on every machine."""

from random import Random

from fanlight.facts.kinds import Choice, Fact, Link, Measured, Text
from fanlight.facts.survey import NONE, Observed, Seen, Survey
from fanlight.facts.vocabulary import THINGS, Thing

# A house of eight rooms: how many of each thing an officer would write down. Whatever is not named here there is none of.
MIDDLING = {
    "storey": 3, "staircase": 2, "room": 8, "unit": 5, "tenancy": 5, "person": 6, "kitchen": 1, "cooker": 1, "bathroom": 2, "basin": 3,
    "door": 9, "escape_route": 1, "alarm": 8, "fire_equipment": 2, "emergency_lighting": 1, "window": 8, "extractor": 2, "heater": 7,
    "hot_water": 3,
}  # fmt: skip


def middling(seed: int, given: float = 0.9, derived: float = 0.0) -> Survey:
    """A house of eight rooms. `given` is the share of the facts that were observed, `derived` that of the facts one could derive."""
    chance = Random(seed)
    sizes = {thing.name: 1 if thing.plural is None else MIDDLING.get(thing.name, 0) for thing in THINGS.values()}
    things = {
        thing.name: tuple(_seen(thing, sizes, number, chance, given, derived) for number in range(sizes[thing.name]))
        for thing in THINGS.values()
    }
    listed = frozenset(thing.name for thing in THINGS.values() if thing.plural and chance.random() < max(given, 0.5))
    return Survey("a made-up house", f"house-{seed}", things, listed)


def _seen(thing: type[Thing], sizes: dict[str, int], number: int, chance: Random, given: float, derived: float) -> Seen:
    values = {}
    for name, fact in thing.facts.items():
        if chance.random() < (derived if fact.how else given):
            value = observed(fact, sizes, chance)
            if value is not None:
                values[name] = value
    name = thing.name if thing.plural is None else f"{thing.name}-{number + 1}"
    return Seen(thing.name, name, values, "made up", name)


def observed(fact: Fact, sizes: dict[str, int], chance: Random) -> Observed | None:
    """One value of a fact: mostly exact and near the low end of its range, now and then a span or two options."""
    vague = chance.random() < 0.03
    if isinstance(fact, Link):
        return _link(fact, sizes, chance)
    if isinstance(fact, Text):
        return None
    if isinstance(fact, Choice):
        mask = 1 << chance.randrange(len(fact.options)) | (1 << chance.randrange(len(fact.options)) if vague else 0)
        return Observed((mask, mask), fact.show((mask, mask)), "made up")
    if isinstance(fact, Measured):
        low, high = fact.domain
        value = low + int((high - low) * chance.random() ** 3)
        pair = (value, min(high, value + 2)) if vague else (value, value)
        return Observed(pair, fact.show(pair), "made up")
    answer = int(chance.random() < 0.7)
    return Observed((answer, answer), fact.show((answer, answer)), "made up")


def _link(fact: Link, sizes: dict[str, int], chance: Random) -> Observed | None:
    if fact.optional and chance.random() < 0.3:
        return Observed((0, 0), fact.optional, "made up", targets=(NONE,))
    if not sizes[fact.to]:
        return None
    targets = tuple(dict.fromkeys(f"{fact.to}-{chance.randrange(sizes[fact.to]) + 1}" for _ in range(2 if chance.random() < 0.05 else 1)))
    return Observed((0, 0), " or ".join(targets), "made up", targets=targets)
