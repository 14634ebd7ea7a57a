"""Payments set out on are kept before the provider is asked, and collected from it whatever happened to the payer or the service."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from fanlight.casework import access, fees
from fanlight.casework.actions import orders, payments
from fanlight.casework.actions.payments import Money, NotDue
from fanlight.casework.fees import Part
from fanlight.casework.models import Event, Payment, PaymentOrder
from fanlight.gateways.payments import Order, TillSilent
from tests.casework.conftest import NOW, move
from tests.gateways.fake_pay import FakePay
from tests.gateways.test_payments_contract import govuk_pay

ORDER = Order("exampleton/HMO-1/first/1", 48000, "The first part", "https://council.example/back")


@pytest.fixture
def fake(settings):
    with FakePay() as made:
        settings.PAY = {"exampleton": govuk_pay(made)}
        yield made


@pytest.fixture
def begin(case, applicant, fake, settings):
    def made(part=Part.FIRST, order=ORDER, by=applicant):
        return orders.begin(case, part, order, settings.PAY["exampleton"], by=by, at=NOW)

    return made


def collected(at=NOW):
    return [(each.payment.pence if each.payment else None, each.fault) for each in orders.collect(at)]


def test_a_payer_who_does_not_come_back_has_paid_all_the_same(begin, fake, case):
    address = begin()
    assert collected() == []
    fake.pays(address)
    assert collected() == [(48000, "")]
    assert collected() == []
    assert fees.paid(case, Part.FIRST) == 48000
    assert Event.objects.filter(kind="payment received").count() == 1
    assert Payment.objects.get().method == "card by GOV.UK Pay"


@pytest.mark.parametrize("fault", ["drop", "done and drop"])
def test_a_service_that_dies_while_the_provider_is_asked_loses_no_payment(begin, fake, case, fault):
    fake.faults = [("POST", fault)]
    with pytest.raises(TillSilent):
        begin()
    assert PaymentOrder.objects.get().over_at is None
    fake.pays(begin())
    assert len(fake.payments) == 1
    assert collected() == [(48000, "")]


def test_an_order_that_never_reached_the_provider_is_let_go_after_days(begin, fake):
    fake.faults = [("POST", "drop")]
    with pytest.raises(TillSilent):
        begin()
    assert collected() == []
    assert PaymentOrder.objects.get().over_at is None
    assert collected(NOW + timedelta(days=3)) == []
    assert PaymentOrder.objects.get().said == orders.NEVER_BEGUN
    fake.pays(begin())
    assert collected() == [(48000, "")]


def test_a_payment_that_failed_is_over_and_can_be_tried_again(begin, fake):
    begin()
    fake.ends("pay1", "failed", "P0020")
    assert collected() == []
    order = PaymentOrder.objects.get()
    assert (order.over_at, order.said) == (NOW, "Payment expired")
    fake.pays(begin())
    assert PaymentOrder.objects.get().over_at is None
    assert collected() == [(48000, "")]


def test_money_that_comes_after_the_application_was_withdrawn_is_recorded(begin, fake, case, applicant):
    address = begin()
    move(case, "withdrawn")
    fake.pays(address)
    assert collected() == [(48000, "")]
    with pytest.raises(NotDue, match="not charged while"):
        payments.receive(case, Money(Part.FIRST, 100, "card", "another"), by=applicant, at=NOW)
    with pytest.raises(NotDue, match="not charged while"):
        payments.receive(case, Money(Part.SECOND, 100, "card", "second"), by=applicant, at=NOW)


def test_a_provider_that_does_not_answer_stops_no_other_and_is_named(begin, fake, case, settings):
    begin()
    begin(order=Order("exampleton/HMO-1/first/2", 48000, "The first part", "https://council.example/back"))
    fake.pays("x/pay2")
    fake.faults = [("GET", (500, {}))]
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError, match="1 payment could not be asked about"):
        call_command("collect_payments", stdout=out, stderr=err)
    assert "first/2: 48000 pence recorded" in out.getvalue() and "first/1: http" in err.getvalue()
    settings.PAY, settings.PAYMENTS = {}, None
    with pytest.raises(CommandError):
        call_command("collect_payments", stdout=out, stderr=err)
    assert "no provider of payments is set up" in err.getvalue()


def test_only_whoever_applies_begins_a_payment(begin, fake, officer):
    with pytest.raises(access.NotPermitted):
        begin(by=officer)
    assert fake.payments == {} and PaymentOrder.objects.count() == 0
