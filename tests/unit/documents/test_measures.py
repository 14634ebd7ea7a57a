"""Measures are told in the units people use, and how far one is off is told only where it is known."""

from datetime import date

import pytest

from fanlight.assessment.finding import Measured
from fanlight.documents import measures, wording
from fanlight.facts.units import AREA, COUNT, DATE, LENGTH, MINUTES, MONEY, NUMBER, Dimension
from fanlight.standards.nodes import FAR


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def one(op: str, measured: tuple[int, int], required: tuple[int, int], decimals: int = 0) -> Measured:
    return Measured(measured, op, required, (0, 0), decimals, "", "")


@pytest.mark.parametrize(
    ("measure", "dimension", "asked", "off"),
    [
        (one(">=", (680, 680), (700, 700), 2), AREA, "at least 7 m²", "0.2 m² too little"),
        (one(">=", (100, 680), (700, 700), 2), AREA, "at least 7 m²", "at least 0.2 m² too little"),
        (one("<=", (12, 12), (10, 10)), MINUTES, "at most 10 minutes", "2 minutes too much"),
        (one("<=", (11, 11), (10, 10)), MINUTES, "at most 10 minutes", "1 minute too much"),
        (one(">=", (3, 3), (4, 4)), COUNT, "at least 4", "1 too few"),
        (one("<", (7, 7), (5, 5)), COUNT, "less than 5", "2 too many"),
        (one("<", (5, 5), (5, 5)), COUNT, "less than 5", "at the limit, which is not enough"),
        (one(">", (2, 5), (5, 5)), COUNT, "more than 5", ""),
        (one(">=", (15, 15), (20, 20), 1), NUMBER, "at least 2", "0.5 too little"),
        (one(">=", (5000, 5000), (8000, 8000), 4), LENGTH, "at least 800 mm", "300 mm too little"),
        (one(">=", (5000, 5000), (20000, 20000), 4), LENGTH, "at least 2 m", "1.5 m too little"),
        (one("=", (3, 3), (5, 5)), MINUTES, "exactly 5 minutes", "2 minutes away from it"),
        (one("=", (9, 9), (5, 5)), MINUTES, "exactly 5 minutes", "4 minutes away from it"),
        (one(">=", (3, 3), (-FAR, FAR)), AREA, "the standard gives no figure", ""),
        (one(">=", (3, 3), (FAR, FAR)), AREA, "the standard gives no figure", ""),
        (one(">=", (150, 150), (1050, 1050), 2), MONEY, "at least £10.5", "£9 too little"),
        (one("<=", (day("2026-05-12"),) * 2, (day("2026-05-10"),) * 2), DATE, "on or before 10 May 2026", "2 days too late"),
        (one(">=", (day("2026-05-09"),) * 2, (day("2026-05-10"),) * 2), DATE, "on or after 10 May 2026", "1 day too early"),
    ],
)
def test_a_measure_in_words(measure: Measured, dimension: Dimension, asked: str, off: str) -> None:
    assert measures.required(measure, dimension) == asked
    assert measures.off_by(measure, dimension) == off


def test_a_range_is_told_as_a_range() -> None:
    assert measures.span((680, 700), one(">=", (680, 700), (800, 800), 2), AREA) == "between 6.8 m² and 7 m²"


def test_words_for_names_and_numbers() -> None:
    assert wording.counted(1, "clause") == "1 clause" and wording.counted(0, "clause") == "0 clauses"
    assert wording.place("house") == "The house" and wording.place("") == "The house" and wording.place("attic") == "Attic"
    assert wording.day(None) == "a day that is not recorded" and wording.day(date(2026, 4, 3)) == "3 April 2026"
