"""Whether a row of a register can be entered as a licence: what makes that impossible, each with a remedy, and what it leaves unsaid."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from fanlight.casework import chain
from fanlight.casework.models import Council, Licence, LicenceEntered
from fanlight.documents.register_names import WITHHELD
from fanlight.facts import postcode
from fanlight.facts.kinds import Fact
from fanlight.facts.vocabulary import fact
from fanlight.licensing.law import england
from fanlight.licensing.periods import corresponding
from fanlight.licensing.register_entries import Entry, Value

NEEDED = {"licence_number": "number", "address": "address of the house", "start_on": "first day", "end_on": "last day"}
WANTED = ("postcode", "max_persons", "max_households", "holder_name", "holder_address", "conditions", "storeys", "sleeping_rooms")
"""What a licence of the service tells and a register may leave out: it is kept as missing, never made up."""
LONGEST = {"licence_number": 40, "address": 300, "ward": 80, "holder_name": 200, "manager_name": 200}
MOST_MONTHS = 60
OWN = re.compile(r"LIC-[0-9]{4}-[0-9]{5}")
COUNTS = ("max_persons", "max_households")


class Fate(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    THERE = "already there"
    ASIDE = "set aside"


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a row cannot be entered: the particular, what is wrong with it, and what to do."""

    particular: str
    why: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """A row with what becomes of it; set aside where anything is wrong with it."""

    row: int
    values: dict[str, Value]
    fate: Fate
    troubles: tuple[Trouble, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def number(self) -> str:
        """The number of its licence; empty where none is read."""
        return str(self.values.get("licence_number", ""))

    @property
    def said(self) -> str:
        """What the row says, as one text."""
        return chain.canonical(self.values)


@dataclass
class Intake:
    """Rows held against what a council has already, one after the other."""

    council: Council
    on: date
    kept: dict[str, str | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        said = dict(LicenceEntered.objects.filter(licence__council=self.council).values_list("licence__number", "said"))
        numbers = Licence.objects.filter(council=self.council).values_list("number", flat=True)
        self.kept = {number: said.get(number) for number in numbers}

    def weigh(self, entries: Iterable[Entry]) -> Iterator[Weighed]:
        """Each row with what becomes of it. A number that came before in the same rows counts as kept."""
        for entry in entries:
            known = {name: value for name, value in entry.values.items() if value != WITHHELD}
            troubles = tuple(self._troubles(entry, known))
            missing = tuple(name for name in WANTED if name not in known)
            found = Weighed(entry.row, known, Fate.ASIDE if troubles else Fate.NEW, troubles, missing)
            yield found if troubles else self._new_or_there(found)

    def _new_or_there(self, found: Weighed) -> Weighed:
        if found.number not in self.kept:
            if OWN.fullmatch(found.number):
                return self._aside(
                    found, "it has the form of the numbers that this service gives", "give it another number, as with X before it"
                )
            self.kept[found.number] = found.said
            return found
        if self.kept[found.number] == found.said:
            return Weighed(found.row, found.values, Fate.THERE, (), found.missing)
        return self._aside(
            found, "a licence with this number is kept already, and says otherwise",
            "correct the row, or change the licence that is kept by a variation",
        )  # fmt: skip

    def _aside(self, found: Weighed, why: str, remedy: str) -> Weighed:
        return Weighed(found.row, found.values, Fate.ASIDE, (Trouble("licence_number", why, remedy),), found.missing)

    def _troubles(self, entry: Entry, known: dict[str, Value]) -> Iterator[Trouble]:
        law = england()
        for fault in entry.faults:
            yield Trouble(fault.particular or "row", fault.why, law.at(f"register/{fault.rule}", self.on).values["remedy"])
        if entry.faults:
            return
        yield from _no_licence(entry)
        for name, what in NEEDED.items():
            if not known.get(name):
                yield Trouble(name, f"the {what} is not given", f"add the {what} from the licence itself")
        yield from _texts(known)
        yield from _days(entry)
        yield from _numbers(entry)


def _no_licence(entry: Entry) -> Iterator[Trouble]:
    if entry.is_exemption:
        yield Trouble(
            "licence_type", "it is a temporary exemption and no licence", "leave it out: exemptions are not entered from registers"
        )
    if "selective" in entry.text("licence_type").lower():
        why = "it is a selective licence, of another Part of the Act"
        yield Trouble("licence_type", why, "leave it out: this service keeps licences of houses in multiple occupation")


def _texts(known: dict[str, Value]) -> Iterator[Trouble]:
    for name, value in known.items():
        if isinstance(value, str) and not value.isprintable():
            yield Trouble(name, "it holds signs that cannot be printed", "type it again")
    for name, most in LONGEST.items():
        if len(str(known.get(name, ""))) > most:
            yield Trouble(name, f"it is longer than {most} signs", "shorten it, and keep the rest in the conditions")
    if "postcode" in known and (wrong := postcode.fault(str(known["postcode"]))):
        yield Trouble("postcode", wrong, "look the postcode up and correct it, or leave it out")
    if "uprn" in known and not re.fullmatch(r"[0-9]{1,12}", str(known["uprn"])):
        yield Trouble("uprn", "it is no UPRN", "write at most 12 figures, or leave it out")


def _days(entry: Entry) -> Iterator[Trouble]:
    begins, ends = entry.day("start_on"), entry.day("end_on")
    if not (begins and ends):
        return
    if ends < begins:
        yield Trouble("end_on", "the last day lies before the first", "look both up in the licence and correct the wrong one")
    elif begins.year < 2006:
        yield Trouble("start_on", "no licence of the Act began before 2006", "look the first day up in the licence")
    elif ends.year > 9990 or ends >= corresponding(begins, MOST_MONTHS).day:
        why = "the licence would last longer than five years (Housing Act 2004, s.68(4))"
        yield Trouble("end_on", why, "look the last day up in the licence: it cannot lie later than five years")


def _numbers(entry: Entry) -> Iterator[Trouble]:
    for name in COUNTS:
        declared: Fact = fact(f"licence.{name}")
        low, high = max(1, declared.domain[0]), declared.domain[1]
        found = entry.count(name)
        if found is not None and not low <= found <= high:
            yield Trouble(name, f"{found} is no number that a licence can permit", f"write a number from {low} to {high}, or leave it out")
    persons, households = (entry.count(name) for name in COUNTS)
    if persons is not None and households is not None and households > persons:
        yield Trouble("max_households", f"{households} households cannot be {persons} persons", "look both up in the licence")
