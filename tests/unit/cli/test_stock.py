"""`fanlight stock`: surveys made into a stock, and the stock assessed with a summary of what was found."""

import argparse
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from fanlight.cli import stock, stock_run
from fanlight.facts.files import Refused
from tests.unit.cli.command import HOUSE, Command

FIT = HOUSE.replace("persons: 6", "persons: 3")


@pytest.fixture
def dataset(fanlight: Command) -> Path:
    (fanlight.place / "surveys").mkdir()
    for number in range(3):
        fanlight.write(f"surveys/{number}.yaml", HOUSE.replace("is_hmo: no", "is_hmo: yes") if number else FIT)
    made = fanlight("stock", "convert", fanlight.place / "surveys", fanlight.house, "--out", fanlight.place / "stock")
    assert (made.status, made.err) == (0, "") and made.out == f"4 houses written to {fanlight.place / 'stock'}\n"
    return fanlight.place / "stock"


def assess(fanlight: Command, dataset: Path, *words: object) -> tuple[int, str, str]:
    given = ["--out", fanlight.place / "out", "--standards-folder", fanlight.councils, "--on", "2020-03-01"]
    ran = fanlight("stock", "assess", dataset, *given, *words)
    return ran.status, ran.out, ran.err


def given_words(fanlight: Command, dataset: Path, *words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    stock.add(parser.add_subparsers())
    place = ["--out", fanlight.place / "out", "--standards-folder", fanlight.councils, "--on", "2020-03-01"]
    return parser.parse_args([str(word) for word in ("stock", "assess", dataset, *place, *words)])


def test_a_stock_is_assessed_and_summed_up(fanlight: Command, dataset: Path) -> None:
    status, out, err = assess(fanlight, dataset, "--standard", "town", "--without-missing")
    lines = out.splitlines()
    assert (status, err) == (0, "")
    assert lines[:2] == ["engine: duckdb, compiling town/2020, land/2018 pays from 20,000 houses on", "4 houses"]
    assert lines[2] == "== town/2020: 16 findings: 4 cannot tell, 4 does not apply, 3 met, 5 not met"
    assert lines[3] == "            4 not met,          4 cannot tell,          0 met: 1.1/area"
    assert lines[-1].startswith(f"findings: {fanlight.place / 'out' / 'findings'}; counts by clause: ")
    assert (fanlight.place / "out" / "summary.csv").read_text().startswith("edition,clause,not_met,cannot_tell,met,does_not_apply\n")


def test_each_house_by_the_edition_of_its_own_council(fanlight: Command, dataset: Path) -> None:
    status, out, _ = assess(fanlight, dataset, "--standard", "in-force", "--block", 3)
    assert status == 0
    _, _, rest = out.partition("\n")
    assert rest.startswith("4 houses, of which 4 were set aside\n  set aside: 4 houses: no edition of its council is in force\n")


def test_a_person_at_a_terminal_sees_how_far_it_is(fanlight: Command, dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    _, _, err = assess(fanlight, dataset, "--standard", "land/2018", "--block", 2)
    assert re.search(r"\[#{10} {10}\] part 1 of 2, 2 houses, about \d+ s left", err)
    assert err.endswith("\r\x1b[K")
    _, _, again = assess(fanlight, dataset, "--standard", "land/2018", "--block", 2)
    assert "part 1 of 2, 2 houses\r" in again


def test_time_left_is_told_in_the_unit_that_fits() -> None:
    assert [stock_run.time_of(seconds) for seconds in (5, 600, 9000)] == ["5 s", "10 min", "2.5 h"]


def test_surveys_that_are_refused_are_left_out_and_named(fanlight: Command) -> None:
    bad = fanlight.write("bad.yaml", "house: {persons: many}\n")
    out = fanlight.place / "some"
    made = fanlight("stock", "convert", fanlight.house, bad, "--out", out)
    assert made.status == 2 and made.out == f"1 houses written to {out}, 1 surveys left out\n" and f"error: {bad}:1:" in made.err
    (fanlight.place / "none").mkdir()
    empty = fanlight("stock", "convert", fanlight.place / "none", "--out", fanlight.place / "other")
    assert empty.status == 2 and "holds no survey" in empty.err


def test_many_surveys_are_counted_as_they_are_read(fanlight: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    made = fanlight("stock", "convert", *[fanlight.house] * 100, "--out", fanlight.place / "hundred")
    assert "100 of 100 surveys" in made.err


def test_a_summary_tells_what_was_spilled() -> None:
    from fanlight.assessment.stock.tally import Tally

    assert "3 MB were spilled to disk at a time" in list(stock._summary(Tally(spilled=3_000_000), Path("out")))


def test_standards_must_be_named_and_a_block_is_a_number(fanlight: Command, dataset: Path) -> None:
    status, _, err = assess(fanlight, dataset)
    assert status == 2 and "--standard: name the standards to assess by, or 'in-force'" in err
    status, _, err = assess(fanlight, dataset, "--standard", "town", "--block", "none")
    assert status == 2 and "'none' is not a number of houses" in err


def test_without_its_extra_the_command_names_it(fanlight: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stock_run, "find_spec", lambda name: None)
    ran = fanlight("stock", "convert", fanlight.house, "--out", fanlight.place / "x")
    assert ran.status == 2 and "needs duckdb, pyarrow, sqlglot; install Fanlight with its extra: fanlight[stock]" in ran.err


def test_the_fast_engine_is_taken_where_it_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [stock_run.engine_of(name) for name in ("auto", "duckdb", "fast")] == ["fast", "duckdb", "fast"]
    monkeypatch.setattr(stock_run, "find_spec", lambda name: None)
    assert [stock_run.engine_of(name) for name in ("auto", "duckdb")] == ["duckdb", "duckdb"]
    with pytest.raises(Refused, match=r"needs llvmlite, numpy; install Fanlight with its extra: fanlight\[fast\]"):
        stock_run.engine_of("fast")


def test_spark_needs_its_extra_and_java(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stock_run, "find_spec", lambda name: name)
    monkeypatch.setattr(stock_run.shutil, "which", lambda name: "/usr/bin/java")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    assert stock_run.engine_of("spark") == "spark"
    monkeypatch.setattr(stock_run.shutil, "which", lambda name: None)
    with pytest.raises(Refused, match="needs a Java runtime of version 17 or newer"):
        stock_run.engine_of("spark")
    monkeypatch.setenv("JAVA_HOME", "/opt/java")
    assert stock_run.engine_of("spark") == "spark"
    monkeypatch.setattr(stock_run, "find_spec", lambda name: None)
    with pytest.raises(Refused, match=r"needs pyspark; install Fanlight with its extra: fanlight\[spark\]"):
        stock_run.engine_of("spark")


def test_the_engine_is_the_one_that_is_sooner_done(
    fanlight: Command, dataset: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wish = stock._wish(given_words(fanlight, dataset, "--standard", "town", "land/2018"))

    def suited(houses: int, **changes: object) -> str:
        chosen = stock_run.suited(replace(wish, **changes), houses)
        said = capsys.readouterr().out
        assert said.startswith(f"engine: {chosen.engine}, ")
        return said.removeprefix("engine: ").strip()

    assert suited(19_999) == "duckdb, compiling town/2020, land/2018 pays from 20,000 houses on"
    assert suited(20_000) == "fast, 20,000 houses repay compiling town/2020, land/2018, which is kept"
    assert suited(20_000, of_council={"town": ("town/2020",)}) == "duckdb, compiling town/2020, land/2018 pays from 40,000 houses on"
    many = {f"town/{number}": replace(wish.editions["town/2020"], id=f"town/{number}") for number in range(4)}
    assert suited(4, editions=many) == "duckdb, compiling 4 editions pays from 20,000 houses on"
    assess(fanlight, dataset, "--standard", "town", "--engine", "fast")
    capsys.readouterr()
    assert suited(4, editions={"town/2020": wish.editions["town/2020"]}) == "fast, compiled on this machine before"
    monkeypatch.setattr(stock_run, "find_spec", lambda name: None)
    assert suited(20_000) == "duckdb, compiled code would be faster: fanlight[fast]"


def test_whole_blocks_are_spread_or_one_is_shared(fanlight: Command, dataset: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stock_run, "_needed_by_spark", lambda word: None)
    status, _, err = assess(fanlight, dataset, "--standard", "town", "--spread", "--engine", "spark")
    assert status == 2 and "--spread: hands out whole blocks, while --engine spark has all machines at one" in err
    stock_run.may_spread("fast")
