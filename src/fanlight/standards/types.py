"""The types of expressions, and bringing two quantities to one scale."""

from dataclasses import dataclass

from fanlight.facts.kinds import Choice, Fact, Link, Measured, YesNo
from fanlight.facts.units import COUNT, DATE, NUMBER, Dimension
from fanlight.standards.nodes import Node, Scale, Whose

FINEST = 12


class BadExpression(ValueError):
    """An expression that cannot be read; the message says where and what was probably meant."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of some dimension, kept as a whole number of 10**-decimals of its base unit."""

    dimension: Dimension
    decimals: int

    def __str__(self) -> str:
        return "a plain number" if self.dimension is NUMBER else f"a quantity of {self.dimension.name}"


@dataclass(frozen=True, slots=True)
class Truth:
    """Yes or no."""

    def __str__(self) -> str:
        return "a yes or no"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice, to be compared with its options."""

    path: str
    options: tuple[str, ...]
    ref: Whose

    def __str__(self) -> str:
        return f"the choice {self.path}"


@dataclass(frozen=True, slots=True)
class Thinglike:
    """A thing: a variable, or the end of a link (`link` is then the last link fact followed)."""

    ref: Whose
    link: str = ""

    def __str__(self) -> str:
        return f"a {self.ref.thing}"


Type = Quantity | Truth | Chosen | Thinglike
Typed = tuple[Node, Type]

TRUTH = Truth()


def type_of(fact: Fact, ref: Whose) -> Type:
    """The type of a declared fact. Raises BadExpression for a text, which no expression may use."""
    if isinstance(fact, YesNo):
        return TRUTH
    if isinstance(fact, Choice):
        return Chosen(fact.path, fact.options, ref)
    if isinstance(fact, Measured):
        return plain(fact.measures, fact.measures.decimals)
    assert not isinstance(fact, Link)
    raise BadExpression(f"{fact.path} is a text; no clause can be decided by it")


def plain(dimension: Dimension, decimals: int) -> Quantity:
    """A quantity type; counts are plain numbers."""
    return Quantity(NUMBER if dimension is COUNT else dimension, decimals)


def quantity(typed: Typed, what: str) -> tuple[Node, Quantity]:
    """The same, made sure to be a quantity. Raises BadExpression."""
    node, kind = typed
    if not isinstance(kind, Quantity):
        raise BadExpression(f"{what} needs a quantity, but this is {kind}")
    return node, kind


def amount(typed: Typed, what: str) -> tuple[Node, Quantity]:
    """The same, made sure to be a quantity that can be multiplied and halved: no date. Raises BadExpression."""
    node, kind = quantity(typed, what)
    if kind.dimension is DATE:
        raise BadExpression(f"{what} makes no sense of a date; compare dates, or subtract one from another")
    return node, kind


def truth(typed: Typed, what: str) -> Node:
    """The node of a yes or no. Raises BadExpression."""
    node, kind = typed
    if not isinstance(kind, Truth):
        raise BadExpression(f"{what} needs a yes or no, but this is {kind}")
    return node


def same_scale(left: tuple[Node, Quantity], right: tuple[Node, Quantity], what: str) -> tuple[Node, Node, Quantity]:
    """Two like quantities brought to one scale. Raises BadExpression for unlike ones."""
    (a, first), (b, second) = left, right
    if first.dimension is not second.dimension:
        raise BadExpression(f"{what} needs like quantities, but one is {first} and the other {second}")
    decimals = max(first.decimals, second.decimals)
    return finer(a, decimals - first.decimals), finer(b, decimals - second.decimals), Quantity(first.dimension, decimals)


def finer(node: Node, decimals: int) -> Node:
    """The node on a scale finer by so many decimals. Raises BadExpression past the finest scale there is."""
    if decimals > FINEST:
        raise BadExpression(f"the arithmetic needs more than {FINEST} decimals; round its figures")
    return Scale(node, 10**decimals) if decimals else node
