"""The interpreter: each node becomes a function from the things in scope to bounds."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any as Anything

from fanlight.assessment import bounds
from fanlight.assessment.bounds import NO, OPEN, YES
from fanlight.assessment.folds import FOLDS
from fanlight.assessment.model import SINGLES, Env, Model, Row, Value
from fanlight.assessment.operators import OPERATORS
from fanlight.facts.kinds import Bounds
from fanlight.facts.vocabulary import THINGS, fact
from fanlight.standards import nodes, stored
from fanlight.standards.nodes import FAR, Node, Whose

Rows = Callable[[Env], list[Row | None]]
FIRST = 1 + len(SINGLES)
DEEPEST = 4

SINGLE_PLACES = {name: 1 + place for name, place in SINGLES.items()}


def environment(model: Model) -> Env:
    """The scope of a model, with no variable set yet."""
    return [model, *model.singles, *[None] * DEEPEST]


class Compiler:
    """Makes functions of nodes. `terms` are the edition's terms; `slots` says where a row keeps the value of each."""

    def __init__(self, terms: Mapping[str, Node] | None = None) -> None:
        self.terms = terms or {}
        self.slots, self.counts = _term_slots(self.terms)
        self._made: dict[str, Callable[[Model, Row], Bounds]] = {}

    def value(self, node: Node, places: Mapping[str, int]) -> Value:
        """The function of a node; `places` says where in the scope each variable stands."""
        make = OPERATORS.get(type(node))
        if make is not None:
            return make(node, lambda below: self.value(below, places))
        method: Callable[[Anything, Mapping[str, int]], Value] = getattr(self, "_" + type(node).__name__.lower())
        return method(node, places)

    def rows(self, whose: Whose, places: Mapping[str, int]) -> Rows:
        """The function that finds the things a reference may mean, through its links."""
        place = places[whose.var]
        slots = [fact(link).slot for link in whose.links]

        def find(env: Env) -> list[Row | None]:
            found: list[Row | None] = [env[place]]
            for slot in slots:
                found = [target for row in found for target in (row[slot] if row is not None else [None])]
            return found

        return find

    def derived(self, path: str) -> Callable[[Model, Row], Bounds]:
        """The function that computes a derived fact or a term of a row."""
        if path not in self._made:
            node = self.terms.get(path) or derivation(path)
            run = self.value(node, scope_of(path))

            def compute(model: Model, row: Row) -> Bounds:
                env = environment(model)
                env[FIRST] = row
                return run(env)

            self._made[path] = compute
        return self._made[path]

    def _of_row(self, path: str) -> Callable[[Model, Row | None], Bounds]:
        """The value of a fact or term of one row, computing and keeping it where nobody observed it."""
        if path in self.slots:
            slot, derive = self.slots[path], self.derived(path)
            nothing = _widest(self.terms[path])
        else:
            declared = fact(path)
            slot, nothing = declared.slot, declared.domain
            if not declared.how:
                return lambda model, row: row[slot] if row is not None else nothing
            derive = self.derived(path)

        def read(model: Model, row: Row | None) -> Bounds:
            if row is None:
                return nothing
            value: Bounds | None = row[slot]
            if value is None:
                value = row[slot] = derive(model, row)
            return value

        return read

    def _factof(self, node: nodes.FactOf | nodes.TermOf, places: Mapping[str, int]) -> Value:
        place, path = places[node.whose.var], node.path
        read = self._of_row(path)
        if not node.whose.links:
            if path not in self.slots and not fact(path).how:
                slot = fact(path).slot
                return lambda env: env[place][slot]
            return lambda env: read(env[0], env[place])
        rows = self.rows(node.whose, places)

        def through_links(env: Env) -> Bounds:
            parts = [read(env[0], row) for row in rows(env)]
            return bounds.hull(parts) if parts else _of_nobody(path)

        return through_links

    _termof = _factof

    def _isoption(self, node: nodes.IsOption, places: Mapping[str, int]) -> Value:
        read, rows, mask = self._of_row(node.path), self.rows(node.whose, places), node.mask
        if not node.whose.links:
            place, slot = places[node.whose.var], fact(node.path).slot

            def direct(env: Env) -> Bounds:
                open_options = env[place][slot][0]
                return (OPEN if open_options & ~mask else YES) if open_options & mask else NO

            return direct

        def through_links(env: Env) -> Bounds:
            open_options = 0
            for row in rows(env):
                open_options |= read(env[0], row)[0]
            return (OPEN if open_options & ~mask else YES) if open_options & mask else NO

        return through_links

    def _isthing(self, node: nodes.IsThing, places: Mapping[str, int]) -> Value:
        rows, slot, others = self.rows(node.whose, places), fact(node.path).slot, self.rows(node.other, places)

        def same(env: Env) -> Bounds:
            targets = [target for row in rows(env) for target in (row[slot] if row is not None else [None])]
            wanted = others(env)
            if not any(target is other for target in targets for other in wanted if target is not None):
                return NO
            only = targets[0] if len(targets) == len(wanted) == 1 else None
            return YES if only is not None and not only[0].phantom else OPEN

        return same

    def _isnone(self, node: nodes.IsNone, places: Mapping[str, int]) -> Value:
        rows, slot = self.rows(node.whose, places), fact(node.path).slot

        def nothing(env: Env) -> Bounds:
            targets = [target for row in rows(env) for target in (row[slot] if row is not None else [None])]
            if not any(target is None for target in targets):
                return NO
            return YES if all(target is None for target in targets) else OPEN

        return nothing

    def _fold(self, node: nodes.Fold, places: Mapping[str, int]) -> Value:
        place = inner_place(places)
        inside = {**places, node.var: place}
        where, body, thing = self.value(node.where, inside), self.value(node.body, inside), node.thing
        take = FOLDS[node.how]

        def members(env: Env) -> Bounds:
            found: list[tuple[int, int, Bounds]] = []
            for row in env[0].sets[thing]:
                env[place] = row
                certainly, possibly = where(env)
                if possibly:
                    identity = row[0]
                    found.append((0 if identity.phantom else certainly, identity.times, body(env)))
            return take(found)

        return members


