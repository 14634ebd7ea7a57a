"""`fanlight register`: what is wrong with a council's published register, and the same register in one layout."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from fanlight.cli import register_report
from fanlight.cli.choosing import a_day, day_of
from fanlight.documents import register_files
from fanlight.documents.register_names import SAYS, Names
from fanlight.facts.files import Problem, Refused
from fanlight.facts.importing.columns import mapping_text, read_mapping
from fanlight.facts.importing.days import Order
from fanlight.licensing import register_entries
from fanlight.licensing.register_checks import Checks, Grade
from fanlight.licensing.register_entries import Entry, Register

GRADES = [grade.value for grade in Grade]
EXEMPTION = "temporary exemption"


def add(words: "argparse._SubParsersAction[Any]") -> None:
    """Add the words of this command."""
    command = words.add_parser("register", help="check a published register of licences, or write it in one layout")
    actions = command.add_subparsers(dest="action", required=True, metavar="ACTION")
    check = actions.add_parser("check", help="what the law makes impossible or doubtful in a register, and what is missing")
    _add_reading(check)
    check.add_argument("--format", choices=("text", "json", "csv"), default="text", help="how to print what was found")
    check.add_argument("--only", nargs="+", choices=GRADES, metavar="GRADE", help=f"print only these: {', '.join(GRADES)}")
    check.add_argument("--all", action="store_true", help="print every row, not the first of each kind")
    check.add_argument(
        "--fail-on", choices=GRADES, metavar="GRADE", help="leave with status 1 when something so grave was found, or graver"
    )
    check.set_defaults(run=run_check)
    convert = actions.add_parser("convert", help="the register in one documented layout, as CSV and JSON with their descriptions")
    _add_reading(convert)
    convert.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder to write to")
    convert.add_argument("--names", choices=list(Names), default=Names.ORGANISATIONS.value, metavar="RULE",
                         help=f"of people: {', '.join(Names)} (organisations if left out: private persons are withheld)")  # fmt: skip
    convert.add_argument("--force", action="store_true", help="write over the files of an earlier run")
    convert.set_defaults(run=run_convert)


def _add_reading(action: argparse.ArgumentParser) -> None:
    action.add_argument("file", type=Path, metavar="FILE", help="a register as published: CSV, or XLSX")
    action.add_argument("--on", type=a_day, metavar="DATE", help="the day on which it is asked what has ended (today if left out)")
    action.add_argument("--mapping", type=Path, metavar="FILE", help="what the columns hold, where the headings do not tell")
    action.add_argument("--write-mapping", type=Path, metavar="FILE", help="write the mapping that was used, to correct it")
    action.add_argument("--dates", choices=list(Order), metavar="ORDER", help="dmy or mdy: what stands first in 03/04/2018")
    action.add_argument("--sheet", default="", metavar="NAME", help="the sheet of a workbook (the first with headings if left out)")
    action.add_argument("--exemptions", action="store_true", help="these are temporary exemptions, not licences")


@contextmanager
def _opened(given: argparse.Namespace) -> Iterator[Register]:
    mapping = read_mapping(given.mapping) if given.mapping else None
    dates = Order(given.dates) if given.dates else None
    with register_entries.opened(given.file, mapping=mapping, dates=dates, sheet=given.sheet) as register:
        if given.write_mapping:
            _write(given.write_mapping, mapping_text(register.headed.columns, register.dates))
        yield register


def _write(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        why = "exists already, and may have been corrected since; name another" if path.exists() else f"cannot be written: {error.strerror}"
        raise Refused([Problem(str(path), 0, why)]) from None


def run_check(given: argparse.Namespace) -> int:
    """Check and print. Returns 1 where something as grave as `--fail-on` was found. Raises Refused."""
    with _opened(given) as register:
        checks = Checks(register, day_of(given), exemptions=given.exemptions)
        grades = register_report.PRINTERS[given.format](register, checks, given)
    gravest = GRADES[: GRADES.index(given.fail_on) + 1] if given.fail_on else []
    return 1 if grades & set(gravest) else 0


def run_convert(given: argparse.Namespace) -> int:
    """Write the files and say what became of each column and row. Raises Refused."""
    names = Names(given.names)
    with _opened(given) as register:
        entries = map(_as_exemption, register.entries()) if given.exemptions else register.entries()
        wish = register_files.Wish(names, day_of(given), given.file.name, given.force)
        done = register_files.write(entries, given.out, wish)
        for line in register_report.columns(register):
            print(line)
    print(f"\nNames: {names}. {SAYS[names]}")
    over = register_report.passed_over(register)
    print(f"{done.read:,} {'row' if done.read == 1 else 'rows'} read, {done.written:,} written, {done.set_aside:,} set aside{over}.")
    for path in done.files:
        print(path)
    if done.set_aside:
        aside = given.out / register_files.SET_ASIDE
        print(f"note: {aside} says why each row was set aside; it is to correct the source, not to publish", file=sys.stderr)
    return 0


def _as_exemption(entry: Entry) -> Entry:
    """An entry of a register of exemptions, which says so by itself from now on."""
    return entry if entry.is_exemption else replace(entry, values={**entry.values, "licence_type": EXEMPTION})
