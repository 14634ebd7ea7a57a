"""What can be known of how the house is used, managed, tested and recorded."""

from fanlight.facts.kinds import Choice, Count, Day, Text, YesNo
from fanlight.facts.thing import Facts


class HouseManagement(Facts):
    """How the house is used, managed, tested and recorded."""

    can_cater_on_site = YesNo(question="Can the house cook all the meals it serves?")
    common_parts_cleaned_by = Choice(
        question="Who cleans the shared parts of the house?",
        options=(
            "tenants_together",
            "manager",
            "other",
            "nobody",
        ),
    )
    conversion_met_building_regulations = YesNo(
        question="Did the conversion into flats meet the Building Regulations of 1991, or later ones?",
        hint="If you do not know, look for a completion certificate.",
    )
    converted_on = Day(question="When was the conversion finished?", low="1700-01-01", high="2099-12-31")
    covers_per_day = Count(question="How many plates of food does the catering kitchen turn out in a day?", low="0", high="5000")
    diners_per_sitting = Count(question="How many people eat at each sitting?", low="0", high="500")
    dining_seats = Count(question="How many people can be seated for a meal?", low="0", high="500")
    divan_standard = Text(question="Which standard do the labels of the bed bases name?")
    divans_meet_bs_7177 = YesNo(question="Do the labels of all bed bases name BS 7177?")
    existing_sanitary_provision = Text(question="What washing and toilet fittings does the house have already?")
    fire_installations_are_in_good_order = YesNo(question="Are all fire safety systems there and in working order?")
    fire_works_completed = Count(question="How many of those recommended works are finished?", low="0", high="200")
    fire_works_recommended = Count(
        question="How many works did the fire risk assessment or the Fire Service recommend?", low="0", high="200"
    )
    flats = Count(
        question="How many self-contained flats are there in the house?",
        low="0",
        high="200",
        how="count(unit where unit.is_self_contained)",
    )
    flats_on_short_tenancies = Count(
        question="How many of the flats are let on short tenancies, and not lived in by their owners or long leaseholders?",
        low="0",
        high="200",
    )
    food_business_is_registered = YesNo(question="Is the catering registered with the council as a food business?")
    food_handlers = Count(question="How many people are employed to handle food?", low="0", high="200")
    food_handlers_trained = Count(question="How many of them have had approved food hygiene training?", low="0", high="200")
    furniture_is_clean = YesNo(question="Is all furniture in the house kept clean?")
    furniture_is_in_repair = YesNo(question="Is all furniture in the house kept in good repair?")
    habitable_rooms = Count(
        question="How many rooms are used for sleeping, living or dining?", low="0", high="200", how="count(room where room.is_habitable)"
    )
    has_alarm_log = YesNo(question="Is a log book kept for the fire alarm?")
    has_all_tests_logged = YesNo(question="Is every fire safety test written in the log book?")
    has_alternative_measures = YesNo(question="Are other measures in place instead of those the standard asks for?")
    has_combustion_appliance = YesNo(question="Is there any appliance that burns gas, oil, wood or coal?")
    has_common_parts = YesNo(question="Does the house have parts that several households use, such as a hall or stairs?")
    has_communal_dining_room = YesNo(
        question="Is there a dining room that everyone in the house may use?",
        how="some(room: room.is_communal and room.use in (dining_room, living_dining_room))",
    )
    has_complaint = YesNo(question="Has somebody complained to the council about this house?", case=True)
    has_extinguisher = YesNo(
        question="Is there any fire extinguisher in the house?", how="some(fire_equipment: fire_equipment.kind is extinguisher)"
    )
    has_false_alarms_logged = YesNo(question="Are false alarms written down on the day?")
    has_fire_equipment = YesNo(question="Is there any fire-fighting equipment in the house?", how="some(fire_equipment)")
    has_fire_risk_assessment = YesNo(question="Has somebody assessed the risk of fire in this house?")
    has_fire_safety_provisions_working = YesNo(question="Does everything that is there for fire safety work?")
    has_individual_fire_assessment = YesNo(
        question="Has the council settled the fire precautions for this house by its own assessment?", case=True
    )
    has_log_open_to_officers = YesNo(question="Can council and fire officers see the log book?")
    has_log_open_to_residents = YesNo(question="Can the residents see the log book?")
    has_mixed_alarm = YesNo(question="Does the house have both an alarm system with a panel and alarms that stand alone?")
    has_mixed_sign_forms = YesNo(question="Are signs with a picture only used beside signs with picture and words?")
    has_other_use = YesNo(question="Is part of the building used for something other than living in?")
    has_regular_fire_inspections = YesNo(question="Does the landlord or someone responsible inspect the fire safety equipment regularly?")
    has_regular_fire_servicing = YesNo(question="Is the fire safety equipment serviced regularly?")
    has_resident_landlord = YesNo(question="Does the landlord live in the house?")
    has_shared_bathroom = YesNo(
        question="Is there a bath or shower that more than one household uses?",
        how="some(bathroom: bathroom.is_shared and bathroom.baths + bathroom.showers >= 1)",
    )
    has_shared_entrance = YesNo(question="Do the flats share an entrance door and hallway?")
    has_shared_wc = YesNo(
        question="Is there a WC that more than one household uses?", how="some(bathroom: bathroom.is_shared and bathroom.has_wc)"
    )
    has_single_joint_tenancy = YesNo(question="Do all the occupiers hold one tenancy together?")
    has_sprinklers_proposed = YesNo(question="Do you propose to fit sprinklers?", case=True)
    has_temporary_alarm = YesNo(question="While the fire alarm is out of action, is there a temporary alarm (for example on batteries)?")
    has_weekly_actions_logged = YesNo(question="Does the manager or landlord write in the log each week what was done?")
    hmo_types = Choice(
        question="What kind of house in multiple occupation is this?",
        options=(
            "whole_house",
            "bedsit_conversion",
            "part_flats",
            "section_257",
        ),
    )
    identification_source = Choice(
        question="How did the council come to know that this may be an HMO?",
        options=(
            "council_records",
            "housing_survey",
            "referral",
            "complaint",
            "local_information",
        ),
        case=True,
    )
    is_above_shop = YesNo(question="Is the accommodation above a shop?")
    is_converted = YesNo(question="Has the house been converted from its first use, for example into flats or bedsits?")
    is_covered_by_additional_scheme = YesNo(question="Is the house covered by an additional HMO licensing scheme?")
    is_covered_by_selective_scheme = YesNo(question="Is the house covered by a selective licensing scheme?")
    is_free_of_refuse = YesNo(question="Is the house, inside and around it, free of built-up rubbish and litter?")
    is_in_additional_licensing_area = YesNo(
        question="Is the house in an area where the council licenses more HMOs than the law requires?",
        hint="The council publishes its additional licensing areas.",
    )
    is_in_control_of_occupiers = YesNo(question="Are the parts of the house that this is about in the hands of the occupiers?")
    is_in_council_database = YesNo(question="Is the house in the council's list of HMOs?", case=True)
    is_in_selective_licensing_area = YesNo(question="Is the house in an area where the council licenses all private lets?")
    is_let = YesNo(question="Is the house, or any part of it, let out?")
    is_let_as_whole = YesNo(
        question="Is the whole house (or the whole flat) let out, in one letting or in several?",
        hint="Rooms kept by a resident landlord do not count against it.",
    )
    is_mainly_living_accommodation = YesNo(question="Is the house used only or mainly as people's homes?")
    is_on_protocol_list = YesNo(question="Is the house of a kind named in section 3 of the fire protocol?")
    is_privately_rented = YesNo(question="Is the home let by a private landlord?")
    is_refuge = YesNo(question="Is the house a refuge for people who have left home because of violence?", sensitive=True)
    is_single_household = YesNo(question="Do all the people living there form one household?", how="house.households = 1")
    is_sold = YesNo(question="Has the house been sold since the licence was granted?", case=True)
    is_under_fire_safety_order = YesNo(question="Does the Fire Safety Order apply to the common parts?")
    is_under_housing_act = YesNo(question="Does the Housing Act 2004 apply to this home?")
    is_under_other_regime = YesNo(question="Is the house run under another set of rules, such as a registered care home?")
    is_wholly_flats = YesNo(question="Is every unit in the house a self-contained flat?", how="every(unit: unit.is_self_contained)")
    is_wholly_not_self_contained = YesNo(
        question="Is there no self-contained flat in the house?", how="every(unit: not unit.is_self_contained)"
    )
    landings_with_extinguisher = Count(question="On how many landings is there a fire extinguisher?", low="0", high="40")
    landlord_is_absent = YesNo(question="Does the landlord leave the running of the house to somebody else?")
    last_daily_check = Day(question="When was the daily check of the escape routes last made?", low="1930-01-01", high="2099-12-31")
    last_fire_door_check = Day(question="When were the fire doors last checked?", low="1930-01-01", high="2099-12-31")
    last_fire_equipment_check = Day(question="When was the fire-fighting equipment last checked?", low="1930-01-01", high="2099-12-31")
    last_fire_safety_service = Day(question="When were the fire safety installations last serviced?", low="1930-01-01", high="2099-12-31")
    last_log_book_check = Day(question="When was the fire log book last checked?", low="1930-01-01", high="2099-12-31")
    last_panel_check = Day(question="When was the panel of the fire alarm last looked at?", low="1930-01-01", high="2099-12-31")
    mattress_standard = Text(question="Which standard do the mattress labels name?")
    mattresses_meet_bs_7177 = YesNo(question="Do the labels of all mattresses name BS 7177?")
    meals_are_made_elsewhere = YesNo(question="Are meals cooked elsewhere and brought in?")
    meals_travel_at_controlled_temperature = YesNo(question="Are meals kept at the right temperature on the way?")
    meals_travel_hygienically = YesNo(question="Are meals brought in hygienically?")
    needs_licence = YesNo(question="Does the house need a licence (mandatory, additional or selective)?")
    needs_mandatory_licence = YesNo(question="Does the house meet the national description of an HMO that must be licensed?")
    new_tenancies = Count(question="How many new tenancies were made since the last yearly return?", low="0", high="500")
    occupiers_knew_each_other = YesNo(question="Did the occupiers know each other before they moved in?")
    outside_kitchen_keeps_food_law = YesNo(question="Does the outside kitchen keep to food safety law?")
    owner_pays_council_tax = YesNo(question="Does the owner have to pay the Council Tax?")
    owner_pays_utilities = YesNo(question="Does the owner have to pay the water, gas or electricity bills?")
    ownership_has_changed = YesNo(question="Has the ownership changed since the licence was granted?", case=True)
    persons_for_licensing = Count(question="How many people live in the house, as they are counted for licensing?", low="0", high="200")
    persons_without_resident_landlord = Count(
        question="How many people live there, without a resident landlord and their household?", low="0", high="200"
    )
    resident_landlord_family = Count(
        question="How many people are there in the resident landlord's own family, the landlord included?",
        low="0",
        high="15",
        hint="Answer 0 if no landlord lives here.",
    )
    residents_have_kitchen = YesNo(question="Does every resident have the use of a kitchen, apart from the catering kitchen?")
    serves_meals_in_sittings = YesNo(question="Are meals served in more than one sitting?")
    serves_meals_on_premises = YesNo(question="Do residents eat their meals in the building they live in?")
    shared_amenities = Count(question="How many kinds of facility (WC, washing, cooking) do households share?", low="0", high="3")
    soft_furnishings_meet_fire_rules = YesNo(question="Do sofas, chairs and other soft furnishings carry the fire safety labels?")
    supports_independent_living = YesNo(question="Are residents there to learn to live independently?")
    takes_council_placements = YesNo(question="Does a council place homeless people here until they get a permanent home?")
    takes_only_visitors = YesNo(question="Are all the guests short-stay visitors to the area?")
    takes_people_otherwise_homeless = YesNo(
        question="Does the house take people who would otherwise have no home?", hint="Answer yes even if it happens only now and then."
    )
    temporary_exemptions = Count(question="How many temporary exemption notices has the house had in a row?", low="0", high="10")
    units_not_self_contained = Count(
        question="How many units in the house are not self-contained?",
        low="0",
        high="200",
        how="count(unit where not unit.is_self_contained)",
    )
    units_without_own_basin = Count(
        question="How many units have no wash basin of their own?", low="0", high="100", how="count(unit where not unit.has_wash_basin)"
    )
    units_without_own_bath = Count(
        question="How many units have no bath or shower of their own?",
        low="0",
        high="100",
        how="count(unit where not unit.has_bath_or_shower)",
    )
    works = Choice(
        question="Is building work for a first conversion or a refurbishment planned or under way?",
        options=(
            "none",
            "first_conversion",
            "refurbishment",
        ),
    )
