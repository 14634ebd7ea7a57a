"""Which editions and which date a command means: the words that several commands share."""

import argparse
import sys
from datetime import date
from pathlib import Path

from fanlight.facts.files import Problem, Refused
from fanlight.facts.survey import Survey
from fanlight.standards.library import Library

NATIONAL = "england"


def a_day(text: str) -> date:
    """A date of the command line. Raises argparse's error, which names the word."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a date; write the year, month and day, for example 2018-10-01") from None


def add_dates(command: argparse.ArgumentParser) -> None:
    """Add --standard, --on and --standards-folder."""
    command.add_argument("--standard", nargs="+", metavar="ID", help="council/edition, or a council for its edition in force")
    command.add_argument("--on", type=a_day, metavar="DATE", help="the date of the rule (today if left out)")
    command.add_argument(
        "--standards-folder", type=Path, action="append", default=[], metavar="DIR", help="also look for councils in this folder"
    )


def day_of(given: argparse.Namespace) -> date:
    """The date of the rule. The clock is read here, at the edge, and nowhere below."""
    return given.on or date.today()  # noqa: DTZ011 - a council's day is the local day


def chosen(given: argparse.Namespace, library: Library, survey: Survey | None, on: date) -> list[str]:
    """The editions meant: those named, or the survey's council, or every council's edition in force; national ones beside them.

    Raises Refused for an unknown name.
    """
    names = given.standard or ([survey.council] if survey and survey.council else None)
    ids = in_force(library, on) if names is None else [library.named(name, on) for name in names]
    beside = [national for edition in ids for national in library.beside(edition) if library.has_begun(national, on)]
    everything = list(dict.fromkeys([*ids, *beside]))
    for edition in ids:
        if not library.in_force(edition, on):
            print(f"note: {edition} is not in force on {on}", file=sys.stderr)
    return everything


def in_force(library: Library, on: date) -> list[str]:
    """The edition of each council in force on a day."""
    found = []
    for council in dict.fromkeys(edition.partition("/")[0] for edition in library.editions()):
        try:
            found.append(library.named(council, on))
        except Refused:
            continue
    if not found:
        raise Refused([Problem("--on", 0, f"no edition of any council was in force on {on}")])
    return sorted(found, key=lambda edition: edition.startswith(NATIONAL))
