"""The first tables of a program, made from those of a stock: what nobody observed gets its whole range, and open lists a row of their own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlglot import exp

from fanlight.assessment.columnar.layout import HOUSE, NOTHING, PLACE, STOCK, UNLISTED, bounded, columns_of, complete_of, kept
from fanlight.assessment.columnar.observing import frame_of, stem
from fanlight.assessment.columnar.planning import Plan, Step, Writer, link_table
from fanlight.assessment.model import SINGLES
from fanlight.facts.kinds import Choice, Fact, Link
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
        yield Step(self.plan.state((), 0), writer.state((), 0, self._house()))
        for thing in self.plan.things:
            yield Step(self.plan.state((thing,), 0), writer.state((thing,), 0, self._listed(thing)))
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
        query = exp.select(exp.column(HOUSE, STOCK)).from_(exp.to_table(STOCK))
        for thing in SINGLES:
            wanted = self._wanted(thing)
            if not wanted:
                continue
            if thing in self.given:
                on = exp.EQ(this=exp.column(HOUSE, STOCK), expression=exp.column(HOUSE, thing))
                query = query.join(exp.to_table(thing), on=on, join_type="LEFT")
            query = query.select(*(column for declared in wanted for column in self._columns(declared)))
        return query

    def _listed(self, thing: str) -> exp.Query:
        wanted, table = self._wanted(thing), exp.to_table(thing)
        open_list = self._unlisted(thing, wanted)
        if thing not in self.given:
            return open_list
        head = [exp.column(HOUSE, thing), _as(exp.column(PLACE, thing), "k0", "BIGINT"), _figure(1, f"{thing}___times")]
        rows = exp.select(*head, *(column for declared in wanted for column in self._columns(declared))).from_(table)
        return exp.union(rows, open_list, distinct=False)

    def _unlisted(self, thing: str, wanted: Sequence[Fact]) -> exp.Query:
        """A row for what a list may have left out, for as many things as there may still be."""
        most = exp.Literal.number(THINGS[thing].at_most)
        counted: exp.Expression = exp.Literal.number(0)
        if thing in self.given:
            counted = exp.Coalesce(this=exp.column("listed", "counts"), expressions=[exp.Literal.number(0)])
        left = exp.Sub(this=most, expression=counted)
        query = exp.select(exp.column(HOUSE, STOCK), _figure(UNLISTED, "k0"), _as(left, f"{thing}___times", "BIGINT"))
        query = query.select(*(column for declared in wanted for column in self._columns(declared, known=False))).from_(exp.to_table(STOCK))
        if thing in self.given:
            counts = exp.select(exp.column(HOUSE), exp.alias_(exp.Count(this=exp.Star()), "listed")).from_(exp.to_table(thing))
            counts = counts.group_by(exp.column(HOUSE))
            on = exp.EQ(this=exp.column(HOUSE, STOCK), expression=exp.column(HOUSE, "counts"))
            query = query.join(counts.subquery("counts"), on=on, join_type="LEFT")
        query = query.where(exp.GT(this=left.copy(), expression=exp.Literal.number(0)))
        if complete_of(thing) in self.given[STOCK]:
            query = query.where(exp.Not(this=exp.column(complete_of(thing), STOCK)))
        return query

    def _columns(self, declared: Fact, *, known: bool = True) -> Iterator[exp.Expression]:
        """The columns of a fact, never NULL, and whether anybody observed it."""
        thing = declared.thing
        prefix = "_".join((*frame_of(thing), ""))
        is_given = known and thing in self.given and set(columns_of(declared)) <= set(self.given[thing])
        asked = self.on if declared.path == "house.as_at_date" else None
        for name, end in zip(columns_of(declared), declared.domain, strict=False):
            yield self._column(declared, name, asked.toordinal() if asked else end, f"{prefix}{stem(declared, name)}", is_given)
        seen: exp.Expression = exp.true() if asked else exp.false()
        if is_given and not asked:
            seen = exp.Not(this=exp.Paren(this=exp.Is(this=exp.column(columns_of(declared)[0], thing), expression=exp.null())))
        yield exp.alias_(seen, f"{prefix}{stem(declared, f'{declared.name}__seen')}")

    @staticmethod
    def _column(declared: Fact, name: str, unknown: int, alias: str, is_given: bool) -> exp.Expression:
        if isinstance(declared, Link):
            none = exp.cast(exp.Array(expressions=[]), "BIGINT[]")
            value = exp.cast(exp.column(name, declared.thing), "BIGINT[]")
            return exp.alias_(exp.Coalesce(this=value, expressions=[none]) if is_given else none, alias)
        figure = exp.cast(exp.Literal.number(unknown), "BIGINT")
        part: exp.Expression = figure
        if is_given:
            part = exp.Coalesce(this=exp.cast(exp.column(name, declared.thing), "BIGINT"), expressions=[figure])
        if bounded(declared) and not isinstance(declared, Choice) and declared.kind == "yes_no":
            part = exp.EQ(this=part, expression=exp.Literal.number(1))
        return exp.alias_(part, alias)

    def _link(self, link: str) -> exp.Query:
        """The ends of a link: those observed; or all there are, and nothing where it may lead to nothing or there is nothing to lead to."""
        declared = fact(link)
        assert isinstance(declared, Link)
        owner, other = self.plan.state((declared.thing,), 0), self.plan.state((declared.to,), 0)
        name, seen = f"{declared.thing}_{declared.name}", f"{declared.thing}_{declared.name}__seen"
        keys = [exp.column(HOUSE, "own"), exp.alias_(exp.column("k0", "own"), "owner")]
        own = exp.to_table(owner).as_("own")
        known = exp.select(*keys, exp.alias_(exp.Explode(this=exp.column(name, "own")), "target")).from_(own.copy())
        known = known.where(exp.column(seen, "own"))
        same = exp.EQ(this=exp.column(HOUSE, "own"), expression=exp.column(HOUSE, "other"))
        unseen = exp.Not(this=exp.column(seen, "own"))
        open_ = exp.select(*keys, exp.alias_(exp.column("k0", "other"), "target")).from_(own.copy())
        open_ = open_.join(exp.to_table(other).as_("other"), on=same).where(unseen.copy())
        nothing = exp.select(*keys, _figure(NOTHING, "target")).from_(own.copy()).where(unseen.copy())
        if not declared.optional:
            some = exp.select(exp.column(HOUSE)).distinct().from_(exp.to_table(other))
            nothing = nothing.join(some.subquery("other"), on=same.copy(), join_type="LEFT")
            nothing = nothing.where(exp.Is(this=exp.column(HOUSE, "other"), expression=exp.null()))
        return exp.union(exp.union(known, open_, distinct=False), nothing, distinct=False)


def _figure(value: int, alias: str) -> exp.Expression:
    number = exp.Literal.number(value) if value >= 0 else exp.Neg(this=exp.Literal.number(-value))
    return exp.alias_(exp.cast(number, "BIGINT"), alias)


def _as(part: exp.Expression, alias: str, kind: str) -> exp.Expression:
    return exp.alias_(exp.cast(part, kind), alias)
