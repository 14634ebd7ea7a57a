"""A stock assessed by Spark: the same findings, counts and houses set aside as by DuckDB."""

import pickle
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as parquet  # type: ignore[import-untyped]
import pytest

from fanlight.assessment.columnar import arrow, sql
from fanlight.assessment.columnar.duck import Duck
from fanlight.assessment.columnar.judging import TABLES
from fanlight.assessment.columnar.layout import HOUSE
from fanlight.assessment.columnar.program import Program
from fanlight.assessment.stock import dataset, tally
from fanlight.assessment.stock.running import Run
from fanlight.facts.survey import Survey
from fanlight.standards.edition import Edition
from tests.unit.assessment.houses import house
from tests.unit.assessment.test_columnar import HOUSES
from tests.unit.assessment.test_stock import ON, ROOMS, stock_of, wish
from tests.unit.standards.pages import AREA, read

CLAUSES = (
    """
- clause: 1.1/near
  encoded: asked
  says: S.
  force: must
  each: kitchen
  requires: some(room where kitchen.room is room and room.floor_area > 7 m2) or house.persons = 3
- clause: 1.2/huge
  encoded: asked
  says: S.
  force: must
  measure: '"""
    + " * ".join(["house.persons"] * 12)
    + """'
  at_most: 999999
"""
)
FAULTY = ["house: {persons: 5, households: 9}", "rooms: [{id: r1, sleepers: 3}]"]


@pytest.fixture(scope="module")
def edition() -> Edition:
    return replace(read("clauses:" + CLAUSES + AREA), digest="d1")


@pytest.fixture
def stock(tmp_path: Path) -> Path:
    """Houses in several files, whose rows are then made faulty: a room of no house, and a house that is there twice."""
    given: Sequence[Survey] = [*HOUSES, *(house(text, complete="all") for text in FAULTY), *stock_of(3)]
    dataset.write(given, tmp_path / "stock", part=4)
    rows = parquet.ParquetFile(tmp_path / "stock/room/part-00000.parquet").read()
    lost = rows.slice(0, 1).set_column(rows.column_names.index(HOUSE), HOUSE, pa.array([99], pa.int64()))
    parquet.write_table(lost, tmp_path / "stock/room/part-00009.parquet")
    heads = parquet.ParquetFile(tmp_path / "stock/stock/part-00000.parquet").read()
    parquet.write_table(heads.slice(1, 1), tmp_path / "stock/stock/part-00009.parquet")
    return tmp_path / "stock"


def rows(folder: Path) -> list[str]:
    """All rows of some files, in no order; a figure is a whole number however wide its column is."""
    found: list[str] = []
    for path in sorted(folder.rglob("*.parquet")):
        for row in parquet.ParquetFile(path).read().to_pylist():
            found.append(str(sorted((name, value if isinstance(value, str | None) else int(value)) for name, value in row.items())))
    return sorted(found)


def run_by(engine: str, stock: Path, edition: Edition, out: Path, **more: object) -> tuple[Run, tally.Tally]:
    run = Run(dataset.opened(stock), replace(wish(edition, engine=engine), block=4, **more), out)  # type: ignore[arg-type]
    return run, tally.tally(run.parts())


@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_finds_what_duckdb_finds(spark: Any, stock: Path, edition: Edition, tmp_path: Path, workers: int) -> None:
    _, wanted = run_by("duckdb", stock, edition, tmp_path / "duckdb")
    run, done = run_by("spark", stock, edition, tmp_path / "spark", workers=workers)
    assert done.left > 2
    assert (done.houses, done.left, done.aside, done.editions()) == (wanted.houses, wanted.left, wanted.aside, wanted.editions())
    for folder in ("findings", "set_aside"):
        assert rows(tmp_path / "spark" / folder) == rows(tmp_path / "duckdb" / folder)
    assert [path.suffix for path in (tmp_path / "spark").rglob("*") if path.is_file() and path.suffix not in (".parquet", ".json")] == []


