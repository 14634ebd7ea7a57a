"""Is it an HMO: the five routes, the exemptions of Schedule 14, the parts of a house, and what cannot be told."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from fanlight.assessment.bounds import NO, OPEN, YES
from fanlight.facts.kinds import Bounds, Choice, Measured
from fanlight.facts.survey import Survey
from fanlight.facts.survey_file import read_survey_text
from fanlight.facts.vocabulary import fact
from fanlight.licensing import hmo
from fanlight.licensing.answers import Answer, Asked, all_of, any_of, house_of, not_so, said, with_house, words, worked_out
from fanlight.licensing.hmo import HmoFound
from fanlight.licensing.law import NotKnown, england
from tests.unit.licensing.houses_to_test import BEDSITS, DAY, SETTLED, block, missing, people, settled, survey


def hmo_of(given: Survey, on: date = DAY) -> HmoFound:
    return hmo.find(given, england(), on)


def routes(given: Survey) -> dict[str, Bounds]:
    return {route.name: route.is_hmo.holds for route in hmo_of(given).parts[0].routes}


def test_five_sharers_of_a_house_meet_the_standard_test_and_no_other() -> None:
    found = hmo_of(settled())
    assert found.is_hmo.holds == YES
    assert routes(settled()) == {"standard": YES, "flat": NO, "converted": NO, "declaration": NO, "section-257": NO}
    cited = [part.cited[0] for part in found.parts[0].routes[0].met.parts]
    assert cited[0].startswith("Housing Act 2004, s.254(2)(a)")
    assert "house.run_by" in found.is_hmo.relied_on


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("households", "1"),
        ("is_main_residence", "no"),
        ("accommodation_has_other_use", "yes"),
        ("has_rent_or_other_consideration", "no"),
        ("shares_or_lacks_basic_amenity", "no"),
    ],
)
def test_without_any_one_condition_the_standard_test_is_not_met(name: str, value: str) -> None:
    assert hmo_of(settled(**{name: value})).is_hmo.holds == NO
    unknown = hmo_of(settled(**{name: ""})).is_hmo
    assert unknown.holds == OPEN
    assert unknown.missing


def test_what_would_settle_it_is_named() -> None:
    assert missing(hmo_of(settled(accommodation_has_other_use="")).is_hmo) == {"house.accommodation_has_other_use"}
    assert missing(hmo_of(settled(run_by="")).is_hmo) == {"house.run_by"}
    open_ties = hmo_of(settled("persons: [{id: a}, {id: b}]", complete="[units, notices, orders, persons]", persons="2", households=""))
    assert "how a and b are related" in missing(open_ties.is_hmo)


def test_what_the_act_presumes_is_told_apart_from_what_is_known() -> None:
    unknown = hmo_of(settled(is_main_residence="", accommodation_has_other_use=""))
    assert (unknown.is_hmo.holds, unknown.by_presumption) == (OPEN, True)
    assert not hmo_of(settled(is_main_residence="", shares_or_lacks_basic_amenity="")).by_presumption, "sharing is not presumed"
    assert not hmo_of(settled()).by_presumption, "it is certain"
    assert not hmo_of(settled(is_main_residence="no")).by_presumption, "the contrary is shown"


def test_the_standard_test_is_not_for_a_self_contained_flat_which_has_its_own() -> None:
    given = settled(kind="flat", is_self_contained_flat="yes")
    assert routes(given) == {"standard": NO, "flat": YES, "converted": NO, "declaration": NO, "section-257": NO}
    assert routes(settled(kind="flat", is_self_contained_flat="no"))["standard"] == YES


def test_a_flat_of_which_it_is_open_whether_it_is_self_contained_is_an_hmo_by_one_test_or_the_other() -> None:
    given = settled(kind="flat")
    assert routes(given)["standard"] == routes(given)["flat"] == OPEN
    assert hmo_of(given).is_hmo.holds == YES
    assert hmo_of(settled(kind="flat", households="")).is_hmo.holds == OPEN
    assert hmo_of(settled(kind="flat", households="1")).is_hmo.holds == NO
    either = hmo_of(settled(kind="house or flat"))
    assert either.is_hmo.holds == OPEN, "a known kind is asked for first"


def test_a_converted_building_needs_no_sharing() -> None:
    unshared = settled(units=BEDSITS, is_converted="yes", shares_or_lacks_basic_amenity="no")
    assert routes(unshared)["standard"] == NO
    assert routes(unshared)["converted"] == YES
    assert routes(settled(units=BEDSITS, shares_or_lacks_basic_amenity="no"))["converted"] == NO
    assert hmo_of(settled(units=BEDSITS, is_converted="", shares_or_lacks_basic_amenity="no")).is_hmo.holds == OPEN


def test_a_declaration_in_force_makes_an_hmo_until_its_last_day() -> None:
    notice = "notices: [{id: n, kind: hmo_declaration, start_date: 2019-01-01, end_date: 2019-12-31}]"
    given = settled(notice, is_declared_hmo="", households="1")
    assert hmo_of(given, date(2018, 12, 31)).is_hmo.holds == NO
    assert hmo_of(given, date(2019, 12, 31)).is_hmo.holds == YES
    assert hmo_of(given, date(2020, 1, 1)).is_hmo.holds == NO
    assert hmo_of(settled(is_declared_hmo="yes", households="1")).is_hmo.holds == YES


@pytest.mark.parametrize(("owners", "holds"), [(0, YES), (1, YES), (2, NO), (3, NO)])
def test_a_converted_block_is_one_where_fewer_than_two_thirds_of_the_flats_are_their_owners(owners: int, holds: Bounds) -> None:
    assert routes(block(owners))["section-257"] == holds


def test_a_converted_block_that_met_the_standard_then_or_meets_it_now_is_none() -> None:
    assert routes(block(0, conversion_met_building_regulations="yes"))["section-257"] == NO
    assert routes(block(0, conversion_meets_building_standards_now="yes"))["section-257"] == NO
    assert routes(block(0, conversion_meets_building_standards_now=""))["section-257"] == OPEN
    assert routes(block(0, is_converted="no"))["section-257"] == NO


def test_the_owner_exemption_does_not_reach_a_converted_block_but_a_public_body_does() -> None:
    assert routes(block(0, is_owner_occupied="yes", persons_besides_owner="1"))["section-257"] == YES
    assert routes(block(0, run_by="religious_community"))["section-257"] == YES
    assert routes(block(0, run_by="public_body"))["section-257"] == NO


@pytest.mark.parametrize("body", [option for option in fact("house.run_by").options if option != "none_of_these"])  # type: ignore[attr-defined]
def test_each_body_of_schedule_14_takes_a_house_out(body: str) -> None:
    assert hmo_of(settled(run_by=body)).is_hmo.holds == NO


def test_cooperatives_were_taken_out_later() -> None:
    given = settled(run_by="housing_cooperative")
    assert hmo_of(given, date(2012, 1, 14)).is_hmo.holds == YES
    assert hmo_of(given, date(2012, 1, 15)).is_hmo.holds == NO


def test_two_persons_of_two_households_are_no_hmo_but_three_are() -> None:
    assert hmo_of(settled(persons="2", households="2")).is_hmo.holds == NO
    assert hmo_of(settled(persons="3", households="3")).is_hmo.holds == YES
    assert hmo_of(settled(persons="3", households="2")).is_hmo.holds == YES
    assert hmo_of(settled(persons="2 to 3", households="2")).is_hmo.holds == OPEN


def test_an_owner_with_two_lodgers_is_no_hmo_but_with_three_is() -> None:
    two = settled(persons="4", households="3", is_owner_occupied="yes", resident_landlord_family="2")
    assert hmo_of(two).is_hmo.holds == NO
    assert hmo_of(settled(persons="5", households="4", is_owner_occupied="yes", resident_landlord_family="2")).is_hmo.holds == YES


def test_the_owners_household_is_found_by_linking() -> None:
    entries = ["id: o, relationship: first_person, is_owner: yes", "id: p, relationship: partner, related_to: o, is_owner: no"]
    lodgers = [f"id: l{n}, relationship: unrelated, related_to: o, is_owner: no" for n in range(3)]
    facts = {
        name: value
        for name, value in SETTLED.items()
        if name not in ("persons", "households", "is_owner_occupied", "resident_landlord_family")
    }

    def house(*given: str) -> Survey:
        found = people(*given, recorded="yes", **facts)
        units = read_survey_text("units: [{id: w, is_self_contained_flat: no}]", "u").things["unit"]
        return replace(found, things={**found.things, "unit": units})

    assert hmo_of(house(*entries, *lodgers[:2])).is_hmo.holds == NO
    assert hmo_of(house(*entries, *lodgers)).is_hmo.holds == YES


MIXED = (
    "[{id: flat, is_self_contained: yes, lies_over_or_under_another_part: yes, persons: 3, households: 3, "
    "shares_or_lacks_amenity_within: yes}, "
    "{id: bed1, is_self_contained: no, has_wc: no}, {id: bed2, is_self_contained: no}]"
)


def test_the_flats_of_a_house_and_what_is_not_flats_are_tested_for_themselves() -> None:
    given = settled(units=MIXED, is_wholly_flats="")
    found = hmo_of(given)
    assert [part.part.label for part in found.parts] == ["The house", "The flat flat", "The house without its flats"]
    assert found.parts[0].is_hmo.holds == NO, "not the whole: a flat is in it, and it was never converted"
    assert found.parts[1].is_hmo.holds == OPEN
    assert missing(found.parts[1].is_hmo) >= {"house.is_owner_occupied"}
    assert found.parts[2].is_hmo.holds == OPEN, "who lives there is not known"
    assert hmo_of(settled(units=MIXED, is_wholly_flats="", is_converted="yes")).parts[0].is_hmo.holds == YES


ROOMS = "rooms: [{id: r0, unit: flat}, {id: r1, unit: bed1}, {id: r2, unit: bed2}, {id: r3}]\n"


def sleepers(*rooms: str) -> str:
    return "persons:\n" + "".join(f"- {{id: p{n}, room: {room}, related_to: nobody, is_owner: no}}\n" for n, room in enumerate(rooms))


def test_who_sleeps_where_tells_who_lives_in_which_part() -> None:
    whole = "[units, notices, orders, persons, rooms, bathrooms, kitchens]"
    bathrooms = "bathrooms: [{id: b, unit: shared, is_shared: yes, baths: 1}, {id: c, unit: flat}, {id: d}]\n"
    given = settled(bathrooms + ROOMS + sleepers("r0", "r1", "r2", "r2"), units=MIXED.replace("persons: 3, households: 3, ", ""),
                    complete=whole,                    persons="", households="", is_wholly_flats="")  # fmt: skip
    found = {part.part.label: part for part in hmo_of(given).parts}
    assert found["The flat flat"].part.households.count == (1, 1)
    assert found["The flat flat"].is_hmo.holds == NO
    assert found["The house without its flats"].part.households.persons == (3, 3)
    assert found["The house without its flats"].is_hmo.holds == YES
    unplaced = settled(ROOMS + sleepers("r0", "r1", "r3"), units=MIXED, complete=whole, persons="", households="", is_wholly_flats="")
    assert {part.part.label: part for part in hmo_of(unplaced).parts}["The house without its flats"].is_hmo.holds == OPEN
    nowhere = settled(ROOMS + "persons: [{id: p}]", units=MIXED, complete=whole, persons="", households="", is_wholly_flats="")
    assert {part.part.label: part for part in hmo_of(nowhere).parts}["The house without its flats"].part.households.persons == (0, 200)


def test_where_it_is_open_which_units_are_flats_the_rest_is_open() -> None:
    units = "[{id: a, is_self_contained: yes, lies_over_or_under_another_part: yes}, {id: b}]"
    found = hmo_of(settled(units=units, is_wholly_flats=""))
    assert [part.part.label for part in found.parts] == ["The house", "The flat a", "The flat b", "The house without its flats"]
    assert found.parts[3].is_hmo.holds == OPEN
    assert "unit.is_self_contained_flat of b" in missing(found.parts[2].is_hmo)


def test_a_whole_house_let_as_one_unit_is_no_flat_though_nothing_in_it_is_shared_with_others() -> None:
    assert [part.part.label for part in hmo_of(settled(units="[{id: w, is_self_contained: yes}]")).parts] == ["The house"]


def test_kinds_of_amenity_counted_as_shared_are_enough() -> None:
    assert hmo_of(settled(shares_or_lacks_basic_amenity="", shared_amenities="2")).is_hmo.holds == YES
    assert hmo_of(settled(shares_or_lacks_basic_amenity="", shared_amenities="0")).is_hmo.holds == OPEN


def home(*entries: str) -> Survey:
    """A house whose people's own answers say whether it is their home, and whether rent is paid."""
    listed = "persons:\n" + "".join(f"- {{{entry}}}\n" for entry in entries)
    left = {"persons": "", "is_main_residence": "", "has_rent_or_other_consideration": "", "is_refuge": "no"}
    return settled(listed, complete="[units, notices, orders, persons]", **left)


