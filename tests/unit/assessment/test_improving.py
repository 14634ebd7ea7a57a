"""One more person: the single changes that are tried, in the order of what they cost, and the one that admits more."""

import pytest

from fanlight.assessment.assess import Program
from fanlight.assessment.improving import Change, changes, cheapest
from fanlight.assessment.occupancy import CERTAIN, Permitted, Search
from fanlight.facts.vocabulary import fact
from tests.unit.assessment.houses import clause, house
from tests.unit.standards.pages import read

AREA = "each: room\nwhen: room.sleepers > 0\nmeasure: room.floor_area\nat_least: 5 m2 * room.sleepers"
USES = "rooms: [{id: a, label: Attic, use: bedroom, floor_area: 6 m2}]"


def searched(page: str, text: str) -> tuple[Search, Permitted]:
    search = Search(Program(read(page)), house(text), CERTAIN)
    return search, search.most()


def offered(page: str, text: str) -> tuple[str, str, int, int] | None:
    """The cheapest change: kind, words, persons before and after."""
    search, now = searched(page, text)
    found = cheapest(search, now)
    return (found[0].kind, found[0].words, now.persons, found[1].persons) if found else None


def tried(page: str, text: str) -> list[Change]:
    return [change for change in changes(*searched(page, text)) if change.kind in ("add a fitting", "enlarge a room")]


def test_a_room_too_small_for_one_more_is_enlarged_to_what_is_asked() -> None:
    assert offered(clause(AREA), USES) == ("enlarge a room", "Attic: floor area 10 m2", 1, 2)


@pytest.mark.parametrize("measured", ["room.counted_floor_area", "room.own_area"])
def test_a_counted_area_is_enlarged_as_the_floor_with_what_does_not_count_added(measured: str) -> None:
    terms = "terms:\n- {term: room.own_area, is: room.floor_area - room.floor_area_under_low_ceiling}\n"
    text = USES.replace("6 m2", "7 m2, floor_area_under_low_ceiling: 1 m2")
    assert offered(terms + clause(AREA.replace("room.floor_area", measured)), text) == (
        "enlarge a room",
        "Attic: floor area 11 m2",
        1,
        2,
    )


def test_a_measure_on_another_scale_is_raised_to_what_is_asked() -> None:
    kitchen = "each: kitchen\nmeasure: kitchen.worktop_length\nat_least: 500.5 mm * kitchen.users"
    text = "rooms: [{id: a, use: bedroom}]\nkitchens: [{id: k, label: Kitchen, worktop_length: 600 mm, is_shared: yes}]"
    found = offered(clause(kitchen), text)
    assert found is not None and found[:2] == ("add a fitting", "Kitchen: worktop length 1.001 m")


def test_nothing_is_raised_beyond_what_a_fact_can_be() -> None:
    [change] = tried(clause(AREA.replace("5 m2", "250 m2")), USES.replace("6 m2", "260 m2"))
    assert change.survey.things["room"][0].values["floor_area"].bounds[1] == fact("room.floor_area").domain[1]


@pytest.mark.parametrize(
    "lines",
    [
        "measure: house.persons\nat_most: 2",
        "each: room\nmeasure: room.sleepers\nat_most: 2",
        "each: room\nwhen: room.sleepers > 2\nmeasure: room.unit.persons\nat_least: 9",
        "each: room\nwhen: room.sleepers > 2\nmeasure: house.storeys\nat_least: 9",
        "each: bathroom\nwhen: house.persons > 2\nmeasure: house.basins\nat_least: 3",
        "each: room\nwhen: room.sleepers > 2\nmeasure: room.ceiling_height + 1 m\nat_least: 7 m",
        "each: room\nwhen: room.sleepers > 2\nrequires: room.floor_area > 90 m2",
        "each: room\nwhen: room.sleepers > 2\nmeasure: room.size\nat_least: 9",
    ],
)
def test_what_is_no_fact_of_the_subject_or_limits_from_above_is_not_raised(lines: str) -> None:
    terms = "terms:\n- {term: room.size, is: 1 + room.double_sockets}\n"
    text = "units: [{id: u}]\nhouse: {basins: 1}\nbathrooms: [{id: w, basins: 1}]\n"
    text += USES.replace("use:", "unit: u, ceiling_height: 2 m, double_sockets: 1, use:")
    assert tried(terms + clause(lines), text) == []


def test_a_room_that_holds_no_more_is_left_and_the_next_enlarged() -> None:
    text = "rooms: [{id: a, use: bedroom, floor_area: 30 m2}, {id: b, label: Box, use: bedroom, floor_area: 2 m2}]"
    assert offered(clause(AREA), text) == ("enlarge a room", "Box: floor area 5 m2", 4, 5)


def test_where_nothing_fits_not_even_nobody_each_room_is_tried_with_one_person() -> None:
    page = clause("measure: house.persons\nat_least: 9") + clause(AREA, name="1.2/b", head=False)
    search, now = searched(page, USES.replace("6 m2", "1 m2"))
    assert (now.persons, now.placing) == (0, {})
    assert cheapest(search, now) is None


def test_where_every_group_is_refused_for_good_no_single_change_helps() -> None:
    assert offered(clause("each: room\nmeasure: room.sleepers\nat_most: 0"), USES) is None


def test_what_two_clauses_ask_of_one_fact_is_tried_once() -> None:
    page = clause(AREA) + clause(AREA, name="1.2/b", head=False)
    assert [change.words for change in tried(page, USES)] == ["Attic: floor area 10 m2"]


def test_a_spare_room_becomes_a_bedroom_and_others_do_not() -> None:
    rooms = "rooms: [{id: a, use: bedroom, floor_area: 19 m2}, {id: s, label: Den, use: living_room}, {id: k, use: kitchen}, {id: x}]"
    page = clause("each: room\nmeasure: room.sleepers\nat_most: 2\nwhen: room.use is bedroom")
    assert offered(page, rooms) == ("change the use of a room", "Den: make it a bedroom", 2, 4)


def test_one_more_wc_or_bathroom_counts_in_every_total_that_the_survey_states() -> None:
    page = clause("measure: house.persons\nat_most: 2 * house.separate_wcs")
    rooms = "rooms: [{id: a, use: bedroom}]\nhouse: {separate_wcs: 1, wcs: 1}\nbathrooms: [{id: w}]"
    assert offered(page, rooms) == ("add a bathroom or WC", "add a WC with a basin, apart from the bathrooms", 2, 4)
    wc, bath, both = (change.survey for change in changes(*searched(page, rooms)) if change.kind == "add a bathroom or WC")
    assert [{name: each.things["house"][0].values[name].bounds[0] for name in ("separate_wcs", "wcs")} for each in (wc, bath, both)] == [
        {"separate_wcs": 2, "wcs": 2},
        {"separate_wcs": 1, "wcs": 1},
        {"separate_wcs": 1, "wcs": 2},
    ]
    assert [len(each.things["bathroom"]) for each in (wc, bath, both)] == [2, 2, 2]


def test_an_added_bathroom_is_counted_also_where_no_total_is_stated() -> None:
    page = clause("measure: house.persons\nat_most: 'count(bathroom where bathroom.baths + bathroom.showers > 0)'")
    rooms = "rooms: [{id: a, use: bedroom}]\nbathrooms: [{id: w, baths: 1, showers: 0}]"
    assert offered(page, rooms) == (
        "add a bathroom or WC",
        "add a room with a bath or shower and a basin, without a WC",
        1,
        2,
    )
