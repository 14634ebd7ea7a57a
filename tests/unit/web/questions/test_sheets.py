"""The sheet of an inspection goes through the house in the order of a walk, and asks everything once."""

from collections import Counter

import pytest

from fanlight.facts.vocabulary import THINGS
from fanlight.web.questions import document as documents
from fanlight.web.questions import sheets
from fanlight.web.questions.audience import EVERYBODY, INSPECTOR, OFFICER, Audience
from fanlight.web.questions.document import Document
from fanlight.web.questions.lists import is_whole
from fanlight.web.questions.sections import number, section
from tests.unit.web.questions.sending import FACTS, example


def labels(document: Document, heading: str) -> list[str]:
    stop = next(each for each in sheets.sheet(document).stops if each.heading == heading)
    return ["  " * visit.depth + visit.label for visit in stop.visits]


@pytest.mark.parametrize("audience", EVERYBODY, ids=lambda audience: str(audience.name))
@pytest.mark.parametrize("name", ["shared-house", "bedsits", ""])
def test_every_fact_of_every_thing_is_on_the_sheet_once(name: str, audience: Audience) -> None:
    document = example(name) if name else {}
    found = Counter(
        (visit.thing, visit.id, question.path)
        for visit in sheets.sheet(document, audience=audience).visits
        for part in visit.parts
        for question in part.questions
    )
    wanted = set()
    for each in filter(audience.is_asked, FACTS):
        thing = THINGS[each.thing]
        ids = [documents.id_of(entry, thing) for entry in documents.entries(document, thing)]
        wanted |= {(thing.name, id_, each.path) for id_ in [*ids, *([""] if thing.plural and not is_whole(document, thing) else [])]}
    assert set(found) == wanted
    assert set(found.values()) == {1}


def test_of_a_house_that_nobody_has_seen_every_fact_is_on_the_sheet_once() -> None:
    paths = Counter(question.path for visit in sheets.sheet({}).visits for part in visit.parts for question in part.questions)
    assert paths == Counter(each.path for each in FACTS)


def test_the_walk_goes_from_the_entrance_up_with_what_is_in_each_room() -> None:
    document = example()
    assert [stop.heading for stop in sheets.sheet(document).stops][:3] == ["Before going in", "Ground floor", "First floor"]
    ground = labels(document, "Ground floor")
    assert ground[:4] == ["Ground floor", "Hall", "  Alarm hall", "Front room, ground floor"]
    kitchen = ground.index("Kitchen with table")
    assert "  Kitchen" in ground[kitchen:] and "    Cooker" in ground[kitchen:]
    assert "P1" in labels(document, "Before going in")


def test_storeys_below_the_entrance_come_after_those_above_it_and_unknown_ones_last() -> None:
    levels = {"loft": "2", "cellar": "-1", "ground": "0", "first": "1", "deep": "-2", "mezzanine": "0 to 1", "somewhere": ""}
    document = {"storeys": [{"id": id_, **({"level": level} if level else {})} for id_, level in levels.items()]}
    headings = [stop.heading for stop in sheets.sheet(document).stops]
    assert [each for each in headings if each.lower() in levels] == [
        "Ground", "First", "Loft", "Cellar", "Deep", "Mezzanine", "Somewhere",
    ]  # fmt: skip


def test_a_room_on_no_known_storey_and_a_thing_in_no_known_room_are_visited_too() -> None:
    document = {
        "storeys": [{"id": "ground", "level": "0"}],
        "rooms": [{"id": "hall", "storey": "ground"}, {"id": "den"}, {"id": "nook", "storey": "unknown"}],
        "windows": [{"id": "a", "room": "den or hall"}, {"id": "b", "room": "den"}, {"id": "c"}],
        "doors": [{"id": "front", "room": "none"}],
    }
    assert labels(document, "Ground") == ["Ground", "Hall"]
    assert labels(document, "Rooms whose storey is not known") == ["Den", "  B", "Nook"]
    after = labels(document, sheets.AFTER)
    assert {"A", "C", "Front"} <= set(after)


