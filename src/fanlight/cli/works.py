"""`fanlight works`: the schedule of works and draft licence conditions that follow from an assessment."""

import argparse
import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any as Anything

from fanlight.assessment import reporting, works
from fanlight.assessment.assess import Program
from fanlight.assessment.consistency import check
from fanlight.assessment.finding import Assessment
from fanlight.cli.choosing import add_dates, chosen, day_of
from fanlight.facts import files
from fanlight.facts.survey_file import read_survey
from fanlight.standards.library import Library

COLUMNS = ("edition", "priority", "risk", "force", "clause", "paragraph", "subject", "measured", "remedy", "period")


def add(commands: "argparse._SubParsersAction[Anything]") -> None:
    """Add the words of this command."""
    command = commands.add_parser("works", help="the schedule of works and draft licence conditions")
    command.add_argument("survey", type=Path, metavar="SURVEY")
    add_dates(command)
    command.add_argument("--departures", type=Path, metavar="FILE", help="departures an officer made, with reason, author and term")
    command.add_argument("--format", choices=("text", "json", "csv", "html"), default="text")
    command.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Assess, and print what follows."""
    survey = read_survey(given.survey)
    check(survey)
    library, on = Library.standard(given.standards_folder), day_of(given)
    editions = {name: library.read(name) for name in chosen(given, library, survey, on)}
    departures = works.read_departures(files.read(given.departures), editions, survey) if given.departures else []
    done = [(one, works.schedule(one, departures, on)) for one in (Program(edition).assess(survey, on) for edition in editions.values())]
    if given.format == "json":
        print(json.dumps({"shape": "fanlight-works/1", "schedules": [as_data(*each) for each in done]}, indent=1, ensure_ascii=False))
    elif given.format == "csv":
        writer = csv.DictWriter(sys.stdout, fieldnames=COLUMNS, lineterminator="\n")
        writer.writeheader()
        for one, planned in done:
            writer.writerows(_row(item, one) for item in planned.items)
    elif given.format == "html":
        from fanlight.documents.schedule import schedule  # templates are loaded only where a page is asked for

        print(schedule(done, on), end="")
    else:
        print("\n\n".join("\n".join(as_text(*each)) for each in done))
    return 0


def _row(item: works.Item, done: Assessment) -> dict[str, Anything]:
    finding = item.finding
    return {
        "edition": done.edition.id, "priority": item.priority, "risk": item.risk, "force": finding.clause.force.value,
        "clause": finding.clause.id, "paragraph": finding.clause.paragraph, "subject": finding.subject.label if finding.subject else "",
        "measured": "; ".join(reporting.in_words(one) for one in finding.measures), "remedy": item.remedy, "period": item.period,
    }  # fmt: skip


def as_data(done: Assessment, planned: works.Schedule) -> dict[str, Anything]:
    """One schedule as plain data, with the findings it rests on."""
    departed = [
        {"clause": finding.clause.id, "subject": reporting.subject(finding), "reason": departure.reason, "by": departure.by,
         "on": departure.on.isoformat(), "until": departure.until.isoformat() if departure.until else None}
        for finding, departure in planned.departed
    ]  # fmt: skip
    return {
        "edition": done.edition.id,
        "receipt": dict(done.receipt),
        "items": [{**_row(item, done), "finding": reporting.finding(item.finding, done)} for item in planned.items],
        "departures": departed,
        "conditions": [{"condition": text, "clause": finding.clause.id} for text, finding in works.conditions(planned)],
    }


def as_text(done: Assessment, planned: works.Schedule) -> Iterator[str]:
    """One schedule for people."""
    yield f"== {done.edition.id}: schedule of works ({len(planned.items)} items)"
    for number, item in enumerate(planned.items, start=1):
        row = _row(item, done)
        where = f", {row['subject']}" if row["subject"] else ""
        yield f"{number}. {item.remedy}"
        yield f"   {row['clause']} ({row['force']}, {item.risk}){where}" + (f": {row['measured']}" if row["measured"] else "")
        yield f"   period: {item.period}"
    for finding, departure in planned.departed:
        where = f", {finding.subject.label}" if finding.subject else ""
        term = f" until {departure.until}" if departure.until else ""
        yield f"Departure: {finding.clause.id}{where} is not asked{term}: {departure.reason} ({departure.by}, {departure.on})"
    drafts = list(works.conditions(planned))
    if drafts:
        yield "Draft licence conditions"
        yield from (f"{number}. {text} [{finding.clause.id}]" for number, (text, finding) in enumerate(drafts, start=1))
