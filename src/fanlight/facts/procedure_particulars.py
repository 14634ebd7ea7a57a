"""Further records of the law's procedure."""

from fanlight.facts.kinds import Choice, Day, Money, Text, YesNo
from fanlight.facts.thing import Facts


class ApplicationRecord(Facts):
    """Further particulars of a application."""

    circumstances = Text(question="What is special about this case?", case=True)
    data_recipient = Choice(
        question="To what kind of body was the applicant's information passed?",
        options=(
            "council",
            "council_department",
            "statutory_body",
            "other",
        ),
        case=True,
    )
    decided_date = Day(question="On what day was the application decided?", low="2006-04-06", high="2099-12-31", case=True)
    decision = Choice(
        question="What did the council or tribunal decide?",
        options=(
            "granted",
            "refused",
            "varied",
            "revoked",
            "vary_refused",
            "revoke_refused",
            "pending",
        ),
        case=True,
    )
    decision_is_consistent = YesNo(question="Is the decision in line with earlier decisions on like cases?", judged=True)
    decision_is_proportionate = YesNo(question="Is the decision in proportion to the matter?", judged=True)
    decision_is_reasonable = YesNo(question="Is the decision reasonable?", judged=True)
    factor_is_relevant = YesNo(question="Does this matter bear on holding a licence or running an HMO?", judged=True)
    has_agreed_alternative_arrangements = YesNo(
        question="Have other arrangements (such as another holder or manager) been agreed?", case=True
    )
    has_case_for_second_exemption = YesNo(question="Is a second exemption justified in this case?", judged=True)
    has_clear_evidence = YesNo(question="Is there clear evidence that the landlord will stop or reduce the letting?", judged=True)
    has_enough_information = YesNo(question="Does the council have enough information to decide?", judged=True)
    has_exceptional_circumstances = YesNo(question="Are there exceptional circumstances for a second exemption?", judged=True)
    has_management_agreement = YesNo(question="Was an agreement handed in that shows how the house will be managed?", case=True)
    has_proposed_manager = YesNo(question="Does the applicant put forward somebody else to manage the house?", case=True)
    is_decided_on_merits = YesNo(question="Was the case decided on its own facts?", judged=True)
    is_in_writing = YesNo(question="Was the application made in writing?", case=True)
    is_on_council_form = YesNo(question="Was the application made on the council's own form?", case=True)
    is_signed = YesNo(question="Was the application form signed?", case=True)
    meets_all_tests = YesNo(question="Are all the tests for a licence met?")
    other_relevant_matters = Text(question="What else should be weighed in this case?", case=True)
    recipient = Choice(
        question="To whom was this application made?",
        options=(
            "council",
            "other_council",
            "tribunal",
            "other",
        ),
        case=True,
    )


class DutyRecord(Facts):
    """Further particulars of a duty."""

    has_contractor_changes = YesNo(
        question="Have the main contractors changed since the last yearly return?", case=True, group="yearly return to the council"
    )
    has_emergency_contact_changes = YesNo(
        question="Has the emergency contact changed since the last yearly return?", case=True, group="yearly return to the council"
    )
    has_fire_maintenance_records = YesNo(
        question="Does the yearly return include the maintenance records of the fire precautions?",
        case=True,
        group="yearly return to the council",
    )
    has_fire_precautions_details = YesNo(
        question="Does the yearly return include papers on the fire precautions?", case=True, group="yearly return to the council"
    )
    has_landlord_changes = YesNo(
        question="Have the landlord's details changed since the last yearly return?", case=True, group="yearly return to the council"
    )
    has_manager_changes = YesNo(
        question="Have the manager's details changed since the last yearly return?", case=True, group="yearly return to the council"
    )
    has_new_tenancy_agreements = YesNo(
        question="Does the yearly return include copies of new tenancy agreements?", case=True, group="yearly return to the council"
    )
    has_occupation_details = YesNo(
        question="Does the yearly return say who occupies the house?", case=True, group="yearly return to the council"
    )
    has_past_works_list = YesNo(
        question="Does the yearly return list the work done in the past year?", case=True, group="yearly return to the council"
    )
    has_planned_works_list = YesNo(
        question="Does the yearly return list the work planned for the next year?", case=True, group="yearly return to the council"
    )
    is_demanded = YesNo(question="Has the council asked for this?", case=True)
    is_met_in_time = YesNo(question="Was this done by its date?")


