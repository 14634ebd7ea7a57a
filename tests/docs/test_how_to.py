"""The council of the how-to is real: its files are those of the page, it checks clean, and each refusal shown is the reader's own."""

import re
import shutil
from pathlib import Path

import pytest

from fanlight.assessment import mutation_run, proving
from fanlight.facts.files import Problem, Refused
from fanlight.standards import coverage
from fanlight.standards.library import Library
from tests.docs.pages import ROOT, blocks

PAGE = ROOT / "docs" / "how-to" / "add-a-council.md"
COUNCILS = ROOT / "tests" / "fixtures" / "councils"
EDITION = "exampleton/2026-04"
WRITTEN = {block.file: block.body for block in blocks(PAGE) if block.file.startswith("councils/")}
# One slip at a time: the file, what stands there, what is written instead, and what the reader says to it.
SLIPS = [
    ("clauses.yaml", "counted_floor_area\n", "counted_flor_area\n", "no fact and no term; did you mean 'counted_floor_area'?"),
    ("clauses.yaml", "at_least: 7 m2", "at_least: 7 m", "one is a quantity of area and the other a quantity of length"),
    ("clauses.yaml", "remedy: Add", "remidy: Add", "'remidy' has no meaning here; did you mean 'remedy'?"),
    ("clauses.yaml", "each: room", "each: bedroom", "'bedroom' is no listed thing; did you mean 'room'?"),
    ("clauses.yaml", "reading: X1", "reading: X2", "the reading 'X2' is not declared; known here: X1"),
    ("clauses.yaml", "is_shared and kitchen.users", "is_shared && kitchen.users", "cannot be read at character 19; write 'and'"),
    ("clauses.yaml", "holds(2.3/combination-microwave)", "holds(2.3/microwave)", "names no clause of this edition"),
    ("clauses.yaml", "    cannot_tell: [{kitchen.users: 4}]\n", "", "has no example of: cannot tell"),
    ("clauses.yaml", "  requires: kitchen.combination_microwaves >= 1\n", "", "nothing can decide this clause"),
    ("clauses.yaml", "met: [7 m2, 12 m2]", "met: [6.9 m2, 7 m2]", "found not met, but the example says met"),
    ("clauses.yaml", "2.1/up-to-4, 2.1/5-or-6", "2.1/up-to-4, 1.1/single", "the row '1.1/single' is settled twice"),
    ("words.yaml", "5..6: 8.5", "6: 8.5", "there is a gap between the rows '2..4' and '6'"),
    ("words.yaml", "7..10: 11", "7..10: 8", "the figure falls at '7..10'; if it is printed so, add 'falls: READING'"),
]  # fmt: skip


def problems(library: Library) -> list[Problem]:
    """Everything wrong with the edition, its examples included."""
    try:
        edition = library.read(EDITION)
    except Refused as refusal:
        return refusal.problems
    examples, unreadable = proving.examples_in(library.folder(EDITION), library)
    return [*unreadable, *proving.failures(edition, examples)]


def test_the_page_holds_every_file_of_the_council_word_for_word() -> None:
    council = COUNCILS / "exampleton"
    files = [path for path in council.rglob("*.*") if not path.is_relative_to(council / "schemes")]  # schemes have a page of their own
    assert {str(path.relative_to(COUNCILS.parent)): path.read_text(encoding="utf-8") for path in files} == WRITTEN


def test_the_council_checks_clean() -> None:
    assert problems(Library.standard([COUNCILS])) == []


def test_every_change_of_its_figures_is_noticed() -> None:
    library = Library.standard([COUNCILS])
    folder = library.folder(EDITION)
    examples, _ = proving.examples_in(folder, library)
    outcomes = list(mutation_run.run(proving.whole_book(folder, library), library.read(EDITION), examples))
    assert len(outcomes) >= 20
    assert [outcome.mutant.what for outcome in outcomes if not outcome.killed_by] == []


def test_every_row_of_its_inventory_but_one_is_settled() -> None:
    library = Library.standard([COUNCILS])
    account = coverage.cover(library.read(EDITION), library.folder(EDITION))
    assert account.astray == ()
    assert [row for row, entry in account.entries.items() if not entry] == ["1.3/when-measured"]


@pytest.mark.parametrize(("file", "stands", "slip", "says"), SLIPS, ids=[slip[3][:40] for slip in SLIPS])
def test_a_slip_is_refused_in_the_words_of_the_page(tmp_path: Path, file: str, stands: str, slip: str, says: str) -> None:
    shutil.copytree(COUNCILS, tmp_path / "councils")
    path = tmp_path / "councils" / EDITION.replace("/", "/editions/") / file
    text = path.read_text(encoding="utf-8")
    assert stands in text
    path.write_text(text.replace(stands, slip, 1), encoding="utf-8")
    found = [str(problem) for problem in problems(Library.standard([tmp_path / "councils"]))]
    assert any(says in problem and re.search(r"\w+\.yaml:\d+: ", problem) for problem in found), found
    assert says.replace("|", "\\|") in PAGE.read_text(encoding="utf-8"), "the page does not show this refusal"
