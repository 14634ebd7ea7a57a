"""Pieces of queries as trees, made so that no NULL can arise in them: plain two-valued logic and arithmetic on whole numbers."""

from collections.abc import Callable, Iterable, Sequence

from sqlglot import exp

NARROW = 2**63 - 1
WIDE = 10**38 - 1


class TooLarge(ValueError):
    """An expression whose values may have more than 38 digits: no column can hold them."""


class Sql:
    """An expression: how its tree is made of those of its parts, how large it is, and the columns it uses.

    The tree is made anew each time it is placed in a query, because a tree has but one place.
    """

    __slots__ = ("_make", "_parts", "filled", "names", "size")
    names: frozenset[str]
    size: int
    filled: "Sql | None"

    def __init__(self, make: Callable[..., exp.Expr], parts: tuple["Sql", ...] = (), names: frozenset[str] = frozenset()) -> None:
        self._make, self._parts = make, parts
        self.filled = None
        self.size = 1 + sum([part.size for part in parts])
        self.names = names.union(*[part.names for part in parts])

    @property
    def is_column(self) -> bool:
        """Whether it is but a column."""
        return not self._parts and bool(self.names)

    @property
    def tree(self) -> exp.Expr:
        """The expression as a tree of its own."""
        return self._make(*[part.operand for part in self._parts])

    @property
    def operand(self) -> exp.Expr:
        """The same, in parentheses where something may bind tighter."""
        tree = self.tree
        return exp.Paren(this=tree) if isinstance(tree, LOOSE) else tree

    @property
    def text(self) -> str:
        """The expression as DuckDB reads it; for tests and messages."""
        return self.tree.sql("duckdb")


LOOSE = (exp.Binary, exp.Not, exp.Neg)


def of(make: Callable[..., exp.Expr], *parts: Sql) -> Sql:
    """An expression of several others; `make` gets their trees."""
    return Sql(make, parts)


def column(name: str) -> Sql:
    """A column by its name."""
    return Sql(lambda: exp.column(name), (), frozenset((name,)))


TRUE, FALSE = Sql(exp.true), Sql(exp.false)


def plain(value: int) -> Sql:
    """A figure to compare with, of whatever type it fits."""
    return Sql(lambda: number(value))


def number(value: int) -> exp.Expr:
    """A whole number as a tree."""
    return exp.Literal.number(value) if value >= 0 else exp.Neg(this=exp.Literal.number(-value))


def wide(low: int, high: int) -> str:
    """The type that holds every whole number of a range. Raises TooLarge."""
    if max(-low, high) > WIDE:
        raise TooLarge("its values may have more than 38 digits")
    return "INT128" if max(-low, high) > NARROW else "BIGINT"


def cast(part: Sql, kind: str) -> Sql:
    """A value brought to a type."""
    return of(lambda tree: exp.Cast(this=tree, to=type_of(kind)), part)


def type_of(kind: str) -> exp.DataType:
    """A type by its name, a list of it with brackets."""
    if kind.endswith("[]"):
        return exp.DataType(this=exp.DataType.Type.ARRAY, expressions=[type_of(kind[:-2])], nested=True)
    return exp.DataType(this=exp.DataType.Type[kind])


def figure(value: int) -> Sql:
    """A figure to reckon with, of a type of its own so that no product of two overflows unseen."""
    return cast(plain(value), wide(value, value))


def both(*parts: Sql) -> Sql:
    """Whether all hold."""
    left = [part for part in parts if part is not TRUE]
    if FALSE in left:
        return FALSE
    return _joined(exp.And, left) if left else TRUE


def either(*parts: Sql) -> Sql:
    """Whether any holds."""
    left = [part for part in parts if part is not FALSE]
    if TRUE in left:
        return TRUE
    return _joined(exp.Or, left) if left else FALSE


def _joined(kind: type[exp.Connector], parts: Sequence[Sql]) -> Sql:
    def make(a: exp.Expr, b: exp.Expr) -> exp.Expr:
        return kind(this=a, expression=b)

    found = parts[0]
    for part in parts[1:]:
        found = of(make, found, part)
    return found


def no(part: Sql) -> Sql:
    """Whether it does not hold."""
    if part is TRUE or part is FALSE:
        return FALSE if part is TRUE else TRUE
    if part._make is _not:
        return part._parts[0]
    return of(_not, part)


def _not(tree: exp.Expr) -> exp.Expr:
    return exp.Not(this=tree)


BINARY: dict[str, type[exp.Binary]] = {
    ">=": exp.GTE, ">": exp.GT, "<=": exp.LTE, "<": exp.LT, "=": exp.EQ, "!=": exp.NEQ,
    "+": exp.Add, "-": exp.Sub, "*": exp.Mul, "%": exp.Mod, "&": exp.BitwiseAnd,
}  # fmt: skip


def binary(op: str, left: Sql, right: Sql) -> Sql:
    """Two values compared or reckoned with."""

    def make(a: exp.Expr, b: exp.Expr) -> exp.Expr:
        return BINARY[op](this=a, expression=b)

    return of(make, left, right)


