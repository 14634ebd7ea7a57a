"""Money given back: once, never more than was paid, by whom and why, and of two officers at once one wins."""

import json
from functools import partial

import pytest

from fanlight.casework import access, fees, needs
from fanlight.casework.actions import payments, refunds
from fanlight.casework.actions.payments import Money, NotDue, PaymentDisagrees
from fanlight.casework.actions.refunds import Refunding, Way
from fanlight.casework.fees import Part
from fanlight.casework.models import Case, Event, GivenBack, Message, Payment
from fanlight.casework.queries import record as records
from fanlight.casework.queries import refunds as reading
from fanlight.gateways.payments import Back, DemonstrationTill, Order, TillRefused, TillSilent
from fanlight.licensing.procedure import Role, Standing
from tests.casework.conftest import NOW, move, staff
from tests.casework.test_at_once import at_once
from tests.casework.test_money import HEAD, write_fees

CARD = "demonstration card"


@pytest.fixture
def paid(case, applicant):
    return payments.receive(case, Money(Part.FIRST, 48000, CARD, "order-1"), by=applicant, at=NOW)


@pytest.fixture
def till(tmp_path):
    made = DemonstrationTill(tmp_path / "orders", str)
    made.pay(made.begin(Order("order-1", 48000, "The fee", "/back")))
    return made


def giving(paid, pence=48000, way=Way.TRANSFER, reasons="Sent twice.", seen=1):
    return Refunding(paid.pk, pence, way, reasons, seen)


def give(case, refunding, by, till=None):
    return refunds.give_back(case, refunding, by=by, at=NOW, till=till)


def test_what_is_given_back_is_kept_with_who_decided_why_and_the_applicant_is_told(case, paid, officer, applicant):
    made = give(case, giving(paid), officer)
    why = GivenBack.objects.get(payment=made)
    assert (made.pence, made.method, why.of, why.by, why.reasons) == (-48000, "bank transfer", paid, officer.account, "Sent twice.")
    event = Event.objects.get(kind="payment given back")
    assert (event.by, json.loads(event.about)["of"], json.loads(event.about)["reasons"]) == (officer.account, "order-1", "Sent twice.")
    told = Message.objects.get(to=applicant.account.email)
    assert "gives you £480.00 back" in told.body and "Sent twice." in told.body
    assert fees.paid(case, Part.FIRST) == 0
    assert needs.standings(case, NOW.date())["first-fee-paid"].standing is Standing.NOT_MET


def test_the_same_refund_sent_again_changes_nothing(case, paid, officer):
    first = give(case, giving(paid, 100), officer)
    assert give(case, giving(paid, 100), officer) == first
    assert (Payment.objects.count(), Message.objects.count()) == (2, 1)
    second = give(case, giving(paid, 100, seen=2), officer)
    assert second != first and fees.paid(case, Part.FIRST) == 47800


def test_another_refund_under_the_same_sight_of_the_case_is_told_what_was_done(case, paid, officer, council):
    give(case, giving(paid, 100), officer)
    other = staff("Ola Other", Role.HOUSING_OFFICER, council=council)
    for who, pence in ((other, 100), (officer, 200)):
        with pytest.raises(PaymentDisagrees, match=r"Olu Officer gave £1.00 back meanwhile: Sent twice\. Nothing of yours"):
            give(case, giving(paid, pence), who)


@pytest.mark.parametrize("pence", [48001, 0, -1])
def test_never_more_than_was_paid_is_given_back(case, paid, officer, pence):
    with pytest.raises(NotDue, match="£480.00 of that payment is left"):
        give(case, giving(paid, pence), officer)
    assert Payment.objects.count() == 1


def test_each_payment_comes_back_at_most_once(case, paid, officer):
    other = payments.receive(case, Money(Part.FIRST, 5000, "cheque", "c-1"), by=officer, at=NOW)
    give(case, giving(other, 5000, seen=2), officer)
    with pytest.raises(NotDue, match="£0.00"):
        give(case, giving(other, 1, seen=3), officer)
    assert [(each.payment, each.pence) for each in reading.left(case)] == [(paid, 48000)]


