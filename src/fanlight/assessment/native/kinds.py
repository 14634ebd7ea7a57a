"""Of which kind the value of an expression is, told from its tree: a truth, a number of 64 or 128 bits, or a list of figures."""

from collections.abc import Iterable

from sqlglot import exp

from fanlight.assessment.columnar.pool import Book, Frame, Kept, Pool
from fanlight.assessment.native.code import LIST, NUMBER, TRUTH, WIDE, number
from fanlight.assessment.native.sources import sources

TRUTHS = (
    exp.Boolean, exp.And, exp.Or, exp.Not, exp.GTE, exp.GT, exp.LTE, exp.LT, exp.EQ, exp.NEQ, exp.ArrayContains,
    exp.LogicalOr, exp.LogicalAnd,
)  # fmt: skip
LISTS = (exp.Array, exp.ArrayConcat, exp.ArrayDistinct, exp.Flatten, exp.Filter)
NUMBERS = (exp.ArraySize, exp.UnixDate)
ASKS_LISTS = (*LISTS, exp.ArraySize, exp.ArrayContains, exp.ArrayIntersect)
ORDER = (TRUTH, NUMBER, WIDE, LIST)


def widest(kinds: Iterable[str]) -> str:
    """The kind that holds values of every one of some kinds."""
    return max(kinds, key=ORDER.index)


def cast_kind(tree: exp.Cast) -> str:
    """The kind of what is brought to a type. Dates and small numbers are numbers."""
    kind = tree.args["to"].this
    return LIST if kind == exp.DataType.Type.ARRAY else WIDE if kind == exp.DataType.Type.INT128 else NUMBER


class Kinds:
    """The kinds of the columns of a program, each found out once."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._lets: dict[tuple[Frame, str], tuple[exp.Expr, str]] = {}
        self._kept: dict[str, str] = {}

    def of_kept(self, kept: Kept) -> str:
        """The kind of a kept column."""
        if kept.name not in self._kept:
            part, frame = (kept.made, kept.frame) if kept.made is not None else (kept.gathered, kept.over)
            found = sources()[kept.name].kind if part is None else self.of(part.tree, self.book.pool(frame))
            self._kept[kept.name] = found
        return self._kept[kept.name]

    def let(self, name: str, pool: Pool) -> tuple[exp.Expr, str]:
        """A working column of a frame: what it is, and of which kind."""
        key = pool.frame, name
        if key not in self._lets:
            tree = pool.lets[name].sql.tree
            self._lets[key] = tree, self.of(tree, pool)
        return self._lets[key]

    def of_name(self, name: str, pool: Pool) -> str:
        """The kind of a column of a frame."""
        if name in pool.lets:
            return self.let(name, pool)[1]
        return self.of_kept(pool.refs[name].kept) if name in pool.refs else NUMBER

    def of(self, tree: exp.Expr, pool: Pool) -> str:
        """The kind of an expression."""
        if isinstance(tree, exp.Column):
            return self.of_name(tree.name, pool)
        if isinstance(tree, exp.Literal):
            return number(int(tree.this)).kind
        if isinstance(tree, exp.Cast):
            return cast_kind(tree)
        for kinds, kind in ((TRUTHS, TRUTH), (LISTS, LIST), (NUMBERS, NUMBER)):
            if isinstance(tree, kinds):
                return kind
        return widest(self.of(part, pool) for part in parts_of(tree))

    def asks_lists(self, tree: exp.Expr, pool: Pool) -> bool:
        """Whether a list must be made before an expression is known."""
        return any(
            isinstance(part, ASKS_LISTS) or (isinstance(part, exp.Column) and self.of_name(part.name, pool) == LIST) for part in tree.walk()
        )


def parts_of(tree: exp.Expr) -> list[exp.Expr]:
    """The expressions of whose kind an expression is."""
    if isinstance(tree, exp.Case):
        return [*(branch.args["true"] for branch in tree.args["ifs"]), tree.args["default"]]
    return [part for part in (tree.args.get("this"), tree.args.get("expression"), *tree.expressions) if isinstance(part, exp.Expr)]
