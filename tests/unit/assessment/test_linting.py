"""What an edition's data shows to be wrong with its document, computed from small editions."""

from datetime import date

import pytest

from fanlight.assessment import linting
from fanlight.standards.examples import Example
from tests.unit.assessment.houses import clause, house
from tests.unit.standards.pages import read

TWO = "requires: house.persons > 1\nwhen: house.is_hmo"
TABLE = "tables:\n- {table: need, by: number, gives: number, rows: {1: 1, 2: 2}}\n"
DAY = date(2020, 1, 1)


def twice(*pages: str, more: str = "") -> list[tuple[tuple[str, ...], str]]:
    """The computed notes on clauses that ask the same."""
    page = "".join(clause(lines, name=f"1.{number}/a", head=number == 1) for number, lines in enumerate(pages, start=1))
    return [(note.clauses, note.says) for note in linting.given_twice(read(page + more))]


def test_clauses_that_ask_the_same_of_the_same_things_are_noted() -> None:
    assert twice(TWO, TWO) == [(("1.1/a", "1.2/a"), "they ask the same of the same things, each time as must")]
    assert twice(TWO, f"{TWO}\nforce: should") == [
        (("1.1/a", "1.2/a"), "they ask the same of the same things, once as must and once as should")
    ]


@pytest.mark.parametrize(
    "other",
    [
        "requires: house.persons > 2\nwhen: house.is_hmo",
        "requires: house.persons > 1",
        f"{TWO}\nor: house.is_exempt_building",
        f"{TWO}\nfrom: 2020-01-01",
        "encoded: information",
    ],
)
def test_clauses_that_differ_in_what_they_ask_are_not_noted(other: str) -> None:
    assert twice(TWO, other.replace("house.is_exempt_building", "house.households > 1")) == []


def test_clauses_of_opinion_and_those_of_a_recorded_conflict_are_left_out() -> None:
    opinion = "encoded: judgement\nrequires: house.persons > 1\ndecides: housing officer"
    assert twice(opinion, opinion) == []
    assert twice(TWO, TWO, more="conflicts:\n- {conflict: K, kind: given_twice, says: S, clauses: [1.1/a, 1.2/a]}\n") == []
    assert twice(TWO, TWO, more="conflicts:\n- {conflict: K, kind: given_twice, says: S, clauses: [1.1/a]}\n") != []


def test_a_table_that_ends_names_the_clauses_that_use_it_also_through_terms() -> None:
    page = TABLE + "terms:\n- {term: house.need, is: table need by house.persons}\n- {term: house.needs, is: house.need + 1}\n"
    page += clause("measure: house.households\nat_least: table need by house.persons")
    page += clause("requires: house.households >= house.needs", name="1.2/b", head=False)
    page += clause("requires: house.households > 1", name="1.3/c", head=False)
    [note] = linting.tables_that_end(read(page))
    assert (note.kind, note.clauses) == ("table_ends", ("1.1/a", "1.2/b"))
    assert note.says.startswith("the table need stops at 2;")


def test_a_table_with_an_open_end_is_not_noted() -> None:
    page = TABLE.replace("2: 2", "2..: 2") + clause("measure: house.households\nat_least: table need by house.persons")
    assert list(linting.tables_that_end(read(page))) == []


def test_only_a_figure_of_the_law_that_the_example_breaks_is_below_the_floor() -> None:
    law = clause("each: room\nmeasure: room.floor_area\nat_least: 4 m2", name="9/a")
    law += clause("each: room\nmeasure: room.floor_area\nat_least: 2 m2", name="9/b", head=False)
    law += clause("each: room\nrequires: room.floor_area >= 9 m2", name="9/c", head=False)
    town = clause("each: room\nmeasure: room.floor_area\nat_least: 3 m2")
    shown = Example("1.1/a", "met", house("rooms: [{id: a, floor_area: 3 m2}]"), "page.yaml:1", "3 m2")
    [note] = linting.below_floor(read(town), [shown], read(law))
    assert (note.clauses, note.says) == (("1.1/a",), "a house that meets it (3 m2) breaks town/2020 9/a: S.")


def test_a_recorded_conflict_is_noted_from_its_day_on() -> None:
    edition = read(
        clause(TWO) + "conflicts:\n- {conflict: K, kind: overtaken, says: S, law: The Act (A), from: 2020-01-01, clauses: 1.1/a}\n"
    )
    [note] = linting.notes(edition, [], [], DAY)
    assert linting.in_words(note) == "the law has changed since (1.1/a): S [The Act (A)]"
    assert list(linting.notes(edition, [], [], date(2019, 12, 31))) == []
