"""What can be told of an expression before any house is seen."""

from collections.abc import Mapping

from fanlight.assessment.model import SINGLES
from fanlight.facts.vocabulary import fact
from fanlight.standards import nodes
from fanlight.standards.nodes import Node, Whose

TRUTHS = (nodes.Compare, nodes.All, nodes.Any, nodes.Not, nodes.IsOption, nodes.IsThing, nodes.IsNone)


def figure(node: Node) -> int | None:
    """What a node is worth in every house, where that is plain."""
    if isinstance(node, nodes.Scale):
        inner = figure(node.part)
        return None if inner is None else inner * node.by
    return node.value if isinstance(node, nodes.Const) else None


def is_truth(node: Node, terms: Mapping[str, Node]) -> bool:
    """Whether a node is a yes or no."""
    if isinstance(node, nodes.Fold):
        return node.how in ("some", "every")
    if isinstance(node, nodes.Choose):
        return is_truth(node.then, terms)
    if isinstance(node, nodes.TermOf):
        return is_truth(terms[node.path], terms)
    return isinstance(node, TRUTHS) or (isinstance(node, nodes.FactOf) and fact(node.path).kind == "yes_no")


def asked(node: Node) -> set[str]:
    """The variables of a node that stand for something outside it, the things of which there is one left out."""
    whose = (getattr(node, "whose", None), getattr(node, "other", None))
    found = {one.var for one in whose if isinstance(one, Whose) and one.var not in SINGLES}
    for below in nodes.children(node):
        found |= asked(below)
    return found - {node.var} if isinstance(node, nodes.Fold) else found


def parts_of(node: Node) -> tuple[Node, ...]:
    """The conditions that must all hold for a condition to hold."""
    return node.parts if isinstance(node, nodes.All) else (node,)


def split(condition: Node | None, each: str | None) -> tuple[Node | None, Node | None]:
    """The part of a condition that asks nothing of the subject, and the rest."""
    if condition is None or each is None:
        return condition, None
    parts = parts_of(condition)
    of_house = tuple(part for part in parts if not _asks(part, each))
    of_subject = tuple(part for part in parts if _asks(part, each))
    return _all(of_house), _all(of_subject)


def _all(parts: tuple[Node, ...]) -> Node | None:
    return None if not parts else parts[0] if len(parts) == 1 else nodes.All(parts)


def _asks(node: Node, each: str) -> bool:
    """Whether a node, or any below it, asks something of the subject."""
    whose = [getattr(node, name, None) for name in ("whose", "other")]
    asked = any(isinstance(one, Whose) and one.var == each for one in whose)
    return asked or any(_asks(child, each) for child in nodes.children(node))
