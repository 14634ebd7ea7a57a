"""Sections hold every question once, in pages of a digestible length, what is needed first; and a new fact finds its place by itself."""

import re
from collections import Counter
from typing import Any

import pytest

from fanlight.facts.kinds import Fact, YesNo
from fanlight.facts.room import Room
from fanlight.facts.vocabulary import THINGS, fact
from fanlight.web.questions import document as documents
from fanlight.web.questions.answers import check_answers, tasks
from fanlight.web.questions.audience import APPLICANT, EVERYBODY, FIRE_OFFICER, OFFICER, Audience
from fanlight.web.questions.forms import Place, fields, read
from fanlight.web.questions.sections import MOST, number, section, sections
from fanlight.web.questions.sheets import sheet
from fanlight.web.questions.subjects import SUBJECTS
from tests.unit.web.questions.sending import FACTS, example, sent

NEEDED = [each.path for each in FACTS][::7]


@pytest.mark.parametrize("audience", EVERYBODY, ids=lambda audience: str(audience.name))
@pytest.mark.parametrize("needed", [[], NEEDED, ["room.use", "room.use", "door.gap", "room.nothing"]], ids=["none", "some", "few"])
def test_every_question_is_asked_once_and_few_on_a_page(audience: Audience, needed: list[str]) -> None:
    for thing in THINGS.values():
        found = sections(thing, audience, needed)
        paths = [each.path for page in found for each in page.facts]
        assert sorted(paths) == sorted(each.path for each in audience.facts(thing))
        assert all(0 < len(page.facts) <= MOST for page in found)
        assert len({page.key for page in found}) == len(found)
        assert all(page.heading and page.key for page in found)


def test_what_is_needed_comes_first_in_its_order_and_the_rest_is_more() -> None:
    needed = ["room.sleepers", "room.floor_area", "room.use", "room.storey"]
    found = sections(THINGS["room"], OFFICER, needed)
    first = [page for page in found if not page.is_more]
    assert {each.path for page in first for each in page.facts} == set(needed)
    assert found[: len(first)] == first
    parts = [part for page in first for part in page.parts]
    together = next(part for part in parts if "floor_area" in [each.name for each in part.facts])
    assert [each.name for each in together.facts] == ["floor_area", "use"]
    # Something is needed, but nothing of a sign: all its questions are more.
    assert all(page.is_more for page in sections(THINGS["sign"], OFFICER, needed))
    assert not any(page.is_more for page in sections(THINGS["sign"], OFFICER))


def test_who_judges_is_asked_judgements_and_who_applies_is_not() -> None:
    judged, filed, personal = fact("room.heating_is_adequate"), fact("licence.is_in_force"), fact("person.age")
    assert OFFICER.is_asked(judged) and not APPLICANT.is_asked(judged)
    assert personal.sensitive and APPLICANT.is_asked(personal) and not FIRE_OFFICER.is_asked(personal)
    cases = [each for each in FACTS if each.case]
    assert filed and cases
    assert all(OFFICER.is_asked(each) and not APPLICANT.is_asked(each) for each in cases)
    assert "consultation" not in [thing.name for thing in APPLICANT.things()]


def test_a_question_has_a_short_number_of_its_own_that_comes_from_its_name() -> None:
    for thing in THINGS.values():
        numbers = Counter(number(each) for each in thing.facts.values())
        assert [each for each, count in numbers.items() if count > 1] == []
    # It stands on sheets that were printed long ago: it must never become another.
    assert number(fact("room.floor_area")) == "2H74"


def test_a_heading_is_plain_english_and_stands_over_facts_that_it_is_about() -> None:
    headings = [part.heading for thing in THINGS.values() for page in sections(thing, OFFICER) for part in page.parts]
    assert {"Water and drainage (1 of 2)", "Meals and food (1 of 2)", "Who lives here (1 of 2)", "Fridges and freezers"} <= set(headings)
    assert "Worked out from other answers: basins, baths and WCs (1 of 2)" in headings
    assert not any(heading.startswith("More") or "_" in heading for heading in headings)
    for name, subjects in SUBJECTS.items():
        words = {word for each in THINGS[name].facts.values() for word in each.name.split("_")}
        assert [one for known in subjects.values() for one in known.split() if one not in words] == [], name
    water = next(
        part for page in sections(THINGS["house"], OFFICER) for part in page.parts if part.heading == "Water and drainage (1 of 2)"
    )
    assert "least_water_extinguishers_on_a_storey" not in [each.name for each in water.facts]


