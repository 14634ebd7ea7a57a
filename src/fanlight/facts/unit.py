"""What can be known of units of accommodation, tenancies and the people who live there."""

from fanlight.facts.hmo_tests import PersonTies, UnitTests
from fanlight.facts.kinds import Choice, Count, Day, Link, Minutes, Months, YesNo
from fanlight.facts.occupiers import PersonParticulars, UnitParticulars
from fanlight.facts.tenancy_terms import TenancyTerms
from fanlight.facts.thing import Thing


class Unit(UnitParticulars, UnitTests, Thing, name="unit"):
    """A unit of accommodation: what one household occupies."""

    plural = "units"
    at_most = 60

    accommodation_class = Choice(
        question="Is this unit a bedsit or flat, a part of a shared house, or a place in a hostel?",
        options=(
            "bedsit_or_flat",
            "shared",
            "hostel",
        ),
    )
    has_bath_or_shower = YesNo(question="Is there a bath or shower inside this unit, for it alone?", group="all units")
    has_cooking = YesNo(question="Can people cook inside this unit, with a kitchen of its own?", group="all units")
    has_own_bathroom = YesNo(
        question="Does this unit have a bathroom that nobody else uses?",
        how="some(bathroom: bathroom.unit is unit and not bathroom.is_shared)",
    )
    has_wash_basin = YesNo(question="Is there a wash basin inside this unit, for it alone?", group="all units")
    has_wc = YesNo(question="Is there a WC inside this unit, for it alone?", group="all units")
    households = Count(
        question="How many households live in this unit?",
        low="0",
        high="30",
        hint="Couples and relatives living together are one household.",
    )
    is_self_contained = YesNo(
        question="Is this unit a self-contained flat, with kitchen, bathroom and WC behind its own front door?", group="all units"
    )
    layout = Choice(
        question="For how many people is this unit laid out, and with which rooms?",
        options=(
            "1p_four_room",
            "1p_separate_kitchen",
            "1p_separate_bedroom",
            "2p_1bed",
            "3p_2bed",
            "4p_3bed",
            "other",
        ),
    )
    persons = Count(question="How many people live in this unit?", low="0", high="30")
    rooms = Count(
        question="How many rooms does this unit have, without bathrooms, WCs and halls?",
        low="0",
        high="20",
        how="count(room where room.unit is unit and room.use not in (bathroom, wc, circulation))",
    )
    separation_fire_resistance = Minutes(
        question="For how many minutes do the walls, floor and ceiling of this flat keep fire from the next unit?",
        low="0 min",
        high="240 min",
        group="all units",
    )


class Tenancy(TenancyTerms, Thing, name="tenancy"):
    """The agreement under which a unit of accommodation or the whole house is occupied."""

    plural = "tenancies"
    at_most = 60

    expected_stay = Months(question="How long are the occupiers likely to stay?", low="0 month", high="600 month")
    has_longer_stay_agreed = YesNo(question="Has the council agreed in writing to a stay of more than 30 nights?", case=True)
    is_joint = YesNo(question="Did a group sign one tenancy together, rather than each having their own agreement?", group="all tenancies")
    landlord_must_provide_appliances = YesNo(
        question="Does the agreement oblige the landlord to supply the cooker and fridge?", group="tenancies"
    )
    nights_stayed = Count(question="How many nights in a row has this household stayed?", low="0", high="20000")
    occupier_may_remove_appliances = YesNo(question="May the occupier take the cooker and fridge away?", group="tenancies")
    rent_includes_heating = YesNo(question="Is heating included in the rent?", group="tenancies")
    unit = Link(question="Which unit does this tenancy cover?", to="unit", optional="whole house")


class Person(PersonParticulars, PersonTies, Thing, name="person"):
    """Somebody who lives in the house."""

    plural = "persons"
    at_most = 200

    age = Count(
        question="How old is this person, in whole years?",
        low="0",
        high="120",
        hint="A range is enough, such as 18 or over.",
        sensitive=True,
    )
    has_housing_benefit = YesNo(question="Does this occupier receive housing benefit?", sensitive=True)
    leaving_date = Day(question="On what day is this tenant to leave, or did leave?", low="2006-04-06", high="2099-12-31", case=True)
    relationship = Choice(
        question="How is this person related to the first person of the household?",
        options=(
            "first_person",
            "spouse_or_civil_partner",
            "partner",
            "child",
            "stepchild",
            "foster_child",
            "grandchild",
            "parent",
            "stepparent",
            "foster_parent",
            "grandparent",
            "sibling",
            "uncle_or_aunt",
            "nephew_or_niece",
            "cousin",
            "parent_in_law",
            "child_in_law",
            "sibling_in_law",
            "former_spouse",
            "other_relative",
            "domestic_staff",
            "unrelated",
            "placed_adult",
            "placement_carer",
        ),
        hint="Half-brothers and half-sisters count as brothers and sisters.",
        sensitive=True,
    )
    room = Link(question="Which room does this person sleep in?", to="room", optional="none", sensitive=True)
