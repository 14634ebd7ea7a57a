"""What can be known of the supplies, insulation and outside of the house."""

from fanlight.facts.kinds import Choice, Count, Months, Text, YesNo
from fanlight.facts.thing import Facts


class HouseServices(Facts):
    """The supplies, pipes, insulation and outside parts of the house."""

    age = Months(question="About how old is the building?", low="0 year", high="900 year")
    age_and_character = Text(question="What are the age and character of the house?")
    annexe_is_in_same_grounds = YesNo(question="Is the annexe on the same plot as the main building?")
    annexe_way_is_lit = YesNo(question="Is the way between annexe and main building well lit?")
    annexe_way_is_safe = YesNo(question="Is the way between annexe and main building safe?")
    boundaries_are_safe = YesNo(question="Are boundary walls, fences and railings in repair, so that they endanger nobody?")
    cavity_insulation_type = Choice(
        question="What are the cavity walls filled with?",
        options=(
            "beads",
            "wool_slab",
            "blown_wool",
            "thermal_board",
            "other",
            "none",
        ),
    )
    cavity_walls_are_insulated = YesNo(question="Are the cavity walls filled?")
    communal_heating_paid_by = Choice(
        question="How is heating of the shared rooms paid for?",
        options=(
            "rent",
            "general_charge",
            "prepayment_meter",
            "other",
        ),
    )
    dormer_insulation_is_visible = YesNo(question="Can insulation of dormers and sloping ceilings be seen or shown?")
    dormer_is_lined = YesNo(question="Have dormers and sloping ceilings been lined with insulated plasterboard?")
    doubtful_taps_are_marked = YesNo(question="Is each such tap clearly marked?")
    drainage_is_working = YesNo(question="Are the drains working, clean and in good repair?")
    electricity_supply_is_working = YesNo(question="Is the electricity supply working and in good repair?")
    gas_shut_off_is_accessible = YesNo(question="Can residents easily get at the gas shut-off?")
    gas_supply_is_working = YesNo(question="Is the gas supply working and in good repair?")
    has_accessible_roof_or_balcony = YesNo(question="Can occupiers get onto any roof or balcony?")
    has_cavity_walls = YesNo(question="Are the outer walls of the house cavity walls?")
    has_distinct_common_lamp_fittings = YesNo(
        question="Do the lamps in the shared areas take a different bulb fitting from those in the rooms?",
        hint="This keeps bulbs from being borrowed.",
    )
    has_doubtful_tap = YesNo(question="Is there a tap whose water may not be fit to drink?")
    has_epc = YesNo(question="Does the house have an energy performance certificate?")
    has_loft_hatch = YesNo(question="Is there a loft hatch?")
    has_mains_gas_nearby = YesNo(question="Is mains gas within easy reach of the house?")
    has_mains_water = YesNo(question="Is the house joined to the public water main by a proper service pipe?")
    has_manager_contact_on_display = YesNo(question="Are the manager's contact details on display in the house?")
    has_managing_agent = YesNo(question="Does an agent manage the house or the lettings?")
    has_mortgage = YesNo(question="Is there a mortgage on the house?")
    has_oil = YesNo(question="Is there any oil-fired appliance in the house?")
    has_separate_electricity_supply = YesNo(question="Is the electricity supply separate from the shop's?")
    has_separate_gas_supply = YesNo(question="Is the gas supply separate from the shop's?")
    has_separate_water_supply = YesNo(question="Is the water supply separate from the shop's?")
    has_sloping_ceilings = YesNo(question="Has any room that people live in a sloping ceiling under the roof?")
    has_stop_valve_per_unit_or_storey = YesNo(question="Can the water be shut off for each letting or each floor?")
    has_uninterrupted_electricity = YesNo(question="Has the electricity stayed on, apart from cuts for a good reason?")
    has_uninterrupted_gas = YesNo(question="Has the gas stayed on, apart from cuts for a good reason?")
    has_uninterrupted_water_and_drainage = YesNo(question="Have water and drainage stayed on, apart from cuts for a good reason?")
    has_yard = YesNo(question="Has the house a yard?")
    loft_hatch_is_draughtproofed = YesNo(question="Is the loft hatch sealed against draughts?")
    loft_hatch_is_insulated = YesNo(question="Is the loft hatch insulated?")
    loft_is_insulated = YesNo(question="Is there insulation in the loft?")
    management_has_changed = YesNo(question="Has the management changed since the licence was granted?", case=True)
    meters_are_accessible = YesNo(question="Can residents easily get at the meters?")
    months_since_gas_check = Months(
        question="How long ago were the gas appliances and pipes last checked?", low="0 month", high="600 month"
    )
    outbuildings_and_yards_are_safe = YesNo(question="Are outbuildings, yards and forecourts in repair, so that they endanger nobody?")
    pipes_are_exposed_to_frost = YesNo(question="Are there water pipes or fittings that could freeze?")
    pipes_are_frost_protected = YesNo(question="Are pipes and fittings that could freeze protected?")
    roof_or_balcony_is_guarded = YesNo(question="Is every roof or balcony that occupiers can get onto guarded against falls?")
    rooms_with_fixed_heating = Count(question="How many rooms have heating that is fixed in place?", low="0", high="200")
    sloping_ceiling_insulation_type = Choice(
        question="What are the sloping ceilings insulated with?",
        options=(
            "blown_wool",
            "thermal_board",
            "other",
            "none",
        ),
    )
    sloping_ceiling_is_insulated = YesNo(question="Are sloping ceilings insulated?")
    storeys_with_common_parts = Count(
        question="How many storeys have halls, landings or other parts that people share?",
        low="0",
        high="15",
        how="count(storey where storey.has_common_parts)",
    )
    storeys_with_extinguisher = Count(question="On how many storeys is there a fire extinguisher?", low="0", high="15")
    waste_goes_to_right_drain = YesNo(question="Does the waste water go to the right drain?")
    waste_pipes_are_supported = YesNo(question="Are the waste pipes held up so that they do not sag?")
    waste_pipes_are_trapped = YesNo(question="Do the waste pipes of all sinks, basins, baths and showers have traps?")
    waste_pipes_are_wide_enough = YesNo(question="Are the waste pipes of suitable bore?")
    water_can_be_shut_off = YesNo(question="Can the water be shut off in an emergency or for repairs?")
    water_shut_off_is_accessible = YesNo(question="Can residents easily get at the water shut-off?")
    water_supply_is_working = YesNo(question="Is the water supply working, clean and in good repair?")
    water_tanks_are_clean = YesNo(question="Is every water storage tank clean?", hint="Not applicable where there is no tank.")
    water_tanks_are_covered = YesNo(question="Is every water storage tank covered?", hint="Not applicable where there is no tank.")
    yard_and_garden_are_tidy = YesNo(question="Are the yard and garden safe and tidy?")
    yard_is_well_lit = YesNo(question="Is the yard well lit by electric light?")
