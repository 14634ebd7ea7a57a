"""`fanlight law`: what the law says of a day, one word a question."""

import argparse
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from fanlight.cli import law_figures, law_pages
from fanlight.cli.choosing import a_day, day_of
from fanlight.facts.files import Problem, Refused
from fanlight.facts.importing import table
from fanlight.facts.importing.headings import meaning
from fanlight.facts.importing.register import day_of as written_day
from fanlight.facts.importing.table import Row
from fanlight.licensing import deadlines, procedure, temporary_exemptions
from fanlight.licensing.deadlines import Answer, Delivery, OutOfTime
from fanlight.licensing.law import NotKnown
from fanlight.licensing.periods import BeyondCalendar, named, spoken
from fanlight.licensing.temporary_exemptions import CheckedTerm, Term


def add(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add the words of this command. A further word is one more function in this list."""
    command = commands.add_parser("law", help="deadlines, steps and terms as the law fixes them")
    words = command.add_subparsers(dest="action", required=True, metavar="WORD")
    for add_word in (add_deadline, add_exemptions, add_steps, law_pages.add, law_figures.add):
        add_word(words)


def a_moment(text: str) -> date:
    """A day, or a moment for what is counted in hours. Raises argparse's error."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None) if "T" in text else a_day(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no moment; write for example 2026-05-01T09:30") from None


def add_deadline(words: "argparse._SubParsersAction[Any]") -> None:
    """`fanlight law deadline`."""
    word = words.add_parser("deadline", help="the last or the first day of a period, with its working; without a name, every deadline")
    word.add_argument("name", nargs="?", metavar="NAME", help="left out, every deadline is listed")
    word.add_argument("--from", type=a_moment, dest="start", metavar="DATE", help="the day it runs from, or the day of posting")
    word.add_argument(
        "--served", choices=[each.value for each in Delivery], help="how a notice was served, where the period runs from service"
    )
    word.add_argument("--stated", type=a_day, metavar="DATE", help="refuse this day if the notice may not print it")
    word.set_defaults(run=run_deadline, on=None)


def run_deadline(given: argparse.Namespace) -> int:
    """Print one deadline, or the list of them. Raises Refused."""
    if given.name is None:
        return _list(day_of(argparse.Namespace(on=given.start)))
    if given.start is None:
        raise Refused([Problem("--from", 0, f"say from which day '{given.name}' runs: --from 2026-05-01")])
    served = Delivery(given.served) if given.served else None
    try:
        answer = deadlines.reckon(given.name, start=given.start, served=served)
        if given.stated:
            deadlines.check_stated(given.name, start=given.start, stated=given.stated, served=served)
    except (NotKnown, OutOfTime, BeyondCalendar, deadlines.DatesInvalid) as error:
        raise Refused([Problem(given.name, 0, str(error))]) from None
    for line in as_text(answer):
        print(line)
    return 0


def _list(on: date) -> int:
    for name in deadlines.names(on):
        found = deadlines.find(name, on)
        print(f"{name}: {found.period.length}, {found.period.counting} {found.runs_from} ({found.provision.citation})")
    return 0


def as_text(answer: Answer) -> Iterator[str]:
    """A deadline for people."""
    deadline, held = answer.deadline, answer.reckoning
    yield f"{deadline.name}: {deadline.provision.says}"
    yield f"{deadline.who}, to {deadline.does}: {_span(answer)}"
    if held.until is not None:
        yield f"the moment: {spoken(held.until)}"
    yield from (f"  {line}" for line in answer.working)
    yield f"Law: {answer.cited}"
    yield from (f"Note: {doubt}" for doubt in answer.doubts)


def _span(answer: Answer) -> str:
    held = answer.reckoning
    if held.last is None:
        return f"not before {held.first}"
    return f"until {held.last}" if held.first is None else f"from {held.first} until {held.last}"


def add_exemptions(words: "argparse._SubParsersAction[Any]") -> None:
    """`fanlight law exemptions`."""
    word = words.add_parser("exemptions", help="explain the printed terms of temporary exemptions, from a CSV with a start and an end")
    word.add_argument("file", type=Path, metavar="FILE")
    word.set_defaults(run=run_exemptions)


def run_exemptions(given: argparse.Namespace) -> int:
    """Explain each row, and count. Raises Refused."""
    checked = temporary_exemptions.check_terms(terms(given.file))
    for one in checked:
        for line in _explained(one):
            print(line)
    wrong, untold = (sum(one.is_right is verdict for one in checked) for verdict in (False, None))
    print(f"{len(checked)} terms: {len(checked) - wrong - untold} right, {wrong} wrong, {untold} cannot tell.")
    if checked:
        print(f"Law: {next((one.cited for one in checked if one.cited), 'none held')}")
        print(f"Note: {temporary_exemptions.TAKEN_AS_SERVED}")
    return 0


def terms(path: Path) -> Iterator[Term]:
    """The terms of a table whose headings name a start and an end. Raises Refused."""
    rows = table.rows(path)
    headings = [meaning(cell) for cell in rows[0].cells] if rows else []
    missing = [name for name in ("start", "end") if headings.count(f"{name}_on") != 1]
    if missing:
        raise Refused([Problem(str(path), 1, f"one column must hold the {' and one the '.join(missing)} of the exemption, by its heading")])
    return (_term(row, headings) for row in rows[1:])


def _term(row: Row, headings: list[str]) -> Term:
    cells = dict(zip(headings, row.cells, strict=False))
    start, end = (_read(cells.get(name, "")) for name in ("start_on", "end_on"))
    unread = next((cells.get(name, "") for name, day in (("start_on", start), ("end_on", end)) if day is None), "")
    return Term(f"line {row.line}", start, end, unread)


def _read(cell: str) -> date | None:
    try:
        return date.fromisoformat(written_day(cell))
    except ValueError:
        return None


def _explained(one: CheckedTerm) -> Iterator[str]:
    term = one.term
    verdict = {True: "right", False: "wrong", None: "cannot tell"}[one.is_right]
    span = f"{named(term.start) if term.start else '?'} to {named(term.end) if term.end else '?'}"
    yield f"{term.label}: {span}: {verdict}"
    yield from (f"  {why}" for why in one.why)


def add_steps(words: "argparse._SubParsersAction[Any]") -> None:
    """`fanlight law steps`."""
    word = words.add_parser("steps", help="the steps open in a procedure; without a table, every table")
    word.add_argument("table", nargs="?", metavar="TABLE")
    word.add_argument("--state", help="where the matter stands; left out, every state")
    word.add_argument("--role", help="who would take the step; left out, anybody")
    word.add_argument("--on", type=a_day, metavar="DATE", help="the day of the law (today if left out)")
    word.set_defaults(run=run_steps)


def run_steps(given: argparse.Namespace) -> int:
    """Print the steps with what each needs, gives and rests on. Raises Refused."""
    on = day_of(given)
    try:
        tables = [procedure.table(given.table, on)] if given.table else procedure.tables(on)
    except NotKnown as error:
        raise Refused([Problem(given.table or "", 0, str(error))]) from None
    for each in tables:
        print(f"{each.name}: {each.says}")
        for step in each.steps if given.table else ():
            if given.state in (None, *step.from_) and given.role in (None, *step.who):
                print("\n".join(_step(step)))
    return 0


def _step(step: procedure.Step) -> Iterator[str]:
    yield f"  {step.name}: {' or '.join(step.from_)} -> {step.to or 'the same'}, by {' or '.join(step.who)}"
    yield f"    {step.says}"
    if step.needs:
        yield f"    needs: {'; '.join(step.needs)}"
    yield f"    gives: {'; '.join(step.gives)}"
    if step.deadlines:
        yield f"    deadlines: {'; '.join(step.deadlines)}"
    yield f"    law: {step.provision.cited}"
