"""The inspection programme of a council: what is recorded of each house, gathered in a few questions, and planned house by house."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import F
from django.utils import timezone

from fanlight.casework import access, fees
from fanlight.casework.models import Case, Council
from fanlight.casework.queries import house_risks
from fanlight.casework.queries.house_risks import Known
from fanlight.licensing import inspection_programme
from fanlight.licensing.inspection_programme import House, Planned, Weights


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
    by = house_risks.weights(slug, on, folders)
    known = house_risks.known(council, on)
    found = []
    for number, row in _houses(council).items():
        told = _told(known, number, row, by)
        planned = inspection_programme.plan(told, on=on, by=by)
        place = (row["reference"], row["address"], row["postcode"])
        found.append(Visit(number, *place, told.licence_until, told.last_visit_on, known.booked.get(number), planned))
    return tuple(sorted(found, key=lambda each: (each.planned.due_on, -each.planned.points, each.house)))


def _houses(council: int) -> dict[int, dict[str, Any]]:
    """One row a house with an open case: that of its licence where it has one, else the oldest that is open."""
    rows = Case.objects.filter(access.of_sent(), council=council, is_ended=False).order_by("-id")
    held = rows.values("house", "table", "reference", "opened_at", address=F("house__address"), postcode=F("house__postcode"))
    found: dict[int, dict[str, Any]] = {}
    for row in held:
        if row["house"] not in found or found[row["house"]]["table"] != "licence":
            found[row["house"]] = dict(row)
    return found


def _told(known: Known, number: int, row: Mapping[str, Any], by: Weights) -> House:
    """One house as the programme sees it."""
    licence = known.licences.get(number)
    applied_at = licence["applied_at"] if licence else row["opened_at"] if row["table"] == "application" else None
    known_at = applied_at or row["opened_at"]
    return House(
        known_on=timezone.localdate(known_at), applied_on=timezone.localdate(applied_at) if applied_at else None,
        licensed_on=licence["from_on"] if licence else None, licence_until=licence["until_on"] if licence else None,
        last_visit_on=timezone.localdate(known.seen[number]) if number in known.seen else None, risks=known.risks(number, by),
    )  # fmt: skip
