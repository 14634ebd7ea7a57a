"""What decides whether a house is an HMO, of which households, and whether it needs a licence."""

from fanlight.facts.kinds import Choice, Count, Day, Link, Text, YesNo
from fanlight.facts.thing import Facts

TREATED_AS_HOME_HERE = (
    "person.has_main_home_here or (person.kind_of_occupier is student and person.is_full_time_student) or "
    "(person.kind_of_occupier in (migrant_worker, seasonal_worker) and person.has_home_from_employer)"
)


class HouseTests(Facts):
    """What sections 254 to 260 of the Housing Act 2004, its Schedule 14 and the licensing orders ask of a house."""

    accommodation_has_other_use = YesNo(
        question="Are the rooms that people live in also used for anything else, such as letting to visitors by the night?",
        hint="A shop in another part of the building is not another use of the living accommodation.",
    )
    conversion_meets_building_standards_now = YesNo(
        question="Does the conversion into flats, after any later work, now meet the Building Regulations standard it should have met?"
    )
    flats_in_block = Count(question="How many self-contained flats are there in the block that the flat is part of?", low="1", high="2000")
    flats_owner_occupied = Count(
        question="How many of the flats are lived in by their owners (a lease of more than 21 years, or the freehold)?",
        low="0",
        high="200",
        how="count(unit where unit.is_self_contained and unit.is_owner_occupied)",
    )
    has_all_relationships_recorded = YesNo(
        question="Are all family ties, couples and caring arrangements between the people who live here recorded?",
        hint="Answer yes only if two people not recorded as tied are known not to be.",
        sensitive=True,
    )
    has_exempt_tenancy = YesNo(
        question="Is any tenancy or licence of the house exempt from selective licensing?",
        hint="For example one granted by a registered provider of social housing, a business tenancy, or a holiday let.",
    )
    has_mixed_residence_accepted = YesNo(
        question="Some who live here have their main home elsewhere. Is the house still an HMO by those whose home it is?", judged=True
    )
    has_rent_or_other_consideration = YesNo(
        question="Does at least one of the people who live here pay rent, or give something else for living here?",
        how="some(person: not person.lives_rent_free or person.gives_other_consideration)",
    )
    is_converted_by_creating_units = YesNo(
        question="Has any unit of accommodation been made in the building since it was built?", how="house.is_converted"
    )
    is_declared_hmo = YesNo(
        question="Is an HMO declaration of the council in force for the house?",
        how=(
            "some(notice where notice.kind is hmo_declaration: notice.start_date <= house.as_at_date and "
            "notice.end_date >= house.as_at_date)"
        ),
    )
    is_main_residence = YesNo(
        question="Is the house the only or main home of the people who live there?",
        hint="Full-time students, people in a refuge, and workers in a home from their employer count as at home.",
        how=(
            f"house.is_refuge or (if every(person: {TREATED_AS_HOME_HERE}) then some(person) else "
            f"(count(person where {TREATED_AS_HOME_HERE}) >= 2 and house.has_mixed_residence_accepted))"
        ),
    )
    is_owner_occupied = YesNo(
        question="Does somebody live here who owns the freehold, or a lease of more than 21 years, of the house or part of it?",
        how="some(person: person.is_owner)",
    )
    is_purpose_built_as_flats = YesNo(question="Was the building put up as flats, rather than converted into them later?")
    is_self_contained_flat = YesNo(
        question="If this is about one flat: are its WC, washing and cooking facilities all for its own people alone?"
    )
    is_wholly_under_tenancies = YesNo(
        question="Is the whole of the house occupied under one tenancy or licence, or under several of different dwellings in it?"
    )
    lived_in_so_from = Day(
        question="Since what day has the house been let and lived in as this survey says?", low="1900-01-01", high="2099-12-31"
    )
    location = Text(
        question="Where does the house stand?",
        hint="Latitude and longitude in degrees, for example 53.3811, -1.4701. Needed for mapped areas.",
    )
    persons_besides_owner = Count(
        question="How many people live here besides the owner and the owner's household?",
        low="0",
        high="200",
        how="max(0, house.persons - house.resident_landlord_family)",
    )
    run_by = Choice(
        question="Is the house run by, or set aside for, any of these?",
        options=(
            "none_of_these",
            "public_body",
            "registered_provider",
            "housing_cooperative",
            "listed_educational_body",
            "religious_community",
            "regulated_under_another_law",
        ),
        hint=(
            "A public body is a council, police, fire or health body. A listed educational body is a university or college named in "
            "regulations that manages the house for its students. Another law regulates, for example, care homes and prisons."
        ),
    )
    shares_or_lacks_basic_amenity = YesNo(
        question="Do two or more households share a WC, washing or cooking facilities, or does the accommodation lack one of them?",
        how=(
            "house.has_shared_kitchen or house.has_shared_bathroom or house.has_shared_wc or "
            "some(unit: not unit.has_wc or not unit.has_bath_or_shower or not unit.has_cooking)"
        ),
    )
    ward = Text(question="In which ward of the council is the house?", hint="Its name or its code.")


class StoreyTests(Facts):
    """What the count of storeys for mandatory licensing asks of a storey."""

    is_integral_to_hmo = YesNo(
        question="Is this storey, where things are only stored, used in connection with the HMO and as an integral part of it?", judged=True
    )


class UnitTests(Facts):
    """What the tests of an HMO ask of a unit of accommodation."""

    is_owner_occupied = YesNo(
        question="Does the owner of this flat (lease over 21 years, or freehold of the block), or the owner's household, live in it?"
    )
    is_self_contained_flat = YesNo(
        question="Is this unit a self-contained flat as the Housing Act uses the words?",
        hint="It has all three basic amenities for its people alone, and lies over or under some other part of the building.",
        how=("unit.is_self_contained and not (house.kind is house and count(unit as each) <= 1) and unit.lies_over_or_under_another_part"),
    )
    lies_over_or_under_another_part = YesNo(
        question="Does this unit, or a good part of it, lie over or under some other part of the building?", group="all units"
    )
    shares_or_lacks_amenity_within = YesNo(
        question="Do households inside this flat share a WC, washing or cooking facilities, or does the flat lack one of them?"
    )


class PersonTies(Facts):
    """Who belongs with whom, and on what terms they live in the house."""

    gives_other_consideration = YesNo(
        question="Does this person give something other than rent for living here, such as work?", sensitive=True
    )
    is_full_time_student = YesNo(question="Is this student on a full-time course of further or higher education?", sensitive=True)
    is_of_resident_landlord_family = YesNo(
        question="Is this person the resident landlord, or of the landlord's family living here?", sensitive=True
    )
    is_owner = YesNo(
        question="Does this person own the freehold, or a lease of more than 21 years, of the house or part of it?", sensitive=True
    )
    related_to = Link(
        question="To which of the people who live here is this person related in that way?",
        hint="Left out, it is the first person of the household. 'nobody' means: to none but those who name this person themselves.",
        to="person",
        optional="nobody",
        sensitive=True,
    )
