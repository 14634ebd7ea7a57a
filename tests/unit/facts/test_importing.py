"""Surveys from other sources: what they say is kept, what they do not say stays unknown, and every field is accounted for."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from fanlight.cli import survey as command
from fanlight.facts.files import Refused
from fanlight.facts.importing import headings, metastreet, places, register, schedule, table
from fanlight.facts.importing.account import Account
from fanlight.facts.importing.writing import Sheet, quoted, sheet_of, text_of
from fanlight.facts.survey import Survey
from fanlight.facts.survey_file import read_survey, read_survey_text
from fanlight.facts.vocabulary import THINGS

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    parser = argparse.ArgumentParser()
    command.add(parser.add_subparsers(required=True))

    def runs(*words: object) -> tuple[int, str, str]:
        given_ = parser.parse_args(["survey", *map(str, words)])
        status = given_.run(given_)
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return runs


def file(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def survey_of(account: Account) -> Survey:
    return read_survey_text(text_of(account.sheet, list(account.lines())), account.source)


def values(survey: Survey, thing: str, number: int = 0) -> dict[str, str]:
    return {name: value.text for name, value in survey.things[thing][number].values.items()}


# --- writing ---------------------------------------------------------------------------------------------------------

FULL = """
survey: {of: "9: the \\"House\\"", address: 9 Sham Road, council: sheffield, on: 2026-03-02, by: A. Officer, notes: ["a, b", "- c"]}
complete: [rooms, alarms]
house:
  persons: {value: 3, by: B. Officer, on: 2026-03-03, note: "told, not seen"}
  fire_risk_level: low
