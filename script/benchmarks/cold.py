"""The command as a person meets it: a whole process from nothing, and where its time goes."""

import argparse
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import NamedTemporaryFile
from time import perf_counter
from typing import Any

from benchmarks import measuring

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "fanlight.cli"]
HOUSE = ROOT / "examples" / "shared-house.yaml"
# Run as its own process: each stretch of the work with the clock read between.
SPLIT = """
from time import perf_counter as now
a = now()
import sys
from pathlib import Path
from fanlight.assessment.assess import Program
from fanlight.facts.survey_file import read_survey
from fanlight.standards.library import Library
b = now()
survey = read_survey(Path(sys.argv[1]))
c = now()
edition = Library.standard().read(sys.argv[2])
d = now()
program = Program(edition)
e = now()
program.assess(survey)
print(b - a, c - b, d - c, e - d, now() - e)
"""
STRETCHES = ("imports", "reading the survey", "reading the edition", "making it ready", "assessing")


def main(given: argparse.Namespace) -> int:
    """Measure the cold command and its parts."""
    with NamedTemporaryFile("w", suffix=".yaml") as blank:
        blank.write("survey: {of: an empty survey}\nhouse: {}\n")
        blank.flush()
        house = HOUSE if HOUSE.is_file() else Path(blank.name)
        commands = {
            "python that does nothing": [sys.executable, "-c", "pass"],
            "fanlight --version": [*COMMAND, "--version"],
            f"fanlight assess {house.name} --standard sheffield": [*COMMAND, "assess", str(house), "--standard", "sheffield/2009-10"],
        }
        told: dict[str, Any] = {name: _whole(words, given.runs) for name, words in commands.items()}
        print(
            measuring.table(("whole process", "best ms", "p50 ms", "exit"), [(n, t["best"], t["p50"], t["exit"]) for n, t in told.items()])
        )
        parts = _split(house, given.runs)
    print(measuring.table(("of an assessment", "p50 ms"), list(parts.items())))
    imports = _imports()
    print(measuring.table(("module", "own ms", "with what it imports ms"), imports))
    print(f"{given.runs} runs each; the cache of read editions is warm")
    measuring.report("cold", {"runs": given.runs, "house": house.name, "whole": told, "parts": parts, "imports": imports}, given.json)
    return 0


def _whole(words: list[str], runs: int) -> dict[str, float]:
    """The time of whole processes. The first fills caches and is not counted."""
    first = subprocess.run(words, cwd=ROOT, capture_output=True, check=False)
    times = []
    for _ in range(runs):
        start = perf_counter()
        subprocess.run(words, cwd=ROOT, capture_output=True, check=False)
        times.append((perf_counter() - start) * 1000)
    return measuring.spread(times) | {"exit": first.returncode}


def _split(house: Path, runs: int) -> dict[str, float]:
    words = [sys.executable, "-c", SPLIT, str(house), "sheffield/2009-10"]
    seen = [
        [float(part) for part in subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()]
        for _ in range(runs)
    ]
    return {name: 1000 * median(times) for name, times in zip(STRETCHES, zip(*seen, strict=True), strict=True)}


def _imports() -> list[tuple[str, float, float]]:
    """The ten modules that take longest to import themselves, of everything an assessment imports."""
    words = [sys.executable, "-X", "importtime", "-c", SPLIT.split("survey =")[0].replace("a = now()", "")]
    lines = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stderr.splitlines()
    rows = [line.removeprefix("import time:").split("|") for line in lines if line.startswith("import time:") and "self [us]" not in line]
    found = [(name.strip(), int(own) / 1000, int(all_) / 1000) for own, all_, name in rows]
    return sorted(found, key=lambda row: -row[1])[:10]
