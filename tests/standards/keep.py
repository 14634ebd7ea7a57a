"""Keep what each edition finds in the kept houses. Run on purpose, after a correction of an edition: python -m tests.standards.keep

What is kept is the verdict of each clause that applies to a house of `kept/` as surveyed, and each verdict that changes when the house is
taken to be of another category that a council may put it in.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from fanlight.assessment.asking import answered
from fanlight.assessment.assess import Program
from fanlight.assessment.consistency import check
from fanlight.assessment.finding import Fact, Verdict
from fanlight.facts.kinds import Choice
from fanlight.facts.survey import Survey
from fanlight.facts.survey_file import read_survey
from fanlight.facts.vocabulary import fact
from fanlight.standards.edition import Edition
from tests.standards.shipped import EDITIONS, HERE, edition

KEPT = HERE / "kept"
ON = date(2020, 3, 2)
CATEGORY = Fact("house", "house", "category_a_to_f")


def houses() -> Iterator[tuple[str, Survey]]:
    """Every kept house by name, as surveyed and under each other category."""
    category = fact(CATEGORY.path)
    assert isinstance(category, Choice)
    for path in sorted(KEPT.glob("*.yaml")):
        survey = read_survey(path)
        check(survey)
        yield path.stem, survey
        own = survey.things["house"][0].values[CATEGORY.name].text
        for option in category.options:
            if option != own:
                other = answered(survey, [CATEGORY], option, (category.mask(option),) * 2)
                yield f"{path.stem} as {option}", replace(other, name=path.stem)


def findings(read: Edition) -> dict[str, dict[str, str]]:
    """The verdicts by house and clause: all that apply to a house as surveyed, and those that another category changes."""
    program = Program(read)
    found: dict[str, dict[str, str]] = {}
    usual: dict[str, Verdict] = {}
    for name, survey in houses():
        verdicts = program.assess(survey, ON).verdicts()
        if " as " not in name:
            usual = dict.fromkeys(verdicts, Verdict.DOES_NOT_APPLY)
        found[name] = {clause: verdict.value for clause, verdict in verdicts.items() if verdict is not usual[clause]}
        if " as " not in name:
            usual = verdicts
    return found


def kept_file(name: str) -> Path:
    """Where the findings of an edition are kept."""
    return KEPT / f"{name.replace('/', '-')}.json"


if __name__ == "__main__":
    for each in EDITIONS:
        kept_file(each).write_text(json.dumps(findings(edition(each)), indent=1, sort_keys=True) + "\n", encoding="utf-8")
        print(f"kept {kept_file(each).name}")
