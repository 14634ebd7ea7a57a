"""What no house can be: each contradiction is refused with both places, and what may still be possible never is."""

import pytest

from fanlight.assessment.consistency import RULES, check, touches
from fanlight.facts.files import Refused
from tests.unit.assessment.houses import house


def refusals(text: str, complete: str = "all") -> list[str]:
    with pytest.raises(Refused) as refused:
        check(house(text, complete=complete))
    return [str(problem) for problem in refused.value.problems]


UNIT = "units: [{id: u1}]\nrooms: [{id: r1}]\n"

# Line 1 says which lists are complete; what is written here begins on line 2.
BROKEN = [
    (
        "house: {persons: 3}\nunits: [{id: u1}]\nrooms:\n- {id: r1, sleepers: 2}\n- {id: r2, sleepers: 2}\n",
        "house.yaml:5: more people sleep in the rooms than live in the house: room.sleepers is 2 (line 5); room.sleepers is 2 (line 6); "
        "house.persons is 3 (line 2). Correct the one that is wrong",
    ),
    (
        "house: {persons: 3}\nrooms: [{id: r1}]\nunits:\n- {id: u1, persons: 4}\n",
        "house.yaml:5: more people live in the units of accommodation than in the house: unit.persons is 4 (line 5); "
        "house.persons is 3 (line 2). Correct the one that is wrong",
    ),
    (
        UNIT + "house: {persons: 1}\npersons:\n- {id: p1}\n- {id: p2}\n",
        "house.yaml:4: more people are listed than live in the house: house.persons is 1 (line 4). Correct the one that is wrong",
    ),
    (
        "house: {persons: 1}\nrooms: [{id: r1}]\n",
        "house.yaml:2: people live in the house, but the complete list of units of accommodation is empty: house.persons is 1 (line 2). "
        "Correct the one that is wrong",
    ),
    (
        "house: {persons: 1}\nunits: [{id: u1}]\n",
        "house.yaml:2: people live in the house, but the complete list of rooms is empty: house.persons is 1 (line 2). "
        "Correct the one that is wrong",
    ),
    (
        UNIT + "house:\n  persons: 3\n  households: 4\n",
        "house.yaml:6: there are more households than people: house.households is 4 (line 6); house.persons is 3 (line 5). "
        "Correct the one that is wrong",
    ),
    (
        "rooms:\n- id: r1\n  label: The attic\n  floor_area: 7 m2\n  floor_area_under_low_ceiling: 8 m2\n",
        "house.yaml:6: The attic: more floor lies under a low ceiling than the room has: "
        "room.floor_area_under_low_ceiling is 8 m2 (line 6); room.floor_area is 7 m2 (line 5). Correct the one that is wrong",
    ),
    (
        "rooms: [{id: r1, floor_area: 7 m2, floor_area_under_five_foot_ceiling: 8 m2}]\n",
        "house.yaml:2: r1: more floor lies under a low ceiling than the room has: "
        "room.floor_area_under_five_foot_ceiling is 8 m2 (line 2); room.floor_area is 7 m2 (line 2). Correct the one that is wrong",
    ),
    (
        "rooms: [{id: r1, floor_area: 7 m2, floor_area_of_bathroom_fittings: 8 m2}]\n",
        "house.yaml:2: r1: bathroom fittings take more floor than the room has: room.floor_area_of_bathroom_fittings is 8 m2 (line 2); "
        "room.floor_area is 7 m2 (line 2). Correct the one that is wrong",
    ),
    (
        "rooms: [{id: r1, sleepers: 1}]\npersons: [{id: p1, room: r1}, {id: p2, room: r1}]\n",
        "house.yaml:3: r1: more people are listed in the room than sleep in it: person.room is r1 (line 3); person.room is r1 (line 3); "
        "room.sleepers is 1 (line 2). Correct the one that is wrong",
    ),
    (
        "rooms: [{id: r1, sleepers: 1, sleepers_under_ten: 2}]\n",
        "house.yaml:2: r1: more children under ten sleep in the room than people: room.sleepers_under_ten is 2 (line 2); "
        "room.sleepers is 1 (line 2). Correct the one that is wrong",
    ),
    (
        "units: [{id: u1, persons: 1}]\nrooms: [{id: r1, unit: u1, sleepers: 2}]\n",
        "house.yaml:3: u1: more people sleep in its rooms than live in it: room.unit is u1 (line 3); room.sleepers is 2 (line 3); "
        "unit.persons is 1 (line 2). Correct the one that is wrong",
    ),
    (
        UNIT + "house: {persons: 3}\nkitchens: [{id: k1, users: 4}]\n",
        "house.yaml:5: k1: more people use the kitchen than live in the house: kitchen.users is 4 (line 5); house.persons is 3 (line 4). "
        "Correct the one that is wrong",
    ),
    (
        "kitchens: [{id: k1, users: 3, adult_users: 4}]\n",
        "house.yaml:2: k1: more adults use the kitchen than people: kitchen.adult_users is 4 (line 2); kitchen.users is 3 (line 2). "
        "Correct the one that is wrong",
    ),
    (
        "kitchens: [{id: k1, sinks: 1, double_bowl_sinks: 2}]\n",
        "house.yaml:2: k1: there are more double-bowl sinks than sinks: kitchen.double_bowl_sinks is 2 (line 2); "
        "kitchen.sinks is 1 (line 2). Correct the one that is wrong",
    ),
    (
        "kitchens: [{id: k1, sinks: 1, bowl_and_half_sinks: 2}]\n",
        "house.yaml:2: k1: there are more bowl-and-a-half sinks than sinks: kitchen.bowl_and_half_sinks is 2 (line 2); "
        "kitchen.sinks is 1 (line 2). Correct the one that is wrong",
    ),
    (
        "windows: [{id: w1, area: 1 m2, openable_area: 2 m2}]\n",
        "house.yaml:2: w1: more of the window opens than there is window: window.openable_area is 2 m2 (line 2); "
        "window.area is 1 m2 (line 2). Correct the one that is wrong",
    ),
    (
        "windows: [{id: w1, area: 1 m2, glazed_area: 2 m2}]\n",
        "house.yaml:2: w1: the window has more glass than window: window.glazed_area is 2 m2 (line 2); window.area is 1 m2 (line 2). "
        "Correct the one that is wrong",
    ),
]


