"""Running a program on DuckDB."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any as Anything

from fanlight.assessment.columnar import sql
from fanlight.assessment.columnar.judging import TABLES
from fanlight.assessment.columnar.program import Program

DIALECT = "duckdb"


@dataclass(slots=True)
class Duck:
    """A connection to DuckDB in which the tables of a stock stand under the names of their things."""

    connection: Anything

    def given(self) -> dict[str, list[str]]:
        """The columns of each table of the stock."""
        rows = self.connection.execute("select table_name, column_name from information_schema.columns").fetchall()
        found: dict[str, list[str]] = {}
        for table, column in rows:
            found.setdefault(table, []).append(column)
        return found

    def assess(self, program: Program, into: str = "findings") -> None:
        """Put the findings of every clause into tables: those that measure something into `findings_measured` and `findings_wide`."""
        self.run(program, self.texts(program, self.given()), into)

    def run(self, program: Program, texts: Sequence[tuple[str, str, str]], into: str) -> None:
        """The same, with everything to run written before."""
        for end in TABLES:
            columns = ", ".join(f"{column} {sql.type_of(kind).sql(DIALECT)}" for column, kind in program.columns(end).items())
            self.connection.execute(f"create or replace temp table {into}{end} ({columns})")
        for kind, name, text in texts:
            place = f"create or replace temp table {name} as" if kind == "table" else f"insert into {into}{name}"
            self.connection.execute(f"{place} {text}")

    @staticmethod
    def texts(program: Program, given: Mapping[str, Sequence[str]]) -> list[tuple[str, str, str]]:
        """Everything to run, in order: tables to make, and findings to add to one table or another."""
        found = [("table", step.name, step.query.sql(DIALECT, copy=False)) for step in program.first(given)]
        for level in range(program.plan.deepest + 1):
            found += [("table", step.name, step.query.sql(DIALECT, copy=False)) for step in program.further(level)]
            for judged, query in program.found(level):
                found.append(("findings", judged.kind, query.sql(DIALECT, copy=False)))
        return found
