"""Days as an iCalendar file (RFC 5545): each takes a whole day, for any calendar program."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from fanlight import __version__


@dataclass(frozen=True, slots=True)
class Day:
    """Something that falls on a day. `uid` names it for good: a program that reads the file again takes it for the same."""

    uid: str
    on: date
    summary: str
    description: str = ""
    place: str = ""


def day_calendar(name: str, days: Sequence[Day], *, on: date) -> str:
    """The text of the file, its lines ended as the standard asks. `on` stamps it, so that the same days give the same file."""
    whole = Calendar()
    whole.add("prodid", f"-//Fanlight//fanlight {__version__}//EN")
    whole.add("version", "2.0")
    whole.add("x-wr-calname", name)
    for each in days:
        whole.add_component(_event(each, on))
    return str(whole.to_ical(), "utf-8")


def _event(day: Day, on: date) -> Event:
    made = Event()
    made.add("uid", f"{day.uid}@fanlight")
    made.add("dtstamp", datetime.combine(on, time(), UTC))
    made.add("dtstart", day.on)
    made.add("dtend", day.on + timedelta(days=1))
    made.add("summary", day.summary)
    for name, text in (("description", day.description), ("location", day.place)):
        if text:
            made.add(name, text)
    made.add("transp", "TRANSPARENT")
    return made
