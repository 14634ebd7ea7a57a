"""What a draft edition would change in a stock, as a page with charts and as tables."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fanlight.assessment.stock.impact import GROUPED, KINDS, Impact
from fanlight.assessment.stock.pairing import Pair, Pairing
from fanlight.documents.rendering import page

WORDS = {
    "newly_not_met": "newly not met",
    "no_longer_not_met": "no longer not met",
    "newly_met": "newly met",
    "newly_unknown": "newly cannot be told",
}
LONGEST = 12
WIDTH = 190
"""How many rows a chart has at most (the table has them all), and how wide its longest bar is."""


@dataclass(frozen=True, slots=True)
class About:
    """What is told of a comparison besides its figures. `old` and `new` are the editions as they were named, `left` the houses set aside,
    `elsewhere` the clauses that no trial of a room tells of."""

    pairing: Pairing
    old: str
    new: str
    settings: Mapping[str, str]
    on: date
    stock: str
    left: int
    synthetic: str
    elsewhere: Sequence[str]
    is_tried: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: whose it is, what it counts, how many, and how long it is drawn."""

    of: str
    kind: str
    count: int
    width: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars in groups, one group for each row. `left` rows that the chart leaves out stand in its table."""

    name: str
    title: str
    rows: Sequence[tuple[str, Sequence[Bar]]]
    left: int


def clause_rows(done: Impact, pairs: Iterable[Pair]) -> list[dict[str, object]]:
    """A row for each pair of clauses of which some finding changes, or whose words changed: the most newly not met first."""
    rows = []
    for pair in pairs:
        figures = {f"findings_{kind}": done.of_pair(pair.name, kind) for kind in KINDS}
        figures |= {f"houses_{kind}": done.houses[pair.name, kind] for kind in KINDS}
        rows.append({"clause": pair.name, "says": pair.says, "change": "; ".join(pair.changes), **figures})
    return sorted(rows, key=lambda row: tuple(-int(str(row[f"houses_{kind}"])) for kind in KINDS))


def group_rows(done: Impact, kind: str, *, is_tried: bool) -> list[dict[str, object]]:
    """A row for each ward, or for each size. Where no room was tried nothing is said of persons displaced: not that they are none."""
    return [{kind: name, **{key: counts[key] for key in _shown(is_tried)}} for name, counts in done.named(kind)]


def _shown(is_tried: bool) -> list[str]:
    return [key for key in GROUPED if is_tried or not key.startswith("displaced")]


def write_tables(done: Impact, about: About, folder: Path) -> list[Path]:
    """Write the tables as CSV: by clause, from what to what, by ward and by size."""
    pairs = about.pairing.pairs
    findings = [
        {"clause": pair, "before": before, "after": after, "findings": count}
        for (pair, before, after), count in sorted(done.findings.items())
    ]
    figures = [f"{of}_{kind}" for of in ("findings", "houses") for kind in KINDS]
    return [
        _write(folder / "by_clause.csv", ["clause", "says", "change", *figures], clause_rows(done, pairs)),
        _write(folder / "from_what_to_what.csv", ["clause", "before", "after", "findings"], findings),
        *(
            _write(folder / f"by_{kind}.csv", [kind, *_shown(about.is_tried)], group_rows(done, kind, is_tried=about.is_tried))
            for kind in ("ward", "size")
        ),
    ]


def _write(path: Path, heads: Sequence[str], rows: Iterable[Mapping[str, object]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, heads, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


def impact_page(done: Impact, about: About) -> str:
    """The page, as HTML text: it needs no other file, and runs no script."""
    rows = clause_rows(done, about.pairing.pairs)
    return page(
        "impact.html", about=about, whole=done.whole, clauses=rows, charts=list(_charts(done, rows)), kinds=WORDS,
        groups={kind: group_rows(done, kind, is_tried=about.is_tried) for kind in ("ward", "size")},
        gone=[pair.name for pair in about.pairing.pairs if not pair.new],
    )  # fmt: skip


def _charts(done: Impact, rows: Sequence[Mapping[str, object]]) -> Iterator[Chart]:
    changed = [(str(row["clause"]), {kind: int(str(row[f"houses_{kind}"])) for kind in KINDS}) for row in rows]
    yield _chart("clause", "Houses by clause", [each for each in changed if any(each[1].values())])
    yield _chart("ward", "Houses by ward", [(name, counts) for name, counts in done.named("ward")])
    yield _chart("size", "Houses by how many live there", [(name, counts) for name, counts in done.named("size")])


def _chart(name: str, title: str, rows: Sequence[tuple[str, Mapping[str, int]]]) -> Chart:
    shown = rows[:LONGEST]
    most = max((counts[kind] for _, counts in shown for kind in KINDS), default=0) or 1
    bars = [(of, [Bar(of, kind, counts[kind], round(WIDTH * counts[kind] / most, 1)) for kind in KINDS]) for of, counts in shown]
    return Chart(name, title, bars, len(rows) - len(shown))
