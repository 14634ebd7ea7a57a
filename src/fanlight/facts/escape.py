"""What can be known of doors and ways out."""

from fanlight.facts.escape_condition import DoorCondition, EscapeRouteCondition
from fanlight.facts.kinds import Choice, Count, Day, Length, Link, Minutes, Number, YesNo
from fanlight.facts.thing import Thing


class Door(DoorCondition, Thing, name="door"):
    """A door of the house."""

    plural = "doors"
    at_most = 120

    closer_fire_resistance = Minutes(
        question="For how many minutes is the door closer certified?", low="0 min", high="240 min", group="all fire doors"
    )
    construction = Choice(
        question="What kind of door is this?",
        options=(
            "fire_door",
            "solid",
            "hollow_core",
            "glazed",
            "other",
        ),
        hint="hollow core (eggbox): light, sounds hollow when knocked",
        group="all bedroom doors",
    )
    fire_resistance = Minutes(question="For how many minutes does this door resist fire?", low="0 min", high="240 min")
    frame_fire_resistance = Minutes(
        question="For how many minutes do the frame and rebate of this door resist fire?",
        low="0 min",
        high="240 min",
        group="all fire doors",
    )
    gap = Length(question="How wide is the widest gap between this door and its frame?", low="0 mm", high="50 mm", group="all fire doors")
    has_intumescent_strip = YesNo(
        question="Does this door or its frame have intumescent strips (they swell in heat)?", group="all fire doors"
    )
    has_ironmongery_to_british_standard = YesNo(question="Do the fittings of this door meet British Standards?", group="all fire doors")
    has_self_closer = YesNo(question="Does this door close by itself?", group="all internal doors")
    has_upgrade_test_report = YesNo(question="Is there a valid test report or certificate for the upgrade, by someone qualified?")
    has_vision_panel = YesNo(question="Does this door have a glazed vision panel?", group="all fire doors")
    hinge_fire_resistance = Minutes(
        question="For how many minutes are the hinges fire rated?", low="0 min", high="240 min", group="all fire doors"
    )
    hinge_length = Length(question="How long are the hinges of this door?", low="25 mm", high="2200 mm", group="all fire doors")
    hinges = Count(question="How many hinges does this door hang on?", low="0", high="8", group="all fire doors")
    ironmongery_fire_resistance = Minutes(
        question="For how many minutes do the fittings of this door withstand fire?", low="0 min", high="240 min", group="all fire doors"
    )
    ironmongery_fitted_date = Day(
        question="When were the lock, hinges and other fittings of this door put on?",
        low="1800-01-01",
        high="2099-12-31",
        group="all fire doors",
    )
    is_close_fitting = YesNo(question="Does this door fit closely in its frame on every side?", group="all internal doors")
    is_fire_door = YesNo(question="Is this door made to be a fire door?")
    is_on_escape_route = YesNo(question="Does this door open onto, or stand across, the escape route?")
    is_panelled = YesNo(question="Does this door have panels?", group="all fire doors")
    is_sound = YesNo(question="Is this door sound and well made?", judged=True, group="all internal doors")
    panel_thickness = Length(
        question="How thick are the panels of this door (the thinnest)?", low="1 mm", high="60 mm", group="all fire doors"
    )
    rating = Choice(
        question="What fire rating does the label or certificate of this door show?",
        options=(
            "none",
            "FD20",
            "FD30",
            "FD30S",
            "FD60",
            "FD60S",
            "E30",
            "E30Sa",
            "E60",
            "E60Sa",
            "BWF",
        ),
        hint="Look for a label or coloured plug on the top or hinge edge. BWF: certified half-hour door without a printed number.",
        group="all fire doors",
    )
    required_wall_fire_resistance = Minutes(
        question="For how many minutes must the wall or partition around this door resist fire?",
        low="0 min",
        high="240 min",
        hint="0 if nothing is asked of it.",
        group="all fire doors",
    )
    room = Link(question="Which room does this door serve?", to="room", optional="none")
    serves = Choice(
        question="What does this door lead to?",
        options=(
            "room",
            "unit",
            "lockable_cupboard",
            "void",
            "store",
            "boiler_room",
            "meter_cupboard",
            "cellar",
            "final_exit",
            "secondary_exit",
            "corridor",
            "other",
        ),
    )
    upgrade_standard = Choice(
        question="To which standard was this door upgraded?",
        options=(
            "BS 476",
            "other",
            "none",
        ),
    )
    vision_panel_fire_resistance = Minutes(
        question="For how many minutes does the glazed panel resist fire?", low="0 min", high="240 min", group="all fire doors"
    )
    wall_fire_resistance = Minutes(
        question="For how many minutes does the wall around this door resist fire?", low="0 min", high="240 min", group="all fire doors"
    )


