"""Derived facts: the expression a fact is declared with, brought to the scale the fact is kept on."""

from fanlight.facts.kinds import Fact, Measured, YesNo
from fanlight.facts.vocabulary import THINGS
from fanlight.standards.elaborate import read_expression
from fanlight.standards.nodes import Const, Largest, Node, Smallest
from fanlight.standards.scope import Scope
from fanlight.standards.types import TRUTH, BadExpression, Quantity, finer, plain


def read_derivation(declared: Fact) -> Node:
    """The node of a derived fact, kept within its legal range.

    Raises BadExpression where the expression is of another kind or finer than the fact can hold.
    """
    scope = Scope().about(declared.thing if THINGS[declared.thing].plural else None)
    node, kind = read_expression(declared.how, scope)
    if isinstance(declared, YesNo) and kind == TRUTH:
        return node
    if not isinstance(declared, Measured) or not isinstance(kind, Quantity):
        raise BadExpression(f"{declared.path} is a {declared.kind}, but is derived as {kind}")
    wanted = plain(declared.measures, declared.measures.decimals)
    if kind.dimension is not wanted.dimension or kind.decimals > wanted.decimals:
        raise BadExpression(
            f"{declared.path} is kept to {wanted.decimals} decimals of {wanted.dimension.name}, but is derived finer or as {kind}"
        )
    low, high = declared.domain
    return Smallest((Const(high), Largest((Const(low), finer(node, wanted.decimals - kind.decimals)))))
