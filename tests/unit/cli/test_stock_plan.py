"""`fanlight stock plan`: what to ask where, as a summary and as tables."""

import csv
from pathlib import Path

import pytest

from tests.unit.cli.command import HOUSE, Command

OPEN = HOUSE.replace(", floor_area: 6 m2", "").replace("persons: 6, ", "")


@pytest.fixture
def dataset(fanlight: Command) -> Path:
    (fanlight.place / "surveys").mkdir()
    for number, text in enumerate((HOUSE, OPEN, OPEN)):
        fanlight.write(f"surveys/{number}.yaml", text)
    assert fanlight("stock", "convert", fanlight.place / "surveys", "--out", fanlight.place / "stock").status == 0
    return fanlight.place / "stock"


def plan(fanlight: Command, dataset: Path, *words: object) -> tuple[int, str, str]:
    given = ["--out", fanlight.place / "plan", "--standards-folder", fanlight.councils, "--on", "2020-03-01", "--standard", "town/2020"]
    ran = fanlight("stock", "plan", dataset, *given, *words)
    return ran.status, ran.out, ran.err


def rows(fanlight: Command, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((fanlight.place / "plan" / f"{name}.csv").read_text(encoding="utf-8").splitlines()))


def test_the_facts_are_ranked_and_a_plan_is_made(fanlight: Command, dataset: Path) -> None:
    status, out, err = plan(fanlight, dataset, "--visit", 10, "--block", 2)
    assert (status, err) == (0, "")
    assert out.splitlines()[:4] == [
        "3 houses",
        "8 times a clause cannot be told of a house",
        "facts for which most clauses wait, and for nothing else:",
        "           6 of          6 waiting: room.floor_area (5 answers in 3 houses)",
    ]
    assert "  1. room.floor_area: 5 answers in 3 houses, 3 of them not visited before" in out
    assert "     settles 6 for 35; so far 6 of 8 (75 %)" in out
    assert "  2. house.persons: 2 answers in 2 houses, 0 of them not visited before" in out
    assert [(row["ask"], row["cost"]) for row in rows(fanlight, "plan")] == [("room.floor_area", "35"), ("house.persons", "2")]
    assert rows(fanlight, "facts")[0]["question"] == "What is the floor area of this room, wall to wall?"
    assert [(row["house_id"], row["clauses_settled"], row["answers"], row["ask"]) for row in rows(fanlight, "houses")] == [
        ("1", "3", "3", "house.persons; room.floor_area"), ("2", "3", "3", "house.persons; room.floor_area"),
        ("0", "2", "1", "room.floor_area"),
    ]  # fmt: skip


def test_a_plan_stops_where_it_is_told(fanlight: Command, dataset: Path) -> None:
    _, out, _ = plan(fanlight, dataset, "--steps", 1)
    assert len(rows(fanlight, "plan")) == 1 and "  2. " not in out


def test_what_no_fact_settles_is_counted(fanlight: Command, dataset: Path) -> None:
    (fanlight.councils / "town" / "readings.yaml").write_text("town/2020: {R1: officer}\n")
    _, out, _ = plan(fanlight, dataset)
    assert "8 times a clause cannot be told of a house; 3 of them no fact settles" in out
    assert "so far 5 of 8 (62 %)" in out


def test_a_standard_is_named_and_a_folder_is_new(fanlight: Command, dataset: Path) -> None:
    assert plan(fanlight, dataset)[0] == 0
    assert "exists already; name another folder" in plan(fanlight, dataset)[2]
    ran = fanlight("stock", "plan", dataset, "--out", fanlight.place / "other")
    assert ran.status == 2 and "--standard: name the standards whose clauses are to be settled" in ran.err
