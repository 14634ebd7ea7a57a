"""Running a program on DuckDB."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any as Anything

import sqlglot

from fanlight.assessment import evaluate, shape
from fanlight.assessment.columnar import sql
from fanlight.assessment.columnar.judging import TABLES
from fanlight.assessment.columnar.program import Program
from fanlight.standards import stored

Dialect = str | type[sqlglot.Dialect]
DIALECT = "duckdb"


@dataclass(frozen=True, slots=True)
class Texts:
    """Everything to run, in order: tables to make, those in which findings stand side by side, then the findings of each kind as a query,
    and of all of them what to count."""

    tables: tuple[tuple[str, str], ...]
    sheets: tuple[tuple[str, str], ...]
    findings: Mapping[str, str]
    counted: str


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
        texts = written(program, self.given())
        self.prepare(texts)
        for end in TABLES:
            columns = ", ".join(f"{column} {sql.type_of(kind).sql(DIALECT)}" for column, kind in program.columns(end).items())
            self.connection.execute(f"create or replace temp table {into}{end} ({columns})")
            if end in texts.findings:
                self.connection.execute(f"insert into {into}{end} {texts.findings[end]}")

    def prepare(self, texts: Texts) -> None:
        """Make the tables out of which the findings are then read."""
        for name, text in (*texts.tables, *texts.sheets):
            self.connection.execute(f"create or replace temp table {name} as {text}")


def written(program: Program, given: Mapping[str, Sequence[str]], dialect: Dialect = DIALECT) -> Texts:
    """The texts of a program in the words of an engine, over tables of which `given` names the columns."""
    steps = list(program.first(given))
    for level in range(program.plan.deepest + 1):
        steps += program.further(level)
    tables, sheets = (tuple((step.name, step.query.sql(dialect, copy=False)) for step in some) for some in (steps, program.sheets()))
    stacked = dialect is not DIALECT
    found = {kind: query.sql(dialect, copy=False) for kind in TABLES if (query := program.found(kind, stacked=stacked)) is not None}
    counted = program.counted(stacked=stacked)
    return Texts(tables, sheets, found, counted.sql(dialect, copy=False) if counted else "")


@cache
def code_digest() -> str:
    """What the texts of a program depend on besides its edition: the code that writes them."""
    made = hashlib.sha256(version("sqlglot").encode())
    for path in (*sorted(Path(__file__).parent.glob("*.py")), *(Path(str(module.__file__)) for module in (evaluate, shape))):
        made.update(path.read_bytes())
    return made.hexdigest()


def recalled(program: Program, given: Mapping[str, Sequence[str]], dialect: Dialect = DIALECT) -> Texts:
    """The same, kept from an earlier run where everything that the texts depend on is the same."""
    edition = hashlib.sha256(stored.to_json(program.edition).encode()).hexdigest()
    key = json.dumps(
        [
            code_digest(),
            str(dialect),
            edition,
            str(program.on),
            program.lacking,
            program.facts,
            {name: list(of) for name, of in given.items()},
        ]
    )
    kept = stored.recall(f"texts {key}")
    if kept is None:
        made = written(program, given, dialect)
        stored.keep(
            f"texts {key}", {"tables": made.tables, "sheets": made.sheets, "findings": dict(made.findings), "counted": made.counted}
        )
        return made
    return Texts(**kept)
