"""What is weighed of a person with a legal role."""

from fanlight.facts.kinds import Choice, Count, Day, Link, Months, Text, YesNo
from fanlight.facts.thing import Facts


class OffenceRecord(Facts):
    """What is known of an offence or contravention."""

    caution_date = Day(question="On what day was the caution given?", low="1930-01-01", high="2099-12-31", case=True, sensitive=True)
    circumstances = Text(question="In what circumstances did it happen?", case=True, sensitive=True)
    committed_by = Choice(
        question="Who is said to have broken the rules: the manager or an occupier?",
        options=(
            "manager",
            "occupier",
        ),
        case=True,
        sensitive=True,
    )
    conviction_date = Day(question="On what day was the conviction?", low="1930-01-01", high="2099-12-31", case=True, sensitive=True)
    date = Day(question="On what day did this happen?", low="1930-01-01", high="2099-12-31", case=True, sensitive=True)
    discrimination_ground = Choice(
        question="On what ground was somebody treated worse?",
        options=(
            "sex",
            "colour",
            "race",
            "ethnic_origin",
            "national_origin",
            "disability",
            "other",
        ),
        case=True,
        sensitive=True,
    )
    drug_class = Choice(
        question="Which class of drug was involved?",
        options=(
            "A",
            "B",
            "C",
        ),
        case=True,
        sensitive=True,
    )
    drug_quantity = Text(question="How much of the drug was involved?", case=True, sensitive=True)
    has_civil_penalty = YesNo(question="Was a civil penalty imposed for this?", case=True, sensitive=True)
    has_court_judgment = YesNo(question="Did a court give judgment about this?", case=True, sensitive=True)
    has_enough_evidence = YesNo(question="Is there enough evidence that this offence was committed?", judged=True, sensitive=True)
    has_mitigation = YesNo(question="Are there circumstances that make this less serious?", judged=True, sensitive=True)
    has_prosecution = YesNo(question="Was this prosecuted?", case=True, sensitive=True)
    has_statutory_notice = YesNo(question="Did the council serve a statutory notice because of this?", case=True, sensitive=True)
    has_works_in_default = YesNo(question="Did the council do the works itself because of this?", case=True, sensitive=True)
    is_convicted = YesNo(question="Was the person found guilty of this by a court?", case=True, sensitive=True)
    is_disclosed = YesNo(question="Did the applicant disclose this in the application?", case=True, sensitive=True)
    is_unspent = YesNo(question="Is the conviction still unspent?", case=True, hint="Spent convictions are not asked for.", sensitive=True)
    is_weighed = YesNo(question="Has the council weighed this in its decision?", judged=True, sensitive=True)
    law_broken = Choice(
        question="Which Act does this breach come under?",
        options=(
            "public_health_acts",
            "building_act_1984",
            "environmental_protection_act_1990",
            "town_and_country_planning_act_1990",
            "pests_act_1949",
            "protection_from_eviction_act_1977",
            "local_government_miscellaneous_provisions_acts",
            "housing_grants_act_1996",
            "local_government_and_housing_act_1989",
            "housing_act_2004",
            "landlord_and_tenant_act_1985",
            "other_housing_law",
            "other_landlord_and_tenant_law",
        ),
        case=True,
        sensitive=True,
    )
    nature = Text(question="What happened?", case=True, sensitive=True)
    party = Link(question="Whose offence or contravention is this?", to="party", case=True, sensitive=True)
    potential_harm = Text(question="What harm could it have caused?", case=True, sensitive=True)
    relevance = Choice(
        question="How far does this matter to running an HMO?",
        options=(
            "none",
            "some",
            "direct",
        ),
        judged=True,
        sensitive=True,
    )
    relevance_to_character = Choice(
        question="What does this say about the person's character and integrity?",
        options=(
            "none",
            "some",
            "strong",
        ),
        judged=True,
        sensitive=True,
    )
    severity = Choice(
        question="How serious was this for residents and the community?",
        options=(
            "minor",
            "serious",
        ),
        judged=True,
        sensitive=True,
    )
    victim_is_vulnerable = YesNo(question="Was the victim a vulnerable person?", judged=True, sensitive=True)
    wrongdoing = Choice(
        question="What kind of wrongdoing is this about?",
        options=(
            "offence",
            "discrimination",
            "housing_law_contravention",
            "landlord_tenant_law_contravention",
            "code_breach",
            "none",
        ),
        case=True,
        sensitive=True,
    )


