"""The people of a council or a fire authority: given roles from a day, their roles ended, and suspended at once; all in the record.

What is done about the people of a fire authority stands in the record of every council whose cases they see.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from fanlight.casework import access, recording
from fanlight.casework.acting import FIRE_STAFF, STAFF, Actor, Office, Organisation
from fanlight.casework.models import Account, Council, FireAuthority, FireRecord, Membership
from fanlight.casework.queries import staff as queries
from fanlight.casework.recording import Post


class LastAdministrator(Exception):
    """A change that would leave a council or a fire authority without anybody who administers it."""


@dataclass(frozen=True, slots=True)
class Invited:
    """Who is to act for an organisation: their address of mail, and the role they get, from a day until another (none: until ended)."""

    email: str
    name: str
    role: str
    from_on: date
    until_on: date | None = None
    weighs_suitability: bool = False


@transaction.atomic
def invite(organisation: Organisation, invited: Invited, *, by: Actor, at: datetime, sign_in: str) -> Membership:
    """Give somebody a role, with an account if they have none, and write to them where to set a password (`sign_in`, an address).

    The message holds nothing secret: whoever reads it still has to prove that the address of mail is theirs. Raises NotPermitted, and
    ValueError for what cannot be.
    """
    person, held = administered(organisation, by)
    _check(held, invited, timezone.localdate(at))
    writes_from = next(iter(recorded_by(held)), None)
    if writes_from is None:
        raise ValueError(f"no council works with {held.name} yet: one of them says so first, in its settings under The council")
    account = _account(invited)
    _check_free(held, account, invited)
    made = Membership.objects.create(
        account=account, **_side(held), role=invited.role, weighs_suitability=invited.weighs_suitability, from_on=invited.from_on,
        until_on=invited.until_on,
    )  # fmt: skip
    _write("role given", made, person, at, {"from": made.from_on, "until": made.until_on, "weighs suitability": made.weighs_suitability})
    body = (
        f"You act for {called(held)} as {invited.role} from {invited.from_on:%-d %B %Y}.\n\nIf you have no password yet, set one at "
        f"{sign_in} with this address of mail. You will then be led to set up a second step for signing in."
    )
    recording.send(Post(f"role given {made.pk}", account.email, f"Your role at {called(held)}", body), council=writes_from, at=at)
    return made


@transaction.atomic
def end(membership: Membership, until_on: date, *, by: Actor, at: datetime) -> Membership:
    """Let a role end: `until_on` is the first day on which it is not held any more. Raises NotPermitted, LastAdministrator, ValueError."""
    row = _row(membership)
    person, held = administered(_of(row), by)
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
    person, _ = administered(_of(row), by)
    if weighs and row.role not in access.WEIGHING_ROLES:
        raise ValueError(_no_weighing(row.role))
    row.weighs_suitability = weighs
    row.save(update_fields=["weighs_suitability"])
    _write("may weigh suitability" if weighs else "may not weigh suitability", row, person, at, {})
    return row


@transaction.atomic
def suspend(organisation: Organisation, account: Account, *, reasons: str, by: Actor, at: datetime) -> int:
    """End all roles of somebody at an organisation and every session of theirs, at once; how many roles ended.

    Raises NotPermitted, LastAdministrator, and ValueError without reasons or for somebody who has no role there.
    """
    person, held = administered(organisation, by)
    today = timezone.localdate(at)
    rows = list(queries.held(held, today).filter(account=account))
    if not reasons.strip():
        raise ValueError("say why: the reasons are part of the record")
    if not rows:
        raise ValueError(f"{account} has no role at {called(held)} to end")
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
    _check(council, administrator, timezone.localdate(at))
    made = Membership.objects.create(
        account=_account(administrator), council=council, role=Office.ADMINISTRATOR, from_on=administrator.from_on
    )
    recording.write("council made", council=council, by=None, at=at, about={"name": name})
    _write("role given", made, None, at, {"from": made.from_on})
    return made


@transaction.atomic
def found_authority(authority: FireAuthority, *, administrator: Invited, at: datetime) -> Membership:
    """Keep a new fire authority with its first administrator, for whoever runs the service. Raises ValueError where it is there already.

    No council works with it yet, so it stands in no record.
    """
    if FireAuthority.objects.filter(slug=authority.slug).exists():
        raise ValueError(f"a fire authority is called '{authority.slug}' already: its administrator gives roles on its own pages")
    _check(authority, administrator, timezone.localdate(at))
    authority.save(force_insert=True)
    return Membership.objects.create(
        account=_account(administrator), fire_authority=authority, role=Office.FIRE_ADMINISTRATOR, from_on=administrator.from_on
    )


def called(organisation: Organisation) -> str:
    """A council or a fire authority as it is named in words."""
    return f"{organisation.name} Council" if isinstance(organisation, Council) else organisation.name


def administered(organisation: Organisation, by: Actor) -> tuple[Account, Organisation]:
    """Who acts, and the organisation, locked: of two who would end each other's roles, the second is told."""
    if isinstance(organisation, FireAuthority):
        access.check_permitted(by, access.Permission.ADMINISTER_FIRE)
        own: Organisation | None = by.fire_authority
    else:
        access.check_permitted(by, access.Permission.ADMINISTER)
        own = by.council
    if by.account is None or own != organisation:
        raise access.NotPermitted(f"the people of {called(organisation)} are not theirs to change")
    return by.account, type(organisation).objects.select_for_update().get(pk=organisation.pk)


