"""The kinds of fact that are quantities: numbers with a unit, counts, money and dates, between a lowest and a highest value."""

import re
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from fanlight.facts import units
from fanlight.facts.declaration import Bounds, Fact, Unfit
from fanlight.facts.units import Dimension


@dataclass(kw_only=True)
class Measured(Fact):
    """A quantity between a lowest and a highest value, both written with their unit."""

    low: str = "0"
    high: str = "1000000"
    unit: str = ""
    dimension: ClassVar[Dimension | None] = units.NUMBER

    def __post_init__(self) -> None:
        self._domain = self._end(self.low), self._end(self.high)
        self.unit = self.unit or (self.low.split()[-1] if " " in self.low else "")

    @property
    def measures(self) -> Dimension:
        """The dimension of every value of this fact."""
        assert self.dimension is not None
        return self.dimension

    @property
    def domain(self) -> Bounds:
        return self._domain

    def _end(self, text: str) -> int:
        amount, dimension = units.parse(text)
        is_share = text.strip().endswith("%")
        bare = dimension is units.NUMBER and not is_share
        unitless = self.measures.base == ""
        if bare and not unitless:
            raise Unfit(f"'{text}' has no unit; write for example '{text} {self.measures.base}'")
        if not bare and not unitless and dimension is not self.measures:
            raise Unfit(f"'{text}' is no {self.measures.name}; {self.path} is given in {self._units()}")
        if unitless and (dimension is not units.NUMBER or (is_share and self.measures is units.COUNT)):
            raise Unfit(f"'{text}' has a unit, but {self.path} is a plain number")
        whole = units.scaled(amount, self.measures.decimals)
        if whole is None:
            finest = units.shown(1, self.measures.decimals, self.measures.base)
            raise Unfit(f"'{text}' is finer than {finest}, the least that {self.path} can tell apart; round it")
        return whole

    def _units(self) -> str:
        return " or ".join(unit for unit, _ in self.measures.units)

    def read(self, text: str) -> Bounds:
        try:
            low, high = self._span(text.strip())
        except units.UnreadableQuantity as error:
            raise Unfit(str(error)) from None
        least, most = self.domain
        if min(low, high) < least or max(low, high) > most:
            raise Unfit(f"'{text}' is outside what {self.path} can be: {self.show((least, most))} ({self.range_source})")
        if low > high:
            raise Unfit(f"'{text}' ends before it begins; write the lower value first")
        return low, high

    def _span(self, text: str) -> Bounds:
        least, most = self.domain
        if text.startswith("at least "):
            return self._end(text[9:]), most
        if text.startswith("at most "):
            return least, self._end(text[8:])
        if " to " in text:
            low, high = text.split(" to ", 1)
            return self._end(_borrow(low, high)), self._end(high)
        if "+/-" in text:
            return self._around(*(part.strip() for part in text.split("+/-", 1)))
        value = self._end(text)
        return value, value

    def _around(self, middle: str, spread: str) -> Bounds:
        centre = self._end(middle)
        if spread.endswith("%"):
            exact = abs(centre) * units.parse(spread)[0]
            by = int(exact) + (exact != int(exact))
        else:
            by = self._end(_borrow(spread, middle))
        if by < 0:
            raise Unfit(f"'{spread}' is no tolerance; write it without a minus sign")
        least, most = self.domain
        if not least <= centre <= most:
            return centre, centre
        return max(least, centre - by), min(most, centre + by)

    def show(self, bounds: Bounds) -> str:
        decimals, base = self.measures.decimals, self.measures.base
        low, high = bounds
        if low == high:
            return units.shown(low, decimals, base)
        return f"{units.shown(low, decimals, '')} to {units.shown(high, decimals, base)}"


def _borrow(text: str, other: str) -> str:
    """`9` in `9 to 11 m2` takes the unit of the other end."""
    unit = other.strip().lstrip("-0123456789.").strip()
    return f"{text.strip()} {unit}" if re.fullmatch(units.AMOUNT, text.strip()) else text


@dataclass(kw_only=True)
class Count(Measured):
    """How many: a whole number."""

    high: str = "200"
    kind: ClassVar[str] = "count"
    dimension: ClassVar[Dimension | None] = units.COUNT


@dataclass(kw_only=True)
class Number(Measured):
    """A plain number or a share (80% is 0.8)."""

    kind: ClassVar[str] = "number"


def _measured(label: str, of: Dimension) -> type[Measured]:
    doc = f"A quantity of {of.name}, kept to {of.decimals} decimals of {of.base}."
    return type(label, (Measured,), {"__doc__": doc, "kind": of.name.replace(" ", "_"), "dimension": of, "__module__": __name__})


Area = _measured("Area", units.AREA)
Length = _measured("Length", units.LENGTH)
Volume = _measured("Volume", units.VOLUME)
Minutes = _measured("Minutes", units.MINUTES)
Months = _measured("Months", units.MONTHS)
Temperature = _measured("Temperature", units.TEMPERATURE)
Sound = _measured("Sound", units.SOUND)
Flow = _measured("Flow", units.FLOW)
AirChanges = _measured("AirChanges", units.AIR_CHANGES)
Mass = _measured("Mass", units.MASS)
Power = _measured("Power", units.POWER)
Money = _measured("Money", units.MONEY)
Transmittance = _measured("Transmittance", units.TRANSMITTANCE)


@dataclass(kw_only=True)
class Day(Measured):
    """A calendar date, written 2018-10-01; kept as a number of days."""

    low: str = "1800-01-01"
    high: str = "2099-12-31"
    kind: ClassVar[str] = "date"
    dimension: ClassVar[Dimension | None] = units.DATE

    def _end(self, text: str) -> int:
        return day(text.strip()).toordinal()

    def _span(self, text: str) -> Bounds:
        if " to " in text:
            low, high = text.split(" to ", 1)
            return self._end(low), self._end(high)
        if text.startswith("before "):
            return self.domain[0], self._end(text[7:]) - 1
        if text.startswith("from "):
            return self._end(text[5:]), self.domain[1]
        value = self._end(text)
        return value, value

    def show(self, bounds: Bounds) -> str:
        low, high = (date.fromordinal(end).isoformat() for end in bounds)
        return low if low == high else f"{low} to {high}"


def day(text: str) -> date:
    """A date as it is written here, year first. Raises Unfit."""
    try:
        # Python also reads 20181001 and 2018-W40-1, which are sooner slips than dates.
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise Unfit(f"'{text}' is not a date; write the year, month and day, for example 2018-10-01")
