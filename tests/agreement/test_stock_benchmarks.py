"""The benchmarks of whole runs measure what they say, here on a handful of houses."""

import argparse
import json
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.house.tree import ROOT

sys.path.insert(0, str(ROOT / "script"))

from benchmarks import stock_edition, stock_plot  # noqa: E402


@pytest.fixture(autouse=True)
def of_this_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    """The processes that are started read our modules."""
    monkeypatch.setenv("PYTHONPATH", f"{ROOT / 'src'}:{ROOT / 'script'}")


def test_a_whole_edition_is_measured_by_both_engines_on_the_same_houses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(stock_edition, "DRAWN", 4)
    monkeypatch.setattr(stock_edition, "A_PART", 8)
    told = tmp_path / "told.json"
    asked = argparse.Namespace(edition="england/2018-10", houses=[10], engines=("duckdb", "fast"), block=5, json=told)
    assert stock_edition.main(asked) == 0, capsys.readouterr().out
    sizes = json.loads(told.read_text().splitlines()[-1])["sizes"]
    for size, engines in sizes.items():
        assert {each["houses"] for each in engines.values()} == {int(size)}
        assert len({each["findings"] for each in engines.values()}) == 1
    assert sizes["10"]["fast"]["findings"] > 0


def test_how_the_cost_grows_is_drawn_with_a_description_for_those_who_cannot_see_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = tmp_path / "cost.svg"
    for name, value in (("PICTURE", picture), ("HOUSES", (5, 10)), ("PARTS", (2, 1)), ("DRAWN", 3)):
        monkeypatch.setattr(stock_plot, name, value)
    assert stock_plot.main(argparse.Namespace(edition="england/2018-10", runs=1, json=None)) == 0
    drawn = ElementTree.fromstring(picture.read_text())
    described = drawn.find("{*}desc")
    assert described is not None and "Ten clauses" in (described.text or "") and "england/2018-10" in (described.text or "")
    assert capsys.readouterr().out.count("| 10 |") >= 1
