"""Notice of going in: to the occupiers and each known owner, never with less than 24 hours, and not where the Act asks for none."""

from datetime import UTC, datetime, timedelta

import pytest

from fanlight.casework import access
from fanlight.casework.actions import entry_notices, inspections
from fanlight.casework.actions.entry_notices import NoticeNotAsked, Wanted
from fanlight.casework.actions.inspections import Entry, VisitClosed
from fanlight.casework.models import EntryLetter, Event, Message, Notice
from fanlight.casework.queries import inspections as visits
from fanlight.documents.letters.composing import Incomplete
from fanlight.licensing.deadlines import DatesInvalid, Delivery
from fanlight.licensing.procedure import Role
from fanlight.licensing.relevant_persons import LegalRole
from tests.casework.conftest import party, staff
from tests.casework.test_decisions import ready

__all__ = ["ready"]
VISIT = datetime(2026, 4, 9, 9, 30, tzinfo=UTC)
"""Half past ten in summer time."""
DAY = timedelta(days=1)
BY_HAND = Wanted(Delivery.HAND, "To see whether the house is suitable.")


@pytest.fixture
def visit(ready, officer):
    return inspections.book(
        ready, inspections.Booking(VISIT, officer.account, inspections.Entry.POWER, with_fire=True), by=officer, at=VISIT - 9 * DAY
    )


def serve(visit, officer, at, wanted=BY_HAND):
    return entry_notices.serve(visit, wanted, by=officer, at=at)


def test_it_goes_to_the_occupiers_and_each_known_owner_once_and_states_its_times(visit, officer, ready):
    for role in (LegalRole.OWNER, LegalRole.LONG_LEASEHOLDER, LegalRole.MORTGAGEE):
        row = party(ready, role, "Olga Owner" if role is not LegalRole.MORTGAGEE else "Made-up Bank", email="owner@example.org")
        row.address = "2 Close\nExampleton"
        row.save()
    served = serve(visit, officer, VISIT - 2 * DAY)
    assert [each.to for each in served] == ["The occupiers", "Olga Owner"]
    first = served[0]
    for words in ("9 April 2026 at 10:30", "7 April 2026 at 10:30", "Housing Act 2004", "Exampleshire Fire and Rescue", "handed over"):
        assert words in first.html
    assert first.kind == "entry-notice" and first.pdf.startswith(b"%PDF") and first.delivery == "hand"
    assert [each.notice for each in visits.letters(visit)] == served
    assert EntryLetter.objects.filter(served_by=None).count() == 2
    assert Event.objects.filter(kind="notice served", case=ready).count() >= 2
    assert Message.objects.filter(to="owner@example.org", notice__kind="entry-notice").count() == 1


@pytest.mark.parametrize(("before", "is_open"), [(timedelta(hours=24), True), (timedelta(hours=23, minutes=59), False)])
def test_by_hand_it_is_refused_with_less_than_24_hours(visit, officer, before, is_open):
    if is_open:
        assert serve(visit, officer, VISIT - before)
        return
    with pytest.raises(DatesInvalid, match="less than 24 hours would be left before the visit of 9 April 2026 at 10:30"):
        serve(visit, officer, VISIT - before)
    assert not Notice.objects.filter(kind="entry-notice").exists() and not EntryLetter.objects.exists()


@pytest.mark.parametrize(
    ("posted", "is_open"), [(datetime(2026, 4, 1, 16, tzinfo=UTC), True), (datetime(2026, 4, 2, 9, tzinfo=UTC), False)]
)
def test_by_post_it_counts_from_the_end_of_the_day_on_which_it_is_taken_to_arrive(visit, officer, posted, is_open):
    """Easter Monday is 6 April: what is posted on the 1st arrives on the 7th, what is posted on the 2nd on the 8th."""
    by_post = Wanted(Delivery.POST, "To look at the house.")
    if not is_open:
        with pytest.raises(DatesInvalid):
            serve(visit, officer, posted, by_post)
        return
    served = serve(visit, officer, posted, by_post)
    assert "by the end of 7 April 2026" in served[0].html
    assert EntryLetter.objects.get(notice=served[0]).served_by == datetime(2026, 4, 7, 23, tzinfo=UTC)


@pytest.mark.parametrize("entry", [Entry.AGREEMENT, Entry.OFFENCE])
def test_where_the_act_asks_for_none_no_letter_is_made(visit, officer, entry):
    visit.entry = entry.value
    visit.save()
    with pytest.raises(NoticeNotAsked, match="asks for no notice"):
        serve(visit, officer, VISIT - 2 * DAY)


def test_a_visit_that_is_over_or_a_case_that_moved_has_none(visit, officer, ready):
    with pytest.raises(NoticeNotAsked, match="has moved"):
        serve(visit, officer, VISIT - 2 * DAY, Wanted(Delivery.HAND, "To look.", seen=0))
    with pytest.raises(Incomplete, match="why the council visits"):
        serve(visit, officer, VISIT - 2 * DAY, Wanted(Delivery.HAND, " "))
    inspections.call_off(visit, reasons="Ill.", by=officer, at=VISIT - 2 * DAY)
    with pytest.raises(VisitClosed):
        serve(visit, officer, VISIT - 2 * DAY)


def test_nobody_else_serves_it(visit, applicant, other_council):
    for who in (applicant, staff("Sam Stranger", Role.HOUSING_OFFICER, council=other_council)):
        with pytest.raises(access.NotPermitted):
            serve(visit, who, VISIT - 2 * DAY)
