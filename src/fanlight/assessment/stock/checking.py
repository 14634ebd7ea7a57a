"""Houses of a stock that cannot be assessed: what is wrong with their rows, each with its reason."""

from collections.abc import Iterator, Mapping, Sequence

from sqlglot import exp

from fanlight.assessment import consistency
from fanlight.assessment.columnar import queries, sql
from fanlight.assessment.columnar.layout import HOUSE, NOTHING, PLACE, STOCK, bounded, columns_of, kept
from fanlight.facts.kinds import Choice, Fact, Link
from fanlight.facts.thing import Thing
from fanlight.facts.vocabulary import THINGS
from fanlight.standards import nodes
from fanlight.standards.edition import Clause, Edition, Encoded, Force

Given = Mapping[str, object]


def faults(given: Mapping[str, Given]) -> dict[str, list[exp.Query]]:
    """Queries of faulty houses, each with its reason, by the thing that is faulty; `given` names the columns of each table there is."""
    return {
        STOCK: [_twice(STOCK, "is in the table of houses more than once")],
        **{name: list(_of_thing(thing, given)) for name, thing in THINGS.items() if name in given},
    }


def _of_thing(thing: type[Thing], given: Mapping[str, Given]) -> Iterator[exp.Query]:
    rows: list[tuple[str, exp.Expr]] = []
    if thing.plural is None:
        yield _twice(thing.name, f"has more than one {thing.name}")
    else:
        yield _twice(thing.name, f"has two rows for one place in its list of {thing.plural}", place=True)
        places = exp.or_(exp.column(PLACE).is_(exp.null()), exp.column(PLACE) < 0, exp.column(PLACE) >= thing.at_most)
        rows.append((f"has more {thing.plural} than the {thing.at_most} there can be, or one without a place", places))
    for declared in kept(thing):
        if set(columns_of(declared)) <= given[thing.name].keys():
            rows.append(_of_fact(declared))
            if isinstance(declared, Link):
                yield _lost(declared, is_given=declared.to in given)
    if rows:
        yield _of_rows(thing.name, rows)


def _of_rows(table: str, rows: Sequence[tuple[str, exp.Expr]]) -> exp.Query:
    """What is wrong within single rows, from one reading of the table: each with its reason and its test."""
    every = [exp.Case(ifs=[exp.If(this=wrong, true=exp.Literal.string(words))]) for words, wrong in rows]
    reasons = queries.named(exp.Explode(this=exp.Array(expressions=every)), "reason")
    query = queries.select([exp.column(HOUSE), reasons], queries.table(table))
    keys = [exp.column(HOUSE), exp.column("reason")]
    is_one = exp.Not(this=exp.Is(this=exp.column("reason"), expression=exp.null()))
    return queries.select(keys, queries.nested(query, "faulty"), where=[is_one], group=keys)


def _of_fact(declared: Fact) -> tuple[str, exp.Expr]:
    """What a fact cannot say, with its test: ends out of range or in the wrong order, options there are not, a link to the same twice."""
    columns = [exp.column(name) for name in columns_of(declared)]
    if isinstance(declared, Link):
        empty = exp.ArraySize(this=exp.column(declared.name)).eq(0)
        distinct = exp.ArraySize(this=exp.ArrayDistinct(this=exp.column(declared.name)))
        twice = exp.ArraySize(this=exp.column(declared.name)) > distinct
        return f"{declared.path} leads nowhere at all, or to the same twice", exp.or_(empty, twice)
    if isinstance(declared, Choice):
        return f"{declared.path} holds options there are not", exp.or_(columns[0] < 1, columns[0] > declared.domain[0])
    assert bounded(declared)
    low, high = columns
    least, most = declared.domain
    half = exp.NEQ(this=exp.Paren(this=low.is_(exp.null())), expression=exp.Paren(this=high.is_(exp.null())))
    wrong = exp.or_(half, low.copy() > high.copy(), low.copy() < least, high.copy() > most)
    extent = f"{declared.show((least, least))} to {declared.show((most, most))}"
    return f"{declared.path} lies outside {extent}, or its ends are the wrong way round", wrong


def _lost(declared: Link, *, is_given: bool) -> exp.Query:
    """Links to nothing there is. They are read end by end, because one that leads nowhere would otherwise be taken for nothing."""
    thing, to = declared.thing, declared.to
    words = f"{declared.path} leads to no {to} of the house"
    ends = queries.select([exp.column(HOUSE), queries.named(exp.Explode(this=exp.column(declared.name)), "target")], queries.table(thing))
    is_end = [exp.NEQ(this=exp.column("target", "own"), expression=sql.number(NOTHING))] if declared.optional else []
    house, own = [exp.column(HOUSE, "own")], queries.nested(ends, "own")
    if not is_given:
        return _reason(queries.select(house, own, where=is_end), words)
    lists = queries.select([exp.column(HOUSE), queries.named(exp.column(PLACE), "there")], queries.table(to))
    joined = queries.join(
        queries.nested(lists, "other"), queries.same(HOUSE, "own", "other"), queries.same("target", "own", "other", "there"), left=True
    )
    lost = exp.Is(this=exp.column("there", "other"), expression=exp.null())
    return _reason(queries.select(house, own, joins=[joined], where=[lost, *is_end]), words)


def _twice(table: str, words: str, *, place: bool = False) -> exp.Query:
    """Houses that have several rows, or several with the same place."""
    keys = [exp.column(HOUSE), *([exp.column(PLACE)] if place else [])]
    query = queries.select([exp.column(HOUSE)], queries.table(table), group=keys)
    query.set("having", exp.Having(this=exp.Count(this=exp.Star()) > 1))
    return _reason(query, words)


def _reason(query: exp.Select, words: str) -> exp.Query:
    reason = queries.named(exp.Literal.string(words), "reason")
    return queries.select([exp.column(HOUSE), reason], queries.nested(query, "faulty"), group=[exp.column(HOUSE)])


def contradictions() -> Edition:
    """What every house must possibly fulfil, as an edition of its own: a house that certainly does not contradicts itself."""
    clauses = {str(number): _clause(number, rule, node) for number, (rule, node) in enumerate(consistency.rules())}
    return Edition("consistency", "What a survey cannot say", "", None, None, (), "", {}, {}, {}, {}, clauses)


def _clause(number: int, rule: consistency.Possible, node: nodes.Node) -> Clause:
    return Clause(
        id=str(number), settles=(), encoded=Encoded.ASKED, force=Force.MUST, says=rule.message, each=rule.each or None, applies=None,
        limits=(), requires=node, alternatives=(), proof=node, readings=(), remedy="", paragraph="", page="", from_=None, until=None,
        place="",
    )  # fmt: skip
