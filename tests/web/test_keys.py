"""The keys of other systems on their pages, and the limit of the pages that check a house."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.acting import Office
from fanlight.casework.models import ApiKey
from fanlight.casework.queries import keys
from fanlight.web import limiting
from tests.casework.conftest import council, house, invented_councils, officer, other_council, staff
from tests.casework.test_importing import enter, row
from tests.web.officer_cases import olu, text

__all__ = ["council", "house", "invented_councils", "officer", "olu", "other_council"]
pytestmark = pytest.mark.django_db
DAY = timezone.localdate() + timedelta(30)
SAID = {"name": "Back office", "scopes": ["cases:read", "findings:read"], "last_on-day": DAY.day, "last_on-month": DAY.month,
        "last_on-year": DAY.year}  # fmt: skip


@pytest.fixture
def ari(client, council):
    client.force_login(staff("Ari Admin", Office.ADMINISTRATOR, council=council).account)
    return client


def at(name, *args):
    return reverse(name, args=["exampleton", *args])


def test_a_key_is_made_shown_once_and_revoked(ari):
    assert "No key was made yet" in text(ari.get(at("keys")))
    made = ari.post(at("make-key"), SAID)
    row = ApiKey.objects.get()
    shown = text(made)
    (secret,) = (each for each in shown.replace("<", " ").replace(">", " ").split() if each.startswith(row.begins))
    assert keys.shown(secret) == row and made["Cache-Control"] == "no-store"
    listed = text(ari.get(at("keys")))
    assert "Back office" in listed and row.begins in listed and secret not in listed and "cases:read, findings:read" in listed
    assert "cannot be taken back" in text(ari.get(at("revoke-key", row.pk)))
    assert ari.post(at("revoke-key", row.pk))["Location"] == at("keys")
    assert "Revoked by Ari Admin" in text(ari.get(at("keys")))
    assert ari.get(at("revoke-key", row.pk)).status_code == 404


@pytest.mark.parametrize(
    ("more", "words", "anchor"),
    [({"name": ""}, "Say which system the key is for", "#name"), ({"scopes": []}, "Choose at least one thing", "#scopes"),
     ({"scopes": ["cases:burn"]}, "cases:burn", "#scopes"), ({"last_on-day": "31", "last_on-month": "2"}, "real date", "#last_on-day"),
     ({"last_on-year": 1999}, "The last day of a key lies between", "#last_on-day")],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_its_field(ari, more, words, anchor):
    shown = text(ari.post(at("make-key"), {**SAID, **more}))
    assert words in shown and f'href="{anchor}' in shown and not ApiKey.objects.exists()


def test_only_an_administrator_of_the_council_sees_its_keys(client, olu, council, other_council):
    assert olu.get(at("keys")).status_code == 403 and olu.post(at("make-key"), SAID).status_code == 403
    client.force_login(staff("Una Other", Office.ADMINISTRATOR, council=other_council).account)
    assert client.get(at("keys")).status_code == 404
    client.logout()
    assert client.get(at("keys")).status_code == 302 and not ApiKey.objects.exists()


def test_whoever_checks_houses_without_end_is_asked_to_wait(client, council, settings, monkeypatch):
    monkeypatch.setattr(limiting, "time", lambda: 1_800_000_001.0)  # the turn of a while must not fall into the test
    settings.LIMITS = {**settings.LIMITS, "check": "2/10m"}
    assert [client.get(at("check")).status_code for _ in range(3)] == [200, 200, 429]
    refused = client.get(at("check"))
    assert 1 <= int(refused["Retry-After"]) <= 600 and "wait a while" in text(refused, 429)
    assert client.get(at("check"), REMOTE_ADDR="192.0.2.7").status_code == 200


def test_behind_a_proxy_the_address_is_the_one_that_the_proxy_saw(rf, settings):
    request = rf.get("/", HTTP_X_FORWARDED_FOR="203.0.113.1, 192.0.2.8")
    settings.SECURE_PROXY_SSL_HEADER = None
    assert limiting.address(request) == "127.0.0.1"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert limiting.address(request) == "192.0.2.8"
    with pytest.raises(ValueError, match="is no rate"):
        limiting.wait("often")


def test_the_page_of_a_case_says_from_which_register_its_licence_came(olu, council):
    enter(council, row(max_persons=None))
    shown = text(olu.get(at("case", "LIC-2026-00001")))
    assert "Entered from a register" in shown and "register.csv, row 1" in shown and "Not said there: max persons" in shown
    assert "Not known" in text(olu.get(at("register") + "?words=sample"))
    checked = text(olu.get(reverse("register-check") + "?number=EX/001&council="))
    assert "For how many persons is not known" in checked
