"""`fanlight calendar`, `fanlight law show` and `fanlight law list` on shipped standards, and the licence file they read."""

import json
from datetime import date
from pathlib import Path

import icalendar
import pytest

from fanlight.cli import main

LICENCE = """
licence: {of: 12 Example Street, council: wyre-forest, kind: hmo, granted: 2018-06-01, from: 2018-06-01, until: 2023-06-01}
house: {has_gas: yes, has_common_parts: yes, persons: 6}
conditions:
- {condition: "7", says: Fire doors are fitted., owed_by: licence holder, period: by 2018-12-31, evidence: photographs}
- {condition: "8", says: Bins are put out., owed_by: [manager, occupier], period: every week}
evidence:
- {duties: [gas/yearly-check, a2.6.3/gas], on: 2018-07-02, note: record 4471}
- {duties: "a1.5.2/annual*", on: 2019-07-02}
- {duties: management/electrical-test, on: 2016-01-10, next: 2019-01-10}
- {duties: "condition:7", on: 2019-01-05}
- {duties: licence/written-terms, on: 2019-02-01, of: room 2}
events:
- {duties: management/gas-certificate, on: 2019-05-20}
- {duties: 4.1/notify-ownership, on: 2019-05-01}
tenancies:
- {of: room 2, from: 2019-02-01}
"""


@pytest.fixture
def licence(tmp_path: Path) -> Path:
    path = tmp_path / "licence.yaml"
    path.write_text(LICENCE, encoding="utf-8")
    return path


class Ran:
    def __init__(self, capsys: pytest.CaptureFixture[str], *words: object) -> None:
        self.status = main([str(word) for word in words])
        self.out, self.err = capsys.readouterr()


