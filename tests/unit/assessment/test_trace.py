"""Why a verdict is what it is: the facts it rests on, and of an open one only the facts that would settle it."""

import pytest

from fanlight.assessment.finding import Verdict
from tests.unit.assessment.houses import assess, clause, facts, finding, house

TWO_ROOMS = "rooms:\n- {id: r1, use: bedroom, floor_area: 7 m2}\n- {id: r2, use: kitchen, floor_area: 9 m2}\n"


@pytest.mark.parametrize(
    ("lines", "text", "relied", "missing"),
    [
        ("requires: house.persons > 1", "house: {persons: 2}", ["house.persons of house"], []),
        ("requires: house.persons > 1", "", [], ["house.persons of house"]),
        ("requires: house.persons > 1", "house: {persons: 1 to 2}", [], ["house.persons of house"]),
        # one part decides: the others are neither relied on nor missing
        ("requires: house.is_hmo and house.is_existing", "house: {is_hmo: no, is_existing: yes}", ["house.is_hmo of house"], []),
        ("requires: house.is_existing and house.is_hmo", "house: {is_hmo: no}", ["house.is_hmo of house"], []),
        ("requires: house.is_hmo or house.is_existing", "house: {is_hmo: yes}", ["house.is_hmo of house"], []),
        ("requires: house.is_hmo or house.is_existing", "house: {is_hmo: no, is_existing: yes}", ["house.is_existing of house"], []),
        # all parts decide, or would
        (
            "requires: house.is_hmo and house.is_existing",
            "house: {is_hmo: yes, is_existing: yes}",
            ["house.is_existing of house", "house.is_hmo of house"],
            [],
        ),
        ("requires: house.is_hmo and house.is_existing", "house: {is_hmo: yes}", ["house.is_hmo of house"], ["house.is_existing of house"]),
        ("requires: not (house.is_hmo and house.is_existing)", "house: {is_hmo: no}", ["house.is_hmo of house"], []),
        # the condition counts where the clause is decided, and where it is itself open
        (
            "when: house.is_hmo\nrequires: house.persons > 1",
            "house: {is_hmo: yes, persons: 2}",
            ["house.is_hmo of house", "house.persons of house"],
            [],
        ),
        ("when: house.is_hmo\nrequires: house.persons > 1", "house: {persons: 2}", ["house.persons of house"], ["house.is_hmo of house"]),
        # a choice of ways follows the way taken
        (
            "requires: if house.is_hmo then house.persons > 1 else house.households > 1",
            "house: {is_hmo: yes, persons: 2}",
            ["house.is_hmo of house", "house.persons of house"],
            [],
        ),
        (
            "requires: if house.is_hmo then house.persons > 1 else house.households > 1",
            "house: {is_hmo: no}",
            ["house.is_hmo of house"],
            ["house.households of house"],
        ),
        (
            "requires: if house.is_hmo then house.persons > 1 else house.households > 1",
            "house: {persons: 2}",
            ["house.persons of house"],
            ["house.households of house", "house.is_hmo of house"],
        ),
        # choices, dates and arithmetic
        ("requires: house.built_form is flat", "house: {built_form: flat or other}", [], ["house.built_form of house"]),
        ("requires: house.built_form is flat", "house: {built_form: detached or other}", ["house.built_form of house"], []),
        (
            "requires: house.persons + house.households > 3",
            "house: {persons: 2}",
            ["house.persons of house"],
            ["house.households of house"],
        ),
    ],
)
def test_only_what_decides_or_would_decide_is_named(lines: str, text: str, relied: list[str], missing: list[str]) -> None:
    assert facts(finding(lines, text)) == (relied, missing)


def test_a_fold_names_the_members_that_count() -> None:
    lines = "requires: 'some(room where room.use is bedroom: room.floor_area > 8 m2)'"
    relied, missing = facts(finding(lines, TWO_ROOMS))
    assert "room.floor_area of r1" in relied and "room.use of r1" in relied and missing == []
    assert "room.floor_area of r2" not in relied


def test_an_open_fold_asks_only_the_members_that_could_settle_it() -> None:
    lines = "requires: 'every(room where room.use is bedroom: room.floor_area >= 7 m2)'"
    text = TWO_ROOMS + "- {id: r3, use: bedroom}\n- {id: r4, floor_area: 5 m2}\n- {id: r5, floor_area: 9 m2}\n"
    missing = facts(finding(lines, text))[1]
    assert "room.floor_area of r3" in missing and "room.use of r4" in missing
    assert not {"room.floor_area of r1", "room.use of r5", "room.floor_area of r2"} & set(missing)


def test_a_sum_over_an_incomplete_list_asks_whether_that_is_all() -> None:
    found = finding("requires: 'sum(room: room.floor_area) >= 20 m2'", TWO_ROOMS, complete="[units]")
    assert facts(found)[1] == ["room of *"]


def test_a_count_that_is_high_enough_needs_no_complete_list() -> None:
    relied, missing = facts(finding("requires: count(room where room.floor_area > 1 m2) >= 2", TWO_ROOMS, complete="[units]"))
    assert missing == [] and "room.floor_area of r1" in relied