rooms:
- {id: front, label: "'Front' #1", use: bedroom or bedsit, unit: shared, floor_area: 12 m2 +/- 5%}
- {id: back}
alarms:
- {id: a, room: front or back}
"""


def test_a_survey_written_reads_back_as_it_was() -> None:
    before = read_survey_text(FULL, "s.yaml")
    after = read_survey_text(text_of(sheet_of(before), ["Made for a test.", "", "x " * 100]), "s.yaml")
    for name in ("of", "complete", "on", "by", "notes", "council", "about"):
        assert getattr(after, name) == getattr(before, name), name
    assert list(map(bare, after.all_seen())) == list(map(bare, before.all_seen()))


def bare(seen: Any) -> Any:
    told = {name: (each.bounds, each.text, each.by, each.on, each.note, each.targets) for name, each in seen.values.items()}
    return seen.thing, seen.id, seen.label, told


def test_an_empty_survey_is_written_too() -> None:
    sheet = Sheet(things={"house": [{}], "room": [{}]})
    assert text_of(sheet) == "survey:\nrooms:\n- {}\n"
    assert sheet_of(read_survey_text(text_of(sheet), "s")).things == {"room": [{"id": "room-1"}]}


@given(some.text(min_size=1, alphabet=some.characters(exclude_categories=["Cs"])).filter(lambda text: text.strip() == text))
def test_any_words_are_quoted_safely(words: str) -> None:
    for inside in (False, True):
        written = f"survey: {{of: {quoted(words, inside)}}}" if inside else f"survey:\n  of: {quoted(words)}"
        assert read_survey_text(written + "\n", "s").of == words.strip()


# --- Metastreet ------------------------------------------------------------------------------------------------------

OBJECT: dict[str, Any] = {
    "referenceNumber": "ZZZ-1",
    "address": {"addressLine1": "1 Nowhere Row", "city": "Exampleton", "postcode": "ZZ1 1ZZ", "uprn": "1", "ward": "None"},
    "licencePhase": "Licence",
    "licenceType": {"id": 1, "name": "Additional HMO licence"},
    "assignee": {"name": "Desk 4"},
    "dateSubmitted": "2024-05-01T10:00:00+00:00",
    "propertyRooms": {
        "bedrooms": [
            {
                "location": "First floor front", "size": 10.5, "exclusivity": "Exclusive", "bathroomFacilities": "Yes", "washBasins": 1,
                "toilets": 1, "bathShower": 1, "kitchenFacilities": "Yes", "ovens": 1, "hobs": 2, "sinks": 1, "fridges": 1, "freezers": 0,
            },
            {
                "location": "round the back", "size": 900, "exclusivity": "Shared", "bathroomFacilities": "Yes",
                "kitchenFacilities": "Yes", "fridges": "one",
            },
            {"size": 8, "exclusivity": "Shared", "bathroomFacilities": "No", "kitchenFacilities": "No"},
            {},
        ],
        "kitchens": [{"location": "Ground floor", "size": 9.25, "exclusivity": "Shared", "smokeAlarm": "No", "fridges": 2, "freezers": 1}],
        "bathrooms": [
            {"location": "Basement", "exclusivity": "Shared", "washHandBasins": 1, "toilets": 0, "bathsAndShowers": 2},
            {"location": "Ground floor", "toilets": 1, "bathsAndShowers": 0},
        ],
        "communalRooms": [
            {"location": "Ground floor", "exclusivity": "Shared", "bestDescription": "Dining room", "smokeAlarm": "Yes"},
            {"location": "Attic", "exclusivity": "Exclusive", "bestDescription": "Other communal space"},
        ],
    },
    "propertyUnits": {
        "flatsUnderLicenceHolder": [{"name": "A", "occupiersCount": 2}],
        "bedsitsUnderLicenceHolder": [{"name": "B", "size": 20.0, "occupiersCount": 1}],
        "unitsNotUnderLicenceHolder": "none",
    },
    "healthAndSafety": {
        "hasGasSupply": "No", "emergencyLighting": "Yes", "hasFireBlankets": "Yes", "hasKitchenFireDoors": "Yes",
        "hasFireExtinguishers": "Yes", "smokeAlarmsAmount": 4,
    },
    "propertyDetails": {"propertyStoriesAmount": 3, "propertyPeopleAmount": 6, "propertyHouseholdAmount": 99999, "maxOccupants": 9},
    "interestedParties": {"licenceHolder": "Nobody Atall"},
    "dateFinalIssued": "2024-06-01T00:00:00+00:00",
    "dateValidFrom": "2024-06-30T23:00:00+00:00",
    "dateValidTo": "2029-06-30T00:00:00+00:00",
    "totalMaxPersons": 8,
    "totalMaxHouseholds": None,
}  # fmt: skip


def imported(folder: Path, **changes: Any) -> Account:
    return metastreet.account_of(file(folder, "licence.json", json.dumps(OBJECT | changes)))


def test_a_licence_object_becomes_a_survey(tmp_path: Path) -> None:
    survey = survey_of(imported(tmp_path))
    assert survey.of == "1 Nowhere Row, Exampleton"
    assert survey.about["source"] == "Metastreet licence object ZZZ-1"
    assert str(survey.on) == "2024-05-01"
    assert values(survey, "house") == {"storeys": "3", "persons": "6", "has_gas": "no", "has_emergency_lighting": "yes"}
    assert values(survey, "room") == {"use": "bedroom or bed_sitting_room or bedsit", "storey": "first", "floor_area": "10.5 m2"}
    assert values(survey, "kitchen") == {"room": "bedroom-1", "is_shared": "no", "ovens": "1", "sinks": "1", "fridges": "1"}
    assert values(survey, "bathroom")["baths"] == "at most 1"
    assert survey.complete == frozenset()


def test_what_it_counts_together_stays_open(tmp_path: Path) -> None:
    survey = survey_of(imported(tmp_path))
    assert values(survey, "kitchen", 2)["fridges"] == "at most 2"  # one may be half of a tall fridge freezer
    assert values(survey, "kitchen", 2)["is_shared"] == "yes"
    shared = values(survey, "bathroom", 2)
    assert (shared["showers"], shared["has_wc"], shared["is_shared"]) == ("at most 2", "no", "yes")
    assert values(survey, "room", 6)["use"] == "bathroom or wc"


def test_what_it_does_not_say_stays_unknown(tmp_path: Path) -> None:
    survey = survey_of(imported(tmp_path))
    odd, plain, blank = (values(survey, "room", number) for number in (1, 2, 3))
    assert odd == {"use": "bedroom or bed_sitting_room or bedsit"}
    assert plain == {"use": "bedroom or study_bedroom or bed_sitting_room", "floor_area": "8 m2"}
    assert blank == {"use": "bedroom or study_bedroom or bed_sitting_room or bedsit"}
    assert values(survey, "bathroom", 1) == {}
    assert "use" not in values(survey, "room", 8)
    assert "is_communal" not in values(survey, "room", 8)
    assert [values(survey, "unit", number) for number in (0, 1)] == [{"persons": "2"}, {"persons": "1"}]


def test_a_licence_is_only_what_was_finally_issued(tmp_path: Path) -> None:
    licence = values(survey_of(imported(tmp_path)), "licence")
    assert licence == {"max_persons": "8", "start_date": "2024-06-30 to 2024-07-01", "end_date": "2029-06-30"}
    draft = imported(tmp_path, dateFinalIssued=None)
    assert "licence" not in survey_of(draft).things
    assert draft.left["totalMaxPersons"] == "no final licence has been issued"
    exempt = imported(tmp_path, licenceType={"name": "Temporary Exemption"})
    assert "licence" not in survey_of(exempt).things
    assert "2024" not in values(survey_of(imported(tmp_path, dateValidFrom="soon")), "licence").get("start_date", "")


def test_every_field_is_accounted_for_and_no_name_is_copied(tmp_path: Path) -> None:
    account = imported(tmp_path)
    fields = dict(metastreet._fields(OBJECT, ""))
    assert set(fields) <= {where for where, _ in account.used} | set(account.left)
    assert account.left["interestedParties.licenceHolder"].startswith("about people")
    assert "outside what house.households can be" in account.left["propertyDetails.propertyHouseholdAmount"]
    assert "outside what room.floor_area can be" in account.left["propertyRooms.bedrooms[1].size"]
    assert account.left["propertyDetails.maxOccupants"].startswith("no fact of a house")
    text = text_of(account.sheet, list(account.lines()))
    assert "Nobody" not in text
    assert "Desk 4" not in text


def test_two_kitchens_share_no_blanket(tmp_path: Path) -> None:
    rooms = OBJECT["propertyRooms"] | {"kitchens": [{}, {}], "communalRooms": []}
    survey = survey_of(imported(tmp_path, propertyRooms=rooms, dateSubmitted="once", address={}))
    assert values(survey, "fire_equipment") == {"kind": "fire_blanket"}
    assert "door" not in survey.things
    assert survey.on is None
    assert survey.of == ""


def test_a_licence_may_lack_a_day(tmp_path: Path) -> None:
    assert "end_date" not in values(survey_of(imported(tmp_path, dateValidTo=None)), "licence")


def test_a_bare_object_makes_a_bare_survey(tmp_path: Path) -> None:
    account = metastreet.account_of(
        file(tmp_path, "bare.json", '{"referenceNumber": "ZZZ-2", "propertyRooms": [], "propertyUnits": {"flatsUnderLicenceHolder": 3}}')
    )
    assert [seen for seen in survey_of(account).all_seen() if seen.values] == []


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("[]", "a.json:1: is no licence object"),
        ('{"a": 1}', "is no licence object: it has no 'referenceNumber'"),
        ("{\n'a'}", "a.json:2: not readable as JSON"),
        (b"\xff\xfe{", "a.json: cannot be read"),
        ("[" * 100_000, "a.json: not readable as JSON"),
    ],
)
def test_what_is_no_licence_object_is_refused(tmp_path: Path, content: str | bytes, why: str) -> None:
    with pytest.raises(Refused, match=why.replace("[", r"\[")):
        metastreet.account_of(file(tmp_path, "a.json", content))


def test_a_licence_object_that_is_missing_or_too_long_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused, match="cannot be read"):
        metastreet.account_of(tmp_path / "none.json")
    monkeypatch.setattr(metastreet, "LARGEST", 1)
    with pytest.raises(Refused, match="larger than 1 bytes"):
        metastreet.account_of(file(tmp_path, "a.json", "{}"))


# --- a schedule of rooms ---------------------------------------------------------------------------------------------

ROOMS = """Room,Floor,Use,Floor area (m2),Sleepers,Ceiling height,Let,Notes
Front,Ground floor,Double bedroom,12.5,2,2.4m,Flat 1,bay window
Back,1,Lounge,11.25 sq m,,,communal,
Hall,GF,circulation,,n/a,2400 mm,,
"""


def scheduled(folder: Path, text: str) -> Account:
    return schedule.account_of(file(folder, "rooms.csv", text))


def test_a_schedule_becomes_a_survey(tmp_path: Path) -> None:
    survey = survey_of(scheduled(tmp_path, ROOMS))
    assert values(survey, "room") == {
        "storey": "ground", "use": "bedroom", "floor_area": "12.5 m2", "sleepers": "2", "ceiling_height": "2.4 m", "unit": "unit-flat-1",
    }  # fmt: skip
    assert values(survey, "room", 1) == {"storey": "first", "use": "living_room", "floor_area": "11.25 m2", "unit": "shared"}
    assert values(survey, "room", 2) == {"storey": "ground", "use": "circulation", "ceiling_height": "2400 mm"}
    assert [values(survey, "storey", number) for number in (0, 1)] == [{"level": "0"}, {"level": "1"}]
    assert survey.notes == ("Front: bay window",)
    assert survey.complete == frozenset()


def test_a_storey_whose_name_tells_no_level_has_none(tmp_path: Path) -> None:
    survey = survey_of(scheduled(tmp_path, "name,storey\nA,lower ground\n"))
    assert values(survey, "storey") == {}
    assert values(survey, "room") == {"storey": "lower-ground"}


def test_an_account_of_nothing_and_of_everything() -> None:
    account = Account("a test")
    assert "Used:" not in list(account.lines())
    for thing in THINGS:
        account.entry(thing)
    assert not any(line.startswith("anything of:") for line in account.missing())


def test_any_fact_of_a_room_may_be_a_column(tmp_path: Path) -> None:
    survey = survey_of(scheduled(tmp_path, "name,double sockets,floors_to_bath,is_communal,let\nA,3,1,yes,1\n?!,2,,,1\n"))
    assert values(survey, "room") == {"double_sockets": "3", "floors_to_bath": "1", "is_communal": "yes", "unit": "unit-1"}
    assert survey.things["room"][1].id == "room-3"
    assert len(survey.things["unit"]) == 1


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "rooms.csv: holds no rooms; give a row of headings, then one row for each room"),
        ("name,colour\nA,red\n", "rooms.csv:1: no column is known by the heading 'colour'"),
        ("name,flor area (m2)\nA,1\n", "did you mean 'floor area'?"),
        ("name,area (m2),size (m2)\nA,1,1\n", "rooms.csv:1: two columns hold the floor area; remove one"),
        ("use\nbedroom\n", "rooms.csv:1: no column names the rooms; add one with the heading 'name'"),
        (
            "name,floor area\nA,12.5\n",
            "rooms.csv:2: floor area: '12.5' has no unit; write '12.5 m2', or end the heading with (m2), (cm2) or (mm2)",
        ),
        ("name,floor area\nA,12 sq ft\n", "rooms.csv:2: floor area: '12 sq ft' is not a number with a unit; write for example '6.51 m2'"),
        ("name,floor area (m2)\nA,79 ft\n", "rooms.csv:2: floor area (m2): '79 ft' is not a number with a unit; write for example"),
        ("name,floor area (m2)\nA,500\n", "rooms.csv:2: floor area (m2): '500 m2' is outside what room.floor_area can be"),
        ("name,floor area (m)\nA,5\n", "rooms.csv:2: floor area (m): '5 m' is no area"),
        ("name,sleepers\nA,two\n", "rooms.csv:2: sleepers: 'two' is not a number"),
        ("name,use\nA,ballroom\n", "rooms.csv:2: use: 'ballroom' is not one of the options of room.use: bedroom"),
        ("name,storey\nA,mezzanine\n", "rooms.csv:2: storey: 'mezzanine' is no storey; write ground, first"),
        ("name,artificial light is adequate\nA,yes\n", "room.artificial_light_is_adequate is not taken from a schedule"),
        ("name,use\nA,bedroom,spare\n", "rooms.csv:2: has 3 cells under 2 headings; quote a cell that holds a comma"),
        ("name,use\n,bedroom\n", "rooms.csv:2: names no room; write a name in the first place, or remove the row"),
        ("name\nA\na\n", "rooms.csv:2: two rooms are called 'a'; give each a name of its own"),
    ],
)
def test_a_schedule_that_cannot_be_read_is_refused_with_row_and_remedy(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(Refused) as caught:
        scheduled(tmp_path, text)
    assert why in str(caught.value)


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("Ground floor rear", ("ground", "0")), ("1st floor", ("first", "1")), ("2", ("second", "2")), ("0", ("ground", "0")),
        ("-1", ("basement", "-1")), ("Basement", ("basement", "-1")), ("Lower ground floor", ("lower-ground", "")),
        ("LG", ("lower-ground", "")),
        ("Loft room", ("loft", "at least 1")), ("tenth", ("tenth", "10")), ("G", ("ground", "0")),
    ],
)  # fmt: skip
def test_a_storey_is_known_by_its_name(words: str, place: tuple[str, str]) -> None:
    found = places.storey_of(words)
    assert found is not None
    assert (found.id, found.level) == place


@pytest.mark.parametrize("words", ["", "rear", "20 Acacia Avenue", "99", "-4", "firstly", "first left"])
def test_a_place_that_names_no_storey_names_none(words: str) -> None:
    assert places.storey_of(words) is None


def test_a_use_is_known_by_its_option_or_its_common_name() -> None:
    assert [places.use_of(words) for words in ("Bed-sitting room", "living kitchen", "Kitchen / Diner", "snug")] == [
        "bed_sitting_room", "living_kitchen", "dining_kitchen", None,
    ]  # fmt: skip


def test_every_common_name_is_an_option() -> None:
    account = Account("a test")
    for use in places.USES.values():
        assert account.say(account.entry("room", use), "room.use", use, use)


# --- registers -------------------------------------------------------------------------------------------------------

REGISTER = """Public register,,,,,,,,,,,
Licence No,House address,Postcode,Licence Start,Licence End,Max persons,Max households,No of storeys,Sleeping rooms,Holder,Description,Ward
L/1,"1 Nowhere Row, Exampleton",ZZ1 1ZZ,01/02/2024,2029-01-31,6,6,2,6,Nobody Atall,six rooms: one kitchen,North
L/2,2 Nowhere Row,,3/4/24,31 March 2029,5 persons,,200,5.0,Nobody Else,,

