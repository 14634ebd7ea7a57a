"""What can be known of certificates and reports."""

from fanlight.facts.kinds import Choice, Day, Text, YesNo
from fanlight.facts.thing import Facts


class CertificateRecord(Facts):
    """What a certificate says."""

    date = Day(question="What is the date of the certificate or test?", low="1930-01-01", high="2099-12-31", group="certificates")
    instruments_are_calibrated = YesNo(question="Were calibrated instruments used?", group="certificates")
    is_by_competent_person = YesNo(question="Was the test done by somebody trained and competent for it?", group="certificates")
    is_for_bs_7671_2001 = YesNo(question="Does the certificate say that the wiring complies with BS 7671:2001?", group="certificates")
    is_for_current_wiring_rules = YesNo(
        question="Does the certificate say that the wiring complies with the wiring regulations in force at its date?", group="certificates"
    )
    is_issued = YesNo(question="Did the tester issue this certificate or record?")
    is_made_at_darkest_time = YesNo(question="Was the lighting of the route assessed after midnight with no moon?")
    is_suitable_and_sufficient = YesNo(question="Is this risk assessment suitable and sufficient?", judged=True)
    is_supplied_to_council = YesNo(question="Has a copy of this certificate or report been given to the council?", case=True)
    is_to_sleeping_guide = YesNo(question="Does the fire risk assessment follow the national guide for sleeping accommodation?")
    next_due_date = Day(question="By when does the inspector recommend the next check?", group="certificates")
    requested_date = Day(
        question="On what day did the council ask in writing for this certificate?", low="1930-01-01", high="2099-12-31", case=True
    )
    standard = Text(question="Which standard or edition of the regulations does the certificate name?")
    supplied_date = Day(question="On what day was this certificate given to the council?", low="1930-01-01", high="2099-12-31", case=True)
    tester_scheme = Choice(
        question="Which register or approval scheme does the tester belong to?",
        options=(
            "gas_safe",
            "niceic",
            "other_electrical_scheme",
            "fire_alarm_scheme",
            "oftec",
            "other",
            "none",
        ),
    )
