"""What can be known of the manager, the licence holder and the council."""

from fanlight.facts.application_particulars import HolderParticulars
from fanlight.facts.kinds import Day, Text, YesNo
from fanlight.facts.thing import Thing


class Council(Thing, name="council"):
    """The council, as far as its clauses speak of it."""

    fee_basis = Text(question="What costs does the council's licence fee cover?", case=True)
    fee_review_date = Day(question="On what day were the fees last reviewed?", low="2006-04-06", high="2099-12-31", case=True)
    fee_schedule = Text(question="Where are the council's licence fees for that day published?", case=True)
    fire_authority = Text(question="Which fire service covers the area?")
    has_housing_act_purpose = YesNo(question="Are benefit or tax records being used for a Housing Act task?", case=True)
    has_register_request = YesNo(question="Has somebody asked to see the public register?", case=True)
    protocol_review_arrangements = Text(question="How is the agreement with the fire authority reviewed and monitored?", case=True)


class LicenceHolder(HolderParticulars, Thing, name="licence_holder"):
    """The holder of the licence."""

    has_followed_waste_scheme = YesNo(question="Does the licence holder follow the council's scheme for refuse?")
    has_management_responsibility = YesNo(question="Is the licence holder responsible for managing the house?")
    is_locally_resident = YesNo(question="Does the licence holder live locally?")
    is_most_appropriate_person = YesNo(question="Is the proposed licence holder the person best placed to hold it?", judged=True)


class Manager(Thing, name="manager"):
    """The manager of the house."""

    can_comply_with_conditions = YesNo(question="Can everybody who manages the house keep to the licence conditions?", judged=True)
    can_handle_behaviour = YesNo(
        question="Is the manager able and equipped to deal with the behaviour of tenants and visitors?", judged=True
    )
    can_handle_cyclical_maintenance = YesNo(question="Is the manager able and equipped to deal with maintenance that recurs?", judged=True)
    can_handle_day_to_day = YesNo(question="Can everybody who manages the house deal with everyday matters?", judged=True)
    can_handle_emergency_repairs = YesNo(question="Is the manager able and equipped to deal with urgent repairs?", judged=True)
    can_handle_long_term = YesNo(question="Can everybody who manages the house deal with long-term matters?", judged=True)
    can_handle_neighbourhood = YesNo(
        question="Is the manager able and equipped to deal with problems and disputes with neighbours?", judged=True
    )
    can_handle_routine_repairs = YesNo(question="Is the manager able and equipped to deal with ordinary repairs and upkeep?", judged=True)
    can_handle_services = YesNo(question="Is the manager able and equipped to deal with services to the building and grounds?", judged=True)
    can_handle_tenancies = YesNo(question="Is the manager able and equipped to deal with tenancies, rents and enquiries?", judged=True)
    has_common_area_cleaning_arrangement = YesNo(
        question="Is there an arrangement to keep shared kitchens, bathrooms, hall and stairs clean?", group="management arrangements"
    )
    has_electrical_safety_arrangement = YesNo(
        question="Is there an arrangement to keep the wiring and electrical appliances safe and working?", group="management arrangements"
    )
    has_emergency_lighting_check_system = YesNo(
        question="Is there a set way of checking that the emergency lights work?", group="management arrangements"
    )
    has_emergency_repair_funds = YesNo(question="Is money at hand for emergency repairs?", group="management arrangements")
    has_escape_route_check_system = YesNo(
        question="Is there a set way of keeping the escape routes clear?", group="management arrangements"
    )
    has_finance_for_council_tax = YesNo(
        question="Is there an arrangement for paying the Council Tax that falls on the owner?", group="financial arrangements"
    )
    has_finance_for_deposits = YesNo(
        question="Is there an arrangement for receiving and handling deposits?", group="financial arrangements"
    )
    has_finance_for_mortgage = YesNo(question="Is there an arrangement for paying the mortgage?", group="financial arrangements")
    has_finance_for_rents = YesNo(question="Is there an arrangement for receiving rents?", group="financial arrangements")
    has_finance_for_repairs = YesNo(
        question="Is there money and an arrangement to pay for repairs and upkeep?", group="financial arrangements"
    )
    has_finance_for_staff = YesNo(
        question="Is there money and an arrangement to pay caretakers, cooks, cleaners and the like?", group="financial arrangements"
    )
    has_finance_for_supplies = YesNo(question="Is there money and an arrangement to buy food and supplies?", group="financial arrangements")
    has_finance_for_utilities = YesNo(
        question="Is there an arrangement for paying the utility bills that fall on the owner?", group="financial arrangements"
    )
    has_fire_detection_check_system = YesNo(
        question="Is there a set way of checking that the fire alarm works?", group="management arrangements"
    )
    has_gas_safety_arrangement = YesNo(
        question="Is there an arrangement to keep gas appliances and pipes safe and working?", group="management arrangements"
    )
    has_given_emergency_contact = YesNo(question="Has the manager given occupiers contact details for emergencies?")
    has_informed_occupiers = YesNo(question="Has the manager given occupiers the information the regulations ask for?")
    has_problem_reporting_system = YesNo(question="Do occupiers have a set way to report other problems?", group="management arrangements")
    has_repair_execution_system = YesNo(question="Is there a set way of getting repairs and upkeep done?", group="management arrangements")
    has_repair_reporting_system = YesNo(question="Do occupiers have a set way to report repairs?", group="management arrangements")
    has_satisfactory_arrangements = YesNo(question="Are the arrangements for managing the house satisfactory?", judged=True)
    has_suitable_financial_arrangements = YesNo(question="Are the financial arrangements for running the house suitable?", judged=True)
    has_taken_safety_measures = YesNo(question="Has the manager taken the safety measures the regulations ask for?", judged=True)
    has_upkeep_system_for_bathrooms = YesNo(
        question="Is there a dependable system to keep the bathrooms clean, repaired and maintained?",
        group="upkeep systems: one answer for all six places",
    )
    has_upkeep_system_for_circulation = YesNo(
        question="Is there a dependable system to keep the halls and landings clean, repaired and maintained?",
        group="upkeep systems: one answer for all six places",
    )
    has_upkeep_system_for_kitchens = YesNo(
        question="Is there a dependable system to keep the kitchens clean, repaired and maintained?",
        group="upkeep systems: one answer for all six places",
    )
    has_upkeep_system_for_outbuildings = YesNo(
        question="Is there a dependable system to keep the outbuildings clean, repaired and maintained?",
        group="upkeep systems: one answer for all six places",
    )
    has_upkeep_system_for_staircases = YesNo(
        question="Is there a dependable system to keep the staircases clean, repaired and maintained?",
        group="upkeep systems: one answer for all six places",
    )
    has_upkeep_system_for_wcs = YesNo(
        question="Is there a dependable system to keep the WCs clean, repaired and maintained?",
        group="upkeep systems: one answer for all six places",
    )
    has_yard_and_garden_arrangement = YesNo(
        question="Is there an arrangement to keep fences, gardens and yards in order?", group="management arrangements"
    )
    needs_finance_for_staff = YesNo(question="Does this house need money set aside for staff?", judged=True)
    needs_finance_for_supplies = YesNo(question="Does this house need money set aside for food and supplies?", judged=True)
    training_date = Day(
        question="On what day did the manager attend an approved training course?", low="2006-04-06", high="2099-12-31", case=True
    )
    works_with_agencies = YesNo(question="Does the manager deal with the council, police and other bodies as needed?", judged=True)
