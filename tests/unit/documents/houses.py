"""Small made-up standards and houses for the tests of pages."""

from datetime import date
from pathlib import Path

from fanlight.assessment.assess import Program
from fanlight.assessment.finding import Assessment
from fanlight.facts.survey_file import read_survey_text
from fanlight.standards.library import Library

ON = date(2026, 9, 1)
SHIPPED = Library.standard()
HEAD = (
    "edition: {council}/2020\ntitle: A standard of {council}\n"
    "document: {{title: The document of {council}}}\nin_force: {{from: 2020-01-01}}\n"
)
HOUSE = """
survey: {of: 1 Made-up Street, on: 2026-05-12, by: R. Ahmed}
complete: [rooms, kitchens]
house: {kind: house, persons: 5}
rooms:
- {id: front, label: front bedroom, use: bedroom, sleepers: 1, floor_area: 6.8 m2, floor_area_under_low_ceiling: 0 m2}
- {id: attic, label: attic bedroom, use: bedroom, sleepers: 1, floor_area: 9 m2, floor_area_under_low_ceiling: 0 m2}
- {id: cook, label: cook's room, use: kitchen}
"""
CLAUSE = "clauses:\n- {{clause: 1/asked, encoded: asked, force: {force}, says: What is asked., {more}}}\n"


def library(folder: Path, text: str, council: str = "madeup") -> Library:
    """A library that holds one edition beside those shipped."""
    edition = folder / "councils" / council / "editions" / "2020"
    edition.mkdir(parents=True, exist_ok=True)
    (edition / "edition.yaml").write_text(HEAD.format(council=council), encoding="utf-8")
    (edition / "all.yaml").write_text(text, encoding="utf-8")
    return Library.standard([folder / "councils"])


def clause(more: str, force: str = "must") -> str:
    """The text of an edition with a single clause."""
    return CLAUSE.format(force=force, more=more)


def assessed(folder: Path, text: str, house: str = HOUSE, council: str = "madeup") -> Assessment:
    """A house held against an edition made of a text."""
    edition = library(folder, text, council).read(f"{council}/2020")
    return Program(edition).assess(read_survey_text(house, "house"), ON)


def against(name: str, house: str) -> Assessment:
    """A house held against an edition that is shipped."""
    return Program(SHIPPED.read(name)).assess(read_survey_text(house, "house"), ON)