class PartySuitability(Facts):
    """What is weighed of a person with a legal role."""

    associate_fitness_is_relevant = YesNo(
        question="Does the associate's record bear directly on this person's own fitness?", judged=True, sensitive=True
    )
    can_assess_fire_risk = YesNo(question="Is this person able to make a fire risk assessment?", judged=True)
    contraventions = Count(
        question="How many breaches of housing or letting law has this person committed?", low="0", high="100", sensitive=True
    )
    criminal_record_check = Choice(
        question="Which criminal record check was handed in for this person?",
        options=(
            "dbs_basic",
            "crb",
            "other",
            "none",
        ),
        case=True,
        sensitive=True,
    )
    has_acted_for_landlord_during_wrongdoing = YesNo(
        question="Did this agent act for the landlord when the wrongdoing took place?", case=True, sensitive=True
    )
    has_been_refused_licence = YesNo(question="Has this person been refused an HMO licence before?", case=True)
    has_control = YesNo(question="Does this person control the house (as owner, landlord or whoever runs it)?")
    has_director_disqualification = YesNo(question="Has this person been struck off as a company director?", case=True, sensitive=True)
    has_enough_fitness_evidence = YesNo(
        question="Has this person brought enough proof of being fit and proper now?", judged=True, sensitive=True
    )
    has_experience = YesNo(question="Does this person have the experience and knowledge of the standards that the role needs?", judged=True)
    has_good_character_since = YesNo(
        question="Is there proof of this person's good character since the wrongdoing?", judged=True, sensitive=True
    )
    has_hazard_enforcement = YesNo(question="Has a council acted over a serious hazard in a house this person owned or managed?", case=True)
    has_poor_management_record = YesNo(question="Is there evidence that this person managed houses badly?", case=True)
    has_wrongdoing_evidence = YesNo(question="Is there evidence of an offence, breach or discrimination by this person?", sensitive=True)
    is_competent = YesNo(question="Is this person suitable and able to hold the role?", judged=True)
    is_cooperative = YesNo(question="Does the landlord cooperate with the council?", judged=True)
    is_front = YesNo(question="Is this person only a front for somebody who would not be allowed the role?", judged=True)
    is_in_business = YesNo(question="Does this person let the house in the course of a trade or business?")
    is_responsible_person = YesNo(question="Is this person responsible for fire safety in the common parts?")
    is_trained_on_alarm = YesNo(question="Has this person been trained to use and test the fire alarm?")
    offence_period = Months(question="Over how many years do this person's offences run?", low="0 year", high="80 year", sensitive=True)
    offences = Count(question="How many offences has this person committed?", low="0", high="100", sensitive=True)
    receives_rent = YesNo(question="Does this person receive the rent?")
    record_is_weighed = YesNo(
        question="Has the council weighed this person's earlier licence refusals and hazard cases in its decision?",
        judged=True,
        sensitive=True,
    )
    relationship = Choice(
        question="How is this person associated with the applicant or manager?",
        options=(
            "spouse",
            "partner",
            "co_owner",
            "agent",
            "employer",
            "front",
            "other",
            "none",
        ),
        case=True,
    )
    role = Choice(
        question="What is this person's part in the case?",
        options=(
            "applicant",
            "licence_holder",
            "manager",
            "owner",
            "landlord",
            "person_in_control",
            "agent",
            "associate",
            "tenant",
            "council",
            "other",
        ),
        case=True,
    )
