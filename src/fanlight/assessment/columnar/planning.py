"""A program as steps: which tables to make, in which order, and what is then to be read of them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlglot import exp

from fanlight.assessment.columnar import sql
from fanlight.assessment.columnar.judging import Judged
from fanlight.assessment.columnar.layout import HOUSE
from fanlight.assessment.columnar.pool import Book, Frame, Kept, Pool, layers, thing_of
from fanlight.assessment.columnar.sql import Sql, named

Gathering = tuple[Frame, Frame, int]


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """A table to make of others."""

    name: str
    query: exp.Query


@dataclass(slots=True)
class Plan:
    """The order in which the columns of a book are made. States are tables: `room_2` holds what is known of rooms after two gatherings."""

    book: Book
    deepest: int = 0
    gatherings: dict[Gathering, list[Kept]] = field(default_factory=dict)
    things: dict[str, None] = field(default_factory=dict)
    links: dict[str, None] = field(default_factory=dict)

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

    # What is read when.

    def mark(self, findings: Iterable[Judged]) -> None:
        """Note until when each column is needed."""
        for (_, over, level), columns in self.gatherings.items():
            self._mark(self.book.pool(over), [kept.gathered for kept in columns if kept.gathered], lambda ref, level=level: level - 1)
        for frame in self.states():
            for level in range(self.deepest + 1):
                self._mark_state(frame, level)
        for each in findings:
            level = max(each.pool.level(part) for part in each.shown)
            self._mark(each.pool, each.shown, lambda ref, level=level: level)

    def _mark(self, pool: Pool, parts: Sequence[Sql], at: Callable[[Kept], int]) -> None:
        read, _ = pool.needed([name for part in parts for name in part.names], lambda kept: False)
        for name in read:
            if name in pool.refs:
                kept = pool.refs[name].kept
                kept.last = max(kept.last, at(kept))

    def _mark_state(self, frame: Frame, level: int) -> None:
        pool = self.book.pool(frame)
        parts = [kept.made for kept in self.made_at(frame, level) if kept.made is not None]
        read, _ = pool.needed([name for part in parts for name in part.names], lambda kept: kept.level == level)
        for name in read:
            if name in pool.refs:
                kept = pool.refs[name].kept
                if kept.frame != frame:
                    kept.last = max(kept.last, level)
                elif kept.level < level:
                    kept.last = max(kept.last, level - 1)

    def states(self) -> list[Frame]:
        """The frames of which a table is kept: the house first."""
        return [(), *((thing,) for thing in self.things)]

    def made_at(self, frame: Frame, level: int) -> list[Kept]:
        """The columns of a frame that are made once so many gatherings are done."""
        return [kept for kept in self.book.all_kept() if kept.frame == frame and kept.level == level and kept.made is not None]

    def new_at(self, frame: Frame, level: int) -> list[Kept]:
        """The columns that a state has and the one before it had not."""
        return [kept for kept in self.book.all_kept() if kept.frame == frame and kept.level == level]

    def held(self, frame: Frame, level: int) -> list[Kept]:
        """The columns of a state: all that are known by then and still needed."""
        return [kept for kept in self.book.all_kept() if kept.frame == frame and kept.level <= level and kept.last >= level]

    def state(self, frame: Frame, level: int) -> str:
        """The table of a state: the last one at which anything new was known."""
        while level > 0 and not self.new_at(frame, level):
            level -= 1
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
            if gathering[2] == level:
                yield Step(gathering_name(self.plan, gathering), self._gathering(gathering, columns))
        for frame in self.plan.states() if level else ():
            if self.plan.new_at(frame, level):
                yield Step(self.plan.state(frame, level), self.state(frame, level, None))

    def _gathering(self, gathering: Gathering, columns: list[Kept]) -> exp.Query:
        frame, over, level = gathering
        pool = self.plan.book.pool(over)
        parts = {kept.name: kept.gathered for kept in columns if kept.gathered is not None}
        inner = self.rows(pool, parts.values(), level - 1)
        owner = ["owner"] if "." in over[0] else [f"k{place}" for place in range(len(frame))]
        shown: list[exp.Expression] = [exp.column(HOUSE), *(named(exp.column(name), f"k{place}") for place, name in enumerate(owner))]
        shown += [named(part.tree, name) for name, part in parts.items()]
        return sql.select(shown, sql.nested(inner, "rows_of"), group=[exp.column(HOUSE), *(exp.column(name) for name in owner)])

    def state(self, frame: Frame, level: int, base: exp.Query | None) -> exp.Query:
        """The next table of a frame: what is still needed of the one before, what was gathered, and what is made of both."""
        pool = self.plan.book.pool(frame)
        made = {kept.name: kept for kept in self.plan.made_at(frame, level)}
        held = self.plan.held(frame, level)
        needed = [name for kept in made.values() if kept in held and kept.made is not None for name in kept.made.names]
        read, lets = pool.needed(needed, lambda kept: kept.level == level)
        own = [kept for kept in held if kept.name not in made]
        names = dict.fromkeys([*read, *(self._seen_as(kept) for kept in own)])
        for kept in own:
            pool.ref(kept, tuple(range(len(frame))))
        query = self._layered(self._first(pool, list(names), (level, level - 1), base), lets)
        keys = [exp.column(HOUSE), *(exp.column(f"k{place}") for place in range(len(frame)))]
        shown = [named(exp.column(self._seen_as(kept)), kept.name) for kept in own]
        shown += [named(kept.made.tree, kept.name) for kept in made.values() if kept in held and kept.made is not None]
        return sql.select([*keys, *shown], sql.nested(query, "rows_of"))

    @staticmethod
    def _seen_as(kept: Kept) -> str:
        return f"{kept.name}__{'_'.join(str(place) for place in range(len(kept.frame)))}" if kept.frame else kept.name

    def rows(self, pool: Pool, parts: Iterable[Sql], level: int) -> exp.Select:
        """The rows of a frame with every column that some expressions use."""
        read, made = pool.needed([name for part in parts for name in sorted(part.names)], lambda kept: False)
        return self._layered(self._first(pool, read, (level, level), None), made)

    @staticmethod
    def _layered(query: exp.Select, made: dict[str, Sql]) -> exp.Select:
        for names in layers(made):
            query = sql.select([exp.Star(), *(named(made[name].tree, name) for name in names)], sql.nested(query, "rows_of"))
        return query

    def _first(self, pool: Pool, read: Sequence[str], levels: tuple[int, int], base: exp.Query | None) -> exp.Select:
        """The innermost query: the things of a frame side by side, and each kept column under the name it has there.

        `levels` says which state of other frames is read, and which of the frame's own.
        """
        return _Joining(self.plan, pool, levels, base).query([name for name in read if name in pool.refs])


class _Joining:
    """The tables behind the rows of one frame."""

    def __init__(self, plan: Plan, pool: Pool, levels: tuple[int, int], base: exp.Query | None) -> None:
        self.plan, self.pool, self.frame, self.base = plan, pool, pool.frame, base
        self.level, self.before = levels
        self.joins: dict[str, exp.Join] = {}
        self.is_link = bool(self.frame) and "." in self.frame[0]

    def query(self, read: Sequence[str]) -> exp.Select:
        """The rows with the columns that are to be read."""
        columns = [named(self._column(name), name) for name in read]
        ends_are_asked = any(self.pool.refs[name].kept.frame for name in read)
        things = self._things() if ends_are_asked or not self.is_link else ()
        return sql.select([*self._keys(), *columns], self._source(), joins=[*things, *self.joins.values()])

    def _table(self, frame: Frame, level: int, alias: str) -> exp.Expression:
        return sql.table(self.plan.state(frame, level), alias)

    def _source(self) -> exp.Expression:
        if self.is_link:
            return sql.table(link_table(self.frame[0]), "link")
        alias = "v0" if self.frame else "h"
        if self.base is not None:
            return self.base.subquery(alias, copy=False)
        own = self.before if len(self.frame) < 2 else self.level
        return self._table(self.frame[:1], own, alias)

    def _keys(self) -> list[exp.Expression]:
        if self.is_link:
            return [exp.column(HOUSE, "link"), exp.column("owner", "link"), named(exp.column("target", "link"), "k0")]
        first = exp.column(HOUSE, "v0" if self.frame else "h")
        return [first, *(named(exp.column("k0", f"v{place}"), f"k{place}") for place in range(len(self.frame)))]

    def _things(self) -> Iterator[exp.Join]:
        if self.is_link:
            ends = self._table((thing_of(self.frame[0]),), self.level, "v0")
            yield sql.join(ends, sql.same(HOUSE, "link", "v0"), sql.same("target", "link", "v0", "k0"), left=True)
            return
        for place in range(1, len(self.frame)):
            yield sql.join(self._table((self.frame[place],), self.level, f"v{place}"), sql.same(HOUSE, "v0", f"v{place}"))

    def _column(self, name: str) -> exp.Expression:
        ref = self.pool.refs[name]
        kept, own = ref.kept, ref.kept.frame == self.frame and not self.is_link
        if own and kept.gathered is not None and kept.level == self.level and self.before < self.level:
            return self._gathered(kept, ref.places)
        if len(kept.frame) > 1:
            return self._gathered(kept, ref.places)
        if kept.frame:
            return exp.column(kept.name, f"v{ref.places[0]}")
        if self.frame and "h" not in self.joins:
            alias = "link" if self.is_link else "v0"
            self.joins["h"] = sql.join(self._table((), self.level, "h"), sql.same(HOUSE, alias, "h"))
        return exp.column(kept.name, "h")

    def _gathered(self, kept: Kept, places: tuple[int, ...]) -> exp.Expression:
        table = gathering_name(self.plan, (kept.frame, kept.over, kept.level))
        alias = "_".join((table, *map(str, places)))
        if alias not in self.joins:
            keys = [sql.same("k0", f"v{place}", alias, f"k{number}") for number, place in enumerate(places)]
            own = "v0" if self.frame else "h"
            self.joins[alias] = sql.join(sql.table(table, alias), sql.same(HOUSE, own, alias), *keys, left=True)
        assert kept.default is not None
        return exp.Coalesce(this=exp.column(kept.name, alias), expressions=[kept.default.tree])


def link_table(link: str) -> str:
    """The table of what a link may lead to: one row for each end."""
    return "link_" + link.replace(".", "_")
