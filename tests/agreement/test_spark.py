"""Spark finds what the interpreter finds, on every cell: the same queries as DuckDB, in Spark's own words."""

from random import Random
from typing import Any

import pytest

from tests.agreement import columns
from tests.agreement.test_columnar import LITTLE, SEED
from tests.agreement.test_real_editions import EDITIONS, shipped
from tests.standards.keep import ON
from tests.standards.keep import houses as kept_houses

CASES = 5


def test_random_editions_on_random_houses(spark: Any) -> None:
    done = columns.run(CASES, SEED, on_spark=True)
    print(f"\n{done.cells:,} cells of {done.clauses} clauses in {done.took}")
    assert done.wrong == []
    assert done.cells > 1000
    assert sum(done.seen[what] > 0 for what in LITTLE) > 0.8 * len(LITTLE)


@pytest.mark.parametrize("name", EDITIONS)
def test_a_shipped_edition_on_kept_houses(spark: Any, name: str) -> None:
    done, surveys = columns.Run(), [survey for _, survey in kept_houses()]
    Random(name).shuffle(surveys)
    columns.compare(shipped(name), surveys, done, on=ON, label=name, ways=columns.ON_SPARK)
    print(f"\n{name}: {done.cells:,} cells in {done.took}")
    assert done.wrong == []
    assert done.cells > len(surveys)


def test_code_made_for_the_queries_finds_the_same(spark: Any) -> None:
    made = {"spark.sql.codegen.wholeStage": "true", "spark.sql.codegen.factoryMode": "FALLBACK"}
    before = {name: spark.conf.get(name) for name in made}
    try:
        for name, value in made.items():
            spark.conf.set(name, value)
        test_a_shipped_edition_on_kept_houses(spark, "england/2018-10")
    finally:
        for name, value in before.items():
            spark.conf.set(name, value)
