"""The compliance calendar: from a licence, its duties and the evidence supplied, what is due, done and late on a day, with the counting."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from fanlight.assessment.bounds import NO, OPEN
from fanlight.licensing import deadlines
from fanlight.licensing.duties import LICENCE_YEAR, PREFIX, Duty, Place
from fanlight.licensing.law import NotKnown, Provision, england
from fanlight.licensing.periods import Counting, Period, Reckoning, corresponding, named

YEAR = Period(12, "month", Counting.BEGINNING_WITH)
NEVER = "Nobody recorded when it was last done, so it may be late already; it is counted from the first day of the licence."
FORESEEN = "Foreseen: counted as if the time before were done on its last day, or today where that is over."
NO_TIME = "The text names no time."
SHORT = 28


class State(StrEnum):
    """How a duty stands on the day that is asked about."""

    LATE = "late"
    DUE = "due"
    CANNOT_TELL = "cannot tell"
    DONE = "done"
    WAITING = "when it happens"
    ALWAYS = "always"


def is_named(written: Sequence[str], names: Sequence[str]) -> bool:
    """Whether one of the names that were written, with `*` at the end for all that begin so, is one of these names."""
    return any(own == name or (own.endswith("*") and name.startswith(own[:-1])) for own in written for name in names)


OUTSTANDING = (State.LATE, State.CANNOT_TELL)


@dataclass(frozen=True, slots=True)
class Proof:
    """Evidence supplied: for which duties (by name, or with `*` at the end) and when. `next_on` is the next day that the paper names."""

    duties: tuple[str, ...]
    on: date
    next_on: date | None = None
    of: str = ""
    note: str = ""

    def is_for(self, duty: Duty) -> bool:
        """Whether it proves that duty."""
        return is_named(self.duties, duty.names)


@dataclass(frozen=True, slots=True)
class Event:
    """Something from which a duty runs: a written request, a fault, a change; for the duties named, as a Proof names them."""

    duties: tuple[str, ...]
    on: date
    of: str = ""


@dataclass(frozen=True, slots=True)
class Tenancy:
    """One tenancy, for the duties at its start and its end. `until` is its last day, None while it runs."""

    of: str
    from_: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class History:
    """What a licence says and what happened under it. `until` is the first day it no longer runs, None where that is not said."""

    from_: date
    until: date | None
    proofs: tuple[Proof, ...] = ()
    events: tuple[Event, ...] = ()
    tenancies: tuple[Tenancy, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the calendar. `due_on` is the last day, None where no text fixes one; `opens_on` is the first day that counts for it.

    `repeats` is the rhythm of a duty that comes too often to list each time.
    """

    duty: Duty
    state: State
    due_on: date | None = None
    opens_on: date | None = None
    proof: Proof | None = None
    of: str = ""
    working: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    repeats: Period | None = None

    @property
    def days_late(self) -> int:
        """How many days after the due day it was done; 0 where it was in time, or is not done."""
        return max((self.proof.on - self.due_on).days, 0) if self.proof and self.due_on else 0


def calendar(history: History, duties: Sequence[Duty], *, on: date, from_: date, until: date) -> tuple[Entry, ...]:
    """Every duty with its place: those with a day within the window (`until` excluded), what is outstanding, and those without a day.

    What was done after `on` is not known on that day. A duty that certainly does not apply is left out; one that may not apply says so.
    """
    known = replace(history, proofs=tuple(sorted((proof for proof in history.proofs if proof.on <= on), key=lambda proof: proof.on)))
    found = [entry for duty in duties if duty.applies != NO for entry in entries(known, duty, on=on, until=until)]
    told = [_with_doubts(entry) for entry in found]
    wanted = [entry for entry in told if entry.state in OUTSTANDING or entry.due_on is None or from_ <= entry.due_on < until]
    return tuple(sorted(wanted, key=lambda entry: (entry.due_on or date.max, entry.duty.id, entry.of)))


