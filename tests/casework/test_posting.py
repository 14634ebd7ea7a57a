"""Where GOV.UK Notify posts a council's letters, no day that depends on posting is printed as if they were posted at once."""

from datetime import UTC, date, datetime

import pytest

from fanlight.casework import posting
from fanlight.casework.actions import entry_notices, inspections, matters, steps
from fanlight.casework.actions.cases import Taking
from fanlight.casework.actions.entry_notices import Wanted
from fanlight.casework.actions.inspections import Booking, Entry
from fanlight.casework.models import EntryLetter, Exemption
from fanlight.licensing import deadlines
from fanlight.licensing.deadlines import DatesInvalid, Delivery
from fanlight.licensing.procedure import Standing
from tests.casework.conftest import NOW
from tests.casework.test_after_the_licence import notified
from tests.casework.test_decisions import draft, propose, ready, terms

__all__ = ["ready"]
LEAST = deadlines.reckon("consultation-on-proposal", start=NOW.date(), served=Delivery.POST).reckoning.first
LEAST_BY_NOTIFY = deadlines.reckon("consultation-on-proposal", start=date(2026, 3, 3), served=Delivery.POST).reckoning.first


@pytest.fixture
def by_notify(settings):
    settings.POSTED_BY_NOTIFY = frozenset({"exampleton"})


def test_a_letter_posted_by_hand_goes_today_and_one_that_notify_prints_on_the_next_working_day(council, settings):
    assert posting.posted_on(council, Delivery.POST, NOW) == date(2026, 3, 2)
    settings.POSTED_BY_NOTIFY = frozenset({"exampleton"})
    assert posting.posted_on(council, Delivery.POST, NOW) == posting.posted_on(council, Delivery.SECOND_CLASS, NOW) == date(2026, 3, 3)
    assert posting.posted_on(council, Delivery.HAND, NOW) == date(2026, 3, 2)
    settings.POSTED_BY_NOTIFY = frozenset({"elsewhere"})
    assert posting.posted_on(council, Delivery.POST, NOW) == date(2026, 3, 2)


def test_the_evening_is_that_of_the_clock_on_the_wall(council, by_notify):
    summer = datetime(2026, 7, 1, 16, 30, tzinfo=UTC)
    assert posting.posted_on(council, Delivery.POST, summer) == date(2026, 7, 3)


def test_the_last_day_for_representations_that_does_by_hand_is_too_early_by_notify(ready, officer, settings):
    settings.POSTED_BY_NOTIFY = frozenset({"exampleton"})
    draft(ready, terms(ready))
    assert LEAST_BY_NOTIFY > LEAST
    with pytest.raises(DatesInvalid, match="Posted on 3 March 2026"):
        propose(ready, officer, last_on=LEAST.isoformat())
    moved = propose(ready, officer, last_on=LEAST_BY_NOTIFY.isoformat())
    assert {each.last_on for each in moved.notices} == {LEAST_BY_NOTIFY}


def test_posted_by_hand_the_earlier_day_does(ready, officer):
    draft(ready, terms(ready))
    assert propose(ready, officer, last_on=LEAST.isoformat()).notices


@pytest.mark.parametrize(("is_by_notify", "later"), [(False, date(2026, 3, 2)), (True, date(2026, 3, 3))])
def test_an_exemption_runs_from_the_day_on_which_its_notice_can_arrive(house, applicant, manager, settings, is_by_notify, later):
    settings.POSTED_BY_NOTIFY = frozenset({"exampleton"} if is_by_notify else ())
    needs = {"particular-steps-intended": Standing.MET}
    case = matters.notify(house, notified(), by=applicant, at=NOW)
    steps.take(case, Taking("serve", manager, NOW, reasons="It will be sold.", needs=needs, details={"delivery": "post"}))
    last = deadlines.reckon("temporary-exemption", start=later, served=Delivery.POST).reckoning.last
    assert Exemption.objects.get().until_on == last


def test_notice_of_a_visit_counts_from_the_end_of_the_day_on_which_what_notify_posts_is_taken_to_arrive(ready, officer, by_notify):
    """By hand what is posted on Wednesday arrives on the 7th, after Easter; Notify posts it on Thursday, and it arrives on the 8th."""
    visit = Booking(datetime(2026, 4, 10, 9, 30, tzinfo=UTC), officer.account, Entry.POWER)
    made = inspections.book(ready, visit, by=officer, at=datetime(2026, 4, 1, 9, tzinfo=UTC))
    wanted = Wanted(Delivery.POST, "To look at the house.")
    (letter,) = entry_notices.serve(made, wanted, by=officer, at=datetime(2026, 4, 1, 9, tzinfo=UTC))
    assert "by the end of 8 April 2026" in letter.html
    assert EntryLetter.objects.get().served_by == datetime(2026, 4, 8, 23, tzinfo=UTC)
