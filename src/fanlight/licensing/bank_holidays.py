"""Working days in England and Wales, for the few provisions that count them: published bank holidays, estimated beyond their span."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from fanlight.facts import files
from fanlight.facts.files import Written
from fanlight.licensing.periods import DAY
from fanlight.standards.dates import day
from fanlight.standards.library import shipped

FILE = Path("bank-holidays", "england-and-wales.yaml")
SATURDAY = 5


@dataclass(frozen=True)
class WorkingDay:
    """A working day found by counting. `is_estimated` where it rests on bank holidays of which no published list is kept."""

    day: date
    is_estimated: bool


@dataclass(frozen=True)
class WorkingCalendar:
    """The bank holidays published for some years, `until` excluded."""

    from_: date
    until: date
    published: Mapping[int, frozenset[date]]

    def holidays(self, year: int) -> frozenset[date]:
        """The bank holidays of a year: as published, or as the ordinary rule gives them."""
        return self.published.get(year) or estimated(year)

    def is_working(self, on: date) -> bool:
        """Whether a day is neither Saturday, Sunday nor a bank holiday."""
        return on.weekday() < SATURDAY and on not in self.holidays(on.year)

    def is_published(self, on: date) -> bool:
        """Whether the bank holidays around a day are as published."""
        return self.from_ <= on < self.until

    def after(self, start: date, count: int) -> WorkingDay:
        """The so-manieth working day after a day, which is itself not counted."""
        on, left, known = start, count, self.is_published(start)
        while left:
            on += DAY
            left -= self.is_working(on)
            known = known and self.is_published(on)
        return WorkingDay(on, not known)

    def not_before(self, start: date) -> WorkingDay:
        """The day itself where it is a working day, or the next one."""
        return WorkingDay(start, not self.is_published(start)) if self.is_working(start) else self.after(start, 1)


@cache
def england_and_wales() -> WorkingCalendar:
    """The shipped bank holidays. Raises Refused."""
    base = shipped()[0]
    return read_calendar(files.read(base / FILE, str(Path(base.name) / FILE)))


def read_calendar(content: Written) -> WorkingCalendar:
    """Read a list of bank holidays by year. Raises Refused."""
    begins, ends, years = day(content.get("from")), day(content.get("until")), content.get("years")
    if begins is None or ends is None or years is None:
        raise content.refused("a list of bank holidays needs 'from:', 'until:' and 'years:'")
    found = {int(year): frozenset(one for item in listed.items if (one := day(item))) for year, listed in years.keys.items()}
    missing = [year for year in range(begins.year, ends.year) if not found.get(year)]
    if missing:
        raise years.refused(f"the span holds years without bank holidays: {', '.join(map(str, missing))}")
    return WorkingCalendar(begins, ends, found)


def estimated(year: int) -> frozenset[date]:
    """The bank holidays of a year by the ordinary rule (Banking and Financial Dealings Act 1971 Sch 1, and custom)."""
    easter = easter_sunday(year)
    fixed = [*_new_year(year), *_christmas(year)]
    mondays = (_monday_from(date(year, 5, 1)), _monday_from(date(year, 5, 25)), _monday_from(date(year, 8, 25)))
    return frozenset((*fixed, easter - 2 * DAY, easter + DAY, *mondays))


def _new_year(year: int) -> tuple[date, ...]:
    first = date(year, 1, 1)
    return (first if first.weekday() < SATURDAY else _monday_from(first),)


def _christmas(year: int) -> tuple[date, date]:
    """Christmas Day and Boxing Day, or what stands in for them when they fall on a weekend."""
    christmas, boxing = date(year, 12, 25), date(year, 12, 26)
    if boxing.weekday() == SATURDAY:
        return christmas, boxing + 2 * DAY
    if christmas.weekday() == SATURDAY:
        return christmas + 2 * DAY, boxing + 2 * DAY
    return (boxing, boxing + DAY) if boxing.weekday() == 0 else (christmas, boxing)


def _monday_from(first: date) -> date:
    return first + timedelta(days=-first.weekday() % 7)


def easter_sunday(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the rule of Meeus, Jones and Butcher."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, before = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, before + 1)
