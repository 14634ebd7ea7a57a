"""Conditions of a licence followed to their end, and evidence of what a licence asks for, each with who recorded it and when."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from fanlight.casework import access, recording
from fanlight.casework.acting import Actor
from fanlight.casework.models import Account, Condition, Evidence, Licence, Upload


class ConditionNotOpen(Exception):
    """A condition that somebody recorded as met already, or not met at all; the message says who and when."""


@dataclass(frozen=True, slots=True)
class Proved:
    """What was done for a duty, when, what shows it, and the next day that the paper names, where it names one."""

    duty: str
    on: date
    note: str = ""
    next_on: date | None = None
    upload: Upload | None = None


@transaction.atomic
def meet(condition: Condition, *, on: date, note: str, by: Actor, at: datetime) -> Condition:
    """Record that a condition was met on a day, and what shows it. Raises NotPermitted, ConditionNotOpen, and ValueError."""
    held, person = _held(condition, by)
    if held.met_on is not None:
        raise ConditionNotOpen(f"{held.met_by} recorded it as met on {held.met_on:%-d %B %Y}. Nothing of yours was kept.")
    if held.until_version is not None:
        raise ConditionNotOpen("The licence was varied, and this is no condition of it any more.")
    _check_day(on, at)
    if not note.strip():
        raise ValueError("say what shows that it is met: a certificate, a photograph, a visit")
    held.met_on, held.met_by, held.met_note = on, person, note.strip()
    held.save(update_fields=["met_on", "met_by", "met_note"])
    _write("condition met", held, person, at, {"on": on, "note": held.met_note})
    return held


@transaction.atomic
def reopen(condition: Condition, *, reasons: str, by: Actor, at: datetime) -> Condition:
    """Take back that a condition was met. Raises NotPermitted, ConditionNotOpen where it is open, and ValueError without reasons."""
    held, person = _held(condition, by)
    if held.met_on is None:
        raise ConditionNotOpen("It is open already: nobody recorded it as met.")
    if not reasons.strip():
        raise ValueError("say why it is not met after all: the reasons are part of the record")
    was = {"was met on": held.met_on, "by": str(held.met_by), "note": held.met_note}
    held.met_on, held.met_by, held.met_note = None, None, ""
    held.save(update_fields=["met_on", "met_by", "met_note"])
    _write("condition reopened", held, person, at, {**was, "reasons": reasons.strip()})
    return held


@transaction.atomic
def prove(licence: Licence, proved: Proved, *, by: Actor, at: datetime) -> Evidence:
    """Keep evidence that a duty under a licence was done. Raises NotPermitted, and ValueError for a day to come or out of order."""
    held = Licence.objects.select_related("case", "case__council").get(pk=licence.pk)
    person = access.check(by, access.Permission.WORK_CASES, held.case)
    _check_day(proved.on, at)
    if proved.next_on is not None and proved.next_on <= proved.on:
        raise ValueError("the next day that the paper names comes after the day on which it was done")
    if proved.upload is not None and proved.upload.case_id != held.case_id:
        raise access.NotPermitted("the file belongs to another case")
    made = Evidence.objects.create(
        licence=held,
        duty=proved.duty,
        on=proved.on,
        next_on=proved.next_on,
        note=proved.note.strip(),
        upload=proved.upload,
        by=person,
        at=at,
    )
    about = {"evidence": made.pk, "duty": made.duty, "on": made.on, "next": made.next_on, "note": made.note, "file": made.upload_id}
    recording.write("evidence kept", council=held.council, by=person, at=at, case=held.case, about=about)
    return made


def _held(condition: Condition, by: Actor) -> tuple[Condition, Account]:
    held = (
        Condition.objects.select_for_update(of=("self",))
        .select_related("licence", "licence__case", "licence__council")
        .get(pk=condition.pk)
    )
    return held, access.check(by, access.Permission.WORK_CASES, held.licence.case)


def _check_day(on: date, at: datetime) -> None:
    if on > timezone.localdate(at):
        raise ValueError(f"{on:%-d %B %Y} is still to come: give the day on which it was done")


def _write(kind: str, held: Condition, person: Account, at: datetime, about: dict[str, object]) -> None:
    told = {"licence": held.licence.number, "condition": held.key, **about}
    recording.write(kind, council=held.licence.council, by=person, at=at, case=held.licence.case, about=told)
