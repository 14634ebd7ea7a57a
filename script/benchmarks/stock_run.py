"""One run over a stock in this process, told as a line of JSON: python -m benchmarks.stock_run STOCK EDITION ENGINE BLOCK OUT."""

import json
import os
import sys
import time
from pathlib import Path

from benchmarks import measuring, stock_houses
from fanlight.assessment.stock import dataset, making, running, tally
from fanlight.standards.library import Library


def main(stock: str, edition: str, engine: str, block: str, out: str) -> None:
    """Assess a stock. What is made ready once, as compiled code, was made ready and kept by a first run that does not count."""
    found, read = dataset.opened(Path(stock)), Library.standard().read(edition)
    wish = making.Wish({read.id: read}, stock_houses.ON, block=int(block), workers=os.cpu_count() or 1, engine=engine)
    running.Run(found, wish, Path(out) / "ready")
    wall, cpu = time.perf_counter(), time.process_time()
    done = tally.tally(running.Run(found, wish, Path(out) / "run").parts())
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    findings = sum(sum(counts.values()) for counts in done.findings.values())
    written = sum(path.stat().st_size for path in (Path(out) / "run").rglob("*.parquet"))
    counts = sorted((clause, verdict, count) for (_, clause), each in done.findings.items() for verdict, count in each.items())
    told = {"houses": done.houses, "left": done.left, "findings": findings, "wall": wall, "cpu": cpu, "written": written}
    print(json.dumps({**told, "memory": measuring.peak_memory(), "counts": counts}))


if __name__ == "__main__":
    main(*sys.argv[1:])
