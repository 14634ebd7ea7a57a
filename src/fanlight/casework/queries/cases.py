"""Reading cases: one by its reference, the list of a council, the history of a case, and the steps open in it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from fanlight.casework import access, needs
from fanlight.casework import due as days
from fanlight.casework.acting import Actor
from fanlight.casework.models import Case, Council, Deadline, Note, Notice, Proposal, StepTaken
from fanlight.casework.needs import Stood
from fanlight.casework.notices import saying
from fanlight.casework.prepared import Prepared
from fanlight.licensing import procedure
from fanlight.licensing.procedure import SATISFIED, Role, Standing, Step

PAGE = 50
DUE_FIRST = (F("next_due_on").asc(nulls_last=True), "id")
MINE, LATE, WAITING = "mine", "late", "waiting"
WITH_STEP = ("reasons-recorded", "in-time")
"""Needs that what is said with the step settles: its reasons, and the day on which an appeal was received."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases of a council are wanted. Empty means all; `who` parts them by whose turn it is."""

    officer: int | None = None
    table: str = ""
    state: str = ""
    late_on: date | None = None
    words: str = ""
    is_ended: bool | None = False
    page: int = 1


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of cases, how many there are in all, and the number of the last page."""

    cases: Sequence[Case]
    count: int
    page: int
    last_page: int


@dataclass(frozen=True, slots=True)
class Lacking:
    """A need of a step that is not met, with what the law says of it and how it stands. `is_found`: an officer says how it stands."""

    need: str
    says: str
    cited: str
    standing: Standing
    why: str
    is_found: bool


@dataclass(frozen=True, slots=True)
class Way:
    """A step somebody's role may take from where the case stands, and what it still lacks; open where it lacks nothing."""

    step: Step
    lacking: tuple[Lacking, ...] = field(default=())

    @property
    def is_open(self) -> bool:
        """Whether the step can be taken once its reasons are written."""
        return not self.lacking


def get(actor: Actor, reference: str) -> Case | None:
    """The case of that reference, if the actor may see it."""
    found = _of_council(actor.council.pk, reference) if actor.council is not None else _everywhere(reference)
    return next((case for case in found if access.is_visible(actor, case)), None)


@Prepared
def _everywhere(reference: str) -> QuerySet[Case]:
    found = Case.objects.select_related("council", "council__fire_authority", "house", "officer", "applicant", "parent")
    return found.filter(reference=reference)


@Prepared
def _of_council(council: int, reference: str) -> QuerySet[Case]:
    return _everywhere.plain(reference).filter(council=council)


