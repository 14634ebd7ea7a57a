"""Whatever is wrong with a stock, compiled code sets aside the houses that queries set aside, for the same reasons."""

import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as parquet  # type: ignore[import-untyped]
import pytest

from fanlight.assessment.columnar import arrow
from fanlight.assessment.columnar.layout import HOUSE, PLACE
from fanlight.assessment.stock import dataset
from fanlight.assessment.stock.by_duckdb import DuckBlock
from fanlight.assessment.stock.fast import FastBlock
from fanlight.assessment.stock.suspecting import suspects
from tests.standards.keep import houses as kept

THINGS = ("stock", "house", "storey", "unit", "room", "kitchen", "alarm")
ODD = (None, -3, -2, -1, 0, 1, 5, 99, 101, 2**31, 2**33, 10**12)


@pytest.fixture(scope="module")
def whole() -> dict[str, Any]:
    """Houses in which nothing is wrong, with a few facts of each thing: DuckDB plans its queries for every one."""
    some = [survey for _, survey in kept()][:6] * 8
    tables = {thing: table for thing, table in arrow.tables(some).items() if thing in THINGS}
    return {thing: table.select(_few(table)) for thing, table in tables.items() if table.num_rows}


def _few(table: Any) -> list[str]:
    names = [each.name for each in table.schema if table[each.name].null_count < table.num_rows]
    links = [name for name in names if pa.types.is_list(table[name].type)]
    return names if HOUSE in names[:1] and "survey_digest" in names else list(dict.fromkeys([*names[:12], *links]))


def spoilt(tables: Mapping[str, Any], chance: random.Random) -> dict[str, Any]:
    """The tables with some of their values changed, rows taken away and rows repeated."""
    found = dict(tables)
    for _ in range(chance.randrange(20, 40)):
        thing = chance.choice(sorted(found))
        table = found[thing]
        row, way = chance.randrange(table.num_rows), chance.random()
        if way < 0.1:
            found[thing] = pa.concat_tables([table, table.slice(row, 1)])
        elif way < 0.2 and table.num_rows > 1:
            found[thing] = pa.concat_tables([table.slice(0, row), table.slice(row + 1)])
        else:
            numbers = [each.name for each in table.schema if pa.types.is_integer(each.type) or pa.types.is_list(each.type)]
            links = [name for name in numbers if pa.types.is_list(table[name].type)]
            found[thing] = _spoilt(table, chance.choice(links if links and way < 0.5 else numbers), row, chance)
    return found


def _spoilt(table: Any, name: str, row: int, chance: random.Random) -> Any:
    values, kind = table[name].to_pylist(), table[name].type
    odd = chance.choice([each for each in ODD if name != HOUSE or each is not None])
    if pa.types.is_list(kind):
        odd = chance.choice([None, [], [0, 0], [1], [-2], [-2, 0], [None], [90], [-1], [101]])
    values[row] = odd
    return table.set_column(table.column_names.index(name), name, pa.array(values, pa.int64() if pa.types.is_integer(kind) else kind))


def asides(tables: Mapping[str, Any], folder: Path) -> tuple[set[Any], set[Any], set[int]]:
    """What queries set aside, what compiled code sets aside, and which houses are suspected."""
    for thing, table in tables.items():
        (folder / "stock" / thing).mkdir(parents=True)
        parquet.write_table(table, folder / "stock" / thing / "part-00000.parquet", row_group_size=7)
    found = []
    for kind in (DuckBlock, FastBlock):
        block = kind(dataset.opened(folder / "stock"), {}, spill=folder / "spill")
        block.read(0, (-(2**62), 2**62))
        found.append(set(block.rows("select house_id, reason from aside")))
    return found[0], found[1], {int(house) for houses in suspects(tables).values() for house in houses}


def test_nothing_wrong_is_nothing_suspected(whole: Mapping[str, Any], tmp_path: Path) -> None:
    assert asides(whole, tmp_path) == (set(), set(), set())


@pytest.mark.parametrize("seed", range(6))
def test_what_queries_set_aside_compiled_code_sets_aside_too(whole: Mapping[str, Any], tmp_path: Path, seed: int) -> None:
    by_queries, by_code, suspected = asides(spoilt(whole, random.Random(seed)), tmp_path)
    assert by_code == by_queries
    assert {house for house, reason in by_queries if "." in reason.split()[0] or "place" in reason} <= suspected


def test_a_file_that_does_not_say_which_houses_it_holds_is_read_all_the_same(whole: Mapping[str, Any], tmp_path: Path) -> None:
    for thing, table in whole.items():
        (tmp_path / thing).mkdir()
        parquet.write_table(table, tmp_path / thing / "part-00000.parquet", write_statistics=False)
    block = FastBlock(dataset.opened(tmp_path), {}, spill=tmp_path / "spill", threads=1)
    assert [block.read(0, (first, first + 3)).houses for first in (0, 45, 48)] == [4, 3, 0]
    assert block.whole["room"].column_names == whole["room"].column_names and PLACE in block.whole["room"].column_names
