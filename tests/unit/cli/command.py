"""Running a command as a person would: its words in, its exit status and what it printed out."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from fanlight.cli import main
from tests.unit.standards.pages import folder

PAGE = """
readings:
- {reading: R1, problem: It is not said who counts., adopted: Everybody counts.}
tables:
- {table: need, by: number, gives: m2, rows: {1: 6.5, 2: 10}}
terms:
- {term: house.is_large, is: house.persons >= 5, says: Five or more live there.}
clauses:
- clause: 1.1/area
  encoded: asked
  force: must
  says: A bedroom is large enough.
  each: room
  when: room.use is bedroom
  measure: room.floor_area
  at_least: table need by room.sleepers
  reading: R1
  remedy: Enlarge the room.
  page: 7
- clause: 1.2/number
  encoded: asked
  force: should
  says: No more than five live there.
  measure: house.persons
  at_most: 5
  or: house.is_hmo
  from: 2020-01-01
- clause: 1.3/note
  encoded: information
  force: none
  says: How to apply.
"""
HEADS = {
    "town/2020": "edition: town/2020\ntitle: Standards of a town\nin_force: {from: 2020-01-01}\nbeside: [land/2018]\n",
    "town/2015": "edition: town/2015\ntitle: Old standards\nin_force: {from: 2015-01-01, until: 2020-01-01}\n",
    "land/2018": "edition: land/2018\ntitle: The law\nin_force: {from: 2018-10-01}\n",
}
LAW = """clauses:
- {clause: 9/floor, encoded: asked, force: must, says: A room is never tiny., each: room, measure: room.floor_area, at_least: 4 m2}
"""
HOUSE = """survey: {of: 1 Any Street, on: 2020-02-01, by: A. Officer}
complete: all
house: {persons: 6, is_hmo: no}
units: [{id: u1}]
rooms:
- {id: front, label: Front bedroom, use: bedroom, sleepers: 1, floor_area: 6 m2}
- {id: back, use: bedroom, sleepers: 1}
- {id: hall, use: circulation, floor_area: 5 m2}
"""


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    status: int
    out: str
    err: str


class Command:
    """The command line in a place with standards of its own and one survey, `house.yaml`."""

    def __init__(self, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.place = place
        self.capsys = capsys
        self.councils = place / "councils"
        folder(PAGE, HEADS["town/2020"], base=self.councils, name="town/2020")
        folder(PAGE.replace("6.5", "6").replace("  page: 7\n", ""), HEADS["town/2015"], base=self.councils, name="town/2015")
        folder(LAW, HEADS["land/2018"], base=self.councils, name="land/2018")
        self.house = self.write("house.yaml", HOUSE)

    def write(self, name: str, text: str) -> Path:
        """A file beside the survey."""
        path = self.place / name
        path.write_text(text, encoding="utf-8")
        return path

    def __call__(self, *words: object) -> Ran:
        """Run it; what argparse refuses counts as its exit status."""
        try:
            status = main([str(word) for word in words])
        except SystemExit as left:
            status = int(str(left.code))
        printed = self.capsys.readouterr()
        return Ran(status, printed.out, printed.err)

    def about(self, command: str, *words: object, survey: Path | None = None) -> Ran:
        """A command about a survey, against the town's standards on a day in 2020 unless the words say otherwise."""
        given: Sequence[object] = [command, survey or self.house, "--standards-folder", self.councils, *words]
        standard = [] if "--standard" in words else ["--standard", "town"]
        return self(*given, *standard, *([] if "--on" in words else ["--on", "2020-03-01"]))
