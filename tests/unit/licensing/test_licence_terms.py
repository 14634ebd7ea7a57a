"""The terms of a licence: proposed from an assessment, told apart from others, and refused where the law would not have them."""

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from fanlight.assessment.assess import Program
from fanlight.assessment.works import Departure
from fanlight.facts.survey_file import read_survey_text
from fanlight.licensing import licence_terms
from fanlight.licensing.licence_terms import OF_LAW, OF_OFFICER, OF_STANDARD, Assessed, ConditionTerms, LicenceTerms, RoomTerms
from fanlight.standards.library import Library

ON = date(2026, 3, 2)
HOUSE = """
survey: {of: a house, on: 2026-03-02, by: A. Officer}
complete: all
house: {kind: house, is_charity_shelter: no, storeys: 2, persons: 3, households: 3, is_hmo: yes}
rooms:
- {id: large, label: Front room, use: bedroom, counted_floor_area: 11 m2, sleepers: 1}
- {id: small, use: bedroom, counted_floor_area: 4 m2, sleepers: 1, youngest_sleeper_age: 30}
"""
OWN = ConditionTerms("officer-1", "Keep the hedge low.", "", OF_OFFICER, date(2026, 6, 1))


@cache
def program(edition):
    return Program(Library.standard().read(edition))


def assessed(text=HOUSE, editions=("england/2018-10",), departures=()):
    survey = licence_terms.unlicensed(read_survey_text(text, "house"))
    programs = tuple(program(name) for name in editions)
    return Assessed(programs, tuple(each.assess(survey, ON) for each in programs), departures, ON)


def valid(house):
    return LicenceTerms(
        holder="Hal Holder", manager="Mo Manager", from_=date(2026, 4, 1), until=date(2031, 4, 1), persons=2, households=2,
        rooms=(RoomTerms("large", "Front room", 2, 2, 2),), conditions=(*licence_terms.mandatory(house.survey, ON), OWN),
    )  # fmt: skip


def test_terms_come_back_from_plain_data_as_they_were():
    terms = valid(assessed())
    assert licence_terms.from_plain(terms.plain()) == terms
    assert licence_terms.from_plain({}) == LicenceTerms()


@pytest.mark.parametrize("wrong", [{"rooms": [{"room": "r"}]}, {"from_": "soon"}])
def test_data_of_another_shape_are_refused(wrong):
    with pytest.raises((TypeError, ValueError)):
        licence_terms.from_plain(wrong)


def test_every_licence_holds_what_schedule_4_demands_on_its_day():
    house = assessed()
    keys = {each.key for each in licence_terms.mandatory(house.survey, ON)}
    assert {"smoke-alarms", "room-sizes", "waste-scheme", "gas-certificate"} <= keys
    older = {each.key for each in licence_terms.mandatory(house.survey, date(2010, 1, 1))}
    assert "room-sizes" not in older


def test_a_condition_that_certainly_does_not_apply_is_left_out():
    without = assessed(HOUSE.replace("is_hmo: yes", "is_hmo: yes, has_gas: no"))
    assert "gas-certificate" not in {each.key for each in licence_terms.mandatory(without.survey, ON)}


def test_rooms_hold_no_more_than_the_national_floors_certainly_allow():
    large, small = licence_terms.rooms(assessed(editions=("england/2018-10", "england/2018-10")))
    assert (large.label, large.over_ten, large.in_all) == ("Front room", 2, 4)
    assert (small.label, small.over_ten, small.under_ten, small.in_all) == ("small", 0, 0, 0)


def test_a_room_of_unknown_size_is_proposed_for_nobody():
    unknown = assessed(HOUSE.replace("counted_floor_area: 11 m2, ", ""), editions=("england/2018-10", "england/2018-10"))
    assert licence_terms.rooms(unknown)[0].in_all == 0


def test_a_licence_that_is_known_to_run_stays_so():
    survey = read_survey_text(HOUSE + "licence: {is_in_force: yes}", "house")
    assert licence_terms.unlicensed(survey).things["licence"][0].values["is_in_force"].text == "yes"


