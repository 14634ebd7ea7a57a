"""An empty survey to fill in, with the question above each key."""

import textwrap
from collections.abc import Iterator, Sequence

from fanlight.facts.describing import answer, marks
from fanlight.facts.kinds import Fact
from fanlight.facts.vocabulary import Thing

WIDTH = 118
INTRODUCTION = (
    "A survey of one house. Write what was seen after each colon; leave blank what nobody saw: a blank is unknown, never no and never 0.",
    "A value may be a range (9 to 11 m2), have a tolerance (12 m2 +/- 5%), be open (at least 2) or be one of several (smoke or heat).",
    "To say who saw one value, when and how, write {value: 12 m2, by: A. Officer, on: 2026-03-02, note: by laser}.",
    "A list holds an example: take away its # signs, fill it in, and repeat it for each member.",
)
HEAD = (
    ("of", "a name for the house in this survey"),
    ("address", ""),
    ("postcode", ""),
    ("uprn", "the house's unique property reference number, where known"),
    ("council", "the short name of the council, for example sheffield"),
    ("on", "the day of the survey, for example 2026-03-02"),
    ("by", "who made it"),
    ("source", "where it was taken from, if not from the house"),
    ("note", ""),
)


def template(things: Sequence[type[Thing]]) -> str:
    """The survey as YAML. It can be read as it stands, and says nothing."""
    return "\n".join(_lines(things)) + "\n"


def _lines(things: Sequence[type[Thing]]) -> Iterator[str]:
    for sentence in INTRODUCTION:
        yield from comment(sentence)
    yield "survey:"
    for key, meaning in HEAD:
        yield f"  {key}:" + (f"  # {meaning}" if meaning else "")
    yield ""
    yield from comment(
        "Which lists are complete? Write [rooms, kitchens], or all. A list not named here may have members that nobody listed."
    )
    yield "complete:"
    for thing in things:
        yield ""
        yield from _singular(thing) if thing.plural is None else _list(thing, thing.plural)


def _singular(thing: type[Thing]) -> Iterator[str]:
    yield from comment(_about(thing))
    yield f"{thing.name}:"
    for fact in thing.facts.values():
        yield from _asked(fact, "  ")


def _list(thing: type[Thing], plural: str) -> Iterator[str]:
    yield from comment(f"{_about(thing)} At most {thing.at_most}.")
    yield f"{plural}:"
    yield f"#- id: {thing.name}-1"
    yield "#  label:"
    for fact in thing.facts.values():
        yield from (f"#{line}" for line in _asked(fact, "  "))


def _about(thing: type[Thing]) -> str:
    return f"{(thing.plural or thing.name).replace('_', ' ').capitalize()}. {(thing.__doc__ or '').strip()}"


def _asked(fact: Fact, margin: str) -> Iterator[str]:
    yield from comment(f"{fact.question} {fact.hint}".strip(), margin)
    yield from comment("; ".join([answer(fact), *marks(fact)]), margin)
    yield f"{margin}{fact.name}:"


def comment(text: str, margin: str = "") -> Iterator[str]:
    """A text as lines of comment."""
    yield from textwrap.wrap(text, WIDTH, initial_indent=f"{margin}# ", subsequent_indent=f"{margin}# ", break_on_hyphens=False)
