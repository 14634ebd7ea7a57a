"""From syntax to nodes: what each form of the language becomes, on which scale, and what is refused because it makes no sense."""

import pytest

from fanlight.facts.units import AREA, DATE, DAYS, LENGTH, MINUTES, MONTHS, NUMBER
from fanlight.standards.elaborate import read_expression, read_quantity, read_truth
from fanlight.standards.nodes import (
    Absolute,
    Add,
    All,
    Any,
    Choose,
    Compare,
    Const,
    Divide,
    FactOf,
    Fold,
    IsOption,
    Largest,
    Lookup,
    Mul,
    Node,
    Not,
    Scale,
    Shift,
    Smallest,
    Sub,
    Whose,
)
from fanlight.standards.scope import Scope
from fanlight.standards.tables import Table
from fanlight.standards.types import TRUTH, BadExpression, Quantity, Type

WINDOWS = Table("panes", NUMBER, 1, AREA, 2, ((10, 25, 650), (26, 10**15, 700)))
ABOUT_ROOM = Scope(tables={"panes": WINDOWS}).about("room")
ROOM, HOUSE, WINDOW = Whose("room", "room"), Whose("house", "house"), Whose("window", "window")
AREA_OF_ROOM, SLEEPERS, PERSONS = FactOf(ROOM, "room.floor_area"), FactOf(ROOM, "room.sleepers"), FactOf(HOUSE, "house.persons")
IS_HMO, AS_AT = FactOf(HOUSE, "house.is_hmo"), FactOf(HOUSE, "house.as_at_date")
GLASS = FactOf(WINDOW, "window.glazed_area")


def of(text: str) -> tuple[Node, Type]:
    return read_expression(text, ABOUT_ROOM)


def refusal(text: str, scope: Scope = ABOUT_ROOM) -> str:
    with pytest.raises(BadExpression) as refused:
        read_expression(text, scope)
    return str(refused.value)


