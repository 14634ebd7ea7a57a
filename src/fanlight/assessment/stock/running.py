"""Assessing a stock a block of houses at a time: each block is a part on disk, finished as a whole or not at all."""

import json
import shutil
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING

import duckdb

from fanlight import __version__
from fanlight.assessment.columnar.program import Program
from fanlight.assessment.stock.block import Block, Part
from fanlight.assessment.stock.dataset import Dataset
from fanlight.assessment.stock.making import Maker, Wish, plain, write
from fanlight.facts.files import Problem, Refused

if TYPE_CHECKING:
    from fanlight.assessment.stock.spread import Spread

MANIFEST = "manifest.json"
SHAPE = "fanlight stock findings 1"
FAR = 2**62


def blocks_of(block: Block, size: int) -> list[tuple[int, int]]:
    """From which number of a house to which each block goes. There are no gaps: a row of a house there is not must be found, too."""
    firsts = block.firsts(size)
    ends = [first - 1 for first in firsts[1:]]
    return list(zip([-FAR, *firsts[1:]], [*ends, FAR], strict=True)) if firsts else []


class Run:
    """A run over a stock into a folder. Raises Refused where the folder holds a run of something else."""

    def __init__(self, dataset: Dataset, wish: Wish, out: Path) -> None:
        self.dataset, self.wish, self.out = dataset, wish, out
        out.mkdir(parents=True, exist_ok=True)
        first = self._maker()
        self.programs, self.blocks = first.programs, blocks_of(first.block, wish.block)
        self.idle: SimpleQueue[Maker | Spread] = SimpleQueue()
        for each in (first, *(first.another() for _ in range(1, wish.workers))):
            self.idle.put(each)
        self._begin()

    def _maker(self) -> "Maker | Spread":
        """Whoever makes the parts: here, or on the machines of a cluster."""
        if not self.wish.is_spread:
            return Maker(self.dataset, self.wish, self.out)
        from fanlight.assessment.stock.spread import Spread

        return Spread(self.dataset, self.wish, self.out)

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
            write(self.out / "clauses" / f"{plain(name)}.json", described(program))
        write(path, pins)

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
        """Assess one block by whoever of the makers is idle."""
        maker = self.idle.get()
        try:
            return maker.part(number, self.blocks[number])
        finally:
            self.idle.put(maker)


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
