"""An inspection booked from a joint visit that council and fire authority agreed on, and the notice of going in."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from fanlight.casework import access, holding, recording
from fanlight.casework.acting import Actor
from fanlight.casework.actions import inspections
from fanlight.casework.actions.inspections import Booking, Entry, VisitClosed
from fanlight.casework.models import Account, Case, FireRecord, Inspection
from fanlight.casework.queries import joint_visits as queries
from fanlight.casework.recording import Post


class VisitNotAgreed(Exception):
    """A joint visit from which nothing can be booked; the message says why."""


@dataclass(frozen=True, slots=True)
class Joint:
    """Who goes for the council, how they go in and by which warrant. `at` is when, where the agreement itself does not hold a time."""

    officer: Account
    entry: Entry
    at: datetime | None = None
    warrant: str = ""


@transaction.atomic
def book(held: FireRecord, case: Case, joint: Joint, *, by: Actor, at: datetime) -> Inspection:
    """Book the inspection of a case from the joint visit that both agreed on; the fire authority is told.

    Raises NotPermitted, VisitNotAgreed, and ValueError for a time that is past, unknown, or too soon for the notice that the law asks for.
    """
    access.check(by, access.Permission.WORK_CASES, case)
    locked = holding.matter(held.pk)
    if locked.council_id != case.council_id or locked.house_id != case.house_id:
        raise access.NotPermitted("the joint visit is to another house")
    if locked.table != queries.VISIT or locked.state != queries.AGREED:
        raise VisitNotAgreed("Both authorities have not agreed on a visit here, so none can be booked from it.")
    if queries.booked(locked) is not None:
        raise VisitNotAgreed("The inspection is booked already.")
    on_at = queries.agreed_at(locked) or joint.at
    if on_at is None:
        raise ValueError("say when the visit is: the proposal holds no day and time of its own")
    if on_at <= at:
        raise ValueError("the time of the visit is past: agree on another")
    booking = Booking(on_at, joint.officer, joint.entry, with_fire=True, warrant=joint.warrant)
    made = inspections.book(case, booking, by=by, at=at)
    made.matter = locked
    made.save(update_fields=["matter"])
    about = {"visit": made.pk, "matter": locked.pk, "entry": made.entry}
    recording.write("joint visit booked", council=case.council, by=by.account, at=at, case=case, about=about)
    when = f"{timezone.localtime(on_at):%-d %B %Y at %H:%M}"
    body = f"{locked.house.address}: the inspection of {when} is booked. Sign in to see it and to take it into your calendar."
    post = Post(f"joint visit {made.pk}", locked.authority.email, f"{locked.house.address}: joint visit on {when}", body)
    recording.send(post, council=case.council, at=at, case=case)
    return made


@transaction.atomic
def give_notice(visit: Inspection, given_at: datetime, how: str, *, by: Actor, at: datetime) -> Inspection:
    """Record when and how notice of going in was given. Raises NotPermitted, VisitClosed, and ValueError, as where it is too late."""
    held = Inspection.objects.select_for_update(of=("self",)).select_related("case", "case__council").get(pk=visit.pk)
    access.check(by, access.Permission.WORK_CASES, held.case)
    if held.done_at or held.cancelled_at:
        raise VisitClosed("This visit was done or called off already.")
    if not how.strip():
        raise ValueError("say to whom notice was given, and how")
    if given_at > at:
        raise ValueError("notice is recorded once it was given: that time has not come yet")
    if given_at > queries.notice_by(held.at):
        raise ValueError("that is less than 24 hours before the visit, and no notice for the power of entry (s.239): move the visit")
    held.notice_at, held.notice_how = given_at, how.strip()[:300]
    held.save(update_fields=["notice_at", "notice_how"])
    about = {"visit": held.pk, "given at": given_at.isoformat(), "how": held.notice_how}
    recording.write("notice of entry given", council=held.case.council, by=by.account, at=at, case=held.case, about=about)
    return held
