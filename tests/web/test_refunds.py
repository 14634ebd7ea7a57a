"""The page on which an officer gives money back, and what the applicant sees of it."""

import pytest
from django.urls import reverse

from fanlight.casework.actions import payments
from fanlight.casework.actions.payments import Money
from fanlight.casework.fees import Part
from fanlight.casework.models import Payment
from fanlight.gateways.payments import DemonstrationTill, Order
from tests.casework.conftest import NOW
from tests.web.officer_cases import *  # noqa: F403 - people and cases
from tests.web.officer_cases import at, text, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def paid(ready, officer, settings, tmp_path):
    """£60 paid by card on top of the fee."""
    settings.PAYMENTS = tmp_path / "payments"
    till = DemonstrationTill(settings.PAYMENTS, str)
    till.pay(till.begin(Order("o-1", 6000, "More", "/")))
    return payments.receive(ready, Money(Part.FIRST, 6000, till.method, "o-1"), by=officer, at=NOW)


def sent(paid, **more):
    return {"of": str(paid.pk), "pounds": "60.00", "way": "card", "reasons": "Paid twice.", "seen": str(Payment.objects.count()), **more}


def test_an_officer_gives_back_to_the_card_and_the_page_says_who_and_why(olu, ready, paid):
    shown = text(olu.get(at("fee", ready)))
    assert at("give-back", ready) in shown
    asked = text(olu.get(at("give-back", ready)))
    assert "To the card it was paid with" in asked and "£60.00 of it is left" in asked and "fixes no refunds" in asked
    form = sent(paid)
    shown = told(olu, olu.post(at("give-back", ready), form))
    assert "£60.00 is given back, and whoever applied is told." in shown
    assert "What was given back" in shown and "decided by Olu Officer" in shown and "Paid twice." in shown
    told(olu, olu.post(at("give-back", ready), form))
    assert Payment.objects.filter(pence=-6000).count() == 1


def test_the_applicant_sees_what_came_back_and_why(client, olu, ready, paid, applicant):
    told(olu, olu.post(at("give-back", ready), sent(paid)))
    client.force_login(applicant.account)
    shown = text(client.get(reverse("application", args=["exampleton", ready.reference])))
    assert "Money given back to you" in shown and "Paid twice." in shown


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"pounds": "60.01"}, "£60.00 of that payment is left"),
        ({"pounds": ""}, "Enter how much you give back"),
        ({"pounds": "1.005"}, "The amount must be in pounds and pence"),
        ({"pounds": "0"}, "at least one penny"),
        ({"pounds": "all"}, "The amount must be in pounds and pence"),
        ({"reasons": " "}, "Enter an answer to"),
        ({"way": "gold"}, "Select one of the answers shown"),
        ({"of": "999"}, "Select one of the answers shown"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_given(olu, ready, paid, more, says):
    shown = text(olu.post(at("give-back", ready), sent(paid, **more)))
    assert "There is a problem" in shown and says in shown
    assert not Payment.objects.filter(pence__lt=0).exists()


def test_without_a_card_provider_other_ways_are_offered(olu, ready, paid, settings):
    settings.PAYMENTS = None
    assert "To the card" not in text(olu.get(at("give-back", ready)))
    told(olu, olu.post(at("give-back", ready), sent(paid, way="bank transfer")))
    assert Payment.objects.get(pence=-6000).method == "bank transfer"


def test_where_nothing_is_left_the_page_says_so(olu, ready):
    for row in Payment.objects.filter(case=ready):
        given = {"of": str(row.pk), "pounds": str(row.pence / 100), "way": "cheque", "reasons": "All.", "seen": Payment.objects.count()}
        told(olu, olu.post(at("give-back", ready), given))
    assert "is left to give back" in text(olu.get(at("give-back", ready)))


def test_who_opens_no_case_or_is_of_another_council_gives_nothing_back(pat, ready, client, other_council):
    assert pat.get(at("give-back", ready)).status_code == 403


def test_another_council_finds_no_case_to_give_back_in(stranger, ready):
    assert stranger.get(at("give-back", ready)).status_code == 404
