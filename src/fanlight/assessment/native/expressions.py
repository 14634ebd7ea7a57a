"""Expressions of a program as instructions: each tree that a query would hold becomes the same value in the code of a function."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlglot import exp

from fanlight.assessment.columnar.pairs import EPOCH
from fanlight.assessment.columnar.pool import Pool
from fanlight.assessment.native.code import LIST, LLVM, NO, NONE, NUMBER, TRUTH, WIDE, YES, Code, Value, number
from fanlight.assessment.native.kinds import Kinds, cast_kind

COMPARED = {exp.GTE: "sge", exp.GT: "sgt", exp.LTE: "sle", exp.LT: "slt", exp.EQ: "eq", exp.NEQ: "ne"}
RECKONED = {exp.Add: "add", exp.Sub: "sub", exp.Mul: "mul", exp.BitwiseAnd: "and"}
DIVIDED = {exp.IntDiv: ("sdiv", "quotient"), exp.Mod: ("srem", "remainder")}
LENGTH = 2**32 - 1


class Expressions:
    """Writes expressions over one row of a frame. `column` finds the value of a column; `gathered` knows those taken over many rows."""

    def __init__(self, code: Code, pool: Pool, kinds: Kinds, column: Callable[[str], Value]) -> None:
        self.code, self.pool, self.kinds, self.column = code, pool, kinds, column
        self.gathered: dict[int, Value] = {}

    def value(self, tree: exp.Expr) -> Value:
        """The value of an expression."""
        if id(tree) in self.gathered:
            return self.gathered[id(tree)]
        return MAKERS[type(tree)](self, tree)

    def truth(self, tree: exp.Expr) -> str:
        """The text of a truth."""
        return self.value(tree).text

    def wider(self, value: Value, kind: str) -> Value:
        """A number in 128 bits where that is wanted, or a wide one that is known to fit in 64."""
        if value.kind == kind or kind not in (NUMBER, WIDE):
            return value
        if value.text.lstrip("-").isdigit():
            return Value(value.text, kind)
        how = "sext i64" if kind == WIDE else "trunc i128"
        return Value(self.code.do(f"{how} {value.text} to {LLVM[kind]}"), kind)

    def alike(self, *trees: exp.Expr) -> list[Value]:
        """The values of some expressions, all of one kind."""
        found = [self.value(tree) for tree in trees]
        kind = WIDE if any(each.kind == WIDE for each in found) else found[0].kind
        return [self.wider(each, kind) for each in found]

    # Logic.

    def boolean(self, tree: exp.Boolean) -> Value:
        """Yes or no."""
        return YES if tree.this else NO

    def negated(self, tree: exp.Not) -> Value:
        """Not so."""
        return Value(self.code.do(f"xor i1 {self.truth(tree.this)}, true"), TRUTH)

    def joined(self, tree: exp.Connector) -> Value:
        """Both or either. What needs lists is only worked out where the first part does not settle it."""
        is_and = isinstance(tree, exp.And)
        if not self.kinds.asks_lists(tree.expression, self.pool):
            left, right = self.truth(tree.this), self.truth(tree.expression)
            return Value(self.code.do(f"{'and' if is_and else 'or'} i1 {left}, {right}"), TRUTH)
        settled = exp.false() if is_and else exp.true()
        then, other = (tree.expression, settled) if is_and else (settled, tree.expression)
        return self.branched([(tree.this, then)], other, TRUTH)

    def compared(self, tree: exp.Binary) -> Value:
        """Two values compared."""
        meet = tree.this.args.get("this") if isinstance(tree.this, exp.ArraySize) else None
        if isinstance(meet, exp.ArrayIntersect):
            a, b = (self.value(part).text for part in meet.expressions)
            return Value(self.code.do(f"call i1 @meet(ptr %c, i64 {a}, i64 {b})"), TRUTH)
        left, right = self.alike(tree.this, tree.expression)
        return Value(self.code.do(f"icmp {COMPARED[type(tree)]} {LLVM[left.kind]} {left.text}, {right.text}"), TRUTH)

    def case(self, tree: exp.Case) -> Value:
        """The value of the first branch whose test holds. Lists are made in their own branch, and all else beforehand."""
        branches = [(branch.this, branch.args["true"]) for branch in tree.args["ifs"]]
        kind = self.kinds.of(tree, self.pool)
        if self.kinds.asks_lists(tree, self.pool):
            return self.branched(branches, tree.args["default"], kind)
        tests = [self.truth(test) for test, _ in branches]
        values = [self.wider(self.value(part), kind) for _, part in branches]
        found = self.wider(self.value(tree.args["default"]), kind)
        for test, value in reversed(list(zip(tests, values, strict=True))):
            found = Value(self.code.do(f"select i1 {test}, {LLVM[kind]} {value.text}, {LLVM[kind]} {found.text}"), kind)
        return found

    def branched(self, branches: Sequence[tuple[exp.Expr, exp.Expr]], default: exp.Expr, kind: str) -> Value:
        """The same, of which nothing is worked out that is not wanted."""
        code, end, ways = self.code, self.code.fresh(), []
        opened = 0
        for test, part in branches:
            then, other = code.fresh(), code.fresh()
            code.fork(self.truth(test), then, other)
            code.begin(then)
            with code.inside():
                value = self.wider(self.value(part), kind)
            ways.append(f"[{value.text}, %{code.block}]")
            code.jump(end)
            code.begin(other)
            code.scopes.append({})
            opened += 1
        value = self.wider(self.value(default), kind)
        ways.append(f"[{value.text}, %{code.block}]")
        code.jump(end)
        code.begin(end)
        del code.scopes[len(code.scopes) - opened :]
        return Value(code.do(f"phi {LLVM[kind]} {', '.join(ways)}"), kind)

    # Arithmetic. Every result is known to fit its kind, from the ranges of the facts and figures it is made of.

    def literal(self, tree: exp.Literal) -> Value:
        """A figure."""
        return number(int(tree.this))

    def minus(self, tree: exp.Neg) -> Value:
        """A figure below 0."""
        return number(-int(tree.this.this))

    def inner(self, tree: exp.Expr) -> Value:
        """What stands in parentheses, or is a number already."""
        return self.value(tree.this)

    def cast(self, tree: exp.Cast) -> Value:
        """A value brought to a type."""
        found = self.value(tree.this)
        return self.wider(found, cast_kind(tree))

    def reckoned(self, tree: exp.Binary) -> Value:
        """A sum, a difference, a product, or the bits two figures have in common."""
        left, right = self.alike(tree.this, tree.expression)
        return Value(self.code.do(f"{RECKONED[type(tree)]} {LLVM[left.kind]} {left.text}, {right.text}"), left.kind)

    def divided(self, tree: exp.Binary) -> Value:
        """Whole-number division by a figure above 0, or what is left of it."""
        left, right = self.alike(tree.this, tree.expression)
        narrow, wide = DIVIDED[type(tree)]
        if left.kind == WIDE:
            return Value(self.code.do(f"call i128 @{wide}(i128 {left.text}, i128 {right.text})"), WIDE)
        return Value(self.code.do(f"{narrow} i64 {left.text}, {right.text}"), NUMBER)

    def picked(self, tree: exp.Func) -> Value:
        """The smallest or largest of some values."""
        first, *others = self.alike(tree.this, *tree.expressions)
        kind, pick = LLVM[first.kind], "smin" if isinstance(tree, exp.Least) else "smax"
        found = first.text
        for each in others:
            found = self.code.do(f"call {kind} @llvm.{pick}.{kind}({kind} {found}, {kind} {each.text})")
        return Value(found, first.kind)

    def moved(self, tree: exp.AddMonths) -> Value:
        """A day counted from 1970, so many months later."""
        day = self.code.do(f"add i64 {self.value(tree.this).text}, {EPOCH}")
        later = self.code.do(f"call i64 @months_later(i64 {day}, i64 {self.value(tree.expression).text})")
        return Value(self.code.do(f"sub i64 {later}, {EPOCH}"), NUMBER)

    # Lists.

    def array(self, tree: exp.Array) -> Value:
        """A list of one figure, or of none."""
        if not tree.expressions:
            return NONE
        (only,) = tree.expressions
        return Value(self.code.do(f"call i64 @list_of(ptr %c, i64 {self.value(only).text})"), LIST)

    def lists_joined(self, tree: exp.ArrayConcat) -> Value:
        """All the figures of some lists."""
        found = self.value(tree.this).text
        for each in tree.expressions:
            found = self.code.do(f"call i64 @joined(ptr %c, i64 {found}, i64 {self.value(each).text})")
        return Value(found, LIST)

    def once(self, tree: exp.ArrayDistinct) -> Value:
        """A list with each figure once."""
        return Value(self.code.do(f"call i64 @once(ptr %c, i64 {self.value(tree.this).text})"), LIST)

    def length(self, tree: exp.ArraySize) -> Value:
        """How many figures a list holds."""
        return Value(self.code.do(f"and i64 {self.value(tree.this).text}, {LENGTH}"), NUMBER)

    def holds(self, tree: exp.ArrayContains) -> Value:
        """Whether a list holds a figure."""
        figures, wanted = self.value(tree.this).text, self.value(tree.expression).text
        return Value(self.code.do(f"call i1 @holds(ptr %c, i64 {figures}, i64 {wanted})"), TRUTH)


def _column(of: Expressions, tree: exp.Expr) -> Value:
    return of.column(tree.name)


MAKERS: dict[type[exp.Expr], Callable[[Expressions, Any], Value]] = {
    exp.Column: _column, exp.Boolean: Expressions.boolean, exp.Literal: Expressions.literal, exp.Neg: Expressions.minus,
    exp.Paren: Expressions.inner, exp.Cast: Expressions.cast, exp.Not: Expressions.negated, exp.Case: Expressions.case,
    exp.And: Expressions.joined, exp.Or: Expressions.joined, **dict.fromkeys(COMPARED, Expressions.compared),
    **dict.fromkeys(RECKONED, Expressions.reckoned), **dict.fromkeys(DIVIDED, Expressions.divided),
    exp.Least: Expressions.picked, exp.Greatest: Expressions.picked,
    exp.UnixDate: Expressions.inner, exp.DateFromUnixDate: Expressions.inner, exp.AddMonths: Expressions.moved,
    exp.Coalesce: Expressions.inner, exp.Flatten: Expressions.inner, exp.Array: Expressions.array,
    exp.ArrayConcat: Expressions.lists_joined, exp.ArrayDistinct: Expressions.once,
    exp.ArraySize: Expressions.length, exp.ArrayContains: Expressions.holds,
}  # fmt: skip
