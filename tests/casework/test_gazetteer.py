"""A council's gazetteer: loaded from the layouts councils have, bad lines set aside and named, and looked up by postcode or UPRN."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from fanlight.casework.actions import applying, gazetteer
from fanlight.casework.actions.applying import Located
from fanlight.casework.models import GazetteerEntry
from fanlight.casework.queries import gazetteer as looked_up
from fanlight.facts.files import Refused
from tests.casework.conftest import NOW, told

PLAIN = "UPRN,ADDRESS,POSTCODE,X_COORDINATE,Y_COORDINATE\n"
CORE = (
    "uprn,po_box,organisation,sub_building,building_name,building_number,street_name,locality,town_name,post_town,postcode,"
    "easting,northing\n"
)
BS7666 = (
    "UPRN,SAO_START_NUMBER,SAO_START_SUFFIX,SAO_END_NUMBER,SAO_END_SUFFIX,SAO_TEXT,PAO_START_NUMBER,PAO_START_SUFFIX,PAO_END_NUMBER,"
    "PAO_END_SUFFIX,PAO_TEXT,STREET_DESCRIPTION,TOWN_NAME,POSTCODE_LOCATOR,X_COORDINATE,Y_COORDINATE\n"
)


def read(text, council):
    return gazetteer.read(text.splitlines(keepends=True), "g.csv", council)


def only(text, council):
    found = read(text, council)
    assert found.aside == []
    (entry,) = found.entries.values()
    return entry.uprn, entry.address, entry.postcode, entry.easting, entry.northing


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (PLAIN + '00100,"14 Sample Street, Exampleton, ZZ99 1AA",zz991aa,400000.4,300000\n', "14 Sample Street, Exampleton"),
        (PLAIN + '100,"14 Sample  Street ZZ991AA",ZZ99 1AA,400000,300000\n', "14 Sample Street"),
        (CORE + "100,,,FLAT 2,MADEUP HOUSE,14,SAMPLE STREET,,EXAMPLETON,EXAMPLETON,ZZ99 1AA,400000,300000\n",
         "FLAT 2, MADEUP HOUSE, 14 SAMPLE STREET, EXAMPLETON"),
        (BS7666 + "100,1,,,,FLAT,14,A,16,B,THE MILL,SAMPLE STREET,EXAMPLETON,ZZ99 1AA,400000,300000\n",
         "1 FLAT, THE MILL, 14A-16B SAMPLE STREET, EXAMPLETON"),
        (BS7666 + "100,,,,,,,,,,THE MILL,SAMPLE STREET,EXAMPLETON,ZZ99 1AA,400000,300000\n", "THE MILL, SAMPLE STREET, EXAMPLETON"),
    ],
)  # fmt: skip
def test_the_layouts_that_councils_have_are_read(council, text, address):
    assert only(text, council) == ("100", address, "ZZ99 1AA", 400000, 300000)


def test_an_address_without_a_place_is_kept_without_one(council):
    assert only(PLAIN + "100,14 Sample Street,ZZ99 1AA,,\n", council)[3:] == (None, None)
    assert only("UPRN,ADDRESS,POSTCODE\n100,14 Sample Street,ZZ99 1AA\n", council)[3:] == (None, None)


@pytest.mark.parametrize(
    ("line", "says"),
    [("x,14 Sample Street,ZZ99 1AA,,", "no UPRN"), ("0,14 Sample Street,ZZ99 1AA,,", "no UPRN"), ("1234567890123,A,ZZ99 1AA,,", "no UPRN"),
     ("²,A,ZZ99 1AA,,", "no UPRN"), ("200,A,,,", "no postcode"), ("200,A,ZZ9,,", "no postcode"), ("200,,ZZ99 1AA,,", "address is empty"),
     (f"200,{'a' * 301},ZZ99 1AA,,", "longer than 300"), ("200,A,ZZ99 1AA,400000,", "northing ''"),
     ("200,A,ZZ99 1AA,9000000,1", "outside the national grid"), ("100,B,ZZ99 1AA,,", "earlier line"), ("200", "no postcode"),
     ("200,A,ZZ99 1AA,nan,1", "outside the national grid")],
)  # fmt: skip
def test_a_bad_line_is_set_aside_and_named_and_the_others_are_taken(council, line, says):
    found = read(f"{PLAIN}100,A Street,ZZ99 1AA,,\n{line}\n300,B Street,ZZ99 1AA,,\n", council)
    assert set(found.entries) == {"100", "300"}
    (problem,) = found.aside
    assert str(problem).startswith("g.csv:3: ") and says in str(problem)


def test_a_line_that_is_no_line_of_a_table_is_set_aside(council):
    found = read(f"{PLAIN}100,A Street,ZZ99 1AA,,\n200,{'a' * 140000},ZZ99 1AA,,\n300,B Street,ZZ99 1AA,,\n", council)
    assert set(found.entries) == {"100", "300"} and "no line of a table" in str(found.aside[0])


def test_columns_that_are_not_there_are_named(council):
    with pytest.raises(Refused, match="no column UPRN; no column POSTCODE or POSTCODE_LOCATOR; no column ADDRESS"):
        read("a,b\n1,2\n", council)
    with pytest.raises(Refused):
        read("", council)


def test_a_real_council_has_only_real_postcodes(other_council):
    found = read(PLAIN + "1,A Street,ZZ99 1AA,,\n2,B Street,M1 1AE,,\n", other_council)
    assert set(found.entries) == {"2"} and len(found.aside) == 1


def load(council, text):
    return gazetteer.load(council, read(text, council), at=NOW)


STREET = PLAIN + "".join(f"{number},{number} Sample Street,ZZ99 1AA,400000,300000\n" for number in (2, 10, 1)) + "7,Mill,ZZ99 1AA,,\n"


def test_addresses_are_found_by_postcode_in_the_order_of_their_numbers(council, other_council):
    assert load(council, STREET) == 4
    assert [each.address for each in looked_up.at_postcode(council, "zz991aa")] == [
        "1 Sample Street", "2 Sample Street", "10 Sample Street", "Mill",
    ]  # fmt: skip
    assert looked_up.at_postcode(council, "ZZ99 1AB") == []
    assert looked_up.at_postcode(other_council, "ZZ99 1AA") == []
    assert looked_up.one(council, " 0010 ").address == "10 Sample Street"
    assert looked_up.one(other_council, "10") is None
    assert list(looked_up.councils()) == [council]
    assert told("gazetteer loaded") == {"addresses": 4, "set aside": 0}


def test_what_is_loaded_takes_the_place_of_what_was_and_an_empty_table_of_nothing(council):
    load(council, STREET)
    load(council, PLAIN + "5,5 Other Street,ZZ99 1AA,,\n")
    assert [each.uprn for each in GazetteerEntry.objects.all()] == ["5"]
    with pytest.raises(ValueError, match="what was loaded before stays"):
        load(council, PLAIN)
    assert GazetteerEntry.objects.count() == 1


def test_a_house_chosen_from_the_gazetteer_stands_on_the_map(council, applicant):
    load(council, STREET)
    chosen = applying.begin(council, Located("10 Sample Street", "ZZ99 1AA", "10"), by=applicant, at=NOW).house
    assert (chosen.uprn, chosen.easting, chosen.northing) == ("10", 400000, 300000)
    for place in (Located("Mill", "ZZ99 1AA", "7"), Located("11 Sample Street", "ZZ99 1AA"), Located("1 Elsewhere", "ZZ99 1AB", "1")):
        assert applying.begin(council, place, by=applicant, at=NOW).house.easting is None


def test_the_command_says_what_it_loaded_and_names_what_it_did_not(council, tmp_path):
    path = tmp_path / "gazetteer.csv"
    path.write_text("\ufeff" + STREET + "x,A,ZZ99 1AA,,\n" * 150, encoding="utf-8")
    out, err = StringIO(), StringIO()
    call_command("load_gazetteer", str(path), council="exampleton", stdout=out, stderr=err)
    assert "4 addresses of Exampleton loaded; 150 lines set aside" in out.getvalue()
    assert "gazetteer.csv:6: 'x' is no UPRN" in err.getvalue() and "and 50 more lines" in err.getvalue()
    for name, text in (("nowhere.csv", None), ("bad.csv", b"\xff\xfe\x00"), ("heads.csv", b"a,b\n"), ("empty.csv", PLAIN.encode())):
        if text is not None:
            (tmp_path / name).write_bytes(text)
        with pytest.raises(CommandError):
            call_command("load_gazetteer", str(tmp_path / name), council="exampleton")
    with pytest.raises(CommandError, match="no council is called 'atlantis'"):
        call_command("load_gazetteer", str(path), council="atlantis")
