"""A program as steps: which tables to make, in which order, and what is then to be read of them."""

from collections.abc import Iterable, Iterator

from sqlglot import exp

from fanlight.assessment.columnar import queries, sql
from fanlight.assessment.columnar.joining import Chosen, Joining, layered
from fanlight.assessment.columnar.layout import HOUSE
from fanlight.assessment.columnar.plan import Gathering, Plan, Step, gathering_name, state
from fanlight.assessment.columnar.pool import Frame, Kept, Pool
from fanlight.assessment.columnar.sql import Sql


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
        frame, over, _, via = gathering
        pool = self.plan.book.pool(over)
        parts = {kept.name: kept.gathered for kept in columns if kept.gathered is not None}
        inner = self.rows(pool, parts.values(), Chosen(pool, [kept.only.tests for kept in columns], via))
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
        query = layered(Joining(self.plan, pool, level, base).query(list(names)), lets)
        keys = [exp.column(HOUSE), *(exp.column(f"k{place}") for place in range(len(frame)))]
        shown = [queries.named(kept.made.tree if kept.made else exp.column(self._seen_as(kept)), kept.name) for kept in new]
        return queries.select([*keys, *shown], queries.nested(query, "rows_of"))

    @staticmethod
    def _seen_as(kept: Kept) -> str:
        return f"{kept.name}__{'_'.join(str(place) for place in range(len(kept.frame)))}" if kept.frame else kept.name

    def rows(self, pool: Pool, parts: Iterable[Sql], chosen: Chosen | None = None) -> exp.Select:
        """The rows of a frame, or those chosen of it, with every column that some expressions use."""
        chosen = chosen or Chosen(pool, [()])
        read, made = pool.needed([name for part in (chosen.test, *parts) for name in sorted(part.names)], lambda kept: False)
        first = set(pool.needed(sorted(chosen.test.names), lambda kept: False)[1])
        query = Joining(self.plan, pool, None, None, chosen).query(read)
        query = layered(query, {name: part for name, part in made.items() if name in first})
        if chosen.test is not sql.TRUE:
            query = queries.select([exp.Star()], queries.nested(query, "rows_of"), where=[chosen.test.tree])
        return layered(query, {name: part for name, part in made.items() if name not in first})
