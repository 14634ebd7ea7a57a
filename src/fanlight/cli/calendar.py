"""`fanlight calendar`: what a licence asks of those who run the house, as text, JSON or a calendar file."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from fanlight import __version__
from fanlight.assessment.bounds import OPEN
from fanlight.cli.choosing import NATIONAL, a_day, day_of
from fanlight.facts.files import Refused
from fanlight.licensing import compliance
from fanlight.licensing.compliance import Entry, State
from fanlight.licensing.duties import Duty
from fanlight.licensing.licence_file import Licensed, read_licence
from fanlight.licensing.periods import corresponding, named
from fanlight.standards.library import Library

SHAPE = "fanlight-calendar/1"
HEADINGS = {
    State.LATE: "Late",
    State.DUE: "Due",
    State.CANNOT_TELL: "Cannot tell",
    State.DONE: "Done",
    State.WAITING: "When it happens",
    State.ALWAYS: "Always",
}


def add(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add the words of this command."""
    command = commands.add_parser("calendar", help="what is due, done and late under a licence")
    command.add_argument("licence", type=Path, metavar="LICENCE", help="a licence with its conditions and evidence, in YAML")
    command.add_argument("--standard", metavar="ID", help="council/edition, or a council (the licence's own council if left out)")
    command.add_argument("--from", type=a_day, dest="from_", metavar="DATE", help="the first day shown (the day of --on if left out)")
    command.add_argument("--until", type=a_day, metavar="DATE", help="the first day no longer shown (a year after --from if left out)")
    command.add_argument("--on", type=a_day, metavar="DATE", help="the day on which it is asked what is late (today if left out)")
    command.add_argument("--format", choices=("text", "json", "ics"), default="text", help="how to print it")
    command.add_argument(
        "--standards-folder", type=Path, action="append", default=[], metavar="DIR", help="also look for councils in this folder"
    )
    command.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Work the calendar out and print it. Raises Refused."""
    licence, on = read_licence(given.licence), day_of(given)
    from_ = given.from_ or on
    until = given.until or corresponding(from_, 12).day
    duties = duties_of(licence, given, on)
    entries = compliance.calendar(licence.history, duties, on=on, from_=from_, until=until)
    if given.format == "ics":
        print_file(licence, entries, on=on, until=until)
    else:
        {"text": print_text, "json": print_json}[given.format](licence, entries, on)
    return 0


def duties_of(licence: Licensed, given: argparse.Namespace, on: date) -> tuple[Duty, ...]:
    """The duties of the law, of the council's edition in force and of the licence. Raises Refused for evidence of a duty nobody has."""
    library = Library.standard(given.standards_folder)
    name = given.standard or licence.council
    edition = None if name == NATIONAL else library.read(library.named(name, on))
    duties = licence.duties(edition, on)
    problems = licence.unknown(duties)
    if problems:
        raise Refused(problems)
    return duties


def print_text(licence: Licensed, entries: Sequence[Entry], on: date) -> None:
    """For people: what is late first, then what is due day by day, and what has no day after it."""
    print(f"{licence.of or licence.council}, as it stood on {named(on)}")
    for state, heading in HEADINGS.items():
        held = [entry for entry in entries if entry.state is state]
        if held:
            print(f"\n{heading} ({len(held)})")
            for entry in held:
                for line in _lines(entry):
                    print(line)


def _lines(entry: Entry) -> Iterator[str]:
    duty = entry.duty
    of = f" ({entry.of})" if entry.of else ""
    yield f"  {_when(entry)}{duty.says}{of}"
    yield f"    {', '.join(duty.owed_by)}; {duty.period}; {duty.force}; {duty.id}; {duty.cited}"
    if entry.proof:
        late = f", {entry.days_late} days late" if entry.days_late else ""
        yield f"    done on {named(entry.proof.on)}{late}" + (f": {entry.proof.note}" if entry.proof.note else "")
    elif duty.evidence and entry.state in (State.LATE, State.DUE, State.CANNOT_TELL):
        yield f"    proved by: {'; '.join(duty.evidence)}"
    if entry.state in (State.LATE, State.CANNOT_TELL) and entry.working:
        yield f"    {' '.join(entry.working)}"
    yield from (f"    note: {doubt}" for doubt in entry.doubts)


def _when(entry: Entry) -> str:
    if entry.due_on is None:
        return f"since {entry.opens_on}: " if entry.opens_on else ""
    repeats = f", then {entry.duty.period}" if entry.repeats else ""
    opens = f" (from {entry.opens_on})" if entry.opens_on else ""
    return f"{entry.due_on}{opens}{repeats}: "


def print_json(licence: Licensed, entries: Sequence[Entry], on: date) -> None:
    """A documented, versioned shape."""
    whole = {"shape": SHAPE, "fanlight": __version__, "house": licence.of, "council": licence.council, "on": on.isoformat()}
    print(json.dumps({**whole, "entries": [as_data(entry) for entry in entries]}, indent=1, ensure_ascii=False))


def as_data(entry: Entry) -> dict[str, Any]:
    """One line as plain data."""
    duty, proof = entry.duty, entry.proof
    return {
        "duty": duty.id, "says": duty.says, "owed_by": list(duty.owed_by), "period": duty.period, "force": duty.force,
        "topic": duty.topic or None,
        "state": entry.state.value.replace(" ", "_"), "due_on": _iso(entry.due_on), "opens_on": _iso(entry.opens_on),
        "applies": "cannot_tell" if duty.applies == OPEN else "yes", "of": entry.of or None, "evidence": list(duty.evidence),
        "done_on": _iso(proof.on) if proof else None, "days_late": entry.days_late, "working": list(entry.working),
        "doubts": list(entry.doubts), "citation": duty.cited,
    }  # fmt: skip


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def print_file(licence: Licensed, entries: Sequence[Entry], *, on: date, until: date) -> None:
    """A calendar file (RFC 5545) of what is not done and has a day, for any calendar program."""
    from fanlight.documents.calendar_file import calendar_file  # the library is loaded only where such a file is asked for

    wanted = [entry for entry in entries if entry.due_on and entry.state is not State.DONE]
    sys.stdout.write(calendar_file(licence.of or licence.council, wanted, on=on, until=until))
