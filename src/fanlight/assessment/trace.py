"""Why a value is what it is: the facts that decide it, and of an undecided one the facts that would settle it."""

from collections.abc import Callable, Mapping
from typing import Any as Anything

from fanlight.assessment.bounds import NO, YES
from fanlight.assessment.evaluate import FIRST, Compiler, derivation, environment, inner_place, scope_of
from fanlight.assessment.model import Env, Row
from fanlight.assessment.shape import asked
from fanlight.assessment.trail import NOWHERE, Trail, described, is_open
from fanlight.facts.kinds import Bounds
from fanlight.facts.vocabulary import fact
from fanlight.standards import nodes
from fanlight.standards.nodes import Node

Why = Callable[[Env, Trail], None]
Reason = Callable[[Env, Trail, Bounds], None]
ASKS = (nodes.FactOf, nodes.TermOf, nodes.IsOption, nodes.IsThing, nodes.IsNone)
NEEDS_AN_END = (nodes.FactOf, nodes.TermOf, nodes.IsOption)
JUNCTIONS = (nodes.All, nodes.Any, nodes.Not)
Leaves = Callable[[Env, Trail, bool], None]


def _no_leaves(env: Env, trail: Trail, critical: bool) -> None:
    """What a figure is made of: no fact at all."""


def _plain(place: int, path: str) -> Leaves:
    """The function that notes one fact of a thing in scope. It is `Trail.note` written out, for it runs more often than all else."""

    def note(env: Env, trail: Trail, critical: bool) -> None:
        row = env[place]
        noted = row[0].noted
        fact, is_observed = noted[path] if path in noted else described(row, path)
        if is_observed and not (critical and is_open(row, path)):
            trail.relied[id(fact)] = fact
        elif critical:
            trail.missing[id(fact)] = fact

    return note


def _trail_of(leaves: Leaves, critical: bool) -> Callable[[Env], Trail]:
    """The function that gives what some leaves note as a trail of its own, to be kept and joined to others."""

    def follow(env: Env) -> Trail:
        trail = Trail()
        leaves(env, trail, critical)
        return trail

    return follow


