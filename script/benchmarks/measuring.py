"""What every measurement shares: the machine, percentiles, a plain table, a line of JSON."""

import json
import os
import platform
import resource
import statistics
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any


def machine() -> dict[str, Any]:
    """The machine a figure was measured on, and how busy others kept it."""
    info = Path("/proc/cpuinfo")
    names = (
        [line.partition(":")[2].strip() for line in info.read_text().splitlines() if line.startswith("model name")]
        if info.is_file()
        else []
    )
    load = round(os.getloadavg()[0], 2)
    return {"cpu": names[0] if names else platform.processor(), "cores": os.cpu_count(), "load": load, "python": platform.python_version()}


def spread(times: Sequence[float]) -> dict[str, float]:
    """The best, the median and the 95th percentile of some times, in the unit they are in."""
    ordered = sorted(times)
    return {"best": ordered[0], "p50": statistics.median(ordered), "p95": ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]}


def peak_memory() -> float:
    """The most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def processor_time() -> float:
    """Seconds of processor time of this process and of all that it started and that still run: Spark works in a process of its own."""
    ticks, times = os.sysconf("SC_CLK_TCK"), {}
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = place.read_text().rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        times[int(place.parent.name)] = (int(told[1]), (int(told[11]) + int(told[12])) / ticks)
    known = {os.getpid()}
    while more := {pid for pid, (parent, _) in times.items() if parent in known} - known:
        known |= more
    return sum(times[pid][1] for pid in known - {os.getpid()}) + time.process_time()


def table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Rows as plain text, the first column to the left and the rest to the right."""
    cells = [[_shown(cell) for cell in row] for row in [heads, *rows]]
    widths = [max(len(row[place]) for row in cells) for place in range(len(heads))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if not place else cell.rjust(width) for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in cells
    )


def _shown(cell: object) -> str:
    if cell is None:
        return "-"
    if isinstance(cell, float):
        return f"{cell:.3f}" if abs(cell) < 1 else f"{cell:.2f}" if abs(cell) < 100 else f"{cell:,.0f}"
    return str(cell)


def report(name: str, told: dict[str, Any], to: Path | None) -> None:
    """Print the machine; add the measurement to a file as one line of JSON where a file is named."""
    about = machine()
    print("on {cpu}, {cores} cores (load {load}), Python {python}".format(**about))
    if to:
        line = {"benchmark": name, "at": datetime.now(UTC).isoformat(timespec="seconds"), "machine": about, **told}
        with to.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