def test_tables_in_a_session_are_assessed_as_in_a_connection(spark: Any, edition: Edition) -> None:
    from fanlight.assessment.columnar.spark import Spark

    program, session = Program(edition, on=ON), spark.newSession()
    with duckdb.connect() as connection:
        for name, table in arrow.tables(HOUSES).items():
            session.createDataFrame(table).createOrReplaceTempView(name)
            connection.register(name, table)
        Duck(connection).assess(program)
        Spark(session).assess(program)
        for kind in TABLES:
            found = [tuple(row) for row in session.table(f"findings{kind}").collect()]
            assert set(found) == set(connection.execute(f"from findings{kind}").fetchall()) and found
    Spark(session).assess(without_wide(edition))
    assert not session.catalog.tableExists("findings_wide")


def without_wide(edition: Edition) -> Program:
    """The same edition without the clause whose figures need wide columns."""
    return Program(replace(edition, clauses={name: clause for name, clause in edition.clauses.items() if "huge" not in name}), on=ON)


def test_parts_of_both_engines_go_together(spark: Any, stock: Path, edition: Edition, tmp_path: Path) -> None:
    _, wanted = run_by("duckdb", stock, edition, tmp_path / "out")
    (tmp_path / "out/parts/00001.json").unlink()
    _, done = run_by("spark", stock, edition, tmp_path / "out")
    assert done.editions() == wanted.editions()


def test_houses_are_assessed_by_the_edition_of_their_council(spark: Any, edition: Edition, tmp_path: Path) -> None:
    some = [replace(each, council=council) for each, council in zip(stock_of(3), ("ashton", "elsewhere", ""), strict=True)]
    dataset.write(some, tmp_path / "stock")
    for of in ((), (edition.id,)):
        out = tmp_path / f"out{len(of)}"
        _, done = run_by("spark", tmp_path / "stock", edition, out, of_council={"ashton": of})
        assert (done.houses, done.left) == (3, 3 - len(of))


def test_a_figure_too_large_for_its_column_stops_the_run(spark: Any) -> None:
    with pytest.raises(Exception, match="overflow|OVERFLOW"):
        spark.sql(f"select cast({sql.NARROW} as bigint) + cast(1 as bigint)").collect()


def test_a_cluster_is_used_as_it_is_set_up(spark: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from fanlight.assessment.stock import by_spark

    class ForACluster:
        def contains(self, name: str) -> bool:
            return name in ("spark.master", "spark.buffer.pageSize")

    before = spark.conf.get("spark.sql.shuffle.partitions")
    spark.conf.set("spark.sql.shuffle.partitions", "7")
    monkeypatch.setattr(by_spark, "SparkConf", ForACluster)
    assert by_spark.session(tmp_path).conf.get("spark.sql.shuffle.partitions") == "7"
    spark.conf.set("spark.sql.shuffle.partitions", before)


def test_what_is_read_of_a_stock_that_has_but_houses(spark: Any, edition: Edition, tmp_path: Path) -> None:
    dataset.write([house(ROOMS.replace("AREA", "5 m2"))], tmp_path / "stock")
    for folder in (tmp_path / "stock").iterdir():
        if folder.is_dir() and folder.name != "stock":
            shutil.rmtree(folder)
    _, done = run_by("spark", tmp_path / "stock", edition, tmp_path / "out")
    assert done.editions()[edition.id]["cannot_tell"] > 0


@pytest.mark.parametrize("engine", ["duckdb", "fast"])
def test_blocks_may_be_spread_over_a_cluster(spark: Any, stock: Path, edition: Edition, tmp_path: Path, engine: str) -> None:
    _, wanted = run_by("duckdb", stock, edition, tmp_path / "duckdb")
    for folder in ("out", "again"):
        _, done = run_by(engine, stock, edition, tmp_path / folder, is_spread=True, workers=2)
        assert (done.houses, done.left, done.aside, done.editions()) == (wanted.houses, wanted.left, wanted.aside, wanted.editions())
        for of in ("findings", "set_aside"):
            assert rows(tmp_path / folder / of) == rows(tmp_path / "duckdb" / of)


def test_a_block_is_made_by_the_process_that_is_asked(stock: Path, edition: Edition, tmp_path: Path) -> None:
    from fanlight.assessment.stock import running, spread

    _, wanted = run_by("duckdb", stock, edition, tmp_path / "duckdb")
    recipe = pickle.dumps((stock, wish(edition), tmp_path / "out"))
    parts = [spread.made(recipe, 0, (-running.FAR, running.FAR)) for _ in range(2)]
    assert tally.tally(parts[:1]).editions() == wanted.editions()
    assert parts[0] == parts[1]
