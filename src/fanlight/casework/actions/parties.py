"""The persons of a case: added, changed and removed while the application may still change, and told of it as the applicant states."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from fanlight.casework import access, holding, recording
from fanlight.casework.acting import Actor
from fanlight.casework.models import Account, Case, Party
from fanlight.licensing.procedure import Role
from fanlight.licensing.relevant_persons import LegalRole

OPEN_STATES = {
    "application": ("draft", "submitted"), "temporary-exemption": ("not begun", "notified", "first in force", "second asked"),
    "variation": ("not begun",), "revocation": ("not begun",),
}  # fmt: skip
MOST = 60


class PersonsNotOpen(Exception):
    """A change of the persons of a case that its state does not allow; the message says what to do instead."""


@dataclass(frozen=True, slots=True)
class Described:
    """A person as entered. What is not known is left empty, and is missing from the application until it is given."""

    role: LegalRole
    name: str
    address: str = ""
    email: str = ""
    phone: str = ""
    is_company: bool = False


@transaction.atomic
def add(case: Case, person: Described, *, by: Actor, at: datetime, account: Account | None = None) -> Party:
    """Add somebody in one of their roles; who has several is added once for each.

    Raises NotPermitted, PersonsNotOpen, and ValueError without a name.
    """
    held = _open(case, by)
    if Party.objects.filter(case=held, removed_at=None).count() >= MOST:
        raise ValueError(f"a case holds at most {MOST} persons")
    row = Party.objects.create(case=held, account=account, **_fields(person))
    _write("person added", row, by, at, {"role": row.role})
    return row


@transaction.atomic
def change(party: Party, person: Described, *, by: Actor, at: datetime) -> Party:
    """Change what was entered of somebody. Raises NotPermitted, PersonsNotOpen, and ValueError without a name."""
    row = _held(party, by)
    fields = _fields(person)
    changed = sorted(name for name, value in fields.items() if getattr(row, name) != value)
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=list(fields))
    _write("person changed", row, by, at, {"changed": changed})
    return row


@transaction.atomic
def enter(case: Case, rows: Sequence[Party], person: Described, *, roles: Sequence[LegalRole], by: Actor, at: datetime) -> list[Party]:  # noqa: PLR0913
    """Enter one person in all the roles they have, `rows` being their entries so far; the role of `person` itself is of no account.

    An entry whose role is not among them is removed, but for the applicant's own. A new entry is of the same account, and was told when the
    others were. Raises NotPermitted, PersonsNotOpen, and ValueError without a name or without any role.
    """
    if not rows and not roles:
        raise ValueError("say what they are to the house")
    kept = [row for row in rows if row.role in roles or row.role == LegalRole.APPLICANT]
    for row in rows:
        if row not in kept:
            remove(row, by=by, at=at)
    found = [change(row, replace(person, role=LegalRole(row.role)), by=by, at=at) for row in kept]
    first = rows[0] if rows else None
    for role in dict.fromkeys(role for role in roles if role not in {row.role for row in rows}):
        made = add(case, replace(person, role=role), by=by, at=at, account=first.account if first else None)
        if first is not None and first.told_on is not None:
            made = tell(made, on=first.told_on, how=first.told_how, by=by, at=at)
        found.append(made)
    return found


@transaction.atomic
def remove(party: Party, *, by: Actor, at: datetime) -> Party:
    """Take somebody out of the case. The row is kept, with when it was removed. Raises NotPermitted and PersonsNotOpen."""
    row = _held(party, by)
    row.removed_at = at
    row.save(update_fields=["removed_at"])
    _write("person removed", row, by, at, {"role": row.role})
    return row


@transaction.atomic
def tell(party: Party, *, on: date, how: str, by: Actor, at: datetime) -> Party:
    """State that somebody was told of the application, when and how. Raises NotPermitted, PersonsNotOpen, ValueError for a day to come."""
    row = _held(party, by)
    if on > timezone.localdate(at):
        raise ValueError(f"{on:%-d %B %Y} is still to come: give the day on which {row.name} was told")
    if not how.strip():
        raise ValueError(f"say how {row.name} was told: by letter, by mail, or with a copy of the application")
    row.told_on, row.told_how = on, how.strip()
    row.save(update_fields=["told_on", "told_how"])
    _write("person told", row, by, at, {"on": on, "how": row.told_how})
    return row


def _open(case: Case, by: Actor) -> Case:
    """The case, locked, if this person may change its persons in its state."""
    held = holding.case(case.pk)
    access.check(by, access.Permission.APPLY if Role.APPLICANT in by.roles else access.Permission.WORK_CASES, held)
    if by.council is None and held.state not in OPEN_STATES.get(held.table, ()):
        raise PersonsNotOpen(f"The case is {held.state}: tell the council of the change, so that an officer can enter it.")
    if held.is_ended:
        raise PersonsNotOpen("The case has ended: its persons stay as they were.")
    return held


def _held(party: Party, by: Actor) -> Party:
    row = Party.objects.select_related("case", "case__council").get(pk=party.pk)
    _open(row.case, by)
    if row.removed_at is not None:
        raise PersonsNotOpen(f"{row.name} was removed from the case; add them again.")
    return row


def _fields(person: Described) -> dict[str, object]:
    if not person.name.strip():
        raise ValueError("give the name of the person or company")
    return {
        "role": LegalRole(person.role).value, "name": person.name.strip(), "address": person.address.strip(), "email": person.email.strip(),
        "phone": person.phone.strip(), "is_company": person.is_company,
    }  # fmt: skip


def _write(kind: str, row: Party, by: Actor, at: datetime, about: dict[str, object]) -> None:
    recording.write(
        kind, council=row.case.council, by=by.account, at=at, case=row.case, about={"person": row.pk, "name": row.name, **about}
    )