def _row(membership: Membership) -> Membership:
    return Membership.objects.select_related("account", "council", "fire_authority").get(pk=membership.pk)


def _of(row: Membership) -> Organisation:
    held = row.council or row.fire_authority
    assert held is not None  # the table has no row of neither
    return held


def _side(organisation: Organisation) -> dict[str, Organisation]:
    return {"council" if isinstance(organisation, Council) else "fire_authority": organisation}


def recorded_by(organisation: Organisation) -> list[Council]:
    """The councils whose record tells of an organisation's people: those whose cases they see or may come to see, in one order."""
    if isinstance(organisation, Council):
        return [organisation]
    known = Q(fire_authority=organisation) | Q(pk__in=FireRecord.objects.filter(authority=organisation).values("council"))
    return list(Council.objects.filter(known).order_by("pk"))


def _check(organisation: Organisation, invited: Invited, today: date) -> None:
    roles, kind = (STAFF, "council") if isinstance(organisation, Council) else (FIRE_STAFF, "fire authority")
    if invited.role not in roles:
        raise ValueError(f"'{invited.role}' is no role of a {kind}; known here: {', '.join(roles)}")
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


def _check_free(organisation: Organisation, account: Account, invited: Invited) -> None:
    """Nobody has the same role twice at a time."""
    same = queries.held(organisation, invited.from_on).filter(account=account, role=invited.role)
    if invited.until_on is not None:
        same = same.filter(from_on__lt=invited.until_on)
    if same.exists():
        raise ValueError(f"{account} is {invited.role} at that time already")


def _check_administered(organisation: Organisation, today: date) -> None:
    role = Office.ADMINISTRATOR if isinstance(organisation, Council) else Office.FIRE_ADMINISTRATOR
    staying = Membership.objects.filter(**_side(organisation), role=role, from_on__lte=today, until_on=None)
    if not staying.filter(account__is_active=True).exists():
        raise LastAdministrator(
            f"{organisation.name} would be without an administrator: give somebody else that role first, without a last day"
        )


def _write(kind: str, row: Membership, by: Account | None, at: datetime, about: dict[str, object]) -> None:
    # People stand in the record by the number of their account: what they are called may change, and may have to be erased.
    where = {"fire authority": row.fire_authority.slug} if row.fire_authority else {}
    for council in recorded_by(_of(row)):
        recording.write(kind, council=council, by=by, at=at, about={"account": row.account_id, "role": row.role, **where, **about})
