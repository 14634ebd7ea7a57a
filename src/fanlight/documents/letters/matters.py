"""What happens around a licence, as plain values a letter can say: representations, changes, requests, inspections, endings."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from fanlight.documents.letters.parties import Officer, Party
from fanlight.licensing.deadlines import Delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class Representations:
    """The time for representations that a notice names: the day the notice goes out, how, and the last day it prints."""

    sent_on: date
    last_on: date
    delivery: Delivery = Delivery.POST


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """The last day for an appeal that a notice prints. Left out, it is worked out from the day of the decision."""

    last_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A representation: who made it, what it said, and what the council made of it."""

    by: str
    said: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that changes: what, as it was or was proposed, and as it will be."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request to vary or to revoke a licence: by whom, when, for what."""

    by: Party
    on: date
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A prescribed particular that an application lacks, and why it is asked for (the provision, or what is wrong with what came)."""

    what: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Everything that is missing, and the day by which the council hopes for it."""

    missing: tuple[Missing, ...]
    answer_by_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """The second part of the fee, in pounds; `first` is the part paid before and `how` the ways of paying."""

    amount: Decimal
    due_on: date
    how: str
    first: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """A temporary exemption: who notified the council and when, what they will do, and the term that the notice prints.

    `first_last_on` is the last day of the first notice, which only a second one has; `sent_on` and `last_on` are None while nothing is
    decided.
    """

    notified_by: Party
    notified_on: date
    steps: tuple[str, ...]
    sent_on: date | None = None
    last_on: date | None = None
    delivery: Delivery = Delivery.HAND
    first_last_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One finding of an inspection: where, what, and where it is written."""

    where: str
    what: str
    cited: str
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Photograph:
    """A photograph: of which place, when, and what it shows (empty where nobody said), with its JPEG and its size in dots.

    Where there is none to show, `content` is empty and `lacks` says why.
    """

    where: str
    taken_on: date
    shows: str
    content: bytes = b""
    width: int = 0
    height: int = 0
    lacks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """An inspection: the day, who went, what was found, and its photographs."""

    inspected_on: date
    officer: Officer
    findings: tuple[Found, ...]
    next: str = ""
    photographs: tuple[Photograph, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A visit of which notice is given: when it is, when the notice goes out and by when it counts as served, in the time of the place.

    `service` says in a sentence how it goes out; `with_` names the authority that comes too, where one does.
    """

    visit_at: datetime
    sent_at: datetime
    counts_by: datetime
    officer: Officer
    purpose: str
    service: str
    with_: str = ""

    @property
    def on(self) -> date:
        """The day of the visit."""
        return self.visit_at.date()

    @property
    def hour(self) -> str:
        """The time of the visit."""
        return f"{self.visit_at:%H:%M}"

    @property
    def sent_on(self) -> date:
        """The day on which the notice goes out."""
        return self.sent_at.date()

    @property
    def sent_hour(self) -> str:
        """The time at which it goes out."""
        return f"{self.sent_at:%H:%M}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One thing to do in the house."""

    where: str
    what: str
    why: str
    cited: str
    within: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation:
    """What the fire and rescue authority is asked, by which day an answer is hoped for, and the answer once there is one.

    `answer_by_on` is None where nobody set a day.
    """

    questions: tuple[str, ...]
    asked_on: date
    answer_by_on: date | None
    answered_on: date | None = None
    answered_by: str = ""
    answer: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """What was withdrawn (`the application for a licence`), by whom, when."""

    what: str
    by: str
    withdrawn_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How a licence ended: the last day it ran; where its holder died, the day, from which the exemption of the house is counted."""

    ended_on: date
    why: str
    died_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exempt:
    """The last day on which a house is treated as exempt after its licence holder died. It is worked out, never given."""

    last_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TribunalCase:
    """An appeal as the tribunal keeps it: its number, the appellant, the decision appealed against, and what came of it."""

    number: str
    appellant: str
    against: str
    made_on: date
    leave_on: date | None = None
    leave_because: str = ""
    decided_on: date | None = None
    decision: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What follows in law from a change of a licence, and when it takes effect, in a sentence."""

    what: str
    when: str
