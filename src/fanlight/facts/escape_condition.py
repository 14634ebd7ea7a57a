"""What can be known of the condition of doors and ways out."""

from fanlight.facts.kinds import Choice, Count, YesNo
from fanlight.facts.thing import Facts


class DoorCondition(Facts):
    """The condition of a door."""

    catch = Choice(
        question="What holds this door shut?",
        options=(
            "latch",
            "roller_ball",
            "none",
        ),
        group="all fire doors",
    )
    closer_is_accepted = YesNo(
        question="In your view, is this door closer fit for a fire door, whatever standard it names?", judged=True, group="all fire doors"
    )
    closer_standard = Choice(
        question="Which standard is marked on the door closer?",
        options=(
            "BS EN 1154",
            "BS EN 1634-2",
            "BS 476-2",
            "BS 476-22",
            "other",
            "none",
        ),
        group="all fire doors",
    )
    closes_fully = YesNo(question="Does the closer shut this door tight from any angle?", group="all fire doors")
    fire_works = Choice(
        question="Has this door been upgraded or replaced to resist fire, or is that proposed?",
        options=(
            "none",
            "upgrade_proposed",
            "upgraded",
            "replacement_proposed",
            "replaced",
        ),
    )
    has_approved_special_closer = YesNo(question="Has the Fire Authority approved that closing system?")
    has_call_point = YesNo(question="Is there a break-glass alarm call point beside this exit door?")
    has_ce_marked_ironmongery = YesNo(question="Do the fittings of this door carry a CE mark?", group="all fire doors")
    has_certified_frame = YesNo(question="Is the frame of this door certified as fire resisting?", group="all fire doors")
    has_closer_suited_to_weight = YesNo(question="Is the closer right for the weight of this door?", group="all fire doors")
    has_drilled_sign = YesNo(question="Is a sign fixed to this fire door by drilling into it?", group="all fire doors")
    has_emergency_light = YesNo(question="Is there an emergency light over this exit door?")
    has_emergency_light_outside = YesNo(question="Is there an emergency light on the outside of this exit?")
    has_exit_sign = YesNo(question="Is there an exit sign at this final exit?")
    has_keep_locked_sign = YesNo(question="Does this door bear the sign 'Fire door keep locked'?")
    has_keep_shut_sign = YesNo(question="Does this fire door bear the sign 'Fire door keep shut'?", group="all fire doors")
    has_key_in_break_glass = YesNo(question="Is a key to this door kept in a break-glass box?", group="all doors with locks")
    has_letterbox = YesNo(question="Is there a letterbox opening in this door?")
    has_lined_letterbox = YesNo(question="Is the letterbox opening lined with an intumescent seal?")
    has_lock = YesNo(question="Does this bedroom door have a lock?", group="all bedroom doors")
    has_matching_frame = YesNo(question="Did this door come with its own matching frame?", group="all fire doors")
    has_seals_in_example_plan = YesNo(question="Does the council's example plan for such a house show this door with seals?")
    has_smoke_seal = YesNo(
        question="Does this door or its frame have smoke seals (a brush or fin along the strip)?",
        hint="On both sides and along the top.",
        group="all fire doors",
    )
    has_sound_frame = YesNo(question="Is the frame of this door solid, sound and in good order?", judged=True, group="all fire doors")
    has_special_closer = YesNo(question="Does this door have a specialist or electrical closing system?")
    has_street_lighting_outside = YesNo(question="Is the ground outside this exit well lit by street lamps?")
    has_tight_frame = YesNo(question="Is the frame tight and secure in the wall?", judged=True, group="all fire doors")
    installation_standard = Choice(
        question="To which standard was this fire door hung?",
        options=(
            "BS 8214",
            "other",
            "none",
        ),
        group="all fire doors",
    )
    is_closed_at_night = YesNo(question="Is this door kept shut at night?", group="all internal doors")
    is_easily_opened = YesNo(question="Can the people who live here open this fire door with ease?", judged=True, group="all fire doors")
    is_in_fire_resisting_wall = YesNo(question="Is this door in a wall that is meant to resist fire?")
    is_in_good_condition = YesNo(question="Is this fire door in good condition and undamaged?", group="all fire doors alike")
    is_keyless_inside = YesNo(question="Can this door be opened from inside without a key?", group="all doors with locks")
    lock_has_emergency_override = YesNo(question="Can the lock be overridden from outside in an emergency?", group="doors with locks")
    lock_type = Choice(
        question="What kind of lock does this door have?",
        options=(
            "none",
            "thumb_turn",
            "night_latch",
            "key_both_sides",
            "keypad",
            "other",
        ),
        group="all doors with locks",
    )
    seal_standard = Choice(
        question="Which standard or certificate do the door seals carry?",
        options=(
            "BS EN 1634",
            "BS 476-22",
            "BWF",
            "other",
            "none",
        ),
        group="all fire doors",
    )


