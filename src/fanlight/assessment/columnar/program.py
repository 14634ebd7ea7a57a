"""An edition as a program over a whole stock: the tables to make, and a query of findings for each clause."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from sqlglot import exp

from fanlight.assessment.columnar import observing, queries, sql
from fanlight.assessment.columnar.judging import MEASURES, TABLES, Judge, Judged
from fanlight.assessment.columnar.layout import HOUSE
from fanlight.assessment.columnar.loading import Loading
from fanlight.assessment.columnar.planning import Plan, Step, Writer
from fanlight.assessment.columnar.pool import Book
from fanlight.assessment.columnar.sql import TooLarge
from fanlight.facts.vocabulary import fact
from fanlight.standards.edition import Edition

HEAD = {HOUSE: "BIGINT", "clause": "INT", "subject": "INT", "verdict": "TINYINT", "missing": "INT"}


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
                    kept.is_read = True
        self.plan = Plan(self.book)
        self.plan.mark(self.findings)

    def first(self, given: Mapping[str, Sequence[str]]) -> Iterator[Step]:
        """The first tables, made of those of a stock: `given` names the columns of each."""
        return Loading(self.plan, given, self.on).steps()

    def further(self, level: int) -> Iterator[Step]:
        """The tables after so many gatherings."""
        return Writer(self.plan).steps(level)

    def found(self, level: int) -> Iterator[tuple[Judged, exp.Query]]:
        """The findings that can be queried after so many gatherings."""
        writer = Writer(self.plan)
        for each in self.findings:
            if max(each.pool.level(part) for part in each.shown) == level:
                yield each, self._query(each, writer)

    def _query(self, each: Judged, writer: Writer) -> exp.Query:
        rows = writer.rows(each.pool, each.shown)
        number = sql.plain(self.clauses.index(each.clause)).tree
        subject = exp.column("k0") if each.subject else exp.null()
        values = {
            HOUSE: exp.column(HOUSE),
            "clause": number,
            "subject": subject,
            "verdict": each.verdict.tree,
            "missing": each.missing.tree,
        }
        shown = [queries.named(exp.Cast(this=value, to=sql.type_of(HEAD[name])), name) for name, value in values.items()]
        if each.measures:
            shown += [queries.named(self._end(each, *place), name) for name, place in self.measures().items()]
        if self.facts:
            shown.append(queries.named(sql.once(each.facts).tree, "facts"))
        return queries.select(shown, queries.nested(rows, "rows_of"), where=[each.rows.tree])

    def measures(self) -> dict[str, tuple[int, int]]:
        """The columns of what was measured and required, with the numbers of the measure and of the end. Few clauses have more than one."""
        most = max((len(each.measures) for each in self.findings), default=0)
        numbers = range(max(most, 1))
        return {f"{name}_{number + 1}" if number else name: (number, end) for number in numbers for end, name in enumerate(MEASURES)}

    def columns(self, kind: str) -> dict[str, str]:
        """The columns of a table of findings and their types. What a clause measures, and where it does not apply, is NULL."""
        figures = dict.fromkeys(self.measures(), TABLES[kind]) if kind else {}
        return {**HEAD, **figures, **({"facts": "BIGINT[]"} if self.facts else {})}

    def _end(self, each: Judged, number: int, end: int) -> exp.Expr:
        kind = sql.type_of(TABLES[each.kind])
        if number >= len(each.measures):
            return exp.Cast(this=exp.null(), to=kind)
        value = exp.Cast(this=each.measures[number][end].operand, to=kind)
        return value if each.measured is sql.TRUE else exp.Case(ifs=[exp.If(this=each.measured.tree, true=value)])