def test_what_is_open_leaves_the_numbers_undecided():
    unknown = assessed(HOUSE.replace("counted_floor_area: 11 m2, ", ""))
    numbers = licence_terms.numbers(unknown)
    assert numbers.certain < numbers.possible
    proposed = licence_terms.proposed(LicenceTerms(conditions=(OWN,)), unknown, numbers)
    assert (proposed.persons, proposed.households) == (None, None)


def test_what_is_certain_is_proposed_with_conditions_and_what_the_officer_wrote():
    house = assessed()
    proposed = licence_terms.proposed(LicenceTerms(conditions=(OWN,)), house, licence_terms.numbers(house))
    assert (proposed.persons, proposed.households) == (4, 2)
    assert {each.source for each in proposed.conditions} == {OF_LAW, OF_STANDARD, OF_OFFICER}
    found = {each.key for each in proposed.conditions if each.source == OF_STANDARD}
    assert "england/2018-10:1A/one-over-10:small" in found
    assert proposed.conditions[-1] == OWN


def test_in_a_house_of_too_many_rooms_nothing_is_searched_and_what_an_officer_wrote_of_the_numbers_stays():
    rooms = "\n".join(f"- {{id: more-{number}, use: bedroom, counted_floor_area: 11 m2}}" for number in range(licence_terms.MOST_ROOMS))
    house = assessed(f"{HOUSE.rstrip()}\n{rooms}\n", editions=("england/2018-10", "england/2018-10"))
    assert licence_terms.numbers(house) is None
    proposed = licence_terms.proposed(LicenceTerms(persons=30, households=25), house, None)
    assert (proposed.persons, proposed.households, len(proposed.rooms)) == (30, 25, licence_terms.MOST_ROOMS + 2)
    assert licence_terms.numbers(assessed("house: {storeys: 2}")) is None


def test_a_departure_takes_its_condition_away():
    departure = Departure("1A/one-over-10", "england/2018-10", "small", "It is a store.", "A. Officer", ON, None)
    house = assessed(departures=(departure,))
    held, departed = ({each.key for each in licence_terms.of_findings(house.done[0], listed, ON)} for listed in ((), house.departures))
    assert held - departed == {"england/2018-10:1A/one-over-10:small"}


def test_a_valid_licence_has_nothing_wrong():
    house = assessed()
    assert list(licence_terms.wrong(valid(house), survey=house.survey, on=ON)) == []


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"holder": " "}, "the licence holder is not decided"),
        ({"from_": None}, "the first day is not decided"),
        ({"until": None}, "the last day is not decided"),
        ({"persons": None}, "the most persons is not decided"),
        ({"households": None}, "the most households is not decided"),
        ({"rooms": ()}, "the numbers for each room"),
        ({"from_": date(2026, 3, 1)}, "cannot begin on 1 March 2026"),
        ({"until": date(2026, 3, 31)}, "is before the first"),
        ({"until": date(2031, 4, 2)}, "later than five years allow: at the latest 1 April 2031"),
        ({"households": 3}, "3 households cannot be 2 persons"),
        ({"conditions": (OWN,)}, "'room-sizes' is missing"),
    ],
)
def test_what_the_law_would_not_have_is_said(change, why):
    house = assessed()
    found = list(licence_terms.wrong(replace(valid(house), **change), survey=house.survey, on=ON))
    assert any(why in each for each in found), found


def test_two_licences_are_told_apart_by_what_they_say():
    before = valid(assessed())
    after = replace(
        before, manager="", persons=3, rooms=(replace(before.rooms[0], in_all=1),), conditions=(replace(OWN, due_on=None),)
    )  # fmt: skip
    assert licence_terms.differences(before, before) == ()
    assert licence_terms.differences(before, after) == (
        ("the manager", "Mo Manager", "nothing"),
        ("the most persons", "2", "3"),
        ("Front room", "2 over 10, 2 under 10, 2 in all", "2 over 10, 2 under 10, 1 in all"),
        ("condition 1", "Keep the hedge low., by 1 June 2026", "Keep the hedge low."),
    )
