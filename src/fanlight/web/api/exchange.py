"""Licences as objects of another system, and such objects as entries of a register: what is not said there stays unknown."""

from collections.abc import Iterator
from datetime import date

from fanlight.casework.queries import register
from fanlight.casework.rows import Licence
from fanlight.facts import postcode
from fanlight.licensing.register_entries import Entry, Fault, Value
from fanlight.web.api.objects import (
    KEPT,
    LicenceObject,
    ObjectAddress,
    ObjectNamed,
    ObjectParties,
    ObjectParty,
)

LINES = ("addressLine1", "addressLine2", "addressLine3", "addressLine4", "city", "county")
HOLDER, MANAGER = "Licence holder", "Manager"
PHASE_OF_LICENCES = "Licence"
LONGEST_STOREYS = 200


def written(licence: Licence, on: date) -> LicenceObject:
    """A licence as an object. What the service does not know is null."""
    version, house = licence.current, licence.house
    assert version is not None and licence.from_on and licence.until_on  # what has none is no licence yet
    told = version.particulars
    issued = version.step.on.isoformat() if version.step else told.get("issued_on")
    storeys = told.get("storeys")
    return LicenceObject(
        referenceNumber=licence.number,
        address=ObjectAddress(addressLine1=house.address, postcode=house.postcode or None,
                              uprn=house.uprn or None, ward=house.ward or None),
        licencePhase=PHASE_OF_LICENCES, licenceType=ObjectNamed(name=register.HMO_LICENCE),
        licenceStatus=ObjectNamed(name=register.standing(licence, on).word), dateFinalIssued=issued,
        dateValidFrom=licence.from_on.isoformat(), dateValidTo=licence.until_on.isoformat(), totalMaxPersons=version.persons,
        totalMaxHouseholds=version.households, propertyDetails={"propertyStoriesAmount": storeys} if isinstance(storeys, int) else None,
        interestedParties=ObjectParties(licenceHolder=version.holder or None, parties=list(_parties(licence))),
    )  # fmt: skip


def _parties(licence: Licence) -> Iterator[ObjectParty]:
    version = licence.current
    assert version is not None
    told = version.particulars
    for name, what, key in ((version.holder, HOLDER, "holder_address"), (version.manager, MANAGER, "manager_address")):
        if name:
            address = ObjectAddress(addressLine1=told[key]) if told.get(key) else None
            yield ObjectParty(companyName=name, address=address, partyTypeName=what)


def read(each: LicenceObject, row: int) -> Entry:
    """An object as an entry of a register, its faults with the fields they are in."""
    values: dict[str, Value | None] = {
        "licence_number": each.referenceNumber.strip(), "licence_type": each.licenceType.name if each.licenceType else None,
        "address": _address(each.address), "postcode": postcode.tidy(each.address.postcode) if each.address.postcode else None,
        "uprn": each.address.uprn, "ward": each.address.ward, "max_persons": each.totalMaxPersons, 
        "max_households": each.totalMaxHouseholds,
        "storeys": _storeys(each), **_people(each.interestedParties),
    }  # fmt: skip
    faults: list[Fault] = []
    for name, field in (("start_on", "dateValidFrom"), ("end_on", "dateValidTo"), ("issued_on", "dateFinalIssued")):
        try:
            said = getattr(each, field)
            values[name] = date.fromisoformat(said[:10]) if said else None
        except ValueError:
            faults.append(Fault("unreadable", field, "", f"'{said[:10]}' is no day of the calendar."))
    if (each.licencePhase or "").strip().lower() == "application":
        faults.append(Fault("unreadable", "licencePhase", "", "It is an application, and no licence was issued."))
    elif not each.dateFinalIssued:
        faults.append(Fault("unreadable", "dateFinalIssued", "", "No licence was issued, or its day is not given."))
    return Entry(row, {name: value for name, value in values.items() if value not in (None, "")}, tuple(faults))


def _address(said: ObjectAddress) -> str:
    lines = [" ".join((getattr(said, name) or "").split()) for name in LINES]
    return ", ".join(dict.fromkeys(filter(None, lines)))


def _storeys(each: LicenceObject) -> int | None:
    found = (each.propertyDetails or {}).get("propertyStoriesAmount")
    return found if type(found) is int and 0 < found <= LONGEST_STOREYS else None


def _people(told: ObjectParties | None) -> dict[str, str]:
    """The holder and the manager with their addresses, as far as they are told apart."""
    if told is None:
        return {}
    found = {"holder_name": (told.licenceHolder or "").strip()}
    for party in told.parties:
        named, what = _names(party), (party.partyTypeName or party.partyType or "").lower()
        where = ", ".join(filter(None, (_address(party.address), party.address.postcode))) if party.address else ""
        if found["holder_name"] in named or (not found["holder_name"] and "licence holder" in what):
            found |= {"holder_name": found["holder_name"] or named[0], "holder_address": where}
        if "manager" in what or "managing" in what:
            found |= {"manager_name": named[0], "manager_address": where}
    return found


def _names(party: ObjectParty) -> list[str]:
    """What somebody may be named by: the company, or the person with or without the title."""
    person = " ".join(filter(None, (party.firstName, party.surname)))
    found = (party.companyName, person, " ".join(filter(None, (party.title, person))))
    return [each.strip() for each in found if each and each.strip()] or [""]


def not_kept(each: LicenceObject) -> list[str]:
    """The fields that an object says and of which nothing is kept."""
    return sorted(name for name in each.model_fields_set - set(KEPT) if getattr(each, name) is not None)
