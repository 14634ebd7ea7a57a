"""Opening cases and moving them by steps of the step table, each with its deadlines and its entry in the record."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from fanlight.casework import access, due, entered, holding, needs, received, recording
from fanlight.casework.acting import Actor
from fanlight.casework.models import Account, Case, Council, Deadline, House, NeedRecorded, Note, StepTaken
from fanlight.casework.queries import people
from fanlight.licensing import deadlines, procedure
from fanlight.licensing.procedure import SATISFIED, Matter, Role, Standing, Step, StepNotOpen

PREFIXES = {"application": "HMO", "licence": "LIC", "variation": "VAR", "revocation": "REV", "temporary-exemption": "TEN", "appeal": "APP"}


class CaseMoved(Exception):
    """Somebody else took a step first; the message says which, who and when."""


@dataclass(frozen=True, slots=True)
class Taking:
    """A step somebody means to take. `seen` is the number of steps they had seen; None where nobody looked (time alone).

    `details` are what the step needs to be said with it, as plain data (the day a notice names, the changes it proposes).
    """

    name: str
    by: Actor
    at: datetime
    seen: int | None = None
    reasons: str = ""
    needs: Mapping[str, Standing] = field(default_factory=dict)
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken: its row in the table of the law and its row in the case."""

    row: Step
    step: StepTaken


@transaction.atomic
def open_case(table: str, *, house: House, by: Actor, at: datetime, kind: str = "", parent: Case | None = None) -> Case:
    """Open a case at the beginning of its step table. An applicant who opens it is the one who applies."""
    council = Council.objects.select_for_update().get(pk=house.council_id)
    beginning = procedure.table(table, timezone.localdate(at)).beginning
    case = Case.objects.create(
        council=council, house=house, table=table, kind=kind, reference=_reference(table, council, at), state=beginning, opened_at=at,
        moved_at=at, applicant=by.account if Role.APPLICANT in by.roles else parent.applicant if parent else None, parent=parent,
        officer=parent.officer if parent else None,
    )  # fmt: skip
    recording.write("case opened", council=council, by=by.account, at=at, case=case, about={"table": table, "kind": kind})
    return case


def _reference(table: str, council: Council, at: datetime) -> str:
    """The next reference of the year. The council's row is locked by the caller, so no two cases share one."""
    begins = f"{PREFIXES[table]}-{at.year}-"
    last = (
        Case.objects.filter(council=council, reference__startswith=begins)
        .order_by("-reference")
        .values_list("reference", flat=True)
        .first()
    )
    return f"{begins}{int(last.rpartition('-')[2]) + 1 if last else 1:05d}"


@transaction.atomic
def take_step(case: Case, taking: Taking) -> Taken:
    """Move a case one step, if the step table has it open. Raises StepNotOpen, CaseMoved and NotPermitted; then nothing is changed."""
    held = holding.case(case.pk)
    _check_seen(held, taking)
    if taking.by.account is not None and not access.is_visible(taking.by, held):
        raise access.NotPermitted("this case is not theirs to see")
    on = timezone.localdate(taking.at)
    received.check(taking.details, today=on)
    taken = check(held, taking)
    step = StepTaken.objects.create(
        case=held, number=held.steps + 1, name=taken.name, from_state=held.state, state=taken.leads_to(held.state),
        role=taking.by.role_for(taken.who), by=taking.by.account, at=taking.at, on=on, reasons=taking.reasons,
        details=dict(taking.details),
    )  # fmt: skip
    _begin_deadlines(step, taken)
    _stand(case, held, step)
    entered.follow(step)
    due.follow(step)
    about = {
        "step": taken.name,
        "number": step.number,
        "from": step.from_state,
        "to": step.state,
        "role": step.role,
        "reasons": taking.reasons,
    }
    recording.write("step taken", council=held.council, by=taking.by.account, at=taking.at, case=held, about=about)
    return Taken(taken, step)


def row(case: Case, taking: Taking) -> Step:
    """The row of the step table that somebody means to take. Raises StepNotOpen where there is none."""
    return procedure.table(case.table, timezone.localdate(taking.at)).step(taking.name)


def check(case: Case, taking: Taking) -> Step:
    """The step, if it is open to this actor in this state with these needs. Raises StepNotOpen."""
    on = timezone.localdate(taking.at)
    wanted = row(case, taking)
    given = {"reasons-recorded": Standing.MET} if taking.reasons.strip() else {}
    worked_out = needs.among(case, wanted.needs, on, received.day(taking.details) or on)
    stood = {**needs.plain(worked_out), **given, **taking.needs}
    try:
        return procedure.check_step(Matter(case.table, case.state, on), taking.name, role=taking.by.role_for(wanted.who), needs=stood)
    except StepNotOpen as error:
        whys = [each.why for name, each in worked_out.items() if stood[name] not in SATISFIED and each.why]
        raise StepNotOpen(". ".join((str(error), *whys))) from error


