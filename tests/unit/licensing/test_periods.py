"""Periods on the calendar: never early, never late, over leap years and the ends of months."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fanlight.licensing.periods import BeyondCalendar, Counting, Period, Reckoning, corresponding

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31))
AMOUNTS = st.integers(1, 400)
MONTHS = st.integers(1, 72)
ONE = timedelta(days=1)

WORKED = [
    # Both sides of every way, in days.
    (Period(7, "day", Counting.BEGINNING_WITH), date(2026, 5, 4), date(2026, 5, 4), date(2026, 5, 10)),
    (Period(7, "day", Counting.AFTER), date(2026, 5, 4), date(2026, 5, 5), date(2026, 5, 11)),
    (Period(7, "day", Counting.NOT_LESS_THAN_AFTER), date(2026, 5, 4), date(2026, 5, 11), None),
    (Period(7, "day", Counting.NOT_LESS_THAN_BEFORE), date(2026, 5, 4), None, date(2026, 4, 27)),
    (Period(7, "day", Counting.ENDING_WITH), date(2026, 5, 4), date(2026, 4, 28), date(2026, 5, 4)),
    (Period(1, "day", Counting.BEGINNING_WITH), date(2026, 5, 4), date(2026, 5, 4), date(2026, 5, 4)),
    # Months, with a corresponding day and without.
    (Period(3, "month", Counting.BEGINNING_WITH), date(2017, 6, 27), date(2017, 6, 27), date(2017, 9, 26)),
    (Period(3, "month", Counting.AFTER), date(2017, 6, 27), date(2017, 6, 28), date(2017, 9, 27)),
    (Period(3, "month", Counting.BEGINNING_WITH), date(2022, 11, 30), date(2022, 11, 30), date(2023, 2, 28)),
    (Period(3, "month", Counting.BEGINNING_WITH), date(2023, 11, 30), date(2023, 11, 30), date(2024, 2, 29)),
    (Period(3, "month", Counting.BEGINNING_WITH), date(2023, 12, 1), date(2023, 12, 1), date(2024, 2, 29)),
    (Period(12, "month", Counting.BEGINNING_WITH), date(2024, 2, 29), date(2024, 2, 29), date(2025, 2, 28)),
    (Period(12, "month", Counting.BEGINNING_WITH), date(2023, 3, 1), date(2023, 3, 1), date(2024, 2, 29)),
    (Period(60, "month", Counting.BEGINNING_WITH), date(2018, 10, 1), date(2018, 10, 1), date(2023, 9, 30)),
    (Period(1, "month", Counting.AFTER), date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 28)),
    # The case in which the House of Lords settled it: four months after 30 September end on 30 January, not on the 31st.
    (Period(4, "month", Counting.AFTER), date(1978, 9, 30), date(1978, 10, 1), date(1979, 1, 30)),
    (Period(3, "month", Counting.NOT_LESS_THAN_AFTER), date(2026, 11, 30), date(2027, 2, 28), None),
    (Period(2, "month", Counting.NOT_LESS_THAN_BEFORE), date(2026, 4, 30), None, date(2026, 2, 28)),
    (Period(12, "month", Counting.ENDING_WITH), date(2023, 5, 4), date(2022, 5, 5), date(2023, 5, 4)),
    (Period(12, "month", Counting.ENDING_WITH), date(2024, 2, 29), date(2023, 3, 1), date(2024, 2, 29)),
]  # fmt: skip


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(("period", "start", "first", "last"), WORKED)
def test_a_period_worked_by_hand(period: Period, start: date, first: date | None, last: date | None) -> None:
    held = period.reckon(start)
    assert (held.first, held.last) == (first, last)
    assert all(line.endswith(".") for line in held.working)


def test_the_working_says_each_day_once() -> None:
    assert "Day 1 is 5 May 2026." in " ".join(Period(1, "day", Counting.AFTER).reckon(date(2026, 5, 4)).working)
    assert "Day 1 is 5 May 2026; day 2 is 6 May 2026." in " ".join(Period(2, "day", Counting.AFTER).reckon(date(2026, 5, 4)).working)


@settings(deadline=None, derandomize=True)
@given(DAYS, AMOUNTS)
def test_days_beginning_with_a_day_are_that_many_days(start: date, amount: int) -> None:
    held = Period(amount, "day", Counting.BEGINNING_WITH).reckon(start)
    assert held.first == start
    assert len([day for day in span(held)]) == amount


@settings(deadline=None, derandomize=True)
@given(DAYS, AMOUNTS)
def test_after_is_a_day_later_than_beginning_with(start: date, amount: int) -> None:
    begun, after = (Period(amount, "day", way).reckon(start) for way in (Counting.BEGINNING_WITH, Counting.AFTER))
    assert begun.last is not None
    assert after.last == begun.last + ONE
    assert Period(amount, "day", Counting.NOT_LESS_THAN_AFTER).reckon(start).first == after.last


@settings(deadline=None, derandomize=True)
@given(DAYS, MONTHS)
def test_months_end_as_an_independent_count_says(start: date, months: int) -> None:
    """Walk day by day: the period is over when so many months have turned and the day of the month is reached or the month ends."""
    held = Period(months, "month", Counting.BEGINNING_WITH).reckon(start)
    day, turned = start, 0
    while True:
        following = day + ONE
        turned += following.month != day.month
        if turned == months and following.day >= start.day:
            break
        if turned > months:
            break
        day = following
    assert held.last == day


@settings(deadline=None, derandomize=True)
@given(DAYS, MONTHS)
def test_a_later_start_never_ends_sooner(start: date, months: int) -> None:
    for way in (Counting.BEGINNING_WITH, Counting.AFTER, Counting.ENDING_WITH):
        one, next_ = (Period(months, "month", way).reckon(day) for day in (start, start + ONE))
        assert one.first is not None and next_.first is not None and one.last is not None and next_.last is not None
        assert one.first <= next_.first and one.last <= next_.last


@settings(deadline=None, derandomize=True)
@given(DAYS, MONTHS)
def test_the_day_before_and_the_day_after_lie_outside(start: date, months: int) -> None:
    held = Period(months, "month", Counting.BEGINNING_WITH).reckon(start)
    assert held.first is not None and held.last is not None
    assert held.holds(held.first) and held.holds(held.last)
    assert not held.holds(held.first - ONE) and not held.holds(held.last + ONE)


@settings(deadline=None, derandomize=True)
@given(DAYS, st.integers(-600, 600))
def test_the_corresponding_day_has_the_same_number_or_ends_its_month(start: date, months: int) -> None:
    match = corresponding(start, months)
    assert (match.day.year * 12 + match.day.month) - (start.year * 12 + start.month) == months
    if match.is_short:
        assert (match.day + ONE).day == 1 and match.day.day < start.day
    else:
        assert match.day.day == start.day


def test_hours_run_from_a_moment() -> None:
    held = Period(8, "hour", Counting.AFTER).reckon(moment("2026-05-04T22:30"))
    assert held.until == moment("2026-05-05T06:30")
    assert (held.first, held.last) == (date(2026, 5, 4), date(2026, 5, 5))
    warned = Period(24, "hour", Counting.NOT_LESS_THAN_BEFORE).reckon(moment("2026-05-04T14:00"))
    assert warned.until == moment("2026-05-03T14:00") and warned.last == date(2026, 5, 3)


def test_hours_from_a_day_whose_hour_nobody_knows_are_read_strictly() -> None:
    held = Period(8, "hour", Counting.AFTER).reckon(date(2026, 5, 4))
    assert held.until == moment("2026-05-04T08:00")
    assert "not known" in held.working[-1]
    warned = Period(24, "hour", Counting.NOT_LESS_THAN_BEFORE).reckon(date(2026, 5, 4))
    assert warned.last == date(2026, 5, 2)


def test_days_are_counted_from_the_day_of_a_moment() -> None:
    assert Period(7, "day", Counting.AFTER).reckon(moment("2026-05-04T23:59")).last == date(2026, 5, 11)


def test_a_length_is_said_in_the_singular_where_it_is_one() -> None:
    assert Period(1, "month", Counting.AFTER).length == "1 month"
    assert Period(2, "month", Counting.AFTER).length == "2 months"


@pytest.mark.parametrize(("amount", "unit"), [(0, "day"), (-1, "month"), (3, "fortnight")])
def test_what_is_no_period_is_refused(amount: int, unit: str) -> None:
    with pytest.raises(ValueError, match="is no period"):
        Period(amount, unit, Counting.AFTER)


@pytest.mark.parametrize(
    "period", [Period(2, "day", Counting.AFTER), Period(1, "month", Counting.AFTER), Period(48, "hour", Counting.AFTER)]
)
def test_a_period_that_leaves_the_calendar_is_refused(period: Period) -> None:
    with pytest.raises(BeyondCalendar, match="leaves the calendar"):
        period.reckon(date(9999, 12, 31))


def span(held: Reckoning) -> list[date]:
    assert held.first is not None and held.last is not None
    return [held.first + number * ONE for number in range((held.last - held.first).days + 1)]
