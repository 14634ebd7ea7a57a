"""What another edition changes for one house: of each pair of clauses the verdict before and after, and nothing where nothing changes."""

from datetime import date

import pytest

from fanlight.assessment.stock.pairing import pairing
from fanlight.assessment.weighing import Weighing
from fanlight.facts.files import Refused
from fanlight.facts.survey import Survey
from fanlight.facts.survey_file import read_survey_text
from fanlight.standards.edition import Edition
from tests.unit.standards.pages import AREA, read

ON = date(2026, 3, 2)


def edition(*clauses: str) -> Edition:
    return read("clauses:\n" + "".join(clauses))


def people(most: int, more: str = "") -> str:
    return f"- {{clause: 1.2/people, encoded: asked, force: must, says: S., measure: house.persons, at_most: {most}{more}}}\n"


def house(text: str) -> Survey:
    return read_survey_text(text, "house.yaml")


def changes(old: Edition, new: Edition, text: str) -> dict[str, tuple[str, str]]:
    return Weighing(pairing(old, new, ON), ON).changes(house(text))


def test_each_kind_of_change_is_told() -> None:
    old, new = edition(people(6)), edition(people(4))
    assert changes(old, new, "house: {persons: 5}") == {"1.2/people": ("met", "not_met")}
    assert changes(new, old, "house: {persons: 5}") == {"1.2/people": ("not_met", "met")}
    assert changes(old, new, "house: {persons: 4 to 5}") == {"1.2/people": ("met", "cannot_tell")}
    assert changes(old, new, "house: {persons: 3}") == {}
    assert changes(old, new, "house: {kind: house}") == {}


def test_of_a_clause_the_worst_room_counts() -> None:
    old, new = edition(AREA), edition(AREA.replace("6.5", "7.5"))
    rooms = "complete: [rooms]\nrooms:\n- {id: one, floor_area: 8 m2}\n- {id: two, floor_area: 7 m2}\n"
    assert changes(old, new, rooms) == {"1.1/area": ("met", "not_met")}
    assert changes(old, new, "complete: [rooms]\nhouse: {persons: 0}\n") == {}


def test_a_clause_that_is_new_gone_or_not_begun_is_told_as_such() -> None:
    both, one = edition(AREA, people(4)), edition(AREA)
    text = "house: {persons: 5}"
    assert changes(one, both, text) == {"1.2/people": ("no_such_clause", "not_met")}
    assert changes(both, one, text) == {"1.2/people": ("not_met", "no_such_clause")}
    later = edition(AREA, people(4, ", from: 2027-01-01"))
    assert changes(both, later, text) == {"1.2/people": ("not_met", "does_not_apply")}


def test_a_survey_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(Refused, match="more households than people"):
        changes(edition(people(6)), edition(people(4)), "house: {persons: 3, households: 5}")