def residence(given: Survey) -> Answer:
    return hmo_of(given).parts[0].routes[0].met.parts[2]


def test_students_and_workers_housed_by_an_employer_are_treated_as_at_home() -> None:
    rest = ["id: b, has_main_home_here: yes", "id: c, has_main_home_here: yes"]
    assert residence(home("id: a, kind_of_occupier: student, is_full_time_student: yes", *rest)).holds == YES
    away = "has_main_home_here: no, is_full_time_student: no, has_home_from_employer: no"
    assert residence(home(f"id: a, kind_of_occupier: student, {away}", *rest)).holds == OPEN, "left to the officer"
    assert residence(home("id: a, kind_of_occupier: seasonal_worker, has_home_from_employer: yes", *rest)).holds == YES
    assert residence(home("id: b, has_main_home_here: yes", f"id: a, kind_of_occupier: other, {away}")).holds == NO
    refuge = home(f"id: a, kind_of_occupier: other, {away}", f"id: b, kind_of_occupier: other, {away}")
    yes = with_house(refuge, {**house_of(refuge).values, "is_refuge": worked_out(YES, "test")})
    assert (residence(refuge).holds, residence(yes).holds) == (NO, YES)


def test_rent_from_one_person_or_something_in_its_place_is_enough() -> None:
    def rent(given: Survey) -> Bounds:
        return hmo_of(given).parts[0].routes[0].met.parts[4].holds

    assert rent(home("id: a, lives_rent_free: no", "id: b")) == YES
    assert rent(home("id: a, lives_rent_free: yes, gives_other_consideration: yes")) == YES
    assert rent(home("id: a, lives_rent_free: yes, gives_other_consideration: no")) == NO
    assert rent(home("id: a, lives_rent_free: yes")) == OPEN


