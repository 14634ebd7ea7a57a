"""What of reports of houses is due to be erased: how to reach whoever wrote, and what was written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef
from django.utils import timezone

from fanlight.casework.models import Case, Council, Erasure, HouseReport, LegalHold, Reporter, RetentionPeriod
from fanlight.casework.queries import retention as queries
from fanlight.licensing import retention
from fanlight.licensing.retention import Kind


@dataclass(frozen=True, slots=True)
class DueReport:
    """Personal data of one kind in one report: since when its time runs, when it is to be erased, and the hold that keeps it, if any."""

    kind: Kind
    report: HouseReport
    since: date
    on: date
    hold: LegalHold | None

    @property
    def named(self) -> str:
        """What it is personal data of, as people call it."""
        return f"report {self.report.pk}"


def due(council: Council, on: date, only: HouseReport | None = None) -> list[DueReport]:
    """What of the council's reports, or of one of them, is to be erased by a day, the longest due first; what a hold keeps is among it."""
    standing = queries.open_holds(council)
    found = [
        DueReport(kind, report, since, day, hold_of(report, standing))
        for kind, report, since, day in (*_reporters(council, only), *_reports(council, only))
        if day <= on
    ]
    return sorted(found, key=lambda each: (each.on, each.report.pk, each.kind))


def reporter_due(report: HouseReport) -> date:
    """The day on which nobody knows any more who sent a report."""
    return _reporter_due(report, _choices(report.council))


def once_closed(council: Council) -> int | None:
    """For how many months after the closing of a report sent now the council can reach its reporter; None where it chose none."""
    return _chosen_at(_choices(council), None)


def hold_of(report: HouseReport, standing: Mapping[int, LegalHold]) -> LegalHold | None:
    """The hold that keeps a report: on a case it was linked to, or on anything that belongs to the same licence."""
    if not standing:
        return None
    linked = Case.objects.filter(house_reports__report=report).distinct()
    return next((held for case in linked if (held := queries.hold_of(queries.family(queries.beginning(case)), standing))), None)


def of_report(report: HouseReport) -> Sequence[Erasure]:
    """What was erased of a report."""
    return list(Erasure.objects.filter(report=report).order_by("id"))


def _reporters(council: Council, only: HouseReport | None) -> Iterator[tuple[Kind, HouseReport, date, date]]:
    choices = _choices(council)
    rows = Reporter.objects.filter(report__council=council, **({"report": only} if only else {}))
    for each in rows.select_related("report__council").order_by("report"):
        day = _reporter_due(each.report, choices)
        is_by_year = day == timezone.localdate(each.report.at) + retention.REPORTER_MOST
        since = each.report.at if is_by_year or each.report.closed_at is None else each.report.closed_at
        yield Kind.REPORTERS, each.report, timezone.localdate(since), day


def _reporter_due(report: HouseReport, choices: Sequence[RetentionPeriod]) -> date:
    """By what the council had chosen when the report was sent, which its reporter was told, or by what it chose since if that is less."""
    closed = timezone.localdate(report.closed_at) if report.closed_at else None
    periods = (_chosen_at(choices, report.at), _chosen_at(choices, None))
    return retention.reporter_due(timezone.localdate(report.at), closed, periods)


def _choices(council: Council) -> Sequence[RetentionPeriod]:
    return list(RetentionPeriod.objects.filter(council=council, kind=Kind.REPORTERS).order_by("id"))


def _chosen_at(choices: Sequence[RetentionPeriod], at: datetime | None) -> int | None:
    """What counted at an instant; None asks for now."""
    return next((each.months for each in reversed(choices) if at is None or each.at <= at), None)


def _reports(council: Council, only: HouseReport | None) -> Iterator[tuple[Kind, HouseReport, date, date]]:
    row = queries.chosen(council).get(Kind.REPORTS)
    if row is None:
        return
    rows = HouseReport.objects.filter(council=council, closed_at__isnull=False, **({"pk": only.pk} if only else {}))
    gone = Erasure.objects.filter(report=OuterRef("pk"), kind=Kind.REPORTS)
    for each in rows.exclude(Exists(gone)).select_related("council").order_by("pk"):
        assert each.closed_at is not None
        since = timezone.localdate(each.closed_at)
        yield Kind.REPORTS, each, since, retention.due_on(since, row.months or 0)
