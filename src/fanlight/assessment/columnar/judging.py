"""A clause as columns: for each of its subjects the verdict, what was measured and required, and how many facts are missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from fanlight.assessment.columnar import pairs, sql
from fanlight.assessment.columnar.lacking import Facts, as_list, count, small, together, where
from fanlight.assessment.columnar.missing import Missing, list_of
from fanlight.assessment.columnar.observing import is_unlisted
from fanlight.assessment.columnar.pairs import Pair
from fanlight.assessment.columnar.pool import Book, Frame, Pool
from fanlight.assessment.columnar.sql import FALSE, Sql, both, case, no, plain
from fanlight.assessment.columnar.values import Values, renamed
from fanlight.assessment.finding import Verdict
from fanlight.assessment.shape import split
from fanlight.standards.edition import Clause, Edition, Force
from fanlight.standards.nodes import Node

CODES = {verdict: code for code, verdict in enumerate(Verdict)}
"""How a verdict is written in the column of a query."""

TABLES = {"": "", "_measured": "BIGINT", "_wide": "INT128"}
"""The tables of findings, by the end of their names, and the type of the figures in each; in the first there are none."""

MEASURES = ("measured_low", "measured_high", "required_low", "required_high")


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """The findings of one clause: on which rows of a frame there are any, and their columns. Without `subject` they are of the house.

    `measures` holds for each measure what was measured and what is required, two ends each; where not `measured` there are none.
    """

    clause: str
    pool: Pool
    rows: Sql
    subject: bool
    verdict: Sql
    measures: tuple[tuple[Sql, ...], ...]
    measured: Sql
    missing: Sql
    facts: Sql
    is_wide: bool = False

    @property
    def kind(self) -> str:
        """Which table its findings go to: that of clauses that measure nothing, or something, or what needs wide columns."""
        return "_wide" if self.is_wide else "_measured" if self.measures else ""

    @property
    def shown(self) -> tuple[Sql, ...]:
        """Everything a query shows of it."""
        return (self.rows, self.verdict, *(part for ends in self.measures for part in ends), self.measured, self.missing, self.facts)


class Judge:
    """Compiles the clauses of an edition, as they stand on a day.

    `lacking` says whether the number of missing facts is wanted too, and `facts` whether they are wanted themselves.
    """

    def __init__(self, edition: Edition, book: Book, on: date | None, *, lacking: bool = True, facts: bool = False) -> None:
        self.edition, self.book, self.on, self.lacking, self.facts = edition, book, on, lacking, facts
        self.values = Values(book, {path: term.node for path, term in edition.terms.items()})
        self.missing = Missing(self.values)

    def judged(self, clause: Clause) -> Iterator[Judged]:
        """The findings of a clause. Raises TooLarge where no column can hold its values."""
        if clause.proof is None:
            return
        house = self.book.pool(())
        if self.on and not clause.in_force_on(self.on):
            yield self._not_applying(clause, house, sql.TRUE)
            return
        of_house, of_subject = split(clause.applies, clause.each)
        condition = self._condition(of_house)
        if clause.each is None:
            yield self._findings(clause, house, (), condition, None)
            return
        rows = self.book.gathered(
            ("rows", clause.each), "rows", (), (clause.each,), lambda _: ((sql.total(sql.figure(1), "BIGINT"), sql.figure(0)),)
        )
        none = sql.binary("=", house.ref(rows[0], ()), plain(0))
        yield self._not_applying(clause, house, sql.either(no(self._of_house(condition, house).high), none))
        frame = (clause.each,)
        subject = renamed(of_subject, {clause.each: "0"}) if of_subject else None
        yield self._findings(clause, self.book.pool(frame), frame, condition, subject)

    def _condition(self, of_house: Node | None) -> object:
        """What a clause asks of the house before it asks anything of its subjects; kept, because many clauses ask the same."""
        if of_house is None:
            return None

        def make(pool: Pool) -> tuple[Sql, ...]:
            pair = self.values.where(of_house, pool)
            return pair.low, pair.high

        return self.book.made(("condition", of_house), "condition", (), make)

    @staticmethod
    def _of_house(condition: object, pool: Pool) -> Pair:
        if condition is None:
            return pairs.YES
        assert isinstance(condition, tuple)
        return pairs.truth(*(pool.ref(kept, ()) for kept in condition))

    def _not_applying(self, clause: Clause, pool: Pool, rows: Sql) -> Judged:
        return Judged(clause.id, pool, rows, False, plain(CODES[Verdict.DOES_NOT_APPLY]), (), FALSE, plain(0), sql.empty())

    def _findings(self, clause: Clause, pool: Pool, frame: Frame, condition: object, of_subject: Node | None) -> Judged:
        names = {clause.each: "0"} if clause.each else {}
        of_house = self._of_house(condition, pool)
        asked = self.values.where(of_subject, pool) if of_subject else pairs.YES
        applies = pairs.truth(pool.let(both(of_house.low, asked.low)), pool.let(both(of_house.high, asked.high)))
        assert clause.proof is not None
        proof = renamed(clause.proof, names)
        left_open = bool(self.edition.left_open.intersection(clause.readings))
        holds = pairs.OPEN if left_open else self.values.where(proof, pool)
        verdict = pool.let(self._verdict(clause, applies, holds, is_unlisted(pool, 0) if frame else FALSE))
        limits = [tuple(self.values.pair(renamed(part, names), pool) for part in (one.measure, one.limit)) for one in clause.limits]
        unknown = both(applies.high, sql.binary("=", verdict, plain(CODES[Verdict.CANNOT_TELL])))
        facts = self._lacking(clause, pool, (applies, proof, left_open)) if self.lacking else None
        return Judged(
            clause.id,
            pool,
            of_house.high if frame else sql.TRUE,
            bool(frame),
            case((no(applies.high), plain(CODES[Verdict.DOES_NOT_APPLY])), other=verdict),
            tuple((one.low, one.high, other.low, other.high) for one, other in limits),
            applies.high,
            case((unknown, count(facts, pool)), other=plain(0)) if facts else plain(0),
            pool.let(case((unknown, as_list(facts)), other=sql.empty())) if self.facts and facts else sql.empty(),
            any(max(-one.least, one.most) > sql.NARROW for limit in limits for one in limit),
        )

    @staticmethod
    def _verdict(clause: Clause, applies: Pair, proof: Pair, unlisted: Sql) -> Sql:
        """The verdict where the clause may apply."""
        not_met, cannot_tell, met, not_applying = (plain(CODES[verdict]) for verdict in Verdict)
        if clause.force is Force.MAY:
            certainly, possibly = both(applies.low, proof.low), both(applies.high, proof.high)
            return case((certainly, met), (possibly, cannot_tell), other=not_applying)
        fails = both(no(unlisted), applies.low, no(proof.high))
        return case((proof.low, case((applies.low, met), other=cannot_tell)), (fails, not_met), other=cannot_tell)

    def _lacking(self, clause: Clause, pool: Pool, parts: tuple[Pair, Node, bool]) -> Facts:
        """The facts that are missing where nobody can tell."""
        applies, proof, left_open = parts
        asked = renamed(clause.applies, {clause.each: "0"} if clause.each else {}) if clause.applies else None
        condition = where(applies.open, self.missing.reason(asked, pool, "open")) if asked else None
        proven = self.missing.reason(proof, pool, "open") if left_open else self.missing.own(proof, pool)
        unlisted = where(is_unlisted(pool, 0), list_of(clause.each)) if clause.each else None
        return small(together((condition, proven, unlisted)), pool)
