"""What is recorded of the houses of a council that counts for their risk and their visits, gathered in a few questions."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, Max, Min, Q

from fanlight.casework import access, entered
from fanlight.casework.models import AssessmentKept, Case, Condition, FireRecord, HouseKnown, HouseReport, Inspection, Licence
from fanlight.licensing.inspection_programme import most

FROM_FIRE = ("fire-referral-to-council", "fire-findings")
"""What counts as a report about a house, beside what the public reported: what the fire authority referred or found."""
NOT_COUNTED = ("duplicate", "elsewhere")
"""Why a report was closed that then counts no more: it said what another said, or was about no house of this council."""


@dataclass(slots=True)
class Said:
    """What was reported of one house: how often since it was last visited, how often of danger, and the most that was ever suspected."""

    reports: int = 0
    dangers: int = 0
    persons: int | None = None
    storeys: int | None = None


class Held(NamedTuple):
    """The licence of a house, and how many of its conditions are overdue."""

    from_on: date
    until_on: date
    applied_at: datetime | None
    persons: int | None
    holder: str
    overdue: int


class Opened(NamedTuple):
    """The case to book a visit from, that of the licence or else the oldest that is open, and where the house is."""

    table: str
    reference: str
    opened_at: datetime
    address: str
    postcode: str


class Recorded(NamedTuple):
    """What is recorded of one house. `overdue` are the conditions overdue in all licences of its holder, None where nobody is known."""

    case: Opened | None = None
    licence: Held | None = None
    is_applied: bool = False
    seen_at: datetime | None = None
    booked_at: datetime | None = None
    counts: Mapping[str, int] = {}
    said: Said = Said()
    overdue: int | None = None


def recorded(council: int, on: date, houses: Collection[int] | None) -> dict[int, Recorded]:
    """What is recorded by house, of some houses or (None) of all; but for `overdue`, which other houses count in."""
    at = Q(council=council) if houses is None else Q(council=council, house__in=houses)
    of_case = Q(case__council=council) if houses is None else Q(case__council=council, case__house__in=houses)
    visited = Inspection.objects.filter(of_case, cancelled_at=None).values("case__house").order_by()
    seen = dict(visited.filter(done_at__isnull=False).annotate(last=Max("at")).values_list("case__house", "last"))
    booked = dict(visited.filter(done_at=None).annotate(first=Min("at")).values_list("case__house", "first"))
    asked = Case.objects.filter(at, access.of_open(), table="application")
    cases, licences, applied = _cases(at), _licences(at, on), set(asked.values_list("house", flat=True))
    counts, said, none = _counts(of_case), _said(council, houses, seen), Said()
    return {
        number: Recorded(
            cases.get(number), licences.get(number), number in applied, seen.get(number), booked.get(number),
            counts.get(number, {}), said.get(number, none),
        )
        for number in {*cases, *licences, *seen, *booked, *counts, *said}
    }  # fmt: skip


def _cases(at: Q) -> dict[int, Opened]:
    rows = Case.objects.filter(at, access.of_open()).order_by("-id")
    found: dict[int, Opened] = {}
    for number, *told in rows.values_list("house", "table", "reference", "opened_at", "house__address", "house__postcode"):
        if number not in found or found[number].table != "licence":
            found[number] = Opened._make(told)
    return found


def _licences(at: Q, on: date) -> dict[int, Held]:
    held = Licence.objects.filter(at, case__is_ended=False, current__isnull=False)
    due = Condition.objects.filter(entered.COUNTS, licence__in=held, met_on=None, due_on__lt=on)
    late = dict(due.values_list("licence").annotate(late=Count("id")).order_by())
    told = ("house", "pk", "from_on", "until_on", "application__opened_at", "current__persons", "current__holder")
    rows = held.order_by("current").values_list(*told)
    return {number: Held._make((*terms, late.get(licence, 0))) for number, licence, *terms in rows}


def _counts(of_case: Q) -> dict[int, Mapping[str, int]]:
    """What the last assessment of each house counted."""
    last = AssessmentKept.objects.filter(of_case).values("case__house").annotate(last=Max("id")).values("last")
    return dict(AssessmentKept.objects.filter(id__in=last).values_list("case__house", "counts"))


def _said(council: int, houses: Collection[int] | None, seen: Mapping[int, datetime]) -> dict[int, Said]:
    """What the fire authority and the public reported of each house, and what else is suspected of it."""
    found: dict[int, Said] = defaultdict(Said)
    at = Q() if houses is None else Q(house__in=houses)
    from_fire = FireRecord.objects.filter(at, council=council, table__in=FROM_FIRE).values_list("house", "opened_at")
    for house, count in Counter(house for house, at in from_fire if house not in seen or at > seen[house]).items():
        found[house].reports = count
    told = HouseReport.objects.filter(at, council=council, house__isnull=False).exclude(closed_because__in=NOT_COUNTED)
    for house, at_, is_danger, persons, storeys in told.values_list("house", "at", "is_danger", "persons", "storeys"):
        if house not in seen or at_ > seen[house]:
            found[house].reports += 1
            found[house].dangers += is_danger
        _add(found[house], persons, storeys)
    for house, persons, storeys in HouseKnown.objects.filter(at, house__council=council).values_list("house", "persons", "storeys"):
        _add(found[house], persons, storeys)
    return found


def _add(said: Said, persons: int | None, storeys: int | None) -> None:
    said.persons, said.storeys = most(said.persons, persons), most(said.storeys, storeys)


def with_overdue(rows: Mapping[int, Recorded], old: Mapping[int, Recorded]) -> dict[int, Recorded]:
    """The rows with what is overdue at all houses of each holder; the very same row as before where nothing changed."""
    late: Counter[str] = Counter()
    for row in rows.values():
        if row.licence and row.licence.holder:
            late[row.licence.holder] += row.licence.overdue
    found = {}
    for number, row in rows.items():
        overdue = late[row.licence.holder] if row.licence and row.licence.holder else None
        made = row if row.overdue == overdue else row._replace(overdue=overdue)
        found[number] = old[number] if old.get(number) == made else made
    return found
