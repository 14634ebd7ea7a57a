"""Taking a step with all that follows from it in one transaction: its letters, the licence or exemption it makes, and what begins."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from fanlight.casework import due, posting
from fanlight.casework.actions import appealed, cases, licences
from fanlight.casework.actions.cases import Taking
from fanlight.casework.models import Case, Notice, StepTaken
from fanlight.casework.notices import saying, serving
from fanlight.casework.notices.saying import Serving
from fanlight.casework.notices.serving import Made
from fanlight.licensing import deadlines
from fanlight.licensing.deadlines import Delivery

EFFECTS: Mapping[tuple[str, str], Callable[[StepTaken], object]] = {
    ("application", "grant"): licences.grant,
    ("variation", "vary"): licences.vary,
    ("variation", "vary-without-notice"): licences.vary,
    ("appeal", "appeal"): appealed.keep_back,
    ("appeal", "decide"): appealed.reverse,
    ("temporary-exemption", "serve"): licences.exempt,
    ("temporary-exemption", "serve-second"): licences.exempt,
}
"""What a step makes, besides moving the case."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A step taken, and what was served with it."""

    step: StepTaken
    notices: tuple[Notice, ...]


class _Tried(Exception):
    """Ends the transaction of a preview, so that nothing of it stays."""


@transaction.atomic
def take(case: Case, taking: Taking) -> Moved:
    """Take a step: the case moves, what it makes is made, its letters are served; all of it or nothing.

    Raises StepNotOpen, CaseMoved, NotPermitted, LicenceNotValid, Incomplete and DatesInvalid.
    """
    step, made = _taken(case, taking)
    notices = serving.serve(_serving(step), made, at=taking.at)
    licences.begin(step, at=taking.at)
    _served_in_time(case, step, notices)
    return Moved(step, tuple(notices))


def _served_in_time(case: Case, step: StepTaken, notices: Sequence[Notice]) -> None:
    """Close the period for serving a decision where each of its letters is taken to arrive within it: nothing is left to do by then."""
    if not notices:
        return
    ways = {Delivery(each.delivery) for each in notices}
    last = max(deadlines.arrived(posting.posted_on(step.case.council, way, step.at), way)[0] for way in ways)
    if step.deadlines.filter(name__endswith="-served", last_on__gte=last).update(closed_at=step.at):
        due.repeat(case)


def preview(case: Case, taking: Taking) -> tuple[Made, ...]:
    """The letters that a step would serve, made as they would be; nothing is kept. Raises what `take` raises."""
    before = (case.state, case.steps, case.moved_at, case.is_ended, case.next_due_on)
    made: tuple[Made, ...] = ()
    try:
        with transaction.atomic():
            made = _taken(case, taking)[1]
            raise _Tried
    except _Tried:
        return made
    finally:
        case.state, case.steps, case.moved_at, case.is_ended, case.next_due_on = before


def _taken(case: Case, taking: Taking) -> tuple[StepTaken, tuple[Made, ...]]:
    step = cases.take_step(case, taking).step
    effect = EFFECTS.get((case.table, step.name))
    if effect is not None:
        effect(step)
    return step, serving.compose(_serving(step))


def _serving(step: StepTaken) -> Serving:
    terms, number = saying.terms_of(step.case)
    return Serving(step.case, step, terms, number)
