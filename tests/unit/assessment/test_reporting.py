"""Findings as plain data: the documented shape, exact figures, dates as dates, and words for people."""

import jsonschema
import pytest

from fanlight.assessment import reporting
from fanlight.assessment.finding import Fact, Measured
from fanlight.standards.nodes import FAR
from tests.unit.assessment.houses import SCHEMA, assess, clause, finding, house

AREA = "each: room\nmeasure: room.floor_area\nat_least: 6.5 m2\nremedy: Enlarge it.\nreading: R1\npage: 12"
READING = "readings:\n- {reading: R1, problem: P, adopted: A}\n"


def test_the_schema_is_a_schema_and_names_the_shape() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["properties"]["shape"]["const"] == reporting.SHAPE == SCHEMA["$id"]


def test_a_finding_says_everything_it_rests_on() -> None:
    done = assess(
        READING + clause(AREA), house("survey: {by: A. Officer, on: 2020-02-01}\nrooms: [{id: r1, label: Attic, floor_area: 6 m2}]")
    )
    assert reporting.finding(done.findings[0], done) == {
        "clause": "1.1/a",
        "subject": {"thing": "room", "id": "r1", "label": "Attic", "listed": True},
        "verdict": "not_met",
        "force": "must",
        "says": "S.",
        "citation": {"edition": "town/2020", "paragraph": "1.1", "page": "12", "where": "page.yaml:4"},
        "measured": [
            {
                "what": "room.floor_area", "value": {"from": "6", "to": "6"}, "limit": "at least",
                "required": {"from": "6.5", "to": "6.5"}, "unit": "m2", "holds": "no",
            }
        ],
        "alternatives": [],
        "relied_on": [
            {"fact": "room.floor_area", "of": "r1", "value": "6 m2", "where": "house.yaml:3", "by": "A. Officer", "on": "2020-02-01"}
        ],
        "missing": [],
        "reading": ["R1"],
        "remedy": "Enlarge it.",
        "because": None,
    }  # fmt: skip


def test_what_is_missing_is_asked_for() -> None:
    done = assess(clause("each: room\nrequires: room.has_basin\nor: room.sleepers = 0"), house("rooms: [{id: r1}]", complete="[]"))
    listed, rest = (reporting.finding(each, done) for each in done.findings)
    assert [one["fact"] for one in listed["missing"]] == ["room.has_basin", "room.sleepers"]
    assert rest["subject"]["listed"] is False
    assert rest["missing"] == [{"fact": "rooms", "of": None, "question": "Are all rooms of the house listed?"}]
    assert listed["alternatives"] == [{"way": "room.sleepers = 0", "holds": "unknown"}]


def test_a_clause_for_people_has_no_verdict() -> None:
    plain = reporting.assessment(assess(clause("encoded: information"), house()))
    assert plain["clauses"] == [
        {"clause": "1.1/a", "paragraph": "1.1", "force": "must", "encoded": "information", "settles": ["1.1/a"], "verdict": None}
    ]
    assert plain["findings"] == []


def test_a_fact_that_nobody_observed_is_relied_on_by_name_alone() -> None:
    assert reporting.relied(Fact("room", "r9", "use"), house()) == {"fact": "room.use", "of": "r9"}
    assert reporting.observed(Fact("room", "r1", "use"), house("rooms: [{id: r1}]")) is None


DATED = "each: notice\nmeasure: notice.compliance_date\nat_most: notice.served_date + 18 month"


def test_dates_are_shown_as_dates() -> None:
    found = finding(DATED, "notices: [{served_date: 2019-01-31, compliance_date: 2020-08-01}]")
    [one] = found.measures
    assert reporting.measured(one) == {
        "what": "notice.compliance_date", "value": {"from": "2020-08-01", "to": "2020-08-01"}, "limit": "at most",
        "required": {"from": "2020-07-31", "to": "2020-07-31"}, "unit": "date", "holds": "no",
    }  # fmt: skip
    assert reporting.in_words(one) == "2020-08-01, at most 2020-07-31 required"


def test_a_date_that_is_none_has_no_figure() -> None:
    page = "measure: house.as_at_date\nat_least: 'least(notice: notice.served_date) - 1 month'"
    assert reporting.span(finding(page).measures[0].required, finding(page).measures[0]) == {"from": None, "to": None}
    odd = Measured((0, 10**9), ">=", (1, 1), (0, 1), 0, "date", "x")
    assert reporting.span(odd.measured, odd) == {"from": None, "to": None}
    assert reporting.span(odd.required, odd) == {"from": "0001-01-01", "to": "0001-01-01"}


def measure(measured: tuple[int, int], required: tuple[int, int], *, op: str = ">=", decimals: int = 4, unit: str = "m") -> Measured:
    return Measured(measured, op, required, (0, 1), decimals, unit, "x")


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (measure((9000, 9000), (9500, 9500)), "900 mm, at least 950 mm required"),
        (measure((25000, 25000), (20000, 20000), op="<="), "2.5 m, at most 2 m required"),
        (measure((0, 10000), (9500, 9500)), "0 to 1000 mm, at least 950 mm required"),
        (measure((5, 5), (-FAR, FAR), decimals=0, unit=""), "5, the standard gives no figure"),
        (measure((5, 5), (3, FAR), decimals=0, unit="", op="<"), "5, less than 3 to no figure required"),
        (measure((-FAR, 5), (3, 3), decimals=0, unit="kg", op=">"), "no figure to 5 kg, more than 3 kg required"),
        (measure((5, 5), (5, 5), decimals=0, unit="m", op="="), "5 m, exactly 5 m required"),
        (measure((12, 12), (0, 0), decimals=1, unit="m"), "1.2 m, at least 0 m required"),
    ],
)
def test_a_measure_in_words(one: Measured, words: str) -> None:
    assert reporting.in_words(one) == words


def test_rows_for_a_spreadsheet_have_the_same_columns_whatever_is_found() -> None:
    page = READING + clause(AREA) + clause("requires: house.is_hmo", name="1.2/b", head=False)
    found = list(reporting.rows(assess(page, house("rooms: [{id: r1, floor_area: 6 to 7 m2}]", complete="[]"))))
    assert all(tuple(row) == reporting.ROW for row in found)
    assert [row["measured"] for row in found] == ["6 to 7", "0.3 to 300", ""]
    assert [row["missing"] for row in found] == ["room.floor_area of r1", "whether all rooms are listed", "house.is_hmo of house"]
    assert (found[0]["reading"], found[0]["required"], found[0]["unit"], found[0]["verdict"]) == ("R1", "6.5", "m2", "cannot tell")


def test_a_truth_in_words() -> None:
    assert [reporting.truth(value) for value in ((1, 1), (0, 0), (0, 1))] == ["yes", "no", "unknown"]
