"""The map of a scheme's area, drawn by the server: its outlines with their holes, north at the top, and a place that was asked about."""

from collections.abc import Iterator, Sequence
from math import cos, radians
from typing import Any

from fanlight.licensing.areas import Point, Shape

SIZE, MARGIN = 600, 20
METRES_A_DEGREE = 111_320
"""Of latitude, near enough for a scale."""


def drawn(shapes: Sequence[Shape], place: Point | None = None) -> dict[str, Any]:
    """What the map shows: one path for each shape, the place asked about, and how wide the map is."""
    points = [point for shape in shapes for ring in shape for point in ring] + ([place] if place else [])
    west, east = min(float(each[0]) for each in points), max(float(each[0]) for each in points)
    south, north = min(float(each[1]) for each in points), max(float(each[1]) for each in points)
    narrow = cos(radians((south + north) / 2))
    wide = max((east - west) * narrow, north - south) or 0.001
    scale = (SIZE - 2 * MARGIN) / wide

    def at(point: Point) -> tuple[float, float]:
        return round(MARGIN + (float(point[0]) - west) * narrow * scale, 1), round(MARGIN + (north - float(point[1])) * scale, 1)

    paths = [" ".join(_path([at(point) for point in ring]) for ring in shape) for shape in shapes]
    return {"size": SIZE, "paths": paths, "place": at(place) if place else None, "scale": _length(wide * METRES_A_DEGREE)}


def _path(ring: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in _apart(ring)) + "Z"


def _apart(ring: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """The points without those that fall together on the page."""
    last = None
    for point in ring:
        if point != last:
            yield point
        last = point


def _length(metres: float) -> str:
    return f"{metres / 1000:.1f} km" if metres >= 1000 else f"{metres:.0f} m"
