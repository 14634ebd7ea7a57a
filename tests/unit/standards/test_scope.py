"""Names: what is in scope, where links lead, what a choice or a link may be compared with, and what is said of a wrong name."""

import pytest

from fanlight.facts.units import AREA
from fanlight.standards.elaborate import read_expression
from fanlight.standards.nodes import Any, FactOf, IsNone, IsOption, IsThing, Node, Not, TermOf, Whose
from fanlight.standards.scope import Scope
from fanlight.standards.types import TRUTH, BadExpression, Chosen, Quantity, Thinglike, type_of

TERMS = {"room.is_small": TRUTH, "house.wide_area": Quantity(AREA, 2)}
ABOUT_ROOM = Scope(terms=TERMS).about("room")
ROOM = Whose("room", "room")


def node(text: str, scope: Scope = ABOUT_ROOM) -> Node:
    return read_expression(text, scope)[0]


def refusal(text: str, scope: Scope = ABOUT_ROOM) -> str:
    with pytest.raises(BadExpression) as refused:
        read_expression(text, scope)
    return str(refused.value)


def test_a_scope_about_a_thing_has_that_thing_and_those_of_which_there_is_one() -> None:
    assert {"house", "licence", "bins", "room"} <= set(ABOUT_ROOM.variables)
    assert "kitchen" not in ABOUT_ROOM.variables
    assert "room" not in Scope().about(None).variables
    assert Scope().about(None).subject == "house"


def test_a_link_leads_to_the_facts_of_the_other_thing() -> None:
    assert node("room.unit.persons") == FactOf(Whose("room", "unit", ("room.unit",)), "unit.persons")
    assert node("kitchen.room.unit.persons", Scope().about("kitchen")) == FactOf(
        Whose("kitchen", "unit", ("kitchen.room", "room.unit")), "unit.persons"
    )


def test_a_term_is_used_like_a_fact() -> None:
    assert read_expression("room.is_small", ABOUT_ROOM) == (TermOf(ROOM, "room.is_small"), TRUTH)
    assert read_expression("house.wide_area", ABOUT_ROOM)[1] == Quantity(AREA, 2)


def test_a_choice_is_one_of_its_options() -> None:
    assert node("room.use is bedroom") == IsOption(ROOM, "room.use", 0b1)
    assert node("room.use is not bedroom") == Not(IsOption(ROOM, "room.use", 0b1))
    assert node("room.use in (bedroom, bedsit)") == IsOption(ROOM, "room.use", 0b1001)
    assert node("room.use not in (bedroom, bedsit)") == Not(IsOption(ROOM, "room.use", 0b1001))
    assert node('room.unit.layout is "1p_four_room"') == IsOption(Whose("room", "unit", ("room.unit",)), "unit.layout", 0b1)


def test_a_link_is_compared_with_things_links_and_none() -> None:
    within = ABOUT_ROOM.within("unit", "unit").within("other", "room")
    unit, other = Whose("unit", "unit"), Whose("other", "unit", ("room.unit",))
    assert node("room.unit is none") == IsNone(ROOM, "room.unit")
    assert node("room.unit is unit", within) == IsThing(ROOM, "room.unit", unit)
    assert node("room.unit is other.unit", within) == IsThing(ROOM, "room.unit", other)
    assert node("room.unit in (unit, none)", within) == Any((IsThing(ROOM, "room.unit", unit), IsNone(ROOM, "room.unit")))
    kitchen = Scope().about("kitchen")
    assert node("kitchen.room.unit is none", kitchen) == IsNone(Whose("kitchen", "room", ("kitchen.room",)), "room.unit")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("rooom.use is bedroom", "'rooom' is no thing in scope; did you mean 'room'?"),
        (
            "window.area > 1 m2",
            "'window' is not in scope: the clause is about room; use a fold such as some(window where ...)",
        ),
        ("room.flor_area > 1 m2", "'room.flor_area' is no fact and no term; did you mean 'floor_area'?"),
        ("room.is_smal", "'room.is_smal' is no fact and no term; did you mean 'is_small'?"),
        ("room.floor_area.persons > 1", "'room.floor_area' leads to nothing further; did you mean 'floor_area'?"),
        ("licence.number = 1", "licence.number is a text; no clause can be decided by it"),
        ("room.unit.nothing", None),
        ("1 in (bedroom)", "'is' needs a choice or a link, but this is a plain number"),
        ("room is none", "'is' needs a choice or a link, but this is a room"),
        ("room.is_small is yes", "'is' needs a choice or a link, but this is a yes or no"),
        ("room.unit is house", "room.unit leads to a unit, but 'house' is a house"),
        ("room.unit is room.storey", "room.unit leads to a unit, but 'room.storey' is a storey"),
        ("room.unit is room.use", "room.unit leads to a unit, but 'room.use' is the choice room.use"),
        ("room.unit is unit", "room.unit leads to a unit; 'unit' is none here; known here: none"),
        ("some(room as house)", "'house' already stands for something here; write 'room as other'"),
        ("some(room)", "'room' already stands for something here; write 'room as other'"),
        ("some(rooms as other)", "'rooms' is no set of things; did you mean 'room'?"),
        ("some(licence as other)", None),
    ],
)
def test_a_wrong_name_is_refused_with_the_likely_one(text: str, message: str | None) -> None:
    found = refusal(text)
    assert found == message if message else "is no" in found


def test_a_wrong_option_is_refused_with_all_there_are() -> None:
    assert refusal("room.use is bedrom").startswith("'bedrom' is no option of room.use; did you mean 'bedroom'?; its options are bedroom, ")
    assert refusal('room.use is "bed room"').startswith("'bed room' is no option of room.use; did you mean 'bedroom'?")


def test_a_kind_of_expression_is_named_in_words() -> None:
    assert [str(kind) for kind in (Quantity(AREA, 2), TRUTH, Chosen("room.use", (), ROOM), Thinglike(ROOM))] == [
        "a quantity of area", "a yes or no", "the choice room.use", "a room",
    ]  # fmt: skip


def test_every_kind_of_fact_that_can_decide_has_a_type() -> None:
    from fanlight.facts.vocabulary import fact

    assert type_of(fact("room.use"), ROOM) == Chosen("room.use", fact("room.use").options, ROOM)  # type: ignore[attr-defined]
    assert type_of(fact("house.is_hmo"), Whose("house", "house")) == TRUTH
