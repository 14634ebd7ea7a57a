"""The people of a council: invited, given roles from a day, their roles ended, and suspended at once; each change is in the record."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from fanlight.casework import access, recording
from fanlight.casework.acting import STAFF, Actor, Office
from fanlight.casework.models import Account, Council, Membership
from fanlight.casework.queries import staff as queries
from fanlight.casework.recording import Post


class LastAdministrator(Exception):
    """A change that would leave a council without anybody who administers it."""


@dataclass(frozen=True, slots=True)
class Invited:
    """Who is to act for a council: their address of mail, and the role they get, from a day until another (none: until it is ended)."""

    email: str
    name: str
    role: str
    from_on: date
    until_on: date | None = None
    weighs_suitability: bool = False


@transaction.atomic
def invite(council: Council, invited: Invited, *, by: Actor, at: datetime, sign_in: str) -> Membership:
    """Give somebody a role, with an account if they have none, and write to them where to set a password (`sign_in`, an address).

    The message holds nothing secret: whoever reads it still has to prove that the address of mail is theirs. Raises NotPermitted, and
    ValueError for what cannot be.
    """
    person, held = _held(council, by)
    _check(invited, timezone.localdate(at))
    account = _account(invited)
    _check_free(held, account, invited)
    made = Membership.objects.create(
        account=account, council=held, role=invited.role, weighs_suitability=invited.weighs_suitability, from_on=invited.from_on,
        until_on=invited.until_on,
    )  # fmt: skip
    _write("role given", made, person, at, {"from": made.from_on, "until": made.until_on, "weighs suitability": made.weighs_suitability})
    body = (
        f"You act for {held.name} Council as {invited.role} from {invited.from_on:%-d %B %Y}.\n\nIf you have no password yet, set one at "
        f"{sign_in} with this address of mail. You will then be led to set up a second step for signing in."
    )
    recording.send(Post(f"role given {made.pk}", account.email, f"Your role at {held.name} Council", body), council=held, at=at)
    return made


@transaction.atomic
def end(membership: Membership, until_on: date, *, by: Actor, at: datetime) -> Membership:
    """Let a role end: `until_on` is the first day on which it is not held any more. Raises NotPermitted, LastAdministrator, ValueError."""
    row = _row(membership)
    person, held = _held(row.council, by)
    today = timezone.localdate(at)
    if row.until_on is not None and row.until_on <= today:
        raise ValueError(f"{row.account} has not been {row.role} since {row.until_on:%-d %B %Y}")
    if until_on < max(today, row.from_on):
        raise ValueError("a role ends today or later, and not before it begins")
    row.until_on = until_on
    row.save(update_fields=["until_on"])
    _check_administered(held, today)
    _write("role ended", row, person, at, {"until": until_on})
    return row


@transaction.atomic
def let_weigh(membership: Membership, weighs: bool, *, by: Actor, at: datetime) -> Membership:
    """Name somebody as one who weighs criminal-offence data, or take that from them. Raises NotPermitted, and ValueError."""
    row = _row(membership)
    person, _ = _held(row.council, by)
    if weighs and row.role not in access.WEIGHING_ROLES:
        raise ValueError(_no_weighing(row.role))
    row.weighs_suitability = weighs
    row.save(update_fields=["weighs_suitability"])
    _write("may weigh suitability" if weighs else "may not weigh suitability", row, person, at, {})
    return row


@transaction.atomic
def suspend(council: Council, account: Account, *, reasons: str, by: Actor, at: datetime) -> int:
    """End all roles of somebody at a council and every session of theirs, at once; how many roles ended.

    Raises NotPermitted, LastAdministrator, and ValueError without reasons or for somebody who has no role there.
    """
    person, held = _held(council, by)
    today = timezone.localdate(at)
    rows = list(queries.held(held, today).filter(account=account))
    if not reasons.strip():
        raise ValueError("say why: the reasons are part of the record")
    if not rows:
        raise ValueError(f"{account} has no role at {held.name} Council to end")
    for row in rows:
        row.until_on = max(today, row.from_on)
        row.save(update_fields=["until_on"])
        _write("suspended", row, person, at, {"until": row.until_on, "reasons": reasons.strip()})
    _check_administered(held, today)
    end_sessions(account)
    return len(rows)


def end_sessions(account: Account) -> None:
    """End every session that somebody has at this moment."""
    Account.objects.filter(pk=account.pk).update(sessions_ended=F("sessions_ended") + 1)
    account.refresh_from_db(fields=["sessions_ended"])


@transaction.atomic
def found(slug: str, name: str, *, administrator: Invited, at: datetime) -> Membership:
    """Make a council and its first administrator, for whoever runs the service. Raises ValueError where it is there already."""
    if Council.objects.filter(slug=slug).exists():
        raise ValueError(f"a council is called '{slug}' already: its administrator gives roles on its own pages")
    council = Council.objects.create(slug=slug, name=name)
    _check(administrator, timezone.localdate(at))
    made = Membership.objects.create(
        account=_account(administrator), council=council, role=Office.ADMINISTRATOR, from_on=administrator.from_on
    )
    recording.write("council made", council=council, by=None, at=at, about={"name": name})
    _write("role given", made, None, at, {"from": made.from_on})
    return made


def _held(council: Council | None, by: Actor) -> tuple[Account, Council]:
    """Who acts, and the council, locked: of two who would end each other's roles, the second is told."""
    access.check_permitted(by, access.Permission.ADMINISTER)
    if by.account is None or council is None or by.council != council:
        raise access.NotPermitted("this council is not theirs to set up")
    return by.account, Council.objects.select_for_update().get(pk=council.pk)


