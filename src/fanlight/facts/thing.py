"""A thing that has facts (a house, a room, a door), and the register of all things."""

from typing import ClassVar

from fanlight.facts.kinds import Fact

THINGS: dict[str, type["Thing"]] = {}


class Facts:
    """Some facts of a thing, declared in a file of their own because the thing has many."""


class Thing(Facts):
    """Base of all things. A subclass is one thing; each of its attributes that is a Fact is declared here and nowhere else.

    `plural` is its list in a survey; None means that a survey holds exactly one. `at_most` is the claim of how many a real house has.
    """

    name: ClassVar[str]
    plural: ClassVar[str | None] = None
    at_most: ClassVar[int] = 1
    facts: ClassVar[dict[str, Fact]]

    def __init_subclass__(cls, name: str = "", **kwargs: object) -> None:
        """Collect the facts of a new thing, give each its name and slot, and enter the thing in the register."""
        super().__init_subclass__(**kwargs)
        cls.name = name or cls.__name__.lower()
        declared = [vars(base) for base in reversed(cls.__mro__)]
        cls.facts = {key: value for names in (vars(cls), *declared) for key, value in names.items() if isinstance(value, Fact)}
        for slot, (key, fact) in enumerate(cls.facts.items(), start=1):
            fact.name, fact.thing, fact.slot = key, cls.name, slot
        if cls.name in THINGS:
            raise ValueError(f"two things are called {cls.name}")
        THINGS[cls.name] = cls


def singular() -> list[type[Thing]]:
    """The things of which a survey holds exactly one, in order of declaration."""
    return [thing for thing in THINGS.values() if thing.plural is None]


def fact(path: str) -> Fact:
    """The fact of that name (`room.floor_area`). Raises KeyError."""
    thing, _, name = path.partition(".")
    return THINGS[thing].facts[name]
