"""The vocabulary described: the list, the schema that says what the reader says, and the empty survey."""

import argparse
import json
import re
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as some

from fanlight.cli import facts as command
from fanlight.facts import describing
from fanlight.facts.declaration import Fact
from fanlight.facts.files import Refused
from fanlight.facts.kinds import Choice, Link, Measured, Text, YesNo
from fanlight.facts.schema import schema
from fanlight.facts.survey_file import read_survey_text
from fanlight.facts.template import template
from fanlight.facts.thing import fact
from fanlight.facts.vocabulary import THINGS

SCHEMA = schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
FACTS = [each for thing in THINGS.values() for each in thing.facts.values()]
Run = Callable[..., str]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    parser = argparse.ArgumentParser()
    command.add(parser.add_subparsers(required=True))

    def runs(*words: str) -> str:
        given_ = parser.parse_args(["facts", *words])
        assert given_.run(given_) == 0
        return capsys.readouterr().out

    return runs


def as_text(text: str) -> Any:
    """YAML as the project reads it: every value is text."""
    return yaml.load(text, Loader=yaml.BaseLoader)


def is_read(text: str) -> bool:
    try:
        read_survey_text(text, "s.yaml")
    except Refused:
        return False
    return True


def test_every_fact_is_listed(run: Run) -> None:
    text = run("list")
    assert all(f"\n{each.path}: " in f"\n{text}" for each in FACTS)
    assert text.endswith(f"\n{len(FACTS)} facts\n")


def test_a_listed_fact_says_how_it_is_written(run: Run) -> None:
    text = run("list", "--thing", "rooms", "alarm", "licence", "house")
    assert (
        "room.floor_area: area in m2, cm2 or mm2, 0.3 to 300 m2 (Fanlight's claim: nothing outside it has been met in a real house)" in text
    )
    assert "alarm.kind: one of: smoke, heat" in text
    assert "alarm.room: the id of a room\n" in text
    assert "room.unit: the id of a unit, or 'shared'" in text
    assert "licence.start_date: a date, 2006-04-06 to 2099-12-31" in text
    assert "licence.number: words\n" in text
    assert "room.ceiling_drop_share: a number or percentage, 0 to 1" in text
    assert "house.persons: a whole number, 0 to 200" in text
    assert "[an officer's judgement: say whose" in text
    assert "\nkitchen." not in text


def test_the_list_as_data_holds_the_whole_declaration(run: Run) -> None:
    told = json.loads(run("list", "--format", "json"))
    assert told["shape"] == describing.SHAPE
    rows = {row["path"]: row for row in told["facts"]}
    assert set(rows) == {each.path for each in FACTS}
    area, link, choice = rows["room.floor_area"], rows["room.unit"], rows["alarm.kind"]
    assert (area["kind"], area["unit"], area["low"], area["high"]) == ("area", "m2", "0.3 m2", "300 m2")
    assert (link["to"], link["none"], link["low"], link["range_source"]) == ("unit", "shared", None, None)
    assert "smoke" in choice["options"]
    assert rows["room.counted_floor_area"]["derived"] == fact("room.counted_floor_area").how


def test_a_thing_that_does_not_exist_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(Refused, match="rom: there is no such thing; did you mean 'room'?"):
        describing.chosen(["rom"])


def test_the_walk_passes_everything_once() -> None:
    assert sorted(thing.name for thing in describing.walk()) == sorted(THINGS)
    assert [thing.name for thing in describing.chosen(["kitchens", "house"])] == ["house", "kitchen"]


def test_the_schema_is_one(run: Run) -> None:
    assert json.loads(run("schema")) == json.loads(json.dumps(SCHEMA))
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_empty_survey_covers_every_fact_and_says_nothing(run: Run) -> None:
    text = run("template")
    assert text == template(describing.walk())
    survey = read_survey_text(text, "empty.yaml")
    assert all(not seen.values for seen in survey.all_seen())
    assert all(max(map(len, text.splitlines())) <= 140 for _ in "x")
    VALIDATOR.validate(as_text(text))


def test_its_examples_can_be_taken_into_use() -> None:
    text = re.sub(r"(?m)^#(?=- |  )", "", template(describing.walk()))
    survey = read_survey_text(text, "empty.yaml")
    assert set(survey.things) == set(THINGS)
    written = as_text(text)
    for thing in THINGS.values():
        entry = written[thing.plural][0] if thing.plural else written[thing.name]
        assert set(entry) - {"id", "label"} == set(thing.facts)
    VALIDATOR.validate(written)


def test_the_empty_survey_may_be_of_some_things(run: Run) -> None:
    text = run("template", "--for", "room")
    assert "\nrooms:\n" in text
    assert "\nhouse:" not in text
    assert "# What is the floor area of this room, wall to wall?" in text


SAID = {
    YesNo: ["yes", "no", "true", "Yes", "unknown", ""],
    Text: ["17/0042", "unknown"],
    Link: [],
}


def examples(declared: Fact) -> list[str]:
    """Ways of saying a fact that the reader takes."""
    if isinstance(declared, Choice):
        return [*declared.options, " or ".join(declared.options[:2]), "unknown", "?"]
    if isinstance(declared, Measured):
        least, most = (declared.show((end, end)) for end in declared.domain)
        spans = (
            [f"from {least}", f"before {most}"] if declared.kind == "date" else [f"at least {least}", f"at most {most}", f"{most} +/- 5%"]
        )
        return [least, most, declared.show(declared.domain), f"{least} to {most}", *spans, "Not known"]
    return SAID[type(declared)]


