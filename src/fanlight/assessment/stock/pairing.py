"""Which clauses of two editions belong together, and which of them can find anything else: the rest need not be run."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from fanlight.standards.difference import compare
from fanlight.standards.edition import Clause, Edition, Force
from fanlight.standards.nodes import Node, TermOf, walk

BINDING = (Force.MUST, Force.SHOULD)
HOUSE = "house"
ABSENT = "no_such_clause"
"""What an edition finds by a clause that it has not."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Clauses whose findings are held against each other; of a clause that is new or gone one side is empty.

    `whole` says that they are compared house by house, because they are not about the same things.
    """

    name: str
    says: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    whole: bool
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pairing:
    """Two editions and the clauses of both that may differ. `same` are the clauses of the old one that cannot.

    `matched` says that clause was held against clause; otherwise all that binds is compared by what it is about.
    """

    old: Edition
    new: Edition
    pairs: tuple[Pair, ...]
    same: tuple[str, ...]
    matched: bool

    def run(self, side: str) -> Edition:
        """The old or the new edition with only the clauses that have to be run."""
        edition: Edition = getattr(self, side)
        wanted = {name for pair in self.pairs for name in getattr(pair, side)}
        return replace(edition, clauses={name: clause for name, clause in edition.clauses.items() if name in wanted})


def pairing(old: Edition, new: Edition, on: date) -> Pairing:
    """What has to be compared of two editions, as they stand on a day.

    Editions of one council are matched clause by clause, by their ids and `same_as`. An id of one council means nothing at another.
    """
    if old.council != new.council and old.head.get("builds_on") != new.id and new.head.get("builds_on") != old.id:
        return Pairing(old, new, tuple(_by_thing(old, new)), (), matched=False)
    found: list[Pair] = []
    same: list[str] = []
    for change in compare(old, new):
        before, after = _decided(change.old), _decided(change.new)
        if before is None and after is None:
            continue
        if before and after and _meaning(before, old, on) == _meaning(after, new, on):
            same.append(before.id)
            continue
        one = after or before
        assert one is not None
        whole = before is not None and after is not None and before.each != after.each
        pair = Pair(one.id, one.says, (before.id,) if before else (), (after.id,) if after else (), whole, change.what or (change.kind,))
        found.append(pair)
    return Pairing(old, new, tuple(found), tuple(same), matched=True)


def _decided(clause: Clause | None) -> Clause | None:
    """The clause, if anything decides it."""
    return clause if clause is not None and clause.proof is not None else None


def _by_thing(old: Edition, new: Edition) -> Iterator[Pair]:
    """What binds in two editions, by the thing it is about."""
    things = dict.fromkeys(clause.each or HOUSE for edition in (old, new) for clause in edition.clauses.values() if _binds(clause))
    for thing in things:
        old_ids, new_ids = (
            tuple(clause.id for clause in edition.clauses.values() if _binds(clause) and (clause.each or HOUSE) == thing)
            for edition in (old, new)
        )
        yield Pair(thing, f"All that binds and is about the {thing}.", old_ids, new_ids, whole=True)


def _binds(clause: Clause) -> bool:
    return clause.proof is not None and clause.force in BINDING


def _meaning(clause: Clause, edition: Edition, on: date) -> tuple[object, ...]:
    """All that decides what a clause finds: two clauses of the same meaning find the same in every house."""
    left_open = bool(edition.left_open.intersection(clause.readings))
    nodes = [node for node in (clause.applies, clause.proof) if node is not None]
    terms = tuple(sorted(_terms(nodes, edition).items()))
    return clause.each, clause.applies, clause.proof, clause.force is Force.MAY, clause.in_force_on(on), left_open, terms


def _terms(nodes: list[Node], edition: Edition) -> dict[str, str]:
    """Every term that some nodes ask, also through other terms, with what it stands for."""
    found: dict[str, str] = {}
    waiting = [below for node in nodes for below in walk(node)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, TermOf) and node.path not in found:
            found[node.path] = repr(edition.terms[node.path].node)
            waiting += walk(edition.terms[node.path].node)
    return found


def kinds(before: str, after: str) -> list[str]:
    """The kinds of change that a finding is of."""
    found = {
        "newly_not_met": after == "not_met" != before,
        "no_longer_not_met": before == "not_met" != after,
        "newly_met": after == "met" != before,
        "newly_unknown": after == "cannot_tell" != before,
    }
    return [name for name, holds in found.items() if holds]
