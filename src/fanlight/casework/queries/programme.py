"""The inspection programme of a council: what is recorded of each house, gathered in a few questions, and planned house by house."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import Count, F, Max, Min, Q
from django.utils import timezone

from fanlight.casework import entered, fees, particulars
from fanlight.casework.models import AssessmentKept, Case, Condition, Council, FireRecord, Inspection, Licence
from fanlight.licensing import deadlines, inspection_programme
from fanlight.licensing.inspection_programme import House, Planned
from fanlight.licensing.law import Law

REPORTS = ("fire-referral-to-council", "fire-findings")
"""What counts as a report about a house: what the fire authority referred or found."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A house of the programme: the case to book from, where it is, its licence until when, and by when it is to be seen and why."""

    house: int
    reference: str
    address: str
    postcode: str
    licence_until: date | None
    last_visit_on: date | None
    booked_at: datetime | None
    planned: Planned


def visits(council: Council, on: date) -> tuple[Visit, ...]:
    """Every house of the programme, the first due first: those with a licence, and those with a case that is open. Raises Refused."""
    # Whatever is done is an event of the council, so the last event says whether anything has changed since this was worked out.
    last = Council.objects.values_list("last_digest", flat=True).get(pk=council.pk)
    return worked_out(council.pk, council.slug, on, last, fees.folders())


@lru_cache(maxsize=4)
def worked_out(council: int, slug: str, on: date, last: str, folders: Any) -> tuple[Visit, ...]:
    """The programme as it stood after a certain event of the council. Raises Refused."""
    rules = Law({**deadlines.councils().rules, **particulars.own_rules(folders).rules})
    by = inspection_programme.weights(slug, on, rules)
    known = _known(council, on)
    found = []
    for number, row in _houses(council).items():
        told = known(number, row)
        planned = inspection_programme.plan(told, on=on, by=by)
        place = (row["reference"], row["address"], row["postcode"])
        found.append(Visit(number, *place, told.licence_until, told.last_visit_on, known.booked.get(number), planned))
    return tuple(sorted(found, key=lambda each: (each.planned.due_on, -each.planned.points, each.house)))


def _houses(council: int) -> dict[int, dict[str, Any]]:
    """One row a house with an open case: that of its licence where it has one, else the oldest that is open."""
    rows = Case.objects.filter(council=council, is_ended=False).order_by("-id")
    held = rows.values("house", "table", "reference", "opened_at", address=F("house__address"), postcode=F("house__postcode"))
    found: dict[int, dict[str, Any]] = {}
    for row in held:
        if row["house"] not in found or found[row["house"]]["table"] != "licence":
            found[row["house"]] = dict(row)
    return found


@dataclass(frozen=True, slots=True)
class Known:
    """What is recorded of the houses of a council, by house."""

    licences: Mapping[int, Mapping[str, Any]]
    seen: Mapping[int, datetime]
    booked: Mapping[int, datetime]
    counts: Mapping[int, Mapping[str, int]]
    reports: Mapping[int, int]
    overdue: Mapping[str, int]

    def __call__(self, number: int, row: Mapping[str, Any]) -> House:
        """One house as the programme sees it."""
        licence = self.licences.get(number)
        applied_at = licence["applied_at"] if licence else row["opened_at"] if row["table"] == "application" else None
        known_at = applied_at or row["opened_at"]
        risks = inspection_programme.as_risks(
            self.counts.get(number, {}), persons=licence["persons"] if licence else None, reports=self.reports.get(number, 0),
            overdue_conditions=self.overdue.get(licence["holder"], 0) if licence else None,
        )  # fmt: skip
        return House(
            known_on=timezone.localdate(known_at), applied_on=timezone.localdate(applied_at) if applied_at else None,
            licensed_on=licence["from_on"] if licence else None, licence_until=licence["until_on"] if licence else None,
            last_visit_on=timezone.localdate(self.seen[number]) if number in self.seen else None, risks=risks,
        )  # fmt: skip


def _known(council: int, on: date) -> Known:
    held = Licence.objects.filter(council=council, case__is_ended=False, current__isnull=False)
    terms = {"persons": F("current__persons"), "holder": F("current__holder"), "applied_at": F("application__opened_at")}
    rows = held.order_by("current").values("house", "from_on", "until_on", licence=F("pk"), **terms)
    licences = {row["house"]: row for row in rows}
    visited = Inspection.objects.filter(case__council=council, cancelled_at=None).values(number=F("case__house"))
    seen = dict(visited.filter(done_at__isnull=False).annotate(last=Max("at")).values_list("number", "last"))
    booked = dict(visited.filter(done_at=None).annotate(first=Min("at")).values_list("number", "first"))
    return Known(licences, seen, booked, _counts(council), _reports(council, seen), _overdue(licences, council, on))


def _counts(council: int) -> dict[int, dict[str, int]]:
    """What the last assessment of each house counted."""
    last = AssessmentKept.objects.filter(case__council=council).values("case__house").annotate(last=Max("id")).values("last")
    return dict(AssessmentKept.objects.filter(id__in=last).values_list("case__house", "counts"))


def _reports(council: int, seen: Mapping[int, datetime]) -> Counter[int]:
    """How many reports came about each house since it was last visited."""
    rows = FireRecord.objects.filter(council=council, table__in=REPORTS).values_list("house", "opened_at")
    return Counter(house for house, at in rows if house not in seen or at > seen[house])


def _overdue(licences: Mapping[int, Mapping[str, Any]], council: int, on: date) -> dict[str, int]:
    """How many conditions are overdue in all the licences of each holder."""
    late = Condition.objects.filter(entered.COUNTS, licence__council=council, met_on=None, due_on__lt=on)
    each = dict(late.values("licence").annotate(late=Count("id", filter=Q(licence__case__is_ended=False))).values_list("licence", "late"))
    found: dict[str, int] = defaultdict(int)
    for row in licences.values():
        found[row["holder"]] += each.get(row["licence"], 0)
    return found