def survey_saying(declared: Fact, words: str) -> str:
    thing = THINGS[declared.thing]
    inside = f'{{{declared.name}: {{value: "{words}", by: A. Officer}}}}'
    return f"{thing.plural}: [{inside}]" if thing.plural else f"{thing.name}: {inside}"


@pytest.mark.parametrize("name", THINGS)
def test_reader_and_schema_take_every_way_of_saying_a_fact(name: str) -> None:
    thing = THINGS[name]
    ways = {each.name: examples(each) for each in thing.facts.values()}
    for number in range(max(map(len, ways.values()), default=0)):
        said = {key: words[number % len(words)] for key, words in ways.items() if words}
        signed = {key: {"value": words, "by": "B. Officer"} if thing.facts[key].judged else words for key, words in said.items()}
        survey, entry = ({"by": "A. Officer"}, said) if number % 2 else ({}, signed)
        whole = {"survey": survey, thing.plural or name: [entry] if thing.plural else entry}
        read_survey_text(json.dumps(whole), "s.yaml")
        VALIDATOR.validate(whole)


@given(
    some.sampled_from(FACTS),
    some.sampled_from(["seventeen", "12 parsecs", "yes no", "3 to", "+/- 5%", "2018-1-1", "at least", "5 m2 to 6 s"]),
)
def test_reader_and_schema_refuse_the_same_nonsense(declared: Fact, words: str) -> None:
    if isinstance(declared, Text | Link):
        return
    text = survey_saying(declared, words)
    assert not is_read(text)
    assert not VALIDATOR.is_valid(as_text(text))


def test_typed_values_are_taken_as_an_editor_sees_them() -> None:
    VALIDATOR.validate({"house": {"persons": 5, "is_hmo": True, "epc_score": 61.5, "storeys": None}, "rooms": [{"id": 1}]})
    for wrong in ({"persons": 500}, {"persons": 1.5}, {"is_hmo": 1}, {"storeys": 0}, {"epc_score": 151}):
        assert not VALIDATOR.is_valid({"house": wrong})


MISTAKES = {
    "a thing that does not exist": "hous: {}",
    "a fact that does not exist": "house: {persns: 3}",
    "a word too many in the head": "survey: {oof: x}",
    "a head that is a list": "survey: [x]",
    "a day that is none": "survey: {on: yesterday}",
    "a list that is none": "rooms: {a: 1}",
    "one thing as a list": "house: [{}]",
    "a member that is no mapping": "rooms: [a]",
    "a list as a value": "house: {persons: [3]}",
    "a quantity without a unit": "rooms: [{floor_area: 12}]",
    "a wrong unit": "rooms: [{floor_area: 12 m}]",
    "a wrong option": "rooms: [{use: bedrom}]",
    "a wrong option among others": "rooms: [{use: bedroom or bedrom}]",
    "neither yes nor no": "house: {is_hmo: perhaps}",
    "a value without a value": "house: {persons: {by: me}}",
    "a word too many in a value": "house: {persons: {value: 3, who: me}}",
    "a wrong value in a long value": "house: {persons: {value: three}}",
    "a wrong day in a long value": "house: {persons: {value: 3, on: today}}",
    "a judgement nobody signed": "house: {fire_risk_level: low}",
    "a judgement signed by nobody": 'house: {fire_risk_level: {value: low, by: ""}}',
    "a judgement of a room nobody signed": "rooms: [{artificial_light_is_adequate: yes}]",
    "an id that reads as none": "units: [{id: shared}]",
    "an id that reads as unknown": "rooms: [{id: Unknown}]",
    "an id that reads as several": "rooms: [{id: a or b}]",
    "no room where one must be": "alarms: [{room: none}]",
    "too many": "cellars: [{}, {}, {}, {}, {}]",
    "completeness of no list": "complete: [house]",
    "completeness in a word": "complete: rooms",
}


@pytest.mark.parametrize("text", MISTAKES.values(), ids=list(MISTAKES))
def test_reader_and_schema_refuse_the_same_mistakes(text: str) -> None:
    assert not is_read(text)
    assert not VALIDATOR.is_valid(as_text(text))


RIGHT = (
    "survey: {of: x, on: 2026-03-02, by: me, note: a, notes: [b, c], address: d, postcode: e, uprn: 1, source: f, council: g}",
    "survey: {by: me}\nhouse: {fire_risk_level: low}\nrooms: [{artificial_light_is_adequate: yes}]",
    "house: {fire_risk_level: {value: low, by: me, on: 2026-03-02, note: x}}",
    "house: {fire_risk_level: unknown}",
    "house: {fire_risk_level: {value: unknown}}",
    "complete: all",
    "complete: [rooms, kitchens]",
    "rooms: [{id: a, label: b}]\nalarms: [{room: a}]\ndoors: [{room: none}]",
    "rooms: [{unit: shared}]\ntenancies: [{unit: whole house}]",
    "rooms: [{use: bedroom or bedsit, floor_area: 9 to 11 m2}]",
)


@pytest.mark.parametrize("text", RIGHT)
def test_reader_and_schema_take_the_same_good_surveys(text: str) -> None:
    assert is_read(text)
    VALIDATOR.validate(as_text(text))


@pytest.mark.parametrize("name", ["shared-house", "bedsits"])
def test_the_examples_are_good_surveys(name: str) -> None:
    from tests.house.tree import ROOT

    text = (ROOT / "examples" / f"{name}.yaml").read_text(encoding="utf-8")
    survey = read_survey_text(text, name)
    VALIDATOR.validate(as_text(text))
    assert "invented" in survey.of
    assert len(survey.all_seen()) > 50
