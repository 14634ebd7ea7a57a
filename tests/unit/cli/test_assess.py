"""`fanlight assess`: as text, JSON and CSV; what is shown, which editions, and the exit status."""

import csv
import io
import json

import jsonschema
import pytest

from tests.unit.assessment.houses import SCHEMA
from tests.unit.cli.command import HOUSE, Command


def test_text_tells_what_is_not_met_first_and_what_would_settle_the_rest(fanlight: Command) -> None:
    ran = fanlight.about("assess")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == (
        "1 Any Street, surveyed 2020-02-01 by A. Officer\n"
        "\n"
        "== town/2020: Standards of a town\n"
        "   2 clauses decided: 2 not met, 0 cannot tell, 0 met, 0 does not apply. 1 are for people to decide.\n"
        "\n"
        "NOT MET  1.1/area (must, paragraph 1.1): Front bedroom\n"
        "    A bedroom is large enough.\n"
        "    room.floor_area: 6 m2, at least 6.5 m2 required\n"
        "    reading R1: Everybody counts.\n"
        f"    relied on: room.use of front = bedroom ({fanlight.house}:6); room.floor_area of front = 6 m2 ({fanlight.house}:6); "
        f"room.sleepers of front = 1 ({fanlight.house}:6)\n"
        "    remedy: Enlarge the room.\n"
        "\n"
        "NOT MET  1.2/number (should, paragraph 1.2)\n"
        "    No more than five live there.\n"
        "    house.persons: 6, at most 5 required\n"
        "    another way: house.is_hmo (no)\n"
        f"    relied on: house.persons of house = 6 ({fanlight.house}:3); house.is_hmo of house = no ({fanlight.house}:3)\n"
        "\n"
        "CANNOT TELL  1.1/area (must, paragraph 1.1): back\n"
        "    A bedroom is large enough.\n"
        "    room.floor_area: 0.3 to 300 m2, at least 6.5 m2 required\n"
        "    missing: room.floor_area of back\n"
        "    reading R1: Everybody counts.\n"
        "\n"
        "== land/2018: The law\n"
        "   1 clauses decided: 0 not met, 1 cannot tell, 0 met, 0 does not apply.\n"
        "\n"
        "CANNOT TELL  9/floor (must, paragraph 9): back\n"
        "    A room is never tiny.\n"
        "    room.floor_area: 0.3 to 300 m2, at least 4 m2 required\n"
        "    missing: room.floor_area of back\n"
        "\n"
        "MET  9/floor (must, paragraph 9): Front bedroom, hall\n"
        "    A room is never tiny.\n"
        "    Front bedroom: room.floor_area: 6 m2, at least 4 m2 required\n"
        "    hall: room.floor_area: 5 m2, at least 4 m2 required\n"
    )


def test_only_some_verdicts_or_one_clause_may_be_shown(fanlight: Command) -> None:
    assert "CANNOT TELL" not in fanlight.about("assess", "--only", "not_met").out
    explained = fanlight.about("assess", "--explain", "1.1/area").out
    assert "DOES NOT APPLY  1.1/area (must, paragraph 1.1): hall" in explained and "because its condition is not fulfilled" in explained
    assert "1.2/number" not in explained


def test_an_unknown_clause_cannot_be_explained(fanlight: Command) -> None:
    ran = fanlight.about("assess", "--explain", "1.1/aria")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "error: 1.1/aria: no clause of town/2020, land/2018; did you mean '1.1/area'?\n"


def test_a_list_that_may_be_incomplete_is_named(fanlight: Command) -> None:
    survey = fanlight.write("open.yaml", HOUSE.replace("complete: all\n", ""))
    out = fanlight.about("assess", survey=survey).out
    assert "CANNOT TELL  1.1/area (must, paragraph 1.1): back, any room not listed" in out
    assert "missing: room.floor_area of back; whether all rooms are listed" in out


def test_a_survey_without_a_head_goes_by_its_file_name(fanlight: Command) -> None:
    survey = fanlight.write("flat-3.yaml", "complete: all\n")
    assert fanlight.about("assess", survey=survey).out.startswith("flat-3\n")


def test_json_has_the_documented_shape(fanlight: Command) -> None:
    for words in ((), ("--only", "met"), ("--explain", "1.2/number")):
        plain = json.loads(fanlight.about("assess", "--format", "json", *words).out)
        jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(plain)
    assert plain["survey"] == {"name": "house", "of": "1 Any Street", "on": "2020-02-01", "by": "A. Officer"}
    assert [each["edition"] for each in plain["assessments"]] == ["town/2020", "land/2018"]
    assert [found["clause"] for found in plain["assessments"][0]["findings"]] == ["1.2/number"]
    assert plain["assessments"][0]["receipt"]["rule_on"] == "2020-03-01"


