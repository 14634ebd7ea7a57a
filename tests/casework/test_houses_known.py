"""The houses a council knows of: loaded from files with bad rows set aside, described by both authorities, and listed by risk."""

import json
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command

from fanlight.casework import access, addresses
from fanlight.casework.acting import Office
from fanlight.casework.actions import houses_known as acts
from fanlight.casework.actions import houses_loading
from fanlight.casework.actions.houses_known import Facts, KnownMeanwhile
from fanlight.casework.actions.houses_loading import Row
from fanlight.casework.models import Event, House, HouseKnown, Licence
from fanlight.casework.queries import houses_known as queries
from fanlight.casework.queries import keeping
from fanlight.casework.queries.houses_known import Wanted
from fanlight.facts.files import Refused
from fanlight.licensing.procedure import Role
from tests.casework.conftest import NOW, staff
from tests.casework.test_register import licensed

ON = NOW.date()
TABLE = """Address,Postcode,UPRN,Ward,Storeys,Occupants,Description,Colour
3 Invented Street,ZZ99 8AA,3,Harbour,4,9,Nine bells.,red
12 Madeup Terrace,ZZ99 8AB,,Harbour,,,,
14 Sample St. Exampleton,zz991aa,,Hill,3,,,
"""


@pytest.fixture(autouse=True)
def nothing_worked_out():
    keeping.forget()


