"""Measures Fanlight: `script/bench` with `engines`, `assess`, `cold`, `ask` or `letters`."""

import argparse
import sys
from importlib import import_module
from pathlib import Path

MEASUREMENTS = {
    "engines": "ten clauses, the same houses, Fanlight and other engines in one run",
    "assess": "every shipped edition on one house in a warm process",
    "ask": "how many questions settle a typical house",
    "letters": "every kind of letter: composed, as a page, and as tagged PDF",
    "cold": "the command as a whole cold process, and where its time goes",
}


def main() -> int:
    """Run one measurement. Returns 0 when it was made, 1 when what is measured is wrong, 2 when the words are."""
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    words = parser.add_subparsers(dest="measurement", required=True, metavar="MEASUREMENT")
    for name, what in MEASUREMENTS.items():
        one = words.add_parser(name, help=what, description=what)
        one.add_argument("--json", type=Path, metavar="FILE", help="add the figures to a file as one line of JSON")
        one.add_argument("--runs", type=int, default=15, help="how often each thing is measured (15)")
        if name == "engines":
            one.add_argument("--houses", type=int, default=200, help="how many houses of each sort (200)")
    given = parser.parse_args()
    return int(import_module(f"benchmarks.{given.measurement}").main(given))


if __name__ == "__main__":
    sys.exit(main())
