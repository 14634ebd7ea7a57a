"""Days as a calendar file: read back by the library, each with its own name, place and words, and the same file for the same days."""

from datetime import date

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
