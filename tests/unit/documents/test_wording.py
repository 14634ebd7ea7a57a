"""What was observed and what is measured is named in words."""

from pathlib import Path

import pytest

from fanlight.assessment.finding import Fact
from fanlight.documents import wording
from fanlight.facts.survey_file import read_survey_text
from tests.unit.documents.houses import library

HOUSE = """
house: {persons: 3 to 5, is_hmo: yes, built_form: mid_terrace or end_terrace, as_at_date: 2026-05-01}
units: [{id: u1, label: Flat one}]
rooms:
- {id: r1, unit: shared, use: bed_sitting_room, floor_area: 6.8 m2, reachable_temperature: 21 degC}
- {id: r2, unit: u1}
"""


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (Fact("house", "house", "persons"), "3 to 5"),
        (Fact("house", "house", "is_hmo"), "yes"),
        (Fact("house", "house", "built_form"), "mid terrace or end terrace"),
        (Fact("house", "house", "as_at_date"), "1 May 2026"),
        (Fact("room", "r1", "unit"), "shared"),
        (Fact("room", "r2", "unit"), "Flat one"),
        (Fact("room", "r1", "use"), "bed sitting room"),
        (Fact("room", "r1", "floor_area"), "6.8 m²"),
        (Fact("room", "r1", "reachable_temperature"), "21 °C"),
    ],
)
def test_an_observation_in_words(fact: Fact, words: str) -> None:
    survey = read_survey_text(HOUSE, "house")
    seen = next(each for each in survey.all_seen() if each.id == fact.id and each.thing == fact.thing).values[fact.name]
    assert wording.fact_value(fact, seen, survey) == words


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("room.floor_area", "Floor area"),
        ("kitchen.room.floor_area", "Floor area"),
        ("room.area_2_33", "Floor area that counts"),
        ("room.area_9", "Area"),
        ("ceil(house.persons / 5)", "ceil(house.persons / 5)"),
        ("room.use.floor_area", "room.use.floor_area"),
        ("5", "5"),
    ],
)
def test_a_measure_has_a_name(tmp_path: Path, written: str, words: str) -> None:
    terms = (
        "terms:\n"
        "- {term: room.area_2_33, is: room.floor_area, says: Floor area that counts.}\n"
        "- {term: room.area_9, is: room.floor_area}\n"
        "clauses: []\n"
    )
    edition = library(tmp_path, terms).read("madeup/2020")
    assert wording.measure_name(written, edition) == words


@pytest.mark.parametrize(("page", "words"), [("", "Paragraph 1"), ("7", "Paragraph 1, page 7"), ("7-8", "Paragraph 1, pages 7-8")])
def test_where_a_clause_stands(tmp_path: Path, page: str, words: str) -> None:
    text = f"clauses:\n- {{clause: 1/a, encoded: information, force: none, says: Words., page: '{page}'}}\n"
    clause = library(tmp_path, text).read("madeup/2020").clauses["1/a"]
    assert wording.paragraph(clause) == words
