"""What follows a licence or stands beside it: asking to vary or revoke, exemption, appeal, and the holder's death."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from fanlight.casework import access, holding, parties, received, recording
from fanlight.casework.acting import Actor
from fanlight.casework.actions import cases, steps
from fanlight.casework.actions import parties as persons
from fanlight.casework.actions.cases import Taking
from fanlight.casework.actions.parties import Described
from fanlight.casework.actions.steps import Moved
from fanlight.casework.models import Account, Case, Deadline, House, Party, StepTaken
from fanlight.licensing import deadlines, relevant_persons
from fanlight.licensing.procedure import Role, Standing
from fanlight.licensing.relevant_persons import LegalRole

VARIATION, REVOCATION, EXEMPTION, APPEAL = "variation", "revocation", "temporary-exemption", "appeal"
GROUNDS = {VARIATION: "grounds-for-variation", REVOCATION: "grounds-for-revocation"}


class MatterNotOpen(Exception):
    """A matter that cannot be begun; the message says why, and what to do instead."""


@dataclass(frozen=True, slots=True)
class Notified:
    """A notification that a house will no longer need a licence: which steps will be taken, and by whom, who controls or manages it.

    `received_on` is the day on which one that came by letter was received.
    """

    steps: str
    person: Described
    received_on: date | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A request that came by letter. `who` is the number of a person of the licence, or somebody who was not named in it."""

    who: int | Described
    grounds: str
    received_on: date


@transaction.atomic
def ask(licence: Case, table: str, *, grounds: str, by: Actor, at: datetime) -> Case:
    """Ask for a licence to be varied or revoked (`table`), as its holder or a relevant person. Says why in `grounds`.

    Raises NotPermitted, MatterNotOpen, and ValueError without grounds. Source: Housing Act 2004, ss.69(3) and 70.
    """
    held = _licence(licence, table)
    person = access.check(by, access.Permission.APPLY, held)
    allowed = relevant_persons.may_ask(table, parties.roles_of(by, held), on=timezone.localdate(at))
    if not allowed.is_so:
        raise access.NotPermitted(f"{allowed.says} ({allowed.cited})")
    _said(grounds)
    case = _open(table, held, by, at)
    row = next((each for each in parties.rows(held) if each.account_id == person.pk), None)
    _asked_by(case, _described(row) if row else Described(LegalRole.APPLICANT, str(person), email=person.email), person, by, at)
    steps.take(case, Taking("ask", by, at, reasons=grounds))
    return case


@transaction.atomic
def enter(licence: Case, table: str, written: Written, *, by: Actor, at: datetime) -> Case:
    """Enter a request by letter for a licence to be varied or revoked; what follows is as if it had been made online.

    Raises NotPermitted, MatterNotOpen where that person may not ask, and ValueError without grounds or for a day that cannot be.
    """
    held = _licence(licence, table)
    access.check(by, access.Permission.WORK_CASES, held)
    _said(written.grounds)
    granted = timezone.localdate(held.opened_at)
    if written.received_on < granted:
        raise ValueError(f"the licence was granted on {granted:%-d %B %Y}: nobody asked for a change of it before")
    roles, row = _who(held, written)
    allowed = relevant_persons.may_ask(table, roles, on=written.received_on)
    if not allowed.is_so:
        raise MatterNotOpen(f"{allowed.says} ({allowed.cited})")
    case = _open(table, held, by, at)
    described = _described(row) if row else written.who
    assert isinstance(described, Described)
    if row is None:
        persons.add(case, described, by=by, at=at)
    _asked_by(case, described, row.account if row else None, by, at)
    said = received.details(written.received_on, described.name, described.address)
    _take_for(case, Taking("ask", by, at, reasons=written.grounds, details=said), by)
    return case


def _who(held: Case, written: Written) -> tuple[tuple[LegalRole, ...], Party | None]:
    """The roles of whoever wrote towards the licence, and the row that names them, if one does."""
    if isinstance(written.who, Described):
        return (written.who.role,), None
    group = next((each for each in relevant_persons.grouped(parties.persons(held)) if any(one.key == written.who for one in each)), ())
    if not group:
        raise ValueError("say who asked: a person of the licence, or somebody else with their name")
    return tuple(each.role for each in group), Party.objects.select_related("account").get(pk=written.who)


