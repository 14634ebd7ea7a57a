"""Examples: the small houses they stand for, and why one cannot be read."""

from collections.abc import Sequence

import pytest

from fanlight.facts.files import Refused, read_text
from fanlight.facts.survey import NONE
from fanlight.standards.examples import Example, examples_of


def examples(*lines: str) -> list[Example]:
    """The examples of a clause; the first line given stands on line 2."""
    entry = read_text("examples:\n" + "\n".join(lines) + "\n", "page.yaml")
    return list(examples_of("1.1/a", entry))


def refusal(*lines: str) -> list[str]:
    with pytest.raises(Refused) as refused:
        examples(*lines)
    return [str(problem) for problem in refused.value.problems]


def values(example: Example, thing: str) -> dict[str, dict[str, str]]:
    return {seen.id: {name: value.text for name, value in seen.values.items()} for seen in example.survey.things.get(thing, ())}


def test_each_value_under_a_verdict_is_one_example() -> None:
    found = examples("- {given: {house.persons: 2}, vary: room.floor_area, met: [6 m2, 7 m2], not_met: [5 m2], note: N}")
    assert [(one.clause, one.verdict, one.place) for one in found] == [
        ("1.1/a", "met", "page.yaml:2"), ("1.1/a", "met", "page.yaml:2"), ("1.1/a", "not_met", "page.yaml:2"),
    ]  # fmt: skip
    assert found[1].words == "house.persons 2, room.floor_area 7 m2"
    assert values(found[1], "room") == {"room": {"floor_area": "7 m2"}}
    assert values(found[1], "house") == {"house": {"persons": "2"}}


def test_a_mapping_adds_to_what_is_given_and_an_empty_one_is_just_that() -> None:
    found = examples(
        "- given: {house.persons: 2}",
        "  met: [{}, {house.persons: 3, room2.floor_area: 7 m2}]",
        "  cannot_tell: [{house.persons: unknown}]",
    )
    assert [values(one, "house")["house"] for one in found] == [{"persons": "2"}, {"persons": "3"}, {}]
    assert list(values(found[1], "room")) == ["room2"]
    assert examples("- {met: [{}]}")[0].survey.things == {}


def test_a_thing_that_is_named_exists_and_links_lead_to_it() -> None:
    [found] = examples("- {met: [{room.unit: unit or shared, room.storey: storey2, room2.unit: shared, person.room: none}]}")
    [room, second] = found.survey.things["room"]
    assert room.values["unit"].targets == ("unit", NONE)
    assert second.values["unit"].targets == (NONE,)
    assert [seen.id for seen in found.survey.things["unit"]] == ["unit"]
    assert [seen.id for seen in found.survey.things["storey"]] == ["storey2"]


def test_every_list_is_complete_but_those_of_which_there_may_be_more() -> None:
    whole, more = examples("- {met: [{room.floor_area: 7 m2}]}", "- {more: [rooms], met: [{}]}")
    assert {"room", "kitchen"} <= whole.survey.complete
    assert "room" not in more.survey.complete and "kitchen" in more.survey.complete


def test_a_derived_fact_called_unknown_stays_open() -> None:
    [found] = examples("- {met: [{house.wcs: unknown}]}")
    assert found.survey.things["house"][0].values["wcs"].bounds == (0, 100)
    assert found.survey.by == "an example"


@pytest.mark.parametrize(
    ("lines", "messages"),
    [
        (["- {mett: [{}]}"], ["page.yaml:2: 'mett' has no meaning here; did you mean 'met'?"]),
        (["- {met: [7 m2]}"], ["page.yaml:2: a single value needs 'vary:', the fact it is a value of"]),
        (["- {met: [{floor_area: 7 m2}]}"], ["page.yaml:2: 'floor_area' is no fact of an example; write THING.FACT or THING2.FACT"]),
        (["- {met: [{rooms.floor_area: 7 m2}]}"],
         ["page.yaml:2: 'rooms.floor_area' is no fact of an example; write THING.FACT or THING2.FACT"]),
        (["- {met: [{room.flor_area: 7 m2}]}"], ["page.yaml:2: 'room.flor_area' is no fact; did you mean 'floor_area'?"]),
        (["- met:", "  - {room.floor_area: 7}"], ["page.yaml:3: '7' has no unit; write for example '7 m2'"]),
        (["- met:", "  - {room.use: bed}"], ["page.yaml:3: 'bed' is not one of the options of room.use: bedroom, "]),
        (["- {met: {a: b}}"], ["page.yaml:2: a list is expected here (lines that begin with '- ')"]),
        (["- met"], ["page.yaml:2: a mapping is expected here (lines of the form 'name: value')"]),
        (["- {met: [{room.use: [a]}]}"], ["page.yaml:2: a single value is expected here, not a list or a mapping"]),
        (["- {met: [{house2.persons: 2}]}"], ["page.yaml:2: there is only one house; write 'house.persons'"]),
        (["- {met: [{room.storey: none}]}"], ["page.yaml:2: room.storey cannot be none: every room belongs to a storey"]),
    ],
)  # fmt: skip
def test_an_example_that_cannot_be_read_is_refused_at_its_line(lines: Sequence[str], messages: list[str]) -> None:
    found = refusal(*lines)
    assert len(found) == len(messages) and all(one.startswith(other) for one, other in zip(found, messages, strict=True)), found


def test_a_link_left_blank_or_unknown_leads_nowhere_yet() -> None:
    for blank in ("''", "' '", "unknown"):
        [found] = examples(f"- {{met: [{{room.unit: {blank}}}]}}")
        assert found.survey.things["room"][0].values == {} and "unit" not in found.survey.things
