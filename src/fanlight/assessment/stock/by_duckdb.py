"""A block of a stock assessed by DuckDB."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any as Anything

import duckdb

from fanlight.assessment.columnar.duck import DIALECT
from fanlight.assessment.columnar.program import Program
from fanlight.assessment.stock.block import Block, Part, file_of
from fanlight.assessment.stock.dataset import Dataset
from fanlight.assessment.stock.sheets import Sheets
from fanlight.assessment.stock.writing import counted

IDLE = (
    "join_order", "statistics_propagation", "common_subexpressions", "common_aggregate", "filter_pullup", "reorder_filter",
    "cte_inlining", "duplicate_groups",
)  # fmt: skip
"""What the planner of DuckDB tries in vain: our queries are many and already in order, and planning them costs more than running them."""


class DuckBlock(Block):
    """A block whose tables lie in a connection to DuckDB; what memory does not hold goes to the folder `spill`. 0 threads are all."""

    dialect = DIALECT

    def __init__(self, dataset: Dataset, programs: Mapping[str, Program], *, spill: Path, memory: str = "", threads: int = 0) -> None:
        self.threads = threads
        self.connection = duckdb.connect(config={"temp_directory": str(spill)})
        known = {name for (name,) in self.rows("select name from duckdb_optimizers()")}
        self.connection.execute("set disabled_optimizers = $names", {"names": ",".join(name for name in IDLE if name in known)})
        if memory:
            self.connection.execute("set memory_limit = $memory", {"memory": memory})
        if threads:
            self.connection.execute("set threads = $threads", {"threads": threads})
        super().__init__(dataset, programs)

    def connected(self) -> Anything:
        """A cursor, which has temporary tables of its own."""
        return self.connection.cursor()

    def files(self, thing: str) -> str:
        """All files of a table; a column that some of them lack is NULL there."""
        paths = ", ".join(self.text(path) for path in self.dataset.pattern(thing))
        return f"select * from read_parquet([{paths}], union_by_name = true)"

    def run(self, text: str, **given: object) -> list[tuple[Anything, ...]]:
        """Run a statement; gives the rows it finds."""
        rows: list[tuple[Anything, ...]] = self.connection.execute(text, given or None).fetchall()
        return rows

    def rows(self, text: str) -> Sequence[Sequence[Anything]]:
        """The rows that a query finds."""
        return self.run(text)

    def keep(self, name: str, text: str) -> None:
        """A temporary table."""
        self.run(f"create or replace temp table {name} as {text}")

    def view(self, name: str, text: str) -> None:
        """A temporary view."""
        self.run(f'create or replace temp view "{name}" as {text}')

    def copy(self, text: str, path: Path) -> list[Path]:
        """One file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.run(f"copy ({text}) to {self.text(str(path))} (format parquet, compression zstd)")
        return [path]

    def write_findings(self, name: str, councils: Sequence[str] | None, part: Part, folder: Path) -> list[Path]:
        """Write the findings of one edition to files and count them, a sheet at a time, so that no two of them lie in memory.

        A query that makes rows of them reads each column of each sheet by itself, and takes longer to plan than the findings to find.
        """
        self._choose(councils)
        program, texts = self.programs[name], self.texts[name]
        with Sheets(program, {kind: folder / file_of(part, kind) for kind in texts.findings}) as sheets:
            for table, text in texts.tables:
                self.keep(table, text)
            for sheet, (_, text) in zip(program.layout, texts.sheets, strict=True):
                self.keep("sheet", text)
                sheets.write(sheet, self.connection.sql("from sheet").to_arrow_table())
                part.spilled = max(part.spilled, self.spilled())
        part.verdicts[name] = counted(program.clauses, sheets.counts)
        return list(sheets.paths.values())

    def spilled(self) -> int:
        """What DuckDB has on disk now."""
        return int(self.run("select coalesce(sum(size), 0) from duckdb_temporary_files()")[0][0])