def test_contradictions_on_the_way_are_named() -> None:
    listed = "persons: [{id: a, related_to: nobody}, {id: b, related_to: nobody}]"
    found = hmo_of(settled(listed, complete="[units, notices, orders, persons]", persons="2", households="1"))
    assert found.notes[0].startswith("house.households is given as 1")


def test_there_was_no_such_test_before_the_act_bound() -> None:
    with pytest.raises(NotKnown, match="bind from 2006-04-06"):
        hmo_of(settled(), date(2006, 4, 5))
    assert hmo_of(settled(), date(2006, 4, 6)).is_hmo.holds == YES


def test_a_survey_without_a_house_and_one_with_a_day_of_its_own_are_answered() -> None:
    empty = Survey("", "empty", {})
    found = hmo_of(empty)
    assert found.is_hmo.holds == OPEN
    assert "whether all units are listed" in missing(found.is_hmo)
    dated = settled(as_at_date="2000-01-01")
    assert hmo_of(dated).is_hmo.holds == YES


def test_three_valued_answers_join_as_bounds_do() -> None:
    yes, no, unknown = said("a", YES), said("b", NO), said("c", OPEN, missing=("m",))
    assert [all_of("", parts).holds for parts in ([], [yes, unknown], [no, unknown], [yes, yes])] == [YES, OPEN, NO, YES]
    assert [any_of("", parts).holds for parts in ([], [yes, unknown], [no, unknown], [no, no])] == [NO, YES, OPEN, NO]
    assert all_of("", [yes, unknown]).missing == ("m",)
    assert all_of("", [no, unknown]).missing == ()
    assert (not_so("", yes).holds, not_so("", unknown).holds, not_so("", unknown).missing) == (NO, OPEN, ("m",))
    assert [words(each) for each in (YES, NO, OPEN)] == ["yes", "no", "cannot tell"]
    assert yes.word == "yes"


