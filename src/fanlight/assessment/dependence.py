"""Which clauses depend on who lives where, and how: on their own room or unit alone, on totals, or on the whole placing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fanlight.assessment.evaluate import derivation
from fanlight.facts.kinds import Link
from fanlight.facts.vocabulary import THINGS, fact, singular
from fanlight.standards.edition import Clause, Edition
from fanlight.standards.nodes import FactOf, Fold, IsNone, IsOption, IsThing, Node, TermOf, Whose, children

OF_ROOM = (
    "sleepers", "sleepers_under_ten", "youngest_sleeper_age", "sharers_are_couple", "sharers_are_one_household", "sharers_are_one_sex",
    "sharers_are_adults", "is_used_for_sleeping",
)  # fmt: skip
PLACED = frozenset(
    [*(f"room.{name}" for name in OF_ROOM), "unit.persons", "unit.households", "house.persons", "house.households"]
    + ["kitchen.users", "kitchen.adult_users", "bathroom.users", "person.room", "person.age"]
)
"""The facts that placing people decides. Everything derived from them follows."""

TOTALS = frozenset(["house.persons", "house.households", "kitchen.users", "kitchen.adult_users", "bathroom.users"])
"""Those of them that are totals over the whole house or over those who share."""

SINGLES = frozenset(thing.name for thing in singular())


@dataclass(frozen=True, slots=True)
class Dependence:
    """How a clause depends on a placing. `own`: it asks placed facts of its own subject; `totals`: of the house; `scattered`: of others."""

    own: bool
    totals: bool
    scattered: bool

    @property
    def placed(self) -> bool:
        """Whether it depends on the placing at all."""
        return self.own or self.totals or self.scattered


def dependence(clause: Clause, edition: Edition) -> Dependence:
    """How a clause depends on a placing of people."""
    variables = {name: "house" for name in SINGLES} | ({clause.each: "own"} if clause.each else {})
    kinds: set[str] = set()
    for node in (clause.applies, clause.proof):
        if node is not None:
            kinds.update(_kinds(node, variables, edition, frozenset()))
    return Dependence("own" in kinds, "totals" in kinds, "scattered" in kinds)


def _kinds(node: Node, variables: Mapping[str, str], edition: Edition, seen: frozenset[str]) -> Iterator[str]:
    if isinstance(node, FactOf | TermOf | IsOption):
        yield from _of_fact(node, variables, edition, seen)
    elif isinstance(node, IsThing):
        if node.path in PLACED:
            yield "scattered"
    elif isinstance(node, Fold):
        yield from _of_fold(node, variables, edition, seen)
    else:
        for below in children(node):
            yield from _kinds(below, variables, edition, seen)


def _of_fact(node: FactOf | TermOf | IsOption, variables: Mapping[str, str], edition: Edition, seen: frozenset[str]) -> Iterator[str]:
    path, whose = node.path, node.whose
    place = _place(whose, variables)
    if path in PLACED:
        yield "totals" if path in TOTALS and place in ("house", "own") else place
        return
    inner = edition.terms[path].node if isinstance(node, TermOf) else derivation(path) if fact(path).how else None
    if inner is None or path in seen:
        return
    thing = path.partition(".")[0]
    within = {name: "house" for name in SINGLES} | ({thing: place} if THINGS[thing].plural else {})
    yield from _kinds(inner, within, edition, seen | {path})


def _place(whose: Whose, variables: Mapping[str, str]) -> str:
    if whose.links:
        return "scattered"
    return variables.get(whose.var, "scattered")


def _of_fold(node: Fold, variables: Mapping[str, str], edition: Edition, seen: frozenset[str]) -> Iterator[str]:
    """A sum of the people in units chosen by facts that no placing changes is a total; every other fold over placed facts is scattered."""
    inside = {**variables, node.var: "scattered"}
    where = set(_kinds(node.where, inside, edition, seen))
    body = set(_kinds(node.body, inside, edition, seen))
    if (
        node.how == "sum"
        and "scattered" not in where
        and isinstance(node.body, FactOf)
        and node.body.path in ("unit.persons", "unit.households")
    ):
        yield from where | {"totals"}
    else:
        yield from where | body


def asked(clause: Clause, edition: Edition) -> set[str]:
    """Every declared fact a clause asks, also through terms and derived facts."""
    paths = {getattr(node, "path", "") for node in _reached(clause, edition) if not isinstance(node, TermOf)}
    return paths - {""}


def ranged(clause: Clause, edition: Edition) -> frozenset[str]:
    """Every listed thing a clause looks at: its subjects, what its folds range over, and what its links lead to."""
    found = {clause.each} if clause.each else set()
    for node in _reached(clause, edition):
        if isinstance(node, Fold):
            found.add(node.thing)
        for whose in (getattr(node, "whose", None), getattr(node, "other", None)):
            found.update(_end_of(link) for link in (whose.links if isinstance(whose, Whose) else ()))
        if isinstance(node, IsThing | IsNone):
            found.add(_end_of(node.path))
    return frozenset(found)


def _end_of(path: str) -> str:
    link = fact(path)
    assert isinstance(link, Link)
    return link.to


def _reached(clause: Clause, edition: Edition) -> Iterator[Node]:
    """Every node of a clause and of the terms and derived facts it asks."""
    waiting = [node for node in (clause.applies, clause.proof) if node is not None]
    seen: set[str] = set()
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(children(node))
        path = getattr(node, "path", "")
        if not path or path in seen:
            continue
        seen.add(path)
        if isinstance(node, TermOf):
            waiting.append(edition.terms[path].node)
        elif fact(path).how:
            waiting.append(derivation(path))
