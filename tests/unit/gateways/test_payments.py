"""The demonstration's till: an order is paid once its page is pressed, is begun twice without harm, and no other is known."""

from pathlib import Path

import pytest

from fanlight.gateways.payments import DemonstrationTill, NoSuchOrder, Order

ORDER = Order("exampleton/HMO-1/first/1", 48000, "The first part", "https://council.example/back")


@pytest.fixture
def till(tmp_path: Path) -> DemonstrationTill:
    return DemonstrationTill(tmp_path / "payments", lambda name: f"/card/{name}/")


def name_of(address: str) -> str:
    return address.removeprefix("/card/").rstrip("/")


def test_nothing_is_received_before_it_is_paid(till: DemonstrationTill) -> None:
    name = name_of(till.begin(ORDER))
    assert till.received(ORDER.reference) == 0
    assert till.order(name) == ORDER


def test_what_is_paid_is_received_under_its_reference(till: DemonstrationTill) -> None:
    assert till.pay(name_of(till.begin(ORDER))) == ORDER
    assert till.received(ORDER.reference) == 48000


def test_an_order_begun_again_is_the_same_and_stays_paid(till: DemonstrationTill) -> None:
    address = till.begin(ORDER)
    till.pay(name_of(address))
    assert till.begin(ORDER) == ORDER.return_url
    assert till.received(ORDER.reference) == 48000


@pytest.mark.parametrize("name", ["abc", "..", "../../etc/passwd", ""])
def test_what_was_never_begun_is_refused(till: DemonstrationTill, name: str) -> None:
    with pytest.raises(NoSuchOrder):
        till.pay(name)


def test_a_reference_that_was_never_begun_is_refused(till: DemonstrationTill) -> None:
    with pytest.raises(NoSuchOrder):
        till.received("another")
