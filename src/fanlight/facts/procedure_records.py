"""What the law's procedure knows: licence, applications, notices, orders, duties."""

from fanlight.facts.certificates import CertificateRecord
from fanlight.facts.kinds import Choice, Count, Day, Minutes, Money, Months, Text, YesNo
from fanlight.facts.procedure_particulars import ApplicationRecord, DutyRecord, LicenceRecord, LogEntryRecord, NoticeRecord, OrderRecord
from fanlight.facts.suitability import OffenceRecord, PartySuitability
from fanlight.facts.thing import Thing


class Licence(LicenceRecord, Thing, name="licence"):
    """The licence of the house, where there is one."""

    charged_inspections = Count(
        question="How many inspections during this licence were charged for on top of the licence fee?", low="0", high="100", case=True
    )
    end_date = Day(question="On what day does the licence end?", low="2006-04-06", high="2099-12-31", case=True)
    first_start_date = Day(
        question="On what day did the first licence of this house begin?", low="2006-04-06", high="2099-12-31", case=True
    )
    has_conditions_met = YesNo(question="Are all the conditions of the licence being met?", case=True)
    inspections = Count(question="How many times was the house inspected during this licence?", low="0", high="100")
    is_in_force = YesNo(question="Is there a licence in force for the house?")
    is_renewal = YesNo(question="Does this licence follow an earlier one for the same house?", case=True)
    max_households = Count(question="How many households does the licence allow?", low="1", high="300", case=True, context=True)
    max_persons = Count(question="How many people does the licence allow?", low="1", high="500", case=True)
    number = Text(question="What is the number of the licence?", case=True, public=True, context=True)
    start_date = Day(question="On what day did the licence begin?", low="2006-04-06", high="2099-12-31", case=True)


class Application(ApplicationRecord, Thing, name="application"):
    """An application or appeal to the council or the tribunal."""

    plural = "applications"
    at_most = 50

    date = Day(question="On what day was this application made?", low="2006-04-06", high="2099-12-31", case=True)
    decision_notified_date = Day(
        question="On what day was the applicant told of the decision (for an appeal: the one appealed against)?",
        low="2006-04-06",
        high="2099-12-31",
        case=True,
    )
    exemption_ground = Choice(
        question="Is the temporary exemption to stop running an HMO, or to have fewer occupants?",
        options=(
            "cease_hmo",
            "reduce_numbers",
        ),
        case=True,
    )
    fee = Money(question="What fee is charged for the application?", low="0 GBP", high="20000 GBP", case=True)
    has_good_reason_for_lateness = YesNo(question="Is there a good reason why the appeal is late?", judged=True)
    is_full_and_satisfactory = YesNo(question="Was the application complete and satisfactory?", judged=True)
    kind = Choice(
        question="What is this application for?",
        options=(
            "licence",
            "licence_variation",
            "licence_revocation",
            "licence_transfer",
            "temporary_exemption",
            "declaration_revocation",
            "departure_from_standard",
            "rent_repayment",
            "appeal",
        ),
        case=True,
    )


class Notice(NoticeRecord, Thing, name="notice"):
    """A notice served."""

    plural = "notices"
    at_most = 50

    compliance_date = Day(question="By what day must the notice be complied with?", low="2006-04-06", high="2099-12-31", case=True)
    end_date = Day(question="What is the last day of the notice?", low="2006-04-06", high="2099-12-31", case=True)
    kind = Choice(
        question="What is this notice?",
        options=(
            "temporary_exemption",
            "hmo_declaration",
            "overcrowding",
            "improvement",
            "room_size",
            "change_of_ownership",
            "sale",
            "change_of_management",
            "change_of_warning_system",
            "offence_report",
            "other",
        ),
        case=True,
    )
    served_date = Day(question="On what day was the notice served or given?", low="2006-04-06", high="2099-12-31", case=True)
    start_date = Day(question="On what day does the notice take effect?", low="2006-04-06", high="2099-12-31", case=True)


class Offence(OffenceRecord, Thing, name="offence"):
    """An offence weighed in a licensing decision."""

    plural = "offences"
    at_most = 50

    has_reasonable_excuse = YesNo(question="Was there a reasonable excuse for this?", judged=True, sensitive=True)
    type = Choice(
        question="Which offence is this?",
        options=(
            "theft",
            "burglary",
            "fraud",
            "benefit_fraud",
            "conspiracy_to_defraud",
            "deception",
            "people_trafficking",
            "other_dishonesty",
            "murder",
            "manslaughter",
            "arson",
            "wounding_or_gbh",
            "abh",
            "robbery",
            "racially_aggravated_criminal_damage",
            "common_assault",
            "offensive_weapon",
            "firearm",
            "other_violence",
            "drug",
            "sexual_sch3",
            "unlawful_eviction",
            "harassment",
            "running_unlicensed",
            "over_occupation",
            "licence_condition_breach",
            "management_regulation_breach",
            "similar",
            "other",
        ),
        case=True,
        sensitive=True,
    )


