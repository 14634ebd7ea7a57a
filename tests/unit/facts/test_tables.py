"""Tables and workbooks as councils publish them are read whatever their encoding, or refused in words that help."""

import os
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from fanlight.facts.files import Refused
from fanlight.facts.importing import table, workbook
from fanlight.facts.importing.columns import has_headings

TEXT = "address,persons\n1 Café Row,5\n2 Nowhere Row,6\n"
Sheets = dict[str, list[list[Any]]]


def file(folder: Path, content: bytes, name: str = "register.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def book(folder: Path, sheets: Sheets) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    made.save(folder / "register.xlsx")
    return folder / "register.xlsx"


def cells(path: Path, **how: Any) -> list[tuple[str, ...]]:
    with table.opened(path, **how) as opened:
        return [row.cells for row in opened.rows()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_a_table_is_read_in_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    assert cells(file(tmp_path, TEXT.encode(encoding))) == [("address", "persons"), ("1 Café Row", "5"), ("2 Nowhere Row", "6")]


def test_a_letter_cut_off_at_the_end_makes_the_file_no_utf_8(tmp_path: Path) -> None:
    assert cells(file(tmp_path, b"address,caf\xc3")) == [("address", "cafÃ")]


@pytest.mark.parametrize("sign", [";", "\t", "|"])
def test_a_table_is_read_whatever_divides_its_cells(tmp_path: Path, sign: str) -> None:
    path = file(tmp_path, f"address{sign}persons\n1 Row, Exampleton{sign}5\n2 Row, Exampleton{sign}6\n".encode())
    assert cells(path)[1] == ("1 Row, Exampleton", "5")
    with table.opened(path) as opened:
        assert opened.notes[0].startswith("cells are divided by ")


def test_a_sign_that_the_file_names_itself_is_used(tmp_path: Path) -> None:
    assert cells(file(tmp_path, b"sep=;\r\na,b;c\r\nd,e;f\r\n")) == [("a,b", "c"), ("d,e", "f")]


def test_a_table_can_be_gone_through_twice(tmp_path: Path) -> None:
    for path in (file(tmp_path, TEXT.encode()), book(tmp_path, {"one": [["a", "b"], ["c", "d"]]})):
        with table.opened(path) as opened:
            assert list(opened.rows()) == list(opened.rows()) != []


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(20), "of the old form; save it as .xlsx or as CSV"),
        (b"\xff\xfea", "is no utf-16 though it begins so"),
        ("a,\0".encode("utf-16"), "is no plain text"),
        (b"a,b\0", "is no plain text"),
        (b"\xef\xbb\xbfa,\xff", "is no utf-8-sig though it begins so"),
        (b"  <!doctype html>", "is a web page"),
        (b"PK\x03\x04 and no more", "is a damaged workbook"),
    ],
)
def test_what_is_no_table_is_refused_with_the_remedy(tmp_path: Path, content: bytes, why: str) -> None:
    with pytest.raises(Refused, match=why):
        cells(file(tmp_path, content))


def test_a_folder_and_a_sheet_of_no_workbook_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be read"):
        cells(tmp_path)
    with pytest.raises(Refused, match="has no sheet 'x'; leave --sheet out"):
        cells(file(tmp_path, TEXT.encode()), sheet="x")


def test_a_workbook_gives_its_values_as_text_and_its_dates_year_first(tmp_path: Path) -> None:
    half_past_nine = datetime.fromisoformat("2024-03-04T09:30")
    row = [date(2024, 3, 4), half_past_nine, time(9, 30), timedelta(days=1), 5, 5.0, 5.25, 1e300, True, False, None, " a  b ", "=1+1"]
    days = "2024-03-04", "2024-03-04T09:30:00", "09:30:00", "1 day, 0:00:00"
    assert cells(book(tmp_path, {"one": [row]})) == [(*days, "5", "5", "5.25", "1e+300", "yes", "no", "", "a b")]


