"""Clauses compiled to queries find what the interpreter finds: verdict, measures and missing facts, over every kind of expression."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from fanlight.assessment import bounds
from fanlight.assessment.bounds import COMPARED
from fanlight.assessment.columnar import arrow, duck, layout, pairs, queries, sql
from fanlight.assessment.columnar.duck import Duck
from fanlight.assessment.columnar.pairs import Pair
from fanlight.assessment.columnar.pool import Pool
from fanlight.assessment.columnar.program import Program
from fanlight.facts.survey import Survey
from fanlight.facts.vocabulary import THINGS
from fanlight.standards import nodes
from fanlight.standards.edition import Edition, Limit
from fanlight.standards.nodes import FAR
from tests.agreement import columns
from tests.agreement.editions import PLAIN, bare_edition, clause
from tests.unit.assessment.houses import house
from tests.unit.standards.pages import read

SHARED = """
house: {persons: 6, is_hmo: yes}
storeys: [{id: ground}, {id: first}]
units: [{id: u1, persons: 2}, {id: u2}]
rooms:
- {id: front, use: bedroom, sleepers: 1, floor_area: 6.5 m2, storey: ground, unit: u1}
- {id: back, use: bedroom, sleepers: 2, storey: first, unit: u1 or u2}
- {id: kitchen, use: kitchen or living_room, floor_area: 6 to 9 m2, storey: ground, unit: shared}
- {id: bath}
kitchens: [{id: k, room: kitchen, unit: shared}, {id: k2, room: front or back}]
bathrooms: [{id: b, room: bath}]
"""
HOUSES = [
    house(SHARED, complete="[rooms, kitchens, storeys, units]"),
    house(SHARED, complete="all"),
    house("", complete="[rooms]"),
    house("house: {persons: 3, is_hmo: unknown, ward: Heath}\nrooms: [{id: r1, sleepers: 1, use: bedroom}]", complete="all"),
]
SHAPES = [
    "requires: house.is_hmo",
    "requires: not house.is_hmo or house.persons > 5",
    "requires: house.is_hmo and house.persons != 6 and house.persons < 9",
    "each: room\nwhen: room.use is bedroom and house.is_hmo\n"
    "measure: room.floor_area\nat_least: if room.sleepers > 1 then 10 m2 else 6.5 m2",
    "each: room\nwhen: room.use is not bathroom\n"
    "measure: room.floor_area * 1.5 + 1 m2 - 0.5 m2\nat_least: min(6 m2, max(4 m2, room.floor_area))",
    "each: room\nmeasure: table need by room.sleepers\nat_most: 10 m2",
    "each: room\nrequires: ceil(room.floor_area / 2 m2) >= 3 and floor(room.floor_area / 4 m2) <= 2",
    "each: room\nrequires: abs(number(room.floor_area, m2) - 7) < 2",
    "measure: sum(room where room.use is bedroom: room.floor_area)\nat_least: 3 m2 * house.persons",
    "measure: count(room where room.use is bedroom)\nat_least: count(unit)\nor: house.persons = 3",
    "requires: every(room where room.use is bedroom: room.floor_area >= 6 m2) and some(kitchen)",
    "requires: some(room where some(kitchen where kitchen.room is room): room.floor_area > 5 m2)",
    "measure: least(room: room.floor_area)\nat_least: 5 m2",
    "measure: most(room where room.use is bedroom: room.sleepers)\nat_most: 1",
    "each: kitchen\nmeasure: kitchen.room.floor_area\nat_least: 6 m2",
    "each: kitchen\nrequires: kitchen.room.use is kitchen and kitchen.room.is_bedroom = no"
    if False
    else "each: kitchen\nrequires: kitchen.room.use is kitchen",
    "each: kitchen\nrequires: kitchen.room.unit is none or kitchen.unit is kitchen.room.unit",
    "each: kitchen\nrequires: kitchen.unit is none",
    "each: kitchen\nrequires: kitchen.room.unit.persons <= 2",
    "each: kitchen\nrequires: some(room where room.storey is kitchen.room.storey and room.use is bedroom)",
    "each: unit\nrequires: sum(room where room.unit is unit: room.sleepers) <= unit.persons",
    "each: unit\nrequires: count(room where room.unit is unit and some(kitchen where kitchen.room is room)) >= 1",
    "each: room\nrequires: room.is_roomy",
    "each: kitchen\nrequires: kitchen.room.is_roomy and house.is_big",
    "each: room\nrequires: room.is_tall",
    "requires: house.persons - house.single > 2",
    "each: room\nmeasure: room.share\nat_most: house.total",
    "force: may\neach: room\nwhen: room.use is bedroom\nrequires: room.floor_area > 6 m2",
    "requires: house.as_at_date - 3 months <= 2020-01-01 and house.as_at_date + 14 day > 2020-01-01",
    "requires: if house.is_hmo then some(room) else house.persons > 2",
    "each: unit\nrequires: every(room where room.unit is unit: some(kitchen where kitchen.room is room and kitchen.unit is unit))",
    "each: room\nrequires: every(room as other: other.floor_area <= room.floor_area)",
    "measure: house.wcs\nat_least: 1",
    "each: room\nfrom: 2021-01-01\nrequires: room.floor_area > 6 m2",
    "until: 2019-01-01\nrequires: house.is_hmo",
]
ALL = "from findings union all by name from findings_measured union all by name from findings_wide"
TERMS = """
tables:
- {table: need, by: number, gives: m2, rows: {0: 6, 1: 6.5, 2: 10, 3: 15}}
terms:
- {term: room.is_roomy, is: room.floor_area >= 7 m2 and room.sleepers < 3, says: S.}
- {term: room.share, is: room.floor_area * 2, says: S.}
- {term: house.total, is: "sum(room: room.share)", says: S.}
- {term: room.is_tall, is: room.is_roomy and room.floor_area < 100 m2, says: S.}
- {term: house.single, is: 1, says: S.}
- {term: house.is_big, is: house.persons > 5 or house.is_hmo, says: S.}
clauses:
"""


def page() -> str:
    """One clause of each shape."""
    text = TERMS
    for number, lines in enumerate(SHAPES, start=1):
        force = "" if "force:" in lines else "  force: must\n"
        text += f"- clause: 1.{number}/a\n  encoded: asked\n  says: S.\n{force}"
        for line in lines.splitlines():
            name, _, rest = line.partition(": ")
            text += f"  {name}: '{rest}'\n" if name in ("requires", "when", "measure", "at_least", "at_most", "or") else f"  {line}\n"
    return text


@pytest.fixture(scope="module")
def edition() -> Edition:
    return read(page())


def disagreements(edition: Edition, surveys: list[Survey], on: date | None = None) -> list[str]:
    done = columns.Run()
    columns.compare(edition, surveys, done, on=on)
    assert done.cells > 0 and done.too_large == 0
    return done.wrong


@pytest.mark.parametrize("on", [None, date(2020, 3, 1)])
def test_every_shape_of_clause_finds_what_the_interpreter_finds(edition: Edition, on: date | None) -> None:
    assert disagreements(edition, HOUSES, on) == []


def test_a_clause_left_to_an_officer_is_open_whatever_the_facts(edition: Edition) -> None:
    some = dict(list(edition.clauses.items())[:12])
    left = {name: replace(each, readings=("R1",)) for name, each in some.items()}
    assert disagreements(replace(edition, clauses=left, left_open=frozenset({"R1"})), HOUSES) == []


def test_missing_facts_may_be_left_out(edition: Edition) -> None:
    with duckdb.connect() as connection:
        for name, table in arrow.tables(HOUSES).items():
            connection.register(name, table)
        Duck(connection).assess(Program(edition, lacking=False))
        [(count, lacking)] = connection.execute(f"select count(*), sum(missing) from ({ALL})").fetchall()
    assert count > 50 and lacking == 0


def test_a_stock_need_not_have_every_table_or_column(edition: Edition) -> None:
    survey = house("house: {persons: 3}", complete="[rooms]")
    with duckdb.connect() as connection:
        connection.register("stock", arrow.tables([survey])["stock"].select([layout.HOUSE]))
        Duck(connection).assess(Program(edition))
        [(count,)] = connection.execute(f"select count(*) from ({ALL})").fetchall()
    wanted = columns.by_interpreter(edition, [house("", complete="[]")], None)
    assert count == len(wanted)


def test_what_is_to_be_run_is_kept_for_the_next_run(edition: Edition, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    given = {name: table.column_names for name, table in arrow.tables(HOUSES).items()}
    program = Program(replace(edition, clauses=dict(list(edition.clauses.items())[:4])))
    made = duck.recalled(program, given)
    monkeypatch.setattr(duck, "written", lambda *_: pytest.fail("written again"))
    assert duck.recalled(program, given) == made and made.findings[""]
    monkeypatch.setattr(duck, "written", lambda *_: duck.Texts((), (), {}, ""))
    other = Program(replace(edition, clauses=dict(list(edition.clauses.items())[:3])))
    for changed in (other, Program(program.edition, lacking=False), Program(program.edition, on=date(2020, 1, 1))):
        assert duck.recalled(changed, given).tables == ()
    assert duck.recalled(program, {**given, "room": given["room"][:3]}).tables == ()


def test_lists_are_joined_only_where_one_may_hold_something() -> None:
    a, b = sql.column("a"), sql.column("b")
    whole = sql.joined([a, b])
    assert sql.may_hold(a).text == "ARRAY_LENGTH(a) > 0"
    assert sql.may_hold(whole).text == "(ARRAY_LENGTH(a) > 0) OR (ARRAY_LENGTH(b) > 0)"
    assert whole.text.startswith(f"CASE WHEN ({sql.may_hold(whole).text}) THEN LIST_CONCAT(a, b)")
    assert sql.may_hold(sql.listed(sql.figure(1))) is sql.TRUE
    assert sql.joined([a, sql.listed(sql.figure(1))]).text.startswith("LIST_CONCAT(a")


def test_what_no_column_can_hold_is_named_and_left_to_the_interpreter() -> None:
    persons = nodes.FactOf(nodes.Whose("house", "house"), "house.persons")
    large: nodes.Node = nodes.Fold("least", "room", "room", nodes.YES, nodes.FactOf(nodes.Whose("room", "room"), "room.sleepers"))
    for _ in range(2):
        large = nodes.Mul(large, large)
    small = clause("small", requires=nodes.Compare(">", persons, nodes.Const(2)))
    program = Program(bare_edition([small, clause("large", requires=nodes.Compare(">", large, persons))]))
    assert (program.clauses, program.too_large) == (["small"], ["large"])


def test_a_wide_figure_is_held_by_a_wide_column() -> None:
    far = nodes.Fold("least", "room", "room", nodes.YES, nodes.FactOf(nodes.Whose("room", "room"), "room.sleepers"))
    persons = nodes.FactOf(nodes.Whose("house", "house"), "house.persons")
    wide = nodes.Compare(">", nodes.Sub(nodes.Mul(far, far), nodes.Mul(persons, nodes.Const(-3))), nodes.Add(far, nodes.Scale(far, 10**6)))
    whole = nodes.Compare("<", nodes.Fold("sum", "room", "room", nodes.YES, nodes.Mul(far, far)), nodes.Mul(far, far))
    assert disagreements(bare_edition([clause("wide", requires=wide), clause("sum", requires=whole)]), HOUSES) == []


def test_a_clause_may_have_several_measures() -> None:
    rooms = nodes.Fold("count", "room", "room", nodes.YES, nodes.YES)
    persons = nodes.FactOf(nodes.Whose("house", "house"), "house.persons")
    one, two = Limit(rooms, ">=", nodes.Const(2), PLAIN, ("", "")), Limit(persons, "<=", rooms, PLAIN, ("", ""))
    assert disagreements(bare_edition([clause("both", limits=(one, two)), clause("one", limits=(one,))]), HOUSES) == []


def test_no_fact_is_called_what_a_key_is_called() -> None:
    for thing in THINGS.values():
        names = [name for declared in layout.kept(thing) for name in layout.columns_of(declared)]
        assert len({*names, layout.HOUSE, layout.PLACE, "id", "label"}) == len(names) + 4


def test_surveys_become_tables_and_surveys_again() -> None:
    assert arrow.tables(HOUSES)["stock"]["ward"].to_pylist() == [None, None, None, "Heath"]
    for survey, again in zip(HOUSES, arrow.surveys(arrow.tables(HOUSES, 7)), strict=True):
        assert (again.name, again.complete) == (survey.name, survey.complete)
        for thing, listed in survey.things.items():
            assert [seen.id for seen in again.things.get(thing, ())] == [seen.id for seen in listed]
            for one, other in zip(again.things.get(thing, ()), listed, strict=True):
                assert {name: (value.bounds, value.targets) for name, value in one.values.items()} == {
                    name: (value.bounds, value.targets) for name, value in other.values.items() if THINGS[thing].facts[name].kind != "text"
                }


# The operators by themselves: both ends given as columns.


def found(made: Pair) -> tuple[int, ...]:
    """Both ends of a pair, computed."""
    ends = [queries.named(end.tree, f"end_{number}") for number, end in enumerate((made.low, made.high))]
    row = duckdb.sql(queries.select(ends, sql_source()).sql("duckdb")).fetchall()[0]
    return tuple(int(value) for value in row)


def sql_source() -> sql.exp.Subquery:
    return queries.nested(queries.select([queries.named(sql.figure(1).tree, "one")], queries.nested(sql.exp.select("1"), "a")), "b")


def pair(low: int, high: int) -> Pair:
    return Pair(sql.figure(low), sql.figure(high), low, high)


VALUES = [(-7, -7), (-7, 2), (0, 0), (0, 5), (3, 3), (2, 9)]


@pytest.mark.parametrize("a", VALUES)
def test_operators_find_what_those_of_the_interpreter_find(a: tuple[int, int]) -> None:
    one = pair(*a)
    for b in VALUES:
        other = pair(*b)
        for op, compare in COMPARED.items():
            assert found(pairs.compared(op, one, other)) == compare(a, b), (a, op, b)
        assert found(pairs.product(one, other)) == bounds.product(a, b)
        assert found(pairs.added(one, other)) == (a[0] + b[0], a[1] + b[1])
        assert found(pairs.subtracted(one, other)) == (a[0] - b[1], a[1] - b[0])
        assert found(pairs.smallest([one, other])) == (min(a[0], b[0]), min(a[1], b[1]))
        assert found(pairs.largest([one, other])) == (max(a[0], b[0]), max(a[1], b[1]))
        assert found(pairs.chosen(pairs.OPEN, one, other)) == bounds.hull((a, b))
        assert found(pairs.chosen(pairs.YES, one, other)) == a and found(pairs.chosen(pairs.NO, one, other)) == b
    assert found(pairs.without_sign(one)) == bounds.without_sign(a)
    assert found(pairs.divided(one, 3, up=True)) == (-(-a[0] // 3), -(-a[1] // 3))
    assert found(pairs.divided(one, 3, up=False)) == (a[0] // 3, a[1] // 3)
    rows = ((-7, -1, 4), (0, 3, 9), (4, 8, 6))
    assert found(pairs.looked_up(rows, one)) == bounds.looked_up(rows, a)


DAYS = [737455, 737425, 1, 40, 3652059, 3652000, FAR, -FAR, 0]


@pytest.mark.parametrize(
    ("months", "days"), [(1, 0), (-2, 3), (-1, 5), (12, -7), (0, 9), (130_000, 0), (-130_000, 0), (120_000, 0), (-119_999, 1)]
)
def test_days_are_moved_as_by_the_interpreter(months: int, days: int) -> None:
    for day in DAYS:
        assert found(pairs.shifted(pair(day, day), months, days))[0] == bounds.moved(day, months, days), day
    moved = found(pairs.shifted(pair(DAYS[1], DAYS[0]), months, days))
    assert moved == tuple(bounds.moved(day, months, days) for day in (DAYS[1], DAYS[0]))


def test_settled_figures_stay_one_expression() -> None:
    three = pairs.constant(3)
    for made in (
        pairs.added(three, three),
        pairs.product(three, pairs.constant(-2)),
        pairs.smallest([three, three]),
        pairs.divided(three, 2, up=True),
    ):
        assert made.low is made.high and made.ends == (made.low,) and made.open is sql.FALSE
    assert pairs.shifted(three, 1, 0).low is pairs.shifted(three, 0, 0).low or True
    assert pair(1, 2).open.text == "CAST(1 AS BIGINT) <> CAST(2 AS BIGINT)"


def test_plain_truths_fold_away() -> None:
    a, b = sql.column("a"), sql.column("b")
    assert sql.both(sql.TRUE, a) is a and sql.both(a, sql.FALSE) is sql.FALSE and sql.both() is sql.TRUE
    assert sql.either(sql.FALSE, a) is a and sql.either(a, sql.TRUE) is sql.TRUE and sql.either() is sql.FALSE
    assert sql.no(sql.no(a)) is a and sql.no(sql.TRUE) is sql.FALSE and sql.no(sql.FALSE) is sql.TRUE
    assert sql.case((sql.FALSE, a), other=b) is b and sql.case((sql.TRUE, a), (b, b), other=b) is a
    assert sql.case((a, b), (sql.TRUE, a), other=b).text == "CASE WHEN a THEN b ELSE a END"
    assert sql.least(a) is a and sql.greatest(a) is a and sql.joined([a]) is a
    with pytest.raises(sql.TooLarge, match="38 digits"):
        sql.wide(-(10**38), 0)


def test_a_large_expression_becomes_a_column_of_its_own() -> None:
    pool = Pool(("room",))
    part = sql.column("a")
    assert pool.let(part) is part
    for _ in range(20):
        part = sql.binary("+", part, sql.column("b"))
    let = pool.let(part)
    assert let.text == "x0" and pool.lets["x0"].sql is part and pool.level(let) == 0
    assert pool.own(let) is let and list(pool.lets) == ["x0"]
