"""Measures Fanlight: `script/bench` with `engines`, `assess`, `cold`, `ask`, `letters`, `stock`, `web` or `register`."""

import argparse
import sys
from importlib import import_module
from pathlib import Path

MEASUREMENTS = {
    "engines": "ten clauses, the same houses, Fanlight and other engines in one run",
    "assess": "every shipped edition on one house in a warm process",
    "ask": "how many questions settle a typical house",
    "letters": "every kind of letter: composed, as a page, and as tagged PDF",
    "web": "pages on 20,000 cases, asked for by 30 officers at once, on SQLite and PostgreSQL",
    "register": "searches of a public register of 20,000 licences, on SQLite and PostgreSQL",
    "stock": "a whole stock by the ten clauses, beside queries and a program written by hand",
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
        if name == "stock":
            one.set_defaults(runs=3)
            one.add_argument("--houses", type=int, nargs="+", default=(1, 1000, 100_000), help="sizes of the stock (1 1000 100000)")
        if name == "web":
            one.add_argument("--cases", type=int, default=20_000, help="how many cases there are (20,000)")
            one.add_argument("--officers", type=int, default=30, help="how many officers ask for pages (30)")
            one.add_argument("--think", type=float, default=3.0, help="seconds that an officer reads a page, on average (3)")
            one.add_argument("--seconds", type=float, default=60, help="how long they go on (60)")
        if name == "register":
            one.add_argument("--licences", type=int, default=20_000, help="how many licences there are (20,000)")
            one.add_argument("--readers", type=int, default=10, help="how many readers search (10)")
            one.add_argument("--think", type=float, default=1.0, help="seconds that a reader reads, on average (1)")
            one.add_argument("--seconds", type=float, default=20, help="how long they go on (20)")
        if name in ("web", "register"):
            one.add_argument("--databases", nargs="+", choices=("SQLite", "PostgreSQL"), default=("SQLite", "PostgreSQL"), help="on which")
    given = parser.parse_args()
    return int(import_module(f"benchmarks.{given.measurement}").main(given))


if __name__ == "__main__":
    sys.exit(main())
