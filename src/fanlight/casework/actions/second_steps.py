"""The second step of somebody who lost it: taken away once they proved who they are, so that they set up another."""

from collections.abc import Iterable
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone

from fanlight.casework import recording
from fanlight.casework.acting import Actor, Organisation
from fanlight.casework.actions import staff
from fanlight.casework.models import Account, Case, Council
from fanlight.casework.queries import people
from fanlight.casework.queries import staff as queries
from fanlight.casework.recording import Post

SUBJECT = "Your second step for signing in was taken away"


@transaction.atomic
def take_away(organisation: Organisation, account: Account, *, proved: str, by: Actor, at: datetime) -> None:
    """Take the second step of somebody of an organisation away, and end their sessions; `proved` says how they proved who they are.

    Raises NotPermitted, and ValueError for oneself, for somebody who has no role there or no second step, and without a proof.
    """
    person, held = staff.administered(organisation, by)
    if account == person:
        raise ValueError("your own second step is taken away by another administrator, or by those who run the service")
    if not queries.held(held, timezone.localdate(at)).filter(account=account).exists():
        raise ValueError(f"{account} has no role at {staff.called(held)}")
    _take_away(account, staff.recorded_by(held), proved, person, at)


@transaction.atomic
def take_away_by_command(account: Account, *, proved: str, at: datetime) -> None:
    """The same of anybody, for those who run the service. Raises ValueError."""
    councils: dict[int, Council] = {}
    for row in people.memberships(account, timezone.localdate(at)):
        held = row.council or row.fire_authority
        councils |= {each.pk: each for each in (staff.recorded_by(held) if held else ())}
    councils |= {each.pk: each for each in Council.objects.filter(pk__in=Case.objects.filter(applicant=account).values("council"))}
    _take_away(account, [councils[key] for key in sorted(councils)], proved, None, at)


def _take_away(account: Account, councils: Iterable[Council], proved: str, by: Account | None, at: datetime) -> None:
    if not proved.strip():
        raise ValueError("say how they proved who they are: it is part of the record")
    steps, _ = Authenticator.objects.filter(user=account).delete()
    if not steps:
        raise ValueError(f"{account} has no second step")
    staff.end_sessions(account)
    body = (
        "You told us that you lost your app or key, and proved who you are. So your second step for signing in was taken away, and you "
        "were signed out everywhere.\n\nSign in with your password, and set up a second step again.\n\nIf it was not you who asked, tell "
        "your council at once, and change your password."
    )
    for number, council in enumerate(councils):
        about = {"account": account.pk, "proved": proved.strip()}
        event = recording.write("second step taken away", council=council, by=by, at=at, about=about)
        if number == 0:
            recording.send(Post(f"second step {council.slug} {event.number}", account.email, SUBJECT, body), council=council, at=at)
