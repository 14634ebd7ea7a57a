"""A block assessed by code compiled for this machine; queries are asked only of houses that may be faulty."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any as Anything

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as compute  # type: ignore[import-untyped]
import pyarrow.parquet as parquet  # type: ignore[import-untyped]

from fanlight.assessment.columnar.judging import CODES, TABLES
from fanlight.assessment.columnar.layout import HOUSE, STOCK
from fanlight.assessment.finding import Verdict
from fanlight.assessment.native.engine import Native, recalled
from fanlight.assessment.stock.block import Part, file_of
from fanlight.assessment.stock.by_duckdb import DuckBlock
from fanlight.assessment.stock.reading import Reader
from fanlight.assessment.stock.suspecting import suspects
from fanlight.assessment.stock.writing import as_packed, counted

AT_ONCE = 1_000_000
"""About how many findings are held in memory before they are written."""


class FastBlock(DuckBlock):
    """A block whose rows are read as arrays, and whose findings are worked out by compiled code."""

    def _open(self) -> None:
        super()._open()
        self.reader = Reader(self.dataset, threads=self.threads)

    def _make_ready(self, given: Mapping[str, Sequence[str]]) -> None:
        self.check = Native(self.possible, recalled(self.possible, as_rows=False), as_rows=False)
        self.natives = {name: Native(program, recalled(program, as_rows=True)) for name, program in self.programs.items()}

    def _take(self, first: int, last: int) -> None:
        """Read the rows as arrays. The queries that say what is wrong with a house see the houses that may have something wrong."""
        self.whole = self.reader.read(first, last)
        odd = suspects(self.whole)
        self.looked_at, houses = odd.keys(), pa.array(np.concatenate([np.zeros(0, np.int64), *odd.values()]))
        for thing, table in self.whole.items():
            if len(houses) or thing == STOCK:
                seen = table if thing == STOCK else table.filter(compute.is_in(table[HOUSE], houses))
                self.connection.register(f"block_{thing}", seen)
                self.view(thing, f"select * from block_{thing}")

    def _faulty(self, councils: Sequence[str] | None) -> Iterator[str]:
        """As for every engine; a query that finds none where nothing is to be asked."""
        asked = list(super()._faulty(councils))
        yield from asked or [f"select {HOUSE}, '' as reason from block_{STOCK} where (1 = 0)"]

    def _choose(self, councils: Sequence[str] | None, aside: str = "aside") -> None:
        self._keep_chosen(councils, aside)
        [(chosen,)] = self.rows("select count(*) from chosen")
        self.chosen = self.whole
        if chosen < self.whole[STOCK].num_rows or self.rows(f"select 1 from {aside} limit 1"):
            some = self.connection.sql(f"select {HOUSE} from chosen").to_arrow_table()[HOUSE].combine_chunks()
            self.chosen = {thing: table.filter(compute.is_in(table[HOUSE], some)) for thing, table in self.whole.items()}

    def keep_contradicting(self) -> None:
        """The houses whose facts cannot all be so, found by compiled code too."""
        inputs = self.check.inputs(self.chosen)
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
            for found in native.a_few(native.inputs(self.chosen), AT_ONCE):
                counts += found.counts
                for kind, path in made.items():
                    table = found.tables(kind)
                    if kind not in writers:
                        writer = parquet.ParquetWriter(path, table.schema, store_schema=False, **as_packed(table.column_names))
                        writers[kind] = stack.enter_context(writer)
                    writers[kind].write_table(table)
        part.verdicts[name] = counted(program.clauses, counts)
        part.spilled = max(part.spilled, self.spilled())
        return list(made.values())
