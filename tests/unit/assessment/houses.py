"""Small houses and small editions written for one test of the assessment."""

import json
from datetime import date
from pathlib import Path

from fanlight.assessment.assess import Program
from fanlight.assessment.finding import Assessment, Finding
from fanlight.facts.files import read_text
from fanlight.facts.survey import Survey
from fanlight.facts.survey_file import from_written
from tests.unit.standards.pages import read

ROOT = Path(__file__).resolve().parents[3]
SCHEMA = json.loads((ROOT / "docs" / "reference" / "assessment.schema.json").read_text(encoding="utf-8"))
HEAD = """clauses:
- clause: 1.1/a
  encoded: asked
  force: must
  says: S.
"""


def house(text: str = "", *, complete: str = "all") -> Survey:
    """A survey written as YAML; all its lists are complete unless said otherwise."""
    return from_written(read_text(f"complete: {complete}\n{text}", "house.yaml"), "house")


def clause(lines: str, *, name: str = "1.1/a", head: bool = True) -> str:
    """A page of one clause, asked and a must; lines that repeat those keys replace them."""
    given = {line.partition(":")[0].strip() for line in lines.splitlines()}
    kept = [line for line in HEAD.replace("1.1/a", name).splitlines() if line.partition(":")[0].strip(" -") not in given]
    return "\n".join([*(kept if head else kept[1:]), *(f"  {line}" for line in lines.splitlines())]) + "\n"


def assess(page: str, survey: Survey, on: date | None = None) -> Assessment:
    """The assessment of a house against the edition of a page."""
    return Program(read(page)).assess(survey, on)


def finding(lines: str, text: str = "", *, complete: str = "all", on: date | None = None) -> Finding:
    """The one finding of one clause on one house."""
    [found] = assess(clause(lines), house(text, complete=complete), on).findings
    return found


def facts(found: Finding) -> tuple[list[str], list[str]]:
    """What a finding rests on, and what it lacks: `fact of thing`, in the order of their names."""
    relied = sorted(f"{one.path} of {one.id}" for one in found.relied_on)
    return relied, sorted(f"{one.path} of {one.id}" for one in found.missing)
