"""How the pages write dates, amounts and units, as GOV.UK does."""

from datetime import date, datetime

UNITS = {
    "m2": "m²", "cm2": "cm²", "mm2": "mm²", "degC": "°C", "GBP": "£", "1/h": "air changes an hour", "W/m2K": "W/m²K", "l": "litres",
    "min": "minutes", "month": "months", "l/s": "litres a second",
}  # fmt: skip
SINGULAR = {"minutes": "minute", "months": "month", "litres": "litre"}


def day(value: date) -> str:
    """`2 March 2026`."""
    return f"{value.day} {value:%B %Y}"


def moment(value: datetime) -> str:
    """`2 March 2026 at 9:05am`, in the zone it carries."""
    hour = value.hour % 12 or 12
    return f"{day(value)} at {hour}:{value:%M}{'am' if value.hour < 12 else 'pm'}"


def unit(base: str) -> str:
    """A unit as people read it: `m²` for `m2`."""
    return UNITS.get(base, base)


def counted(number: int, one: str, many: str = "") -> str:
    """`1 room`, `2 rooms`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
