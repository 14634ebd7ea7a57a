"""Placing people: which rooms take them, and the totals that follow for units, kitchens, bathrooms and the house."""

import pytest

from fanlight.assessment import placing
from fanlight.assessment.placing import GROUPS, candidates, described, opened, placed
from fanlight.facts.survey import Seen, Survey
from tests.unit.assessment.houses import house

NOBODY, ONE, COUPLE = GROUPS[:3]
[FAMILY] = (group for group in GROUPS if group.words == "a couple and a child under ten")
[TEENAGER] = (group for group in GROUPS if group.older)
ROOMS = "rooms: [{id: a, label: Attic, use: bedroom, unit: u}, {id: b, use: bedroom, unit: v}, {id: c, use: bedroom, unit: u or v}]\n"
UNITS = "units: [{id: u, has_cooking: yes, has_bath_or_shower: no}, {id: v, has_cooking: no, has_bath_or_shower: no}]\n"


def the(survey: Survey, thing: str, name: str) -> Seen:
    [found] = [seen for seen in survey.things[thing] if seen.id == name]
    return found


def number(seen: Seen, fact: str) -> int | None:
    """A placed fact; None where the placing leaves it open."""
    value = seen.values.get(fact)
    if value is None:
        return None
    assert value.bounds[0] == value.bounds[1]
    return value.bounds[0]


@pytest.mark.parametrize(
    ("room", "taken"),
    [
        ("use: bedroom", True),
        ("use: bedroom or bedsit", True),
        ("use: bedroom or kitchen", False),
        ("use: kitchen", False),
        ("use: kitchen, is_used_for_sleeping: yes", True),
        ("use: bedroom, is_used_for_sleeping: no", False),
        ("floor_area: 9 m2", False),
    ],
)
def test_people_can_be_placed_where_one_sleeps_by_the_use_of_the_room_or_by_what_is_said(room: str, taken: bool) -> None:
    assert bool(candidates(house(f"rooms: [{{{room}}}]"))) is taken


def test_who_sleeps_in_a_room_is_written_into_it() -> None:
    found = placed(house(ROOMS + UNITS), {"a": FAMILY, "b": TEENAGER})
    a, b, c = found.things["room"]
    facts = ("sleepers", "sleepers_under_ten", "sharers_are_couple", "sharers_are_adults", "is_used_for_sleeping")
    assert [number(a, fact) for fact in facts] == [3, 1, 1, 0, 1]
    assert [number(b, fact) for fact in facts] == [1, 0, 0, 0, 1]
    assert [number(c, fact) for fact in facts] == [0, 0, 0, 1, 0]
    assert (a.values["youngest_sleeper_age"].bounds, b.values["youngest_sleeper_age"].bounds) == ((0, 9), (10, 17))


def test_an_empty_bedroom_is_put_to_another_use_and_an_empty_kitchen_is_not() -> None:
    rooms = placed(house("rooms: [{id: a, use: bedroom}, {id: k, use: kitchen}, {id: x}]"), {}).things["room"]
    assert [room.values["use"].bounds[0] == placing.OTHER_BIT for room in rooms if "use" in room.values] == [True, False]


def test_units_count_the_people_of_their_rooms_but_not_of_rooms_that_may_be_anothers() -> None:
    found = placed(house(ROOMS + UNITS), {"a": FAMILY, "b": ONE, "c": COUPLE})
    assert [number(the(found, "unit", name), "persons") for name in "uv"] == [3, 1]
    assert (number(found.things["house"][0], "persons"), number(found.things["house"][0], "households")) == (6, 3)
    assert "person" in found.complete and "person" not in found.things


def test_a_kitchen_of_a_unit_is_used_by_the_unit_and_a_shared_one_by_all_without_their_own() -> None:
    kitchens = "kitchens: [{id: k, unit: u, is_shared: no}, {id: m, unit: shared, is_shared: yes}]\n"
    bathrooms = "bathrooms: [{id: w, unit: shared}]\n"
    found = placed(house(ROOMS + UNITS + kitchens + bathrooms), {"a": FAMILY, "b": ONE})
    own, shared, bathroom = the(found, "kitchen", "k"), the(found, "kitchen", "m"), the(found, "bathroom", "w")
    assert (number(own, "users"), number(own, "adult_users")) == (3, 2)
    assert (number(shared, "users"), number(shared, "adult_users")) == (1, 1)
    assert (number(bathroom, "users"), number(bathroom, "adult_users")) == (4, None)


@pytest.mark.parametrize(
    ("text", "complete"),
    [
        (UNITS.replace("has_cooking: no, ", "") + "kitchens: [{id: m, unit: shared, users: 9}]\n", "all"),
        (UNITS + "kitchens: [{id: m, unit: shared, users: 9}, {id: n, unit: shared, is_shared: yes}]\n", "all"),
        (UNITS + "kitchens: [{id: m, unit: shared, users: 9}]\n", "[units]"),
    ],
)
def test_who_uses_a_shared_kitchen_stays_open_where_another_may_share_it_or_somebody_may_have_their_own(text: str, complete: str) -> None:
    kitchen = the(placed(house(ROOMS + text, complete=complete), {"a": ONE}), "kitchen", "m")
    assert (number(kitchen, "users"), number(kitchen, "adult_users")) == (None, None)


def test_sharers_said_to_be_everybody_are_everybody_again_and_others_stay_open() -> None:
    found = placed(house(f"house: {{persons: 4, bath_sharers: 4, wc_sharers: 3}}\n{ROOMS}{UNITS}"), {"a": FAMILY}).things["house"][0]
    assert [number(found, fact) for fact in ("bath_sharers", "wc_sharers", "basin_sharers")] == [3, None, None]
    unsaid = placed(house(f"house: {{bath_sharers: 4}}\n{ROOMS}{UNITS}"), {"a": FAMILY}).things["house"][0]
    assert number(unsaid, "bath_sharers") is None


def test_a_survey_with_rooms_left_open_says_nothing_of_them_or_of_any_total() -> None:
    kitchen = "kitchens: [{id: k, unit: u}]\nbathrooms: [{id: w, unit: v}]\n"
    found = opened(house(f"house: {{persons: 4, bath_sharers: 4}}\n{ROOMS}{UNITS}{kitchen}"), {"a": ONE})
    assert number(the(found, "room", "a"), "sleepers") == 1
    assert the(found, "room", "b").values["sleepers"].bounds[0] == 0 < the(found, "room", "b").values["sleepers"].bounds[1]
    assert [number(the(found, "unit", name), "persons") for name in "uv"] == [None, None]
    assert "users" not in the(found, "kitchen", "k").values | the(found, "bathroom", "w").values
    low, high = found.things["house"][0].values["bath_sharers"].bounds
    assert low < high and "person" not in found.complete


def test_a_survey_with_every_room_placed_knows_all_who_live_there() -> None:
    assert "person" in opened(house("rooms: [{id: a, use: bedroom}]"), {"a": ONE}).complete


def test_what_was_made_is_thrown_away_when_there_is_too_much_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placing, "MOST_MADE", 1)
    survey = house(ROOMS + UNITS)
    before = placed(survey, {"a": ONE})
    assert len(placing._MADE) <= 2
    assert placed(survey, {"a": ONE}).things["room"] == before.things["room"]


def test_a_placing_is_told_room_by_room() -> None:
    assert list(described({"b": COUPLE, "a": NOBODY}, house(ROOMS + UNITS))) == ["Attic: nobody", "b: a couple"]
