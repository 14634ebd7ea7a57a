"""What the columns of a register hold is told from their headings, shown, and corrected by a mapping."""

from pathlib import Path

import pytest

from fanlight.facts.files import Refused
from fanlight.facts.importing import headings, table
from fanlight.facts.importing.columns import Given, Headed, headed, joined, labels, mapping_text, read_mapping
from fanlight.facts.importing.days import Order
from fanlight.facts.importing.headings import meanings, told


def learned(*names: str) -> list[str]:
    return [each.holds for each in meanings(names)]


def read(folder: Path, text: str, mapping: Given | None = None) -> Headed:
    (folder / "register.csv").write_text(text, encoding="utf-8")
    with table.opened(folder / "register.csv") as opened:
        return headed(opened, mapping)


def mapping(folder: Path, text: str) -> Given:
    (folder / "mapping.yaml").write_text(text, encoding="utf-8")
    return read_mapping(folder / "mapping.yaml")


def test_a_known_heading_is_sure_a_likeness_likely_and_a_stranger_nothing() -> None:
    assert (told("Licence_Expiry_Date").holds, told("Licence_Expiry_Date").certainty) == ("end_on", "sure")
    assert (told("LICN expiry").holds, told("LICN expiry").certainty) == ("end_on", "likely")
    assert told("Ofice hours").certainty == "none"
    assert told("").holds == ""
    assert (told("short descripton").holds, told("Floor area").why) == ("description", "no particular of the register")


def test_a_slip_of_the_pen_is_taken_for_the_nearest_known_heading() -> None:
    slip = told("duraton")
    assert (slip.holds, slip.certainty, slip.why) == ("duration", "likely", "taken for 'duration'")


def test_every_heading_known_has_one_meaning_and_every_pattern_can_be_reached() -> None:
    listed = [each.text for entry in headings.files.read(headings.FILE).keys["particulars"].items if "known" in entry.keys
              for each in entry.keys["known"].items]  # fmt: skip
    assert [name for name in set(listed) if listed.count(name) > 1] == []
    assert [name for name in listed if headings.plain(name) != name] == []


@pytest.mark.parametrize(
    ("names", "held"),
    [
        (("Address", "Postcode", "Licence holder", "Postcode"), ["address", "postcode", "holder_name", "holder_address"]),
        (("Licence holder", "Address", "Postcode", "HMO address", "HMO postcode"),
         ["holder_name", "holder_address", "holder_address", "address", "postcode"]),
        (("Manager", "Address", "Persons", "House address"), ["manager_name", "manager_address", "max_persons", "address"]),
        (("Owner", "Address", "House address"), ["other_person", "other_person", "address"]),
        (("Licence holder", "Address", "Postcode"), ["holder_name", "address", "postcode"]),
        (("Address", "Licence holder", "Notes", "Postcode"), ["address", "holder_name", "", "postcode"]),
        (("Postcode", "Post code"), ["postcode", ""]),
        (("Postode", "Postcode"), ["", "postcode"]),
        (("Address line 1", "Address line 2", "Town"), ["address", "address", "address"]),
        (("Licence holder", "HMO address", "Town", "Postcode"), ["holder_name", "address", "address", "postcode"]),
        (("Street", "Town", "Postcode", "Licence holder", "Address", "Town"),
         ["address", "address", "postcode", "holder_name", "holder_address", "holder_address"]),
        (("Premises Ref", "Premises Address", "Property class", "Tel No"), ["", "address", "", "contact"]),
        (("Property class", "Expires"), ["address", "end_on"]),
        (("Date issued", "Expires"), ["issued_on", "end_on"]),
        (("Date issued", "Valid from"), ["issued_on", "start_on"]),
        (("Flats that are self-contained", "Flats not self-contained"), ["self_contained_flats", "other_flats"]),
        (("Max persons and/or households",), [""]),
        (("Summary of licence conditions", "Tribunal decisions", "Appeals"), ["conditions", "tribunal_decisions", "tribunal_references"]),
    ],
)  # fmt: skip
def test_headings_are_understood_beside_each_other(names: tuple[str, ...], held: list[str]) -> None:
    assert learned(*names) == held


