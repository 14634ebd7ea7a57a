"""The house and the parts of it that may each be an HMO: laid out as surveys of their own, with households and persons worked out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from fanlight.assessment.bounds import NO, OPEN, YES
from fanlight.assessment.model import Row
from fanlight.facts.kinds import Bounds, Choice
from fanlight.facts.survey import NONE, Observed, Seen, Survey
from fanlight.facts.vocabulary import fact
from fanlight.licensing import households
from fanlight.licensing.answers import Asked, house_of, with_house, worked_out
from fanlight.licensing.households import HOUSEHOLDS, Households
from fanlight.licensing.law import Law

WHOLE = ("standard", "flat", "converted", "declaration", "section-257")
# What is said of the house and holds of each of its flats as well; the rest of what is said of the house is left behind.
OF_EVERY_PART = (
    "accommodation_has_other_use", "has_mixed_residence_accepted", "is_main_residence", "is_refuge",
    "has_all_relationships_recorded", "has_rent_or_other_consideration", "run_by",
    "is_purpose_built_as_flats", "is_converted", "is_converted_by_creating_units",
)  # fmt: skip
# What is asked of a flat as a house of its own, and the fact of the unit that answers it.
OF_UNIT = (
    ("persons", "persons"), ("households", "households"), ("is_self_contained_flat", "is_self_contained_flat"),
    ("shares_or_lacks_basic_amenity", "shares_or_lacks_amenity_within"),
)  # fmt: skip
OF_THE_REST = ("bathroom", "kitchen")


@dataclass(frozen=True, slots=True)
class Part:
    """A house or a part of it as a survey of its own. `cases` are the surveys to try where one fact is open and everything turns on it."""

    label: str
    survey: Survey
    routes: tuple[str, ...]
    households: Households
    settled_by: Mapping[str, tuple[str, ...]]
    cases: tuple[Survey, ...]
    split_on: tuple[str, ...]
    notes: tuple[str, ...]


def of(survey: Survey, law: Law, on: date) -> Iterator[Part]:
    """The house as a whole, each self-contained flat in it, and, where flats and other units are mixed, the rest."""
    asked = Asked(survey, on)
    yield _part("The house", survey, WHOLE, law, on)
    flats = [] if _is_flat(survey) == YES else [(row[0].id, known) for row, known in _units(asked) if known != NO]
    for unit, known in flats:
        yield _part(f"The flat {unit}", _flat(survey, unit, known), ("flat",), law, on, of_unit=unit)
    if flats and any(known != YES for _, known in _units(asked)):
        yield _part("The house without its flats", _rest(survey, asked), ("standard",), law, on)


def _part(label: str, survey: Survey, routes: tuple[str, ...], law: Law, on: date, *, of_unit: str = "") -> Part:
    found = households.by_the_act(survey, law, on)
    values = dict(house_of(survey).values)
    values["persons"] = worked_out(found.persons, "the people listed")
    values["households"] = worked_out(found.count, "linking the people by their relationships")
    if found.besides_owner and "persons_besides_owner" not in values:
        values["persons_besides_owner"] = worked_out(found.besides_owner, "linking the people by their relationships")
    if _least(values.get("shared_amenities")) >= 1 and "shares_or_lacks_basic_amenity" not in values:
        values["shares_or_lacks_basic_amenity"] = worked_out(YES, "house.shared_amenities")
    whole = with_house(survey, values)
    settled_by = {HOUSEHOLDS: found.missing, **{f"house.{mine}": (f"unit.{its} of {of_unit}",) for mine, its in OF_UNIT if of_unit}}
    cases, split_on = _cases(whole)
    return Part(label, whole, routes, found, settled_by, cases, split_on, found.notes)


def _cases(survey: Survey) -> tuple[tuple[Survey, ...], tuple[str, ...]]:
    """A flat of which it is open whether it is self-contained meets one test or the other: both are tried."""
    name = "is_self_contained_flat"
    values = house_of(survey).values
    if _is_flat(survey) != YES or name in values:
        return (survey,), ()
    return tuple(with_house(survey, {**values, name: worked_out(each, "tried")}) for each in (YES, NO)), (f"house.{name}",)


def _is_flat(survey: Survey) -> Bounds:
    """Whether the survey is of a flat."""
    declared, value = fact("house.kind"), house_of(survey).values.get("kind")
    assert isinstance(declared, Choice)
    mask, flat = value.bounds[0] if value else declared.domain[0], declared.mask("flat")
    return NO if not mask & flat else YES if mask == flat else OPEN


def _units(asked: Asked) -> Iterator[tuple[Row, Bounds]]:
    """Each unit that is listed, and whether it is a self-contained flat."""
    declared = fact("unit.is_self_contained_flat")
    for row in asked.model.sets["unit"]:
        if not row[0].phantom:
            yield row, asked.fact_of(row, declared.path, declared.slot)


def _flat(survey: Survey, unit: str, known: Bounds) -> Survey:
    """One flat as a survey of its own. Whom it houses is known where every listed person sleeps in a room of a known unit."""
    seen = next(each for each in survey.things["unit"] if each.id == unit)
    kind = fact("house.kind")
    assert isinstance(kind, Choice)
    mask = kind.mask("flat")
    values = _carried(survey)
    values["kind"] = worked_out((mask, mask), "it is a flat of the house")
    values["is_self_contained_flat"] = worked_out(known, f"unit.is_self_contained_flat of {unit}")
    values.update({mine: seen.values[its] for mine, its in OF_UNIT if its in seen.values})
    flats = house_of(survey).values.get("flats") or _flats(survey)
    values.setdefault("flats_in_block", flats)
    return _only(survey, {unit}, (seen,), values)


def _flats(survey: Survey) -> Observed:
    """How many units are self-contained, as bounds, for the block a flat stands in."""
    low, high = Asked(survey, date.max).amount("count(unit where unit.is_self_contained)")
    return worked_out((max(1, low), max(1, high)), "the units listed")


def _rest(survey: Survey, asked: Asked) -> Survey:
    """What is not a self-contained flat, as a survey of its own; who lives there is known only where every unit is known."""
    units = list(_units(asked))
    kept = {row[0].id for row, known in units if known == NO}
    sure = all(known != OPEN for _, known in units) and "unit" in survey.complete
    seen = tuple(each for each in survey.things["unit"] if each.id in kept)
    kind = fact("house.kind")
    assert isinstance(kind, Choice)
    mask = kind.domain[0] & ~kind.mask("flat")
    values = {**_carried(survey), "kind": worked_out((mask, mask), "it is what is not a flat")}
    rest = _only(survey, kept if sure else set(), seen, values)
    theirs = {thing: tuple(_outside_flats(survey.things.get(thing, ()), kept)) for thing in OF_THE_REST}
    return replace(rest, things={**rest.things, **theirs}, complete=rest.complete if sure else rest.complete - {"unit"})


def _outside_flats(fittings: Sequence[Seen], kept: set[str]) -> Iterator[Seen]:
    """The kitchens or bathrooms that certainly belong to no flat."""
    for each in fittings:
        unit = each.values.get("unit")
        if unit is not None and set(unit.targets) <= {NONE, *kept}:
            yield each


def _carried(survey: Survey) -> dict[str, Observed]:
    return {name: value for name, value in house_of(survey).values.items() if name in OF_EVERY_PART}


def _only(survey: Survey, units: set[str], seen: tuple[Seen, ...], values: Mapping[str, Observed]) -> Survey:
    """The survey of some units with the people who sleep in them, where that is known of everybody."""
    people = _people_of(survey, units)
    things = {"house": (replace(house_of(survey), values=dict(values)),), "unit": seen, "person": people or ()}
    return replace(survey, things=things, complete=frozenset({"unit"} if people is None else {"unit", "person"}))


def _people_of(survey: Survey, units: set[str]) -> tuple[Seen, ...] | None:
    """Who sleeps in some units; None where the unit of any person is not known, or the list of persons may not be complete."""
    people = survey.things.get("person", ())
    homes = {person.id: _home(person, survey) for person in people}
    if not units or "person" not in survey.complete or None in homes.values():
        return None
    return tuple(person for person in people if homes[person.id] in units)


def _home(person: Seen, survey: Survey) -> str | None:
    """The unit of the room a person sleeps in, where both are known."""
    place = person.values.get("room")
    for room in survey.things.get("room", ()):
        if place is not None and place.targets == (room.id,):
            unit = room.values.get("unit")
            return unit.targets[0] if unit is not None and len(unit.targets) == 1 else None
    return None


def _least(value: Observed | None) -> int:
    return value.bounds[0] if value else 0
