"""Dates as people write them, read without guessing: which of day and month stands first is shown by other dates or said, else unclear."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MARKS = re.compile(
    r"(?<=[0-9])(?:st|nd|rd|th)\b|[T ]+[0-9]{1,2}:[0-9]{2}.*$|,|^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]* (?=[0-9A-Za-z])", re.I
)
YEAR_FIRST = re.compile(r"([0-9]{4})([-/. ]?)([0-9]{1,2})\2([0-9]{1,2})")
YEAR_LAST = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4}|[0-9]{2})")
WORDS = re.compile(r"(?:([0-9]{1,2})[-/. ]*([A-Za-z]{3,9})|([A-Za-z]{3,9})[-/. ]*([0-9]{1,2}))\.?[-/. ]+([0-9]{4}|[0-9]{2})")
SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
SERIALS = range(32_874, 73_051)
"""The numbers of the days 1990 to 2099 in a workbook."""


class Order(StrEnum):
    """Which of day and month a date of figures has first."""

    DMY = "dmy"
    MDY = "mdy"


class UnreadableDay(ValueError):
    """A text that is no date; the message says why and what would be one."""


class OrderUnclear(UnreadableDay):
    """A date of figures that is one day or another; nothing says which."""


def order_shown(text: str) -> Order | None:
    """The order that a date of figures can only have, as `31/01/2024` can; None for any other text."""
    match = YEAR_LAST.fullmatch(_bare(text))
    if not match:
        return None
    first, second = int(match[1]), int(match[2])
    if first > 12 >= second:
        return Order.DMY
    return Order.MDY if second > 12 >= first else None


def day_of(text: str, order: Order | None, epoch: date | None = None) -> date:
    """The day that is written. Raises UnreadableDay, or OrderUnclear where the text is two days and no order is given.

    Of `order` None only what is one day in either order is read. A year of two figures is of this century: no register is older.
    `epoch` is day 0 of a workbook, in which a date may stand as a number of days.
    """
    bare = _bare(text)
    if match := YEAR_LAST.fullmatch(bare):
        return _by_order(match, text, order)
    if match := YEAR_FIRST.fullmatch(bare):
        return _made(match[1], match[3], match[4], text)
    if match := WORDS.fullmatch(bare):
        name = (match[2] or match[3])[:3].lower()
        return _made(match[5], str(MONTHS.index(name) + 1 if name in MONTHS else 0), match[1] or match[4], text)
    if epoch and SERIAL.fullmatch(bare) and int(float(bare)) in SERIALS:
        return epoch + timedelta(days=int(float(bare)))
    raise UnreadableDay(f"'{_short(text)}' is not a date; write the year, month and day, for example 2018-10-01")


def _bare(text: str) -> str:
    return MARKS.sub("", text).strip()


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."


def _by_order(match: re.Match[str], text: str, order: Order | None) -> date:
    first, second, year = match.groups()
    if order is None and int(first) <= 12 and int(second) <= 12 and int(first) != int(second):
        raise OrderUnclear(f"'{text}' is one day with the day first and another with the month first; say which with --dates dmy or mdy")
    is_month_first = order is Order.MDY if order else int(second) > 12
    return _made(year, *((first, second) if is_month_first else (second, first)), text)


def _made(year: str, month: str, day: str, text: str) -> date:
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        raise UnreadableDay(f"'{_short(text)}' is not a date; no calendar has that day") from None


@lru_cache(maxsize=50_000)
def _shows(text: str) -> Order | str:
    """The order that a text shows, `open` where it is a date of either order, empty for any other text."""
    order = order_shown(text)
    if order:
        return order
    try:
        day_of(text, None)
    except OrderUnclear:
        return "open"
    except UnreadableDay:
        return ""
    return ""


@dataclass
class Orders:
    """What the dates of some columns show of their order, counted column by column."""

    shown: dict[str, dict[Order, int]] = field(default_factory=dict)
    open: dict[str, int] = field(default_factory=dict)

    def see(self, column: str, text: str) -> None:
        """Take one date into account."""
        shown = _shows(text)
        counts = self.shown.setdefault(column, dict.fromkeys(Order, 0))
        if isinstance(shown, Order):
            counts[shown] += 1
        elif shown:
            self.open[column] = self.open.get(column, 0) + 1

    def of(self, column: str) -> Order | None:
        """The order of a column: what its own dates show without exception, else what those of all columns do; None where unclear."""
        own = self._only([column])
        return own if own or any(self.shown.get(column, {}).values()) else self._only(self.shown)

    def _only(self, columns: Iterable[str]) -> Order | None:
        found = {order for column in columns for order, count in self.shown.get(column, {}).items() if count}
        return found.pop() if len(found) == 1 else None

    def described(self, column: str) -> str:
        """How the order of a column was decided, in words."""
        day, month = (self.shown[column][order] for order in Order)
        open_ = self.open.get(column, 0)
        if day and month:
            return f"{day} dates can only have the day first and {month} only the month; {open_} could be either and are not read"
        if day or month:
            return f"the {'day' if day else 'month'} stands first: {day or month} dates can be read in no other way"
        if not open_:
            return "no date is unclear"
        order = self.of(column)
        if order is None:
            return f"nothing shows whether day or month stands first; {open_} dates are not read (say --dates dmy or --dates mdy)"
        return f"the {'day' if order is Order.DMY else 'month'} stands first, as in the other columns"
