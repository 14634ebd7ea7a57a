"""`fanlight standards`: list, show, check and account for editions."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any as Anything

from fanlight.assessment import checking, linting, proving
from fanlight.cli.choosing import a_day, day_of
from fanlight.facts.files import Problem, Refused, nearest
from fanlight.standards import coverage
from fanlight.standards.difference import compare
from fanlight.standards.edition import Clause, Edition, Encoded
from fanlight.standards.examples import Example
from fanlight.standards.library import Library


def add(commands: "argparse._SubParsersAction[Anything]") -> None:
    """Add the words of this command."""
    command = commands.add_parser("standards", help="list, read, lint and account for editions")
    command.add_argument("--standards-folder", type=Path, action="append", default=[], metavar="DIR", help="also look for councils here")
    actions = command.add_subparsers(dest="action", required=True, metavar="ACTION")
    listed = actions.add_parser("list", help="every council and edition, and which is in force")
    listed.add_argument("--on", type=a_day, metavar="DATE", help="in force on this day (today if left out)")
    listed.set_defaults(run=run_list)
    show = actions.add_parser("show", help="an edition, or one of its clauses, in full")
    show.add_argument("edition")
    show.add_argument("clause", nargs="?", help="a clause or term id")
    show.add_argument("--on", type=a_day, metavar="DATE")
    show.set_defaults(run=run_show)
    check = actions.add_parser("check", help="refuse every mistake in an edition's data")
    check.add_argument("edition", nargs="*", help="editions to check (all of them if left out)")
    check.add_argument("--examples", action="store_true", help="also hold every clause to its examples")
    check.add_argument("--mutations", action="store_true", help="also change every figure and comparison and see that an example fails")
    check.add_argument(
        "--notes", action="store_true", help="also print what is wrong with the document itself, and with it against the law"
    )
    check.add_argument("--on", type=a_day, metavar="DATE", help="the law as it was on this day (today if left out)")
    check.add_argument("--format", choices=("text", "json"), default="text", help="json: one object an edition, for a program to read")
    check.set_defaults(run=run_check)
    diff = actions.add_parser("diff", help="what changed from one edition to another")
    diff.add_argument("old")
    diff.add_argument("new")
    diff.add_argument("--all", action="store_true", help="also print what was kept")
    diff.set_defaults(run=run_diff)
    _add_whole(actions)


def _add_whole(actions: "argparse._SubParsersAction[Anything]") -> None:
    """Add the words that tell of an edition as a whole."""
    paged = actions.add_parser("page", help="a whole edition as one HTML page, with its examples, readings and facts")
    paged.add_argument("edition")
    paged.add_argument("--out", type=Path, metavar="FILE", help="write the page here and not to the screen")
    paged.add_argument("--on", type=a_day, metavar="DATE", help="the edition in force, and the law, on this day (today if left out)")
    paged.set_defaults(run=run_page)
    account = actions.add_parser("coverage", help="of every statement of the document, how it is held")
    account.add_argument("edition", nargs="*")
    account.add_argument("--format", choices=("text", "json"), default="text")
    account.set_defaults(run=run_coverage)


def run_list(given: argparse.Namespace) -> int:
    """Print every edition."""
    library, on = Library.standard(given.standards_folder), day_of(given)
    for name in library.editions():
        edition = library.read(name)
        until = f" until {edition.until}" if edition.until else ""
        state = "in force" if edition.in_force_on(on) else "not in force"
        print(f"{name:<22} {state:<13} from {edition.from_}{until}  {len(edition.clauses):>4} clauses  {edition.title}")
    return 0


def run_show(given: argparse.Namespace) -> int:
    """Print one edition's clauses, or everything about one of them. Raises Refused for an unknown id."""
    library = Library.standard(given.standards_folder)
    edition = library.read(library.named(given.edition, day_of(given)))
    if given.clause is None:
        for clause in edition.clauses.values():
            print(f"{clause.id:<44} {clause.force.value:<11} {clause.says}")
    elif given.clause in edition.clauses:
        print("\n".join(_clause(edition.clauses[given.clause], edition)))
    elif given.clause in edition.terms:
        term = edition.terms[given.clause]
        print(f"{term.path}\n    {term.says}\n    is: {term.written}\n    written in {term.place}")
    else:
        known = [*edition.clauses, *edition.terms]
        raise Refused([Problem(given.clause, 0, f"no clause and no term of {edition.id}{nearest(given.clause, known)}")])
    return 0


SHOWN = ("each", "when", "unless", "measure", "at_least", "at_most", "more_than", "less_than", "exactly", "tolerance", "requires")


def _clause(clause: Clause, edition: Edition) -> Iterator[str]:
    yield f"{clause.id} ({clause.force.value}, {clause.encoded.value}), paragraph {clause.paragraph} of {edition.id}"
    yield f"    {clause.says}"
    yield from (f"    {key}: {clause.written[key]}" for key in SHOWN if key in clause.written)
    yield from (f"    also: {limit.written[0]} {limit.op} {limit.written[1]}" for limit in clause.limits[1:])
    yield from (f"    or: {way}" for way in clause.alternatives_written)
    yield from (f"    reading {name}: {edition.readings[name].problem} {edition.readings[name].in_use}" for name in clause.readings)
    yield from (f"    period: {date_or(clause.from_)} to {date_or(clause.until)}" for _ in [0] if clause.from_ or clause.until)
    yield f"    remedy: {clause.remedy or 'none given'}"
    yield f"    settles: {', '.join(clause.settles) or 'nothing'}"
    yield f"    written in {clause.place}"


def date_or(day: date | None) -> str:
    """A date, or that there is none."""
    return day.isoformat() if day else "open"


