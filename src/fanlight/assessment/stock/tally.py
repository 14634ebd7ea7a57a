"""What a run over a stock came to: findings counted by edition, clause and verdict, and the houses that were set aside."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from fanlight.assessment.finding import Verdict
from fanlight.assessment.stock.block import Part

HEADINGS = ("edition", "clause", *(verdict.value for verdict in Verdict))


@dataclass(slots=True)
class Tally:
    """Houses read, houses set aside, all and by reason, and findings by edition, clause and verdict."""

    houses: int = 0
    left: int = 0
    aside: Counter[str] = field(default_factory=Counter)
    findings: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)
    spilled: int = 0

    def add(self, part: Part) -> None:
        """Count one more part."""
        self.houses += part.houses
        self.left += part.left
        self.aside.update(part.aside)
        self.spilled = max(self.spilled, part.spilled)
        for edition, clauses in part.verdicts.items():
            for clause, verdicts in clauses.items():
                self.findings.setdefault((edition, clause), Counter()).update(verdicts)

    def editions(self) -> dict[str, Counter[str]]:
        """The findings of each edition by verdict."""
        found: dict[str, Counter[str]] = {}
        for (edition, _), verdicts in self.findings.items():
            found.setdefault(edition, Counter()).update(verdicts)
        return found

    def worst(self, edition: str, most: int) -> list[tuple[str, Counter[str]]]:
        """The clauses of an edition that are not met most often."""
        clauses = [(clause, verdicts) for (name, clause), verdicts in self.findings.items() if name == edition]
        failed = [each for each in clauses if each[1][Verdict.NOT_MET.value]]
        return sorted(failed, key=lambda each: -each[1][Verdict.NOT_MET.value])[:most]

    def rows(self) -> Iterator[tuple[str, ...]]:
        """A row for each clause of each edition, under HEADINGS."""
        for (edition, clause), verdicts in self.findings.items():
            yield edition, clause, *(str(verdicts[verdict.value]) for verdict in Verdict)


def tally(parts: Iterable[Part]) -> Tally:
    """What some parts come to together."""
    found = Tally()
    for part in parts:
        found.add(part)
    return found


def write(found: Tally, path: Path) -> None:
    """Write a table of the findings of each clause as CSV."""
    waiting = path.with_suffix(".part")
    with waiting.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([HEADINGS, *found.rows()])
    waiting.replace(path)
