"""`fanlight stock impact`: what a draft edition would change in a stock of houses."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any as Anything

from fanlight.cli.choosing import a_day, day_of
from fanlight.cli.stock_run import add_blocks, left, needed, progress
from fanlight.facts.files import Problem, Refused
from fanlight.standards.library import Library

SHOWN = 10
PAGE = "impact.html"


def add(actions: "argparse._SubParsersAction[Anything]") -> None:
    """Add the words of this action to those of `fanlight stock`."""
    impact = actions.add_parser("impact", help="what a draft edition would change: by clause, by ward and by size of house")
    impact.add_argument("dataset", type=Path, metavar="DATASET", help="a stock")
    impact.add_argument("--from", dest="old", required=True, metavar="ID", help="council/edition, or a council for its edition in force")
    impact.add_argument("--to", dest="new", metavar="ID|FOLDER", help="the draft: an edition, or its folder (with --set: that of --from)")
    impact.add_argument(
        "--set", dest="settings", type=_setting, action="append", default=[], metavar="NAME=FIGURE",
        help="another figure for the draft: CLAUSE=7.5 m2, CLAUSE:KEY=..., TABLE:ROW=..., TERM=...; can be given again",
    )  # fmt: skip
    impact.add_argument("--on", type=a_day, metavar="DATE", help="the date of the rule (today if left out)")
    impact.add_argument(
        "--standards-folder", type=Path, action="append", default=[], metavar="DIR", help="also look for councils in this folder"
    )
    impact.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder for page, tables and findings")
    add_blocks(impact)
    impact.set_defaults(run=run)


def _setting(text: str) -> tuple[str, str]:
    name, sign, figure = text.partition("=")
    if not (sign and name.strip() and figure.strip()):
        raise argparse.ArgumentTypeError(f"'{text}' sets nothing; write for example '1A/one-over-10=7.5 m2'")
    return name.strip(), figure.strip()


def run(given: argparse.Namespace) -> int:
    """Compare, write the tables and the page, and print what they come to. Returns 0."""
    needed()
    from fanlight.assessment.stock import displacing, impact, tally
    from fanlight.assessment.stock.dataset import opened
    from fanlight.documents.stock_impact import About, impact_page, write_tables

    found, pairing = opened(given.dataset), _pairing(given)
    wish = {"on": day_of(given), "block": given.block, "memory": given.memory}
    comparing, done, counted = impact.Comparing(found, pairing, wish, given.out), impact.Impact(), tally.Tally()
    start, before = monotonic(), len(comparing.run.finished())
    for number, part in enumerate(comparing.parts(done), start=1):
        counted.add(part)
        progress(left(number, len(comparing.run.blocks), number - before, monotonic() - start, counted.houses))
    progress("")
    about = About(
        pairing, given.old, given.new or given.old, dict(given.settings), day_of(given), given.dataset.name, counted.left,
        _synthetic(given.dataset), displacing.elsewhere(pairing), comparing.is_tried,
    )  # fmt: skip
    tables = write_tables(done, about, given.out)
    (given.out / PAGE).write_text(impact_page(done, about), encoding="utf-8")
    for line in _summary(done, about, counted):
        print(line)
    print(f"page: {given.out / PAGE}; tables: {', '.join(path.name for path in tables)}; findings: {given.out / 'findings'}")
    return 0


def _pairing(given: argparse.Namespace) -> Anything:
    """The two editions, brought together. Raises Refused where nothing would differ."""
    from fanlight.assessment.stock.pairing import pairing

    if not (given.new or given.settings):
        raise Refused([Problem("--to", 0, "name the draft edition, or other figures for the one of --from with --set")])
    library, on = Library.standard(given.standards_folder), day_of(given)
    old = library.draft(given.old, on)
    found = pairing(old, library.draft(given.new or given.old, on, dict(given.settings)), on)
    if not found.pairs:
        raise Refused([Problem("--to", 0, f"decides every house just as {given.old} does: no clause that is run differs")])
    return found


def _synthetic(folder: Path) -> str:
    """What a stock says of itself where its houses are invented."""
    head = folder / "dataset.json"
    return str(json.loads(head.read_text(encoding="utf-8")).get("synthetic", "")) if head.is_file() else ""


def _summary(done: Anything, about: Anything, counted: Anything) -> Iterator[str]:
    from fanlight.documents.stock_impact import WORDS, clause_rows

    whole, pairing = done.whole, about.pairing
    yield f"{counted.houses:,} houses" + (f", of which {counted.left:,} were set aside" if counted.left else "")
    if about.synthetic:
        yield about.synthetic
    if pairing.matched:
        yield f"clauses that may find something else: {len(pairing.pairs):,}; that cannot, and were not run: {len(pairing.same):,}"
    else:
        yield "editions of two councils: not matched clause by clause, but all that binds by what it is about"
    yield ", ".join(f"{whole[kind]:,} houses with something {words}" for kind, words in WORDS.items())
    if about.is_tried:
        yield f"persons displaced: at least {whole['displaced_at_least']:,}, at most {whole['displaced_at_most']:,}"
    if about.elsewhere:
        yield f"not in that number, since they depend on more than one room: {', '.join(about.elsewhere)}"
    changed = [row for row in clause_rows(done, pairing.pairs) if any(row[f"houses_{kind}"] for kind in WORDS)]
    for row in changed[:SHOWN]:
        yield f"  {row['clause']}: " + ", ".join(f"{row[f'houses_{kind}']:,} {words}" for kind, words in WORDS.items())
    for kind in ("ward", "size"):
        yield f"by {kind}:"
        for name, counts in done.named(kind):
            figures = f"{counts['newly_not_met']:,} newly not met, {counts['newly_unknown']:,} newly cannot be told"
            gone = f", displaced {counts['displaced_at_least']:,} to {counts['displaced_at_most']:,}" if about.is_tried else ""
            yield f"  {name}: {counts['houses']:,} houses, {figures}{gone}"
