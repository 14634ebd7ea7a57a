"""`fanlight register`: what is printed and written, and that no file whatever ends in anything but findings or a refusal."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from fanlight.cli import main
from fanlight.facts.importing.headings import known

Ran = tuple[int, str, str]
Run = Callable[..., Ran]
ROOT = Path(__file__).resolve().parents[3]
EXAMPLE = ROOT / "examples" / "register.csv"
SCHEMA = json.loads((ROOT / "docs" / "reference" / "register-check.schema.json").read_text(encoding="utf-8"))
SMALL = "Address,Licence holder,Start date,Expiry date,Persons\n1 Row EX1 1AA,Mr Sample,01/04/2024,31/03/2029,5\n"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def once(*words: object) -> Ran:
        given_ = [str(word) for word in words]
        status = main(["register", *given_, *([] if "--on" in given_ else ["--on", "2026-09-01"])])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return once


def small(folder: Path, text: str = SMALL) -> Path:
    (folder / "small.csv").write_text(text, encoding="utf-8")
    return folder / "small.csv"


def checked(run: Run, *words: object) -> Any:
    printed = json.loads(run("check", *words, "--format", "json")[1])
    jsonschema.validate(printed, SCHEMA)
    return printed


def test_the_example_has_one_of_each_fault(run: Run) -> None:
    counts = checked(run, EXAMPLE)["counts"]
    assert counts["impossible"] == {
        "ends-before-it-begins": 1, "exemption-term": 1, "more-households-than-persons": 1, "nobody-permitted": 1, "shifted-row": 1,
        "term-over-five-years": 1, "too-many-cells": 1, "unreal-postcode": 1,
    }  # fmt: skip
    assert counts["doubtful"] == {
        "expired": 2, "five-years-and-a-day": 1, "number-beyond-belief": 1, "overlapping-licences": 1, "repeated-licence-number": 1,
        "unreadable": 1,
    }  # fmt: skip
    assert counts["missing"] == {"no-column": 11, "blank-particular": 1, "no-postcode": 1}


def test_the_shape_of_the_json_is_held_by_its_schema(run: Run, tmp_path: Path) -> None:
    printed = checked(run, EXAMPLE)
    mapping = tmp_path / "mapping.yaml"
    run("check", EXAMPLE, "--write-mapping", mapping)
    assert {each["certainty"] for each in checked(run, EXAMPLE, "--mapping", mapping)["columns"]} == {"given"}
    assert checked(run, small(tmp_path), "--only", "doubtful", "--exemptions")["rows"] == 1
    for broken in (
        {**printed, "more": 1},
        {**printed, "counts": {"impossible": printed["counts"]["impossible"]}},
        {**printed, "findings": [{**printed["findings"][0], "rule": "invented"}]},
        {key: value for key, value in printed.items() if key != "on"},
    ):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(broken, SCHEMA)


def test_the_text_shows_the_mapping_the_counts_the_rows_the_law_and_the_remedy(run: Run) -> None:
    status, out, err = run("check", EXAMPLE)
    assert (status, err) == (0, "")
    assert "headings in row 3\n" in out
    assert "  Licence No -> licence_number (sure)\n" in out
    assert "  Officer's note -> none (none)\n" in out
    assert "  dates of start on: the day stands first: " in out
    assert "\n17 rows read. On 1 September 2026:\n" in out
    assert "\nImpossible: 8\n" in out
    assert "  1 term-over-five-years: The licence lasts longer than five years. Housing Act 2004, s.68(4) [B: " in out
    assert (
        "    row 6: 3 Sample Street, Exampleton (2023-06-15 to 2029-06-14): Five years end on 15 June 2028; this is 364 days more.\n" in out
    )
    assert "    Remedy: Look the dates up in the licence." in out
    assert "    Note: A licence is of one HMO, but one address can hold several.\n" in out


def test_only_some_rows_are_shown_unless_all_are_asked_for(tmp_path: Path, run: Run) -> None:
    path = small(
        tmp_path, "Address,Expires,owner email\n" + "".join(f"{n} Row EX1 1AA,01/01/2020,x\n" for n in range(13, 18)) + "a note,,\n"
    )
    out = run("check", path)[1]
    assert "    and 2 more (--all prints them)\n" in out
    assert "\n5 rows read; 1 row passed over as notes or repeated headings. On" in out
    assert "  owner email -> contact (likely, never read)\n" in out
    out = run("check", path, "--all", "--only", "doubtful", "note")[1]
    assert out.count("    row ") == 5 and "more (--all" not in out
    assert "Worth knowing: 0" in out and "Missing" not in out
    assert "\n5 rows read; 2 rows passed over" in run("check", small(tmp_path, path.read_text() + "a note,,\n"))[1]


def test_the_status_tells_of_what_is_as_grave_as_asked_or_graver(tmp_path: Path, run: Run) -> None:
    doubtful = small(tmp_path, "Address,Expires\n1 Row EX1 1AA,2020-01-01\n")
    assert [run("check", doubtful, "--fail-on", grade)[0] for grade in ("impossible", "doubtful", "missing", "note")] == [0, 1, 1, 1]
    assert run("check", EXAMPLE, "--fail-on", "impossible", "--format", "csv")[0] == 1
    assert run("check", EXAMPLE)[0] == 0


def test_the_json_has_the_columns_and_every_finding(tmp_path: Path, run: Run) -> None:
    whole = checked(run, small(tmp_path), "--only", "missing")
    assert whole["shape"] == "fanlight-register-check/1"
    assert (whole["rows"], whole["passed_over"], whole["heading_row"], whole["on"]) == (1, 0, 1, "2026-09-01")
    assert whole["columns"][1] == {
        "heading": "Licence holder",
        "holds": "holder_name",
        "certainty": "sure",
        "why": None,
        "is_of_people": True,
    }
    assert whole["dates"]["end_on"] == "the day stands first: 1 dates can be read in no other way"
    assert {finding["grade"] for finding in whole["findings"]} == {"missing"}
    assert whole["findings"][0].keys() == {"row", "grade", "rule", "house", "particular", "value", "why", "says", "remedy", "citation"}
    assert len(whole["findings"]) == sum(whole["counts"]["missing"].values())


def test_the_csv_has_a_row_for_each_finding_and_nothing_a_spreadsheet_would_run(tmp_path: Path, run: Run) -> None:
    path = small(tmp_path, "Address,Description,Expires\n1 Row EX1 1AA,=cmd(),2020-01-01\n")
    _, out, err = run("check", path, "--format", "csv", "--only", "doubtful")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(row["rule"], row["value"]) for row in rows] == [("formula", "'=cmd()"), ("expired", "2020-01-01")]
    assert "  Description -> description (sure)\n" in err


def test_the_mapping_that_was_used_can_be_written_corrected_and_given(tmp_path: Path, run: Run) -> None:
    path, mapping = small(tmp_path), tmp_path / "mapping.yaml"
    run("check", path, "--write-mapping", mapping)
    text = mapping.read_text(encoding="utf-8")
    assert "  Persons: max_persons  # sure\n" in text
    mapping.write_text(text.replace("Persons: max_persons", "Persons: max_households"), encoding="utf-8")
    whole = checked(run, path, "--mapping", mapping)
    assert [column["holds"] for column in whole["columns"]] == ["address", "holder_name", "start_on", "end_on", "max_households"]
    status, _, err = run("check", path, "--write-mapping", mapping)
    assert (status, err) == (2, f"error: {mapping}: exists already, and may have been corrected since; name another\n")
    assert "cannot be written" in run("check", path, "--write-mapping", tmp_path / "no" / "mapping.yaml")[2]


def test_the_order_of_dates_can_be_said(tmp_path: Path, run: Run) -> None:
    path = small(tmp_path, "Address,Expires\n1 Row EX1 1AA,03/04/2018\n")
    assert "order-unclear" in checked(run, path)["counts"]["doubtful"]
    whole = checked(run, path, "--dates", "mdy")
    assert (whole["dates"], whole["findings"][-1]["value"]) == ({"end_on": "mdy, as was said"}, "2018-03-04")


def test_a_workbook_is_checked_as_its_csv_would_be(tmp_path: Path, run: Run) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in csv.reader(EXAMPLE.read_text(encoding="utf-8").splitlines()):
        sheet.append(row)
    book.save(tmp_path / "register.xlsx")
    ours, theirs = checked(run, EXAMPLE), checked(run, tmp_path / "register.xlsx", "--sheet", "Sheet")
    assert theirs["notes"] == ["the sheet 'Sheet' was read"]
    assert theirs["findings"] == ours["findings"] != []


def test_a_register_is_converted_and_what_was_written_has_the_same_faults(tmp_path: Path, run: Run) -> None:
    status, out, err = run("convert", EXAMPLE, "--out", tmp_path / "out")
    assert status == 0
    assert "Names: organisations. Names and addresses of organisations are shown" in out
    assert "17 rows read, 14 written, 3 set aside.\n" in out
    assert err == f"note: {tmp_path}/out/set-aside.csv says why each row was set aside; it is to correct the source, not to publish\n"
    before, after = checked(run, EXAMPLE)["counts"], checked(run, tmp_path / "out" / "register.csv")["counts"]
    lost = {"shifted-row", "too-many-cells"}
    assert after["impossible"] == {rule: number for rule, number in before["impossible"].items() if rule not in lost}
    run("convert", tmp_path / "out" / "register.csv", "--out", tmp_path / "again")
    assert (tmp_path / "again" / "register.csv").read_bytes() == (tmp_path / "out" / "register.csv").read_bytes()
    assert "Mr J. Sample" not in "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "out").iterdir())
    assert run("convert", EXAMPLE, "--out", tmp_path / "out")[0] == 2
    assert run("convert", EXAMPLE, "--out", tmp_path / "out", "--force", "--names", "drop")[0] == 0
    assert "holder_name" not in (tmp_path / "out" / "register.csv").read_text(encoding="utf-8")


def test_exemptions_are_said_to_be_so_from_then_on(tmp_path: Path, run: Run) -> None:
    path = small(tmp_path, "Address,Start date,Expiry date\n1 Row EX1 1AA,2026-06-27,2026-09-27\n")
    _, out, err = run("convert", path, "--out", tmp_path / "out", "--exemptions")
    assert ("1 written, 0 set aside." in out, err) == (True, "")
    again = tmp_path / "out" / "register.csv"
    assert "exemption-term" in checked(run, again)["counts"]["impossible"]
    run("convert", again, "--out", tmp_path / "two", "--exemptions")
    assert (tmp_path / "two" / "register.csv").read_bytes() == again.read_bytes()


CELLS = some.one_of(
    some.sampled_from(["", "=1+1", "@x", "0", "-1", "5", "1e9", "760", "03/04/2018", "31/12/2018", "99/99/9999", "2018-02-30",
                       "EX1 1AA", "ZZ9 9ZZ",
                       "Mr Sample", "Ltd", "x" * 5000, "1 Row", "tbc", "\u0130", "\u202e", "9" * 400, "00/00/0000", "٣/٤/٢٠١٨", "²"]),
    some.text(max_size=12),
)  # fmt: skip
HEADS = some.one_of(
    some.sampled_from([*known().names, "Address", "Postcode", "Licence holder", "Address", "", "odd"]), some.text(max_size=12)
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(
    head=some.lists(HEADS, max_size=8), rows=some.lists(some.lists(CELLS, max_size=10), max_size=6), sign=some.sampled_from(",;\t|"),
    encoding=some.sampled_from(["utf-8", "utf-16", "cp1252"]), names=some.sampled_from(["keep", "initials", "organisations", "drop"]),
)  # fmt: skip
def test_any_table_is_findings_or_a_refusal(
    head: list[str], rows: list[list[str]], sign: str, encoding: str, names: str, tmp_path_factory: pytest.TempPathFactory, run: Run
) -> None:
    folder = tmp_path_factory.mktemp("table")
    with (folder / "r.csv").open("w", encoding=encoding, errors="replace", newline="") as file:
        csv.writer(file, delimiter=sign).writerows([["Address", "Expires", *head], *rows])
    status, out, err = run("check", folder / "r.csv", "--format", "json", "--write-mapping", folder / "mapping.yaml")
    assert (status == 0 and json.loads(out)["shape"]) or (status == 2 and err.startswith("error: "))
    converted, _, _ = run("convert", folder / "r.csv", "--out", folder / "out", "--names", names)
    assert converted == status
    if status == 0:
        whole = json.loads((folder / "out" / "register.json").read_text(encoding="utf-8"))
        assert len(whole["entries"]) <= len(rows)
        again = run("check", folder / "r.csv", "--format", "json", "--mapping", folder / "mapping.yaml")
        assert again[0] == 0 and json.loads(again[1])["counts"] == json.loads(out)["counts"]
    else:
        assert not (folder / "out").exists()
