"""Houses of a stock that cannot be assessed: what is wrong with their rows, each with its reason."""

from collections.abc import Iterator, Mapping

from sqlglot import exp

from fanlight.assessment import consistency
from fanlight.assessment.columnar import queries
from fanlight.assessment.columnar.layout import HOUSE, NOTHING, PLACE, STOCK, bounded, columns_of, kept
from fanlight.facts.kinds import Choice, Fact, Link
from fanlight.facts.thing import Thing
from fanlight.facts.vocabulary import THINGS
from fanlight.standards import nodes
from fanlight.standards.edition import Clause, Edition, Encoded, Force

Given = Mapping[str, object]


def faults(given: Mapping[str, Given]) -> Iterator[exp.Query]:
    """Queries of faulty houses, each with its reason; `given` names the columns of each table there is."""
    yield _fault(STOCK, "is in the table of houses more than once", group=True)
    for name, thing in THINGS.items():
        if name in given:
            yield from _of_thing(thing, given[name])


def _of_thing(thing: type[Thing], given: Given) -> Iterator[exp.Query]:
    if thing.plural is None:
        yield _fault(thing.name, f"has more than one {thing.name}", group=True)
    else:
        yield _fault(thing.name, f"has two rows for one place in its list of {thing.plural}", group=True, place=True)
        places = exp.or_(exp.column(PLACE).is_(exp.null()), exp.column(PLACE) < 0, exp.column(PLACE) >= thing.at_most)
        yield _fault(thing.name, f"has more {thing.plural} than the {thing.at_most} there can be, or one without a place", places)
    for declared in kept(thing):
        if set(columns_of(declared)) <= given.keys():
            yield from _of_fact(declared, given)


def _of_fact(declared: Fact, given: Given) -> Iterator[exp.Query]:
    """What a fact cannot say: ends out of its range or in the wrong order, options there are not, links to nothing there is."""
    columns = [exp.column(name) for name in columns_of(declared)]
    if isinstance(declared, Link):
        yield from _of_link(declared)
    elif isinstance(declared, Choice):
        every = declared.domain[0]
        wrong = exp.or_(columns[0] < 1, columns[0] > every)
        yield _fault(declared.thing, f"{declared.path} holds options there are not", wrong)
    else:
        assert bounded(declared)
        low, high = columns
        least, most = declared.domain
        half = exp.NEQ(this=exp.Paren(this=low.is_(exp.null())), expression=exp.Paren(this=high.is_(exp.null())))
        wrong = exp.or_(half, low.copy() > high.copy(), low.copy() < least, high.copy() > most)
        extent = f"{declared.show((least, least))} to {declared.show((most, most))}"
        words = f"{declared.path} lies outside {extent}, or its ends are the wrong way round"
        yield _fault(declared.thing, words, wrong)


def _of_link(declared: Link) -> Iterator[exp.Query]:
    """Links are read end by end, because one that leads nowhere would otherwise be taken for nothing."""
    thing, to = declared.thing, declared.to
    ends = queries.select([exp.column(HOUSE), queries.named(exp.Explode(this=exp.column(declared.name)), "target")], queries.table(thing))
    lists = queries.select([exp.column(HOUSE), queries.named(exp.column(PLACE), "there")], queries.table(to))
    joined = queries.join(
        queries.nested(lists, "other"), queries.same(HOUSE, "own", "other"), queries.same("target", "own", "other", "there"), left=True
    )
    nothing = exp.column("target", "own").eq(NOTHING)
    lost = exp.column("there", "other").is_(exp.null())
    wrong = exp.and_(lost, exp.not_(nothing)) if declared.optional else lost
    yield _reason(
        queries.select([exp.column(HOUSE, "own")], queries.nested(ends, "own"), joins=[joined], where=[wrong]),
        f"{declared.path} leads to no {to} of the house",
    )
    empty = exp.ArraySize(this=exp.column(declared.name)).eq(0)
    distinct = exp.ArraySize(this=exp.ArrayDistinct(this=exp.column(declared.name)))
    twice = exp.ArraySize(this=exp.column(declared.name)) > distinct
    yield _fault(thing, f"{declared.path} leads nowhere at all, or to the same twice", exp.or_(empty, twice))


def _fault(table: str, words: str, wrong: exp.Expr | None = None, *, group: bool = False, place: bool = False) -> exp.Query:
    if not group:
        assert wrong is not None
        return _reason(queries.select([exp.column(HOUSE)], queries.table(table), where=[wrong]), words)
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
