"""A stock on disk: written and read again, houses that cannot be assessed set aside, and a run that goes on where it was stopped."""

import json
import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as parquet  # type: ignore[import-untyped]
import pytest

from fanlight.assessment.assess import Program
from fanlight.assessment.columnar import arrow
from fanlight.assessment.stock import dataset, making, tally
from fanlight.assessment.stock.block import Part
from fanlight.assessment.stock.making import Wish
from fanlight.assessment.stock.running import Run
from fanlight.facts.files import Refused
from fanlight.facts.survey import Survey
from fanlight.standards import nodes
from fanlight.standards.edition import Edition
from tests.agreement.editions import bare_edition, clause
from tests.unit.assessment.houses import house
from tests.unit.standards.pages import AREA, read

ON = date(2020, 3, 1)
LISTS = "storeys: [{id: s}]\nunits: [{id: u}]\n"
ROOMS = LISTS + "rooms: [{id: r1, floor_area: AREA, unit: u, storey: s}, {id: r2, floor_area: 8 m2, unit: shared}]"


def stock_of(count: int) -> list[Survey]:
    return [house(ROOMS.replace("AREA", f"{5 + number} m2")) for number in range(count)]


@pytest.fixture
def edition() -> Edition:
    page = "clauses:" + AREA + AREA.replace("1.1/area", "1.2/two").replace("must", "should") + "  or: room.sleepers = 0\n"
    return replace(read(page), digest="d1")


@pytest.fixture
def stock(tmp_path: Path) -> Path:
    assert dataset.write(stock_of(5), tmp_path / "stock", part=2) == 5
    return tmp_path / "stock"


def wish(edition: Edition, **more: object) -> Wish:
    return Wish({edition.id: edition}, ON, block=2, **more)  # type: ignore[arg-type]


def findings(out: Path) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for path in sorted((out / "findings").rglob("*.parquet")):
        rows += parquet.ParquetFile(path).read().to_pylist()
    return rows


def test_a_run_finds_what_the_interpreter_finds_and_counts_it(stock: Path, edition: Edition, tmp_path: Path) -> None:
    run = Run(dataset.opened(stock), wish(edition, memory="500MB"), tmp_path / "out")
    done = tally.tally(run.parts())
    assert (len(run.blocks), done.houses, done.aside) == (3, 5, {})
    wanted = []
    for number, survey in enumerate(stock_of(5)):
        places = {seen.id: place for place, seen in enumerate(survey.things["room"])}
        for finding in Program(edition).assess(survey, ON).findings:
            assert finding.subject is not None
            wanted.append((number, finding.clause.id, places[finding.subject.id], finding.verdict.value, len(finding.missing)))
    rows = findings(tmp_path / "out")
    assert sorted(wanted) == sorted((row["house_id"], row["clause"], row["subject"], row["verdict"], row["missing"]) for row in rows)  # type: ignore[type-var]
    first = next(row for row in rows if row["house_id"] == 1 and row["subject"] == 0)
    assert (first["measured_low"], first["measured_high"], first["required_low"]) == (600_000_000, 600_000_000, 650_000_000)
    assert done.editions()["town/2020"]["met"] == len([row for row in rows if row["verdict"] == "met"])
    assert [name for name, _ in done.worst("town/2020", 1)] == ["1.1/area"]
    tally.write(done, tmp_path / "out" / "summary.csv")
    assert (tmp_path / "out" / "summary.csv").read_text().splitlines()[1] == "town/2020,1.1/area,2,0,8,0"
    [described, _] = json.loads((tmp_path / "out" / "clauses" / "town_2020.json").read_text())
    assert described["measures"] == [{"what": "room.floor_area", "op": ">=", "decimals": 8, "dimension": "area"}]


