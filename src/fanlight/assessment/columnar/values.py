"""The compiler of values: each node becomes both ends of its value as columns of a frame, equal to what the interpreter finds."""

from collections.abc import Callable, Mapping
from typing import Any as Anything
from typing import cast

from fanlight.assessment.columnar import folding, observing, pairs, sql
from fanlight.assessment.columnar.layout import UNLISTED
from fanlight.assessment.columnar.observing import ends, frame_of, is_unlisted, leads_nowhere
from fanlight.assessment.columnar.pairs import Pair
from fanlight.assessment.columnar.pool import Book, Frame, Kept, Only, Pool
from fanlight.assessment.columnar.sql import Sql
from fanlight.assessment.evaluate import derivation
from fanlight.assessment.model import SINGLES
from fanlight.assessment.shape import asked, is_truth, parts_of
from fanlight.facts.kinds import Choice
from fanlight.facts.vocabulary import THINGS, fact
from fanlight.standards import nodes
from fanlight.standards.nodes import FAR, Node, Whose


def renamed(node: Node, names: Mapping[str, str]) -> Node:
    """The node with the variables that stand for something outside it called otherwise."""

    def whose(one: Whose) -> Whose:
        return Whose(names.get(one.var, one.var), one.thing, one.links)

    match node:
        case nodes.FactOf(one, path):
            return nodes.FactOf(whose(one), path)
        case nodes.TermOf(one, path):
            return nodes.TermOf(whose(one), path)
        case nodes.IsOption(one, path, mask):
            return nodes.IsOption(whose(one), path, mask)
        case nodes.IsThing(one, path, other):
            return nodes.IsThing(whose(one), path, whose(other))
        case nodes.IsNone(one, path):
            return nodes.IsNone(whose(one), path)
        case nodes.Fold(how, var, thing, where, body):
            inner = {name: new for name, new in names.items() if name != var}
            return nodes.Fold(how, var, thing, renamed(where, inner), renamed(body, inner))
    return _with_parts(node, names)


def _with_parts(node: Anything, names: Mapping[str, str]) -> Node:
    if isinstance(node, nodes.All | nodes.Any | nodes.Smallest | nodes.Largest):
        return type(node)(tuple(renamed(part, names) for part in node.parts))
    values = [getattr(node, name) for name in type(node).__dataclass_fields__]
    made: Node = type(node)(*(renamed(value, names) if isinstance(value, Node) else value for value in values))
    return made


