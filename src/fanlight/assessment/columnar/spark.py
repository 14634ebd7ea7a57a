"""Running a program on Spark, by the same queries in its own words."""

from dataclasses import dataclass
from typing import Any as Anything

from sqlglot import exp
from sqlglot.dialects.spark import Spark as Words
from sqlglot.generators.spark import SparkGenerator

from fanlight.assessment.columnar.duck import Texts, written
from fanlight.assessment.columnar.judging import TABLES
from fanlight.assessment.columnar.layout import HOUSE
from fanlight.assessment.columnar.program import Program


class Types(SparkGenerator):
    """The largest whole numbers are decimals of 38 digits."""

    TYPE_MAPPING = {**SparkGenerator.TYPE_MAPPING, exp.DType.INT128: "DECIMAL(38, 0)"}


class SparkWords(Words):
    """What Spark reads."""

    Generator = Types


SETTINGS = {
    # A figure too large for its column is an error, never NULL or a smaller one.
    "spark.sql.ansi.enabled": "true",
    # All tables are spread by house, so that what is asked of one house lies together and nothing is sent about to be joined: not where a
    # second key is asked for, and not by a plan that changes while it runs, which forgets how its rows are spread.
    "spark.sql.autoBroadcastJoinThreshold": "-1",
    "spark.sql.requireAllClusterKeysForCoPartition": "false",
    "spark.sql.adaptive.enabled": "false",
}
BY_HOUSE = f"hashpartitioning({HOUSE}#"


@dataclass(slots=True)
class Spark:
    """A session of Spark in which the tables of a stock stand under the names of their things."""

    session: Anything

    def __post_init__(self) -> None:
        for name, value in SETTINGS.items():
            self.session.conf.set(name, value)

    def given(self) -> dict[str, list[str]]:
        """The columns of each table of the stock."""
        names = [row.tableName for row in self.session.sql("show tables").collect()]
        return {name: self.session.table(name).columns for name in names}

    def assess(self, program: Program, into: str = "findings") -> None:
        """Put the findings of every clause into tables: those that measure something into `findings_measured` and `findings_wide`."""
        texts = written(program, self.given(), SparkWords)
        self.prepare(texts)
        for end in TABLES:
            if end in texts.findings:
                self.keep(f"{into}{end}", texts.findings[end])
            else:
                self.session.catalog.dropTempView(f"{into}{end}")

    def prepare(self, texts: Texts) -> None:
        """Make the tables out of which the findings are then read."""
        for name, text in (*texts.tables, *texts.sheets):
            self.keep(name, text)

    def keep(self, name: str, text: str) -> None:
        """Work out a table now and once, spread by house. Left as a query, each would be worked out anew by all that read it."""
        found = self.session.sql(text)
        spread = found._jdf.queryExecution().executedPlan().outputPartitioning().toString()
        if not spread.startswith(BY_HOUSE):
            found = found.repartition(HOUSE)
        found.localCheckpoint(eager=True).createOrReplaceTempView(name)
