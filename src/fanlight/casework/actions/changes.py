"""Changes that holders and other persons of a case report: a sale, another manager, the holder's death, and whatever else."""

from datetime import date, datetime
from enum import StrEnum

from django.db import transaction
from django.utils import timezone

from fanlight.casework import access, recording
from fanlight.casework.acting import Actor
from fanlight.casework.models import Case, ChangeReported
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


@transaction.atomic
def report(case: Case, change: Change, words: str, *, happened_on: date | None, by: Actor, at: datetime) -> ChangeReported:  # noqa: PLR0913
    """Keep what somebody reports of a case and tell the officer. Raises NotPermitted, and ValueError without words or for a day to come."""
    person = access.check(by, access.Permission.APPLY, case)
    if not 0 < len(words.strip()) <= LONGEST:
        raise ValueError(f"say what has changed, in at most {LONGEST:,} characters")
    if happened_on is not None and happened_on > timezone.localdate(at) and change is Change.HOLDER_DIED:
        raise ValueError(f"{happened_on:%-d %B %Y} is still to come")
    made = ChangeReported.objects.create(case=case, kind=change.value, words=words.strip(), happened_on=happened_on, by=person, at=at)
    about = {"report": made.pk, "kind": made.kind, "on": happened_on}
    recording.write("change reported", council=case.council, by=person, at=at, case=case, about=about)
    when = f" On {happened_on:%-d %B %Y}." if happened_on else ""
    body = f"{person} reports for {case.reference}, {case.house.address}: {change.value}.{when}\n\n{made.words}"
    post = Post(f"change {made.pk}", recording.to_officer(case), f"Change reported: {case.reference}", body)
    recording.send(post, council=case.council, at=at, case=case)
    return made