def _check_seen(case: Case, taking: Taking) -> None:
    if taking.seen is None or taking.seen == case.steps:
        return
    last = case.steps_taken.select_related("by").order_by("-number").first()
    if last is None:
        raise CaseMoved(f"The case has no step {taking.seen}: open it again.")
    when = timezone.localtime(last.at)
    raise CaseMoved(
        f"{last.by or 'Time'} took the step '{last.name}' on {when:%-d %B %Y at %H:%M}. Nothing of yours was done; look at the case again."
    )


def _begin_deadlines(step: StepTaken, row: Step) -> None:
    for name in row.deadlines:
        found = deadlines.reckon(name, start=received.came_on(step))
        Deadline.objects.create(
            case=step.case, step=step, name=name, who=found.deadline.who, does=found.deadline.does, start_on=found.start,
            last_on=found.reckoning.last, working=list(found.working), doubts=list(found.doubts), cited=found.cited,
        )  # fmt: skip


def _stand(given: Case, held: Case, step: StepTaken) -> None:
    """Let the case's row repeat its last step. A step that moves the case on closes the periods that led to it."""
    if step.state != step.from_state:
        held.deadlines.filter(closed_at=None, step__number__lt=step.number).exclude(name="part-1-review").update(closed_at=step.at)
    table = procedure.table(held.table, step.on)
    held.state, held.steps, held.moved_at = step.state, step.number, step.at
    held.is_ended = step.state in table.ends
    held.next_due_on = due.first(held)
    held.save(update_fields=["state", "steps", "moved_at", "is_ended", "next_due_on"])
    given.state, given.steps, given.moved_at, given.is_ended, given.next_due_on = (
        held.state,
        held.steps,
        held.moved_at,
        held.is_ended,
        held.next_due_on,
    )


@transaction.atomic
def record_need(case: Case, need: str, standing: Standing, *, reasons: str, by: Actor, at: datetime) -> NeedRecorded:  # noqa: PLR0913
    """Record how an officer found that a need stands, and why. Raises NotPermitted, and ValueError without reasons."""
    person = access.check(by, access.Permission.WORK_CASES, case)
    procedure.need(need, timezone.localdate(at))
    if not reasons.strip():
        raise ValueError("say why: the reasons are part of the record")
    row = NeedRecorded.objects.create(case=case, need=need, standing=standing.value, reasons=reasons, by=person, at=at)
    recording.write(
        "need recorded",
        council=case.council,
        by=by.account,
        at=at,
        case=case,
        about={"need": need, "standing": standing.value, "reasons": reasons},
    )
    return row


@transaction.atomic
def assign(case: Case, officer: Account, *, by: Actor, at: datetime) -> None:
    """Give a case to an officer. Raises NotPermitted."""
    access.check(by, access.Permission.WORK_CASES, case)
    Case.objects.filter(pk=case.pk).update(officer=officer)
    case.officer = officer
    recording.write("case assigned", council=case.council, by=by.account, at=at, case=case, about={"officer": officer.email})


@transaction.atomic
def hand_over(council: Council, references: Collection[str], officer: Account, *, by: Actor, at: datetime) -> int:
    """Give several open cases of a council to an officer, all or none; how many changed hands.

    Raises NotPermitted for a case that is not theirs, and ValueError for one that is not there or has ended, or for nobody of the council.
    """
    access.check_permitted(by, access.Permission.SIGN)
    if officer not in people.officers(council):
        raise ValueError(f"{officer} does not work on the cases of {council.name}")
    held = Case.objects.select_for_update(of=("self",)).select_related("council").order_by("pk")
    found = list(held.filter(access.of_open(), council=council, reference__in=references))
    if len(found) < len(set(references)):
        raise ValueError("one of these cases has ended meanwhile: look at the list again")
    for case in found:
        assign(case, officer, by=by, at=at)
    return len(found)


@transaction.atomic
def note(case: Case, words: str, *, by: Actor, at: datetime) -> Note:
    """Write a note on a case. Raises NotPermitted, and ValueError for an empty one."""
    person = access.check(by, access.Permission.WORK_CASES, case)
    if not words.strip():
        raise ValueError("write the note before you save it")
    row = Note.objects.create(case=case, words=words, by=person, at=at)
    recording.write("note written", council=case.council, by=by.account, at=at, case=case, about={"note": row.pk})
    return row
