"""What a fee depends on, said by whoever applies and corrected by officers: each answer is kept with who gave it and when."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from fanlight.casework import access, fees, holding, recording
from fanlight.casework.acting import Actor
from fanlight.casework.models import Account, Case, Circumstance

DRAFT = "draft"


class NotAsked(Exception):
    """A circumstance that the fee of a case does not depend on, or that is not the applicant's to say; the message says which."""


@transaction.atomic
def say(case: Case, answers: Mapping[str, bool | None], *, by: Actor, at: datetime) -> list[Circumstance]:
    """Say what the fee of an application depends on, before it is sent; None is `not known`, and never lowers a fee.

    What was said before and is the same is not written again. Raises NotPermitted and NotAsked.
    """
    held = _held(case)
    person = access.check(by, access.Permission.APPLY, held)
    if held.state != DRAFT or held.applicant_id != person.pk:
        raise NotAsked("The application was sent: ask the council, and an officer corrects what is not right.")
    asked = {each.when for each in fees.reductions(held) if each.asks}
    if unknown := set(answers) - asked:
        raise NotAsked(f"The fee of this case asks nobody about: {', '.join(sorted(unknown))}.")
    before = fees.said(held)
    changed = {word: answer for word, answer in answers.items() if word not in before or before[word].answer != answer}
    return [_keep(held, word, answer, "", person, at) for word, answer in changed.items()]


@transaction.atomic
def correct(case: Case, word: str, answer: bool | None, *, reasons: str, by: Actor, at: datetime) -> Circumstance:  # noqa: PLR0913
    """Say as an officer whether something that lowers the fee is so. Raises NotPermitted, NotAsked, and ValueError without reasons."""
    held = _held(case)
    person = access.check(by, access.Permission.WORK_CASES, held)
    if word not in {each.when for each in fees.reductions(held)}:
        raise NotAsked(f"The fee of this case does not depend on '{word}'.")
    if not reasons.strip():
        raise ValueError("say how you know: the reasons are part of the record")
    return _keep(held, word, answer, reasons.strip(), person, at)


def _held(case: Case) -> Case:
    return holding.case(case.pk)


def _keep(case: Case, word: str, answer: bool | None, reasons: str, by: Account, at: datetime) -> Circumstance:  # noqa: PLR0913
    row = Circumstance.objects.create(case=case, word=word, answer=answer, reasons=reasons, by=by, at=at)
    kind = "fee circumstance corrected" if reasons else "fee circumstance said"
    about = {"circumstance": word, "answer": answer, "reasons": reasons}
    recording.write(kind, council=case.council, by=by, at=at, case=case, about=about)
    return row
