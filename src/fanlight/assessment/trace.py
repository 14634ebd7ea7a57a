"""Why a value is what it is: the facts that decide it, and of an undecided one the facts that would settle it."""

from collections.abc import Callable, Mapping
from typing import Any as Anything

from fanlight.assessment.evaluate import FIRST, Compiler, derivation, environment, inner_place, scope_of
from fanlight.assessment.finding import Fact
from fanlight.assessment.model import Env, Row, Value
from fanlight.facts.vocabulary import fact
from fanlight.standards import nodes
from fanlight.standards.nodes import Node

Why = Callable[[Env, "Trail"], None]


class Trail:
    """The facts met on the way: `relied` were observed and count; `missing` are open and on the critical path."""

    __slots__ = ("missing", "relied")

    def __init__(self) -> None:
        self.relied: dict[tuple[int, str], Fact] = {}
        self.missing: dict[tuple[int, str], Fact] = {}

    def note(self, row: Row, path: str, *, critical: bool) -> None:
        """Note one fact of a row. A fact of a phantom is the question whether the list is complete."""
        identity = row[0]
        if identity.phantom:
            if critical:
                self.missing.setdefault((id(row), ""), Fact(identity.thing, identity.id, "", identity.label))
            return
        name = path.partition(".")[2]
        observed = identity.observed.get(name)
        noted = Fact(identity.thing, identity.id, name, identity.label)
        if critical and (observed is None or _is_open(row, path)):
            self.missing.setdefault((id(row), path), noted)
        elif observed is not None:
            self.relied.setdefault((id(row), path), noted)


def _is_open(row: Row, path: str) -> bool:
    declared = fact(path)
    value = row[declared.slot]
    if isinstance(value, list):
        return len(value) != 1
    if declared.kind == "choice":
        return bool(value[0] & (value[0] - 1))
    return bool(value[0] != value[1])


class Tracer:
    """Makes, for each node, a function that notes why its value is what it is."""

    def __init__(self, compiler: Compiler) -> None:
        self.compiler = compiler
        self._made: dict[str, Callable[[Env, Row, Trail, bool], None]] = {}

    def why(self, node: Node, places: Mapping[str, int]) -> Why:
        """The tracing function of a yes/no node: follows only what decides it, or what would."""
        if isinstance(node, nodes.All | nodes.Any):
            return self._junction(node, places)
        if isinstance(node, nodes.Not):
            return self.why(node.part, places)
        run, leaves = self.compiler.value(node, places), self.leaves(node, places)

        def decide(env: Env, trail: Trail) -> None:
            low, high = run(env)
            leaves(env, trail, low != high)

        return decide

    def _junction(self, node: nodes.All | nodes.Any, places: Mapping[str, int]) -> Why:
        parts = [(self.compiler.value(part, places), self.why(part, places)) for part in node.parts]
        decisive = (0, 0) if isinstance(node, nodes.All) else (1, 1)

        def follow(env: Env, trail: Trail) -> None:
            values = [run(env) for run, _ in parts]
            if decisive in values:
                parts[values.index(decisive)][1](env, trail)
                return
            for _, why in parts:
                why(env, trail)

        return follow

    def leaves(self, node: Node, places: Mapping[str, int]) -> Callable[[Env, Trail, bool], None]:
        """The function that notes every fact a value is made of; `critical` says whether they would settle something."""
        if isinstance(node, nodes.FactOf | nodes.TermOf | nodes.IsOption | nodes.IsThing | nodes.IsNone):
            return self._fact(node, places)
        if isinstance(node, nodes.Fold):
            return self._fold(node, places)
        if isinstance(node, nodes.Choose):
            return self._choose(node, places)
        if isinstance(node, nodes.All | nodes.Any | nodes.Not):
            why = self.why(node, places)
            return lambda env, trail, critical: why(env, trail)
        below = [self.leaves(child, places) for child in nodes.children(node)]

        def all_below(env: Env, trail: Trail, critical: bool) -> None:
            for leaf in below:
                leaf(env, trail, critical)

        return all_below

    def _fact(self, node: Anything, places: Mapping[str, int]) -> Callable[[Env, Trail, bool], None]:
        path: str = node.path
        origin = self._links(node.whose, places)
        also = self._links(node.other, places, ends=False) if isinstance(node, nodes.IsThing) else None
        is_term = path in self.compiler.slots
        derives = is_term or bool(fact(path).how)

        def note(env: Env, trail: Trail, critical: bool) -> None:
            if also:
                also(env, trail, critical)
            for row in origin(env, trail, critical):
                if row is None:
                    continue
                if derives and (is_term or fact(path).name not in row[0].observed) and not row[0].phantom:
                    self.deeper(path)(env, row, trail, critical)
                else:
                    trail.note(row, path, critical=critical)

        return note

    def deeper(self, path: str) -> Callable[[Env, Row, Trail, bool], None]:
        """The function that notes what a derived fact or a term of a row is made of."""
        if path not in self._made:
            node = self.compiler.terms.get(path) or derivation(path)
            leaves = self.leaves(node, scope_of(path))

            def note(env: Env, row: Row, trail: Trail, critical: bool) -> None:
                inner = environment(env[0])
                inner[FIRST] = row
                leaves(inner, trail, critical)

            self._made[path] = note
        return self._made[path]

    def _links(self, whose: nodes.Whose, places: Mapping[str, int], *, ends: bool = True) -> Callable[[Env, Trail, bool], list[Row | None]]:
        """Follow links, noting those that are open; gives the rows they may lead to."""
        place = places[whose.var]
        links = [(link, fact(link).slot) for link in whose.links]

        def follow(env: Env, trail: Trail, critical: bool) -> list[Row | None]:
            rows: list[Row | None] = [env[place]]
            for link, slot in links:
                onward: list[Row | None] = []
                for row in rows:
                    if row is not None:
                        trail.note(row, link, critical=critical)
                        onward.extend(row[slot])
                rows = onward
            return rows

        return follow

    def _choose(self, node: nodes.Choose, places: Mapping[str, int]) -> Callable[[Env, Trail, bool], None]:
        run, why = self.compiler.value(node.test, places), self.why(node.test, places)
        then, other = self.leaves(node.then, places), self.leaves(node.other, places)

        def chosen(env: Env, trail: Trail, critical: bool) -> None:
            low, high = run(env)
            if critical or low == high:
                why(env, trail)
            if high:
                then(env, trail, critical)
            if not low:
                other(env, trail, critical)

        return chosen

    def _fold(self, node: nodes.Fold, places: Mapping[str, int]) -> Callable[[Env, Trail, bool], None]:
        place = inner_place(places)
        inside = {**places, node.var: place}
        run: Value = self.compiler.value(node.where, inside)
        body_run: Value = self.compiler.value(node.body, inside)
        where, body, thing = self.why(node.where, inside), self.leaves(node.body, inside), node.thing
        asks = node.how in ("some", "every", "count")
        settled = {"some": (0, 0), "every": (1, 1), "count": (0, 0)}.get(node.how)

        def members(env: Env, trail: Trail, critical: bool) -> None:
            for row in env[0].sets[thing]:
                env[place] = row
                low, high = run(env)
                if not high:
                    continue
                value = body_run(env)
                if critical and asks and value == settled:
                    continue
                if critical and low != high or low == high and not row[0].phantom and not critical:
                    where(env, trail)
                body(env, trail, critical and (not asks or value[0] != value[1]))
                if critical and row[0].phantom:
                    trail.note(row, thing, critical=True)

        return members
