"""The pages of what a fee depends on: the applicant's questions before paying, and the officer's page with its corrections."""

import pytest

from fanlight.casework.actions import payments
from fanlight.casework.actions.payments import Money
from fanlight.casework.fees import Part
from fanlight.casework.models import Circumstance
from tests.casework.conftest import NOW
from tests.web import test_applying as applying
from tests.web.officer_cases import *  # noqa: F403 - people and cases
from tests.web.officer_cases import at, text, told

pytestmark = pytest.mark.django_db
adopted = applying.adopted


@pytest.fixture
def case(client, applicant, adopted, settings, tmp_path):
    settings.PAYMENTS = tmp_path / "payments"
    client.force_login(applicant.account)
    return applying.begun(client)


def test_the_questions_come_from_the_councils_table_and_change_the_fee(client, case):
    tasks = applying.text(client.get(applying.at(case, "apply-tasks")))
    assert "What the fee depends on" in tasks and "the higher amount is charged" in tasks
    assert "£360.00 to £420.00" in applying.text(client.get(applying.at(case, "apply-pay")))
    where = applying.at(case, "apply-fee")
    assert "Does the proposed licence holder belong to the council's accreditation scheme?" in applying.text(client.get(where))
    assert "Select an answer" in applying.problems(client.post(where, {}))
    assert client.post(where, {"accredited": "yes"}).url == applying.at(case, "apply-tasks")
    page = applying.text(client.get(applying.at(case, "apply-pay")))
    assert "£360.00 to" not in page and "Lowered: The proposed licence holder belongs" in page and "Answered by Ada Applicant" in page
    assert 'value="yes" checked' in " ".join(client.get(where).content.decode().split())


def test_the_first_part_can_be_paid_while_it_is_not_settled_what_lowers_the_second(client, case):
    assert "Pay £480.00" in applying.text(client.get(applying.at(case, "apply-pay")))


def test_nothing_is_asked_once_it_is_sent(client, case):
    case.state = "submitted"
    case.save()
    assert client.get(applying.at(case, "apply-fee")).status_code == 404
    assert "What the fee depends on" not in applying.text(client.get(applying.at(case, "apply-tasks")))


def test_an_officer_sees_who_said_what_and_corrects_it(olu, ready):
    shown = text(olu.get(at("fee", ready)))
    assert "Nobody has said. Asked of whoever applies." in shown and "Not known" in shown
    address = at("correct-fee", ready, "accredited")
    assert address in shown
    assert "There is a problem" in text(olu.post(address, {"answer": "yes", "reasons": " "}))
    shown = told(olu, olu.post(address, {"answer": "yes", "reasons": "On the scheme's list."}))
    assert "Corrected by Olu Officer" in shown and "On the scheme" in shown and "Lowered" in shown
    assert Circumstance.objects.get().answer is True
    assert olu.get(at("correct-fee", ready, "charity")).status_code == 404


def test_what_was_paid_too_much_is_said(olu, ready, officer):
    payments.receive(ready, Money(Part.FIRST, 60000, "bank transfer", "b1"), by=officer, at=NOW)
    assert "was paid more than is owed: give it back" in text(olu.get(at("fee", ready)))


def test_a_role_that_opens_no_case_sees_no_fee(pat, ready):
    assert pat.get(at("fee", ready)).status_code == 403
    assert pat.get(at("correct-fee", ready, "accredited")).status_code == 403


def test_another_council_sees_no_fee(stranger, ready):
    assert stranger.get(at("fee", ready)).status_code == 404


def test_a_table_that_cannot_be_used_is_said_on_the_page(olu, ready, settings, tmp_path):
    folder = tmp_path / "councils" / "exampleton"
    folder.mkdir(parents=True)
    (folder / "fees.yaml").write_text("fees: [nothing]", encoding="utf-8")
    settings.COUNCIL_FOLDERS = (tmp_path / "councils",)
    assert "The fee cannot be told here" in text(olu.get(at("fee", ready)))