def test_a_derived_fact_is_followed_to_what_it_is_made_of() -> None:
    lines = "each: room\nrequires: room.counted_floor_area >= 6 m2"
    text = "rooms: [{id: r1, floor_area: 7 m2}]"
    assert facts(finding(lines, text)) == (["room.floor_area of r1"], ["room.floor_area_under_low_ceiling of r1"])
    observed = "rooms: [{id: r1, counted_floor_area: 7 m2}]"
    assert facts(finding(lines, observed)) == (["room.counted_floor_area of r1"], [])


def test_a_term_is_followed_to_what_it_is_made_of() -> None:
    page = "terms:\n- {term: house.is_full, is: house.persons >= 5 and house.households >= 3}\n" + clause("requires: house.is_full")
    [found] = assess(page, house("house: {persons: 5}")).findings
    assert facts(found) == (["house.persons of house"], ["house.households of house"])


def test_a_link_is_named_where_it_leads_and_where_it_is_open() -> None:
    lines = "each: kitchen\nrequires: kitchen.room.floor_area >= 6 m2"
    rooms = "rooms: [{id: r1, floor_area: 7 m2}, {id: r2, floor_area: 5 m2}]\n"
    assert facts(finding(lines, rooms + "kitchens: [{id: k, room: r1}]")) == (["kitchen.room of k", "room.floor_area of r1"], [])
    relied, missing = facts(finding(lines, rooms + "kitchens: [{id: k, room: r1 or r2}]"))
    assert missing == ["kitchen.room of k"]
    assert "kitchen.room of k" in facts(finding(lines, rooms + "kitchens: [{id: k}]"))[1]


def test_links_compared_with_things_are_named() -> None:
    lines = "each: room\nrequires: 'some(window where window.room is room: window.area >= 1 m2)'"
    text = "rooms: [{id: r1}]\nwindows: [{id: w1, room: r1, area: 2 m2}]"
    assert facts(finding(lines, text)) == (["window.area of w1", "window.room of w1"], [])
    assert facts(finding(lines, "rooms: [{id: r1}]\nwindows: [{id: w1, area: 2 m2}]"))[1] in ([], ["window.room of w1"])


def test_a_link_to_nothing_is_named() -> None:
    lines = "each: room\nrequires: room.unit is none"
    assert facts(finding(lines, "rooms: [{id: r1, unit: shared}]")) == (["room.unit of r1"], [])
    assert facts(finding(lines, "units: [{id: u1}]\nrooms: [{id: r1}]")) == ([], ["room.unit of r1"])


def test_of_a_thing_nobody_listed_the_question_is_whether_there_is_one() -> None:
    found = finding("each: room\nrequires: room.has_basin", complete="[units]")
    assert facts(found) == ([], ["room of *"])


def test_what_is_settled_of_a_thing_nobody_listed_names_what_settles_it() -> None:
    page = "terms:\n- {term: room.is_served, is: house.is_hmo or room.has_basin}\n" + clause("each: room\nrequires: room.is_served")
    [settled] = assess(page, house("house: {is_hmo: yes}", complete="[units]")).findings
    assert settled.verdict is Verdict.MET and facts(settled) == (["house.is_hmo of house"], [])
    [left] = assess(page, house("house: {is_hmo: no}", complete="[units]")).findings
    assert left.verdict is Verdict.CANNOT_TELL and facts(left) == ([], ["room of *"])


def test_a_choice_between_figures_that_both_suffice_rests_on_nothing_open() -> None:
    found = finding("requires: house.persons >= (if house.is_hmo then 2 else 3)", "house: {persons: 5}")
    assert facts(found) == (["house.persons of house"], [])


def test_a_link_that_leads_nowhere_is_missing_where_a_fact_of_its_end_is_asked() -> None:
    lines = "each: person\nrequires: person.room.unit.persons > 1"
    assert facts(finding(lines, "persons: [{id: p, room: none}]")) == ([], ["person.room of p"])
    shared = "rooms: [{id: r, unit: shared}]\npersons: [{id: p, room: r}]"
    assert facts(finding(lines, shared)) == (["person.room of p"], ["room.unit of r"])
    settled = finding("each: person\nrequires: person.room.unit is none", "persons: [{id: p, room: none}]")
    assert settled.verdict is Verdict.MET and facts(settled) == (["person.room of p"], [])


def test_what_a_room_is_asked_twice_is_told_twice() -> None:
    page = clause("each: room\nrequires: room.counted_floor_area >= 6 m2")
    page += clause("each: room\nrequires: room.counted_floor_area >= 6 m2 and room.counted_floor_area < 60 m2", name="1.2/b", head=False)
    done = assess(page, house("rooms: [{id: r1, floor_area: 7 m2, floor_area_under_low_ceiling: 0 m2}]"))
    both = ["room.floor_area of r1", "room.floor_area_under_low_ceiling of r1"]
    assert [facts(found) for found in done.findings] == [(both, []), (both, [])]
