"""Who somebody is to a council or a fire authority, today."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from fanlight.casework.acting import Actor
from fanlight.casework.models import Account, Council, FireAuthority, Membership
from fanlight.licensing.procedure import Role


def memberships(account: Account, on: date | None = None) -> QuerySet[Membership]:
    """The memberships somebody holds on a day."""
    day = on or timezone.localdate()
    held = Membership.objects.filter(account=account, from_on__lte=day).filter(Q(until_on__isnull=True) | Q(until_on__gt=day))
    return held.select_related("council", "fire_authority").order_by("id")


def is_staff(account: Account) -> bool:
    """Whether somebody acts for a council or a fire authority today."""
    return memberships(account).exists()


def by_address(address: str) -> Account | None:
    """The account of an address of mail, however its letters are written."""
    return Account.objects.filter(email__iexact=address).first()


def is_of_another(address: str, account: Account) -> bool:
    """Whether an address of mail is that of an account other than one."""
    return Account.objects.filter(email__iexact=address).exclude(pk=account.pk).exists()


def acts_only_for(account: Account, slug: str) -> bool:
    """Whether somebody acts for an organisation today, and for the council of a name alone; for any where none is named."""
    held = list(memberships(account))
    return bool(held) and (not slug or all(each.council is not None and each.council.slug == slug for each in held))


def of_council(account: Account, council: Council) -> Actor | None:
    """Somebody acting for a council; None where they have no role there."""
    held = list(memberships(account).filter(council=council))
    if not held:
        return None
    return Actor(account, frozenset(one.role for one in held), council, None, any(one.weighs_suitability for one in held))


def of_fire_authority(account: Account, authority: FireAuthority) -> Actor | None:
    """Somebody acting for a fire authority; None where they have no role there."""
    held = list(memberships(account).filter(fire_authority=authority))
    return Actor(account, frozenset(one.role for one in held), None, authority) if held else None


def as_applicant(account: Account) -> Actor:
    """Somebody acting for themselves."""
    return Actor(account, frozenset({Role.APPLICANT}))


def council(slug: str) -> Council | None:
    """The council of that name in addresses."""
    return Council.objects.filter(slug=slug).select_related("fire_authority").first()


def councils() -> QuerySet[Council]:
    """Every council served here."""
    return Council.objects.order_by("name")


def fire_authority(slug: str) -> FireAuthority | None:
    """The fire authority of that name in addresses."""
    return FireAuthority.objects.filter(slug=slug).first()


def fire_authorities() -> QuerySet[FireAuthority]:
    """Every fire authority known here."""
    return FireAuthority.objects.order_by("name")


def officers(council: Council) -> list[Account]:
    """Everybody who works on a council's cases today, by name."""
    day = timezone.localdate()
    held = Membership.objects.filter(council=council, role__in=(Role.HOUSING_OFFICER, Role.TEAM_MANAGER), from_on__lte=day)
    held = held.filter(Q(until_on__isnull=True) | Q(until_on__gt=day)).select_related("account").order_by("account__name")
    return list(dict.fromkeys(each.account for each in held))
