"""What can be known of the terms of a tenancy."""

from fanlight.facts.kinds import Choice, Day, Money, YesNo
from fanlight.facts.thing import Facts


class TenancyTerms(Facts):
    """What a tenancy says in writing and how it was made and ended."""

    bans_listed_heaters = YesNo(question="Does the agreement ban paraffin, bottled-gas, oil and halogen heaters?", group="tenancies")
    co_alarms_tested_at_start = YesNo(question="Were the carbon monoxide alarms tested when the tenancy began?", group="tenancies")
    deposit = Money(question="How much deposit was paid (0 if none)?", low="0 GBP", high="50000 GBP")
    furnishings_are_clean_at_start = YesNo(question="Were the furnishings clean when this occupier moved in?", group="all tenancies")
    group_formed_by = Choice(
        question="Who brought the occupiers together?",
        options=(
            "group_itself",
            "landlord",
            "university",
            "other",
            "no_group",
        ),
        group="tenancies",
    )
    has_extinguisher_training = YesNo(question="Were all tenants trained to use the extinguishers when their tenancy began?")
    has_fire_equipment_use_told = YesNo(
        question="Were the tenants told how to use the extinguishers and blankets when the tenancy began?", group="all tenancies"
    )
    has_fire_procedure_told = YesNo(question="Has this occupier been told what to do in case of fire?", group="all tenancies")
    has_owner_consent = YesNo(question="Did the owner agree to this tenancy granted by the council?", case=True)
    has_signed_agreement = YesNo(
        question="Was a tenancy agreement signed when this tenancy began?", group="tenancies on the same written terms"
    )
    has_written_agent_address = YesNo(
        question="Do the written terms state the agent's address?", group="tenancies on the same written terms"
    )
    has_written_agent_name = YesNo(question="Do the written terms state the agent's name?", group="tenancies on the same written terms")
    has_written_behaviour_consequences = YesNo(
        question="Do the written terms state what follows if that behaviour falls short?", group="tenancies on the same written terms"
    )
    has_written_behaviour_standards = YesNo(
        question="Do the written terms state what behaviour is expected of tenants and visitors?",
        group="tenancies on the same written terms",
    )
    has_written_council_tax_payer = YesNo(
        question="Do the written terms state who pays Council Tax?", group="tenancies on the same written terms"
    )
    has_written_damage_duty = YesNo(
        question="Do the written terms state the tenant's duty not to damage house or contents?",
        group="tenancies on the same written terms",
    )
    has_written_deposit_amount = YesNo(
        question="Do the written terms state the amount of the deposit?", group="tenancies on the same written terms"
    )
    has_written_deposit_holding = YesNo(
        question="Do the written terms state how the deposit is held?", group="tenancies on the same written terms"
    )
    has_written_deposit_return_terms = YesNo(
        question="Do the written terms state on what terms the deposit is given back?", group="tenancies on the same written terms"
    )
    has_written_ending_notices = YesNo(
        question="Do the written terms state what notice each side must give?", group="tenancies on the same written terms"
    )
    has_written_fire_instructions_duty = YesNo(
        question="Do the written terms state the tenant's duty to follow reasonable fire safety instructions?",
        group="tenancies on the same written terms",
    )
    has_written_fuel_payer = YesNo(question="Do the written terms state who pays for fuel?", group="tenancies on the same written terms")
    has_written_inventory = YesNo(
        question="Do the written terms state what the landlord supplies, such as furniture?", group="tenancies on the same written terms"
    )
    has_written_landlord_access = YesNo(
        question="Do the written terms state the landlord's right to come in?", group="tenancies on the same written terms"
    )
    has_written_landlord_address = YesNo(
        question="Do the written terms state the landlord's address?", group="tenancies on the same written terms"
    )
    has_written_landlord_name = YesNo(
        question="Do the written terms state the landlord's name?", group="tenancies on the same written terms"
    )
    has_written_licence_ending = YesNo(
        question="Do the written terms state how a licence to occupy ends?", group="tenancies on the same written terms"
    )
    has_written_management_duty = YesNo(
        question="Do the written terms state the tenant's duty to let the landlord manage?", group="tenancies on the same written terms"
    )
    has_written_possession_order_rule = YesNo(
        question="Do the written terms state that eviction needs a possession order?", group="tenancies on the same written terms"
    )
    has_written_property_address = YesNo(
        question="Do the written terms state the address let?", group="tenancies on the same written terms"
    )
    has_written_quiet_enjoyment = YesNo(
        question="Do the written terms state the right to live there undisturbed?", group="tenancies on the same written terms"
    )
    has_written_refuse_duty = YesNo(
        question="Do the written terms state the tenant's duty to deal with refuse as arranged?",
        group="tenancies on the same written terms",
    )
    has_written_rent_amount = YesNo(question="Do the written terms state the rent?", group="tenancies on the same written terms")
    has_written_rent_collection = YesNo(
        question="Do the written terms state how rent is paid or collected?", group="tenancies on the same written terms"
    )
    has_written_rent_due_dates = YesNo(question="Do the written terms state when rent is due?", group="tenancies on the same written terms")
    has_written_rent_increase_method = YesNo(
        question="Do the written terms state how the rent can be raised?", group="tenancies on the same written terms"
    )
    has_written_rent_increase_timing = YesNo(
        question="Do the written terms state when the rent can be raised?", group="tenancies on the same written terms"
    )
    has_written_rent_recording = YesNo(
        question="Do the written terms state how rent paid is recorded?", group="tenancies on the same written terms"
    )
    has_written_repair_obligations = YesNo(
        question="Do the written terms state which repairs each side must do?", group="tenancies on the same written terms"
    )
    has_written_repair_reporting = YesNo(
        question="Do the written terms state how to report repairs?", group="tenancies on the same written terms"
    )
    has_written_start_date = YesNo(
        question="Do the written terms state the day the tenancy or licence begins?", group="tenancies on the same written terms"
    )
    has_written_tenant_name = YesNo(
        question="Do the written terms state the name of each tenant or licensee?", group="tenancies on the same written terms"
    )
    has_written_term_length = YesNo(
        question="Do the written terms state the length of a fixed term?", group="tenancies on the same written terms"
    )
    has_written_terms = YesNo(question="Has the occupier been given the terms in writing?", group="tenancies on the same written terms")
    has_written_warrant_rule = YesNo(
        question="Do the written terms state that eviction needs a warrant?", group="tenancies on the same written terms"
    )
    has_written_water_payer = YesNo(question="Do the written terms state who pays for water?", group="tenancies on the same written terms")
    is_created_lawfully = YesNo(question="Was this tenancy begun lawfully?", judged=True, group="all tenancies")
    is_ended_lawfully = YesNo(
        question="Was this tenancy ended lawfully, by the set procedure?", judged=True, group="all tenancies that ended"
    )
    is_fixed_term = YesNo(question="Is this tenancy for a fixed time?", group="tenancies on the same written terms")
    is_licence_to_occupy = YesNo(
        question="Is this a licence to occupy and not a tenancy?",
        hint="For example a lodger of a landlord who lives in.",
        group="tenancies on the same written terms",
    )
    is_new = YesNo(question="Is this a tenancy that begins now, and not one that goes on?")
    is_temporary_accommodation = YesNo(question="Is this temporary accommodation, until a permanent home is found?", group="all tenancies")
    longer_stay_agreed_date = Day(
        question="On what day did the council agree to a stay of more than 30 nights?", low="2006-04-06", high="2099-12-31", case=True
    )
    refuse_instructions_date = Day(
        question="On what day was this occupier told how refuse collection works?",
        low="1930-01-01",
        high="2099-12-31",
        group="all tenancies",
    )
    start_date = Day(question="When did this tenancy start?", low="1930-01-01", high="2099-12-31")
    unit_is_clean_at_start = YesNo(question="Was the accommodation clean when this occupier moved in?", group="all tenancies")
    unit_is_used_properly = YesNo(question="Has the occupier used the accommodation properly, as the tenancy asks?", judged=True)