@pytest.mark.parametrize(
    ("text", "node", "kind"),
    [
        ("5", Const(5), Quantity(NUMBER, 0)),
        ("20%", Const(2), Quantity(NUMBER, 1)),
        ("6.51 m2", Const(651), Quantity(AREA, 2)),
        ("900 mm", Const(9), Quantity(LENGTH, 1)),
        ("1.5 h", Const(90), Quantity(MINUTES, 0)),
        ("2 years", Const(24), Quantity(MONTHS, 0)),
        ("-3", Const(-3), Quantity(NUMBER, 0)),
        ("2018-10-01", Const(736968), Quantity(DATE, 0)),
        ("house.is_hmo", IS_HMO, TRUTH),
        ("(house.is_hmo)", IS_HMO, TRUTH),
        ("room.floor_area", AREA_OF_ROOM, Quantity(AREA, 8)),
        ("room.sleepers", SLEEPERS, Quantity(NUMBER, 0)),
        ("-room.sleepers", Sub(Const(0), SLEEPERS), Quantity(NUMBER, 0)),
        ("room.sleepers + 1.5", Add(Scale(SLEEPERS, 10), Const(15)), Quantity(NUMBER, 1)),
        ("room.sleepers - 1", Sub(SLEEPERS, Const(1)), Quantity(NUMBER, 0)),
        ("2.5 * room.sleepers", Mul(Const(25), SLEEPERS), Quantity(NUMBER, 1)),
        ("2 m * 3.5 m", Mul(Const(2), Const(35)), Quantity(AREA, 1)),
        ("2 * 3.5 m", Mul(Const(2), Const(35)), Quantity(LENGTH, 1)),
        ("room.floor_area * 10%", Mul(AREA_OF_ROOM, Const(1)), Quantity(AREA, 9)),
        ("room.sleepers / 4", Mul(SLEEPERS, Const(25)), Quantity(NUMBER, 2)),
        ("room.sleepers / 0.5", Mul(SLEEPERS, Const(2)), Quantity(NUMBER, 0)),
        ("abs(room.sleepers - 1)", Absolute(Sub(SLEEPERS, Const(1))), Quantity(NUMBER, 0)),
        ("ceil(room.sleepers / 3)", Divide(SLEEPERS, 3, True), Quantity(NUMBER, 0)),
        ("floor(room.sleepers / 3)", Divide(SLEEPERS, 3, False), Quantity(NUMBER, 0)),
        ("ceil(room.sleepers / 2.5)", Divide(Scale(SLEEPERS, 10), 25, True), Quantity(NUMBER, 0)),
        ("ceil(room.floor_area / 3 m2)", Divide(AREA_OF_ROOM, 300000000, True), Quantity(NUMBER, 0)),
        ("min(1, room.sleepers, 2.5)", Smallest((Scale(Const(1), 10), Scale(SLEEPERS, 10), Const(25))), Quantity(NUMBER, 1)),
        ("max(0.5, room.sleepers)", Largest((Const(5), Scale(SLEEPERS, 10))), Quantity(NUMBER, 1)),
        ("number(room.floor_area, m2)", AREA_OF_ROOM, Quantity(NUMBER, 8)),
        ("number(room.floor_area, cm2)", Mul(AREA_OF_ROOM, Const(10000)), Quantity(NUMBER, 8)),
        ("number(2 h, mins)", Const(120), Quantity(NUMBER, 0)),
        ("table panes by room.sleepers", Lookup("panes", ((10, 25, 650), (26, 10**15, 700)), Scale(SLEEPERS, 10)), Quantity(AREA, 2)),
        ("table panes by 1.25", Lookup("panes", ((100, 259, 650), (260, 10**16 + 9, 700)), Const(125)), Quantity(AREA, 2)),
        ("if house.is_hmo then 1 else 2.5", Choose(IS_HMO, Scale(Const(1), 10), Const(25)), Quantity(NUMBER, 1)),
        ("if house.is_hmo then house.is_hmo else 1 = 1", Choose(IS_HMO, IS_HMO, Compare("=", Const(1), Const(1))), TRUTH),
        ("house.is_hmo and house.is_hmo", All((IS_HMO, IS_HMO)), TRUTH),
        ("house.is_hmo or not house.is_hmo", Any((IS_HMO, Not(IS_HMO))), TRUTH),
        ("room.floor_area >= 6.5 m2", Compare(">=", AREA_OF_ROOM, Scale(Const(65), 10**7)), TRUTH),
        ("room.use is bedroom", IsOption(ROOM, "room.use", 1), TRUTH),
        ("house.as_at_date + 5 year", Shift(AS_AT, 60, 0), Quantity(DATE, 0)),
        ("house.as_at_date - 3 month", Shift(AS_AT, -3, 0), Quantity(DATE, 0)),
        ("house.as_at_date - 2 weeks", Shift(AS_AT, 0, -14), Quantity(DATE, 0)),
        ("house.as_at_date - 2018-10-01", Sub(AS_AT, Const(736968)), Quantity(DAYS, 0)),
        ("some(window)", Fold("some", "window", "window", Const(1), Const(1)), TRUTH),
        ("every(window: house.is_hmo)", Fold("every", "window", "window", Const(1), IS_HMO), TRUTH),
        ("count(window as w where house.is_hmo)", Fold("count", "w", "window", IS_HMO, Const(1)), Quantity(NUMBER, 0)),
        ("sum(window: window.glazed_area)", Fold("sum", "window", "window", Const(1), GLASS), Quantity(AREA, 8)),
        ("least(window where house.is_hmo: window.glazed_area)", Fold("least", "window", "window", IS_HMO, GLASS), Quantity(AREA, 8)),
        ("most(window: house.as_at_date)", Fold("most", "window", "window", Const(1), AS_AT), Quantity(DATE, 0)),
    ],
)
def test_a_form_of_the_language_becomes_this_node_of_this_kind(text: str, node: Node, kind: Type) -> None:
    assert of(text) == (node, kind)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1 m2 + 1 m", "'+' needs like quantities, but one is a quantity of area and the other a quantity of length"),
        ("room.floor_area >= 6.5", "'>=' needs like quantities, but one is a quantity of area and the other a plain number"),
        ("room.floor_area >= 6.5 m", "'>=' needs like quantities, but one is a quantity of area and the other a quantity of length"),
        ("1 month = 30 day", "'=' needs like quantities, but one is a quantity of calendar time and the other a quantity of days"),
        ("min(1, 1 m)", "min needs like quantities, but one is a plain number and the other a quantity of length"),
        ("house.is_hmo = 1", "'=' needs a quantity, but this is a yes or no"),
        ("house.is_hmo + 1", "'+' needs a quantity, but this is a yes or no"),
        ("room = room", "'=' needs a quantity, but this is a room"),
        ("room.use = 1", "'=' needs quantities, but this is the choice room.use; write 'room.use is OPTION'"),
        ("1 = room.use", "'=' needs quantities, but this is the choice room.use; write 'room.use is OPTION'"),
        ("room.sleepers and house.is_hmo", "'and' needs a yes or no, but this is a plain number"),
        ("house.is_hmo or 1 m", "'or' needs a yes or no, but this is a quantity of length"),
        ("not 1", "'not' needs a yes or no, but this is a plain number"),
        ("if 1 then 1 else 2", "'if' needs a yes or no, but this is a plain number"),
        ("if house.is_hmo then room.use else room.use", "'then' needs a quantity, but this is the choice room.use"),
        ("if house.is_hmo then house.is_hmo else 1", "'else' needs a yes or no, but this is a plain number"),
        (
            "if house.is_hmo then 1 m else 1",
            "'if ... then ... else' needs like quantities, but one is a quantity of length and the other a plain number",
        ),
        (
            "1 m2 * 1 m2",
            "'*' cannot multiply a quantity of area by a quantity of area; use number(X, UNIT) to work with plain numbers",
        ),
        ("1 / 0", "'/' divides by a plain figure only; use ceil(a / b) or floor(a / b), or multiply instead"),
        ("1 / -2", "'/' divides by a plain figure only; use ceil(a / b) or floor(a / b), or multiply instead"),
        ("1 / room.sleepers", "'/' divides by a plain figure only; use ceil(a / b) or floor(a / b), or multiply instead"),
        ("1 m / 1 m", "'/' divides by a plain figure only; use ceil(a / b) or floor(a / b), or multiply instead"),
        ("room.sleepers / 3", "dividing by 3 has no exact decimal; multiply the other side instead"),
        ("ceil(room.sleepers)", "ceil takes one division: ceil(a / b)"),
        ("floor(1 + 1)", "floor takes one division: floor(a / b)"),
        ("ceil(room.sleepers / 0)", "ceil(a / b) needs a figure above 0 for b"),
        ("floor(1 / room.sleepers)", "floor(a / b) needs a figure above 0 for b"),
        ("ceil(1 m / 2)", "ceil needs like quantities, but one is a quantity of length and the other a plain number"),
        ("number(1, m2)", "number(..., m2) cannot measure a plain number"),
        ("number(room.floor_area, l/s)", "number(..., l/s) cannot measure a quantity of area"),
        ("number(60 min, h)", "number(..., h) has no exact decimal; write number(..., min)"),
        ("number(house.is_hmo, m)", "number needs a quantity, but this is a yes or no"),
        ("table doors by 1", "'doors' is no table of this edition; known here: panes"),
        ("table pane by 1", "'pane' is no table of this edition; did you mean 'panes'?"),
        ("table panes by 1 m", "table panes is read by a plain number, but this is a quantity of length"),
        ("2018-02-30 = 2018-03-01", "'2018-02-30' is not a date of the calendar"),
        ("house.as_at_date + house.as_at_date", "two dates cannot be added; add a period to a date, or subtract two dates"),
        ("house.as_at_date + 5", "'+' needs like quantities, but one is a quantity of date and the other a plain number"),
        ("house.as_at_date * 2", "'*' makes no sense of a date; compare dates, or subtract one from another"),
        ("house.as_at_date / 2", "'/' makes no sense of a date; compare dates, or subtract one from another"),
        ("-house.as_at_date", "'-' makes no sense of a date; compare dates, or subtract one from another"),
        ("abs(house.as_at_date)", "abs makes no sense of a date; compare dates, or subtract one from another"),
        ("sum(window: house.as_at_date)", "'sum' makes no sense of a date; compare dates, or subtract one from another"),
        ("0.000000000001 * 0.1", "the arithmetic needs more than 12 decimals; round its figures"),
        ("0.000001 mm2 = 1 m2", None),
        ("holds(1.1/a)", "holds(...) stands in clauses only"),
        ("count(window: window.has_lock)", "count takes its condition after 'where': count(window where ...)"),
        ("every(window)", "every(window ...: CONDITION) needs a condition after ':'"),
        ("sum(window)", "sum(window ...: VALUE) needs a value after ':'"),
        ("least(window where house.is_hmo)", "least(window ...: VALUE) needs a value after ':'"),
        ("sum(window: house.is_hmo)", "'sum' needs a quantity, but this is a yes or no"),
        ("some(window: 1)", "'some' needs a yes or no, but this is a plain number"),
        ("some(window where 1)", "'where' needs a yes or no, but this is a plain number"),
        (
            "some(door as a: some(door as b: some(door as c: some(door as d))))",
            "folds are nested deeper than 3; name the inner one as a term",
        ),
        ("9" * 13 + " = 1", f"'{'9' * 13}' is not a number with a unit; write for example '6.51 m2', '900 mm', '30 min' or '7'"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(text: str, message: str | None) -> None:
    if message is None:
        assert of(text)
    else:
        assert refusal(text) == message


def test_a_place_for_a_truth_takes_no_quantity_and_the_other_way_round() -> None:
    with pytest.raises(BadExpression, match="this place needs a yes or no, but this is a quantity of area"):
        read_truth("room.floor_area", ABOUT_ROOM)
    with pytest.raises(BadExpression, match="this place needs a quantity, but this is a yes or no"):
        read_quantity("house.is_hmo", ABOUT_ROOM)


@pytest.mark.parametrize("text", ["house.is_hmo andhouse.is_hmo", "house.is_hmo ornot house.is_hmo", "room.use isbedroom"])
def test_a_word_of_the_language_ends_where_its_letters_end(text: str) -> None:
    assert "is not expected" in refusal(text) or "cannot be read" in refusal(text)


def test_the_same_figure_in_other_units_is_the_same_node() -> None:
    assert of("room.ceiling_height >= 1500 mm") == of("room.ceiling_height >= 1.5 m") == of("room.ceiling_height >= 150 cm")
