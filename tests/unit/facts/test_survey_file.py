"""Reading a survey: what it says is kept with who and when, and each mistake is refused with file, line and remedy."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from fanlight.facts.files import Refused
from fanlight.facts.kinds import Choice, Fact, Link, Measured, YesNo
from fanlight.facts.survey import NONE, Survey
from fanlight.facts.survey_file import read_survey, read_survey_text, words_for_none
from fanlight.facts.vocabulary import THINGS

HOUSE = """
survey: {of: Number 9, on: 2026-03-02, by: A. Officer, note: rain, notes: [cold, wet], address: 9 Sham Road, council: sheffield}
complete: [rooms]
house:
  persons: 3 to 4
  storeys: {value: 2, by: B. Officer, on: 2026-03-03, note: from the street}
  epc_band: unknown
rooms:
- id: front
  label: Front room
  use: bedroom or bedsit
  floor_area: 12 m2 +/- 5%
  unit: shared
- use:
alarms:
- {kind: smoke, room: front or room-2}
"""


def read(text: str) -> Survey:
    return read_survey_text(text, "s.yaml")


def refusals(text: str) -> list[str]:
    with pytest.raises(Refused) as caught:
        read(text)
    return [str(problem) for problem in caught.value.problems]


def test_a_survey_keeps_what_was_said_by_whom_and_when() -> None:
    survey = read(HOUSE)
    assert (survey.of, survey.by, survey.on, survey.council) == ("Number 9", "A. Officer", date(2026, 3, 2), "sheffield")
    assert survey.notes == ("rain", "cold", "wet")
    assert survey.about == {"address": "9 Sham Road"}
    assert survey.complete == {"room"}
    persons, storeys = survey.things["house"][0].values["persons"], survey.things["house"][0].values["storeys"]
    assert (persons.bounds, persons.text, persons.by, persons.where) == ((3, 4), "3 to 4", "A. Officer", "s.yaml:5")
    assert (storeys.bounds, storeys.by, storeys.on, storeys.note) == ((2, 2), "B. Officer", date(2026, 3, 3), "from the street")


def test_what_is_unknown_or_blank_is_not_observed() -> None:
    survey = read(HOUSE)
    assert "epc_band" not in survey.things["house"][0].values
    assert survey.things["room"][1].values == {}
    for word in ("unknown", "Not known", "'?'", '""', "", "{value: unknown}"):
        assert read(f"house: {{persons: {word}}}").things["house"][0].values == {}


def test_a_member_has_its_id_or_one_by_its_place() -> None:
    front, second = read(HOUSE).things["room"]
    assert (front.id, front.label, second.id, second.label) == ("front", "Front room", "room-2", "room-2")
    assert read("rooms:\n- {id: , label: }").things["room"][0].id == "room-1"
    assert len(read(HOUSE).all_seen()) == 4


def test_a_link_may_lead_to_one_of_several_or_to_none() -> None:
    survey = read(HOUSE)
    assert survey.things["alarm"][0].values["room"].targets == ("front", "room-2")
    assert survey.things["room"][0].values["unit"].targets == (NONE,)
    assert words_for_none(THINGS["unit"]) == {"shared", "whole house"}


def test_a_form_left_empty_says_nothing() -> None:
    survey = read("survey:\ncomplete:\nhouse:\nrooms:\n")
    assert (survey.of, survey.by, survey.on, survey.all_seen(), survey.complete) == ("", "", None, [], frozenset())
    assert read("survey: {on: , by: , notes: a}").notes == ("a",)


def test_all_lists_may_be_complete() -> None:
    assert read("complete: all").complete == {thing.name for thing in THINGS.values() if thing.plural}


def test_a_survey_is_read_from_a_file_with_its_digest(tmp_path: Path) -> None:
    path = tmp_path / "nine.yaml"
    path.write_text(HOUSE, encoding="utf-8")
    survey = read_survey(path)
    assert survey.name == "nine"
    assert survey.digest == read(HOUSE).digest
    assert len(survey.digest) == 64


def test_text_is_kept_as_written() -> None:
    value = read("licence: {number: 17/0042}").things["licence"][0].values["number"]
    assert (value.text, value.bounds) == ("17/0042", (0, 0))


MISTAKES = {
    "an unknown word": ("hous: {}", "s.yaml:1: 'hous' has no meaning here; did you mean 'house'?"),
    "an unknown fact": ("house:\n  persns: 3", "s.yaml:2: 'persns' has no meaning here; did you mean 'persons'?"),
    "an unknown word in the head": ("survey: {oof: x}", "s.yaml:1: 'oof' has no meaning here"),
    "no mapping": ("- a", "s.yaml:1: a mapping is expected"),
    "an empty file": ("", "s.yaml:1: a mapping is expected"),
    "no list": ("rooms: {a: 1}", "s.yaml:1: a list is expected"),
    "a list for one thing": ("house: [a]", "s.yaml:1: a mapping is expected"),
    "a member that says nothing": ("rooms:\n- a", "s.yaml:2: a mapping is expected"),
    "a list for a value": ("house: {persons: [3]}", "s.yaml:1: a single value is expected"),
    "no unit": ("rooms:\n- floor_area: 12", "s.yaml:2: '12' has no unit; write for example '12 m2'"),
    "a wrong unit": ("rooms:\n- floor_area: 12 m", "s.yaml:2: '12 m' is no area; room.floor_area is given in"),
    "a value that cannot be": ("house: {storeys: 200}", "s.yaml:1: '200' is outside what house.storeys can be: 1 to 15"),
    "a wrong option": ("rooms:\n- use: bedrom", "s.yaml:2: 'bedrom' is not one of the options of room.use: bedroom"),
    "neither yes nor no": (
        "house: {is_hmo: maybe}",
        "s.yaml:1: 'maybe' is not an answer to a yes or no question; write yes, no or unknown",
    ),
    "a wrong date": ("survey: {on: 2 March}", "s.yaml:1: '2 March' is not a date; write the year, month and day"),
    "a wrong date of a value": ("house: {persons: {value: 3, on: today}}", "s.yaml:1: 'today' is not a date"),
    "a long value without a value": ("house: {persons: {by: me}}", "s.yaml:1: a value written out needs 'value:'"),
    "an unknown word in a value": ("house: {persons: {value: 3, who: me}}", "s.yaml:1: 'who' has no meaning here"),
    "a judgement nobody signed": ("house: {fire_risk_level: low}", "s.yaml:1: house.fire_risk_level is an officer's judgement: say whose"),
    "two of one id": ("rooms:\n- id: a\n- id: a", "s.yaml:3: two rooms are called 'a' (the first on line 2)"),
    "an id that reads as none": ("units:\n- id: Shared\n- id: shared", "s.yaml:3: nothing can be linked to an id like 'shared'"),
    "an id that reads as several": ("rooms:\n- id: a or b", "s.yaml:2: nothing can be linked to an id like 'a or b'; choose another"),
    "an id that reads as unknown": ("rooms:\n- id: Unknown", "s.yaml:2: nothing can be linked to an id like 'Unknown'"),
    "a loose end": (
        "rooms:\n- id: frnt\nalarms:\n- room: front",
        "s.yaml:4: 'front' is not among the rooms of this survey; did you mean 'frnt'?",
    ),
    "no room where one must be": ("alarms:\n- room: none", "s.yaml:2: alarm.room cannot be none: every alarm belongs to a room"),
    "too many": ("cellars: [{}, {}, {}, {}, {}]", "s.yaml:1: more than 4 cellars: no real house has so many"),
    "completeness of no list": ("complete: [room]", "s.yaml:1: 'room' is no list of a survey; did you mean 'rooms'?"),
    "completeness of one thing": ("complete: [house]", "s.yaml:1: 'house' is no list of a survey"),
    "completeness in a word": ("complete: rooms", "s.yaml:1: a list is expected"),
}


@pytest.mark.parametrize("text, why", MISTAKES.values(), ids=list(MISTAKES))
def test_a_mistake_is_refused_with_its_place_and_a_remedy(text: str, why: str) -> None:
    assert any(refusal.startswith(why) for refusal in refusals(text)), refusals(text)


def test_every_problem_is_told_at_once() -> None:
    assert len(refusals("hous: {}\nhouse: {persons: x, is_hmo: x, storeys: 99}\nrooms:\n- {floor_area: 1, use: x}\n")) == 6


def test_a_judgement_may_be_signed_once_for_the_whole_survey() -> None:
    assert read("survey: {by: A. Officer}\nhouse: {fire_risk_level: low}").things["house"][0].values["fire_risk_level"].by == "A. Officer"
    signed = read("house: {fire_risk_level: {value: low, by: C. Officer}}")
    assert signed.things["house"][0].values["fire_risk_level"].by == "C. Officer"


ASKED = [fact for thing in THINGS.values() for fact in thing.facts.values() if isinstance(fact, YesNo | Choice | Measured)]
WRONG = ("seventeen and a half", "-99999 parsecs", "2018-13-45", "m2", "12 m2 m2")


@given(some.sampled_from(ASKED), some.sampled_from(WRONG))
def test_every_fact_refuses_nonsense_at_its_place_with_a_remedy(fact: Fact, wrong: str) -> None:
    thing = THINGS[fact.thing]
    text = f"{thing.name}:\n  {fact.name}: {wrong}" if thing.plural is None else f"{thing.plural}:\n- {fact.name}: {wrong}"
    first = next(refusal for refusal in refusals(f"survey: {{by: x}}\n{text}") if wrong in refusal)
    assert first.startswith("s.yaml:3: ")
    assert any(word in first for word in ("write", "options of", "outside what", "given in", "plain number"))


@given(some.sampled_from(ASKED), some.data())
def test_every_fact_can_be_said_in_a_survey(fact: Fact, data: some.DataObject) -> None:
    least, most = fact.domain
    value = data.draw(some.integers(least, most)) if isinstance(fact, Measured) else 1
    thing = THINGS[fact.thing]
    said = f"{fact.name}: {fact.show((value, value))}"
    text = f"{thing.name}: {{{said}}}" if thing.plural is None else f"{thing.plural}: [{{{said}}}]"
    survey = read(f"survey: {{by: A. Officer}}\n{text}")
    assert survey.things[thing.name][0].values[fact.name].bounds == (value, value)


def test_every_link_ends_somewhere() -> None:
    for thing in THINGS.values():
        assert all(THINGS[fact.to].plural for fact in thing.facts.values() if isinstance(fact, Link))
