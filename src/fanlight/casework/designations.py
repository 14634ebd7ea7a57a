"""The licensing schemes of a council: those of its files, and those its administrator designated on the pages of the service."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from fanlight.casework import chain, fees
from fanlight.casework.models import Council, Designation
from fanlight.facts.files import read_text
from fanlight.licensing import areas, schemes
from fanlight.licensing.areas import Area
from fanlight.licensing.law import Law, england
from fanlight.licensing.schemes import Scheme, Schemes
from fanlight.standards.library import Library

WARDS = "wards"
UPLOADED = "the map"


def held(council: Council, law: Law) -> Schemes:
    """Every scheme that is held of a council. Those are all there are only from the day on which it says so; else others may be in force.

    Raises Refused for files that cannot be used.
    """
    filed = schemes.of_council(council.slug, Library.standard(fees.folders()).folders, law)
    own = {row.name: scheme(row) for row in latest(council)}
    listed = [each for each in filed.listed if each.id not in own] + list(own.values())
    merged = replace(filed, listed=tuple(sorted(listed, key=lambda each: (each.from_, each.id))))
    return merged if council.schemes_from is None else replace(merged, complete_from=council.schemes_from, complete_until=None)


def latest(council: Council) -> Sequence[Designation]:
    """The latest word on each scheme that was designated on the pages, by name."""
    rows = Designation.objects.filter(council=council).select_related("by").order_by("id")
    return sorted({row.name: row for row in rows}.values(), key=lambda row: row.name)


def scheme(row: Designation) -> Scheme:
    """A scheme that was designated. Raises Refused with every problem."""
    return _scheme(row.council.slug, chain.canonical(row.content), row.map)


@lru_cache(maxsize=64)
def _scheme(council: str, content: str, map_: str) -> Scheme:
    said = {key: entry.text for key, entry in read_text(content, "the scheme").keys.items()}
    return schemes.entered(council, {key: text for key, text in said.items() if key != WARDS}, area(said.get(WARDS, ""), map_), england())


def area(wards: str, map_: str) -> Area:
    """An area as it was entered: wards one a line, else a map as GeoJSON, else the whole district. Raises ValueError."""
    if map_:
        return Area(shapes=areas.shapes_in(map_), map=UPLOADED)
    return Area(wards=tuple(line.strip() for line in wards.splitlines() if line.strip()))
