"""Birmingham's printed bathroom tables meet the ratios beside them, and the ratios allow mixes that the tables leave out."""

import pytest

from fanlight.assessment.assess import Program
from fanlight.assessment.finding import Verdict
from fanlight.facts.survey import Observed, Seen, Survey
from fanlight.facts.vocabulary import THINGS
from fanlight.standards.library import Library

# persons (the most of the line), full suites, bath only, separate WCs: the lines of 2.36, read off the inventory's rows
LINES = [
    (4, 1, 0, 0), (5, 1, 0, 1), (5, 0, 1, 1), (8, 2, 0, 0), (9, 1, 1, 1), (10, 2, 0, 1), (12, 3, 0, 0), (15, 3, 0, 1),
    (16, 4, 0, 0), (20, 4, 0, 1),
]  # fmt: skip
LEFT_OUT = [(13, 2, 1, 1), (6, 1, 1, 1)]


@pytest.fixture(scope="module")
def program() -> Program:
    return Program(Library.standard().read("birmingham/2018-11"), ("2.35/bath-ratio", "2.36/wc-ratio"))


def verdicts(program: Program, persons: int, suites: int, baths: int, wcs: int) -> set[Verdict]:
    counts = {
        "bath_sharers": persons,
        "wc_sharers": persons,
        "bathing_places": suites + baths,
        "separate_wcs": wcs,
        "wcs_in_bathrooms": suites,
    }
    values = {name: Observed((number, number), "", "") for name, number in counts.items()}
    category = Observed(THINGS["house"].facts["category_a_to_f"].read("b"), "b", "")
    house = Seen("house", "house", {**values, "category_a_to_f": category}, "")
    return set(program.assess(Survey("", "", {"house": (house,)})).verdicts().values())


@pytest.mark.parametrize("line", LINES)
def test_every_printed_line_meets_the_ratios(program: Program, line: tuple[int, int, int, int]) -> None:
    assert verdicts(program, *line) == {Verdict.MET}


@pytest.mark.parametrize("mix", LEFT_OUT)
def test_a_mix_that_the_table_leaves_out_meets_them_too(program: Program, mix: tuple[int, int, int, int]) -> None:
    assert verdicts(program, *mix) == {Verdict.MET}


@pytest.mark.parametrize("line", LINES)
def test_one_person_more_than_the_ratios_serve_is_refused(program: Program, line: tuple[int, int, int, int]) -> None:
    _, suites, baths, wcs = line
    most = min(5 * (suites + baths), 4 * suites + 5 * wcs)
    assert Verdict.NOT_MET in verdicts(program, most + 1, suites, baths, wcs)
