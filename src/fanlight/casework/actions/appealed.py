"""What an appeal does to the decision it is against: one in time keeps it from effect, and one that succeeds ends it."""

from django.utils import timezone

from fanlight.casework import acting, holding, needs
from fanlight.casework.actions import cases
from fanlight.casework.actions.cases import Taking
from fanlight.casework.models import Case, StepTaken
from fanlight.licensing import procedure

LICENCE = "licence"


def keep_back(step: StepTaken) -> None:
    """Take a decision back that took effect before anybody knew of an appeal in time. Source: Housing Act 2004, Sch 5 para 35."""
    _follow(step, "keep-back")


def reverse(step: StepTaken) -> None:
    """Let a decision that the tribunal reversed count for nothing, also one that had taken effect since the appeal came late."""
    _follow(step, "reverse")


def _follow(step: StepTaken, name: str) -> None:
    decided = step.case.decision
    if decided is None:
        return
    case = holding.case(decided.case_id, "parent")
    if not _take(case, name, step):
        return
    licence = case.parent
    if licence is not None and licence.table == LICENCE:
        _take(holding.case(licence.pk), "revive", step)


def _take(case: Case, name: str, step: StepTaken) -> bool:
    """Take a step that follows from an appeal, if the case has it and it is open there; whether it was taken."""
    on = timezone.localdate(step.at)
    row = next((each for each in procedure.table(case.table, on).steps if each.name == name and case.state in each.from_), None)
    if row is None:
        return False
    stood = needs.among(case, row.needs, on)
    if row.missing(needs.plain(stood)):
        return False
    cases.take_step(case, Taking(name, acting.TIME, step.at, reasons=" ".join(stood[need].why for need in row.needs)))
    return True
