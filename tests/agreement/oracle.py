"""The second hand: a plain two-valued evaluator of the nodes over a complete house.

Written from what the nodes mean (their docstrings and the reference of the clause format), not from the interpreter, of which it imports
nothing. Every fact has one value, every link one end, every list is complete, and a yes or no is 1 or 0. No part of an expression is
skipped, so that a house can count how often each of its values is asked for.
"""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Protocol

from fanlight.facts.kinds import Measured, YesNo
from fanlight.facts.vocabulary import THINGS, fact, singular
from fanlight.standards import nodes
from fanlight.standards.edition import Clause, Force
from fanlight.standards.elaborate import read_expression
from fanlight.standards.nodes import FAR, Node, Whose
from fanlight.standards.scope import Scope
from fanlight.standards.types import Quantity


class Member:
    """A thing of a complete house. Two members are the same only where they are one object."""

    __slots__ = ("extra", "id", "said", "thing", "values")

    def __init__(self, thing: str, name: str, said: Mapping[str, object] | None = None, *, extra: bool = False) -> None:
        self.thing, self.id, self.extra = thing, name, extra
        self.said = said or {}
        self.values: dict[str, object] = {}

    def __repr__(self) -> str:
        return f"{self.thing} {self.id}"


class House(Protocol):
    """What the oracle asks of a complete house."""

    def members(self, thing: str) -> list[Member]:
        """The complete list of a thing; of a thing of which there is exactly one, that one."""

    def figure(self, member: Member, path: str) -> int | None:
        """The value of a fact (a choice: the number of its option); None where it is derived and nobody observed it."""

    def end(self, member: Member, path: str) -> Member | None:
        """Where a link leads."""

    def unsaid(self, what: object, low: int, high: int) -> int:
        """A value that nothing in the house or the standard says: any of the range will do."""


Things = Mapping[str, Member | None]