def _described(row: Party) -> Described:
    return Described(LegalRole(row.role), row.name, row.address, row.email, row.phone, row.is_company)


def _asked_by(case: Case, person: Described, account: Account | None, by: Actor, at: datetime) -> None:
    """Let a case be that of whoever asked, who receives its notices in their own right: by mail where no other address is known."""
    Case.objects.filter(pk=case.pk).update(applicant=account)
    case.applicant = account
    persons.add(case, replace(person, role=LegalRole.APPLICANT, address=person.address or person.email), by=by, at=at, account=account)


@transaction.atomic
def begin(licence: Case, table: str, *, grounds: str, by: Actor, at: datetime) -> Case:
    """Begin to vary or revoke a licence of the council's own motion; the grounds are recorded as a need that is met.

    Raises NotPermitted, MatterNotOpen, and ValueError without grounds.
    """
    held = _licence(licence, table)
    access.check(by, access.Permission.WORK_CASES, held)
    _said(grounds)
    case = _open(table, held, by, at)
    cases.record_need(case, GROUNDS[table], Standing.MET, reasons=grounds, by=by, at=at)
    return case


def _licence(licence: Case, table: str) -> Case:
    held = holding.case(licence.pk)
    if table not in GROUNDS:
        raise MatterNotOpen(f"A licence is varied or revoked; '{table}' is neither.")
    if held.table != "licence" or held.state != "in force":
        raise MatterNotOpen(f"Only a licence in force is varied or revoked; this {held.table} is {held.state}.")
    running = held.children.filter(table=table, is_ended=False).first()
    if running is not None:
        raise MatterNotOpen(f"{running.reference} is about the same and has not ended: go on there.")
    return held


def _open(table: str, licence: Case, by: Actor, at: datetime) -> Case:
    return cases.open_case(table, house=licence.house, by=by, at=at, parent=licence)


def _said(words: str) -> None:
    if not words.strip():
        raise ValueError("say why: the grounds are part of the record")


@transaction.atomic
def notify(house: House, notified: Notified, *, by: Actor, at: datetime) -> Case:
    """Notify the council of steps after which a house needs no licence, as the person having control or managing.

    An officer enters one that came by letter; `person` then names who notified. Raises NotPermitted, MatterNotOpen for another role or
    while one runs, and ValueError without steps. Source: Housing Act 2004, s.62(1).
    """
    access.check_permitted(by, access.of_either(by))
    if by.council is not None and by.council.pk != house.council_id:
        raise access.NotPermitted("this house is not theirs to see")
    _said(notified.steps)
    allowed = relevant_persons.may_ask(EXEMPTION, (notified.person.role,), on=timezone.localdate(at))
    if not allowed.is_so:
        raise MatterNotOpen(f"{allowed.says} ({allowed.cited})")
    if Case.objects.filter(house=house, table=EXEMPTION, is_ended=False).exists():
        raise MatterNotOpen("An exemption of this house is asked for or in force: a further notification is made there.")
    case = cases.open_case(EXEMPTION, house=house, by=by, at=at)
    account = by.account if by.council is None else None
    row = persons.add(case, notified.person, by=by, at=at, account=account)
    applicant = Described(LegalRole.APPLICANT, row.name, row.address, row.email, row.phone, row.is_company)
    persons.add(case, applicant, by=by, at=at, account=account)
    said = {"by_name": row.name, **received.details(notified.received_on)}
    _take_for(case, Taking("notify", by, at, reasons=notified.steps, details=said), by)
    return case


@transaction.atomic
def notify_again(case: Case, will_do: str, *, by: Actor, at: datetime) -> Moved:
    """A further notification, for a second and last exemption. Raises NotPermitted, StepNotOpen, and ValueError without steps."""
    access.check(by, access.of_either(by), case)
    _said(will_do)
    return _take_for(case, Taking("ask-again", by, at, reasons=will_do), by)


