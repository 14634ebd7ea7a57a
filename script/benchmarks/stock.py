"""A whole stock of houses by the ten clauses: Fanlight's queries beside queries, arrays and a program written by hand."""

import argparse
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import numpy as np
import pyarrow.parquet as parquet  # type: ignore[import-untyped]

from benchmarks import measuring, stock_edition, stock_houses, stock_plot
from benchmarks.rivals import by_c, by_duckdb, by_numpy, by_openfisca, by_polars, by_zen
from fanlight.assessment.columnar.duck import Duck, written
from fanlight.assessment.columnar.program import Program
from fanlight.assessment.native.engine import Native, recalled
from fanlight.assessment.native.inputs import Inputs
from fanlight.assessment.stock import dataset, making, running, tally
from fanlight.standards.edition import Edition
from fanlight.standards.library import Library

STANDARDS = Path(__file__).parent / "standards"
Way = Callable[[], object]
A_FEW = 1000
AT_ONCE = 1_000_000
IN_MEMORY = 200_000
"""The most houses whose findings our queries keep as tables in memory; a whole run does so for one block after another."""


def main(given: argparse.Namespace) -> int:
    """Measure each size in turn. Returns 1 where two rivals with the same meaning differ."""
    if given.plot or given.edition:
        return (stock_plot if given.plot else stock_edition).main(given)
    edition = Library((STANDARDS,)).read("ten/2026-01")
    told: dict[str, Any] = {}
    for size in given.houses:
        houses = stock_houses.made_up(size, seed=7)
        with TemporaryDirectory() as folder:
            stock_houses.write(houses, Path(folder) / "stock")
            hands = by_hand(houses, Path(folder))
            if differing := unlike(hands):
                print(f"error: written by hand, but found something else than the program in C: {', '.join(differing)}")
                return 1
            found = dataset.opened(Path(folder) / "stock")
            ways: dict[str, Way] = {
                **hands,
                **rivals(houses),
                **compiled(edition, found),
                **(ours(edition, found) if size <= IN_MEMORY else {}),
                "whole run, DuckDB": lambda folder=folder: whole(edition, Path(folder), "duckdb"),
                "whole run, compiled": lambda folder=folder: whole(edition, Path(folder), "fast"),
                **(on_spark(edition, Path(folder)) if given.spark else {}),
            }
            told[str(size)] = compared(ways, size, given.runs)
    measuring.report("stock", told, given.json)
    return 0


def by_hand(houses: stock_houses.Houses, folder: Path) -> dict[str, Way]:
    """What was written by hand and means the same: a verdict of each clause and house, where a house may lack any fact."""
    program, columns = by_c.built(folder), by_c.ready(houses)
    connection, frames, arrays = by_duckdb.ready(houses), by_polars.ready(houses), by_numpy.ready(houses)
    return {
        "C, one core": lambda: by_c.judge(program, columns),
        "NumPy, by hand": lambda: by_numpy.judge(arrays),
        "Polars, by hand": lambda: by_polars.judge(frames),
        "DuckDB, by hand": lambda: by_duckdb.judge(connection),
    }


def unlike(hands: dict[str, Way]) -> list[str]:
    """Which of them find anything else than the first."""
    first, *others = ((name, way()) for name, way in hands.items())
    return [name for name, verdicts in others if not np.array_equal(verdicts, first[1])]


def rivals(houses: stock_houses.Houses) -> dict[str, Way]:
    """OpenFisca over all houses at once, and zen-engine over the first thousand one after another: more would take it minutes."""
    population = by_openfisca.ready(by_openfisca.Engine().system, houses)
    engine, some = by_zen.Engine(), stock_houses.described(houses, min(A_FEW, len(houses.storeys)))
    return {
        "OpenFisca": lambda: by_openfisca.judge_all(population),
        f"zen-engine, {len(some):,} houses": lambda: [engine.judge(house, explain=False) for house in some],
    }


def compiled(edition: Edition, found: dataset.Dataset) -> dict[str, Way]:
    """Code compiled for this machine, its arrays ready: the worst verdict of each clause, and every finding with what is missing."""
    tables = {thing: parquet.read_table(found.folder / thing) for thing in found.files}
    ways: dict[str, Way] = {}
    for label, as_rows in (("compiled, verdicts of clauses", False), ("compiled, findings with missing facts", True)):
        program = Program(edition, on=stock_houses.ON, lacking=as_rows)
        native = Native(program, recalled(program, as_rows=as_rows), as_rows=as_rows)
        inputs = native.inputs(tables)
        ways[f"Fanlight, {label}"] = lambda native=native, inputs=inputs: found_by(native, inputs)
    return ways


def found_by(native: Native, inputs: Inputs) -> int:
    """Everything an edition finds: verdicts in one array, findings a part at a time."""
    return sum(1 for _ in native.a_few(inputs, AT_ONCE)) if native.as_rows else len(native.assess(inputs).verdicts)


def ours(edition: Edition, found: dataset.Dataset) -> dict[str, Way]:
    """Every finding, kept as tables in memory: with the count of missing facts and without."""
    connection = duckdb.connect()
    for thing in found.files:
        connection.execute(f'create table "{thing}" as from read_parquet({found.pattern(thing)!r})')
    duck, ways = Duck(connection), {}
    for label, lacking in (("Fanlight, verdicts and measures", False), ("Fanlight, missing facts too", True)):
        texts = written(
            Program(edition, on=stock_houses.ON, lacking=lacking), {name: list(columns) for name, columns in found.columns.items()}
        )
        ways[label] = lambda texts=texts: duck.prepare(texts)
    return ways


def on_spark(edition: Edition, folder: Path) -> dict[str, Way]:
    """The same run by Spark's own queries, in one block, and with its blocks spread. A session is there before anything is measured."""
    from fanlight.assessment.stock import by_spark

    by_spark.session(folder / "spill", "6GB")
    return {
        "whole run, Spark": lambda: whole(edition, folder, "spark", block=1_000_000),
        "whole run, compiled, spread by Spark": lambda: whole(edition, folder, "fast", workers=os.cpu_count() or 1, is_spread=True),
    }


def whole(edition: Edition, folder: Path, engine: str, **more: Any) -> tally.Tally:
    """From Parquet to Parquet, with every check of the data."""
    wish = making.Wish({edition.id: edition}, stock_houses.ON, engine=engine, **{"block": 100_000, **more})
    with TemporaryDirectory(dir=folder) as out:
        return tally.tally(running.Run(dataset.opened(folder / "stock"), wish, Path(out)).parts())


def compared(ways: dict[str, Way], size: int, runs: int) -> dict[str, Any]:
    """The ways in turn, so many times; medians of wall and processor time, and the latter as a ratio."""
    walls: dict[str, list[float]] = {name: [] for name in ways}
    cores: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(runs):
        for name, way in ways.items():
            wall, core = time.perf_counter(), measuring.processor_time()
            way()
            walls[name].append(time.perf_counter() - wall)
            cores[name].append(measuring.processor_time() - core)
    wall_of, core_of = ({name: statistics.median(each) for name, each in times.items()} for times in (walls, cores))
    rows = [[name, wall_of[name], core_of[name], size / wall_of[name], core_of[name] / core_of["DuckDB, by hand"]] for name in ways]
    print(f"{size:,} houses, median of {runs}")
    print(measuring.table(["way", "s", "CPU s", "houses/s", "CPU ratio"], rows), flush=True)
    return {"wall": wall_of, "cpu": core_of}