note: as at today,,,,,,,,,,,
Licence No,House address,Postcode,Licence Start,Licence End,Max persons,Max households,No of storeys,Sleeping rooms,Holder,Description,Ward
L/3,3 Nowhere Row,ZZ1 1ZZ,31/02/2024,tbc,many,4,3,4,,,
"""


def registered(folder: Path, text: str | bytes) -> register.Register:
    return register.register_of(file(folder, "register.csv", text))


def test_each_row_of_a_register_becomes_a_survey(tmp_path: Path) -> None:
    found = registered(tmp_path, REGISTER)
    first, second, third = map(survey_of, found.accounts)
    assert (first.of, first.about["postcode"]) == ("1 Nowhere Row, Exampleton", "ZZ1 1ZZ")
    assert first.about["source"] == "register.csv, row 3"
    assert values(first, "house") == {"storeys": "2", "sleeping_rooms": "6"}
    assert values(first, "licence") == {
        "max_persons": "6", "max_households": "6", "number": "L/1", "start_date": "2024-02-01", "end_date": "2029-01-31",
    }  # fmt: skip
    assert first.notes == ("Description: six rooms: one kitchen",)
    assert values(second, "licence") == {"max_persons": "5", "number": "L/2", "start_date": "2024-04-03", "end_date": "2029-03-31"}
    assert values(third, "licence") == {"max_households": "4", "number": "L/3"}
    assert found.problems == []


def test_a_licensed_maximum_is_no_number_of_occupants(tmp_path: Path) -> None:
    for heading in ("Total Number Occupants", "No of People", "0ccupiers", "Permitted number", "MaxPersons"):
        (account,) = registered(tmp_path, f"address,{heading}\n1 Nowhere Row,6\n").accounts
        survey = survey_of(account)
        assert values(survey, "licence") == {"max_persons": "6"}, heading
        assert "house" not in survey.things, heading


def test_no_name_of_a_person_is_copied_from_a_register(tmp_path: Path) -> None:
    for account in registered(tmp_path, REGISTER).accounts:
        assert "Nobody" not in text_of(account.sheet, list(account.lines()))
    (account,) = registered(tmp_path, "Address,Manager Address,Licence Holder,Postcode\n1 Nowhere Row,9 Elsewhere,Nobody Atall,\n").accounts
    assert account.sheet.head["address"] == "1 Nowhere Row"
    assert "Elsewhere" not in text_of(account.sheet, list(account.lines()))


def test_a_value_that_cannot_be_is_left_with_its_reason(tmp_path: Path) -> None:
    _, second, third = registered(tmp_path, REGISTER).accounts
    assert "outside what house.storeys can be" in second.left["No of storeys"]
    assert "'31/02/2024' is not a date" in third.left["Licence Start"]
    assert "'many' is not a number" in third.left["Max persons"]
    assert "Licence End" not in third.left  # `tbc` says nothing


def test_amenities_are_bounds_where_a_register_does_not_say_which_are_shared(tmp_path: Path) -> None:
    (account,) = registered(tmp_path, "address,WCs,Kitchens,Living rooms,Bathrooms,Sinks,Ward\n1 Nowhere Row,3,2,1,4,5,North\n").accounts
    assert values(survey_of(account), "house") == {"wcs": "at most 3", "kitchens": "at least 2", "living_rooms": "1"}
    assert account.left == {
        "Bathrooms": register.WHY_LEFT["bathrooms"],
        "Sinks": register.WHY_LEFT["sinks"],
        "Ward": register.WHY_LEFT["ward"],
    }
    (account,) = registered(tmp_path, "address,Shared WCs\n1 Nowhere Row,3\n").accounts
    assert values(survey_of(account), "house") == {"wcs": "3"}


def test_two_columns_of_one_meaning_are_used_only_where_they_agree(tmp_path: Path) -> None:
    same, other, half = registered(
        tmp_path, "Address,Post Code,Postcode\n1 Nowhere Row,ZZ1,ZZ1\n2 Nowhere Row,ZZ1,ZZ2\n3 Nowhere Row,,ZZ3\n"
    ).accounts
    assert same.sheet.head["postcode"] == "ZZ1"
    assert "postcode" not in other.sheet.head
    assert other.left["Postcode"] == "two columns hold the postcode and differ"
    assert half.sheet.head["postcode"] == "ZZ3"


def test_the_day_of_issue_stands_in_only_where_no_start_is_given(tmp_path: Path) -> None:
    (account,) = registered(tmp_path, "address,Date Issued\n1 Nowhere Row,01/02/2024\n").accounts
    assert values(survey_of(account), "licence") == {"start_date": "2024-02-01"}
    (account,) = registered(
        tmp_path, "address,Date Issued,Valid from,First licensed,\n1 Nowhere Row,01/02/2024,05/02/2024,2/3/2019,odd\n"
    ).accounts
    assert values(survey_of(account), "licence") == {"start_date": "2024-02-05", "first_start_date": "2019-03-02"}
    assert account.left["Date Issued"].startswith("the day of issue")
    assert account.left["column 5"] == "not understood"


def test_parts_of_an_address_are_put_together_and_the_day_of_issue_stands_in_for_a_blank_start(tmp_path: Path) -> None:
    head = "Address line 1,Address line 2,Licence holder,Address,Valid from,Date issued"
    text = f"{head}\n1 Nowhere Row,Exampleton,Nobody,9 Elsewhere,,01/02/2024\n"
    (account,) = registered(tmp_path, text).accounts
    assert account.sheet.head["address"] == "1 Nowhere Row, Exampleton"
    assert values(survey_of(account), "licence") == {"start_date": "2024-02-01"}


def test_a_row_that_cannot_be_read_is_named_and_the_others_are_kept(tmp_path: Path) -> None:
    found = registered(
        tmp_path, "address,postcode,floors\n1 Nowhere Row,ZZ1,2\n,,2\n,,\n,tba,3\nNowhere Row, 2,ZZ1,2\n3 Nowhere Row,ZZ1,2,\n,-,4\n"
    )
    assert len(found.accounts) == 2
    assert [str(problem) for problem in found.problems] == [
        f"{tmp_path}/register.csv:5: names no house: it has no address, postcode or UPRN; fill one in, or remove the row",
        f"{tmp_path}/register.csv:6: has 4 cells under 3 headings; quote a cell that holds a comma",
        f"{tmp_path}/register.csv:8: names no house: it has no address, postcode or UPRN; fill one in, or remove the row",
    ]


def test_a_register_of_one_known_column_will_do_on_the_first_row(tmp_path: Path) -> None:
    assert len(registered(tmp_path, "postcode,odd\nZZ1 1ZZ,x\n").accounts) == 1
    with pytest.raises(Refused, match="no headings of a register are recognised; one column must be headed 'address' or 'postcode'"):
        registered(tmp_path, "title\npostcode,odd\nZZ1 1ZZ,x\n")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-02-01", "2024-02-01"), ("01/02/2024", "2024-02-01"), ("1.2.24", "2024-02-01"), ("2024/2/1", "2024-02-01"),
        ("1st February 2024", "2024-02-01"), ("1 Feb 2024", "2024-02-01"), ("01-Feb-24", "2024-02-01"),
        ("2024-02-01T00:00:00Z", "2024-02-01"),
        ("01/02/2024 00:00", "2024-02-01"), ("13/13/2024", "13/13/2024"), ("1/2/124", "1/2/124"), ("2024/2/111", "2024/2/111"),
        ("soon", "soon"),
    ],
)  # fmt: skip
def test_a_date_is_read_day_first_or_not_at_all(written: str, day: str) -> None:
    assert register.day_of(written) == day


@pytest.mark.parametrize(
    ("heading", "holds"),
    [
        ("Prop_Postcode", "postcode"), ("Postode", "postcode"), ("StartDate", "start_on"), ("EXPIRYD", "end_on"),
        ("Renewal date", "end_on"),
        ("Date licence valid from", "start_on"), ("No OF STOREY WHICH MAY BE OCCUPIED", "storeys"), ("NumberofStoreys", "storeys"),
        ("Number of persons licenced for", "max_persons"), ("Total number permitted", "max_persons"), ("licn-expiry-date", "end_on"),
        ("HMO Category", "description"), ("Flare Ref", "licence_number"), ("Draft Licence Issued", ""),
        ("Name of licence holder", "holder_name"),
        ("Managing agent telephone", "contact"), ("max_occupants_as_misread", ""), ("Total Number Units", ""), ("floor area", ""),
    ],
)  # fmt: skip
def test_headings_differ_and_are_known(heading: str, holds: str) -> None:
    assert headings.meaning(heading) == holds


def test_a_file_is_named_after_its_house(tmp_path: Path) -> None:
    first, *_ = registered(tmp_path, REGISTER).accounts
    assert register.file_name(first, 7) == "0007-1-nowhere-row-exampleton.yaml"
    first.sheet.head["of"] = "?"
    assert register.file_name(first, 8) == "0008-house.yaml"


# --- tables ----------------------------------------------------------------------------------------------------------


def test_a_table_in_windows_encoding_is_read(tmp_path: Path) -> None:
    (row,) = table.rows(file(tmp_path, "a.csv", "caf\xe9,\x93x\x94\n".encode("latin-1")))
    assert row.cells == ("café", "“x”")


def test_a_cell_over_two_lines_is_one_and_rows_keep_their_line(tmp_path: Path) -> None:
    first, second = table.rows(file(tmp_path, "a.csv", '﻿"a\nb", c \n\n,\nd,e\n'))
    assert (first.line, first.cells) == (1, ("a b", "c"))
    assert (second.line, second.cells) == (5, ("d", "e"))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"PK\x03\0", "is no plain text; save the table as CSV"),
        (b"<table><tr>", "is a web page under the name of a table"),
        (b'a,"' + b"x" * 200_000, "cannot be read as CSV"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes, why: str) -> None:
    with pytest.raises(Refused, match=why):
        table.rows(file(tmp_path, "a.csv", content))


def test_a_table_that_is_missing_or_too_long_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused, match="none.csv: cannot be read"):
        table.rows(tmp_path / "none.csv")
    monkeypatch.setattr(table, "LARGEST", 1)
    with pytest.raises(Refused, match="larger than 1 bytes; split it"):
        table.rows(file(tmp_path, "a.csv", "a,b"))


# --- the command -----------------------------------------------------------------------------------------------------


def test_one_survey_is_printed_or_written(tmp_path: Path, run: Run) -> None:
    source = file(tmp_path, "rooms.csv", ROOMS)
    status, out, err = run("import", "--from", "csv", source)
    assert status == 0
    assert read_survey_text(out, "s").notes == ("Front: bay window",)
    assert "row 2, Use -> room.use" in err
    assert "Not found there, of the facts that standards ask for:" in err
    status, out, err = run("import", "--from", "csv", source, "--out", tmp_path / "made")
    assert (status, err) == (0, "")
    assert read_survey(tmp_path / "made" / "rooms.yaml").notes == ("Front: bay window",)


def test_a_survey_is_never_written_over(tmp_path: Path, run: Run) -> None:
    source = file(tmp_path, "licence.json", json.dumps(OBJECT))
    run("import", "--from", "metastreet", source, "--out", tmp_path)
    with pytest.raises(Refused, match="licence.yaml: exists already, and may have been filled in since"):
        run("import", "--from", "metastreet", source, "--out", tmp_path)


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path, run: Run) -> None:
    with pytest.raises(Refused, match="cannot be written"):
        run("import", "--from", "csv", file(tmp_path, "rooms.csv", ROOMS), "--out", tmp_path / "rooms.csv")


def test_a_register_is_written_to_a_folder_with_one_report(tmp_path: Path, run: Run) -> None:
    source = file(tmp_path, "register.csv", REGISTER)
    with pytest.raises(Refused, match="makes 3 surveys; name a folder for them with --out DIR"):
        run("import", "--from", "register", source)
    status, out, err = run("import", "--from", "register", source, "--out", tmp_path / "made")
    assert (status, err) == (0, "")
    assert len(list((tmp_path / "made").iterdir())) == 3
    assert "Holder: about people: never copied into a survey" in out
    assert "licence.max_persons: in 2 of 3 surveys" in out
    assert "register.csv, row 4: No of storeys not used:" in out
    for path in (tmp_path / "made").iterdir():
        read_survey(path)


def test_rows_that_cannot_be_read_leave_the_status_of_a_mistake(tmp_path: Path, run: Run) -> None:
    source = file(tmp_path, "register.csv", "address,postcode,floors\n1 Nowhere Row,ZZ1,2\n,-,4\n")
    status, out, err = run("import", "--from", "register", source, "--out", tmp_path / "made")
    assert status == 2
    assert "1 surveys written" in out
    assert err.startswith("error: ")


def test_a_survey_is_checked(tmp_path: Path, run: Run) -> None:
    status, out, _ = run("check", file(tmp_path, "s.yaml", FULL))
    assert status == 0
    assert '9: the "House": surveyed on 2026-03-02 by A. Officer' in out
    assert "2 of rooms, and no more: " in out
    assert "nothing said of: units, persons" in out
    _, out, _ = run("check", file(tmp_path, "t.yaml", "alarms:\n- kind: smoke\nrooms:\n- {counted_floor_area: 9 m2}\n"))
    assert "t: surveyed on an unknown day by somebody unnamed" in out
    assert "1 of alarms, perhaps more: 1 of " in out
    assert ", 1 others" in out


def test_a_survey_that_is_wrong_or_contradicts_itself_is_refused(tmp_path: Path, run: Run) -> None:
    with pytest.raises(Refused, match="no meaning here"):
        run("check", file(tmp_path, "s.yaml", "hous: {}"))
    with pytest.raises(Refused, match="more households than people"):
        run("check", file(tmp_path, "s.yaml", "house: {persons: 2, households: 3}"))
