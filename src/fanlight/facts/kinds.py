"""The kinds of fact: what a fact of each kind may say, how a survey writes it, and the bounds it stands for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from fanlight.facts.declaration import OUR_CLAIM, Bounds, Fact, Unfit
from fanlight.facts.quantities import (
    AirChanges,
    Area,
    Count,
    Day,
    Flow,
    Length,
    Mass,
    Measured,
    Minutes,
    Money,
    Months,
    Number,
    Power,
    Sound,
    Temperature,
    Transmittance,
    Volume,
)

__all__ = [
    "AirChanges",
    "Area",
    "Bounds",
    "Choice",
    "Count",
    "Day",
    "Fact",
    "Flow",
    "Length",
    "Link",
    "Mass",
    "Measured",
    "Minutes",
    "Money",
    "Months",
    "Number",
    "OUR_CLAIM",
    "Power",
    "Sound",
    "Temperature",
    "Text",
    "Transmittance",
    "Unfit",
    "Volume",
    "YesNo",
    "one_of",
]


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


def one_of(options: Sequence[str]) -> str:
    """Options as a sentence ends with them: `a, b or c`."""
    *most, last = options
    return f"{', '.join(most)} or {last}" if most else last
