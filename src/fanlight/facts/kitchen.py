"""What can be known of kitchens and cookers."""

from fanlight.facts.kinds import Choice, Count, Length, Link, Number, Temperature, Volume, YesNo
from fanlight.facts.kitchen_condition import CookerCondition, KitchenCondition
from fanlight.facts.kitchen_judged import KitchenJudged
from fanlight.facts.thing import Thing


class Kitchen(KitchenCondition, KitchenJudged, Thing, name="kitchen"):
    """A set of cooking fittings, in the room it stands in."""

    plural = "kitchens"
    at_most = 30

    adjoins_dining_room = YesNo(question="Is there a shared room for eating right next to this kitchen?")
    adult_users = Count(question="How many adults use this kitchen?", low="0", high="100", hint="Leave children out.")
    amenities_are_equivalent = YesNo(question="Does this large kitchen offer as much as the separate kitchens it replaces?", judged=True)
    appliances_are_outside_landlord_control = YesNo(question="Are the cooker and fridge outside the landlord's control?", group="kitchens")
    base_cupboard_run = Length(
        question="How many metres wide are the base cupboards together?",
        low="0 m",
        high="50 m",
        hint="Leave out the one under the sink.",
        group="kitchens",
    )
    base_cupboards = Count(
        question="How many base cupboards are there?", low="0", high="100", hint="Leave out the one under the sink.", group="kitchens"
    )
    bowl_and_half_sinks = Count(question="How many of the sinks have one and a half bowls?", low="0", high="20", group="kitchens")
    cold_storage_is_equivalent = YesNo(
        question="Do the separate larder fridges and freezers hold about as much as the usual ones?", judged=True
    )
    combination_microwaves = Count(
        question="How many of the microwaves also have a grill or an oven?", low="0", high="30", group="kitchens"
    )
    cookers = Count(
        question="How many cookers are there in this kitchen?", low="0", high="20", how="count(cooker where cooker.kitchen is kitchen)"
    )
    dishwashers = Count(question="How many dishwashers are there?", low="0", high="10", group="kitchens")
    double_bowl_sinks = Count(question="How many of the sinks have two full bowls?", low="0", high="20", group="kitchens")
    double_sockets = Count(
        question="How many double sockets are there for general kitchen use?",
        low="0",
        high="60",
        hint="Leave out sockets kept for a fridge, washing machine or the like.",
        group="kitchens",
    )
    double_sockets_above_worktop = Count(
        question="How many of the double sockets are above the worktop?", low="0", high="60", group="kitchens"
    )
    food_cupboard_units = Number(question="How many standard cupboards are there for food in this kitchen?", low="0", high="200")
    four_ring_cookers = Count(
        question="How many cookers with four or more rings, an oven and a grill are there?", low="0", high="20", group="kitchens"
    )
    fridge_temperature = Temperature(question="How cold can the fridge keep food?", low="-5 degC", high="25 degC", group="kitchens")
    fridge_volume = Volume(
        question="How many litres do all the fridges hold together?",
        low="0 l",
        high="5000 l",
        hint="Leave out freezers and freezer compartments.",
        group="kitchens",
    )
    fridges = Count(
        question="How many fridges are there for this kitchen?",
        low="0",
        high="30",
        hint="Leave out tall fridge freezers.",
        group="kitchens",
    )
    grills = Count(question="How many grills are there?", low="0", high="40", group="kitchens")
    extras_allow_one_sink = YesNo(
        question="Has the council agreed that the extras by this kitchen make one sink enough for eight people?",
        hint="Such as a double-bowl sink with a dishwasher, or a utility room close by.",
        judged=True,
    )
    is_outside_unit = YesNo(question="Do people have to leave their unit to reach this kitchen?")
    is_catering_kitchen = YesNo(question="Is this the kitchen where staff make meals for the residents?")
    is_shared = YesNo(question="Do people of more than one household use this kitchen?")
    large_cookers = Count(
        question="How many of the cookers have more than four rings and two ovens or more?", low="0", high="10", group="kitchens"
    )
    microwave_capacity = Volume(question="How many litres does the smallest microwave hold?", low="5 l", high="60 l", group="kitchens")
    microwave_is_on_worktop = YesNo(question="Does each microwave stand on a fixed worktop in a suitable place?", group="kitchens")
    microwaves = Count(
        question="How many microwave ovens are there?", low="0", high="30", hint="Count combination microwaves here too.", group="kitchens"
    )
    oven_volume = Volume(
        question="How many litres does the largest oven hold?",
        low="5 l",
        high="150 l",
        hint="28 litres is one cubic foot.",
        group="kitchens",
    )
    ovens = Count(question="How many ovens are there?", low="0", high="40", group="kitchens")
    rings = Count(question="How many cooking rings or hot plates are there in all?", low="0", high="100", group="kitchens")
    smallest_tall_freezer_volume = Volume(
        question="How many litres does the freezer of the smallest tall fridge freezer hold?", low="0 l", high="800 l", group="kitchens"
    )
    smallest_tall_fridge_volume = Volume(
        question="How many litres does the fridge of the smallest tall fridge freezer hold?", low="0 l", high="800 l", group="kitchens"
    )
    working_area_is_practical = YesNo(question="Is there a good practical working area despite the shorter worktop?", judged=True)
    worktop_reduction_is_acceptable = YesNo(question="With this many users, is a shorter worktop acceptable?", judged=True)
    room = Link(question="Which room is this kitchen in?", to="room")
    single_sockets = Count(
        question="How many single sockets are there for general kitchen use?",
        low="0",
        high="60",
        hint="Leave out sockets kept for large appliances.",
        group="kitchens",
    )
    single_sockets_above_worktop = Count(
        question="How many of the single sockets are above the worktop?", low="0", high="60", group="kitchens"
    )
    sink_has_drainer = YesNo(question="Does each sink have a drainer?", group="kitchens")
    sink_splashback_height = Length(
        question="How high does the splashback or sill cladding rise above the sink top?", low="0 mm", high="1500 mm", group="kitchens"
    )
    sink_top_length = Length(question="How long is the sink top (with drainer)?", low="300 mm", high="3000 mm", group="kitchens")
    sink_top_width = Length(question="How deep is the sink top from front to back?", low="200 mm", high="1000 mm", group="kitchens")
    sinks = Count(
        question="How many kitchen sinks are there?", low="0", high="20", hint="A sink with two bowls counts as one.", group="kitchens"
    )
    smallest_freezer_volume = Volume(
        question="How many litres does the smallest freezer or freezer compartment hold?", low="0 l", high="800 l", group="kitchens"
    )
    smallest_fridge_volume = Volume(
        question="How many litres does the smallest fridge hold?",
        low="0 l",
        high="800 l",
        hint="Leave out its freezer compartment.",
        group="kitchens",
    )
    socket_distance_from_water = Length(
        question="How far is the nearest socket from a tap or other water outlet?", low="0 mm", high="10000 mm", group="kitchens"
    )
    socket_height_above_worktop = Length(
        question="How far above the worktop is the lowest socket?", low="0 mm", high="2000 mm", group="kitchens"
    )
    switched_lights = Count(question="How many lights with a switch are there?", low="0", high="30", group="kitchens")
    table_is_suitable = YesNo(question="Is the table in the kitchen fit to stand in for part of the worktop?", judged=True)
    tall_fridge_freezers = Count(question="How many tall fridge freezers are there for this kitchen?", low="0", high="30", group="kitchens")
    users = Count(question="How many people use this kitchen?", low="0", high="200")
    wall_cupboard_run = Length(question="How many metres wide are the wall cupboards together?", low="0 m", high="50 m", group="kitchens")
    wall_cupboards = Count(question="How many wall cupboards are there?", low="0", high="100", group="kitchens")
    worktop_depth = Length(question="How deep is the worktop from front to back?", low="0 mm", high="1500 mm", group="kitchens")
    worktop_is_fixed = YesNo(question="Is the worktop fixed in place?", group="kitchens")
    worktop_is_sufficient = YesNo(question="Is the worktop suitable and large enough to prepare food safely and cleanly?", judged=True)
    worktop_length = Length(
        question="How many metres of usable worktop are there in all?",
        low="0 m",
        high="50 m",
        hint="Leave out sink, drainer and cooker tops.",
        group="kitchens",
    )
    worktop_splashback_height = Length(
        question="How high does the splashback rise above the worktop?", low="0 mm", high="1500 mm", group="kitchens"
    )
    unit = Link(question="Which unit does this kitchen belong to?", to="unit", optional="shared")


