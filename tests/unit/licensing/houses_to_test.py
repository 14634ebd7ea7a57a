"""Small surveys for the tests of households, HMOs and licences."""

from datetime import date

from fanlight.facts.survey import Survey
from fanlight.facts.survey_file import read_survey_text
from fanlight.licensing.answers import Answer

DAY = date(2020, 1, 1)
SETTLED = {
    "is_main_residence": "yes",
    "accommodation_has_other_use": "no",
    "has_rent_or_other_consideration": "yes",
    "shares_or_lacks_basic_amenity": "yes",
    "run_by": "none_of_these",
    "is_owner_occupied": "no",
    "has_resident_landlord": "no",
    "resident_landlord_family": "0",
    "is_declared_hmo": "no",
    "is_converted": "no",
    "is_wholly_flats": "no",
    "kind": "house",
    "persons": "5",
    "households": "5",
    "is_wholly_under_tenancies": "yes",
    "has_exempt_tenancy": "no",
}
BEDSITS = "[{id: a, is_self_contained: no}, {id: b, is_self_contained: no}]"
WHOLE = "[{id: whole, is_self_contained: yes, is_self_contained_flat: no}]"


def survey(more: str = "", *, complete: str = "[persons, units, notices, orders]", **facts: str) -> Survey:
    """A survey of a house of which only these facts are known."""
    given = "".join(f"  {name}: {value}\n" for name, value in facts.items())
    return read_survey_text(
        f"survey: {{of: An invented house}}\ncomplete: {complete}\nhouse:\n{given or '  kind: house'}\n{more}", "house.yaml"
    )


def settled(more: str = "", *, units: str = WHOLE, complete: str = "[units, notices, orders]", **facts: str) -> Survey:
    """An HMO of five sharers, with some facts otherwise; a fact of no value is left out."""
    given = {name: value for name, value in {**SETTLED, **facts}.items() if value}
    return survey(f"units: {units}\n{more}", complete=complete, **given)


def block(owners: int, **facts: str) -> Survey:
    """Three flats made by a conversion below standard, of which so many are their owners'."""
    flats = ", ".join(
        f"{{id: f{n}, is_self_contained: yes, lies_over_or_under_another_part: yes, is_owner_occupied: {'yes' if n < owners else 'no'}, "
        "persons: 2, households: 1}"
        for n in range(3)
    )
    given = {"is_wholly_flats": "", "kind": "block_of_flats", "is_converted": "yes", "conversion_met_building_regulations": "no",
             "conversion_meets_building_standards_now": "no", "households": "3", "persons": "6", **facts}  # fmt: skip
    return settled(units=f"[{flats}]", **given)


def people(*entries: str, recorded: str = "", **facts: str) -> Survey:
    """A survey of some people, each given as the inside of a mapping: `id: a, relationship: child`."""
    listed = "".join(f"- {{{entry}}}\n" for entry in entries)
    known = {"has_resident_landlord": "no", "has_all_relationships_recorded": recorded, **facts}
    return survey(f"persons:\n{listed}", **{name: value for name, value in known.items() if value})


def missing(answer: Answer) -> set[str]:
    return set(answer.missing)