def scope_of(path: str) -> dict[str, int]:
    """Where the variables of a derived fact or term stand: the things of which there is one, and the thing it is about."""
    thing = path.partition(".")[0]
    return {**SINGLE_PLACES} if thing in SINGLES else {**SINGLE_PLACES, thing: FIRST}


def inner_place(places: Mapping[str, int]) -> int:
    """The place in the scope of the next variable."""
    return max([FIRST - 1, *places.values()]) + 1


@cache
def _derivations() -> Mapping[str, Node]:
    """The nodes of all derived facts; kept between runs, because parsing them takes longer than a whole assessment."""
    kept = stored.recall("derivations")
    if kept is not None:
        return dict(kept)
    from fanlight.standards.derivations import read_derivation  # the parser is loaded only where something has to be read

    made = {declared.path: read_derivation(declared) for thing in THINGS.values() for declared in thing.facts.values() if declared.how}
    stored.keep("derivations", made)
    return made


def derivation(path: str) -> Node:
    """The node of a derived fact."""
    return _derivations()[path]


def _term_slots(terms: Mapping[str, Node]) -> tuple[dict[str, int], dict[str, int]]:
    """Where a row keeps each term, after its facts; and how many terms each thing has."""
    slots: dict[str, int] = {}
    counts: dict[str, int] = {}
    for path in terms:
        thing = path.partition(".")[0]
        counts[thing] = counts.get(thing, 0) + 1
        slots[path] = len(THINGS[thing].facts) + counts[thing]
    return slots, counts


TRUTHS = (nodes.Compare, nodes.All, nodes.Any, nodes.Not, nodes.IsOption, nodes.IsThing, nodes.IsNone)


def _widest(node: Node) -> Bounds:
    """The bounds of a term asked of nothing."""
    return OPEN if isinstance(node, TRUTHS) or (isinstance(node, nodes.Fold) and node.how in ("some", "every")) else (-FAR, FAR)


def _of_nobody(path: str) -> Bounds:
    """A fact asked through a link that can lead nowhere (there is no such thing): anything within its range."""
    return (-FAR, FAR) if path.partition(".")[2] not in THINGS[path.partition(".")[0]].facts else fact(path).domain
