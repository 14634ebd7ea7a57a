"""A block assessed by code compiled for this machine; DuckDB reads and checks its houses, and its queries would find the same."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any as Anything

import numpy as np
import pyarrow.parquet as parquet  # type: ignore[import-untyped]

from fanlight.assessment.columnar.judging import CODES, TABLES
from fanlight.assessment.columnar.layout import HOUSE
from fanlight.assessment.columnar.program import Program
from fanlight.assessment.finding import Verdict
from fanlight.assessment.native.engine import Native, recalled
from fanlight.assessment.native.inputs import columns_wanted
from fanlight.assessment.stock.block import WORDS, Part, file_of
from fanlight.assessment.stock.by_duckdb import DuckBlock

AT_ONCE = 1_000_000
"""About how many findings are held in memory before they are written."""


class FastBlock(DuckBlock):
    """A block whose findings are worked out by compiled code."""

    def _make_ready(self, given: Mapping[str, Sequence[str]]) -> None:
        self.check = Native(self.possible, recalled(self.possible, as_rows=False), as_rows=False)
        self.natives = {name: Native(program, recalled(program, as_rows=True)) for name, program in self.programs.items()}

    def _tables(self, program: Program) -> dict[str, Anything]:
        """What a program reads of the houses to assess."""
        tables = {}
        for thing, columns in columns_wanted(program.plan).items():
            known = sorted(columns & self.dataset.columns.get(thing, {}).keys())
            if known:
                shown = ", ".join(f'"{name}"' for name in known)
                tables[thing] = self.connection.sql(f'select {shown} from "{thing}"').to_arrow_table()
        return tables

    def keep_contradicting(self) -> None:
        """The houses whose facts cannot all be so, found by compiled code too."""
        inputs = self.check.inputs(self._tables(self.possible))
        wrong = np.argwhere(self.check.assess(inputs).verdicts == CODES[Verdict.NOT_MET])
        says = [self.possible.edition.clauses[self.possible.clauses[clause]].says for _, clause in wrong]
        houses = [int(inputs.ids[house]) for house, _ in wrong]
        rows = f"select unnest($houses::bigint[]) as {HOUSE}, unnest($says::varchar[]) as reason"
        self.run(f"create or replace temp table contradicting as {rows}", houses=houses, says=says)

    def write_findings(self, name: str, councils: Sequence[str] | None, part: Part, folder: Path) -> list[Path]:
        """Write the findings of one edition to files, some houses at a time, and count them."""
        self._choose(councils)
        native, program = self.natives[name], self.programs[name]
        folder.mkdir(parents=True, exist_ok=True)
        kinds = [kind for kind in TABLES if any(one.kind == kind for one in program.findings)]
        made = {kind: folder / file_of(part, kind) for kind in kinds}
        counts = np.zeros((len(program.clauses), len(CODES)), np.int64)
        with ExitStack() as stack:
            writers: dict[str, Anything] = {}
            for found in native.a_few(native.inputs(self._tables(program)), AT_ONCE):
                counts += found.counts
                for kind, path in made.items():
                    table = found.tables(kind)
                    if kind not in writers:
                        writer = parquet.ParquetWriter(path, table.schema, store_schema=False, **as_packed(table.column_names))
                        writers[kind] = stack.enter_context(writer)
                    writers[kind].write_table(table)
        part.verdicts[name] = counted(program, counts)
        part.spilled = max(part.spilled, self.spilled())
        return list(made.values())


def as_packed(columns: Sequence[str]) -> dict[str, Anything]:
    """How findings are written: of numbers that hardly grow the differences, and no more statistics than help to find a house.

    Writing takes as long as finding: what a table of every value and the extent of every column would cost is half of it.
    """
    steady = [HOUSE, "subject", "missing"]
    tabled = [name for name in columns if name not in steady]
    packed = dict.fromkeys(steady, "DELTA_BINARY_PACKED")
    return {"compression": "zstd", "use_dictionary": tabled, "column_encoding": packed, "write_statistics": [HOUSE]}


def counted(program: Program, counts: Anything) -> dict[str, dict[str, int]]:
    """How many findings of each verdict each clause has, those it has none of left out."""
    of_clause = {clause: dict(zip(WORDS, map(int, row), strict=True)) for clause, row in zip(program.clauses, counts, strict=True)}
    return {clause: {word: count for word, count in row.items() if count} for clause, row in of_clause.items() if any(row.values())}