class Tracer:
    """Makes, for each node, a function that notes why its value is what it is."""

    def __init__(self, compiler: Compiler) -> None:
        self.compiler = compiler
        self._made: dict[str, Callable[[Env, Row, Trail, bool], None]] = {}

    def why(self, node: Node, places: Mapping[str, int]) -> Why:
        """The tracing function of a yes/no node: follows only what decides it, or what would."""
        run, reason = self.compiler.value(node, places), self.reason(node, places)
        return lambda env, trail: reason(env, trail, run(env))

    def reason(self, node: Node, places: Mapping[str, int]) -> Reason:
        """The same for a node whose value the caller knows, and hands over: nothing is computed twice."""
        if isinstance(node, nodes.All | nodes.Any):
            return self._junction(node, places)
        if isinstance(node, nodes.Not):
            inner = self.reason(node.part, places)
            return lambda env, trail, known: inner(env, trail, (1 - known[1], 1 - known[0]))
        leaves = self.leaves(node, places)
        if leaves is _no_leaves:
            return lambda env, trail, known: None
        return lambda env, trail, known: leaves(env, trail, known[0] != known[1])

    def _junction(self, node: nodes.All | nodes.Any, places: Mapping[str, int]) -> Reason:
        parts = [(self.compiler.value(part, places), self.reason(part, places)) for part in node.parts]
        decisive, unanimous = (NO, YES) if isinstance(node, nodes.All) else (YES, NO)

        def follow(env: Env, trail: Trail, known: Bounds) -> None:
            if known == unanimous:
                for _, reason in parts:
                    reason(env, trail, unanimous)
                return
            for run, reason in parts:
                value = run(env)
                if known != decisive:
                    reason(env, trail, value)
                elif value == decisive:
                    reason(env, trail, value)
                    return

        return follow

    def leaves(self, node: Node, places: Mapping[str, int]) -> Leaves:
        """The function that notes every fact a value is made of; `critical` says whether they would settle something."""
        if isinstance(node, ASKS):
            return self._fact(node, places)
        if isinstance(node, nodes.Fold):
            return self._fold(node, places)
        if isinstance(node, nodes.Choose):
            return self._choose(node, places)
        if isinstance(node, JUNCTIONS):
            why = self.why(node, places)
            return lambda env, trail, critical: why(env, trail)
        below = [leaf for child in nodes.children(node) if (leaf := self.leaves(child, places)) is not _no_leaves]
        if len(below) < 2:
            return below[0] if below else _no_leaves

        def all_below(env: Env, trail: Trail, critical: bool) -> None:
            for leaf in below:
                leaf(env, trail, critical)

        return all_below

    def _fact(self, node: Anything, places: Mapping[str, int]) -> Leaves:
        path: str = node.path
        also = self._links(node.other, places, needed=False) if isinstance(node, nodes.IsThing) and node.other.links else None
        derives = path in self.compiler.slots or bool(fact(path).how)
        if not derives and not also and not node.whose.links:
            return _plain(places[node.whose.var], path)
        origin = self._links(node.whose, places, needed=isinstance(node, NEEDS_AN_END))
        deeper = self.deeper(path) if derives else None

        def note(env: Env, trail: Trail, critical: bool) -> None:
            if also:
                also(env, trail, critical)
            for row in origin(env, trail, critical):
                if row is None:
                    continue
                if deeper:
                    deeper(env, row, trail, critical)
                else:
                    trail.note(row, path, critical=critical)

        return note if also or not node.whose.links else self._by_row(node, places[node.whose.var], note)

    def _by_row(self, node: Node, place: int, leaves: Leaves) -> Leaves:
        """The same leaves, followed once for each row they start from."""
        keys = self.compiler.key((node, False)), self.compiler.key((node, True))

        def kept(env: Env, trail: Trail, critical: bool) -> None:
            traced, key = env[place][0].traced, keys[critical]
            if key not in traced:
                found = Trail()
                leaves(env, found, critical)
                traced[key] = found
            trail.join(traced[key])

        return kept

    def deeper(self, path: str) -> Callable[[Env, Row, Trail, bool], None]:
        """The function that notes what a derived fact or a term of a row is made of; what it notes is kept with the row."""
        if path in self._made:
            return self._made[path]
        name = "" if path in self.compiler.slots else fact(path).name
        leaves = self.leaves(self.compiler.terms.get(path) or derivation(path), scope_of(path))

        def note(env: Env, row: Row, trail: Trail, critical: bool) -> None:
            identity = row[0]
            if name in identity.observed or (critical and identity.phantom):
                trail.note(row, path, critical=critical)
                return
            kept = identity.traced.get((path, critical))
            if kept is None:
                kept = identity.traced[(path, critical)] = Trail()
                inner = environment(env[0])
                inner[FIRST] = row
                leaves(inner, kept, critical)
                kept.missing = {} if identity.phantom else kept.missing  # if there is such a thing is asked before anything about it
            trail.join(kept)

        self._made[path] = note
        return note

    def _links(self, whose: nodes.Whose, places: Mapping[str, int], *, needed: bool) -> Callable[[Env, Trail, bool], list[Row | None]]:
        """Follow links, noting those that are open, or lead to nothing where an end is needed; gives the rows they may lead to."""
        place = places[whose.var]
        links = [(link, fact(link).slot) for link in whose.links]

        def follow(env: Env, trail: Trail, critical: bool) -> list[Row | None]:
            rows: list[Row | None] = [env[place]]
            for link, slot in links:
                onward: list[Row | None] = []
                for row in rows:
                    if row is not None:
                        if needed and critical and row[slot] == NOWHERE:
                            trail.lack(row, link)
                        else:
                            trail.note(row, link, critical=critical)
                        onward.extend(row[slot])
                rows = onward
            return rows

        return follow

    def _choose(self, node: nodes.Choose, places: Mapping[str, int]) -> Leaves:
        run, reason = self.compiler.value(node.test, places), self.reason(node.test, places)
        then, other = self.leaves(node.then, places), self.leaves(node.other, places)

        def chosen(env: Env, trail: Trail, critical: bool) -> None:
            known = low, high = run(env)
            if critical or low == high:
                reason(env, trail, known)
            if high:
                then(env, trail, critical)
            if not low:
                other(env, trail, critical)

        return chosen

    def _fold(self, node: nodes.Fold, places: Mapping[str, int]) -> Leaves:
        members = self._members(node, places)
        if asked(node):
            return members
        idle, vital = (self.compiler.once((node, critical), _trail_of(members, critical)) for critical in (False, True))
        return lambda env, trail, critical: trail.join(vital(env) if critical else idle(env))

    def _members(self, node: nodes.Fold, places: Mapping[str, int]) -> Leaves:
        place = inner_place(places)
        inside = {**places, node.var: place}
        body_run, among = self.compiler.value(node.body, inside), self.compiler.members(node, places)
        where, body, thing = self.reason(node.where, inside), self.leaves(node.body, inside), node.thing
        asks = node.how in ("some", "every", "count")
        settled = {"some": NO, "every": YES, "count": NO}.get(node.how)

        def members(env: Env, trail: Trail, critical: bool) -> None:
            found = among(env)
            for row in _left_out(env[0].sets[thing], found, critical):
                env[place] = row
                where(env, trail, NO)
            for row, known in found:
                env[place] = row
                low, high = known
                vital = critical
                if critical and asks:
                    value = body_run(env)
                    if value == settled:
                        continue
                    vital = value[0] != value[1]
                if low != high if critical else low == high and not row[0].phantom:
                    where(env, trail, known)
                body(env, trail, vital)
                if critical and row[0].phantom:
                    trail.note(row, thing, critical=True)

        return members


def _left_out(rows: list[Row], found: list[tuple[Row, Bounds]], critical: bool) -> list[Row]:
    """The things that are certainly no members: what keeps them out is part of why a settled set is as it is."""
    return [] if critical else [row for row in rows if not any(row is one for one, _ in found)]
