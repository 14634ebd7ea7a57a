"""The tables behind the rows of a frame, joined: each thing by itself first, then the things of one house beside each other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlglot import exp

from fanlight.assessment.columnar import queries, sql
from fanlight.assessment.columnar.layout import HOUSE
from fanlight.assessment.columnar.plan import Plan, gathering_name, gathering_of, link_table, state
from fanlight.assessment.columnar.pool import Aspect, Kept, Pool, layers, thing_of
from fanlight.assessment.columnar.sql import Sql


def layered(query: exp.Select, made: dict[str, Sql]) -> exp.Select:
    """A query with further columns, made of its own and of each other."""
    for names in layers(made):
        query = queries.select([exp.Star(), *(queries.named(made[name].tree, name) for name in names)], queries.nested(query, "rows_of"))
    return query


@dataclass(frozen=True, slots=True)
class Chosen:
    """The rows of a frame that change something: those of which all the tests of any of some sets hold."""

    pool: Pool
    sets: Sequence[tuple[Sql, ...]]
    via: tuple[str, int, int] | None = None

    @property
    def test(self) -> Sql:
        """Whether a row is one of them."""
        return sql.either(*(sql.both(*tests) for tests in dict.fromkeys(self.sets)))

    def of(self, place: int) -> Sql:
        """What each of them fulfils that can be told of one thing of the frame alone."""
        sets = [tuple(test for test in tests if self._places(test) == {place}) for tests in self.sets]
        return sql.either(*(sql.both(*tests) for tests in dict.fromkeys(sets)))

    def _places(self, test: Sql) -> set[int]:
        """The things of the frame that a test asks of; the house is -1."""
        read, _ = self.pool.needed(sorted(test.names), lambda kept: False)
        refs = self.pool.refs
        return {place for name in read for place in ((refs[name].places or (-1,)) if name in refs else (int(name[1:]),))}


class Joining:
    """The tables behind the rows of one frame. While a table of that frame is made, `making` says of which level, and `base` of what."""

    def __init__(
        self, plan: Plan, pool: Pool, making: int | None, base: exp.Query | None, chosen: Chosen | None = None
    ) -> None:  # fmt: skip
        self.plan, self.pool, self.frame, self.making, self.base, self.chosen = plan, pool, pool.frame, making, base, chosen
        self.is_link = bool(self.frame) and "." in self.frame[0]
        self.are_many = len(self.frame) > 1
        self.joins: dict[str, exp.Join] = {}
        self.levels: list[int] = []

    def query(self, read: Sequence[str]) -> exp.Select:
        """The things of the frame side by side, and each kept column under the name it has there."""
        aspects = {name: self.pool.refs[name] for name in read if name in self.pool.refs}
        if self.are_many:
            return self._many(aspects)
        self.levels = [self._least_level(0, aspects.values())]
        columns = [queries.named(self._column(aspect), name) for name, aspect in aspects.items()]
        return queries.select([*self._keys(), *columns], self._source(), joins=self.joins.values())

    def _many(self, aspects: dict[str, Aspect]) -> exp.Select:
        """Several things side by side, each put together and chosen by itself before it meets the others."""
        assert self.chosen is not None
        own = [{name: each for name, each in aspects.items() if each.places == (place,)} for place in range(len(self.frame))]
        sources = [queries.nested(self._alone(place, columns, self.chosen.of(place)), f"v{place}") for place, columns in enumerate(own)]
        for place in range(1, len(sources)):
            self._beside(place, sources[place], self.chosen.via)
        columns = []
        for name, each in aspects.items():
            part = exp.column(name, f"v{each.places[0]}") if len(each.places) == 1 else self._column(each)
            columns.append(queries.named(part, name))
        return queries.select([*self._keys(), *columns], sources[0], joins=self.joins.values())

    def _alone(self, place: int, aspects: dict[str, Aspect], test: Sql) -> exp.Select:
        """One thing of the frame with its columns, as they are called there, and only those rows of which a test holds."""
        thing, key = thing_of(self.frame[place]), f"k{place}"
        asked, made = self.pool.needed(sorted(test.names), lambda kept: False)
        aspects = aspects | {name: self.pool.refs[name] for name in asked if name in self.pool.refs}
        levels = sorted({each.kept.level for each in aspects.values()}) or [0]
        first, joins = f"t_{levels[0]}", []
        for level in levels[1:]:
            tests = [queries.same(name, first, f"t_{level}") for name in (HOUSE, "k0")]
            joins.append(queries.join(queries.table(state((thing,), level), f"t_{level}"), *tests))
        columns = [queries.named(exp.column(each.kept.name, f"t_{each.kept.level}"), name) for name, each in aspects.items()]
        keys = [exp.column(HOUSE, first), queries.named(exp.column("k0", first), key)]
        query = layered(queries.select([*keys, *columns], queries.table(state((thing,), levels[0]), first), joins=joins), made)
        return query if test is sql.TRUE else queries.select([exp.Star()], queries.nested(query, "rows_of"), where=[test.tree])

    def _beside(self, place: int, source: exp.Subquery, via: tuple[str, int, int] | None) -> None:
        """Join a further thing of the frame to the first: through a link where it leads from one to the other, or else house by house."""
        tests = [queries.same(HOUSE, "v0", f"v{place}")]
        if via and place == max(via[1:]):
            link, owner, target = via
            ends = {owner: "owner", target: "target"}
            other = owner + target - place
            near = [queries.same(HOUSE, f"v{other}", "link"), queries.same(f"k{other}", f"v{other}", "link", ends[other])]
            self.joins["link"] = queries.join(queries.table(link_table(link), "link"), *near)
            tests.append(queries.same(ends[place], "link", f"v{place}", f"k{place}"))
        self.joins[f"v{place}"] = queries.join(source, *tests)

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
        return "v0" if self.are_many else "link" if self.is_link else f"v0_{self.levels[0]}" if self.frame else f"h_{self.levels[0]}"

    def _key(self, place: int) -> tuple[str, str]:
        """The table and the column in which the place in its list of a thing of the frame stands."""
        return (f"v{place}", f"k{place}") if self.are_many else ("link", "target") if self.is_link else (self._first, "k0")

    def _keys(self) -> list[exp.Expr]:
        keys = []
        for place in range(len(self.frame)):
            table, column = self._key(place)
            keys.append(queries.named(exp.column(column, table), f"k{place}"))
        return [exp.column(HOUSE, self._first), *([exp.column("owner", "link")] if self.is_link else []), *keys]

    def _thing(self, level: int) -> str:
        """The table of the thing of the frame at a level, joined when it is first needed."""
        alias = f"v0_{level}"
        if alias not in self.joins and alias != self._first:
            source = queries.table(state((thing_of(self.frame[0]),), level), alias)
            table, column = self._key(0)
            tests = [queries.same(HOUSE, self._first, alias), queries.same(column, table, alias, "k0")]
            self.joins[alias] = queries.join(source, *tests, left=self.is_link)
        return alias

    def _column(self, ref: Aspect) -> exp.Expr:
        kept = ref.kept
        if len(kept.frame) > 1 or self._is_new(kept):
            return self._gathered(kept, ref.places)
        if kept.frame:
            return exp.column(kept.name, self._thing(kept.level))
        alias = f"h_{kept.level}"
        if alias not in self.joins and alias != self._first:
            self.joins[alias] = queries.join(queries.table(state((), kept.level), alias), queries.same(HOUSE, self._first, alias))
        return exp.column(kept.name, alias)

    def _gathered(self, kept: Kept, places: tuple[int, ...]) -> exp.Expr:
        table = gathering_name(self.plan, gathering_of(kept))
        alias = "_".join((table, *map(str, places)))
        if alias not in self.joins:
            keys = [queries.same(self._key(place)[1], self._key(place)[0], alias, f"k{number}") for number, place in enumerate(places)]
            self.joins[alias] = queries.join(queries.table(table, alias), queries.same(HOUSE, self._first, alias), *keys, left=True)
        assert kept.default is not None
        return exp.Coalesce(this=exp.column(kept.name, alias), expressions=[kept.default.tree])
