"""`fanlight stock plan`: which facts, asked of which houses, settle most of what cannot be told of a stock."""

import argparse
import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from time import monotonic
from typing import Any as Anything

from fanlight.cli.choosing import add_dates, chosen, day_of
from fanlight.cli.stock_run import a_number, add_blocks, left, needed, progress
from fanlight.facts.files import Problem, Refused
from fanlight.standards.library import Library

SHOWN = 10


def add(actions: "argparse._SubParsersAction[Anything]") -> None:
    """Add the words of this action to those of `fanlight stock`."""
    plan = actions.add_parser("plan", help="which facts, asked of which houses, settle most of what cannot be told")
    plan.add_argument("dataset", type=Path, metavar="DATASET", help="a stock")
    add_dates(plan)
    plan.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder to write to")
    plan.add_argument("--steps", type=a_number, default=20, metavar="N", help="at most so many steps (20)")
    plan.add_argument(
        "--visit", type=a_number, default=30, metavar="ANSWERS", help="what going to a house costs, in answers (30); an answer costs 1"
    )
    add_blocks(plan)
    plan.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Find what is missing, plan, write and print. Returns 0."""
    needed()
    from fanlight.assessment.stock import survey_plan, tally
    from fanlight.assessment.stock.dataset import opened
    from fanlight.assessment.stock.making import Wish

    if not given.standard:
        raise Refused([Problem("--standard", 0, "name the standards whose clauses are to be settled")])
    library, on = Library.standard(given.standards_folder), day_of(given)
    editions = {name: library.read(name) for name in chosen(given, library, None, on)}
    gathering = survey_plan.Gathering(opened(given.dataset), Wish(editions, on, block=given.block, memory=given.memory), given.out)
    counted, start = tally.Tally(), monotonic()
    for number, part in enumerate(gathering.parts(), start=1):
        counted.add(part)
        progress(left(number, len(gathering.blocks), number, monotonic() - start, counted.houses))
    progress("")
    plan = survey_plan.Plan(given.out, visit=given.visit, most=given.steps)
    _write_all(plan, given.out)
    for line in _summary(plan, counted):
        print(line)
    print(
        f"the plan: {given.out / 'plan.csv'}; what to ask in each house: {given.out / 'houses.csv'}; every fact: {given.out / 'facts.csv'}"
    )
    return 0


def _write_all(plan: Anything, out: Path) -> None:
    """The ranking, the plan, and what to ask in each house."""
    from fanlight.assessment.stock.survey_plan import question

    heads = ("fact", "question", "houses", "answers", "clauses_waiting", "clauses_waiting_for_nothing_else")
    facts = ((each.name, question(each.name), each.houses, each.answers, each.waiting, each.alone) for each in plan.asked)
    _write(out / "facts.csv", heads, facts)
    columns = ("step", "ask", "houses", "houses_not_visited_before", "answers", "clauses_settled", "cost")
    steps = (("; ".join(each.facts), each.houses, each.visited, each.answers, each.settled, each.cost) for each in plan.steps)
    _write(out / "plan.csv", columns, ((number, *step) for number, step in enumerate(steps, start=1)))
    plan.write_houses(out / "houses.csv")


def _write(path: Path, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([heads, *rows])


def _summary(plan: Anything, counted: Anything) -> Iterator[str]:
    yield f"{counted.houses:,} houses" + (f", of which {counted.left:,} were set aside" if counted.left else "")
    yield f"{plan.open:,} times a clause cannot be told of a house" + (f"; {plan.beyond:,} of them no fact settles" if plan.beyond else "")
    yield "facts for which most clauses wait, and for nothing else:"
    for each in plan.asked[:SHOWN]:
        yield f"  {each.alone:>10,} of {each.waiting:>10,} waiting: {each.name} ({each.answers:,} answers in {each.houses:,} houses)"
    yield f"plan, where an answer costs 1 and going to a house {plan.visit}:"
    done = 0
    for number, each in enumerate(plan.steps, start=1):
        done += each.settled
        where = f"{each.houses:,} houses, {each.visited:,} of them not visited before"
        yield f"  {number}. {', '.join(each.facts)}: {each.answers:,} answers in {where}"
        yield f"     settles {each.settled:,} for {each.cost:,}; so far {done:,} of {plan.open:,} ({100 * done // plan.open} %)"
