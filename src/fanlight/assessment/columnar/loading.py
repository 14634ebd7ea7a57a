"""The first tables of a program, made from those of a stock: what nobody observed gets its whole range, and open lists get a row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlglot import exp

from fanlight.assessment.columnar import queries, sql
from fanlight.assessment.columnar.layout import HOUSE, NOTHING, PLACE, STOCK, UNLISTED, columns_of, complete_of, kept
from fanlight.assessment.columnar.observing import frame_of, stem
from fanlight.assessment.columnar.plan import Plan, Step, link_table, state
from fanlight.assessment.columnar.planning import Writer
from fanlight.assessment.model import SINGLES
from fanlight.facts.kinds import Fact, Link
from fanlight.facts.vocabulary import THINGS, fact


@dataclass(frozen=True, slots=True)
class Loading:
    """Writes the first queries of a plan. `given` says which columns each table of the stock has; `on` is the date asked about."""

    plan: Plan
    given: Mapping[str, Sequence[str]]
    on: date | None = None

    def steps(self) -> Iterator[Step]:
        """The first state of the house and of each thing, and what their links may lead to."""
        writer = Writer(self.plan)
        yield Step(state((), 0), writer.state((), 0, self._house()))
        for thing in self.plan.things:
            yield Step(state((thing,), 0), writer.state((thing,), 0, self._listed(thing)))
        for link in self.plan.links:
            yield Step(link_table(link), self._link(link))

    def _wanted(self, thing: str) -> list[Fact]:
        """The facts of a thing that the plan uses."""
        frame = frame_of(thing)
        names = {key[2] for key in self.plan.book.kept if isinstance(key, tuple) and key[:2] == ("observed", frame)}

        def is_used(declared: Fact) -> bool:
            return bool(names & {stem(declared, name) for name in (*columns_of(declared), f"{declared.name}__seen")})

        return [declared for declared in kept(THINGS[thing]) if is_used(declared)]

    def _house(self) -> exp.Query:
        columns: list[exp.Expr] = [exp.column(HOUSE, STOCK)]
        joins = []
        for thing in SINGLES:
            wanted = self._wanted(thing)
            if wanted and thing in self.given:
                joins.append(queries.join(queries.table(thing), queries.same(HOUSE, STOCK, thing), left=True))
            columns += [column for declared in wanted for column in self._columns(declared)]
        return queries.select(columns, queries.table(STOCK), joins=joins)

    def _listed(self, thing: str) -> exp.Query:
        wanted = self._wanted(thing)
        open_list = self._unlisted(thing, wanted)
        if thing not in self.given:
            return open_list
        head = [exp.column(HOUSE, thing), _cast(exp.column(PLACE, thing), "k0"), _cast(sql.number(1), f"{thing}___times")]
        rows = queries.select([*head, *(column for declared in wanted for column in self._columns(declared))], queries.table(thing))
        return _all(rows, open_list)

    def _unlisted(self, thing: str, wanted: Sequence[Fact]) -> exp.Query:
        """A row for what a list may have left out, for as many things as there may still be."""
        is_given = thing in self.given
        listed = exp.Coalesce(this=exp.column("listed", "counts"), expressions=[sql.number(0)]) if is_given else sql.number(0)
        left = exp.Sub(this=sql.number(THINGS[thing].at_most), expression=listed)
        head = [exp.column(HOUSE, STOCK), _cast(sql.number(UNLISTED), "k0"), _cast(left, f"{thing}___times")]
        columns = [*head, *(column for declared in wanted for column in self._columns(declared, known=False))]
        where: list[exp.Expr] = [exp.GT(this=left.copy(), expression=sql.number(0))]
        if complete_of(thing) in self.given[STOCK]:
            # A list of which nobody said that it is whole may go on.
            where.append(exp.Not(this=exp.Coalesce(this=exp.column(complete_of(thing), STOCK), expressions=[exp.false()])))
        joins = []
        if is_given:
            counted = [exp.column(HOUSE), queries.named(exp.Count(this=exp.Star()), "listed")]
            counts = queries.select(counted, queries.table(thing), group=[exp.column(HOUSE)])
            joins = [queries.join(queries.nested(counts, "counts"), queries.same(HOUSE, STOCK, "counts"), left=True)]
        return queries.select(columns, queries.table(STOCK), joins=joins, where=where)

    def _columns(self, declared: Fact, *, known: bool = True) -> Iterator[exp.Expr]:
        """The columns of a fact, never NULL, and whether anybody observed it."""
        thing = declared.thing
        prefix = "_".join((*frame_of(thing), ""))
        is_given = known and thing in self.given and set(columns_of(declared)) <= set(self.given[thing])
        asked = self.on if declared.path == "house.as_at_date" else None
        for name, end in zip(columns_of(declared), declared.domain, strict=False):
            yield self._column(declared, name, asked.toordinal() if asked else end, f"{prefix}{stem(declared, name)}", is_given)
        seen: exp.Expr = exp.true() if asked else exp.false()
        if is_given and not asked:
            seen = exp.Not(this=exp.Paren(this=exp.Is(this=exp.column(columns_of(declared)[0], thing), expression=exp.null())))
        yield queries.named(seen, f"{prefix}{stem(declared, f'{declared.name}__seen')}")

    @staticmethod
    def _column(declared: Fact, name: str, unknown: int, alias: str, is_given: bool) -> exp.Expr:
        column = exp.column(name, declared.thing)
        none = sql.empty() if isinstance(declared, Link) else sql.figure(unknown)
        part: exp.Expr = none.tree
        if is_given:
            kind = sql.type_of("BIGINT[]" if isinstance(declared, Link) else "BIGINT")
            part = exp.Coalesce(this=exp.Cast(this=column, to=kind), expressions=[part])
        if declared.kind == "yes_no":
            part = exp.EQ(this=part, expression=sql.number(1))
        return queries.named(part, alias)

    def _link(self, link: str) -> exp.Query:
        """The ends of a link: those observed; or all there are, and nothing where it may lead to nothing or there is nothing to lead to."""
        declared = fact(link)
        assert isinstance(declared, Link)
        owner, other = state((declared.thing,), 0), state((declared.to,), 0)
        name, seen = f"{declared.thing}_{declared.name}", f"{declared.thing}_{declared.name}__seen"

        def rows(target: exp.Expr, *joins: exp.Join, where: Sequence[exp.Expr]) -> exp.Select:
            keys = [exp.column(HOUSE, "own"), queries.named(exp.column("k0", "own"), "owner"), queries.named(target, "target")]
            return queries.select(keys, queries.table(owner, "own"), joins=joins, where=where)

        known = rows(exp.Explode(this=exp.column(name, "own")), where=[exp.column(seen, "own")])
        unseen = exp.Not(this=exp.column(seen, "own"))
        anything = queries.join(queries.table(other, "other"), queries.same(HOUSE, "own", "other"))
        open_ = rows(exp.column("k0", "other"), anything, where=[unseen])
        nothing = exp.Cast(this=sql.number(NOTHING), to=sql.type_of("BIGINT"))
        if declared.optional:
            return _all(known, _all(open_, rows(nothing, where=[unseen.copy()])))
        counts = queries.select([exp.column(HOUSE)], queries.table(other), group=[exp.column(HOUSE)])
        some = queries.join(queries.nested(counts, "other"), queries.same(HOUSE, "own", "other"), left=True)
        none = exp.Is(this=exp.column(HOUSE, "other"), expression=exp.null())
        return _all(known, _all(open_, rows(nothing, some, where=[unseen.copy(), none])))


def _cast(part: exp.Expr, alias: str) -> exp.Expr:
    return queries.named(exp.Cast(this=part, to=sql.type_of("BIGINT")), alias)


def _all(first: exp.Query, second: exp.Query) -> exp.Query:
    return exp.Union(this=first, expression=second, distinct=False)
