"""Coverage: of every statement of a document, which entry of the edition accounts for it, and what nobody has encoded yet."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fanlight.facts.files import Problem, Refused
from fanlight.standards.edition import Edition, Encoded

INVENTORY = "inventory.csv"
NOT_YET = "not yet"


@dataclass(slots=True)
class Section:
    """One section of a document: how many of its statements are held in which way."""

    name: str
    held: dict[str, int] = field(default_factory=dict)

    def add(self, how: str) -> None:
        """Count one statement."""
        self.held[how] = self.held.get(how, 0) + 1

    @property
    def statements(self) -> int:
        """How many statements the section has."""
        return sum(self.held.values())


@dataclass(frozen=True, slots=True)
class Coverage:
    """The account of one edition. `entries` maps each statement to its entry, empty where there is none yet."""

    edition: str
    sections: tuple[Section, ...]
    entries: Mapping[str, str]
    kinds: Mapping[str, str]
    astray: tuple[str, ...]


def read_inventory(folder: Path) -> dict[str, str]:
    """The statements of a document and their kinds, in its order; empty where the edition has no inventory. Raises Refused."""
    path = folder / INVENTORY
    if not path.is_file():
        return {}
    try:
        lines = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    except (OSError, ValueError, csv.Error) as error:
        raise Refused([Problem(str(path), 0, f"cannot be read: {error}")]) from None
    if lines[:1] != [["row", "kind"]]:
        raise Refused([Problem(str(path), 1, "an inventory has two columns: row,kind")])
    found: dict[str, str] = {}
    for number, line in enumerate(lines[1:], start=2):
        if len(line) != 2 or line[0] in found:
            what = f"the statement '{line[0]}' stands twice" if len(line) == 2 else "an inventory has two columns: row,kind"
            raise Refused([Problem(str(path), number, what)])
        found[line[0]] = line[1]
    return found


def cover(edition: Edition, folder: Path) -> Coverage:
    """The account of an edition against the inventory in its folder. Raises Refused for an unreadable inventory."""
    kinds = read_inventory(folder)
    settled = edition.settled()
    sections: dict[str, Section] = {}
    for row in kinds or settled:
        name = row.partition("/")[0].partition(".")[0]
        sections.setdefault(name, Section(name)).add(_how(settled.get(row), edition))
    entries = {row: settled.get(row, "") for row in kinds or settled}
    astray = tuple(sorted(row for row in settled if kinds and row not in kinds))
    return Coverage(edition.id, tuple(sections.values()), entries, kinds, astray)


def _how(entry: str | None, edition: Edition) -> str:
    if entry is None:
        return NOT_YET
    clause = edition.clauses.get(entry)
    return clause.encoded.value if clause else Encoded.DEFINITION.value