class Oracle:
    """Evaluates nodes over one complete house. `terms` are the edition's terms by their names."""

    def __init__(self, house: House, terms: Mapping[str, Node], notice: Callable[[str], None] = lambda what: None) -> None:
        self.house, self.terms, self.notice = house, terms, notice
        self.singles: Things = {thing.name: house.members(thing.name)[0] for thing in singular()}

    def value(self, node: Node, things: Things) -> int:
        """The value of a node, the variables standing for these things."""
        return MEANINGS[type(node)](self, node, things)

    def holds(self, node: Node, things: Things) -> bool:
        """The value of a yes/no node."""
        found = self.value(node, things)
        assert found in (0, 1), f"{node} is neither yes nor no but {found}"
        return found == 1

    def whose(self, whose: Whose, things: Things) -> Member | None:
        """The thing a reference means. Beyond a link that leads to nothing there is nothing."""
        thing = things[whose.var]
        for link in whose.links:
            thing = self.house.end(thing, link) if thing is not None else None
        return thing

    def about(self, path: str, member: Member) -> Things:
        """What is in scope of a derived fact or a term asked of a member."""
        return {**self.singles, path.partition(".")[0]: member}

    def fact(self, node: nodes.FactOf, things: Things) -> int:
        """The observed value of a fact, else the derived one, kept within its legal range; of nothing, any value the fact can have."""
        member = self.whose(node.whose, things)
        if member is None:
            self.notice("asked: fact of nothing")
            return self.house.unsaid(node, *fact(node.path).domain)
        found = self.house.figure(member, node.path)
        if found is not None:
            return found
        self.notice("asked: derived fact")
        meant, finer = derivation(node.path)
        low, high = fact(node.path).domain
        return min(high, max(low, self.value(meant, self.about(node.path, member)) * finer))

    def term(self, node: nodes.TermOf, things: Things) -> int:
        """The value of a term; of nothing, anything of its type."""
        member, meant = self.whose(node.whose, things), self.terms[node.path]
        if member is None:
            self.notice("asked: term of nothing")
            return self.house.unsaid(node, *((0, 1) if self.is_truth(meant) else (-FAR, FAR)))
        return self.value(meant, self.about(node.path, member))

    def is_truth(self, node: Node) -> bool:
        """Whether a node is a yes or no."""
        if isinstance(node, nodes.FactOf):
            return isinstance(fact(node.path), YesNo)
        if isinstance(node, nodes.TermOf):
            return self.is_truth(self.terms[node.path])
        if isinstance(node, nodes.Choose):
            return self.is_truth(node.then)
        if isinstance(node, nodes.Fold):
            return node.how in ("some", "every")
        return isinstance(node, nodes.Compare | nodes.All | nodes.Any | nodes.Not | nodes.IsOption | nodes.IsThing | nodes.IsNone)

    def option(self, node: nodes.IsOption, things: Things) -> int:
        """Whether a choice is one of the options asked for."""
        member = self.whose(node.whose, things)
        options = len(getattr(fact(node.path), "options"))  # noqa: B009 - only a Choice has options
        chosen = self.house.figure(member, node.path) if member is not None else self.house.unsaid(node.path, 0, options - 1)
        assert chosen is not None
        return int(node.mask & (1 << chosen) != 0)

    def thing(self, node: nodes.IsThing, things: Things) -> int:
        """Whether a link leads to that thing. Nothing is no thing, not even the same as nothing."""
        member, other = self.whose(node.whose, things), self.whose(node.other, things)
        found = self.house.end(member, node.path) if member is not None else None
        return int(found is not None and found is other)

    def none(self, node: nodes.IsNone, things: Things) -> int:
        """Whether a link leads to nothing."""
        member = self.whose(node.whose, things)
        return int(member is None or self.house.end(member, node.path) is None)

    def compare(self, node: nodes.Compare, things: Things) -> int:
        """Two values compared."""
        a, b = self.value(node.left, things), self.value(node.right, things)
        if a == b and nodes.Const in (type(node.left), type(node.right)):
            self.notice(f"boundary {node.op}")
        return int(COMPARED[node.op](a, b))

    def fold(self, node: nodes.Fold, things: Things) -> int:
        """A set taken together."""
        values = []
        for member in self.house.members(node.thing):
            inside = {**things, node.var: member}
            if self.holds(node.where, inside):
                values.append(self.value(node.body, inside))
        if not values and node.how in ("least", "most"):
            self.notice("asked: least or most of nothing")
        return TAKEN[node.how](values)

    def table(self, node: nodes.Lookup, things: Things) -> int:
        """The figure of a step table; outside its rows there is none."""
        key = self.value(node.key, things)
        for first, last, figure in node.rows:
            if first <= key <= last:
                return figure
        self.notice("asked: figure beyond a table")
        return self.house.unsaid(node, -FAR, FAR)

    def judged(self, clause: Clause, things: Things) -> "Judged":
        """A clause on its subject: whether it applies, and whether what it asks is so, by its limits and requirement or any other way."""
        applies = clause.applies is None or self.holds(clause.applies, things)
        limits = [(self.value(limit.measure, things), self.value(limit.limit, things)) for limit in clause.limits]
        kept = [COMPARED[limit.op](*sides) for limit, sides in zip(clause.limits, limits, strict=True)]
        own = [*kept, *([self.holds(clause.requires, things)] if clause.requires is not None else [])]
        ways = [self.holds(way, things) for way in clause.alternatives]
        return Judged(applies, all(own) or any(ways), limits, kept, ways)


@dataclass(frozen=True, slots=True)
class Judged:
    """What is so of a clause and its subject; of each limit both sides and whether it is kept; of each other way whether it is open."""

    applies: bool
    proven: bool
    limits: list[tuple[int, int]]
    kept: list[bool]
    ways: list[bool]


def verdict(clause: Clause, applies: bool, proven: bool) -> bool:
    """`applies => proven`; of a permission, whether it is open."""
    return applies and proven if clause.force is Force.MAY else proven or not applies