def _take_for(case: Case, taking: Taking, by: Actor) -> Moved:
    """Take an applicant's step. An officer takes it for somebody who wrote: the step names the officer, who entered it."""
    if by.council is None:
        return steps.take(case, taking)
    entered = Actor(by.account, by.roles | {Role.APPLICANT}, by.council, None, by.weighs_suitability)
    return steps.take(case, Taking(taking.name, entered, taking.at, taking.seen, taking.reasons, taking.needs, taking.details))


@transaction.atomic
def open_appeal(decision: StepTaken, *, by: Actor, at: datetime) -> Case:
    """The matter of an appeal against one decision, open while the decision can be appealed and after.

    Raises NotPermitted for somebody who may not appeal, and MatterNotOpen where no appeal lies or one was opened.
    """
    case = holding.case(decision.case_id)
    access.check(by, access.of_either(by), case)
    if not Deadline.objects.filter(step=decision, name__endswith="-appeal").exists():
        raise MatterNotOpen(f"No time for an appeal runs from '{decision.name}': no appeal lies against it.")
    mine = parties.roles_of(by, case)
    if by.council is None:
        allowed = relevant_persons.may_ask(APPEAL, mine, on=timezone.localdate(at))
        if not allowed.is_so:
            raise access.NotPermitted(f"{allowed.says} ({allowed.cited})")
    if Case.objects.filter(table=APPEAL, decision=decision, applicant=by.account if by.council is None else None).exists():
        raise MatterNotOpen("Their appeal against this decision was opened before: go on there.")
    opened = cases.open_case(APPEAL, house=case.house, by=by, at=at, parent=case)
    applicant = by.account if by.council is None else None
    Case.objects.filter(pk=opened.pk).update(decision=decision, applicant=applicant)
    opened.decision, opened.applicant = decision, applicant
    return opened


@transaction.atomic
def appeal(case: Case, details: dict[str, Any], *, by: Actor, at: datetime) -> Moved:
    """Record that an appeal was made. Whether it was in time is worked out. `details` are the tribunal's number and the like.

    Raises NotPermitted, and StepNotOpen where it was late: then the tribunal may still allow it.
    """
    access.check(by, access.of_either(by), case)
    return _take_for(case, Taking("appeal", by, at, reasons=details.get("grounds", ""), details=details), by)


@transaction.atomic
def record_death(licence: Case, died_on: date, *, how_known: str, by: Actor, at: datetime) -> Moved:
    """Record that the licence holder died: the licence ends, and the house counts as exempt for three months from the day of death.

    Raises NotPermitted, StepNotOpen, and ValueError for a day to come or without how it is known. Source: Housing Act 2004, s.68(6).
    """
    access.check(by, access.Permission.WORK_CASES, licence)
    if died_on > timezone.localdate(at):
        raise ValueError(f"{died_on:%-d %B %Y} is still to come")
    cases.record_need(licence, "holder-died", Standing.MET, reasons=f"Died on {died_on:%-d %B %Y}. {_known(how_known)}", by=by, at=at)
    taken = steps.take(licence, Taking("end-by-death", _council(by), at, reasons=how_known, details={"died_on": died_on.isoformat()}))
    found = deadlines.reckon("death-of-holder", start=died_on)
    Deadline.objects.filter(step=taken.step, name="death-of-holder").update(
        start_on=found.start, last_on=found.reckoning.last, working=list(found.working), doubts=list(found.doubts)
    )
    about = {"died": died_on, "exempt until": found.reckoning.last}
    recording.write("death of holder recorded", council=licence.council, by=by.account, at=at, case=licence, about=about)
    return taken


def _known(how: str) -> str:
    if not how.strip():
        raise ValueError("say how the death is known")
    return how.strip()


def _council(by: Actor) -> Actor:
    """The officer acting in the council's own name, for a step that the law gives to nobody in particular."""
    return Actor(by.account, by.roles | {Role.COUNCIL}, by.council, None, by.weighs_suitability)
