"""Code compiled for this machine finds what queries on DuckDB find, in whatever order and however complete the tables are."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as parquet  # type: ignore[import-untyped]
import pytest

from fanlight.assessment import assess
from fanlight.assessment.columnar import arrow
from fanlight.assessment.columnar.duck import Duck
from fanlight.assessment.columnar.judging import CODES, TABLES
from fanlight.assessment.columnar.layout import HOUSE, PLACE, complete_of
from fanlight.assessment.columnar.program import Program
from fanlight.assessment.native import engine, writing
from fanlight.assessment.native.engine import Native
from fanlight.assessment.stock import dataset, fast, tally
from fanlight.assessment.stock.running import Run
from fanlight.standards import nodes
from fanlight.standards.edition import Edition
from tests.agreement.editions import bare_edition, clause
from tests.unit.assessment.houses import house
from tests.unit.assessment.test_columnar import HOUSES, TERMS, disagreements
from tests.unit.assessment.test_stock import ON, stock_of, wish
from tests.unit.standards.pages import AREA, read

CLAUSES = """
- clause: 1.1/near
  encoded: asked
  says: S.
  force: must
  each: kitchen
  requires: some(room where kitchen.room is room and room.floor_area > 7 m2) or house.persons = 3
- clause: 1.2/lit
  encoded: asked
  says: S.
  force: must
  each: room
  when: room.use is bedroom
  requires: room.storey.level >= 0 and house.as_at_date > 2019-01-01
"""
NEAR = """
- clause: 1.3/near-another
  encoded: asked
  says: S.
  force: must
  each: room
  when: room.use is bedroom
  requires: "least(room as other where other.use is kitchen: abs(other.storey.level - room.storey.level)) <= 2"
