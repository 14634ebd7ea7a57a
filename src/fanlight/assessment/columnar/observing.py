"""What a stock says of a thing: the columns of its facts, and where its links lead."""

from dataclasses import dataclass

from sqlglot import exp

from fanlight.assessment.columnar import sql
from fanlight.assessment.columnar.layout import NOTHING, UNLISTED, columns_of
from fanlight.assessment.columnar.pool import Book, Frame, Kept, Pool
from fanlight.assessment.columnar.sql import Sql
from fanlight.assessment.model import SINGLES
from fanlight.facts.kinds import Fact
from fanlight.facts.vocabulary import fact


def frame_of(thing: str) -> Frame:
    """The frame of one thing: things of which there is one stand with the house."""
    return () if thing in SINGLES else (thing,)


def observed(book: Book, declared: Fact) -> tuple[Kept, ...]:
    """The columns of a fact as observed; of one that nobody observed, its whole range."""
    frame = frame_of(declared.thing)
    return tuple(book.observed(frame, stem(declared, name)) for name in columns_of(declared))


def seen(book: Book, declared: Fact) -> Kept:
    """Whether anybody observed a fact."""
    return book.observed(frame_of(declared.thing), stem(declared, f"{declared.name}__seen"))


def stem(declared: Fact, name: str) -> str:
    """A column's name in its frame: the thing is part of the frame's name, but for things of which there is one."""
    return f"{declared.thing}_{name}" if declared.thing in SINGLES else name


def times(book: Book, thing: str) -> Kept:
    """How many things a row may stand for: more than one only where nobody listed it."""
    return book.observed((thing,), "__times")


def is_unlisted(pool: Pool, position: int) -> Sql:
    """Whether a row stands for things that nobody listed."""
    return sql.binary("=", pool.place(position), sql.plain(UNLISTED))


@dataclass(frozen=True, slots=True, eq=False)
class Ends:
    """Where some links in a row may lead: how many ends there are, how many of them are nothing, the one there is, and all the things."""

    count: Sql
    nothings: Sql
    one: Sql
    things: Sql

    @property
    def single(self) -> Sql:
        """Whether there is but one end."""
        return sql.binary("=", self.count, sql.plain(1))

    def hold(self, place: Sql) -> Sql:
        """Whether a thing is one of the ends."""
        return sql.case((self.single, sql.binary("=", self.one, place)), other=sql.among(self.things, place))


def ends(book: Book, pool: Pool, position: int, links: tuple[str, ...]) -> Ends:
    """The ends of some links that start from a thing of a frame; without links the thing itself."""
    if not links:
        place = pool.place(position)
        return Ends(sql.plain(1), sql.plain(0), place, sql.listed(sql.cast(place, "BIGINT")))
    return Ends(*(pool.ref(kept, (position,)) for kept in _ends(book, links)))


def _ends(book: Book, links: tuple[str, ...]) -> tuple[Kept, ...]:
    """The columns of the ends of some links, gathered over those of the first."""
    first, rest = links[0], links[1:]

    def gather(pool: Pool) -> tuple[tuple[Sql, Sql], ...]:
        nowhere = leads_nowhere(pool)
        found = ends(book, pool, 0, rest)
        one, zero = sql.figure(1), sql.figure(0)
        count, nothings = sql.case((nowhere, one), other=found.count), sql.case((nowhere, one), other=found.nothings)
        end = sql.case((nowhere, sql.plain(NOTHING)), other=found.one)
        things = (
            sql.lists_joined(sql.case((nowhere, sql.empty()), other=found.things))
            if rest
            else _rows_where(sql.cast(pool.place(0), "BIGINT"), sql.no(nowhere))
        )
        return (
            (sql.total(count, "BIGINT"), zero),
            (sql.total(nothings, "BIGINT"), zero),
            (sql.lowest(end), sql.plain(NOTHING)),
            (things, sql.empty()),
        )

    return book.gathered(("ends", links), "ends", (fact(first).thing,), (first,), gather)


def _rows_where(part: Sql, test: Sql) -> Sql:
    """The figures of those rows of which a test holds, as a list."""

    def make(tree: exp.Expr, where: exp.Expr) -> exp.Expr:
        return exp.Filter(this=exp.ArrayAgg(this=tree), expression=exp.Where(this=where))

    return sql.filled(sql.of(make, part, test), sql.empty())


def leads_nowhere(pool: Pool) -> Sql:
    """In the frame of a link: whether this end of it is nothing."""
    return sql.binary("=", pool.place(0), sql.plain(NOTHING))
