"""Does it need a licence: mandatory licensing on both sides of 1 October 2018, schemes, what lifts the duty, and the timeline."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from fanlight.assessment.bounds import NO, OPEN, YES
from fanlight.facts.kinds import Bounds
from fanlight.facts.survey import Survey
from fanlight.licensing import need, schemes, storeys
from fanlight.licensing.answers import house_of, with_house, worked_out
from fanlight.licensing.law import Law, NotKnown, england, read_law
from fanlight.licensing.need import Asking, Need
from fanlight.licensing.schemes import Schemes
from fanlight.standards.library import shipped
from tests.house.tree import ROOT
from tests.unit.licensing.houses_to_test import BEDSITS, block, missing, settled

LAW = england()
EXAMPLETON = schemes.of_council("exampleton", [ROOT / "tests" / "fixtures" / "councils"], LAW)
NO_SCHEMES = Schemes("nowhere", (), date(2006, 4, 6))
BEFORE, FROM = date(2018, 9, 30), date(2018, 10, 1)


def at(house: Survey, on: date = FROM, held: Schemes | None = NO_SCHEMES) -> Need:
    return need.at(Asking(house, LAW, held), on)


def mandatory(house: Survey, on: date = FROM) -> Bounds:
    return at(house, on).by_kind["mandatory"].holds


def test_five_persons_in_two_households_need_a_mandatory_licence_of_any_height_from_october_2018() -> None:
    low, tall = settled(storeys="2"), settled(storeys="3")
    assert (mandatory(low, BEFORE), mandatory(low, FROM)) == (NO, YES)
    assert (mandatory(tall, BEFORE), mandatory(tall, FROM)) == (YES, YES)
    assert mandatory(settled(), BEFORE) == OPEN
    cited = at(tall, BEFORE).by_kind["mandatory"].cited, at(tall, FROM).by_kind["mandatory"].cited
    assert "SI 2006/371" in cited[0][1] and "SI 2018/221" in cited[1][1]


@pytest.mark.parametrize(
    ("persons", "households", "holds"), [("4", "4", NO), ("5", "2", YES), ("5", "1", NO), ("4 to 5", "2", OPEN), ("5", "1 to 2", OPEN)]
)
@pytest.mark.parametrize("on", [BEFORE, FROM])
def test_four_persons_or_one_household_do_not_make_it_mandatory(persons: str, households: str, holds: Bounds, on: date) -> None:
    assert mandatory(settled(persons=persons, households=households, storeys="3"), on) == holds


def test_a_purpose_built_flat_in_a_block_of_three_or_more_is_left_out_from_october_2018() -> None:
    flat = {"kind": "flat", "is_self_contained_flat": "yes", "is_purpose_built_as_flats": "yes", "storeys": "3"}
    assert (mandatory(settled(**flat, flats_in_block="3"), BEFORE), mandatory(settled(**flat, flats_in_block="3"), FROM)) == (YES, NO)
    assert mandatory(settled(**flat, flats_in_block="2"), FROM) == YES
    assert mandatory(settled(**{**flat, "is_purpose_built_as_flats": "no"}, flats_in_block="3"), FROM) == YES
    unknown = at(settled(**flat)).by_kind["mandatory"]
    assert (unknown.holds, missing(unknown)) == (OPEN, {"house.flats_in_block"})


def test_a_flat_of_which_it_is_open_whether_it_is_self_contained_needs_a_licence_by_one_test_or_the_other() -> None:
    flat = {"kind": "flat", "is_purpose_built_as_flats": "no"}
    assert mandatory(settled(**flat)) == YES
    assert mandatory(settled(kind="flat", is_purpose_built_as_flats="yes", flats_in_block="9")) == OPEN


def test_declared_hmos_were_within_mandatory_licensing_and_section_257_blocks_never_were() -> None:
    declared = settled(is_declared_hmo="yes", is_main_residence="no", storeys="3")
    assert (mandatory(declared, BEFORE), mandatory(declared, FROM)) == (YES, NO)
    tall = block(0, storeys="4")
    assert at(tall).tested.is_hmo.holds == YES
    assert (mandatory(tall, BEFORE), mandatory(tall, FROM)) == (NO, NO)


def test_a_converted_building_is_within_mandatory_licensing_without_sharing() -> None:
    given = settled(units=BEDSITS, is_converted="yes", shares_or_lacks_basic_amenity="no", storeys="3")
    assert (mandatory(given, BEFORE), mandatory(given, FROM)) == (YES, YES)


STOREYS = {
    "lived in": "{level: 0, is_lived_in: yes}",
    "shop": "{level: 0, is_used_for_business: yes, is_lived_in: no}",
    "way in": "{level: -1, is_main_street_entrance: yes, is_lived_in: no, is_used_for_business: no}",
    "boiler cellar": "{level: -1, is_main_street_entrance: no, is_used_for_storage: no, NOTHING}",
    "store": "{level: -1, is_main_street_entrance: no, is_used_for_storage: yes, NOTHING}",
    "laundry": "{level: -1, is_lived_in: no, is_converted_for_living: no, is_used_by_occupiers: yes}",
    "attic": "{level: 2, is_lived_in: no, is_converted_for_living: yes}",
}
NOTHING = (
    "is_lived_in: no, is_converted_for_living: no, is_used_by_occupiers: no, is_used_by_resident_landlord: no, is_used_for_business: no"
)


def of_storeys(*names: str) -> Survey:
    entries = "".join(f"- {STOREYS[name].replace('NOTHING', NOTHING)}\n" for name in names)
    return settled(f"storeys:\n{entries}", complete="[units, notices, orders, storeys]")


@pytest.mark.parametrize(
    ("names", "act", "birmingham", "sheffield"),
    [
        (("lived in", "attic"), (2, 2), (2, 2), (2, 2)),
        (("lived in", "shop"), (2, 2), (2, 2), (2, 2)),
        (("lived in", "way in"), (2, 2), (1, 2), (1, 2)),
        (("lived in", "boiler cellar"), (1, 1), (1, 1), (1, 1)),
        (("lived in", "store"), (1, 2), (1, 1), (1, 1)),
        (("lived in", "laundry"), (2, 2), (2, 2), (2, 2)),
    ],
)
def test_each_text_counts_storeys_in_its_own_way(names: tuple[str, ...], act: Bounds, birmingham: Bounds, sheffield: Bounds) -> None:
    found = {each.by: each.storeys for each in storeys.counted(of_storeys(*names), LAW, read_law(shipped()[1]), FROM)}
    assert (found["storeys/mandatory-licensing"], found["birmingham/storeys/1.50"], found["sheffield/storeys/14.1"]) == (
        act,
        birmingham,
        sheffield,
    )


def test_storeys_that_are_listed_are_counted_as_the_order_counts_them() -> None:
    assert mandatory(of_storeys("lived in", "lived in", "attic"), BEFORE) == YES
    assert mandatory(of_storeys("lived in", "lived in", "boiler cellar"), BEFORE) == NO
    unknown = at(of_storeys("lived in", "lived in", "store"), BEFORE).by_kind["mandatory"]
    assert (unknown.holds, missing(unknown)) == (OPEN, {"the storeys and their use"})


def small(**facts: str) -> Survey:
    """Three sharers, whom only an additional or a selective scheme reaches; off the map, where nothing else is said."""
    return settled(**{"persons": "3", "households": "3", "location": '"0, 0"', **facts})


@pytest.mark.parametrize(
    ("on", "holds"), [(date(2023, 1, 31), NO), (date(2023, 2, 1), YES), (date(2028, 1, 31), YES), (date(2028, 2, 1), NO)]
)
def test_an_additional_scheme_reaches_what_it_describes_in_its_wards_while_it_is_in_force(on: date, holds: Bounds) -> None:
    found = at(small(ward="riverside"), on, EXAMPLETON)
    assert found.by_kind["additional"].holds == holds
    assert found.needed.holds == holds
    if holds == YES:
        assert "exampleton/additional-2023" in found.by_kind["additional"].cited[1]


def test_a_house_in_another_ward_or_of_another_size_is_not_reached() -> None:
    on = date(2024, 1, 1)
    assert at(small(ward="Hill"), on, EXAMPLETON).needed.holds == NO
    assert at(small(ward="Market", households="1"), on, EXAMPLETON).needed.holds == NO
    unknown = at(small(), on, EXAMPLETON).needed
    assert (unknown.holds, missing(unknown)) == (OPEN, {"house.ward"})


def test_mandatory_licensing_comes_before_an_additional_scheme_and_that_before_a_selective_one() -> None:
    on = date(2024, 1, 1)
    covering = {"is_covered_by_additional_scheme": "yes", "is_covered_by_selective_scheme": "yes"}
    held = Schemes("elsewhere")
    five, three = at(settled(**covering), on, held), at(small(**covering), on, held)
    one = at(settled(households="1", persons="1", **covering), on, held)
    kinds = [{kind for kind, answer in each.by_kind.items() if answer.holds == YES} for each in (five, three, one)]
    assert kinds == [{"mandatory"}, {"additional"}, {"selective"}]
    either = at(settled(persons="4 to 5", **covering), on, held)
    assert either.needed.holds == YES, "it is open which licence, not whether one is needed"
    assert {answer.holds for answer in either.by_kind.values()} == {OPEN, NO}


def test_a_selective_scheme_reaches_a_family_let_inside_its_map() -> None:
    family = settled(households="1", location='"50.2, -29.8"')
    assert at(family, date(2020, 7, 1), EXAMPLETON).by_kind["selective"].holds == YES
    assert at(family, date(2020, 6, 30), EXAMPLETON).needed.holds == NO
    exempt = settled(households="1", location='"50.2, -29.8"', has_exempt_tenancy="yes")
    assert at(exempt, date(2020, 7, 1), EXAMPLETON).needed.holds == NO
    partly = settled(households="1", location='"50.2, -29.8"', is_wholly_under_tenancies="no")
    assert at(partly, date(2020, 7, 1), EXAMPLETON).needed.holds == NO


def test_a_house_without_a_council_or_with_one_whose_schemes_are_not_all_held_cannot_be_told() -> None:
    nowhere = at(small(), FROM, None).needed
    assert (nowhere.holds, missing(nowhere)) == (OPEN, {"which council the house is in"})
    some = at(small(), FROM, Schemes("elsewhere")).needed
    assert missing(some) == {"every additional scheme of elsewhere", "every selective scheme of elsewhere"}
    covered = at(small(is_covered_by_additional_scheme="no", is_covered_by_selective_scheme="no"), FROM, Schemes("elsewhere"))
    assert covered.needed.holds == NO


def test_an_exemption_notice_or_a_management_order_lifts_the_duty_from_its_first_day_to_its_last() -> None:
    notice = "notices: [{id: n, kind: temporary_exemption, start_date: 2019-03-01, end_date: 2019-05-31}]"
    order = "orders: [{id: o, kind: interim_management, made_date: 2020-03-01, end_date: 2020-05-31}]"
    given = settled(f"{notice}\n{order}")
    days = {
        date(2019, 2, 28): NO,
        date(2019, 3, 1): YES,
        date(2019, 5, 31): YES,
        date(2019, 6, 1): NO,
        date(2020, 4, 1): YES,
        date(2020, 6, 1): NO,
    }
    for day, lifted in days.items():
        found = at(given, day)
        assert (found.excused.holds, found.needed.holds) == (lifted, YES)
        assert found.required.holds == (NO if lifted == YES else YES)
    unlisted = at(settled(complete="[units]"))
    assert (unlisted.excused.holds, unlisted.required.holds) == (OPEN, OPEN)


def periods(house: Survey, on: date, held: Schemes | None = NO_SCHEMES) -> list[tuple[str, str, str]]:
    found = need.timeline(Asking(house, LAW, held), on)
    return [(str(each.from_), str(each.until or ""), _kind(each.need)) for each in found]


def _kind(found: Need) -> str:
    return " ".join(kind for kind in need.KINDS if found.by_kind[kind].holds == YES) or found.needed.word


def test_the_timeline_says_from_when_under_which_rule_until_when() -> None:
    assert periods(settled(storeys="2"), FROM) == [("2006-04-06", "2018-10-01", "no"), ("2018-10-01", "", "mandatory")]
    assert periods(settled(storeys="3"), FROM) == [("2006-04-06", "2018-10-01", "mandatory"), ("2018-10-01", "", "mandatory")]
    assert periods(small(ward="Market", location='"50.2, -29.8"'), date(2024, 1, 1), EXAMPLETON) == [
        ("2006-04-06", "2020-07-01", "no"),
        ("2020-07-01", "2023-02-01", "selective"),
        ("2023-02-01", "2028-02-01", "additional"),
        ("2028-02-01", "", "no"),
    ]


def test_the_timeline_begins_when_the_house_came_to_be_lived_in_so() -> None:
    given = settled(storeys="2", lived_in_so_from="2019-05-05")
    assert periods(given, date(2020, 1, 1)) == [("2019-05-05", "", "mandatory")]
    assert periods(settled(storeys="2", lived_in_so_from="1999-05-05"), FROM)[0][0] == "2006-04-06"


def test_what_the_survey_says_of_cover_counts_for_the_time_that_holds_the_day_asked_about() -> None:
    given = small(is_covered_by_additional_scheme="yes", is_covered_by_selective_scheme="no")
    notice = "notices: [{id: n, kind: temporary_exemption, start_date: 2019-03-01, end_date: 2019-05-31}]"
    cut = settled(notice, persons="3", households="3", is_covered_by_additional_scheme="yes", is_covered_by_selective_scheme="no")
    assert at(given, FROM, None).needed.holds == YES
    found = need.timeline(Asking(cut, LAW, None), date(2020, 1, 1))
    assert [each.need.needed.word for each in found] == ["cannot tell", "cannot tell", "yes"]
    assert found[0].until == date(2019, 3, 1) and found[-1].need.on == date(2020, 1, 1)


def test_the_timeline_keeps_the_answer_of_the_day_asked_about_where_it_joins_a_time_before_it() -> None:
    found = need.timeline(Asking(settled(storeys="3"), LAW, NO_SCHEMES), date(2015, 6, 1))
    assert found[0].need.on == date(2015, 6, 1)


def test_a_selective_licence_of_before_october_2018_is_carried_over() -> None:
    early = Schemes("elsewhere", tuple(_moved_back()), date(2006, 4, 6))
    asking = Asking(settled(storeys="2", location='"50.2, -29.8"'), LAW, early)
    rule = need.carried_over(asking, need.timeline(asking, FROM))
    assert rule is not None and "SI 2018/221 art 5" in rule.citation
    family = Asking(settled(households="1", location='"50.2, -29.8"'), LAW, early)
    assert need.carried_over(family, need.timeline(family, FROM)) is None
    unschemed = Asking(settled(storeys="2"), LAW, None)
    assert need.carried_over(unschemed, need.timeline(unschemed, FROM)) is None


def _moved_back() -> list[schemes.Scheme]:
    from dataclasses import replace

    old = next(each for each in EXAMPLETON.listed if each.kind == "selective")
    return [replace(old, from_=date(2015, 7, 1), until=date(2020, 7, 1))]


def test_a_part_of_a_house_may_need_a_licence_where_the_whole_does_not() -> None:
    units = (
        "[{id: flat, is_self_contained: yes, lies_over_or_under_another_part: yes, persons: 5, households: 5, "
        "shares_or_lacks_amenity_within: yes}, "
        "{id: other, is_self_contained: yes, lies_over_or_under_another_part: yes, persons: 1, households: 1}]"
    )
    given = settled(units=units, persons="6", households="6", is_wholly_flats="", is_purpose_built_as_flats="yes")
    found = at(given)
    assert found.tested.parts[0].is_hmo.holds == NO
    assert found.by_kind["mandatory"].holds == OPEN
    assert missing(found.by_kind["mandatory"]) == {"house.is_owner_occupied", "house.persons_besides_owner"}


def test_days_before_the_act_are_refused_and_a_law_without_the_rules_says_so() -> None:
    with pytest.raises(NotKnown):
        at(settled(), date(2006, 4, 5))
    with pytest.raises(NotKnown):
        need.at(Asking(settled(), Law({}), None), FROM)


FACTS = ("persons", "households", "storeys", "is_main_residence", "accommodation_has_other_use", "has_rent_or_other_consideration",
         "shares_or_lacks_basic_amenity", "is_owner_occupied", "is_converted", "is_declared_hmo", "is_wholly_under_tenancies",
         "has_exempt_tenancy")  # fmt: skip
COUNTS = {"persons": (1, 6), "households": (1, 6), "storeys": (1, 4)}


@settings(max_examples=50, deadline=None)
@given(st.data(), st.sampled_from([BEFORE, FROM, date(2024, 1, 1)]))
def test_no_completion_contradicts_a_certain_need(data: st.DataObject, on: date) -> None:
    gone = data.draw(st.sets(st.sampled_from(FACTS)))
    # Were every notice listed, a declaration nobody listed would be no open fact but a no.
    base = settled(complete="[units]", ward="Market", location='"50.2, -29.8"', storeys="3", resident_landlord_family="0")
    values = dict(house_of(base).values)
    for name in FACTS:
        if name not in gone and data.draw(st.booleans()):
            values[name] = worked_out(_drawn(data, name), "drawn")
    before = with_house(base, {name: value for name, value in values.items() if name not in gone})
    filled = {name: worked_out(_drawn(data, name), "drawn") for name in FACTS if name in gone}
    one, other = at(before, on, EXAMPLETON), at(with_house(base, {**values, **filled}), on, EXAMPLETON)
    assume(not other.tested.notes)
    for few, many in ((one.needed, other.needed), *((one.by_kind[kind], other.by_kind[kind]) for kind in need.KINDS)):
        assert few.holds[0] <= many.holds[0] <= many.holds[1] <= few.holds[1]


def _drawn(data: st.DataObject, name: str) -> Bounds:
    figure = data.draw(st.integers(*COUNTS.get(name, (0, 1))))
    return figure, figure


def test_the_examples_stand_where_the_tests_look() -> None:
    assert [each.id for each in EXAMPLETON.listed] == ["selective-2020", "additional-2023"]
    assert Path(ROOT / "tests" / "fixtures" / "councils" / "exampleton" / "schemes" / "riverside.geojson").is_file()
