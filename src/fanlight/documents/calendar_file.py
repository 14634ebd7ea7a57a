"""A compliance calendar as an iCalendar file: one event a day something is due, the frequent ones as events that repeat."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256

from fanlight.documents.day_calendar import Day, day_calendar
from fanlight.licensing.compliance import Entry, State
from fanlight.licensing.periods import DAY

EARLY = {State.LATE: "Late: ", State.CANNOT_TELL: "To be checked: "}


def calendar_file(house: str, entries: Sequence[Entry], *, on: date, until: date) -> str:
    """The text of the file, its lines ended as the standard asks. Each entry must have its last day.

    `on` stamps the file, so the same question gives the same file; what repeats does so up to `until`, that day not included.
    """
    return day_calendar(f"Licence: {house}", [event(house, entry, on, until) for entry in entries], on=on)


def event(house: str, entry: Entry, on: date, until: date) -> Day:
    """One entry as an event that takes the whole of its last day, or of today where that is over."""
    assert entry.due_on is not None
    day = max(entry.due_on, on)
    return Day(
        uid=sha256("|".join((house, entry.duty.id, entry.of, entry.due_on.isoformat())).encode()).hexdigest()[:32], on=day,
        summary=f"{EARLY.get(entry.state, '')}{entry.duty.says}", description="\n".join(_described(entry)),
        categories=(entry.state.value, entry.duty.force), every=entry.repeats.amount if entry.repeats else 0, until=max(day, until - DAY),
    )  # fmt: skip


def _described(entry: Entry) -> list[str]:
    duty = entry.duty
    evidence = [f"Proved by: {'; '.join(duty.evidence)}"] if duty.evidence else []
    owed = f"Owed by: {', '.join(duty.owed_by)} ({duty.period}); last day {entry.due_on}"
    return [owed, *evidence, f"{duty.id}: {duty.cited}", *entry.working, *entry.doubts]