def _with_doubts(entry: Entry) -> Entry:
    """The line with what cannot be settled about its duty. What may not apply at all is never late for certain."""
    duty = entry.duty
    if duty.applies != OPEN:
        return replace(entry, doubts=(*entry.doubts, *duty.doubts))
    open_ = f"It applies where {duty.condition or 'there is such a thing'}, which the survey does not settle."
    late = entry.state is State.LATE
    state, more = (State.CANNOT_TELL, "If it does, it is late.") if late else (entry.state, "")
    return replace(entry, state=state, doubts=(f"{open_} {more}".strip(), *entry.doubts, *duty.doubts))


def entries(history: History, duty: Duty, *, on: date, until: date) -> Iterator[Entry]:
    """The lines of one duty. The proofs of the history are in the order of their days."""
    proofs = [proof for proof in history.proofs if proof.is_for(duty)]
    if duty.place is Place.RHYTHM:
        yield from _years(history, duty, proofs, on, until) if duty.counts == LICENCE_YEAR else _rhythm(history, duty, proofs, on, until)
    elif duty.place is Place.ALWAYS:
        yield Entry(duty, State.ALWAYS, proof=proofs[-1] if proofs else None)
    elif duty.place is Place.DAY:
        yield _by(duty, date.fromisoformat(duty.event), proofs[0] if proofs else None, on)
    elif duty.place is Place.OTHER_DAY:
        yield _other_day(duty, proofs, on)
    elif duty.place is Place.ONCE:
        yield Entry(duty, State.DONE if proofs else State.DUE, proof=proofs[0] if proofs else None, doubts=() if proofs else (NO_TIME,))
    else:
        yield from _after_events(history, duty, proofs, on)


def _by(duty: Duty, due: date, proof: Proof | None, on: date, *, of: str = "", working: tuple[str, ...] = ()) -> Entry:
    """A line with its last day: done, late or due."""
    state = State.DONE if proof else State.LATE if due < on else State.DUE
    return Entry(duty, state, due, None, proof, of, working)


def _years(history: History, duty: Duty, proofs: list[Proof], on: date, until: date) -> Iterator[Entry]:
    """Once in each year of the licence, up to its end."""
    number = 0
    end = until if history.until is None else min(history.until, until)
    while (first := corresponding(history.from_, 12 * number).day) < end:
        held = YEAR.reckon(first)
        assert held.last is not None
        proof = next((each for each in proofs if held.holds(each.on)), None)
        yield replace(_by(duty, held.last, proof, on, working=held.working), opens_on=first)
        number += 1


def _rhythm(history: History, duty: Duty, proofs: list[Proof], on: date, until: date) -> Iterator[Entry]:
    """Each time it was done against the day it was due, the next time, and the times foreseen after it."""
    start, next_on = history.from_, None
    doubts: tuple[str, ...] = (NEVER,)
    for proof in proofs:
        if proof.on >= history.from_:
            entry = _next(duty, start, next_on)
            yield replace(entry, state=State.DONE, proof=proof, doubts=doubts)
            start = entry.due_on if entry.due_on and _keeps_date(duty, entry.due_on, proof.on) else proof.on
        else:
            start = proof.on
        doubts, next_on = (), proof.next_on
    entry = _next(duty, start, next_on)
    assert entry.due_on is not None
    state = State.LATE if entry.due_on < on else State.CANNOT_TELL if doubts else State.DUE
    yield replace(entry, state=state, doubts=doubts)
    if entry.repeats is None:
        yield from _foreseen(duty, max(entry.due_on, on), until if history.until is None else min(until, history.until))


def _next(duty: Duty, start: date, next_on: date | None) -> Entry:
    """The time after a start, or the day the last paper names where that is sooner."""
    assert duty.length is not None
    held = _reckon(duty, start)
    assert held.last is not None
    repeats = duty.length if duty.length.unit != "month" and duty.length.amount < SHORT else None
    if next_on is not None and next_on < held.last:
        return Entry(
            duty, State.DUE, next_on, working=(f"The last paper itself names {named(next_on)}, which is sooner.",), repeats=repeats
        )
    return Entry(duty, State.DUE, held.last, working=held.working, repeats=repeats)


