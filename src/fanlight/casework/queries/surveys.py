"""Reading the surveys kept of a house in a case: what was handed in, and what was observed since."""

import json
from collections.abc import Mapping
from typing import Any

from fanlight.casework import parties
from fanlight.casework.models import Case, SurveyKept
from fanlight.casework.particulars import FORM

VISIT = "inspection"


def handed_in(case: Case) -> SurveyKept | None:
    """The form of the application as it was handed in last."""
    return _last(case, FORM)


def observed(case: Case) -> SurveyKept | None:
    """What an officer observed at the last visit."""
    return _last(case, VISIT)


def document(kept: SurveyKept) -> Mapping[str, Any]:
    """A survey as plain data."""
    found: Mapping[str, Any] = json.loads(kept.document)
    return found


def _last(case: Case, depth: str) -> SurveyKept | None:
    held = SurveyKept.objects.filter(case__in={case.pk, parties.home(case).pk}, depth=depth)
    return held.select_related("by").order_by("-at", "-number").first()
