"""Parsing an expression: text to a plain syntax tree, within limits that no text can exceed."""

from functools import cache, lru_cache
from importlib.resources import files

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedCharacters, UnexpectedEOF, UnexpectedInput, UnexpectedToken

from fanlight.facts import units
from fanlight.facts.files import nearest
from fanlight.standards.types import BadExpression

LONGEST = 2000
MOST_NODES = 400
DEEPEST = 40

WORDS = (
    "if",
    "then",
    "else",
    "and",
    "or",
    "not",
    "is",
    "in",
    "where",
    "as",
    "table",
    "by",
    "some",
    "every",
    "count",
    "sum",
    "least",
    "most",
)
Syntax = Tree[Token]


@cache
def parser() -> Lark:
    """The LALR parser of the expression language."""
    grammar = files("fanlight.standards").joinpath("expressions.lark").read_text(encoding="utf-8")
    alternatives = "|".join(unit.replace("/", r"\/") for unit in units.UNITS)
    return Lark(grammar.replace("%UNITS%", alternatives), parser="lalr", start="start", propagate_positions=True, maybe_placeholders=True)


@lru_cache(maxsize=20_000)
def parse(text: str) -> Syntax:
    """The syntax tree of an expression. Raises BadExpression."""
    if len(text) > LONGEST:
        raise BadExpression(f"the expression is longer than {LONGEST:,} characters; name parts of it as terms")
    try:
        tree: Syntax = parser().parse(text)
    except UnexpectedInput as error:
        raise BadExpression(_explained(text, error)) from None
    _check_size(tree)
    return tree


def _explained(text: str, error: UnexpectedInput) -> str:
    if isinstance(error, UnexpectedEOF) or (isinstance(error, UnexpectedToken) and error.token.type == "$END"):
        return f"the expression stops too early: '{text[-40:].strip()}'"
    at = max(0, getattr(error, "column", 1) - 1) if getattr(error, "line", 1) == 1 else (error.pos_in_stream or 0)
    found = _word(text[at:])
    if isinstance(error, UnexpectedCharacters):
        return f"'{found}' cannot be read at character {at + 1}{_hint(found)}"
    hint = _hint(found) or _hint(text[at - 1 : at] + found)
    return f"'{found}' is not expected at character {at + 1}, after '{text[:at][-30:].strip()}'{hint}"


def _word(text: str) -> str:
    """The first word of a text, not too long; what cannot be seen on paper is named by its number."""
    if text[:1].isspace() or not text[:1].isprintable():
        return f"U+{ord(text[0]):04X}"
    return text.split(maxsplit=1)[0][:40]


def _hint(found: str) -> str:
    spelled = {"==": "=", "<>": "!=", "&&": "and", "||": "or", "=>": ">=", "=<": "<=", "÷": "/", "×": "*", "&": "and", "|": "or"}
    for wrong, right in spelled.items():
        if found.startswith(wrong):
            return f"; write '{right}'"
    return nearest(found, WORDS) if found.isalpha() else ""


def _check_size(tree: Syntax) -> None:
    """Refuse too many nodes or too deep a tree, without recursion."""
    depths: dict[int, int] = {}
    count = 0
    for subtree in tree.iter_subtrees():
        count += 1
        below = [depths[id(child)] for child in subtree.children if isinstance(child, Tree)]
        depths[id(subtree)] = 1 + max(below, default=0)
    if count > MOST_NODES:
        raise BadExpression(f"the expression has {count} parts, more than {MOST_NODES}; name parts of it as terms")
    if depths[id(tree)] > DEEPEST:
        raise BadExpression(f"the expression is nested deeper than {DEEPEST}; name parts of it as terms")
