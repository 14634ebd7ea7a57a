"""Describing the vocabulary to people and programs: every fact in words and as plain data, in the order of a walk through a house."""

from collections.abc import Iterator

from fanlight.facts.files import Problem, Refused, nearest
from fanlight.facts.kinds import Choice, Fact, Link, Measured, Text, YesNo, one_of
from fanlight.facts.units import COUNT
from fanlight.facts.vocabulary import THINGS, Thing

SHAPE = "fanlight facts 1"
WALK = (
    "house", "unit", "person", "tenancy", "storey", "staircase", "cellar", "room", "window", "heater", "extractor",
    "kitchen", "cooker", "bathroom", "basin", "hot_water", "escape_route", "door", "alarm", "emergency_lighting",
    "fire_equipment", "electrics", "bins", "licence",
)  # fmt: skip


def walk() -> list[type[Thing]]:
    """Every thing in the order in which one comes to it; a new thing that has no place yet comes last."""
    return [*(THINGS[name] for name in WALK), *(thing for name, thing in THINGS.items() if name not in WALK)]


def chosen(names: list[str]) -> list[type[Thing]]:
    """The things of these names (`room` or `rooms`), all of them for none. Raises Refused."""
    known = {word: thing for thing in walk() for word in (thing.name, thing.plural) if word}
    wrong = [Problem(name, 0, f"there is no such thing{nearest(name, known)}") for name in names if name not in known]
    if wrong:
        raise Refused(wrong)
    wanted = {known[name].name for name in names}
    return [thing for thing in walk() if not names or thing.name in wanted]


def row(fact: Fact) -> dict[str, object]:
    """A fact as plain data; what does not concern its kind is null or empty."""
    least, most = _ends(fact)
    return {
        "path": fact.path, "thing": fact.thing, "kind": fact.kind, "unit": fact.dimension.base if fact.dimension else "",
        "low": least, "high": most, "range_source": fact.range_source if isinstance(fact, Measured) else None,
        "options": list(fact.options) if isinstance(fact, Choice) else [],
        "to": fact.to if isinstance(fact, Link) else None, "none": (fact.optional or None) if isinstance(fact, Link) else None,
        "question": fact.question, "hint": fact.hint, "group": fact.group, "derived": fact.how or None,
        "judged": fact.judged, "case": fact.case, "sensitive": fact.sensitive, "public": fact.public, "context": fact.context,
    }  # fmt: skip


def _ends(fact: Fact) -> tuple[str | None, str | None]:
    if not isinstance(fact, Measured):
        return None, None
    least, most = fact.domain
    return fact.show((least, least)), fact.show((most, most))


def answer(fact: Fact) -> str:
    """How the fact is written in a survey: its unit and range, its options, or what it links to."""
    if isinstance(fact, YesNo):
        return "yes or no"
    if isinstance(fact, Choice):
        return f"one of: {', '.join(fact.options)}"
    if isinstance(fact, Link):
        return f"the id of a {fact.to}" + (f", or '{fact.optional}'" if fact.optional else "")
    if isinstance(fact, Measured):
        return f"{_quantity(fact)}, {fact.show(fact.domain)}"
    assert isinstance(fact, Text)
    return "words"


def _quantity(fact: Measured) -> str:
    units = [unit for unit, _ in fact.measures.units if unit]
    if fact.kind == "date":
        return "a date"
    if not units:
        return "a whole number" if fact.measures is COUNT else "a number or percentage"
    return f"{fact.measures.name} in {one_of(units)}"


def marks(fact: Fact) -> Iterator[str]:
    """What else one has to know before answering."""
    if fact.judged:
        yield "an officer's judgement: say whose, as {value: ..., by: ..., on: ...}"
    if fact.how:
        yield "worked out from other facts where it is left blank"
    if fact.case:
        yield "known from the case, not seen in the house"
    if fact.sensitive:
        yield "about people: kept from the public"


def paragraph(fact: Fact) -> str:
    """A fact as a few lines of text."""
    source = f" ({fact.range_source})" if isinstance(fact, Measured) else ""
    lines = [f"{fact.path}: {answer(fact)}{source}", f"    {fact.question} {fact.hint}".rstrip()]
    lines += [f"    [{mark}]" for mark in marks(fact)]
    lines += [f"    = {fact.how}"] if fact.how else []
    return "\n".join(lines)
