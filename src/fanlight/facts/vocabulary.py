"""The whole vocabulary: importing this module declares every thing and every fact."""

from fanlight.facts import bathroom, escape, fire, fittings, house, kitchen, procedure_records, room, storey, unit
from fanlight.facts.thing import THINGS, Thing, fact, singular

MODULES = (house, storey, room, unit, kitchen, bathroom, escape, fire, fittings, procedure_records)

__all__ = ["MODULES", "THINGS", "Thing", "fact", "singular"]
