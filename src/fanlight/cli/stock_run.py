"""What the actions of `fanlight stock` share: what must be installed, the words about blocks, and how far a run is."""

import argparse
import os
import shutil
import sys
from dataclasses import replace
from importlib.util import find_spec
from typing import Any as Anything

from fanlight.facts.files import Problem, Refused

NEEDED = ("duckdb", "pyarrow", "sqlglot")
FOR_FAST = ("llvmlite", "numpy")
BLOCK, BLOCK_ON_SPARK = 10_000, 100_000
"""How many houses are assessed at a time. Spark takes seconds to plan each block, however large it is."""
REPAID = 20_000
"""From how many houses on code is worth compiling. What that takes and what it saves in a house both go with the clauses of an edition."""


def add_blocks(action: argparse.ArgumentParser) -> None:
    """Add --block and --memory."""
    action.add_argument("--block", type=a_number, default=BLOCK, metavar="HOUSES", help="how many houses are assessed at a time (10000)")
    action.add_argument("--memory", default="", metavar="SIZE", help="the most memory to use, for example 4GB; more is spilled to disk")


def a_number(text: str) -> int:
    """A number of houses of the command line. Raises argparse's error."""
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of houses; write for example 10000")
    return int(text)


def needed() -> None:
    """Raises Refused where what a stock needs is not installed."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise Refused([Problem("fanlight stock", 0, f"needs {', '.join(missing)}; install Fanlight with its extra: fanlight[stock]")])


def engine_of(wanted: str) -> str:
    """The engine to use: `auto` is the fast one where it is installed. Raises Refused where it is asked for and is not."""
    if wanted == "spark":
        _needed_by_spark("--engine spark")
    missing = [name for name in FOR_FAST if find_spec(name) is None]
    if wanted == "fast" and missing:
        raise Refused([Problem("--engine fast", 0, f"needs {', '.join(missing)}; install Fanlight with its extra: fanlight[fast]")])
    return wanted if wanted != "auto" else "duckdb" if missing else "fast"


def may_spread(engine: str) -> None:
    """Raises Refused where blocks cannot be spread over a cluster."""
    if engine == "spark":
        raise Refused(
            [Problem("--spread", 0, "hands out whole blocks, while --engine spark has all machines at one; leave out one of them")]
        )
    _needed_by_spark("--spread")


def _needed_by_spark(word: str) -> None:
    if find_spec("pyspark") is None:
        raise Refused([Problem(word, 0, "needs pyspark; install Fanlight with its extra: fanlight[spark]")])
    if "JAVA_HOME" not in os.environ and shutil.which("java") is None:
        raise Refused([Problem(word, 0, "needs a Java runtime of version 17 or newer; on Debian: apt install default-jre-headless")])


def suited(wish: Anything, houses: int) -> Anything:
    """A wish with the engine that is sooner done with so many houses; says which that is, and why."""
    engine = engine_of("auto")
    if engine == "duckdb":
        return _said(wish, engine, "compiled code would be faster: fanlight[fast]")
    new = [name for name, edition in wish.editions.items() if not _is_compiled(edition, wish)]
    # Where each council has an edition of its own, only some of the houses are its.
    enough = REPAID * (len(new) if wish.of_council else 1)
    what = ", ".join(new) if len(new) < 4 else f"{len(new)} editions"
    if not new:
        return _said(wish, engine, "compiled on this machine before")
    if houses >= enough:
        return _said(wish, engine, f"{houses:,} houses repay compiling {what}, which is kept")
    return _said(wish, "duckdb", f"compiling {what} pays from {enough:,} houses on")


def _is_compiled(edition: Anything, wish: Anything) -> bool:
    from fanlight.assessment.native.engine import key_of  # what it needs is an extra of its own
    from fanlight.standards import stored

    return stored.is_kept(key_of(edition, wish.on, lacking=wish.lacking, as_rows=True))


def _said(wish: Anything, engine: str, why: str) -> Anything:
    print(f"engine: {engine}, {why}")
    return replace(wish, engine=engine)


def progress(text: str) -> None:
    """Show how far a run is, in one line that the next replaces; only to a person at a terminal."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


def left(number: int, parts: int, made: int, seconds: float, houses: int) -> str:
    """How far a run is: a bar, the houses done, and from the pace so far how long the rest will take."""
    bar = "#" * (20 * number // parts)
    text = f"[{bar:<20}] part {number} of {parts}, {houses:,} houses"
    return f"{text}, about {time_of(seconds / made * (parts - number))} left" if made > 0 else text


def time_of(seconds: float) -> str:
    """Seconds in the unit that fits."""
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min" if seconds < 6000 else f"{seconds / 3600:.1f} h"
