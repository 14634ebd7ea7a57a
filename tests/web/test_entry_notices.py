"""The page from which notice of a visit goes out, and what the visit shows of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fanlight.casework.actions import inspections
from fanlight.casework.models import EntryLetter, Notice
from tests.web.officer_cases import *  # noqa: F403 - people and cases
from tests.web.officer_cases import at, text, told

SAID = {"delivery": "hand", "purpose": "To see the house.", "do": "serve"}


@pytest.fixture
def book(ready, officer):
    def booked(ahead):
        now = timezone.now()
        return inspections.book(ready, now + ahead, officer=officer.account, with_fire=False, by=officer, at=now)

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


def test_it_is_for_who_works_on_the_case(pat, ready, book):
    assert pat.get(at("visit-letter", ready, book(timedelta(days=9)).pk)).status_code == 403


def test_another_council_finds_no_visit(stranger, ready, book):
    assert stranger.get(at("visit-letter", ready, book(timedelta(days=9)).pk)).status_code == 404


def test_there_is_no_letter_of_a_visit_that_is_not_there(olu, ready):
    assert olu.get(at("visit-letter", ready, 99)).status_code == 404
