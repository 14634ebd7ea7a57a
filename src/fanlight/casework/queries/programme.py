"""The inspection programme of a council: what is recorded of each house, and planned house by house."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from django.utils import timezone

from fanlight.casework.models import Council
from fanlight.casework.queries import house_risks
from fanlight.casework.queries.house_risks import Known
from fanlight.casework.queries.houses_recorded import Opened, Recorded
from fanlight.casework.queries.keeping import Kept
from fanlight.licensing import inspection_programme
from fanlight.licensing.inspection_programme import House, Planned, Risks


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


Visits = Mapping[int, tuple[Recorded, Visit]]
"""The visit of each house, with the row that it was planned from."""


@dataclass(frozen=True, slots=True)
class Programme:
    """The programme as it was worked out from what was known."""

    known: Known
    by_house: Visits
    visits: tuple[Visit, ...]


KEPT: Kept[Programme] = Kept()


def visits(council: Council, on: date) -> tuple[Visit, ...]:
    """Every house of the programme, the first due first: those with a licence, and those with a case that is open. Raises Refused."""
    known, held = house_risks.of_council(council, on), KEPT.get(council.pk)
    if held is None or held.known is not known:
        is_same = held is not None and (held.known.on, held.known.by) == (known.on, known.by)
        held = KEPT.put(council.pk, worked_out(known, held.by_house if held and is_same else {}))
    return held.visits


def worked_out(known: Known, before: Visits) -> Programme:
    """The programme of what is known. What was planned before, on the same day, from the same row of a house is not planned again."""
    found, zone = {}, timezone.get_current_timezone()
    for number, row in known.houses.items():
        if row.case is not None:
            held = before.get(number)
            found[number] = held if held and held[0] is row else (row, _visit(number, row, row.case, known, zone))
    ordered = sorted((visit for _, visit in found.values()), key=lambda each: (each.planned.due_on, -each.planned.points, each.house))
    return Programme(known, found, tuple(ordered))


def _visit(number: int, row: Recorded, case: Opened, known: Known, zone: tzinfo) -> Visit:
    told = _told(row, case, known.risks(number), zone)
    planned = inspection_programme.plan(told, on=known.on, by=known.by)
    place = (case.reference, case.address, case.postcode)
    return Visit(number, *place, told.licence_until, told.last_visit_on, row.booked_at, planned)


def _told(row: Recorded, case: Opened, risks: Risks, zone: tzinfo) -> House:
    """One house as the programme sees it."""
    licence = row.licence
    applied_at = licence.applied_at if licence else case.opened_at if case.table == "application" else None
    return House(
        known_on=(applied_at or case.opened_at).astimezone(zone).date(),
        applied_on=applied_at.astimezone(zone).date() if applied_at else None,
        licensed_on=licence.from_on if licence else None, licence_until=licence.until_on if licence else None,
        last_visit_on=row.seen_at.astimezone(zone).date() if row.seen_at else None, risks=risks,
    )  # fmt: skip
