"""Representations: who may make them, late ones kept and marked, each weighed with reasons, withdrawn ones no longer waiting."""

from datetime import timedelta

import pytest

from fanlight.casework import access, needs
from fanlight.casework.actions import representations
from fanlight.casework.actions.representations import Answer, RepresentationNotOpen, Said
from fanlight.casework.models import Representation
from fanlight.casework.queries import people
from fanlight.casework.queries import representations as reading
from fanlight.licensing.procedure import Standing
from fanlight.licensing.relevant_persons import LegalRole
from tests.casework.conftest import NOW, account, move, noticed, party

ON = NOW.date()
SOON = ON + timedelta(20)


@pytest.fixture
def notice(case):
    return noticed(move(case, "grant proposed"), last_on=SOON)


def said(words="The kitchen is larger than you say."):
    return Said(words)


def stands(case, on=ON):
    found = needs.standings(case, on).get("representations-considered")
    return found.standing if found else Standing.OPEN


def test_the_applicant_makes_one_and_it_waits_until_it_is_weighed(case, notice, applicant, officer):
    assert stands(case) is Standing.OPEN
    made = representations.make(notice, said(), by=applicant, at=NOW)
    assert stands(case) is Standing.NOT_MET
    with pytest.raises(ValueError, match="say why"):
        representations.weigh(made, Answer.PARTLY, reasons=" ", by=officer, at=NOW)
    representations.weigh(made, Answer.NOT_ACCEPTED, reasons="Measured again.", by=officer, at=NOW)
    representations.weigh(made, Answer.ACCEPTED, reasons="The plan was wrong.", by=officer, at=NOW)
    assert stands(case) is Standing.MET
    assert [(heard.answer.answer, heard.is_late) for heard in reading.of_case(case)] == [("accepted", False)]


@pytest.mark.parametrize(("role", "may"), [(LegalRole.MORTGAGEE, True), (LegalRole.OWNER, True), (LegalRole.TENANT, False)])
def test_a_relevant_person_makes_one_and_a_short_tenant_does_not(case, notice, role, may):
    somebody = people.as_applicant(account("Some Body"))
    row = party(case, role, "Some Body", account=somebody.account)
    if may:
        assert representations.make(notice, said(), by=somebody, at=NOW).party == row
    else:
        with pytest.raises(access.NotPermitted, match="relevant person"):
            representations.make(notice, said(), by=somebody, at=NOW)


def test_somebody_who_is_nothing_to_the_case_makes_none(notice):
    with pytest.raises(access.NotPermitted):
        representations.make(notice, said(), by=people.as_applicant(account("Nosy Neighbour")), at=NOW)
    assert not Representation.objects.exists()


def test_one_that_comes_late_is_kept_marked_and_holds_nothing_up(case, notice, applicant, officer):
    late = NOW + timedelta(21)
    made = representations.make(notice, said(), by=applicant, at=late)
    assert needs.is_late(made) and reading.of_case(case)[0].is_late
    assert stands(case, late.date()) is Standing.MET
    assert "may still be weighed" in needs.standings(case, late.date())["representations-considered"].why
    representations.weigh(made, Answer.PARTLY, reasons="Late, yet right.", by=officer, at=late)
    assert reading.of_case(case)[0].answer.answer == "accepted in part"


def test_one_on_the_last_day_is_in_time(notice, applicant):
    assert not needs.is_late(representations.make(notice, said(), by=applicant, at=NOW + timedelta(20)))


def test_an_officer_enters_a_letter_for_a_named_person_with_the_day_it_came(case, notice, officer):
    bank = party(case, LegalRole.MORTGAGEE, "Sample Bank")
    tenant = party(case, LegalRole.TENANT, "Tim Tenant")
    made = representations.make(notice, Said("We object.", bank, received_on=ON), by=officer, at=NOW + timedelta(25))
    assert (made.by_name, made.received_on, needs.is_late(made)) == ("Sample Bank", ON, False)
    for other in (Said("We object."), Said("I object.", tenant)):
        with pytest.raises(access.NotPermitted):
            representations.make(notice, other, by=officer, at=NOW)
    for day in (ON - timedelta(1), ON + timedelta(1)):
        with pytest.raises(ValueError, match="came between"):
            representations.make(notice, Said("We object.", bank, received_on=day), by=officer, at=NOW)


def test_one_that_is_withdrawn_waits_no_more_and_cannot_be_weighed(case, notice, applicant, officer):
    made = representations.make(notice, said(), by=applicant, at=NOW)
    with pytest.raises(ValueError, match="how you know"):
        representations.withdraw(made, by=officer, at=NOW)
    with pytest.raises(RepresentationNotOpen, match="Only who made"):
        representations.weigh(made, Answer.WITHDRAWN, reasons="They rang.", by=officer, at=NOW)
    somebody = people.as_applicant(account("Some Body"))
    party(case, LegalRole.OWNER, "Some Body", account=somebody.account)
    with pytest.raises(access.NotPermitted):
        representations.withdraw(made, by=somebody, at=NOW)
    representations.withdraw(made, by=applicant, at=NOW)
    assert stands(case) is Standing.MET
    with pytest.raises(RepresentationNotOpen, match="withdrawn"):
        representations.weigh(made, Answer.ACCEPTED, reasons="Right.", by=officer, at=NOW)


def test_none_is_made_without_words_after_the_end_or_on_a_notice_that_asks_for_none(case, notice, applicant):
    for words in (" ", "x" * 20_001):
        with pytest.raises(ValueError, match="write what"):
            representations.make(notice, said(words), by=applicant, at=NOW)
    with pytest.raises(RepresentationNotOpen, match="asks for no"):
        representations.make(noticed(case, last_on=SOON, step="grant"), said(), by=applicant, at=NOW)
    with pytest.raises(RepresentationNotOpen, match="has ended"):
        representations.make(notice, said(), by=applicant, at=move(case, "granted") and NOW)
