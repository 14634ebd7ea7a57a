"""Units: exact sizes, and nothing read that is not a number with a known unit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from fanlight.facts import units

AMOUNTS = some.decimals(min_value=-999_999, max_value=999_999, places=4, allow_nan=False)


@pytest.mark.parametrize(
    ("text", "amount", "dimension"),
    [
        ("6.51 m2", "6.51", units.AREA),
        ("6.51m2", "6.51", units.AREA),
        (" 900 mm ", "0.9", units.LENGTH),
        ("20%", "0.2", units.NUMBER),
        ("-3", "-3", units.NUMBER),
        ("2 hours", "120", units.MINUTES),
        ("5 years", "60", units.MONTHS),
        ("2 weeks", "14", units.DAYS),
        ("1.3 W/m2K", "1.3", units.TRANSMITTANCE),
        ("6 1/h", "6", units.AIR_CHANGES),
    ],
)
def test_a_quantity_is_read_exactly(text: str, amount: str, dimension: units.Dimension) -> None:
    assert units.parse(text) == (Decimal(amount), dimension)


@pytest.mark.parametrize("text", ["", "m2", "6,5 m2", "6.5 sqft", "1e3 m", "six", "٣ m", "1" * 13, "1." + "0" * 13, "nan", "6.5 m2\nx"])
def test_anything_else_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(units.UnreadableQuantity, match="write for example '6.51 m2'"):
        units.parse(text)


def test_a_factor_is_known_only_for_a_unit_of_the_dimension() -> None:
    assert units.AREA.factor("cm2") == Decimal("0.0001")
    assert units.AREA.factor("m") is None


def test_no_unit_belongs_to_two_dimensions() -> None:
    every = [unit for dimension in units.DIMENSIONS for unit, _ in dimension.units if unit]
    assert len(every) == len(set(every))
    assert set(units.PLURALS.values()) <= set(every)


@given(AMOUNTS)
def test_what_is_shown_is_read_back(amount: Decimal) -> None:
    value = units.scaled(amount, 4)
    assert value is not None
    assert units.parse(units.shown(value, 4, "m2")) == (amount, units.AREA)


@given(AMOUNTS)
def test_the_decimals_of_an_amount_are_those_it_needs(amount: Decimal) -> None:
    needed = units.decimals_of(amount)
    assert units.scaled(amount, needed) is not None
    assert needed == 0 or units.scaled(amount, needed - 1) is None


def test_an_amount_finer_than_the_scale_has_no_whole_number() -> None:
    assert units.scaled(Decimal("1.5"), 0) is None
    assert units.scaled(Decimal("1.50"), 1) == 15
    assert units.shown(0, 4, "m") == "0 m"
    assert units.shown(100, 0, "") == "100"
