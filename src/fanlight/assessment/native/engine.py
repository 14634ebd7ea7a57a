"""Running the compiled code of an edition over a block of houses: findings as Arrow tables, or one verdict for each house and clause."""

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
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
ALWAYS = (HOUSE, "clause", "verdict", "missing")
"""What every finding has: a file that knows this is sooner written."""
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
        most = {one.clause: len(one.measures) for one in sorted(program.findings, key=lambda one: len(one.measures))}
        self.numbers = np.array([most.get(clause, 0) for clause in program.clauses])

    def inputs(self, tables: Mapping[str, Anything]) -> Inputs:
        """The arrays of some houses."""
        return Inputs(self.program.plan, tables, self.program.on)

    def assess(self, inputs: Inputs, start: int = 0, stop: int | None = None, found: "Found | None" = None) -> "Found":
        """The findings of some houses, by their numbers in the arrays; those of others that stood in `found` are gone."""
        between = start, len(inputs.ids) if stop is None else stop
        found = found or Found(self, inputs, ARENA)
        while not found.holds(between):
            found = Found(self, inputs, found.arena * 8)
        return found

    def a_few(self, inputs: Inputs, most: int) -> Iterator["Found"]:
        """The findings of all houses, so many houses at a time that there are about so many findings. Each time the last are gone."""
        houses = len(inputs.ids)
        rows = sum(inputs.rows[one.pool.frame[0]].total if one.pool.frame else houses for one in self.program.findings)
        step, found = max(1, most * houses // max(1, rows)), None
        for start in range(0, max(1, houses), step):
            found = self.assess(inputs, start, min(houses, start + step), found)
            yield found


class Found:
    """Where the code puts what it finds, and what it is then read as. It is used again: to make it anew takes as long as to fill it."""

    def __init__(self, native: Native, inputs: Inputs, arena: int) -> None:
        self.native, self.program, self.inputs, self.arena = native, native.program, inputs, arena
        self.table = np.zeros(len(native.plot.slots), np.int64)
        self.arrays: dict[str, Anything] = dict(inputs.arrays)
        self.arrays |= {"arena": np.zeros(arena, np.int64), "search": np.zeros(2 * SEARCH * (arena // ARENA), np.int64)}
        self.table[FIXED.index("arena size")] = arena
        self.table[FIXED.index("search mask")] = SEARCH * (arena // ARENA) - 1
        facts = arena if self.program.facts else 0
        self.arrays |= {"facts": np.zeros(facts, np.int64), "counts": np.zeros((len(self.program.clauses), len(CODES)), np.int64)}
        self.table[FIXED.index("facts most")] = facts
        self._working()
        self._placed(self.arrays)

    def _working(self) -> None:
        most = self.inputs.most
        for name, (frame, wide) in self.native.plot.sizes.items():
            many = 1
            for item in frame:
                many *= 1 + most[thing_of(item)]
            self.arrays[name] = np.zeros(many * wide, np.int8)

    def _placed(self, arrays: Iterable[str]) -> None:
        """Tell the code where arrays lie."""
        places = self.native.plot.slots
        for name in arrays:
            if name in places:
                self.table[places[name]] = self.arrays[name].ctypes.data

    def holds(self, between: tuple[int, int]) -> bool:
        """Find what there is to find of some houses; no where memory was too small for it."""
        if self.native.as_rows:
            self._rows(between)
        else:
            self.arrays["verdicts"] = np.full((between[1], len(self.program.clauses)), CODES_OF_NOTHING, np.int8)
            self._placed(["verdicts"])
        self.arrays["counts"][:] = 0
        places = self.native.plot.slots
        self.table[[places[name] for name in ("flag", "facts found", *(f"found{kind}" for kind in TABLES)) if name in places]] = 0
        self.native.machine.run(self.table.ctypes.data, *between)
        return not self.table[FIXED.index("flag")]

    def _rows(self, between: tuple[int, int]) -> None:
        """Room for as many findings as there can be of some houses."""
        start, stop = between
        many: dict[Frame, int] = {(): stop - start}
        for kind in TABLES:
            total = 0
            for one in self.program.findings:
                if one.kind == kind:
                    frame = one.pool.frame
                    if frame not in many:
                        first = self.inputs.rows[frame[0]].first
                        many[frame] = int(first[stop] - first[start])
                    total += many[frame]
            if f"house_id{kind}" not in self.arrays or len(self.arrays[f"house_id{kind}"]) < total:
                self._room(kind, total + total // 8)

    def _room(self, kind: str, total: int) -> None:
        columns = {"house_id": np.int64, "clause": np.int16, "verdict": np.int8, "subject": np.int32, "missing": np.int32}
        made = {f"{name}{kind}": np.empty(total, of) for name, of in columns.items()}
        if self.program.facts:
            made[f"until{kind}"] = np.empty(total, np.int64)
        if TABLES[kind]:
            made[f"measured{kind}"] = np.empty(total, np.int8)
            wide = 2 if TABLES[kind] == "INT128" else 1
            made |= {f"{name}{kind}": np.zeros(total * wide, np.int64) for name in self.program.measures()}
        self.arrays |= made
        self._placed(made)

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
            "clause": _worded(part["clause"], pa.array(self.program.clauses)),
            "verdict": _worded(part["verdict"], WORDS),
            "subject": _masked(part["subject"], many, _bits(part["subject"] != ONE_OF_HOUSE), pa.int32()),
            "missing": pa.array(part["missing"]),
        }
        if TABLES[kind]:
            columns |= self._measures(kind, many, part["clause"])
        if self.program.facts:
            columns["facts"] = self._facts(kind, part["missing"])
        fields = [pa.field(name, of.type, nullable=name not in ALWAYS) for name, of in columns.items()]
        return pa.Table.from_arrays(list(columns.values()), schema=pa.schema(fields))

    def _facts(self, kind: str, missing: Anything) -> Anything:
        """The missing facts of each finding; those of all kinds stand one after another, in the order in which they were found."""
        lengths = missing.astype(np.int64)
        offsets = np.concatenate(([0], np.cumsum(lengths)))
        starts = self.arrays[f"until{kind}"][: len(missing)] - lengths
        places = np.repeat(starts - offsets[:-1], lengths) + np.arange(offsets[-1])
        return pa.ListArray.from_arrays(pa.array(offsets.astype(np.int32)), pa.array(self.arrays["facts"][places]))

    def _measures(self, kind: str, many: int, clauses: Anything) -> dict[str, Anything]:
        measured = self.arrays[f"measured{kind}"][:many].view(bool)
        names, numbers = self.program.measures(), self.native.numbers
        has = {measure: _bits(measured & (numbers > measure)[clauses]) for measure, _ in names.values()}
        of_kind = pa.decimal128(38) if TABLES[kind] == "INT128" else pa.int64()
        return {name: _masked(self.arrays[f"{name}{kind}"], many, has[measure], of_kind) for name, (measure, _) in names.items()}


def _worded(codes: Anything, words: Anything) -> Anything:
    """Words by their codes, which are known to be of some word."""
    return pa.DictionaryArray.from_arrays(pa.array(codes), words, safe=False)


def _bits(truths: Anything) -> Anything:
    """Truths as Arrow keeps them."""
    return pa.py_buffer(np.packbits(truths, bitorder="little"))


def _masked(values: Anything, many: int, there: Anything, kind: Anything) -> Anything:
    """An array over values where they lie, of which only those are there that some bits say."""
    return pa.Array.from_buffers(kind, many, [there, pa.py_buffer(values)])


CODES_OF_NOTHING = len(CODES) - 1
"""The last of the verdicts, that a clause does not apply, which no other is better than."""
