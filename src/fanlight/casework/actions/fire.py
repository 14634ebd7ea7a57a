"""What passes between the council and the fire and rescue authority: consultations, referrals, requests for help, visits and findings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from fanlight.casework import access, fees, holding, particulars, recording
from fanlight.casework.acting import Actor
from fanlight.casework.actions import steps
from fanlight.casework.actions.cases import Taking
from fanlight.casework.models import Case, Council, FireAuthority, FireEntry, FireRecord, House
from fanlight.casework.queries import fire_arrangement
from fanlight.casework.recording import Post
from fanlight.licensing import deadlines, fire_authority, procedure
from fanlight.licensing.fire_authority import Authority, Entry, Record
from fanlight.licensing.procedure import Role

CONSULTATION = "fire-consultation"
NO_TEXT = "No law or protocol names a time for the answer."


class NoFireAuthority(Exception):
    """A council without a fire and rescue authority to ask; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What the fire authority is asked, and what the council means to do. `due_on` overrides the council's own practice."""

    question: str
    action: str
    is_urgent: bool = False
    due_on: date | None = None
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """A matter about to begin: its table, its first step, and what is said to each thing the step needs."""

    table: str
    step: str
    said: Mapping[str, str]
    case: Case | None = None
    is_urgent: bool = False
    due: "Due" = field(default_factory=lambda: Due(None, ""))


@dataclass(frozen=True, slots=True)
class Due:
    """By which day an answer is asked for, and on what that rests; None where nobody set a day."""

    on: date | None
    why: str


def due(house: House, asking: Asking, on: date) -> Due:
    """By which day an answer is asked for: as the officer says, as both agreed, or by the council's practice; sooner where it is urgent."""
    if asking.due_on is not None:
        if asking.due_on < on:
            raise ValueError(f"{asking.due_on:%-d %B %Y} is past: an answer is asked for by a day to come")
        return Due(asking.due_on, f"The officer asks for an answer by this day. {NO_TEXT}")
    agreed = fire_arrangement.in_use(house.council)
    days = agreed.content["urgent_days" if asking.is_urgent else "answer_days"] if agreed else None
    if agreed and days:
        reckoned = fire_authority.agreed_due(days, on)
        return Due(reckoned.last, f"As agreed with the fire authority (entry {agreed.number}): {' '.join(reckoned.working)} {NO_TEXT}")
    practice = deadlines.whole(deadlines.councils(), particulars.own_rules(fees.folders()))
    found = fire_authority.answer_due(house.council.slug, on, is_urgent=asking.is_urgent, law=practice)
    if found is None:
        return Due(None, f"{house.council.name} has set no time of its own. {NO_TEXT}")
    return Due(found.reckoning.last, f"{house.council.name}'s own practice ({found.cited}): {' '.join(found.working)} {NO_TEXT}")


@transaction.atomic
def consult(case: Case, asking: Asking, *, by: Actor, at: datetime) -> FireRecord:
    """Ask the fire authority about an application: the step of the case and the beginning of their shared matter, both or neither.

    Raises NotPermitted, StepNotOpen, CaseMoved, NoFireAuthority, and ValueError for a day that is past.
    """
    access.check(by, access.Permission.WORK_CASES, case)
    on = timezone.localdate(at)
    by_day = due(case.house, asking, on)
    details = {"question": asking.question, "answer_by_on": by_day.on.isoformat() if by_day.on else None}
    steps.take(case, Taking("consult-fire-authority", by, at, asking.seen, asking.action, details=details))
    said = {"fire-hazard-or-application": f"Application {case.reference}. {asking.question}".strip(), "action-described": asking.action}
    return begin(case.house, Opening(CONSULTATION, "ask", said, case, asking.is_urgent, by_day), by=by, at=at)


