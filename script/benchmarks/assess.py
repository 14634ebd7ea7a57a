"""What assessing one house costs in a process that is already warm, for every shipped edition, and what making it ready costs."""

import argparse
import gc
import os
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from benchmarks import engines, houses, measuring, ten_houses
from fanlight.assessment.assess import Program
from fanlight.facts.survey import Survey
from fanlight.facts.survey_file import read_survey
from fanlight.standards.library import Library

ROOT = Path(__file__).resolve().parents[2]
HEADS = (
    "edition", "house", "clauses", "findings", "p50 ms", "p95 ms", "us a finding", "read the files ms", "from the cache ms",
    "make it ready ms", "ready clauses",
)  # fmt: skip


def main(given: argparse.Namespace) -> int:
    """Measure every shipped edition, and the one of ten clauses."""
    shipped = Library.standard()
    named = [(name, shipped) for name in shipped.editions()] + [("ten/2026-01", Library((engines.STANDARDS,)))]
    told = [_edition(name, library, surveys(name), given.runs) for name, library in named]
    print(measuring.table(HEADS, [_row(each) for each in told]))
    peak = round(measuring.peak_memory())
    print(f"full explanation of every finding; {given.runs} rounds, median of each; peak memory of this process {peak} MB")
    measuring.report("assess", {"runs": given.runs, "peak_mb": peak, "editions": told}, given.json)
    return 0


def surveys(edition: str) -> dict[str, Survey]:
    """The houses an edition is measured on: the examples that come with Fanlight, else made-up ones of eight rooms."""
    if edition.startswith("ten/"):
        return {f"ten {number}": ten_houses.survey(house, "made up") for number, house in enumerate(ten_houses.made_up(50, 7, 0.0))}
    files = sorted((ROOT / "examples").glob("*.yaml"))
    return {file.stem: read_survey(file) for file in files} or {f"made up {seed}": houses.middling(seed) for seed in range(10)}


def _edition(name: str, library: Library, on: dict[str, Survey], runs: int) -> dict[str, Any]:
    fresh, kept = _reading(name, library, runs)
    edition = library.read(name)
    ready = median(_ms(lambda: Program(edition)) for _ in range(runs))
    program = Program(edition)
    for survey in on.values():
        program.assess(survey)
    took: list[list[float]] = [[] for _ in on]
    for _ in range(runs):
        gc.collect()
        for place, survey in enumerate(on.values()):
            took[place].append(_ms(lambda of=survey: program.assess(of)))
    times = [median(each) for each in took]
    findings = median(len(program.assess(survey).findings) for survey in on.values())
    decided = len(program.clauses)
    costs = {"read_ms": fresh, "cached_ms": kept, "ready_ms": ready, **measuring.spread(times)}
    return {"edition": name, "houses": len(on), "clauses": len(edition.clauses), "decided": decided, "findings": findings} | costs


def _reading(name: str, library: Library, runs: int) -> tuple[float, float]:
    """The time to read an edition from its files, and from the cache where there is one; a cache of our own, thrown away."""
    before = os.environ.get("XDG_CACHE_HOME")
    with TemporaryDirectory() as place:
        os.environ["XDG_CACHE_HOME"] = place
        fresh = []
        for number in range(3):
            os.environ["XDG_CACHE_HOME"] = f"{place}/{number}"
            fresh.append(_ms(lambda: library.read(name)))
        kept = median(_ms(lambda: library.read(name)) for _ in range(runs))
    if before is None:
        del os.environ["XDG_CACHE_HOME"]
    else:
        os.environ["XDG_CACHE_HOME"] = before
    return median(fresh), kept


def _row(each: dict[str, Any]) -> list[object]:
    keys = ("edition", "houses", "clauses", "findings", "p50", "p95")
    return [
        *(each[key] for key in keys),
        1000 * each["p50"] / each["findings"],
        each["read_ms"],
        each["cached_ms"],
        each["ready_ms"],
        each["decided"],
    ]


def _ms(run: Callable[[], object]) -> float:
    start = perf_counter()
    run()
    return (perf_counter() - start) * 1000
