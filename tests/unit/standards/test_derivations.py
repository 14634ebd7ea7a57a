"""Derived facts: each that is declared can be read, is kept within its range, and one of the wrong kind is refused."""

from dataclasses import replace

import pytest

from fanlight.facts.declaration import Fact
from fanlight.facts.vocabulary import THINGS, fact
from fanlight.standards.derivations import read_derivation
from fanlight.standards.nodes import Const, Fold, Largest, Smallest
from fanlight.standards.types import BadExpression

DERIVED = [declared for thing in THINGS.values() for declared in thing.facts.values() if declared.how]


def derived(path: str, how: str) -> Fact:
    return replace(fact(path), how=how)


@pytest.mark.parametrize("declared", DERIVED, ids=[declared.path for declared in DERIVED])
def test_every_derived_fact_can_be_read(declared: Fact) -> None:
    assert read_derivation(declared)


def test_a_derived_quantity_is_kept_within_its_range() -> None:
    node = read_derivation(derived("house.wcs", "count(bathroom)"))
    assert isinstance(node, Smallest)
    high, rest = node.parts
    assert high == Const(100) and isinstance(rest, Largest) and rest.parts[0] == Const(0)


def test_a_derived_yes_or_no_is_its_expression() -> None:
    assert isinstance(read_derivation(derived("house.has_cellar", "some(cellar)")), Fold)


@pytest.mark.parametrize(
    ("path", "how", "message"),
    [
        ("house.has_cellar", "count(cellar)", "house.has_cellar is a yes_no, but is derived as a plain number"),
        ("house.wcs", "some(bathroom)", "house.wcs is a count, but is derived as a yes or no"),
        ("room.use", "some(bathroom)", "room.use is a choice, but is derived as a yes or no"),
        ("house.wcs", "1.5", "house.wcs is kept to 0 decimals of number, but is derived finer or as a plain number"),
        ("house.wcs", "1 m", "house.wcs is kept to 0 decimals of number, but is derived finer or as a quantity of length"),
        ("room.counted_floor_area", "room.flor_area", "'room.flor_area' is no fact and no term; did you mean 'floor_area'?"),
    ],
)
def test_a_derivation_of_the_wrong_kind_is_refused(path: str, how: str, message: str) -> None:
    with pytest.raises(BadExpression) as refusal:
        read_derivation(derived(path, how))
    assert str(refusal.value) == message
