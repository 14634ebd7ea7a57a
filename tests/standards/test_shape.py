"""What `assess --format json` prints of the shipped editions has the documented shape, whatever the house."""

import json

import jsonschema
import pytest

from fanlight.assessment import reporting
from fanlight.assessment.assess import Program
from fanlight.facts.survey import Survey
from tests.standards.keep import ON, houses
from tests.standards.shipped import EDITIONS, ROOT, edition

SCHEMA = json.loads((ROOT / "docs" / "reference" / "assessment.schema.json").read_text(encoding="utf-8"))
ONE = jsonschema.Draft202012Validator(
    {**SCHEMA["$defs"]["assessment"], "$defs": SCHEMA["$defs"]}, format_checker=jsonschema.FormatChecker()
)


@pytest.mark.parametrize("name", EDITIONS)
def test_real_assessments_have_the_documented_shape(name: str) -> None:
    program = Program(edition(name))
    kept = [survey for house, survey in houses() if house in ("half-observed", "shared-house")]
    for survey in (*kept, Survey("", "nothing", {})):
        plain = reporting.assessment(program.assess(survey, ON))
        assert [error.message for error in ONE.iter_errors(json.loads(json.dumps(plain)))] == []
