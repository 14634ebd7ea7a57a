"""Ten clauses, the same houses, Fanlight and other engines in one run: what each says of the unknown, and what a house costs."""

import argparse
import gc
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, Protocol

from benchmarks import measuring, ten_houses
from benchmarks.ten_houses import CLAUSES, House
from fanlight import __version__
from fanlight.assessment.assess import Program
from fanlight.assessment.finding import Verdict
from fanlight.standards.library import Library

STANDARDS = Path(__file__).resolve().parent / "standards"
RIVALS = (  # where the engine is, its class, the package it needs, and the share of the rounds it is timed in, being slow
    ("by_zen", "Engine", "zen-engine", 1), ("by_cel", "Rust", "common-expression-language", 1),
    ("by_openfisca", "Engine", "openfisca-core", 3), ("by_cel", "Engine", "cel-python", 15),
)  # fmt: skip
ANSWERS = {Verdict.MET: True, Verdict.DOES_NOT_APPLY: True, Verdict.NOT_MET: False, Verdict.CANNOT_TELL: None}


class Engine(Protocol):
    """What an engine must do to be measured."""

    name: str
    trace: str

    def given(self, house: House) -> Any: ...

    def judge(self, house: Any, *, explain: bool) -> list[bool | None]: ...


class Fanlight:
    """Ours, by the same measure. Its explanation cannot be left out: it is what an assessment is."""

    name = "Fanlight"
    trace = "measured, required, relied on, missing, citation"

    def __init__(self) -> None:
        self.program = Program(Library((STANDARDS,)).read("ten/2026-01"))

    def given(self, house: House) -> Any:
        """The house as a survey."""
        return ten_houses.survey(house, "made up")

    def judge(self, survey: Any, *, explain: bool) -> list[bool | None]:
        """Whether each clause is kept to; None where it cannot tell."""
        verdicts = self.program.assess(survey).verdicts()
        return [ANSWERS[verdicts[clause.clause.id]] for clause in self.program.clauses]


def engines(rounds: int) -> list[tuple[Engine, str, int]]:
    """The engines that are installed, with version and rounds."""
    found: list[tuple[Engine, str, int]] = [(Fanlight(), __version__, rounds)]
    for module, kind, package, share in RIVALS:
        try:
            found.append((getattr(import_module(f"benchmarks.rivals.{module}"), kind)(), version(package), max(1, rounds // share)))
        except ImportError:
            print(f"{package} is not installed and is left out")
    return found


def disagreements(engine: Engine, houses: list[House]) -> list[str]:
    """Where an engine differs from what anybody would say of houses of which everything is known."""
    wrong = []
    for number, house in enumerate(houses):
        for clause, (said, so) in enumerate(
            zip(engine.judge(engine.given(house), explain=False), ten_houses.plainly(house), strict=True), start=1
        ):
            if said is not so:
                wrong.append(f"{engine.name}: house {number}, clause {clause}: {said}, but it is {so}")
    return wrong


def of_the_unknown(engine: Engine, houses: list[House], truths: list[list[set[bool]]]) -> dict[str, float]:
    """What becomes of the truly unknown cells, as shares of them; and of the known: how many are lost, how many wrong."""
    counts = {"unknown": 0, "passed": 0, "failed": 0, "known": 0, "lost": 0, "wrong": 0}
    for house, truth in zip(houses, truths, strict=True):
        for said, can_be in zip(engine.judge(engine.given(house), explain=False), truth, strict=True):
            if len(can_be) == 2:
                counts["unknown"] += 1
                counts["passed" if said else "failed"] += said is not None
            else:
                counts["known"] += 1
                counts["lost"] += said is None
                counts["wrong"] += said is not None and said not in can_be
    shares = {name: counts[name] / counts["unknown"] for name in ("passed", "failed")}
    return shares | {name: counts[name] / counts["known"] for name in ("lost", "wrong")}


Times = dict[str, list[float]]


def timed(runs: list[tuple[Engine, str, int]], houses: list[House]) -> Times:
    """The time of each house in ms, the median of an engine's rounds. The engines take turns, so that a busy moment meets them all."""
    given = {engine.name: [engine.given(house) for house in houses] for engine, _, _ in runs}
    taken: dict[str, list[list[float]]] = {engine.name: [[] for _ in houses] for engine, _, _ in runs}
    for turn in range(max(rounds for _, _, rounds in runs)):
        for engine, _, rounds in runs:
            if turn < rounds:
                gc.collect()
                for place, house in enumerate(given[engine.name]):
                    taken[engine.name][place].append(_ms(lambda judged=engine.judge, of=house: judged(of, explain=True)))
    return {name: [median(times) for times in each] for name, each in taken.items()}


def _ms(run: Callable[[], object]) -> float:
    start = perf_counter()
    run()
    return (perf_counter() - start) * 1000


HEADS = (
    "with explanation", "p50 ms", "p95 ms", "ratio", "complete p50 ms", "ratio", "unknown passed", "unknown failed", "known lost",
    "known wrong", "rounds",
)  # fmt: skip


def _told(run: tuple[Engine, str, int], times: Times, whole: Times, shares: dict[str, float]) -> dict[str, Any]:
    engine, number, rounds = run
    about = {"engine": engine.name, "version": number, "rounds": rounds, "explains": engine.trace}
    complete = {f"complete_{name}": took for name, took in measuring.spread(whole[engine.name]).items()}
    return about | measuring.spread(times[engine.name]) | complete | shares


def _row(each: dict[str, Any], ours: dict[str, Any]) -> list[object]:
    ratios = [f"{each[name] / ours[name]:.2f} x" for name in ("p50", "complete_p50")]
    percents = [f"{100 * each[name]:.1f} %" for name in ("passed", "failed", "lost", "wrong")]
    about = [f"{each['engine']} {each['version']}", each["p50"], each["p95"], ratios[0], each["complete_p50"], ratios[1]]
    return [*about, *percents, each["rounds"]]


def main(given: argparse.Namespace) -> int:
    """Run the comparison. Returns 1 where an engine disagrees on a house of which everything is known."""
    complete, houses = ten_houses.made_up(given.houses, 7, 0.0), ten_houses.made_up(given.houses, 11, 0.05)
    runs = engines(given.runs)
    wrong = [line for engine, _, _ in runs for line in disagreements(engine, complete)]
    if wrong:
        print("\n".join([*wrong[:20], f"{len(wrong)} cells of complete houses are judged wrongly: the clauses are not the same"]))
        return 1
    truths = [ten_houses.outcomes(house) for house in houses]
    unknown = sum(len(can_be) == 2 for truth in truths for can_be in truth)
    print(f"{len(runs)} engines agree on all {CLAUSES * len(complete):,} cells of {len(complete)} complete houses")
    print(f"of {CLAUSES * len(houses):,} cells of {len(houses)} houses with 5 % of the facts missing, {unknown} are truly unknown\n")
    times, whole = timed(runs, houses), timed(runs, complete)
    told = [_told(run, times, whole, of_the_unknown(run[0], houses, truths)) for run in runs]
    print(measuring.table(HEADS, [_row(each, told[0]) for each in told]))
    for engine, _, _ in runs:
        print(f"  {engine.name} explains: {engine.trace}")
    measuring.report(
        "engines", {"houses": len(houses), "cells": CLAUSES * len(houses), "truly_unknown": unknown, "engines": told}, given.json
    )
    return 0
