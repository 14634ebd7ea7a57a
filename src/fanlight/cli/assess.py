"""`fanlight assess`: one survey against one or more editions, as text, JSON, CSV or a page for whoever runs the house."""

import argparse
import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any as Anything

from fanlight import __version__
from fanlight.assessment import reporting
from fanlight.assessment.assess import Program
from fanlight.assessment.consistency import check
from fanlight.assessment.finding import ORDER, Assessment, Finding, Verdict
from fanlight.assessment.works import read_departures
from fanlight.cli.choosing import add_dates, chosen, day_of
from fanlight.facts import files
from fanlight.facts.files import Problem, Refused, nearest
from fanlight.facts.survey import Survey
from fanlight.facts.survey_file import read_survey
from fanlight.standards.library import Library

VERDICTS = [verdict.value for verdict in Verdict]


def add(commands: "argparse._SubParsersAction[Anything]") -> None:
    """Add the words of this command."""
    command = commands.add_parser("assess", help="assess a house against standards, clause by clause")
    command.add_argument("survey", type=Path, metavar="SURVEY", help="a survey of the house, in YAML")
    add_dates(command)
    command.add_argument(
        "--format", choices=("text", "json", "csv", "html"), default="text", help="how to print the findings; html is one page"
    )
    command.add_argument("--only", nargs="+", choices=VERDICTS, metavar="VERDICT", help=f"print only these: {', '.join(VERDICTS)}")
    command.add_argument("--explain", metavar="CLAUSE", help="everything about one clause")
    command.add_argument("--fail-on", choices=VERDICTS, metavar="VERDICT", help="leave with status 1 when there is such a finding")
    command.add_argument("--departures", type=Path, metavar="FILE", help="departures an officer made, shown by --format html")
    command.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Assess and print. Returns 1 where `--fail-on` names a verdict that was found."""
    _check_words(given)
    survey = read_survey(given.survey)
    check(survey)
    library = Library.standard(given.standards_folder)
    on = day_of(given)
    names = chosen(given, library, survey, on)
    done = [Program(library.read(name)).assess(survey, on) for name in names]
    if given.explain and not any(given.explain in each.edition.clauses for each in done):
        known = [clause for each in done for clause in each.edition.clauses]
        raise Refused([Problem(given.explain, 0, f"no clause of {', '.join(names)}{nearest(given.explain, known)}")])
    PRINTERS[given.format](survey, done, given)
    found = {finding.verdict.value for each in done for finding in each.findings}
    return 1 if given.fail_on in found else 0


def _check_words(given: argparse.Namespace) -> None:
    """Raises Refused for words that do not go together: the page for whoever runs the house leaves nothing out."""
    if given.format == "html":
        words, why = {"--only": given.only, "--explain": given.explain}, "does not go with --format html, which shows everything"
    else:
        words, why = {"--departures": given.departures}, "goes only with --format html; 'fanlight works' takes departures too"
    wrong = [Problem(word, 0, why) for word, value in words.items() if value]
    if wrong:
        raise Refused(wrong)


def _wanted(done: Assessment, given: argparse.Namespace) -> list[Finding]:
    """The findings to print, the worst first; `--explain` keeps one clause, `--only` some verdicts."""
    findings = [each for each in done.findings if given.explain in (None, each.clause.id)]
    shown = given.only or (VERDICTS if given.explain else VERDICTS[:3])
    return sorted((each for each in findings if each.verdict.value in shown), key=lambda each: ORDER[each.verdict])


def print_json(survey: Survey, done: Sequence[Assessment], given: argparse.Namespace) -> None:
    """The documented shape; see docs/reference/assessment.schema.json."""
    whole = []
    for each in done:
        plain = reporting.assessment(each)
        plain["findings"] = [
            reporting.finding(finding, each)
            for finding in each.findings
            if given.explain in (None, finding.clause.id) and (given.only is None or finding.verdict.value in given.only)
        ]
        whole.append(plain)
    house = {"name": survey.name, "of": survey.of, "on": survey.on.isoformat() if survey.on else None, "by": survey.by or None}
    print(
        json.dumps({"shape": reporting.SHAPE, "fanlight": __version__, "survey": house, "assessments": whole}, indent=1, ensure_ascii=False)
    )


def print_csv(survey: Survey, done: Sequence[Assessment], given: argparse.Namespace) -> None:
    """One row for each finding."""
    writer = csv.DictWriter(sys.stdout, fieldnames=reporting.ROW, lineterminator="\n")
    writer.writeheader()
    for each in done:
        for row in reporting.rows(each):
            verdict = row["verdict"].replace(" ", "_")
            if given.explain in (None, row["clause"]) and (given.only is None or verdict in given.only):
                writer.writerow(row)


def print_html(survey: Survey, done: Sequence[Assessment], given: argparse.Namespace) -> None:
    """One page for whoever runs the house."""
    from fanlight.documents.report import report  # templates are loaded only where a page is asked for

    editions = {each.edition.id: each.edition for each in done}
    departures = read_departures(files.read(given.departures), editions, survey) if given.departures else []
    print(report(done, day_of(given), departures=departures), end="")


def print_text(survey: Survey, done: Sequence[Assessment], given: argparse.Namespace) -> None:
    """For people: what is not met first, then what cannot be told and what would settle it, then what is met."""
    print(f"{survey.of or survey.name}" + (f", surveyed {survey.on}" if survey.on else "") + (f" by {survey.by}" if survey.by else ""))
    for each in done:
        print()
        for line in summary(each):
            print(line)
        for group in grouped(_wanted(each, given)):
            print()
            for line in described(group, each):
                print(line)


def summary(done: Assessment) -> Iterator[str]:
    """The heading of one edition's findings: how many clauses have which verdict."""
    verdicts = Counter(done.verdicts().values())
    counts = ", ".join(f"{verdicts[verdict]} {verdict.words}" for verdict in Verdict)
    left = sum(1 for clause in done.edition.clauses.values() if clause.proof is None)
    yield f"== {done.edition.id}: {done.edition.title}"
    yield f"   {sum(verdicts.values())} clauses decided: {counts}." + (f" {left} are for people to decide." if left else "")


