"""What a letter can say of a case: council, house, people, licence, dates and reasons, as plain values that nothing is assumed of."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fanlight.documents.letters.matters import (
    Appeal,
    Asked,
    Change,
    Consultation,
    Effect,
    Ending,
    Entry,
    Exempt,
    Exemption,
    Fee,
    Heard,
    Inspection,
    Representations,
    Request,
    TribunalCase,
    Withdrawal,
    Work,
)
from fanlight.documents.letters.parties import Council, House, Officer, Party
from fanlight.licensing.deadlines import Answer
from fanlight.licensing.periods import DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """The application. The days are those on which it came in and on which it was found to be duly made."""

    applicant: Party
    received_on: date
    asks_for: str = ""
    duly_made_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A room provided for sleeping and the most who may sleep in it: over 10, under 10, and in all, at any one time.

    A room in which nobody may sleep has 0; None is unknown, with which no licence can be made. `floor_area` is in m2.
    """

    name: str
    over_10: int | None
    under_10: int | None
    in_all: int | None
    storey: str = ""
    floor_area: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A condition that the council adds to those every licence holds, with what it rests on (a paragraph, a finding)."""

    text: str
    founded_on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """A licence, granted or proposed. `until` is the first day on which it no longer runs."""

    reference: str
    holder: Party
    from_: date
    until: date
    persons: int | None
    households: int | None
    manager: Party | None = None
    scheme: str = "mandatory licensing (Housing Act 2004, section 55)"
    rooms: tuple[Room, ...] = ()
    conditions: tuple[Condition, ...] = ()

    @property
    def begins_on(self) -> date:
        """The first day."""
        return self.from_

    @property
    def ends_on(self) -> date:
        """The last day."""
        return self.until - DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided, by whom, on which day."""

    decided_on: date
    officer: Officer


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """All that a letter may say. What a kind of letter does not need is left out; what it needs and lacks is refused by name.

    `dated_on` is the day of the letter. `invented` marks every page of a document of a demonstration. `stated` and `exempt` are worked out
    from the rest when a letter is composed; what is given there is replaced.
    """

    council: Council
    reference: str
    dated_on: date
    house: House
    officer: Officer
    recipient: Party | None = None
    copies: tuple[Party, ...] = ()
    application: Application | None = None
    licence: Licence | None = None
    representations: Representations | None = None
    decision: Decision | None = None
    appeal: Appeal | None = None
    reasons: tuple[str, ...] = ()
    heard: tuple[Heard, ...] = ()
    changes: tuple[Change, ...] = ()
    effect: Effect | None = None
    asked: Asked | None = None
    request: Request | None = None
    fee: Fee | None = None
    exemption: Exemption | None = None
    inspection: Inspection | None = None
    entry: Entry | None = None
    works: tuple[Work, ...] = ()
    consultation: Consultation | None = None
    withdrawal: Withdrawal | None = None
    ending: Ending | None = None
    exempt: Exempt | None = None
    tribunal: TribunalCase | None = None
    invented: bool = False
    stated: tuple[Answer, ...] = ()
