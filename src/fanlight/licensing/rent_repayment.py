"""How much rent the tribunal could order repaid at most: by period, less housing benefit, under the limit of the offence's date."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import floor

from fanlight.licensing import penalties
from fanlight.licensing.law import Law, NotKnown, Provision
from fanlight.licensing.periods import Counting, Period, corresponding

DAY = timedelta(days=1)
ZERO = Decimal(0)
WHICH_TIME = "whether the longer time to apply helps an offence that began before it was not found"


class Applicant(StrEnum):
    """Who applies: a tenant for the rent they paid, or the council for the benefit that paid it."""

    TENANT = "tenant"
    COUNCIL = "council"


@dataclass(frozen=True, slots=True)
class Rent:
    """Rent for one time (`until` excluded), in pounds. None: unknown.

    `benefit` is the part of it that universal credit or housing benefit paid.
    """

    from_: date
    until: date
    paid: Decimal | None
    benefit: Decimal | None = ZERO

    def __post_init__(self) -> None:
        if self.until <= self.from_:
            raise ClaimInvalid(f"rent from {self.from_} until {self.until} covers no day; `until` is the day after the last")
        if min(self.paid or ZERO, self.benefit or ZERO) < 0:
            raise ClaimInvalid("rent and benefit are not negative")
        if self.paid is not None and self.benefit is not None and self.benefit > self.paid:
            raise ClaimInvalid(f"benefit of {self.benefit} cannot have paid more than the rent of {self.paid}; give the rent with it")


class ClaimInvalid(ValueError):
    """A claim or a rent that cannot be; the message says why."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a claim rests on.

    The offence runs from a day (None: unknown) until the day after its last (None: it still went on when the application was made).
    """

    offence: str
    offence_from: date | None
    offence_until: date | None
    applied_on: date
    by: Applicant
    rents: tuple[Rent, ...]

    def __post_init__(self) -> None:
        if self.offence_from is None:
            return
        if self.offence_until is not None and self.offence_until <= self.offence_from:
            raise ClaimInvalid(
                f"an offence from {self.offence_from} until {self.offence_until} covers no day; `until` is the day after the last"
            )
        if self.applied_on < self.offence_from:
            raise ClaimInvalid(f"the application of {self.applied_on} comes before the offence, which began on {self.offence_from}")


@dataclass(frozen=True, slots=True)
class Most:
    """The most under one limit: bounds in pounds (`most` is None where nothing bounds it) and the time that gives it."""

    limit: Provision
    least: Decimal
    most: Decimal | None
    time: tuple[date, date]


@dataclass(frozen=True, slots=True)
class Repayment:
    """An answer: one `Most` for each limit that may govern. `in_time`: whether the application was made in time (None: cannot tell).

    It is never what the tribunal will order, only what it could order at most.
    """

    limits: tuple[Most, ...]
    in_time: bool | None
    provisions: tuple[Provision, ...]
    open: tuple[str, ...]


def calculate(law: Law, claim: Claim) -> Repayment:
    """The most that could be ordered repaid. Rent is shared out by days within its time.

    Raises NotKnown for an unknown offence, one for which no rent can be repaid, or one outside the law that is held.
    Source: Housing and Planning Act 2016, ss.40 to 46 (before 6 April 2017: Housing Act 2004, ss.73 and 74).
    """
    if claim.offence_from is None:
        return Repayment((), None, (), ("from what day the offence was committed",))
    end = min(claim.offence_until or claim.applied_on + DAY, claim.applied_on + DAY)
    limits = penalties.most(law, claim.offence, from_=claim.offence_from, until=end).figure("rent-repayment")
    _check_repayable(claim.offence, limits)
    found = tuple(_most(claim, rule, end) for rule in limits.provisions if rule.value != penalties.NONE)
    times = [rule for rule in law.periods("rent-repayment/time-to-apply") if penalties.overlaps(rule, claim.offence_from, end)]
    inside = {_is_in_time(claim, end, rule) for rule in times}
    held = [law.at(f"rent-repayment/{name}", claim.applied_on) for name in ("less-benefit", "in-respect-of")]
    open_ = (*limits.open, *_open(claim), *([WHICH_TIME] if len(inside) > 1 else []))
    return Repayment(found, None if len(inside) > 1 else inside.pop(), (*times, *held), open_)


def _check_repayable(offence: str, figure: penalties.Figure) -> None:
    if all(rule.value == penalties.NONE for rule in figure.provisions):
        raise NotKnown(f"no rent can be ordered repaid for '{offence}': {figure.provisions[0].citation}")


def _is_in_time(claim: Claim, end: date, rule: Provision) -> bool:
    """Whether the offence was still being committed in the time that ends with the day of the application."""
    first = Period(int(rule.amount), "month", Counting.ENDING_WITH).reckon(claim.applied_on).first
    return first is not None and end > first


def _open(claim: Claim) -> Iterator[str]:
    for rent in claim.rents:
        if rent.paid is None:
            yield f"how much rent was paid from {rent.from_}"
        if rent.benefit is None:
            yield f"how much of the rent from {rent.from_} benefit paid"


def _most(claim: Claim, rule: Provision, end: date) -> Most:
    """The best time under one limit. For violence and eviction it is the months that end with the offence."""
    months = int(rule.amount)
    assert claim.offence_from is not None
    if rule.values.get("period") == "ending_with":
        last = end - DAY
        first = Period(months, "month", Counting.ENDING_WITH).reckon(last).first
        assert first is not None
        times = [(first, end)]
    else:
        times = _times(claim.offence_from, end, months)
    least = max(_sum(claim, time, low=True) for time in times)
    best = max(times, key=lambda time: _sum(claim, time, low=False))
    unbounded = any(_is_unbounded(claim, rent) and _days(rent, time) for rent in claim.rents for time in times)
    most = None if unbounded else _pennies(_sum(claim, best, low=False))
    return Most(rule, _pennies(least), most, best)


def _is_unbounded(claim: Claim, rent: Rent) -> bool:
    return rent.paid is None and (claim.by is Applicant.TENANT or rent.benefit is None)


def _times(from_: date, until: date, months: int) -> list[tuple[date, date]]:
    """Every stretch of at most so many months within the offence that begins on one of its days and cannot be longer."""
    found: list[tuple[date, date]] = []
    while from_ < until and (not found or found[-1][1] < until):
        found.append((from_, min(corresponding(from_, months).day, until)))
        from_ += DAY
    return found


def _sum(claim: Claim, time: tuple[date, date], *, low: bool) -> Fraction:
    """What was paid in respect of a time: the least or the most it can have been. Unknown rent counts as nothing; see `Most.most`."""
    return sum((_share(claim, rent, low=low) * _days(rent, time) / (rent.until - rent.from_).days for rent in claim.rents), Fraction(0))


def _share(claim: Claim, rent: Rent, *, low: bool) -> Fraction:
    paid = rent.paid if rent.paid is not None else ZERO if low or rent.benefit is None else rent.benefit
    if claim.by is Applicant.COUNCIL:
        return Fraction(rent.benefit if rent.benefit is not None else ZERO if low else paid)
    benefit = rent.benefit if rent.benefit is not None else paid if low else ZERO
    return max(Fraction(0), Fraction(paid) - Fraction(benefit))


def _days(rent: Rent, time: tuple[date, date]) -> int:
    return max(0, (min(rent.until, time[1]) - max(rent.from_, time[0])).days)


def _pennies(amount: Fraction) -> Decimal:
    """Pounds and pence, never rounded up."""
    return Decimal(floor(amount * 100)).scaleb(-2)