def test_the_sheet_is_chosen_by_name_or_by_its_headings(tmp_path: Path) -> None:
    path = book(tmp_path, {"notes": [["read this"], ["and this"]], "HMO Return": [["title"], [], ["Address", "Persons"], ["1 Row", 5]]})
    with table.opened(path, wanted=has_headings) as opened:
        assert [row.line for row in opened.rows()] == [1, 3, 4]
        assert opened.notes == ("the sheet 'HMO Return' was read; not read: notes (--sheet names another)",)
        assert opened.epoch == date(1899, 12, 30)
    assert cells(path, sheet="notes")[0] == ("read this",)
    assert cells(path, wanted=lambda rows: False)[0] == ("read this",)
    with pytest.raises(Refused, match="has no sheet 'note'; did you mean 'notes'"):
        cells(path, sheet="note")


def archive(folder: Path, **parts: str) -> Path:
    path = folder / "odd.xlsx"
    with zipfile.ZipFile(path, "w") as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return path


def test_an_archive_that_is_no_workbook_or_a_broken_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="is no Excel workbook; save the table as .xlsx"):
        cells(archive(tmp_path, content_xml="<a/>"))
    with pytest.raises(Refused, match="cannot be read as a workbook .KeyError"):
        cells(archive(tmp_path, xl__workbook_xml="<a/>"))


def test_a_workbook_too_large_or_too_wide_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = book(tmp_path, {"one": [["a", "b"], ["c", "d", "e"]]})
    monkeypatch.setattr(workbook, "WIDEST", 2)
    with pytest.raises(Refused, match="xlsx:2: has more than 2 cells"):
        cells(path)
    monkeypatch.setattr(workbook, "UNPACKED", 1)
    with pytest.raises(Refused, match="larger than 1 bytes when unpacked"):
        cells(path)


def test_a_workbook_without_a_sheet_of_cells_is_refused(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.remove(made.active)
    made.create_chartsheet("chart")
    made.save(tmp_path / "charts.xlsx")
    with pytest.raises(Refused, match="cannot be read as a workbook"):
        cells(tmp_path / "charts.xlsx")


def test_without_the_library_a_workbook_is_refused_with_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = book(tmp_path, {"one": [["a", "b"]]})

    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(workbook, "import_module", missing)
    with pytest.raises(
        Refused, match=r"openpyxl, which reads those, is not installed; run: pip install 'fanlight\[stock\]', or save it as CSV"
    ):
        cells(path)


@settings(max_examples=60, deadline=None)
@given(some.binary(max_size=300), some.sampled_from([b"", b"\xff\xfe", b"\xef\xbb\xbf", b"PK\x03\x04", b"sep=;\n", b'a,"b']))
def test_any_bytes_are_rows_or_a_refusal(tmp_path_factory: pytest.TempPathFactory, content: bytes, first: bytes) -> None:
    path = file(tmp_path_factory.mktemp("bytes"), first + content)
    try:
        assert all(any(row) for row in cells(path))
    except Refused as refusal:
        assert str(path) in str(refusal)


@settings(max_examples=25, deadline=None)
@given(some.data())
def test_a_damaged_workbook_is_rows_or_a_refusal(tmp_path_factory: pytest.TempPathFactory, data: some.DataObject) -> None:
    folder = tmp_path_factory.mktemp("book")
    content = bytearray(book(folder, {"one": [["address", "persons"], ["1 Row", 5], [date(2024, 1, 2), "=A1"]]}).read_bytes())
    # Places are drawn as shares: how long a workbook is changes with the time written in it, and the cases drawn must not.
    for share in data.draw(some.lists(some.integers(0, 9999), min_size=1, max_size=6)):
        content[4 + share * (len(content) - 4) // 10_000] = data.draw(some.integers(0, 255))
    path = file(folder, bytes(content), "damaged.xlsx")
    try:
        cells(path)
    except Refused as refusal:
        assert str(path) in str(refusal)


def test_a_workbook_whose_inside_is_damaged_is_left_closed(tmp_path: Path) -> None:
    whole = book(tmp_path, {"one": [["address"], ["1 Row"]]})
    path = tmp_path / "damaged.xlsx"
    with zipfile.ZipFile(whole) as good, zipfile.ZipFile(path, "w") as bad:
        for name in good.namelist():
            bad.writestr(name, b"<no" if name == "xl/workbook.xml" else good.read(name))
    with pytest.raises(Refused, match="cannot be read as a workbook") as refusal:
        cells(path)
    # While the refusal is held, so is all that its traceback names: a file left to the collector would still be open here.
    assert refusal.value
    assert str(path) not in {os.readlink(each) for each in Path("/proc/self/fd").iterdir() if each.is_symlink()}
