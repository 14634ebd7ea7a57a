"""What can be known of the condition of kitchens and cookers."""

from fanlight.facts.kinds import Choice, Count, YesNo
from fanlight.facts.thing import Facts


class CookerCondition(Facts):
    """The condition of a cooker."""

    blocks_escape = YesNo(question="Would a fire at the cooker cut off the way out?", judged=True)
    curtain_is_risk = YesNo(question="Could curtains near the cooker catch fire?", judged=True)
    draught_is_risk = YesNo(question="Could a draught from the window blow out the flame?", judged=True)
    has_own_supply_point = YesNo(question="Does the electric cooker have an outlet of its own?", group="cookers")
    has_tip_restraint = YesNo(question="Is the gas cooker held by a chain or bracket so that it cannot tip over?", group="cookers")
    has_worktop_beside = YesNo(question="Is there a worktop on at least one side of this cooker?")
    is_fitted_to_instructions = YesNo(question="Was the cooker fitted as its maker instructs?", group="cookers")
    is_in_door_swing = YesNo(
        question="Can a door swing into somebody who stands at the cooker?", hint="Leave out cupboard doors.", group="cookers"
    )
    is_next_to_exit_door = YesNo(question="Is the cooker right beside the door people leave by?", group="cookers")
    is_next_to_opening_window = YesNo(question="Is the cooker right beside a window that opens?", group="cookers")
    position_is_safe = YesNo(question="Does the cooker stand where it can be used safely and without hindrance?", judged=True)
    space_is_adequate = YesNo(question="Is there room to take hot food out of the oven?", judged=True)
    supply_is_rated = YesNo(question="Are the outlet, switch and fuse of the electric cooker rated for it?", group="cookers")


