"""Reading reports of houses: a council's list, one of them, and what whoever follows one by its number is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from fanlight.casework import access
from fanlight.casework.acting import Actor
from fanlight.casework.models import MARK, Council, HouseReport, HouseReportEntry, HouseReportPhotograph, Reporter
from fanlight.casework.queries import house_risks, uploads
from fanlight.casework.queries.uploads import Handed
from fanlight.licensing.inspection_programme import Scored

PAGE = 50
OPEN, UNMATCHED, DANGER, CLOSED, ALL = "open", "unmatched", "danger", "closed", "all"
BY_RISK, BY_DAY = "risk", "day"


@dataclass(frozen=True, slots=True)
class Shown:
    """A report in a list, with the score of its house."""

    report: HouseReport
    scored: Scored


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which reports: open, not matched to a house, of danger, closed or all; of a ward; by score or by day. `page` from 1, 0 for all."""

    shown: str = OPEN
    ward: str = ""
    order: str = BY_RISK
    page: int = 1


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of reports, how many there are, and the number of the last page."""

    reports: Sequence[Shown]
    count: int
    page: int
    last_page: int


@dataclass(frozen=True, slots=True)
class Followed:
    """What whoever reported is told: the council, the day it came, and what was done on which day. Nothing of the house or of anybody."""

    council: Council
    received_at: datetime
    done: tuple[tuple[datetime, str, str], ...]
    closed_because: str


CHOSEN: dict[str, Q] = {
    OPEN: Q(closed_at=None),
    UNMATCHED: Q(closed_at=None, house=None),
    DANGER: Q(closed_at=None, is_danger=True),
    CLOSED: Q(closed_at__isnull=False),
    ALL: Q(),
}


def listed(council: Council, wanted: Wanted, on: date) -> Listed:
    """The reports of a council: of danger first while they are open, then by score or by day."""
    held = HouseReport.objects.filter(CHOSEN.get(wanted.shown, CHOSEN[OPEN]), council=council).select_related("house")
    if wanted.ward:
        held = held.filter(house__ward=wanted.ward)
    scores = house_risks.of_council(council, on)
    shown = [Shown(each, scores.of_report(each)) for each in held]
    shown.sort(key=lambda each: _place(each, wanted.order))
    last = max(1, -(-len(shown) // PAGE))
    page = min(wanted.page, last)
    return Listed(shown[(page - 1) * PAGE : page * PAGE] if page else shown, len(shown), page, last)


def _place(each: Shown, order: str) -> tuple[bool, bool, int, int]:
    is_open = each.report.closed_at is None
    return not is_open, not each.report.is_danger, -each.scored.points if order == BY_RISK else 0, each.report.pk


def waiting(council: Council) -> dict[str, int]:
    """How many reports there are of each sort of list."""
    return HouseReport.objects.filter(council=council).aggregate(**{name: Count("id", filter=which) for name, which in CHOSEN.items()})


def get(actor: Actor, number: int) -> HouseReport | None:
    """A report by its number for somebody of its council; None where it is not theirs to see."""
    if actor.council is None or not access.is_permitted(actor, access.Permission.SEE_CASES):
        return None
    held = HouseReport.objects.filter(council=actor.council, pk=number)
    return held.select_related("house", "house__council", "council").first()


def reporter(actor: Actor, report: HouseReport) -> Reporter | None:
    """How whoever reported can be reached, for who works on the reports of that council; None where nothing is kept."""
    if actor.council is None or actor.council.pk != report.council_id or not access.is_permitted(actor, access.Permission.WORK_CASES):
        return None
    return Reporter.objects.filter(report=report).first()


def entries(report: HouseReport) -> QuerySet[HouseReportEntry]:
    """What was done about a report, in order."""
    return HouseReportEntry.objects.filter(report=report).select_related("by", "case").order_by("number")


def photographs(report: HouseReport) -> QuerySet[HouseReportPhotograph]:
    """The photographs that came with a report, but for those that were erased."""
    return HouseReportPhotograph.objects.filter(report=report, erased_at=None).order_by("pk")


def hand_out(actor: Actor, report: HouseReport, number: int) -> Handed | None:
    """A photograph of a report, for whoever may see the report; None where there is none. Raises FileLost."""
    found = photographs(report).filter(pk=number).first() if get(actor, report.pk) else None
    return uploads.handed(found) if found else None


def followed(digest: str) -> Followed | None:
    """The report that is followed by the number with a digest; None where there is none."""
    held = HouseReport.objects.filter(followed_by=digest).select_related("council").first()
    if held is None:
        return None
    done = tuple((each.at, each.kind, "" if each.told == MARK else each.told) for each in entries(held))
    return Followed(held.council, held.at, done, held.closed_because)
