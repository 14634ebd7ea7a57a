"""A program as steps: which tables to make, in which order, and what is then to be read of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlglot import exp

from fanlight.assessment.columnar import queries
from fanlight.assessment.columnar.judging import Judged
from fanlight.assessment.columnar.layout import HOUSE
from fanlight.assessment.columnar.pool import Aspect, Book, Frame, Kept, Pool, layers, thing_of
from fanlight.assessment.columnar.sql import Sql

Gathering = tuple[Frame, Frame, int]


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """A table to make of others."""

    name: str
    query: exp.Query


@dataclass(slots=True)
class Plan:
    """The order in which the columns of a book are made: `room_at_2` holds what is known of rooms after two gatherings, not after one."""

    book: Book
    deepest: int = 0
    gatherings: dict[Gathering, list[Kept]] = field(default_factory=dict)
    things: dict[str, None] = field(default_factory=dict)
    links: dict[str, None] = field(default_factory=dict)
    known: dict[tuple[Frame, int], list[Kept]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for kept in self.book.all_kept():
            if kept.gathered is not None:
                self.gatherings.setdefault((kept.frame, kept.over, kept.level), []).append(kept)
            self.deepest = max(self.deepest, kept.level)
        for frame in self.book.pools:
            for item in frame:
                self.things[thing_of(item)] = None
                if "." in item:
                    self.links[item] = None
                    self.things[item.partition(".")[0]] = None

    def mark(self, findings: Iterable[Judged]) -> None:
        """Note which columns are read at all: no other is made."""
        waiting = [(each.pool, part) for each in findings for part in each.shown]
        while waiting:
            pool, part = waiting.pop()
            for name in pool.needed(part.names, lambda kept: False)[0]:
                kept = pool.refs[name].kept if name in pool.refs else None
                if kept is None or kept.is_read:
                    continue
                kept.is_read = True
                for inner, frame in ((kept.made, kept.frame), (kept.gathered, kept.over)):
                    if inner is not None:
                        waiting.append((self.book.pool(frame), inner))

    def states(self) -> list[Frame]:
        """The frames of which tables are kept: the house first."""
        return [(), *((thing,) for thing in self.things)]

    def new_at(self, frame: Frame, level: int) -> list[Kept]:
        """The columns of a frame that are known once so many gatherings are done, and not before."""
        if not self.known:
            for kept in self.book.all_kept():
                if kept.is_read:
                    self.known.setdefault((kept.frame, kept.level), []).append(kept)
        return self.known.get((frame, level), [])


def state(frame: Frame, level: int) -> str:
    """The table of the columns that are known of a frame after so many gatherings, and not before."""
    return f"{frame[0] if frame else 'houses'}_at_{level}"


def gathering_name(plan: Plan, gathering: Gathering) -> str:
    """The table of what is gathered over the rows of one frame for those of another."""
    return f"gathered_{list(plan.gatherings).index(gathering)}"


class Writer:
    """Writes the queries of a plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def steps(self, level: int) -> Iterator[Step]:
        """The tables to make of those of the level before."""
        for gathering, columns in self.plan.gatherings.items():
            read = [kept for kept in columns if kept.is_read]
            if gathering[2] == level and read:
                yield Step(gathering_name(self.plan, gathering), self._gathering(gathering, read))
        for frame in self.plan.states() if level else ():
            if self.plan.new_at(frame, level):
                yield Step(state(frame, level), self.state(frame, level, None))

    def _gathering(self, gathering: Gathering, columns: list[Kept]) -> exp.Query:
        frame, over, level = gathering
        pool = self.plan.book.pool(over)
        parts = {kept.name: kept.gathered for kept in columns if kept.gathered is not None}
        inner = self.rows(pool, parts.values())
        owner = ["owner"] if "." in over[0] else [f"k{place}" for place in range(len(frame))]
        shown: list[exp.Expr] = [
            exp.column(HOUSE),
            *(queries.named(exp.column(name), f"k{place}") for place, name in enumerate(owner)),
        ]
        shown += [queries.named(part.tree, name) for name, part in parts.items()]
        return queries.select(shown, queries.nested(inner, "rows_of"), group=[exp.column(HOUSE), *(exp.column(name) for name in owner)])

    def state(self, frame: Frame, level: int, base: exp.Query | None) -> exp.Query:
        """The table of what is new of a frame: what was gathered or observed, and what is made of it."""
        pool, new = self.plan.book.pool(frame), self.plan.new_at(frame, level)
        own = [kept for kept in new if kept.made is None]
        needed = [name for kept in new if kept.made is not None for name in sorted(kept.made.names)]
        read, lets = pool.needed(needed, lambda kept: kept.level == level)
        for kept in own:
            pool.ref(kept, tuple(range(len(frame))))
        names = dict.fromkeys([*read, *(self._seen_as(kept) for kept in own)])
        query = self._layered(_Joining(self.plan, pool, level, base).query(list(names)), lets)
        keys = [exp.column(HOUSE), *(exp.column(f"k{place}") for place in range(len(frame)))]
        shown = [queries.named(kept.made.tree if kept.made else exp.column(self._seen_as(kept)), kept.name) for kept in new]
        return queries.select([*keys, *shown], queries.nested(query, "rows_of"))

    @staticmethod
    def _seen_as(kept: Kept) -> str:
        return f"{kept.name}__{'_'.join(str(place) for place in range(len(kept.frame)))}" if kept.frame else kept.name

    def rows(self, pool: Pool, parts: Iterable[Sql]) -> exp.Select:
        """The rows of a frame with every column that some expressions use."""
        read, made = pool.needed([name for part in parts for name in sorted(part.names)], lambda kept: False)
        return self._layered(_Joining(self.plan, pool, None, None).query(read), made)

    @staticmethod
    def _layered(query: exp.Select, made: dict[str, Sql]) -> exp.Select:
        for names in layers(made):
            query = queries.select(
                [exp.Star(), *(queries.named(made[name].tree, name) for name in names)], queries.nested(query, "rows_of")
            )
        return query


