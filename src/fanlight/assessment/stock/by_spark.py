"""A block of a stock assessed by Spark: on all cores of this machine, or on a cluster whose machines all see the folders of the run."""

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any as Anything

from pyspark import SparkConf
from pyspark.sql import SparkSession

from fanlight.assessment.columnar.program import Program
from fanlight.assessment.columnar.spark import Spark, SparkWords
from fanlight.assessment.stock.block import Block
from fanlight.assessment.stock.dataset import Dataset

PAGE = ("spark.buffer.pageSize", "1m")
"""A step joins dozens of tables at once, each with a page of memory of its own, which Spark else makes of 32 MB and more."""
HERE = {
    "spark.master": "local[*]", "spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false",
    "spark.driver.host": "localhost", "spark.driver.bindAddress": "127.0.0.1",
}  # fmt: skip
"""How Spark is set up where nobody said otherwise: on this machine alone, speaking to no other."""


def session(spill: Path, memory: str = "") -> Anything:
    """The session of Spark that there is, or a new one: as `spark-submit` or spark-defaults.conf say, or on this machine alone.

    `memory` and the folder `spill` are for this machine; a cluster has settings of its own.
    """
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder, said = SparkSession.builder.appName("Fanlight"), SparkConf()
    if not said.contains(PAGE[0]):
        builder = builder.config(*PAGE)
    if not said.contains("spark.master"):
        cores = str(os.cpu_count() or 1)
        own = HERE | {"spark.local.dir": str(spill), "spark.sql.shuffle.partitions": cores, "spark.default.parallelism": cores}
        for name, value in (own | ({"spark.driver.memory": memory.lower().removesuffix("b")} if memory else {})).items():
            builder = builder.config(name, value)
    made = builder.getOrCreate()
    made.sparkContext.setLogLevel("ERROR")
    return made


def address(path: Path) -> str:
    """A place that all machines see, as Spark is told it: not in its own file system, and no sign of it written otherwise."""
    return f"file://{path.absolute()}"


class SparkBlock(Block):
    """A block whose tables lie in a session of Spark, spread by house."""

    dialect = SparkWords

    def __init__(self, dataset: Dataset, programs: Mapping[str, Program], *, spill: Path, memory: str = "") -> None:
        self.connection = session(spill, memory)
        super().__init__(dataset, programs)

    def _open(self) -> None:
        self.spark = Spark(self.connection)
        super()._open()

    def connected(self) -> Anything:
        """A session with views of its own."""
        return self.connection.newSession()

    def files(self, thing: str) -> str:
        """All files of a table; a column that some of them lack is NULL there."""
        paths = [address(Path(path)) for path in self.dataset.pattern(thing)]
        self.connection.read.option("mergeSchema", "true").parquet(*paths).createOrReplaceTempView(f"files_of_{thing}")
        return f"select * from files_of_{thing}"

    def rows(self, text: str) -> Sequence[Sequence[Anything]]:
        """The rows that a query finds."""
        rows: list[Sequence[Anything]] = self.connection.sql(text).collect()
        return rows

    def keep(self, name: str, text: str) -> None:
        """A table worked out once, spread by house."""
        self.spark.keep(name, text)

    def view(self, name: str, text: str) -> None:
        """A view of the session."""
        self.connection.sql(text).createOrReplaceTempView(name)

    def copy(self, text: str, path: Path) -> list[Path]:
        """A file from every part of the cluster that has rows, or one without any."""
        waiting = path.with_suffix(".spark")
        self.connection.sql(text).write.parquet(address(waiting), compression="zstd")
        found = sorted(waiting.glob("part-*.parquet"))
        made = [path if len(found) == 1 else path.with_stem(f"{path.stem}-{number:04}") for number in range(len(found))]
        for one, place in zip(found, made, strict=True):
            one.rename(place)
        shutil.rmtree(waiting)
        return made
