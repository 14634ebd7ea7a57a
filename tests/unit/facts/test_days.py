"""Dates are read as they are written, and never guessed."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from fanlight.facts.importing.days import Order, Orders, OrderUnclear, UnreadableDay, day_of, order_shown

DMY, MDY = Order.DMY, Order.MDY


@pytest.mark.parametrize(
    "text",
    [
        "2018-04-03", "2018/4/3", "20180403", "2018-04-03T10:00:00Z", "3 April 2018", "3rd Apr 2018", "April 3, 2018", "03-Apr-18",
        "Tuesday 3 April 2018", "Tue 3 Apr. 2018", "3April2018".replace("April", " April "), "2018-04-03 00:00:00",
    ],
)  # fmt: skip
def test_a_date_of_one_sense_is_read_without_an_order(text: str) -> None:
    assert day_of(text, None) == date(2018, 4, 3)


def test_a_date_of_figures_is_read_by_the_order_and_else_only_where_it_is_one_day() -> None:
    assert day_of("03/04/2018", DMY) == date(2018, 4, 3)
    assert day_of("03/04/18 09:30", MDY) == date(2018, 3, 4)
    assert day_of("31/01/2018", None) == day_of("01/31/2018", None) == date(2018, 1, 31)
    assert day_of("03.03.2018", None) == date(2018, 3, 3)
    with pytest.raises(OrderUnclear, match="'03/04/2018' is one day with the day first and another with the month first"):
        day_of("03/04/2018", None)


@pytest.mark.parametrize(("text", "order"), [("31/01/2018", MDY), ("01/31/2018", DMY), ("31/02/2018", None), ("13/13/2018", None),
    ("2018-13-01", None), ("3 Foo 2018", None), ("00/00/0000", None)])  # fmt: skip
def test_a_day_of_no_calendar_is_not_read(text: str, order: Order | None) -> None:
    with pytest.raises(UnreadableDay, match="no calendar has that day"):
        day_of(text, order)


@pytest.mark.parametrize("text", ["soon", "", "2018", "43101", "5 years", "x" * 200, "April 2018", "1/2/3/2018"])
def test_what_is_no_date_is_said_to_be_none(text: str) -> None:
    with pytest.raises(UnreadableDay, match="is not a date; write the year, month and day"):
        day_of(text, DMY)


def test_a_number_is_a_date_only_in_a_workbook() -> None:
    assert day_of("43101", None, date(1899, 12, 30)) == date(2018, 1, 1)
    assert day_of("43101.5", None, date(1899, 12, 30)) == date(2018, 1, 1)
    with pytest.raises(UnreadableDay):
        day_of("99999", None, date(1899, 12, 30))


def test_a_date_shows_its_order_only_where_it_has_no_other() -> None:
    assert [order_shown(text) for text in ("31/01/2018", "01/31/2018", "01/02/2018", "31/31/2018", "2018-01-31")] == [
        DMY,
        MDY,
        None,
        None,
        None,
    ]


def seen(**columns: list[str]) -> Orders:
    orders = Orders()
    for column, texts in columns.items():
        for text in texts:
            orders.see(column, text)
    return orders


def test_the_order_of_a_column_is_that_of_its_own_dates_else_of_all() -> None:
    orders = seen(start=["31/01/2018", "01/02/2018"], end=["03/04/2018", "soon"], plain=["2018-01-01"])
    assert orders.of("start") is orders.of("end") is DMY
    assert orders.described("start") == "the day stands first: 1 dates can be read in no other way"
    assert orders.described("end") == "the day stands first, as in the other columns"
    assert orders.described("plain") == "no date is unclear"
    american = seen(start=["01/31/2018"])
    assert (american.of("start"), american.described("start")) == (MDY, "the month stands first: 1 dates can be read in no other way")


def test_an_order_that_nothing_shows_or_that_is_mixed_is_not_chosen() -> None:
    orders = seen(start=["01/02/2018"], end=["03/04/2018"])
    assert orders.of("start") is None
    assert orders.described("start") == (
        "nothing shows whether day or month stands first; 1 dates are not read (say --dates dmy or --dates mdy)"
    )
    mixed = seen(start=["31/01/2018", "01/31/2018", "01/02/2018"], end=["31/01/2018"])
    assert (mixed.of("start"), mixed.of("end")) == (None, DMY)
    assert mixed.described("start") == ("1 dates can only have the day first and 1 only the month; 1 could be either and are not read")


@settings(deadline=None)
@given(some.dates(date(2000, 1, 1), date(2099, 12, 31)), some.sampled_from(["%d/%m/%Y", "%d.%m.%y", "%Y-%m-%d", "%d %B %Y", "%d-%b-%y"]))
def test_every_day_written_day_first_is_read_back(day: date, form: str) -> None:
    assert day_of(day.strftime(form), DMY) == day


@settings(deadline=None)
@given(some.text(max_size=40))
def test_any_text_is_a_day_or_refused(text: str) -> None:
    try:
        assert isinstance(day_of(text, None), date)
    except UnreadableDay as error:
        assert str(error).startswith("'")
