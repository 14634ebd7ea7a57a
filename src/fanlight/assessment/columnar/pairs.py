"""Both ends of a value as expressions, and the operators on them: each is what `assessment.operators` does, written as a query."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlglot import exp

from fanlight.assessment.bounds import FIRST_DAY, LAST_DAY
from fanlight.assessment.columnar import sql
from fanlight.assessment.columnar.sql import FALSE, TRUE, Sql, both, case, either, figure, no, plain
from fanlight.standards.nodes import FAR


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Both ends of a value. A yes or no has truths for ends; a number says within which range it always lies."""

    low: Sql
    high: Sql
    least: int = 0
    most: int = 1
    is_truth: bool = False

    @property
    def open(self) -> Sql:
        """Whether it is not settled."""
        if self.is_truth:
            return both(self.high, no(self.low))
        return FALSE if self.low is self.high else sql.binary("!=", self.low, self.high)

    @property
    def bare(self) -> tuple[Sql, Sql]:
        """Both ends to compare with: those of a figure without its type."""
        return (plain(self.least), plain(self.least)) if self.least == self.most and self.low is self.high else (self.low, self.high)

    @property
    def ends(self) -> tuple[Sql, ...]:
        """Both ends, or the one end of a settled value."""
        return (self.low,) if self.low is self.high else (self.low, self.high)


def truth(low: Sql, high: Sql) -> Pair:
    """A yes or no."""
    return Pair(low, high, 0, 1, is_truth=True)


YES, NO, OPEN = truth(TRUE, TRUE), truth(FALSE, FALSE), truth(FALSE, TRUE)


def constant(value: int) -> Pair:
    """A figure written in the edition."""
    part = figure(value)
    return Pair(part, part, value, value)


def negated(part: Pair) -> Pair:
    """Not so."""
    return truth(no(part.high), no(part.low))


def all_of(parts: Sequence[Pair]) -> Pair:
    """Every part holds."""
    return truth(both(*(part.low for part in parts)), both(*(part.high for part in parts)))


def any_of(parts: Sequence[Pair]) -> Pair:
    """Some part holds."""
    return truth(either(*(part.low for part in parts)), either(*(part.high for part in parts)))


def compared(op: str, a: Pair, b: Pair) -> Pair:
    """Two numbers compared."""
    if op in ("<=", "<"):
        return compared(op.replace("<", ">"), b, a)
    if op == "!=":
        return negated(compared("=", a, b))
    if op == "=":
        same = [sql.binary("=", each.low, each.high) for each in (a, b) if each.low is not each.high]
        meet = both(sql.binary(">=", a.bare[1], b.bare[0]), sql.binary("<=", a.bare[0], b.bare[1]))
        return truth(both(*same, sql.binary("=", a.bare[0], b.bare[0])), meet)
    return truth(sql.binary(op, a.bare[0], b.bare[1]), sql.binary(op, a.bare[1], b.bare[0]))


def chosen(test: Pair, then: Pair, other: Pair) -> Pair:
    """One value where the test holds, the other where it does not; both where nobody knows."""
    join_low, join_high = (both, either) if then.is_truth else (sql.least, sql.greatest)

    def end(a: Sql, b: Sql, join: Callable[..., Sql]) -> Sql:
        return case((test.low, a), (no(test.high), b), other=join(a, b))

    low, high = end(then.low, other.low, join_low), end(then.high, other.high, join_high)
    return Pair(low, high, min(then.least, other.least), max(then.most, other.most), then.is_truth)


def _number(op: str, ends: tuple[tuple[Sql, Sql], tuple[Sql, Sql]], least: int, most: int) -> Pair:
    kind = sql.wide(least, most)
    parts = [(_as(a, kind), _as(b, kind)) for a, b in ends]
    low = sql.binary(op, *parts[0])
    same = ends[0][0] is ends[1][0] and ends[0][1] is ends[1][1]
    return Pair(low, low if same else sql.binary(op, *parts[1]), least, most)


def _as(part: Sql, kind: str) -> Sql:
    """A value widened where the result needs it; what is narrow is narrow already."""
    return sql.cast(part, kind) if kind == "INT128" else part


def added(a: Pair, b: Pair) -> Pair:
    """A sum."""
    return _number("+", ((a.low, b.low), (a.high, b.high)), a.least + b.least, a.most + b.most)


def subtracted(a: Pair, b: Pair) -> Pair:
    """A difference."""
    return _number("-", ((a.low, b.high), (a.high, b.low)), a.least - b.most, a.most - b.least)


def product(a: Pair, b: Pair) -> Pair:
    """A product, for any signs."""
    corners = [x * y for x in (a.least, a.most) for y in (b.least, b.most)]
    least, most = min(corners), max(corners)
    if a.least >= 0 and b.least >= 0:
        return _number("*", ((a.low, b.low), (a.high, b.high)), least, most)
    if a.low is a.high and b.low is b.high:
        return _number("*", ((a.low, b.low), (a.low, b.low)), least, most)
    kind = sql.wide(least, most)
    ends = [sql.binary("*", _as(x, kind), _as(y, kind)) for x in a.ends for y in b.ends]
    return Pair(sql.least(*ends), sql.greatest(*ends), least, most)


