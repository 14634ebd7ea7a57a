"""Findings that a query puts side by side, a column for each clause, made rows of findings that are counted and written."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any as Anything
from typing import Self

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as compute  # type: ignore[import-untyped]
import pyarrow.parquet as parquet  # type: ignore[import-untyped]

from fanlight.assessment.columnar.judging import CODES, TABLES, Judged
from fanlight.assessment.columnar.layout import HOUSE
from fanlight.assessment.columnar.program import Program, Sheet
from fanlight.assessment.columnar.sql import Sql
from fanlight.assessment.stock.block import WORDS
from fanlight.assessment.stock.writing import as_packed

WORDED = {"clause": pa.dictionary(pa.int16(), pa.string()), "verdict": pa.dictionary(pa.int8(), pa.string())}
HEAD = {HOUSE: pa.int64(), **WORDED, "subject": pa.int32(), "missing": pa.int32()}
FIGURES = {"": pa.null(), "BIGINT": pa.int64(), "INT128": pa.decimal128(38)}


class Sheets(ExitStack):
    """The files of the findings of a program, one of each kind, and how many findings of each verdict each clause has."""

    def __init__(self, program: Program, paths: Mapping[str, Path]) -> None:
        super().__init__()
        self.program, self.paths = program, paths
        self.counts = np.zeros((len(program.clauses), len(CODES)), np.int64)
        self.writers: dict[str, Anything] = {}

    def __enter__(self) -> Self:
        for kind, path in self.paths.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            schema = self._schema(kind)
            writer = parquet.ParquetWriter(path, schema, store_schema=False, **as_packed(schema.names))
            self.writers[kind] = self.enter_context(writer)
        return self

    def write(self, sheet: Sheet, read: Anything) -> None:
        """Count and write the findings of a sheet that was read."""
        for kind in self.paths:
            numbers = [number for number in sheet.numbers if self.program.findings[number].kind == kind]
            if numbers:
                self.writers[kind].write_table(self._table(kind, numbers, _Read(sheet, read)))

    def _schema(self, kind: str) -> Anything:
        figures = dict.fromkeys(self.program.measures(), FIGURES[TABLES[kind]]) if kind else {}
        return pa.schema([pa.field(name, of, name == "subject" or name in figures) for name, of in (HEAD | figures).items()])

    def _table(self, kind: str, numbers: Sequence[int], read: "_Read") -> Anything:
        """The findings of some clauses, one clause after another."""
        findings = {number: self.program.findings[number] for number in numbers}
        verdicts = [read.codes(each, f"verdict_{number}", each.verdict, np.int8) for number, each in findings.items()]
        missing = [read.codes(each, f"missing_{number}", each.missing, np.int32) for number, each in findings.items()]
        places = [self.program.clauses.index(each.clause) for each in findings.values()]
        for place, codes in zip(places, verdicts, strict=True):
            self.counts[place] += np.bincount(codes, minlength=len(CODES))
        lengths = [len(codes) for codes in verdicts]
        columns = {
            HOUSE: pa.array(np.concatenate([read.of(each, HOUSE) for each in findings.values()])),
            "clause": _worded(np.repeat(np.array(places, np.int16), lengths), self.program.clauses),
            "verdict": _worded(np.concatenate(verdicts), WORDS),
            "subject": read.subjects(list(findings.values()), sum(lengths)),
            "missing": pa.array(np.concatenate(missing)),
        }
        schema = self._schema(kind)
        for name, (measure, _) in self.program.measures().items() if kind else ():
            parts = [read.figures(each, f"{name}_{number}", measure, schema.field(name).type) for number, each in findings.items()]
            columns[name] = pa.chunked_array([chunk for part in parts for chunk in part.chunks], schema.field(name).type)
        return pa.Table.from_arrays(list(columns.values()), schema=schema)


class _Read:
    """A sheet that was read."""

    def __init__(self, sheet: Sheet, table: Anything) -> None:
        self.sheet, self.table = sheet, table
        self.rows: dict[str | None, Anything] = {None: np.arange(table.num_rows)}
        self.known: dict[tuple[str, str | None], Anything] = {}

    def _rows(self, each: Judged) -> Anything:
        """The places of the rows in which a clause has findings."""
        test = self.sheet.test(each)
        if test not in self.rows:
            self.rows[test] = np.flatnonzero(self.table[test].to_numpy())
        return self.rows[test]

    def of(self, each: Judged, name: str) -> Anything:
        """A column of the sheet in the rows in which a clause has findings; kept, because many clauses have the same."""
        key = name, self.sheet.test(each)
        if key not in self.known:
            whole = self.table[name].to_numpy()
            self.known[key] = whole[self._rows(each)] if key[1] else whole
        return self.known[key]

    def codes(self, each: Judged, name: str, part: Sql, kind: type) -> Anything:
        """A column of a clause; what is the same in every row has none in the sheet."""
        return self.of(each, name) if part.names else np.full(len(self._rows(each)), int(part.text), kind)

    def subjects(self, findings: Sequence[Judged], many: int) -> Anything:
        """The places of the subjects; none where the findings are of the house."""
        if not findings[0].subject:
            return pa.nulls(many, HEAD["subject"])
        return pa.array(np.concatenate([self.of(each, "k0") for each in findings]).astype(np.int32))

    def figures(self, each: Judged, name: str, measure: int, kind: Anything) -> Anything:
        """What was measured or required; nothing by a clause without so many measures."""
        rows = self._rows(each)
        if measure >= len(each.measures):
            return pa.chunked_array([pa.nulls(len(rows), kind)])
        column = self.table[name]
        return compute.take(column, pa.array(rows)) if self.sheet.test(each) else column


def _worded(codes: Anything, words: Sequence[str]) -> Anything:
    """Words by their codes, which are known to be of some word."""
    return pa.DictionaryArray.from_arrays(pa.array(codes), pa.array(words), safe=False)
