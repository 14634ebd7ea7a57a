"""Days as a calendar file: read back by the library, each with its own name, place and words, and the same file for the same days."""

from datetime import UTC, date, datetime, timedelta, timezone

from icalendar import Calendar

from fanlight.documents.day_calendar import Day, day_calendar

ON = date(2026, 3, 2)
DAYS = (
    Day("visit-1", date(2026, 5, 1), "Visit 1 Row, Exampleton", "5 storeys; due by law", "1 Row"),
    Day("visit-2", date(2026, 5, 2), "Visit 2 Row"),
)


def test_each_day_is_an_event_that_takes_the_whole_of_it() -> None:
    text = day_calendar("Inspections", DAYS, on=ON)
    first, second = Calendar.from_ical(text).walk("VEVENT")
    assert (first["summary"], first["location"], first["uid"]) == ("Visit 1 Row, Exampleton", "1 Row", "visit-1@fanlight")
    assert (first["dtstart"].dt, first["dtend"].dt) == (date(2026, 5, 1), date(2026, 5, 2))
    assert first["description"] == "5 storeys; due by law"
    assert ("description" in second, "location" in second) == (False, False)


def test_the_same_days_give_the_same_file() -> None:
    assert day_calendar("Inspections", DAYS, on=ON) == day_calendar("Inspections", DAYS, on=ON)
    assert "\r\n" in day_calendar("Inspections", (), on=ON)


def test_what_comes_again_does_so_until_a_day() -> None:
    day = Day("test", ON, "Test the alarm", categories=("due", "must"), every=7, until=date(2026, 12, 31))
    (event,) = Calendar.from_ical(day_calendar("A year", [day], on=ON)).walk("VEVENT")
    assert (event["rrule"]["interval"], event["rrule"]["until"]) == ([7], [date(2026, 12, 31)])
    assert event["categories"].cats == ["due", "must"]


def test_what_begins_at_a_time_says_it_in_utc_and_takes_no_whole_day() -> None:
    at = datetime(2026, 7, 1, 10, 30, tzinfo=timezone(timedelta(hours=1)))
    (event,) = Calendar.from_ical(day_calendar("Visits", [Day("visit", date(2026, 7, 1), "Visit", at=at)], on=ON)).walk("VEVENT")
    assert event["dtstart"].dt == datetime(2026, 7, 1, 9, 30, tzinfo=UTC)
    assert ("dtend" in event, event["transp"]) == (False, "OPAQUE")