class KitchenCondition(Facts):
    """The condition and further fittings of a kitchen."""

    appliances_have_own_sockets = YesNo(question="Do fixed appliances such as the fridge have sockets of their own?", group="kitchens")
    compact_unit_is_fitted_to_instructions = YesNo(
        question="Was the compact kitchen unit fitted as its maker recommends?", group="kitchens"
    )
    cupboards_are_durable = YesNo(question="Are the cupboards hard-wearing inside and out?", group="kitchens")
    cupboards_are_easily_cleaned = YesNo(question="Are the cupboards easy to clean inside and out?", group="kitchens")
    cupboards_are_firmly_fixed = YesNo(question="Are the wall cupboards fixed firmly enough to hold tins and bottles?", group="kitchens")
    dedicated_sockets_are_counted = YesNo(question="Does the number of sockets include those kept for one appliance, such as a fridge?")
    dryer_is_vented = YesNo(question="Is the dryer joined to a permanent vent to the outside?", group="kitchens")
    floor_has_dividing_strip = YesNo(
        question="Is there a firmly fixed strip where the kitchen flooring meets the carpet?", group="kitchens"
    )
    floor_is_easily_cleaned = YesNo(question="Is the kitchen floor covering easy to clean?", group="kitchens")
    floor_is_impervious = YesNo(question="Does the kitchen floor covering keep water out?", group="kitchens")
    floor_is_non_slip = YesNo(question="Is the kitchen floor covering slip-resistant?", group="kitchens")
    floor_is_smooth = YesNo(question="Is the kitchen floor covering fairly smooth?", group="kitchens")
    floor_meets_carpet = YesNo(question="Does the kitchen flooring meet a carpet?", group="kitchens")
    fridge_is_worktop_height = YesNo(question="Is each fridge an ordinary one of worktop height (or taller)?", group="kitchens")
    fridge_place = Choice(
        question="Where do the fridges stand?",
        options=(
            "kitchen",
            "next_room",
            "unit",
            "elsewhere",
        ),
        group="kitchens",
    )
    fridge_volume_excludes_freezer = YesNo(question="Was the freezer left out when the size of the fridge was told?")
    full_size_ovens = Count(question="How many of the ovens are of ordinary full size?", low="0", high="40", group="kitchens")
    has_ceiling_light = YesNo(question="Is there an electric ceiling light over the working area?", group="kitchens")
    has_communal_cold_storage = YesNo(question="Is chilled food of several lettings kept together in this kitchen?", group="kitchens")
    has_communal_dry_storage = YesNo(question="Is dry food of several lettings kept together in this kitchen?", group="kitchens")
    has_fire_blanket = YesNo(question="Is there a fire blanket in this kitchen?")
    has_freezer = YesNo(question="Is there a freezer or freezer compartment?", group="kitchens")
    has_kettle = YesNo(question="Is there a kettle?", group="kitchens")
    has_tumble_dryer = YesNo(question="Is there a tumble dryer?", group="kitchens")
    has_vending_machine = YesNo(question="Is there a hot-drinks machine in place of a kettle?", group="kitchens")
    is_compact = YesNo(question="Is this a factory-made compact kitchen unit?", group="kitchens")
    is_in_communal_room = YesNo(question="Is this kitchen in a room that people share for living or eating?")
    is_larger = YesNo(question="Is this a larger shared kitchen, which offers as much as separate kitchens would?")
    is_near_utility_room = YesNo(question="Is there a utility room close to this kitchen?")
    is_only_for_house = YesNo(question="Is this kitchen used only by people who live in this house?", group="kitchens")
    residents_use_catering_kitchen = YesNo(question="May residents cook for themselves in the catering kitchen?")
    setting = Choice(
        question="Is the kitchen a room of its own, a marked-off part of a room, or open to the room?",
        options=(
            "own_room",
            "marked_off_area",
            "open_area",
        ),
        group="kitchens",
    )
    sink_cold_tap_is_on_rising_main = YesNo(
        question="Is the cold tap at the sink fed straight from the water main?", hint="Not from a tank in the house.", group="kitchens"
    )
    sink_drains_fully = YesNo(question="Does each sink have all the waste pipework it needs?", group="kitchens")
    sink_has_cold_water = YesNo(question="Does each sink have enough cold water at all times?", group="kitchens")
    sink_has_hot_water = YesNo(question="Does each sink have hot water at all times?", group="kitchens")
    sink_has_overflow = YesNo(question="Does each sink have an overflow?", group="kitchens")
    sink_has_trap = YesNo(question="Does the waste pipe of each sink have a trap?", group="kitchens")
    sink_has_waterproof_splashback = YesNo(question="Is there a tiled or other waterproof splashback behind each sink?", group="kitchens")
    sink_is_at_window = YesNo(question="Does a sink stand against a window opening?", group="kitchens")
    sink_is_wash_basin = YesNo(question="Is a wash basin used in place of a kitchen sink?", group="kitchens")
    sink_joint_is_flexible = YesNo(
        question="Is the joint between sink and splashback sealed with something flexible and waterproof?", group="kitchens"
    )
    sink_material = Choice(
        question="What are the sinks made of?",
        options=(
            "stainless_steel",
            "other_metal",
            "ceramic",
            "other_impermeable",
            "other",
        ),
        group="kitchens",
    )
    sink_sill_is_waterproof = YesNo(question="Is the window sill behind the sink covered with tiles or the like?", group="kitchens")
    sockets_are_above_worktop = YesNo(question="Are the sockets above the worktop?")
    stores_food_under_sink = YesNo(question="Is food kept in the space under the sink?", group="kitchens")
    supervisor_is_hygiene_trained = YesNo(question="Is somebody trained in food hygiene there when residents cook?")
    surfaces_are_easily_cleaned = YesNo(question="Are all kitchen surfaces easy to clean?", group="kitchens")
    walls_are_easily_cleaned = YesNo(question="Are walls and ceiling smooth enough to clean and redecorate easily?", group="kitchens")
    worktop_has_waterproof_splashback = YesNo(
        question="Is there a tiled or other waterproof splashback behind the worktop?", group="kitchens"
    )
    worktop_is_durable = YesNo(question="Is the worktop hard-wearing?", group="kitchens")
    worktop_is_easily_cleaned = YesNo(question="Is the worktop easy to clean?", group="kitchens")
    worktop_is_heat_resistant = YesNo(question="Does the worktop stand heat?", group="kitchens")
    worktop_is_impermeable = YesNo(question="Does the worktop keep water out?", group="kitchens")
    worktop_joint_is_watertight = YesNo(question="Is the joint between the worktop and the wall or units watertight?", group="kitchens")