@cache
def derivation(path: str) -> tuple[Node, int]:
    """What a derived fact is computed from, and how much finer it is kept than that is computed."""
    declared = fact(path)
    plural = THINGS[declared.thing].plural
    node, kind = read_expression(declared.how, Scope().about(declared.thing if plural else None))
    if not isinstance(declared, Measured) or not isinstance(kind, Quantity):
        return node, 1
    return node, 10 ** (declared.measures.decimals - kind.decimals)


def moved(day: int, months: int, days: int) -> int:
    """A day moved by months, then days. The least date of nothing (and whatever else is no date) is moved by no month."""
    first, last = date.min.toordinal(), date.max.toordinal()
    if day < first or day > last:
        return day + days
    start = date.fromordinal(day)
    year, month = start.year, start.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        if month in (0, 13):
            year, month = (year - 1, 12) if month == 0 else (year + 1, 1)
    if not 1 <= year <= 9999:
        return (first if year < 1 else last) + days
    for day_of_month in range(start.day, 27, -1):
        try:
            return date(year, month, day_of_month).toordinal() + days
        except ValueError:
            continue
    return date(year, month, start.day).toordinal() + days


def divided(value: int, by: int, *, up: bool) -> int:
    """Whole-number division, rounded up or down whatever the sign."""
    whole, rest = divmod(abs(value), by)
    if rest and up == (value > 0):
        whole += 1
    return whole if value >= 0 else -whole


COMPARED: dict[str, Callable[[int, int], bool]] = {
    ">=": operator.ge, ">": operator.gt, "<=": operator.le, "<": operator.lt, "=": operator.eq, "!=": operator.ne,
}  # fmt: skip

TAKEN: dict[str, Callable[[list[int]], int]] = {
    "some": lambda values: int(1 in values),
    "every": lambda values: int(0 not in values),
    "count": lambda values: values.count(1),
    "sum": sum,
    "least": lambda values: min(values) if values else FAR,
    "most": lambda values: max(values) if values else -FAR,
}

MEANINGS: dict[type[Node], Callable[..., int]] = {
    nodes.Const: lambda oracle, node, things: node.value,
    nodes.FactOf: Oracle.fact,
    nodes.TermOf: Oracle.term,
    nodes.IsOption: Oracle.option,
    nodes.IsThing: Oracle.thing,
    nodes.IsNone: Oracle.none,
    nodes.Compare: Oracle.compare,
    nodes.All: lambda oracle, node, things: int(all([oracle.holds(part, things) for part in node.parts])),
    nodes.Any: lambda oracle, node, things: int(any([oracle.holds(part, things) for part in node.parts])),
    nodes.Not: lambda oracle, node, things: int(not oracle.holds(node.part, things)),
    nodes.Choose: lambda oracle, node, things: oracle.value(node.then if oracle.holds(node.test, things) else node.other, things),
    nodes.Add: lambda oracle, node, things: oracle.value(node.left, things) + oracle.value(node.right, things),
    nodes.Sub: lambda oracle, node, things: oracle.value(node.left, things) - oracle.value(node.right, things),
    nodes.Mul: lambda oracle, node, things: oracle.value(node.left, things) * oracle.value(node.right, things),
    nodes.Scale: lambda oracle, node, things: oracle.value(node.part, things) * node.by,
    nodes.Divide: lambda oracle, node, things: divided(oracle.value(node.part, things), node.by, up=node.up),
    nodes.Smallest: lambda oracle, node, things: min([oracle.value(part, things) for part in node.parts]),
    nodes.Largest: lambda oracle, node, things: max([oracle.value(part, things) for part in node.parts]),
    nodes.Absolute: lambda oracle, node, things: abs(oracle.value(node.part, things)),
    nodes.Lookup: Oracle.table,
    nodes.Fold: Oracle.fold,
    nodes.Shift: lambda oracle, node, things: moved(oracle.value(node.part, things), node.months, node.days),
}
