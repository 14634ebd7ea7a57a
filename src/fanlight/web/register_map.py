"""The map of the register, drawn by the server: squares of the national grid with how many licences lie in each, or single houses."""

from datetime import date
from typing import Any

from fanlight.casework.queries import register
from fanlight.casework.queries.register import Area, Found, Wanted
from fanlight.casework.rows import Council

ACROSS = 10
"""The most squares from west to east, and from south to north."""
SIZE = 600
MARGIN = 20
SMALLEST = 100
SIDES = tuple(figure * 10**power for power in range(2, 6) for figure in (1, 2, 5))


def drawn(council: Council, wanted: Wanted, found: Found, on: date) -> dict[str, Any]:
    """What the map shows: squares that lead into smaller ones, or, where a page holds every licence looked for, the houses by number."""
    places = register.extent(council, wanted, on)
    view: dict[str, Any] = {"size": SIZE, "squares": [], "dots": [], "unplaced": places.unplaced, "scale": "", "is_empty": True}
    if places.west is None:
        return view
    frame, side = _frame(wanted.area, places)
    scale = (SIZE - 2 * MARGIN) / frame.side
    view |= {"is_empty": False, "scale": _length(frame.side), "lines": _lines(frame, side, scale)}
    if found.last_page == 1 or side < SMALLEST:
        return view | {"dots": _dots(found, frame, scale)}
    return view | {"squares": [_square(*each, frame, side, scale) for each in register.squares(council, wanted, on, side)]}


def _frame(area: Area | None, places: register.Extent) -> tuple[Area, int]:
    """What the map covers, and the side of its squares: of an area asked for a tenth, else the smallest round one that holds all."""
    if area is not None:
        return area, area.side // ACROSS
    assert places.west is not None
    wide = max(places.east - places.west, places.north - places.south) + 1
    for side in SIDES:
        west, south = places.west // side * side, places.south // side * side
        if places.east < west + side * ACROSS and places.north < south + side * ACROSS:
            return Area(west, south, side * ACROSS), side
    return Area(places.west, places.south, wide), -(-wide // ACROSS)


def _x(east: int, frame: Area, scale: float) -> float:
    return round(MARGIN + (east - frame.east) * scale, 1)


def _y(north: int, frame: Area, scale: float) -> float:
    """South is below: a picture counts from its top."""
    return round(SIZE - MARGIN - (north - frame.north) * scale, 1)


def _square(east: int, north: int, count: int, frame: Area, side: int, scale: float) -> dict[str, Any]:
    wide = round(side * scale, 1)
    return {
        "x": _x(east, frame, scale), "y": _y(north + side, frame, scale), "wide": wide, "count": count, "middle": wide / 2,
        "name": f"{_length(side)} square at {east} east, {north} north", "at": {"e": east, "n": north, "s": side},
    }  # fmt: skip


def _dots(found: Found, frame: Area, scale: float) -> list[dict[str, Any]]:
    """The houses of the list by the numbers of their rows."""
    placed = [(number, each.house) for number, each in enumerate(found.licences, 1) if each.house.easting is not None]
    return [
        {"x": _x(house.easting, frame, scale), "y": _y(house.northing, frame, scale), "number": number, "name": house.address}
        for number, house in placed
        if house.easting is not None and house.northing is not None
    ]


def _lines(frame: Area, side: int, scale: float) -> list[float]:
    """Where the lines of the grid run, from the edge."""
    count = frame.side // side if side else 0
    return [round(MARGIN + number * side * scale, 1) for number in range(count + 1)]


def _length(metres: int) -> str:
    return f"{metres / 1000:g} km" if metres >= 1000 else f"{metres} m"
