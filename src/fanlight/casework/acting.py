"""Who acts, in which roles and for which organisation: what every action and every question of access takes."""

from dataclasses import dataclass
from enum import StrEnum

from fanlight.casework.models import Account, Council, FireAuthority
from fanlight.licensing.procedure import Role


class Office(StrEnum):
    """Roles that take no step of a case. That of another system comes with its key; no person has it."""

    POLICY_OFFICER = "policy officer"
    ADMINISTRATOR = "administrator"
    FIRE_ADMINISTRATOR = "fire administrator"
    OTHER_SYSTEM = "other system"


STAFF = (Role.HOUSING_OFFICER, Role.TEAM_MANAGER, Office.POLICY_OFFICER, Office.ADMINISTRATOR)
FIRE_STAFF = (Role.FIRE_OFFICER, Office.FIRE_ADMINISTRATOR)
Organisation = Council | FireAuthority


@dataclass(frozen=True, slots=True)
class Actor:
    """An account with the roles it has for one council or one fire authority; without either it acts for itself as applicant."""

    account: Account | None
    roles: frozenset[str]
    council: Council | None = None
    fire_authority: FireAuthority | None = None
    weighs_suitability: bool = False

    def role_for(self, allowed: tuple[str, ...]) -> str:
        """The role in which this actor may do something that some roles may; the first of theirs where none is allowed."""
        for role in allowed:
            if role in self.roles:
                return role
        return min(self.roles, default="")


TIME = Actor(None, frozenset({Role.COUNCIL}))
"""What happens by time alone, for the council."""
