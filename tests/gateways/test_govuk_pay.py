"""GOV.UK Pay spoken to as it is: payments that fail and are begun anew, searches that lag, answers that are lost, and keys never shown."""

import logging
from dataclasses import replace

import pytest

from fanlight.gateways.govuk_pay import GovUkPay
from fanlight.gateways.payments import Back, NoSuchOrder, Taken, TillRefused, TillSilent
from tests.gateways.fake_pay import KEY, FakePay
from tests.gateways.test_payments_contract import FIRST, govuk_pay


@pytest.fixture
def fake():
    with FakePay() as made:
        yield made


@pytest.fixture
def desk(fake):
    return govuk_pay(fake)


@pytest.mark.parametrize(("word", "code"), [("failed", "P0010"), ("failed", "P0020"), ("failed", "P0030"), ("cancelled", "P0040")])
def test_a_payment_that_failed_expired_or_was_cancelled_is_over_says_why_and_is_begun_anew(fake, desk, word, code):
    first = desk.begin(FIRST)
    fake.ends("pay1", word, code)
    assert desk.taken(FIRST.reference) == Taken(0, True, fake.payments["pay1"]["state"]["message"])
    again = desk.begin(FIRST)
    assert again != first
    fake.pays(again)
    assert desk.taken(FIRST.reference) == Taken(48000, True)


@pytest.mark.parametrize("word", ["submitted", "capturable", "a word of next year"])
def test_a_payment_that_is_not_taken_yet_is_not_received(fake, desk, word):
    desk.begin(FIRST)
    fake.payments["pay1"]["state"] = {"status": word, "finished": False}
    assert desk.taken(FIRST.reference) == Taken(0, False)


def test_a_payment_made_whose_answer_was_lost_is_found_and_not_made_twice(fake, desk):
    fake.faults = [("POST", "done and drop")]
    with pytest.raises(TillSilent):
        desk.begin(FIRST)
    fake.lag = 1  # the search does not show it yet
    again = desk.begin(FIRST)
    assert len(fake.payments) == 1
    fake.lag = 0
    assert desk.begin(FIRST) == again


def test_a_search_that_lags_behind_a_payment_that_is_over_leads_to_a_new_one(fake, desk):
    desk.begin(FIRST)
    fake.ends("pay1", "failed", "P0010")
    fake.lag = 1
    assert desk.begin(FIRST).endswith("pay2")


def test_a_payment_that_can_never_be_begun_is_said(fake, desk):
    fake._made = lambda said, key: (200, {"payment_id": "pay0", "state": {"status": "failed", "finished": True}, "_links": {}})
    with pytest.raises(TillRefused, match="begins no payment"):
        desk.begin(FIRST)


def test_the_amount_that_is_due_now_is_asked_and_the_other_payment_cancelled(fake, desk):
    desk.begin(FIRST)
    assert desk.begin(replace(FIRST, pence=36000)).endswith("pay2")
    assert fake.payments["pay1"]["state"]["status"] == "cancelled"


def test_a_payment_just_being_finished_is_not_overtaken_by_another(fake, desk):
    desk.begin(FIRST)
    fake.payments["pay1"]["state"] = {"status": "submitted", "finished": False}
    with pytest.raises(TillSilent, match="finished at this moment"):
        desk.begin(replace(FIRST, pence=36000))
    fake.faults = [("cancel", (403, {"code": "P0999", "description": "No"}))]
    with pytest.raises(TillRefused, match="403 P0999 No"):
        desk.begin(replace(FIRST, pence=36000))
    assert len(fake.payments) == 1


def test_a_payment_that_shows_no_address_is_not_led_to(fake, desk):
    desk.begin(FIRST)
    shown = fake._shown
    fake._shown = lambda held: {**shown(held), "_links": None if held["payment_id"] == "pay1" else shown(held)["_links"]}
    assert desk.begin(FIRST).endswith("pay2")
    assert fake.payments["pay1"]["state"]["status"] == "cancelled"


@pytest.mark.parametrize("fault", [(429, {"code": "P0900", "description": "Too many requests"}), (500, {}), (503, b"<html>"), "drop"])
def test_a_provider_that_is_not_well_is_silent_and_asked_again(fake, desk, fault):
    for verb in ("GET", "POST"):
        fake.faults = [(verb, fault)]
        with pytest.raises(TillSilent):
            desk.begin(FIRST)
    assert desk.begin(FIRST)
    assert len(fake.payments) == 1


def test_a_provider_that_is_not_there_is_silent():
    with FakePay() as gone:
        pass
    with pytest.raises(TillSilent):
        govuk_pay(gone).received(FIRST.reference)


def test_an_order_it_does_not_take_is_refused_in_its_words(desk):
    with pytest.raises(TillRefused, match="422 P0102"):
        desk.begin(replace(FIRST, pence=0))


def test_an_answer_without_its_amounts_is_never_taken_for_nothing(fake, desk):
    fake.pays(desk.begin(FIRST))
    shown = fake._shown
    fake._shown = lambda held: {**shown(held), "amount": None, "refund_summary": None}
    with pytest.raises(TillSilent, match="did not say the amount"):
        desk.received(FIRST.reference)
    with pytest.raises(TillSilent, match="amount submitted"):
        desk.give_back(Back(FIRST.reference, 1, 0))
    fake._shown = lambda held: {**shown(held), "state": "success"}
    assert desk.taken(FIRST.reference) == Taken(0, False)
    fake._listed = lambda query: (200, {"results": "none"})
    with pytest.raises(NoSuchOrder):
        desk.taken(FIRST.reference)


@pytest.mark.parametrize(
    ("fault", "raised"),
    [((412, {"code": "P0604", "description": "Refund amount available mismatch."}), TillSilent),
     ((400, {"code": "P0603", "description": "Not available for refund"}), TillRefused), ((202, {"status": "error"}), TillRefused)],
)  # fmt: skip
def test_money_that_was_not_given_back_is_said(fake, desk, fault, raised):
    fake.pays(desk.begin(FIRST))
    fake.faults = [("refunds", fault)]
    with pytest.raises(raised):
        desk.give_back(Back(FIRST.reference, 100, 0))
    assert fake.payments["pay1"]["given"] == 0


def test_a_refund_whose_answer_was_lost_is_not_given_twice(fake, desk):
    fake.pays(desk.begin(FIRST))
    fake.faults = [("refunds", "done and drop")]
    with pytest.raises(TillSilent):
        desk.give_back(Back(FIRST.reference, 100, 0))
    desk.give_back(Back(FIRST.reference, 100, 0))
    assert fake.payments["pay1"]["given"] == 100


def test_a_wrong_key_is_refused_and_no_secret_is_written_anywhere(fake, caplog):
    caplog.set_level(logging.DEBUG)
    desk = GovUkPay("api_live_wrong_key", fake.address)
    with pytest.raises(TillRefused, match="401 P0900") as told:
        desk.begin(FIRST)
    good = govuk_pay(fake)
    good.begin(FIRST)
    shown = caplog.text + repr(desk) + repr(good) + str(told.value) + repr(told.value.__cause__)
    assert "api_live_wrong_key" not in shown and KEY not in shown
