"""What a survey cannot say: statements about one house that exclude each other are refused before any clause runs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fanlight.assessment.bounds import NO
from fanlight.assessment.evaluate import FIRST, SINGLE_PLACES, Compiler, derivation, environment, scope_of
from fanlight.assessment.model import SINGLES, Model, Row, lay_out
from fanlight.assessment.trace import Tracer
from fanlight.assessment.trail import Trail
from fanlight.facts.files import Problem, Refused, place_of
from fanlight.facts.kinds import Choice
from fanlight.facts.survey import Observed, Survey
from fanlight.facts.vocabulary import THINGS, fact
from fanlight.standards import stored
from fanlight.standards.nodes import Node


@dataclass(frozen=True, slots=True)
class Possible:
    """Something that must be possible in every house. `each` is the thing it is about (empty: the house)."""

    each: str
    holds: str
    message: str


RULES = (
    Possible("", "sum(room: room.sleepers) <= house.persons", "more people sleep in the rooms than live in the house"),
    Possible("", "sum(unit: unit.persons) <= house.persons", "more people live in the units of accommodation than in the house"),
    Possible("", "count(person) <= house.persons", "more people are listed than live in the house"),
    Possible("", "house.persons = 0 or some(unit)", "people live in the house, but the complete list of units of accommodation is empty"),
    Possible("", "house.persons = 0 or some(room)", "people live in the house, but the complete list of rooms is empty"),
    Possible("", "house.households <= house.persons", "there are more households than people"),
    Possible("room", "room.floor_area_under_low_ceiling <= room.floor_area", "more floor lies under a low ceiling than the room has"),
    Possible("room", "room.floor_area_under_five_foot_ceiling <= room.floor_area", "more floor lies under a low ceiling than the room has"),
    Possible("room", "room.floor_area_of_bathroom_fittings <= room.floor_area", "bathroom fittings take more floor than the room has"),
    Possible("room", "count(person where person.room is room) <= room.sleepers", "more people are listed in the room than sleep in it"),
    Possible("room", "room.sleepers_under_ten <= room.sleepers", "more children under ten sleep in the room than people"),
    Possible("unit", "sum(room where room.unit is unit: room.sleepers) <= unit.persons", "more people sleep in its rooms than live in it"),
    Possible("kitchen", "kitchen.users <= house.persons", "more people use the kitchen than live in the house"),
    Possible("kitchen", "kitchen.adult_users <= kitchen.users", "more adults use the kitchen than people"),
    Possible("kitchen", "kitchen.double_bowl_sinks <= kitchen.sinks", "there are more double-bowl sinks than sinks"),
    Possible("kitchen", "kitchen.bowl_and_half_sinks <= kitchen.sinks", "there are more bowl-and-a-half sinks than sinks"),
    Possible("window", "window.openable_area <= window.area", "more of the window opens than there is window"),
    Possible("window", "window.glazed_area <= window.area", "the window has more glass than window"),
)  # fmt: skip


NAMED = frozenset(path for rule in RULES for path in re.findall(r"[a-z_]+\.[a-z_]+", rule.holds))


def touches(path: str) -> bool:
    """Whether a rule speaks of a fact, so that an answer to it may contradict the rest of a survey."""
    return path in NAMED or bool(fact(path).how)


def check(survey: Survey) -> None:
    """Refuse a survey that contradicts itself, with every contradiction and the places of what contradicts. Raises Refused."""
    compiler = Compiler()
    model = lay_out(survey, {})
    problems = [*_broken_rules(compiler, model), *_contradicted(compiler, model)]
    if problems:
        raise Refused(problems)


def rules() -> list[tuple[Possible, Node]]:
    """Every rule with its node."""
    kept = stored.recall("consistency")
    if kept is None:
        from fanlight.standards.elaborate import read_truth  # the parser is loaded only where something has to be read
        from fanlight.standards.scope import Scope

        kept = tuple(read_truth(rule.holds, Scope().about(rule.each or None)) for rule in RULES)
        stored.keep("consistency", kept)
    return list(zip(RULES, kept, strict=True))


def _broken_rules(compiler: Compiler, model: Model) -> Iterator[Problem]:
    for rule, node in rules():
        places = {**SINGLE_PLACES, rule.each: FIRST} if rule.each else SINGLE_PLACES
        holds, why = compiler.value(node, places), Tracer(compiler).why(node, places)
        env = environment(model)
        for row in model.sets[rule.each] if rule.each else [None]:
            env[FIRST] = row
            if holds(env) != NO:
                continue
            trail = Trail()
            why(env, trail)
            seen = [value for noted in trail.relied.values() if (value := _value(model, noted.thing, noted.id, noted.name))]
            yield _problem(rule.message, row, [(noted.path, value) for noted, value in zip(trail.relied.values(), seen, strict=False)])


def _value(model: Model, thing: str, name: str, known_as: str) -> Observed | None:
    return next((seen.values.get(known_as) for seen in model.survey.things.get(thing, ()) if seen.id == name), None)


def _problem(message: str, row: Row | None, seen: list[tuple[str, Observed]]) -> Problem:
    file, line = place_of(seen[0][1].where) if seen else ("", 0)
    facts = "; ".join(f"{path} is {value.text} (line {place_of(value.where)[1]})" for path, value in seen)
    about = f"{row[0].label}: " if row is not None else ""
    return Problem(file, line, f"{about}{message}: {facts}. Correct the one that is wrong")


def _contradicted(compiler: Compiler, model: Model) -> Iterator[Problem]:
    """Derived facts that somebody observed: the observed value is kept, but it may not be impossible."""
    for seen in model.survey.all_seen():
        thing = THINGS[seen.thing]
        for name, value in seen.values.items():
            declared = thing.facts[name]
            if not declared.how:
                continue
            derived = _derived(compiler, model, declared.path, _row_of(model, seen.thing, seen.id))
            apart = not (derived[0] & value.bounds[0]) if isinstance(declared, Choice) else _apart(derived, value.bounds)
            if apart:
                file, line = place_of(value.where)
                message = f"{declared.path} of {seen.label} is given as {value.text}, but what is listed makes it {declared.show(derived)}"
                yield Problem(file, line, f"{message}. Correct the one that is wrong")


def _apart(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[1] < other[0] or other[1] < one[0]


def _row_of(model: Model, thing: str, name: str) -> Row:
    if thing in SINGLES:
        return model.row(thing)
    return next(row for row in model.sets[thing] if row[0].id == name)


def _derived(compiler: Compiler, model: Model, path: str, row: Row) -> tuple[int, int]:
    """What the listed things make of a derived fact, whatever was observed of it."""
    run = compiler.value(derivation(path), scope_of(path))
    env = environment(model)
    env[FIRST] = row
    return run(env)