class _Joining:
    """The tables behind the rows of one frame. While a table of that frame is made, `making` says of which level, and `base` of what."""

    def __init__(self, plan: Plan, pool: Pool, making: int | None, base: exp.Query | None) -> None:
        self.plan, self.pool, self.frame, self.making, self.base = plan, pool, pool.frame, making, base
        self.is_link = bool(self.frame) and "." in self.frame[0]
        self.joins: dict[str, exp.Join] = {}
        self.levels: list[int] = []

    def query(self, read: Sequence[str]) -> exp.Select:
        """The things of the frame side by side, and each kept column under the name it has there."""
        aspects = {name: self.pool.refs[name] for name in read if name in self.pool.refs}
        self.levels = [self._least_level(place, aspects.values()) for place in range(max(1, len(self.frame)))]
        for place in range(1, len(self.frame)):
            self._thing(place, self.levels[place])
        columns = [queries.named(self._column(aspect), name) for name, aspect in aspects.items()]
        return queries.select([*self._keys(), *columns], self._source(), joins=self.joins.values())

    def _least_level(self, place: int, aspects: Iterable[Aspect]) -> int:
        """The first table that is read of a thing of the frame. Every table of it has all its rows, so no other need be looked at."""
        kept = (each.kept for each in aspects if each.places == ((place,) if self.frame else ()) and not self._is_new(each.kept))
        return min((each.level for each in kept), default=0)

    def _source(self) -> exp.Expr:
        if self.is_link:
            return queries.table(link_table(self.frame[0]), "link")
        source = queries.table(state(self.frame[:1], self.levels[0]), self._first)
        return source if self.base is None else queries.nested(self.base, self._first)

    def _is_new(self, kept: Kept) -> bool:
        """Whether a column is only now put into a table of the frame."""
        return self.making == kept.level and kept.frame == self.frame and kept.gathered is not None

    @property
    def _first(self) -> str:
        return "link" if self.is_link else self._alias(0, self.levels[0]) if self.frame else f"h_{self.levels[0]}"

    @staticmethod
    def _alias(place: int, level: int) -> str:
        return f"v{place}_{level}"

    def _key(self, place: int) -> tuple[str, str]:
        """The table and the column in which the place in its list of a thing of the frame stands."""
        return ("link", "target") if self.is_link else (self._alias(place, self.levels[place]), "k0")

    def _keys(self) -> list[exp.Expr]:
        keys = [queries.named(exp.column(column, table), f"k{place}") for place, (table, column) in self._key_places()]
        owner = [exp.column("owner", "link")] if self.is_link else []
        return [exp.column(HOUSE, self._first), *owner, *keys]

    def _key_places(self) -> Iterator[tuple[int, tuple[str, str]]]:
        for place in range(len(self.frame)):
            yield place, self._key(place)

    def _thing(self, place: int, level: int) -> str:
        """The table of one thing of the frame at a level, joined when it is first needed."""
        alias = self._alias(place, level)
        if alias not in self.joins and alias != self._first:
            source = queries.table(state((thing_of(self.frame[place]),), level), alias)
            tests = [queries.same(HOUSE, self._first, alias)]
            if level != self.levels[place] or self.is_link:
                table, column = self._key(place)
                tests.append(queries.same(column, table, alias, "k0"))
            self.joins[alias] = queries.join(source, *tests, left=self.is_link)
        return alias

    def _column(self, ref: Aspect) -> exp.Expr:
        kept = ref.kept
        if len(kept.frame) > 1 or self._is_new(kept):
            return self._gathered(kept, ref.places)
        if kept.frame:
            return exp.column(kept.name, self._thing(ref.places[0], kept.level))
        alias = f"h_{kept.level}"
        if alias not in self.joins and alias != self._first:
            self.joins[alias] = queries.join(queries.table(state((), kept.level), alias), queries.same(HOUSE, self._first, alias))
        return exp.column(kept.name, alias)

    def _gathered(self, kept: Kept, places: tuple[int, ...]) -> exp.Expr:
        table = gathering_name(self.plan, (kept.frame, kept.over, kept.level))
        alias = "_".join((table, *map(str, places)))
        if alias not in self.joins:
            keys = [queries.same("k0", self._alias(place, self.levels[place]), alias, f"k{number}") for number, place in enumerate(places)]
            self.joins[alias] = queries.join(queries.table(table, alias), queries.same(HOUSE, self._first, alias), *keys, left=True)
        assert kept.default is not None
        return exp.Coalesce(this=exp.column(kept.name, alias), expressions=[kept.default.tree])


def link_table(link: str) -> str:
    """The table of what a link may lead to: one row for each end."""
    return "link_" + link.replace(".", "_")
