"""A compliance calendar as an iCalendar file: one event a day something is due, the frequent ones as events that repeat."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from hashlib import sha256

from icalendar import Calendar, Event

from fanlight import __version__
from fanlight.licensing.compliance import Entry, State
from fanlight.licensing.periods import DAY

EARLY = {State.LATE: "Late: ", State.CANNOT_TELL: "To be checked: "}


def calendar_file(house: str, entries: Sequence[Entry], *, on: date, until: date) -> str:
    """The text of the file, its lines ended as the standard asks. Each entry must have its last day.

    `on` stamps the file, so the same question gives the same file; what repeats does so up to `until`, that day not included.
    """
    whole = Calendar()
    whole.add("prodid", f"-//Fanlight//fanlight {__version__}//EN")
    whole.add("version", "2.0")
    whole.add("x-wr-calname", f"Licence: {house}")
    for entry in entries:
        whole.add_component(event(house, entry, on, until))
    return str(whole.to_ical(), "utf-8")


def event(house: str, entry: Entry, on: date, until: date) -> Event:
    """One entry as an event that takes the whole of its last day, or of today where that is over."""
    assert entry.due_on is not None
    day = max(entry.due_on, on)
    made = Event()
    made.add("uid", f"{sha256('|'.join((house, entry.duty.id, entry.of, entry.due_on.isoformat())).encode()).hexdigest()[:32]}@fanlight")
    made.add("dtstamp", datetime.combine(on, time(), UTC))
    made.add("dtstart", day)
    made.add("dtend", day + DAY)
    made.add("summary", f"{EARLY.get(entry.state, '')}{entry.duty.says}")
    made.add("description", "\n".join(_described(entry)))
    made.add("categories", [entry.state.value, entry.duty.force])
    made.add("transp", "TRANSPARENT")
    if entry.repeats:
        made.add("rrule", {"freq": "daily", "interval": entry.repeats.amount, "until": max(day, until - DAY)})
    return made


def _described(entry: Entry) -> list[str]:
    duty = entry.duty
    evidence = [f"Proved by: {'; '.join(duty.evidence)}"] if duty.evidence else []
    owed = f"Owed by: {', '.join(duty.owed_by)} ({duty.period}); last day {entry.due_on}"
    return [owed, *evidence, f"{duty.id}: {duty.cited}", *entry.working, *entry.doubts]
