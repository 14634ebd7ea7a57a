"""The answers to be checked: in words, with who gave them, what is unknown said to be so and what is blank counted."""

import pytest

from fanlight.facts.vocabulary import THINGS, fact
from fanlight.web.questions import document as documents
from fanlight.web.questions.answers import Row, check_answers, entry_tasks, shown
from fanlight.web.questions.audience import APPLICANT, FIRE_OFFICER, OFFICER, Audience
from tests.unit.web.questions.sending import FACTS, example


def address(*names: str) -> str:
    return "/".join(names)


def rows(audience: Audience = OFFICER) -> dict[tuple[str, str], Row]:
    blocks = check_answers(example(), audience, address=address)
    return {(block.label, row.name): row for block in blocks for part in block.sections for row in part.rows}


@pytest.mark.parametrize(
    ("path", "words", "text"),
    [
        ("house.is_hmo", "true", "Yes"),
        ("room.use", "living_kitchen", "Living kitchen"),
        ("room.use", "bedsit or wc", "Bedsit or WC"),
        ("room.unit", "shared", "Shared"),
        ("room.unit", "whole or none", "The whole house or Shared"),
        ("room.floor_area", "10.80 m2", "10.8 m²"),
        ("room.floor_area", "at least 10 m2", "at least 10 m²"),
        ("room.ceiling_drop_share", "20%", "20%"),
        ("application.fee", "1200.5 GBP", "£1200.5"),
        ("door.fire_resistance", "30 min", "30 minutes"),
        ("room.sleepers", "2", "2"),
        ("tenancy.start_date", "2018-10-01", "1 October 2018"),
        ("tenancy.start_date", "2018-10-01 to 2018-10-31", "October 2018"),
        ("tenancy.start_date", "2018-01-01 to 2018-12-31", "2018"),
        ("tenancy.start_date", "before 2018-10-01", "before 1 October 2018"),
        ("tenancy.start_date", "2018-10-01 to 2019-03-31", "1 October 2018 to 31 March 2019"),
        ("house.location", "By the river", "By the river"),
        ("house.location", "?", "Not known"),
        ("house.is_hmo", "", "Not known"),
    ],
)
def test_an_answer_is_shown_in_words(path: str, words: str, text: str) -> None:
    assert shown(example(), fact(path), documents.Said(words)) == text


def test_every_answer_of_the_survey_is_shown_once_and_the_rest_counted() -> None:
    document = example()
    blocks = check_answers(document, OFFICER, address=address)
    kept = sum(documents.said(entry, each.name).is_answered for each in FACTS for entry in documents.entries(document, THINGS[each.thing]))
    asked = sum(len(documents.entries(document, THINGS[each.thing])) for each in FACTS)
    assert sum(len(part.rows) for block in blocks for part in block.sections) == kept
    assert sum(block.unanswered for block in blocks) == asked - kept


def test_what_somebody_does_not_know_is_said_to_be_not_known() -> None:
    row = rows()["The house", fact("house.loft_insulation_thickness").question]
    assert row.text == "Not known"
    assert row.href.startswith("house/house/") and row.href.endswith("/loft_insulation_thickness")


def test_who_gave_an_answer_and_their_note_stand_beside_it() -> None:
    assert rows()["The house", fact("house.epc_band").question].note == "the certificate, 18 May 2021"
    assert rows()["Kitchen door", fact("door.is_close_fitting").question].note == "it catches on the frame and stays ajar"


def test_what_is_said_of_people_is_for_those_who_may_see_it() -> None:
    personal = ("P1", fact("person.age").question)
    assert personal in rows() and personal in rows(APPLICANT)
    assert personal not in rows(FIRE_OFFICER)
    document = example()
    sensitive = {each.question for each in FACTS if each.sensitive}
    shown_ = {row.name for block in check_answers(document, FIRE_OFFICER, address=address) for part in block.sections for row in part.rows}
    assert sensitive & shown_ == set()


def test_the_sections_of_one_thing_are_its_tasks() -> None:
    found = entry_tasks(example(), THINGS["room"], "bedroom-1", audience=OFFICER, address=address, needed=["room.use"])
    assert found.heading == "Front room, ground floor"
    assert [(task.state, task.is_more) for task in found.tasks][:2] == [("Completed", False), ("In progress", True)]
