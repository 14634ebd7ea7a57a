"""Decisions that only a manager may take: an officer puts one up, the manager signs it or returns it with reasons."""

from datetime import datetime

from django.db import transaction

from fanlight.casework import access, holding, recording
from fanlight.casework.acting import Actor
from fanlight.casework.actions import cases, steps
from fanlight.casework.actions.cases import CaseMoved, Taking
from fanlight.casework.actions.steps import Moved
from fanlight.casework.models import Case, Proposal

SIGNED, RETURNED = "signed", "returned"


class NotWaiting(Exception):
    """A proposal that somebody answered already, or a case that has one waiting; the message says what to do."""


@transaction.atomic
def put_up(case: Case, taking: Taking) -> Proposal:
    """Put a step up for signature: its letters are made now, so that an invalid one never reaches the manager.

    Raises NotPermitted, NotWaiting, and what `steps.preview` raises.
    """
    held = holding.case(case.pk)
    person = access.check(taking.by, access.Permission.WORK_CASES, held)
    if Proposal.objects.filter(case=held, answer="").exists():
        raise NotWaiting("A decision on this case waits for signature already: it has to be signed or returned first.")
    row = cases.row(held, taking)
    signer = Actor(person, frozenset(row.who), taking.by.council)
    steps.preview(case, Taking(taking.name, signer, taking.at, taking.seen, taking.reasons, taking.needs, taking.details))
    made = Proposal.objects.create(
        case=held, step=taking.name, case_steps=held.steps, reasons=taking.reasons, details=dict(taking.details), by=person, at=taking.at,
    )  # fmt: skip
    about = {"step": taking.name, "reasons": taking.reasons}
    recording.write("put up for signature", council=held.council, by=person, at=taking.at, case=held, about=about)
    return made


@transaction.atomic
def sign(proposal: Proposal, *, by: Actor, at: datetime) -> Moved:
    """Sign a proposal: the step is taken as it was put up. Raises NotPermitted, NotWaiting, CaseMoved and what `steps.take` raises."""
    held = _waiting(proposal, by)
    if held.case.steps != held.case_steps:
        raise CaseMoved("The case has moved since this was put up: return it, so that the officer can look at it again.")
    _answer(held, SIGNED, "", by, at)
    return steps.take(held.case, Taking(held.step, by, at, held.case_steps, held.reasons, {}, held.details))


@transaction.atomic
def return_(proposal: Proposal, *, reasons: str, by: Actor, at: datetime) -> Proposal:
    """Return a proposal to the officer with the reasons. Raises NotPermitted, NotWaiting, and ValueError without reasons."""
    held = _waiting(proposal, by)
    if not reasons.strip():
        raise ValueError("say why you return it, so that the officer knows what to change")
    _answer(held, RETURNED, reasons, by, at)
    about = {"step": held.step, "reasons": reasons}
    recording.write("returned unsigned", council=held.case.council, by=by.account, at=at, case=held.case, about=about)
    return held


def _waiting(proposal: Proposal, by: Actor) -> Proposal:
    held = Proposal.objects.select_for_update(of=("self",)).select_related("case", "case__council", "case__house").get(pk=proposal.pk)
    access.check(by, access.Permission.SIGN, held.case)
    if held.answer:
        raise NotWaiting(f"{held.answered_by} has {held.answer} this already.")
    return held


def _answer(held: Proposal, answer: str, reasons: str, by: Actor, at: datetime) -> None:
    held.answer, held.answer_reasons, held.answered_by, held.answered_at = answer, reasons, by.account, at
    held.save(update_fields=["answer", "answer_reasons", "answered_by", "answered_at"])