def run_check(given: argparse.Namespace) -> int:
    """Check editions; print what is wrong. Returns 2 when anything is."""
    library = Library.standard(given.standards_folder)
    wrong = sum([_check(library.named(name, date.max), library, given) for name in given.edition or library.editions()])
    return 2 if wrong else 0


def _check(name: str, library: Library, given: argparse.Namespace) -> int:
    found = checking.check(name, library, day_of(given), examples=given.examples or given.mutations, notes=given.notes)
    problems = [*found.problems]
    if given.mutations and found.edition and not problems:
        problems += _mutations(name, library, found.edition, list(found.examples))
    if given.format == "json":
        print(json.dumps(_plain(name, found, problems)))
        return len(problems)
    for note in found.notes:
        print(f"{name}: note: {linting.in_words(note)}")
    for problem in problems:
        print(f"error: {problem}", file=sys.stderr)
    print(f"{_heading(name, found)}, {len(problems)} problem{'' if len(problems) == 1 else 's'}")
    return len(problems)


def _heading(name: str, found: checking.Checked) -> str:
    if found.edition is None:
        return f"{name}: refused"
    return f"{name}: {len(found.edition.clauses)} clauses, {len(found.edition.terms)} terms, {len(found.examples)} examples"


def _plain(name: str, found: checking.Checked, problems: list[Problem]) -> dict[str, Anything]:
    """What was found of an edition, as plain data."""
    notes = [
        {"kind": note.kind, "clauses": note.clauses, "says": note.says, "law": note.law, "words": linting.in_words(note)}
        for note in found.notes
    ]
    return {
        "edition": name, "problems": [[each.file, each.line, each.message] for each in problems], "notes": notes,
        "clauses": len(found.edition.clauses) if found.edition else 0, "examples": len(found.examples),
    }  # fmt: skip


def _mutations(name: str, library: Library, edition: Edition, examples: list[Example]) -> list[Problem]:
    """Run every mutant; a survivor is a problem."""
    from fanlight.assessment import mutation_run  # it loads the parser, which nothing else here needs

    outcomes = list(mutation_run.run(proving.whole_book(library.folder(name), library), edition, examples))
    survivors = [outcome.mutant for outcome in outcomes if not outcome.killed_by]
    by_reader = sum(outcome.killed_by.startswith("the reader") for outcome in outcomes)
    killed = len(outcomes) - len(survivors)
    print(f"{name}: {killed} of {len(outcomes)} changes noticed ({by_reader} refused by the reader)")
    found = []
    for mutant in survivors:
        file, _, line = mutant.place.rpartition(":")
        found.append(Problem(file, int(line), f"{mutant.name}: no example notices {mutant.what}"))
    return found


def run_diff(given: argparse.Namespace) -> int:
    """Print what changed between two editions."""
    library = Library.standard(given.standards_folder)
    old, new = (library.read(library.named(name, date.max)) for name in (given.old, given.new))
    changes = list(compare(old, new))
    counts = Counter(change.kind for change in changes)
    print(f"{old.id} to {new.id}: " + ", ".join(f"{counts[kind]} {kind}" for kind in ("kept", "changed", "gone", "new")))
    for change in changes:
        if change.kind != "kept" or given.all:
            one = change.new or change.old
            assert one is not None
            was = f" (was {change.old.id})" if change.old and change.new and change.old.id != change.new.id else ""
            print(f"{change.kind:<8} {one.id}{was}: {one.says}")
            for what in change.what:
                print(f"         {what}")
    return 0


def run_page(given: argparse.Namespace) -> int:
    """Print or write the page of one edition. Raises Refused for an unknown edition or a file that cannot be written."""
    from fanlight.documents.standard import standard_of  # templates are loaded only where a page is asked for

    library, on = Library.standard(given.standards_folder), day_of(given)
    text = standard_of(library.named(given.edition, on), library, on)
    if given.out is None:
        print(text, end="")
        return 0
    try:
        given.out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Refused([Problem(str(given.out), 0, f"cannot be written: {error.strerror}")]) from None
    print(given.out)
    return 0


def run_coverage(given: argparse.Namespace) -> int:
    """Print the account of each edition, section by section."""
    library = Library.standard(given.standards_folder)
    names = [library.named(name, date.max) for name in given.edition] or list(library.editions())
    accounts = [coverage.cover(library.read(name), library.folder(name)) for name in names]
    if given.format == "json":
        print(json.dumps([_account(each) for each in accounts], indent=1))
        return 0
    for each in accounts:
        print("\n".join(_table(each)), end="\n\n")
    return 0


HELD = (*(kind.value for kind in Encoded), coverage.NOT_YET)


def _account(each: coverage.Coverage) -> dict[str, Anything]:
    sections = {section.name: dict(section.held) for section in each.sections}
    entries = {row: {"kind": each.kinds.get(row), "entry": entry or None} for row, entry in each.entries.items()}
    return {"edition": each.edition, "sections": sections, "statements": entries}


def _table(each: coverage.Coverage) -> Iterator[str]:
    total = sum((Counter(section.held) for section in each.sections), Counter[str]())
    used = [how for how in HELD if total[how]]
    yield f"{each.edition}: {total.total()} statements" + ("" if each.kinds else " (the edition has no inventory: only what it settles)")
    yield f"{'section':<10}{'all':>6}" + "".join(f"{how:>13}" for how in used)
    for section in each.sections:
        yield f"{section.name:<10}{section.statements:>6}" + "".join(f"{section.held.get(how, 0) or '-':>13}" for how in used)
    yield f"{'all':<10}{total.total():>6}" + "".join(f"{total[how]:>13}" for how in used)