def test_a_run_that_was_stopped_goes_on_and_makes_no_part_twice(
    stock: Path, edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, out = tmp_path / "whole", tmp_path / "out"
    expected = tally.tally(Run(dataset.opened(stock), wish(edition), whole).parts())
    stopped = Run(dataset.opened(stock), wish(edition), out).parts()
    next(stopped)
    stopped.close()  # type: ignore[attr-defined]
    (out / "waiting" / "half.parquet").write_text("half")
    made: list[int] = []
    part = making.Maker.part
    monkeypatch.setattr(making.Maker, "part", lambda self, number, between: made.append(number) or part(self, number, between))
    again = Run(dataset.opened(stock), wish(edition), out)
    assert list(again.finished()) == [0]
    assert tally.tally(again.parts()) == expected and made == [1, 2]
    assert findings(out) == findings(whole)


def test_several_blocks_at_a_time_come_to_the_same(stock: Path, edition: Edition, tmp_path: Path) -> None:
    alone = tally.tally(Run(dataset.opened(stock), wish(edition), tmp_path / "alone").parts())
    run = Run(dataset.opened(stock), wish(edition, workers=2), tmp_path / "beside")
    assert tally.tally(run.parts()) == alone
    assert findings(tmp_path / "beside") == findings(tmp_path / "alone")
    assert len({id(run.idle.get()) for _ in range(2)}) == 2


def test_parts_of_different_runs_never_mix(stock: Path, edition: Edition, tmp_path: Path) -> None:
    out, found = tmp_path / "out", dataset.opened(stock)
    Run(found, wish(edition), out)
    for other in (replace(wish(edition), on=date(2021, 1, 1)), wish(replace(edition, digest="d2")), replace(wish(edition), block=3)):
        with pytest.raises(Refused, match="holds a run of something else"):
            Run(found, other, out)
    switched = wish(replace(edition, switched={"R1": "adults"}))
    with pytest.raises(Refused, match="readings differ"):
        Run(found, switched, out)


def test_each_house_is_assessed_by_the_editions_of_its_own_council(edition: Edition, tmp_path: Path) -> None:
    councils = ["town", "shire", "", "town"]
    surveys = [replace(survey, council=name) for survey, name in zip(stock_of(4), councils, strict=True)]
    dataset.write(surveys, tmp_path / "stock")
    other = replace(edition, id="shire/2019")
    of = {"town": ("town/2020",), "shire": ("shire/2019", "town/2020")}
    asked = Wish({"town/2020": edition, "shire/2019": other}, ON, of_council=of, block=9)
    done = tally.tally(Run(dataset.opened(tmp_path / "stock"), asked, tmp_path / "out").parts())
    assert done.aside == {"no edition of its council is in force": 1}
    houses = {
        path.parent.name: {row["house_id"] for row in parquet.ParquetFile(path).read().to_pylist()}
        for path in (tmp_path / "out").rglob("findings/*/*-measured.parquet")
    }
    assert houses == {"edition=town_2020": {0, 1, 3}, "edition=shire_2019": {1}}


# Houses that cannot be assessed.


def changed(stock: Path, thing: str, change: Callable[[list[dict[str, object]]], Iterable[dict[str, object]]]) -> None:
    """Change the rows of a table of a stock."""
    paths = sorted((stock / thing).glob("*.parquet"))
    rows = [row for path in paths for row in parquet.ParquetFile(path).read().to_pylist()]
    for path in paths[1:]:
        path.unlink()
    schema = arrow.stock_schema() if thing == "stock" else arrow.schema_of(thing)
    parquet.write_table(pa.Table.from_pylist(list(change(rows)), schema), paths[0])


def with_(**facts: object) -> Callable[[list[dict[str, object]]], list[dict[str, object]]]:
    """Change the first row."""
    return lambda rows: [{**rows[0], **facts}, *rows[1:]]


ENGINES = pytest.mark.parametrize("engine", ["duckdb", "fast"])
FAULTS = [
    ("stock", lambda rows: [*rows, rows[0]], "is in the table of houses more than once"),
    ("room", lambda rows: [*rows, rows[0]], "has two rows for one place in its list of rooms"),
    ("room", with_(place_in_list=100), "has more rooms than the 100 there can be, or one without a place"),
    ("room", with_(floor_area_low=1), "room.floor_area lies outside 0.3 m2 to 300 m2, or its ends are the wrong way round"),
    ("room", with_(floor_area_high=None), "room.floor_area lies outside 0.3 m2 to 300 m2, or its ends are the wrong way round"),
    ("room", with_(floor_area_low=900_000_000), "room.floor_area lies outside 0.3 m2 to 300 m2, or its ends are the wrong way round"),
    ("room", with_(use=1 << 40), "room.use holds options there are not"),
    ("room", with_(unit=[7]), "room.unit leads to no unit of the house"),
    ("room", with_(storey=[-2]), "room.storey leads to no storey of the house"),
    ("room", with_(unit=[]), "room.unit leads nowhere at all, or to the same twice"),
    ("room", with_(unit=[0, 0]), "room.unit leads nowhere at all, or to the same twice"),
    ("room", with_(unit=[100]), "room.unit leads to no unit of the house"),
    ("storey", lambda rows: [{**rows[0], "house_id": 77}, *rows], "has rows in storey, but is not in the table of houses"),
]  # fmt: skip


@ENGINES
@pytest.mark.parametrize(("thing", "change", "reason"), FAULTS)
def test_a_house_with_faulty_rows_is_set_aside_with_its_reason(
    stock: Path, edition: Edition, tmp_path: Path, engine: str, thing: str, change: Callable[..., Iterable[dict[str, object]]], reason: str
) -> None:
    changed(stock, thing, change)
    done = tally.tally(Run(dataset.opened(stock), replace(wish(edition, engine=engine), block=100), tmp_path / "out").parts())
    assert done.aside == {reason: 1}
    [aside] = parquet.ParquetFile(tmp_path / "out" / "set_aside" / "part-00000.parquet").read().to_pylist()
    assert aside == {"house_id": 77 if "not in the table" in reason else 0, "reason": reason}
    assert {row["house_id"] for row in findings(tmp_path / "out")} >= {1, 2, 3, 4} and done.houses == (6 if aside["house_id"] else 5)
    assert not {row["house_id"] for row in findings(tmp_path / "out")} & ({0} if aside["house_id"] == 0 else {77})


@ENGINES
def test_a_house_is_set_aside_though_its_file_lacks_a_column_that_others_have(edition: Edition, tmp_path: Path, engine: str) -> None:
    bare = house("house: {persons: 2}\nunits: [{id: u}]\nrooms: [{id: r, sleepers: 1}]")
    dataset.write([bare, *stock_of(1)], tmp_path / "stock", part=1)
    path = tmp_path / "stock" / "room" / "part-00000.parquet"
    rows = parquet.ParquetFile(path).read()
    wrong = rows.set_column(rows.column_names.index("sleepers_high"), "sleepers_high", pa.array([-7], pa.int64()))
    parquet.write_table(wrong, path)
    done = tally.tally(Run(dataset.opened(tmp_path / "stock"), replace(wish(edition, engine=engine), block=1), tmp_path / "out").parts())
    assert list(done.aside.values()) == [1] and done.houses == 2 and {row["house_id"] for row in findings(tmp_path / "out")} == {1}


@ENGINES
def test_a_house_whose_facts_cannot_all_be_so_is_set_aside(edition: Edition, tmp_path: Path, engine: str) -> None:
    dataset.write([house("house: {persons: 2}\nunits: [{id: u}]\nrooms: [{id: r, sleepers: 3}]"), *stock_of(1)], tmp_path / "stock")
    done = tally.tally(Run(dataset.opened(tmp_path / "stock"), wish(edition, engine=engine), tmp_path / "out").parts())
    assert done.aside == {"more people sleep in the rooms than live in the house": 1}


@ENGINES
def test_two_rows_of_what_there_is_one_of_are_a_fault(edition: Edition, tmp_path: Path, engine: str) -> None:
    dataset.write([house("house: {persons: 2}\nunits: [{id: u}]\nrooms: [{id: r}]")], tmp_path / "stock")
    changed(tmp_path / "stock", "house", lambda rows: [*rows, *rows])
    done = tally.tally(Run(dataset.opened(tmp_path / "stock"), wish(edition, engine=engine), tmp_path / "out").parts())
    assert done.aside == {"has more than one house": 1}


@ENGINES
@pytest.mark.parametrize("thing", ["storey", "unit"])
def test_a_link_leads_nowhere_where_there_is_no_table_of_what_it_leads_to(
    stock: Path, edition: Edition, tmp_path: Path, engine: str, thing: str
) -> None:
    shutil.rmtree(stock / thing)
    done = tally.tally(Run(dataset.opened(stock), wish(edition, engine=engine), tmp_path / "out").parts())
    assert done.aside == {f"room.{thing} leads to no {thing} of the house": 5}


@ENGINES
def test_a_table_of_houses_and_nothing_of_them_has_no_fault(stock: Path, edition: Edition, tmp_path: Path, engine: str) -> None:
    shutil.rmtree(stock / "house", ignore_errors=True)
    (stock / "house").mkdir()
    parquet.write_table(pa.table({"house_id": pa.array([0, 1], pa.int64())}), stock / "house" / "part-00000.parquet")
    assert tally.tally(Run(dataset.opened(stock), wish(edition, engine=engine), tmp_path / "out").parts()).aside == {}


# What is refused as a whole.


def refusal(folder: Path) -> str:
    with pytest.raises(Refused) as refused:
        dataset.opened(folder)
    return str(refused.value)


def test_a_folder_that_is_no_stock_is_refused_with_what_to_do(stock: Path, tmp_path: Path) -> None:
    assert "no such folder; make a stock" in refusal(tmp_path / "nothing")
    (tmp_path / "empty" / "room").mkdir(parents=True)
    assert "holds no table of houses" in refusal(tmp_path / "empty")
    table = pa.table({"house_id": [1], "floor_aera_low": [2], "use": ["bedroom"], "unit": [3], "id": ["a"], "is_bedroom_low": [None]})
    (stock / "rom").mkdir()
    parquet.write_table(table, stock / "rom" / "a.parquet")
    parquet.write_table(table, stock / "room" / "part-00000.parquet")
    (stock / "house").mkdir(exist_ok=True)
    (stock / "house" / "a.parquet").write_text("no Parquet")
    parquet.write_table(
        pa.table({"house_id": [1], "ward": ["A"], "room_list_is_complete": ["yes"]}), stock / "stock" / "part-00000.parquet"
    )
    said = refusal(stock)
    for words in (
        "a.parquet: 'rom' is no thing; did you mean 'room'?",
        "a.parquet: cannot be read as Parquet",
        "part-00000.parquet: 'floor_aera_low' is no column of room; did you mean 'floor_area_low'?",
        "part-00000.parquet: 'use' holds string, but should hold int64",
        "part-00000.parquet: 'unit' holds int64, but should hold list<",
        "part-00000.parquet: 'room_list_is_complete' holds string, but should hold bool",
    ):
        assert words in said, said
    assert "ward" not in said


def test_a_place_column_is_needed_of_things_in_lists(stock: Path) -> None:
    parquet.write_table(pa.table({"house_id": [1]}), stock / "storey" / "part-00000.parquet")
    for path in sorted((stock / "storey").glob("*.parquet"))[1:]:
        path.unlink()
    assert "the column 'place_in_list' is missing" in refusal(stock)


def test_a_stock_is_never_written_over(stock: Path) -> None:
    with pytest.raises(Refused, match="exists already"):
        dataset.write([], stock)


def test_rows_without_a_house_are_refused(stock: Path, edition: Edition, tmp_path: Path) -> None:
    changed(stock, "room", with_(house_id=None))
    with pytest.raises(Refused, match="1 rows have no house_id"):
        Run(dataset.opened(stock), wish(edition), tmp_path / "out")


def test_clauses_that_no_column_can_hold_are_refused_by_name(stock: Path, tmp_path: Path) -> None:
    large: nodes.Node = nodes.Fold("least", "room", "room", nodes.YES, nodes.FactOf(nodes.Whose("room", "room"), "room.sleepers"))
    for _ in range(2):
        large = nodes.Mul(large, large)
    with pytest.raises(Refused, match="random/1 large: reckons with figures of more than 38 digits"):
        Run(dataset.opened(stock), wish(bare_edition([clause("large", requires=nodes.Compare(">", large, large))])), tmp_path / "out")


def test_an_empty_stock_has_no_parts(edition: Edition, tmp_path: Path) -> None:
    dataset.write(stock_of(1), tmp_path / "stock")
    changed(tmp_path / "stock", "stock", lambda rows: [])
    for thing in ("room", "storey", "unit"):
        changed(tmp_path / "stock", thing, lambda rows: [])
    assert list(Run(dataset.opened(tmp_path / "stock"), wish(edition), tmp_path / "out").parts()) == []


def test_what_was_spilled_is_the_most_of_any_part() -> None:
    done = tally.tally([Part(0, 3, spilled=5), Part(1, 2, 1, {"why": 1}, spilled=2)])
    assert (done.houses, done.left, done.spilled, done.aside) == (5, 1, 5, {"why": 1})
    assert making.A_BLOCK == 10_000
