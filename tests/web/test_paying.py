"""Paying by card through GOV.UK Pay: led there, recorded by what it says and never by who comes back, and said where it did not work."""

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from fanlight.casework.models import Payment, PaymentOrder
from fanlight.web import headers
from tests.gateways.fake_pay import FakePay
from tests.gateways.test_payments_contract import govuk_pay
from tests.web import test_applying as applying
from tests.web.officer_cases import *  # noqa: F403 - people and cases
from tests.web.test_applying import at, begun, text

pytestmark = pytest.mark.django_db
adopted = applying.adopted
ada = applying.ada


@pytest.fixture
def fake(settings):
    with FakePay() as made:
        settings.PAY = {"exampleton": govuk_pay(made)}
        yield made


@pytest.fixture
def case(ada, fake, settings):
    settings.PAYMENTS = None
    return begun(ada)


def goes(client, case):
    return client.post(at(case, "pay-begin", "first"))


def comes_back(client, case):
    return client.get(at(case, "pay-back", "first"), follow=True)


def test_a_payer_is_led_to_the_provider_and_it_is_recorded_once(ada, case, fake):
    assert "Pay £480.00" in text(ada.get(at(case, "apply-pay")))
    address = goes(ada, case)["Location"]
    assert address.startswith(fake.address)
    assert fake.payments["pay1"]["return_url"] == "http://testserver" + at(case, "pay-back", "first")
    fake.pays(address)
    assert "£480.00 is paid" in text(comes_back(ada, case))
    assert "is paid." not in text(comes_back(ada, case)).replace("on application is paid", "")
    assert Payment.objects.get().pence == 48000


def test_coming_back_without_having_paid_records_nothing(ada, case, fake):
    goes(ada, case)
    assert "Pay £480.00" in text(comes_back(ada, case))
    assert Payment.objects.count() == 0


@pytest.mark.parametrize(("code", "says"), [("P0010", "rejected"), ("P0020", "expired"), ("P0030", "cancelled by the user")])
def test_a_payment_that_was_not_made_is_said_with_why_and_can_be_tried_again(ada, case, fake, code, says):
    goes(ada, case)
    fake.ends("pay1", "failed", code)
    shown = text(comes_back(ada, case))
    assert "The payment was not made" in shown and "Nothing was taken." in shown and says in shown
    fake.pays(goes(ada, case)["Location"])
    assert "£480.00 is paid" in text(comes_back(ada, case))


def test_a_provider_that_does_not_answer_is_said_and_nothing_is_lost(ada, case, fake):
    fake.faults = [("POST", "done and drop")]
    assert "not charged twice" in text(goes(ada, case))
    address = goes(ada, case)["Location"]
    assert len(fake.payments) == 1
    fake.pays(address)
    fake.faults = [("GET", (503, {}))]
    assert "recorded by itself" in text(comes_back(ada, case))
    assert PaymentOrder.objects.get().over_at is None
    assert "£480.00 is paid" in text(comes_back(ada, case))


def test_a_provider_that_refuses_is_said_in_its_words(ada, case, fake):
    fake.faults = [("POST", (422, {"code": "P0102", "description": "Invalid attribute value: amount"}))]
    assert "P0102 Invalid attribute value" in text(goes(ada, case))
    goes(ada, case)
    fake.payments.clear()
    assert "The payment is not recorded" in text(comes_back(ada, case))


def test_nobody_else_pays_or_comes_back(ada, case, officer):
    other = Client()
    other.force_login(officer.account)
    for name in ("pay-begin", "pay-back"):
        assert other.post(at(case, name, "first")).status_code in (403, 404)


def test_the_page_of_the_demonstration_is_not_there_beside_a_real_provider(ada, case):
    assert ada.get(reverse("pay-card", args=["abc"])).status_code == 404


def test_a_form_may_lead_to_where_one_pays_and_nowhere_else(settings):
    settings.FORM_TARGETS = ["https://*.payments.service.gov.uk", "https://login.example"]
    answer = headers.StrictHeaders(lambda request: {})(RequestFactory().get("/"))
    assert "form-action 'self' https://*.payments.service.gov.uk https://login.example;" in answer["Content-Security-Policy"]
    settings.FORM_TARGETS = []
    assert headers.StrictHeaders(lambda request: {})(RequestFactory().get("/"))["Content-Security-Policy"] == headers.POLICY
