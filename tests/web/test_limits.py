"""How often one address may ask: who counts as one, and what is said to whoever asks too often."""

import pytest
from django.urls import reverse

from fanlight.web import limiting
from tests.casework.conftest import *  # noqa: F403 - the invented council and its people
from tests.web import officer_cases
from tests.web.test_signing_in import heading


@pytest.fixture(autouse=True)
def counts(monkeypatch):
    limiting.HERE.clear()
    monkeypatch.setattr(limiting, "time", lambda: 1_800_000_001.0)  # the turn of a while must not fall into the test
    yield
    limiting.HERE.clear()


@pytest.mark.parametrize(
    ("said", "counted"),
    [
        ("192.0.2.8", "192.0.2.8"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("2001:DB8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("::ffff:192.0.2.8", "192.0.2.8"),
        ("fe80::1%eth0", "fe80::/64"),
        ("unix:", "unix:"),
        ("", ""),
    ],
)
def test_an_address_of_ipv6_counts_as_its_half(rf, said, counted):
    assert limiting.address(rf.get("/", REMOTE_ADDR=said)) == counted


def test_behind_a_proxy_too_an_address_of_ipv6_counts_as_its_half(rf, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert limiting.address(rf.get("/", HTTP_X_FORWARDED_FOR="192.0.2.1, 2001:db8::7")) == "2001:db8::/64"


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["registers", "register", "register-map", "register-exemptions", "register-files", "register-check"])
def test_whoever_reads_the_register_without_end_is_asked_to_wait(client, council, settings, name):
    settings.LIMITS = {**settings.LIMITS, "register": "2/10m"}
    address = reverse(name, args=[] if name in ("registers", "register-check") else [council.slug])
    assert [client.get(address).status_code == 429 for _ in range(3)] == [False, False, True]
    refused = client.get(address)
    assert refused.status_code == 429 and 1 <= int(refused["Retry-After"]) <= 600
    assert heading(refused) == "Please wait a while" and "Nothing is wrong with what you typed" in officer_cases.text(refused, 429)
    assert client.get(address, REMOTE_ADDR="192.0.2.7").status_code != 429


@pytest.mark.django_db
def test_one_reader_of_ipv6_is_one_whatever_half_of_the_address_changes(client, council, settings):
    settings.LIMITS = {**settings.LIMITS, "register": "2/10m"}
    address = reverse("register", args=[council.slug])
    asked = [client.get(address, REMOTE_ADDR=f"2001:db8:1:2::{number}").status_code for number in range(1, 4)]
    assert asked == [200, 200, 429] and client.get(address, REMOTE_ADDR="2001:db8:1:3::1").status_code == 200


@pytest.mark.django_db
def test_a_program_that_checks_numbers_without_end_is_told_so_in_its_own_shape(client, council, settings):
    settings.LIMITS = {**settings.LIMITS, "register": "1/10m"}
    address = reverse("register-check-json")
    assert client.get(address, {"number": "LIC-1"}).json()["is_real"] is False
    refused = client.get(address, {"number": "LIC-1"})
    assert (refused.status_code, refused["Content-Type"]) == (429, "application/json") and int(refused["Retry-After"]) >= 1
    assert refused.json() == {"shape": "fanlight-licence-check/1", "problems": ["Too many requests: wait, and ask again"]}


@pytest.mark.django_db
def test_who_reads_the_register_is_counted_without_a_word_to_the_database(client, council, settings, django_assert_num_queries):
    client.get(reverse("register-check-json"))
    with django_assert_num_queries(1):  # the councils to choose from
        client.get(reverse("register-check-json"))


def test_the_limit_of_the_register_hurts_no_search_engine_and_no_office(settings):
    most, period = limiting._read(settings.LIMITS["register"])
    assert most / period >= 10
