"""The people of an invented house: households, their members with ages and ties, and who sleeps where."""

from dataclasses import dataclass, field

from fanlight.facts.inventing.draft import Draft, Row

FORMS: dict[str, tuple[str, ...]] = {
    "single": ("first_person",),
    "couple": ("first_person", "partner"),
    "parent_and_child": ("first_person", "child"),
    "family": ("first_person", "spouse_or_civil_partner", "child"),
    "larger_family": ("first_person", "spouse_or_civil_partner", "child", "child"),
}


@dataclass
class Household:
    """One household: the relationship of each member to the first, and each member's age as a survey says it."""

    form: str
    ages: list[str] = field(default_factory=list)

    @property
    def relationships(self) -> tuple[str, ...]:
        """The relationship of each member to the first."""
        return FORMS[self.form]

    @property
    def persons(self) -> int:
        """How many they are."""
        return len(self.relationships)


def households(draft: Draft, persons: int) -> list[Household]:
    """Households of so many persons together."""
    found: list[Household] = []
    left = persons
    while left:
        household = one_household(draft)
        if household.persons <= left:
            found.append(household)
            left -= household.persons
    return found


def one_household(draft: Draft) -> Household:
    """One household with the ages of its members."""
    household = Household(draft.draw("household"))
    household.ages = [draft.draw("child_age") if "child" in each else "at least 18" for each in household.relationships]
    return household


def settle(draft: Draft, household: Household, rooms: list[Row]) -> None:
    """Put a household to sleep in its rooms: the children in the last, the others in the first."""
    first = ""
    for relationship, age in zip(household.relationships, household.ages, strict=True):
        room = rooms[-1] if relationship == "child" else rooms[0]
        row = draft.add("person", f"person-{len(draft.rows('person')) + 1}", age=age, room=room["id"], relationship=relationship)
        if first:
            row["related_to"] = first
        first = first or row["id"]
        _lie_down(room, age)


def _lie_down(room: Row, age: str) -> None:
    room["sleepers"] = str(int(room.get("sleepers", "0")) + 1)
    room["youngest_sleeper_age"] = min(room.get("youngest_sleeper_age", age), age, key=lambda each: int(each.split()[-1]))


def sharing(draft: Draft) -> None:
    """What those who share a bedroom are to each other."""
    sleepers: dict[str, list[Row]] = {}
    for person in draft.rows("person"):
        sleepers.setdefault(person["room"], []).append(person)
    for room in draft.rows("room"):
        found = sleepers.get(room["id"], [])
        if len(found) < 2:
            continue
        tied = [person for person in found if person["relationship"] != "first_person"]
        adults = [person for person in tied if person["relationship"] != "child"]
        # Alone they came: several first persons in one room are several households.
        together = len(found) - len(tied) <= 1
        room["sharers_are_one_household"] = "yes" if together else "no"
        room["sharers_are_couple"] = "yes" if len(found) == 2 and adults else "no"
        room["sharers_are_one_sex"] = "no" if room["sharers_are_couple"] == "yes" else draft.draw("sharers_of_one_sex")
