"""Forms: what is kept is drawn, what is typed is kept or said to be wrong, and an unknown stays unknown."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from fanlight.facts import kinds, quantities
from fanlight.facts.files import Refused
from fanlight.facts.kinds import Choice, Fact, Link, Measured, YesNo
from fanlight.facts.vocabulary import THINGS, fact
from fanlight.web.questions import document as documents
from fanlight.web.questions.audience import APPLICANT, EVERYBODY, OFFICER
from fanlight.web.questions.components import COMPONENTS
from fanlight.web.questions.document import Document, said
from fanlight.web.questions.forms import Field, Place, Trouble, fields, read
from fanlight.web.questions.sections import sections
from tests.unit.web.questions.sending import FACTS, example, house_saying, place_of, sent, ways


def declared_kinds() -> set[str]:
    classes = [value for module in (kinds, quantities) for value in vars(module).values() if isinstance(value, type)]
    return {each.kind for each in classes if issubclass(each, Fact) and each not in (Fact, Measured)}


def test_every_kind_of_fact_has_a_component_and_no_component_is_of_no_kind() -> None:
    assert declared_kinds() == set(COMPONENTS)


def test_a_new_kind_without_a_component_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "Colour", type("Colour", (kinds.Text,), {"kind": "colour"}), raising=False)
    assert declared_kinds() - set(COMPONENTS) == {"colour"}


def answered(document: Document, declared: Fact, typed: dict[str, str | list[str]], **who: Any) -> tuple[Document, list[Trouble]]:
    """The form of a fact sent with some boxes of it filled in."""
    place = place_of(document, declared)
    given_ = sent(place) | {f"{declared.name}{part}": [text] if isinstance(text, str) else text for part, text in typed.items()}
    return read(place, given_, **who)


def kept(document: Document, declared: Fact) -> documents.Said:
    thing = THINGS[declared.thing]
    return said(documents.entry(document, thing, "it" if thing.plural else thing.name), declared.name)


def field_of(document: Document, declared: Fact) -> Field:
    found = [each for part in fields(place_of(document, declared)) for each in part.fields if each.path == declared.path]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("name", THINGS)
def test_a_form_sent_as_it_was_drawn_changes_nothing(name: str) -> None:
    thing = THINGS[name]
    said_ = {declared.name: ways(declared) for declared in thing.facts.values()}
    for number in range(max(map(len, said_.values()))):
        entry = {key: words[number % len(words)] for key, words in said_.items()}
        document: dict[str, Any] = {"survey": {"by": "A. Officer", "on": "2026-03-02"}, "complete": []}
        for other in THINGS.values():
            if other.plural:
                document[other.plural] = [{"id": "one"}, {"id": "two"}]
        if thing.plural:
            document[thing.plural].append({"id": "it", **entry})
        else:
            document[name] = entry
        for section in sections(thing, OFFICER):
            place = Place(document, section, "it" if thing.plural else name)
            new, troubles = read(place, sent(place), by="B. Other", on=date(2026, 4, 1))
            assert troubles == []
            assert new == document


def test_who_gave_an_answer_and_its_note_are_drawn_and_kept() -> None:
    declared = fact("room.floor_area")
    document = house_saying(declared, "10 m2", by="C. Third", on="2026-01-02", note="by laser")
    drawn = field_of(document, declared)
    assert (drawn.known_by, drawn.note["value"], drawn.is_open) == ("C. Third, 2 January 2026", "by laser", True)
    assert answered(document, declared, {}, by="B. Other", on=date(2026, 4, 1))[0] == document


def test_blank_stays_unknown_and_i_dont_know_is_kept_as_such() -> None:
    for declared in FACTS:
        document = house_saying(declared, "")
        new, troubles = read(place_of(document, declared), {})
        assert troubles == [] and not kept(new, declared).is_answered, declared.path
        box = "-unknown" if COMPONENTS[declared.kind].has_box else ""
        new, troubles = answered(document, declared, {box: "yes" if box else "unknown"})
        assert troubles == [] and kept(new, declared).words == "unknown", declared.path
        survey = documents.survey_of(new, "s")
        assert all(declared.name not in seen.values for seen in survey.things.get(declared.thing, ())), declared.path


def test_an_answer_taken_away_is_unknown_and_not_no() -> None:
    for declared in (fact("house.is_hmo"), fact("room.floor_area"), fact("room.use"), fact("house.location")):
        document = house_saying(declared, ways(declared)[0])
        new, troubles = read(place_of(document, declared), {})
        assert troubles == []
        assert declared.name not in documents.entry(new, THINGS[declared.thing], "it" if THINGS[declared.thing].plural else "house")


TYPED = [
    ("house.is_hmo", {"": "yes"}, "yes"),
    ("room.use", {"": "bedsit"}, "bedsit"),
    ("room.use", {"-open": ["bedsit", "bedroom"]}, "bedsit or bedroom"),
    ("room.unit", {"": "shared"}, "shared"),
    ("room.unit", {"": "one"}, "one"),
    ("room.unit", {"-open": ["one", "two"]}, "one or two"),
    ("room.floor_area", {"": "10.8"}, "10.8 m2"),
    ("room.floor_area", {"": "10,8"}, None),
    ("room.floor_area", {"": "108000 cm²"}, "108000 cm2"),
    ("room.floor_area", {"": "between 6 and 7 m2"}, "6 m2 to 7 m2"),
    ("room.floor_area", {"-open": "6-7"}, "6 m2 to 7 m2"),
    ("room.floor_area", {"-open": "At least 2"}, "at least 2 m2"),
    ("room.floor_area", {"-open": "10 ± 5%"}, "10 m2 +/- 5%"),
    ("room.floor_area", {"-open": "10 +/- 0.5 m2"}, "10 m2 +/- 0.5 m2"),
    ("room.floor_area", {"": "not known"}, "unknown"),
    ("room.ceiling_height", {"": "2400 mm"}, "2400 mm"),
    ("room.ceiling_height", {"": "2.4 metres"}, "2.4 m"),
    ("room.ceiling_drop", {"": "200"}, "200 mm"),
    ("room.ceiling_drop_share", {"": "20"}, "20%"),
    ("room.ceiling_drop_share", {"-open": "20 to 30"}, "20% to 30%"),
    ("room.ceiling_drop_share", {"-open": "50 +/- 5"}, "50% +/- 5"),
    ("room.sleepers", {"": "2"}, "2"),
    ("room.sleepers", {"": "up to 3"}, "at most 3"),
    ("door.fire_resistance", {"": "30 minutes"}, "30 min"),
    ("kitchen.fridge_temperature", {"": "-2"}, "-2 degC"),
    ("kitchen.fridge_temperature", {"": "-2 to 4 °C"}, "-2 degC to 4 degC"),
    ("application.fee", {"": "£1,200.50"}, "1200.50 GBP"),
    ("tenancy.start_date", {"-day": "1", "-month": "10", "-year": "2018"}, "2018-10-01"),
    ("tenancy.start_date", {"-day": "31", "-month": "march", "-year": "2018"}, "2018-03-31"),
    ("tenancy.start_date", {"-month": "2", "-year": "2020"}, "2020-02-01 to 2020-02-29"),
    ("tenancy.start_date", {"-year": "2020"}, "2020-01-01 to 2020-12-31"),
    ("tenancy.start_date", {"-open": "before 2018-10-01"}, "before 2018-10-01"),
    ("house.location", {"": "Two\r\nlines"}, "Two\nlines"),
]


@pytest.mark.parametrize(("path", "typed", "words"), TYPED)
def test_what_people_type_is_kept_as_a_survey_writes_it(path: str, typed: dict[str, Any], words: str | None) -> None:
    declared = fact(path)
    document = house_saying(declared, "")
    new, troubles = answered(document, declared, typed)
    if words is None:
        assert new == document and len(troubles) == 1
        return
    assert troubles == []
    assert kept(new, declared).words == words
    documents.survey_of(new, "s")
    assert read(place_of(new, declared), sent(place_of(new, declared)))[0] == new


WRONG = [
    ("house.is_hmo", {"": "perhaps"}, "is not an answer to a yes or no question"),
    ("room.use", {"": "ballroom"}, "is not one of the answers"),
    ("room.use", {"": "bedsit", "-open": ["bedroom", "wc"]}, "give one answer"),
    ("room.unit", {"": "three"}, "is not one of the answers"),
    ("room.floor_area", {"": "big"}, "not a number; write for example 2 m2"),
    ("room.floor_area", {"": "10 min"}, "this answer is given in m2"),
    ("room.floor_area", {"": "900"}, "outside what this answer can be"),
    ("room.floor_area", {"": "7 to 6"}, "write the lower value first"),
    ("room.floor_area", {"": "10", "-unknown": "yes"}, "give one answer"),
    ("room.floor_area", {"": "10", "-open": "at least 9"}, "give one answer"),
    ("room.floor_area", {"": "1" * 201}, "shorten it"),
    ("room.sleepers", {"": "1.5"}, "round it"),
    ("tenancy.start_date", {"-day": "31", "-month": "2", "-year": "2020"}, "not a day of February 2020; it has 29"),
    ("tenancy.start_date", {"-day": "1", "-year": "2020"}, "month is missing"),
    ("tenancy.start_date", {"-day": "1", "-month": "2"}, "year is missing"),
    ("tenancy.start_date", {"-day": "1", "-month": "2", "-year": "20"}, "not a year"),
    ("tenancy.start_date", {"-month": "13", "-year": "2020"}, "not a month"),
    ("tenancy.start_date", {"-open": "lately"}, "not a date"),
    ("house.location", {"": "a\x00b"}, "cannot be shown"),
    ("house.location", {"-note": "n" * 1001}, "shorten it"),
]


@pytest.mark.parametrize(("path", "typed", "why"), WRONG)
def test_what_cannot_be_kept_is_said_at_its_box_and_shown_as_typed(path: str, typed: dict[str, Any], why: str) -> None:
    declared = fact(path)
    document = house_saying(declared, "")
    new, [trouble] = answered(document, declared, typed)
    assert new is document
    assert why in trouble.text and declared.path not in trouble.text
    place = place_of(document, declared)
    given_ = sent(place) | {f"{declared.name}{part}": [text] if isinstance(text, str) else text for part, text in typed.items()}
    [drawn] = [each for part in fields(place, given=given_, troubles=[trouble]) for each in part.fields if each.path == path]
    assert drawn.params["errorMessage"]["text"].lower() == trouble.text.lower()
    assert trouble.link["href"] == f"#{trouble.box}"
    shown = str([drawn.params, drawn.loose, drawn.unknown, drawn.note])
    for text in typed.values():
        assert all(repr(each)[1:-1] in shown for each in ([text] if isinstance(text, str) else text)) or path in ("room.use", "room.unit")


def test_one_wrong_answer_leaves_the_whole_document_as_it_was() -> None:
    document = house_saying(fact("room.use"), "bedsit")
    place = place_of(document, fact("room.use"))
    others = [each for each in place.section.facts if isinstance(each, YesNo)][:1]
    given_ = sent(place) | {"use": ["ballroom"], **{each.name: ["yes"] for each in others}}
    assert others and read(place, given_)[0] is document


def test_a_judgement_is_kept_with_who_made_it_and_when() -> None:
    declared = fact("room.heating_is_adequate")
    document = house_saying(declared, "")
    new, troubles = answered(document, declared, {"": "no", "-note": "one radiator"}, by="B. Other", on=date(2026, 4, 1))
    assert troubles == []
    assert kept(new, declared) == documents.Said("no", "B. Other", "2026-04-01", "one radiator")
    # The head of the survey names somebody, but a judgement is always signed by itself.
    new, _ = answered(document, declared, {"": "no"}, by="A. Officer", on=date(2026, 3, 2))
    assert kept(new, declared).by == "A. Officer"


def test_a_judgement_by_nobody_is_refused() -> None:
    declared = fact("room.heating_is_adequate")
    document = {**house_saying(declared, ""), "survey": {}}
    _, [trouble] = answered(document, declared, {"": "no"})
    assert "nobody is named" in trouble.text


def test_an_answer_changed_by_another_says_so_and_one_left_alone_does_not() -> None:
    declared = fact("room.floor_area")
    document = house_saying(declared, "10 m2")
    new, _ = answered(document, declared, {"": "11"}, by="B. Other", on=date(2026, 4, 1))
    assert kept(new, declared) == documents.Said("11 m2", "B. Other", "2026-04-01")
    same, _ = answered(document, declared, {"": "100000 cm2"}, by="B. Other", on=date(2026, 4, 1))
    assert same == document
    own, _ = answered(document, declared, {"": "11"}, by="A. Officer", on=date(2026, 3, 2))
    assert kept(own, declared) == documents.Said("11 m2")


def test_a_note_is_kept_beside_an_unknown() -> None:
    declared = fact("house.loft_insulation_thickness")
    document = house_saying(declared, "")
    new, _ = answered(document, declared, {"-unknown": "yes", "-note": "hatch painted shut"}, by="B", on=date(2026, 4, 1))
    assert kept(new, declared) == documents.Said("unknown", note="hatch painted shut")
    new, _ = answered(document, declared, {"-note": "ask again"})
    assert kept(new, declared) == documents.Said("", note="ask again")
    assert documents.survey_of(new, "s").things["house"][0].values == {}


def test_a_kept_day_that_is_no_date_is_shown_as_it_is() -> None:
    declared = fact("room.floor_area")
    assert field_of(house_saying(declared, "10 m2", by="B", on="in May"), declared).known_by == "B, in May"


def test_a_share_written_as_a_part_of_one_is_drawn_in_hundredths() -> None:
    declared = fact("room.ceiling_drop_share")
    for words, exact, loose in (("0.2", "20", ""), ("0.2 to 0.3", "", "20% to 30%"), ("0.5 +/- 0.1", "", "40% to 60%")):
        document = house_saying(declared, words)
        drawn = field_of(document, declared)
        assert drawn.loose is not None
        assert (drawn.params["value"], drawn.loose[1]["value"]) == (exact, loose)
        assert answered(document, declared, {}) == (document, [])


def test_a_bare_tolerance_beside_a_share_is_in_hundredths_too() -> None:
    declared = fact("room.ceiling_drop_share")
    new, _ = answered(house_saying(declared, ""), declared, {"-open": "50 +/- 5"})
    assert declared.read(kept(new, declared).words) == declared.read("45% to 55%")


def test_other_ways_of_writing_the_same_are_drawn() -> None:
    assert field_of(house_saying(fact("house.is_hmo"), "true"), fact("house.is_hmo")).params["value"] == "yes"
    assert field_of(house_saying(fact("room.unit"), "none"), fact("room.unit")).params["value"] == "shared"
    assert field_of(house_saying(fact("room.ceiling_drop"), "0.2 m"), fact("room.ceiling_drop")).params["value"] == "200"
    assert field_of(house_saying(fact("room.use"), "?"), fact("room.use")).params["value"] == "unknown"


SECTIONS = [(thing, each) for thing in THINGS.values() for each in sections(thing, OFFICER)]


@some.composite
def filled(draw: Any) -> tuple[Place, dict[str, list[str]]]:
    """A form with anything in any of its boxes."""
    _, section = draw(some.sampled_from(SECTIONS))
    document: dict[str, Any] = {"survey": {"by": "A"}}
    for thing in THINGS.values():
        if thing.plural:
            document[thing.plural] = [{"id": "it"}, {"id": "one"}]
    given_: dict[str, list[str]] = {}
    text = some.one_of(some.text(max_size=20), some.sampled_from(["unknown", "?", "yes", "1", "5 m2", "2018-10-01", "none"]))
    for declared in draw(some.lists(some.sampled_from(section.facts), max_size=4, unique_by=lambda each: each.name)):
        for part in draw(some.lists(some.sampled_from(["", "", "-open", "-unknown", "-note", "-day", "-month", "-year"]), max_size=3)):
            given_[declared.name + part] = draw(some.one_of(some.lists(text, max_size=2), some.sampled_from([[w] for w in ways(declared)])))
    return Place(document, section, "it" if section.thing.plural else section.thing.name), given_


@given(filled())
def test_whatever_is_sent_the_document_is_a_survey_or_each_problem_has_its_box(form: tuple[Place, dict[str, list[str]]]) -> None:
    place, given_ = form
    new, troubles = read(place, given_, by="B. Other", on=date(2026, 4, 1))
    boxes = {part.params.get("id", part.params["name"]) for each in fields(place) for part in each.fields}
    if troubles:
        assert new is place.document
        assert {trouble.box.removesuffix("-day") for trouble in troubles} <= boxes
        fields(place, given=given_, troubles=troubles)
    else:
        documents.survey_of(new, "s")
        again = Place(new, place.section, place.id)
        assert read(again, sent(again), by="C", on=date(2026, 5, 1)) == (new, [])


def test_a_problem_of_a_document_has_the_address_of_its_answer() -> None:
    document = {"survey": {"on": "lately"}, "rooms": [{"id": "attic", "floor_area": "huge"}], "house": {"persons": {"value": "x"}}}
    with pytest.raises(Refused) as refusal:
        documents.survey_of(document, "s")
    assert {problem.file for problem in refusal.value.problems} == {"survey/on", "rooms/attic/floor_area", "house/persons/value"}
    assert documents.address(THINGS["room"], "attic", "floor_area") == "rooms/attic/floor_area"
    assert documents.address(THINGS["house"], "house", "persons") == "house/persons"


@pytest.mark.parametrize("name", ["shared-house", "bedsits"])
def test_a_survey_file_opens_as_a_document_that_says_the_same(name: str) -> None:
    document = example(name)
    survey = documents.survey_of(document, name)
    assert documents.survey_of(document, name).digest == survey.digest
    for thing in THINGS.values():
        for entry in documents.entries(document, thing) if thing.plural else ():
            assert entry["id"]
    assert survey.all_seen()


def test_every_form_of_the_example_sent_as_drawn_changes_nothing() -> None:
    document = example()
    for audience in EVERYBODY:
        for thing in audience.things():
            for entry in documents.entries(document, thing):
                for section in sections(thing, audience):
                    place = Place(document, section, documents.id_of(entry, thing))
                    new, troubles = read(place, sent(place), by="B", on=date(2026, 4, 1))
                    assert troubles == []
                    assert documents.entry(new, thing, place.id) == place.entry


def test_a_thing_that_is_gone_is_not_found() -> None:
    with pytest.raises(KeyError, match="room attic"):
        _ = Place({"rooms": []}, sections(THINGS["room"], APPLICANT)[0], "attic").entry


def test_a_link_offers_every_other_thing_but_not_itself() -> None:
    declared = fact("person.related_to")
    assert isinstance(declared, Link)
    document = {"persons": [{"id": "it"}, {"id": "ann", "label": "Ann"}]}
    values = [item["value"] for item in field_of(document, declared).params["items"]]
    assert values == ["ann", "nobody", "unknown"]


def test_a_long_list_of_options_is_a_select_and_a_short_one_radios() -> None:
    for declared in FACTS:
        if isinstance(declared, Choice):
            name = COMPONENTS["choice"].draw(place_of(house_saying(declared, ""), declared).asked(declared))[0]
            assert name == ("select" if len(declared.options) > 6 else "radios"), declared.path
