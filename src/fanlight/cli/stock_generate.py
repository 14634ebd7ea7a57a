"""`fanlight stock generate`: invented houses, as survey files or as a stock, for demonstrations and for measuring."""

import argparse
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from fanlight.assessment.consistency import check
from fanlight.cli.choosing import a_day
from fanlight.cli.stock_run import needed
from fanlight.facts.files import Problem, Refused
from fanlight.facts.inventing import invented
from fanlight.facts.inventing.knowing import DEPTHS
from fanlight.facts.survey import Survey

ABOUT = {"synthetic": invented.SYNTHETIC}
SET_ASIDE = "set_aside.json"


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
    for number in _numbers(given):
        survey = invented.house(given.seed, number).observed(given.depth, on=given.on)
        try:
            check(survey)
        except Refused as refusal:
            aside.append({"house": survey.name, "reasons": [problem.message for problem in refusal.problems]})
            continue
        yield replace(survey, council=given.council)
