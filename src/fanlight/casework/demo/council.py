"""Exampleton: the invented council, its fire authority, its people and the standard it adopted."""

from datetime import date

from django.contrib.auth.hashers import make_password
from django.db import transaction

from fanlight.casework.acting import Office
from fanlight.casework.demo.people import PASSWORD, WHO
from fanlight.casework.models import Account, Adoption, Council, FireAuthority, House, Membership
from fanlight.licensing.procedure import Role

FIRE_STATION = "Fire Station\n9 Siren Street\nExampleton\nZZ99 3CC"
BEGAN = date(2019, 1, 1)
ROLES = {
    "officer@example.org": (Role.HOUSING_OFFICER, True),
    "officer2@example.org": (Role.HOUSING_OFFICER, False),
    "manager@example.org": (Role.TEAM_MANAGER, True),
    "policy@example.org": (Office.POLICY_OFFICER, False),
    "admin@example.org": (Office.ADMINISTRATOR, False),
}
OF_AUTHORITY = {"fire@example.org": Role.FIRE_OFFICER, "fireadmin@example.org": Office.FIRE_ADMINISTRATOR}


SLUG = "exampleton"


def houses_with_cases() -> int:
    """How many houses have a case; none where the council is not there yet."""
    return House.objects.filter(council__slug=SLUG, cases__isnull=False).distinct().count()


@transaction.atomic
def found() -> Council:
    """The council with its people, made where it is not there yet."""
    authority, _ = FireAuthority.objects.get_or_create(
        slug="exampleshire",
        defaults={
            "name": "Exampleshire Fire and Rescue",
            "email": "fire.safety@example.org",
            "address": "Fire Station\n9 Siren Street\nExampleton\nZZ99 3CC",
        },
    )
    council, is_new = Council.objects.get_or_create(slug=SLUG, defaults={"name": "Exampleton", "is_invented": True, **HELD})
    if is_new:
        council.fire_authority = authority
        council.save()
        Adoption.objects.create(
            council=council, edition="birmingham/2018-11", from_on=BEGAN, decided_by="Cabinet of Exampleton (invented)",
            decided_on=date(2018, 12, 11), notice="Invented notice 1 of 2018",
        )  # fmt: skip
        _people(council, authority)
    return council


HELD = {
    "address": "Town Hall\n1 Example Square\nExampleton\nZZ99 1AA",
    "email": "hmo@example.org",
    "phone": "01632 960000",
    "web": "www.example.org/hmo",
    "tribunal_address": "Invented House\nExampleton\nZZ99 9ZZ",
    "tribunal_email": "tribunal@example.org",
    "colour": "#4c2c92",
}


def _people(council: Council, authority: FireAuthority) -> None:
    shared = make_password(PASSWORD)  # worked out once: it is slow on purpose
    for email, who in WHO.items():
        account = Account.objects.create(email=email, password=shared, name=who.split(",")[0])
        if email in ROLES:
            role, weighs = ROLES[email]
            Membership.objects.create(account=account, council=council, role=role, weighs_suitability=weighs, from_on=BEGAN)
        if email in OF_AUTHORITY:
            Membership.objects.create(account=account, fire_authority=authority, role=OF_AUTHORITY[email], from_on=BEGAN)
