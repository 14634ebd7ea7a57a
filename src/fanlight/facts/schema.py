"""The JSON Schema of a survey, by which editors complete and check one while it is written."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from fanlight.facts import units
from fanlight.facts.describing import answer, marks, walk
from fanlight.facts.kinds import Choice, Fact, Link, Measured, Text, YesNo
from fanlight.facts.survey_file import ABOUT, UNKNOWN, words_for_none
from fanlight.facts.units import COUNT
from fanlight.facts.vocabulary import THINGS, Thing

Schema = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
SCALAR = ["string", "number", "boolean", "null"]
DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}"


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _is(*patterns: str) -> str:
    """A pattern for the whole of a text, with any space around it, as the reader allows."""
    return rf"^\s*(?:{'|'.join(patterns)})\s*$"


def _any_case(word: str) -> str:
    return "".join(f"[{letter.lower()}{letter.upper()}]" if letter.isalpha() else re.escape(letter) for letter in word)


def schema() -> Schema:
    """The schema of a whole survey. What no pattern can tell (legal ranges, ends of links, two of one id) is left to the reader."""
    things = {thing.plural or thing.name: thing for thing in walk()}
    return {
        "$schema": DRAFT,
        "title": "A survey of a house",
        "description": "What was observed of one house, by whom and when. What is left out or blank is unknown.",
        "type": "object",
        "properties": {"survey": _head(), "complete": _complete(things), **{key: _thing(thing) for key, thing in things.items()}},
        "additionalProperties": False,
        "if": {"required": ["survey"], "properties": {"survey": {"type": "object", **_named()}}},
        "else": {"properties": _judged(things)},
        "$defs": _definitions(),
    }


def _definitions() -> Schema:
    blank: Schema = {"description": "Nothing is said.", "enum": [None, ""]}
    unknown = {"anyOf": [_ref("blank"), {"const": "unknown"}, {"type": "string", "pattern": _is(*map(_any_case, UNKNOWN))}]}
    signed = {"type": "object", "anyOf": [{"properties": {"value": _ref("unknown")}}, _named()]}
    keys: Schema = {"value": True, "by": {"type": SCALAR}, "on": _ref("day"), "note": {"type": SCALAR}}
    values = {_value_name(fact): fact for thing in THINGS.values() for fact in thing.facts.values()}
    return {
        "blank": blank,
        "unknown": unknown,
        "told": {"type": "object", "properties": keys, "required": ["value"], "additionalProperties": False},
        "signed": {"description": "An officer's judgement: say whose.", "anyOf": [_ref("unknown"), signed]},
        "day": {"anyOf": [_ref("blank"), {"type": "string", "pattern": _is(DATE)}]},
        **{name: {"anyOf": [_value(fact), _ref("unknown")]} for name, fact in values.items()},
    }


def _named() -> Schema:
    return {"required": ["by"], "properties": {"by": {"type": ["string", "number"], "pattern": r"\S"}}}


def _head() -> Schema:
    keys: Schema = {key: {"type": SCALAR} for key in ("of", "by", "note", "council", *ABOUT)}
    notes = {"anyOf": [{"type": SCALAR}, {"type": "array", "items": {"type": SCALAR}}]}
    keys |= {"on": _ref("day"), "notes": notes}
    return {"anyOf": [_ref("blank"), {"type": "object", "properties": keys, "additionalProperties": False}]}


def _complete(things: Mapping[str, type[Thing]]) -> Schema:
    lists = [key for key, thing in things.items() if thing.plural]
    return {
        "description": "The lists that leave nothing out.",
        "anyOf": [_ref("blank"), {"const": "all"}, {"type": "array", "items": {"enum": lists}}],
    }


def _thing(thing: type[Thing]) -> Schema:
    keys: Schema = {"id": _id(thing), "label": {"description": "What people call it.", "type": SCALAR}}
    keys |= {name: _fact(fact) for name, fact in thing.facts.items()}
    one: Schema = {"type": "object", "properties": keys, "additionalProperties": False}
    about = {"description": (thing.__doc__ or "").strip()}
    if thing.plural is None:
        return about | {"anyOf": [_ref("blank"), one]}
    return about | {"anyOf": [_ref("blank"), {"type": "array", "maxItems": thing.at_most, "items": one}]}


def _judged(things: Mapping[str, type[Thing]]) -> Schema:
    """Where the survey names nobody, each judgement has to."""
    found: Schema = {}
    for key, thing in things.items():
        judged = {name: _ref("signed") for name, fact in thing.facts.items() if fact.judged}
        if judged:
            found[key] = {"items": {"properties": judged}} if thing.plural else {"properties": judged}
    return found


def _id(thing: type[Thing]) -> Schema:
    words = [*map(_any_case, (*UNKNOWN[1:], "none", "*")), *map(re.escape, sorted(words_for_none(thing))), ".* or .*"]
    refused = {"type": "string", "pattern": _is(*words)}
    return {"description": "The word by which links name it.", "type": [*SCALAR[:2], "null"], "not": refused}


def _fact(fact: Fact) -> Schema:
    words = [f"{fact.question} {fact.hint}".strip(), *(f"({mark})" for mark in marks(fact)), f"Write {answer(fact)}."]
    value = _ref(_value_name(fact))
    return {"description": " ".join(words), "anyOf": [value, {**_ref("told"), "properties": {"value": value}}]}


def _value_name(fact: Fact) -> str:
    """The definition of its values: one for all facts of a kind, unless each of the kind has its own."""
    is_shared = isinstance(fact, YesNo | Text) or fact.kind == "date" or _has_unit(fact)
    return fact.kind if is_shared else fact.path


def _value(fact: Fact) -> Schema:
    if isinstance(fact, YesNo):
        return {"anyOf": [{"enum": ["yes", "no", True, False]}, {"type": "string", "pattern": _is(*map(_any_case, YesNo.WORDS))}]}
    if isinstance(fact, Text):
        return {"type": SCALAR[:3]}
    if isinstance(fact, Link):
        refused = {} if fact.optional else {"not": {"type": "string", "pattern": r"^(?:.* or )?\s*none\s*(?: or .*)?$"}}
        return {"type": ["string", "number"], **refused}
    if isinstance(fact, Choice):
        option = f"(?:{'|'.join(re.escape(each) for each in fact.options)})"
        return {"anyOf": [{"enum": list(fact.options)}, {"type": "string", "pattern": _is(rf"{option}(?:\s* or \s*{option})*")}]}
    assert isinstance(fact, Measured)
    return _number(fact)


def _number(fact: Measured) -> Schema:
    if fact.kind == "date":
        return {"type": "string", "pattern": _is(f"(?:before |from )?{DATE}", f"{DATE} to {DATE}")}
    if _has_unit(fact):
        return _quantity(fact)
    least, most = (Decimal(end).scaleb(-fact.measures.decimals) for end in fact.domain)
    of = "integer" if fact.measures is COUNT else "number"
    return {"anyOf": [{"type": of, "minimum": _plain(least), "maximum": _plain(most)}, _quantity(fact)]}


def _plain(amount: Decimal) -> int | float:
    return int(amount) if amount == int(amount) else float(amount)


def _has_unit(fact: Fact) -> bool:
    return isinstance(fact, Measured) and fact.measures.base != ""


def _quantity(fact: Measured) -> Schema:
    """Text that reads as a quantity of this fact's dimension: exact, a range, a tolerance, or open at one end."""
    number = units.AMOUNT if fact.measures is not COUNT else r"-?[0-9]{1,12}(?:\.0{1,12})?"
    is_count = fact.measures is COUNT
    exact = rf"{number}\s*{_unit(fact.measures.units, is_count)}"
    spread = rf"[0-9.]+\s*(?:%|{_unit(fact.measures.units, False)})?" if _has_unit(fact) else r"[0-9.]+\s*%?"
    forms = (exact, rf"(?:{exact}|{number})\s* to \s*{exact}", rf"{exact}\s*\+/-\s*{spread}", rf"at (?:least|most) \s*{exact}")
    return {"type": "string", "pattern": _is(*forms), "description": f"For example '{fact.show((fact.domain[1], fact.domain[1]))}'."}


def _unit(sizes: Sequence[tuple[str, Decimal]], is_count: bool) -> str:
    names = [name for name, _ in sizes if name]
    names += [plural for plural, unit in units.PLURALS.items() if unit in names]
    if not names:
        return "" if is_count else "%?"
    return f"(?:{'|'.join(re.escape(name) for name in names)})"
