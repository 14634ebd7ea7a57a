"""`fanlight stock`: a whole stock of houses as a data set, and every house of it assessed against standards."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from os import cpu_count
from pathlib import Path
from time import monotonic
from typing import Any as Anything

from fanlight.assessment.consistency import check
from fanlight.cli import stock_generate, stock_impact, stock_plan
from fanlight.cli.choosing import add_dates, chosen, day_of, in_force
from fanlight.cli.stock_run import BLOCK, BLOCK_ON_SPARK, a_number, add_blocks, engine_of, left, may_spread, needed, progress, suited
from fanlight.facts.files import Problem, Refused
from fanlight.facts.survey import Survey
from fanlight.facts.survey_file import read_survey
from fanlight.standards.library import Library

IN_FORCE = "in-force"
WORST = 10


def add(commands: "argparse._SubParsersAction[Anything]") -> None:
    """Add the words of this command."""
    command = commands.add_parser("stock", help="assess thousands or millions of houses at once")
    actions = command.add_subparsers(dest="action", required=True, metavar="ACTION")
    convert = actions.add_parser("convert", help="a stock (a folder of Parquet files) of surveys")
    convert.add_argument("surveys", type=Path, nargs="+", metavar="SURVEYS", help="survey files, or folders of them")
    convert.add_argument("--out", type=Path, required=True, metavar="DATASET", help="the folder to write the stock to")
    convert.set_defaults(run=run_convert)
    _add_assess(actions)
    stock_impact.add(actions)
    stock_plan.add(actions)
    stock_generate.add(actions)


def _add_assess(actions: "argparse._SubParsersAction[Anything]") -> None:
    assess = actions.add_parser("assess", help="every clause of some standards on every house of a stock")
    assess.add_argument("dataset", type=Path, metavar="DATASET", help="a stock")
    add_dates(assess)
    assess.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="the folder for the findings; a run that was stopped goes on there"
    )
    assess.add_argument(
        "--engine", choices=("auto", "duckdb", "fast", "spark"), default="auto",
        help="what works out the findings, which are the same: queries on DuckDB or on Spark, or code compiled for the machine "
        "(auto: whichever of DuckDB and code is sooner done)",
    )  # fmt: skip
    add_blocks(assess)
    assess.add_argument(
        "--workers",
        type=a_number,
        metavar="N",
        help="blocks at a time (as many as this machine has cores; with --engine spark 1, which is on all)",
    )
    assess.add_argument(
        "--spread", action="store_true",
        help="have whole blocks assessed on the machines of a Spark cluster, each by compiled code or DuckDB there",
    )  # fmt: skip
    assess.add_argument("--without-missing", action="store_true", help="do not count missing facts, which takes most of the time")
    assess.set_defaults(run=run_assess, block=None)


def run_convert(given: argparse.Namespace) -> int:
    """Make a stock of surveys; those that are refused are left out, and each is said. Returns 2 where any was."""
    needed()
    from fanlight.assessment.stock import dataset

    refused: list[Problem] = []
    houses = dataset.write(_surveys(list(_files(given.surveys)), refused), given.out)
    print(f"{houses} houses written to {given.out}" + (f", {len({each.file for each in refused})} surveys left out" if refused else ""))
    for problem in refused:
        print(f"error: {problem}", file=sys.stderr)
    return 2 if refused else 0


def _files(given: Sequence[Path]) -> Iterator[Path]:
    """Survey files, and those in folders, in order of their names."""
    for path in given:
        if not path.is_dir():
            yield path
            continue
        inside = sorted(path.rglob("*.yaml"))
        if not inside:
            raise Refused([Problem(str(path), 0, "holds no survey: no file there ends in .yaml")])
        yield from inside


def _surveys(paths: Sequence[Path], refused: list[Problem]) -> Iterator[Survey]:
    for number, path in enumerate(paths, start=1):
        try:
            survey = read_survey(path)
            check(survey)
        except Refused as refusal:
            refused += refusal.problems
            continue
        yield survey
        if number % 100 == 0:
            progress(f"{number:,} of {len(paths):,} surveys")
    progress("")


def run_assess(given: argparse.Namespace) -> int:
    """Assess a stock, part by part. Returns 0."""
    needed()
    from fanlight.assessment.stock import running, tally
    from fanlight.assessment.stock.dataset import opened

    found = opened(given.dataset)
    wish = _wish(given)
    run = running.Run(found, suited(wish, found.houses) if given.engine == "auto" else wish, given.out)
    done = tally.Tally()
    start, before = monotonic(), len(run.finished())
    for number, part in enumerate(run.parts(), start=1):
        done.add(part)
        progress(left(number, len(run.blocks), number - before, monotonic() - start, done.houses))
    progress("")
    tally.write(done, given.out / "summary.csv")
    for line in _summary(done, given.out):
        print(line)
    return 0


def _wish(given: argparse.Namespace) -> Anything:
    """What is asked for. Raises Refused where no standard is named."""
    from fanlight.assessment.stock import making

    library, on = Library.standard(given.standards_folder), day_of(given)
    if not given.standard:
        raise Refused([Problem("--standard", 0, f"name the standards to assess by, or '{IN_FORCE}' for those of each house's own council")])
    of_council = None
    if given.standard == [IN_FORCE]:
        of_council = {edition.partition("/")[0]: _beside(library, edition, on) for edition in in_force(library, on)}
        names = list(dict.fromkeys(name for of in of_council.values() for name in of))
    else:
        names = chosen(given, library, None, on)
    editions = {name: library.read(name) for name in names}
    engine = engine_of(given.engine)
    if given.spread:
        may_spread(engine)
    block = given.block or (BLOCK_ON_SPARK if engine == "spark" else BLOCK)
    workers = given.workers or (1 if engine == "spark" else cpu_count() or 1)
    return making.Wish(editions, on, of_council, block, given.memory, not given.without_missing, workers, engine, given.spread)


def _beside(library: Library, edition: str, on: Anything) -> tuple[str, ...]:
    """An edition and the national ones assessed beside it."""
    return (edition, *(name for name in library.beside(edition) if library.has_begun(name, on)))


def _summary(done: Anything, out: Path) -> Iterator[str]:
    """What the run came to: houses, those set aside and why, and for each edition its verdicts and the clauses most often not met."""
    yield f"{done.houses:,} houses" + (f", of which {done.left:,} were set aside" if done.left else "")
    for reason, count in done.aside.most_common():
        yield f"  set aside: {count:,} {'house' if count == 1 else 'houses'}: {reason}"
    for edition, verdicts in done.editions().items():
        counts = ", ".join(f"{count:,} {verdict.replace('_', ' ')}" for verdict, count in sorted(verdicts.items()))
        yield f"== {edition}: {sum(verdicts.values()):,} findings: {counts}"
        for clause, each in done.worst(edition, WORST):
            yield f"   {each['not_met']:>10,} not met, {each['cannot_tell']:>10,} cannot tell, {each['met']:>10,} met: {clause}"
    if done.spilled:
        yield f"{done.spilled / 1e6:,.0f} MB were spilled to disk at a time"
    yield f"findings: {out / 'findings'}; counts by clause: {out / 'summary.csv'}; houses set aside: {out / 'set_aside'}"
