"""An edition as a program over a whole stock: the tables to make, and a query of findings for each clause."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlglot import exp

from fanlight.assessment.columnar import observing, queries, sql
from fanlight.assessment.columnar.joining import Chosen
from fanlight.assessment.columnar.judging import CODES, MEASURES, TABLES, Judge, Judged
from fanlight.assessment.columnar.layout import HOUSE
from fanlight.assessment.columnar.loading import Loading
from fanlight.assessment.columnar.plan import Plan, Step
from fanlight.assessment.columnar.planning import Writer
from fanlight.assessment.columnar.pool import Book, Frame
from fanlight.assessment.columnar.sql import Sql, TooLarge
from fanlight.facts.vocabulary import fact
from fanlight.standards.edition import Edition

HEAD = {HOUSE: "BIGINT", "clause": "VARCHAR", "verdict": "VARCHAR", "subject": "INT", "missing": "INT"}
A_SHEET = 40
"""How many clauses stand side by side in one table: more are worked out together, but planning grows faster than their number."""
ALIKE = 8
"""So many clauses that ask the same of a house before they look at its things have tables of their own."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of findings side by side: their numbers, and of which rows of their frame there are any.

    `tests` are the different tests of its clauses; where there is but one, every row of the table has a finding of each clause.
    """

    name: str
    numbers: tuple[int, ...]
    rows: Sql
    tests: tuple[str, ...]

    def test(self, each: Judged) -> str | None:
        """The column that says whether there is a finding of a clause; None where there always is."""
        return f"rows_{self.tests.index(each.rows.text)}" if each.rows.names and len(self.tests) > 1 else None


class Program:
    """A compiled edition. `too_large` names the clauses whose figures no column can hold: only the interpreter can decide them."""

    def __init__(self, edition: Edition, *, on: date | None = None, lacking: bool = True, facts: bool = False) -> None:
        self.edition, self.on, self.lacking, self.facts = edition, on, lacking, facts
        self.book = Book()
        self.clauses: list[str] = []
        self.too_large: list[str] = []
        self.findings: list[Judged] = []
        judge = Judge(edition, self.book, on, lacking=lacking, facts=facts)
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
        self.layout = tuple(self._layout())

    def first(self, given: Mapping[str, Sequence[str]]) -> Iterator[Step]:
        """The first tables, made of those of a stock: `given` names the columns of each."""
        return Loading(self.plan, given, self.on).steps()

    def further(self, level: int) -> Iterator[Step]:
        """The tables after so many gatherings."""
        return Writer(self.plan).steps(level)

    def sheets(self) -> Iterator[Step]:
        """Tables in which the findings of many clauses of one frame stand side by side: what several ask is worked out once."""
        writer = Writer(self.plan)
        for sheet in self.layout:
            findings = {number: self.findings[number] for number in sheet.numbers}
            pool = findings[sheet.numbers[0]].pool
            parts = [part for each in findings.values() for part in each.shown]
            rows = writer.rows(pool, parts, Chosen(pool, [(sheet.rows,)]))
            shown = {column: part for number, each in findings.items() for column, part in self._cells(sheet, number, each)}
            keys = [exp.column(HOUSE), *([exp.column("k0")] if pool.frame else [])]
            columns = [queries.named(part, column) for column, part in shown.items()]
            yield Step(sheet.name, queries.select([*keys, *columns], queries.nested(rows, "rows_of")))

    def _layout(self) -> Iterator[Sheet]:
        """Which findings stand in which table: those of one frame, so many to a table that it can still be planned quickly.

        Where many clauses ask the same of a house before they look at its things, the table has only the rows of such houses.
        """
        of_frame: dict[Frame, dict[str, list[int]]] = {}
        for number, each in enumerate(self.findings):
            of_frame.setdefault(each.pool.frame, {}).setdefault(each.rows.text, []).append(number)
        for frame, alike in of_frame.items():
            few = sorted(number for numbers in alike.values() if len(numbers) < ALIKE for number in numbers)
            groups = [few, *(numbers for numbers in alike.values() if len(numbers) >= ALIKE)]
            parts = [numbers[first : first + A_SHEET] for numbers in groups for first in range(0, len(numbers), A_SHEET)]
            for place, numbers in enumerate(parts):
                rows = {self.findings[number].rows.text: self.findings[number].rows for number in numbers}
                yield Sheet(f"sheet_{'_'.join(frame) or 'houses'}_{place}", tuple(numbers), sql.either(*rows.values()), tuple(rows))

    def _cells(self, sheet: Sheet, number: int, each: Judged) -> Iterator[tuple[str, exp.Expr]]:
        """The columns of a clause in such a table. What is the same in every row has none."""
        rows = sheet.test(each)
        if rows:
            yield rows, each.rows.tree
        for name, part, kind in (("verdict", each.verdict, "TINYINT"), ("missing", each.missing, "INT")):
            if part.names:
                yield f"{name}_{number}", exp.Cast(this=part.tree, to=sql.type_of(kind))
        for name, (measure, end) in self.measures().items():
            if measure < len(each.measures):
                yield f"{name}_{number}", self._end(each, measure, end)
        if self.facts:
            yield f"facts_{number}", sql.once(each.facts).tree

    def found(self, kind: str, *, stacked: bool = False) -> exp.Query | None:
        """The findings that go to one of TABLES, a row each, out of the sheets; None where there are none.

        Each sheet is read once for each clause, or once for all of them where they are to be `stacked`.
        """
        return self._every(lambda each: each.kind == kind, self._row, stacked)

    def counted(self, *, stacked: bool = False) -> exp.Query | None:
        """The number of the clause and of the verdict of every finding."""
        return self._every(lambda each: True, self._counted, stacked)

    def _every(
        self, wanted: Callable[[Judged], bool], shown: Callable[[int, Judged], list[exp.Alias]], stacked: bool
    ) -> exp.Query | None:  # fmt: skip
        made: list[exp.Query] = []
        for sheet in self.layout:
            findings = {number: self.findings[number] for number in sheet.numbers if wanted(self.findings[number])}
            tests = [sheet.test(each) for each in findings.values()]
            cells = [
                (exp.column(test) if test else None, shown(number, each))
                for test, (number, each) in zip(tests, findings.items(), strict=True)
            ]
            if cells and stacked:
                made.append(queries.stacked(cells, queries.table(sheet.name)))
            elif cells:
                made += [queries.select(columns, queries.table(sheet.name), where=[rows] if rows else []) for rows, columns in cells]
        return queries.together(made) if made else None

    def _row(self, number: int, each: Judged) -> list[exp.Alias]:
        columns = self.columns(each.kind)
        verdict = exp.Case(
            this=self._cell("verdict", each.verdict, number),
            ifs=[exp.If(this=sql.number(code), true=exp.Literal.string(word.value)) for word, code in CODES.items()],
        )
        values: dict[str, exp.Expr] = {
            HOUSE: exp.column(HOUSE),
            "clause": exp.Literal.string(each.clause),
            "verdict": verdict if each.verdict.names else exp.Literal.string(list(CODES)[int(each.verdict.text)].value),
            "subject": exp.column("k0") if each.subject else exp.null(),
            "missing": self._cell("missing", each.missing, number),
        }
        for name, (measure, _) in self.measures().items():
            if name in columns:
                values[name] = exp.column(f"{name}_{number}") if measure < len(each.measures) else exp.null()
        if self.facts:
            values["facts"] = exp.column(f"facts_{number}")
        return [queries.named(exp.Cast(this=values[name], to=sql.type_of(kind)), name) for name, kind in columns.items()]

    def _counted(self, number: int, each: Judged) -> list[exp.Alias]:
        place = exp.Cast(this=sql.number(self.clauses.index(each.clause)), to=sql.type_of("INT"))
        verdict = exp.Cast(this=self._cell("verdict", each.verdict, number), to=sql.type_of("TINYINT"))
        return [queries.named(place, "clause"), queries.named(verdict, "verdict")]

    @staticmethod
    def _cell(name: str, part: Sql, number: int) -> exp.Expr:
        return exp.column(f"{name}_{number}") if part.names else part.tree

    def measures(self) -> dict[str, tuple[int, int]]:
        """The columns of what was measured and required, with the numbers of the measure and of the end. Few clauses have more than one."""
        most = max((len(each.measures) for each in self.findings), default=0)
        numbers = range(max(most, 1))
        return {f"{name}_{number + 1}" if number else name: (number, end) for number in numbers for end, name in enumerate(MEASURES)}

    def columns(self, kind: str) -> dict[str, str]:
        """The columns of a table of findings and their types. What a clause measures, and where it does not apply, is NULL."""
        figures = dict.fromkeys(self.measures(), TABLES[kind]) if kind else {}
        return {**HEAD, **figures, **({"facts": "BIGINT[]"} if self.facts else {})}

    @staticmethod
    def _end(each: Judged, number: int, end: int) -> exp.Expr:
        value = exp.Cast(this=each.measures[number][end].operand, to=sql.type_of(TABLES[each.kind]))
        return value if each.measured is sql.TRUE else exp.Case(ifs=[exp.If(this=each.measured.tree, true=value)])
