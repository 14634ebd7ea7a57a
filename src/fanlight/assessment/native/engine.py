"""Running the compiled code of an edition over a block of houses: findings as Arrow tables, or one verdict for each house and clause."""

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any as Anything

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]

from fanlight.assessment.columnar import duck
from fanlight.assessment.columnar.judging import CODES, TABLES
from fanlight.assessment.columnar.layout import HOUSE
from fanlight.assessment.columnar.pool import Frame, thing_of
from fanlight.assessment.columnar.program import Program
from fanlight.assessment.native import machine
from fanlight.assessment.native.code import FIXED
from fanlight.assessment.native.inputs import Inputs
from fanlight.assessment.native.writing import ONE_OF_HOUSE, Writing
from fanlight.standards import stored
from fanlight.standards.edition import Edition

ARENA = 1 << 20
SEARCH = 1 << 16
WORDS = pa.array([verdict.value for verdict in CODES])


@cache
def code_digest() -> str:
    """What the code of a program depends on besides its edition: the modules that write it."""
    made = hashlib.sha256(duck.code_digest().encode())
    folder = Path(__file__).parent
    for path in sorted([*folder.glob("*.py"), *folder.glob("*.ll")]):
        made.update(path.read_bytes())
    return made.hexdigest()


@dataclass(frozen=True, slots=True)
class Compiled:
    """Code, with what it needs: its table of numbers and addresses, and for each working column its frame and the bytes of a value."""

    slots: Mapping[str, int]
    sizes: Mapping[str, tuple[tuple[str, ...], int]]
    code: bytes


def compiled(program: Program, *, as_rows: bool) -> Compiled:
    """A program compiled now."""
    writing = Writing(program, as_rows=as_rows)
    text = writing.text()
    return Compiled(writing.making.slots.places, writing.making.sizes, machine.compiled(text))


def key_of(edition: Edition, on: date | None, *, lacking: bool, facts: bool = False, as_rows: bool) -> str:
    """Under what the code of an edition is kept: all it depends on, and the kind of machine."""
    digest = hashlib.sha256(stored.to_json(edition).encode()).hexdigest()
    return f"compiled {json.dumps([code_digest(), machine.kind(), digest, str(on), lacking, facts, as_rows])}"


def recalled(program: Program, *, as_rows: bool) -> Compiled:
    """A program compiled on a machine of this kind before, where all it depends on is the same; otherwise compiled now, and kept."""
    key = key_of(program.edition, program.on, lacking=program.lacking, facts=program.facts, as_rows=as_rows)
    kept = stored.recall(key)
    if kept is None:
        made = compiled(program, as_rows=as_rows)
        code = b64encode(made.code).decode()
        stored.keep(key, {"slots": dict(made.slots), "sizes": dict(made.sizes), "code": code})
        return made
    return Compiled(kept["slots"], kept["sizes"], b64decode(kept["code"]))


