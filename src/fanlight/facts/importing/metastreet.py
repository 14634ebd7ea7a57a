"""A survey from the licence object of Metastreet, a case system: what the applicant stated of the house."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from fanlight.facts.files import LARGEST, Problem, Refused
from fanlight.facts.importing import places
from fanlight.facts.importing.account import Account
from fanlight.facts.importing.writing import Entry

Fields = dict[str, str]
"""Every single value of the object by its path, as text."""

HOUSE = {
    "propertyDetails.propertyStoriesAmount": "house.storeys",
    "propertyDetails.propertyPeopleAmount": "house.persons",
    "propertyDetails.propertyHouseholdAmount": "house.households",
    "healthAndSafety.hasGasSupply": "house.has_gas",
}
LICENCE = {"totalMaxPersons": "licence.max_persons", "totalMaxHouseholds": "licence.max_households"}
LICENCE_DAYS = {"dateValidFrom": "licence.start_date", "dateValidTo": "licence.end_date"}
PEOPLE = ("interestedParties", "eligibilityInformation", "assignee")
SLEPT_IN = {"No": "bedroom or study_bedroom or bed_sitting_room", "Yes": "bedroom or bed_sitting_room or bedsit"}
COMMUNAL = {"Dining room": "dining_room", "Living room": "living_room or living_dining_room"}
COOKING = "kitchen or dining_kitchen or living_kitchen or living_dining_kitchen"
SHARED = {"Shared": "yes", "Exclusive": "no"}


def account_of(path: Path) -> Account:
    """The survey of one licence object. Raises Refused."""
    whole = _load(path)
    fields = dict(_fields(whole, ""))
    account = Account(f"{path.name}, a licence object of Metastreet")
    _head(account, fields)
    house = account.entry("house")
    for where, fact in HOUSE.items():
        _say(account, house, fact, fields, where)
    _licence(account, fields)
    for kind, make in (("bedrooms", _bedroom), ("kitchens", _kitchen), ("bathrooms", _bathroom), ("communalRooms", _communal)):
        for number in range(_length(whole, "propertyRooms", kind)):
            make(account, fields, f"propertyRooms.{kind}[{number}].", number + 1)
    _units(account, fields, whole)
    _fire(account, fields, _length(whole, "propertyRooms", "kitchens"))
    account.rest((where for where in fields if where.startswith(PEOPLE)), "about people: never copied into a survey")
    account.rest(fields, "no fact of a house can be taken from it without guessing")
    return account


def _load(path: Path) -> dict[str, Any]:
    name = str(path)
    try:
        if path.stat().st_size > LARGEST:
            raise Refused([Problem(name, 0, f"the file is larger than {LARGEST:,} bytes")])
        whole = json.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except (OSError, UnicodeDecodeError) as error:
        raise Refused([Problem(name, 0, f"cannot be read: {error}")]) from None
    except json.JSONDecodeError as error:
        raise Refused([Problem(name, error.lineno, f"not readable as JSON: {error.msg}")]) from None
    except (RecursionError, ValueError) as error:
        raise Refused([Problem(name, 0, f"not readable as JSON: {error}")]) from None
    if not isinstance(whole, dict) or "referenceNumber" not in whole:
        raise Refused(
            [Problem(name, 1, "is no licence object: it has no 'referenceNumber'; save one object of the API's answer to a file")]
        )
    return whole


def _fields(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _fields(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _fields(inner, f"{path}[{number}]")
    elif value not in (None, ""):
        yield path, str(value).strip()


def _length(whole: dict[str, Any], group: str, kind: str) -> int:
    inside = whole.get(group)
    listed = inside.get(kind) if isinstance(inside, dict) else None
    return len(listed) if isinstance(listed, list) else 0


def _say(account: Account, entry: Entry, fact: str, fields: Fields, where: str, unit: str = "") -> None:
    if where in fields:
        account.say(entry, fact, f"{fields[where]}{unit}", where)


def _head(account: Account, fields: Fields) -> None:
    lines = [f"address.{key}" for key in ("addressLine1", "addressLine2", "addressLine3", "addressLine4", "city")]
    address = ", ".join(fields[where] for where in lines if where in fields)
    if address:
        account.head("of", address, "address")
        account.head("address", address, "address")
        account.used.extend((where, "survey.address") for where in lines if where in fields)
    for key in ("postcode", "uprn"):
        if f"address.{key}" in fields:
            account.head(key, fields[f"address.{key}"], f"address.{key}")
    if "dateSubmitted" in fields and _day(fields["dateSubmitted"]):
        account.head("on", fields["dateSubmitted"][:10], "dateSubmitted")
    account.sheet.head["by"] = "the applicant, not checked by an officer"
    account.head("source", f"Metastreet licence object {fields.get('referenceNumber', '')}", "referenceNumber")


def _day(stamp: str) -> str:
    """An instant as a date; near midnight the local day may be the next one, and then both are open."""
    try:
        first = date.fromisoformat(stamp[:10])
    except ValueError:
        return ""
    is_midnight = stamp[10:19] in ("", "T00:00:00")
    return first.isoformat() if is_midnight else f"{first} to {first + timedelta(days=1)}"


def _licence(account: Account, fields: Fields) -> None:
    """Only a final licence says anything of a licence; before it, the figures are those asked for."""
    is_final = "dateFinalIssued" in fields and "Exemption" not in fields.get("licenceType.name", "")
    if not is_final:
        for where in {**LICENCE, **LICENCE_DAYS}:
            if where in fields:
                account.leave(where, "no final licence has been issued")
        return
    licence = account.entry("licence")
    for where, fact in LICENCE.items():
        _say(account, licence, fact, fields, where)
    for where, fact in LICENCE_DAYS.items():
        if where in fields:
            account.say(licence, fact, _day(fields[where]) or fields[where], where)


def _room(account: Account, fields: Fields, where: str, name: str, use: str) -> Entry:
    location = fields.get(f"{where}location", "")
    room = account.entry("room", name, " ".join(f"{name.rpartition('-')[0].capitalize()}, {location}".split()) if location else "")
    if use:
        room["use"] = use
        account.used.append((where.rstrip("."), "room.use"))
    place = places.storey_of(location)
    if place:
        account.say(room, "room.storey", places.storey(account, place, f"{where}location"), f"{where}location")
    _say(account, room, "room.floor_area", fields, f"{where}size", " m2")
    return room


def _alarm(account: Account, fields: Fields, where: str, room: Entry) -> None:
    _say(account, room, "room.has_smoke_alarm", fields, f"{where}smokeAlarm")
    if fields.get(f"{where}smokeAlarm") == "Yes":
        alarm = account.entry("alarm", f"alarm-{room['id']}")
        alarm |= {"kind": "smoke or smoke_and_heat", "room": room["id"]}


def _bedroom(account: Account, fields: Fields, where: str, number: int) -> None:
    room = _room(account, fields, where, f"bedroom-{number}", SLEPT_IN.get(fields.get(f"{where}kitchenFacilities", ""), " or ".join(
        ("bedroom", "study_bedroom", "bed_sitting_room", "bedsit"))))  # fmt: skip
    own = fields.get(f"{where}exclusivity") == "Exclusive"
    if fields.get(f"{where}kitchenFacilities") == "Yes":
        _fittings(account, fields, where, room, "no" if own else "")
    if fields.get(f"{where}bathroomFacilities") == "Yes":
        bathroom = account.entry("bathroom", f"bathroom-of-bedroom-{number}")
        if own:
            account.say(bathroom, "bathroom.is_shared", "no", f"{where}exclusivity")
        if fields.get(f"{where}washBasins", "").isdecimal():
            account.say(bathroom, "bathroom.basins", f"at most {fields[f'{where}washBasins']}", f"{where}washBasins")
        _sanitary(account, fields, bathroom, f"{where}toilets", f"{where}bathShower")


def _kitchen(account: Account, fields: Fields, where: str, number: int) -> None:
    room = _room(account, fields, where, f"kitchen-room-{number}", COOKING)
    _alarm(account, fields, where, room)
    _fittings(account, fields, where, room, SHARED.get(fields.get(f"{where}exclusivity", ""), ""))


def _fittings(account: Account, fields: Fields, where: str, room: Entry, is_shared: str) -> None:
    kitchen = account.entry("kitchen", f"kitchen-in-{room['id']}")
    kitchen["room"] = room["id"]
    if is_shared:
        account.say(kitchen, "kitchen.is_shared", is_shared, f"{where}exclusivity")
    for field, fact in (("ovens", "kitchen.ovens"), ("sinks", "kitchen.sinks")):
        _say(account, kitchen, fact, fields, f"{where}{field}")
    # A tall fridge freezer may have been counted as a fridge and as a freezer; the fact leaves it out.
    fridges = fields.get(f"{where}fridges", "")
    if fridges.isdecimal():
        may_be_tall = fields.get(f"{where}freezers") != "0"
        account.say(kitchen, "kitchen.fridges", f"at most {fridges}" if may_be_tall else fridges, f"{where}fridges")


def _bathroom(account: Account, fields: Fields, where: str, number: int) -> None:
    is_bathing = fields.get(f"{where}bathsAndShowers", "0") != "0"
    room = _room(account, fields, where, f"bathroom-room-{number}", "bathroom" if is_bathing else "bathroom or wc")
    bathroom = account.entry("bathroom", f"bathroom-{number}", str(room.get("label", "")))
    bathroom["room"] = room["id"]
    shared = SHARED.get(fields.get(f"{where}exclusivity", ""), "")
    if shared:
        account.say(bathroom, "bathroom.is_shared", shared, f"{where}exclusivity")
    _say(account, bathroom, "bathroom.basins", fields, f"{where}washHandBasins")
    _sanitary(account, fields, bathroom, f"{where}toilets", f"{where}bathsAndShowers")


def _sanitary(account: Account, fields: Fields, bathroom: Entry, toilets: str, bathing: str) -> None:
    """WCs, and baths and showers, which the source counts together."""
    if fields.get(toilets, "").isdecimal():
        account.say(bathroom, "bathroom.has_wc", "no" if fields[toilets] == "0" else "yes", toilets)
    if fields.get(bathing, "").isdecimal():
        for fact in ("bathroom.baths", "bathroom.showers"):
            account.say(bathroom, fact, f"at most {fields[bathing]}", bathing)


def _communal(account: Account, fields: Fields, where: str, number: int) -> None:
    description = f"{where}bestDescription"
    room = _room(account, fields, where, f"communal-{number}", COMMUNAL.get(fields.get(description, ""), ""))
    if fields.get(f"{where}exclusivity") == "Shared":
        account.say(room, "room.is_communal", "yes", f"{where}exclusivity")
    if "use" in room:
        account.used.append((description, "room.use"))
    _alarm(account, fields, where, room)


def _units(account: Account, fields: Fields, whole: dict[str, Any]) -> None:
    for kind in ("flatsUnderLicenceHolder", "bedsitsUnderLicenceHolder"):
        for number in range(_length(whole, "propertyUnits", kind)):
            where = f"propertyUnits.{kind}[{number}]."
            unit = account.entry("unit", f"{kind[: -len('UnderLicenceHolder') - 1]}-{number + 1}", fields.get(f"{where}name", ""))
            _say(account, unit, "unit.persons", fields, f"{where}occupiersCount")
            if f"{where}size" in fields:
                account.leave(f"{where}size", "the room may already stand among the bedrooms")


def _fire(account: Account, fields: Fields, kitchens: int) -> None:
    """What is there, never what is not: a "no" speaks of one place only."""
    said = {key: fields.get(f"healthAndSafety.{key}") == "Yes" for key in ("emergencyLighting", "hasFireBlankets", "hasKitchenFireDoors")}
    kitchen: Entry = {"room": "kitchen-room-1"} if kitchens == 1 else {}
    if said["emergencyLighting"]:
        account.say(account.entry("house"), "house.has_emergency_lighting", "yes", "healthAndSafety.emergencyLighting")
    if said["hasFireBlankets"]:
        blanket = account.entry("fire_equipment", "fire-blanket")
        blanket |= kitchen
        account.say(blanket, "fire_equipment.kind", "fire_blanket", "healthAndSafety.hasFireBlankets")
    if said["hasKitchenFireDoors"] and kitchens == 1:
        door = account.entry("door", "kitchen-door")
        door |= kitchen
        account.say(door, "door.is_fire_door", "yes", "healthAndSafety.hasKitchenFireDoors")
    if fields.get("healthAndSafety.hasFireExtinguishers") == "Yes":
        extinguisher = account.entry("fire_equipment", "extinguisher")
        account.say(extinguisher, "fire_equipment.kind", "extinguisher", "healthAndSafety.hasFireExtinguishers")
