"""Visits: booked, called off, and done, when what was observed is kept as a survey."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.utils import timezone

from fanlight.casework import access, recording
from fanlight.casework.acting import Actor
from fanlight.casework.actions import surveys, uploads
from fanlight.casework.contents import Kind
from fanlight.casework.models import Account, Case, Inspection, Photograph
from fanlight.casework.queries import joint_visits as queries


class VisitClosed(Exception):
    """A visit that was done or called off already."""


class Entry(StrEnum):
    """How an officer goes into the house."""

    AGREEMENT = "the occupiers let us in"
    POWER = "power of entry"
    OFFENCE = "to find out about an offence"
    WARRANT = "a justice's warrant"


@dataclass(frozen=True, slots=True)
class Booking:
    """A visit about to be booked: when, who goes and how they go in, and of a warrant who issued it and when."""

    at: datetime
    officer: Account
    entry: Entry
    with_fire: bool = False
    warrant: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph as it comes: its name and content, the words that stand in for it, and the thing of the survey it shows, if one."""

    name: str
    content: bytes
    of: str
    thing: str = ""


@transaction.atomic
def book(case: Case, booking: Booking, *, by: Actor, at: datetime) -> Inspection:
    """Book a visit, or enter one that was. Raises NotPermitted, and ValueError too late for notice or with a warrant unnamed."""
    person = access.check(by, access.Permission.WORK_CASES, case)
    is_to_come = booking.at > at
    if booking.entry is Entry.POWER and is_to_come and queries.notice_by(booking.at) <= at:
        raise ValueError("the visit is too soon: under the power of entry the occupiers have notice at least 24 hours before (s.239)")
    if booking.entry is Entry.WARRANT and not booking.warrant.strip():
        raise ValueError("say who issued the warrant, and when")
    made = Inspection.objects.create(
        case=case, at=booking.at, officer=booking.officer, with_fire_authority=booking.with_fire, entry=booking.entry.value,
        warrant=booking.warrant.strip()[:300], booked_by=person, booked_at=at,
    )  # fmt: skip
    about = {
        "visit": made.pk, "at": made.at.isoformat(), "officer": made.officer.email, "with fire authority": made.with_fire_authority,
        "entry": made.entry, **({"warrant": made.warrant} if made.warrant else {}),
    }  # fmt: skip
    recording.write("inspection booked", council=case.council, by=by.account, at=at, case=case, about=about)
    return made


@transaction.atomic
def call_off(visit: Inspection, *, reasons: str, by: Actor, at: datetime) -> Inspection:
    """Call a visit off. Raises NotPermitted, VisitClosed, and ValueError without reasons."""
    held = _open(visit, by)
    if not reasons.strip():
        raise ValueError("say why the visit is called off")
    held.cancelled_at, held.remarks = at, reasons
    held.save(update_fields=["cancelled_at", "remarks"])
    recording.write(
        "inspection called off",
        council=held.case.council,
        by=by.account,
        at=at,
        case=held.case,
        about={"visit": held.pk, "reasons": reasons},
    )
    return held


@transaction.atomic
def done(visit: Inspection, *, remarks: str, by: Actor, at: datetime) -> Inspection:
    """Record a visit as done: the inspection form is kept as a survey and assessed. Raises NotPermitted, VisitClosed and Refused."""
    held = _open(visit, by)
    held.survey = surveys.keep(
        held.case, surveys.INSPECTION, by=by, at=at, observed_on=min(timezone.localdate(held.at), timezone.localdate(at))
    )
    held.done_at, held.remarks = at, remarks
    held.save(update_fields=["survey", "done_at", "remarks"])
    about = {"visit": held.pk, "survey": held.survey.number}
    recording.write("inspection done", council=held.case.council, by=by.account, at=at, case=held.case, about=about)
    return held


def photograph(visit: Inspection, picture: Picture, *, by: Actor, at: datetime, into: uploads.Intake) -> Photograph:
    """Keep a photograph of a visit, in the caller's transaction. Raises NotPermitted, VisitClosed, FileNotTaken, and ValueError unnamed."""
    held = Inspection.objects.select_related("case", "case__council").get(pk=visit.pk)
    access.check(by, access.Permission.WORK_CASES, held.case)
    if held.cancelled_at:
        raise VisitClosed("This visit was called off.")
    if not picture.of.strip():
        raise ValueError("say what the photograph shows, for whoever cannot see it")
    kept = uploads.accept(held.case, uploads.Given(Kind.PHOTOGRAPH, picture.name, picture.content), by=by, at=at, into=into)
    made = Photograph.objects.create(inspection=held, upload=kept, of=picture.of.strip()[:200], thing=picture.thing)
    about = {"visit": held.pk, "file": kept.pk, "of": made.of, "thing": made.thing}
    recording.write("photograph kept", council=held.case.council, by=by.account, at=at, case=held.case, about=about)
    return made


def _open(visit: Inspection, by: Actor) -> Inspection:
    held = Inspection.objects.select_for_update(of=("self",)).select_related("case", "case__council", "case__house").get(pk=visit.pk)
    access.check(by, access.Permission.WORK_CASES, held.case)
    if held.done_at or held.cancelled_at:
        raise VisitClosed("This visit was done or called off already.")
    return held
