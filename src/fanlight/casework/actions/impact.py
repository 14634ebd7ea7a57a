"""Working out what a loaded edition would change for the licensed houses of its council, a few at a time, each kept once."""

from collections.abc import Iterator
from datetime import date, datetime
from time import monotonic

from django.db import transaction
from django.utils import timezone

from fanlight.assessment.weighing import Weighing
from fanlight.casework import access, weighed
from fanlight.casework.access import Permission
from fanlight.casework.acting import Actor
from fanlight.casework.models import EditionLoaded, ImpactOfHouse, SurveyKept
from fanlight.casework.weighed import Surveyed
from fanlight.facts.files import Refused
from fanlight.facts.survey_file import read_survey_text

AT_ONCE = 100


def work_out(row: EditionLoaded, *, by: Actor, at: datetime, seconds: float) -> int:
    """Work out the impact on houses that wait, for so many seconds at most; how many are left. Raises NotPermitted, NoEdition, Refused."""
    access.check_permitted(by, Permission.SET_STANDARD)
    if by.council is None or row.council_id != by.council.pk:
        raise access.NotPermitted("this edition is not theirs to weigh")
    return let_work(row, timezone.localdate(at), seconds=seconds)


def let_work(row: EditionLoaded, on: date, *, seconds: float) -> int:
    """As `work_out`, for the command that does it overnight."""
    end, left = monotonic() + seconds, weighed.waiting(row, on)
    weighing, against = weighed.weighing(row, on), weighed.key(*weighed.against(row, on))
    for start in range(0, len(left), AT_ONCE):
        made = list(_found(row, left[start : start + AT_ONCE], weighing, end))
        with transaction.atomic():
            rows = [ImpactOfHouse(loaded=row, against=against, **each) for each in made]
            ImpactOfHouse.objects.bulk_create(rows, ignore_conflicts=True)
        if monotonic() > end:
            return len(left) - start - len(made)
    return 0


def _found(row: EditionLoaded, block: list[Surveyed], weighing: Weighing, end: float) -> Iterator[dict[str, object]]:
    documents = dict(SurveyKept.objects.filter(pk__in=[each.survey for each in block]).values_list("pk", "document"))
    for each in block:
        assert each.survey is not None
        found: dict[str, object] = {"licence": each.licence, "survey_id": each.survey}
        try:
            yield found | {"found": weighing.changes(read_survey_text(documents[each.survey], "the survey"))}
        except Refused as refused:
            yield found | {"fault": str(refused)[:2000]}
        if monotonic() > end:
            return