def divided(part: Pair, by: int, *, up: bool) -> Pair:
    """Whole-number division, rounded up or down."""
    least, most = (-(-part.least // by), -(-part.most // by)) if up else (part.least // by, part.most // by)
    # The remainder is brought to 0 or above first, because engines round a negative quotient towards 0.
    kind = sql.wide(part.least - by, part.most + by)

    def end(value: Sql) -> Sql:
        value, step = _as(value, kind), sql.cast(plain(by), kind)
        rest = sql.binary("%", sql.binary("+", sql.binary("%", value, step), step), step)
        down = sql.whole_part(sql.binary("-", value, rest), step)
        return sql.binary("+", down, case((sql.binary(">", rest, plain(0)), figure(1)), other=figure(0))) if up else down

    low = end(part.low)
    return Pair(low, low if part.low is part.high else end(part.high), least, most)


def smallest(parts: Sequence[Pair]) -> Pair:
    """The smallest of some values."""
    return _picked(sql.least, min, parts)


def largest(parts: Sequence[Pair]) -> Pair:
    """The largest of some values."""
    return _picked(sql.greatest, max, parts)


def _picked(pick: Callable[..., Sql], of: Callable[..., int], parts: Sequence[Pair]) -> Pair:
    low = pick(*(part.low for part in parts))
    same = all(part.low is part.high for part in parts)
    return Pair(low, low if same else pick(*(part.high for part in parts)), of(p.least for p in parts), of(p.most for p in parts))


def without_sign(part: Pair) -> Pair:
    """A value without its sign."""
    low, high = part.low, part.high
    minus_low, minus_high = sql.binary("-", figure(0), low), sql.binary("-", figure(0), high)
    least = case((sql.binary(">=", low, plain(0)), low), (sql.binary(">", high, plain(0)), figure(0)), other=minus_high)
    return Pair(least, sql.greatest(minus_low, high), 0, max(-part.least, part.most, 0))


def looked_up(rows: Sequence[tuple[int, int, int]], key: Pair) -> Pair:
    """The figures of a step table that a key can reach; outside the rows any."""
    figures = [row[2] for row in rows]
    low_end, high_end = min(*figures, FAR), max(*figures, -FAR)
    outside = either(sql.binary("<", key.low, plain(rows[0][0])), sql.binary(">", key.high, plain(rows[-1][1])))
    reached = [(both(sql.binary(">=", key.high, plain(a)), sql.binary("<=", key.low, plain(b))), value) for a, b, value in rows]

    def end(pick: Callable[..., Sql], far: int) -> Sql:
        return pick(*(case((test, figure(value)), other=figure(far)) for test, value in reached))

    low = case((outside, figure(-FAR)), other=end(sql.least, max(figures)))
    high = case((outside, figure(FAR)), other=end(sql.greatest, min(figures)))
    return Pair(low, high, min(low_end, -FAR), max(high_end, FAR))


def shifted(part: Pair, months: int, days: int) -> Pair:
    """A date moved by calendar months, clamped to the end of the month, and by days."""
    low = _moved(part.low, months, days)
    high = low if part.low is part.high else _moved(part.high, months, days)
    return Pair(low, high, min(part.least, FIRST_DAY) + days, max(part.most, LAST_DAY) + days)


def _moved(day: Sql, months: int, days: int) -> Sql:
    if months == 0:
        return sql.binary("+", day, figure(days))
    outside = either(sql.binary("<", day, plain(FIRST_DAY)), sql.binary(">", day, plain(LAST_DAY)))
    if months > 0:
        past, stop = sql.binary(">=", day, plain(_first_beyond(months))), LAST_DAY
    else:
        past, stop = sql.binary("<", day, plain(_first_within(months))), FIRST_DAY
    moved = sql.binary(
        "+", case((either(outside, past), figure(stop)), other=_by_calendar(day, months, either(outside, past))), figure(days)
    )
    return case((outside, sql.binary("+", day, figure(days))), other=moved)


def _first_beyond(months: int) -> int:
    """The first day that so many months later lies past the calendar."""
    index = 12 * (date.max.year + 1) - months
    return date(index // 12, index % 12 + 1, 1).toordinal() if index >= 12 else FIRST_DAY


def _first_within(months: int) -> int:
    """The first day that so many months earlier still lies in the calendar."""
    index = 12 - months
    return date(index // 12, index % 12 + 1, 1).toordinal() if index // 12 <= date.max.year else LAST_DAY + 1


EPOCH = date(1970, 1, 1).toordinal()


def _by_calendar(day: Sql, months: int, outside: Sql) -> Sql:
    """The ordinal of a day so many months later. What lies outside the calendar is kept out before any date is made of it."""
    safe = case((outside, figure(EPOCH)), other=day)

    def make(tree: exp.Expr) -> exp.Expr:
        start = exp.DateFromUnixDate(
            this=exp.Cast(this=exp.Sub(this=exp.Paren(this=tree), expression=exp.Literal.number(EPOCH)), to=sql.type_of("INT"))
        )
        later = exp.AddMonths(
            this=start, expression=exp.Literal.number(months) if months > 0 else exp.Neg(this=exp.Literal.number(-months))
        )
        whole = exp.UnixDate(this=exp.Cast(this=later, to=sql.type_of("DATE")))
        return exp.Cast(this=exp.Add(this=whole, expression=exp.Literal.number(EPOCH)), to=sql.type_of("BIGINT"))

    return sql.of(make, safe)
