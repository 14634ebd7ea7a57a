"""A register is written whole or not at all, in the layout that its descriptions describe, and nobody's name goes out by accident."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from fanlight.documents import register_files, register_layout
from fanlight.documents.register_files import Wish, harmless, write
from fanlight.documents.register_names import SAYS, WITHHELD, Names, initials, is_organisation, published
from fanlight.facts.files import Refused
from fanlight.licensing import register_entries
from fanlight.licensing.register_entries import Entry, Fault, Value
from fanlight.licensing.register_particulars import PARTICULARS, PEOPLE, Kind

ON = date(2026, 9, 1)
VALUES: dict[str, Value] = {
    "licence_number": "L/1", "address": '1 "Sample" Street, Exampleton', "postcode": "EX1 1AA", "start_on": date(2024, 4, 1),
    "end_on": date(2029, 3, 31), "max_persons": 5, "holder_name": "Mr J. Sample", "holder_address": "9 Private Road",
    "manager_name": "Sample Lettings Ltd", "manager_address": "1 Office Row",
}  # fmt: skip
ENTRY = Entry(2, VALUES)
FAULTS = (
    Fault("unreadable", "start_on", "soon", "'soon' is not a date."),
    Fault("formula", "holder_name", "=Sample", "It begins with '='."),
)
BAD = Entry(3, {"licence_number": "L/2", "address": "2 Sample Street"}, FAULTS)


def wish(names: Names = Names.ORGANISATIONS, is_forced: bool = False) -> Wish:
    return Wish(names, ON, "register.csv", is_forced)


def table(folder: Path, name: str = "register.csv") -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def data(folder: Path, name: str) -> Any:
    return json.loads((folder / name).read_text(encoding="utf-8"))


def test_the_files_are_written_and_agree_with_each_other(tmp_path: Path) -> None:
    done = write([ENTRY, BAD], tmp_path / "deep" / "out", wish())
    out = tmp_path / "deep" / "out"
    assert (done.read, done.written, done.set_aside) == (2, 1, 1)
    assert sorted(path.name for path in out.iterdir()) == [path.name for path in done.files] == [
        "datapackage.json", "register.csv", "register.csv-metadata.json", "register.json", "register.schema.json", "set-aside.csv",
    ]  # fmt: skip
    (row,) = table(out)
    (entry,) = data(out, "register.json")["entries"]
    assert {key: value or None for key, value in row.items()} == {
        key: str(value) if value is not None else None for key, value in entry.items()
    }
    assert (row["start_on"], row["max_persons"], row["ward"]) == ("2024-04-01", "5", "")
    assert (entry["start_on"], entry["max_persons"], entry["ward"]) == ("2024-04-01", 5, None)
    assert sorted(path.name for path in (tmp_path / "deep").iterdir()) == ["out"]


def test_the_json_keeps_to_its_schema_and_the_schema_refuses_other_shapes(tmp_path: Path) -> None:
    write([ENTRY], tmp_path / "out", wish())
    schema, whole = data(tmp_path / "out", "register.schema.json"), data(tmp_path / "out", "register.json")
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    validator.validate(whole)
    for key, wrong in (("max_persons", -1), ("start_on", "01/04/2024"), ("max_persons", "5"), ("address", ""), ("odd", None)):
        entry = {**whole["entries"][0], key: wrong}
        assert not validator.is_valid({**whole, "entries": [entry]}), key


def test_the_package_and_the_description_for_the_web_describe_the_table(tmp_path: Path) -> None:
    write([ENTRY, BAD], tmp_path / "out", wish())
    out = tmp_path / "out"
    package, web, content = data(out, "datapackage.json"), data(out, "register.csv-metadata.json"), (out / "register.csv").read_bytes()
    (resource,) = package["resources"]
    columns = list(table(out)[0])
    assert [field["name"] for field in resource["schema"]["fields"]] == columns == list(PARTICULARS)
    assert [column["name"] for column in web["tableSchema"]["columns"]] == columns
    assert (resource["bytes"], resource["hash"]) == (len(content), f"sha256:{sha256(content).hexdigest()}")
    assert web["url"] == resource["path"] == "register.csv"
    types = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
    assert (types["start_on"], types["storeys"], types["postcode"]) == ("date", "integer", "string")
    assert {column["name"]: column["datatype"] for column in web["tableSchema"]["columns"]} == types
    assert package["fanlight"] | {"version": ""} == {
        "version": "", "shape": "fanlight-register/1", "names": "organisations", "law_on": "2026-09-01", "rows_read": 2, "rows_written": 1,
        "rows_set_aside": 1,
    }  # fmt: skip
    assert SAYS[Names.ORGANISATIONS] in package["description"]
    assert "1 of 2 rows of the source could not be read whole" in web["dc:description"]
    described = {field["name"]: field["description"] for field in resource["schema"]["fields"]}
    assert (
        described["holder_name"]
        == "The name of the licence holder. SI 2006/373 reg 11(1)(a). (withheld) where the rule on names withholds it."
    )
    assert described["ward"] == "The ward the house lies in."


def test_a_row_set_aside_says_why_and_shows_no_name(tmp_path: Path) -> None:
    write([BAD], tmp_path / "out", wish())
    assert [tuple(row.values())[:7] for row in table(tmp_path / "out", "set-aside.csv")] == [
        ("3", "L/2", "2 Sample Street", "unreadable", "start_on", "soon", "'soon' is not a date."),
        ("3", "L/2", "2 Sample Street", "formula", "holder_name", WITHHELD, "It begins with '='."),
    ]
    assert all(row["remedy"] for row in table(tmp_path / "out", "set-aside.csv"))
    write([BAD], tmp_path / "kept", wish(Names.KEEP))
    assert table(tmp_path / "kept", "set-aside.csv")[1]["value"] == "'=Sample"
    assert data(tmp_path / "kept", "register.json")["entries"] == []


@pytest.mark.parametrize(
    ("rule", "holder", "manager"),
    [
        (Names.KEEP, ("Mr J. Sample", "9 Private Road"), ("Sample Lettings Ltd", "1 Office Row")),
        (Names.INITIALS, ("J. S.", WITHHELD), ("Sample Lettings Ltd", "1 Office Row")),
        (Names.ORGANISATIONS, (WITHHELD, WITHHELD), ("Sample Lettings Ltd", "1 Office Row")),
        (Names.DROP, (None, None), (None, None)),
    ],
)
def test_each_rule_shows_of_people_what_it_says(tmp_path: Path, rule: Names, holder: tuple[str, str], manager: tuple[str, str]) -> None:
    write([ENTRY], tmp_path / "out", wish(rule))
    (row,) = table(tmp_path / "out")
    assert (row.get("holder_name"), row.get("holder_address")) == holder
    assert (row.get("manager_name"), row.get("manager_address")) == manager
    content = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "out").iterdir())
    assert ("Private Road" in content) is (rule is Names.KEEP)
    assert ("holder_name" in content) is (rule is not Names.DROP)


def test_an_address_without_a_name_is_a_persons_and_an_unknown_name_stays_unknown() -> None:
    assert published({"holder_address": "9 Private Road"}, Names.ORGANISATIONS) == {"holder_address": WITHHELD}
    assert published({}, Names.INITIALS) == {}


@pytest.mark.parametrize("rule", Names)
def test_what_a_rule_made_of_a_name_it_leaves_so(rule: Names) -> None:
    once = published(VALUES, rule)
    assert published(once, rule) == once


@pytest.mark.parametrize("name", ["Sample Homes Limited", "SAMPLE LTD.", "Exampleton City Council", "Brown and Sons Ltd",
    "A & B Estates LLP",
    "Sample Housing Association", "Sample (Holdings) Ltd", "University of Sample College"])  # fmt: skip
def test_an_organisation_is_known_by_the_form_in_its_name(name: str) -> None:
    assert is_organisation(name)


@pytest.mark.parametrize("name", ["J. Sample", "Mr Limited", "Sample Lettings", "John Sample and Sample Homes Ltd",
    "John Sample, Sample Ltd",
    "",
    "John Sample t/a Sample Ltd", "Mr and Mrs Sample Ltd", "c/o Sample Ltd", "Ltd Sample", "John Sample & Anne Sample Ltd"])  # fmt: skip
def test_whatever_may_name_a_person_is_no_organisation(name: str) -> None:
    assert not is_organisation(name)


def test_initials_are_the_first_letters_without_titles() -> None:
    assert [initials(name) for name in ("Mrs Anne-Marie Sample", "Élise Sample", "12", "J Sample & A Sample")] == [
        "A. M. S.", "É. S.", WITHHELD, "J. S. A. S.",
    ]  # fmt: skip


def test_a_folder_with_files_is_written_over_only_when_forced(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write([ENTRY], out, wish())
    (out / "mine.txt").write_text("kept", encoding="utf-8")
    with pytest.raises(Refused, match="out: holds files already; name another folder, or write over them with --force"):
        write([ENTRY], out, wish())
    write([], out, wish(is_forced=True))
    assert (table(out), (out / "mine.txt").read_text(encoding="utf-8")) == ([], "kept")
    (tmp_path / "empty").mkdir()
    assert write([ENTRY], tmp_path / "empty", wish()).written == 1


def test_a_folder_that_is_none_or_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(Refused, match="file: is no folder"):
        write([ENTRY], tmp_path / "file", wish(is_forced=True))
    with pytest.raises(Refused, match="cannot be written"):
        write([ENTRY], tmp_path / "file" / "out", wish())


def test_what_breaks_off_leaves_nothing_behind(tmp_path: Path) -> None:
    def breaking() -> Iterator[Entry]:
        yield ENTRY
        raise Refused([])

    with pytest.raises(Refused):
        write(breaking(), tmp_path / "out", wish())
    assert list(tmp_path.iterdir()) == []


def test_a_value_of_a_table_of_findings_is_never_run() -> None:
    assert [harmless(value) for value in ("=1", "+1", "-1", "@a", "a=1", 5)] == ["'=1", "'+1", "'-1", "'@a", "a=1", "5"]


def test_the_layout_names_every_particular_with_the_paragraph_that_asks_for_it() -> None:
    cited = register_layout.regulation(ON)
    assert cited["max_persons"] == cited["max_households"] == "SI 2006/373 reg 11(2)(e)"
    assert len(register_layout.particulars(Names.DROP)) == len(PARTICULARS) - len(PEOPLE)
    assert register_files.SET_ASIDE not in json.dumps(
        register_layout.on_the_web(Names.KEEP, ON, {"read": 1, "set_aside": 0, "source": "x"})
    )


WORDS = some.text("abcXYZ ,;\"'|\t\n£é=-1", min_size=1, max_size=20).map(lambda text: " ".join(text.split())).filter(
    lambda text: bool(text) and text[0] not in "=+-@" and not text.isspace() and text not in ("?",)
)  # fmt: skip
KINDS: dict[Kind, some.SearchStrategy[Value]] = {
    Kind.DATE: some.dates(date(2006, 4, 6), date(2099, 12, 31)), Kind.COUNT: some.integers(0, 999), Kind.POSTCODE: some.just("EX1 1AA"),
}  # fmt: skip


OTHERS = {name: KINDS.get(each.kind, WORDS) for name, each in PARTICULARS.items() if name != "uprn"}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some.lists(some.fixed_dictionaries({"uprn": some.just("100")}, optional=OTHERS), max_size=4), some.sampled_from(Names))
def test_what_was_written_is_read_again_as_the_same(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, Value]], rule: Names
) -> None:
    folder = tmp_path_factory.mktemp("round")
    write([Entry(number, values) for number, values in enumerate(rows)], folder / "one", wish(rule))
    with register_entries.opened(folder / "one" / "register.csv") as register:
        again = list(register.entries())
        write(again, folder / "two", wish(rule))
    assert [entry.values for entry in again] == [published(values, rule) for values in rows]
    assert (folder / "one" / "register.csv").read_bytes() == (folder / "two" / "register.csv").read_bytes()
