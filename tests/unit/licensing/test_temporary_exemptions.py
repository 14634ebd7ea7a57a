"""Published terms of temporary exemptions: what is right, what is wrong and why, and what cannot be told. The rows are invented."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fanlight.licensing.temporary_exemptions import Term, check_term, check_terms

ONE = timedelta(days=1)


def checked(start: date | None, end: date | None, written: str = ""):  # type: ignore[no-untyped-def]
    return check_term(Term("a row", start, end, written))


def test_three_months_beginning_with_the_day_of_service_are_right() -> None:
    one = checked(date(2017, 9, 15), date(2017, 12, 14))
    assert one.is_right is True and one.why == () and one.cited.startswith("Housing Act 2004, s.62")
    assert one.second_end == date(2018, 3, 14)


@pytest.mark.parametrize(
    ("start", "end", "right", "says"),
    [
        # The faults of a real register of 2018, on its dates of service.
        (date(2017, 6, 27), date(2017, 9, 27), date(2017, 9, 26), ("1 day too late", "began with the day after", "28 June 2017")),
        (date(2017, 7, 3), date(2017, 10, 1), date(2017, 10, 2), ("1 day too early", "90 days were added", "2 July 2017")),
        (date(2017, 2, 8), date(2017, 9, 25), date(2017, 5, 7), ("141 days too late", "No way of counting", "26 June 2017")),
        # Others that are likely.
        (date(2017, 6, 27), date(2017, 9, 25), date(2017, 9, 26), ("1 day too early", "90 days were added")),
        (date(2017, 6, 27), date(2017, 12, 26), date(2017, 9, 26), ("91 days too late", "end of a second notice")),
        (date(2017, 6, 27), date(2017, 6, 26), date(2017, 9, 26), ("ends before it begins",)),
        (date(2017, 5, 3), date(2017, 6, 4), date(2017, 8, 2), ("59 days too early", "changed places: it fits 5 March 2017")),
        (date(2017, 5, 3), date(2017, 6, 5), date(2017, 8, 2), ("58 days too early", "changed places: it fits 5 March 2017")),
        (date(2017, 5, 3), date(2017, 6, 9), date(2017, 8, 2), ("No way of counting",)),
        (date(9998, 1, 12), date(9999, 12, 31), date(9998, 4, 11), ("No way of counting",)),
        # A notice served on 30 November ends with February; an end on 1 March begins to count a day late.
        (date(2022, 11, 30), date(2023, 3, 1), date(2023, 2, 28), ("1 day too late", "13 weeks", "2 December 2022")),
        (date(2023, 11, 30), date(2024, 3, 1), date(2024, 2, 29), ("1 day too late", "92 days", "2 December 2023")),
    ],
)  # fmt: skip
def test_a_wrong_end_is_explained(start: date, end: date, right: date, says: tuple[str, ...]) -> None:
    one = checked(start, end)
    assert one.is_right is False and one.right_end == right
    assert [part for part in says if part not in " ".join(one.why)] == []


def test_an_end_that_several_days_of_service_share_names_them_all() -> None:
    one = checked(date(2022, 11, 20), date(2023, 2, 28))
    assert "29 November 2022 or 30 November 2022 or 1 December 2022" in one.why[-1]


def test_an_end_that_no_day_of_service_gives_names_none() -> None:
    one = checked(date(2006, 4, 6), date(2006, 6, 30))
    assert one.is_right is False and not any("would be right" in why for why in one.why)


@pytest.mark.parametrize("written", ["", "soon"])
def test_a_missing_date_is_neither_right_nor_wrong(written: str) -> None:
    start = checked(None, date(2017, 9, 26), written)
    assert start.is_right is None and start.right_end is None and "would settle it" in start.why[0]
    end = checked(date(2017, 6, 27), None, written)
    assert end.is_right is None and end.right_end == date(2017, 9, 26) and "should be 26 September 2017" in end.why[0]
    assert ("'soon'" in end.why[0]) is bool(written)


@pytest.mark.parametrize(("start", "told"), [(date(2006, 4, 5), False), (date(2006, 4, 6), True), (date(9999, 12, 1), False)])
def test_a_day_outside_the_law_or_the_calendar_cannot_be_told(start: date, told: bool) -> None:
    assert (checked(start, date(9999, 12, 31)).is_right is not None) is told


@settings(deadline=None, derandomize=True)
@given(st.dates(min_value=date(2006, 4, 6), max_value=date(2090, 1, 1)), st.integers(-400, 400))
def test_one_end_alone_is_right_for_a_start(start: date, away: int) -> None:
    right = checked(start, None).right_end
    assert right is not None
    one = checked(start, right + away * ONE)
    assert one.is_right is (away == 0) and bool(one.why) is (away != 0)


def test_rows_are_checked_in_order() -> None:
    terms = [Term("a", date(2017, 6, 27), date(2017, 9, 26)), Term("b", None, None)]
    assert [one.term.label for one in check_terms(terms)] == ["a", "b"]