def grouped(findings: Sequence[Finding]) -> Iterator[list[Finding]]:
    """Findings of one clause and verdict, and the same measures or missing facts, taken together."""
    groups: dict[tuple[Anything, ...], list[Finding]] = {}
    for each in findings:
        alike = (each.clause.id, each.verdict, each.verdict is Verdict.NOT_MET and each.subject and each.subject.id)
        groups.setdefault(alike, []).append(each)
    yield from groups.values()


def described(group: Sequence[Finding], done: Assessment) -> Iterator[str]:
    """The lines about one group of findings."""
    first = group[0]
    clause = first.clause
    who = ", ".join(dict.fromkeys(each.subject.label for each in group if each.subject))
    yield f"{first.verdict.words.upper()}  {clause.id} ({clause.force.value}, paragraph {clause.paragraph})" + (f": {who}" if who else "")
    yield f"    {clause.says}"
    yield from _measures(group)
    yield from _rests_on(group, done)


def _measures(group: Sequence[Finding]) -> Iterator[str]:
    """What was measured and what is required; subjects of which the same is to be said stand together."""
    alike: dict[str, list[str]] = {}
    for each in group:
        for one in each.measures:
            if one.holds != (1, 1) or each.verdict is not Verdict.CANNOT_TELL:
                alike.setdefault(f"{one.what}: {reporting.in_words(one)}", []).append(each.subject.label if each.subject else "")
    for text, labels in alike.items():
        who = ", ".join(label for label in dict.fromkeys(labels) if label) if len(group) > 1 else ""
        yield f"    {who + ': ' if who else ''}{text}"


def _missing(group: Sequence[Finding]) -> str:
    """The facts that would settle a group, each once with the things it is missing of."""
    of: dict[str, list[str]] = {}
    for one in dict.fromkeys(one for each in group for one in each.missing):
        plain = reporting.missing(one)
        of.setdefault(plain["fact"], []).append(plain["of"] or "")
    parts = []
    for name, ids in of.items():
        listed = ", ".join(dict.fromkeys(each for each in ids if each))
        parts.append(f"{name} of {listed}" if listed else f"whether all {name.replace('_', ' ')} are listed")
    return "; ".join(parts)


def _rests_on(group: Sequence[Finding], done: Assessment) -> Iterator[str]:
    clause = group[0].clause
    if group[0].because:
        yield f"    because {group[0].because}"
    lacking = _missing(group)
    if lacking:
        yield f"    missing: {lacking}"
    for way, holds in group[0].alternatives:
        yield f"    another way: {way} ({reporting.truth(holds)})"
    for reading in clause.readings:
        yield f"    reading {reading}: {done.edition.readings[reading].in_use}"
    if group[0].verdict is Verdict.NOT_MET:
        relied = dict.fromkeys(_relied(reporting.relied(one, done.survey)) for each in group for one in each.relied_on)
        yield f"    relied on: {'; '.join(relied)}"
        if clause.remedy:
            yield f"    remedy: {clause.remedy}"


def _relied(plain: dict[str, Anything]) -> str:
    return f"{plain['fact']} of {plain['of']} = {plain.get('value')} ({plain.get('where')})"


PRINTERS = {"text": print_text, "json": print_json, "csv": print_csv, "html": print_html}
