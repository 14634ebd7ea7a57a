"""`fanlight works`: the schedule as text, JSON, CSV and HTML, with departures and draft conditions."""

import csv
import io
import json

from tests.unit.cli.command import HOUSE, Command

DEPARTURES = """departures:
- {clause: 1.1/area, reason: The room is high., by: B. Officer, on: 2020-02-15, until: 2021-02-15, subject: front}
- {clause: 1.2/number, reason: Six are one family., by: B. Officer, on: 2020-02-15}
"""


def test_text_lists_the_works_and_the_conditions_drafted_from_them(fanlight: Command) -> None:
    ran = fanlight.about("works")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == (
        "== town/2020: schedule of works (2 items)\n"
        "1. Enlarge the room.\n"
        "   1.1/area (must, crowding), Front bedroom: 6 m2, at least 6.5 m2 required\n"
        "   period: to be set by the officer\n"
        "2. No more than five live there.\n"
        "   1.2/number (should, amenity): 6, at most 5 required\n"
        "   period: to be set by the officer\n"
        "Draft licence conditions\n"
        "1. The licence holder must do the following (Front bedroom), within the period the council sets: Enlarge the room. [1.1/area]\n"
        "\n"
        "== land/2018: schedule of works (0 items)\n"
    )


def test_departures_are_told_with_their_reason_author_and_term(fanlight: Command) -> None:
    made = fanlight.write("made.yaml", DEPARTURES)
    assert fanlight.about("works", "--departures", made).out.startswith(
        "== town/2020: schedule of works (0 items)\n"
        "Departure: 1.1/area, Front bedroom is not asked until 2021-02-15: The room is high. (B. Officer, 2020-02-15)\n"
        "Departure: 1.2/number is not asked: Six are one family. (B. Officer, 2020-02-15)\n"
        "\n"
    )


def test_a_departure_that_cannot_be_read_is_refused(fanlight: Command) -> None:
    ran = fanlight.about("works", "--departures", fanlight.write("made.yaml", "departures: [{clause: 1.1/area}]\n"))
    assert ran.status == 2 and "made.yaml:1: a departure needs 'by:'" in ran.err


def test_a_requirement_without_a_measure_shows_no_figures(fanlight: Command) -> None:
    page = fanlight.councils / "land" / "editions" / "2018" / "page.yaml"
    page.write_text("clauses: [{clause: 9/hmo, encoded: asked, force: must, says: It is one., requires: house.is_hmo}]\n", encoding="utf-8")
    assert "1. It is one.\n   9/hmo (must, amenity)\n" in fanlight.about("works").out


def test_json_holds_the_items_with_their_findings_the_departures_and_the_conditions(fanlight: Command) -> None:
    plain = json.loads(fanlight.about("works", "--format", "json").out)
    assert plain["shape"] == "fanlight-works/1"
    town, land = plain["schedules"]
    assert (town["edition"], land["edition"], land["items"]) == ("town/2020", "land/2018", [])
    assert town["receipt"]["edition"] == "town/2020"
    assert [(one["clause"], one["priority"], one["finding"]["verdict"]) for one in town["items"]] == [
        ("1.1/area", 2, "not_met"),
        ("1.2/number", 6, "not_met"),
    ]
    assert [one["clause"] for one in town["conditions"]] == ["1.1/area"] and town["departures"] == []
    made = fanlight.write("made.yaml", DEPARTURES)
    town, _ = json.loads(fanlight.about("works", "--format", "json", "--departures", made).out)["schedules"]
    assert town["departures"] == [
        {"clause": "1.1/area", "subject": town["departures"][0]["subject"], "reason": "The room is high.", "by": "B. Officer",
         "on": "2020-02-15", "until": "2021-02-15"},
        {"clause": "1.2/number", "subject": None, "reason": "Six are one family.", "by": "B. Officer", "on": "2020-02-15", "until": None},
    ]  # fmt: skip
    assert town["departures"][0]["subject"]["label"] == "Front bedroom"


def test_csv_has_a_row_for_each_item(fanlight: Command) -> None:
    rows = list(csv.DictReader(io.StringIO(fanlight.about("works", "--format", "csv").out)))
    assert [(row["edition"], row["subject"], row["measured"]) for row in rows] == [
        ("town/2020", "Front bedroom", "6 m2, at least 6.5 m2 required"),
        ("town/2020", "", "6, at most 5 required"),
    ]


def test_html_is_one_page_of_all_editions(fanlight: Command) -> None:
    out = fanlight.about("works", "--format", "html").out
    assert out.startswith("<!") and out.rstrip().endswith("</html>") and "Enlarge the room." in out


def test_a_house_that_contradicts_itself_is_refused(fanlight: Command) -> None:
    two = fanlight.write("two.yaml", HOUSE.replace("floor_area: 6 m2", "floor_area: 6 m2, floor_area_under_low_ceiling: 7 m2"))
    assert fanlight.about("works", survey=two).status == 2
