"""Folds as gatherings of rows: what `assessment.folds` finds of a set, and what is found of an empty one."""

from collections.abc import Callable
from dataclasses import dataclass

from fanlight.assessment.columnar import sql
from fanlight.assessment.columnar.pairs import Pair
from fanlight.assessment.columnar.sql import FALSE, TRUE, Sql, any_row, both, case, either, every_row, figure, no, total
from fanlight.standards.nodes import FAR

Gathered = tuple[tuple[Sql, Sql], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Members:
    """What is known of each row a fold ranges over; `most` is how many things there can be."""

    where: Pair
    body: Pair
    listed: Sql
    times: Sql
    most: int

    @property
    def certain(self) -> Sql:
        """Whether a row is certainly a member."""
        return both(self.where.low, self.listed)


def some(of: Members) -> Gathered:
    """Whether the body holds of some member."""
    return (any_row(both(of.certain, of.body.low)), FALSE), (any_row(both(of.where.high, of.body.high)), FALSE)


def every(of: Members) -> Gathered:
    """Whether the body holds of every member."""
    return (
        (every_row(either(no(of.where.high), of.body.low)), TRUE),
        (every_row(no(both(of.certain, no(of.body.high)))), TRUE),
    )


def count(of: Members) -> Gathered:
    """How many members there are of which the body holds."""
    zero = figure(0)
    low = case((both(of.certain, of.body.low), figure(1)), other=zero)
    high = case((both(of.where.high, of.body.high), of.times), other=zero)
    return (total(low, "BIGINT"), zero), (total(high, "BIGINT"), zero)


def sum_(of: Members) -> Gathered:
    """The sum of the body over the members, of any sign."""
    zero = figure(0)
    kind = sql.wide(*range_of("sum", of.body, of.most))
    times = sql.cast(of.times, kind) if kind == "INT128" else of.times
    less = FALSE if of.body.least >= 0 else sql.binary("<", of.body.low, zero)
    more = FALSE if of.body.most <= 0 else sql.binary(">", of.body.high, zero)
    low = case((of.certain, of.body.low), (both(of.where.high, less), sql.binary("*", times, of.body.low)), other=zero)
    high = case((of.certain, of.body.high), (both(of.where.high, more), sql.binary("*", times, of.body.high)), other=zero)
    return (total(low, kind), zero), (total(high, kind), zero)


def least(of: Members) -> Gathered:
    """The smallest of the body over the members; of none, FAR."""
    above, below = figure(max(FAR, of.body.most)), figure(min(FAR, of.body.least))
    is_any, far = any_row(of.certain), figure(FAR)
    lows = sql.lowest(case((of.where.high, of.body.low), other=above))
    certain_highs = sql.lowest(case((of.certain, of.body.high), other=above))
    highs = sql.highest(case((of.where.high, of.body.high), other=below))
    low = case((is_any, lows), other=sql.least(far, lows))
    return (low, far), (case((is_any, certain_highs), other=sql.greatest(far, highs)), far)


def most(of: Members) -> Gathered:
    """The largest of the body over the members; of none, -FAR."""
    above, below = figure(max(-FAR, of.body.most)), figure(min(-FAR, of.body.least))
    is_any, far = any_row(of.certain), figure(-FAR)
    highs = sql.highest(case((of.where.high, of.body.high), other=below))
    certain_lows = sql.highest(case((of.certain, of.body.low), other=below))
    lows = sql.lowest(case((of.where.high, of.body.low), other=above))
    high = case((is_any, highs), other=sql.greatest(far, highs))
    return (case((is_any, certain_lows), other=sql.least(far, lows)), far), (high, far)


FOLDS: dict[str, Callable[[Members], Gathered]] = {
    "some": some, "every": every, "count": count, "sum": sum_, "least": least, "most": most,
}  # fmt: skip


def range_of(how: str, body: Pair, most: int) -> tuple[int, int]:
    """Within what a fold always lies, where there can be at most so many things."""
    if how in ("some", "every"):
        return 0, 1
    if how == "count":
        return 0, most
    if how == "sum":
        return most * min(0, body.least), most * max(0, body.most)
    far = FAR if how == "least" else -FAR
    return min(far, body.least), max(far, body.most)
