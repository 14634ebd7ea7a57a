"""Making one part of a run: a block of houses read and assessed by the engine that was asked for, its files put in their places."""

import json
import shutil
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Self

from fanlight.assessment.columnar.program import Program
from fanlight.assessment.stock.block import Block, Part
from fanlight.assessment.stock.by_duckdb import DuckBlock
from fanlight.assessment.stock.dataset import Dataset
from fanlight.facts.files import Problem, Refused
from fanlight.standards.edition import Edition

A_BLOCK = 10_000


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of a run. `of_council` says which editions a house is assessed by, by its council; None: all houses by all editions.

    `workers` is how many blocks are assessed at the same time: here or, where the run `is_spread`, on the machines of a cluster. `engine`
    is `duckdb`, `fast` or `spark`, which find the same.
    """

    editions: Mapping[str, Edition]
    on: date
    of_council: Mapping[str, tuple[str, ...]] | None = None
    block: int = A_BLOCK
    memory: str = ""
    lacking: bool = True
    workers: int = 1
    engine: str = "duckdb"
    is_spread: bool = False


def refuse_too_large(programs: Mapping[str, Program]) -> None:
    """Raises Refused for clauses that no column can hold."""
    problems = [
        Problem(f"{name} {clause}", 0, "reckons with figures of more than 38 digits; only 'fanlight assess' can decide it")
        for name, program in programs.items()
        for clause in program.too_large
    ]
    if problems:
        raise Refused(problems)


def programs_of(wish: Wish) -> dict[str, Program]:
    """The editions of a wish, compiled. Raises Refused for clauses that no column can hold."""
    programs = {name: Program(edition, on=wish.on, lacking=wish.lacking) for name, edition in wish.editions.items()}
    refuse_too_large(programs)
    return programs


class Maker:
    """Makes the parts of a run: reads a block of houses, assesses it, and puts its files in their places."""

    def __init__(self, dataset: Dataset, wish: Wish, out: Path, *, spill: str = "spill", threads: int = 0) -> None:
        self.wish, self.out, self.programs = wish, out, programs_of(wish)
        self.block = self._block(dataset, out / spill, threads)

    def _block(self, dataset: Dataset, spill: Path, threads: int) -> Block:
        """The block of an engine. What one of them needs is an extra of its own, so it is read when it is asked for."""
        if self.wish.engine == "spark":
            from fanlight.assessment.stock.by_spark import SparkBlock

            return SparkBlock(dataset, self.programs, spill=spill, memory=self.wish.memory)
        if self.wish.engine == "fast":
            from fanlight.assessment.stock.fast import FastBlock

            return FastBlock(dataset, self.programs, spill=spill, memory=self.wish.memory, threads=threads)
        return DuckBlock(dataset, self.programs, spill=spill, memory=self.wish.memory, threads=threads)

    def another(self) -> Self:
        """One that works beside this one, in the same memory."""
        beside = copy(self)
        beside.block = self.block.another()
        return beside

    def part(self, number: int, between: tuple[int, int]) -> Part:
        """Assess one block. Its files are written beside their places and moved there together with the last one, which says it is done."""
        waiting = self.out / "waiting" / f"{number:05}"
        shutil.rmtree(waiting, ignore_errors=True)
        waiting.mkdir(parents=True)
        councils = None if self.wish.of_council is None else [name for name, of in self.wish.of_council.items() if of]
        part = self.block.read(number, between, councils)
        made = self.block.write_aside(waiting / "set_aside" / f"part-{number:05}.parquet")
        for name in self.programs:
            made += self.block.write_findings(name, self._councils(name), part, waiting / "findings" / f"edition={plain(name)}")
        for path in made:
            place = self.out / path.relative_to(waiting)
            place.parent.mkdir(parents=True, exist_ok=True)
            path.replace(place)
        write(self.out / "parts" / f"{number:05}.json", {name: getattr(part, name) for name in Part.__slots__})
        return part

    def _councils(self, name: str) -> list[str] | None:
        """The councils whose houses an edition is for; None: all houses."""
        if self.wish.of_council is None:
            return None
        return [council for council, of in self.wish.of_council.items() if name in of]


def plain(edition: str) -> str:
    """The name of an edition as part of a path."""
    return edition.replace("/", "_")


def write(path: Path, content: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = path.with_suffix(".part")
    waiting.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    waiting.replace(path)
