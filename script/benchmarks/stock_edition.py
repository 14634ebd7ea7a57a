"""A whole edition over a whole stock, from Parquet to Parquet, each run in a process of its own so that its memory is its own too."""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as compute  # type: ignore[import-untyped]
import pyarrow.parquet as parquet  # type: ignore[import-untyped]

from benchmarks import measuring
from fanlight.assessment.columnar.layout import HOUSE
from fanlight.assessment.stock import dataset
from fanlight.cli import main as fanlight

DRAWN = 1000
"""How many houses are drawn by chance. A larger stock has each of them many times over: to draw a million would take hours."""

A_PART = 10_000
HEADS = ["engine", "houses", "findings", "s", "CPU s", "houses/s", "CPU us a house", "most MB", "written MB"]


def main(given: argparse.Namespace) -> int:
    """Each size by each engine. Returns 1 where two engines do not come to the same counts."""
    told: dict[str, Any] = {}
    rows: list[list[object]] = []
    with TemporaryDirectory() as folder:
        drawn = _drawn(Path(folder) / "drawn")
        for size in given.houses:
            stock = _repeated(drawn, size, Path(folder) / "stock")
            found = {engine: _in_a_process(stock, given.edition, engine, given.block) for engine in given.engines}
            if len({json.dumps(each.pop("counts")) for each in found.values()}) > 1:
                print("error: the engines do not find the same")
                return 1
            told[str(size)] = found
            rows += [_row(engine, each) for engine, each in found.items()]
            print(measuring.table(HEADS, rows), flush=True)
            _emptied(stock)
    measuring.report("stock edition", {"edition": given.edition, "block": given.block, "sizes": told}, given.json)
    return 0


def _row(engine: str, run: dict[str, Any]) -> list[object]:
    pace, each = run["houses"] / run["wall"], 1e6 * run["cpu"] / run["houses"]
    return [engine, run["houses"], run["findings"], run["wall"], run["cpu"], pace, each, run["memory"], run["written"] / 1e6]


def _drawn(folder: Path) -> dict[str, Any]:
    """The tables of invented houses."""
    fanlight(["stock", "generate", "--houses", str(DRAWN), "--seed", "7", "--as", "stock", "--out", str(folder)])
    return {thing: parquet.read_table(folder / thing) for thing in dataset.opened(folder).files}


def _repeated(drawn: dict[str, Any], houses: int, folder: Path) -> Path:
    """A stock of so many houses, the drawn ones over and over, each with a number of its own."""
    for first in range(0, houses, A_PART):
        for thing, table in drawn.items():
            copies = [_numbered(table, at, houses) for at in range(first, min(first + A_PART, houses), DRAWN)]
            path = folder / thing / f"part-{first // A_PART:05}.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            parquet.write_table(pa.concat_tables(copies), path, compression="zstd")
    return folder


def _numbered(table: Any, first: int, houses: int) -> Any:
    """The houses numbered from `first`, those left out that are too many."""
    some = table if first + DRAWN <= houses else table.filter(compute.less(table[HOUSE], houses - first))
    return some.set_column(some.column_names.index(HOUSE), HOUSE, compute.add(some[HOUSE], first))


def _emptied(folder: Path) -> None:
    for path in folder.rglob("*.parquet"):
        path.unlink()


def _in_a_process(stock: Path, edition: str, engine: str, block: int) -> dict[str, Any]:
    with TemporaryDirectory(dir=stock.parent) as out:
        words = [sys.executable, "-m", "benchmarks.stock_run", str(stock), edition, engine, str(block), out]
        ran = subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent)
    found: dict[str, Any] = json.loads(ran.stdout)
    return found
