"""Further particulars of units of accommodation and the people in them."""

from fanlight.facts.kinds import Choice, Count, Text, YesNo
from fanlight.facts.thing import Facts


class PersonParticulars(Facts):
    """Further particulars of a person."""

    follows_fire_instructions = YesNo(question="Does this occupier follow reasonable instructions on fire safety?", group="all occupiers")
    follows_refuse_arrangements = YesNo(question="Does this occupier keep and put out refuse as arranged?", group="all occupiers")
    gives_information = YesNo(question="Does this occupier give the manager the information asked for?", group="all occupiers")
    has_confirmed_leaving = YesNo(question="Has this tenant confirmed the wish to leave?", case=True)
    has_confirmed_leaving_in_writing = YesNo(question="Has this tenant confirmed in writing the wish to leave?", case=True)
    has_hearing_alarm = YesNo(
        question="Does this occupier have a warning device made for people who cannot hear the alarm?", sensitive=True
    )
    has_hearing_difficulty = YesNo(question="Does this occupier have difficulty hearing?", sensitive=True)
    has_home_from_employer = YesNo(question="Does this person's employer provide the accommodation?", sensitive=True)
    has_main_home_here = YesNo(question="Is the house this person's only or main home?", group="all occupiers", sensitive=True)
    has_new_home = YesNo(question="Has this tenant found a suitable home elsewhere?", case=True)
    has_permanent_home_elsewhere = YesNo(question="Does this person have another permanent home?", group="all occupiers", sensitive=True)
    is_domestic_staff = YesNo(question="Does this person work in the home of another occupier, for example as an au pair?", sensitive=True)
    is_to_leave = YesNo(question="Is this tenant to leave because there are to be fewer occupants?", case=True)
    kind_of_occupier = Choice(
        question="Is this person a student, or a migrant or seasonal worker?",
        options=(
            "student",
            "migrant_worker",
            "seasonal_worker",
            "other",
        ),
        group="all occupiers",
        sensitive=True,
    )
    lets_manager_in = YesNo(question="Does this occupier let the manager in at reasonable times?", group="all occupiers")
    lets_manager_work = YesNo(question="Does this occupier let the manager get on with the work unhindered?", group="all occupiers")
    lives_in_house = YesNo(question="Does this person live in the house, rather than only visit?", group="all occupiers", sensitive=True)
    lives_rent_free = YesNo(question="Does this person live here without paying rent?", sensitive=True)
    takes_care = YesNo(question="Does this occupier take reasonable care not to damage the house or its contents?", group="all occupiers")


class UnitParticulars(Facts):
    """Further particulars of a unit."""

    basin_is_practicable = YesNo(question="Can a wash basin reasonably be fitted in this letting?", judged=True)
    dry_storage_is_adequate = YesNo(question="Is there enough room in this unit to store dry and tinned food?", judged=True)
    entrance_doors = Count(question="How many doors lead from the hallway into this flat?", low="0", high="6", group="all units")
    fridge_is_big_enough = YesNo(question="Is the letting's own fridge big enough for its people's daily food?", judged=True)
    has_ensuite_wc = YesNo(question="Does this unit have a WC within it?", how="some(bathroom: bathroom.unit is unit and bathroom.has_wc)")
    has_entrance_heat_alarm = YesNo(question="Is there a heat alarm inside the entrance of this unit?")
    has_entrance_smoke_alarm = YesNo(question="Is there a smoke alarm inside the entrance of this unit?")
    has_food_cupboard = YesNo(question="Does the letting have its own food cupboard?", group="units")
    has_freezer = YesNo(question="Does the letting have its own freezer or freezer compartment?", group="units")
    has_fridge = YesNo(question="Does the letting have its own fridge?", group="units")
    has_lockable_post_box = YesNo(question="Can this flat's post box be locked?", group="all post boxes")
    has_own_external_door = YesNo(question="Does this flat have its own front door straight to the outside?", group="all units")
    has_post_box = YesNo(question="Does this flat have its own post box?", group="all post boxes")
    has_post_box_in_ground_storey_hall = YesNo(
        question="Is this flat's post box in a hall or lobby on the ground storey?", group="all post boxes"
    )
    has_post_box_within_post_reach = YesNo(question="Can the postal service get to this flat's post box?", group="all post boxes")
    has_sink = YesNo(question="Is there a sink in this unit?")
    is_exclusive_to_household = YesNo(question="Do those who live in this unit have it to themselves?", group="all units")
    is_time_shared = YesNo(
        question="Do different people use this unit at different times, such as day and night shifts?", group="all units"
    )
    kitchen_meets_in_room_list = YesNo(
        question="Does the kitchen of this unit have everything that the council asks of a kitchen within a room?"
    )
    separate_bathroom_is_possible = YesNo(question="Could the flat be given a bathroom of its own?", judged=True)
    size_and_layout = Text(question="How big is the letting and how is it laid out?")
    unrelated_persons = Count(question="How many people in this unit are not related to the others there?", low="0", high="30")
    utensil_storage_is_adequate = YesNo(question="Is there enough room in this unit to store pans, crockery and cutlery?", judged=True)
