"""One contract for whoever takes payments by card: the demonstration's till, and GOV.UK Pay on loopback."""

from dataclasses import replace

import pytest

from fanlight.gateways.govuk_pay import GovUkPay
from fanlight.gateways.payments import Back, DemonstrationTill, NoSuchOrder, Order, TillRefused
from tests.gateways.fake_pay import KEY, FakePay

FIRST = Order("exampleton/HMO-1/first/1", 48000, "The first part", "https://council.example/back")
SECOND = Order("exampleton/HMO-1/second/1", 36000, "The second part", "https://council.example/back")


def govuk_pay(fake, **more):
    return GovUkPay(**{"key": KEY, "address": fake.address, "seconds": 3, **more})


@pytest.fixture(params=["demonstration", "GOV.UK Pay"])
def till(request, tmp_path):
    """The till, and what a payer does at the address they are led to."""
    if request.param == "demonstration":
        made = DemonstrationTill(tmp_path / "payments", lambda name: f"/card/{name}/")
        yield made, lambda address: made.pay(address.removeprefix("/card/").rstrip("/"))
    else:
        with FakePay() as fake:
            yield govuk_pay(fake), fake.pays


def test_the_till_has_a_name_for_the_record(till):
    assert 0 < len(till[0].method) <= 40


def test_nothing_is_received_before_it_is_paid(till):
    till[0].begin(FIRST)
    assert till[0].received(FIRST.reference) == 0
    assert not till[0].taken(FIRST.reference).is_over


def test_what_is_paid_is_received_under_its_reference_and_the_other_part_is_not(till):
    desk, pays = till
    desk.begin(SECOND)
    pays(desk.begin(FIRST))
    assert (desk.received(FIRST.reference), desk.received(SECOND.reference)) == (48000, 0)
    assert desk.taken(FIRST.reference).is_over


def test_the_same_order_begun_again_is_the_same_payment(till):
    assert till[0].begin(FIRST) == till[0].begin(FIRST)


def test_an_order_that_is_paid_leads_back_and_is_not_paid_twice(till):
    desk, pays = till
    pays(desk.begin(FIRST))
    assert desk.begin(FIRST) == FIRST.return_url
    assert desk.received(FIRST.reference) == 48000


def test_another_amount_under_the_reference_takes_the_place_of_the_one_not_paid(till):
    desk, pays = till
    desk.begin(FIRST)
    pays(desk.begin(replace(FIRST, pence=50000)))
    assert desk.received(FIRST.reference) == 50000


def test_a_reference_never_begun_is_not_known(till):
    with pytest.raises(NoSuchOrder):
        till[0].received("another")
    with pytest.raises(NoSuchOrder):
        till[0].give_back(Back("another", 1, 0))


def test_what_was_not_paid_cannot_be_given_back(till):
    till[0].begin(FIRST)
    with pytest.raises(NoSuchOrder):
        till[0].give_back(Back(FIRST.reference, 1, 0))


def test_money_is_given_back_in_parts_each_once_and_never_more_than_was_paid(till):
    desk, pays = till
    pays(desk.begin(FIRST))
    for _ in range(3):
        desk.give_back(Back(FIRST.reference, 8000, 0))
    desk.give_back(Back(FIRST.reference, 30000, 8000))
    for pence in (10001, -5):
        with pytest.raises(TillRefused):
            desk.give_back(Back(FIRST.reference, pence, 38000))
    desk.give_back(Back(FIRST.reference, 10000, 38000))
    with pytest.raises(TillRefused):
        desk.give_back(Back(FIRST.reference, 1, 48000))
    assert desk.received(FIRST.reference) == 48000


def test_nothing_is_given_back_while_the_record_and_the_till_disagree(till):
    desk, pays = till
    pays(desk.begin(FIRST))
    desk.give_back(Back(FIRST.reference, 8000, 0))
    with pytest.raises(TillRefused, match="look at both"):
        desk.give_back(Back(FIRST.reference, 5000, 0))
