"""Arithmetic and logic on bounds: each function is the exact image of its operation, or wider, never narrower."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from fanlight.facts.kinds import Bounds
from fanlight.standards.nodes import FAR

YES: Bounds = (1, 1)
NO: Bounds = (0, 0)
OPEN: Bounds = (0, 1)
FIRST_DAY, LAST_DAY = date.min.toordinal(), date.max.toordinal()


def at_least(a: Bounds, b: Bounds) -> Bounds:
    """Whether a >= b: (certainly, possibly)."""
    return (YES if a[0] >= b[1] else OPEN) if a[1] >= b[0] else NO


def more_than(a: Bounds, b: Bounds) -> Bounds:
    """Whether a > b."""
    return (YES if a[0] > b[1] else OPEN) if a[1] > b[0] else NO


def at_most(a: Bounds, b: Bounds) -> Bounds:
    """Whether a <= b."""
    return at_least(b, a)


def less_than(a: Bounds, b: Bounds) -> Bounds:
    """Whether a < b."""
    return more_than(b, a)


def equal(a: Bounds, b: Bounds) -> Bounds:
    """Whether a = b."""
    if a[1] < b[0] or a[0] > b[1]:
        return NO
    return YES if a[0] == a[1] == b[0] == b[1] else OPEN


def unequal(a: Bounds, b: Bounds) -> Bounds:
    """Whether a is not b."""
    low, high = equal(a, b)
    return 1 - high, 1 - low


COMPARED = {">=": at_least, ">": more_than, "<=": at_most, "<": less_than, "=": equal, "!=": unequal}


def product(a: Bounds, b: Bounds) -> Bounds:
    """a times b, for any signs."""
    if a[0] >= 0 and b[0] >= 0:
        return a[0] * b[0], a[1] * b[1]
    ends = (a[0] * b[0], a[0] * b[1], a[1] * b[0], a[1] * b[1])
    return min(ends), max(ends)


def without_sign(a: Bounds) -> Bounds:
    """The absolute value of a."""
    if a[0] >= 0:
        return a
    return (0, max(-a[0], a[1])) if a[1] > 0 else (-a[1], -a[0])


def hull(parts: Sequence[Bounds]) -> Bounds:
    """The least bounds that hold all the parts."""
    return min(part[0] for part in parts), max(part[1] for part in parts)


def looked_up(rows: Sequence[tuple[int, int, int]], key: Bounds) -> Bounds:
    """The figures of a step table that a key can reach. Outside the rows there is no figure, so any is possible."""
    low, high = key
    if low < rows[0][0] or high > rows[-1][1]:
        return -FAR, FAR
    reached = [figure for first, last, figure in rows if first <= high and last >= low]
    return min(reached), max(reached)


@lru_cache(maxsize=4096)
def moved(day: int, months: int, days: int) -> int:
    """A day (as an ordinal) moved by calendar months, clamped to the end of the month, and then by days.

    What is no date (the least of nothing, a figure nobody gave) is moved by days alone; a date past the calendar stops at its end.
    """
    if not FIRST_DAY <= day <= LAST_DAY:
        return day + days
    start = date.fromordinal(day)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return (FIRST_DAY if months < 0 else LAST_DAY) + days
    end = date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
    return end.toordinal() + days
