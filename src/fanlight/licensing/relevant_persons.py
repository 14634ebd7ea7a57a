"""Who is told of a matter and who may begin one: the legal roles of persons, and the relevant persons of Schedule 5."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fanlight.licensing.law import Law, Provision, england

PERSON, SERVED, MAY_ASK, MAY_REPRESENT = "person/", "served/", "may-ask/", "may-represent/"
RELEVANT = "relevant persons"


class LegalRole(StrEnum):
    """What somebody is to a house or to a case. One person can be several."""

    APPLICANT = "applicant"
    PROPOSED_HOLDER = "proposed licence holder"
    HOLDER = "licence holder"
    PROPOSED_MANAGER = "proposed manager"
    MANAGING = "person managing"
    HAVING_CONTROL = "person having control"
    OWNER = "owner"
    MORTGAGEE = "mortgagee"
    LONG_LEASEHOLDER = "long leaseholder"
    BOUND = "person bound by a condition"
    TENANT = "tenant"


@dataclass(frozen=True, slots=True)
class Person:
    """One person of a case in one role. `key` is how the case knows this entry; `account` whom they sign in as, None where nobody."""

    key: int
    role: LegalRole
    name: str
    address: str = ""
    email: str = ""
    account: int | None = None
    told_on: date | None = None


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person who is served once, however many roles they have, with why."""

    entries: tuple[Person, ...]
    because: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name as first entered."""
        return self.entries[0].name


@dataclass(frozen=True, slots=True)
class Allowed:
    """Whether roles allow something, with who may and by which law."""

    is_so: bool
    says: str
    cited: str


def are_same(one: Person, other: Person) -> bool:
    """Whether two entries are certainly one person: the same account, or the same name with the same mail or address.

    The same name alone does not settle it: father and son can share one, and then both are told.
    """
    if one.account is not None and one.account == other.account:
        return True
    if _plain(one.name) != _plain(other.name):
        return False
    pairs = ((one.email, other.email), (one.address, other.address))
    return any(_plain(mine) != "" and _plain(mine) == _plain(theirs) for mine, theirs in pairs)


def _plain(text: str) -> str:
    return " ".join(text.replace(",", " ").casefold().split())


def grouped(persons: Sequence[Person]) -> tuple[tuple[Person, ...], ...]:
    """The entries, those of one person together, in order of the first."""
    groups: list[list[Person]] = []
    for person in persons:
        held = [group for group in groups if any(are_same(person, other) for other in group)]
        merged = [*(other for group in held for other in group), person]
        groups = [group for group in groups if group not in held]
        groups.append(merged)
    ordered = [tuple(sorted(group, key=lambda each: persons.index(each))) for group in groups]
    return tuple(sorted(ordered, key=lambda group: persons.index(group[0])))


def of_role(role: str, on: date, law: Law | None = None) -> Provision:
    """How the law treats a role. Raises NotKnown."""
    return (law or england()).at(PERSON + role.replace(" ", "-"), on)


def served_on(table: str, step: str, persons: Sequence[Person], *, on: date, law: Law | None = None) -> tuple[Recipient, ...]:
    """On whom the notice of a step is served, each person once. Raises NotKnown for a step that serves nothing on anybody.

    Source: Housing Act 2004, Sch 5 paras 1 to 28.
    """
    rule = (law or england()).at(f"{SERVED}{table}/{step}", on)
    recipients = []
    for group in grouped(persons):
        because = tuple(_because(group, rule, on, law))
        if because:
            recipients.append(Recipient(group, because))
    return tuple(recipients)


def _because(group: Sequence[Person], rule: Provision, on: date, law: Law | None) -> Iterator[str]:
    wanted = _roles(rule.values["on"])
    for person in group:
        held = of_role(person.role, on, law)
        if person.role in wanted:
            yield f"{person.role} ({rule.cited})"
        elif RELEVANT in wanted and held.values["relevant"] == "yes":
            yield f"{person.role}, a relevant person ({held.cited})"


def must_be_told(persons: Sequence[Person], *, on: date, law: Law | None = None) -> tuple[tuple[Person, ...], ...]:
    """Whom the applicant must tell of the application, each person once; nobody who is the applicant too. (SI 2006/373 Sch 2 para 1.)"""
    return tuple(
        group
        for group in grouped(persons)
        if not any(person.role is LegalRole.APPLICANT for person in group)
        and any(of_role(person.role, on, law).values["told"] == "yes" for person in group)
    )


def may_ask(table: str, roles: Sequence[LegalRole], *, on: date, law: Law | None = None) -> Allowed:
    """Whether somebody in these roles may begin a matter (variation, revocation, temporary-exemption, appeal). Raises NotKnown."""
    return _allowed(f"{MAY_ASK}{table}", roles, on, law)


def may_represent(table: str, roles: Sequence[LegalRole], *, on: date, law: Law | None = None) -> Allowed:
    """Whether somebody in these roles may make representations in a case of a table. Raises NotKnown."""
    return _allowed(f"{MAY_REPRESENT}{table}", roles, on, law)


def _allowed(name: str, roles: Sequence[LegalRole], on: date, law: Law | None) -> Allowed:
    rule = (law or england()).at(name, on)
    wanted = _roles(rule.values["who"])
    is_so = any(role in wanted or (RELEVANT in wanted and of_role(role, on, law).values["relevant"] == "yes") for role in roles)
    return Allowed(is_so, rule.says, rule.cited)


def _roles(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";"))
