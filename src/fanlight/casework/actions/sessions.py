"""The sessions of an account: noted as they begin, and ended by whoever they belong to."""

from django.contrib.sessions.models import Session
from django.db import transaction

from fanlight.casework.actions import staff
from fanlight.casework.models import Account, SignedIn


@transaction.atomic
def note(account: Account, key: str) -> None:
    """Remember that a session is an account's. One that was noted already, or has ended in the meantime, stays as it is."""
    if Session.objects.select_for_update().filter(pk=key).exists():
        SignedIn.objects.get_or_create(session_id=key, defaults={"account": account})


@transaction.atomic
def end(account: Account, number: int) -> bool:
    """End one session of an account at once; whether there was such a session of theirs."""
    row = SignedIn.objects.filter(account=account, pk=number).first()
    if row is None:
        return False
    Session.objects.filter(pk=row.session_id).delete()
    return True


@transaction.atomic
def end_others(account: Account, this: str | None) -> int:
    """End every session of an account but one, which must be given its new seal in the same request; how many others were noted."""
    others = SignedIn.objects.filter(account=account).exclude(session_id=this)
    keys = list(others.values_list("session_id", flat=True))
    Session.objects.filter(pk__in=keys).delete()
    staff.end_sessions(account)  # those that nobody noted too
    return len(keys)
