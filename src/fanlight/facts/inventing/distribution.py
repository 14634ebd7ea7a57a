"""Distributions: how one figure of an invented house is drawn, as the words in which a survey would say it."""

import math
from bisect import bisect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from random import Random
from statistics import NormalDist

STANDARD = NormalDist()


@dataclass(frozen=True)
class Among:
    """One of several words, each with its chance."""

    chances: Mapping[str, Decimal]

    @cached_property
    def _ends(self) -> list[float]:
        ends, reached = [], Decimal(0)
        for chance in list(self.chances.values())[:-1]:
            reached += chance
            ends.append(float(reached))
        return ends

    @cached_property
    def words(self) -> list[str]:
        """The words that may be drawn, in their order."""
        return list(self.chances)

    @cached_property
    def sure(self) -> str:
        """The word that is always drawn, or nothing."""
        return self.words[0] if len(self.words) == 1 else ""

    def draw(self, random: Random) -> str:
        """One of the words."""
        return self.sure or self.words[bisect(self._ends, random.random())]

    def shown(self) -> str:
        """The distribution as a table of the documentation has it."""
        if set(self.chances) <= {"yes", "no"}:
            return f"yes {percent(self.chances.get('yes', Decimal(0)))}"
        return ", ".join(f"{word} {percent(chance)}" for word, chance in self.chances.items())


@dataclass(frozen=True)
class Steps:
    """Amounts from `low` to `high` in steps of `step`, all in one unit; between them all are as likely, unless a median is given.

    With a `median` they are log-normal about it, `spread` being the standard deviation of the logarithm, and cut off at both ends.
    """

    low: Decimal
    high: Decimal
    step: Decimal
    unit: str
    median: Decimal | None = None
    spread: float = 0

    @cached_property
    def _tails(self) -> tuple[float, float]:
        """Below which share of the whole log-normal distribution each end lies."""
        assert self.median is not None
        low, high = (math.log(float(end / self.median)) / self.spread for end in (self.low, self.high))
        return STANDARD.cdf(low), STANDARD.cdf(high)

    @cached_property
    def _words(self) -> dict[int, str]:
        return {}

    def draw(self, random: Random) -> str:
        """One amount with its unit."""
        return self.text(self._place(random.random()))

    def _place(self, share: float) -> int:
        """How many steps above the lowest the amount is below which the share lies."""
        steps = int((self.high - self.low) / self.step)
        if self.median is None:
            return min(steps, int(share * (steps + 1)))
        low, high = self._tails
        beyond = STANDARD.inv_cdf(min(max(low + share * (high - low), 1e-12), 1 - 1e-12))
        amount = float(self.median) * math.exp(beyond * self.spread)
        return min(steps, max(0, round((amount - float(self.low)) / float(self.step))))

    def text(self, place: int) -> str:
        """The amount so many steps above the lowest, as a survey writes it."""
        if place not in self._words:
            self._words[place] = f"{plain(self.low + place * self.step)} {self.unit}".strip()
        return self._words[place]

    def shown(self) -> str:
        """The distribution as a table of the documentation has it."""
        span = f"{plain(self.low)} to {plain(self.high)} {self.unit}".strip()
        if self.median is None:
            return f"{span}, all as likely"
        return f"log-normal about {plain(self.median)} {self.unit}".strip() + f", spread {self.spread:g}, within {span}"


Distribution = Among | Steps


def rare(random: Random, chance: float, count: int) -> Iterator[int]:
    """Which of so many things happen, each with the same chance; where few do, that takes few draws."""
    if chance >= 1:
        yield from range(count)
        return
    scale = 1 / math.log1p(-chance)
    place = int(math.log(1 - random.random()) * scale)
    while place < count:
        yield place
        place += 1 + int(math.log(1 - random.random()) * scale)


def plain(amount: Decimal) -> str:
    """An amount without needless zeros and without an exponent."""
    return f"{amount.normalize():f}"


def percent(chance: Decimal) -> str:
    """A chance as a percentage."""
    return f"{plain(chance * 100)}%"


@dataclass(frozen=True)
class Figure:
    """A distribution with its source. With `by`, there is one for each value of that trait of the house."""

    name: str
    source: str
    by: str
    table: Mapping[str, Distribution]

    def of(self, traits: Mapping[str, str]) -> Distribution:
        """The distribution for a house of such traits."""
        return self.table[traits[self.by]] if self.by else self.table[""]