class Values:
    """Compiles nodes whose variables are the places of a frame. `terms` are the edition's."""

    def __init__(self, book: Book, terms: Mapping[str, Node]) -> None:
        self.book, self.terms = book, terms

    def pair(self, node: Node, pool: Pool) -> Pair:
        """Both ends of a node's value."""
        return cast(Pair, pool.known(node, lambda: self._small(self._made(node, pool), pool)))

    def _small(self, pair: Pair, pool: Pool) -> Pair:
        low = pool.let(pair.low)
        return Pair(low, low if pair.low is pair.high else pool.let(pair.high), pair.least, pair.most, pair.is_truth)

    def _made(self, node: Anything, pool: Pool) -> Pair:
        make = OPERATORS.get(type(node))
        if make is not None:
            return make(node, lambda below: self.pair(below, pool))
        method: Callable[[Anything, Pool], Pair] = getattr(self, "_" + type(node).__name__.lower())
        return method(node, pool)

    def where(self, node: Node, pool: Pool) -> Pair:
        """A yes or no; the figure 1 stands for yes."""
        return pairs.YES if node == nodes.YES else self.pair(node, pool)

    def _all(self, node: nodes.All, pool: Pool) -> Pair:
        return pairs.all_of([self.where(part, pool) for part in node.parts])

    def _any(self, node: nodes.Any, pool: Pool) -> Pair:
        return pairs.any_of([self.where(part, pool) for part in node.parts])

    # Facts and terms.

    def columns(self, path: str) -> tuple[Kept, ...]:
        """The two ends of a fact or term of a thing, or the open options of a choice."""
        if path not in self.terms and not fact(path).how:
            return observing.observed(self.book, fact(path))
        frame = frame_of(path.partition(".")[0])
        return self.book.made(("value", path), "_".join(path.split(".")), frame, lambda pool: self._derived(path, pool))

    def _derived(self, path: str, pool: Pool) -> tuple[Sql, ...]:
        pair = self._of_source(path, pool)
        if path in self.terms:
            return pair.low, pair.high
        said = self._refs(observing.observed(self.book, fact(path)), pool)
        seen = self._refs((observing.seen(self.book, fact(path)),), pool)[0]
        return sql.case((seen, said[0]), other=pair.low), sql.case((seen, said[1]), other=pair.high)

    def _of_source(self, path: str, pool: Pool) -> Pair:
        """The value of what a derived fact or a term is made of. The figure 1 is a figure here, unless the term is a yes or no."""
        return self.where(self.source(path), pool) if self.is_truth(path) else self.pair(self.source(path), pool)

    def source(self, path: str) -> Node:
        """The expression of a derived fact or a term, its own thing called 0."""
        thing = path.partition(".")[0]
        node = self.terms.get(path) or derivation(path)
        return node if thing in SINGLES else renamed(node, {thing: "0"})

    @staticmethod
    def _refs(columns: tuple[Kept, ...], pool: Pool) -> list[Sql]:
        """Columns of the one thing of a frame, or of the house."""
        return [pool.ref(kept, tuple(range(len(kept.frame)))) for kept in columns]

    def range_of(self, path: str) -> tuple[int, int]:
        """Within what a fact or term of a thing there may not be can lie."""
        if path in self.terms:
            return (0, 1) if self.is_truth(path) else (-FAR, FAR)
        return fact(path).domain

    def is_truth(self, path: str) -> bool:
        """Whether a fact or term is a yes or no."""
        return is_truth(self.terms[path], self.terms) if path in self.terms else fact(path).kind == "yes_no"

    def _limits(self, path: str) -> tuple[int, int]:
        """Within what range the value of a fact or term always lies."""
        if path not in self.terms:
            return fact(path).domain
        pool = self.book.pool(frame_of(path.partition(".")[0]))
        self.columns(path)
        pair = self._of_source(path, pool)
        return min(pair.least, -FAR), max(pair.most, FAR)

    def _factof(self, node: nodes.FactOf | nodes.TermOf, pool: Pool) -> Pair:
        low, high = (pool.ref(kept, _places(node.whose)) for kept in self._reached(node.whose.links, node.path))
        least, most = self._limits(node.path)
        return Pair(low, high, least, most, self.is_truth(node.path))

    _termof = _factof

    def _isoption(self, node: nodes.IsOption, pool: Pool) -> Pair:
        open_options = pool.ref(self._reached(node.whose.links, node.path)[0], _places(node.whose))
        every = fact(node.path).domain[0]
        some = sql.binary("!=", sql.binary("&", open_options, sql.plain(node.mask)), sql.plain(0))
        none_else = sql.binary("=", sql.binary("&", open_options, sql.plain(every & ~node.mask)), sql.plain(0))
        return pairs.truth(sql.both(some, none_else), some)

    # Links.

    def _reached(self, links: tuple[str, ...], path: str) -> tuple[Kept, ...]:
        """The columns of a fact or term of whatever some links may lead to: what holds all their ends together."""
        if not links:
            return self.columns(path)
        first, rest = links[0], links[1:]

        def gather(pool: Pool) -> tuple[tuple[Sql, Sql], ...]:
            inner = [pool.ref(kept, (0,)) for kept in self._reached(rest, path)]
            return self._hull(path, inner, leads_nowhere(pool))

        return self.book.gathered(("reached", links, path), "reached", (fact(first).thing,), (first,), gather)

    def _hull(self, path: str, inner: list[Sql], nowhere: Sql) -> tuple[tuple[Sql, Sql], ...]:
        low, high = self.range_of(path)
        if path not in self.terms and isinstance(fact(path), Choice):
            return ((sql.all_bits(sql.case((nowhere, sql.figure(low)), other=inner[0])), sql.figure(low)),)
        if self.is_truth(path):
            least, most = sql.case((nowhere, sql.FALSE), other=inner[0]), sql.case((nowhere, sql.TRUE), other=inner[1])
            return (sql.every_row(least), sql.FALSE), (sql.any_row(most), sql.TRUE)
        least, most = sql.case((nowhere, sql.figure(low)), other=inner[0]), sql.case((nowhere, sql.figure(high)), other=inner[1])
        return (sql.lowest(least), sql.figure(low)), (sql.highest(most), sql.figure(high))

    def _isthing(self, node: nodes.IsThing, pool: Pool) -> Pair:
        mine = ends(self.book, pool, int(node.whose.var), (*node.whose.links, node.path))
        other = int(node.other.var)
        if not node.other.links:
            place = pool.place(other)
            meet = mine.hold(place)
            return pairs.truth(sql.both(mine.single, meet, sql.no(is_unlisted(pool, other))), meet)
        wanted = ends(self.book, pool, other, node.other.links)
        real = sql.both(sql.binary("=", mine.one, wanted.one), sql.binary(">=", mine.one, sql.plain(UNLISTED)))
        certain = sql.both(mine.single, wanted.single, real, sql.binary("!=", mine.one, sql.plain(UNLISTED)))
        apart = sql.both(mine.single, wanted.single)
        return pairs.truth(certain, sql.case((apart, real), other=sql.overlap(mine.things, wanted.things)))

    def _isnone(self, node: nodes.IsNone, pool: Pool) -> Pair:
        mine = ends(self.book, pool, int(node.whose.var), (*node.whose.links, node.path))
        some = sql.binary(">", mine.nothings, sql.plain(0))
        return pairs.truth(sql.both(some, sql.binary("=", mine.nothings, mine.count)), some)

    # Sets.

    def inside(self, node: nodes.Fold, pool: Pool) -> tuple[nodes.Fold, Frame, tuple[int, ...]]:
        """A fold by itself: what it asks of stands in a frame of its own. Also that frame, and where its things stand here."""
        places = tuple(sorted(int(var) for var in asked(node)))
        names = {str(place): str(new) for new, place in enumerate(places)}
        alone = renamed(node, names)
        assert isinstance(alone, nodes.Fold)
        inner = {alone.var: str(len(places))}
        where, body = renamed(alone.where, inner), renamed(alone.body, inner)
        alone = nodes.Fold(alone.how, "", alone.thing, where, body)
        return alone, tuple(pool.frame[place] for place in places), places

    def _fold(self, node: nodes.Fold, pool: Pool) -> Pair:
        alone, frame, places = self.inside(node, pool)
        over = self.book.pool((*frame, node.thing))
        where, body = self.members(alone, over)
        most = THINGS[node.thing].at_most

        def gather(inner: Pool) -> tuple[tuple[Sql, Sql], ...]:
            listed = sql.no(is_unlisted(inner, len(frame)))
            times = inner.ref(observing.times(self.book, node.thing), (len(frame),))
            return folding.FOLDS[node.how](folding.Members(where, body, listed, times, most))

        kept = self.book.gathered(("fold", frame, alone), node.how, frame, over.frame, gather, self.only(alone, over))
        least, most_ = folding.range_of(node.how, body, most)
        return Pair(pool.ref(kept[0], places), pool.ref(kept[1], places), least, most_, node.how in ("some", "every"))

    def only(self, alone: nodes.Fold, over: Pool) -> Only:
        """The rows among which the members of a fold are."""
        mine = str(len(over.frame) - 1)
        via = None
        for part in parts_of(alone.where):
            if isinstance(part, nodes.IsThing) and mine in (part.whose.var, part.other.var) and not part.whose.links + part.other.links:
                via = part.path, int(part.whose.var), int(part.other.var)
        return Only(() if alone.where == nodes.YES else tuple(self.where(part, over).high for part in parts_of(alone.where)), via)

    def members(self, alone: nodes.Fold, over: Pool) -> tuple[Pair, Pair]:
        """Of each row a fold ranges over: whether it is a member, and the value of its body."""
        is_number = alone.how in ("sum", "least", "most")
        return self.where(alone.where, over), self.pair(alone.body, over) if is_number else self.where(alone.body, over)


