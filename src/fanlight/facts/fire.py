"""What can be known of alarms, emergency lights and fire equipment."""

from fanlight.facts.fire_condition import AlarmCondition, EmergencyLightingCondition, FireEquipmentCondition
from fanlight.facts.kinds import Choice, Length, Link, Mass, Minutes, Volume, YesNo
from fanlight.facts.thing import Thing


class Alarm(AlarmCondition, Thing, name="alarm"):
    """One smoke, heat or carbon monoxide alarm."""

    plural = "alarms"
    at_most = 150

    kind = Choice(
        question="What kind of alarm or detector is it?",
        options=(
            "smoke",
            "heat",
            "smoke_and_heat",
            "carbon_monoxide",
            "sounder",
        ),
    )
    light_distance = Length(
        question="How far is the detector from the nearest light fitting, measured level?", low="0 mm", high="10000 mm", group="all alarms"
    )
    room = Link(question="In which room, hall, landing or cellar is this alarm?", to="room")
    wall_distance = Length(
        question="How far is the detector from the nearest wall, measured level?", low="0 mm", high="10000 mm", group="all alarms"
    )


class EmergencyLighting(EmergencyLightingCondition, Thing, name="emergency_lighting"):
    """One emergency light."""

    plural = "emergency_lights"
    at_most = 60

    duration = Minutes(
        question="For how long do the emergency lights stay on (in minutes)?", low="0 min", high="480 min", group="all emergency lights"
    )
    is_close_to_two_metres = YesNo(
        question="Is this light fixed close enough to 2 m above the floor?", judged=True, group="all emergency lights"
    )
    mounting_height = Length(
        question="How high above the floor are the emergency lights fixed (the lowest of them)?",
        low="0 m",
        high="10 m",
        group="all emergency lights",
    )


class FireEquipment(FireEquipmentCondition, Thing, name="fire_equipment"):
    """A fire blanket or extinguisher."""

    plural = "fire_equipment_items"
    at_most = 60

    blanket_length = Length(question="How long is the fire blanket?", low="300 mm", high="3000 mm", group="all fire equipment")
    blanket_width = Length(question="How wide is the fire blanket?", low="300 mm", high="3000 mm", group="all fire equipment")
    capacity = Volume(question="How many litres does the water extinguisher hold?", low="0.5 l", high="50 l", group="all fire equipment")
    charge = Mass(question="How many kilograms does the powder extinguisher hold?", low="0.5 kg", high="50 kg", group="all fire equipment")
    extinguisher_type = Choice(
        question="What type of extinguisher is it?",
        options=(
            "water",
            "foam",
            "abc_powder",
            "multi_purpose",
            "co2",
            "wet_chemical",
            "other",
        ),
        hint="abc_powder: dry powder marked ABC, a multi-purpose type",
        group="all fire equipment",
    )
    is_at_height_to_suit_occupants = YesNo(question="Does it hang at a height that suits the occupants?", judged=True)
    is_close_to_stated_height = YesNo(question="Does it hang close enough to the height that the standard gives roughly?", judged=True)
    is_heavy = YesNo(question="Is this a heavy extinguisher?", judged=True)
    kind = Choice(
        question="Is this a fire blanket or a fire extinguisher?",
        options=(
            "fire_blanket",
            "extinguisher",
        ),
    )
    mounting_height = Length(question="How high above the floor does it hang?", low="0 mm", high="2500 mm", group="all fire equipment")
    room = Link(question="In which room, hall or landing is it?", to="room")
