"""Folds: what is certain and what is possible of a set whose members, and their values, may be unknown.

Each takes members as (certainly a member, how many it may stand for, bounds of the body). One that is not certainly a member may be none.
"""

from collections.abc import Sequence

from fanlight.assessment.bounds import NO, OPEN, YES, hull
from fanlight.facts.kinds import Bounds
from fanlight.standards.nodes import FAR

Member = tuple[int, int, Bounds]


def some(members: Sequence[Member]) -> Bounds:
    """Whether the body holds of some member; of no member at all, no."""
    high = 0
    for certain, _, (low, possible) in members:
        if certain and low:
            return YES
        high |= possible
    return OPEN if high else NO


def every(members: Sequence[Member]) -> Bounds:
    """Whether the body holds of every member; of no member at all, yes."""
    low = 1
    for certain, _, (sure, possible) in members:
        if certain and not possible:
            return NO
        low &= sure
    return YES if low else OPEN


def count(members: Sequence[Member]) -> Bounds:
    """How many members there are of which the body holds."""
    low = sum(1 for certain, _, body in members if certain and body[0])
    return low, sum(times for _, times, body in members if body[1])


def total(members: Sequence[Member]) -> Bounds:
    """The sum of the body over the members, of any sign."""
    low = high = 0
    for certain, times, (least, greatest) in members:
        low += least if certain else times * min(0, least)
        high += greatest if certain else times * max(0, greatest)
    return low, high


def least(members: Sequence[Member]) -> Bounds:
    """The smallest of the body over the members; of none, FAR above everything."""
    if not any(certain for certain, _, _ in members):
        return hull([(FAR, FAR), *(body for _, _, body in members)])
    return min(body[0] for _, _, body in members), min(body[1] for certain, _, body in members if certain)


def most(members: Sequence[Member]) -> Bounds:
    """The largest of the body over the members; of none, FAR below everything."""
    if not any(certain for certain, _, _ in members):
        return hull([(-FAR, -FAR), *(body for _, _, body in members)])
    return max(body[0] for certain, _, body in members if certain), max(body[1] for _, _, body in members)


FOLDS = {"some": some, "every": every, "count": count, "sum": total, "least": least, "most": most}
