"""Days as an iCalendar file (RFC 5545): each takes a whole day or begins at its time, for any calendar program."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from fanlight import __version__

if TYPE_CHECKING:
    from icalendar import Event


@dataclass(frozen=True, slots=True)
class Day:
    """Something that falls on a day. `uid` names it for good: a program that reads the file again takes it for the same.

    What comes again does so every so many days (`every`), for ever or up to `until`. What does not take the whole day begins `at` a moment.
    """

    uid: str
    on: date
    summary: str
    description: str = ""
    place: str = ""
    categories: tuple[str, ...] = ()
    every: int = 0
    until: date | None = None
    at: datetime | None = None


def day_calendar(name: str, days: Sequence[Day], *, on: date) -> str:
    """The text of the file, its lines ended as the standard asks. `on` stamps it, so that the same days give the same file."""
    # Read here, since a calendar is seldom asked for and this takes a seventh of a second of every start.
    from icalendar import Calendar

    whole = Calendar()
    whole.add("prodid", f"-//Fanlight//fanlight {__version__}//EN")
    whole.add("version", "2.0")
    whole.add("x-wr-calname", name)
    for each in days:
        whole.add_component(_event(each, on))
    return str(whole.to_ical(), "utf-8")


def _event(day: Day, on: date) -> "Event":
    from icalendar import Event

    made = Event()
    made.add("uid", f"{day.uid}@fanlight")
    made.add("dtstamp", datetime.combine(on, time(), UTC))
    if day.at is None:
        made.add("dtstart", day.on)
        made.add("dtend", day.on + timedelta(days=1))
    else:
        made.add("dtstart", day.at.astimezone(UTC))
    made.add("summary", day.summary)
    for name, text in (("description", day.description), ("location", day.place)):
        if text:
            made.add(name, text)
    if day.categories:
        made.add("categories", list(day.categories))
    made.add("transp", "TRANSPARENT" if day.at is None else "OPAQUE")
    if day.every:
        made.add("rrule", {"freq": "daily", "interval": day.every} | ({"until": day.until} if day.until else {}))
    return made
