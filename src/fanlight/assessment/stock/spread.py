"""Blocks of a stock spread over the machines of a Spark cluster: each is assessed whole by one of them, and written by it."""

import os
import pickle
import platform
from functools import lru_cache
from pathlib import Path
from typing import Self

from fanlight.assessment.stock.block import Part
from fanlight.assessment.stock.by_duckdb import DuckBlock
from fanlight.assessment.stock.by_spark import session
from fanlight.assessment.stock.dataset import Dataset, opened
from fanlight.assessment.stock.making import Maker, Wish, programs_of


class Spread:
    """Hands blocks out. Fanlight is installed on every machine, and all of them see the folders of the stock and of the findings."""

    def __init__(self, dataset: Dataset, wish: Wish, out: Path) -> None:
        self.context = session(out / "spill").sparkContext
        self.programs, self.block = programs_of(wish), DuckBlock(dataset, {}, spill=out / "spill")
        self.recipe = self.context.broadcast(pickle.dumps((dataset.folder.absolute(), wish, out.absolute())))

    def another(self) -> Self:
        """The same: the cluster is one."""
        return self

    def part(self, number: int, between: tuple[int, int]) -> Part:
        """Have one block assessed. Spark gives it to another machine where one of them is lost."""
        recipe = self.recipe
        [part] = self.context.parallelize([number], 1).map(lambda number: made(recipe.value, number, between)).collect()
        assert isinstance(part, Part)
        return part


def made(recipe: bytes, number: int, between: tuple[int, int]) -> Part:
    """Assess one block here."""
    return _maker(recipe).part(number, between)


@lru_cache(maxsize=1)
def _maker(recipe: bytes) -> Maker:
    """What this process needs for any block of a run, made ready once. It takes one core: the others are other processes'."""
    folder, wish, out = pickle.loads(recipe)  # noqa: S301 written by the process that asks
    return Maker(opened(folder), wish, out, spill=f"spill-{platform.node()}-{os.getpid()}", threads=1)
