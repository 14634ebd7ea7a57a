"""Periods as the law words them: which day is counted first, which day is the last, and the working in words."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

DAY = timedelta(days=1)
SINGLE = {"day": "day", "month": "month", "hour": "hour"}


class Counting(StrEnum):
    """How a period stands to the day it is counted from."""

    BEGINNING_WITH = "beginning with"
    AFTER = "after"
    NOT_LESS_THAN_AFTER = "not less than, after"
    NOT_LESS_THAN_BEFORE = "not less than, before"
    ENDING_WITH = "ending with"


class BeyondCalendar(ValueError):
    """A period that leaves the years a calendar can hold."""


@dataclass(frozen=True, slots=True)
class Reckoning:
    """A period on the calendar. Both days are within it; None where it is open on that side.

    `until` is the moment it ends, where it is counted in hours.
    """

    first: date | None
    last: date | None
    working: tuple[str, ...]
    until: datetime | None = None

    def holds(self, day: date) -> bool:
        """Whether a day lies within the period."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Period:
    """So many days, months or hours, and the way they are counted. A week is 7 days and a year 12 months."""

    amount: int
    unit: str
    counting: Counting

    def __post_init__(self) -> None:
        if self.amount < 1 or self.unit not in SINGLE:
            raise ValueError(f"'{self.amount} {self.unit}' is no period; write a number of days, months or hours")

    @property
    def length(self) -> str:
        """The length in words: `3 months`, `1 day`."""
        return f"{self.amount} {self.unit}" if self.amount == 1 else f"{self.amount} {self.unit}s"

    def reckon(self, start: date) -> Reckoning:
        """The period counted from a day, or in hours from a moment (a datetime).

        Raises BeyondCalendar.
        """
        try:
            return self._hours(start) if self.unit == "hour" else WAYS[self.counting](self, _day(start))
        except (OverflowError, ValueError) as error:
            raise BeyondCalendar(f"{self.length} {self.counting} {start} leaves the calendar") from error

    def beginning_with(self, start: date) -> Reckoning:
        """The day itself is the first day."""
        if self.unit == "day":
            last = start + (self.amount - 1) * DAY
            how = f"{named(start)} is itself day 1; day {self.amount} is {named(last)}."
        else:
            match = corresponding(start, self.amount)
            last = match.day if match.is_short else match.day - DAY
            how = (
                f"{named(start)} is itself counted. The month {self.length} on has no day {start.day}, so its last day ends the period."
                if match.is_short
                else f"{named(start)} is itself counted, so the day before the corresponding day ({named(match.day)}) is the last."
            )
        return Reckoning(start, last, (f"{self.length} beginning with {named(start)}.", how, f"The last day is {named(last)}."))

    def after(self, start: date) -> Reckoning:
        """The day itself is not counted; months end on the corresponding day (Dodds v Walker [1981] 1 WLR 1027)."""
        last, how = self._on(start)
        working = (f"{self.length} after {named(start)}, a day that is not counted.", how, f"The last day is {named(last)}.")
        return Reckoning(start + DAY, last, working)

    def not_less_than_after(self, start: date) -> Reckoning:
        """So many whole days or months must have gone by: the first day on which that is so."""
        first, how = self._on(start)
        working = (
            f"Not less than {self.length} after {named(start)}, a day that is not counted.",
            how,
            f"No day before {named(first)} will do.",
        )
        return Reckoning(first, None, working)

    def not_less_than_before(self, end: date) -> Reckoning:
        """So long ahead of an event: the last day on which that can still be done."""
        last = end - self.amount * DAY if self.unit == "day" else corresponding(end, -self.amount).day
        working = (f"Not less than {self.length} before {named(end)}, a day that is not counted.", f"No day after {named(last)} will do.")
        return Reckoning(None, last, working)

    def ending_with(self, end: date) -> Reckoning:
        """The period that looks back from a day and takes it in."""
        first = end - (self.amount - 1) * DAY if self.unit == "day" else corresponding(end, -self.amount).day + DAY
        return Reckoning(
            first, end, (f"{self.length} ending with {named(end)}, a day that is itself counted.", f"The first day is {named(first)}.")
        )

    def _on(self, start: date) -> tuple[date, str]:
        if self.unit == "day":
            last = start + self.amount * DAY
            ends = f"; day {self.amount} is {named(last)}" if self.amount > 1 else ""
            return last, f"Day 1 is {named(start + DAY)}{ends}."
        match = corresponding(start, self.amount)
        short = f" The month has no day {start.day}, so its last day is taken." if match.is_short else ""
        return match.day, f"The corresponding day is {named(match.day)}.{short}"

    def _hours(self, start: date) -> Reckoning:
        """Hours run from a moment. Where only the day is known, from its midnight: whoever must act is never told too much time."""
        known = isinstance(start, datetime)
        moment = start if isinstance(start, datetime) else datetime.combine(start, time())
        doubt = () if known else ("The hour is not known, so midnight at the beginning of the day is taken: the strictest reading.",)
        if self.counting is Counting.NOT_LESS_THAN_BEFORE:
            limit = moment - timedelta(hours=self.amount)
            last = limit.date() if known else (limit - timedelta(microseconds=1)).date()
            return Reckoning(None, last, (f"Not less than {self.length} before {spoken(moment)}: by {spoken(limit)}.", *doubt), limit)
        limit = moment + timedelta(hours=self.amount)
        return Reckoning(moment.date(), limit.date(), (f"{self.length} after {spoken(moment)}: by {spoken(limit)}.", *doubt), limit)


WAYS = {
    Counting.BEGINNING_WITH: Period.beginning_with,
    Counting.AFTER: Period.after,
    Counting.NOT_LESS_THAN_AFTER: Period.not_less_than_after,
    Counting.NOT_LESS_THAN_BEFORE: Period.not_less_than_before,
    Counting.ENDING_WITH: Period.ending_with,
}


@dataclass(frozen=True, slots=True)
class Corresponding:
    """The day of the same number some months away; the last of the month, and short, where the month has no such day."""

    day: date
    is_short: bool


def corresponding(start: date, months: int) -> Corresponding:
    """The corresponding day some months on, or back where the number is negative. Raises ValueError outside the calendar."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    length = monthrange(year, month + 1)[1]
    return Corresponding(date(year, month + 1, min(start.day, length)), start.day > length)


def named(day: date) -> str:
    """A day in words: `27 June 2017`."""
    return f"{day.day} {day:%B} {day.year}"


def spoken(moment: datetime) -> str:
    """A moment in words: `09:30 on 27 June 2017`."""
    return f"{moment:%H:%M} on {named(moment)}"


def _day(start: date) -> date:
    return start.date() if isinstance(start, datetime) else start
