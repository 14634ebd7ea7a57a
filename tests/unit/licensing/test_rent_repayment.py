"""The most rent that can be ordered repaid: the limits before and from 1 May 2026, days, benefit, and what is unknown."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fanlight.licensing import rent_repayment
from fanlight.licensing.law import NotKnown, england
from fanlight.licensing.rent_repayment import Applicant, Claim, ClaimInvalid, Rent, Repayment

LAW = england()


def day(text: str) -> date:
    return date.fromisoformat(text)


def months(first: str, number: int, paid: str | None = "500", benefit: str | None = "0") -> tuple[Rent, ...]:
    """So many calendar months of rent from the first of a month."""
    start = day(first)
    days = [date(start.year + (start.month - 1 + more) // 12, (start.month - 1 + more) % 12 + 1, 1) for more in range(number + 1)]
    amounts = [None if text is None else Decimal(text) for text in (paid, benefit)]
    return tuple(Rent(one, two, *amounts) for one, two in zip(days, days[1:], strict=False))


def claim(from_: str | None, until: str | None, applied: str, rents: tuple[Rent, ...], offence: str = "unlicensed-hmo") -> Claim:
    return Claim(offence, day(from_) if from_ else None, day(until) if until else None, day(applied), Applicant.TENANT, rents)


def amounts(found: Repayment) -> list[tuple[Decimal, Decimal | None]]:
    return [(each.least, each.most) for each in found.limits]


def test_twelve_months_was_the_most_before_may_2026() -> None:
    found = rent_repayment.calculate(LAW, claim("2023-01-01", "2025-01-01", "2025-02-01", months("2023-01-01", 24)))
    assert amounts(found) == [(Decimal(6000), Decimal(6000))]
    assert (found.in_time, found.open) == (True, ())
    assert found.limits[0].limit.value == "12 month"
    assert [rule.id for rule in found.provisions] == [
        "rent-repayment/time-to-apply", "rent-repayment/less-benefit", "rent-repayment/in-respect-of",
    ]  # fmt: skip


def test_twenty_four_months_is_the_most_since() -> None:
    found = rent_repayment.calculate(LAW, claim("2026-05-01", "2029-05-01", "2029-06-01", months("2026-05-01", 36)))
    assert amounts(found) == [(Decimal(12000), Decimal(12000))]


def test_an_offence_across_the_change_is_worked_out_under_both_limits() -> None:
    found = rent_repayment.calculate(LAW, claim("2025-01-01", "2027-01-01", "2027-02-01", months("2025-01-01", 24)))
    assert amounts(found) == [(Decimal(6000), Decimal(6000)), (Decimal(12000), Decimal(12000))]
    assert found.open == ("the law changed on 2026-05-01: which figure governs was not found",)
    assert found.in_time is True
    late = rent_repayment.calculate(LAW, claim("2025-01-01", "2026-06-01", "2027-12-01", months("2025-01-01", 17)))
    assert late.in_time is None
    assert late.open[-1] == rent_repayment.WHICH_TIME


def test_the_application_must_come_within_the_months_that_end_with_its_day() -> None:
    rents = months("2023-01-01", 12)
    assert rent_repayment.calculate(LAW, claim("2023-01-01", "2024-01-02", "2024-12-31", rents)).in_time is True
    assert rent_repayment.calculate(LAW, claim("2023-01-01", "2024-01-01", "2024-12-31", rents)).in_time is False


def test_the_best_stretch_is_taken() -> None:
    rents = (*months("2023-01-01", 12, "400"), *months("2024-01-01", 12, "600"))
    found = rent_repayment.calculate(LAW, claim("2023-01-01", "2025-01-01", "2025-01-01", rents))
    assert found.limits[0].time == (day("2024-01-01"), day("2025-01-01"))
    assert amounts(found) == [(Decimal(7200), Decimal(7200))]


def test_rent_is_shared_out_by_days_and_never_rounded_up() -> None:
    found = rent_repayment.calculate(LAW, claim("2024-01-11", "2024-01-21", "2024-02-01", months("2024-01-01", 1, "1000")))
    assert amounts(found) == [(Decimal("322.58"), Decimal("322.58"))]  # ten days of 31


def test_the_leap_day_is_within_twelve_months_that_end_with_it() -> None:
    rent = (Rent(day("2024-02-28"), day("2024-02-29"), Decimal(10)),)
    found = rent_repayment.calculate(LAW, claim("2022-01-01", "2024-02-29", "2024-03-01", rent))
    assert amounts(found) == [(Decimal(10), Decimal(10))]


def test_an_offence_that_goes_on_is_counted_to_the_day_of_the_application() -> None:
    found = rent_repayment.calculate(LAW, claim("2024-01-01", None, "2024-01-31", months("2024-01-01", 2, "310")))
    assert amounts(found) == [(Decimal(310), Decimal(310))]
    assert found.in_time is True


def test_a_tenant_gets_what_benefit_did_not_pay_and_the_council_the_rest() -> None:
    asked = claim("2024-01-01", "2025-01-01", "2025-01-01", months("2024-01-01", 12, "500", "350"))
    assert amounts(rent_repayment.calculate(LAW, asked)) == [(Decimal(1800), Decimal(1800))]
    assert amounts(rent_repayment.calculate(LAW, replace(asked, by=Applicant.COUNCIL))) == [(Decimal(4200), Decimal(4200))]


def test_unknown_benefit_leaves_bounds() -> None:
    asked = claim("2024-01-01", "2025-01-01", "2025-01-01", months("2024-01-01", 1, "500", None))
    tenant, council = rent_repayment.calculate(LAW, asked), rent_repayment.calculate(LAW, replace(asked, by=Applicant.COUNCIL))
    assert amounts(tenant) == amounts(council) == [(Decimal(0), Decimal(500))]
    assert tenant.open == ("how much of the rent from 2024-01-01 benefit paid",)


def test_unknown_rent_leaves_no_upper_bound() -> None:
    rents = (*months("2024-01-01", 1), *months("2024-02-01", 1, None))
    found = rent_repayment.calculate(LAW, claim("2024-01-01", "2025-01-01", "2025-01-01", rents))
    assert amounts(found) == [(Decimal(500), None)]
    assert found.open == ("how much rent was paid from 2024-02-01",)
    known_benefit = replace(claim("2024-01-01", "2025-01-01", "2025-01-01", months("2024-01-01", 1, None, "200")), by=Applicant.COUNCIL)
    assert amounts(rent_repayment.calculate(LAW, known_benefit)) == [(Decimal(200), Decimal(200))]
    nothing_known = replace(known_benefit, rents=months("2024-01-01", 1, None, None))
    assert amounts(rent_repayment.calculate(LAW, nothing_known)) == [(Decimal(0), None)]


def test_an_offence_of_unknown_beginning_is_not_worked_out() -> None:
    found = rent_repayment.calculate(LAW, claim(None, None, "2024-01-31", months("2024-01-01", 1)))
    assert (found.limits, found.in_time, found.open) == ((), None, ("from what day the offence was committed",))


def test_for_an_eviction_the_months_end_with_the_offence() -> None:
    asked = claim("2024-07-01", "2024-07-02", "2024-08-01", months("2023-01-01", 24), "unlawful-eviction")
    found = rent_repayment.calculate(LAW, asked)
    assert found.limits[0].time == (day("2023-07-02"), day("2024-07-02"))
    assert amounts(found) == [(Decimal(6000), Decimal(6000))]


def test_an_offence_that_cannot_be_is_refused() -> None:
    with pytest.raises(ClaimInvalid, match="the application of 2024-02-01 comes before the offence"):
        claim("2024-03-01", None, "2024-02-01", ())
    with pytest.raises(ClaimInvalid, match="covers no day"):
        claim("2024-03-01", "2024-03-01", "2024-05-01", ())


def test_an_offence_without_repayment_is_refused() -> None:
    with pytest.raises(NotKnown, match="no rent can be ordered repaid for 'over-occupation'"):
        rent_repayment.calculate(LAW, claim("2024-01-01", None, "2024-01-31", (), "over-occupation"))


@pytest.mark.parametrize(
    ("until", "paid", "benefit", "message"),
    [
        ("2024-01-01", "1", "0", "covers no day"),
        ("2024-02-01", "-1", "0", "not negative"),
        ("2024-02-01", "1", "-1", "not negative"),
        ("2024-02-01", "1", "2", "cannot have paid more than the rent"),
    ],
)
def test_a_rent_that_cannot_be_is_refused(until: str, paid: str, benefit: str, message: str) -> None:
    with pytest.raises(ClaimInvalid, match=message):
        Rent(day("2024-01-01"), day(until), Decimal(paid), Decimal(benefit))


money = st.decimals(0, 2000, places=2)


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    start = draw(st.dates(date(2023, 1, 1), date(2027, 1, 1)))
    length = draw(st.integers(1, 500))
    rents = []
    for _ in range(draw(st.integers(0, 4))):
        from_ = start + timedelta(days=draw(st.integers(-200, 500)))
        paid, benefit = draw(money), draw(money)
        rents.append(Rent(from_, from_ + timedelta(days=draw(st.integers(1, 60))), max(paid, benefit), min(paid, benefit)))
    until = start + timedelta(days=length)
    return Claim(
        "unlicensed-hmo", start, until, until + timedelta(days=draw(st.integers(0, 100))), draw(st.sampled_from(Applicant)), tuple(rents)
    )


@settings(max_examples=40)
@given(claims())
def test_no_more_is_repaid_than_was_paid_and_a_longer_limit_never_lowers_it(asked: Claim) -> None:
    paid = sum((rent.paid or Decimal(0) for rent in asked.rents), Decimal(0))
    found = [each.most or Decimal(0) for each in rent_repayment.calculate(LAW, asked).limits]
    assert all(Decimal(0) <= each <= paid for each in found)
    assert found == sorted(found)


@settings(max_examples=40)
@given(claims(), st.integers(0, 3), st.booleans())
def test_leaving_a_figure_out_only_widens_the_bounds(asked: Claim, place: int, both: bool) -> None:
    rents = [
        replace(rent, benefit=None, paid=None if both else rent.paid) if number == place else rent
        for number, rent in enumerate(asked.rents)
    ]
    full, part = rent_repayment.calculate(LAW, asked), rent_repayment.calculate(LAW, replace(asked, rents=tuple(rents)))
    for whole, wide in zip(full.limits, part.limits, strict=True):
        assert wide.least <= whole.least
        assert wide.most is None or (whole.most is not None and whole.most <= wide.most)
