"""Changes that persons of a case report, online or by letter: a sale, another manager, the holder's death; and what was done about it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db import transaction
from django.utils import timezone

from fanlight.casework import access, recording
from fanlight.casework.acting import Actor
from fanlight.casework.actions import matters
from fanlight.casework.models import Case, ChangeAnswered, ChangeReported
from fanlight.casework.recording import Post

LONGEST = 5000


class Change(StrEnum):
    """What was reported."""

    SALE = "the house is sold or let as a whole to somebody else"
    MANAGER = "somebody else manages the house"
    HOLDER_DIED = "the licence holder has died"
    DETAILS = "an address, a telephone number or mail has changed"
    HOUSE = "the house itself, or how it is lived in, has changed"
    OTHER = "something else"


@dataclass(frozen=True, slots=True)
class Letter:
    """A report by letter: what it says, who wrote, when it was received, and the number of the paper among the files of the case."""

    change: Change
    words: str
    by_name: str
    received_on: date
    happened_on: date | None = None
    upload: int | None = None


@transaction.atomic
def report(case: Case, change: Change, words: str, *, happened_on: date | None, by: Actor, at: datetime) -> ChangeReported:  # noqa: PLR0913
    """Keep what somebody reports of a case and tell the officer. Raises NotPermitted, and ValueError without words or for a day to come."""
    access.check(by, access.Permission.APPLY, case)
    made = _keep(ChangeReported(case=case, kind=change.value, words=words, happened_on=happened_on), by, at)
    when = f" On {happened_on:%-d %B %Y}." if happened_on else ""
    body = f"{made.by} reports for {case.reference}, {case.house.address}: {change.value}.{when}\n\n{made.words}"
    post = Post(f"change {made.pk}", recording.to_officer(case), f"Change reported: {case.reference}", body)
    recording.send(post, council=case.council, at=at, case=case)
    return made


@transaction.atomic
def enter(case: Case, letter: Letter, *, by: Actor, at: datetime) -> ChangeReported:
    """Enter a report that came by letter. Raises NotPermitted, and ValueError for a day to come or without who wrote."""
    access.check(by, access.Permission.WORK_CASES, case)
    if not letter.by_name.strip():
        raise ValueError("say who wrote")
    if letter.received_on > timezone.localdate(at):
        raise ValueError(f"{letter.received_on:%-d %B %Y} is still to come: give the day on which it was received")
    made = ChangeReported(
        case=case, kind=letter.change.value, words=letter.words, happened_on=letter.happened_on, reported_by=letter.by_name.strip(),
        received_on=letter.received_on, upload=letter.upload,
    )  # fmt: skip
    return _keep(made, by, at)


def _keep(made: ChangeReported, by: Actor, at: datetime) -> ChangeReported:
    """Keep a report whose case is set, with its event."""
    made.words = made.words.strip()
    if not 0 < len(made.words) <= LONGEST:
        raise ValueError(f"say what has changed, in at most {LONGEST:,} characters")
    if made.happened_on is not None and made.happened_on > timezone.localdate(at) and made.kind == Change.HOLDER_DIED:
        raise ValueError(f"{made.happened_on:%-d %B %Y} is still to come")
    assert by.account is not None  # each who comes here was checked
    made.by, made.at = by.account, at
    made.save(force_insert=True)
    about = {"report": made.pk, "kind": made.kind, "on": made.happened_on, "from": made.reported_by, "received": made.received_on}
    recording.write("change reported", council=made.case.council, by=made.by, at=at, case=made.case, about=about)
    return made


@transaction.atomic
def answer(change: ChangeReported, words: str, *, begins: str = "", by: Actor, at: datetime) -> ChangeAnswered:
    """Record what the council did about a report, and begin to vary or revoke the licence where it `begins` that.

    Who reported it online is told. Raises NotPermitted, MatterNotOpen, and ValueError without words.
    """
    held = ChangeReported.objects.select_related("case", "case__council", "case__house", "by").get(pk=change.pk)
    case = held.case
    person = access.check(by, access.Permission.WORK_CASES, case)
    if not words.strip():
        raise ValueError("say what you did about it, or why nothing is to be done: it is kept on the record")
    led_to = matters.begin(case, begins, grounds=f"{held.kind.capitalize()}: {words.strip()}", by=by, at=at) if begins else None
    made = ChangeAnswered.objects.create(change=held, words=words.strip(), led_to=led_to, by=person, at=at)
    about = {"report": held.pk, "words": made.words, "led to": led_to.reference if led_to else ""}
    recording.write("change answered", council=case.council, by=person, at=at, case=case, about=about)
    if not held.reported_by:
        body = f"You reported for {case.reference}, {case.house.address}: {held.kind}.\n\nThe council's answer: {made.words}"
        post = Post(f"change answered {made.pk}", held.by.email, f"Your report: {case.reference}", body)
        recording.send(post, council=case.council, at=at, case=case)
    return made
