"""Changes that people report reach the council and wait until an officer says what was done; none is lost."""

from datetime import date, timedelta

import pytest

from fanlight.casework import access
from fanlight.casework.actions import changes
from fanlight.casework.actions.changes import Change, Letter
from fanlight.casework.actions.matters import MatterNotOpen
from fanlight.casework.models import ChangeAnswered, ChangeReported, Event, Message
from fanlight.casework.queries import changes as found
from fanlight.licensing.procedure import Role
from tests.casework import test_after_the_licence as after
from tests.casework.conftest import NOW, move, staff

ON = NOW.date()
holder, licence = after.holder, after.licence


def report(case, by, words="It is Max now."):
    return changes.report(case, Change.MANAGER, words, happened_on=None, by=by, at=NOW)


def test_what_nobody_answered_comes_first_and_nothing_is_left_out(case, licence, applicant, holder, officer, council, monkeypatch):
    first, second, third = report(case, applicant), report(licence, holder), report(case, applicant)
    changes.answer(first, "Noted.", by=officer, at=NOW)
    listed = found.listed(council)
    assert list(listed.changes) == [second, third, first]
    assert (listed.count, listed.unanswered, listed.page, listed.last_page) == (3, 2, 1, 1)
    monkeypatch.setattr(found, "PAGE", 1)
    pages = [found.listed(council, number) for number in (1, 2, 3, 4)]
    assert [list(each.changes) for each in pages] == [[second], [third], [first], [first]]


def test_a_report_of_another_council_is_not_listed(case, applicant, other_council):
    report(case, applicant)
    assert found.listed(other_council).count == 0


def test_an_answer_is_kept_told_and_may_be_added_to(case, applicant, officer):
    made = report(move(case, "submitted"), applicant)
    with pytest.raises(ValueError, match="say what you did"):
        changes.answer(made, " ", by=officer, at=NOW)
    changes.answer(made, "We wrote to Max.", by=officer, at=NOW)
    changes.answer(made, "Max answered.", by=officer, at=NOW)
    assert [each.words for each in found.one(case, made.pk).answers.all()] == ["We wrote to Max.", "Max answered."]
    told = Message.objects.filter(key__startswith="change answered").first()
    assert told.to == applicant.account.email and "We wrote to Max." in told.body
    assert Event.objects.filter(kind="change answered").count() == 2


def test_an_answer_begins_a_variation_of_a_licence_in_force(licence, case, holder, applicant, officer):
    made = report(licence, holder)
    answered = changes.answer(made, "The licence names Max from now on.", begins="variation", by=officer, at=NOW)
    assert (answered.led_to.table, answered.led_to.parent) == ("variation", licence)
    assert "Max" in answered.led_to.needs_recorded.get().reasons
    other = report(case, applicant)
    with pytest.raises(MatterNotOpen):
        changes.answer(other, "Vary.", begins="variation", by=officer, at=NOW)
    assert not other.answers.exists()


def test_only_who_works_on_the_case_answers_or_enters(case, applicant, other_council):
    made = report(case, applicant)
    stranger = staff("Sam Stranger", Role.HOUSING_OFFICER, council=other_council)
    for somebody in (applicant, stranger):
        with pytest.raises(access.NotPermitted):
            changes.answer(made, "Noted.", by=somebody, at=NOW)
        with pytest.raises(access.NotPermitted):
            changes.enter(case, Letter(Change.SALE, "Sold.", "Solicitor", ON), by=somebody, at=NOW)
    assert not ChangeAnswered.objects.exists()


def test_a_report_by_letter_is_kept_with_who_wrote_and_when_it_came(case, officer):
    move(case, "submitted")
    letter = Letter(Change.SALE, "Sold to Bea Buyer.", "A Solicitor", ON - timedelta(days=3), date(2026, 2, 1))
    made = changes.enter(case, letter, by=officer, at=NOW)
    assert (made.reported_by, made.received_on, made.by) == ("A Solicitor", ON - timedelta(days=3), officer.account)
    changes.answer(made, "A new licence is needed.", by=officer, at=NOW)
    assert not Message.objects.exists()
    for wrong, says in (
        (Letter(Change.SALE, "Sold.", " ", ON), "who wrote"),
        (Letter(Change.SALE, "Sold.", "X", ON + timedelta(days=1)), "still to come"),
        (Letter(Change.SALE, " ", "X", ON), "say what has changed"),
        (Letter(Change.HOLDER_DIED, "Died.", "X", ON, ON + timedelta(days=1)), "still to come"),
    ):
        with pytest.raises(ValueError, match=says):
            changes.enter(case, wrong, by=officer, at=NOW)
    assert ChangeReported.objects.count() == 1
