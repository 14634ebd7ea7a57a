"""What is so of an invented house as a whole by how it was put together: its persons, its kind, its tenancies and its licence."""

from fanlight.facts.inventing.building import Letting
from fanlight.facts.inventing.draft import Draft, Row
from fanlight.facts.inventing.particulars import Particulars

KINDS = {
    "shared_house": {"kind": "house", "letting_type": "shared_house", "category_a_to_f": "a"},
    "shared_flat": {"kind": "flat", "letting_type": "shared_house", "category_a_to_f": "a"},
    "bedsits": {"kind": "house", "letting_type": "bedsit_house", "category_a_to_f": "b"},
    "hostel": {"kind": "hostel", "letting_type": "hostel", "category_a_to_f": "d"},
    "converted_block": {"kind": "block_of_flats", "letting_type": "flats", "category_a_to_f": "f"},
}
"""What each kind of invented house is in the words of the facts; the letters are Birmingham's."""


def describe(draft: Draft, lettings: list[Letting], particulars: Particulars) -> None:
    """Set the facts of the house that follow from its rooms and people, and its tenancies and licence."""
    traits = draft.traits
    persons, households = (sum(int(row[fact]) for row in draft.rows("unit")) for fact in ("persons", "households"))
    house = draft.add("house", **KINDS[traits["kind"]], built_form=draft.draw("built_form"))
    house |= {"storeys": str(len(draft.rows("storey"))), "persons": str(persons), "households": str(households)}
    house |= {"is_hmo": "yes", "has_gas": traits["gas"], "ward": particulars.ward, "cooking_place": _cooking_place(draft)}
    house["has_managing_agent"] = "yes" if particulars.has_agent else "no"
    house["has_mortgage"] = "yes" if any(what == "mortgagee" for what, _ in particulars.interested_persons) else "no"
    house["is_owner_occupied"] = house["has_resident_landlord"] = "no"
    house["qualifying_sleeping_rooms"] = str(sum("sleepers" in row for row in draft.rows("room")))
    house["living_rooms"] = str(sum("living" in row["use"] for row in draft.rows("room")))
    house["has_common_parts"] = "no" if traits["kind"] == "shared_flat" else "yes"
    house["is_occupied_by_group"] = draft.draw("group")
    house["has_emergency_lighting"] = "yes" if draft.rows("emergency_lighting") else "no"
    _tenancies(draft, lettings, house)
    _licence(draft, persons, households)


def _cooking_place(draft: Draft) -> str:
    shared = {row["is_shared"] for row in draft.rows("kitchen")}
    if draft.traits["kind"] == "converted_block":
        return "in_let"
    return "both" if len(shared) > 1 else "shared" if "yes" in shared else "in_let"


def _tenancies(draft: Draft, lettings: list[Letting], house: Row) -> None:
    """One tenancy of a group that came together; one of each household otherwise."""
    joint = house["is_occupied_by_group"] == "yes"
    house["has_single_joint_tenancy"] = house["occupiers_knew_each_other"] = house["is_let_as_whole"] = "yes" if joint else "no"
    for letting in lettings:
        for _ in range(1 if joint else len(letting.households)):
            draft.add("tenancy", f"tenancy-{len(draft.rows('tenancy')) + 1}", unit=letting.unit, is_joint="yes" if joint else "no")
    students = joint and draft.happens("group_are_students")
    for row in draft.rows("person"):
        if int(row["age"].split()[-1]) >= 18:
            row["kind_of_occupier"] = "student" if students else "other"
            if students:
                row["is_full_time_student"] = "yes"


def _licence(draft: Draft, persons: int, households: int) -> None:
    """The licence in force, if there is one: for those who live there, or for one more or fewer."""
    licensed = draft.traits["licensed"] == "yes"
    row = draft.add("licence", is_in_force=draft.traits["licensed"])
    if licensed:
        most = max(2, persons + int(draft.draw("licensed_above_persons")))
        row |= {"max_persons": str(most), "max_households": str(min(most, max(households, 2)))}


def traits(draft: Draft) -> None:
    """Draw the traits by which other figures are drawn."""
    draft.traits |= {trait: draft.draw(trait) for trait in ("kind", "upkeep", "era", "gas", "licensed")}


def size_up(draft: Draft, lettings: list[Letting]) -> None:
    """The trait that says how many live in the house: up to four, up to seven, or more."""
    persons = sum(letting.persons for letting in lettings)
    draft.traits["size"] = "few" if persons <= 4 else "some" if persons <= 7 else "many"
