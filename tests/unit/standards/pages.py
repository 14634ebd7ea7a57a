"""Small editions written for one test: a folder, its edition, or the sentences with which it is refused."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from fanlight.facts.files import Refused
from fanlight.standards.edition import Edition
from fanlight.standards.reader import read_edition

HEAD = "edition: town/2020\ntitle: Standards of a town\nin_force: {from: 2020-01-01}\n"
AREA = """
- clause: 1.1/area
  encoded: asked
  force: must
  says: A room is large enough.
  each: room
  measure: room.floor_area
  at_least: 6.5 m2
"""


def folder(pages: "str | Mapping[str, str]", head: str = HEAD, *, base: Path, name: str = "town/2020") -> Path:
    """The folder, under `base`, of an edition of these pages; one text is the page `page.yaml`."""
    council, _, day = name.partition("/")
    place = base / council / "editions" / day
    place.mkdir(parents=True)
    (place / "edition.yaml").write_text(head, encoding="utf-8")
    for file, text in ({"page.yaml": pages} if isinstance(pages, str) else pages).items():
        (place / file).write_text(text, encoding="utf-8")
    return place


def read(pages: "str | Mapping[str, str]", head: str = HEAD) -> Edition:
    """The edition of these pages."""
    with tempfile.TemporaryDirectory() as base:
        place = folder(pages, head, base=Path(base))
        return read_edition(place, root=place)


def refusals(pages: "str | Mapping[str, str]", head: str = HEAD) -> list[str]:
    """What is wrong with the edition of these pages, each with its file and line."""
    with pytest.raises(Refused) as refusal:
        read(pages, head)
    return [str(problem) for problem in refusal.value.problems]


def clause(lines: str = "", *, name: str = "1.1/a", requires: str = "house.persons > 1") -> str:
    """A page of one clause that asks something of the house; further lines of it may be given, the first of them on line 7."""
    need = f"  requires: '{requires}'\n" if requires else "  note: it requires nothing\n"
    return f"clauses:\n- clause: {name}\n  encoded: asked\n  force: must\n  says: S.\n{need}" + "".join(
        f"  {line}\n" for line in lines.splitlines()
    )
