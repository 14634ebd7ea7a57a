"""The missing facts of a finding, as lists of numbers: what `assessment.trace` finds on the critical path, written as queries.

A fact of a thing has a number made of the thing, the fact and the thing's place in its list; what nobody listed has one number a list.
"""

from dataclasses import dataclass, replace
from typing import Any as Anything
from typing import Literal, cast

from fanlight.assessment.columnar import observing, sql
from fanlight.assessment.columnar.lacking import Facts, as_list, first_of, is_distinct, kept_list, one_of, single, small, together, where
from fanlight.assessment.columnar.layout import NOTHING, bounded
from fanlight.assessment.columnar.observing import ends, frame_of, is_unlisted, leads_nowhere
from fanlight.assessment.columnar.pairs import Pair
from fanlight.assessment.columnar.pool import ALL, Kept, Pool
from fanlight.assessment.columnar.sql import Sql, both, either, no
from fanlight.assessment.columnar.values import Values
from fanlight.assessment.model import SINGLES
from fanlight.assessment.trace import ASKS, JUNCTIONS, NEEDS_AN_END
from fanlight.facts.kinds import Choice, Fact, Link
from fanlight.facts.vocabulary import THINGS, fact
from fanlight.standards import nodes
from fanlight.standards.nodes import Node, Whose

State = Literal["open", "yes", "no"]
OTHER: dict[State, State] = {"open": "open", "yes": "no", "no": "yes"}
OF_THING, OF_FACT = 1 << 40, 1 << 24
NUMBER = {name: number for number, name in enumerate(THINGS, start=1)}
SETTLED = {"some": "no", "every": "yes", "count": "no"}


def list_number(thing: str) -> int:
    """The number of the question whether the list of a thing is complete."""
    return NUMBER[thing] * OF_THING


def fact_number(declared: Fact) -> int:
    """The number of a fact of the first thing in its list; those of the following things come after it."""
    return NUMBER[declared.thing] * OF_THING + declared.slot * OF_FACT


