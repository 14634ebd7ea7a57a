"""No statement of a council's document is lost: every row of its inventory that measures something is settled once, by its edition.

`inventory/` is kept here apart from the shipped editions, so that an edition cannot come to account for less by losing rows.
"""

import csv
from collections import Counter
from pathlib import Path

import pytest

from tests.standards.shipped import EDITIONS, HERE, LIBRARY, edition

INVENTORIES = {
    "birmingham/2018-11": ("birmingham-1", "birmingham-2"),
    "sheffield/2009-10": ("sheffield",),
    "wyre-forest/2013-04": ("wyre-forest-2013",),
    "wyre-forest/2018-04": ("wyre-forest-2018",),
}
KINDS = {"measure", "check", "judgement", "definition", "scope", "duty", "procedure", "information"}


def rows_of(path: Path) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return [(line["row"], line["kind"]) for line in csv.DictReader(lines)]


def inventory(name: str) -> list[tuple[str, str]]:
    return [row for file in INVENTORIES[name] for row in rows_of(HERE / "inventory" / f"{file}.csv")]


def settled(name: str) -> Counter[str]:
    entries = [*edition(name).clauses.values(), *edition(name).terms.values()]
    return Counter(row for entry in entries for row in entry.settles)


def test_every_council_edition_has_an_inventory() -> None:
    assert sorted(INVENTORIES) == [name for name in EDITIONS if not name.startswith("england/")]


@pytest.mark.parametrize("name", INVENTORIES)
def test_an_inventory_lists_each_row_once_and_says_of_what_kind_it_is(name: str) -> None:
    rows = inventory(name)
    assert [row for row, count in Counter(row for row, _ in rows).items() if count > 1] == []
    assert {kind for _, kind in rows} <= KINDS


@pytest.mark.parametrize("name", INVENTORIES)
def test_every_row_that_measures_is_settled_exactly_once(name: str) -> None:
    times = settled(name)
    assert [f"{row}: settled {times[row]} times" for row, kind in inventory(name) if kind == "measure" and times[row] != 1] == []


@pytest.mark.parametrize("name", INVENTORIES)
def test_no_row_is_settled_twice_and_every_settled_row_is_in_the_inventory(name: str) -> None:
    known = {row for row, _ in inventory(name)}
    assert [row for row, count in settled(name).items() if count > 1] == []
    assert [row for row in settled(name) if row not in known] == []


@pytest.mark.parametrize("name", INVENTORIES)
def test_the_inventory_shipped_with_an_edition_is_the_one_kept_here(name: str) -> None:
    shipped = LIBRARY.folder(name) / "inventory.csv"
    assert not shipped.exists() or rows_of(shipped) == inventory(name)
