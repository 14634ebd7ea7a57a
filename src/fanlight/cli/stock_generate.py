"""`fanlight stock generate`: write surveys of invented houses, for demonstrations and for measuring."""

import argparse
from pathlib import Path
from typing import Any

from fanlight.cli.choosing import a_day
from fanlight.facts.files import Problem, Refused
from fanlight.facts.inventing import invented
from fanlight.facts.inventing.knowing import DEPTHS


def add(actions: "argparse._SubParsersAction[Any]") -> None:
    """Add the words of this action to those of `fanlight stock`."""
    generate = actions.add_parser("generate", help="surveys of invented houses, the same for the same seed")
    generate.add_argument("--houses", type=_count, required=True, metavar="N", help="how many houses")
    generate.add_argument("--seed", required=True, metavar="S", help="any word or number; it decides what every house is like")
    generate.add_argument("--first", type=_count, default=0, metavar="N", help="the number of the first house (0): for a stock in parts")
    generate.add_argument("--depth", choices=tuple(DEPTHS), default="inspection", help="how much is known of each house")
    generate.add_argument("--on", type=a_day, default=invented.SEEN_ON, metavar="DATE", help="the day of the surveys (%(default)s)")
    generate.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder to write to")
    generate.set_defaults(run=run)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(f"'{text}' is no number of houses")
    return int(text)


def run(given: argparse.Namespace) -> int:
    """Write the surveys and say that they are synthetic. Raises Refused where they cannot be written."""
    numbers = range(given.first, given.first + given.houses)
    try:
        written = sum(1 for _ in invented.write_surveys(given.out, given.seed, numbers, given.depth, on=given.on))
    except OSError as error:
        raise Refused([Problem(str(error.filename), 0, f"cannot be written: {error.strerror}")]) from None
    print(f"{written} surveys of invented houses written to {given.out}: depth {given.depth}, seed {given.seed}, from house {given.first}.")
    print(invented.SYNTHETIC)
    return 0