FACTS = (*SETTLED, "is_refuge", "conversion_met_building_regulations", "conversion_meets_building_standards_now", "is_self_contained_flat",
         "persons_besides_owner", "shared_amenities")  # fmt: skip


def value(data: st.DataObject, name: str, within: Bounds | None = None) -> Bounds:
    declared = fact(f"house.{name}")
    if within is None and name in SETTLED and data.draw(st.booleans()):
        return declared.read(SETTLED[name])  # what makes an HMO, so that certain answers come up
    if isinstance(declared, Choice):
        mask = declared.mask(data.draw(st.sampled_from(declared.options)))
        return mask, mask
    low, high = within or (0, 6 if isinstance(declared, Measured) else 1)
    figure = data.draw(st.integers(low, max(low, min(high, 6))))
    return figure, figure


def filled_in(data: st.DataObject, given: Survey) -> Survey:
    """The survey with every unknown fact known: what is seen first, then what is worked out, within what it may then be."""
    for name in sorted(FACTS, key=lambda name: bool(fact(f"house.{name}").how)):
        values = house_of(given).values
        if name not in values:
            declared, asked = fact(f"house.{name}"), Asked(given, DAY)
            ask = asked.amount if isinstance(declared, Measured) else lambda text, asked=asked: asked.holds(text)[0]
            within = ask(declared.path) if declared.how else None
            given = with_house(given, {**values, name: worked_out(value(data, name, within), "drawn")})
    return given


UNITS = ["[{id: whole, is_self_contained: yes}]", BEDSITS, "[{id: f, is_self_contained: yes, lies_over_or_under_another_part: yes}]"]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_completion_contradicts_a_certain_answer(data: st.DataObject) -> None:
    known = data.draw(st.sets(st.sampled_from(FACTS)))
    bare = survey(f"units: {data.draw(st.sampled_from(UNITS))}", complete="[units, notices, orders]")
    before = with_house(bare, {name: worked_out(value(data, name), "drawn") for name in sorted(known)})
    one, other = hmo_of(before), hmo_of(filled_in(data, before))
    assume(not other.notes)  # more households than people: no such house can be
    assert one.is_hmo.holds[0] <= other.is_hmo.holds[0] <= other.is_hmo.holds[1] <= one.is_hmo.holds[1]
    for few, many in zip(one.parts[0].routes, other.parts[0].routes, strict=True):
        assert few.is_hmo.holds[0] <= many.is_hmo.holds[0] <= many.is_hmo.holds[1] <= few.is_hmo.holds[1]
