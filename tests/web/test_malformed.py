"""What no page could answer is turned away with a page that says so, and never breaks one."""

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    ["/%00", "/apply/?name=a%00b", "/?%00=1", "/c/exampleton/cases/HMO%00/", "/register/?words=%00", "/register/check.json?number=%00"],
)
def test_a_text_that_ends_within_is_turned_away(address: str) -> None:
    answer = Client().get(address)
    assert answer.status_code == 400
    assert "This cannot be read" in answer.content.decode()


def test_what_is_sent_is_looked_at_too() -> None:
    assert Client().post("/account/login/", {"login": "a\x00b@example.org", "password": "x"}).status_code == 400
    assert Client().post("/check/", {"do": "\x00", "kept": "\x00"}).status_code == 400


def test_a_host_that_is_not_ours_is_told_in_plain_text() -> None:
    answer = Client(headers={"host": "elsewhere.example"}).get("/health")
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "text/plain; charset=utf-8")


@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_reset_password", "report-follow"])
def test_a_form_that_is_not_taken_comes_back_with_422_and_one_that_is_asked_for_with_200(name: str) -> None:
    asked, sent = Client().get(reverse(name)), Client().post(reverse(name))
    assert (asked.status_code, b"There is a problem" in asked.content) == (200, False)
    assert (sent.status_code, b"There is a problem" in sent.content) == (422, True)
