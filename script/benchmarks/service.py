"""Proof under stress: a mixed load without errors, killings that lose nothing, malformed requests that are refused."""

import argparse
import tempfile
from importlib import import_module
from pathlib import Path

from benchmarks import measuring

PARTS = {"load": "load", "kills": "killing", "malformed": "malformed"}


def main(given: argparse.Namespace) -> int:
    """Measure what was asked for, on each database. Returns 1 where anything was lost, sent twice, or answered with an error."""
    told = []
    for what in given.what:
        measure = import_module(f"stress.{PARTS[what]}").measure
        for name in given.databases:
            with tempfile.TemporaryDirectory() as folder:
                told.append({"what": what, **measure(name, Path(folder), given)})
    measuring.report("service", {"seed": given.seed, "told": told}, given.json)
    return 0 if all(each["is_met"] for each in told) else 1
