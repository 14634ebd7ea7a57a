"""Other figures put into an edition by their names: what can be set, what comes of it, and what fits nothing."""

from datetime import date
from pathlib import Path

import pytest

from fanlight.facts.files import Refused
from fanlight.standards import figures
from fanlight.standards.edition import Edition
from fanlight.standards.library import Library
from fanlight.standards.written import open_book
from tests.unit.standards.pages import AREA, HEAD, folder

PAGE = f"""
tables:
- {{table: need, by: number, gives: m2, rows: {{1: 6.5, 2: 10}}}}
terms:
- {{term: house.is_large, is: house.persons >= 5}}
clauses:{AREA}
- clause: 1.2/table
  encoded: asked
  force: must
  says: A room is large enough for those in it.
  each: room
  when: room.use is bedroom
  measure: room.floor_area
  at_least: table need by room.sleepers
  also:
  - {{measure: room.ceiling_height, at_least: 2 m}}
- clause: 1.3/asked
  encoded: asked
  force: must
  says: A kitchen.
  requires: some(kitchen)
- {{clause: 1.4/note, encoded: information, force: none, says: How to apply.}}
"""
ON = date(2020, 3, 1)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    folder(PAGE, base=tmp_path)
    return Library((tmp_path,))


def draft(library: Library, **settings: str) -> Edition:
    return library.draft("town", ON, settings)


def refusal(library: Library, name: str, figure: str = "7 m2") -> str:
    with pytest.raises(Refused) as refused:
        library.draft("town", ON, {name: figure})
    return str(refused.value)


def test_everything_that_can_be_set_has_a_name(library: Library, tmp_path: Path) -> None:
    assert figures.names(open_book(library.folder("town/2020"), tmp_path)) == [
        "1.1/area", "1.1/area:at_least", "1.1/area:measure", "1.2/table:at_least", "1.2/table:measure", "1.2/table:when",
        "1.2/table:also 1:at_least", "1.2/table:also 1:measure", "1.3/asked:requires", "house.is_large", "need:1", "need:2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "figure", "written"),
    [
        ("1.1/area", "7.5 m2", ("1.1/area", 0, "7.5 m2")),
        ("1.1/area:at_least", "70 m2", ("1.1/area", 0, "70 m2")),
        ("1.2/table:at_least", "9 m2", ("1.2/table", 0, "9 m2")),
        ("1.2/table:also 1:at_least", "2.2 m", ("1.2/table", 1, "2.2 m")),
    ],
)
def test_a_figure_is_set_by_its_name(library: Library, name: str, figure: str, written: tuple[str, int, str]) -> None:
    edition = draft(library, **{name: figure})
    clause, place, said = written
    assert edition.clauses[clause].limits[place].written[1] == said
    others = set(edition.clauses) - {clause}
    assert all(edition.clauses[other] == library.read("town/2020").clauses[other] for other in others)


def test_rows_terms_and_requirements_are_set_too(library: Library) -> None:
    changed = draft(library, **{"need:2": "11 m2", "house.is_large": "house.persons >= 6", "1.3/asked:requires": "some(bathroom)"})
    kept = library.read("town/2020")
    assert changed.tables["need"] != kept.tables["need"] and draft(library, **{"need:2": "11"}).tables == changed.tables
    assert changed.terms["house.is_large"].written == "house.persons >= 6"
    assert changed.clauses["1.3/asked"].proof != kept.clauses["1.3/asked"].proof


def test_an_edition_with_other_figures_has_another_digest(library: Library) -> None:
    digests = {library.read("town/2020").digest, *(draft(library, **{"1.1/area": figure}).digest for figure in ("7 m2", "8 m2", "7 m2"))}
    assert len(digests) == 3
    assert draft(library).digest == library.read("town/2020").digest


def test_what_fits_nothing_is_refused_with_what_there_is(library: Library) -> None:
    assert refusal(library, "1.1/aria") == "--set: '1.1/aria' is no figure of town/2020; did you mean '1.1/area'?"
    assert refusal(library, "1.2/table") == (
        "--set: 1.2/table has no plain figure of its own; what can be set: 1.2/table:at_least (table need by room.sleepers), "
        "1.2/table:measure (room.floor_area), 1.2/table:when (room.use is bedroom), 1.2/table:also 1:at_least (2 m), "
        "1.2/table:also 1:measure (room.ceiling_height), need:1, need:2"
    )
    assert "1.1/area has no 'at_lest'; what can be set: 1.1/area:at_least (6.5 m2), " in refusal(library, "1.1/area:at_lest")
    assert "1.4/note has no plain figure of its own; what can be set: nothing" in refusal(library, "1.4/note")
    assert "need:1: '7 m' does not fit: the table gives m2; write for example 7.5" in refusal(library, "need:1", "7 m")
    assert "does not fit" in refusal(library, "need:1", "seven")
    assert "--set 1.1/area: 'at_least' needs like quantities" in refusal(library, "1.1/area", "7 m")
    both = "--set need:1: 'x' does not fit"
    with pytest.raises(Refused) as refused:
        draft(library, **{"need:1": "x", "nothing": "7"})
    assert len(refused.value.problems) == 2 and both in str(refused.value)


def test_a_draft_is_read_from_its_folder_or_its_head_wherever_it_lies(library: Library, tmp_path: Path) -> None:
    head = HEAD.replace("town/2020", "town/2027").replace("2020-01-01}", "2027-01-01}\nbuilds_on: town/2020")
    place = folder("clauses:\n- {clause: 1.1/area, same_as: 'town:1.1/area', at_least: 8 m2}\n", head, base=tmp_path / "drafts", name="x/y")
    by_folder, by_head = library.draft(str(place), ON), library.draft(str(place / "edition.yaml"), ON)
    assert by_folder == by_head and by_folder.id == "town/2027"
    assert by_folder.clauses["1.1/area"].limits[0].written[1] == "8 m2"
    assert library.draft(str(place), ON, {"1.1/area": "9 m2"}).clauses["1.1/area"].limits[0].written[1] == "9 m2"
    (place / "edition.yaml").write_text("title: A draft\n")
    with pytest.raises(Refused, match="the head has no 'edition:'"):
        library.draft(str(place), ON)
    with pytest.raises(Refused, match="no such council"):
        library.draft("draft", ON)
