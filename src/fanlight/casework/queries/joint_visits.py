"""Joint visits of council and fire authority: when both agreed to go, what was booked from it, and by when notice is to be given."""

from datetime import UTC, datetime

from django.db.models import QuerySet

from fanlight.casework import access
from fanlight.casework.acting import Actor
from fanlight.casework.models import Case, FireEntry, FireRecord, Inspection
from fanlight.licensing import deadlines

VISIT, AGREED = "fire-joint-visit", "agreed"
AT = "visit-at"
"""What a proposal holds beside its words: the day and the time of the visit."""


def agreed_at(held: FireRecord) -> datetime | None:
    """When the visit is that was proposed; None where the proposal holds words only."""
    said = FireEntry.objects.filter(record=held, name="propose").order_by("-number").values_list("said", flat=True).first() or {}
    return datetime.fromisoformat(said[AT]) if AT in said else None


def can_be_booked(held: FireRecord) -> bool:
    """Whether both agreed on a visit from which no inspection is booked yet."""
    return held.table == VISIT and held.state == AGREED and booked(held) is None


def booked(held: FireRecord) -> Inspection | None:
    """The inspection that was booked from a joint visit and not called off."""
    return Inspection.objects.filter(matter=held, cancelled_at=None).select_related("officer", "case").first()


def notice_by(visit_at: datetime) -> datetime:
    """The last moment for notice to the occupiers and the owner of a visit under the power of entry (Housing Act 2004 s.239)."""
    # In UTC, where an hour is an hour also on the night on which the clocks change.
    last = deadlines.reckon("entry-notice", start=visit_at.astimezone(UTC)).reckoning.until
    assert last is not None
    return last


def cases(actor: Actor, held: FireRecord) -> QuerySet[Case]:
    """The open cases in which the council can book it: the one that the two share, otherwise those of the house, the latest first."""
    if actor.council is None or actor.council != held.council or not access.is_permitted(actor, access.Permission.WORK_CASES):
        return Case.objects.none()
    found = Case.objects.filter(access.of_open(), council=held.council, house=held.house_id).order_by("-id")
    shared = found.filter(pk=held.case_id) if held.case_id else found
    return shared if shared.exists() else found