@transaction.atomic
def begin(house: House, opening: Opening, *, by: Actor, at: datetime) -> FireRecord:
    """Begin a matter between the two authorities about a house, with its first entry.

    Raises NotPermitted, StepNotOpen where the step lacks what it needs, NoFireAuthority, and NotKnown.
    """
    authority = _authority(house, by)
    if opening.case is not None:
        access.check(by, access.of_authority(by), opening.case)
        if opening.case.house_id != house.pk:
            raise access.NotPermitted("the case is about another house")
    beginning = procedure.table(opening.table, timezone.localdate(at)).beginning
    held = FireRecord.objects.create(
        council=house.council, authority=authority, house=house, case=opening.case, table=opening.table, state=beginning,
        is_urgent=opening.is_urgent, due_on=opening.due.on, opened_at=at,
    )  # fmt: skip
    said = {**opening.said, **({"due": opening.due.why} if opening.due.why else {})}
    add(held, opening.step, said=said, by=by, at=at)
    return held


@transaction.atomic
def add(held: FireRecord, step: str, *, said: Mapping[str, str], by: Actor, at: datetime) -> FireEntry:
    """Take the next step of a matter. `said` holds a text for each thing the step needs.

    Raises NotPermitted, and StepNotOpen with every reason why not.
    """
    locked = holding.matter(held.pk)
    person = access.check_authority(by, locked.council, locked.authority, "this matter")
    before = _record(locked)
    on = timezone.localdate(at)
    role = by.role_for(procedure.table(locked.table, on).step(step).who)
    after = fire_authority.take(before, step, role=role, by=str(person), at=at, said=said)
    entry = FireEntry.objects.create(
        record=locked, number=len(after.entries), name=step, role=role, by=person, at=at, said={name: text for name, text in said.items()}
    )
    locked.state, locked.steps = after.state, len(after.entries)
    locked.is_ended = locked.state in procedure.table(locked.table, on).ends
    locked.save(update_fields=["state", "steps", "is_ended"])
    held.state, held.steps, held.is_ended = locked.state, locked.steps, locked.is_ended
    about = {"matter": locked.pk, "table": locked.table, "step": step, "number": entry.number, "role": role, "to": locked.state}
    recording.write("fire authority matter", council=locked.council, by=person, at=at, case=locked.case, about=about)
    _tell_the_other(locked, entry, at)
    return entry


@transaction.atomic
def answer(held: FireRecord, words: str, *, by: Actor, at: datetime, more: Mapping[str, str] | None = None) -> FireEntry:
    """The fire officer's answer to a consultation, and the step of the case. An answer after the case was decided is kept without the step.

    `more` is what they say beside it: what they found of their own (`what-was-found`) and conditions they recommend
    (`conditions-recommended`). Raises NotPermitted and StepNotOpen.
    """
    beside = {name: text for name, text in (more or {}).items() if text.strip()}
    entry = add(held, "answer", said={"answer-given": words, **beside}, by=by, at=at)
    case = held.case
    if case is not None and case.table == "application" and held.table == CONSULTATION:
        case.refresh_from_db()
        if case.state in procedure.table(case.table, timezone.localdate(at)).step("answer-consultation").from_:
            steps.take(case, Taking("answer-consultation", by, at, reasons=words, details={"answer": words, **beside}))
    return entry


def go_on(held: FireRecord, reasons: str, *, by: Actor, at: datetime) -> FireEntry:
    """Record that no answer came, and why the council goes on. Raises NotPermitted, and StepNotOpen without reasons."""
    return add(held, "go-on", said={"reasons-recorded": reasons}, by=by, at=at)


def close(held: FireRecord, what_came_of_it: str, *, by: Actor, at: datetime) -> FireEntry:
    """Record what came of a matter, which ends it. Raises NotPermitted and StepNotOpen."""
    return add(held, "close", said={"what-came-of-it": what_came_of_it}, by=by, at=at)


def refer(house: House, matter: str, *, by: Actor, at: datetime, case: Case | None = None) -> FireRecord:
    """Refer a matter to the other authority: the council one of fire, the fire authority a serious one that is not. Raises as `begin`."""
    if Role.FIRE_OFFICER in by.roles:
        return begin(house, Opening("fire-referral-to-council", "refer", {"serious-matter": matter}, case), by=by, at=at)
    return begin(house, Opening("fire-referral-to-fire-authority", "refer", {"fire-matter": matter}, case), by=by, at=at)


