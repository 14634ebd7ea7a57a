"""Every statement of the documents is in its edition exactly once, and nothing is counted that is not there."""

import csv
from pathlib import Path

import pytest

from fanlight.facts.files import Refused
from fanlight.standards import coverage
from fanlight.standards.edition import Encoded
from fanlight.standards.library import Library

LIBRARY = Library.standard()
COUNCILS = [name for name in LIBRARY.editions() if not name.startswith("england/")]
STATEMENTS = {
    "sheffield/2009-10": 552, "birmingham/2018-11": 1536, "wyre-forest/2018-04": 714, "wyre-forest/2013-04": 573, "lacors/2006-10": 26,
}  # fmt: skip


def test_every_document_is_here_whole() -> None:
    assert {name: len(coverage.read_inventory(LIBRARY.folder(name))) for name in COUNCILS} == STATEMENTS


@pytest.mark.parametrize("name", COUNCILS)
def test_every_statement_is_settled_and_nothing_else_is(name: str) -> None:
    account = coverage.cover(LIBRARY.read(name), LIBRARY.folder(name))
    assert [row for row, entry in account.entries.items() if not entry] == []
    assert account.astray == ()


@pytest.mark.parametrize("name", COUNCILS)
def test_a_measured_statement_is_decided_by_machine(name: str) -> None:
    edition = LIBRARY.read(name)
    account = coverage.cover(edition, LIBRARY.folder(name))
    measured = [row for row, kind in account.kinds.items() if kind == "measure"]
    assert measured or name == "lacors/2006-10"
    held = {row: edition.clauses[account.entries[row]] for row in measured if account.entries[row] in edition.clauses}
    assert [row for row, clause in held.items() if clause.encoded not in (Encoded.FULLY, Encoded.SCOPE, Encoded.ASKED)] == []


@pytest.mark.parametrize("name", COUNCILS)
def test_no_clause_claims_a_statement_twice(name: str) -> None:
    edition = LIBRARY.read(name)
    rows = [row for clause in edition.clauses.values() for row in clause.settles] + [
        row for term in edition.terms.values() for row in term.settles
    ]
    assert len(rows) == len(set(rows))


def test_an_inventory_that_gives_a_statement_twice_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "inventory.csv").open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([("row", "kind"), ("1/a", "check"), ("1/a", "check")])
    with pytest.raises(Refused, match="the statement '1/a' stands twice"):
        coverage.read_inventory(tmp_path)


def test_an_inventory_with_other_columns_is_refused(tmp_path: Path) -> None:
    (tmp_path / "inventory.csv").write_text("id,kind\n", encoding="utf-8")
    with pytest.raises(Refused, match="two columns: row,kind"):
        coverage.read_inventory(tmp_path)


def test_without_an_inventory_coverage_counts_what_is_settled() -> None:
    account = coverage.cover(LIBRARY.read("england/2018-10"), LIBRARY.folder("england/2018-10"))
    assert account.kinds == {}
    assert all(account.entries.values())
