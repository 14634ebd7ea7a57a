"""What is wrong with a register is found with its rule, and what cannot be read is never guessed."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from fanlight.facts.files import Refused
from fanlight.facts.importing.days import Order
from fanlight.facts.importing.headings import known
from fanlight.licensing import register_checks, register_entries, register_repeats
from fanlight.licensing.law import england
from fanlight.licensing.register_checks import Checks, Grade, RegisterFinding, last_day, licence_term
from fanlight.licensing.register_entries import Entry
from fanlight.licensing.register_particulars import PARTICULARS, PEOPLE, demands
from fanlight.licensing.register_repeats import address_key

ON = date(2026, 9, 1)
HEAD = "Licence number,Address,Postcode,Start date,Expiry date,Max persons,Max households,Storeys"
SOUND = "L/1,1 Sample Street,EX1 1AA,2024-04-01,2029-03-31,5,5,3"


def found(
    folder: Path, *rows: str, head: str = HEAD, on: date = ON, exemptions: bool = False, dates: Order | None = None
) -> list[RegisterFinding]:
    """The findings of a register without those on columns that are missing."""
    path = folder / "register.csv"
    path.write_text("\n".join([head, *rows]), encoding="utf-8")
    with register_entries.opened(path, dates=dates) as register:
        return [each for each in Checks(register, on, exemptions=exemptions).findings() if each.rule != "no-column"]


def said(findings: Sequence[RegisterFinding]) -> list[tuple[int, str, str]]:
    return [(each.row, each.rule, each.value) for each in findings]


def entries(folder: Path, *rows: str, head: str = HEAD) -> list[Entry]:
    path = folder / "register.csv"
    path.write_text("\n".join([head, *rows]), encoding="utf-8")
    with register_entries.opened(path) as register:
        return list(register.entries())


def with_(**changes: str) -> str:
    cells = dict(zip(HEAD.split(","), SOUND.split(","), strict=True))
    return ",".join((cells | {key.replace("_", " "): value for key, value in changes.items()}).values())


def test_a_sound_entry_has_nothing_wrong_with_it(tmp_path: Path) -> None:
    assert found(tmp_path, SOUND) == []


@pytest.mark.parametrize(
    ("changes", "rule", "value", "why"),
    [
        ({"Expiry date": "2029-04-02"}, "term-over-five-years", "2024-04-01 to 2029-04-02",
         "Five years end on 1 April 2029; this is 1 day more."),
        ({"Expiry date": "2029-04-03"}, "term-over-five-years", "2024-04-01 to 2029-04-03",
         "Five years end on 1 April 2029; this is 2 days more."),
        ({"Expiry date": "2029-04-01"}, "five-years-and-a-day", "2024-04-01 to 2029-04-01",
         "With 1 April 2024 counted, five years are over the day before."),
        ({"Start date": "2029-03-31"}, "ends-before-it-begins", "2029-03-31 to 2029-03-31", "The end is the day it begins."),
        ({"Start date": "2029-04-01"}, "ends-before-it-begins", "2029-04-01 to 2029-03-31", "The end is before the beginning."),
        ({"Expiry date": "2026-08-31"}, "expired", "2026-08-31", "It ended 1 day before 1 September 2026."),
        ({"Expiry date": "2026-08-30"}, "expired", "2026-08-30", "It ended 2 days before 1 September 2026."),
        ({"Max households": "6"}, "more-households-than-persons", "5 persons, 6 households", "6 households cannot be made of 5 persons."),
        ({"Max persons": "1", "Max households": "2"}, "more-households-than-persons", "1 persons, 2 households",
         "2 households cannot be made of 1 person."),
        ({"Max persons": "0"}, "nobody-permitted", "0", "It says 0."),
        ({"Max persons": "", "Max households": "tbc"}, "blank-particular", "",
         "The most persons or households that the licence permits. SI 2006/373 reg 11(2)(e)"),
        ({"Storeys": ""}, "blank-particular", "", "How many storeys the HMO has. SI 2006/373 reg 11(2)(a)"),
        ({"Storeys": "200"}, "number-beyond-belief", "200", "'200' is outside what house.storeys can be"),
        ({"Storeys": "0"}, "number-beyond-belief", "0", "'0' is outside what house.storeys can be"),
        ({"Max persons": "760"}, "number-beyond-belief", "760", "'760' is outside what licence.max_persons can be"),
        ({"Postcode": ""}, "no-postcode", "1 Sample Street", "No postcode stands with the address."),
        ({"Postcode": "zz1 1zz"}, "unreal-postcode", "ZZ1 1ZZ", "No postcode begins with ZZ."),
        ({"Postcode": "EH1 1AA"}, "postcode-outside-england", "EH1 1AA", "No address of England has a postcode that begins with EH1."),
        ({"Address": "1 Sample Street EX1 1AB"}, "postcodes-differ", "EX1 1AA", "The address says EX1 1AB."),
        ({"Start date": "soon"}, "unreadable", "soon", "'soon' is not a date"),
        ({"Max persons": "5 in 3 rooms"}, "unreadable", "5 in 3 rooms", "'5 in 3 rooms' is no whole number."),
        ({"Licence number": "=1+1"}, "formula", "=1+1", "It begins with '=', as a formula does."),
        ({"Address": "", "Postcode": "-"}, "no-house", "", "Neither an address nor a postcode nor a UPRN is given."),
        ({"Address": "1 Sample Street, Exampleton"}, "shifted-row", "EX1 1AA", "The cells stand under the headings of their neighbours."),
        ({"Max persons": "01/02/2029"}, "shifted-row", "01/02/2029", "The cells stand under the headings of their neighbours."),
        ({"Storeys": "3,4"}, "too-many-cells", "9", "The row has 9 cells under 8 headings; quote a cell that holds a comma."),
    ],
)  # fmt: skip
def test_each_fault_is_found_with_its_value_and_why(tmp_path: Path, changes: dict[str, str], rule: str, value: str, why: str) -> None:
    row = with_(**changes)
    if rule == "shifted-row" and "Address" in changes:
        row = row.rpartition(",")[0]
    (first, *_) = [each for each in found(tmp_path, row) if each.rule == rule]
    assert (first.row, first.value) == (2, value)
    assert first.why.startswith(why)
    assert first.grade is Grade(first.provision.values["grade"])
    assert first.remedy.endswith(".")
    assert first.provision.citation


def test_what_is_on_the_last_day_is_not_expired_and_what_is_written_0_is_not_blank(tmp_path: Path) -> None:
    assert found(tmp_path, with_(**{"Expiry date": "2026-09-01"})) == []
    assert [each.rule for each in found(tmp_path, with_(**{"Max persons": "0", "Max households": "0"}))] == ["nobody-permitted"] * 2


def test_a_date_before_the_act_is_impossible_wherever_it_stands(tmp_path: Path) -> None:
    rows = found(tmp_path, "1 Sample Street EX1 1AA,2006-04-05,2006-04-06", head="Address,Start date,First licensed")
    assert said(rows) == [(2, "before-the-act", "2006-04-05")]


def test_one_of_two_particulars_will_do_and_an_unreadable_one_is_not_missing(tmp_path: Path) -> None:
    assert found(tmp_path, with_(**{"Max persons": ""})) == found(tmp_path, with_(**{"Max households": ""})) == []
    assert [each.rule for each in found(tmp_path, with_(**{"Max persons": "many", "Max households": ""}))] == ["unreadable"]
    assert found(tmp_path, "1 Sample Street EX1 1AA,5 years", head="Address,Duration") == []


def test_a_column_that_is_missing_is_found_once_with_the_regulation(tmp_path: Path) -> None:
    (tmp_path / "register.csv").write_text(f"{HEAD}\n{SOUND}\n", encoding="utf-8")
    with register_entries.opened(tmp_path / "register.csv") as register:
        missing = list(Checks(register, ON).of_columns())
        assert list(Checks(register, ON, exemptions=True).of_columns()) == []
    assert [each.particular for each in missing] == [
        "holder_name", "holder_address", "manager_name", "manager_address", "description", "conditions", "tribunal_references",
        "tribunal_decisions", "sleeping_rooms", "living_rooms", "self_contained_flats", "other_flats", "shared_amenities",
    ]  # fmt: skip
    assert missing[0].why.startswith("The name of the licence holder. SI 2006/373 reg 11(1)(a) [A:")
    assert {(each.row, each.grade) for each in missing} == {(1, Grade.MISSING)}


def test_the_same_address_at_the_same_time_is_worse_than_one_after_the_other(tmp_path: Path) -> None:
    again = ["L/2,1 SAMPLE ST.,EX1 1AA,2028-01-01,2030-01-01,5,5,3", "L/3,\"1, Sample Street\",EX1 1AA,2020-01-01,2021-01-01,5,5,3",
             "L/4,1 Sample Street,EX1 1AA,,2031-01-01,5,5,3", "L/5,1 Sample Street,EX1 1AB,2024-04-01,2029-03-31,5,5,3"]  # fmt: skip
    findings = [each for each in found(tmp_path, SOUND, *again) if "licences" in each.rule or "address" in each.rule]
    assert [(each.row, each.rule, each.why) for each in findings] == [
        (3, "overlapping-licences", "At the same time as row 2."),
        (4, "repeated-address", "Row 2, 3 has it too."),
        (5, "repeated-address", "Row 2, 3, 4 has it too. Without all the dates nobody can tell whether they overlap."),
    ]


def test_many_repeats_are_not_all_named(tmp_path: Path) -> None:
    assert found(tmp_path, *[SOUND] * 8)[-2].why == "At the same time as row 2, 3, 4, 5, 6 and 2 more."


def test_a_number_or_a_uprn_of_another_entry_is_doubtful(tmp_path: Path) -> None:
    rows = found(
        tmp_path, "7,1 Sample Street EX1 1AA,100", "7,2 Sample Street EX1 1AA,100", ",1 Sample St EX1 1AA,100", ",EX1 1AB,", "8,,100",
        head="Licence number,Address,UPRN",
    )  # fmt: skip
    assert [each for each in said(rows) if each[1].startswith(("repeated-l", "repeated-u"))] == [
        (3, "repeated-licence-number", "7"),
        (3, "repeated-uprn", "100"),
        (6, "repeated-uprn", "100"),
    ]


def test_addresses_are_compared_without_signs_capitals_and_shortenings() -> None:
    assert address_key("Flat 1, 2 St. John's Rd, EX1 1AA", "EX1 1AA") == address_key("FLAT 1 2 St Johns Road", "EX1 1AA")
    assert address_key(" , ", "EX1 1AA") == ""


def test_a_temporary_exemption_lasts_three_months_and_needs_no_particulars_of_a_licence(tmp_path: Path) -> None:
    head = "Address,Licence type,Start date,Expiry date,Storeys"
    right = "1 Sample Street EX1 1AA,Temporary exemption,2026-06-27,2026-09-26,"
    assert found(tmp_path, right, head=head) == []
    wrong = right.replace("09-26", "09-27").replace("Temporary exemption", "TEN")
    (finding,) = found(tmp_path, wrong, head=head)
    assert (finding.rule, finding.grade) == ("exemption-term", Grade.IMPOSSIBLE)
    assert finding.why.startswith("It ends 1 day too late: the last day is 26 September 2026.")
    plain = wrong.replace("TEN", "")
    assert [each.rule for each in found(tmp_path, plain, head=head, exemptions=True)] == ["exemption-term"]
    assert [each.rule for each in found(tmp_path, plain, head=head)] == ["blank-particular"]


def test_a_term_counted_from_the_day_of_issue_is_only_doubtful(tmp_path: Path) -> None:
    head = "Address,Date issued,Expires"
    (finding,) = found(tmp_path, "1 Sample Street EX1 1AA,2024-01-01,2029-02-01", head=head)
    assert (finding.rule, finding.grade) == ("term-from-issue", Grade.DOUBTFUL)
    (finding,) = found(tmp_path, "1 Sample Street EX1 1AA,2029-03-01,2029-02-01", head=head)
    assert (finding.rule, finding.why) == ("term-from-issue", "The end is before the beginning.")
    (term, blank) = found(tmp_path, "1 Sample Street EX1 1AA,2024-01-01,2029-02-01,", head=f"{head},Start date")
    assert (blank.rule, blank.particular, term.rule) == ("blank-particular", "start_on", "term-from-issue")


def test_a_date_of_two_senses_is_read_only_where_the_column_or_somebody_says_how(tmp_path: Path) -> None:
    head, row, clear = "Address,Start date", "1 Sample Street EX1 1AA,03/04/2018", "2 Sample Street EX1 1AA,31/01/2018"
    (finding,) = found(tmp_path, row, head=head)
    assert (finding.rule, finding.value) == ("order-unclear", "03/04/2018")
    assert found(tmp_path, row, clear, head=head) == []
    assert found(tmp_path, row, head=head, dates=Order.MDY) == []
    assert [entry.day("start_on") for entry in entries(tmp_path, row, clear, head=head)] == [date(2018, 4, 3), date(2018, 1, 31)]


def test_rows_between_entries_are_passed_over_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text(f"A title,,\n{HEAD}\n{SOUND}\n,,\nNorth ward,\n{HEAD}\n{SOUND}\n", encoding="utf-8")
    with register_entries.opened(path) as register:
        assert [entry.row for entry in register.entries()] == [3, 7]
        assert register.passed_over == 2


def test_an_entry_names_its_house_by_what_it_has(tmp_path: Path) -> None:
    sound, numbered, empty = entries(tmp_path, SOUND, "L/2,,,,,5,,", ",,,2024-01-01,2025-01-01,,,")
    assert [each.named for each in (sound, numbered, empty)] == ["1 Sample Street", "L/2", "not read"]
    assert (sound.text("uprn"), sound.day("address"), sound.count("address")) == ("", None, None)
    assert [each.is_readable for each in (sound, numbered, empty)] == [True, False, False]


def test_the_law_of_a_day_without_rules_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="--on: 'register/.*' is not held for 2005-01-01"):
        found(tmp_path, SOUND, on=date(2005, 1, 1))


def test_a_term_that_leaves_the_law_or_the_calendar_is_not_judged() -> None:
    assert last_day(date(2001, 1, 1)) is None
    assert last_day(date(9998, 1, 1)) is None
    assert list(licence_term(date(9998, 1, 1), date(9999, 1, 1))) == []


def test_every_rule_of_the_register_says_how_grave_it_is_and_what_to_do() -> None:
    rules = [rule for name, periods in england().rules.items() if name.startswith("register/") for rule in periods]
    assert len(rules) > 20
    assert [rule.id for rule in rules if rule.values.get("grade") not in list(Grade) or not rule.values.get("remedy")] == []


def test_every_particular_is_known_by_its_headings_and_asked_for_only_by_its_name() -> None:
    assert [name for name in PARTICULARS if name not in known().names] == []
    assert {name for demand in demands(england(), ON) for name in demand.any_of} <= set(PARTICULARS)
    assert set(PEOPLE) <= known().people
    asked = [demand.provision.citation for demand in demands(england(), ON)]
    assert {cited.rpartition(" ")[2] for cited in asked} == {f"11(1)({letter})" for letter in "abcdefgh"} | {
        f"11(2)({letter})" for letter in "abcde"
    }


def test_every_rule_of_the_register_is_found_by_some_check_and_none_is_found_without() -> None:
    sources = [Path(module.__file__ or "").read_text(encoding="utf-8") for module in (register_checks, register_entries, register_repeats)]
    named = {name for source in sources for name in re.findall(r'"([a-z]+(?:-[a-z]+)*)"', source)}
    rules = {name.removeprefix("register/") for name in england().rules if name.startswith("register/")}
    assert rules - named == set()
    assert {name for name in named - rules if "-" in name} <= {"licence-term"}