def test_the_title_of_a_page_keeps_its_headings_apart() -> None:
    titles = [page.heading for thing in THINGS.values() for page in sections(thing, OFFICER)]
    assert any(re.fullmatch(r"[^,;]+ and [^,;]+", title) for title in titles)
    assert any(re.fullmatch(r".+; .+ and .+", title) for title in titles)
    assert all(";" in title for title in titles if title.count(" and ") > 1)


def test_a_section_is_found_by_its_key() -> None:
    found = sections(THINGS["room"], OFFICER)
    assert section(THINGS["room"], OFFICER, found[3].key) == found[3]
    with pytest.raises(KeyError, match="room nowhere"):
        section(THINGS["room"], OFFICER, "nowhere")


@pytest.fixture
def skylight(monkeypatch: pytest.MonkeyPatch) -> Fact:
    """A fact that nobody has heard of, declared as any other."""
    declared = YesNo(question="Has this room a skylight?", name="has_skylight", thing="room", slot=len(Room.facts) + 1)
    monkeypatch.setattr(Room, declared.name, declared, raising=False)
    monkeypatch.setitem(Room.facts, declared.name, declared)
    return declared


@pytest.mark.parametrize("audience", EVERYBODY, ids=lambda audience: str(audience.name))
def test_a_fact_declared_in_one_place_is_asked_kept_checked_and_printed(skylight: Fact, audience: Audience) -> None:
    document = example()
    page = next(each for each in sections(THINGS["room"], audience) if skylight in each.facts)
    place = Place(document, page, "bedroom-1")
    drawn = [each for part in fields(place) for each in part.fields if each.path == "room.has_skylight"]
    assert [each.question for each in drawn] == ["Has this room a skylight?"]
    new, troubles = read(place, sent(place) | {"has_skylight": ["yes"]})
    assert troubles == []
    assert documents.survey_of(new, "s").things["room"][2].values["has_skylight"].bounds == (1, 1)
    rows = [
        row
        for block in check_answers(new, audience, address=lambda *names: "/".join(names))
        for part in block.sections
        for row in part.rows
    ]
    assert [(row.text, row.href) for row in rows if row.name == skylight.question] == [("Yes", f"room/bedroom-1/{page.key}/has_skylight")]
    printed = [
        (visit.label, question.known)
        for visit in sheet(new, audience=audience).visits
        for part in visit.parts
        for question in part.questions
        if question.path == skylight.path
    ]
    assert len(printed) == 10 and ("Front room, ground floor", "Yes") in printed


def test_a_new_judgement_is_asked_of_officers_alone(skylight: Fact, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(skylight, "judged", True)
    asked: dict[str, Any] = {each.name: [one.path for one in each.facts(THINGS["room"])] for each in EVERYBODY}
    assert {name for name, paths in asked.items() if skylight.path in paths} == {"officer", "inspector", "fire officer"}


def test_tasks_count_what_is_answered_and_set_what_nobody_needs_apart() -> None:
    document = example()
    groups = tasks(document, OFFICER, address=lambda *names: "/".join(names), needed=["house.persons", "house.storeys", "room.use"])
    assert groups[0].heading == "The house"
    first, *more = groups[0].tasks
    assert (first.hint, first.state, first.is_more) == ("2 of 2 answered", "Completed", False)
    assert more and all(each.is_more for each in more)
    lists_ = {task.text: task for task in groups[-1].tasks}
    assert (lists_["Rooms"].hint, lists_["Rooms"].is_more) == ("10 listed, and no more; 10 of 10 questions answered", False)
    assert lists_["Doors"].is_more and lists_["Doors"].hint.startswith("6 listed, perhaps more")
    assert (lists_["Signs"].hint, lists_["Signs"].state) == ("0 listed, perhaps more; 0 of 0 questions answered", "Not yet started")
