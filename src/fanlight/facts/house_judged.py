"""What an officer judges of the house as a whole."""

from fanlight.facts.kinds import Choice, YesNo
from fanlight.facts.thing import Facts


class HouseJudged(Facts):
    """What an officer judges of the house as a whole."""

    arrangement_fits_category = YesNo(
        question="Does the way people live here fit one of the kinds of house the council describes?", judged=True
    )
    basins_are_adequate = YesNo(question="Are there enough well-placed shared wash basins?", judged=True)
    bathrooms_are_adequate = YesNo(question="Are there enough well-placed shared bathrooms?", judged=True)
    dining_seating_is_sufficient = YesNo(question="Are there enough tables and chairs?", judged=True)
    fire_risk_is_minimised = YesNo(
        question="Have definite steps been taken to keep the fire risk in the common parts as low as can be?", judged=True
    )
    fits_example_layouts = YesNo(question="Does the house resemble one of the sample layouts in the council's standards?", judged=True)
    food_law_is_kept = YesNo(question="Is food stored, prepared and served as food law asks?", judged=True)
    group_lives_like_family = YesNo(question="In your view, does the group live much as one family would?", judged=True)
    has_adequate_separation = YesNo(question="Is the fire separation between the flats adequate?", judged=True)
    has_complicated_layout = YesNo(question="Is the layout of the building complicated?", judged=True)
    has_equivalent_fire_safety = YesNo(
        question="Does the risk assessment show that the fire risk with the other measures is no greater?", judged=True
    )
    has_imminent_risk = YesNo(
        question="Does the state of the house put occupiers' health, safety or welfare at imminent risk?", judged=True
    )
    has_top_specification_works = YesNo(
        question="Do the works reach the best that the council's standard asks for or advises?", judged=True
    )
    has_well_managed_fire_safety = YesNo(
        question="Is fire safety in the house managed and maintained as national guidance says?", judged=True
    )
    injury_precautions_are_adequate = YesNo(
        question="Has enough been done to keep occupiers from injury, given how the house is built and used?", judged=True
    )
    insulation_hazard_is_suspected = YesNo(
        question="Is there reason to think the house is dangerously cold for want of insulation?", judged=True
    )
    is_below_standard = YesNo(question="Has the landlord left the HMO below standard?", judged=True)
    is_clearly_below_minimum = YesNo(question="Is the house clearly well below the minimum standard?", judged=True)
    is_exceptional_case = YesNo(
        question="Is this an exceptional case, where meeting the housing standard is not enough for fire safety?", judged=True
    )
    is_or_may_be_overcrowded = YesNo(question="Is the house overcrowded, or likely to become so?", judged=True)
    is_poorly_built = YesNo(question="Is the standard of building in the house poor?", judged=True)
    is_single_private_dwelling = YesNo(
        question="Is the house one private home, such as a shared house let as a whole to one group?", judged=True
    )
    is_suitable_for_occupancy = YesNo(
        question="Is the house reasonably suitable for the number of people or households it would be licensed for?", judged=True
    )
    maintenance_is_reasonable = YesNo(question="Is the upkeep reasonable for the age, character and area of the house?", judged=True)
    management_regulations_are_kept = YesNo(question="Are the HMO management regulations kept?", judged=True)
    needs_greater_fire_protection = YesNo(question="Does this house call for more fire protection than the standard?", judged=True)
    needs_ld2_in_units = YesNo(
        question="Do the risks call for detection in living rooms, bedrooms and kitchens inside the flats too?", judged=True
    )
    needs_more_frequent_tests = YesNo(
        question="Is the house so large or complex that its systems need testing more often than monthly?", judged=True
    )
    risk_band = Choice(
        question="Does the council class this house as higher or lower risk?",
        options=(
            "higher",
            "lower",
        ),
        judged=True,
    )
    self_catering_is_adequate = YesNo(
        question="Beside the meals served, is there enough for residents to cook for themselves?", judged=True
    )
    size_band = Choice(
        question="How large is the house for fire safety purposes: small, medium or large?",
        options=(
            "small",
            "medium",
            "large",
        ),
        judged=True,
    )
    social_contact = Choice(
        question="In your view, how much do the occupiers have to do with one another?",
        options=(
            "none",
            "little",
            "significant",
        ),
        judged=True,
    )
    space_standard_is_fitting = YesNo(question="Is it right to apply the space rules in this case?", judged=True)
    supplies_are_separately_metered = YesNo(question="Do those supplies have meters of their own, where that is right?", judged=True)
    tenant_cleaning_is_acceptable = YesNo(question="Can the cleaning of the shared parts be left to the tenants together?", judged=True)
    water_supply_is_adequate = YesNo(question="Does the house have enough water?", judged=True)
    works_are_likely = YesNo(question="Are the works needed likely to be done in a reasonable time?", judged=True)