def test_the_calendar_says_what_is_late_due_done_and_always_owed(licence: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = Ran(capsys, "calendar", licence, "--on", "2019-08-01", "--from", "2018-06-01", "--until", "2020-06-01")
    assert ran.status == 0
    assert ran.out.startswith("12 Example Street, as it stood on 1 August 2019\n")
    for line in (
        "Late (", "Due (", "Cannot tell (", "Done (", "When it happens (", "Always (", "2019-01-10: Somebody qualified",
        "done on 5 January 2019, 5 days late", "done on 2 July 2018: record 4471", "2019-05-27: The latest gas appliance test certificate",
        "since 2019-05-01: ", "2018-06-08, then every week: Bins are put out.", "done on 1 February 2019", "(room 2)",
        "proved by: a note of when it was given", "2019-05-31 (from 2018-06-01): ",
    ):  # fmt: skip
        assert line in ran.out, line


def test_the_same_in_json_says_what_each_line_rests_on(licence: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = Ran(capsys, "calendar", licence, "--on", "2019-08-01", "--from", "2018-06-01", "--until", "2019-09-01", "--format", "json")
    told = json.loads(ran.out)
    assert (told["shape"], told["house"], told["on"]) == ("fanlight-calendar/1", "12 Example Street", "2019-08-01")
    [late] = [each for each in told["entries"] if each["duty"] == "duty/management/electrical-test" and each["state"] == "late"]
    assert late["due_on"] == "2019-01-10" and late["applies"] == "yes" and "reg 6(3)" in late["citation"]
    assert {"cannot_tell", "yes"} == {each["applies"] for each in told["entries"]}
    [done] = [each for each in told["entries"] if each["duty"] == "condition:7"]
    assert (done["done_on"], done["days_late"]) == ("2019-01-05", 5)


def test_a_calendar_file_can_be_read_by_any_calendar(licence: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = Ran(capsys, "calendar", licence, "--on", "2019-08-01", "--format", "ics")
    whole = icalendar.Calendar.from_ical(ran.out)
    events = list(whole.walk("VEVENT"))
    assert len(events) > 20
    assert len({str(event["uid"]) for event in events}) == len(events)
    assert all(event["dtstart"].dt >= date(2019, 8, 1) for event in events), "what is late stands on the day that is asked about"
    [bins] = [event for event in events if "Bins are put out" in event["summary"]]
    assert bins["rrule"]["interval"] == [7] and bins["rrule"]["until"][0] == date(2020, 7, 31)
    assert any(str(event["summary"]).startswith("Late: ") for event in events)
    assert any(str(event["summary"]).startswith("To be checked: ") for event in events)
    assert "\r\n" in ran.out and Ran(capsys, "calendar", licence, "--on", "2019-08-01", "--format", "ics").out == ran.out


def test_the_law_alone_or_another_standard_can_be_asked(licence: Path, capsys: pytest.CaptureFixture[str]) -> None:
    licence.write_text("licence: {council: england, kind: block, granted: 2019-06-01, from: 2019-06-01}\n", encoding="utf-8")
    alone = Ran(capsys, "calendar", licence, "--on", "2019-08-01")
    assert "england, as it stood" in alone.out and "wyre-forest" not in alone.out
    other = Ran(capsys, "calendar", licence, "--on", "2019-08-01", "--standard", "sheffield")
    assert "sheffield/2009-10:20.2/training" in other.out


def test_a_survey_beside_the_licence_settles_what_applies(tmp_path: Path, licence: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "house.yaml").write_text("complete: all\nhouse: {has_gas: no}\n", encoding="utf-8")
    licence.write_text(
        "licence: {council: wyre-forest, kind: hmo, granted: 2018-06-01, from: 2018-06-01}\nsurvey: house.yaml\n", encoding="utf-8"
    )
    ran = Ran(capsys, "calendar", licence, "--on", "2019-08-01")
    assert "duty/gas/yearly-check" not in ran.out
    assert "wyre-forest/2018-04:4.5/gas" not in ran.out or "has_gas" not in ran.out


SLIPS = [
    ("house: {}", "a licence file needs 'licence:'"),
    ("licence: {kind: hmo, granted: 2018-06-01, from: 2018-06-01}", "a licence needs 'council:'"),
    ("licence: {council: x, kind: flat, granted: 2018-06-01, from: 2018-06-01}", "'flat' is no kind"),
    ("licence: {council: x, kind: hmo, granted: soon, from: 2018-06-01}", "'soon' is not a date"),
    ("licence: {council: x, kind: hmo, granted: 2018-06-01, from: 2018-06-01, untill: 2020-01-01}", "did you mean 'until'?"),
    ("{head}\nevidense: []", "'evidense' has no meaning here"),
    ("{head}\nevidence: [{on: 2019-01-01}]", "this needs 'duties:'"),
    ("{head}\nevidence: [{duties: x, on: 2019-13-01}]", "'2019-13-01' is not a date"),
    ("{head}\nevents: [{duties: x}]", "this needs 'on:'"),
    ("{head}\ntenancies: [{of: room 1}]", "this needs 'from:'"),
    ("{head}\nconditions: [{condition: 1, says: S., owed_by: nobody, period: always}]", "'nobody' is nobody a clause can name"),
    ("{head}\nconditions: [{condition: 1, says: S., owed_by: manager, period: sometimes}]", "'sometimes' is no period"),
    ("{head}\nconditions: [{condition: 1, says: S., owed_by: manager, period: by 2019-02-30}]", "'2019-02-30' is not a date"),
    ("{head}\nconditions: [{condition: 1, says: S., owed_by: manager}]", "this needs 'period:'"),
    ("{head}\nconditions: [{condition: 1, says: S., owed_by: manager, period: [always, once]}]", "expected here"),
    ("{head}\nhouse: {}\nsurvey: house.yaml", "leave out 'house:', or 'survey:'"),
    ("{head}\nevidence: [{duties: gas/yearly-chek, on: 2019-01-01}]", "did you mean 'gas/yearly-check'?"),
    ("{head}\nevents: [{duties: [gas/none*], on: 2019-01-01}]", "'gas/none*' is no duty here"),
]
HEAD = "licence: {council: wyre-forest, kind: hmo, granted: 2018-06-01, from: 2018-06-01}"


@pytest.mark.parametrize(("text", "says"), SLIPS, ids=[slip[1][:30] for slip in SLIPS])
def test_a_slip_in_a_licence_is_refused_with_its_place(licence: Path, capsys: pytest.CaptureFixture[str], text: str, says: str) -> None:
    licence.write_text(text.replace("{head}", HEAD) + "\n", encoding="utf-8")
    ran = Ran(capsys, "calendar", licence, "--on", "2019-08-01")
    assert ran.status == 2
    assert says in ran.err and "licence.yaml:" in ran.err, ran.err


def test_empty_lists_of_a_licence_are_no_slip(licence: Path, capsys: pytest.CaptureFixture[str]) -> None:
    licence.write_text(f"{HEAD}\nevidence:\nevents: []\n", encoding="utf-8")
    assert Ran(capsys, "calendar", licence, "--on", "2019-08-01").status == 0


def test_a_rule_is_shown_with_its_periods_citation_and_certainty(capsys: pytest.CaptureFixture[str]) -> None:
    whole = Ran(capsys, "law", "show", "overcrowding/requirement/general").out
    assert whole.count("law: Housing Act 2004, s.141") == 2
    assert "from 2006-04-06 until 2019-12-02 (that day not included)" in whole
    now = Ran(capsys, "law", "show", "overcrowding/requirement/general", "--on", "2019-12-02").out
    assert "certainty: B, the official text was seen" in now and "husband" not in now
    assert "figure: 2 month" in Ran(capsys, "law", "show", "gas/early-check").out


def test_rules_that_begin_alike_are_shown_together(capsys: pytest.CaptureFixture[str]) -> None:
    out = Ran(capsys, "law", "show", "alternative/sheffield/").out
    assert out.count("alternative/sheffield/") == 3


def test_an_unknown_rule_and_a_day_without_one_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    unknown = Ran(capsys, "law", "show", "gas/early-chek")
    assert unknown.status == 2 and "did you mean 'gas/early-check'?" in unknown.err
    early = Ran(capsys, "law", "show", "gas/early-check", "--on", "2018-04-05")
    assert early.status == 2 and "it is held from 2018-04-06" in early.err


def test_rules_are_found_by_their_words(capsys: pytest.CaptureFixture[str]) -> None:
    found = Ran(capsys, "law", "list", "Overcrowding", "appeal")
    assert "deadline/overcrowding-notice-appeal [B]: " in found.out
    assert all("overcrowding" in line.lower() for line in found.out.splitlines())
    assert len(Ran(capsys, "law", "list").out.splitlines()) > 200
    none = Ran(capsys, "law", "list", "zebra")
    assert none.status == 2 and "no rule holds these words" in none.err
