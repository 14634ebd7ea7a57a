"""Measures Fanlight: `script/bench` with the name of what is measured."""

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
    "service": "the service under stress: a mixed load, killings at random, malformed requests, files and editions",
    "stock": "a whole stock by the ten clauses, beside queries and a program written by hand",
    "cold": "the command as a whole cold process, and where its time goes",
    "start": "the service from script/serve to its first page",
}


def _stress(one: argparse.ArgumentParser) -> None:
    """The words of `service`."""
    parts = ("load", "kills", "malformed")
    one.add_argument("--what", nargs="+", choices=parts, default=parts, help="which of its parts (all three)")
    one.add_argument("--cases", type=int, default=2000, help="how many cases there are (2,000)")
    one.add_argument("--officers", type=int, default=30, help="how many officers work (30)")
    one.add_argument("--readers", type=int, default=100, help="how many people read public pages (100)")
    one.add_argument("--think", type=float, default=5.0, help="seconds that each reads a page, on average (5)")
    one.add_argument("--seconds", type=float, default=300, help="how long the load goes on (300)")
    one.add_argument("--kills", type=int, default=20, help="how often the pages are killed (20)")
    one.add_argument("--database-kills", type=int, default=5, help="how often PostgreSQL is killed (5)")
    one.add_argument("--requests", type=int, default=10_000, help="how many malformed requests, files and editions (10,000)")
    one.add_argument("--seed", type=int, default=6, help="what chance begins with (6)")


def _stock(one: argparse.ArgumentParser) -> None:
    """The words of `stock`."""
    one.set_defaults(runs=3)
    one.add_argument("--houses", type=int, nargs="+", default=(1, 1000, 100_000), help="sizes of the stock (1 1000 100000)")
    one.add_argument("--edition", help="this whole edition instead of the ten clauses, from Parquet to Parquet, once")
    one.add_argument("--engines", nargs="+", choices=("duckdb", "fast"), default=("duckdb", "fast"), help="of a whole edition: by which")
    one.add_argument("--block", type=int, default=10_000, help="of a whole edition: houses at a time (10,000)")
    one.add_argument("--plot", action="store_true", help="how the cost grows with houses and with clauses, drawn for the documentation")
    one.add_argument("--spark", action="store_true", help="whole runs on Spark too, which takes a minute more for each size")


def _web(one: argparse.ArgumentParser) -> None:
    """The words of `web`."""
    one.add_argument("--cases", type=int, default=20_000, help="how many cases there are (20,000)")
    one.add_argument("--officers", type=int, default=30, help="how many officers ask for pages (30)")
    one.add_argument("--think", type=float, default=3.0, help="seconds that an officer reads a page, on average (3)")
    one.add_argument("--seconds", type=float, default=60, help="how long they go on (60)")


def _register(one: argparse.ArgumentParser) -> None:
    """The words of `register`."""
    one.add_argument("--licences", type=int, default=20_000, help="how many licences there are (20,000)")
    one.add_argument("--readers", type=int, default=10, help="how many readers search (10)")
    one.add_argument("--think", type=float, default=1.0, help="seconds that a reader reads, on average (1)")
    one.add_argument("--seconds", type=float, default=20, help="how long they go on (20)")


def _engines(one: argparse.ArgumentParser) -> None:
    """The words of `engines`."""
    one.add_argument("--houses", type=int, default=200, help="how many houses of each sort (200)")


def _start(one: argparse.ArgumentParser) -> None:
    """The words of `start`."""
    one.add_argument("--cold", action="store_true", help="in a fresh clone, with all that it installs")


WORDS = {"engines": _engines, "stock": _stock, "web": _web, "register": _register, "service": _stress, "start": _start}
"""What each takes besides what all take."""


def main() -> int:
    """Run one measurement. Returns 0 when it was made, 1 when what is measured is wrong, 2 when the words are."""
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    words = parser.add_subparsers(dest="measurement", required=True, metavar="MEASUREMENT")
    for name, what in MEASUREMENTS.items():
        one = words.add_parser(name, help=what, description=what)
        one.add_argument("--json", type=Path, metavar="FILE", help="add the figures to a file as one line of JSON")
        one.add_argument("--runs", type=int, default=15, help="how often each thing is measured (15)")
        if name in WORDS:
            WORDS[name](one)
        if name in ("web", "register", "service"):
            one.add_argument("--databases", nargs="+", choices=("SQLite", "PostgreSQL"), default=("SQLite", "PostgreSQL"), help="on which")
    given = parser.parse_args()
    return int(import_module(f"benchmarks.{given.measurement}").main(given))


if __name__ == "__main__":
    sys.exit(main())