class LicenceRecord(Facts):
    """Further particulars of a licence."""

    conditions = Text(question="What conditions does the licence carry?", case=True)
    discretionary_conditions = Text(question="Which conditions has the council added of its own?", case=True)
    granted_date = Day(question="On what day was the licence granted?", low="2006-04-06", high="2099-12-31", case=True)
    has_copy_displayed = YesNo(question="Is a copy of the licence on display in the house?")
    has_high_risk_works_first = YesNo(question="Are the works that lower the highest risks to be done first?", case=True)
    has_insulation_condition = YesNo(question="Is an insulation rule made a condition of the licence?", case=True)
    has_insulation_information = YesNo(question="Are the insulation rules printed on the licence as information?", case=True)
    has_mandatory_conditions = YesNo(question="Does the licence carry every condition that the law makes compulsory?", case=True)
    has_register_entry = YesNo(question="Is the licence entered in the public register?", case=True)
    has_specific_conditions = YesNo(question="Does the licence carry conditions for this house alone?", case=True)
    has_standard_imposed = YesNo(question="Is this standard imposed as a condition of the licence?", case=True)
    has_standard_tied_to_mandatory_condition = YesNo(
        question="Does this standard mirror a condition that the law makes compulsory?", case=True
    )
    has_training_condition = YesNo(question="Does the licence require somebody to take suitable training?", case=True)
    has_works_conditions = YesNo(question="Does the licence require works to bring the house up to standard by a set time?", case=True)
    has_works_required = YesNo(question="Are improvements, alterations or repairs needed?", case=True)
    has_works_timescale = YesNo(question="Does the licence say by when works are to be done?", case=True)
    revocation_grounds = Text(question="Why is the licence to be revoked?", case=True)
    revocation_is_intended = YesNo(question="Does the council mean to revoke the licence?", case=True)
    revoked_date = Day(question="On what day was the licence revoked?", low="2006-04-06", high="2099-12-31", case=True)
    states_omitted_standards = YesNo(question="Does the licence say plainly which standard has not been imposed?", case=True)
    variation_grounds = Text(question="Why is the licence to be varied?", case=True)


class LogEntryRecord(Facts):
    """Further particulars of a log entry."""

    date = Day(question="On what day was this test, check or visit made?", low="1930-01-01", high="2099-12-31")
    fault_reported_date = Day(question="On what day was this fault reported to whoever must mend it?", low="1930-01-01", high="2099-12-31")
    fault_responsibility = Choice(
        question="Who has to mend this fault?",
        options=(
            "manager",
            "local_authority",
            "supply_company",
        ),
    )
    is_at_reasonable_time = YesNo(question="Was this visit at a reasonable time of day?", judged=True)
    is_by_appointment = YesNo(question="Was this visit arranged with the occupiers beforehand?")
    notice_form = Choice(
        question="How were the occupiers told of this visit beforehand?",
        options=(
            "writing",
            "telephone",
            "other",
            "none",
        ),
    )


class NoticeRecord(Facts):
    """Further particulars of a notice."""

    has_change_of_circumstances = YesNo(question="Has the use of the building changed since the declaration?", case=True)
    has_details = YesNo(question="Did the notice say where the changed systems are and what they are?", case=True)
    is_in_effect = YesNo(question="Is the notice in effect?")
    is_in_writing = YesNo(question="Was the notice given in writing?", case=True)
    made_date = Day(question="On what day was the notice granted or the declaration made?", low="2006-04-06", high="2099-12-31", case=True)
    recipient = Choice(
        question="On whom was the notice served?",
        options=(
            "owner",
            "manager",
            "both",
            "council",
            "other",
        ),
        case=True,
    )


class OrderRecord(Facts):
    """Further particulars of a order."""

    has_written_scheme = YesNo(question="Has the council written a scheme of how it will run the house?", case=True)
    housing_benefit_paid = Money(
        question="How much housing benefit was paid while the house was unlicensed?",
        low="0 GBP",
        high="1000000 GBP",
        case=True,
        sensitive=True,
    )
    is_needed_to_protect = YesNo(question="Is the order needed to protect the occupiers' health, safety or welfare?", judged=True)
    rent_collector = Choice(
        question="Who collects the rent under the order?",
        options=(
            "council",
            "owner",
        ),
        case=True,
    )
    rent_use = Choice(
        question="What is the rent used for under the order?",
        options=(
            "repairs",
            "other_charges",
            "other",
        ),
        case=True,
    )
