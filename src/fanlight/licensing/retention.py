"""How long a council keeps personal data of each kind: what the kinds are, from when their time runs, and what no choice may undercut."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from fanlight.assessment.bounds import moved

MOST_MONTHS = 600
"""Fifty years: a longer period is a slip."""
NO_TEXT = "No text that was read sets a period. Data is kept no longer than its purpose needs (UK GDPR, Article 5(1)(e)): say what that is."
FOR_APPEALS = (
    "The tribunal can be asked within 28 days, and later with its leave (Housing Act 2004, Sch 5 paras 31 to 33); what was decided must be "
    "answered for until then. Three months is the least that this service takes; the law names no such figure."
)
FOR_REPORTERS = (
    "No text that was read sets a period. Whoever writes is told how long, and that a year after they wrote is the end of it: a longer "
    "period counts only for reports that are sent after it was chosen, a shorter one for all."
)
FOR_REPAYMENT = (
    "A report can show an offence for which a tenant can ask for rent back: within 12 months of it and, as far as could be read, 24 since "
    "1 May 2026 (Housing and Planning Act 2016, s.41(2)(b)). Twenty-four months are the least that this service takes; the law names no "
    "such figure for reports."
)
FOR_LICENCES = (
    "No text that was read sets a period. After its end a licence may have to be shown in a tenant's claim for rent, for which 24 months "
    "count since 1 May 2026 as far as could be read (Housing and Planning Act 2016, s.41(2)(b)), and when its holder asks for another. "
    "Twenty-four months are the least that this service takes; the law names no such figure for licences."
)
FOR_MATTERS = (
    "No text that was read sets a period. What either authority knew of a danger may have to be shown as long as a licence of the house, "
    "so twenty-four months are the least that this service takes. It belongs to two authorities: agree the period with the fire and rescue "
    "authority, which keeps what it needs by its own rules, before you choose it."
)
REPORTER_MOST = timedelta(days=365)
REPORTER_ONCE_CLOSED = timedelta(days=90)
"""How long whoever reported a house can be reached: a year at most, and so long after closing where the council chose no months."""


class Kind(StrEnum):
    """A kind of personal data with a period of its own."""

    OFFENCES = "offences"
    UNSUCCESSFUL = "unsuccessful"
    PHOTOGRAPHS = "photographs"
    MESSAGES = "messages"
    DRAFTS = "drafts"
    REPORTERS = "reporters"
    REPORTS = "reports"
    LICENCES = "licences"
    FIRE = "fire"


OF_REPORTS = (Kind.REPORTERS, Kind.REPORTS)
OF_CASES = (Kind.OFFENCES, Kind.UNSUCCESSFUL, Kind.PHOTOGRAPHS, Kind.DRAFTS, Kind.LICENCES)


@dataclass(frozen=True, slots=True)
class Keeping:
    """What a kind takes in, from when its time runs, the fewest and most months a council can choose, and why.

    `otherwise` says what counts where it chose none; without it such a kind is never erased.
    """

    kind: Kind
    says: str
    runs_from: str
    least_months: int
    because: str
    most_months: int = MOST_MONTHS
    otherwise: str = ""


KEPT = {
    each.kind: each
    for each in (
        Keeping(
            Kind.OFFENCES, "What people declared of convictions and the like, and how it was weighed.",
            "the end of the application, or of the licence that it led to", 3, FOR_APPEALS,
        ),
        Keeping(
            Kind.UNSUCCESSFUL,
            "People, forms, files, notes and letters of applications that led to no licence, and of temporary exemptions asked for.",
            "the end of the application or of the exemption", 3, FOR_APPEALS,
        ),
        Keeping(
            Kind.PHOTOGRAPHS, "Photographs taken on visits.", "the end of the application, or of the licence that it led to", 3, FOR_APPEALS
        ),
        Keeping(
            Kind.MESSAGES, "Messages that were sent or given up: to whom, and their words. What was served stays with its case.",
            "the day the message was sent or given up", 1, NO_TEXT,
        ),
        Keeping(
            Kind.DRAFTS, "Applications that were begun and never sent: all that is in them. One that money was paid for is kept.",
            "the last day on which anybody did anything in it", 3, NO_TEXT,
        ),
        Keeping(
            Kind.REPORTERS, "The name of whoever reported a house, and how to reach them.",
            "the closing of the report; a year after it was sent it is erased in any case", 1, FOR_REPORTERS, 12,
            f"{REPORTER_ONCE_CLOSED.days} days from the closing of the report, and a year from its sending at most",
        ),
        Keeping(
            Kind.REPORTS,
            "The words, the address as it was written and the photographs of reports of houses, and what officers wrote about them. Which "
            "house it was, what was wrong and what was done on which day stay.",
            "the closing of the report", 24, FOR_REPAYMENT,
        ),
        Keeping(
            Kind.LICENCES,
            "People, forms, files, notes and letters of licences that have ended, of their applications and of whatever followed, also of "
            "those that were entered from a register. The number of the licence, its house, its days and what happened on which day stay.",
            "the end of the licence and of everything that belongs to it", 24, FOR_LICENCES,
        ),
        Keeping(
            Kind.FIRE,
            "What the council and the fire and rescue authority said to each other of a house in a matter that has ended, and its papers. "
            "Which matter it was, and who of which authority did what on which day, stay.",
            "the last entry or paper, or the end of the case that the matter belongs to if that is later", 24, FOR_MATTERS,
        ),
    )
}  # fmt: skip


def check(kind: Kind, months: int) -> None:
    """Make sure that a council can choose a period. Raises ValueError with the reason."""
    least = KEPT[kind]
    if months < least.least_months:
        raise ValueError(f"{months} months are too few: at least {least.least_months}. {least.because}")
    if months > KEPT[kind].most_months:
        why = KEPT[kind].because if KEPT[kind].most_months < MOST_MONTHS else ""
        raise ValueError(f"{months} months are more than the {KEPT[kind].most_months} that can be entered. {why}".strip())


def due_on(since: date, months: int) -> date:
    """The first day on which something is not kept any more."""
    return date.fromordinal(moved(since.toordinal(), months, 0))


def cut(on: date, months: int) -> date:
    """The last day from which a period has surely run out by a day; at the end of a month it may be days earlier than the very last."""
    return date.fromordinal(moved(on.toordinal(), -months, 0))


def reporter_due(sent: date, closed: date | None, periods: Iterable[int | None]) -> date:
    """The first day on which nobody knows any more who reported: a year after they wrote, or the earliest by some periods since closing.

    A period of None is that of a council which chose none.
    """
    ends = [] if closed is None else [closed + REPORTER_ONCE_CLOSED if each is None else due_on(closed, each) for each in periods]
    return min([sent + REPORTER_MOST, *ends])
