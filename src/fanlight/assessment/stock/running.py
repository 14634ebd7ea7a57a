"""Assessing a stock a block of houses at a time: each block is a part on disk, finished as a whole or not at all."""

import json
import shutil
from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from queue import SimpleQueue

import duckdb

from fanlight import __version__
from fanlight.assessment.columnar.program import Program
from fanlight.assessment.stock.block import Block, Part
from fanlight.assessment.stock.by_duckdb import DuckBlock
from fanlight.assessment.stock.dataset import Dataset
from fanlight.facts.files import Problem, Refused
from fanlight.standards.edition import Edition

MANIFEST = "manifest.json"
SHAPE = "fanlight stock findings 1"
A_BLOCK = 10_000
FAR = 2**62


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of a run. `of_council` says which editions a house is assessed by, by its council; None: all houses by all editions.

    `workers` is how many blocks are assessed at the same time; `engine` is `duckdb`, `fast` or `spark`, which find the same.
    """

    editions: Mapping[str, Edition]
    on: date
    of_council: Mapping[str, tuple[str, ...]] | None = None
    block: int = A_BLOCK
    memory: str = ""
    lacking: bool = True
    workers: int = 1
    engine: str = "duckdb"


def refuse_too_large(programs: Mapping[str, Program]) -> None:
    """Raises Refused for clauses that no column can hold."""
    problems = [
        Problem(f"{name} {clause}", 0, "reckons with figures of more than 38 digits; only 'fanlight assess' can decide it")
        for name, program in programs.items()
        for clause in program.too_large
    ]
    if problems:
        raise Refused(problems)


def blocks_of(block: Block, size: int) -> list[tuple[int, int]]:
    """From which number of a house to which each block goes. There are no gaps: a row of a house there is not must be found, too."""
    firsts = block.firsts(size)
    ends = [first - 1 for first in firsts[1:]]
    return list(zip([-FAR, *firsts[1:]], [*ends, FAR], strict=True)) if firsts else []


def _block(dataset: Dataset, programs: Mapping[str, Program], wish: Wish, spill: Path) -> Block:
    """The block of an engine. What one of them needs is an extra of its own, so it is read when it is asked for."""
    if wish.engine == "spark":
        from fanlight.assessment.stock.by_spark import SparkBlock

        return SparkBlock(dataset, programs, spill=spill, memory=wish.memory)
    if wish.engine == "fast":
        from fanlight.assessment.stock.fast import FastBlock

        return FastBlock(dataset, programs, spill=spill, memory=wish.memory)
    return DuckBlock(dataset, programs, spill=spill, memory=wish.memory)


class Run:
    """A run over a stock into a folder. Raises Refused where the folder holds a run of something else."""

    def __init__(self, dataset: Dataset, wish: Wish, out: Path) -> None:
        self.dataset, self.wish, self.out = dataset, wish, out
        self.programs = {name: Program(edition, on=wish.on, lacking=wish.lacking) for name, edition in wish.editions.items()}
        refuse_too_large(self.programs)
        out.mkdir(parents=True, exist_ok=True)
        self.block = _block(dataset, self.programs, wish, out / "spill")
        self.idle: SimpleQueue[Block] = SimpleQueue()
        for block in (self.block, *(self.block.another() for _ in range(1, wish.workers))):
            self.idle.put(block)
        self.blocks = blocks_of(self.block, wish.block)
        self._begin()

    def _pins(self) -> dict[str, object]:
        """What a run is of: parts of two runs go together only where all of it is the same."""
        return {
            "shape": SHAPE,
            "fanlight": __version__,
            "duckdb": duckdb.__version__,
            "dataset": self.dataset.digest,
            "editions": {name: edition.digest for name, edition in sorted(self.wish.editions.items())},
            "readings": {name: dict(edition.switched) for name, edition in sorted(self.wish.editions.items()) if edition.switched},
            "of_council": None if self.wish.of_council is None else {name: list(of) for name, of in sorted(self.wish.of_council.items())},
            "on": self.wish.on.isoformat(),
            "block": self.wish.block,
            "missing": self.wish.lacking,
        }

    def _begin(self) -> None:
        path, pins = self.out / MANIFEST, self._pins()
        if path.exists():
            before = json.loads(path.read_text(encoding="utf-8"))
            changed = [name for name, value in pins.items() if before.get(name) != value]
            if changed:
                what = ", ".join(changed)
                raise Refused([Problem(str(self.out), 0, f"holds a run of something else ({what} differ); name another folder with --out")])
        (self.out / "parts").mkdir(parents=True, exist_ok=True)
        for name, program in self.programs.items():
            _write(self.out / "clauses" / f"{_plain(name)}.json", described(program))
        _write(path, pins)

    def finished(self) -> dict[int, Part]:
        """The parts that are finished, by their numbers."""
        read = (json.loads(path.read_text(encoding="utf-8")) for path in sorted((self.out / "parts").glob("*.json")))
        return {part["number"]: Part(**part) for part in read}

    def parts(self) -> Iterator[Part]:
        """Every part in turn; one that was finished before is only read."""
        before = self.finished()
        shutil.rmtree(self.out / "waiting", ignore_errors=True)
        left = deque(number for number in range(len(self.blocks)) if number not in before)
        waiting: dict[int, Future[Part]] = {}
        with ThreadPoolExecutor(self.wish.workers) as pool:
            for number in range(len(self.blocks)):
                while left and len(waiting) < self.wish.workers:
                    following = left.popleft()
                    waiting[following] = pool.submit(self._by_anyone, following)
                yield before[number] if number in before else waiting.pop(number).result()

    def _by_anyone(self, number: int) -> Part:
        """Assess one block by whoever of the workers is idle."""
        block = self.idle.get()
        try:
            return self._part(number, block)
        finally:
            self.idle.put(block)

    def _part(self, number: int, block: Block) -> Part:
        """Assess one block. Its files are written beside their places and moved there together with the last one, which says it is done."""
        first, last = self.blocks[number]
        waiting = self.out / "waiting" / f"{number:05}"
        waiting.mkdir(parents=True)
        councils = None if self.wish.of_council is None else [name for name, of in self.wish.of_council.items() if of]
        part = block.read(number, (first, last), councils)
        made = block.write_aside(waiting / "set_aside" / f"part-{number:05}.parquet")
        for name in self.programs:
            made += block.write_findings(name, self._councils(name), part, waiting / "findings" / f"edition={_plain(name)}")
        for path in made:
            place = self.out / path.relative_to(waiting)
            place.parent.mkdir(parents=True, exist_ok=True)
            path.replace(place)
        _write(self.out / "parts" / f"{number:05}.json", {name: getattr(part, name) for name in Part.__slots__})
        return part

    def _councils(self, name: str) -> list[str] | None:
        """The councils whose houses an edition is for; None: all houses."""
        if self.wish.of_council is None:
            return None
        return [council for council, of in self.wish.of_council.items() if name in of]


def described(program: Program) -> list[dict[str, object]]:
    """The clauses of a program, for whoever reads its findings: how figures are scaled, in which unit, and where a clause stands."""
    clauses = (program.edition.clauses[name] for name in program.clauses)
    return [
        {
            "clause": clause.id,
            "each": clause.each,
            "force": clause.force.value,
            "paragraph": clause.paragraph,
            "says": clause.says,
            "measures": [
                {"what": limit.written[0], "op": limit.op, "decimals": limit.kind.decimals, "dimension": limit.kind.dimension.name}
                for limit in clause.limits
            ],
        }
        for clause in clauses
    ]


def _plain(edition: str) -> str:
    """The name of an edition as part of a path."""
    return edition.replace("/", "_")


def _write(path: Path, content: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = path.with_suffix(".part")
    waiting.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    waiting.replace(path)
