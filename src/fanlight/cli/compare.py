"""`fanlight compare`: one house under several councils or editions side by side, where each stops and why."""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any as Anything

from fanlight.assessment import reporting
from fanlight.assessment.assess import Program
from fanlight.assessment.consistency import check
from fanlight.assessment.finding import Assessment, Finding, Verdict
from fanlight.cli.choosing import add_dates, day_of, in_force
from fanlight.facts.survey_file import read_survey
from fanlight.standards.library import Library


def add(commands: "argparse._SubParsersAction[Anything]") -> None:
    """Add the words of this command."""
    command = commands.add_parser("compare", help="one house under several councils or editions")
    command.add_argument("survey", type=Path, metavar="SURVEY")
    add_dates(command)
    command.add_argument("--format", choices=("text", "json"), default="text")
    command.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Assess under each edition and print them side by side."""
    survey = read_survey(given.survey)
    check(survey)
    library = Library.standard(given.standards_folder)
    on = day_of(given)
    names = [library.named(name, on) for name in given.standard] if given.standard else in_force(library, on)
    done = [Program(library.read(name)).assess(survey, on) for name in names]
    if given.format == "json":
        print(json.dumps({"shape": "fanlight-comparison/1", "editions": [as_data(each) for each in done]}, indent=1, ensure_ascii=False))
    else:
        print("\n".join(as_text(done)))
    return 0


def as_data(done: Assessment) -> dict[str, Anything]:
    """One column: its counts and what is not met."""
    verdicts = Counter(done.verdicts().values())
    return {
        "edition": done.edition.id,
        "counts": {verdict.value: verdicts[verdict] for verdict in Verdict},
        "not_met": [reporting.finding(each, done) for each in done.findings if each.verdict is Verdict.NOT_MET],
    }


def as_text(done: Sequence[Assessment]) -> Iterator[str]:
    """A table of counts, then, fact by fact, what each edition asks of what was measured, and where each stops."""
    width = max(len(each.edition.id) for each in done)
    yield " " * width + "".join(f"  {verdict.words:>14}" for verdict in Verdict)
    for each in done:
        verdicts = Counter(each.verdicts().values())
        yield f"{each.edition.id:<{width}}" + "".join(f"  {verdicts[verdict]:>14}" for verdict in Verdict)
    yield ""
    yield from _side_by_side(done, width)
    for each in done:
        failed = [finding for finding in each.findings if finding.verdict is Verdict.NOT_MET]
        yield ""
        yield f"{each.edition.id} stops at {len(failed)} findings" + (":" if failed else " of those that can be told.")
        for finding in failed:
            yield f"  {finding.clause.id} ({finding.clause.force.value}){_who(finding)}: {finding.clause.says}{_figures(finding)}"


def _who(finding: Finding) -> str:
    return f", {finding.subject.label}" if finding.subject else ""


def _figures(finding: Finding) -> str:
    parts = [reporting.in_words(one) for one in finding.measures if one.holds != (1, 1)]
    return f" [{'; '.join(parts)}]" if parts else ""


def _side_by_side(done: Sequence[Assessment], width: int) -> Iterator[str]:
    """Each thing measured that at least two editions set a limit on: what was measured, and the limit of each."""
    asked: dict[tuple[str, str], dict[str, list[Finding]]] = {}
    for each in done:
        for finding in each.findings:
            if finding.measures and finding.subject and not finding.subject.phantom and finding.verdict is not Verdict.DOES_NOT_APPLY:
                key = (finding.subject.label, finding.measures[0].what)
                asked.setdefault(key, {}).setdefault(each.edition.id, []).append(finding)
    for (label, what), editions in asked.items():
        if len(editions) < 2:
            continue
        yield f"{label}: {what}"
        for edition, findings in editions.items():
            for finding in findings:
                yield f"  {edition:<{width}}  {finding.verdict.words:<11}  {reporting.in_words(finding.measures[0])} ({finding.clause.id})"