def ask_for_help(house: House, asking: Asking, *, by: Actor, at: datetime, case: Case | None = None) -> FireRecord:
    """Ask the other authority for urgent or complex help: `question` says which and why, `action` what is asked. Raises as `begin`."""
    table = "fire-help-by-council" if Role.FIRE_OFFICER in by.roles else "fire-help-by-fire-authority"
    said = {"urgent-or-complex": asking.question, "action-described": asking.action}
    # A council's practice is about the time it gives the fire authority; it sets none for itself.
    has_day = by.council is not None or asking.due_on is not None
    by_day = due(house, asking, timezone.localdate(at)) if has_day else Due(None, NO_TEXT)
    return begin(house, Opening(table, "ask", said, case, asking.is_urgent, by_day), by=by, at=at)


@transaction.atomic
def describe_house(council: Council, address: str, postcode: str, *, by: Actor, at: datetime) -> House:
    """A house the council does not know yet, as its fire authority describes it; the one it knows where address and postcode are the same.

    Raises NotPermitted, and ValueError without an address.
    """
    access.check_permitted(by, access.Permission.ANSWER_FIRE)
    if by.fire_authority is None or council.fire_authority != by.fire_authority:
        raise access.NotPermitted("this council is not in their area")
    said, code = " ".join(address.split()), " ".join(postcode.upper().split())
    if not said:
        raise ValueError("say where the house is")
    known = House.objects.filter(council=council, address__iexact=said, postcode__iexact=code).first()
    if known is not None:
        return known
    made = House.objects.create(council=council, address=said, postcode=code)
    recording.write("house described", council=council, by=by.account, at=at, about={"house": made.pk, "address": said, "postcode": code})
    return made


def propose_visit(house: House, words: str, *, by: Actor, at: datetime, case: Case | None = None) -> FireRecord:
    """Propose to visit a house together: when, and what for. Raises as `begin`."""
    return begin(house, Opening("fire-joint-visit", "propose", {"visit-described": words}, case), by=by, at=at)


def tell_findings(house: House, words: str, *, by: Actor, at: datetime, case: Case | None = None) -> FireRecord:
    """What the fire authority found of its own in a house, told to the council. Raises as `begin`."""
    return begin(house, Opening("fire-findings", "tell", {"what-was-found": words}, case), by=by, at=at)


def _authority(house: House, by: Actor) -> FireAuthority:
    """The fire authority of a house, if this person acts for it or for the council of the house."""
    authority = house.council.fire_authority
    if authority is None:
        access.check_permitted(by, access.of_authority(by))
        raise NoFireAuthority(f"{house.council.name} has no fire and rescue authority on record: an administrator enters it first.")
    access.check_authority(by, house.council, authority, "this house")
    return authority


def _record(held: FireRecord) -> Record:
    rows = FireEntry.objects.filter(record=held).select_related("by").order_by("number")
    return Record(held.table, held.house.address, tuple(Entry(row.name, row.role, str(row.by), row.at, row.said) for row in rows))


def _tell_the_other(held: FireRecord, entry: FireEntry, at: datetime) -> None:
    """A message to the authority that did not take the step. It names the house and the matter and no more: mail is no safe place."""
    to = held.council.email if fire_authority.side(entry.role) is Authority.FIRE else held.authority.email
    about = held.table.removeprefix("fire-").replace("-", " ")
    urgent = "Urgent. " if held.is_urgent else ""
    body = f"{urgent}{held.house.address}: {about}, {entry.name.replace('-', ' ')}. Sign in to read it."
    post = Post(f"fire entry {entry.pk}", to, f"{urgent}{held.house.address}: {about}", body)
    recording.send(post, council=held.council, at=at, case=held.case)
