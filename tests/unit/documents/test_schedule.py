"""The schedule of works says what to do, where and how soon, drafts conditions, and prints departures."""

from datetime import date
from pathlib import Path

from fanlight.assessment import works
from fanlight.assessment.finding import Assessment
from fanlight.assessment.works import Departure
from fanlight.documents import schedule as schedule_module
from fanlight.documents.letters.matters import Work
from fanlight.documents.schedule import schedule
from tests.unit.documents.houses import HOUSE, ON, against, assessed, clause
from tests.unit.documents.read_page import faults, read

AREA = "each: room, when: room.use is bedroom, measure: room.floor_area, at_least: {}, remedy: Make it larger."


def of(*done: Assessment, departures: tuple[Departure, ...] = ()) -> str:
    return schedule([(each, works.schedule(each, departures, ON)) for each in done], ON)


def test_every_item_says_where_what_why_and_by_when(tmp_path: Path) -> None:
    page = of(assessed(tmp_path, clause(AREA.format("7 m2"))))
    rows = [[cell.text for cell in row.below] for row in read(page).all("table")[0].all("tr")]
    assert rows[1][:2] == ["1. Front bedroom", "Make it larger."]
    assert "What is asked." in rows[1][2] and "Floor area: 6.8 m², at least 7 m² asked" in rows[1][2]
    assert rows[1][3:] == ["Paragraph 1 (Local standard: must)", "Amenities", "to be set by the officer"]
    assert "The licence holder must do the following (front bedroom), within the period the council sets: Make it larger." in page
    assert faults(page) == []


def test_a_house_that_needs_nothing_has_no_works_and_an_open_clause_is_counted(tmp_path: Path) -> None:
    page = of(assessed(tmp_path, clause(AREA.format("5 m2"))), against("england/2018-10", HOUSE))
    words = read(page).all("main")[0].text
    assert "No works follow from what was seen." in words and "cannot be told yet and may ask for more" in words
    assert "None follows from what was seen." in words and "None was made" in words
    assert [each.text.partition(":")[0] for each in read(page).all("section")[0].all("h3")] == [
        "The national minimum",
        "The council's standard",
    ]
    assert faults(page) == []


def test_departures_are_printed_with_their_reasons(tmp_path: Path) -> None:
    text = clause(AREA.format("7 m2")) + "- {clause: 2/all, encoded: asked, force: must, says: All., requires: house.persons > 9}\n"
    made = [Departure(name, "", "", "<b>It is fine.</b>", "B. Officer", date(2026, 1, 1), None) for name in ("1/asked", "2/all")]
    page = of(assessed(tmp_path, text), departures=tuple(made))
    words = read(page).all("main")[0].text
    assert words.count("Reason: <b>It is fine.</b> Decided by B. Officer on 1 January 2026.") == 2
    assert "(Front bedroom)" in words
    assert faults(page) == []


def test_the_house_as_a_whole_and_its_address_are_named(tmp_path: Path) -> None:
    house = HOUSE.replace("of: 1 Made-up Street", "of: No. 1, address: 1 Made-up Street, postcode: AB1 2CD")
    page = of(assessed(tmp_path, clause("requires: house.persons > 9"), house))
    assert "1. The house" in page and "1 Made-up Street, AB1 2CD" in page
    assert "Signature" in page


def test_the_works_of_a_letter_are_those_of_the_schedule(tmp_path: Path) -> None:
    done = [assessed(tmp_path, clause(AREA.format("7 m2"))), against("england/2018-10", HOUSE.replace("5\n", "5\n", 1))]
    asked = schedule_module.asked([(each, works.schedule(each, (), ON)) for each in done])
    assert asked[0] == Work(
        where="Front bedroom", what="Make it larger.", why="Floor area: 6.8 m², at least 7 m² asked",
        cited="The document of madeup, Paragraph 1", within="to be set by the officer",
    )  # fmt: skip
    unmeasured = assessed(tmp_path, clause("requires: house.persons > 9, remedy: Do it."))
    assert [each.why for each in schedule_module.asked([(unmeasured, works.schedule(unmeasured, (), ON))])]
