"""The ten clauses in OpenFisca: a variable a clause, computed over arrays; a fact that was not given is 0 or False."""

from collections.abc import Callable
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.model_api import Variable, max_, min_, where
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from benchmarks.stock_houses import Houses
from benchmarks.ten_houses import CLAUSES, STEP, House

ROOM = build_entity(key="room", plural="rooms", label="A room", is_person=True)
HOUSE = build_entity(key="house", plural="houses", label="A house", roles=[{"key": "part", "plural": "parts", "label": "Its rooms"}])
YEAR = "2026"


class Kind(Enum):
    """What a room is used for."""

    kitchen = "kitchen"
    bathroom = "bathroom"
    bedroom = "bedroom"
    wc = "wc"
    living = "living"


def _declared(entity: Any, name: str, kind: type, formula: Callable[..., Any] | None = None) -> type[Variable]:
    body = {"entity": entity, "value_type": kind, "definition_period": DateUnit.YEAR, "label": name}
    if kind is Enum:
        body |= {"possible_values": Kind, "default_value": Kind.living}
    return type(name, (Variable,), body | ({"formula": formula} if formula else {}))


def _bedrooms(persons: int, with_living: int, without: int) -> Callable[..., Any]:
    def formula(house: Any, period: Any) -> Any:
        bed = (house.members("kind", period) == Kind.bedroom) & (house.members("persons", period) == persons)
        least = house.project(where(house("living", period), with_living, without))
        return house.all(~bed | (house.members("area", period) >= least))

    return formula


def _each_five(house: Any, period: Any) -> Any:
    return np.ceil(house("people", period) / 5)


def _or_else(amenity: str, instead: str) -> Callable[..., Any]:
    def formula(house: Any, period: Any) -> Any:
        there, few = house(amenity, period), house("people", period) <= 7
        return (there >= _each_five(house, period)) + (few * (there >= 1) * house(instead, period))

    return formula


def people(house: Any, period: Any) -> Any:
    return house.sum(house.members("persons", period) * (house.members("kind", period) == Kind.bedroom))


def kitchen_area(house: Any, period: Any) -> Any:
    return house.sum(house.members("area", period) * (house.members("kind", period) == Kind.kitchen))


def large_enough(house: Any, period: Any) -> Any:
    persons = house("people", period)
    return (persons <= 15) * (house("kitchen_area", period) >= np.array(STEP)[min_(max_(persons, 0), 15)])


def baths_enough(house: Any, period: Any) -> Any:
    return house("baths", period) >= _each_five(house, period)


def wcs_enough(house: Any, period: Any) -> Any:
    persons = house("people", period)
    return house("wcs", period) >= np.ceil(where(house("wc_separate", period), persons / 5, persons / 4))


def worktop_enough(house: Any, period: Any) -> Any:
    return house("worktop", period) >= 40 * house("people", period)


def bathroom_near(house: Any, period: Any) -> Any:
    kind, floor = house.members("kind", period), house.members("floor", period)
    near = np.zeros(len(floor), dtype=bool)
    for level in range(5):
        near |= house.project(house.any((kind == Kind.bathroom) & (floor == level))) & (abs(floor - level) <= 2)
    return house.all((kind != Kind.bedroom) | near)


def extracted(house: Any, period: Any) -> Any:
    return house.all((house.members("kind", period) != Kind.kitchen) | (house.members("extract", period) >= 60))


FORMULAS = (
    _bedrooms(1, 651, 1000), _bedrooms(2, 1100, 1500), large_enough, _or_else("cookers", "microwave"), _or_else("sinks", "dishwasher"),
    baths_enough, wcs_enough, worktop_enough, bathroom_near, extracted,
)  # fmt: skip
OF_ROOM = {"kind": Enum, "area": int, "floor": int, "persons": int, "extract": int}
OF_HOUSE = {
    "living": bool, "cookers": int, "microwave": bool, "sinks": int, "dishwasher": bool, "baths": int, "wcs": int, "wc_separate": bool,
    "worktop": int,
}  # fmt: skip


def _system() -> TaxBenefitSystem:
    system = TaxBenefitSystem([HOUSE, ROOM])
    declared = [_declared(ROOM, name, kind) for name, kind in OF_ROOM.items()] + [
        _declared(HOUSE, name, kind) for name, kind in OF_HOUSE.items()
    ]
    declared += [_declared(HOUSE, "people", int, people), _declared(HOUSE, "kitchen_area", int, kitchen_area)]
    declared += [_declared(HOUSE, f"clause_{number}", bool, formula) for number, formula in enumerate(FORMULAS, start=1)]
    for variable in declared:
        system.add_variable(variable)
    return system


class Engine:
    """Made once; asked of each house."""

    name = "OpenFisca"
    trace = "tree of variables and values"

    def __init__(self) -> None:
        self.system = _system()

    def given(self, house: House) -> Any:
        """The house as this engine's users write it down: a situation."""
        rooms = {f"room-{place}": {name: {YEAR: value} for name, value in room.items()} for place, room in enumerate(house["rooms"])}
        facts = {name: {YEAR: value} for name, value in house.items() if name in OF_HOUSE}
        return {"rooms": rooms, "houses": {"house": {"parts": list(rooms), **facts}}}

    def judge(self, situation: Any, *, explain: bool) -> list[bool | None]:
        """Whether each clause is kept to; None where the engine gives no answer."""
        simulation: Simulation = SimulationBuilder().build_from_entities(self.system, situation)
        simulation.trace = explain
        answers = [bool(simulation.calculate(f"clause_{number}", YEAR)[0]) for number in range(1, CLAUSES + 1)]
        if explain:
            simulation.tracer.computation_log.lines()
        return list(answers)


def ready(system: TaxBenefitSystem, houses: Houses) -> Simulation:
    """Many houses at once, as this engine's users give it a population: what nobody observed is left at 0."""
    builder = SimulationBuilder()
    builder.create_entities(system)
    builder.declare_person_entity("room", np.arange(len(houses.kind)))
    builder.join_with_persons(builder.declare_entity("house", np.arange(len(houses.storeys))), houses.of, ["part"] * len(houses.kind))
    simulation = builder.build(system)
    simulation.set_input("kind", YEAR, houses.kind.astype(np.int16))
    for names, columns in ((OF_ROOM, houses.room), (OF_HOUSE, houses.house)):
        for name, kind in names.items():
            if name in columns:
                simulation.set_input(name, YEAR, np.maximum(columns[name], 0).astype(kind))
    return simulation


def judge_all(simulation: Simulation) -> list[Any]:
    """A column of each clause; what an earlier run worked out is thrown away first."""
    for number in range(1, CLAUSES + 1):
        simulation.delete_arrays(f"clause_{number}")
    for name in ("people", "kitchen_area"):
        simulation.delete_arrays(name)
    return [simulation.calculate(f"clause_{number}", YEAR) for number in range(1, CLAUSES + 1)]
