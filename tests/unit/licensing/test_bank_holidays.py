"""Working days: published bank holidays inside their span, the ordinary rule beyond it, and saying which was used."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fanlight.facts import files
from fanlight.facts.files import Refused
from fanlight.licensing.bank_holidays import easter_sunday, england_and_wales, estimated, read_calendar

PROCLAIMED = {2012, 2020, 2022, 2023}
"""Years in which a proclamation added or moved a bank holiday."""


@pytest.mark.parametrize("year", range(2012, 2029))
def test_the_ordinary_rule_gives_what_was_published(year: int) -> None:
    published = england_and_wales().holidays(year)
    assert (published == estimated(year)) is (year not in PROCLAIMED)


def test_a_proclaimed_holiday_is_in_the_published_list_alone() -> None:
    calendar = england_and_wales()
    assert not calendar.is_working(date(2022, 9, 19)) and not calendar.is_working(date(2023, 5, 8))
    assert calendar.is_working(date(2022, 5, 30))


@pytest.mark.parametrize(
    ("year", "easter"), [(1961, date(1961, 4, 2)), (2000, date(2000, 4, 23)), (2008, date(2008, 3, 23)), (2038, date(2038, 4, 25))]
)
def test_easter_falls_where_the_tables_say(year: int, easter: date) -> None:
    assert easter_sunday(year) == easter


def test_working_days_skip_christmas_and_its_substitute() -> None:
    found = england_and_wales().after(date(2026, 12, 23), 2)
    assert found.day == date(2026, 12, 29) and not found.is_estimated


def test_a_working_day_is_its_own_and_a_weekend_moves_on() -> None:
    calendar = england_and_wales()
    assert calendar.not_before(date(2026, 11, 27)).day == date(2026, 11, 27)
    assert calendar.not_before(date(2026, 11, 28)).day == date(2026, 11, 30)


@pytest.mark.parametrize(("start", "known"), [(date(2028, 12, 27), True), (date(2028, 12, 28), False), (date(2011, 12, 30), False)])
def test_beyond_the_span_a_working_day_is_estimated(start: date, known: bool) -> None:
    assert england_and_wales().after(start, 2).is_estimated is not known


@settings(deadline=None, derandomize=True)
@given(st.dates(min_value=date(2006, 1, 1), max_value=date(2060, 1, 1)), st.integers(1, 20))
def test_so_many_working_days_lie_between(start: date, count: int) -> None:
    calendar = england_and_wales()
    found = calendar.after(start, count).day
    days = [date.fromordinal(number) for number in range(start.toordinal() + 1, found.toordinal() + 1)]
    assert sum(map(calendar.is_working, days)) == count and calendar.is_working(found)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("years: {}", "needs 'from:'"),
        ('{from: 2020-01-01, until: 2022-01-01, years: {"2020": [2020-01-01]}}', "without bank holidays: 2021"),
        ('{from: 2020-01-01, until: 2021-01-01, years: {"2020": [new year]}}', "is not a date"),
    ],
)
def test_a_list_that_is_not_whole_is_refused(text: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        read_calendar(files.read_text(text, "holidays.yaml"))
