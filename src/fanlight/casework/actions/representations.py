"""Representations on a notice: made by a relevant person, in time or late, weighed one by one with an answer, or withdrawn."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db import transaction
from django.utils import timezone

from fanlight.casework import access, holding, parties, recording
from fanlight.casework.acting import Actor
from fanlight.casework.models import Case, Notice, Party, Representation, Weighed
from fanlight.casework.needs import is_late
from fanlight.licensing import relevant_persons
from fanlight.licensing.relevant_persons import LegalRole

LONGEST = 20_000


class Answer(StrEnum):
    """How a representation was answered."""

    ACCEPTED = "accepted"
    PARTLY = "accepted in part"
    NOT_ACCEPTED = "not accepted"
    WITHDRAWN = "withdrawn"


class RepresentationNotOpen(Exception):
    """A representation that cannot be made, weighed or withdrawn now; the message says why."""


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says to a notice. An officer who enters a letter names the person and the day on which it came."""

    words: str
    party: Party | None = None
    by_name: str = ""
    received_on: date | None = None


@transaction.atomic
def make(notice: Notice, said: Said, *, by: Actor, at: datetime) -> Representation:
    """Keep a representation. One that comes after the last day is kept too, and is late: the council need not weigh it, and may.

    Raises NotPermitted for somebody who is no relevant person, RepresentationNotOpen, and ValueError for one without words.
    """
    case = holding.case(notice.case_id)
    person = access.check(by, access.of_either(by), case)
    _check_open(case, notice)
    if not 0 < len(said.words.strip()) <= LONGEST:
        raise ValueError(f"write what you have to say, in at most {LONGEST:,} characters")
    on = timezone.localdate(at)
    party = _speaker(case, said, by, on)
    received_on = said.received_on if by.council and said.received_on else on
    if received_on > on or received_on < notice.served_on:
        raise ValueError(f"a representation on this notice came between {notice.served_on:%-d %B %Y} and today")
    made = Representation.objects.create(
        case=case, notice=notice, party=party, by_name=party.name if party else str(person), words=said.words.strip(),
        received_on=received_on, by=person, at=at,
    )  # fmt: skip
    about = {"representation": made.pk, "notice": notice.pk, "from": made.by_name, "received": received_on, "late": is_late(made)}
    recording.write("representation made", council=case.council, by=person, at=at, case=case, about=about)
    return made


def _check_open(case: Case, notice: Notice) -> None:
    if notice.last_on is None or not notice.step.name.startswith("propose"):
        raise RepresentationNotOpen("This notice asks for no representations.")
    if case.is_ended:
        raise RepresentationNotOpen(f"The case has ended ({case.state}): an appeal to the tribunal is the way from here.")


def _speaker(case: Case, said: Said, by: Actor, on: date) -> Party | None:
    """The person of the case who speaks; None for whoever applied without being entered as a person. Raises NotPermitted."""
    if by.council is not None:
        party = said.party
        if party is None or party.pk not in {each.key for each in parties.persons(case)}:
            raise access.NotPermitted("name the person of the case who made it; enter them first if they are missing")
        roles: tuple[LegalRole, ...] = tuple(each.role for each in parties.persons(case) if each.key == party.pk)
    else:
        roles = parties.roles_of(by, case)
        mine = [each.key for each in parties.persons(case) if by.account and each.account == by.account.pk]
        party = Party.objects.filter(pk__in=mine).order_by("id").first()
    allowed = relevant_persons.may_represent(case.table, roles, on=on)
    if not allowed.is_so:
        raise access.NotPermitted(f"{allowed.says} ({allowed.cited})")
    return party


@transaction.atomic
def weigh(made: Representation, answer: Answer, *, reasons: str, by: Actor, at: datetime, seen: int | None = None) -> Weighed:  # noqa: PLR0913
    """Record how a representation was considered. A later weighing counts instead of an earlier one.

    `seen` is how many weighings were seen, None where nobody looked. Raises NotPermitted, RepresentationNotOpen for one that was withdrawn
    or weighed meanwhile, and ValueError without reasons.
    """
    case = holding.case(made.case_id)
    access.check(by, access.Permission.WORK_CASES, case)
    if seen is not None and seen != made.weighed.count():
        last = made.weighed.select_related("by").order_by("id").last()
        who = last.by if last else "Somebody"
        raise RepresentationNotOpen(f"{who} weighed it after you opened the page. Nothing of yours was kept; look again.")
    if answer is Answer.WITHDRAWN:
        raise RepresentationNotOpen("Only who made a representation withdraws it.")
    if not reasons.strip():
        raise ValueError("say why: whoever made it is told, and the reasons are part of the record")
    return _keep(made, case, answer, reasons, by, at)


@transaction.atomic
def withdraw(made: Representation, *, by: Actor, at: datetime, reasons: str = "") -> Weighed:
    """Take a representation back; it is kept, and no longer waits to be weighed. Raises NotPermitted and RepresentationNotOpen."""
    case = holding.case(made.case_id)
    access.check(by, access.of_either(by), case)
    if by.council is None and made.by != by.account and (made.party is None or made.party.account != by.account):
        raise access.NotPermitted("only who made a representation withdraws it")
    if by.council is not None and not reasons.strip():
        raise ValueError("say how you know that it was withdrawn")
    return _keep(made, case, Answer.WITHDRAWN, reasons, by, at)


def _keep(made: Representation, case: Case, answer: Answer, reasons: str, by: Actor, at: datetime) -> Weighed:  # noqa: PLR0913
    if case.is_ended:
        raise RepresentationNotOpen(f"The case has ended ({case.state}): nothing is weighed in it any more.")
    if made.weighed.filter(answer=Answer.WITHDRAWN).exists():
        raise RepresentationNotOpen("It was withdrawn.")
    assert by.account is not None
    row = Weighed.objects.create(representation=made, answer=answer.value, reasons=reasons.strip(), by=by.account, at=at)
    about = {"representation": made.pk, "answer": row.answer, "reasons": row.reasons}
    recording.write("representation weighed", council=case.council, by=by.account, at=at, case=case, about=about)
    return row
