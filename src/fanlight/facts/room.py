"""What can be known of a room."""

from fanlight.facts.kinds import Area, Choice, Count, Length, Link, Minutes, Number, Sound, Temperature, YesNo
from fanlight.facts.room_condition import RoomCondition
from fanlight.facts.room_judged import RoomJudged
from fanlight.facts.thing import Thing


class Room(RoomCondition, RoomJudged, Thing, name="room"):
    """One room of the house, as used and measured on site."""

    plural = "rooms"
    at_most = 100

    alarm_sound_at_bed_head = Sound(
        question="How loud is the alarm at the head of the bed (in dB(A), by meter)?", low="0 dB", high="130 dB"
    )
    alarm_sound_elsewhere = Sound(question="How loud is the alarm in this room or area (in dB(A), by meter)?", low="0 dB", high="130 dB")
    artificial_light_is_adequate = YesNo(question="Is the electric light good enough?", judged=True)
    ceiling_drop = Length(question="How far does the deepest beam or drop hang down from the ceiling?", low="0 mm", high="2000 mm")
    ceiling_drop_share = Number(
        question="How deep does the ceiling drop anywhere, as a share of the height of this room?", low="0%", high="100%"
    )
    ceiling_height = Length(question="How high is the ceiling over most of this room?", low="1 m", high="8 m")
    charge_period = Choice(
        question="How is this bedroom charged: by the night, week or month?",
        options=(
            "night",
            "week",
            "month",
        ),
        group="all bedrooms let alike",
    )
    counted_floor_area = Area(
        question="How much of this room's floor counts, without what lies under a low ceiling?",
        low="0 m2",
        high="300 m2",
        how="room.floor_area - room.floor_area_under_low_ceiling",
    )
    distance_to_detector = Length(
        question="How far is the farthest point of this hall, landing or corridor from its nearest detector?", low="0 m", high="50 m"
    )
    door_to_smoke_alarm = Length(question="How far is the bedroom's door from the nearest smoke alarm?", low="0 m", high="50 m")
    double_sockets = Count(question="How many double electric sockets are there in this room?", low="0", high="30", group="all bedrooms")
    floor_area = Area(
        question="What is the floor area of this room, wall to wall?",
        low="0.3 m2",
        high="300 m2",
        hint="Measure the whole floor, also under sloping ceilings.",
    )
    floor_area_of_bathroom_fittings = Area(
        question="How much of this room's floor do a bath, shower, basin or WC take up?",
        low="0 m2",
        high="20 m2",
        hint="A separate en-suite bathroom is a room of its own: answer 0.",
    )
    floor_area_under_five_foot_ceiling = Area(
        question="How much of the floor lies under a ceiling lower than 1.525 m?", low="0 m2", high="300 m2"
    )
    floor_area_under_low_ceiling = Area(
        question="How much of the floor lies under a ceiling lower than 1.5 m?",
        low="0 m2",
        high="300 m2",
        hint="Answer 0 if the ceiling is nowhere lower than 1.5 m.",
    )
    floors_to_basin = Count(
        question="How many floors is it from this room to the nearest shared wash basin?",
        low="0",
        high="10",
        hint="Same floor is 0; down and up again counts 2.",
        group="rooms",
    )
    floors_to_bath = Count(
        question="How many floors is it from this room to the nearest bath or shower its occupiers may use?",
        low="0",
        high="10",
        hint="Same floor is 0; down and up again counts 2.",
        group="rooms",
    )
    floors_to_kitchen = Count(
        question="How many floors is it from this room to the kitchen its occupiers use?",
        low="0",
        high="10",
        hint="Same floor is 0; down and up again counts 2.",
        group="rooms",
    )
    floors_to_wc = Count(
        question="How many floors is it from this room to the nearest WC its users may use?",
        low="0",
        high="10",
        hint="Same floor is 0; down and up again counts 2.",
        group="rooms",
    )
    has_adequate_usable_floor_area = YesNo(
        question="In your view, is enough of the floor usable, given the shape and the doors?", judged=True
    )
    has_basin = YesNo(question="Is there a wash basin in this room?", group="rooms")
    has_bathroom_fittings = YesNo(question="Does a bath, shower or WC stand in this room itself?")
    has_detector_each_side_of_drop = YesNo(question="Does each part of the ceiling on either side of the beam have its own detector?")
    has_escape_window = YesNo(
        question="Does this room have a window by which people can get out in a fire?",
        how="some(window: window.room is room and window.is_suitable_for_escape)",
    )
    has_kitchen = YesNo(
        question="Are there kitchen facilities in this room?",
        how="room.use in (kitchen, bedsit, dining_kitchen, living_kitchen, living_dining_kitchen) or some(kitchen: kitchen.room is room)",
    )
    has_smoke_alarm = YesNo(
        question="Is there a smoke alarm in this room?", how="some(alarm: alarm.room is room and alarm.kind in (smoke, smoke_and_heat))"
    )
    has_sound_wall_lining = YesNo(
        question="Is the lining or plaster of the walls to the escape route sound?", judged=True, group="all walls to the escape route"
    )
    has_window = YesNo(question="Does this room have a window?", how="some(window: window.room is room)")
    is_communal = YesNo(question="May everyone who lives in the house use this room?", group="all shared rooms")
    is_family_room = YesNo(question="Is this a family room, set aside for one family staying for a time?", group="all bedrooms")
    is_fire_risk_room = YesNo(
        question="Is this a room where a fire could start, such as a bedroom, a kitchen or a living room?",
        how=(
            "room.use in (bedroom, study_bedroom, bed_sitting_room, bedsit, living_room, living_dining_room, kitchen, "
            "dining_kitchen, living_kitchen, living_dining_kitchen, store)"
        ),
    )
    is_habitable = YesNo(
        question="Is this room used for sleeping, living or dining?",
        how=(
            "room.use in (bedroom, study_bedroom, bed_sitting_room, bedsit, living_room, dining_room, "
            "living_dining_room, living_kitchen, living_dining_kitchen)"
        ),
    )
    is_let_to_adult = YesNo(
        question="Does an adult sleep in this room, or is it let to one?", how="some(person: person.room is room and person.age >= 18)"
    )
    is_reported_as_too_small = YesNo(question="Has the licence holder told the council that this room is smaller than 4.64 m2?", case=True)
    is_used_for_living = YesNo(
        question="Is this room used to live in by day?",
        group="all rooms",
        how="room.use in (study_bedroom, bed_sitting_room, bedsit, living_room, living_dining_room, living_kitchen, living_dining_kitchen)",
    )
    is_used_for_sleeping = YesNo(
        question="Does anyone sleep in this room, or is it let for sleeping in?",
        group="all rooms",
        how="room.sleepers > 0 or room.use in (bedroom, study_bedroom, bed_sitting_room, bedsit)",
    )
    kitchen_sets = Count(
        question="How many sets of kitchen facilities are there in this room?",
        low="0",
        high="10",
        how="count(kitchen where kitchen.room is room)",
    )
    mechanical_ventilation_is_suitable = YesNo(
        question="Is the ventilation system a suitable substitute for an opening window?", judged=True
    )
    mixed_sharing_is_acceptable = YesNo(
        question="Where three or more share this room: is the mix of ages and sexes acceptable?", judged=True, sensitive=True
    )
    natural_light_is_adequate = YesNo(question="Is there enough daylight to use the room without lamps by day?", judged=True)
    natural_light_is_practicable = YesNo(question="Can the room be given daylight?", judged=True)
    natural_ventilation_is_practicable = YesNo(question="Can the room be ventilated naturally?", judged=True)
    number_of_sleepers_is_accepted = YesNo(
        question="No area is printed for so many people in one room: does the council accept the number?", judged=True
    )
    permitted_over_ten = Count(question="How many people over 10 does the licence let sleep in this room?", low="0", high="20", case=True)
    permitted_under_ten = Count(
        question="How many children under 10 does the licence let sleep in this room?", low="0", high="20", case=True
    )
    reachable_temperature = Temperature(
        question="What temperature can the heating reach in this room when it is -1 C outside?", low="0 degC", high="35 degC", group="rooms"
    )
    sharers_are_adults = YesNo(
        question="Is everybody who sleeps in this room 18 or older?", how="room.youngest_sleeper_age >= 18", sensitive=True
    )
    sharers_are_couple = YesNo(
        question="Are the two people who share this room a couple?",
        hint="Married, civil partners, or living as partners, of any sex.",
        group="all shared bedrooms",
        sensitive=True,
    )
    sharers_are_one_household = YesNo(
        question="Do the people who share this room belong to one household?",
        hint="A couple, or relatives.",
        group="all shared bedrooms",
        sensitive=True,
    )
    sharers_are_one_sex = YesNo(question="Are the people who share this room of one sex?", group="all shared bedrooms", sensitive=True)
    single_sockets = Count(
        question="How many single sockets are there in this room?",
        low="0",
        high="40",
        hint="In a bedsit leave out the kitchen area.",
        group="rooms",
    )
    sleepers = Count(question="How many people sleep in this room, children and babies included?", low="0", high="20", group="all bedrooms")
    sleepers_under_ten = Count(
        question="How many of those who sleep in this room are younger than 10?",
        low="0",
        high="20",
        how="count(person where person.room is room and person.age < 10)",
        sensitive=True,
    )
    smoke_alarm_is_near_enough = YesNo(
        question="The smoke alarm is a little farther from the bedroom door than asked: is it near enough?", judged=True
    )
    storey = Link(question="Which storey is this room on?", to="storey")
    travel_to_bath = Length(
        question="How far is the walk from this room to the nearest bath or shower its occupiers may use?",
        low="0 m",
        high="100 m",
        group="rooms",
    )
    travel_to_kitchen = Length(
        question="How far is the walk from this room to the kitchen its occupiers use?", low="0 m", high="100 m", group="rooms"
    )
    travel_to_wc = Length(
        question="How far is the walk from this room to the nearest WC its occupiers may use?", low="0 m", high="100 m", group="rooms"
    )
    unit = Link(question="Which unit of accommodation does this room belong to?", to="unit", optional="shared")
    use = Choice(
        question="What is this room used for?",
        options=(
            "bedroom",
            "study_bedroom",
            "bed_sitting_room",
            "bedsit",
            "living_room",
            "dining_room",
            "living_dining_room",
            "kitchen",
            "dining_kitchen",
            "living_kitchen",
            "living_dining_kitchen",
            "bathroom",
            "wc",
            "circulation",
            "cellar",
            "roof_space",
            "utility_room",
            "store",
            "other",
        ),
        hint="A bedsit is one room for sleeping, living and cooking.",
    )
    wall_fire_resistance = Minutes(
        question="For how many minutes do the walls between this room and the escape route resist fire?",
        low="0 min",
        high="240 min",
        hint="0 if the wall has open gaps or none; leave unanswered if not known.",
        group="all walls to the escape route",
    )
    wall_lining = Choice(
        question="What are the walls between this room and the escape route made of or lined with?",
        options=(
            "plasterboard_12_5_skim",
            "plasterboard_other",
            "lath_and_plaster",
            "masonry",
            "timber",
            "other",
        ),
        group="all walls to the escape route",
    )
    youngest_sleeper_age = Count(question="How old is the youngest person who sleeps in this room?", low="0", high="120", sensitive=True)