def _foreseen(duty: Duty, start: date, until: date) -> Iterator[Entry]:
    """Later times, each counted as if the one before were done on its last day."""
    assert duty.length is not None
    entry = _next(duty, start, None)
    while entry.due_on is not None and entry.due_on < until:
        yield replace(entry, working=(*entry.working, FORESEEN))
        entry = _next(duty, entry.due_on, None)


def _reckon(duty: Duty, start: date) -> Reckoning:
    """The time that runs from a day, as the text that fixes the duty counts it; the day itself is left out where no text says."""
    assert duty.length is not None
    try:
        return deadlines.reckon(duty.deadline, start=start).reckoning if duty.deadline else duty.length.reckon(start)
    except NotKnown:
        return duty.length.reckon(start)


def _keeps_date(duty: Duty, due: date, done: date) -> bool:
    """Whether something done early keeps the date: within the time the law allows before the due day."""
    if not duty.early or done > due:
        return False
    rule = _rule(duty.early, done)
    if rule is None:
        return False
    first = Period(int(rule.amount), "month", Counting.ENDING_WITH).reckon(due).first
    return first is not None and first <= done


def _rule(name: str, on: date) -> Provision | None:
    try:
        return england().at(name, on)
    except NotKnown:
        return None


def _other_day(duty: Duty, proofs: list[Proof], on: date) -> Entry:
    """By the day that the last paper names; without one it cannot be told."""
    last = proofs[-1] if proofs else None
    if last is None or last.next_on is None:
        return Entry(duty, State.CANNOT_TELL, proof=last, doubts=(f"The day would settle it: {duty.event}.",))
    return _by(duty, last.next_on, None, on, working=(f"The paper of {named(last.on)} names {named(last.next_on)}.",))


def _after_events(history: History, duty: Duty, proofs: list[Proof], on: date) -> Iterator[Entry]:
    """One line for each event that has happened. The latest event takes the first proof that names it or comes after it."""
    left = list(proofs)
    found = []
    for event in sorted(_events(history, duty, on), key=lambda event: event.on, reverse=True):
        proof = next((each for each in left if _proves(each, event, duty)), None)
        if proof is not None:
            left.remove(proof)
        found.append(_of_event(duty, event, proof, on))
    yield from reversed(found) if found else [Entry(duty, State.WAITING)]


def _events(history: History, duty: Duty, on: date) -> Iterator[Event]:
    """What has happened by a day that a duty runs from: tenancies, the proofs of the duty it follows, and what was written down."""
    for tenancy in history.tenancies:
        ends = tenancy.from_ if duty.place is Place.START else tenancy.until if duty.place is Place.END else None
        if ends is not None:
            yield Event(duty.names, ends, tenancy.of)
    if duty.after:
        names = (duty.after, duty.after.removeprefix(PREFIX))
        under = [proof for proof in history.proofs if proof.on >= history.from_]
        yield from (Event(duty.names, proof.on) for proof in under if is_named(proof.duties, names))
    yield from (event for event in history.events if event.on <= on and is_named(event.duties, duty.names))


def _proves(proof: Proof, event: Event, duty: Duty) -> bool:
    """A proof that names what it is of proves only that; otherwise it must not be older than the event, save for what is due by its day."""
    if proof.of or event.of:
        return proof.of == event.of
    return proof.on >= event.on or duty.place in (Place.START, Place.END)


def _of_event(duty: Duty, event: Event, proof: Proof | None, on: date) -> Entry:
    if duty.place in (Place.START, Place.END):
        return _by(duty, event.on, proof, on, of=event.of, working=(f"By {named(event.on)}, the day itself.",))
    if duty.length is not None:
        held = _reckon(duty, event.on)
        assert held.last is not None
        return _by(duty, held.last, proof, on, of=event.of, working=held.working)
    return Entry(duty, State.DONE if proof else State.DUE, None, event.on, proof, event.of, doubts=() if proof else (NO_TIME,))
