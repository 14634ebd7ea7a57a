"""The word `is`: a choice compared with its options, a link compared with a thing, another link or none."""

from lark import Token

from fanlight.facts.files import nearest
from fanlight.standards.language import Syntax
from fanlight.standards.nodes import Any, FactOf, IsNone, IsOption, IsThing, Node, Whose
from fanlight.standards.scope import Scope
from fanlight.standards.types import BadExpression, Chosen, Thinglike


def is_one_of(kind: object, node: Node, asked: list[Syntax], scope: Scope) -> Node:
    """The node of a choice or link compared with some options or things. Raises BadExpression."""
    if isinstance(kind, Chosen) and isinstance(node, FactOf):
        mask = 0
        for option in asked:
            mask |= 1 << _option(kind, _word(option))
        return IsOption(node.whose, kind.path, mask)
    if isinstance(kind, Thinglike) and kind.link and isinstance(node, FactOf):
        from_ref = Whose(node.whose.var, kind.link.partition(".")[0], node.whose.links[:-1])
        parts = tuple(_leads(from_ref, kind, _word(option), scope) for option in asked)
        return parts[0] if len(parts) == 1 else Any(parts)
    raise BadExpression(f"'is' needs a choice or a link, but this is {kind}")


def _leads(ref: Whose, kind: Thinglike, word: str, scope: Scope) -> Node:
    if word == "none":
        return IsNone(ref, kind.link)
    fitting = [var for var, thing in scope.variables.items() if thing == kind.ref.thing]
    if word.partition(".")[0] not in scope.variables:
        raise BadExpression(f"{kind.link} leads to a {kind.ref.thing}; '{word}' is none here{nearest(word, [*fitting, 'none'])}")
    other = scope.resolve(word.split("."))[1]
    if not isinstance(other, Thinglike) or other.ref.thing != kind.ref.thing:
        raise BadExpression(f"{kind.link} leads to a {kind.ref.thing}, but '{word}' is {other}")
    return IsThing(ref, kind.link, other.ref)


def _word(option: Syntax) -> str:
    child = option.children[0]
    if isinstance(child, Token):
        return str(child)[1:-1]
    return ".".join(str(token) for token in child.children)


def _option(kind: Chosen, word: str) -> int:
    if word not in kind.options:
        raise BadExpression(f"'{word}' is no option of {kind.path}{nearest(word, kind.options)}; its options are {', '.join(kind.options)}")
    return kind.options.index(word)
