"""Running a program on DuckDB."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any as Anything

from fanlight.assessment.columnar import sql
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
        """Put the findings of every clause into a table."""
        self.run(program, self.texts(program, self.given()), into)

    def run(self, program: Program, texts: Sequence[tuple[str, str, str]], into: str) -> None:
        """The same, with everything to run written before."""
        self._make_findings(program, into)
        for kind, name, text in texts:
            self.connection.execute(f"create or replace temp table {name} as {text}" if kind == "table" else f"insert into {into} {text}")

    def _make_findings(self, program: Program, into: str) -> None:
        columns = ", ".join(f"{name} {sql.type_of(kind).sql(DIALECT)}" for name, kind in program.columns.items())
        self.connection.execute(f"create or replace temp table {into} ({columns})")

    @staticmethod
    def texts(program: Program, given: Mapping[str, Sequence[str]]) -> list[tuple[str, str, str]]:
        """Everything to run, in order: tables to make and findings to add."""
        found = [("table", step.name, step.query.sql(DIALECT, copy=False)) for step in program.first(given)]
        for level in range(program.plan.deepest + 1):
            found += [("table", step.name, step.query.sql(DIALECT, copy=False)) for step in program.further(level)]
            found += [("findings", clause, query.sql(DIALECT, copy=False)) for clause, query in program.found(level)]
        return found
