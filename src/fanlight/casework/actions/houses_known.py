"""What is known or suspected of a house besides its cases: houses added by hand, and what officers of either authority say of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from fanlight.casework import access, addresses, recording
from fanlight.casework.acting import Actor
from fanlight.casework.actions import house_reports
from fanlight.casework.models import Account, Council, House, HouseKnown


class KnownMeanwhile(Exception):
    """Somebody else said something of a house first; the message says so."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What somebody knows or suspects of a house; None and empty where they do not know."""

    storeys: int | None = None
    persons: int | None = None
    words: str = ""


def check(by: Actor, council: Council) -> Account:
    """Make sure that somebody may say what is known of a council's houses: those who work on its cases, and its fire authority.

    (The protocol of housing and fire authorities: each tells the other what it comes to know.) Raises NotPermitted.
    """
    own = by.council is not None and by.council.pk == council.pk and access.is_permitted(by, access.Permission.WORK_CASES)
    served = by.fire_authority is not None and by.fire_authority.pk == council.fire_authority_id
    fire = served and access.is_permitted(by, access.Permission.ANSWER_FIRE)
    if by.account is None or not (own or fire):
        raise access.NotPermitted("this council's houses are not theirs to describe")
    return by.account


@transaction.atomic
def add(council: Council, place: Mapping[str, str], source: str, *, by: Actor, at: datetime) -> House:
    """Add a house that the council does not hold: `place` is its address, postcode, UPRN and ward.

    Raises NotPermitted, and ValueError without an address, for a place that can be none, or where the council holds the house already.
    """
    person = check(by, council)
    told = house_reports.place_of(place)
    if not told["address"]:
        raise house_reports.PlaceWrong("address", "write the address of the house")
    Council.objects.select_for_update().get(pk=council.pk)
    held = holds(council, told)
    if held is not None:
        where = ", ".join(filter(None, (held.address, held.postcode)))
        raise house_reports.PlaceWrong(
            "uprn" if held.uprn and held.uprn.lstrip("0") == told["uprn"] else "address", f"the council holds it: {where}"
        )
    made = House.objects.create(council=council, ward=place.get("ward", "").strip()[:80], **told)
    HouseKnown.objects.create(house=made, source=source[:200], at=at)
    recording.write("house added", council=council, by=person, at=at, about={"house": made.pk, **told, "source": source})
    return made


def holds(council: Council, told: Mapping[str, str]) -> House | None:
    """The house a council holds under a UPRN, or under an address written in another way."""
    rows = House.objects.filter(council=council)
    by_uprn = rows.filter(uprn__in=addresses.uprns(told["uprn"])).first() if told["uprn"] else None
    key = addresses.key(told["address"], told["postcode"])
    near = rows.filter(postcode_key=key[0])
    return by_uprn or next((each for each in near if addresses.key(each.address, each.postcode) == key), None)


@transaction.atomic
def say(house: House, facts: Facts, seen: int, *, by: Actor, at: datetime) -> HouseKnown:
    """Say what is known of a house. `seen` is the version they had seen, 0 where nothing was known.

    Raises NotPermitted, KnownMeanwhile, and ValueError for numbers that can be none.
    """
    person = check(by, house.council)
    for name, count in (("storeys", facts.storeys), ("persons", facts.persons)):
        if count is not None and not 0 < count <= MOST[name]:
            raise ValueError(f"{name} must be a whole number from 1 to {MOST[name]}, or empty where nobody knows")
    House.objects.select_for_update().get(pk=house.pk)
    held = HouseKnown.objects.filter(house=house).first()
    if (held.version if held else 0) != seen:
        raise KnownMeanwhile("Somebody else said what is known of this house since you opened the page. Look at it again.")
    source = by.fire_authority.name if by.fire_authority else str(person)
    made = held or HouseKnown(house=house, source=source[:200], version=0)
    made.storeys, made.persons, made.words, made.at, made.version = facts.storeys, facts.persons, facts.words.strip(), at, made.version + 1
    made.save()
    about = {"house": house.pk, "storeys": facts.storeys, "persons": facts.persons, "version": made.version}
    recording.write("house described", council=house.council, by=person, at=at, about=about)
    return made


MOST = {"storeys": 100, "persons": 1000}
"""More than any house has."""
