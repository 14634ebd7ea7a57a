"""The particulars of an entry in the public register, each declared once: name, kind, what it says, and the law that asks for it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fanlight.licensing.law import Law, Provision

DEMANDED = "register-particular/"


class Kind(StrEnum):
    """What a particular is written as."""

    TEXT = "text"
    NAME = "name of a person"
    WHERE = "address of a person"
    POSTCODE = "postcode"
    DATE = "date"
    COUNT = "whole number"


@dataclass(frozen=True, slots=True)
class Particular:
    """One particular. `fact` is the fact whose range a number of it must lie in, empty for none."""

    name: str
    kind: Kind
    title: str
    says: str
    fact: str = ""


PARTICULARS = {each.name: each for each in (
    Particular("licence_number", Kind.TEXT, "Licence number", "The council's number of the licence."),
    Particular("licence_type", Kind.TEXT, "Type of licence", "Mandatory, additional or selective, or a temporary exemption, as published."),
    Particular("licence_state", Kind.TEXT, "State of the licence", "Whether it is in force, as published."),
    Particular("address", Kind.TEXT, "Address", "The address of the house."),
    Particular("postcode", Kind.POSTCODE, "Postcode", "The postcode of the house; taken from the address where no column gives it."),
    Particular("uprn", Kind.TEXT, "UPRN", "The unique property reference number of the house, as published."),
    Particular("ward", Kind.TEXT, "Ward", "The ward the house lies in."),
    Particular("description", Kind.TEXT, "Description", "A short description of the house."),
    Particular("start_on", Kind.DATE, "Begins on", "The first day of the licence."),
    Particular("end_on", Kind.DATE, "Ends on", "The last day of the licence."),
    Particular("duration", Kind.TEXT, "Duration", "How long the licence lasts, as published, where the register says it in words."),
    Particular("issued_on", Kind.DATE, "Issued on", "The day on which the licence was issued, which need not be its first."),
    Particular("first_granted_on", Kind.DATE, "First licensed on", "The day on which the house was first licensed."),
    Particular("conditions", Kind.TEXT, "Conditions", "A summary of the conditions of the licence."),
    Particular("storeys", Kind.COUNT, "Storeys", "How many storeys the HMO has.", "house.storeys"),
    Particular("sleeping_rooms", Kind.COUNT, "Rooms for sleeping", "How many rooms are for sleeping.", "house.sleeping_rooms"),
    Particular("living_rooms", Kind.COUNT, "Rooms for living", "How many rooms are for living.", "house.living_rooms"),
    Particular("self_contained_flats", Kind.COUNT, "Self-contained flats", "How many flats are self-contained."),
    Particular("other_flats", Kind.COUNT, "Other flats", "How many flats are not self-contained."),
    Particular("shared_amenities", Kind.TEXT, "Shared amenities", "The shared amenities with their numbers, in words."),
    Particular("shared_wcs", Kind.COUNT, "Shared WCs", "How many WCs are shared.", "house.wcs"),
    Particular("wcs", Kind.COUNT, "WCs", "How many WCs there are; the register does not say which are shared.", "house.wcs"),
    Particular("bathrooms", Kind.COUNT, "Bathrooms", "How many bathrooms there are, as published."),
    Particular("kitchens", Kind.COUNT, "Kitchens", "How many kitchens there are, as published.", "house.kitchens"),
    Particular("sinks", Kind.COUNT, "Sinks", "How many sinks or basins there are, as published."),
    Particular("max_persons", Kind.COUNT, "Most persons", "The most persons that the licence permits.", "licence.max_persons"),
    Particular("max_households", Kind.COUNT, "Most households", "The most households that the licence permits.", "licence.max_households"),
    Particular("holder_name", Kind.NAME, "Licence holder", "The name of the licence holder."),
    Particular("holder_address", Kind.WHERE, "Address of the licence holder", "The address of the licence holder."),
    Particular("manager_name", Kind.NAME, "Manager", "The name of the person managing the house."),
    Particular("manager_address", Kind.WHERE, "Address of the manager", "The address of the person managing the house."),
    Particular("tribunal_references", Kind.TEXT, "Referred to a tribunal", "What was referred to a tribunal about licensing the house."),
    Particular("tribunal_decisions", Kind.TEXT, "Decided by a tribunal", "What a tribunal decided about the house, with the case number."),
)}  # fmt: skip
"""Every particular in the order of the layout."""

PEOPLE = tuple(name for name, each in PARTICULARS.items() if each.kind in (Kind.NAME, Kind.WHERE))


@dataclass(frozen=True, slots=True)
class Demand:
    """What regulation 11 asks of an entry: one of some particulars, of each entry or only where there is such a thing."""

    provision: Provision
    any_of: tuple[str, ...]
    is_of_each_row: bool


def demands(law: Law, on: date) -> list[Demand]:
    """What an entry had to say on a day, in the order of the regulation."""
    held = [rule for name, rules in law.rules.items() if name.startswith(DEMANDED) for rule in rules if rule.holds_on(on)]
    return [Demand(rule, tuple(rule.values["any_of"].split()), rule.values["each_row"] == "yes") for rule in held]
