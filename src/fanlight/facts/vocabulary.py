"""The whole vocabulary: importing this module declares every thing and every fact."""

from fanlight.facts import (
    bathroom,
    escape,
    fire,
    fire_condition,
    fittings,
    house,
    inspections,
    kitchen,
    parties,
    procedure_records,
    room,
    storey,
    unit,
)  # fmt: skip
from fanlight.facts.thing import THINGS, Thing, fact, singular

MODULES = (
    house, storey, room, unit, kitchen, bathroom, escape, fire, fire_condition, fittings, parties, procedure_records, inspections,
)  # fmt: skip

__all__ = ["MODULES", "THINGS", "Thing", "fact", "singular"]
