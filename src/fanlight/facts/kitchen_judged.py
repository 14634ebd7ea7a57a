"""What an officer judges of a kitchen."""

from fanlight.facts.kinds import YesNo
from fanlight.facts.thing import Facts


class KitchenJudged(Facts):
    """What an officer judges of a kitchen."""

    catering_equipment_is_adequate = YesNo(question="Is the catering kitchen fitted out for the meals it has to make?", judged=True)
    cold_storage_is_adequate = YesNo(question="Is there enough fridge space for the people who use it?", judged=True)
    compact_unit_is_equivalent = YesNo(question="Does the compact unit give as much as an ordinary kitchen would?", judged=True)
    cooker_size_is_suitable = YesNo(question="Is the cooking appliance of a suitable size for the users?", judged=True)
    cooking_is_adequate = YesNo(question="Are there enough cookers, sensibly placed, for the users?", judged=True)
    dry_storage_is_adequate = YesNo(question="Is there enough cupboard space for dry and tinned food?", judged=True)
    equipment_is_fit = YesNo(question="Is each item of kitchen equipment fit to use?", judged=True)
    equipment_is_sufficient = YesNo(question="Is there enough of each item of equipment for the number of users?", judged=True)
    facilities_are_adequate = YesNo(question="Can all its users store, prepare and cook food safely and cleanly here?", judged=True)
    floor_covers_enough = YesNo(question="Does the easy-to-clean flooring cover enough of the kitchen area?", judged=True)
    food_preparation_is_adequate = YesNo(question="Can the occupiers of the letting prepare food properly?", judged=True)
    freezer_is_adequate = YesNo(question="Is there enough freezer space for the users?", judged=True)
    has_clear_working_area = YesNo(
        question="In your view, can people sit at the table without getting in the way of the cooking?", judged=True
    )
    layout_is_suitable = YesNo(question="Does the layout let people cook and handle hot food safely?", judged=True)
    lighting_is_adequate = YesNo(question="Is the lighting of the working area good enough?", judged=True)
    lights_and_sockets_are_sufficient = YesNo(question="Are there enough lights and sockets in the kitchen?", judged=True)
    location_is_suitable = YesNo(question="Is the kitchen well placed for the rooms of the people who use it?", judged=True)
    needs_extract = YesNo(question="Does this kitchen need an extractor fan?", judged=True)
    refuse_provision_is_suitable = YesNo(question="Are there suitable means of getting rid of kitchen waste?", judged=True)
    sink_size_is_suitable = YesNo(question="Is the sink with drainer of a suitable size?", judged=True)
    size_is_adequate = YesNo(question="Is the kitchen big enough for its equipment and its users?", judged=True)
    snack_provision_is_sufficient = YesNo(question="Can residents make light meals and hot drinks here?", judged=True)
    sockets_are_sufficient = YesNo(question="Are there enough sockets in the kitchen area?", judged=True)
    sockets_are_well_placed = YesNo(question="Are the sockets at a handy height and in a safe place?", judged=True)
    storage_is_adequate = YesNo(question="Is there enough storage for food and kitchen things?", judged=True)
    utensil_storage_is_adequate = YesNo(question="Is there enough cupboard space for pans, crockery and cutlery?", judged=True)
    vending_machine_is_suitable = YesNo(question="Is the hot-drinks machine suitable for the residents?", judged=True)
    wait_to_cook_is_short = YesNo(question="Can several people cook at once without a long wait?", judged=True)
    waste_water_is_adequate = YesNo(question="Can the occupiers of the letting get rid of waste water properly?", judged=True)
