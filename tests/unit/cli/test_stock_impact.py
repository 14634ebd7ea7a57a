"""`fanlight stock impact`: one command from a question to a summary, tables and a page."""

import csv
import json
from pathlib import Path

import pytest

from tests.unit.cli.command import HEADS, HOUSE, PAGE, Command
from tests.unit.documents.read_page import faults, read
from tests.unit.standards.pages import folder

LARGER = HOUSE.replace("6 m2", "7 m2").replace("house: {", "house: {ward: West & East, ")


@pytest.fixture
def dataset(fanlight: Command) -> Path:
    (fanlight.place / "surveys").mkdir()
    for number, text in enumerate((HOUSE, LARGER, LARGER.replace("persons: 6", "persons: 2"))):
        fanlight.write(f"surveys/{number}.yaml", text)
    assert fanlight("stock", "convert", fanlight.place / "surveys", "--out", fanlight.place / "stock").status == 0
    return fanlight.place / "stock"


def impact(fanlight: Command, dataset: Path, *words: object) -> tuple[int, str, str]:
    given = ["--out", fanlight.place / "out", "--standards-folder", fanlight.councils, "--on", "2020-03-01"]
    ran = fanlight("stock", "impact", dataset, *given, *words)
    return ran.status, ran.out, ran.err


def rows(fanlight: Command, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((fanlight.place / "out" / f"{name}.csv").read_text(encoding="utf-8").splitlines()))


def test_a_what_if_is_one_command(fanlight: Command, dataset: Path) -> None:
    status, out, err = impact(fanlight, dataset, "--from", "town", "--set", "need:1=7.5 m2")
    lines = out.splitlines()
    assert (status, err) == (0, "")
    assert lines[:4] == [
        "3 houses",
        "clauses that may find something else: 1; that cannot, and were not run: 1",
        "2 houses with something newly not met, 0 houses with something no longer not met, 0 houses with something newly met, "
        "0 houses with something newly cannot be told",
        "persons displaced: at least 2, at most 5",
    ]
    assert lines[4] == ("  1.1/area: 2 newly not met, 0 no longer not met, 0 newly met, 0 newly cannot be told")
    assert "  West & East: 2 houses, 2 newly not met, 0 newly cannot be told, displaced 2 to 4" in lines
    assert [(row["clause"], row["houses_newly_not_met"], row["findings_newly_not_met"]) for row in rows(fanlight, "by_clause")] == [
        ("1.1/area", "2", "2")
    ]
    assert {row["ward"]: row["houses"] for row in rows(fanlight, "by_ward")} == {"West & East": "2", "not known": "1"}
    assert [row["size"] for row in rows(fanlight, "by_size")] == ["0 to 2", "5 to 6"]
    assert sum(int(row["findings"]) for row in rows(fanlight, "from_what_to_what")) == 9


def test_the_page_has_a_chart_and_the_table_behind_it_and_runs_nothing(fanlight: Command, dataset: Path) -> None:
    impact(fanlight, dataset, "--from", "town", "--set", "need:1=7.5 m2")
    text = (fanlight.place / "out" / "impact.html").read_text(encoding="utf-8")
    page = read(text)
    assert faults(text) == []
    charts, tables = page.all("svg"), page.all("table")
    assert len(charts) == len(tables) == 3 and not page.all("script")
    ids = page.ids()
    assert len(ids) == len(set(ids))
    for chart in charts:
        assert chart.attributes["role"] == "img" and set(chart.attributes["aria-labelledby"].split()) <= set(ids)
        bars = [each for each in chart.all("rect") if "bar" in each.attributes["class"].split()]
        said = [each.text.partition(" ")[2] for each in chart.all("text") if "of" not in each.attributes.get("class", "")]
        assert said == ["newly not met", "no longer not met", "newly met", "newly cannot be told"] * len(chart.of_class("of"))
        assert len(bars) == len(said) > 0
    assert "2 newly not met" in charts[1].text and "West & East" in tables[1].text
    assert "need:1" in page.text and "Persons displaced" in tables[1].text


