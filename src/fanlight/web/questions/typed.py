"""What people type for a quantity or a date, put as a survey writes it, and back."""

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from fanlight.facts import units
from fanlight.facts.kinds import Measured, Unfit

LINKS = re.compile(r"(^at least |^at most | to |\s*\+/-\s*)")
AMOUNT = re.compile(units.AMOUNT)
SIGNS = {"²": "2", "³": "3", "±": " +/- ", "–": "-", "−": "-", "°c": "degC", "°C": "degC"}
WORDS = {
    r"lit(?:re|er)s? (?:a|per) second": "l/s",
    r"square met(?:re|er)s?|sq\.? ?m(?:et(?:re|er)s?)?|sqm|m\^2": "m2", r"millimet(?:re|er)s?|mms": "mm", r"centimet(?:re|er)s?|cms": "cm",
    r"met(?:re|er)s?": "m", r"minutes?": "min", r"lit(?:re|er)s?": "l", r"kilograms?|kilos?|kgs": "kg", r"degrees(?: c| celsius)?": "degC",
    r"pounds?": "GBP", r"years?": "year", r"months?": "month", r"hours?|hrs?": "h", r"percent|per cent": "%",
    r"decibels?|dba|db\(a\)": "dB", r"kilowatts?": "kW", r"air changes (?:an|per) hour": "1/h",
}  # fmt: skip
OPENINGS = {r"no less than|not less than|minimum": "at least", r"no more than|not more than|up to|maximum": "at most"}
DATES = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}


def unit_of(fact: Measured) -> str:
    """The unit that stands beside the box, and that a bare number is in."""
    return "%" if fact.high.endswith("%") else fact.unit


def quantity(fact: Measured, text: str) -> str:
    """A quantity as typed (`10.8`, `between 6 and 7`, `6-7 m²`, `£1,200`) as a survey writes it. What is no quantity stays as it is."""
    tidy = _tidied(text)
    pieces = LINKS.split(tidy)
    amounts = [piece.strip() for piece in pieces[::2]]
    # The unit said anywhere is meant everywhere; the % of a tolerance is of the amount before it.
    told = [unit for piece in amounts if (unit := piece.lstrip("-0123456789.").strip()) and (unit != "%" or unit_of(fact) == "%")]
    unit = told[0] if told else unit_of(fact)
    # A bare tolerance takes the unit of its amount when it is read; written here, 5 beside % would be 5% of the amount.
    is_spread = [False, *("+/-" in link for link in pieces[1::2])]
    amounts = [
        f"{piece} {unit}".strip().replace(" %", "%") if AMOUNT.fullmatch(piece) and not spread else piece
        for piece, spread in zip(amounts, is_spread, strict=True)
    ]
    links = [f" {link.strip()} " for link in pieces[1::2]]
    return "".join(part for pair in zip(amounts, [*links, ""], strict=True) for part in pair).strip()


def _tidied(text: str) -> str:
    tidy = " ".join(text.split())
    for sign, word in SIGNS.items():
        tidy = tidy.replace(sign, word)
    tidy = re.sub(r"£ ?([0-9][0-9.,]*)", r"\1 GBP", tidy)
    tidy = re.sub(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))", "", tidy)
    for pattern, word in [*WORDS.items(), *OPENINGS.items()]:
        tidy = re.sub(rf"(?<![A-Za-z/])(?:{pattern})(?![A-Za-z])", word, tidy, flags=re.IGNORECASE)
    tidy = re.sub(r"^(at least|at most)\b", lambda found: found[0].lower(), " ".join(tidy.split()), flags=re.IGNORECASE)
    tidy = re.sub(r"^between (.+) and (.+)$", r"\1 to \2", tidy, flags=re.IGNORECASE)
    return re.sub(r"^([0-9][0-9.]*) ?([^-+]*?) ?- ?([0-9].*)$", r"\1 \2 to \3", tidy).replace("  ", " ")


def check_readable(fact: Measured, words: str) -> None:
    """Whether every amount in the words is a number. Raises Unfit, with an example that fits the fact."""
    opening, *others = LINKS.split(words)[::2]
    for piece in others if words.startswith(("at least ", "at most ")) else [opening, *others]:
        try:
            units.parse(piece)
        except units.UnreadableQuantity:
            example = f"2 {unit_of(fact)}".strip().replace(" %", "%")
            raise Unfit(f"‘{piece.strip()}’ is not a number; write for example {example}, or at least {example}") from None


def is_exact(words: str) -> bool:
    """Whether the words are one amount, and neither a range nor a tolerance."""
    return bool(units.QUANTITY.match(words))


def bare(fact: Measured, words: str) -> str:
    """An exact amount as it stands in a box beside its unit: `1050` for `1.05 m` of a length kept in mm."""
    amount, dimension = units.parse(words)
    unit = unit_of(fact)
    if unit == "%":
        amount *= 100
    elif unit:
        amount /= dimension.factor(unit) or Decimal(1)
    return f"{amount.normalize():f}" if amount else "0"


def wide(fact: Measured, words: str) -> str:
    """What is not exact as it stands in its box: as it is written, but a share in hundredths, as a bare number there is read."""
    if unit_of(fact) != "%" or not any(AMOUNT.fullmatch(piece.strip()) for piece in LINKS.split(words)[::2]):
        return words
    low, high = (bare(fact, units.shown(end, fact.measures.decimals, "")) for end in fact.read(words))
    return f"{low}% to {high}%"


def period(day: str, month: str, year: str) -> str:
    """A date, or the month or year that is known of it, as a survey writes it; blank for nothing. Raises Unfit."""
    if not (day or month or year):
        return ""
    if not re.fullmatch(r"[0-9]{4}", year) or year == "0000":
        raise Unfit(f"'{year}' is not a year; write all four figures, for example 2018" if year else "the year is missing; give it too")
    if not month:
        if day:
            raise Unfit("the month is missing; give it too")
        return f"{year}-01-01 to {year}-12-31"
    number = _month(month)
    last = calendar.monthrange(int(year), number)[1]
    if not day:
        return f"{year}-{number:02}-01 to {year}-{number:02}-{last}"
    if not re.fullmatch(r"[0-9]{1,2}", day) or not 1 <= int(day) <= last:
        raise Unfit(f"'{day}' is not a day of {calendar.month_name[number]} {year}; it has {last}")
    return f"{year}-{number:02}-{int(day):02}"


def _month(text: str) -> int:
    number = int(text) if re.fullmatch(r"[0-9]{1,2}", text) else MONTHS.get(text[:3].lower(), 0)
    if not 1 <= number <= 12:
        raise Unfit(f"'{text}' is not a month; write its number, from 1 to 12")
    return number


def parts(words: str) -> tuple[str, str, str] | None:
    """Day, month and year of a date, a whole month or a whole year (blank where it is open); None for any other period."""
    try:
        first, last = (date.fromisoformat(end) for end in (words.split(" to ") if " to " in words else (words, words)))
    except ValueError:
        return None
    return next(_kept(first, last), None)


def _kept(first: date, last: date) -> Iterator[tuple[str, str, str]]:
    day, month, year = str(first.day), str(first.month), f"{first.year:04}"
    if first == last:
        yield day, month, year
    is_to_month_end = last.month == 12 and last.day == 31 or (last + timedelta(days=1)).day == 1
    if first.day == 1 and is_to_month_end and first.year == last.year:
        if first.month == last.month:
            yield "", month, year
        elif (first.month, last.month) == (1, 12):
            yield "", "", year
