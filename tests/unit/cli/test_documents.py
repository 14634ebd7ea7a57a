"""The words that make pages: assess and works with --format html, and standards page."""

import pytest

from tests.unit.cli.command import Command
from tests.unit.documents.read_page import faults, read

DEPARTURES = "departures:\n- {clause: 1.2/number, reason: The house is large., by: B. Officer, on: 2020-02-15}\n"


def test_assess_prints_one_page_with_departures(fanlight: Command) -> None:
    plain = fanlight.about("assess", "--format", "html")
    assert (plain.status, plain.err) == (0, "")
    assert faults(plain.out) == []
    made = fanlight.about("assess", "--format", "html", "--departures", fanlight.write("departures.yaml", DEPARTURES))
    assert "The house is large." in made.out and "The house is large." not in plain.out
    assert "Rules as they were on 1 March 2020" in read(made.out).all("header")[0].text


def test_the_page_heeds_fail_on(fanlight: Command) -> None:
    assert fanlight.about("assess", "--format", "html", "--fail-on", "not_met").status == 1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--format", "html", "--only", "met"), "error: --only: does not go with --format html, which shows everything\n"),
        (("--format", "html", "--explain", "1.1/area"), "error: --explain: does not go with --format html, which shows everything\n"),
        (("--departures", "d.yaml"), "error: --departures: goes only with --format html; 'fanlight works' takes departures too\n"),
    ],
)
def test_words_that_do_not_go_together_are_refused(fanlight: Command, words: tuple[str, ...], message: str) -> None:
    ran = fanlight.about("assess", *words)
    assert (ran.status, ran.out, ran.err) == (2, "", message)


def test_works_prints_one_page(fanlight: Command) -> None:
    ran = fanlight.about("works", "--format", "html")
    assert ran.status == 0
    assert faults(ran.out) == []
    assert "1. Front bedroom" in ran.out and "Enlarge the room." in ran.out


def test_a_page_of_an_edition_is_printed_or_written(fanlight: Command) -> None:
    words = ("standards", "--standards-folder", fanlight.councils, "page", "land", "--on", "2020-03-01")
    printed = fanlight(*words)
    assert printed.status == 0 and faults(printed.out) == [] and "A room is never tiny." in printed.out
    path = fanlight.place / "land.html"
    written = fanlight(*words, "--out", path)
    assert written.out == f"{path}\n" and path.read_text(encoding="utf-8") == printed.out
    refused = fanlight(*words, "--out", fanlight.place / "nowhere" / "land.html")
    assert (refused.status, refused.out) == (2, "") and "cannot be written" in refused.err
