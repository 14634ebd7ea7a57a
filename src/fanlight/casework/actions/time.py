"""What happens by time alone: every step that nobody but time takes, in every case where its needs are met."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from fanlight.casework import acting, needs
from fanlight.casework.actions import cases, steps
from fanlight.casework.actions.cases import CaseMoved, Taking
from fanlight.casework.models import Case
from fanlight.documents.letters.composing import Incomplete
from fanlight.documents.letters.letter import NotPrintable
from fanlight.licensing import procedure
from fanlight.licensing.deadlines import DatesInvalid
from fanlight.licensing.procedure import Role, Standing, Step, StepNotOpen

TERM_OVER = "term-over"


@dataclass(frozen=True, slots=True)
class Passing:
    """A step that time took in a case, or the fault for which it could not; then the case is as it was.

    `unserved` is why the letters of a step that was taken could not be made: an officer has to send them.
    """

    case: Case
    step: str
    why: str
    fault: Exception | None = None
    unserved: Exception | None = None


def let_pass(at: datetime) -> Iterator[Passing]:
    """Take every step that time takes at an instant, each case in a transaction of its own, and tell each as it was taken.

    One step may open another (a revocation that takes effect ends its licence), so it goes round until nothing moves; a case that failed is
    left alone. Doing it again takes no step twice, since a case that moved is in another state.
    """
    failed: set[int] = set()
    moved = True
    while moved:
        moved = False
        # The numbers first: no list is read on while its rows are changed.
        for number in list(_waiting(at).values_list("pk", flat=True)):
            passing = None if number in failed else _pass(Case.objects.select_related("council", "decision").get(pk=number), at)
            if passing is None:
                continue
            if passing.fault is None:
                moved = True
            else:
                failed.add(number)
            yield passing


def _waiting(at: datetime) -> QuerySet[Case]:
    """The open cases in a state from which time may take a step."""
    found = Q(pk__in=())
    for table in procedure.tables(timezone.localdate(at)):
        states = {state for row in _rows(table.steps) for state in row.from_}
        found |= Q(table=table.name, state__in=states)
    return Case.objects.filter(found, is_ended=False).order_by("pk")


def _rows(steps: tuple[Step, ...]) -> list[Step]:
    """The rows that time takes. An end that came before the term was over comes first: the term then ended nothing."""
    return sorted((row for row in steps if Role.COUNCIL in row.who), key=lambda row: TERM_OVER in row.needs)


def _pass(case: Case, at: datetime) -> Passing | None:
    """Take the step that is open to time in a case; None where none is. Any fault is told with the case, and stops no other case."""
    step = ""
    try:
        found = _open(case, at)
        if found is None:
            return None
        step, why = found
        return _take(case, Taking(step, acting.TIME, at, seen=case.steps, reasons=why))
    except (CaseMoved, StepNotOpen):
        return None  # somebody else moved it meanwhile; what time does then is for the next round
    except Exception as fault:
        return Passing(case, step, "", fault)


def _take(case: Case, taking: Taking) -> Passing:
    """Take a step of time. The law's day comes whether or not a letter can be made: then the step is taken alone, and that is told."""
    try:
        steps.take(case, taking)
    except (Incomplete, DatesInvalid, NotPrintable) as fault:
        cases.take_step(case, taking)
        return Passing(case, taking.name, taking.reasons, unserved=fault)
    return Passing(case, taking.name, taking.reasons)


def _open(case: Case, at: datetime) -> tuple[str, str] | None:
    on = timezone.localdate(at)
    rows = [row for row in _rows(procedure.table(case.table, on).steps) if case.state in row.from_]
    stood = needs.among(case, {need for row in rows for need in row.needs}, on)
    for row in rows:
        if not row.missing(needs.plain(stood)):
            if at < case.moved_at:
                raise TooEarly(f"its last step was taken on {timezone.localdate(case.moved_at)}: time cannot take one before")
            return row.name, " ".join(stood[need].why for need in row.needs if stood[need].standing is Standing.MET)
    return None


class TooEarly(Exception):
    """Time was to take a step before the last one that was taken."""
