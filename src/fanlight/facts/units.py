"""Units of measurement: what each unit measures, and its exact size in the base unit of its dimension."""

import re
from dataclasses import dataclass
from decimal import Decimal


class UnreadableQuantity(ValueError):
    """A written quantity that cannot be read; the message says what to write instead."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """A kind of quantity. `decimals` is how finely a fact of it is kept, in the base unit (4 decimals of a square metre are 1 cm2)."""

    name: str
    base: str
    decimals: int
    units: tuple[tuple[str, Decimal], ...]

    def factor(self, unit: str) -> Decimal | None:
        """The size of a unit in the base unit, or None where the unit measures something else."""
        return dict(self.units).get(unit)


def _dimension(name: str, base: str, decimals: int, **others: str) -> Dimension:
    sizes = [(base, Decimal(1)), *((unit.replace("_per_", "/"), Decimal(size)) for unit, size in others.items())]
    return Dimension(name, base, decimals, tuple(sizes))


NUMBER = _dimension("number", "", 4)
COUNT = _dimension("count", "", 0)
AREA = _dimension("area", "m2", 8, cm2="0.0001", mm2="0.000001")
LENGTH = _dimension("length", "m", 4, mm="0.001", cm="0.01")
VOLUME = _dimension("volume", "l", 3)
MINUTES = _dimension("time", "min", 2, h="60")
MONTHS = _dimension("calendar time", "month", 0, year="12")
DAYS = _dimension("days", "day", 0, week="7")
DATE = _dimension("date", "", 0)
TEMPERATURE = _dimension("temperature", "degC", 2)
SOUND = _dimension("sound level", "dB", 1)
FLOW = _dimension("air flow", "l/s", 2)
AIR_CHANGES = _dimension("air changes", "1/h", 2)
MASS = _dimension("mass", "kg", 3)
POWER = _dimension("power", "kW", 3)
MONEY = _dimension("money", "GBP", 2)
TRANSMITTANCE = _dimension("heat transmittance", "W/m2K", 3)

DIMENSIONS = (
    NUMBER, COUNT, AREA, LENGTH, VOLUME, MINUTES, MONTHS, DAYS, DATE, TEMPERATURE,
    SOUND, FLOW, AIR_CHANGES, MASS, POWER, MONEY, TRANSMITTANCE,
)  # fmt: skip
BY_UNIT = {unit: dimension for dimension in DIMENSIONS for unit, _ in dimension.units if unit}
BY_UNIT["%"] = NUMBER
PLURALS = {"mins": "min", "hours": "h", "hour": "h", "months": "month", "years": "year", "days": "day", "weeks": "week", "litres": "l"}
UNITS = sorted([*BY_UNIT, *PLURALS], key=lambda unit: (-len(unit), unit))
# No more digits than exact arithmetic keeps: a longer number would be rounded in silence.
AMOUNT = r"-?[0-9]{1,12}(?:\.[0-9]{1,12})?"
QUANTITY = re.compile(rf"^({AMOUNT})\s*(" + "|".join(re.escape(unit) for unit in UNITS) + ")?$")


def parse(text: str) -> tuple[Decimal, Dimension]:
    """Read `6.51 m2`, `900 mm`, `20%` or `7`: the exact amount in the base unit, and what it measures.

    Raises UnreadableQuantity where the text is no number followed by a known unit.
    """
    match = QUANTITY.match(text.strip())
    if not match:
        raise UnreadableQuantity(f"'{text}' is not a number with a unit; write for example '6.51 m2', '900 mm', '30 min' or '7'")
    amount, unit = Decimal(match[1]), match[2]
    if not unit:
        return amount, NUMBER
    if unit == "%":
        return amount / 100, NUMBER
    unit = PLURALS.get(unit, unit)
    dimension = BY_UNIT[unit]
    return amount * dict(dimension.units)[unit], dimension


def scaled(amount: Decimal, decimals: int) -> int | None:
    """The amount as a whole number of 10**-decimals, or None where it is finer than that."""
    shifted = amount.scaleb(decimals)
    whole = int(shifted)
    return whole if whole == shifted else None


def decimals_of(amount: Decimal) -> int:
    """How many decimals an amount needs."""
    return max(0, -int(amount.normalize().as_tuple().exponent))


def shown(value: int, decimals: int, unit: str) -> str:
    """A scaled whole number as people write it: 65100 with 4 decimals of m2 is `6.51 m2`."""
    amount = Decimal(value).scaleb(-decimals)
    text = f"{amount.normalize():f}" if amount else "0"
    return f"{text} {unit}".strip()
