"""How long a council keeps personal data of each kind: what the kinds are, from when their time runs, and what no choice may undercut."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fanlight.assessment.bounds import moved

MOST_MONTHS = 600
"""Fifty years: a longer period is a slip."""
NO_TEXT = "No text that was read sets a period. Data is kept no longer than its purpose needs (UK GDPR, Article 5(1)(e)): say what that is."
FOR_APPEALS = (
    "The tribunal can be asked within 28 days, and later with its leave (Housing Act 2004, Sch 5 paras 31 to 33); what was decided must be "
    "answered for until then. Three months is the least that this service takes; the law names no such figure."
)


class Kind(StrEnum):
    """A kind of personal data with a period of its own."""

    OFFENCES = "offences"
    UNSUCCESSFUL = "unsuccessful"
    PHOTOGRAPHS = "photographs"
    MESSAGES = "messages"


@dataclass(frozen=True, slots=True)
class Keeping:
    """What a kind takes in, from when its time runs, the fewest months a council can choose, and why."""

    kind: Kind
    says: str
    runs_from: str
    least_months: int
    because: str


KEPT = {
    each.kind: each
    for each in (
        Keeping(
            Kind.OFFENCES, "What people declared of convictions and the like, and how it was weighed.",
            "the end of the application, or of the licence that it led to", 3, FOR_APPEALS,
        ),
        Keeping(
            Kind.UNSUCCESSFUL, "People, forms, files, notes and letters of applications that led to no licence.",
            "the end of the application", 3, FOR_APPEALS,
        ),
        Keeping(
            Kind.PHOTOGRAPHS, "Photographs taken on visits.", "the end of the application, or of the licence that it led to", 3, FOR_APPEALS
        ),
        Keeping(
            Kind.MESSAGES, "Messages that were sent or given up: to whom, and their words. What was served stays with its case.",
            "the day the message was sent or given up", 1, NO_TEXT,
        ),
    )
}  # fmt: skip


def check(kind: Kind, months: int) -> None:
    """Make sure that a council can choose a period. Raises ValueError with the reason."""
    least = KEPT[kind]
    if months < least.least_months:
        raise ValueError(f"{months} months are too few: at least {least.least_months}. {least.because}")
    if months > MOST_MONTHS:
        raise ValueError(f"{months} months are more than the {MOST_MONTHS} that can be entered")


def due_on(since: date, months: int) -> date:
    """The first day on which something is not kept any more."""
    return date.fromordinal(moved(since.toordinal(), months, 0))


def cut(on: date, months: int) -> date:
    """The last day from which a period has surely run out by a day; at the end of a month it may be days earlier than the very last."""
    return date.fromordinal(moved(on.toordinal(), -months, 0))