@pytest.mark.parametrize(("text", "message"), BROKEN)
def test_a_contradiction_is_refused_with_every_place_of_it(text: str, message: str) -> None:
    assert message in refusals(text)


def test_every_rule_is_broken_by_some_house_here() -> None:
    assert [rule.message for rule in RULES if not any(rule.message in message for _, message in BROKEN)] == []
    assert len(BROKEN) == len(RULES)


@pytest.mark.parametrize(
    "text",
    [
        "house: {persons: 3 to 5}\nrooms: [{id: r1, sleepers: 4}]\nunits: [{id: u1}]\n",
        "house: {persons: 3}\nrooms: [{id: r1, sleepers: 2}, {id: r2}]\nunits: [{id: u1}]\n",
        "rooms: [{id: r1, floor_area: 7 m2, floor_area_under_low_ceiling: 6 to 9 m2}]\n",
        "rooms: [{id: r1, sleepers: 1}, {id: r2}]\npersons: [{id: p1, room: r1}, {id: p2, room: r1 or r2}]\n",
        "house: {persons: 0}\n",
        "",
    ],
)
def test_what_may_still_be_possible_is_no_contradiction(text: str) -> None:
    check(house(text))


def test_an_incomplete_list_contradicts_nothing_by_what_it_lacks() -> None:
    check(house("house: {persons: 3}\n", complete="[]"))


def test_all_contradictions_are_told_at_once() -> None:
    assert len(refusals(UNIT + "house: {persons: 3, households: 4}\nkitchens: [{id: k1, users: 4}]\n")) == 2


def test_an_observed_value_that_what_is_listed_excludes_is_refused() -> None:
    assert refusals("house: {kitchens: 2}\nkitchens: [{id: k1}]\n") == [
        "house.yaml:2: house.kitchens of house is given as 2, but what is listed makes it 1. Correct the one that is wrong"
    ]
    assert refusals("rooms: [{id: r1, label: Attic, use: wc, is_habitable: yes}]\n") == [
        "house.yaml:2: room.is_habitable of Attic is given as yes, but what is listed makes it no. Correct the one that is wrong"
    ]
    assert refusals("house: {kitchens: 1}\nkitchens: [{id: k1}, {id: k2}]\n", complete="[]") == [
        "house.yaml:2: house.kitchens of house is given as 1, but what is listed makes it 2 to 30. Correct the one that is wrong"
    ]


def test_an_observed_value_that_may_be_so_is_kept() -> None:
    check(house("house: {kitchens: 2}\nkitchens: [{id: k1}]\n", complete="[]"))
    check(house("rooms: [{id: r1, floor_area: 7 m2, counted_floor_area: 6 m2}]\n"))


def test_it_is_known_which_facts_may_contradict_others() -> None:
    assert touches("house.persons") and touches("house.wcs") and not touches("room.has_basin")
