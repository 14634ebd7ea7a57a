"""Which facts, terms and tables a clause or term asks, and where each of them is asked."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from fanlight.standards.edition import Clause, Edition
from fanlight.standards.nodes import FactOf, IsNone, IsOption, IsThing, Lookup, Node, TermOf, walk

HOLDS = re.compile(r"holds\(([^()]+)\)")


@dataclass(slots=True)
class Uses:
    """What one clause or term asks, each name once, in the order in which it is asked."""

    facts: dict[str, None] = field(default_factory=dict)
    terms: dict[str, None] = field(default_factory=dict)
    tables: dict[str, None] = field(default_factory=dict)
    clauses: dict[str, None] = field(default_factory=dict)


@dataclass(slots=True)
class Users:
    """Which clauses and terms ask one name."""

    clauses: list[str] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)


def of_clause(clause: Clause) -> Uses:
    """What a clause asks, by itself; what a term asks is said of the term."""
    nodes = [part for part in (clause.applies, clause.proof) if part is not None]
    found = _of(node for root in nodes for node in walk(root))
    for limit in clause.limits:
        _note(found, [*walk(limit.measure), *walk(limit.limit)])
    for text in [*clause.written.values(), *clause.alternatives_written]:
        found.clauses.update(dict.fromkeys(HOLDS.findall(text)))
    return found


def of_terms(edition: Edition) -> dict[str, Uses]:
    """What each term asks."""
    return {path: _of(walk(term.node)) for path, term in edition.terms.items()}


def _of(nodes: Iterable[Node]) -> Uses:
    found = Uses()
    _note(found, nodes)
    return found


def _note(found: Uses, nodes: Iterable[Node]) -> None:
    for node in nodes:
        if isinstance(node, TermOf):
            found.terms.setdefault(node.path)
        elif isinstance(node, FactOf | IsOption | IsThing | IsNone):
            found.facts.setdefault(node.path)
        elif isinstance(node, Lookup):
            found.tables.setdefault(node.table)
        found.facts.update(dict.fromkeys(_links(node)))


def _links(node: Node) -> Iterator[str]:
    """The links that a node follows on its way are facts too."""
    for name in ("whose", "other"):
        whose = getattr(node, name, None)
        yield from getattr(whose, "links", ())


def users(by_clause: dict[str, Uses], by_term: dict[str, Uses], kind: str) -> dict[str, Users]:
    """The other way round: who asks each fact, term or table (`kind` is facts, terms or tables)."""
    found: dict[str, Users] = {}
    for name, uses in by_clause.items():
        for asked in getattr(uses, kind):
            found.setdefault(asked, Users()).clauses.append(name)
    for name, uses in by_term.items():
        for asked in getattr(uses, kind):
            found.setdefault(asked, Users()).terms.append(name)
    return found
