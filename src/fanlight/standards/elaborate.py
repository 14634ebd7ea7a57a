"""From syntax to typed nodes: names resolved, units checked, both sides of every node brought to one scale."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from lark import Tree

from fanlight.facts import units
from fanlight.facts.files import nearest
from fanlight.facts.units import DATE, DAYS, LENGTH, MONTHS, NUMBER
from fanlight.standards.choices import is_one_of
from fanlight.standards.language import Syntax, parse
from fanlight.standards.nodes import (
    YES,
    Absolute,
    Add,
    All,
    Any,
    Choose,
    Compare,
    Const,
    Divide,
    FactOf,
    Fold,
    Largest,
    Lookup,
    Mul,
    Node,
    Not,
    Shift,
    Smallest,
    Sub,
)  # fmt: skip
from fanlight.standards.scope import Scope
from fanlight.standards.types import TRUTH, BadExpression, Chosen, Quantity, Truth, Typed, amount, finer, quantity, same_scale, truth

FOLD_DEPTH = 3
FOLDED = {"some": "P", "every": "P", "count": "", "sum": "X", "least": "X", "most": "X"}


def read_expression(text: str, scope: Scope) -> Typed:
    """The typed node of an expression in a scope. Raises BadExpression."""
    return elaborate(parse(text), scope, 0)


def read_truth(text: str, scope: Scope) -> Node:
    """The node of a yes/no expression. Raises BadExpression."""
    return truth(read_expression(text, scope), "this place")


def read_quantity(text: str, scope: Scope) -> tuple[Node, Quantity]:
    """The node and type of a quantity. Raises BadExpression."""
    return quantity(read_expression(text, scope), "this place")


def elaborate(tree: Syntax, scope: Scope, folds: int) -> Typed:
    """The typed node of a syntax tree. Raises BadExpression."""
    return RULES[str(tree.data)](tree, scope, folds)


def _below(tree: Syntax, place: int, scope: Scope, folds: int) -> Typed:
    child = tree.children[place]
    assert isinstance(child, Tree)
    return elaborate(child, scope, folds)


def _all_below(tree: Syntax, scope: Scope, folds: int) -> list[Typed]:
    return [elaborate(child, scope, folds) for child in tree.children if isinstance(child, Tree)]


def _choose(tree: Syntax, scope: Scope, folds: int) -> Typed:
    test, then, other = _all_below(tree, scope, folds)
    node = truth(test, "'if'")
    if isinstance(then[1], Truth):
        return Choose(node, truth(then, "'then'"), truth(other, "'else'")), TRUTH
    a, b, kind = same_scale(quantity(then, "'then'"), quantity(other, "'else'"), "'if ... then ... else'")
    return Choose(node, a, b), kind


def _joined(make: Callable[[tuple[Node, ...]], Node], word: str) -> Callable[[Syntax, Scope, int], Typed]:
    def rule(tree: Syntax, scope: Scope, folds: int) -> Typed:
        return make(tuple(truth(part, f"'{word}'") for part in _all_below(tree, scope, folds))), TRUTH

    return rule


def _negate(tree: Syntax, scope: Scope, folds: int) -> Typed:
    return Not(truth(_below(tree, 0, scope, folds), "'not'")), TRUTH


def _compare(tree: Syntax, scope: Scope, folds: int) -> Typed:
    left, right = _below(tree, 0, scope, folds), _below(tree, 2, scope, folds)
    op = str(tree.children[1])
    for side in (left, right):
        if isinstance(side[1], Chosen):
            raise BadExpression(f"'{op}' needs quantities, but this is {side[1]}; write '{side[1].path} is OPTION'")
    what = f"'{op}'"
    a, b, _ = same_scale(quantity(left, what), quantity(right, what), what)
    return Compare(op, a, b), TRUTH


def _options(*, negated: bool) -> Callable[[Syntax, Scope, int], Typed]:
    def rule(tree: Syntax, scope: Scope, folds: int) -> Typed:
        node, kind = _below(tree, 0, scope, folds)
        asked = [option for option in tree.children[1:] if isinstance(option, Tree)]
        found = is_one_of(kind, node, asked, scope)
        return (Not(found) if negated else found), TRUTH

    return rule


def _add(tree: Syntax, scope: Scope, folds: int) -> Typed:
    return _sum(tree, scope, folds, 1)


def _subtract(tree: Syntax, scope: Scope, folds: int) -> Typed:
    return _sum(tree, scope, folds, -1)


def _sum(tree: Syntax, scope: Scope, folds: int, sign: int) -> Typed:
    word = "'+'" if sign > 0 else "'-'"
    left, right = (quantity(part, word) for part in _all_below(tree, scope, folds))
    if left[1].dimension is DATE and right[1].dimension in (MONTHS, DAYS) and isinstance(right[0], Const):
        by = sign * right[0].value
        return Shift(left[0], by if right[1].dimension is MONTHS else 0, by if right[1].dimension is DAYS else 0), left[1]
    a, b, kind = same_scale(left, right, word)
    if kind.dimension is DATE:
        if sign > 0:
            raise BadExpression("two dates cannot be added; add a period to a date, or subtract two dates")
        kind = Quantity(DAYS, 0)
    return (Add(a, b) if sign > 0 else Sub(a, b)), kind


def _multiply(tree: Syntax, scope: Scope, folds: int) -> Typed:
    (a, first), (b, second) = (amount(part, "'*'") for part in _all_below(tree, scope, folds))
    decimals = first.decimals + second.decimals
    if first.dimension is LENGTH and second.dimension is LENGTH:
        dimension = units.AREA
    elif NUMBER in (first.dimension, second.dimension):
        dimension = second.dimension if first.dimension is NUMBER else first.dimension
    else:
        raise BadExpression(f"'*' cannot multiply {first} by {second}; use number(X, UNIT) to work with plain numbers")
    finer(a, decimals)
    return Mul(a, b), Quantity(dimension, decimals)


def _divide(tree: Syntax, scope: Scope, folds: int) -> Typed:
    part, kind = amount(_below(tree, 0, scope, folds), "'/'")
    by, unit = quantity(_below(tree, 1, scope, folds), "'/'")
    if not isinstance(by, Const) or unit.dimension is not NUMBER or by.value <= 0:
        raise BadExpression("'/' divides by a plain figure only; use ceil(a / b) or floor(a / b), or multiply instead")
    share = Decimal(10) ** unit.decimals / Decimal(by.value)
    decimals = units.decimals_of(share)
    if decimals > 6:
        raise BadExpression(f"dividing by {by.value} has no exact decimal; multiply the other side instead")
    return Mul(part, Const(int(share.scaleb(decimals)))), Quantity(kind.dimension, kind.decimals + decimals)


def _minus(tree: Syntax, scope: Scope, folds: int) -> Typed:
    part, kind = amount(_below(tree, 0, scope, folds), "'-'")
    return (Const(-part.value) if isinstance(part, Const) else Sub(Const(0), part)), kind


def _day(tree: Syntax, scope: Scope, folds: int) -> Typed:
    try:
        return Const(date.fromisoformat(str(tree.children[0])).toordinal()), Quantity(DATE, 0)
    except ValueError:
        raise BadExpression(f"'{tree.children[0]}' is not a date of the calendar") from None


def _quantity(tree: Syntax, scope: Scope, folds: int) -> Typed:
    try:
        figure, dimension = units.parse(str(tree.children[0]))
    except units.UnreadableQuantity as error:
        raise BadExpression(str(error)) from None
    decimals = units.decimals_of(figure)
    return Const(int(figure.scaleb(decimals))), Quantity(dimension, decimals)


def _holds(tree: Syntax, scope: Scope, folds: int) -> Typed:
    if scope.holds is None:
        raise BadExpression("holds(...) stands in clauses only")
    return scope.holds(str(tree.children[0])[6:-1], scope), TRUTH


def _ref(tree: Syntax, scope: Scope, folds: int) -> Typed:
    words = [str(token) for token in tree.children]
    node, kind = scope.resolve(words)
    if isinstance(kind, Chosen):
        return FactOf(kind.ref, kind.path), kind
    return node, kind


def _rounded(tree: Syntax, scope: Scope, folds: int) -> Typed:
    word, inner = str(tree.children[0]), tree.children[1]
    if not isinstance(inner, Tree) or inner.data != "divide":
        raise BadExpression(f"{word} takes one division: {word}(a / b)")
    top, bottom = (quantity(part, word) for part in _all_below(inner, scope, folds))
    a, b, _ = same_scale(top, bottom, word)
    figure = b if isinstance(b, Const) else None
    if figure is None and isinstance(bottom[0], Const):
        figure = Const(bottom[0].value * 10 ** max(0, top[1].decimals - bottom[1].decimals))
    if figure is None or figure.value <= 0:
        raise BadExpression(f"{word}(a / b) needs a figure above 0 for b")
    return Divide(a, figure.value, word == "ceil"), Quantity(NUMBER, 0)


def _pick(tree: Syntax, scope: Scope, folds: int) -> Typed:
    word = str(tree.children[0])
    parts = [quantity(part, word) for part in _all_below(tree, scope, folds)]
    node, kind = parts[0]
    nodes = [node]
    for part in parts[1:]:
        before = kind.decimals
        _, right, kind = same_scale((node, kind), part, word)
        nodes = [finer(each, kind.decimals - before) for each in nodes] + [right]
    return (Smallest if word == "min" else Largest)(tuple(nodes)), kind


def _absolute(tree: Syntax, scope: Scope, folds: int) -> Typed:
    part, kind = amount(_below(tree, 0, scope, folds), "abs")
    return Absolute(part), kind


def _plain_number(tree: Syntax, scope: Scope, folds: int) -> Typed:
    part, kind = quantity(_below(tree, 0, scope, folds), "number")
    unit = str(tree.children[1])
    size = kind.dimension.factor(units.PLURALS.get(unit, unit))
    if size is None:
        raise BadExpression(f"number(..., {unit}) cannot measure {kind}")
    share = 1 / size
    decimals = units.decimals_of(share)
    if decimals > 6:
        raise BadExpression(f"number(..., {unit}) has no exact decimal; write number(..., {kind.dimension.base})")
    by = int(share.scaleb(decimals))
    return (part if by == 1 else Mul(part, Const(by))), Quantity(NUMBER, kind.decimals + decimals)


def _lookup(tree: Syntax, scope: Scope, folds: int) -> Typed:
    name = str(tree.children[0])
    if name not in scope.tables:
        raise BadExpression(f"'{name}' is no table of this edition{nearest(name, scope.tables)}")
    table = scope.tables[name]
    key, kind = quantity(_below(tree, 1, scope, folds), f"table {name}")
    if kind.dimension is not table.by:
        raise BadExpression(f"table {name} is read by {Quantity(table.by, 0)}, but this is {kind}")
    decimals = max(kind.decimals, table.by_decimals)
    step = 10 ** (decimals - table.by_decimals)
    rows = tuple((low * step, (high + 1) * step - 1, figure) for low, high, figure in table.rows)
    return Lookup(name, rows, finer(key, decimals - kind.decimals)), Quantity(table.gives, table.gives_decimals)


def _fold(tree: Syntax, scope: Scope, folds: int) -> Typed:
    how, thing, alias, where, body = tree.children
    if folds >= FOLD_DEPTH:
        raise BadExpression(f"folds are nested deeper than {FOLD_DEPTH}; name the inner one as a term")
    var = str(alias or thing)
    inner = scope.within(var, str(thing))
    member = truth(elaborate(where, inner, folds + 1), "'where'") if isinstance(where, Tree) else YES
    if FOLDED[str(how)] == "X":
        if not isinstance(body, Tree):
            raise BadExpression(f"{how}({thing} ...: VALUE) needs a value after ':'")
        value, kind = (amount if str(how) == "sum" else quantity)(elaborate(body, inner, folds + 1), f"'{how}'")
        return Fold(str(how), var, str(thing), member, value), kind
    if isinstance(body, Tree) and str(how) == "count":
        raise BadExpression(f"count takes its condition after 'where': count({thing} where ...)")
    if not isinstance(body, Tree) and str(how) == "every":
        raise BadExpression(f"every({thing} ...: CONDITION) needs a condition after ':'")
    proof = truth(elaborate(body, inner, folds + 1), f"'{how}'") if isinstance(body, Tree) else YES
    return Fold(str(how), var, str(thing), member, proof), (Quantity(NUMBER, 0) if str(how) == "count" else TRUTH)


RULES: dict[str, Callable[[Syntax, Scope, int], Typed]] = {
    "choose": _choose,
    "any_of": _joined(Any, "or"),
    "all_of": _joined(All, "and"),
    "negate": _negate,
    "compare": _compare,
    "is_option": _options(negated=False),
    "is_not_option": _options(negated=True),
    "in_options": _options(negated=False),
    "not_in_options": _options(negated=True),
    "add": _add,
    "subtract": _subtract,
    "multiply": _multiply,
    "divide": _divide,
    "minus": _minus,
    "day": _day,
    "quantity": _quantity,
    "holds": _holds,
    "ref": _ref,
    "rounded": _rounded,
    "pick": _pick,
    "absolute": _absolute,
    "plain_number": _plain_number,
    "lookup": _lookup,
    "fold": _fold,
}
