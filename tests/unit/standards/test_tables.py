"""Step tables: every range of keys has one figure, and a gap, an overlap or an unexplained fall is refused at its line."""

import pytest

from fanlight.facts.units import AREA, LENGTH, NUMBER
from fanlight.standards.nodes import FAR
from fanlight.standards.tables import Table
from tests.unit.standards.pages import read, refusals


def page(*rows: str, by: str = "number", gives: str = "m2", more: str = "") -> str:
    """A page of one table, its first row on line 6."""
    return f"tables:\n- table: areas\n  by: {by}\n  gives: {gives}\n  rows:\n" + "".join(f"    {row}\n" for row in rows) + more


def test_rows_become_scaled_whole_numbers_and_an_open_end_goes_on_for_ever() -> None:
    table = read(page("2..5: 6.5", "6: 7.5", "7 .. 8: 8.5", "9..: 10.51")).tables["areas"]
    assert table == Table("areas", NUMBER, 0, AREA, 2, ((2, 5, 650), (6, 6, 750), (7, 8, 850), (9, FAR, 1051)))


def test_keys_and_figures_are_kept_in_the_base_unit() -> None:
    table = read(page("100..149: 10", "150: 20", by="mm", gives="'%'")).tables["areas"]
    assert table == Table("areas", LENGTH, 3, NUMBER, 1, ((100, 149, 1), (150, 150, 2)))


def test_an_explained_fall_is_accepted() -> None:
    falling = page("1: 8", "2: 7", more="  falls: C2\n  beyond: refer\nreadings:\n- {reading: C2, problem: P, adopted: A}\n")
    assert read(falling).tables["areas"].rows == ((1, 1, 8), (2, 2, 7))


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (("1..2: 6", "4: 7"), "page.yaml:7: there is a gap between the rows '1..2' and '4'"),
        (("1.0..2.5: 6", "2.7: 7"), "page.yaml:7: there is a gap between the rows '1.0..2.5' and '2.7'"),
        (("1..3: 6", "3: 7"), "page.yaml:7: the rows '1..3' and '3' overlap"),
        (("1..: 6", "3: 7"), "page.yaml:7: the rows '1..' and '3' overlap"),
        (("3: 6", "1: 7"), "page.yaml:7: the rows '3' and '1' overlap"),
        (("1: 7", "2: 6"), "page.yaml:7: the figure falls at '2'; if it is printed so, add 'falls: READING'"),
        (("5..2: 6",), "page.yaml:6: the row '5..2' ends before it begins"),
        (("two: 6",), "page.yaml:6: 'two' is no row of a table; write for example 2..5, 6 or 9.."),
        (("1-2: 6",), "page.yaml:6: '1-2' is no row of a table; write for example 2..5, 6 or 9.."),
        (("..2: 6",), "page.yaml:6: '..2' is no row of a table; write for example 2..5, 6 or 9.."),
        (("12: 6\n",), None),
        (("1: 6 m2",), "page.yaml:6: '6 m2' is no figure; the unit stands once, under 'gives:'"),
        (("1: NaN",), "page.yaml:6: 'NaN' is no figure; the unit stands once, under 'gives:'"),
        (("1: Infinity",), "page.yaml:6: 'Infinity' is no figure; the unit stands once, under 'gives:'"),
        (("1: 1e999999999",), "page.yaml:6: '1e999999999' is no figure; the unit stands once, under 'gives:'"),
        (("1: ٣",), "page.yaml:6: '٣' is no figure; the unit stands once, under 'gives:'"),
        (("٣: 1",), "page.yaml:6: '٣' is no row of a table; write for example 2..5, 6 or 9.."),
        (("1: [6]",), "page.yaml:6: a single value is expected here, not a list or a mapping"),
        ((f"{'9' * 400}: 1",), f"page.yaml:6: '{'9' * 400}' is no row of a table; write for example 2..5, 6 or 9.."),
    ],
)
def test_a_row_that_cannot_stand_is_refused_at_its_line(rows: tuple[str, ...], message: str | None) -> None:
    if message is None:
        assert read(page(*rows)).tables
    else:
        assert refusals(page(*rows)) == [message]


def test_a_table_has_rows_and_not_too_many() -> None:
    many = [f"{key}: {key}" for key in range(1, 202)]
    assert refusals(page(*many)) == ["page.yaml:6: a table has between one and 200 rows"]
    assert len(read(page(*many[:200])).tables["areas"].rows) == 200
    assert refusals(page().replace("rows:", "rows: {}")) == ["page.yaml:5: a table has between one and 200 rows"]


def test_a_table_says_its_units_and_rows() -> None:
    assert refusals("tables:\n- table: areas\n") == [
        "page.yaml:2: the table has no 'by:'",
        "page.yaml:2: the table has no 'gives:'",
        "page.yaml:2: the table has no 'rows:'",
    ]
    [unit] = refusals(page("1: 6", by="furlong"))
    assert unit.startswith("page.yaml:3: 'furlong' is no unit; write number, or one of m2, ")


def test_an_unknown_key_and_an_unknown_reading_of_a_fall_are_refused() -> None:
    assert refusals(page("1: 6", more="  beyonds: refer\n")) == ["page.yaml:7: 'beyonds' has no meaning here; did you mean 'beyond'?"]
    assert refusals(page("1: 7", "2: 6", more="  falls: C2\n")) == ["page.yaml:8: the reading 'C2' is not declared"]