def test_two_editions_of_a_council_are_matched_and_a_draft_is_a_folder(fanlight: Command, dataset: Path) -> None:
    status, out, _ = impact(fanlight, dataset, "--from", "town/2015", "--to", "town/2020")
    assert status == 0 and "clauses that may find something else: 1; that cannot, and were not run: 1" in out
    head = HEADS["town/2020"].replace("town/2020", "town/2027")
    draft = folder(PAGE.replace("at_most: 5", "at_most: 4").replace("- clause: 1.1/area", "- clause: 1.9/area"), head,
                   base=fanlight.place / "drafts", name="any/where")  # fmt: skip
    (fanlight.place / "out").rename(fanlight.place / "before")
    status, out, _ = impact(fanlight, dataset, "--from", "town", "--to", draft / "edition.yaml")
    assert status == 0 and "not in that number, since they depend on more than one room: 1.2/number" in out
    assert "The draft no longer has: 1.1/area." in (fanlight.place / "out" / "impact.html").read_text(encoding="utf-8")


def test_editions_of_two_councils_are_not_matched_and_it_is_said(fanlight: Command, dataset: Path) -> None:
    status, out, _ = impact(fanlight, dataset, "--from", "land", "--to", "town", "--block", 2)
    assert status == 0 and "editions of two councils: not matched clause by clause" in out
    assert "<strong>not</strong> matched" in (fanlight.place / "out" / "impact.html").read_text(encoding="utf-8")


def test_where_no_room_was_tried_nothing_is_said_of_persons(fanlight: Command, dataset: Path) -> None:
    status, out, _ = impact(fanlight, dataset, "--from", "town", "--set", "1.2/number=1")
    assert status == 0 and "persons displaced" not in out and "displaced" not in out.partition("by ward")[2].replace("depend", "")
    assert "displaced_at_least" not in rows(fanlight, "by_ward")[0]
    page = (fanlight.place / "out" / "impact.html").read_text(encoding="utf-8")
    assert "no room was tried" in page and "Persons displaced</th>" not in page


def test_many_clauses_stay_in_the_table_and_few_in_the_chart(fanlight: Command, dataset: Path) -> None:
    clause = "- {{clause: 8/{0}, encoded: asked, force: must, says: S., requires: house.persons <= {1}}}\n"
    for name, most in (("big/2020", 9), ("big/2021", 1)):
        text = "clauses:\n" + "".join(clause.format(number, most) for number in range(14))
        folder(text, HEADS["town/2015"].replace("town/2015", name), base=fanlight.councils, name=name)
    status, out, _ = impact(fanlight, dataset, "--from", "big/2020", "--to", "big/2021")
    assert status == 0 and out.count("  8/") == 10
    page = (fanlight.place / "out" / "impact.html").read_text(encoding="utf-8")
    assert "2 more stand in the table only." in page and "8/13: S." in page


def test_synthetic_houses_are_said_to_be(fanlight: Command, dataset: Path) -> None:
    (dataset / "dataset.json").write_text(json.dumps({"synthetic": "Synthetic: invented."}))
    assert "Synthetic: invented." in impact(fanlight, dataset, "--from", "town", "--set", "need:1=7")[1]
    assert "Synthetic: invented." in (fanlight.place / "out" / "impact.html").read_text(encoding="utf-8")
    (dataset / "dataset.json").unlink()
    (fanlight.place / "out").rename(fanlight.place / "before")
    assert "Synthetic" not in impact(fanlight, dataset, "--from", "town", "--set", "need:1=7")[1]


def test_houses_set_aside_are_counted(fanlight: Command, dataset: Path) -> None:
    import pyarrow.parquet as parquet  # type: ignore[import-untyped]

    [path] = (dataset / "house").glob("*.parquet")
    table = parquet.ParquetFile(path).read()
    parquet.write_table(table.slice(0, 1).take([0, 0]), path)
    _, out, _ = impact(fanlight, dataset, "--from", "town", "--set", "need:1=7.5")
    assert out.startswith("3 houses, of which 1 were set aside\n")
    assert "1 house set aside because of faults" in (fanlight.place / "out" / "impact.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--from", "town"], "--to: name the draft edition, or other figures for the one of --from with --set"),
        (["--from", "town", "--to", "town/2020"], "--to: decides every house just as town does"),
        (["--from", "town", "--set", "1.1/aria=7 m2"], "--set: '1.1/aria' is no figure of town/2020; did you mean '1.1/area"),
        (["--from", "town", "--set", "need:1"], "'need:1' sets nothing; write for example '1A/one-over-10=7.5 m2'"),
        (["--from", "town", "--to", "nowhere"], "no such council"),
    ],
)
def test_what_cannot_be_compared_is_refused_with_the_remedy(fanlight: Command, dataset: Path, words: list[str], said: str) -> None:
    status, _, err = impact(fanlight, dataset, *words)
    assert status == 2 and said in err