class Native:
    """A compiled edition, ready to run. `as_rows` asks for findings, else for the worst verdict of each clause in each house."""

    def __init__(self, program: Program, made: Compiled, *, as_rows: bool = True) -> None:
        self.program, self.plot, self.as_rows = program, made, as_rows
        self.machine = machine.Machine(made.code, "every_house")

    def inputs(self, tables: Mapping[str, Anything]) -> Inputs:
        """The arrays of some houses."""
        return Inputs(self.program.plan, tables, self.program.on)

    def assess(self, inputs: Inputs, start: int = 0, stop: int | None = None) -> "Found":
        """The findings of some houses, by their numbers in the arrays."""
        end, arena = len(inputs.ids) if stop is None else stop, ARENA
        while True:
            found = Found(self, inputs, (start, end), arena)
            self.machine.run(found.table.ctypes.data, start, end)
            if not found.table[FIXED.index("flag")]:
                return found
            arena *= 8

    def a_few(self, inputs: Inputs, most: int) -> Iterator["Found"]:
        """The findings of all houses, so many houses at a time that there are about so many findings."""
        houses = len(inputs.ids)
        rows = sum(inputs.rows[one.pool.frame[0]].total if one.pool.frame else houses for one in self.program.findings)
        step = max(1, most * houses // max(1, rows))
        for start in range(0, max(1, houses), step):
            yield self.assess(inputs, start, min(houses, start + step))


class Found:
    """Where the code puts what it finds, and what it is then read as."""

    def __init__(self, native: Native, inputs: Inputs, between: tuple[int, int], arena: int) -> None:
        self.native, self.program, self.inputs, self.between = native, native.program, inputs, between
        self.table = np.zeros(len(native.plot.slots), np.int64)
        self.arrays: dict[str, Anything] = dict(inputs.arrays)
        self.arrays |= {"arena": np.zeros(arena, np.int64), "search": np.zeros(2 * SEARCH * (arena // ARENA), np.int64)}
        self.table[FIXED.index("arena size")] = arena
        self.table[FIXED.index("search mask")] = SEARCH * (arena // ARENA) - 1
        self._working()
        if native.as_rows:
            self._rows()
        else:
            self.arrays["verdicts"] = np.full((between[1], len(self.program.clauses)), CODES_OF_NOTHING, np.int8)
        for name, place in native.plot.slots.items():
            if name in self.arrays:
                self.table[place] = self.arrays[name].ctypes.data

    def _working(self) -> None:
        most = self.inputs.most
        for name, (frame, wide) in self.native.plot.sizes.items():
            many = 1
            for item in frame:
                many *= 1 + most[thing_of(item)]
            self.arrays[name] = np.zeros(many * wide, np.int8)

    def _rows(self) -> None:
        start, stop = self.between
        many: dict[Frame, int] = {(): stop - start}
        for kind, width in TABLES.items():
            total = 0
            for one in self.program.findings:
                if one.kind == kind:
                    frame = one.pool.frame
                    if frame not in many:
                        first = self.inputs.rows[frame[0]].first
                        many[frame] = int(first[stop] - first[start])
                    total += many[frame]
            columns = {"house_id": np.int64, "clause": np.int16, "verdict": np.int8, "subject": np.int32, "missing": np.int32}
            self.arrays |= {f"{name}{kind}": np.empty(total, of) for name, of in columns.items()}
            if self.program.facts:
                self.arrays[f"until{kind}"] = np.empty(total, np.int64)
            if width:
                self.arrays[f"measured{kind}"] = np.empty(total, np.int8)
                wide = 2 if width == "INT128" else 1
                self.arrays |= {f"{name}{kind}": np.zeros(total * wide, np.int64) for name in self.program.measures()}
        self.arrays["counts"] = np.zeros((len(self.program.clauses), len(CODES)), np.int64)
        facts = len(self.arrays["arena"]) if self.program.facts else 0
        self.arrays["facts"] = np.zeros(facts, np.int64)
        self.table[FIXED.index("facts most")] = facts

    @property
    def verdicts(self) -> Anything:
        """A row for each house and a column for each clause: the code of its worst verdict there."""
        return self.arrays["verdicts"]

    @property
    def counts(self) -> Anything:
        """How many findings of each verdict each clause has."""
        return self.arrays["counts"]

    def tables(self, kind: str) -> Anything:
        """The findings of a kind, as a table with the columns its query would have."""
        many = int(self.table[self.native.plot.slots[f"found{kind}"]]) if f"found{kind}" in self.native.plot.slots else 0
        part = {name: self.arrays[f"{name}{kind}"][:many] for name in ("house_id", "clause", "verdict", "subject", "missing")}
        columns = {
            HOUSE: pa.array(part["house_id"]),
            "clause": pa.DictionaryArray.from_arrays(pa.array(part["clause"]), pa.array(self.program.clauses)),
            "verdict": pa.DictionaryArray.from_arrays(pa.array(part["verdict"]), WORDS),
            "subject": pa.array(part["subject"], mask=part["subject"] == ONE_OF_HOUSE),
            "missing": pa.array(part["missing"]),
        }
        if TABLES[kind]:
            columns |= self._measures(kind, many, part["clause"])
        if self.program.facts:
            columns["facts"] = self._facts(kind, part["missing"])
        return pa.table(columns)

    def _facts(self, kind: str, missing: Anything) -> Anything:
        """The missing facts of each finding; those of all kinds stand one after another, in the order in which they were found."""
        lengths = missing.astype(np.int64)
        offsets = np.concatenate(([0], np.cumsum(lengths)))
        starts = self.arrays[f"until{kind}"][: len(missing)] - lengths
        places = np.repeat(starts - offsets[:-1], lengths) + np.arange(offsets[-1])
        return pa.ListArray.from_arrays(pa.array(offsets.astype(np.int32)), pa.array(self.arrays["facts"][places]))

    def _measures(self, kind: str, many: int, clauses: Anything) -> dict[str, Anything]:
        measured = self.arrays[f"measured{kind}"][:many].astype(bool)
        numbers = np.zeros(len(self.program.clauses), np.int64)
        for one in self.program.findings:
            place = self.program.clauses.index(one.clause)
            numbers[place] = max(numbers[place], len(one.measures))
        found = {}
        for name, (measure, _) in self.program.measures().items():
            none = ~(measured & (numbers[clauses] > measure))
            values = self.arrays[f"{name}{kind}"]
            if TABLES[kind] == "INT128":
                valid = pa.py_buffer(np.packbits(~none, bitorder="little"))
                found[name] = pa.Array.from_buffers(pa.decimal128(38), many, [valid, pa.py_buffer(values)])
            else:
                found[name] = pa.array(values[:many], mask=none)
        return found


CODES_OF_NOTHING = len(CODES) - 1
"""The last of the verdicts, that a clause does not apply, which no other is better than."""
