"""Fees: the need is met only by the whole first part, a payment counts once, the second part falls due on grant."""

import pytest

from fanlight.casework import access, fees, needs
from fanlight.casework.acting import TIME
from fanlight.casework.actions import payments
from fanlight.casework.actions.payments import Money, NotDue, PaymentDisagrees
from fanlight.casework.fees import Part
from fanlight.casework.models import Circumstance, Message, Payment
from fanlight.casework.queries import people
from fanlight.licensing.procedure import Standing
from tests.casework.conftest import NOW, account, move

ON = NOW.date()


def paying(pence, reference="card-1", part=Part.FIRST, method="card"):
    return Money(part, pence, method, reference)


def fee_need(case):
    found = needs.standings(case, ON).get("first-fee-paid")
    return found.standing if found else Standing.OPEN


@pytest.mark.parametrize(("pence", "standing"), [(1, Standing.NOT_MET), (47999, Standing.NOT_MET), (48000, Standing.MET)])
def test_only_the_whole_first_part_meets_the_need(case, applicant, pence, standing):
    assert fee_need(case) is Standing.NOT_MET
    payments.receive(case, paying(pence), by=applicant, at=NOW)
    assert fee_need(case) is standing


def test_a_fee_that_cannot_be_told_leaves_the_need_open(case, settings, applicant):
    settings.COUNCIL_FOLDERS = ()
    payments.receive(case, paying(48000), by=applicant, at=NOW)
    assert fee_need(case) is Standing.OPEN
    assert fees.quoted(case, ON).working == ("Exampleton has given no table of fees.",)


def write_fees(settings, tmp_path, text):
    (tmp_path / "exampleton").mkdir(parents=True)
    (tmp_path / "exampleton" / "fees.yaml").write_text(text, encoding="utf-8")
    settings.COUNCIL_FOLDERS = (tmp_path,)


HEAD = "fees:\n- {fee: licence, says: A licence., from: 2018-10-01, citation: Own fees, certainty: A, "


def test_a_table_that_asks_nothing_on_application_needs_nothing(case, settings, tmp_path):
    write_fees(settings, tmp_path, HEAD + "on_application: 0 GBP, on_grant: 100 GBP}\n")
    assert fee_need(case) is Standing.DOES_NOT_APPLY


def test_a_reduction_that_may_count_leaves_open_what_lies_between(case, settings, tmp_path, applicant):
    reduction = "reductions: [{when: early, says: It came early., of: on_application, off: 50 GBP, citation: Own fees}]"
    write_fees(settings, tmp_path, HEAD + f"on_application: 100 GBP, on_grant: 100 GBP, {reduction}}}\n")
    assert fee_need(case) is Standing.NOT_MET
    payments.receive(case, paying(5000), by=applicant, at=NOW)
    assert fee_need(case) is Standing.OPEN
    assert any("Not settled" in line for line in fees.quoted(case, ON).working)
    Circumstance.objects.create(case=case, word="early", answer=True, by=applicant.account, at=NOW)
    assert fees.owed(case, Part.FIRST, ON).is_settled is True
    Circumstance.objects.create(case=case, word="early", answer=False, by=applicant.account, at=NOW)
    assert fees.owed(case, Part.FIRST, ON).is_settled is False


def test_figures_that_are_not_held_leave_the_need_open(case, settings, tmp_path):
    write_fees(settings, tmp_path, HEAD + "not_held: the council's page}\n")
    assert fee_need(case) is Standing.OPEN


def test_a_renewal_pays_its_own_fee(case):
    case.kind = "renewal"
    assert fees.owed(case, Part.FIRST, ON).most == 39000
    case.table = "variation"
    assert fees.quoted(case, ON).quote is None


def test_a_payment_reported_twice_counts_once(case, applicant):
    first = payments.receive(case, paying(48000), by=applicant, at=NOW)
    assert payments.receive(case, paying(48000), by=TIME, at=NOW) == first
    assert Payment.objects.count() == 1 == case.events.filter(kind="payment received").count()
    for other in (paying(47000), paying(48000, method="cheque"), paying(48000, part=Part.SECOND)):
        with pytest.raises(PaymentDisagrees, match="recorded before"):
            payments.receive(case, other, by=applicant, at=NOW)


def test_a_reference_of_another_case_is_not_paid_twice(case, house, applicant):
    from fanlight.casework.actions import cases

    payments.receive(case, paying(48000), by=applicant, at=NOW)
    second = cases.open_case("application", house=house, by=applicant, at=NOW)
    with pytest.raises(PaymentDisagrees, match="of another case"):
        payments.receive(second, paying(48000), by=applicant, at=NOW)
    assert fee_need(second) is Standing.NOT_MET


@pytest.mark.parametrize("money", [paying(0), paying(-5), paying(1, " "), paying(1, method="")])
def test_a_payment_has_an_amount_a_method_and_a_reference(case, applicant, money):
    with pytest.raises(NotDue):
        payments.receive(case, money, by=applicant, at=NOW)


def test_the_second_part_falls_due_only_on_grant(case, applicant, officer):
    move(case, "submitted")
    for actor in (applicant, officer):
        with pytest.raises(NotDue):
            payments.receive(case, paying(42000, "second", Part.SECOND), by=actor, at=NOW)
    move(case, "submitted")
    with pytest.raises(NotDue):
        payments.demand_second(case, by=officer, at=NOW)
    move(case, "granted")
    assert payments.demand_second(case, by=officer, at=NOW).most == 42000
    payments.demand_second(case, by=officer, at=NOW)
    assert [message.to for message in Message.objects.all()] == [applicant.account.email]
    payments.receive(case, paying(42000, "second", Part.SECOND), by=applicant, at=NOW)
    assert payments.demand_second(case, by=officer, at=NOW).is_settled


def test_what_comes_back_is_what_the_table_says(case, applicant):
    payments.receive(case, paying(48000), by=applicant, at=NOW)
    assert fees.refund_after(case, "withdrawn", ON).most == 0
    assert fees.refund_after(case, "duplicate", ON).least == 480


def test_nobody_pays_into_a_case_that_is_not_theirs(case):
    with pytest.raises(access.NotPermitted):
        payments.receive(case, paying(48000), by=people.as_applicant(account("Nosy Neighbour")), at=NOW)
