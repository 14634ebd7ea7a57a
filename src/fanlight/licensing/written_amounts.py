"""Reading sums, shares, numbers and words of a fee table; what does not fit is refused at its place."""

import re
from decimal import Decimal

from fanlight.facts import units
from fanlight.facts.files import Written

WORD = re.compile(r"[a-z][a-z0-9_]*")


def pounds(written: Written) -> Decimal:
    """A sum of money, not negative, in pounds. Raises Refused."""
    amount, measures = _quantity(written)
    if measures is not units.MONEY or amount < 0:
        raise written.refused(f"'{written.text}' is no sum of money; write for example '500 GBP'")
    return amount


def _quantity(written: Written) -> tuple[Decimal, units.Dimension]:
    try:
        return units.parse(written.text)
    except units.UnreadableQuantity as error:
        raise written.refused(str(error)) from None


def share(written: Written) -> Decimal:
    """A percentage as a share of one. Raises Refused."""
    amount, _ = _quantity(written)
    if not written.text.strip().endswith("%") or not 0 <= amount <= 1:
        raise written.refused(f"'{written.text}' is no share; write for example '20%'")
    return amount


def number(written: Written | None) -> int:
    """A whole number, none where nothing is written. Raises Refused."""
    if written is None:
        return 0
    if not written.text.isdecimal():
        raise written.refused(f"'{written.text}' is no number of inspections")
    return int(written.text)


def word(written: Written) -> str:
    """A circumstance as one word. Raises Refused."""
    if not WORD.fullmatch(written.text):
        raise written.refused(f"'{written.text}' is no circumstance; write it as one word, for example full_and_satisfactory")
    return written.text
