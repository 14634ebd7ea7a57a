"""The frozen, typed nodes of an expression: what every back end runs and nothing else.

All quantities are scaled whole numbers; the reader has already brought both sides of each node to one scale, so that no back end
needs to know units. A yes/no value is 0 or 1 at each end of its bounds.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Node:
    """Base of all nodes."""


@dataclass(frozen=True, slots=True)
class Whose:
    """Which thing a fact is asked of: a variable in scope, then links (names of link facts, `kitchen.room`) to follow."""

    var: str
    thing: str
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Const(Node):
    """A figure written in the edition."""

    value: int


@dataclass(frozen=True, slots=True)
class FactOf(Node):
    """A declared fact (`path` is thing.fact) of a thing."""

    whose: Whose
    path: str


@dataclass(frozen=True, slots=True)
class TermOf(Node):
    """A term of the edition (`path` is thing.term), asked of a thing."""

    whose: Whose
    path: str


@dataclass(frozen=True, slots=True)
class IsOption(Node):
    """A choice is one of the options in the mask."""

    whose: Whose
    path: str
    mask: int


@dataclass(frozen=True, slots=True)
class IsThing(Node):
    """A link leads to the same thing as another reference (a variable, or the end of another link)."""

    whose: Whose
    path: str
    other: Whose


@dataclass(frozen=True, slots=True)
class IsNone(Node):
    """An optional link leads to nothing (a shared room belongs to no unit)."""

    whose: Whose
    path: str


@dataclass(frozen=True, slots=True)
class Compare(Node):
    """Two values of one scale compared; `op` is one of >= > <= < = !=."""

    op: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class All(Node):
    """Every part holds."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Any(Node):
    """Some part holds."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not(Node):
    """The part does not hold."""

    part: Node


@dataclass(frozen=True, slots=True)
class Choose(Node):
    """One value where the test holds, the other where it does not."""

    test: Node
    then: Node
    other: Node


@dataclass(frozen=True, slots=True)
class Add(Node):
    """A sum of two values of one scale."""

    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Sub(Node):
    """A difference of two values of one scale."""

    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Mul(Node):
    """A product; its scale is the sum of both scales."""

    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Scale(Node):
    """A change to a finer scale: the value times a power of ten."""

    part: Node
    by: int


@dataclass(frozen=True, slots=True)
class Divide(Node):
    """Whole-number division by a positive figure, rounded up or down."""

    part: Node
    by: int
    up: bool


@dataclass(frozen=True, slots=True)
class Smallest(Node):
    """The smallest of some values."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Largest(Node):
    """The largest of some values."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Absolute(Node):
    """A value without its sign."""

    part: Node


@dataclass(frozen=True, slots=True)
class Lookup(Node):
    """A figure from a step table of the edition; rows are (from, to, figure), both ends included, and outside them there is no figure."""

    table: str
    rows: tuple[tuple[int, int, int], ...]
    key: Node


@dataclass(frozen=True, slots=True)
class Fold(Node):
    """A set of things taken together: `how` is some, every, count, sum, least or most."""

    how: str
    var: str
    thing: str
    where: Node
    body: Node


@dataclass(frozen=True, slots=True)
class Shift(Node):
    """A date moved by calendar months (clamped to the end of a month) and days."""

    part: Node
    months: int
    days: int


FAR = 10**15
"""Beyond every value a fact can have: the figure of a table outside its rows lies between -FAR and FAR; so does the least of nothing."""

YES = Const(1)

KINDS: tuple[type[Node], ...] = (
    Const, FactOf, TermOf, IsOption, IsThing, IsNone, Compare, All, Any, Not, Choose, Add, Sub, Mul, Scale,
    Divide, Smallest, Largest, Absolute, Lookup, Fold, Shift,
)  # fmt: skip


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below a node."""
    match node:
        case Compare(_, left, right) | Add(left, right) | Sub(left, right) | Mul(left, right):
            return left, right
        case All(parts) | Any(parts) | Smallest(parts) | Largest(parts):
            return parts
        case Not(part) | Scale(part, _) | Divide(part, _, _) | Absolute(part) | Lookup(_, _, part) | Shift(part, _, _):
            return (part,)
        case Choose(test, then, other):
            return test, then, other
        case Fold(_, _, _, where, body):
            return where, body
    return ()


def walk(node: Node) -> list[Node]:
    """A node and all below it."""
    found = [node]
    for below in children(node):
        found.extend(walk(below))
    return found
