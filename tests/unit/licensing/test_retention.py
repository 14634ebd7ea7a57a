"""Periods for which personal data is kept: counted in calendar months, and none shorter than an appeal can come."""

from datetime import date, timedelta

import pytest

from fanlight.licensing import retention
from fanlight.licensing.retention import KEPT, Kind


@pytest.mark.parametrize(
    ("since", "months", "on"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 3, 2), 12, date(2027, 3, 2)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
    ],
)
def test_a_period_ends_on_the_same_day_of_a_later_month(since: date, months: int, on: date) -> None:
    assert retention.due_on(since, months) == on


@pytest.mark.parametrize("months", [1, 3, 12, 13])
def test_the_cut_takes_nothing_too_early_and_hardly_anything_late(months: int) -> None:
    for number in range(1000):
        on = date(2024, 1, 1) + timedelta(number)
        last = retention.cut(on, months)
        assert retention.due_on(last, months) <= on
        assert retention.due_on(last + timedelta(4), months) > on


def test_a_period_shorter_than_an_appeal_is_refused_and_so_is_a_slip() -> None:
    for kind in (Kind.OFFENCES, Kind.UNSUCCESSFUL, Kind.PHOTOGRAPHS):
        retention.check(kind, 3)
        with pytest.raises(ValueError, match="2 months are too few: at least 3. The tribunal"):
            retention.check(kind, 2)
    with pytest.raises(ValueError, match="0 months are too few"):
        retention.check(Kind.MESSAGES, 0)
    with pytest.raises(ValueError, match="more than the 600"):
        retention.check(Kind.MESSAGES, 601)


def test_a_kind_with_most_months_of_its_own_refuses_more_and_says_why() -> None:
    retention.check(Kind.REPORTERS, 12)
    with pytest.raises(ValueError, match=r"13 months are more than the 12 that can be entered. No text .* is told how long"):
        retention.check(Kind.REPORTERS, 13)
    with pytest.raises(ValueError, match="23 months are too few: at least 24. A report can show an offence"):
        retention.check(Kind.REPORTS, 23)


SENT = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("closed", "periods", "on"),
    [
        (None, (None,), date(2027, 3, 2)),
        (None, (1,), date(2027, 3, 2)),
        (date(2026, 3, 2), (None,), date(2026, 5, 31)),
        (date(2026, 3, 2), (None, 6), date(2026, 5, 31)),
        (date(2026, 3, 2), (6, None), date(2026, 5, 31)),
        (date(2026, 3, 2), (6, 6), date(2026, 9, 2)),
        (date(2026, 3, 2), (12, 1), date(2026, 4, 2)),
        (date(2026, 12, 31), (12, 12), date(2027, 3, 2)),
        (date(2026, 12, 31), (None,), date(2027, 3, 2)),
    ],
)
def test_a_reporter_is_kept_by_the_shortest_period_and_a_year_at_most(
    closed: date | None, periods: tuple[int | None, ...], on: date
) -> None:
    assert retention.reporter_due(SENT, closed, periods) == on


def test_every_kind_says_what_it_takes_in_and_why() -> None:
    assert set(KEPT) == set(Kind)
    assert all(each.says and each.runs_from and each.because for each in KEPT.values())