class Order(OrderRecord, Thing, name="order"):
    """An order made about the house."""

    plural = "orders"
    at_most = 50

    concerns_holder_or_manager = YesNo(
        question="Was the order made on a house that the proposed licence holder or manager owns or manages, or once did?",
        case=True,
        sensitive=True,
    )
    end_date = Day(question="On what day does the order end?", low="2006-04-06", high="2099-12-31", case=True)
    housing_benefit_period = Months(
        question="How many months' housing benefit does the council claim back?", low="0 month", high="240 month", case=True, sensitive=True
    )
    is_on_house_owned = YesNo(
        question="Was the order made on a house that the proposed licence holder or manager owns or once owned?", case=True, sensitive=True
    )
    is_weighed = YesNo(question="Has the council weighed this order in its decision?", judged=True, sensitive=True)
    kind = Choice(
        question="What order is this?",
        options=(
            "interim_management",
            "final_management",
            "control",
            "rent_repayment_tenant",
            "rent_repayment_council",
            "other",
        ),
        case=True,
    )
    made_date = Day(question="On what day was the order made?", low="1964-01-01", high="2099-12-31", case=True)
    rent_claimed = Money(question="How much rent is claimed back?", low="0 GBP", high="1000000 GBP", case=True)
    rent_paid = Money(question="How much rent was paid while the house was unlicensed?", low="0 GBP", high="1000000 GBP", case=True)
    rent_period = Months(question="How many months' rent is claimed back?", low="0 month", high="240 month", case=True)


class Party(PartySuitability, Thing, name="party"):
    """A person with a legal role: proposed licence holder, manager, person having control."""

    plural = "parties"
    at_most = 20

    fitness_check_date = Day(question="On what day was this person's fitness last checked?", low="2006-04-06", high="2099-12-31", case=True)
    has_been_found_unfit = YesNo(question="Was this person ever found not fit and proper?", case=True, sensitive=True)
    has_passed_fitness_check = YesNo(question="Has this person passed the fitness check for this licence?", case=True, sensitive=True)
    is_fit_and_proper = YesNo(question="Is this person fit and proper to hold a licence or manage an HMO?", judged=True, sensitive=True)
    unfit_finding_date = Day(
        question="On what day was this person found not fit and proper?", low="2006-04-06", high="2099-12-31", case=True, sensitive=True
    )


class Duty(DutyRecord, Thing, name="duty"):
    """Something somebody has to do by a date."""

    plural = "duties"
    at_most = 100

    done_date = Day(question="On what day was this duty done?", low="2006-04-06", high="2099-12-31", case=True)
    is_done = YesNo(question="Has this been done?", case=True)
    kind = Choice(
        question="What is this duty?",
        options=(
            "annual_return",
            "certificate_copy",
            "required_works",
            "licence_condition",
            "safety_declaration",
            "other",
        ),
        case=True,
    )


class LogEntry(LogEntryRecord, Thing, name="log_entry"):
    """One entry of the log book."""

    plural = "log_entries"
    at_most = 500

    fault_cured_time = Day(question="When was the fault put right (date and time)?", low="1930-01-01", high="2099-12-31")
    fault_found_time = Day(question="When was the fault found (date and time)?", low="1930-01-01", high="2099-12-31")
    is_emergency = YesNo(question="Was this visit made because of an emergency?")
    kind = Choice(
        question="What was tested, checked or found?",
        options=(
            "daily_check",
            "panel_check",
            "log_book_check",
            "alarm_test",
            "audibility_check",
            "alarm_battery_check",
            "alarm_service",
            "call_point_test",
            "detector_test",
            "sounder_test",
            "emergency_lighting_test",
            "emergency_lighting_discharge_test",
            "fire_equipment_check",
            "fire_equipment_service",
            "fire_door_check",
            "fire_safety_service",
            "false_alarm",
            "alarm_fault",
            "fire_safety_defect",
            "fault",
            "cleaning_visit",
            "other_visit",
            "refuse_removal",
            "other",
        ),
    )
    notice_time = Minutes(question="How many hours before this visit were the occupiers told?", low="0 h", high="2160 h")
    time_to_cure = Minutes(question="How many hours after it was found was the fault put right?", low="0 h", high="8760 h")


class Certificate(CertificateRecord, Thing, name="certificate"):
    """A certificate, a report of a test or a written risk assessment."""

    plural = "certificates"
    at_most = 50

    is_accepted_on_unit_separation = YesNo(question="Does the officer accept the fire risk assessment's finding?", judged=True)
    is_accepting_unit_separation = YesNo(
        question="Does the fire risk assessment say that no more fire separation between the units is needed?"
    )
    kind = Choice(
        question="What is this certificate, record or report for?",
        options=(
            "gas_safety",
            "gas_appliance_service",
            "oil_appliance_service",
            "electrical_installation",
            "portable_appliances",
            "fire_alarm",
            "emergency_lighting",
            "fire_safety_yearly",
            "buildings_insurance",
            "energy_performance",
            "fire_risk_assessment",
            "lighting_risk_assessment",
            "departure_risk_assessment",
            "other",
        ),
    )