def file(tmp_path, text, name="suspected.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_is_read_by_its_headings_compared_and_loaded_once(council, officer, house, tmp_path):
    found = houses_loading.read(file(tmp_path, TABLE))
    assert (len(found.rows), found.aside, found.unread) == (3, (), ("Colour",))
    before = houses_loading.compare(council, found.rows)
    assert ([row.line for row in before.new], [(each.pk, more) for each, _, more in before.more], before.held) == (
        [2, 3], [(house.pk, {"ward": "Hill", "storeys": 3})], 0,
    )  # fmt: skip
    assert House.objects.count() == 1 and not Event.objects.exists()
    houses_loading.load(council, found.rows, "suspected.csv", by=officer, at=NOW)
    made = House.objects.get(uprn="3")
    assert (made.ward, made.known.storeys, made.known.persons, made.known.words, made.known.source) == (
        "Harbour", 4, 9, "Nine bells.", "suspected.csv",
    )  # fmt: skip
    house.refresh_from_db()
    assert (house.ward, house.known.storeys, house.known.version) == ("Hill", 3, 1)
    events = Event.objects.count()
    again = houses_loading.load(council, houses_loading.read(file(tmp_path, TABLE)).rows, "suspected.csv", by=officer, at=NOW)
    assert (again.new, again.more, again.held, again.aside) == ([], [], 3, [])
    assert (House.objects.count(), HouseKnown.objects.count(), Event.objects.count()) == (3, 3, events)


@pytest.mark.parametrize(
    ("row", "field", "why"),
    [
        ("5 Row,ZZ99 8AA,,,many,,,", "storeys", "no whole number. Correct it, or leave the cell empty."),
        ("5 Row,ZZ99 8AA,,,400,,,", "storeys", "400 is not from 1 to 100: correct it, or leave it empty where nobody knows"),
        ("5 Row,ZZ99 8AA,,,,0,,", "persons", "0 is not from 1 to 1000"),
        ("5 Row,nowhere,,,,,,", "postcode", "is no postcode: write one like ZZ99 1AA, or leave it out"),
        ("5 Row,ZZ99 8AA,12A,,,,,", "uprn", "is no UPRN: write at most 12 figures"),
        (",,,Harbour,,,Nice,", "address", "Neither an address nor a postcode nor a UPRN is given. Correct the row."),
        ("5 Row,ZZ99 8AA,,,,,,,,,,9", "row", "headings; quote a cell that holds a comma"),
        (",ZZ99 8AA,,,,,,x", "address", "needs more than its postcode or UPRN: write its address"),
        (",,99,,,,,x", "address", "needs more than its postcode or UPRN"),
        ("5 Other Street,ZZ99 1AA,1,,,,,", "uprn", "the council holds this UPRN as '14 Sample Street, Exampleton'"),
        ("14 Sample Street Exampleton,ZZ99 1AA,77,,,,,", "uprn", "the council holds this address under the UPRN 1: correct one"),
        ("3 invented street,ZZ998AA,,,,,,", "row", "it is the same house as line 2: leave one of them out"),
    ],
)
def test_a_bad_row_is_set_aside_with_its_line_field_and_remedy_and_the_others_are_loaded(
    council, officer, house, tmp_path, row, field, why
):  # fmt: skip
    lines = TABLE.splitlines()
    read = houses_loading.read(file(tmp_path, "\n".join([*lines[:2], row, lines[2]]) + "\n"))
    done = houses_loading.load(council, read.rows, "f.csv", by=officer, at=NOW)
    (aside,) = [*read.aside, *done.aside]
    assert (aside.line, aside.field) == (3, field) and why in aside.why
    assert [each.line for each in done.new] == [2, 4]


def test_what_is_held_is_never_changed_by_a_file_and_what_differs_is_told(council, officer, house):
    HouseKnown.objects.create(house=house, source="hand", storeys=3, at=NOW)
    row = Row(2, house.address, "ZZ99 1AA", "1", "", 5, 7, "Other words.")
    done = houses_loading.load(council, [row], "f.csv", by=officer, at=NOW)
    assert [(each.field, each.why) for each in done.differing] == [
        ("storeys", "14 Sample Street, Exampleton is held with 3, the file says 5: nothing is changed")
    ]
    known = HouseKnown.objects.get()
    assert (known.storeys, known.persons, known.words, known.version, known.source) == (3, 7, "Other words.", 2, "hand")


def test_two_houses_of_one_address_are_told_apart_by_postcode_or_not_at_all(council, house):
    other = House.objects.create(council=council, address="14 Sample Street, Exampleton", postcode="ZZ99 2BB")
    House.objects.create(council=council, address="14 Sample Street, Exampleton", postcode="ZZ99 3CC")
    row = Row(2, "14 Sample St Exampleton")
    assert "holds 3 houses of this address: write its postcode or UPRN" in houses_loading.compare(council, [row]).aside[0].why
    found = houses_loading.Held(council)
    assert found.find(replace(row, postcode="ZZ99 2BB")) == other and found.find(replace(row, postcode="ZZ99 4DD")) is None


def test_a_file_that_is_no_table_and_one_too_long_are_told_so(tmp_path, monkeypatch):
    with pytest.raises(Refused, match="no headings"):
        houses_loading.read(file(tmp_path, "Colour,Size\nred,9\n"))
    monkeypatch.setattr(houses_loading, "MOST_ROWS", 2)
    found = houses_loading.read(file(tmp_path, TABLE))
    assert (len(found.rows), found.aside[0].line, found.aside[0].field) == (2, 4, "file")


def test_a_workbook_is_read_like_a_table(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for line in (("Address", "Postcode", "Storeys"), ("3 Invented Street", "ZZ99 8AA", 4)):
        book.active.append(line)
    book.save(tmp_path / "suspected.xlsx")
    (row,) = houses_loading.read(tmp_path / "suspected.xlsx").rows
    assert (row.address, row.storeys, row.line) == ("3 Invented Street", 4, 2)


def test_the_command_previews_loads_and_names_what_is_set_aside(council, tmp_path, capsys):
    path = file(tmp_path, TABLE + "5 Row,nowhere,,,,,,\n")
    call_command("load_houses", "exampleton", path, preview=True)
    assert "3 houses would be added" in capsys.readouterr().out and not House.objects.exists()
    call_command("load_houses", "exampleton", path)
    told = capsys.readouterr()
    assert "3 houses added" in told.out and "suspected.csv:5: postcode:" in told.err
    assert json.loads(Event.objects.get(kind="houses loaded").about)["source"] == "suspected.csv"
    for given, why in ((("nowhere", path), "no council"), (("exampleton", tmp_path / "gone.csv"), "cannot be read")):
        with pytest.raises(CommandError, match=why):
            call_command("load_houses", *given)


def test_who_may_add_describe_and_load_houses(council, other_council, officer, manager, fire_officer, applicant, house):
    may = {
        "officer": (officer, True),
        "manager": (manager, True),
        "fire officer of its authority": (fire_officer, True),
        "policy officer": (staff("Pat Policy", Office.POLICY_OFFICER, council=council), False),
        "administrator": (staff("Ari Admin", Office.ADMINISTRATOR, council=council), False),
        "other council": (staff("Sam Stranger", Role.HOUSING_OFFICER, council=other_council), False),
        "applicant": (applicant, False),
    }
    for number, (name, (actor, is_so)) in enumerate(may.items(), start=1):
        known = queries.known(house)
        for do in (
            lambda by, number=number: acts.add(council, {"address": f"{number} Row"}, "hand", by=by, at=NOW),
            lambda by, known=known: acts.say(house, Facts(storeys=3), known.version if known else 0, by=by, at=NOW),
            lambda by: houses_loading.load(council, [], "f.csv", by=by, at=NOW),
        ):
            if is_so:
                do(actor)
            else:
                with pytest.raises(access.NotPermitted):
                    do(actor)
        assert House.objects.filter(address=f"{number} Row").exists() is is_so, name


def test_what_is_said_of_a_house_names_its_source_and_loses_nobodys_words(council, officer, fire_officer, house):
    first = acts.say(house, Facts(4, None, " Bells. "), 0, by=fire_officer, at=NOW)
    assert (first.source, first.storeys, first.persons, first.words) == ("Exampleshire Fire and Rescue", 4, None, "Bells.")
    with pytest.raises(KnownMeanwhile):
        acts.say(house, Facts(), 0, by=officer, at=NOW)
    for facts in (Facts(storeys=0), Facts(persons=1001)):
        with pytest.raises(ValueError, match="must be a whole number from 1 to"):
            acts.say(house, facts, 1, by=officer, at=NOW)
    acts.say(house, Facts(2), 1, by=officer, at=NOW)
    known = HouseKnown.objects.get()
    assert (known.storeys, known.version, known.source) == (2, 2, "Exampleshire Fire and Rescue")


def test_houses_are_listed_by_risk_and_narrowed_by_ward_words_and_licence(council, other_council, officer, house):
    licence = licensed(council, 7, from_on=ON, until_on=ON)
    for each, ward, storeys in ((house, "Hill", 6), (licence.house, "Harbour", None)):
        acts.say(each, Facts(storeys), 0, by=officer, at=NOW)
        House.objects.filter(pk=each.pk).update(ward=ward)
    House.objects.create(council=council, address="1 Not Suspected")
    HouseKnown.objects.create(house=House.objects.create(council=other_council, address="Elsewhere"), source="x", at=NOW)

    def shown(**asked):
        return [each.house.pk for each in queries.listed(council, Wanted(**asked), ON).houses]

    assert shown() == [house.pk, licence.house_id] == shown(page=7) == shown(page=0)
    assert shown(ward="Hill") == [house.pk] == shown(licence="unlicensed") == shown(words="sample") == shown(words="zz99 1a")
    assert shown(licence="licensed") == [licence.house_id] and shown(words="%%") == [] and queries.wards(council) == ["Harbour", "Hill"]
    assert queries.in_force(licence.house_id, ON) == licence
    Licence.objects.update(ended_on=ON)
    assert queries.in_force(licence.house_id, ON) is None and queries.licences_in_force(council, ON) == {}


def test_a_uprn_is_the_same_with_and_without_the_noughts_before_it(council, officer, house):
    House.objects.filter(pk=house.pk).update(uprn="000000000001")
    assert [each.pk for each, _ in queries.likely(council, "", "", "1")] == [house.pk]
    assert queries.listed(council, Wanted(words="1"), ON).count == 0  # nobody suspects it yet
    with pytest.raises(ValueError, match="the council holds it"):
        acts.add(council, {"address": "99 Else Row", "uprn": "0001"}, "hand", by=officer, at=NOW)
    assert houses_loading.compare(council, [Row(2, uprn="1")]).held == 1


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("14 Sample St, Exampleton", "14, SAMPLE STREET, EXAMPLETON, ZZ99 1AA", True),
        ("Flat 2, 14 St John's Rd", "Apt 2 14 Street Johns Road", True),
        ("14 Sample Street", "14a Sample Street", False),
        ("14 Sample Street", "16 Sample Street", False),
    ],
)
def test_an_address_is_the_same_however_it_is_written_and_another_number_is_another_house(one, other, is_same):
    assert (addresses.plain(one) == addresses.plain(other)) is is_same
    assert (addresses.alike(one, other) == 1.0) is is_same
    assert is_same or addresses.alike(one, other) == 0.0


def test_many_houses_ask_no_more_questions(council, officer, django_assert_max_num_queries):
    rows = [Row(number, f"{number} Row", "ZZ99 1AA", storeys=3) for number in range(1, 60)]
    houses_loading.load(council, rows, "f.csv", by=officer, at=NOW)
    with django_assert_max_num_queries(18):
        assert queries.listed(council, Wanted(), ON).count == 59