def whole_part(left: Sql, right: Sql) -> Sql:
    """How often the right goes into the left; both are at least 0."""
    return of(lambda a, b: exp.IntDiv(this=a, expression=b), left, right)


def case(*branches: tuple[Sql, Sql], other: Sql) -> Sql:
    """The value of the first branch whose test holds."""
    kept: list[tuple[Sql, Sql]] = []
    for test, value in branches:
        if test is TRUE:
            other = value
            break
        if test is not FALSE:
            kept.append((test, value))
    if not kept:
        return other
    flat = [part for branch in kept for part in branch]

    def make(*trees: exp.Expr) -> exp.Expr:
        ifs = [exp.If(this=trees[place], true=trees[place + 1]) for place in range(0, len(flat), 2)]
        return exp.Case(ifs=ifs, default=trees[-1])

    return of(make, *flat, other)


def least(*parts: Sql) -> Sql:
    """The smallest of some values."""
    return parts[0] if len(parts) == 1 else of(lambda a, *rest: exp.Least(this=a, expressions=list(rest), ignore_nulls=True), *parts)


def greatest(*parts: Sql) -> Sql:
    """The largest of some values."""
    return parts[0] if len(parts) == 1 else of(lambda a, *rest: exp.Greatest(this=a, expressions=list(rest), ignore_nulls=True), *parts)


def filled(part: Sql, other: Sql) -> Sql:
    """A column that may be NULL, with another value in its place."""
    return of(lambda a, b: exp.Coalesce(this=a, expressions=[b]), part, other)


# Sets of figures, as lists.


def empty() -> Sql:
    """No figures."""
    return cast(Sql(lambda: exp.Array(expressions=[])), "BIGINT[]")


def listed(*parts: Sql) -> Sql:
    """The figures given."""
    return of(lambda *trees: exp.Array(expressions=list(trees)), *parts)


def joined(parts: Iterable[Sql]) -> Sql:
    """All the figures of some lists. Most lists are empty, so those that are not are looked for before anything is joined."""
    found = list(parts)
    if len(found) == 1:
        return found[0]
    whole = of(lambda *trees: exp.ArrayConcat(this=trees[0], expressions=list(trees[1:])), *found)
    test = either(*dict.fromkeys(may_hold(part) for part in found))
    if test is TRUE:
        return whole
    return noted(case((test, whole), other=empty()), test)


def noted(part: Sql, filled: Sql) -> Sql:
    """A list, with a test that holds wherever it has any figures."""
    part.filled = filled
    return part


def may_hold(figures: Sql) -> Sql:
    """A test that holds wherever a list has any figures, and costs less than the list."""
    if figures.filled is not None:
        return figures.filled
    return binary(">", length(figures), plain(0)) if figures.is_column else TRUE


def among(figures: Sql, value: Sql) -> Sql:
    """Whether a list holds a figure."""
    return of(lambda a, b: exp.ArrayContains(this=a, expression=b), figures, value)


def overlap(left: Sql, right: Sql) -> Sql:
    """Whether two lists hold a figure in common."""
    return of(
        lambda a, b: exp.GT(this=exp.ArraySize(this=exp.ArrayIntersect(expressions=[a, b])), expression=exp.Literal.number(0)), left, right
    )


def length(figures: Sql) -> Sql:
    """How many figures a list holds."""
    return of(lambda tree: exp.ArraySize(this=tree), figures)


def once(figures: Sql) -> Sql:
    """A list with each figure once."""
    return of(lambda tree: exp.ArrayDistinct(this=tree), figures)


# What is told of many rows together. No row at all never comes here: what then holds is the default of the gathered column.


def any_row(part: Sql) -> Sql:
    """Whether it holds of any row."""
    return of(lambda tree: exp.LogicalOr(this=tree), part)


def every_row(part: Sql) -> Sql:
    """Whether it holds of every row."""
    return of(lambda tree: exp.LogicalAnd(this=tree), part)


def total(part: Sql, kind: str) -> Sql:
    """The sum over the rows, as a type that is known to hold it."""
    return cast(of(lambda tree: exp.Sum(this=tree), part), kind)


def lowest(part: Sql) -> Sql:
    """The smallest over the rows."""
    return of(lambda tree: exp.Min(this=tree), part)


def highest(part: Sql) -> Sql:
    """The largest over the rows."""
    return of(lambda tree: exp.Max(this=tree), part)


def all_bits(part: Sql) -> Sql:
    """Every bit that any row has."""
    return of(lambda tree: exp.BitwiseOrAgg(this=tree), part)


def lists_joined(part: Sql) -> Sql:
    """All the figures of the lists of the rows, each once."""

    def make(tree: exp.Expr) -> exp.Expr:
        some = exp.GT(this=exp.ArraySize(this=tree.copy()), expression=exp.Literal.number(0))
        return exp.Flatten(this=exp.Filter(this=exp.ArrayAgg(this=tree), expression=exp.Where(this=some)))

    return once(filled(of(make, part), empty()))
