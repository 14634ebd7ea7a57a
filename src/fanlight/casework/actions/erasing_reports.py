"""What is erased of reports of houses: how to reach whoever wrote, and what was written."""

import json
from collections import Counter
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from fanlight.casework.actions import erasing_marks as marks
from fanlight.casework.actions import house_reports
from fanlight.casework.actions.erasing_marks import Erased, Rows
from fanlight.casework.models import MARK, Case, Event, HouseReport, HouseReportEntry, HouseReportPhotograph, Reporter
from fanlight.casework.queries import retention, retention_reports
from fanlight.licensing.retention import Kind

WRITTEN = (house_reports.REPORTED, house_reports.PICTURE_KEPT)


@transaction.atomic
def erase(report: HouseReport, kind: Kind, *, at: datetime) -> Erased | None:
    """Erase a kind of personal data of a report, if that is due and nothing holds it; else None."""
    # Whoever puts a hold on a case locks it, and whoever works on a report locks that; the report first, as they do.
    held = HouseReport.objects.select_for_update(of=("self",)).select_related("council").get(pk=report.pk)
    _lock_cases(held)
    still = next((each for each in retention_reports.due(held.council, timezone.localdate(at), only=held) if each.kind is kind), None)
    if still is None or still.hold is not None:
        return None
    rows: Rows = Counter()
    numbers = _reporter(held, rows) if kind is Kind.REPORTERS else _report(held, rows, at)
    return marks.record(Erased(held.council, kind, None, dict(+rows), report=held), numbers, at)


def _lock_cases(report: HouseReport) -> None:
    """Let nobody put a hold on what the report is linked to until it is erased."""
    linked = Case.objects.filter(house_reports__report=report).distinct()
    own = {each.pk for case in linked for each in retention.family(retention.beginning(case))}
    list(Case.objects.select_for_update(of=("self",)).filter(pk__in=own).order_by("pk"))


def _reporter(report: HouseReport, rows: Rows) -> list[int]:
    rows[marks.name(Reporter)] += Reporter.objects.filter(report=report).delete()[0]
    return []


def _report(report: HouseReport, rows: Rows, at: datetime) -> list[int]:
    """The words and the address as they were written, photographs, what officers wrote, and the message that it came."""
    marks.change(HouseReport, Q(pk=report.pk), rows, words=MARK, address=MARK)
    marks.mark(HouseReportEntry, Q(report=report), rows)
    marks.files(HouseReportPhotograph.objects.filter(report=report), rows, at)
    marks.messages(Q(council=report.council, key=house_reports.key_of(report)), rows)
    told = Event.objects.filter(council=report.council, kind__in=WRITTEN, at=report.at).exclude(about=MARK).order_by("number")
    return marks.events(told, lambda event: json.loads(event.about)["report"] == report.pk, rows)
