"""The letter that gives notice of going in: made from the booked visit, refused where it comes too late, and served."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from fanlight.casework import access, holding, parties, posting
from fanlight.casework.acting import Actor
from fanlight.casework.actions.inspections import Entry, VisitClosed
from fanlight.casework.models import Case, EntryLetter, Inspection, Notice, StepTaken
from fanlight.casework.notices import saying, serving
from fanlight.casework.notices.saying import Addressed, Serving
from fanlight.casework.notices.serving import Made, Served
from fanlight.documents.letters import matters as say
from fanlight.documents.letters.parties import Officer
from fanlight.documents.letters.texts import Texts
from fanlight.licensing import deadlines
from fanlight.licensing.deadlines import Delivery
from fanlight.licensing.periods import DAY
from fanlight.licensing.relevant_persons import LegalRole

KIND = "entry-notice"
OWNERS = (LegalRole.OWNER, LegalRole.LONG_LEASEHOLDER)
"""Owners as the Act means them (s.262): whoever may sell the house, or holds it under a lease of more than three years."""
OCCUPIERS = "The occupiers"


class NoticeNotAsked(Exception):
    """A visit for which the Act asks for no notice, or a case that holds nothing to write from; the message says which."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the letters go out and why the officer comes. `seen` is how many steps were seen, None unseen."""

    delivery: Delivery
    purpose: str
    seen: int | None = None


def preview(visit: Inspection, wanted: Wanted, *, by: Actor, at: datetime) -> tuple[Made, ...]:
    """The letters as they would be served; nothing is kept. Raises what `serve` raises."""
    return _made(visit, wanted, by, at)[1]


@transaction.atomic
def serve(visit: Inspection, wanted: Wanted, *, by: Actor, at: datetime) -> list[Notice]:
    """Serve notice of a visit on the occupiers, and on each owner whom the case knows. What is handed over is recorded once it was.

    Raises NotPermitted, VisitClosed, NoticeNotAsked, Incomplete, and DatesInvalid where less than 24 hours would be left.
    """
    held = Inspection.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    holding.case(held.case_id)
    step, made = _made(held, wanted, by, at)
    served = Served(timezone.localdate(at), by.account, wanted.delivery)
    kept = [serving.keep(step, each, served, at=at) for each in made]
    counts = None if wanted.delivery is Delivery.HAND else _counts_by(held.case, wanted.delivery, at)
    EntryLetter.objects.bulk_create(EntryLetter(inspection=held, notice=each, served_by=counts) for each in kept)
    return kept


def owners(case: Case) -> list[Addressed]:
    """Each owner whom the case knows, once."""
    found = {(row.name, row.address): saying.addressed(row) for row in reversed(parties.rows(case)) if row.role in OWNERS}
    return list(found.values())[::-1]


def _made(visit: Inspection, wanted: Wanted, by: Actor, at: datetime) -> tuple[StepTaken, tuple[Made, ...]]:
    case = visit.case
    access.check(by, access.Permission.WORK_CASES, case)
    if visit.done_at or visit.cancelled_at:
        raise VisitClosed("This visit was done or called off already.")
    if visit.entry in (Entry.AGREEMENT, Entry.OFFENCE):
        raise NoticeNotAsked(f"The officer goes in so: {visit.entry}. The Act asks for no notice then (Housing Act 2004, s.239(7)).")
    step = case.steps_taken.select_related("by").order_by("-number").first()
    if step is None or (wanted.seen is not None and wanted.seen != step.number):
        raise NoticeNotAsked("The case has moved since you opened the page, or has no step yet. Nothing was served; look at it again.")
    everybody = [_occupiers(case), *owners(case)]
    held, entry = serving.words(case.council), _entry(visit, wanted, at)
    about = Serving(case, step, None)
    return step, tuple(_letter(about, one, everybody, {"entry": entry, "officer": _officer(by), "dated_on": timezone.localdate(at)}, held)
                       for one in everybody)  # fmt: skip


def _letter(about: Serving, one: Addressed, everybody: list[Addressed], changes: Mapping[str, object], held: Texts) -> Made:
    copies = [other for other in everybody if other is not one]
    said = replace(saying.particulars(about, one, copies), decision=None, reasons=(), heard=(), **changes)  # type: ignore[arg-type]
    return serving.made(KIND, said, council=about.case.council, held=held, to=one)


def _occupiers(case: Case) -> Addressed:
    return Addressed(OCCUPIERS, f"{case.house.address}\n{case.house.postcode}".strip(), "", "the occupiers of the house")


def _officer(by: Actor) -> Officer:
    return Officer(name=str(by.account), office=by.role_for(access.WEIGHING_ROLES).capitalize())


def _entry(visit: Inspection, wanted: Wanted, at: datetime) -> say.Entry:
    authority = visit.case.council.fire_authority
    return say.Entry(
        visit_at=timezone.localtime(visit.at), sent_at=timezone.localtime(at), counts_by=_counts_by(visit.case, wanted.delivery, at),
        officer=Officer(name=str(visit.officer), office="Housing officer"), purpose=wanted.purpose.strip(),
        service=_service(visit.case, wanted, at),
        with_=authority.name if visit.with_fire_authority and authority else "",
    )  # fmt: skip


def _counts_by(case: Case, delivery: Delivery, at: datetime) -> datetime:
    """By when a letter counts as served: by hand at once, by post by the end of the day on which it is taken to arrive."""
    if delivery is Delivery.HAND:
        return at
    arrived, _, _ = deadlines.arrived(posting.posted_on(case.council, delivery, at), delivery)
    return timezone.make_aware(datetime.combine(arrived + DAY, time(0)))


def _service(case: Case, wanted: Wanted, at: datetime) -> str:
    if wanted.delivery is Delivery.HAND:
        return "It is handed over at the house."
    last = timezone.localtime(_counts_by(case, wanted.delivery, at) - timedelta(minutes=1))
    return f"It is posted, and taken to arrive by the end of {last:%-d %B %Y} unless it is shown to have come on another day."
