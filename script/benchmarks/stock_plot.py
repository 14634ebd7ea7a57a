"""How the cost of a whole run grows with houses and with clauses: measured, told as a table, and drawn for the documentation."""

import argparse
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

from benchmarks import measuring, stock_houses
from fanlight.assessment.stock import dataset, making, running, tally
from fanlight.cli import main as fanlight
from fanlight.standards.edition import Edition
from fanlight.standards.library import Library

HERE = Path(__file__).parent
PICTURE = HERE.parent.parent / "docs" / "explanation" / "cost-of-a-stock.svg"
HOUSES = (5_000, 10_000, 20_000, 40_000)
DRAWN = 1000
PARTS = (8, 4, 2, 1)
"""Of an edition every eighth clause, every fourth, every second and all, so that each part has the same sorts of clauses."""

ENGINES = {"duckdb": "queries on DuckDB", "fast": "compiled code"}
WIDE, HIGH, LEFT, TOP, APART = 360, 240, 60, 70, 120
LOOKS = {"duckdb": ("#1d70b8", ""), "fast": ("#00703c", ' stroke-dasharray="7 4"')}
Point = tuple[int, float]


@dataclass(frozen=True)
class Panel:
    """What grows to the right, and for each engine the processor time of each size in seconds."""

    title: str
    across: str
    lines: dict[str, list[Point]]


def main(given: argparse.Namespace) -> int:
    """Measure both, print the figures and draw them. Returns 0."""
    with TemporaryDirectory() as folder:
        panels = [_by_houses(Path(folder), given.runs), _by_clauses(Path(folder), given.edition or "birmingham/2018-11", given.runs)]
    PICTURE.write_text(drawn(panels), encoding="utf-8")
    for panel in panels:
        print("\n".join(_table(panel)), end="\n\n")
    measuring.report("stock plot", {panel.title: panel.lines for panel in panels}, given.json)
    print(f"drawn in {PICTURE}; put the tables beside it")
    return 0


def _by_houses(folder: Path, runs: int) -> Panel:
    edition = Library((HERE / "standards",)).read("ten/2026-01")
    lines: dict[str, list[Point]] = {engine: [] for engine in ENGINES}
    for size in HOUSES:
        stock = folder / f"ten-{size}"
        stock_houses.write(stock_houses.made_up(size, seed=7), stock)
        for engine, line in lines.items():
            line.append((size, _cost(stock, edition, engine, runs)))
    return Panel("Ten clauses, more and more houses", "houses", lines)


def _by_clauses(folder: Path, name: str, runs: int) -> Panel:
    whole, stock = Library.standard().read(name), folder / "drawn"
    fanlight(["stock", "generate", "--houses", str(DRAWN), "--seed", "7", "--as", "stock", "--out", str(stock)])
    decided = [clause for clause, each in whole.clauses.items() if each.proof is not None]
    lines: dict[str, list[Point]] = {engine: [] for engine in ENGINES}
    for part in PARTS:
        some = decided[::part]
        edition = replace(whole, clauses={clause: whole.clauses[clause] for clause in some})
        for engine, line in lines.items():
            line.append((len(some), _cost(stock, edition, engine, runs)))
    return Panel(f"{DRAWN:,} houses, more and more clauses of {name}", "clauses", lines)


def _cost(stock: Path, edition: Edition, engine: str, runs: int) -> float:
    """The processor time of a whole run, in the median; what is made once for an edition, and kept, does not count."""
    wish = making.Wish({edition.id: edition}, stock_houses.ON, engine=engine)
    times = []
    for _ in range(runs):
        with TemporaryDirectory(dir=stock.parent) as out:
            run = running.Run(dataset.opened(stock), wish, Path(out))
            start = time.process_time()
            tally.tally(run.parts())
            times.append(time.process_time() - start)
    print(f"{stock.name}, {len(edition.clauses)} clauses, {engine}: {statistics.median(times):.2f} s", file=sys.stderr, flush=True)
    return statistics.median(times)


