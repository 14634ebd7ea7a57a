"""`fanlight stock generate`: invented houses, as survey files or as a stock, for demonstrations and for measuring."""

import argparse
import json
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from functools import partial
from multiprocessing import get_context
from os import cpu_count
from pathlib import Path
from typing import Any

from fanlight.assessment.consistency import check
from fanlight.cli.choosing import a_day
from fanlight.cli.stock_run import a_number, needed
from fanlight.facts.files import Problem, Refused
from fanlight.facts.inventing import invented
from fanlight.facts.inventing.knowing import DEPTHS
from fanlight.facts.survey import Survey

ABOUT = {"synthetic": invented.SYNTHETIC}
SET_ASIDE = "set_aside.json"
A_SHARE, A_FEW = 50, 40
"""How many houses a process draws at a time, and how many such shares wait to be written at most."""


def add(actions: "argparse._SubParsersAction[Any]") -> None:
    """Add the words of this action to those of `fanlight stock`."""
    generate = actions.add_parser("generate", help="invented houses, the same for the same seed")
    generate.add_argument("--houses", type=_count, required=True, metavar="N", help="how many houses")
    generate.add_argument("--seed", required=True, metavar="S", help="any word or number; it decides what every house is like")
    generate.add_argument("--first", type=_count, default=0, metavar="N", help="the number of the first house (0): for a stock in parts")
    generate.add_argument("--depth", choices=tuple(DEPTHS), default="inspection", help="how much is known of each house")
    generate.add_argument("--on", type=a_day, default=invented.SEEN_ON, metavar="DATE", help="the day of the surveys (%(default)s)")
    generate.add_argument("--as", dest="form", choices=("surveys", "stock"), default="surveys", help="survey files, or at once a stock")
    generate.add_argument("--council", default="", metavar="COUNCIL", help="of a stock: the council whose editions count for its houses")
    generate.add_argument("--workers", type=a_number, default=cpu_count() or 1, metavar="N", help="of a stock: processes at a time")
    generate.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder to write to")
    generate.set_defaults(run=run)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(f"'{text}' is no number of houses")
    return int(text)


def run(given: argparse.Namespace) -> int:
    """Write the houses and say that they are synthetic. Raises Refused where they cannot be written."""
    try:
        said = _stock(given) if given.form == "stock" else _surveys(given)
    except OSError as error:
        raise Refused([Problem(str(error.filename), 0, f"cannot be written: {error.strerror}")]) from None
    print(f"{said} written to {given.out}: depth {given.depth}, seed {given.seed}, from house {given.first}.")
    print(invented.SYNTHETIC)
    return 0


def _numbers(given: argparse.Namespace) -> range:
    return range(given.first, given.first + given.houses)


def _surveys(given: argparse.Namespace) -> str:
    written = sum(1 for _ in invented.write_surveys(given.out, given.seed, _numbers(given), given.depth, on=given.on))
    return f"{written} surveys of invented houses"


def _stock(given: argparse.Namespace) -> str:
    """Write the houses as a stock, and beside its tables those that contradict themselves, with their reasons."""
    needed()
    from fanlight.assessment.stock import dataset  # what a stock needs is not always installed

    aside: list[dict[str, object]] = []
    about = {**ABOUT, "drawn": f"depth {given.depth}, seed {given.seed}, from house {given.first}"}
    houses = dataset.write(_sound(given, aside), given.out, first=given.first, about=about)
    left = {**about, "houses": aside}
    (given.out / SET_ASIDE).write_text(json.dumps(left, indent=1) + "\n", encoding="utf-8")
    return f"{houses} invented houses" + (f" ({len(aside)} set aside, see {SET_ASIDE})" if aside else "")


def _sound(given: argparse.Namespace, aside: list[dict[str, object]]) -> Iterator[Survey]:
    """The houses as they are known, without those whose facts exclude each other."""
    for number, known in zip(_numbers(given), _known(given), strict=True):
        if isinstance(known, Survey):
            yield replace(known, council=given.council)
        else:
            aside.append({"house": invented.name_of(given.seed, number), "reasons": known})


def _known(given: argparse.Namespace) -> Iterator[Survey | list[str]]:
    """Every house in turn, drawn by as many processes as are asked for: a house is the same whoever draws it."""
    draw, numbers = partial(_drawn, given.seed, given.depth, given.on), _numbers(given)
    if given.workers == 1 or len(numbers) <= A_SHARE:
        yield from map(draw, numbers)
        return
    with ProcessPoolExecutor(given.workers, get_context("spawn")) as pool:
        # A few shares at a time: what is drawn faster than it is written would fill the memory.
        for first in range(0, len(numbers), A_SHARE * A_FEW):
            yield from pool.map(draw, numbers[first : first + A_SHARE * A_FEW], chunksize=A_SHARE)


def _drawn(seed: str, depth: str, on: date, number: int) -> Survey | list[str]:
    """A house as it is known; of one whose facts exclude each other, the reasons."""
    survey = invented.house(seed, number).observed(depth, on=on)
    try:
        check(survey)
    except Refused as refusal:
        return [problem.message for problem in refusal.problems]
    return survey