def listed(council: Council, wanted: Wanted) -> Listed:
    """The cases of a council that are wanted, those due first; a draft is its applicant's until it is sent.

    One that was paid for is found by its whole reference alone, so that an officer can give the money back.
    """
    sent = access.of_open() if wanted.is_ended is False else access.of_sent()
    theirs = sent | (Q(reference__iexact=wanted.words.strip()) & Q(access.of_paid())) if wanted.words else sent
    found = _filtered(Case.objects.filter(theirs, council=council), wanted)
    count = found.count()
    last_page = max(1, -(-count // PAGE))
    page = min(max(1, wanted.page), last_page)
    # The rows of the page are told apart first, so that the database sorts numbers and not whole cases.
    shown = found.order_by(*DUE_FIRST).values_list("pk", flat=True)[(page - 1) * PAGE : page * PAGE]
    rows = Case.objects.filter(pk__in=list(shown)).select_related("house", "officer").order_by(*DUE_FIRST)
    return Listed(list(rows), count, page, last_page)


def _filtered(cases: QuerySet[Case], wanted: Wanted) -> QuerySet[Case]:
    exact = {"officer": wanted.officer, "table": wanted.table, "state": wanted.state}
    ended = (True, False) if wanted.is_ended is None else (wanted.is_ended,)
    cases = cases.filter(is_ended__in=ended, **{name: value for name, value in exact.items() if value not in (None, "")})
    if wanted.late_on:
        cases = cases.filter(next_due_on__lt=wanted.late_on)
    if wanted.words:
        said = wanted.words.strip()
        cases = cases.filter(Q(reference__iexact=said) | Q(house__postcode__istartswith=said) | Q(house__address__icontains=said))
    return cases


def applied(actor: Actor) -> QuerySet[Case]:
    """The cases of somebody who applied or is a party, the latest first."""
    mine = Q(applicant=actor.account) | Q(parties__account=actor.account, parties__removed_at=None)
    return Case.objects.filter(mine).select_related("house", "council").distinct().order_by("-id")


def ways(case: Case, actor: Actor, on: date) -> tuple[Way, ...]:
    """Every step from where the case stands that the actor may take, enter, or put up for a manager's signature, open or not."""
    roles = actor.roles | ({Role.TEAM_MANAGER} if access.is_permitted(actor, access.Permission.WORK_CASES) else set())
    here = [step for step in procedure.table(case.table, on).steps if case.state in step.from_]
    steps = [step for step in here if set(step.who) & roles or access.enters(actor, case.table, step.name)]
    stood = needs.among(case, {need for step in steps for need in step.needs}, on)
    return tuple(Way(step, _lacking(step, stood, on)) for step in steps)


def waits_for(case: Case, on: date) -> tuple[str, ...]:
    """The roles that have a step to take from where the case stands, but for withdrawing and asking."""
    steps = [step for step in procedure.table(case.table, on).steps if case.state in step.from_ and step.to and step.name != "withdraw"]
    return tuple(dict.fromkeys(role for step in steps for role in step.who if role != Role.COUNCIL))


def _lacking(step: Step, stood: needs.Standings, on: date) -> tuple[Lacking, ...]:
    found = []
    for need in step.needs:
        held = stood.get(need, Stood(need, Standing.OPEN, "Nobody has said."))
        if need not in WITH_STEP and held.standing not in SATISFIED:
            provision = procedure.need(need, on)
            found.append(Lacking(need, provision.says, provision.cited, held.standing, held.why, bool(held.by) or need not in stood))
    return tuple(found)


def related(case: Case) -> list[Case]:
    """The cases a case is bound up with: the one above it, then those below it, the oldest first."""
    above = [case.parent] if case.parent is not None and case.parent.council_id == case.council_id else []
    return [*above, *_below(case.pk, case.council_id)]


@Prepared
def _below(case: int, council: int) -> QuerySet[Case]:
    return Case.objects.filter(parent=case, council=council).order_by("id")


def history(case: Case) -> list[StepTaken]:
    """The steps taken, the latest first."""
    return _history(case.pk)


@Prepared
def _history(case: int) -> QuerySet[StepTaken]:
    return StepTaken.objects.filter(case=case).select_related("by").order_by("-number")


def notes(case: Case) -> list[Note]:
    """What officers wrote on a case for colleagues, the latest first."""
    return _notes(case.pk)


@Prepared
def _notes(case: int) -> QuerySet[Note]:
    return Note.objects.filter(case=case).select_related("by").order_by("-id")


def running(case: Case) -> list[Deadline]:
    """The periods that run in a case, the first to end first."""
    return _running(case.pk)


@Prepared
def _running(case: int) -> QuerySet[Deadline]:
    return Deadline.objects.filter(case=case, closed_at=None).select_related("step").order_by("last_on", "id")


def invited_until(cases: Sequence[Case]) -> dict[int, date]:
    """Of each of some cases the last day for representations that its latest notice names, where the case waits for it."""
    waiting = [case.pk for case in cases if case.state.endswith("proposed")]
    named = Notice.objects.filter(case__in=waiting, last_on__isnull=False, step__name__startswith="propose").order_by("id")
    return {notice.case_id: notice.last_on for notice in named if notice.last_on}


def due(cases: Sequence[Case]) -> dict[int, str]:
    """Of each of some cases what is due next in it, in the words of the law's table or of its licence."""
    return days.says([case.pk for case in cases])


def today(at: datetime | None = None) -> date:
    """The day in England, which is the day of the law."""
    return timezone.localdate(at)


def waiting_for_signature(council: Council) -> QuerySet[Proposal]:
    """What was put up for signature and not answered, the oldest first."""
    return Proposal.objects.filter(case__council=council, answer="").select_related("case", "case__house", "by").order_by("id")


def put_up(case: Case) -> Proposal | None:
    """What of a case waits for a manager's signature."""
    return _put_up.first(case.pk)


@Prepared
def _put_up(case: int) -> QuerySet[Proposal]:
    return Proposal.objects.filter(case=case, answer="").select_related("by").order_by("id")[:1]


def proposal(council: Council, number: int) -> Proposal | None:
    """One of them by its number."""
    found = Proposal.objects.filter(case__council=council, pk=number, answer="")
    return found.select_related("case", "case__council", "case__house", "case__officer", "by").first()


def last_terms(case: Case) -> str | None:
    """The terms that a change of the draft is told against, as kept text: those last proposed in the case, else those in force."""
    proposed = case.steps_taken.filter(name__startswith="propose").exclude(details__terms=None).order_by("-number").first()
    if proposed is not None:
        return json.dumps(proposed.details["terms"])
    licence = saying.licence_of(case)
    version = licence.current if licence else None
    return version.content if version else None