def test_what_is_known_is_printed_with_who_said_it() -> None:
    found = {
        (visit.label, question.path): question
        for visit in sheets.sheet(example()).visits
        for part in visit.parts
        for question in part.questions
    }
    area = found["Back room, ground floor", "room.floor_area"]
    assert (area.known, area.known_by, area.unit, area.is_number) == ("10.8 m² +/- 2%", "A. Officer, 2 March 2026", "m²", True)
    band = found["The house", "house.epc_band"]
    assert (band.known, band.known_by, band.is_number) == ("D", "the certificate, 18 May 2021", False)
    assert found["Kitchen door", "door.is_close_fitting"].options == ("Yes", "No")
    door = found["Door 5", "door.construction"]
    assert (door.options[:3], door.known) == (("Fire door", "Solid", "Hollow core"), "Solid or Hollow core")
    blank = found["The house", "house.is_let"]
    assert (blank.known, blank.known_by) == ("", "")
    assert found["Hall", "room.storey"].options == ("Ground floor", "First floor")


def test_a_choice_among_very_many_has_a_line_and_not_boxes() -> None:
    document = {"rooms": [{"id": f"r{number_}"} for number_ in range(sheets.MOST_BOXES + 1)], "windows": [{"id": "w"}]}
    visit = next(each for each in sheets.sheet(document).visits if each.thing == "window")
    question = next(each for part in visit.parts for each in part.questions if each.path == "window.room")
    assert question.options == ()


def test_a_number_on_paper_is_the_number_on_the_screen() -> None:
    by_path = {each.path: number(each) for each in FACTS}
    visit = sheets.sheet(example()).visits[0]
    assert all(question.number == by_path[question.path] for part in visit.parts for question in part.questions)


def test_the_forms_of_the_walk_come_in_the_order_of_the_sheet() -> None:
    document, needed = example(), ["room.use", "door.gap", "house.persons"]
    found = sheets.pages(document, needed=needed)
    assert len(found) == len(set(found))
    assert [(thing, id_) for thing, id_, _ in found[:3]] == [("house", "house"), ("room", "hall"), ("room", "bedroom-1")]
    for thing, _, key in found:
        section(THINGS[thing], OFFICER, key, needed)
    visited = [(visit.thing, visit.id) for visit in sheets.sheet(document, needed=needed).visits if visit.id]
    assert set(visited) == {(thing, id_) for thing, id_, _ in found}


def test_the_route_goes_on_where_an_answer_is_missing() -> None:
    stops = sheets.route(example(), audience=INSPECTOR, address=lambda *names: "/".join(names), needed=["room.use", "door.gap"])
    visits = {visit["label"]: visit for stop in stops for visit in stop["visits"]}
    assert (visits["Hall"]["hint"], visits["Hall"]["state"]) == ("1 of 1 answered", "Completed")
    assert (visits["Door 3"]["hint"], visits["Door 3"]["state"]) == ("0 of 1 answered", "Not yet started")
    assert visits["Door 3"]["href"].startswith("door/door-3/")
    assert (visits["The bins"]["hint"], visits["The bins"]["state"]) == ("2 of 16 answered; none is needed", "Optional")


def test_the_lists_that_nobody_called_whole_are_asked_about() -> None:
    document = example()
    assert "Windows" in sheets.sheet(document).unlisted and "Rooms" not in sheets.sheet(document).unlisted
    assert sheets.counted(sheets.sheet(document)).endswith("403 of them answered already")
    assert sheets.sheet(document, needed=["room.use", "door.gap", "house.persons"]).unlisted == ("Doors",)
    some = sheets.sheet(document, needed=["room.use", "house.persons"])
    # Ten rooms, and the house.
    assert sheets.counted(some, with_more=False) == "11 questions, 11 of them answered already"


def test_a_house_whose_lists_are_all_whole_has_nothing_left_to_list() -> None:
    whole = {"complete": [thing.plural for thing in THINGS.values() if thing.plural]}
    found = sheets.sheet(whole)
    assert found.unlisted == ()
    assert [visit.label for visit in found.visits if not visit.id] == []