def test_json_of_an_undated_survey_has_the_documented_shape(fanlight: Command) -> None:
    plain = json.loads(fanlight.about("assess", "--format", "json", survey=fanlight.write("bare.yaml", "complete: []\n")).out)
    jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(plain)
    assert plain["survey"] == {"name": "bare", "of": "", "on": None, "by": None}


def test_csv_has_one_row_for_each_finding(fanlight: Command) -> None:
    rows = list(csv.DictReader(io.StringIO(fanlight.about("assess", "--format", "csv").out)))
    assert [(row["clause"], row["subject"], row["verdict"]) for row in rows] == [
        ("1.1/area", "Front bedroom", "not met"), ("1.1/area", "back", "cannot tell"), ("1.1/area", "hall", "does not apply"),
        ("1.2/number", "", "not met"), ("9/floor", "Front bedroom", "met"), ("9/floor", "back", "cannot tell"), ("9/floor", "hall", "met"),
    ]  # fmt: skip
    only = list(csv.DictReader(io.StringIO(fanlight.about("assess", "--format", "csv", "--only", "met", "--explain", "9/floor").out)))
    assert {row["verdict"] for row in only} == {"met"}


@pytest.mark.parametrize(("verdict", "status"), [("not_met", 1), ("cannot_tell", 1), ("met", 1), ("does_not_apply", 1)])
def test_it_leaves_with_status_1_only_where_it_is_asked_to(fanlight: Command, verdict: str, status: int) -> None:
    assert fanlight.about("assess", "--fail-on", verdict).status == status
    fine = fanlight.write("fine.yaml", "complete: all\nhouse: {persons: 0, is_hmo: no}\n")
    assert fanlight.about("assess", "--fail-on", "not_met", survey=fine).status == 0


def test_the_edition_in_force_on_the_day_is_meant_and_the_law_beside_it(fanlight: Command) -> None:
    old = fanlight.about("assess", "--on", "2019-12-31").out
    assert "== town/2015: Old standards" in old and "== land/2018" not in old
    assert "DOES NOT APPLY" not in old


def test_an_edition_that_is_not_in_force_is_run_with_a_note(fanlight: Command) -> None:
    ran = fanlight.about("assess", "--standard", "town/2015")
    assert ran.status == 0 and ran.err == "note: town/2015 is not in force on 2020-03-01\n"
    early = fanlight.about("assess", "--standard", "town/2020", "--on", "2017-01-01")
    assert early.err == "note: town/2020 is not in force on 2017-01-01\n" and "land/2018" not in early.out


def test_the_council_of_the_survey_is_meant_where_none_is_named(fanlight: Command) -> None:
    survey = fanlight.write("own.yaml", HOUSE.replace("survey: {", "survey: {council: town, "))
    out = fanlight("assess", survey, "--standards-folder", fanlight.councils, "--on", "2020-03-01").out
    assert [line for line in out.splitlines() if line.startswith("==")] == ["== town/2020: Standards of a town", "== land/2018: The law"]


def test_without_any_council_every_council_in_force_is_meant(fanlight: Command) -> None:
    out = fanlight("assess", fanlight.house, "--standards-folder", fanlight.councils, "--on", "2020-03-01", "--only", "not_met").out
    named = [line.split()[1].rstrip(":") for line in out.splitlines() if line.startswith("==")]
    assert named == ["land/2018", "town/2020"]


def test_where_no_edition_was_in_force_at_all_that_is_said(fanlight: Command) -> None:
    ran = fanlight("assess", fanlight.house, "--standards-folder", fanlight.councils, "--on", "1990-01-01")
    assert (ran.status, ran.err) == (2, "error: --on: no edition of any council was in force on 1990-01-01\n")


def test_today_is_meant_where_no_day_is_given(fanlight: Command) -> None:
    ran = fanlight("assess", fanlight.house, "--standards-folder", fanlight.councils, "--standard", "town")
    assert ran.status == 0 and "== town/2020" in ran.out


def test_an_unknown_standard_is_refused_with_the_nearest(fanlight: Command) -> None:
    assert fanlight.about("assess", "--standard", "twon").err.startswith("error: twon: no such council; did you mean 'town'?; known: ")


def test_a_measure_that_is_enough_is_not_shown_where_something_else_is_open(fanlight: Command) -> None:
    from tests.unit.standards.pages import folder

    page = "clauses:\n- {clause: 1/a, encoded: asked, force: must, says: S., measure: house.persons, at_most: 9,\n"
    page += "   requires: house.is_existing}\n"
    folder(page, "edition: plain/1\ntitle: T\nin_force: {from: 2020-01-01}\n", base=fanlight.councils, name="plain/1")
    out = fanlight.about("assess", "--standard", "plain").out
    assert "CANNOT TELL  1/a" in out and "house.persons" not in out and "missing: house.is_existing of house" in out