class Cooker(CookerCondition, Thing, name="cooker"):
    """One cooker."""

    plural = "cookers"
    at_most = 40

    clear_space_in_front = Length(
        question="How much clear floor is there in front of the cooker?", low="0 mm", high="5000 mm", group="cookers"
    )
    fuel = Choice(
        question="What does the cooker run on?",
        options=(
            "gas",
            "electric",
            "dual_fuel",
            "other",
        ),
        group="cookers",
    )
    gap_to_next_cooker = Length(
        question="How wide is the gap between this cooker and the next one?",
        low="0 mm",
        high="10000 mm",
        hint="Leave empty if there is only one cooker.",
        group="cookers",
    )
    has_worktop_both_sides = YesNo(question="Is there a worktop on both sides of this cooker?")
    narrower_side_worktop = Length(
        question="On the side with less of it, how wide is the worktop beside this cooker?",
        low="0 mm",
        high="5000 mm",
        how="min(cooker.worktop_left, cooker.worktop_right)",
    )
    worktop_left = Length(
        question="How wide is the worktop on the left of the cooker?",
        low="0 mm",
        high="5000 mm",
        hint="0 if there is none.",
        group="cookers",
    )
    worktop_right = Length(
        question="How wide is the worktop on the right of the cooker?",
        low="0 mm",
        high="5000 mm",
        hint="0 if there is none.",
        group="cookers",
    )
    kitchen = Link(question="Which kitchen does this cooker belong to?", to="kitchen")
