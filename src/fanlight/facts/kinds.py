"""The kinds of fact: what a fact of each kind may say, how a survey writes it, and the bounds it stands for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from fanlight.facts import units
from fanlight.facts.units import Dimension

Bounds = tuple[int, int]
"""A closed interval of scaled whole numbers; for a yes/no fact (certainly, possibly); for a choice (mask, mask) of open options."""

OUR_CLAIM = "Fanlight's claim: nothing outside it has been met in a real house"


class Unfit(ValueError):
    """A value that a fact cannot have; the message says why and what would do."""


@dataclass(kw_only=True)
class Fact:
    """One thing that can be known. Declared once, as a class attribute of the thing it is about.

    `how` makes it derived: an expression of the clause language over the same thing, used while nobody has observed it.
    `judged` marks an officer's opinion: it stays open until a named person records it. `case` marks what the software supplies.
    `range_source` says whose claim the legal range is.
    """

    question: str
    hint: str = ""
    group: str = ""
    how: str = ""
    judged: bool = False
    case: bool = False
    sensitive: bool = False
    public: bool = False
    context: bool = False
    range_source: str = OUR_CLAIM
    name: str = ""
    thing: str = ""
    slot: int = -1

    kind: ClassVar[str] = "fact"
    dimension: ClassVar[Dimension | None] = None

    @property
    def path(self) -> str:
        """The fact's one name, `thing.fact`."""
        return f"{self.thing}.{self.name}"

    @property
    def domain(self) -> Bounds:
        """The legal range as bounds: what an unknown value of this fact stands for."""
        raise NotImplementedError

    def read(self, text: str) -> Bounds:
        """One written value as bounds. Raises Unfit."""
        raise NotImplementedError

    def show(self, bounds: Bounds) -> str:
        """Bounds as people write them."""
        raise NotImplementedError


@dataclass(kw_only=True)
class YesNo(Fact):
    """A fact that is so or is not so. Bounds are (certainly, possibly) as 0 and 1."""

    kind: ClassVar[str] = "yes_no"
    WORDS: ClassVar[dict[str, Bounds]] = {"yes": (1, 1), "no": (0, 0), "true": (1, 1), "false": (0, 0)}

    @property
    def domain(self) -> Bounds:
        return 0, 1

    def read(self, text: str) -> Bounds:
        try:
            return self.WORDS[text.strip().lower()]
        except KeyError:
            raise Unfit(f"'{text}' is not an answer to a yes or no question; write yes, no or unknown") from None

    def show(self, bounds: Bounds) -> str:
        return "unknown" if bounds[0] != bounds[1] else "yes" if bounds[0] else "no"


@dataclass(kw_only=True)
class Choice(Fact):
    """One of several options. Both ends of its bounds are the same set of options still open, as bits."""

    options: tuple[str, ...] = ()
    kind: ClassVar[str] = "choice"

    @property
    def domain(self) -> Bounds:
        every = (1 << len(self.options)) - 1
        return every, every

    def mask(self, option: str) -> int:
        """The bit of one option. Raises Unfit for a word that is no option."""
        if option not in self.options:
            raise Unfit(f"'{option}' is not one of the options of {self.path}: {', '.join(self.options)}")
        return 1 << self.options.index(option)

    def read(self, text: str) -> Bounds:
        mask = 0
        for option in text.split(" or "):
            mask |= self.mask(option.strip())
        return mask, mask

    def show(self, bounds: Bounds) -> str:
        if bounds == self.domain:
            return "unknown"
        return " or ".join(option for place, option in enumerate(self.options) if bounds[0] >> place & 1)


@dataclass(kw_only=True)
class Text(Fact):
    """Words that no clause decides by: kept, shown, never computed with."""

    kind: ClassVar[str] = "text"

    @property
    def domain(self) -> Bounds:
        return 0, 0

    def read(self, text: str) -> Bounds:
        return 0, 0

    def show(self, bounds: Bounds) -> str:
        return ""


@dataclass(kw_only=True)
class Link(Fact):
    """Which one of the things of another list this thing belongs to. `none` is an answer only where `optional` says so."""

    to: str = ""
    optional: str = ""
    kind: ClassVar[str] = "link"

    @property
    def domain(self) -> Bounds:
        return 0, 0

    def show(self, bounds: Bounds) -> str:
        return ""


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
        bare = dimension is units.NUMBER and not text.strip().endswith("%")
        unitless = self.measures.base == ""
        if bare and not unitless:
            raise Unfit(f"'{text}' has no unit; write for example '{text} {self.measures.base}'")
        if not bare and not unitless and dimension is not self.measures:
            raise Unfit(f"'{text}' is no {self.measures.name}; {self.path} is given in {self._units()}")
        if unitless and dimension is not units.NUMBER:
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
        if low > high:
            raise Unfit(f"'{text}' ends before it begins")
        least, most = self.domain
        if low < least or high > most:
            raise Unfit(f"'{text}' is outside what {self.path} can be: {self.show((least, most))} ({self.range_source})")
        return low, high

    def _span(self, text: str) -> Bounds:
        least, most = self.domain
        if text.startswith("at least "):
            return self._end(text[9:]), most
        if text.startswith("at most "):
            return least, self._end(text[8:])
        if " to " in text:
            low, high = text.split(" to ", 1)
            return self._end(
                low if units.QUANTITY.match(low) and units.parse(low)[1] is not units.NUMBER else _borrow(low, high)
            ), self._end(high)
        if "+/-" in text:
            return self._around(*(part.strip() for part in text.split("+/-", 1)))
        value = self._end(text)
        return value, value

    def _around(self, middle: str, spread: str) -> Bounds:
        centre = self._end(middle)
        if spread.endswith("%"):
            share = units.parse(spread)[0]
            exact = Decimal(centre) * share
            by = int(exact) + (exact != int(exact))
        else:
            by = self._end(_borrow(spread, middle))
        least, most = self.domain
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
    return f"{text.strip()} {unit}" if text.strip().lstrip("-").replace(".", "").isdigit() and unit != "%" else text


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
        try:
            return date.fromisoformat(text.strip()).toordinal()
        except ValueError:
            raise Unfit(f"'{text}' is not a date; write the year, month and day, for example 2018-10-01") from None

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


def one_of(options: Sequence[str]) -> str:
    """Options as a sentence ends with them: `a, b or c`."""
    *most, last = options
    return f"{', '.join(most)} or {last}" if most else last