class EscapeRoute(EscapeRouteCondition, Thing, name="escape_route"):
    """A way out of the house in a fire."""

    plural = "escape_routes"
    at_most = 10

    carpet_fire_spread_radius = Length(
        question="What fire spread radius does the carpet label state?", low="0 mm", high="300 mm", group="all floor coverings"
    )
    carpet_synthetic_share = Number(
        question="How much of the carpet is synthetic fibre (percent)?", low="0%", high="100%", group="all floor coverings"
    )
    carpet_wool_share = Number(question="How much of the carpet is wool (percent)?", low="0%", high="100%", group="all floor coverings")
    ceiling_fire_resistance = Minutes(
        question="For how many minutes do the ceilings over the escape route resist fire?", low="0 min", high="240 min"
    )
    ceiling_lining = Choice(
        question="What are the ceilings over the escape route made of or lined with?",
        options=(
            "plasterboard_12_5_skim",
            "plasterboard_other",
            "lath_and_plaster",
            "masonry",
            "timber",
            "other",
        ),
    )
    direction_changes = Count(question="How many times does the way to the main stairs change direction?", low="0", high="30")
    discharge = Choice(
        question="Where does the escape route come out?",
        options=(
            "street",
            "enclosed_rear_area",
            "open_rear_area",
        ),
    )
    enclosure_fire_resistance = Minutes(
        question="For how many minutes do the walls, floors and ceilings around this escape route resist fire?", low="0 min", high="240 min"
    )
    floor_covering = Choice(
        question="What covers the floors and stairs of the escape route?",
        options=(
            "carpet",
            "vinyl",
            "linoleum",
            "tile",
            "bare_timber",
            "stone_or_concrete",
            "other",
        ),
        group="all floor coverings",
    )
    floor_covering_label = Choice(
        question="Which fire label does the floor covering carry?",
        options=(
            "BS 5287",
            "European equivalent",
            "none",
        ),
        group="all floor coverings",
    )
    floor_covering_standard = Choice(
        question="Which fire standard does the floor covering meet?",
        options=(
            "BS 5287",
            "European equivalent",
            "other",
            "none",
        ),
        group="all floor coverings",
    )
    has_accepted_lower_standard = YesNo(question="Does the officer accept the existing lower standard of this route?", judged=True)
    has_equivalent_construction = YesNo(question="Does the other way of building give the same fire resistance?", judged=True)
    has_keyless_way_from_rear_area = YesNo(question="Can people leave the enclosed area at the back without a key or a code?")
    has_new_floor_covering = YesNo(question="Is the floor covering on the escape route new?", group="all floor coverings")
    has_signs = YesNo(question="Are there signs that show the way out?")
    has_sound_ceiling_lining = YesNo(question="Is the lining or plaster of the ceilings over the escape route sound?", judged=True)
    is_direct = YesNo(question="Can people get from their rooms to the final exit by hall and stairs alone, through no other room?")
    protection = Minutes(question="For how many minutes is this escape route protected from fire?", low="0 min", high="240 min")
    rear_area_depth = Length(question="How far does the enclosed area at the back run from the house wall?", low="0 m", high="200 m")
    travel_distance = Length(
        question="How far is it from the farthest room's door to the final exit or to safety?", low="0 m", high="100 m"
    )