# The picture.


def drawn(panels: Sequence[Panel]) -> str:
    """Both panels beside each other, with a title and a description for those who cannot see them."""
    wide, high = APART * len(panels) + WIDE * len(panels), HIGH + TOP + 60
    told = " ".join(_told(panel) for panel in panels)
    body = [line for place, panel in enumerate(panels) for line in _panel(panel, LEFT + place * (WIDE + APART))]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" role="img" aria-labelledby="title description"'
    return "\n".join(
        [
            f'{head} font-family="sans-serif" font-size="14" fill="#0b0c0c">',
            '<title id="title">What a whole run over a stock costs, by houses and by clauses</title>',
            f'<desc id="description">{escape(told)}</desc>',
            f'<rect width="{wide}" height="{high}" fill="#ffffff"/>',
            *body,
            "</svg>\n",
        ]
    )


def _told(panel: Panel) -> str:
    ends = [
        f"{ENGINES[engine]} from {line[0][1]:.1f} seconds at {line[0][0]:,} to {line[-1][1]:.1f} at {line[-1][0]:,} {panel.across}"
        for engine, line in panel.lines.items()
    ]
    return f"{panel.title}, seconds of the processor: {'; '.join(ends)}."


def _panel(panel: Panel, left: int) -> Iterator[str]:
    most, longest = (max(point[place] for line in panel.lines.values() for point in line) for place in (0, 1))
    top = _rounded(longest)
    yield f'<text x="{left - 40}" y="24" font-weight="bold">{escape(panel.title)}</text>'
    yield f'<text x="{left - 40}" y="46">seconds of the processor</text>'
    for share in range(5):
        y = TOP + HIGH - HIGH * share / 4
        yield f'<path d="M{left} {y:.0f}h{WIDE}" stroke="{"#b1b4b6" if share else "#0b0c0c"}"/>'
        yield f'<text x="{left - 8}" y="{y + 5:.0f}" text-anchor="end">{top * share / 4:g}</text>'
    for size in (point[0] for point in panel.lines["duckdb"]):
        yield f'<text x="{left + WIDE * size / most:.0f}" y="{TOP + HIGH + 22}" text-anchor="middle">{size:,}</text>'
    yield f'<text x="{left + WIDE / 2:.0f}" y="{TOP + HIGH + 46}" text-anchor="middle">{panel.across}</text>'
    for engine, line in panel.lines.items():
        yield from _line(engine, [(left + WIDE * size / most, TOP + HIGH - HIGH * cost / top) for size, cost in line])


def _line(engine: str, points: Sequence[tuple[float, float]]) -> Iterator[str]:
    """A line with its name beside it. Dashes and marks tell lines apart where colours do not."""
    colour, dashes = LOOKS[engine]
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    yield f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"{dashes}/>'
    for x, y in points:
        mark = (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4"'
            if engine == "duckdb"
            else f'<rect x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8"'
        )
        yield f'{mark} fill="{colour}"/>'
    x, y = points[-2]
    yield f'<text x="{x - 8:.0f}" y="{y - 12:.0f}" text-anchor="end" fill="{colour}">{ENGINES[engine]}</text>'


def _rounded(longest: float) -> float:
    """The end of an axis: the next of 1, 2, 4 or 8 times a power of ten."""
    step = 10.0 ** (len(str(int(longest))) - 1) if longest >= 1 else 0.1
    return next(times * step for times in (1, 2, 4, 8, 10) if times * step >= longest)


def _table(panel: Panel) -> Iterator[str]:
    """The figures as a table of Markdown."""
    yield f"| {panel.across} | " + " | ".join(ENGINES[engine] for engine in panel.lines) + " |"
    yield "|---" * (1 + len(panel.lines)) + "|"
    for place, (size, _) in enumerate(panel.lines["duckdb"]):
        yield f"| {size:,} | " + " | ".join(f"{line[place][1]:.2f} s" for line in panel.lines.values()) + " |"
