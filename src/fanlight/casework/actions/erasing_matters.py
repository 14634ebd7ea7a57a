"""What is erased of a matter between the council and its fire authority: what was said, and its papers."""

import json
from collections import Counter
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from fanlight.casework import holding
from fanlight.casework.actions import erasing_marks as marks
from fanlight.casework.actions.erasing_marks import Erased, Rows
from fanlight.casework.models import MARK, Case, Event, FireEntry, FirePaper, FireRecord
from fanlight.casework.queries import retention_matters
from fanlight.licensing.retention import Kind

PAPER_GIVEN = "fire authority paper given"


@transaction.atomic
def erase(matter: FireRecord, *, at: datetime) -> Erased | None:
    """Erase what was said in a matter, if that is due and nothing holds it; else None."""
    # The matter before its cases, as everybody else locks them; whoever puts a hold on a case locks that.
    held = holding.matter(matter.pk)
    theirs = Q(pk__in=[each.pk for each in retention_matters.belonging(held)]) if held.case else Q(house=held.house)
    list(Case.objects.select_for_update(of=("self",)).filter(theirs).order_by("pk"))
    still = next(iter(retention_matters.due(held.council, timezone.localdate(at), only=held)), None)
    if still is None or still.hold is not None:
        return None
    rows: Rows = Counter()
    entries, papers = (list(model._default_manager.filter(record=held).values_list("pk", flat=True)) for model in (FireEntry, FirePaper))
    marks.mark(FireEntry, Q(record=held), rows)
    marks.files(FirePaper.objects.filter(record=held), rows, at)
    marks.messages(Q(key__in=[*(f"fire entry {each}" for each in entries), *(f"fire paper {each}" for each in papers)]), rows)
    told = Event.objects.filter(council=held.council, kind=PAPER_GIVEN).exclude(about=MARK).order_by("number")
    numbers = marks.events(told, lambda event: json.loads(event.about)["matter"] == held.pk, rows)
    return marks.record(Erased(held.council, Kind.FIRE, None, dict(+rows), matter=held), numbers, at)
