"""What the page on bounds says is lost is lost, and what it says of lists is so: if this ever gets better, the page has to say so."""

from pathlib import Path

import pytest

from fanlight.assessment.assess import Program
from fanlight.facts.survey_file import read_survey
from fanlight.standards.library import Library

HEAD = "edition: page/1\ntitle: A page\nin_force: {from: 2020-01-01}\n"
CLAUSE = "clauses:\n- clause: 1/asked\n  encoded: asked\n  force: must\n  says: What the page asks.\n  requires: '{}'\n"
ROOM = "rooms:\n- {id: one, floor_area: 6 m2, has_window: yes}\n"
TWO = "rooms:\n- {id: one, floor_area: 6 m2}\n- {id: two}\n"
WHOLE = "complete: [rooms]\n"
BLANKET = "fire_equipment_items:\n- {id: blanket, kind: fire_blanket}\n"


def verdict(folder: Path, requires: str, house: str) -> str:
    edition = folder / "councils" / "page" / "editions" / "1"
    edition.mkdir(parents=True)
    (edition / "edition.yaml").write_text(HEAD, encoding="utf-8")
    (edition / "clauses.yaml").write_text(CLAUSE.format(requires), encoding="utf-8")
    (folder / "house.yaml").write_text(house, encoding="utf-8")
    program = Program(Library((folder / "councils",)).read("page/1"))
    return program.assess(read_survey(folder / "house.yaml")).verdicts()["1/asked"].words


@pytest.mark.parametrize(
    ("requires", "house", "found"),
    [
        ("house.persons <= house.persons", "house: {kind: house}", "cannot tell"),
        ("house.persons - house.persons = 0", "house: {kind: house}", "cannot tell"),
        ("house.is_hmo and house.is_existing or house.is_hmo and not house.is_existing", "house: {is_hmo: yes}", "cannot tell"),
        ("some(room: room.floor_area >= 6.51 m2)", "complete: [rooms]\nrooms:\n- {floor_area: 9 to 10 m2}\n", "met"),
        ("sum(room: room.floor_area) <= 20 m2", WHOLE + TWO, "cannot tell"),
        ("every(room: room.has_window)", ROOM, "cannot tell"),
        ("every(room: room.has_window)", WHOLE + ROOM, "met"),
        ("count(room) <= 2", TWO, "cannot tell"),
        ("some(fire_equipment: fire_equipment.kind is fire_blanket)", BLANKET, "met"),
        ("some(fire_equipment: fire_equipment.kind is fire_blanket)", "house: {kind: house}", "cannot tell"),
    ],
)
def test_the_page_on_bounds_is_right(tmp_path: Path, requires: str, house: str, found: str) -> None:
    assert verdict(tmp_path, requires, house) == found
