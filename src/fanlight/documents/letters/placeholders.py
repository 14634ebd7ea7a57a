"""What may stand between braces in the words of a letter, and the text that is put there."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from fanlight.documents.letters.particulars import Particulars
from fanlight.licensing.periods import named

# The particulars every letter has; the others are named by the kinds that need them.
ALWAYS = ("council", "house", "officer", "letter")
# What may stand between braces in the words of a letter, and what is put there. A group is open to the kinds that name it.
PLACEHOLDERS: Mapping[str, str] = {
    "letter.reference": "the reference of the letter",
    "letter.dated_on": "the day of the letter",
    "council.name": "the council's name",
    "council.team": "the team that writes",
    "council.address": "the council's address",
    "council.email": "the council's e-mail address",
    "council.phone": "the council's telephone number",
    "council.web": "the address of the council's web pages",
    "council.fire_authority": "the name of the fire and rescue authority",
    "council.tribunal.name": "the name of the tribunal",
    "council.tribunal.address": "the address of the tribunal's office for the region",
    "council.tribunal.email": "the e-mail address of that office",
    "house.address": "the address of the house",
    "house.description": "a few words that describe the house",
    "officer.name": "the name of the officer who signs",
    "officer.office": "the office of the officer who signs",
    "recipient.name": "the name of whom the letter is for",
    "recipient.capacity": "why they are written to",
    "application.received_on": "the day the application came in",
    "application.duly_made_on": "the day the application was duly made",
    "application.asks_for": "what the application asks for",
    "application.applicant.name": "the name of the applicant",
    "application.applicant.address": "the address of the applicant",
    "licence.reference": "the reference of the licence",
    "licence.scheme": "the scheme that asks for the licence",
    "licence.holder.name": "the name of the licence holder",
    "licence.holder.address": "the address of the licence holder",
    "licence.manager.name": "the name of the manager",
    "licence.manager.address": "the address of the manager",
    "licence.begins_on": "the first day of the licence",
    "licence.ends_on": "the last day of the licence",
    "licence.persons": "the most persons who may occupy the house",
    "licence.households": "the most households who may occupy the house",
    "representations.sent_on": "the day the notice goes out",
    "representations.last_on": "the last day for representations",
    "decision.decided_on": "the day of the decision",
    "decision.officer.name": "the name of the officer who decided",
    "decision.officer.office": "the office of the officer who decided",
    "appeal.last_on": "the last day for an appeal",
    "effect.what": "what follows in law from the change",
    "effect.when": "when the change takes effect",
    "asked.by.name": "the name of whoever asked",
    "asked.on": "the day they asked",
    "asked.what": "what they asked for",
    "request.answer_by_on": "the day by which an answer is hoped for",
    "fee.amount": "the part of the fee that is asked for",
    "fee.due_on": "the day by which it is to be paid",
    "fee.how": "the ways of paying",
    "fee.first": "the part of the fee paid on application",
    "exemption.notified_by.name": "the name of whoever notified the council",
    "exemption.notified_on": "the day of that notification",
    "exemption.sent_on": "the day the temporary exemption notice goes out",
    "exemption.last_on": "the last day of the exemption",
    "exemption.first_last_on": "the last day of the first temporary exemption notice",
    "inspection.inspected_on": "the day of the inspection",
    "inspection.officer.name": "the name of whoever inspected",
    "inspection.officer.office": "the office of whoever inspected",
    "inspection.next": "what happens after the inspection",
    "entry.on": "the day of the visit",
    "entry.hour": "the time of the visit",
    "entry.officer.name": "the name of whoever visits",
    "entry.officer.office": "the office of whoever visits",
    "entry.purpose": "why the council visits",
    "entry.with_": "the authority that comes too",
    "entry.sent_on": "the day on which the notice of the visit goes out",
    "entry.sent_hour": "the time at which the notice of the visit goes out",
    "entry.service": "how that notice goes out",
    "consultation.asked_on": "the day the fire and rescue authority is asked",
    "consultation.answer_by_on": "the day by which its answer is hoped for",
    "consultation.answered_on": "the day it answered",
    "consultation.answered_by": "who answered for it",
    "withdrawal.what": "what was withdrawn",
    "withdrawal.by": "who withdrew it",
    "withdrawal.withdrawn_on": "the day of the withdrawal",
    "ending.ended_on": "the last day of the licence that ended",
    "ending.why": "why the licence ended",
    "ending.died_on": "the day the licence holder died",
    "exempt.last_on": "the last day the house is treated as exempt",
    "tribunal.number": "the tribunal's number of the appeal",
    "tribunal.appellant": "who appeals",
    "tribunal.against": "the decision appealed against",
    "tribunal.made_on": "the day the appeal was made",
    "tribunal.leave_on": "the day the tribunal allowed a late appeal",
    "tribunal.leave_because": "why the tribunal allowed it",
    "tribunal.decided_on": "the day the tribunal decided",
    "tribunal.decision": "what the tribunal decided",
}
# What else may be asked to be known before a section stands.
LISTS = ("licence.conditions", "licence.manager", "inspection.photographs", "stated")


def group(name: str) -> str:
    """The particular that a placeholder belongs to: `licence` for `licence.holder.name`."""
    return name.partition(".")[0]


def value_of(name: str, particulars: Particulars) -> object:
    """The value a placeholder or a particular names; None where it is not known."""
    value: object = particulars
    for step in name.removeprefix("letter.").split("."):
        value = getattr(value, step)
        if value is None:
            return None
    return value


def text_of(name: str, particulars: Particulars) -> str:
    """What stands for a placeholder; empty where it is not known."""
    value = value_of(name, particulars)
    return "" if value is None else shown(value)


def is_known(name: str, particulars: Particulars) -> bool:
    """Whether a particular is there: a text or a list that is not empty, any other value at all."""
    value = value_of(name, particulars)
    return bool(value.strip() if isinstance(value, str) else value) if isinstance(value, str | tuple) else value is not None


def shown(value: object) -> str:
    """A value as a letter writes it: `27 June 2017`, `£1,250.00`; a text as it is."""
    if isinstance(value, date):
        return named(value)
    if isinstance(value, Decimal):
        return f"£{value:,.2f}"
    return ", ".join(line.strip(" ,") for line in str(value).splitlines() if line.strip(" ,"))
