"""One invented application told step by step, each on its day, by the same actions that the pages use."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from time import sleep
from typing import Any

from django.utils import timezone

from fanlight.casework import fees
from fanlight.casework.acting import Actor
from fanlight.casework.actions import cases, drafts, fire, inspections, parties, payments, representations, signing, steps, surveys
from fanlight.casework.actions.cases import Taking
from fanlight.casework.actions.fire import Asking
from fanlight.casework.actions.parties import Described
from fanlight.casework.actions.payments import Money
from fanlight.casework.actions.representations import Answer, Said
from fanlight.casework.actions.surveys import Saving
from fanlight.casework.fees import Part
from fanlight.casework.models import Case, Council, FireRecord, House, Inspection, Licence, Notice, Proposal
from fanlight.facts.inventing import invented
from fanlight.licensing import deadlines, licence_terms
from fanlight.licensing.deadlines import Delivery
from fanlight.licensing.licence_terms import LicenceTerms, RoomTerms
from fanlight.licensing.procedure import Standing
from fanlight.licensing.relevant_persons import LegalRole

SEED = "exampleton"
WORKING_HOUR = 10
FOUND = {
    "form-complete": "Everything that is prescribed came with the form.",
    "relevant-persons-told": "The applicant's letters to them were seen.",
    "house-suitable": "Suitable for the number, once the conditions are kept.",
    "no-banning-order": "The national list was searched.",
    "mandatory-conditions": "All stand in the licence.",
    "fire-authority-consulted": "The fire and rescue authority answered by telephone and confirmed it in writing.",
}
STAKES = {"mortgagee": LegalRole.MORTGAGEE, "freeholder": LegalRole.OWNER}


@dataclass(frozen=True)
class Cast:
    """Who acts in the stories: the council and an actor for each part. `pause` is waited after each step, so that others may write."""

    council: Council
    applicant: Actor
    officers: tuple[Actor, ...]
    manager: Actor
    fire_officer: Actor
    pause: float = 0.0


class Telling:
    """An application being told. `began` is the day its form was opened; every later step says how many days after that it is."""

    def __init__(self, cast: Cast, number: int, began: date) -> None:
        self.cast, self.number, self.began = cast, number, began
        self.officer = cast.officers[number % len(cast.officers)]

    @cached_property
    def invented(self) -> invented.House:
        """The house as it is."""
        return invented.house(SEED, self.number)

    @cached_property
    def house(self) -> House:
        """The house as the council knows it."""
        known = self.invented.particulars
        east, north = _place(known.address[0])
        return House.objects.create(
            council=self.cast.council, uprn=known.uprn[-12:], address=", ".join(known.address), postcode=known.postcode, ward=known.ward,
            easting=east, northing=north,
        )  # fmt: skip

    @cached_property
    def case(self) -> Case:
        """The application."""
        return cases.open_case("application", house=self.house, by=self.cast.applicant, at=self.at(0))

    def at(self, day: int) -> datetime:
        """An instant of so many days after the beginning."""
        instant = datetime.combine(self.began + timedelta(day), time(WORKING_HOUR, self.number % 50))
        return timezone.make_aware(instant)

    def take(self, name: str, by: Actor, day: int, *, reasons: str = "", details: Mapping[str, Any] | None = None) -> None:
        """Take a step of the application."""
        steps.take(self.case, Taking(name, by, self.at(day), None, reasons, {}, details or {}))
        sleep(self.cast.pause)

    def found(self, *needs: str, day: int) -> None:
        """Let the officer find some needs to be met."""
        for need in needs:
            cases.record_need(self.case, need, Standing.MET, reasons=FOUND[need], by=self.officer, at=self.at(day))

    def begin(self) -> None:
        """The form is opened, the people named, and the house described."""
        at, known = self.at(0), self.invented.particulars
        people = [(LegalRole.APPLICANT, known.proposed_licence_holder), (LegalRole.PROPOSED_HOLDER, known.proposed_licence_holder)]
        people += [(LegalRole.PROPOSED_MANAGER, known.manager), (LegalRole.HAVING_CONTROL, known.person_having_control)]
        people += [(STAKES[stake], who) for stake, who in known.interested_persons if stake in STAKES]
        for role, who in people:
            mine = self.cast.applicant.account if who is known.proposed_licence_holder else None
            described = Described(role, who.name, who.address.replace(", ", "\n"), who.email, who.phone, who.is_company)
            party = parties.add(self.case, described, by=self.cast.applicant, at=at, account=mine)
            parties.tell(party, on=self.began, how="By letter", by=self.cast.applicant, at=at)
        self._fill("application", self.cast.applicant, 0)

    def _fill(self, depth: str, by: Actor, day: int) -> None:
        at = self.at(day)
        draft = surveys.draft(self.case, depth, at=at)
        document = self.invented.survey(depth, on=at.date(), by=str(by.account))
        surveys.save(self.case, depth, Saving(document, draft.version), by=by, at=at)

    def submit(self) -> None:
        """The first part of the fee is paid and the application handed in."""
        owed = fees.owed(self.case, Part.FIRST, self.began).most or 0
        money = Money(Part.FIRST, owed, "demonstration card", f"demo-{self.number}-1")
        payments.receive(self.case, money, by=self.cast.applicant, at=self.at(1))
        surveys.keep(self.case, "application", by=self.cast.applicant, at=self.at(1))
        self.take("submit", self.cast.applicant, 1)

    def ask_for_more(self, day: int = 5) -> None:
        """The council asks for what is missing."""
        missing = [{"what": "The gas safety certificate", "why": "SI 2006/373, Schedule 2"}]
        asked_by = (self.began + timedelta(day + 14)).isoformat()
        self.take("ask-for-what-is-missing", self.officer, day, details={"missing": missing, "answer_by_on": asked_by})
        cases.assign(self.case, self._account, by=self.officer, at=self.at(day))

    def accept(self, day: int = 8) -> None:
        """The application is found to be duly made."""
        cases.assign(self.case, self._account, by=self.officer, at=self.at(day))
        self.found("form-complete", "relevant-persons-told", day=day)
        self.take("accept", self.officer, day)

    @property
    def _account(self) -> Any:
        return self.officer.account

    def consult(self, day: int = 9) -> FireRecord:
        """The fire authority is asked."""
        asking = Asking("Is the means of escape enough for the number applied for?", "We mean to decide on the application for a licence.")
        return fire.consult(self.case, asking, by=self.officer, at=self.at(day))

    def answer(self, record: FireRecord, day: int = 18) -> None:
        """The fire authority answers."""
        fire.answer(record, "Yes, once every fire door closes by itself.", by=self.cast.fire_officer, at=self.at(day))

    def book(self, day: int = 12, visit_on: int = 20) -> None:
        """A visit is booked."""
        joint = self.number % 5 == 0
        booking = inspections.Booking(self.at(visit_on), self._account, inspections.Entry.AGREEMENT, with_fire=joint)
        inspections.book(self.case, booking, by=self.officer, at=self.at(day))

    def inspect(self, day: int = 20) -> Inspection:
        """The house is inspected and assessed."""
        at = self.at(day)
        visit = inspections.book(
            self.case, inspections.Booking(at, self._account, inspections.Entry.AGREEMENT), by=self.officer, at=self.at(12)
        )
        self._fill("inspection", self.officer, day)
        return inspections.done(visit, remarks="All rooms were seen.", by=self.officer, at=at)

    def draft(self, day: int, years: int = 5) -> LicenceTerms:
        """The licence is drafted as it was applied for, for so many years."""
        begins = self.began + timedelta(day + 45)
        last = licence_terms.latest_end(begins)
        ends = last if years == 5 else date(begins.year + years, begins.month, min(begins.day, 28))
        rooms = [row for row in self.invented.things.get("room", []) if row.get("sleepers", "0") not in ("0", "")]
        listed = tuple(RoomTerms(row["id"], row.get("label", row["id"]), *[_whole(row["sleepers"])] * 3) for row in rooms)
        persons = max(1, sum(room.in_all for room in listed))
        held = drafts.draft(self.case, at=self.at(day))
        begun = licence_terms.from_plain(held.content)
        terms = replace(begun, from_=begins, until=ends, persons=persons, households=self._households(persons), rooms=listed or ANY_ROOM)
        drafts.save(self.case, terms, version=held.version, by=self.officer, at=self.at(day))
        return terms

    def _households(self, persons: int) -> int:
        said = self.invented.things.get("house", [{}])[0].get("households", "")
        return min(persons, _whole(said)) if said else persons

    def propose(self, day: int = 25, name: str = "propose-to-grant") -> None:
        """The council proposes to grant, or to refuse."""
        on = self.began + timedelta(day)
        last_on = deadlines.reckon("consultation-on-proposal", start=on, served=Delivery.POST).reckoning
        named = (last_on.first or last_on.last or on) + timedelta(14)
        details: dict[str, Any] = {"delivery": "post", "last_on": named.isoformat()}
        if name == "propose-to-grant":
            self.found("house-suitable", "no-banning-order", day=day)
            details["terms"] = self.draft(day).plain()
        self.take(name, self.officer, day, reasons=PROPOSED[name], details=details)

    def object(self, day: int = 30) -> None:
        """The applicant makes representations."""
        notice = Notice.objects.filter(case=self.case, last_on__isnull=False).order_by("-id").first()
        assert notice is not None
        said = Said("Please give us until the summer to change the kitchen door.")
        representations.make(notice, said, by=self.cast.applicant, at=self.at(day))

    def weigh(self, day: int = 34) -> None:
        """They are weighed."""
        for made in self.case.representations.all():
            representations.weigh(made, Answer.PARTLY, reasons="Three more months can be given.", by=self.officer, at=self.at(day))

    def decide(self, day: int = 60, name: str = "grant") -> Licence | None:
        """The manager decides: the licence is granted, or refused."""
        details: dict[str, Any] = {}
        if name == "grant":
            self.found("mandatory-conditions", day=day)
            second = fees.owed(self.case, Part.SECOND, self.began).most or 0
            details = {"second_pence": second, "second_due_on": (self.began + timedelta(day + 28)).isoformat()}
        self.take(name, self.cast.manager, day, reasons=DECIDED[name], details=details)
        return Licence.objects.filter(application=self.case).first()

    def put_up(self, day: int = 60) -> Proposal:
        """The officer puts the grant up for the manager's signature."""
        self.found("mandatory-conditions", day=day)
        second = fees.owed(self.case, Part.SECOND, self.began).most or 0
        due_on = (self.began + timedelta(day + 28)).isoformat()
        details = {"second_pence": second, "second_due_on": due_on}
        return signing.put_up(self.case, Taking("grant", self.officer, self.at(day), None, DECIDED["grant"], {}, details))


ANY_ROOM = (RoomTerms("whole", "The rooms of the house", 1, 1, 1),)
PROPOSED = {
    "propose-to-grant": "The house is suitable for the number proposed.\nThe proposed holder and manager are fit and proper.",
    "propose-to-refuse": "The rooms are too small for the number applied for, and conditions could not make the house suitable.",
}
DECIDED = {"grant": "As proposed; nothing that was said changes it.", "refuse": "As proposed: the house cannot be made suitable."}


def _place(line: str) -> tuple[int, int]:
    """Where an invented house stands, in the sea off Wales: the houses of a street in a row."""
    door, _, street = line.partition(" ")
    begins = zlib.crc32(street.encode())
    return 40_000 + begins % 4000 + int(door) * 8, 210_000 + begins // 4000 % 5000


def _whole(text: str) -> int:
    """A number as invented houses write it; of a range the lower end."""
    digits = "".join(each if each.isdigit() else " " for each in text).split()
    return int(digits[0]) if digits else 0
