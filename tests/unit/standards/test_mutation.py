"""Changed editions: which changes are made of a written expression, a clause and a table, and that the original stays as it is."""

from pathlib import Path

import pytest

from fanlight.standards.mutation import expression_mutants, moved, mutants
from fanlight.standards.written import open_book
from tests.unit.standards.pages import folder


def changes(text: str) -> list[str]:
    return [changed for changed, _ in expression_mutants(text)]


def of(tmp_path: Path, page: str) -> list[str]:
    place = folder(page, base=tmp_path)
    return [mutant.what for mutant in mutants(open_book(place, place))]


@pytest.mark.parametrize(
    ("figure", "less", "more"),
    [
        ("5", "4", "6"),
        ("6.51", "6.50", "6.52"),
        ("0.1", "0.0", "0.2"),
        ("10", "9", "11"),
        ("9.99", "9.98", "10.00"),
        ("0.05", "0.04", "0.06"),
    ],
)
def test_a_figure_moves_by_one_in_its_last_place(figure: str, less: str, more: str) -> None:
    assert (moved(figure, -1), moved(figure, 1)) == (less, more)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("room.floor_area >= 6.5 m2", ["room.floor_area > 6.5 m2", "room.floor_area >= 6.4 m2", "room.floor_area >= 6.6 m2"]),
        ("a > 0", ["a >= 0", "a > 1"]),
        ("a <= 1", ["a < 1", "a <= 0", "a <= 2"]),
        ("a < b", ["a <= b"]),
        ("a = b", ["a != b"]),
        ("a != b", ["a = b"]),
        ("d < 2018-10-01", ["d <= 2018-10-01", "d < 2018-09-30", "d < 2018-10-02"]),
        ('house.category_a_to_f is b and unit.layout is "1p_four_room"', []),
        ("holds(2.33/kitchen-1) or x1 = y2", ["holds(2.33/kitchen-1) or x1 != y2"]),
        ("e.air_changes >= 6 1/h", ["e.air_changes > 6 1/h", "e.air_changes >= 5 1/h", "e.air_changes >= 7 1/h"]),
        ("w.u_value <= 0.3 W/m2K", ["w.u_value < 0.3 W/m2K", "w.u_value <= 0.2 W/m2K", "w.u_value <= 0.4 W/m2K"]),
    ],
)
def test_every_figure_date_and_comparison_of_an_expression_is_changed(text: str, found: list[str]) -> None:
    assert changes(text) == found


def test_a_change_says_what_it_changed() -> None:
    assert list(expression_mutants("a > 0"))[0][1] == "'>' to '>=' in 'a > 0'"


CLAUSES = """
clauses:
- clause: 1/a
  encoded: asked
  force: must
  says: S 5.
  when: house.persons > b
  measure: house.households
  at_least: x
  tolerance: 20%
  also:
  - {measure: house.storeys, less_than: y}
  or: [c, d = e]
  from: 2018-10-01
terms:
- {term: house.big, is: f != g, says: 7}
"""


def test_clauses_and_terms_change_in_their_expressions_limits_and_tolerances_only(tmp_path: Path) -> None:
    assert of(tmp_path, CLAUSES) == [
        "'>' to '>=' in 'house.persons > b'",
        "at_least to more_than",
        "tolerance 20% to 19%",
        "tolerance 20% to 21%",
        "less_than to at_most",
        "'=' to '!=' in 'd = e'",
        "'!=' to '=' in 'f != g'",
    ]


def table(*rows: str) -> str:
    return "tables:\n- table: t\n  by: number\n  gives: m2\n  rows:\n" + "".join(f"    {row}\n" for row in rows)


def test_every_cell_and_every_end_of_a_row_of_a_table_is_changed(tmp_path: Path) -> None:
    assert of(tmp_path, table("1..2: 0", "3: 6.5", "4..: 7")) == [
        "'1..2: 0' to '1'", "'3: 6.5' to '6.4'", "'3: 6.5' to '6.6'", "'4..: 7' to '6'", "'4..: 7' to '8'",
        "the end of '1..2' by -1", "the end of '3' by 1",
    ]  # fmt: skip


def test_a_moved_end_moves_the_next_beginning(tmp_path: Path) -> None:
    place = folder(table("1..2: 1", "3..5: 2", "6: 3"), base=tmp_path)
    rows = [list(mutant.book.tables["t"].keys["rows"].keys) for mutant in mutants(open_book(place, place)) if "the end of" in mutant.what]
    assert rows == [["1..1", "2..5", "6"], ["1..3", "4..5", "6"], ["1..2", "3..4", "5..6"], ["1..2", "3..5", "6..7"]]


def test_a_mutant_leaves_its_book_as_it_was_and_knows_its_place(tmp_path: Path) -> None:
    place = folder(CLAUSES, base=tmp_path)
    book = open_book(place, place)
    before = dict(book.clauses)
    found = list(mutants(book))
    assert book.clauses == before
    assert (found[0].kind, found[0].name, found[0].place) == ("clauses", "1/a", "page.yaml:7")
    assert found[0].book.clauses["1/a"].keys["when"].text == "house.persons >= b"
    assert found[-1].kind == "terms"
