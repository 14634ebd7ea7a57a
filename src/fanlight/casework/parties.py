"""The persons of a case as the law sees them: those of its application, in the roles they have towards the case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from fanlight.casework.acting import Actor
from fanlight.casework.models import Case, Licence, Party
from fanlight.casework.prepared import Prepared
from fanlight.licensing import relevant_persons
from fanlight.licensing.relevant_persons import LegalRole, Person, Recipient

ONCE_LICENSED = {LegalRole.PROPOSED_HOLDER: LegalRole.HOLDER, LegalRole.PROPOSED_MANAGER: LegalRole.MANAGING}
"""What a role of the application becomes once its licence is granted."""


@dataclass(frozen=True, slots=True)
class Served:
    """Somebody on whom a notice is served once: the row that names them, and why."""

    party: Party
    because: tuple[str, ...]


def home(case: Case) -> Case:
    """The case whose persons count: the case itself where it has its own, else the application of the licence it is about."""
    found: Case | None = case
    while found is not None and found.table != "application":
        licence = _licence.first(found.pk)
        above = licence.application if licence else found.parent
        if above is None:
            return found
        found = above
    return found or case


def rows(case: Case) -> list[Party]:
    """The rows of the persons of a case, without those removed."""
    return _named(home(case).pk)


def own_rows(case: Case) -> list[Party]:
    """The rows of a case itself, such as whoever asked for what it is about; without those removed."""
    return _named(case.pk)


@Prepared
def _licence(case: int) -> QuerySet[Licence]:
    return Licence.objects.select_related("application").filter(case=case).order_by("id")[:1]


@Prepared
def _named(case: int) -> QuerySet[Party]:
    return Party.objects.filter(case=case, removed_at=None).order_by("id")


def person(row: Party, role: LegalRole | None = None) -> Person:
    """A row as a person in a legal role. Raises ValueError for a role that the law does not know."""
    return Person(row.pk, role or LegalRole(row.role), row.name, row.address, row.email, row.account_id, row.told_on)


def persons(case: Case) -> tuple[Person, ...]:
    """The persons of a case. Towards a licence and what follows it, its holder and manager are no longer proposed ones.

    The persons of an appeal are those of the case whose decision is appealed against.
    """
    if case.table == "appeal" and case.parent is not None:
        return persons(case.parent)
    found = [person(row) for row in rows(case)]
    if case.table == "application" or home(case).table != "application":
        return tuple(found)
    asked = [person(row) for row in own_rows(case)]
    return (*(_since_granted(each) for each in found if each.role is not LegalRole.APPLICANT), *asked)


def _since_granted(each: Person) -> Person:
    role = ONCE_LICENSED.get(each.role, each.role)
    return Person(each.key, role, each.name, each.address, each.email, each.account, each.told_on)


def roles_of(actor: Actor, case: Case) -> tuple[LegalRole, ...]:
    """In which legal roles somebody who signs in stands to a case; nobody's where they do not sign in."""
    if actor.account is None:
        return ()
    held = [each.role for each in persons(case) if each.account == actor.account.pk]
    if case.table == "application" and case.applicant_id == actor.account.pk:
        held.append(LegalRole.APPLICANT)
    return tuple(dict.fromkeys(held))


def accounts(case: Case) -> frozenset[int]:
    """The accounts of everybody who applied, asked or is named in a case."""
    return frozenset(key for key in (*(each.account for each in persons(case)), case.applicant_id) if key is not None)


def answers_for(actor: Actor, licence: Case) -> bool:
    """Whether somebody answers to the council for what a licence asks: they hold it, manage the house, or applied for it."""
    if actor.account is None or actor.council is not None or actor.fire_authority is not None:
        return False
    held = {LegalRole.HOLDER, LegalRole.MANAGING} & set(roles_of(actor, licence))
    return bool(held) or licence.applicant_id == actor.account.pk


def served_on(case: Case, step: str, on: date) -> tuple[Served, ...]:
    """On whom the notice of a step is served, each once. Raises NotKnown for a step that serves nothing on anybody."""
    held = {row.pk: row for row in (*rows(case), *own_rows(case))}
    return tuple(_served(each, held) for each in relevant_persons.served_on(case.table, step, persons(case), on=on))


def _served(recipient: Recipient, held: dict[int, Party]) -> Served:
    return Served(held[recipient.entries[0].key], recipient.because)


def must_be_told(case: Case, on: date) -> tuple[Sequence[Person], Sequence[Person]]:
    """Whom the applicant must tell, the first entry of each person; and which of them were, as far as was said, not told yet."""
    groups = relevant_persons.must_be_told(persons(case), on=on)
    return [group[0] for group in groups], [group[0] for group in groups if all(each.told_on is None for each in group)]
