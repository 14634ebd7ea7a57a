"""Overcrowding notices: who must be told and when, the numbers of the rooms by the council's own rule, and the days after service."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.facts.survey_file import read_survey_text
from fanlight.licensing import overcrowding
from fanlight.licensing.deadlines import Delivery
from fanlight.licensing.law import Law
from fanlight.licensing.overcrowding import OCCUPIER, RELEVANT, Sleepers, Told

ON = date(2021, 3, 1)
HOUSE = """
survey: {of: an invented house, on: 2021-02-01, by: a test}
complete: all
house: {letting_type: shared_house, has_communal_living_room: yes}
units:
- {id: u1, accommodation_class: shared}
- {id: u2, accommodation_class: shared}
rooms:
- {id: front, label: Front bedroom, use: bedroom, unit: u1, floor_area: 10.5 m2, floor_area_under_low_ceiling: 0 m2,
   floor_area_of_bathroom_fittings: 0 m2}
- {id: back, use: bedroom, unit: u2, floor_area: 6 m2, floor_area_under_low_ceiling: 0 m2, floor_area_of_bathroom_fittings: 0 m2}
- {id: attic, use: bedroom, unit: u2, floor_area: 14 m2, floor_area_of_bathroom_fittings: 0 m2}
"""


def applies(**given: bool | None) -> bool | None:
    facts = {"is_hmo": True, "is_licensable": False, "is_exempt": False, "has_management_order": False, **given}
    return overcrowding.applies(**facts, on=ON).applies


def test_a_notice_is_for_an_hmo_that_needs_no_licence_and_is_under_no_order() -> None:
    assert applies() is True
    assert applies(is_hmo=False) is False
    assert applies(is_licensable=True) is False
    assert applies(has_management_order=True) is False


@pytest.mark.parametrize("unknown", ["is_hmo", "is_licensable", "has_management_order"])
def test_an_unknown_leaves_it_open_and_names_what_would_settle_it(unknown: str) -> None:
    facts = {"is_hmo": True, "is_licensable": False, "is_exempt": False, "has_management_order": False, unknown: None}
    found = overcrowding.applies(**facts, on=ON)
    assert found.applies is None
    assert [overcrowding.OPEN_WORDS[unknown]] == list(found.missing)
    assert "s.139(1)" in found.cited


def test_an_exemption_takes_the_need_for_a_licence_away_and_leaves_the_answer_to_people() -> None:
    exempt = overcrowding.applies(is_hmo=True, is_licensable=True, is_exempt=True, has_management_order=False, on=ON)
    assert (exempt.applies, exempt.missing) == (None, ())
    assert "council's lawyer" in exempt.doubts[0]
    unknown = overcrowding.applies(is_hmo=True, is_licensable=True, is_exempt=None, has_management_order=False, on=ON)
    assert (unknown.applies, unknown.missing) == (None, (overcrowding.EXEMPT_WORDS,))
    assert applies(is_licensable=False, is_exempt=None) is True


def told(who: str, role: str, on: date | None, **more: object) -> Told:
    return Told(who, role, on, **more)  # type: ignore[arg-type]


def test_nothing_stands_against_service_more_than_a_week_after_everybody_was_told() -> None:
    everybody = [told("owner", RELEVANT, date(2021, 3, 1), in_writing=True), told("room 2", OCCUPIER, date(2021, 3, 1))]
    assert overcrowding.hindrances(everybody, served_on=date(2021, 3, 9)) == ()


@pytest.mark.parametrize(("served", "says"), [(8, "last day that may do"), (7, "No day after")])
def test_the_seventh_day_is_doubtful_and_the_sixth_too_soon(served: int, says: str) -> None:
    everybody = [told("owner", RELEVANT, date(2021, 3, 1), in_writing=True), told("room 2", OCCUPIER, date(2021, 3, 1))]
    found = overcrowding.hindrances(everybody, served_on=date(2021, 3, served))
    assert [one.who for one in found] == ["owner", "room 2"]
    assert all(says in one.says for one in found)


def test_who_was_not_told_or_not_in_writing_stands_in_the_way() -> None:
    early, serve = date(2021, 1, 1), date(2021, 3, 1)
    found = overcrowding.hindrances(
        [told("owner", RELEVANT, early), told("lender", RELEVANT, None), told("room 1", OCCUPIER, None), told("room 2", OCCUPIER, early)],
        served_on=serve,
    )
    assert [(one.who, "writing" in one.says) for one in found] == [("owner", True), ("lender", False), ("room 1", False)]
    assert "s.139(3)(b)" in found[2].cited


def test_an_occupier_whom_nobody_could_reach_does_not_stand_in_the_way_but_an_owner_does() -> None:
    found = overcrowding.hindrances(
        [told("room 1", OCCUPIER, None, could_not="abroad, three letters"), told("owner", RELEVANT, None, could_not="abroad")],
        served_on=ON,
    )
    assert [one.who for one in found] == ["owner"]


def test_a_list_without_occupiers_is_no_proof_that_they_were_told() -> None:
    found = overcrowding.hindrances([], served_on=ON)
    assert [one.who for one in found] == ["every relevant person", "every occupier"]


def test_a_notice_is_operative_after_21_days_and_can_be_appealed_against() -> None:
    operative, appeal = overcrowding.days(served_on=date(2021, 3, 1), served=Delivery.HAND)
    assert operative.reckoning.last == date(2021, 3, 22)
    assert appeal.reckoning.last == date(2021, 3, 21)
    assert any("from memory" in doubt for doubt in appeal.doubts)


@pytest.mark.parametrize(("on", "couple"), [(date(2019, 12, 1), "husband and wife"), (date(2019, 12, 2), "civil partners")])
def test_the_requirement_follows_the_change_of_december_2019(on: date, couple: str) -> None:
    assert couple in overcrowding.requirement(on, new_residents_only=False).values["couple"]
    assert "New" not in overcrowding.requirement(on, new_residents_only=True).values


def test_sheffield_counts_by_its_space_standard_alone() -> None:
    found = overcrowding.numbers(read_survey_text(HOUSE, "house"), council="sheffield", on=ON)
    assert found.rooms is not None
    front, back, attic = found.rooms
    assert (front.label, front.certainly, front.possibly) == ("Front bedroom", 2, 4), "there is no figure for three or four"
    assert (back.certainly, back.possibly, back.binding) == (0, 0, ("10.4/bedroom-beside-living-area",))
    assert attic.certainly < attic.possibly, "what lies under a low ceiling was not measured"
    assert any("C80" in doubt for doubt in found.doubts)


def test_rooms_that_nobody_listed_are_a_doubt() -> None:
    listed = overcrowding.numbers(read_survey_text(HOUSE, "house"), council="sheffield", on=ON)
    open_ = overcrowding.numbers(read_survey_text(HOUSE.replace("complete: all\n", ""), "house"), council="sheffield", on=ON)
    assert len(open_.doubts) == len(listed.doubts) + 1


def test_wyre_forest_keeps_its_standards_out_of_it_and_birmingham_says_nothing() -> None:
    survey = read_survey_text(HOUSE, "house")
    forest = overcrowding.numbers(survey, council="wyre-forest", on=ON)
    assert forest.rooms is None and forest.standard is not None and "2018" in forest.standard.citation
    before = overcrowding.numbers(survey, council="wyre-forest", on=date(2018, 3, 31))
    assert before.standard is not None and "2013" in before.standard.citation
    none = overcrowding.numbers(survey, council="birmingham", on=ON)
    assert (none.rooms, none.standard) == (None, None) and "officer" in none.doubts[0]


def test_a_rule_without_a_note_is_told_by_its_words() -> None:
    from fanlight.licensing import deadlines

    [rule] = deadlines.councils().periods("overcrowding-standard/sheffield")
    from dataclasses import replace

    law = Law({rule.id: (replace(rule, note=""),)})
    found = overcrowding.numbers(read_survey_text(HOUSE, "house"), council="sheffield", on=ON, law=law)
    assert found.doubts == (rule.says,)


def test_people_of_both_sexes_are_kept_apart_where_rooms_allow() -> None:
    rooms = {"a": 2, "b": 1}
    assert overcrowding.can_be_kept_apart(rooms, Sleepers(males=2, females=1)) is True
    assert overcrowding.can_be_kept_apart({"a": 3}, Sleepers(males=2, females=1)) is False
    assert overcrowding.can_be_kept_apart({"a": 3}, Sleepers(couples=1, children=1)) is True
    assert overcrowding.can_be_kept_apart({"a": 1, "b": 1}, Sleepers(couples=1)) is True
    assert overcrowding.can_be_kept_apart({"a": 1}, Sleepers(couples=1)) is False
    assert overcrowding.can_be_kept_apart({"a": 2}, Sleepers(males=1, unknown=1)) is None


@given(
    st.lists(st.integers(0, 3), min_size=1, max_size=3), st.integers(0, 3), st.integers(0, 3), st.integers(0, 2), st.integers(0, 2),
    st.integers(0, 1),
)  # fmt: skip
def test_keeping_apart_agrees_with_trying_every_way(
    sizes: list[int], males: int, females: int, couples: int, children: int, unknown: int
) -> None:
    sleepers = Sleepers(males, females, unknown, couples, children)
    ways = {by_trying(sizes, males + men, females + unknown - men, couples, children) for men in range(unknown + 1)}
    expected = ways.pop() if len(ways) == 1 else None
    assert overcrowding.can_be_kept_apart({str(number): size for number, size in enumerate(sizes)}, sleepers) is expected


def by_trying(sizes: list[int], males: int, females: int, couples: int, children: int) -> bool:
    """Every use of every room: for males, for females, or for one couple; children anywhere."""
    if sum(sizes) < males + females + 2 * couples + children:
        return False
    for use in product("mfc", repeat=len(sizes)):
        together = sum(1 for kind, size in zip(use, sizes, strict=True) if kind == "c" and size >= 2)
        if any(kind == "c" and size < 2 for kind, size in zip(use, sizes, strict=True)) or together > couples:
            continue
        held = {kind: sum(size for own, size in zip(use, sizes, strict=True) if own == kind) for kind in "mf"}
        if held["m"] >= males + couples - together and held["f"] >= females + couples - together:
            return True
    return False


@given(st.dates(date(2010, 1, 1), date(2030, 1, 1)), st.integers(0, 30))
def test_service_a_week_and_a_day_later_is_always_free_of_objection(told_on: date, more: int) -> None:
    everybody = [told("owner", RELEVANT, told_on, in_writing=True), told("room 2", OCCUPIER, told_on)]
    assert overcrowding.hindrances(everybody, served_on=told_on + timedelta(days=8 + more)) == ()
