"""The page of an edition shows the whole of it, and every link between clauses and facts can be followed both ways."""

from pathlib import Path

import pytest

from fanlight.documents.standard import anchor, standard_of
from fanlight.facts.files import Refused
from tests.unit.documents.houses import ON, SHIPPED, library
from tests.unit.documents.read_page import Element, faults, read

TEXT = """
readings:
- {reading: R1, problem: It is unclear who counts., adopted: Everybody counts., ways: {strict: Only adults count.}}
- {reading: R2, problem: Nothing., adopted: Nothing.}
tables:
- {table: need, by: number, gives: m2, rows: {1: 6.5, 2..3: 10}}
- {table: cost, by: m2, gives: GBP, rows: {1..2: 5, 3..: 7}}
terms:
- {term: house.is_large, is: house.persons >= 5, says: Five or more live there., settles: [0/a]}
- {term: house.is_larger, is: house.is_large and house.storeys >= 3, reading: R1}
conflicts:
- {conflict: c1, kind: misprint, says: A figure is misprinted., clauses: [1.1/area, house.is_large], law: The Act, reading: R1}
clauses:
- clause: 1.1/area
  force: must
  says: A bedroom is large enough.
  each: room
  when: room.use is bedroom
  unless: house.is_larger
  measure: room.floor_area
  at_least: table need by room.sleepers
  tolerance: 10%
  also: [{measure: room.ceiling_height, more_than: 2 m}]
  or: [holds(1.2/small), room.has_window]
  reading: R1
  remedy: Enlarge the room.
  page: 7
  from: 2021-01-01
  until: 2030-01-01
  examples:
  - given: {room.use: bedroom, room.sleepers: 1, room.ceiling_height: 2.4 m, house.persons: 2, house.storeys: 2, room.has_window: no}
    vary: room.floor_area
    met: [6.5 m2]
    not_met: [5 m2]
    cannot_tell: [unknown]
- {clause: 1.2/small, encoded: asked, force: may, says: A small house may do., requires: house.persons < 2}
- clause: 2/judged
  encoded: judgement
  force: should
  says: The house is in good order.
  decides: housing officer
  weigh: [damp, wear]
  options: [good, poor]
  settles: [2/a, 2/b]
- {clause: 3/duty, encoded: duty, force: must, says: Alarms are tested., owed_by: manager, period: every 12 month, evidence: the log}
- {clause: 4/step, encoded: procedure, force: none, says: How to apply., governs: application}
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    return standard_of("madeup/2020", library(tmp_path_factory.mktemp("standard"), TEXT), ON)


def card(page: str, kind: str, name: str) -> Element:
    return read(page).by_id(anchor(kind, name))


@pytest.mark.parametrize("name", sorted(SHIPPED.editions()))
def test_the_page_of_every_edition_is_in_order(name: str) -> None:
    made = standard_of(name, SHIPPED, ON)
    assert faults(made) == []
    ids = set(read(made).ids())
    assert {anchor("clause", clause) for clause in SHIPPED.read(name).clauses} <= ids


def test_the_page_of_a_made_up_edition_is_in_order(page: str) -> None:
    assert faults(page) == []
    head = read(page).all("header")[0].text
    assert "madeup/2020" in head and "The document of madeup" in head and "From 1 January 2020" in head and "not recorded" in head


def test_a_clause_is_shown_with_everything_that_is_held_of_it(page: str) -> None:
    words = card(page, "clause", "1.1/area").text
    for part in (
        "A bedroom is large enough.", "1.1/area", "Local standard: must", "worked out from facts", "Paragraph 1.1, page 7",
        "Asked of each room",
        "When room.use is bedroom", "Unless house.is_larger", "What is measured room.floor_area", "At least table need by room.sleepers",
        "Tolerance 10%", "Also room.ceiling_height: more than 2 m", "Or, instead holds(1.2/small) room.has_window",
        "What to do Enlarge the room.",
        "from 1 January 2021 until 1 January 2030", "3 examples", "room.floor_area unknown cannot tell",
    ):  # fmt: skip
        assert part in words, part


def test_what_people_decide_and_owe_is_shown(page: str) -> None:
    judged = card(page, "clause", "2/judged").text
    assert "Who decides housing officer" in judged and "What to weigh damp; wear" in judged and "What can be decided good; poor" in judged
    assert "Statements settled 2/a, 2/b" in judged
    duty = card(page, "clause", "3/duty").text
    assert "Owed by manager" in duty and "every 12 month" in duty and "Evidence the log" in duty
    assert "Step it governs application" in card(page, "clause", "4/step").text


def links(element: Element, kind: str) -> set[str]:
    return {link.attributes["href"][1:] for link in element.all("a") if link.attributes["href"].startswith(f"#{kind}-")}


@pytest.mark.parametrize("name", ["made up", "england/2018-10", "sheffield/2009-10"])
def test_every_link_between_a_clause_or_term_and_what_it_asks_can_be_followed_back(page: str, name: str) -> None:
    root = read(page if name == "made up" else standard_of(name, SHIPPED, ON))
    places = {each.attributes["id"]: each for each in root.walk() if "id" in each.attributes}
    askers = {name: each for name, each in places.items() if name.startswith(("clause-", "term-")) and each.tag == "article"}
    asked_by: dict[str, set[str]] = {}
    for asker, element in askers.items():
        cells = [cell for label, cell in zip(element.all("dt"), element.all("dd"), strict=True) if label.text.endswith("asked")]
        for cell in cells:
            for target in links(cell, "fact") | links(cell, "term"):
                asked_by.setdefault(target, set()).add(asker)
    assert asked_by
    for target, askers_of in asked_by.items():
        place = places[target]
        if place.tag == "article":
            place = place.all("dd")[-1]
        assert links(place, "clause") | links(place, "term") - {target} == askers_of, target
    assert {name for name in places if name.startswith("fact-")} == {name for name in asked_by if name.startswith("fact-")}


def test_tables_are_shown_as_tables_with_who_asks_them(page: str) -> None:
    need = next(table for table in read(page).all("table") if "need" in table.all("caption")[0].text)
    assert [[cell.text for cell in row.below] for row in need.all("tr")] == [["Number", "Figure"], ["1", "6.5 m²"], ["2 to 3", "10 m²"]]
    cost = next(table for table in read(page).all("table") if "cost" in table.all("caption")[0].text)
    assert [row.text for row in cost.all("tr")] == ["area Figure", "1 m2 to 2 m2 £5", "3 m2 or more £7"]
    words = next(each.text for each in read(page).all("section") if each.attributes["aria-labelledby"] == "tables")
    assert "Beyond the last row there is no figure, and an officer decides. Asked by: 1.1/area" in words
    assert "£7 Asked by: nothing" in words


def test_readings_terms_and_notes_are_shown(page: str) -> None:
    reading = card(page, "reading", "R1").text
    assert "Everybody counts." in reading and "Another way: strict Only adults count." in reading and "rest on it 1.1/area" in reading
    assert "rest on it none" in card(page, "reading", "R2").text
    term = card(page, "term", "house.is_large").text
    assert "Five or more live there." in term and "Asked by terms house.is_larger" in term and "Statements settled 0/a" in term
    notes = next(each.text for each in read(page).all("section") if each.attributes["aria-labelledby"] == "notes")
    assert "A misprint changes the sense. A figure is misprinted. (The Act) About: 1.1/area , house.is_large . Readings: R1 ." in notes
    assert "1 September 2026" in notes


def test_an_edition_without_an_inventory_says_so_and_one_with_names_what_is_left(tmp_path: Path) -> None:
    shelf = library(tmp_path, TEXT)
    assert "no inventory of its document" in standard_of("madeup/2020", shelf, ON)
    (shelf.folder("madeup/2020") / "inventory.csv").write_text("row,kind\n1.1/area,measure\n1.9/lost,measure\n", encoding="utf-8")
    page = standard_of("madeup/2020", shelf, ON)
    assert "Not encoded yet: 1.9/lost." in page and "no inventory" not in page


def test_an_edition_with_nothing_but_a_clause_says_what_it_lacks(tmp_path: Path) -> None:
    page = standard_of("madeup/2020", library(tmp_path, "clauses:\n- {clause: 1/a, encoded: information, force: none, says: Words.}\n"), ON)
    assert page.count("The edition has none.") == 3 and "Nothing is noted." in page
    assert faults(page) == []


def test_a_council_s_own_choice_of_reading_is_shown(tmp_path: Path) -> None:
    shelf = library(tmp_path, TEXT)
    (tmp_path / "councils" / "madeup" / "readings.yaml").write_text("madeup/2020: {R1: strict, R2: officer}\n", encoding="utf-8")
    page = standard_of("madeup/2020", shelf, ON)
    assert "This council has chosen the way “strict”." in card(page, "reading", "R1").text
    assert "This council leaves it to an officer." in card(page, "reading", "R2").text


def test_examples_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        standard_of("madeup/2020", library(tmp_path, TEXT.replace("    cannot_tell: [unknown]", "    cannot_tell: [7 kg]")), ON)


def test_no_text_gets_out_of_its_place(tmp_path: Path) -> None:
    evil = "'<script>alert(1)</script>'"
    page = standard_of("madeup/2020", library(tmp_path, TEXT.replace("Everybody counts.", evil).replace("Enlarge the room.", evil)), ON)
    assert "<script" not in page and faults(page) == []


def test_two_names_that_look_alike_have_two_places() -> None:
    names = ["1.1/a", "1.1--a", "1.1 a", "1.1_a", "1.1é"]
    assert len({anchor("clause", name) for name in names}) >= 4
    assert all(" " not in anchor("clause", name) for name in names)