def named(number: int) -> tuple[str, str, int]:
    """The thing, the fact (empty: the list) and the place that a number stands for."""
    thing = list(THINGS)[number // OF_THING - 1]
    slot, place = divmod(number % OF_THING, OF_FACT)
    return thing, list(THINGS[thing].facts)[slot - 1] if slot else "", place


@dataclass(frozen=True, slots=True)
class _Way:
    """Links to follow and the fact asked at their end, which is needed unless nothing but the links is asked."""

    links: tuple[str, ...]
    path: str
    needed: bool = False


def _position(whose: Whose) -> int | None:
    return None if whose.var in SINGLES else int(whose.var)


class Missing:
    """Compiles what would settle a node."""

    def __init__(self, values: Values) -> None:
        self.values, self.book = values, values.book

    def reason(self, node: Node, pool: Pool, state: State) -> Facts:
        """What is missing of a yes or no that is open, yes or no."""
        if isinstance(node, nodes.Not):
            return self.reason(node.part, pool, OTHER[state])
        if not isinstance(node, nodes.All | nodes.Any):
            return self.leaves(node, pool, critical=state == "open")
        return cast(Facts, pool.known(("reason", node, state), lambda: small(self._junction(node, pool, state), pool)))

    def _junction(self, node: nodes.All | nodes.Any, pool: Pool, state: State) -> Facts:
        decisive: State = "no" if isinstance(node, nodes.All) else "yes"
        if state == OTHER[decisive]:
            return together(self.reason(part, pool, state) for part in node.parts)
        if state == decisive:
            decided = [(self._is(part, pool, decisive), self.reason(part, pool, decisive)) for part in node.parts]
            return first_of(pool, *decided)
        return together(self.own(part, pool) for part in node.parts)

    def _is(self, node: Node, pool: Pool, state: State) -> Sql:
        pair = self.values.where(node, pool)
        return pair.open if state == "open" else pair.low if state == "yes" else no(pair.high)

    def own(self, node: Node, pool: Pool) -> Facts:
        """What is missing of a yes or no, whatever it is."""
        states: tuple[State, ...] = ("open", "yes", "no")
        return one_of(*((self._is(node, pool, state), self.reason(node, pool, state)) for state in states))

    def leaves(self, node: Node, pool: Pool, *, critical: bool) -> Facts:
        """What is missing of all that a value is made of, if it would settle something; or else of what is open below it."""
        return cast(Facts, pool.known(("leaves", node, critical), lambda: small(self._leaves(node, pool, critical), pool)))

    def _leaves(self, node: Anything, pool: Pool, critical: bool) -> Facts:
        if isinstance(node, ASKS):
            return self._asked(node, pool, critical)
        if isinstance(node, nodes.Fold):
            return self._fold(node, pool, critical)
        if isinstance(node, nodes.Choose):
            return self._choose(node, pool, critical)
        if isinstance(node, JUNCTIONS):
            return self.own(node, pool)
        return together(self.leaves(below, pool, critical=critical) for below in nodes.children(node))

    def _choose(self, node: nodes.Choose, pool: Pool, critical: bool) -> Facts:
        test = self.values.where(node.test, pool)
        states: tuple[State, ...] = ("open", "yes", "no") if critical else ("yes", "no")
        asked = one_of(*((self._is(node.test, pool, state), self.reason(node.test, pool, state)) for state in states))
        then = where(test.high, self.leaves(node.then, pool, critical=critical))
        other = where(no(test.low), self.leaves(node.other, pool, critical=critical))
        return together((asked, then, other))

    # Facts.

    def _asked(self, node: Anything, pool: Pool, critical: bool) -> Facts:
        other = self._along(_Way(node.other.links, ""), pool, _position(node.other), critical) if isinstance(node, nodes.IsThing) else None
        way = _Way(node.whose.links, node.path, needed=isinstance(node, NEEDS_AN_END))
        return together((other, self._along(way, pool, _position(node.whose), critical)))

    def _along(self, way: _Way, pool: Pool, position: int | None, critical: bool) -> Facts:
        """The links that are open or lead nowhere where an end is needed, and the fact of what they lead to."""
        if not way.links:
            return self._fact(way.path, pool, position, critical) if way.path else None
        assert position is not None
        own = self._noted(fact(way.links[0]), pool, position, needed=way.needed) if critical else None
        return together((own, self._ends(way, pool, position, critical)))

    def _ends(self, way: _Way, pool: Pool, position: int, critical: bool) -> Facts:
        """What is missing of whatever a link may lead to, and beyond."""
        first, *rest = way.links
        over, key = self.book.pool((first,)), ("missing beyond", way, critical)
        inner = self._along(replace(way, links=tuple(rest)), over, 0, critical)
        if inner is None:
            return None
        facts = where(no(leads_nowhere(over)), inner)
        kept = self.book.gathered(key, "lacks", (fact(first).thing,), over.frame, lambda pool: (_gathered(facts, pool),))[0]
        return kept_list(pool.ref(kept, (position,)), kept, facts, distinct=True)

    def _fact(self, path: str, pool: Pool, position: int | None, critical: bool) -> Facts:
        if path not in self.values.terms and not fact(path).how:
            return self._noted(fact(path), pool, position) if critical else None
        kept, facts = self._derived(path, critical)
        if kept is None:
            return None
        return kept_list(pool.ref(kept, () if position is None else (position,)), kept, facts, distinct=is_distinct(facts))

    def _derived(self, path: str, critical: bool) -> tuple[Kept | None, Facts]:
        """What is missing of a derived fact or a term: of the fact itself where it was observed, or else of all it is made of."""
        frame = frame_of(path.partition(".")[0])
        pool, position = self.book.pool(frame), 0 if frame else None
        inner = self.leaves(self.values.source(path), pool, critical=critical)
        declared = None if path in self.values.terms else fact(path)
        own = self._noted(declared, pool, position) if declared and critical else None
        itself = is_unlisted(pool, 0) if frame else sql.FALSE
        if declared:
            said = pool.ref(observing.seen(self.book, declared), tuple(range(len(frame))))
            itself = either(itself, said)
        elif critical and frame:
            own = list_of(frame[0])
        facts = first_of(pool, (itself, own), other=inner)
        if facts is None:
            return None, None
        return self.book.made(("missing", path, critical), "lacks", frame, lambda _: (as_list(facts),))[0], facts

    def _noted(self, declared: Fact, pool: Pool, position: int | None, *, needed: bool = False) -> Facts:
        key = ("noted", declared.path, position, needed)
        return cast(Facts, pool.known(key, lambda: small(self._note(declared, pool, position, needed), pool)))

    def _note(self, declared: Fact, pool: Pool, position: int | None, needed: bool) -> Facts:
        """A fact of one thing, if it is open or leads nowhere though its end is needed; of a thing nobody listed, the list."""
        stem = fact_number(declared)
        number = sql.figure(stem)
        if position is None:
            return single(stem, None, number, self._is_open(declared, pool, ()))
        itself = single(stem, position, sql.binary("+", number, pool.place(position)))
        lacks = self._is_open(declared, pool, (position,))
        if needed:
            nowhere = sql.binary("=", ends(self.book, pool, position, (declared.path,)).one, sql.plain(NOTHING))
            lacks = either(lacks, nowhere)
        return first_of(pool, (is_unlisted(pool, position), list_of(declared.thing)), (lacks, itself))

    def _is_open(self, declared: Fact, pool: Pool, places: tuple[int, ...]) -> Sql:
        seen = pool.ref(observing.seen(self.book, declared), places)
        if isinstance(declared, Link):
            return either(no(seen), no(ends(self.book, pool, places[0], (declared.path,)).single))
        columns = [pool.ref(kept, places) for kept in observing.observed(self.book, declared)]
        if isinstance(declared, Choice):
            less = sql.binary("&", columns[0], sql.binary("-", columns[0], sql.plain(1)))
            return either(no(seen), sql.binary("!=", less, sql.plain(0)))
        assert bounded(declared)
        return either(no(seen), sql.binary("!=", *columns))

    # Sets.

    def _fold(self, node: nodes.Fold, pool: Pool, critical: bool) -> Facts:
        alone, frame, places = self.values.inside(node, pool)
        over = self.book.pool((*frame, node.thing))
        facts = self._of_member(alone, over, critical)
        if facts is None:
            return None
        key = ("missing in", frame, alone, critical)
        only = ALL if not critical and self._reason_of(alone.where, over, "no") else self.values.only(alone, over)
        kept = self.book.gathered(key, "lacks", frame, over.frame, lambda pool: (_gathered(facts, pool),), only)[0]
        return kept_list(pool.ref(kept, places), kept, facts, distinct=True)

    def _of_member(self, alone: nodes.Fold, over: Pool, critical: bool) -> Facts:
        chosen, body = self.values.members(alone, over)
        position = len(over.frame) - 1
        unlisted = is_unlisted(over, position)
        if not critical:
            asked = where(both(chosen.low, no(unlisted)), self._reason_of(alone.where, over, "yes"))
            inside = together((asked, self.leaves(alone.body, over, critical=False)))
            return first_of(over, (chosen.high, inside), other=self._reason_of(alone.where, over, "no"))
        asked = where(chosen.open, self._reason_of(alone.where, over, "open"))
        unknown = where(unlisted, list_of(alone.thing))
        member, inner = self._vital(alone, body, over)
        return where(over.let(both(chosen.high, member)), together((asked, inner, unknown)))

    def _reason_of(self, node: Node, pool: Pool, state: State) -> Facts:
        return None if node == nodes.YES else self.reason(node, pool, state)

    def _vital(self, alone: nodes.Fold, body: Pair, over: Pool) -> tuple[Sql, Facts]:
        """Whether a member can still settle anything, and what is missing of its body."""
        inner = self.leaves(alone.body, over, critical=True)
        if alone.how not in SETTLED:
            return sql.TRUE, inner
        settled = no(body.high) if SETTLED[alone.how] == "no" else body.low
        return no(settled), first_of(over, (body.open, inner), other=self.leaves(alone.body, over, critical=False))


def list_of(thing: str) -> Facts:
    """The question whether the list of a thing is complete."""
    return single(list_number(thing), None, sql.figure(list_number(thing)))


def _gathered(facts: Facts, pool: Pool) -> tuple[Sql, Sql]:
    """Some facts of each row of a frame, gathered; and of no rows."""
    return sql.lists_joined(pool.own(as_list(small(facts, pool)))), sql.empty()
