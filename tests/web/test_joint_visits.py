"""An inspection booked from an agreed joint visit: its day, who goes, notice where the law asks for it, and links both ways."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from fanlight.casework import access
from fanlight.casework.actions import fire, inspections, joint_visits
from fanlight.casework.actions.inspections import Entry, VisitClosed
from fanlight.casework.actions.joint_visits import Joint, VisitNotAgreed
from fanlight.casework.models import Event, FireRecord, House, Inspection, Message
from fanlight.casework.queries import joint_visits as queries
from fanlight.licensing.procedure import Role
from tests.casework.conftest import *  # noqa: F403 - the invented council and its people
from tests.casework.conftest import move, staff
from tests.web.officer_cases import text


def council_at(name, *args):
    return reverse(name, args=["exampleton", *args])


def fire_at(name, *args):
    return reverse(name, args=["exampleshire", *args])


@pytest.fixture
def open_case(case):
    return move(case, "duly made")


def proposed(client, case, officer, when):
    """A visit that the council proposed on its page, in the summer's or the winter's time of the place."""
    client.force_login(officer.account)
    local = timezone.localtime(when)
    said = {f"visit_on-{part}": str(getattr(local, part)) for part in ("day", "month", "year")}
    said |= {"hour": f"{local:%H:%M}", "visit_described": "The alarms."}
    assert client.post(council_at("case-fire-begin", case.reference, "fire-joint-visit"), said).status_code == 302
    return FireRecord.objects.get(table="fire-joint-visit")


@pytest.fixture
def when():
    return (timezone.now() + timedelta(days=7)).replace(minute=30, second=0, microsecond=0)


@pytest.fixture
def agreed(client, open_case, officer, fire_officer, when):
    held = proposed(client, open_case, officer, when)
    fire.add(held, "agree", said={"answer-given": "We come."}, by=fire_officer, at=timezone.now())
    return held


def booking(officer, entry=Entry.AGREEMENT, at=None):
    return Joint(officer.account, entry, at)


def book(held, case, officer, *, entry=Entry.AGREEMENT, at=None, now=None):
    return joint_visits.book(held, case, booking(officer, entry, at), by=officer, at=now or timezone.now())


def test_an_agreed_visit_is_booked_in_one_step_and_linked_both_ways(client, agreed, open_case, officer, when):
    matter = council_at("council-fire-matter", agreed.pk)
    assert "Book the inspection" in text(client.get(matter))
    address = council_at("council-fire-book", agreed.pk)
    asked = text(client.get(address))
    assert "Both agreed on" in asked
    assert "24 hours" in asked
    assert "visit_on" not in asked
    done = client.post(address, {"officer": str(officer.account.pk), "entry": Entry.POWER.value})
    assert done.url == matter
    made = Inspection.objects.get()
    assert (made.at, made.officer, made.with_fire_authority, made.matter, made.case) == (when, officer.account, True, agreed, open_case)
    visit = council_at("visit-seen", open_case.reference, made.pk)
    shown = text(client.get(matter))
    assert visit in shown
    assert "Book the inspection" not in shown
    seen = text(client.get(visit))
    assert matter in seen
    assert "Power of entry" in seen
    assert "None is recorded. Under the power of entry it is given by" in seen
    assert Event.objects.filter(kind="joint visit booked").count() == 1
    assert Message.objects.get(key=f"joint visit {made.pk}").to == agreed.authority.email
    assert client.get(address).status_code == 404


def test_the_day_of_the_proposal_is_kept_for_the_booking_and_not_shown_as_something_said(client, agreed, when):
    assert queries.agreed_at(agreed) == when
    assert "visit-at" not in text(client.get(council_at("council-fire-matter", agreed.pk)))


def test_both_take_the_visit_into_their_calendars(client, agreed, open_case, officer, fire_officer, when):
    made = book(agreed, open_case, officer)
    mine = client.get(council_at("visit-calendar", open_case.reference, made.pk))
    client.force_login(fire_officer.account)
    shown = text(client.get(fire_at("fire-matter", agreed.pk)))
    assert "The inspection booked from it" in shown
    theirs = client.get(fire_at("fire-calendar", agreed.pk))
    for answer in (mine, theirs):
        assert answer["Content-Type"].startswith("text/calendar")
        (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
        assert event["dtstart"].dt == when.astimezone(UTC)
        assert "14 Sample Street" in event["summary"]
    assert open_case.reference.encode() not in theirs.content


def test_nothing_is_booked_before_both_agreed_twice_or_after_it_was_made(client, open_case, officer, fire_officer, when):
    held = proposed(client, open_case, officer, when)
    assert client.get(council_at("council-fire-book", held.pk)).status_code == 404
    with pytest.raises(VisitNotAgreed, match="not agreed"):
        book(held, open_case, officer)
    fire.add(held, "agree", said={"answer-given": "We come."}, by=fire_officer, at=timezone.now())
    first = book(held, open_case, officer)
    with pytest.raises(VisitNotAgreed, match="booked already"):
        book(held, open_case, officer)
    inspections.call_off(first, reasons="Ill.", by=officer, at=timezone.now())
    assert book(held, open_case, officer).matter == held


def test_an_agreement_in_words_only_is_booked_for_the_day_that_is_entered(client, open_case, officer, fire_officer, house, when):
    held = fire.propose_visit(house, "Next Monday at ten.", by=fire_officer, at=timezone.now())
    fire.add(held, "agree", said={"answer-given": "Yes."}, by=officer, at=timezone.now())
    client.force_login(officer.account)
    address = council_at("council-fire-book", held.pk)
    said = {"officer": str(officer.account.pk), "entry": Entry.AGREEMENT.value}
    shown = text(client.post(address, said))
    assert 'href="#visit_on-day"' in shown
    assert "Enter the time of the visit" in shown
    with pytest.raises(ValueError, match="say when"):
        book(held, open_case, officer)
    local = timezone.localtime(when)
    on = {f"visit_on-{part}": str(getattr(local, part)) for part in ("day", "month", "year")}
    assert client.post(address, {**said, **on, "hour": f"{local:%H:%M}"}).status_code == 302
    assert Inspection.objects.get().at == when


def test_a_visit_that_is_past_or_too_soon_for_notice_is_not_booked(agreed, open_case, officer, when):
    with pytest.raises(ValueError, match="is past"):
        book(agreed, open_case, officer, now=when + timedelta(minutes=1))
    with pytest.raises(ValueError, match="24 hours"):
        book(agreed, open_case, officer, entry=Entry.POWER, now=when - timedelta(hours=23))
    assert not Inspection.objects.exists()
    assert book(agreed, open_case, officer, entry=Entry.OFFENCE, now=when - timedelta(hours=23)).entry == Entry.OFFENCE


def test_notice_is_recorded_once_it_was_given_and_only_in_time(client, agreed, open_case, officer, when):
    made = book(agreed, open_case, officer, entry=Entry.POWER)
    address = council_at("visit-notice", open_case.reference, made.pk)
    given = timezone.localtime() - timedelta(minutes=5)
    said = {f"given_on-{part}": str(getattr(given, part)) for part in ("day", "month", "year")} | {"hour": f"{given:%H:%M}"}
    assert "Enter an answer to" in text(client.post(address, said))
    assert client.post(address, {**said, "how": "A letter through each door."}).status_code == 302
    assert "A letter through each door." in text(client.get(council_at("visit-seen", open_case.reference, made.pk)))
    assert Event.objects.filter(kind="notice of entry given").count() == 1
    for at, now, problem in (
        (when - timedelta(hours=23), when - timedelta(hours=22), "less than 24 hours"),
        (when - timedelta(hours=30), when - timedelta(hours=40), "not come yet"),
    ):
        with pytest.raises(ValueError, match=problem):
            joint_visits.give_notice(made, at, "Late.", by=officer, at=now)
    with pytest.raises(ValueError, match="to whom"):
        joint_visits.give_notice(made, given, " ", by=officer, at=timezone.now())
    inspections.call_off(made, reasons="Ill.", by=officer, at=timezone.now())
    with pytest.raises(VisitClosed):
        joint_visits.give_notice(made, given, "By hand.", by=officer, at=timezone.now())


def test_notice_is_counted_in_real_hours_when_the_clocks_change():
    zone = timezone.get_default_timezone()
    visit = datetime(2026, 3, 29, 10, 30, tzinfo=zone)  # the night before has an hour less
    assert visit.astimezone(UTC) - queries.notice_by(visit) == timedelta(hours=24)


def test_a_visit_booked_before_it_was_asked_says_that_nobody_said_how_the_officer_goes_in(client, open_case, officer, when):
    made = inspections.book(
        open_case, inspections.Booking(when, officer.account, inspections.Entry.AGREEMENT), by=officer, at=timezone.now()
    )
    Inspection.objects.filter(pk=made.pk).update(entry="")
    client.force_login(officer.account)
    shown = text(client.get(council_at("visit-seen", open_case.reference, made.pk)))
    assert "Nobody said" in shown
    assert "None is recorded." in shown


@pytest.mark.parametrize("who", ["applicant", "fire_officer", "other_officer"])
def test_nobody_else_books_it(client, agreed, open_case, other_council, who, request):
    strange = who == "other_officer"
    actor = staff("Sam Stranger", Role.HOUSING_OFFICER, council=other_council) if strange else request.getfixturevalue(who)
    client.force_login(actor.account)
    assert client.get(council_at("council-fire-book", agreed.pk)).status_code == 404
    with pytest.raises(access.NotPermitted):
        joint_visits.book(agreed, open_case, booking(actor), by=actor, at=timezone.now())
    assert list(queries.cases(actor, agreed)) == []


def test_it_is_not_booked_in_a_case_of_another_house(agreed, open_case, officer, council, applicant):
    elsewhere = House.objects.create(council=council, uprn="2", address="15 Sample Street")
    open_case.house = elsewhere
    open_case.save()
    open_case.refresh_from_db()
    with pytest.raises(access.NotPermitted, match="another house"):
        book(agreed, open_case, officer)
