"""The area of a designation: the whole of a council's district, some of its wards, or shapes on a map."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from pathlib import Path
from typing import Any

from fanlight.assessment.bounds import NO, OPEN, YES
from fanlight.facts.files import LARGEST, Refused, Written
from fanlight.facts.kinds import Bounds
from fanlight.facts.survey import Survey
from fanlight.licensing.answers import Answer, house_of, said

Point = tuple[Decimal, Decimal]
Ring = tuple[Point, ...]
Shape = tuple[Ring, ...]
"""The outline of an area and then of each hole in it."""

KEYS = ("whole", "wards", "map")
MOST_POINTS = 20_000


@dataclass(frozen=True, slots=True)
class Area:
    """Where a designation applies. Neither wards nor shapes: the whole district."""

    wards: tuple[str, ...] = ()
    shapes: tuple[Shape, ...] = ()
    map: str = ""

    @property
    def words(self) -> str:
        """The area as people read it."""
        return f"the area of {self.map}" if self.map else f"the wards {', '.join(self.wards)}" if self.wards else "the whole district"


def read_area(entry: Written, folder: Path) -> Area:
    """An area as a scheme's file gives it: `whole: yes`, `wards: [...]` or `map: FILE.geojson`. Raises Refused."""
    problems = list(entry.unknown_keys(KEYS))
    if problems:
        raise Refused(problems)
    if len(entry.keys) != 1:
        raise entry.refused("an area is one of 'whole: yes', 'wards: [...]' and 'map: FILE.geojson'")
    ((key, value),) = entry.keys.items()
    if key == "wards":
        wards = tuple(ward.text.strip() for ward in value.items)
        if not wards:
            raise value.refused("name at least one ward")
        return Area(wards=wards)
    if key == "whole":
        if value.text != "yes":
            raise value.refused("write 'whole: yes', or name wards or a map")
        return Area()
    return Area(shapes=_shapes(value, folder), map=value.text)


def covers(area: Area, survey: Survey) -> Answer:
    """Whether a house lies in an area. Open where the survey does not say the ward, or the place on the map, that would tell."""
    values = house_of(survey).values
    says = f"It lies in {area.words}."
    if area.wards:
        ward = values.get("ward")
        if ward is None:
            return said(says, OPEN, missing=("house.ward",))
        return said(says, YES if ward.text.strip().casefold() in {name.casefold() for name in area.wards} else NO)
    if area.map:
        place = place_of(values["location"].text) if "location" in values else None
        if place is None:
            return said(says, OPEN, missing=("house.location",))
        inside = _either([_in_shape(place, shape) for shape in area.shapes])
        return said(says, inside, missing=("on which side of the boundary the house stands",))
    return said(says, YES)


def place_of(text: str) -> Point | None:
    """Longitude and latitude, from a text that has them the other way round; None for what is no place."""
    latitude, _, longitude = text.partition(",")
    try:
        place = Decimal(longitude.strip()), Decimal(latitude.strip())
    except InvalidOperation:
        return None
    return place if abs(place[0]) <= 180 and abs(place[1]) <= 90 else None


def shapes_in(text: str) -> tuple[Shape, ...]:
    """The polygons of a GeoJSON text, each point as longitude and latitude. Raises ValueError."""
    try:
        found = json.loads(text, parse_float=Decimal, parse_int=Decimal)
        shapes = tuple(_shape(rings) for rings in _polygons(found))
    except (ValueError, TypeError, KeyError, AttributeError, InvalidOperation, RecursionError) as error:
        raise ValueError(f"it is not GeoJSON with polygons: {error}") from None
    if not shapes:
        raise ValueError("it holds no polygon")
    if sum(len(ring) for shape in shapes for ring in shape) > MOST_POINTS:
        raise ValueError(f"its outlines have more than {MOST_POINTS:,} points: simplify them")
    return shapes


def _shapes(value: Written, folder: Path) -> tuple[Shape, ...]:
    path = folder / value.text
    if "/" in value.text or not path.is_file() or path.stat().st_size > LARGEST:
        raise value.refused(f"'{value.text}' is no map beside this file, or is larger than {LARGEST:,} bytes")
    try:
        return shapes_in(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise value.refused(f"'{value.text}': {error}") from None


def _polygons(found: Any) -> Iterator[Any]:
    """The coordinates of each polygon, however they are wrapped."""
    kind = found["type"]
    if kind == "FeatureCollection":
        for feature in found["features"]:
            yield from _polygons(feature)
    elif kind == "Feature":
        yield from _polygons(found["geometry"])
    elif kind == "MultiPolygon":
        yield from found["coordinates"]
    elif kind == "Polygon":
        yield found["coordinates"]
    else:
        raise ValueError(f"'{kind}' is no polygon")


def _shape(rings: Any) -> Shape:
    shape = tuple(tuple((Decimal(point[0]), Decimal(point[1])) for point in ring) for ring in rings)
    if not shape or any(len(ring) < 4 or ring[0] != ring[-1] for ring in shape):
        raise ValueError("a ring has at least four points and ends where it begins")
    return shape


def _in_shape(place: Point, shape: Shape) -> Bounds:
    """Whether a point lies inside an outline and outside its holes; open on a line."""
    outline, *holes = (_in_ring(place, ring) for ring in shape)
    hole = _either(holes)
    return min(outline[0], 1 - hole[1]), min(outline[1], 1 - hole[0])


def _either(each: Sequence[Bounds]) -> Bounds:
    return max((low for low, _ in each), default=0), max((high for _, high in each), default=0)


def _in_ring(place: Point, ring: Ring) -> Bounds:
    """Whether a point lies inside a closed line, by the sides it crosses on the way east; exact, in decimals."""
    inside = False
    x, y = place
    for (x1, y1), (x2, y2) in pairwise(ring):
        turn = (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)
        if turn == 0 and min(x1, x2) <= x <= max(x1, x2) and min(y1, y2) <= y <= max(y1, y2):
            return OPEN
        if (y1 > y) != (y2 > y) and (turn > 0) == (y2 > y1):
            inside = not inside
    return YES if inside else NO
