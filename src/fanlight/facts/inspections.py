"""Inspections, consultations and schemes."""

from fanlight.facts.kinds import Choice, Money, YesNo
from fanlight.facts.thing import Thing


class Consultation(Thing, name="consultation"):
    """A consultation between the council and another body."""

    plural = "consultations"
    at_most = 50

    body = Choice(
        question="Who was consulted?",
        options=(
            "council",
            "fire_service",
            "housing_authority",
            "other",
        ),
        case=True,
    )
    has_consent = YesNo(question="Did the council agree beforehand?", case=True)
    is_help_request = YesNo(question="Did one authority ask the other for help?", case=True)
    is_housing_authority_told = YesNo(question="Did the fire authority tell the housing authority?", case=True)
    is_urgent_or_complex = YesNo(question="Is the help needed urgent or complex?", judged=True)
    refusal_is_reasonable = YesNo(question="If the council refused, was there a good reason?", judged=True)


class Inspection(Thing, name="inspection"):
    """An inspection of the house."""

    plural = "inspections"
    at_most = 50

    covers_regulation_standards = YesNo(question="Was the house also checked against the standards set in regulations?", case=True)
    has_action_taken = YesNo(question="Has the council acted on what the inspection found?", case=True)
    has_contraventions = YesNo(question="Did the inspection find breaches of the rules?", case=True)
    has_enforcement = YesNo(question="Was the inspection part of enforcement action?", case=True)
    has_improvements_notified = YesNo(question="Was the owner or manager told of the improvements needed?", case=True)
    has_improvements_required = YesNo(question="Did the inspection find that improvements are needed?", case=True)
    has_risk_assessment = YesNo(question="Did the council assess the risk at this inspection?", case=True)
    has_serious_other_matter = YesNo(question="Did the fire authority meet a serious matter that is not about fire?", judged=True)
    has_significant_hazard = YesNo(question="Did the inspection find a significant hazard?", judged=True)
    investigation_costs = Money(
        question="What did specialist investigations (gas, electrical) cost?", low="0 GBP", high="1000000 GBP", case=True
    )
    kind = Choice(
        question="What was the house inspected for?",
        options=(
            "hhsrs",
            "licence",
            "complaint",
            "risk_programme",
            "overcrowding",
            "insulation",
            "fire_authority",
            "joint",
        ),
        case=True,
    )
    lead_authority = Choice(
        question="Which authority leads on this house or matter?",
        options=(
            "housing_authority",
            "fire_authority",
            "both",
        ),
        case=True,
    )


class Scheme(Thing, name="scheme"):
    """A licensing scheme of the council."""

    plural = "schemes"
    at_most = 20

    has_impact_shown = YesNo(question="Has a marked effect, such as on anti-social behaviour, been shown?", judged=True)
    has_secretary_of_state_approval = YesNo(question="Has the Secretary of State approved the scheme?", case=True)
    is_in_force = YesNo(question="Is an additional or selective licensing scheme in force here?", case=True)
