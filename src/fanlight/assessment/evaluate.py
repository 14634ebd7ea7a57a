"""The interpreter: each node becomes a function from the things in scope to bounds."""

from collections.abc import Callable, Hashable, Mapping
from functools import cache
from typing import Any as Anything
from typing import TypeVar

from fanlight.assessment import bounds
from fanlight.assessment.bounds import NO, OPEN, YES
from fanlight.assessment.folds import FOLDS
from fanlight.assessment.model import SINGLES, Env, Model, Row, Value
from fanlight.assessment.operators import OPERATORS
from fanlight.assessment.shape import asked, is_truth, parts_of
from fanlight.facts.kinds import Bounds
from fanlight.facts.vocabulary import THINGS, fact
from fanlight.standards import nodes, stored
from fanlight.standards.nodes import FAR, Node, Whose

Rows = Callable[[Env], list[Row | None]]
Found = TypeVar("Found")
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
        self._keys: dict[Hashable, object] = {}

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

        if len(slots) == 1:
            only = slots[0]

            def end(env: Env) -> list[Row | None]:
                rows: list[Row | None] = env[place][only]
                return rows

            return end

        def find(env: Env) -> list[Row | None]:
            found: list[Row | None] = [env[place]]
            for slot in slots:
                found = [target for row in found for target in (row[slot] if row is not None else [None])]
            return found

        return find

    def derived(self, path: str) -> Callable[[Model, Row], Bounds]:
        """The function that computes a derived fact or a term of a row."""
        if path not in self._made:
            run = self.value(self.terms.get(path) or derivation(path), scope_of(path))

            def compute(model: Model, row: Row) -> Bounds:
                env = environment(model)
                env[FIRST] = row
                return run(env)

            self._made[path] = compute
        return self._made[path]

    def _of_row(self, path: str) -> Callable[[Model, Row | None], Bounds]:
        """The value of a fact or term of one row, computing and keeping it where nobody observed it."""
        nothing, slot = self._of_nobody(path), self._slot(path)
        if path not in self.slots and not fact(path).how:
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

    def _slot(self, path: str) -> int:
        return self.slots[path] if path in self.slots else fact(path).slot

    def _of_nobody(self, path: str) -> Bounds:
        """A fact or term of a thing there may not be: anything within its range."""
        if path not in self.slots:
            return fact(path).domain
        return OPEN if is_truth(self.terms[path], self.terms) else (-FAR, FAR)

    def _factof(self, node: nodes.FactOf | nodes.TermOf, places: Mapping[str, int]) -> Value:
        place, slot = places[node.whose.var], self._slot(node.path)
        if not node.whose.links and node.path not in self.slots and not fact(node.path).how:
            return lambda env: env[place][slot]
        read = self._of_row(node.path)
        if not node.whose.links:

            def of_one(env: Env) -> Bounds:
                value: Bounds | None = env[place][slot]
                return value if value is not None else read(env[0], env[place])

            return of_one
        rows, nothing = self.rows(node.whose, places), self._of_nobody(node.path)

        def through_links(env: Env) -> Bounds:
            found = rows(env)
            if len(found) == 1:
                return read(env[0], found[0])
            return bounds.hull([read(env[0], row) for row in found]) if found else nothing

        return through_links

    _termof = _factof

    def _isoption(self, node: nodes.IsOption, places: Mapping[str, int]) -> Value:
        mask = node.mask
        if not node.whose.links:
            place, slot = places[node.whose.var], fact(node.path).slot

            def direct(env: Env) -> Bounds:
                open_options = env[place][slot][0]
                return (OPEN if open_options & ~mask else YES) if open_options & mask else NO

            return direct
        read, rows, nothing = self._of_row(node.path), self.rows(node.whose, places), self._of_nobody(node.path)[0]

        def through_links(env: Env) -> Bounds:
            open_options = 0
            for row in rows(env):
                open_options |= read(env[0], row)[0]
            open_options = open_options or nothing
            return (OPEN if open_options & ~mask else YES) if open_options & mask else NO

        return through_links

    def _isthing(self, node: nodes.IsThing, places: Mapping[str, int]) -> Value:
        rows, slot, others = self.rows(node.whose, places), fact(node.path).slot, self.rows(node.other, places)
        if not node.whose.links and not node.other.links:
            return _leads_to(places[node.whose.var], slot, places[node.other.var])

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

    def members(self, node: nodes.Fold, places: Mapping[str, int]) -> Callable[[Env], list[tuple[Row, Bounds]]]:
        """The function that finds the possible members of a fold, each with the bounds of its being one."""
        place = inner_place(places)
        where, rows = self.value(node.where, {**places, node.var: place}), self._candidates(node, places)

        def find(env: Env) -> list[tuple[Row, Bounds]]:
            found = []
            for row in rows(env):
                env[place] = row
                known = where(env)
                if known[1]:
                    found.append((row, known))
            return found

        return find if asked(node.where) - {node.var} else self.once((node.thing, node.var, node.where), find)

    def _candidates(self, node: nodes.Fold, places: Mapping[str, int]) -> Callable[[Env], list[Row]]:
        """The function that finds the things a fold ranges over, leaving out those whose link cannot lead where its condition asks."""
        thing, itself = node.thing, Whose(node.var, node.thing)
        for part in parts_of(node.where):
            if isinstance(part, nodes.IsThing) and part.whose == itself and not part.other.links and part.other.var in places:
                slot, place = fact(part.path).slot, places[part.other.var]
                return lambda env: env[0].leading(thing, slot, env[place])
        return lambda env: env[0].sets[thing]

    def key(self, what: Hashable) -> object:
        """A key under which a model or a row keeps something; equal things share one, and none need be compared again."""
        return self._keys.setdefault(what, object())

    def once(self, what: Hashable, run: Callable[[Env], Found]) -> Callable[[Env], Found]:
        """A function of the house as a whole, run once for each model however many clauses ask for the same."""
        key = self.key(what)

        def kept(env: Env) -> Found:
            known: dict[object, Found] = env[0].kept
            if key not in known:
                known[key] = run(env)
            return known[key]

        return kept

    def _fold(self, node: nodes.Fold, places: Mapping[str, int]) -> Value:
        place = inner_place(places)
        body, among, take = self.value(node.body, {**places, node.var: place}), self.members(node, places), FOLDS[node.how]

        def fold(env: Env) -> Bounds:
            found: list[tuple[int, int, Bounds]] = []
            for row, known in among(env):
                env[place] = row
                identity = row[0]
                found.append((0 if identity.phantom else known[0], identity.times, body(env)))
            return take(found)

        return fold if asked(node) else self.once(node, fold)


def _leads_to(place: int, slot: int, other: int) -> Value:
    """Whether the link of one thing in scope leads to another thing in scope."""

    def same(env: Env) -> Bounds:
        targets, wanted = env[place][slot], env[other]
        if len(targets) == 1:
            return NO if targets[0] is not wanted else OPEN if wanted[0].phantom else YES
        return OPEN if any(target is wanted for target in targets) else NO

    return same


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
