"""The report says what is wrong, what is open and what is met, in words that fit the verdict, and lets no text out of its place."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fanlight.assessment.assess import Program
from fanlight.assessment.finding import Assessment, Verdict
from fanlight.assessment.works import Departure
from fanlight.documents.letters.matters import Found
from fanlight.documents.reasons import why_open
from fanlight.documents.report import found, report
from fanlight.facts.survey_file import read_survey
from tests.house.tree import ROOT
from tests.unit.documents.houses import HOUSE, ON, SHIPPED, against, assessed, clause
from tests.unit.documents.read_page import Element, faults, read

AREA = "each: room, when: room.use is bedroom, measure: room.floor_area, at_least: 7 m2, remedy: Make it larger., page: '3'"
SECTIONS = ("summary", "wrong", "open", "people", "met", "idle", "departures", "readings", "receipt")


def section(page: str, name: str) -> Element:
    return next(each for each in read(page).all("section") if each.attributes["aria-labelledby"] == name)


def in_sections(page: str, words: str) -> list[str]:
    """The sections of a page in which some words stand."""
    return [name for name in SECTIONS if words in section(page, name).text]


def of(done: Assessment) -> str:
    return report([done], ON)


@pytest.mark.parametrize(
    ("house", "standard"), [("bedsits", "birmingham/2018-11"), ("shared-house", "sheffield/2009-10"), ("bedsits", "wyre-forest/2018-04")]
)
def test_a_report_of_a_real_standard_is_in_order(house: str, standard: str) -> None:
    survey = read_survey(ROOT / "examples" / f"{house}.yaml")
    done = [Program(SHIPPED.read(name)).assess(survey, ON) for name in (standard, "england/2018-10")]
    page = report(done, ON)
    assert faults(page) == []
    met = {finding.clause.says for each in done for finding in each.findings if finding.verdict is Verdict.MET}
    shown = {item.pieces[0].strip() for item in section(page, "met").all("li")}
    assert shown == {" ".join(says.split()) for says in met}


def test_the_head_says_which_house_was_seen_by_whom_and_under_which_rules(tmp_path: Path) -> None:
    house = HOUSE.replace("of: 1 Made-up Street", "of: No. 1, address: 1 Made-up Street, postcode: AB1 2CD")
    page = of(assessed(tmp_path, clause(AREA), house))
    words = read(page).all("header")[0].text
    assert "Housing report: No. 1" in words
    assert "1 Made-up Street, AB1 2CD" in words
    assert "R. Ahmed" in words and "12 May 2026" in words and "1 September 2026" in words
    assert "The document of madeup" in words
    assert '<html lang="en-GB">' in page


def test_what_is_not_known_of_the_survey_is_said_to_be_unknown(tmp_path: Path) -> None:
    words = read(of(assessed(tmp_path, clause(AREA), "house: {kind: house}"))).all("header")[0].text
    assert "somebody who is not named" in words and "a day that is not recorded" in words


def test_a_finding_says_where_how_far_off_what_to_do_and_where_it_is_written(tmp_path: Path) -> None:
    page = of(assessed(tmp_path, clause(AREA)))
    card = section(page, "wrong").all("article")[0]
    row = [cell.text for cell in card.all("table")[0].all("tr")[1].below]
    assert row == ["Front bedroom", "Floor area", "6.8 m²", "at least 7 m²", "0.2 m² too little"]
    assert "✗ Not met" in card.text and "Local standard: must" in card.text
    assert "What to do Make it larger." in card.text
    assert "Paragraph 1, page 3 of The document of madeup" in card.text
    assert "The council's standard requires it." in card.text


def test_a_finding_shows_the_facts_it_rests_on_with_who_and_when(tmp_path: Path) -> None:
    house = HOUSE.replace("floor_area: 6.8 m2", "floor_area: {value: 6.8 m2, by: B. Builder, on: 2026-06-01}")
    rests = section(of(assessed(tmp_path, clause(AREA), house)), "wrong").all("table")[1].text
    assert "Front bedroom: 6.8 m² B. Builder, 1 June 2026" in rests
    assert "Front bedroom: bedroom R. Ahmed, 12 May 2026" in rests


def test_verdicts_stand_in_their_own_sections(tmp_path: Path) -> None:
    text = (
        "clauses:\n"
        "- {clause: 1/short, encoded: asked, force: must, says: Short words., requires: house.persons >= 6}\n"
        "- {clause: 1/open, encoded: asked, force: must, says: Open words., requires: house.storeys >= 2}\n"
        "- {clause: 1/fine, encoded: asked, force: must, says: Fine words., requires: house.persons >= 5}\n"
        "- {clause: 1/idle, encoded: asked, force: must, says: Idle words., when: house.persons > 9, requires: house.storeys = 1}\n"
        "- {clause: 1/seen, encoded: judgement, force: must, says: Judged words., decides: housing officer}\n"
        "- {clause: 1/duty, encoded: duty, force: must, says: Duty words., owed_by: manager, period: always}\n"
        "- {clause: 1/told, encoded: information, force: none, says: Told words.}\n"
    )
    page = of(assessed(tmp_path, text))
    assert in_sections(page, "Short words.") == ["wrong"]
    assert in_sections(page, "Open words.") == ["open"]
    assert in_sections(page, "Fine words.") == ["met"]
    assert in_sections(page, "Idle words.") == ["idle"]
    assert in_sections(page, "Judged words.") == ["people"] and "Decided by: housing officer" in section(page, "people").text
    assert in_sections(page, "Duty words.") == ["people"] and "Owed by: manager. When: always" in section(page, "people").text
    assert in_sections(page, "Told words.") == []
    assert faults(page) == []


def test_a_state_is_told_by_words_and_a_sign_and_never_by_colour_alone(tmp_path: Path) -> None:
    marks = read(of(assessed(tmp_path, clause(AREA)))).of_class("mark")
    assert {mark.text for mark in marks} == {"✗ Not met", "? Cannot tell yet", "✓ Met", "– Does not apply"}


def test_an_unknown_is_never_shown_as_met(tmp_path: Path) -> None:
    house = HOUSE.replace("floor_area: 9 m2, ", "")
    page = of(assessed(tmp_path, clause(AREA), house))
    assert in_sections(page, "Attic bedroom") == ["open"]
    assert "Nothing can be said to be met yet." in section(page, "met").text


def test_a_list_that_may_hold_more_is_never_shown_as_met(tmp_path: Path) -> None:
    house = HOUSE.replace("complete: [rooms, kitchens]\n", "")
    page = of(assessed(tmp_path, clause("requires: 'every(room: room.use is bedroom or room.use is kitchen)'"), house))
    assert "What is asked." not in section(page, "met").text
    assert "Are all rooms of the house listed?" in section(page, "open").text


def test_where_nothing_is_wrong_but_something_is_open_the_page_says_that_this_is_not_well(tmp_path: Path) -> None:
    page = of(assessed(tmp_path, clause("requires: house.storeys >= 2")))
    assert "This is not the same as all being well: 1 clause cannot be told yet" in section(page, "wrong").text
    assert "none was found to be missed, 1 cannot be told yet" in section(page, "summary").text


def test_where_everything_is_met_the_page_says_so(tmp_path: Path) -> None:
    page = of(assessed(tmp_path, clause("requires: house.persons >= 1")))
    assert section(page, "wrong").all("p")[0].text == "Nothing was found that falls short of it."
    assert "everything that facts can decide is decided" in section(page, "open").text
    assert faults(page) == []


def test_a_clause_met_in_one_room_only_says_that_it_is_not_so_elsewhere(tmp_path: Path) -> None:
    met = section(of(assessed(tmp_path, clause(AREA))), "met").text
    assert "Attic bedroom. Only here: elsewhere in the house it is not met or cannot be told." in met
    assert "Front bedroom" not in met


def test_each_question_stands_once_and_leads_to_every_clause_that_waits_for_it_and_back(tmp_path: Path) -> None:
    text = (
        "clauses:\n"
        "- {clause: 1/a, encoded: asked, force: must, says: One., each: room, requires: room.distance_to_detector < 5 m}\n"
        "- {clause: 1/b, encoded: asked, force: must, says: Two., each: room, requires: room.distance_to_detector > 4 m}\n"
        "- {clause: 1/c, encoded: asked, force: must, says: Three., requires: house.storeys >= 2}\n"
    )
    page = of(assessed(tmp_path, text))
    asked = [item for item in section(page, "open").all("li") if item.attributes["id"].startswith("q")]
    assert len(asked) == len({item.all("strong")[0].text for item in asked}) == 2
    distance = next(item for item in asked if "Front bedroom" in item.text)
    assert "Asked of: Front bedroom; Attic bedroom; Cook's room." in distance.text
    waiting = [link.attributes["href"][1:] for link in distance.all("a")]
    assert len(waiting) == 2
    for name in waiting:
        back = read(page).by_id(name)
        assert f"#{distance.attributes['id']}" in {link.attributes["href"] for link in back.all("a")}


def test_a_question_says_who_answers_it(tmp_path: Path) -> None:
    text = clause("requires: house.is_suitable_for_occupancy and house.is_in_council_database")
    words = section(of(assessed(tmp_path, text)), "open").text
    assert "an officer judges it" in words
    assert "it stands in the application or the council's file, not in the house" in words


def test_a_clause_without_a_figure_is_left_to_an_officer(tmp_path: Path) -> None:
    table = "tables:\n- {table: small, by: number, gives: m2, rows: {1..2: 5}}\n"
    more = "each: room, when: room.use is bedroom, measure: room.floor_area, at_least: table small by house.persons"
    page = of(assessed(tmp_path, table + clause(more)))
    assert "The standard gives no figure for this case, so an officer decides." in section(page, "open").text


def test_a_reading_that_the_council_left_to_an_officer_is_named(tmp_path: Path) -> None:
    text = "readings:\n- {reading: R1, problem: It is unclear., adopted: It is read so.}\n" + clause(
        "requires: house.persons > 1, reading: R1"
    )
    (tmp_path / "councils" / "madeup").mkdir(parents=True)
    (tmp_path / "councils" / "madeup" / "readings.yaml").write_text("madeup/2020: {R1: officer}\n", encoding="utf-8")
    page = of(assessed(tmp_path, text))
    assert "The council has left the reading of this text to an officer (R1)." in section(page, "open").text
    assert "Nothing can be said to be met yet." in section(page, "met").text


def test_a_clause_that_is_open_for_no_other_reason_is_left_to_an_officer(tmp_path: Path) -> None:
    done = assessed(tmp_path, clause("requires: house.storeys > 1"))
    alone = [replace(finding, missing=()) for finding in done.findings]
    assert why_open(alone, done.edition) == "What was seen leaves it open, so an officer decides."
    assert why_open(done.findings, done.edition) == ""


def test_what_binds_how_strongly_is_said_in_plain_words(tmp_path: Path) -> None:
    for force, words in (
        ("must", "The council's standard requires it."),
        ("should", "The council's standard expects it."),
        ("recommended", "Advice does not bind."),
        ("none", "It binds nobody by itself."),
    ):
        page = of(assessed(tmp_path / force, clause("requires: house.persons > 9", force)))
        assert words in section(page, "wrong").text, force


def test_a_national_minimum_stands_apart_and_is_called_law(tmp_path: Path) -> None:
    house = HOUSE.replace("kind: house,", "kind: house, is_charity_shelter: no,").replace(
        "floor_area: 6.8", "sleepers_under_ten: 0, floor_area: 6.4"
    )
    national = against("england/2018-10", house + "licence: {is_in_force: no}\n")
    local = assessed(tmp_path, clause(AREA), house)
    page = report([local, national], ON)
    wrong = section(page, "wrong")
    headings = [each.text for each in wrong.all("h3")]
    assert headings[0].startswith("The national minimum: ") and headings[1].startswith("The council's standard: ")
    law, council = (each for each in wrong.all("article"))
    assert "Law: minimum" in law.text and "Law" not in council.text
    assert faults(page) == []


@pytest.mark.parametrize(("force", "words"), [("should", "National guidance: should"), ("may", "Permission")])
def test_national_guidance_is_not_called_a_minimum(tmp_path: Path, force: str, words: str) -> None:
    page = of(assessed(tmp_path, clause("requires: house.storeys > 9", force), council="england"))
    assert words in section(page, "open").text
    assert "Law: minimum" not in section(page, "open").text


def test_readings_are_linked_and_stand_once(tmp_path: Path) -> None:
    text = "readings:\n- {reading: R1, problem: It is unclear., adopted: It is read so.}\n" + clause(AREA + ", reading: R1")
    page = of(assessed(tmp_path, text))
    assert section(page, "readings").text.count("It is read so.") == 1
    assert "p1-reading-R1" in section(page, "wrong").all("a")[0].attributes["href"]
    assert faults(page) == []


def test_other_ways_are_told_in_the_words_of_the_clause_they_name(tmp_path: Path) -> None:
    more = "requires: house.persons > 9, or: [holds(1/other), house.persons > 8]"
    other = "- {clause: 1/other, encoded: asked, force: may, says: A small house may do., requires: house.persons < 2}\n"
    ways = section(of(assessed(tmp_path, clause(more) + other)), "wrong").text
    assert "Any of these would do. None was found here. A small house may do. house.persons > 8" in ways


def test_a_departure_is_printed_with_its_reason_and_is_no_longer_called_wrong(tmp_path: Path) -> None:
    done = assessed(tmp_path, clause(AREA))
    departure = Departure("1/asked", "", "front", "The room is long.", "B. Officer", date(2026, 8, 1), date(2027, 8, 1))
    page = report([done], ON, departures=[departure])
    words = section(page, "departures").text
    assert (
        "Front bedroom" in words and "The room is long. Decided by B. Officer on 1 August 2026" in words and "until 1 August 2027" in words
    )
    assert section(page, "wrong").all("article") == []
    assert faults(page) == []


def test_the_words_of_the_document_stand_only_where_a_council_loaded_its_copy(tmp_path: Path) -> None:
    done = assessed(tmp_path, clause(AREA))
    assert read(of(done)).all("blockquote") == []
    page = report([done], ON, passages={("madeup/2020", "1/asked"): "Every <b>bedroom</b> shall be large."})
    assert [each.text for each in read(page).all("blockquote")] == ["Every <b>bedroom</b> shall be large."]
    assert "from the council's copy" in section(page, "wrong").text


def test_the_receipt_holds_what_is_needed_to_work_it_out_again(tmp_path: Path) -> None:
    done = assessed(tmp_path, clause(AREA))
    words = section(of(done), "receipt").text
    assert done.edition.digest in words and "madeup/2020" in words and "2026-09-01" in words and "2026-05-12" in words


def test_no_text_gets_out_of_its_place(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>"
    house = HOUSE.replace("1 Made-up Street", f"'{evil}'").replace("R. Ahmed", f"'{evil}&quot;'")
    house = house.replace("front bedroom", f"'\"><img src=x onerror=alert(1)>{evil}'")
    text = clause(AREA.replace("Make it larger.", f"'{evil}'")).replace("What is asked.", f"'{evil}'")
    departure = Departure("1/asked", "", "attic", evil, evil, date(2026, 8, 1), None)
    page = report([assessed(tmp_path, text, house)], ON, departures=[departure], passages={("madeup/2020", "1/asked"): evil})
    assert faults(page) == []
    assert "<script" not in page and "<img" not in page
    assert evil in read(page).all("title")[0].text


def test_what_is_known_about_people_is_not_printed(tmp_path: Path) -> None:
    house = HOUSE + "persons: [{id: Zachary, age: 43}]\n"
    page = of(
        assessed(tmp_path, clause("requires: 'every(person: person.age < 18)'"), house.replace("complete: [", "complete: [persons, "))
    )
    assert "It is about people, so it is not printed here." in section(page, "wrong").text
    assert "Zachary" not in page and "43" not in section(page, "wrong").text


def test_the_page_needs_no_other_file_and_runs_nothing(tmp_path: Path) -> None:
    page = of(assessed(tmp_path, clause(AREA)))
    assert not re.search(r"<script|<link|<img|@import|url\(|https?://", page)
    assert "default-src 'none'" in page


def test_the_findings_of_a_letter_are_those_that_somebody_must_act_on(tmp_path: Path) -> None:
    done = [assessed(tmp_path, clause(AREA)), against("england/2018-10", HOUSE)]
    listed = found(done)
    assert (
        Found(where="Front bedroom", what="What is asked.", cited="The document of madeup, Paragraph 1, page 3", verdict="Not met")
        in listed
    )
    assert {each.verdict for each in listed} == {"Not met", "Cannot tell yet"}
    assert {each.verdict for each in found(done, [Verdict.MET])} == {"Met"}
    national = [each.cited.startswith("The Licensing") for each in listed if each.verdict == "Cannot tell yet"]
    assert national == sorted(national, reverse=True)
