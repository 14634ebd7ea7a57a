"""How a stock of houses lies in tables: one table for each thing, with columns made from the facts declared of it."""

from functools import cache

from fanlight.facts.kinds import Choice, Fact, Link, Text
from fanlight.facts.thing import Thing
from fanlight.facts.vocabulary import THINGS

HOUSE, PLACE = "house_id", "place_in_list"
"""The number of the house, the same in all its tables; and the place of a thing in its list, counted from 0."""

UNLISTED, NOTHING = -1, -2
"""The place of a thing that nobody listed, and the end of a link that leads to nothing."""

STOCK = "stock"
"""The table with one row for each house: its number, its name, its council, and which of its lists are complete."""


def bounded(declared: Fact) -> bool:
    """Whether a fact is kept as the two ends of its bounds."""
    return not isinstance(declared, Choice | Link | Text)


def kept(thing: type[Thing]) -> list[Fact]:
    """The facts of a thing that a stock keeps: all but texts, by which nothing is decided."""
    return [declared for declared in thing.facts.values() if not isinstance(declared, Text)]


def columns_of(declared: Fact) -> tuple[str, ...]:
    """The columns of a fact: two ends; the bits of the options still open; or the list of the places a link may lead to."""
    return (f"{declared.name}_low", f"{declared.name}_high") if bounded(declared) else (declared.name,)


def complete_of(thing: str) -> str:
    """The column of the stock that says whether the list of a thing is complete."""
    return f"{thing}_list_is_complete"


@cache
def listed() -> tuple[str, ...]:
    """The things of which a house may have any number."""
    return tuple(name for name, thing in THINGS.items() if thing.plural)