def test_a_column_passed_over_says_which_other_was_taken() -> None:
    assert meanings(("Postcode", "Post code"))[1].why == "'Postcode' holds the postcode already"


def test_the_headings_are_the_row_with_the_most_of_them(tmp_path: Path) -> None:
    found = read(tmp_path, "Register of house addresses and persons,,\n\nAddress,Expires,Persons\n1 Address Row,x,5 persons\n")
    assert (found.row.line, [column.holds for column in found.columns]) == (3, ["address", "end_on", "max_persons"])
    assert [column.label for column in found.of("end_on")] == ["Expires"]


def test_headings_have_names_of_their_own() -> None:
    assert list(labels(("Postcode", "", "Postcode", ""))) == ["Postcode", "column 2", "Postcode (2)", "column 4"]


@pytest.mark.parametrize("text", ["", "one\ntwo\n", "a,b\nc,d\n"])
def test_a_table_without_headings_of_a_register_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(Refused, match="one column must be headed 'address' or 'postcode', or a mapping say what each holds"):
        read(tmp_path, text)
    with pytest.raises(Refused, match="no heading 'x'|no headings"):
        read(tmp_path, text, mapping(tmp_path, "mapping: {x: address}\n"))


def test_a_mapping_says_what_the_headings_do_not(tmp_path: Path) -> None:
    given = mapping(tmp_path, "mapping: {Ort: address, Postcode: none, Persons: max_households}\ndates: mdy\n")
    found = read(tmp_path, "x,y\nOrt,Postcode,Persons,Max households,Expires\n", given)
    assert given.dates is Order.MDY
    assert [(column.holds, column.certainty) for column in found.columns] == [
        ("address", "given"), ("", "given"), ("max_households", "given"), ("", "none"), ("end_on", "sure"),
    ]  # fmt: skip
    assert found.columns[3].why == "the mapping gives another"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("mapping: {a: adress}", "mapping.yaml:1: 'adress' is no particular of a register; did you mean 'address'"),
        ("mapping: {a: postcode, b: postcode}", "two columns cannot both hold the postcode; write none for one of them"),
        ("maping: {}", "'maping' has no meaning here; did you mean 'mapping'"),
        ("dates: ymd", "'ymd' is no order of dates; write dmy or mdy"),
        ("mapping: {a: [b]}", "a single value is expected here"),
        ("mapping: [a]", "a mapping is expected here"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused_with_its_line(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        mapping(tmp_path, text)


def test_a_heading_that_the_table_does_not_have_is_refused(tmp_path: Path) -> None:
    given = mapping(tmp_path, "mapping:\n  Adress: address\n  Expires: end_on\n")
    with pytest.raises(Refused, match="mapping.yaml:2: the table has no heading 'Adress'; did you mean 'Address'"):
        read(tmp_path, "Address,Expires\n", given)


def test_the_mapping_that_was_used_is_written_and_reads_back_as_the_same(tmp_path: Path) -> None:
    text = 'Address,"Persons: most",Postcode,Postcode,,#odd\n'
    found = read(tmp_path, text)
    written = mapping_text(found.columns, Order.DMY)
    assert "  Postcode (2): none  # none: 'Postcode' holds the postcode already" in written
    given = mapping(tmp_path, written)
    again = read(tmp_path, text, given)
    assert [column.holds for column in again.columns] == [column.holds for column in found.columns]
    assert given.dates is Order.DMY
    assert "dates" not in mapping_text(found.columns)


def test_parts_in_several_columns_are_joined_and_said_once(tmp_path: Path) -> None:
    found = read(tmp_path, "Address line 1,Address line 2,Property\n")
    text = joined(found.of("address"))
    assert text(("1 Row", "Exampleton", "1 Row")) == "1 Row, Exampleton"
    assert text(("", "Exampleton")) == "Exampleton"
    single = joined(read(tmp_path, "Expires,Address\n").of("address"))
    assert (single(("x", "1 Row")), single(("x",))) == ("1 Row", "")
