"""How many of those who sleep in a room may stay: clauses about a room asked again with other numbers of people in it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace

from fanlight.assessment.dependence import OF_ROOM, dependence
from fanlight.assessment.evaluate import derivation
from fanlight.assessment.stock.pairing import BINDING
from fanlight.facts.vocabulary import fact
from fanlight.standards.edition import DECIDED, Clause, Edition
from fanlight.standards.nodes import FAR, Any, Const, FactOf, Largest, Lookup, Node, Not, Smallest, TermOf

ROOM = "room"
TRIALS = (*((over, 0) for over in range(1, 7)), (0, 1), (0, 2), (1, 1), (1, 2), (2, 1), (2, 2))
"""Who is tried in each room: people of ten and older, and children under ten. No edition has figures for more in one room."""

MOST_OVER, MOST_UNDER = 6, 2
ANYBODY = (99, 0)
"""One trial more: any number of people of any age. What is fine then is fine in rooms that hold more than any other trial."""

SEPARATOR = "|"
OPEN = Lookup("", ((FAR, FAR, 0),), Const(0))
"""A value of which nothing is known: a table is asked for a row it does not have. Who of several stays has an age nobody knows."""

ANY_OF: dict[str, Node] = {
    "sleepers": Smallest((Const(200), Largest((Const(1), OPEN)))),
    "sleepers_under_ten": Smallest((Const(200), Largest((Const(0), OPEN)))),
    "youngest_sleeper_age": Smallest((Const(120), Largest((Const(0), OPEN)))),
    "is_used_for_sleeping": Const(1),
}
ALONE = {"sharers_are_couple": 0, "sharers_are_one_household": 1, "sharers_are_one_sex": 1}


def limits_a_room(clause: Clause, edition: Edition) -> bool:
    """Whether a clause binds, and depends on who sleeps in the room it is about and on nobody else."""
    if clause.each != ROOM or clause.force not in BINDING or clause.encoded not in DECIDED:
        return False
    how = dependence(clause, edition)
    return how.own and not how.totals and not how.scattered


def depends_on_number(clause: Clause, edition: Edition) -> bool:
    """Whether a clause depends on how many live in the house, a unit or another room, so that no trial of one room tells of it."""
    return clause.force in BINDING and dependence(clause, edition).placed and not limits_a_room(clause, edition)


def trials(edition: Edition, clauses: Iterable[str], *, all_alike: bool = True) -> Edition:
    """An edition in which some clauses about rooms stand once for each trial.

    Without `all_alike` those are left out that say the same whoever sleeps there: they limit no number.
    """
    made: dict[str, Clause] = {}
    for name in clauses:
        clause = edition.clauses[name]
        tried = [_tried(clause, edition, trial) for trial in TRIALS]
        if all_alike or len({each.proof for each in tried}) > 1:
            made |= {each.id: each for each in (*tried, _tried(clause, edition, ANYBODY))}
    return replace(edition, clauses=made)


def _tried(clause: Clause, edition: Edition, trial: tuple[int, int]) -> Clause:
    terms = {path: term.node for path, term in edition.terms.items()}
    assert clause.proof is not None
    proof = clause.proof if clause.applies is None else Any((Not(clause.applies), clause.proof))
    # Whether it applies is part of what is tried: where it may not apply, and is met if it does, nobody has to leave.
    return replace(clause, id=SEPARATOR.join((clause.id, *map(str, trial))), applies=None, proof=_put(proof, terms, trial), limits=())


def _put(node: Node, terms: Mapping[str, Node], trial: tuple[int, int]) -> Node:
    """A node with the people of a trial in the room. What is worked out of them is worked out again, whatever was observed of it."""
    if isinstance(node, FactOf | TermOf) and node.whose.var == ROOM and not node.whose.links:
        said = _said(node, trial)
        if said is not None:
            return said
        inner = terms[node.path] if isinstance(node, TermOf) else derivation(node.path) if fact(node.path).how else None
        changed = None if inner is None else _put(inner, terms, trial)
        return node if changed is None or changed == inner else changed
    return _rebuilt(node, lambda below: _put(below, terms, trial))


def _said(node: FactOf | TermOf, trial: tuple[int, int]) -> Node | None:
    """What a trial says of a fact of the room. Two and more are to each other what was observed of them."""
    over, under = trial
    name = node.path.partition(".")[2] if isinstance(node, FactOf) else ""
    if name not in OF_ROOM:
        return None
    if trial == ANYBODY:
        return ANY_OF.get(name)
    said = {"sleepers": over + under, "sleepers_under_ten": under, "is_used_for_sleeping": 1}
    if over + under == 1:
        said |= ALONE
    if under:
        said["sharers_are_adults"] = 0
    if name == "youngest_sleeper_age":
        return Smallest((Const(9), Largest((Const(0), OPEN)))) if under else Smallest((Const(120), Largest((Const(10), node, OPEN))))
    return Const(said[name]) if name in said else None


def _rebuilt(node: Node, change: Callable[[Node], Node]) -> Node:
    """A node with the nodes below it changed."""
    changed: dict[str, object] = {}
    for each in fields(node):
        value = getattr(node, each.name)
        if isinstance(value, Node):
            changed[each.name] = change(value)
        elif isinstance(value, tuple) and value and isinstance(value[0], Node):
            changed[each.name] = tuple(change(part) for part in value)
    return replace(node, **changed) if changed else node