def test_who_may_not_and_what_was_not_paid_here_is_refused(case, paid, officer, applicant, other_council):
    for who in (applicant, staff("Sam Stranger", Role.HOUSING_OFFICER, council=other_council)):
        with pytest.raises(access.NotPermitted):
            give(case, giving(paid), who)
    with pytest.raises(ValueError, match="say why"):
        give(case, giving(paid, reasons=" "), officer)
    back = give(case, giving(paid, 100), officer)
    with pytest.raises(NotDue, match="No such payment"):
        give(case, giving(back, 100, seen=2), officer)


def test_money_goes_back_to_the_card_it_came_from_once(case, paid, officer, till):
    made = give(case, giving(paid, 48000, Way.CARD), officer, till)
    assert give(case, giving(paid, 48000, Way.CARD), officer, till) == made
    with pytest.raises(TillRefused):
        till.give_back(Back("order-1", 1, 48000))
    assert made.method == CARD


def test_what_the_provider_refuses_is_not_recorded(case, paid, officer, till):
    till.give_back(Back("order-1", 100, 0))
    with pytest.raises(TillRefused, match="look at both"):
        give(case, giving(paid, 48000, Way.CARD), officer, till)
    assert (Payment.objects.count(), Message.objects.count(), Event.objects.filter(kind="payment given back").count()) == (1, 0, 0)


def test_a_provider_that_did_not_answer_is_asked_again_and_pays_once(case, paid, officer, till):
    class Silent(DemonstrationTill):
        def give_back(self, back):
            super().give_back(back)
            raise TillSilent("no answer")

    with pytest.raises(TillSilent):
        give(case, giving(paid, 100, Way.CARD), officer, Silent(till.folder, str))
    assert Payment.objects.count() == 1
    give(case, giving(paid, 100, Way.CARD), officer, till)
    give(case, giving(paid, 47900, Way.CARD, seen=2), officer, till)
    with pytest.raises(TillRefused):
        till.give_back(Back("order-1", 1, 48000))


def test_only_what_was_paid_by_that_card_goes_back_to_it(case, paid, officer, till):
    other = payments.receive(case, Money(Part.FIRST, 5000, "cheque", "c-1"), by=officer, at=NOW)
    for row, desk in ((other, till), (paid, None)):
        with pytest.raises(NotDue, match="choose another way"):
            give(case, giving(row, 100, Way.CARD, seen=2), officer, desk)


def test_what_the_councils_table_says_is_told_and_where_it_is_silent_that_is_said(case, paid, settings, tmp_path):
    assert reading.advice(case) == (reading.NO_LAW,)
    withdrawn = reading.advice(move(case, "withdrawn"))
    assert withdrawn[0] == "By the council's table £0.00 comes back when a case is withdrawn." and "Invented fees, 4" in withdrawn[1]
    write_fees(settings, tmp_path, HEAD + "on_application: 480 GBP, on_grant: 10 GBP}\n")
    assert "between £0.00 and £480.00" in reading.advice(case)[0]
    settings.COUNCIL_FOLDERS = ()
    assert "does not say" in reading.advice(case)[0]
    (tmp_path / "bad" / "exampleton").mkdir(parents=True)
    (tmp_path / "bad" / "exampleton" / "fees.yaml").write_text("fees: [nothing]", encoding="utf-8")
    settings.COUNCIL_FOLDERS = (tmp_path / "bad",)
    assert "fees.yaml" in reading.advice(case)[0]


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_who_give_back_at_once_one_wins(council, case, paid, officer):
    other = staff("Ola Other", Role.HOUSING_OFFICER, council=council)
    given = at_once(*(partial(give, Case.objects.get(pk=case.pk), giving(paid), who) for who in (officer, other)))
    won = [one for one in given if isinstance(one, Payment)]
    lost = [one for one in given if isinstance(one, PaymentDisagrees)]
    assert (len(won), len(lost)) == (1, 1)
    assert str(GivenBack.objects.get().by) in str(lost[0])
    assert fees.paid(case, Part.FIRST) == 0
    council.refresh_from_db()
    assert records.prove(council).fault == ""
