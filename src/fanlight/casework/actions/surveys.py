"""Saving a survey while it is filled in, keeping it when it is handed in or recorded, and keeping its assessment."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from fanlight.assessment import reporting
from fanlight.casework import access, assessing, chain, recording
from fanlight.casework.acting import Actor
from fanlight.casework.models import AssessmentKept, Case, Departure, Draft, SurveyKept
from fanlight.casework.particulars import DECLARED, TRUTH

APPLICATION, INSPECTION = "application", "inspection"
DEPTHS = (APPLICATION, INSPECTION)


class DraftMoved(Exception):
    """Somebody else saved the same form first; the message says who and when."""


@dataclass(frozen=True, slots=True)
class Saving:
    """A page of a form being saved. `version` is that of the form as it was seen; `done` marks pages as finished."""

    document: Mapping[str, Any]
    version: int
    done: Mapping[str, Any] | None = None


def draft(case: Case, depth: str, *, at: datetime) -> Draft:
    """The form of a case, begun from the latest survey kept where there is one."""
    found = Draft.objects.filter(case=case, depth=depth).first()
    if found is not None:
        return found
    kept = SurveyKept.objects.filter(case=case).order_by("-number").first()
    document = json.loads(kept.document) if kept else {"survey": {"address": case.house.address, "postcode": case.house.postcode}}
    return Draft.objects.get_or_create(case=case, depth=depth, defaults={"document": document, "saved_at": at})[0]


@transaction.atomic
def save(case: Case, depth: str, saving: Saving, *, by: Actor, at: datetime) -> Draft:
    """Save a page of the form. Raises NotPermitted, and DraftMoved where somebody else saved in between: nothing is lost."""
    _check_writer(case, depth, by)
    draft(case, depth, at=at)
    held = Draft.objects.select_for_update(of=("self",)).select_related("saved_by").get(case=case, depth=depth)
    if held.version != saving.version:
        when = timezone.localtime(held.saved_at)
        raise DraftMoved(f"{held.saved_by or 'Somebody'} saved this form at {when:%H:%M on %-d %B %Y}, after you opened this page.")
    said = {} if held.document == saving.document else _unsigned(held)
    held.document = dict(saving.document)
    held.done = {**held.done, **said, **(saving.done or {})}
    held.version, held.saved_at, held.saved_by = held.version + 1, at, by.account
    held.save()
    return held


def _unsigned(held: Draft) -> dict[str, Any]:
    """What was signed of a form whose answers change: that they are true must then be signed anew."""
    signed = held.done.get(DECLARED, {})
    return {DECLARED: {name: entry for name, entry in signed.items() if name != TRUTH}} if TRUTH in signed else {}


@transaction.atomic
def keep(case: Case, depth: str, *, by: Actor, at: datetime, observed_on: date | None = None) -> SurveyKept:
    """Keep the form as it stands as a survey of the case, and assess it. Raises NotPermitted, and Refused where it cannot be read."""
    _check_writer(case, depth, by)
    document = dict(draft(case, depth, at=at).document)
    day = observed_on or timezone.localdate(at)
    head = {**document.get("survey", {}), "on": day.isoformat(), "by": str(by.account), "of": case.house.address}
    text = chain.canonical({**document, "survey": head})
    found = assessing.survey(text)
    last = SurveyKept.objects.filter(case=case).order_by("-number").first()
    kept = SurveyKept.objects.create(
        case=case, number=last.number + 1 if last else 1, depth=depth, observed_on=day, document=text, digest=chain.digest(text),
        by=by.account, at=at,
    )  # fmt: skip
    recording.write(
        "survey kept",
        council=case.council,
        by=by.account,
        at=at,
        case=case,
        about={"survey": kept.number, "depth": depth, "digest": kept.digest},
    )
    if found.things:
        assess(kept, by=by, at=at)
    return kept


@transaction.atomic
def assess(kept: SurveyKept, *, by: Actor, at: datetime, on: date | None = None) -> AssessmentKept:
    """Assess a survey against the editions in force and keep every finding. Raises NoEdition, and Refused where it contradicts itself."""
    day = on or timezone.localdate(at)
    names = assessing.editions_of(kept.case, day)
    done = assessing.of_document(kept.document, names, day)
    plain = json.dumps([reporting.assessment(each) for each in done], ensure_ascii=False, default=str)
    row = AssessmentKept.objects.create(
        case=kept.case, survey=kept, on=day, editions=list(names), receipts=[dict(each.receipt) for each in done],
        counts=assessing.counts(done), findings=zlib.compress(plain.encode(), 1), by=by.account, at=at,
    )  # fmt: skip
    about = {"survey": kept.number, "editions": list(names), "counts": row.counts}
    recording.write("house assessed", council=kept.case.council, by=by.account, at=at, case=kept.case, about=about)
    return row


@transaction.atomic
def depart(case: Case, clause: tuple[str, str, str], *, reasons: str, by: Actor, at: datetime, withdraw: bool = False) -> Departure:
    """Depart from a clause (edition, clause, subject; an empty subject means all) in this case, or take a departure back.

    Raises NotPermitted, and ValueError without reasons or for a clause that the edition does not hold.
    """
    person = access.check(by, access.Permission.WORK_CASES, case)
    edition, name, subject = clause
    if not reasons.strip():
        raise ValueError("say why: the reason is printed in the schedule of works")
    if name not in assessing.program(edition).edition.clauses:
        raise ValueError(f"{edition} has no clause '{name}'")
    row = Departure.objects.create(
        case=case, edition=edition, clause=name, subject=subject, is_withdrawn=withdraw, reasons=reasons, by=person, at=at
    )
    about = {"edition": edition, "clause": name, "subject": subject, "withdrawn": withdraw, "reasons": reasons}
    recording.write("departure recorded", council=case.council, by=by.account, at=at, case=case, about=about)
    return row


def _check_writer(case: Case, depth: str, by: Actor) -> None:
    needed = access.Permission.WORK_CASES if depth == INSPECTION or by.council else access.Permission.APPLY
    access.check(by, needed, case)
    if depth == APPLICATION and case.state not in ("draft", "submitted"):
        raise access.NotPermitted("the application was accepted: what was handed in is changed no more")
