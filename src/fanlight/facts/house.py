"""What can be known of the house as a whole."""

from fanlight.facts.application_particulars import HouseParticulars
from fanlight.facts.hmo_tests import HouseTests
from fanlight.facts.house_judged import HouseJudged
from fanlight.facts.house_management import HouseManagement
from fanlight.facts.house_services import HouseServices
from fanlight.facts.kinds import Area, Choice, Count, Day, Length, Number, Transmittance, YesNo
from fanlight.facts.thing import Thing


class House(HouseServices, HouseJudged, HouseManagement, HouseTests, HouseParticulars, Thing, name="house"):
    """The building or part that may be an HMO, and its people taken together."""

    as_at_date = Day(question="On which day are the facts of this survey looked at?", low="1930-01-01", high="2099-12-31", case=True)
    attic_stud_wall_insulation_thickness = Length(
        question="How thick is the insulation on the attic stud walls?", low="0 mm", high="1000 mm"
    )
    attic_stud_wall_insulation_is_equal = YesNo(
        question="Does the insulation of the attic stud walls keep in as much heat as 270 mm of mineral wool?", judged=True
    )
    attic_stud_walls_are_accessible = YesNo(question="Can the stud walls in the attic be reached from behind?")
    basin_sharers = Count(
        question="How many people have no wash basin of their own and share one?",
        low="0",
        high="200",
        how="sum(unit where not unit.has_wash_basin: unit.persons)",
    )
    basin_wc_pairs = Count(
        question="How many shared rooms have both a WC and a wash basin?",
        low="0",
        high="100",
        how="count(bathroom where bathroom.is_shared and bathroom.has_wc and bathroom.basins >= 1)",
    )
    basins = Count(
        question="How many wash basins are there in all the bathrooms and WCs?", low="0", high="100", how="sum(bathroom: bathroom.basins)"
    )
    bath_sharers = Count(
        question="How many people have no bath or shower of their own and share one?",
        low="0",
        high="200",
        how="sum(unit where not unit.has_bath_or_shower: unit.persons)",
    )
    bathing_places = Count(
        question="How many shared baths and showers are there in the house?",
        low="0",
        high="100",
        how="sum(bathroom where bathroom.is_shared: bathroom.baths + bathroom.showers)",
    )
    bathing_rooms = Count(
        question="How many shared rooms with a bath or a shower are there?",
        low="0",
        high="100",
        how="count(bathroom where bathroom.is_shared and bathroom.baths + bathroom.showers >= 1)",
    )
    bathrooms_without_wc = Count(
        question="How many shared rooms with a bath or a shower have no WC in them?",
        low="0",
        high="100",
        how="count(bathroom where bathroom.is_shared and bathroom.baths + bathroom.showers >= 1 and not bathroom.has_wc)",
    )
    built_form = Choice(
        question="What form of building is it?",
        options=("mid_terrace", "end_terrace", "semi_detached", "detached", "flat", "other"),
    )
    category_a_to_f = Choice(
        question="In which of the council's categories of house, A to F, does this house fall?",
        options=("single_family", "a", "b", "d", "f", "mixed_a_f", "seasonal", "none", "c", "e"),
    )
    circulation_area = Area(
        question="What is the floor area of all halls, landings and corridors together?",
        low="0 m2",
        high="3000 m2",
        how="sum(room where room.use is circulation: room.floor_area)",
    )
    co_alarms = Count(
        question="How many carbon monoxide alarms are there in the house?",
        low="0",
        high="100",
        how="count(alarm where alarm.kind is carbon_monoxide)",
    )
    communal_living_floor_area = Area(
        question="What is the floor area of all shared living rooms together?",
        low="0 m2",
        high="1000 m2",
        how=(
            "sum(room where room.is_communal and room.use in (living_room, living_dining_room, living_kitchen, "
            "living_dining_kitchen): room.counted_floor_area)"
        ),
    )
    cooking_place = Choice(
        question="Where do the occupiers cook: in their own rooms, in shared kitchens, or in both?",
        options=("in_let", "shared", "both"),
    )
    epc_band = Choice(
        question="Which energy band does the EPC show?",
        options=("a", "b", "c", "d", "e", "f", "g"),
    )
    epc_score = Number(question="How many points does the EPC show?", low="1", high="150")
    fire_risk_level = Choice(
        question="How high is the risk of fire in this house: low, normal or high?",
        options=("low", "normal", "high"),
        judged=True,
        hint="As found by the fire risk assessment or by the officer.",
    )
    full_suites = Count(
        question="How many shared bathrooms have a WC, a wash basin, and a bath or a shower together?",
        low="0",
        high="100",
        how="count(bathroom where bathroom.is_shared and bathroom.is_full_suite)",
    )
    gas_appliances = Count(question="How many gas appliances are there in the house?", low="0", high="100")
    has_cellar = YesNo(question="Is there a cellar or basement?", how="some(cellar)")
    has_communal_living_room = YesNo(
        question="Is there a living room, or a kitchen with a living area, that everyone in the house may use?",
        hint="A kitchen with only a dining table is not enough.",
        how="some(room: room.is_communal and room.use in (living_room, living_dining_room, living_kitchen, living_dining_kitchen))",
    )
    has_emergency_lighting = YesNo(question="Does the house have emergency lights that come on when the mains fails?", context=True)
    has_gas = YesNo(question="Is there a gas supply or any gas appliance in the house?", context=True)
    has_good_fire_protection = YesNo(
        question="Is the house well protected against fire in other ways, above all by linked mains alarms?", judged=True
    )
    has_extra_detection_for_separation = YesNo(
        question="Has extra fire detection been fitted to make up for weaker separation between units?"
    )
    has_roof_void = YesNo(question="Is there an empty roof space over any part of the house?")
    has_other_insulation = YesNo(question="Is there other insulation already, such as on the cellar ceiling?")
    has_shared_kitchen = YesNo(question="Is there a kitchen that more than one household uses?", how="some(kitchen: kitchen.is_shared)")
    has_sound_walls_and_floors = YesNo(question="Are the walls and floors sound and of ordinary solid construction?", judged=True)
    households = Count(
        question="How many households live in the house?",
        low="0",
        high="200",
        hint="A single person, a couple, or relatives living together make one household. Friends do not.",
    )
    insulation_is_acceptable = YesNo(question="Is the insulation of the house acceptable as it is, or which works are needed?", judged=True)
    is_catered = YesNo(question="Are any meals provided for the occupiers?", how="house.meals_per_day >= 1")
    is_charity_shelter = YesNo(
        question="Does a registered charity run the house as a night shelter or a temporary home in recovery?",
        hint="Recovery from drug or alcohol misuse or a mental disorder. Enter such a house as a hostel.",
    )
    is_existing = YesNo(question="Is this an existing house in multiple occupation, and not one that is being made?")
    is_existing_shared_house = YesNo(
        question="Is this an existing house that is let as a shared house?", how="house.is_existing and house.letting_type is shared_house"
    )
    is_hmo = YesNo(question="Is the house an HMO in law?")
    is_occupied_by_group = YesNo(question="Did the people who live here come as one group, such as friends, students or colleagues?")
    kind = Choice(
        question="What kind of building is it?",
        options=(
            "house",
            "flat",
            "block_of_flats",
            "hostel",
            "bed_and_breakfast",
            "guest_house",
            "hotel",
            "hall_of_residence",
            "care_home",
            "other",
        ),
    )
    kitchens = Count(
        question="How many kitchens are there, counting each set of kitchen facilities?", low="0", high="50", how="count(kitchen)"
    )
    least_water_extinguishers_on_a_storey = Count(
        question="On the storey that has the fewest, how many water extinguishers are there?", low="0", high="50"
    )
    letting_type = Choice(
        question="How is the house let?",
        options=("shared_house", "bedsit_house", "mixed_bedsits_flats", "flats", "hostel", "care_home", "other"),
    )
    lighter_construction_is_accepted = YesNo(
        question="In a house of fewer than three storeys, does the officer accept lighter walls and doors?", judged=True
    )
    living_rooms = Count(
        question="How many rooms in the whole house are for living in by day, such as living and dining rooms?",
        low="0",
        high="100",
        context=True,
    )
    loft_insulation_is_equivalent = YesNo(
        question="Does the other insulation in the loft keep as much heat in as the thickness asked for?", judged=True
    )
    loft_insulation_is_equal = YesNo(
        question="Does the insulation of the loft keep in as much heat as 270 mm of mineral wool?", judged=True
    )
    loft_insulation_thickness = Length(
        question="How thick is the mineral wool in the loft?", low="0 mm", high="1000 mm", hint="0 if there is none."
    )
    loft_is_accessible = YesNo(question="Can the loft be reached from inside the house?")
    loft_u_value = Transmittance(question="What U-value does other loft insulation reach?", low="0.05 W/m2K", high="5 W/m2K")
    meals_per_day = Count(question="How many meals a day does the landlord serve to each resident?", low="0", high="3")
    occupiers_risk = Choice(
        question="Do people live here who would need more help than usual to get out in a fire?",
        options=("normal", "higher"),
        hint="For example people who are frail, disabled, very young or dependent on drink or drugs.",
        sensitive=True,
    )
    persons = Count(
        question="How many people live in the house, children and babies included?",
        low="0",
        high="200",
        hint="Count each child as one person. Count a resident landlord and family too.",
    )
    qualifying_sleeping_rooms = Count(
        question="In how many bedrooms does the occupier get housing benefit or pay by the week or month?", low="0", high="300"
    )
    rear_wall_height = Length(question="How high is the back wall of the house, from the ground to the eaves?", low="2 m", high="60 m")
    residents_cooking_is_risk = YesNo(question="Is there doubt that residents can cook hot food safely?", judged=True)
    separate_wcs = Count(
        question="How many shared WCs are in a room without a bath or shower, entered from inside the house?",
        low="0",
        high="100",
        how=(
            "count(bathroom where bathroom.is_shared and bathroom.has_wc and bathroom.baths + bathroom.showers = 0 and "
            "bathroom.entered_from not in (outdoors, bathroom))"
        ),
    )
    separate_wcs_with_basin = Count(
        question="How many of those separate WCs have a wash basin in the same room?",
        low="0",
        high="100",
        how=(
            "count(bathroom where bathroom.is_shared and bathroom.has_wc and bathroom.baths + bathroom.showers = 0 and "
            "bathroom.basins >= 1 and bathroom.entered_from not in (outdoors, bathroom))"
        ),
    )
    shared_basins = Count(
        question="How many wash basins are there in the shared bathrooms and WCs?",
        low="0",
        high="100",
        how="sum(bathroom where bathroom.is_shared: bathroom.basins)",
    )
    sleeping_rooms = Count(
        question="How many rooms in the whole building are slept in?",
        low="0",
        high="300",
        how="count(room where room.sleepers > 0 or room.use in (bedroom, bed_sitting_room))",
    )
    storeys = Count(
        question="How many storeys does the house have?",
        low="1",
        high="15",
        hint="Count the ground storey, every upper storey, and any basement or attic that is lived in or made fit to live in.",
    )
    unlicensed_from = Day(
        question="From what day was the house let without the licence it needed?",
        low="2006-04-06",
        high="2099-12-31",
        case=True,
        sensitive=True,
    )
    unlicensed_until = Day(
        question="Until what day was the house let without the licence it needed?",
        low="2006-04-06",
        high="2099-12-31",
        case=True,
        sensitive=True,
    )
    wall_insulation_is_poor = YesNo(question="Are the walls poorly insulated?", judged=True)
    water_extinguishers = Count(
        question="How many water extinguishers are there in the halls, landings and corridors?",
        low="0",
        high="100",
        how=(
            "count(fire_equipment where fire_equipment.kind is extinguisher and fire_equipment.extinguisher_type is "
            "water and fire_equipment.room.use is circulation)"
        ),
    )
    wc_sharers = Count(
        question="How many people have no WC of their own and share one?",
        low="0",
        high="200",
        how="sum(unit where not unit.has_wc: unit.persons)",
    )
    wcs = Count(
        question="How many shared WCs are there?", low="0", high="100", how="count(bathroom where bathroom.is_shared and bathroom.has_wc)"
    )
    wcs_in_bathrooms = Count(
        question="How many shared WCs are in a room with a bath or a shower?",
        low="0",
        high="100",
        how="count(bathroom where bathroom.is_shared and bathroom.has_wc and bathroom.baths + bathroom.showers >= 1)",
    )
