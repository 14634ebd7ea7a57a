"""Postcodes: which texts can be one, and why the others cannot."""

import pytest

from fanlight.facts import postcode


@pytest.mark.parametrize("text", ["EX1 1AA", "W1A 0AX", "M1 1AE", "B33 8TH", "CR2 6XH", "DN55 1PT", "EC1A 1BB", "SW1A 2AA"])
def test_a_real_postcode_has_no_fault_however_it_is_written(text: str) -> None:
    assert postcode.fault(text) == ""
    assert postcode.tidy(text.replace(" ", "").lower()) == postcode.tidy(f" {text} ") == text


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("ZZ1 1ZZ", "no postcode begins with ZZ"),
        ("EX1 1AC", "no postcode ends with AC, since C, I, K, M, O and V are never used there"),
        ("EX1A 1AA", "in the area EX no district has a letter after its figure"),
        ("EXETER", "it does not have the shape of a postcode"),
        ("EX1", "it does not have the shape of a postcode"),
        ("EX1 IAA", "it does not have the shape of a postcode; EX1 1AA would"),
        ("EXI 1AA", "it does not have the shape of a postcode; EX1 1AA would"),
        ("BI 1AA", "it does not have the shape of a postcode; B1 1AA would"),
        ("EX1 1A5", "it does not have the shape of a postcode; EX1 1AS would"),
        ("?", "it does not have the shape of a postcode"),
    ],
)
def test_what_cannot_be_a_postcode_is_said_with_what_was_meant(text: str, why: str) -> None:
    assert postcode.fault(postcode.tidy(text)) == why


def test_there_are_124_areas_and_some_lie_outside_england() -> None:
    assert len(postcode.areas()) == 124
    assert postcode.areas("outside") < postcode.areas()
    assert postcode.is_outside_england("EH1 1AA")
    assert not postcode.is_outside_england("EX1 1AA") and not postcode.is_outside_england("EH")


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("1 Sample Street, Exampleton, EX1 1AA", "EX1 1AA"),
        ("1 Sample Street ex11aa", "EX1 1AA"),
        ("EX2 2AA House, Sample Street EX1 1AA (rear)", "EX1 1AA"),
        ("1 Sample Street, Exampleton EX1 IAA.", "EX1 IAA"),
        ("1 Sample Street, Chorley", ""),
        ("1 Sample Street, Exampleton", ""),
        ("", ""),
    ],
)
def test_the_last_postcode_of_an_address_is_found_or_what_is_almost_one(address: str, found: str) -> None:
    assert postcode.found_in(address) == found
