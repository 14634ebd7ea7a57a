"""Small cases beside the spec tables: values through links, dates past the calendar, kept derivations, and what an expression shows."""

import pytest

from fanlight.assessment import bounds, evaluate, shape
from fanlight.assessment.finding import Verdict
from fanlight.standards.nodes import FAR, Choose, Compare, Const, FactOf, Fold, Scale, TermOf, Whose
from tests.unit.assessment.houses import finding

HOUSE = Whose("house", "house")
IS_HMO, PERSONS = FactOf(HOUSE, "house.is_hmo"), FactOf(HOUSE, "house.persons")
TWO_LINKS = "each: kitchen\nrequires: kitchen.room.unit.persons <= 2"
UNITS = "units: [{id: u1, persons: 2}, {id: u2, persons: 3}]\nrooms: [{id: r1, unit: u1}, {id: r2, unit: u2}, {id: r3, unit: shared}]\n"


@pytest.mark.parametrize(
    ("room", "verdict"),
    [("r1", Verdict.MET), ("r2", Verdict.NOT_MET), ("r1 or r2", Verdict.CANNOT_TELL), ("r3", Verdict.CANNOT_TELL)],
)
def test_a_fact_is_asked_through_two_links(room: str, verdict: Verdict) -> None:
    assert finding(TWO_LINKS, UNITS + f"kitchens: [{{id: k, room: {room}}}]").verdict is verdict


@pytest.mark.parametrize(("unit", "verdict"), [("u1", Verdict.MET), ("u2", Verdict.NOT_MET), ("shared", Verdict.NOT_MET)])
def test_the_end_of_a_link_is_compared_with_another_link(unit: str, verdict: Verdict) -> None:
    lines = "each: kitchen\nrequires: kitchen.unit is kitchen.room.unit"
    text = f"units: [{{id: u1}}, {{id: u2}}]\nrooms: [{{id: r1, unit: u1}}]\nkitchens: [{{id: k, room: r1, unit: {unit}}}]"
    assert finding(lines, text).verdict is verdict


@pytest.mark.parametrize(
    ("day", "months", "days", "moved"),
    [
        (737455, 1, 0, 737484),  # 31 January 2020 and a month: 29 February
        (737455, -2, 3, 737396),  # 30 November 2019 and three days
        (3652059, 1, 0, 3652059),
        (1, -1, 0, 1),
        (1, -1, 5, 6),
        (FAR, 12, 7, FAR + 7),
        (-FAR, 12, -7, -FAR - 7),
    ],
)
def test_a_day_is_moved_within_the_calendar_and_what_is_no_day_by_days_alone(day: int, months: int, days: int, moved: int) -> None:
    assert bounds.moved(day, months, days) == moved


def test_arithmetic_on_bounds_keeps_every_possible_value() -> None:
    assert bounds.product((-2, 3), (-5, 4)) == (-15, 12)
    assert bounds.product((2, 3), (4, 5)) == (8, 15)
    assert [bounds.without_sign(value) for value in ((1, 2), (-2, 1), (-3, -1))] == [(1, 2), (0, 2), (1, 3)]
    assert bounds.unequal((1, 1), (1, 1)) == bounds.NO and bounds.unequal((1, 2), (1, 2)) == bounds.OPEN
    assert bounds.less_than((1, 2), (2, 3)) == bounds.OPEN and bounds.less_than((1, 2), (3, 3)) == bounds.YES
    rows = ((1, 2, 10), (3, 5, 20))
    assert [bounds.looked_up(rows, key) for key in ((1, 1), (2, 3), (5, 6), (0, 1))] == [(10, 10), (10, 20), (-FAR, FAR), (-FAR, FAR)]


def test_derivations_are_read_once_and_then_recalled() -> None:
    evaluate._derivations.cache_clear()
    first = dict(evaluate._derivations())
    evaluate._derivations.cache_clear()
    assert evaluate._derivations() == first and "house.wcs" in first


def test_it_can_be_told_of_an_expression_whether_it_is_a_yes_or_no() -> None:
    terms = {"house.a": IS_HMO, "house.b": PERSONS}
    truths = [IS_HMO, Compare(">", PERSONS, Const(1)), TermOf(HOUSE, "house.a"), Choose(IS_HMO, IS_HMO, IS_HMO)]
    quantities = [PERSONS, Const(1), TermOf(HOUSE, "house.b"), Choose(IS_HMO, PERSONS, Const(1))]
    for how, is_truth in (("some", True), ("every", True), ("count", False), ("sum", False)):
        (truths if is_truth else quantities).append(Fold(how, "room", "room", IS_HMO, PERSONS))
    assert all(shape.is_truth(node, terms) for node in truths) and not any(shape.is_truth(node, terms) for node in quantities)


def test_a_plain_figure_is_known_before_any_house() -> None:
    assert [shape.figure(node) for node in (Const(5), Scale(Const(5), 10), PERSONS, Scale(PERSONS, 10))] == [5, 50, None, None]
