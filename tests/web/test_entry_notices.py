"""The page from which notice of a visit goes out, and what the visit shows of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fanlight.casework.actions import inspections
from fanlight.casework.actions.inspections import Entry
from fanlight.casework.models import EntryLetter, Inspection, Notice
from tests.web.officer_cases import *  # noqa: F403 - people and cases
from tests.web.officer_cases import at, text, told

SAID = {"delivery": "hand", "purpose": "To see the house.", "do": "serve"}


@pytest.fixture
def book(ready, officer):
    def booked(ahead):
        now = timezone.now()
        return inspections.book(
            ready, inspections.Booking(now + ahead, officer.account, inspections.Entry.POWER), by=officer, at=now - timedelta(days=2)
        )

    return booked


def test_notice_is_shown_then_served_and_the_visit_says_when(olu, ready, book):
    visit = book(timedelta(days=9))
    address = at("visit-letter", ready, visit.pk)
    assert "Send notice of going in" in text(olu.get(at("visit-seen", ready, visit.pk)))
    shown = text(olu.get(address))
    assert "Notice that we will inspect the house" in shown and "The occupiers" in shown and "from memory" in shown
    assert not Notice.objects.filter(kind="entry-notice").exists()
    shown = told(olu, olu.post(address, {**SAID, "seen": ready.steps}))
    assert "record here when that was" in shown and "Day on which notice was given" in shown
    seen = text(olu.get(at("visit-seen", ready, visit.pk)))
    assert "Letters of notice" in seen and "To be handed over" in seen and "None is recorded." in seen


def test_by_post_it_says_by_when_it_counts_as_served(olu, ready, book):
    visit = book(timedelta(days=20))
    shown = told(olu, olu.post(at("visit-letter", ready, visit.pk), {**SAID, "delivery": "post", "seen": ready.steps}))
    assert "served by post" in shown and "taken as served by" in shown
    assert EntryLetter.objects.filter(inspection=visit).exclude(served_by=None).exists()


def test_too_late_is_refused_with_what_can_be_done(olu, ready, book):
    visit = book(timedelta(hours=23))
    address = at("visit-letter", ready, visit.pk)
    for shown in (text(olu.get(address)), text(olu.post(address, {**SAID, "seen": ready.steps}))):
        assert "There is a problem" in shown and "Less than 24 hours would be left" in shown and 'href="#delivery"' in shown
    assert "Select an answer to" in text(olu.post(address, {**SAID, "delivery": ""}))
    assert not EntryLetter.objects.exists()


def in_boxes(when):
    return {f"on-{part}": getattr(when, part) for part in ("day", "month", "year")} | {"hour": f"{when:%H:%M}"}


def booking(officer, ahead, entry, **more):
    return {"officer": officer.account.pk, **in_boxes(timezone.localtime() + ahead), **({"entry": entry} if entry else {}), **more}


def test_whoever_books_a_visit_says_how_the_officer_goes_in(olu, ready, officer):
    shown = text(olu.post(at("book", ready), booking(officer, timedelta(days=9), "")))
    assert 'href="#entry"' in shown and "How does the officer go in?" in shown
    assert not Inspection.objects.exists()
    shown = told(olu, olu.post(at("book", ready), booking(officer, timedelta(days=9), Entry.AGREEMENT.value)))
    assert "The visit is booked." in shown and "How the officer goes in: the occupiers let us in." in shown
    assert "No notice of it is recorded." not in shown


def test_under_the_power_of_entry_the_letter_of_notice_comes_next_and_the_list_says_that_it_is_due(olu, ready, officer):
    answer = olu.post(at("book", ready), booking(officer, timedelta(days=9), Entry.POWER.value))
    visit = Inspection.objects.get()
    assert answer.url == at("visit-letter", ready, visit.pk)
    shown = told(olu, answer)
    assert "The visit is booked. Give notice of it by" in shown and "Notice that we will inspect the house" in shown
    listed = text(olu.get(at("inspections", ready)))
    assert "No notice of it is recorded. It is given by" in listed and f"{visit.pk}/notice/letter/" in listed
    told(olu, olu.post(at("visit-letter", ready, visit.pk), {**SAID, "seen": ready.steps}))
    assert "No notice of it is recorded." not in text(olu.get(at("inspections", ready)))


def test_under_the_power_of_entry_no_visit_is_booked_with_less_than_24_hours_left(olu, ready, officer):
    shown = text(olu.post(at("book", ready), booking(officer, timedelta(hours=23), Entry.POWER.value)), 422)
    assert "The visit is too soon" in shown and not Inspection.objects.exists()
    told(olu, olu.post(at("book", ready), booking(officer, timedelta(hours=25), Entry.POWER.value)))
    told(olu, olu.post(at("book", ready), booking(officer, timedelta(days=-1), Entry.POWER.value)))
    assert Inspection.objects.count() == 2


def test_a_warrant_is_named_and_shown_with_the_visit(olu, ready, officer):
    said = booking(officer, timedelta(hours=2), Entry.WARRANT.value)
    assert "Say who issued the warrant, and when" in text(olu.post(at("book", ready), said), 422)
    told(olu, olu.post(at("book", ready), {**said, "warrant": "Exampleton magistrates, 3 May 2026"}))
    visit = Inspection.objects.get()
    shown = text(olu.get(at("visit-seen", ready, visit.pk)))
    assert "Exampleton magistrates, 3 May 2026" in shown and "The warrant itself says what is asked for." in shown
    told(olu, olu.post(at("book", ready), {**said, "entry": Entry.AGREEMENT.value, "warrant": "Not needed"}))
    assert Inspection.objects.latest("pk").warrant == ""


def test_it_is_for_who_works_on_the_case(pat, ready, book):
    assert pat.get(at("visit-letter", ready, book(timedelta(days=9)).pk)).status_code == 403


def test_another_council_finds_no_visit(stranger, ready, book):
    assert stranger.get(at("visit-letter", ready, book(timedelta(days=9)).pk)).status_code == 404


def test_there_is_no_letter_of_a_visit_that_is_not_there(olu, ready):
    assert olu.get(at("visit-letter", ready, 99)).status_code == 404
