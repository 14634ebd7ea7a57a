"""An edition as a program over a whole stock: the tables to make, and a query of findings for each clause."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from sqlglot import exp

from fanlight.assessment.columnar import observing, sql
from fanlight.assessment.columnar.judging import MEASURES, Judge, Judged
from fanlight.assessment.columnar.layout import HOUSE
from fanlight.assessment.columnar.loading import Loading
from fanlight.assessment.columnar.planning import Plan, Step, Writer
from fanlight.assessment.columnar.pool import Book
from fanlight.assessment.columnar.sql import TooLarge, named
from fanlight.facts.vocabulary import fact
from fanlight.standards.edition import Edition

FINDINGS = (HOUSE, "clause", "subject", "verdict", *MEASURES, "missing")


class Program:
    """A compiled edition. `too_large` names the clauses whose figures no column can hold: only the interpreter can decide them."""

    def __init__(self, edition: Edition, *, on: date | None = None, lacking: bool = True, facts: bool = False) -> None:
        self.edition, self.on, self.facts = edition, on, facts
        self.book = Book()
        self.clauses: list[str] = []
        self.too_large: list[str] = []
        self.findings: list[Judged] = []
        judge = Judge(edition, self.book, on, lacking=lacking)
        for clause in edition.clauses.values():
            try:
                judged = list(judge.judged(clause))
            except TooLarge:
                self.too_large.append(clause.id)
                continue
            self.findings += judged
            self.clauses += [clause.id] if judged else []
        for frame in list(self.book.pools):
            for link in (item for item in frame if "." in item):
                for kept in (*observing.observed(self.book, fact(link)), observing.seen(self.book, fact(link))):
                    kept.last = 0
        self.plan = Plan(self.book)
        self.plan.mark(self.findings)
        self.is_wide = any(each.is_wide for each in self.findings)

    def first(self, given: Mapping[str, Sequence[str]]) -> Iterator[Step]:
        """The first tables, made of those of a stock: `given` names the columns of each."""
        return Loading(self.plan, given, self.on).steps()

    def further(self, level: int) -> Iterator[Step]:
        """The tables after so many gatherings."""
        return Writer(self.plan).steps(level)

    def found(self, level: int) -> Iterator[tuple[str, exp.Query]]:
        """The queries of findings that can be answered after so many gatherings, each with its clause."""
        writer = Writer(self.plan)
        for each in self.findings:
            if max(each.pool.level(part) for part in each.shown) == level:
                yield each.clause, self._query(each, writer, level)

    def _query(self, each: Judged, writer: Writer, level: int) -> exp.Query:
        rows = writer.rows(each.pool, each.shown, level)
        number = exp.Cast(this=exp.Literal.number(self.clauses.index(each.clause)), to=sql.type_of("INT"))
        subject = exp.column("k0") if each.subject else exp.null()
        shown = [
            exp.column(HOUSE),
            named(number, "clause"),
            named(exp.Cast(this=subject, to=sql.type_of("INT")), "subject"),
            named(exp.Cast(this=each.verdict.tree, to=sql.type_of("TINYINT")), "verdict"),
            *(named(self._ends(each, place), name) for place, name in enumerate(MEASURES)),
            named(exp.Cast(this=each.missing.tree, to=sql.type_of("INT")), "missing"),
        ]
        if self.facts:
            shown.append(named(sql.once(each.facts).tree, "facts"))
        return sql.select(shown, sql.nested(rows, "rows_of"), where=[each.rows.tree])

    def _ends(self, each: Judged, place: int) -> exp.Expression:
        """One end of what was measured or required, for each measure of the clause; none where the clause does not apply."""
        kind = "INT128[]" if self.is_wide else "BIGINT[]"
        none = sql.cast(sql.empty(), kind)
        if not each.measures:
            return none.tree
        ends = sql.cast(sql.listed(*(measure[place] for measure in each.measures)), kind)
        return sql.case((each.measures[0][4], ends), other=none).tree