def _row(membership: Membership) -> Membership:
    return Membership.objects.select_related("account", "council").get(pk=membership.pk)


def _check(invited: Invited, today: date) -> None:
    if invited.role not in STAFF:
        raise ValueError(f"'{invited.role}' is no role of a council; known here: {', '.join(STAFF)}")
    if not invited.name.strip():
        raise ValueError("enter the name of whoever is invited")
    if invited.weighs_suitability and invited.role not in access.WEIGHING_ROLES:
        raise ValueError(_no_weighing(invited.role))
    if invited.from_on < today:
        raise ValueError("a role begins today or later: what somebody did before was done without it")
    if invited.until_on is not None and invited.until_on <= invited.from_on:
        raise ValueError("a role ends after it begins")


def _no_weighing(role: str) -> str:
    return f"criminal-offence data is weighed by a {' or '.join(access.WEIGHING_ROLES)}, and by no {role}"


def _account(invited: Invited) -> Account:
    """The account of that address, made without a password where there is none."""
    email = Account.objects.normalize_email(invited.email).strip().lower()
    found = Account.objects.filter(email=email).first()
    return found or Account.objects.create_user(email, None, name=" ".join(invited.name.split()))


def _check_free(council: Council, account: Account, invited: Invited) -> None:
    """Nobody has the same role twice at a time."""
    same = queries.held(council, invited.from_on).filter(account=account, role=invited.role)
    if invited.until_on is not None:
        same = same.filter(from_on__lt=invited.until_on)
    if same.exists():
        raise ValueError(f"{account} is {invited.role} at that time already")


def _check_administered(council: Council, today: date) -> None:
    staying = Membership.objects.filter(council=council, role=Office.ADMINISTRATOR, from_on__lte=today, until_on=None)
    if not staying.filter(account__is_active=True).exists():
        raise LastAdministrator(f"{council.name} would be without an administrator: give somebody else that role first, without a last day")


def _write(kind: str, row: Membership, by: Account | None, at: datetime, about: dict[str, object]) -> None:
    # People stand in the record by the number of their account: what they are called may change, and may have to be erased.
    assert row.council is not None
    recording.write(kind, council=row.council, by=by, at=at, about={"account": row.account_id, "role": row.role, **about})