"""
ROWS = "from findings union all by name from findings_measured union all by name from findings_wide"


@pytest.fixture(scope="module")
def edition() -> Edition:
    return replace(read(TERMS + CLAUSES + AREA), digest="d1")


@pytest.fixture(scope="module")
def native(edition: Edition) -> Native:
    program = Program(edition, on=ON)
    return Native(program, engine.compiled(program, as_rows=True))


def by_queries(native: Native, tables: Mapping[str, Any]) -> list[str]:
    with duckdb.connect() as connection:
        for name, table in tables.items():
            connection.register(name, table)
        Duck(connection).assess(native.program)
        found = connection.sql(ROWS).to_arrow_table().to_pylist()
    return sorted(map(plain, found))


def plain(row: Mapping[str, Any]) -> str:
    """A finding as text: figures of wide columns come as decimals."""
    return str(sorted((name, int(value) if isinstance(value, Decimal) else value) for name, value in row.items()))


def by_code(native: Native, tables: Mapping[str, Any]) -> list[str]:
    found = native.a_few(native.inputs(tables), 20)
    rows = [row for part in found for kind in TABLES for row in part.tables(kind).to_pylist()]
    names = native.program.columns("_measured")
    return sorted(plain({name: row.get(name) for name in names}) for row in rows)


def agree(native: Native, tables: Mapping[str, Any]) -> int:
    wanted = by_queries(native, tables)
    assert by_code(native, tables) == wanted
    return len(wanted)


def changed(table: Any, **columns: list[object]) -> Any:
    for name, values in columns.items():
        place = table.column_names.index(name)
        table = table.set_column(place, name, pa.array(values, table.schema.field(name).type))
    return table


def test_houses_and_things_may_come_in_any_order(native: Native) -> None:
    tables = arrow.tables(HOUSES)
    for table in list(tables):
        tables[table] = tables[table].take(pa.array(range(tables[table].num_rows - 1, -1, -1), pa.int64()))
    assert agree(native, tables) > 10


def test_a_date_that_a_survey_gives_itself_counts_before_the_date_asked_about(native: Native) -> None:
    lit = "rooms: [{id: r, use: bedroom, storey: s}]\nstoreys: [{id: s, level: 0}]"
    some = [house(f"house: {{{date}persons: 3}}\n{lit}", complete="all") for date in ("as_at_date: 2018-06-01, ", "")]
    assert agree(native, arrow.tables(some)) > 5
    found = native.assess(native.inputs(arrow.tables(some))).tables("").to_pylist()
    assert [row["verdict"] for row in found if row["clause"] == "1.2/lit"] == ["not_met", "met"]


def test_a_room_is_paired_with_those_that_may_count_alone() -> None:
    program = Program(replace(read(TERMS + NEAR + AREA), digest="d2"), on=ON)
    paired = Native(program, engine.compiled(program, as_rows=True))
    assert agree(paired, arrow.tables(HOUSES)) > 10


def test_places_need_not_follow_each_other(native: Native) -> None:
    tables = arrow.tables(HOUSES)
    kitchens, rooms = tables["kitchen"], tables["room"]
    ends = [None if each is None else [2 * place + 1 for place in each] for each in kitchens["room"].to_pylist()]
    tables["kitchen"] = changed(kitchens, room=ends)
    tables["room"] = changed(rooms, **{PLACE: [2 * place + 1 for place in rooms[PLACE].to_pylist()]})
    assert agree(native, tables) > 10


def test_what_is_not_said_of_a_list_leaves_it_open(native: Native) -> None:
    tables = arrow.tables(HOUSES)
    stock = tables["stock"]
    for name in ("room", "kitchen"):
        stock = changed(stock, **{complete_of(name): [None] * stock.num_rows})
    whole = agree(native, tables)
    assert agree(native, {**tables, "stock": stock}) > whole


def test_a_stock_need_not_have_every_table_or_column(native: Native) -> None:
    tables = arrow.tables(HOUSES)
    assert agree(native, {"stock": tables["stock"].select([HOUSE])}) > 0
    some = {name: tables[name] for name in ("stock", "room", "storey", "unit")} | {"kitchen": tables["kitchen"].select([HOUSE, PLACE])}
    assert agree(native, some) > 10


def test_a_link_to_what_is_not_there_is_never_followed(native: Native) -> None:
    tables = arrow.tables(HOUSES)
    del tables["storey"]
    with pytest.raises(ValueError, match="room.storey leads to no storey of its house"):
        native.inputs(tables)


def test_a_stock_of_no_houses_has_no_findings(native: Native) -> None:
    assert agree(native, {name: table.slice(0, 0) for name, table in arrow.tables(HOUSES).items()}) == 0


def test_where_room_for_lists_was_too_small_all_is_done_again_with_more(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    program = Program(edition, on=ON, facts=True)
    native = Native(program, engine.compiled(program, as_rows=True))
    inputs = native.inputs(arrow.tables(HOUSES))
    wanted = [native.assess(inputs).tables(kind).to_pylist() for kind in TABLES]
    assert any(row["facts"] for rows in wanted for row in rows)
    monkeypatch.setattr(engine, "ARENA", 2)
    monkeypatch.setattr(engine, "SEARCH", 2)
    found = native.assess(inputs)
    assert [found.tables(kind).to_pylist() for kind in TABLES] == wanted and len(found.arrays["arena"]) > 2


def test_a_house_has_the_worst_verdict_of_all_subjects_of_a_clause(edition: Edition) -> None:
    program = Program(edition, on=ON, lacking=False)
    native = Native(program, engine.compiled(program, as_rows=False), as_rows=False)
    verdicts = native.assess(native.inputs(arrow.tables(HOUSES))).verdicts
    worst: dict[tuple[int, str], int] = {}
    for number, survey in enumerate(HOUSES):
        for finding in assess.Program(edition).assess(survey, ON).findings:
            key = number, finding.clause.id
            worst[key] = min(worst.get(key, len(CODES)), CODES[finding.verdict])
    assert {(house, program.clauses[place]): code for (house, place), code in _cells(verdicts)} == worst


def _cells(verdicts: Any) -> list[tuple[tuple[int, int], int]]:
    return [((house, place), int(code)) for house, row in enumerate(verdicts) for place, code in enumerate(row)]


def test_a_quotient_of_a_wide_figure_is_rounded_the_way_that_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "FEW", 0)
    far = nodes.Fold("least", "room", "room", nodes.YES, nodes.FactOf(nodes.Whose("room", "room"), "room.sleepers"))
    square = nodes.Mul(far, nodes.Sub(nodes.Const(3), far))
    clauses = [
        clause(f"by{by}{up}", requires=nodes.Compare(">", nodes.Divide(square, by, up), nodes.Const(-(10**29))))
        for by in (7, 10**12)
        for up in (False, True)
    ]
    assert disagreements(bare_edition(clauses), HOUSES) == []


def test_a_run_by_compiled_code_comes_to_the_same_files(edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(fast, "AT_ONCE", 4)
    odd = house("house: {persons: 2}\nunits: [{id: u}]\nrooms: [{id: r, sleepers: 3}]")
    dataset.write([*stock_of(5), odd], tmp_path / "stock")
    found, done = dataset.opened(tmp_path / "stock"), {}
    for name, engine_ in (("queries", "duckdb"), ("code", "fast")):
        done[name] = tally.tally(Run(found, wish(edition, engine=engine_), tmp_path / name).parts())
    assert done["code"] == done["queries"] and done["code"].left == 1
    paths = sorted((tmp_path / "queries").rglob("*.parquet"))
    for path in paths:
        one, other = (parquet.ParquetFile(each).read() for each in (path, tmp_path / "code" / path.relative_to(tmp_path / "queries")))
        assert (one.schema.names, one.schema.types) == (other.schema.names, other.schema.types)
        assert sorted(map(str, one.to_pylist())) == sorted(map(str, other.to_pylist()))
    monkeypatch.setattr(engine, "compiled", lambda *_, **__: pytest.fail("compiled again"))
    assert tally.tally(Run(found, wish(edition, engine="fast"), tmp_path / "again").parts()) == done["code"]
