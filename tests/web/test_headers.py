"""Over plain HTTP a person is led on to HTTPS, and a program is refused."""

import pytest
from django.urls import reverse


@pytest.fixture
def by_tls(settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


@pytest.mark.parametrize("page", ["/", "/register/check/", "/api/", "/account/login/"])
def test_a_person_who_asks_in_the_open_is_led_on(client, by_tls, page):
    assert (client.get(page).status_code, client.get(page)["Location"]) == (301, f"https://testserver{page}")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/api/v1/councils", "/api/v1/licences/check?number=LIC-1", "/register/check.json?number=LIC-1"])
def test_a_program_that_asks_in_the_open_is_refused_and_not_led_on(client, by_tls, address):
    refused = client.get(address, headers={"authorization": "Bearer fl_shown_in_the_open"})
    assert refused.status_code == 403 and "Location" not in refused
    assert refused["Content-Type"] == "application/problem+json" and "ask by HTTPS" in refused.json()["detail"]
    assert client.get(address, headers={"x-forwarded-proto": "https"}).status_code == 200


@pytest.mark.django_db
def test_where_there_is_no_tls_a_program_is_answered(client, settings):
    assert not settings.SECURE_SSL_REDIRECT and client.get(reverse("register-check-json"), {"number": "LIC-1"}).status_code == 200
