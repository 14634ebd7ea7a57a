"""Decisions put up, signed and returned: nothing invalid reaches the manager, one answer counts, and each is on the record."""

from dataclasses import replace
from functools import partial

import pytest

from fanlight.casework.access import NotPermitted
from fanlight.casework.actions import cases, signing, steps
from fanlight.casework.actions.cases import CaseMoved, Taking
from fanlight.casework.actions.licences import LicenceNotValid
from fanlight.casework.actions.signing import NotWaiting
from fanlight.casework.models import Case, Event, Licence, Notice, Proposal
from fanlight.casework.queries import record
from fanlight.licensing.procedure import Role, Standing, StepNotOpen
from tests.casework.conftest import staff, told
from tests.casework.test_at_once import at_once
from tests.casework.test_decisions import DECIDE, draft, propose, ready, terms

__all__ = ["ready"]
FEE = {"second_pence": 40000, "second_due_on": "2026-05-10"}


@pytest.fixture
def proposed(ready, officer):
    draft(ready, terms(ready))
    propose(ready, officer)
    cases.record_need(ready, "mandatory-conditions", Standing.MET, reasons="All there.", by=officer, at=DECIDE)
    return ready


def put_up(case, officer, at=DECIDE):
    return signing.put_up(case, Taking("grant", officer, at, case.steps, "As proposed.", {}, FEE))


def state(case):
    return Case.objects.get(pk=case.pk).state


@pytest.mark.django_db
def test_what_is_put_up_serves_nothing_until_it_is_signed(proposed, officer, manager):
    served = Notice.objects.count()
    waiting = put_up(proposed, officer)
    assert (state(proposed), Notice.objects.count(), Licence.objects.count()) == ("grant proposed", served, 0)
    signing.sign(waiting, by=manager, at=DECIDE)
    assert (state(proposed), Licence.objects.count()) == ("granted", 1)
    assert Notice.objects.count() > served
    waiting.refresh_from_db()
    assert (waiting.answer, waiting.answered_by) == ("signed", manager.account)
    assert proposed.steps_taken.get(name="grant").by == manager.account


@pytest.mark.django_db
def test_what_could_not_be_served_is_not_put_up(proposed, officer):
    draft(proposed, replace(terms(proposed), holder=""))
    with pytest.raises(LicenceNotValid, match="holder"):
        put_up(proposed, officer)
    assert not Proposal.objects.exists() and not Event.objects.filter(kind="put up for signature").exists()


@pytest.mark.django_db
def test_what_lacks_a_need_is_not_put_up(ready, officer):
    draft(ready, terms(ready))
    propose(ready, officer)
    with pytest.raises(StepNotOpen):
        put_up(ready, officer)


@pytest.mark.django_db
def test_one_decision_waits_at_a_time(proposed, officer):
    put_up(proposed, officer)
    with pytest.raises(NotWaiting, match="waits for signature already"):
        put_up(proposed, officer)


@pytest.mark.django_db
def test_what_is_returned_needs_reasons_and_can_be_put_up_again(proposed, officer, manager):
    waiting = put_up(proposed, officer)
    with pytest.raises(ValueError, match="say why"):
        signing.return_(waiting, reasons=" ", by=manager, at=DECIDE)
    signing.return_(waiting, reasons="The first day is past.", by=manager, at=DECIDE)
    with pytest.raises(NotWaiting, match="has returned this already"):
        signing.sign(waiting, by=manager, at=DECIDE)
    assert told("returned unsigned")["reasons"] == "The first day is past."
    signing.sign(put_up(proposed, officer), by=manager, at=DECIDE)
    assert state(proposed) == "granted"


@pytest.mark.django_db
def test_only_a_manager_of_the_council_signs(proposed, officer, other_council, applicant):
    waiting = put_up(proposed, officer)
    stranger = staff("Sam Stranger", Role.TEAM_MANAGER, council=other_council)
    for who in (officer, stranger, applicant):
        for answer in (signing.sign, partial(signing.return_, reasons="No.")):
            with pytest.raises(NotPermitted):
                answer(waiting, by=who, at=DECIDE)
    with pytest.raises(NotPermitted):
        put_up(proposed, staff("Sal Stranger", Role.HOUSING_OFFICER, council=other_council))
    assert state(proposed) == "grant proposed"


@pytest.mark.django_db
def test_a_case_that_moved_after_it_was_put_up_is_not_signed(proposed, officer, manager, applicant):
    waiting = put_up(proposed, officer)
    steps.take(proposed, Taking("withdraw", applicant, DECIDE, reasons="Sold."))
    with pytest.raises(CaseMoved, match="moved since this was put up"):
        signing.sign(waiting, by=manager, at=DECIDE)
    waiting.refresh_from_db()
    assert (waiting.answer, state(proposed), Licence.objects.count()) == ("", "withdrawn", 0)


@pytest.mark.django_db(transaction=True)
def test_of_two_managers_who_answer_at_once_one_wins_and_one_licence_is_granted(council, proposed, officer, manager):
    other = staff("Max Manager", Role.TEAM_MANAGER, council=council)
    waiting = put_up(proposed, officer)
    copies = [Proposal.objects.get(pk=waiting.pk) for _ in range(3)]
    given = at_once(
        partial(signing.sign, copies[0], by=manager, at=DECIDE),
        partial(signing.sign, copies[1], by=other, at=DECIDE),
        partial(signing.return_, copies[2], reasons="Not so.", by=other, at=DECIDE),
    )
    lost = [one for one in given if isinstance(one, Exception)]
    assert [type(one) for one in lost] == [NotWaiting, NotWaiting], given
    waiting.refresh_from_db()
    was_signed = waiting.answer == "signed"
    assert Licence.objects.count() == (1 if was_signed else 0)
    assert state(proposed) == ("granted" if was_signed else "grant proposed")
    council.refresh_from_db()
    assert record.prove(council).fault == ""