class EscapeRouteCondition(Facts):
    """The condition of a way out."""

    doors = Count(question="How many doors open onto this escape route?", low="0", high="500")
    fd30s_doors = Count(question="How many of those doors are 30-minute fire doors with smoke seals (FD30S)?", low="0", high="500")
    has_acceptable_travel_distance = YesNo(question="Is the distance to the way out acceptable?", judged=True)
    has_adequate_light_timer = YesNo(question="Do the timed lights stay on long enough for anyone to get out?", judged=True)
    has_adequate_lighting = YesNo(question="Is the ordinary lighting bright enough to get out safely?", judged=True)
    has_bottled_fuel_heater = YesNo(question="Is there a fixed heater on the escape route that burns bottled gas or other portable fuel?")
    has_cooking = YesNo(question="Are there cooking facilities on the escape route?")
    has_easily_found_switches = YesNo(question="Can people always find a light switch without hunting for it?", judged=True)
    has_effective_borrowed_light = YesNo(
        question="Is there enough borrowed light (for example from street lamps) to see the way out at night?", judged=True
    )
    has_emergency_light_at_call_points = YesNo(question="Is there an emergency light near every alarm call point?")
    has_emergency_light_at_junctions = YesNo(question="Is there an emergency light near every junction of corridors?")
    has_emergency_light_at_level_changes = YesNo(question="Is there an emergency light near every change of floor level?")
    has_emergency_light_at_turns = YesNo(question="Is there an emergency light near every change of direction?")
    has_emergency_lighting = YesNo(question="Does the emergency lighting cover this escape route?")
    has_fire_action_notices = YesNo(question="Are there fire action notices along the escape route?")
    has_furniture_or_storage = YesNo(question="Is there furniture or anything stored on the escape route?")
    has_illuminated_switches = YesNo(question="Do the light switches on the route light up themselves?")
    has_keep_clear_sign = YesNo(question="Is there a 'Fire escape keep clear' sign on the escape route?")
    has_lighting = YesNo(question="Does the escape route have ordinary electric lighting?")
    has_next_sign_in_view = YesNo(question="Is the next exit sign always in view as you leave?")
    has_own_lighting_circuit = YesNo(question="Does the escape route have a lighting circuit of its own?")
    has_portable_heater = YesNo(question="Are there portable heaters on the escape route?")
    has_reachable_switches = YesNo(question="Are the light switches of the escape route within easy reach?")
    has_section_switches = YesNo(question="Does each section of the route have its own light switch?")
    has_separate_sections = YesNo(question="Is the escape route split into distinct, separated sections?")
    has_smoke_alarm = YesNo(question="Is there a smoke alarm on this escape route?")
    has_sound_construction = YesNo(question="Is the escape route soundly and conventionally built?", judged=True)
    has_suitable_finishes = YesNo(
        question="Are the wall finishes and floor coverings of the route suitable under national guidance?", judged=True
    )
    has_switches_for_whole_route = YesNo(question="Does any one switch on the route light all of it?")
    has_timed_switches = YesNo(question="Are there push-button or timed light switches on the escape route?")
    has_turn_at_stair_foot = YesNo(question="Does the way out turn where the main stairs end?")
    has_visible_section_switches = YesNo(question="Is each section's switch plain to see in all conditions?")
    is_clear = YesNo(question="Is the escape route free of obstructions and things that could burn?")
    is_complex = YesNo(question="Is the escape route complicated or hard to find?", judged=True)
    is_in_good_order = YesNo(question="Is the way out in case of fire sound and in good repair?")
    is_long = YesNo(question="Is the escape route long?", judged=True)
    is_long_or_complex = YesNo(question="Is this escape route long, or hard to find one's way along?")
    is_through_risk_room = YesNo(
        question="Does this escape route lead through a room where a fire could start, such as a kitchen or living room?"
    )
    is_visible_from_stair_foot = YesNo(question="Can the way on be seen from the foot of the main stairs?")
    rooms_passed = Choice(
        question="Which rooms, if any, does the way out pass through?",
        options=(
            "none",
            "kitchen",
            "living_room",
            "bed_sitting_room",
            "bedroom",
            "other_room",
        ),
    )
