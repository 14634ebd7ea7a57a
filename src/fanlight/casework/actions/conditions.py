"""Conditions of a licence followed to their end, and evidence of what a licence asks for, each with who recorded it and when."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from fanlight.casework import access, due, parties, recording
from fanlight.casework.acting import Actor
from fanlight.casework.models import Account, Case, Condition, Evidence, Licence, Upload
from fanlight.casework.recording import Post


class ConditionNotOpen(Exception):
    """A condition that somebody recorded as met already, or not met at all, or evidence refused before; the message says who and when."""


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
    current = held.licence.current
    if held.until_version is not None and current is not None and held.until_version <= current.number:
        raise ConditionNotOpen("The licence was varied, and this is no condition of it any more.")
    _check_day(on, at)
    if not note.strip():
        raise ValueError("say what shows that it is met: a certificate, a photograph, a visit")
    held.met_on, held.met_by, held.met_note = on, person, note.strip()
    held.save(update_fields=["met_on", "met_by", "met_note"])
    due.repeat(held.licence.case)
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
    due.repeat(held.licence.case)
    _write("condition reopened", held, person, at, {**was, "reasons": reasons.strip()})
    return held


@transaction.atomic
def prove(licence: Licence, proved: Proved, *, by: Actor, at: datetime) -> Evidence:
    """Keep evidence that a duty under a licence was done, recorded by the council or sent by whoever answers for the licence.

    Who sends it sends the paper too, and the officer is told. Raises NotPermitted, and ValueError for a day to come or out of order.
    """
    held = Licence.objects.select_related("case", "case__council", "case__house", "case__officer").get(pk=licence.pk)
    person = _prover(held, by)
    _check_day(proved.on, at)
    if proved.next_on is not None and proved.next_on <= proved.on:
        raise ValueError("the next day that the paper names comes after the day on which it was done")
    if proved.upload is None and by.council is None:
        raise ValueError("send the paper that shows it: a certificate, a report or a photograph")
    if proved.upload is not None and proved.upload.case_id != held.case_id:
        raise access.NotPermitted("the file belongs to another case")
    made = Evidence.objects.create(
        licence=held, duty=proved.duty, on=proved.on, next_on=proved.next_on, note=proved.note.strip(), upload=proved.upload,
        by=person, at=at,
    )  # fmt: skip
    due.repeat(held.case)
    about = {"evidence": made.pk, "duty": made.duty, "on": made.on, "next": made.next_on, "note": made.note, "file": made.upload_id}
    recording.write("evidence kept", council=held.council, by=person, at=at, case=held.case, about=about)
    if by.council is None:
        _tell_officer(made, held.case)
    return made


def _tell_officer(made: Evidence, case: Case) -> None:
    body = f"{made.by} sends evidence for {case.reference}, {case.house.address}: done on {made.on:%-d %B %Y}.\n\n{made.note}"
    post = Post(f"evidence {made.pk}", recording.to_officer(case), f"Evidence sent: {case.reference}", body)
    recording.send(post, council=case.council, at=made.at, case=case)


def _prover(held: Licence, by: Actor) -> Account:
    if by.council is not None:
        return access.check(by, access.Permission.WORK_CASES, held.case)
    person = access.check(by, access.Permission.APPLY, held.case)
    if not parties.answers_for(by, held.case):
        raise access.NotPermitted("only who holds the licence, manages the house or applied sends evidence for it")
    return person


@transaction.atomic
def refuse(evidence: Evidence, *, reasons: str, by: Actor, at: datetime) -> Evidence:
    """Say that a piece of evidence does not count, and tell whoever sent it why. It stays as it was kept.

    Raises NotPermitted, ConditionNotOpen where that was said before, and ValueError without reasons.
    """
    licence = Licence.objects.select_for_update(of=("self",)).select_related("case", "council", "case__house").get(pk=evidence.licence_id)
    person = access.check(by, access.Permission.WORK_CASES, licence.case)
    before = Evidence.objects.filter(refuses=evidence).select_related("by").first()
    if before is not None:
        raise ConditionNotOpen(f"{before.by} refused it on {before.on:%-d %B %Y}. Nothing of yours was kept.")
    if not reasons.strip():
        raise ValueError("say why it does not count: the reasons are part of the record")
    made = Evidence.objects.create(
        licence=licence, duty=evidence.duty, on=timezone.localdate(at), note=reasons.strip(), refuses=evidence, by=person, at=at
    )
    due.repeat(licence.case)
    about = {"evidence": evidence.pk, "duty": evidence.duty, "reasons": made.note}
    recording.write("evidence refused", council=licence.council, by=person, at=at, case=licence.case, about=about)
    if evidence.by_id in parties.accounts(licence.case):
        body = f"The council does not count what you sent for {licence.number}, {licence.case.house.address}.\n\n{made.note}"
        post = Post(f"evidence refused {made.pk}", evidence.by.email, f"Evidence not counted: {licence.number}", body)
        recording.send(post, council=licence.council, at=at, case=licence.case)
    return made


def _held(condition: Condition, by: Actor) -> tuple[Condition, Account]:
    held = (
        Condition.objects.select_for_update(of=("self",))
        .select_related("licence", "licence__case", "licence__council", "licence__current")
        .get(pk=condition.pk)
    )
    return held, access.check(by, access.Permission.WORK_CASES, held.licence.case)


def _check_day(on: date, at: datetime) -> None:
    if on > timezone.localdate(at):
        raise ValueError(f"{on:%-d %B %Y} is still to come: give the day on which it was done")


def _write(kind: str, held: Condition, person: Account, at: datetime, about: dict[str, object]) -> None:
    told = {"licence": held.licence.number, "condition": held.key, **about}
    recording.write(kind, council=held.licence.council, by=person, at=at, case=held.licence.case, about=told)