def _places(whose: Whose) -> tuple[int, ...]:
    return () if whose.var in SINGLES else (int(whose.var),)


Make = Callable[[Node], Pair]
OPERATORS: dict[type[Node], Callable[[Anything, Make], Pair]] = {
    nodes.Const: lambda node, make: pairs.constant(node.value),
    nodes.Compare: lambda node, make: pairs.compared(node.op, make(node.left), make(node.right)),
    nodes.Not: lambda node, make: pairs.negated(make(node.part)),
    nodes.Choose: lambda node, make: pairs.chosen(make(node.test), make(node.then), make(node.other)),
    nodes.Add: lambda node, make: pairs.added(make(node.left), make(node.right)),
    nodes.Sub: lambda node, make: pairs.subtracted(make(node.left), make(node.right)),
    nodes.Mul: lambda node, make: pairs.product(make(node.left), make(node.right)),
    nodes.Scale: lambda node, make: pairs.product(make(node.part), pairs.constant(node.by)),
    nodes.Divide: lambda node, make: pairs.divided(make(node.part), node.by, up=node.up),
    nodes.Smallest: lambda node, make: pairs.smallest([make(part) for part in node.parts]),
    nodes.Largest: lambda node, make: pairs.largest([make(part) for part in node.parts]),
    nodes.Absolute: lambda node, make: pairs.without_sign(make(node.part)),
    nodes.Lookup: lambda node, make: pairs.looked_up(node.rows, make(node.key)),
    nodes.Shift: lambda node, make: pairs.shifted(make(node.part), node.months, node.days),
}  # fmt: skip
