"""The ten clauses by hand on plain arrays of NumPy: each truth is 0 no, 1 unknown or 2 yes; -1 is a fact that nobody observed."""

from typing import Any

import numpy as np

from benchmarks.stock_houses import BATHROOM, BEDROOM, KITCHEN, Houses

LIMITS = np.array([0, 0, 650, 650, 650, 650, 750, 850, 950, 1050, 1050, 1150, 1250, 1350, 1350, 1350], np.int32)
WITHIN = np.array([sum(1 << there for there in range(16) if abs(there - here) <= 2) for here in range(16)], np.int32)
NO, MAYBE, YES, NOT_ASKED = (np.int8(code) for code in range(4))
Array = Any


def _reaches(a: Array, b: Array) -> Array:
    return np.where((a < 0) | (np.asarray(b) < 0), MAYBE, np.where(a >= b, YES, NO))


def _yes(a: Array) -> Array:
    return np.where(a < 0, MAYBE, np.where(a == 1, YES, NO))


def _either(test: Array, a: Array, b: Array) -> Array:
    return np.where(test == 1, a, np.where((test == 0) | (a == b), b, MAYBE))


def _times(number: Array, by: int, over: int) -> Array:
    """So many for every so many persons, rounded up; unknown where their number is."""
    return np.where(number < 0, -1, (by * number + over - 1) // over)


def ready(houses: Houses) -> dict[str, Array]:
    """The columns as small as they can be."""
    columns = {
        name: column.astype(np.int32 if name == "area" else np.int16) for name, column in (*houses.house.items(), *houses.room.items())
    }
    return {**columns, "kind": houses.kind.astype(np.int8), "first": houses.first[:-1], "of": houses.of}


def judge(given: dict[str, Array]) -> Array:
    """A column for each clause and a row for each house."""
    first, number = given["first"], _total(given, BEDROOM, "persons")
    fives, few = _times(number, 1, 5), np.where(number < 0, MAYBE, np.where(number <= 7, YES, NO))

    def or_else(amenity: str, instead: str) -> Array:
        second = np.minimum(np.minimum(few, _reaches(given[amenity], 1)), _yes(given[instead]))
        return np.maximum(_reaches(given[amenity], fives), second)

    extract = np.where(given["kind"] == KITCHEN, _reaches(given["extract"], 60), YES)
    columns = (
        _bedrooms(given, 1, 651, 1000), _bedrooms(given, 2, 1100, 1500), _large_enough(given, number),
        or_else("cookers", "microwave"), or_else("sinks", "dishwasher"), _reaches(given["baths"], fives),
        _either(given["wc_separate"], _reaches(given["wcs"], fives), _reaches(given["wcs"], _times(number, 1, 4))),
        _reaches(given["worktop"], _times(number, 40, 1)), _near(given), np.minimum.reduceat(extract, first),
    )  # fmt: skip
    return np.column_stack(columns)


def _total(given: dict[str, Array], kind: int, fact: str) -> Array:
    """The sum over the rooms of a kind in each house; unknown where it is of one of them."""
    counted = np.where(given["kind"] == kind, given[fact], 0)
    return np.where(np.minimum.reduceat(counted, given["first"]) < 0, -1, np.add.reduceat(counted, given["first"]))


def _bedrooms(given: dict[str, Array], persons: int, low: int, high: int) -> Array:
    living, area, sleepers = given["living"][given["of"]], given["area"], given["persons"]
    limit = _either(living, _reaches(area, low), _reaches(area, high))
    asked = np.where(given["kind"] != BEDROOM, NO, np.where(sleepers < 0, MAYBE, np.where(sleepers == persons, YES, NO)))
    kept = np.minimum.reduceat(np.where(asked == NO, YES, np.maximum(YES - asked, limit)), given["first"])
    return np.where((kept == YES) & (np.maximum.reduceat(asked, given["first"]) == NO), NOT_ASKED, kept)


def _large_enough(given: dict[str, Array], number: Array) -> Array:
    limit = LIMITS[np.clip(number, 0, len(LIMITS) - 1)]
    found = np.where(number >= len(LIMITS), NO, _reaches(_total(given, KITCHEN, "area"), limit))
    return np.where(number < 0, MAYBE, np.where(number < 2, NOT_ASKED, found))


def _near(given: dict[str, Array]) -> Array:
    """The floors of bathrooms are the bits of a number, and so are those within two storeys of a bedroom."""
    kind, floor, first, of = (given[name] for name in ("kind", "floor", "first", "of"))
    is_bath, known = kind == BATHROOM, floor >= 0
    floors = np.bitwise_or.reduceat(np.where(is_bath & known, np.int32(1) << np.maximum(floor, 0), 0), first)[of]
    lost = np.logical_or.reduceat(is_bath & ~known, first)[of]
    sure = known & ((floors & WITHIN[np.maximum(floor, 0)]) != 0)
    perhaps = np.where(known, lost, lost | (floors != 0))
    near = np.where(kind != BEDROOM, YES, np.where(sure, YES, np.where(perhaps, MAYBE, NO)))
    found = np.minimum.reduceat(near, first)
    return np.where(np.logical_or.reduceat(kind == BEDROOM, first), found, NOT_ASKED)
