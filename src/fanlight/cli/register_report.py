"""What was found in a register, for people, as JSON and as CSV; the columns and how they were understood always first."""

import argparse
import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

from fanlight import __version__
from fanlight.documents.register_files import harmless
from fanlight.facts.importing.columns import NOTHING
from fanlight.facts.importing.headings import known
from fanlight.licensing.periods import named
from fanlight.licensing.register_checks import Checks, Grade, RegisterFinding
from fanlight.licensing.register_entries import Register
from fanlight.licensing.register_particulars import PARTICULARS

SHAPE = "fanlight-register-check/1"
SHOWN = 3
HEADINGS = {
    Grade.IMPOSSIBLE: "Impossible",
    Grade.DOUBTFUL: "Doubtful",
    Grade.MISSING: "Missing",
    Grade.NOTE: "Worth knowing",
}
ROW = ("row", "grade", "rule", "house", "particular", "value", "why", "says", "remedy", "citation")


class Counts:
    """Findings counted by rule; of each the first few are kept to be shown, or all of them."""

    def __init__(self, kept: int | None) -> None:
        self.kept = kept
        self.number: Counter[str] = Counter()
        self.first: dict[str, list[RegisterFinding]] = {}

    def take(self, found: RegisterFinding) -> None:
        """Count one."""
        self.number[found.rule] += 1
        some = self.first.setdefault(found.rule, [])
        # Which columns are missing is said in full: there are never many.
        if self.kept is None or len(some) < self.kept or found.rule == "no-column":
            some.append(found)

    @property
    def grades(self) -> set[str]:
        """The grades of what was found."""
        return {some[0].grade.value for some in self.first.values()}

    def of(self, grade: Grade) -> list[tuple[str, list[RegisterFinding]]]:
        """The rules of a grade with what was found, the most frequent first."""
        held = [(rule, some) for rule, some in self.first.items() if some[0].grade is grade]
        return sorted(held, key=lambda each: (-self.number[each[0]], each[0]))

    def total(self, grade: Grade) -> int:
        """How many were found of a grade."""
        return sum(self.number[rule] for rule, _ in self.of(grade))


def columns(register: Register) -> Iterator[str]:
    """How the table was read: its headings, what each column is taken to hold and how sure that is, and the order of its dates."""
    yield f"{register.table.name}: headings in row {register.headed.row.line}"
    yield from register.table.notes
    for column in register.headed.columns:
        why = f", {column.why}" if column.why else ""
        unused = "" if column.holds in PARTICULARS or not column.holds else ", never read"
        yield f"  {column.label} -> {column.holds or NOTHING} ({column.certainty}{why}{unused})"
    yield from (f"  dates of {name.replace('_', ' ')}: {how}" for name, how in orders(register).items())


def orders(register: Register) -> dict[str, str]:
    """How the order of day and month was decided, for each column of dates."""
    if register.dates:
        return {name: f"{register.dates}, as was said" for name in PARTICULARS if name.endswith("_on") and register.headed.of(name)}
    return {name: register.orders.described(name) for name in register.orders.shown}


def print_text(register: Register, checks: Checks, given: argparse.Namespace) -> set[str]:
    """For people: the gravest first, of each kind the number, the first rows, the law and the remedy. Returns the grades found."""
    counts = Counts(None if given.all else SHOWN)
    rows = _gone_through(checks, counts)
    for line in columns(register):
        print(line)
    print(f"\n{rows:,} {'row' if rows == 1 else 'rows'} read{passed_over(register)}. On {named(checks.on)}:")
    for grade, heading in HEADINGS.items():
        if given.only is None or grade.value in given.only:
            print(f"\n{heading}: {counts.total(grade):,}")
            for rule, some in counts.of(grade):
                print("\n".join(_kind(rule, counts.number[rule], some)))
    return counts.grades


def passed_over(register: Register) -> str:
    """What was passed over, empty for nothing: rows of a single cell, and headings once more."""
    count = register.passed_over
    return f"; {count:,} {'row' if count == 1 else 'rows'} passed over as notes or repeated headings" if count else ""


def _gone_through(checks: Checks, counts: Counts) -> int:
    """Count everything found, row by row; give the number of rows."""
    rows = 0
    for found in checks.of_columns():
        counts.take(found)
    for entry in checks.register.entries():
        rows += 1
        for found in checks.of_entry(entry):
            counts.take(found)
    return rows


def _kind(rule: str, number: int, some: list[RegisterFinding]) -> Iterator[str]:
    provision = some[0].provision
    yield f"  {number:,} {rule}: {provision.says} {provision.cited}"
    for each in some:
        place = f"row {each.row}: {each.house}" if each.house else each.particular
        value = f" ({each.value})" if each.value and each.house and each.value != each.house else ""
        yield f"    {place}{value}: {each.why}"
    if number > len(some):
        yield f"    and {number - len(some):,} more (--all prints them)"
    yield f"    Remedy: {provision.values['remedy']}"
    if provision.note:
        yield f"    Note: {provision.note}"


def as_data(found: RegisterFinding) -> dict[str, Any]:
    """One finding as plain data."""
    return {
        "row": found.row, "grade": found.grade.value, "rule": found.rule, "house": found.house, "particular": found.particular,
        "value": found.value, "why": found.why, "says": found.provision.says, "remedy": found.remedy, "citation": found.provision.cited,
    }  # fmt: skip


def print_json(register: Register, checks: Checks, given: argparse.Namespace) -> set[str]:
    """A documented, versioned shape. Returns the grades found."""
    counts = Counts(None)
    rows = _gone_through(checks, counts)
    found = [each for some in counts.first.values() for each in some if given.only is None or each.grade.value in given.only]
    whole = {
        "shape": SHAPE, "fanlight": __version__, "file": register.table.name, "on": checks.on.isoformat(), "rows": rows,
        "passed_over": register.passed_over, "notes": list(register.table.notes), "heading_row": register.headed.row.line,
        "columns": [
            {"heading": each.label, "holds": each.holds or None, "certainty": each.certainty, "why": each.why or None,
             "is_of_people": each.holds in known().people}
            for each in register.headed.columns
        ],
        "dates": orders(register),
        "counts": {grade.value: {rule: counts.number[rule] for rule, _ in counts.of(grade)} for grade in Grade},
        "findings": [as_data(each) for each in sorted(found, key=lambda each: each.row)],
    }  # fmt: skip
    print(json.dumps(whole, indent=1, ensure_ascii=False))
    return counts.grades


def print_csv(register: Register, checks: Checks, given: argparse.Namespace) -> set[str]:
    """One row for each finding, as they are found; the columns go to the other stream. Returns the grades found."""
    for line in columns(register):
        print(line, file=sys.stderr)
    writer = csv.DictWriter(sys.stdout, fieldnames=ROW, lineterminator="\n")
    writer.writeheader()
    grades = set()
    for found in checks.findings():
        grades.add(found.grade.value)
        if given.only is None or found.grade.value in given.only:
            writer.writerow({key: harmless(value) for key, value in as_data(found).items()})
    return grades


PRINTERS = {"text": print_text, "json": print_json, "csv": print_csv}
