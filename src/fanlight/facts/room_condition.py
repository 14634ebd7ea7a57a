"""What can be known of the condition of a room."""

from fanlight.facts.kinds import Choice, Count, YesNo
from fanlight.facts.thing import Facts


class RoomCondition(Facts):
    """The condition and further fittings of a room."""

    detector_type = Choice(
        question="What does the fire detector in this room react to?",
        options=(
            "smoke",
            "heat",
            "smoke_and_heat",
            "none",
        ),
    )
    doorways = Count(question="How many doorways does this room have?", low="1", high="10")
    fittings_are_in_good_repair = YesNo(question="Are the fixtures, fittings and appliances here in good repair?", group="all rooms alike")
    fittings_are_safe_and_working = YesNo(question="Are the shared fittings and appliances here safe and working?", group="shared rooms")
    furniture_is_safe = YesNo(question="Is the furniture supplied here safe?", group="all furnished rooms")
    has_co_alarm = YesNo(
        question="Is there a carbon monoxide alarm in this room?", how="some(alarm: alarm.room is room and alarm.kind is carbon_monoxide)"
    )
    has_detector = YesNo(
        question="Is there a fire detector of any kind in this room?",
        how="some(alarm: alarm.room is room and alarm.kind in (smoke, heat, smoke_and_heat))",
    )
    has_door_on_storey_below = YesNo(question="Is the bedroom's door on the floor below it, at the foot of its own stairs?")
    has_electric_heating = YesNo(question="Is this room heated by electricity?")
    has_emergency_light = YesNo(question="Does this corridor, hall or landing have an emergency light?", group="all emergency lights")
    has_extinguisher = YesNo(
        question="Is there a fire extinguisher in this room?",
        how="some(fire_equipment: fire_equipment.room is room and fire_equipment.kind is extinguisher)",
    )
    has_extractor = YesNo(question="Is there an extractor fan in this room?", how="some(extractor: extractor.room is room)")
    has_heat_alarm = YesNo(
        question="Is there a heat alarm in this room?", how="some(alarm: alarm.room is room and alarm.kind in (heat, smoke_and_heat))"
    )
    has_indoor_way_to_shared_facilities = YesNo(
        question="Can the shared kitchen, bathroom and WC be reached from this room without going outdoors?", group="all bedrooms"
    )
    has_open_flue_gas_fire = YesNo(question="Is there a gas fire in this room that takes its air from the room (an open flue)?")
    has_polystyrene_tiles = YesNo(question="Are there polystyrene tiles on the ceiling or walls of this room?", group="all rooms")
    has_stairs_rising_from_it = YesNo(question="Do stairs to the storey above start in this room, with no door between?")
    has_stand_alone_smoke_alarm = YesNo(
        question="Is there a smoke alarm in this room that works by itself, not linked to the system of the house?"
    )
    has_switched_light = YesNo(
        question="Can the electric light here be switched on and off by those who use it?", group="shared rooms, halls and passages"
    )
    has_written_sharing_consent = YesNo(question="Has everyone who shares this room agreed to it in writing?", group="all shared bedrooms")
    is_clean = YesNo(question="Is this shared part clean?", group="shared rooms, halls and stairs")
    is_clear_of_obstruction = YesNo(question="Is this shared part free of anything in the way?", group="shared rooms, halls and stairs")
    is_in_good_repair = YesNo(question="Are the walls, ceiling, floor, doors and steps here in good repair?", group="all rooms alike")
    is_on_escape_route = YesNo(question="Do other people have to pass through this room to get out?", group="rooms")
    is_onto_escape_route = YesNo(question="Does this room open straight onto an escape route?")
    is_permanently_built = YesNo(question="Are the room's walls, floor and ceiling permanent parts of the building?", group="all bedrooms")
    is_safe_and_working = YesNo(question="Is this shared part safe and in working order?", group="shared rooms, halls and stairs")
    is_well_decorated = YesNo(question="Is this shared part well decorated?", group="shared rooms, halls and stairs")
    is_well_lit = YesNo(question="Is this room or passage well lit by electric light?", group="shared rooms, halls and passages")
    lighting_is_working = YesNo(question="Are the lights here working and in good repair?", group="all rooms alike")
    sharers_are_of_marriageable_age = YesNo(question="Are those who share this room old enough to marry?", sensitive=True)
    windows_and_vents_are_in_good_repair = YesNo(
        question="Are the windows and other ventilation here in good repair?", group="all rooms alike"
    )
