"""Staff sign in by their council's own provider: only members with a verified address, only by an answer that is whole and its own."""

import logging
import re
from datetime import date
from html import unescape
from time import time

import pytest
import requests
from allauth.mfa.totp.internal import auth as totp
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from fanlight.casework.models import Account, Membership
from fanlight.web import sessions
from tests.casework.conftest import *  # noqa: F403 - the invented council and its people
from tests.gateways import fake_oidc
from tests.gateways.fake_oidc import FakeProvider, scope_of
from tests.web.test_signing_in import later

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()
    settings.MUST_HAVE_SECOND_FACTOR = True
    with FakeProvider() as made:
        app = {
            "provider_id": "exampleton", "name": "Sign in with Exampleton", "client_id": fake_oidc.CLIENT, "secret": fake_oidc.SECRET,
            "settings": {"server_url": made.address, "acr": ["two-steps"]},
        }  # fmt: skip
        held = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {**held, "APPS": [app]}}
        yield made


def text(answer):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def begins(client):
    return client.post(reverse("openid_connect_login", args=["exampleton"]))["Location"]


def comes_back(client, address):
    """What the browser does: to the provider, and back with its code."""
    there = requests.get(address, allow_redirects=False, timeout=5)
    return client.get(there.headers["Location"].replace("http://testserver", ""))


def signs_in(client):
    return comes_back(client, begins(client))


def is_in(client):
    return "_auth_user_id" in client.session


def refused(client):
    answer = signs_in(client)
    assert answer.status_code == 403 and not is_in(client)
    return text(answer)


def test_an_officer_signs_in_and_is_asked_for_their_own_second_step(client, provider, officer):
    assert "Sign in with Exampleton" in text(client.get(reverse("account_login")))
    assert signs_in(client).status_code == 302
    assert client.session["_auth_user_id"] == str(officer.account.pk)
    assert client.get(reverse("cases", args=["exampleton"]))["Location"] == reverse("mfa_index")


@pytest.mark.parametrize("says", [{"amr": ["pwd", "mfa"]}, {"acr": "two-steps"}])
def test_a_second_step_at_the_provider_counts_where_it_says_so(client, provider, officer, says):
    provider.says = says
    totp.TOTP.activate(officer.account, totp.generate_totp_secret())
    signs_in(client)
    assert client.get(reverse("cases", args=["exampleton"])).status_code == 200
    client.post(reverse("account_logout"))
    provider.says = {"amr": ["pwd"], "acr": "one-step"}
    assert signs_in(client)["Location"] == reverse("mfa_authenticate")
    assert not is_in(client)


@pytest.mark.parametrize("says", [{"amr": "mfa"}, {"amr": ["MFA"]}, {"acr": ["two-steps"]}, {"acr": ""}])
def test_a_second_step_is_never_read_into_what_does_not_say_it(client, provider, officer, says):
    provider.says = says
    signs_in(client)
    assert client.get(reverse("cases", args=["exampleton"]))["Location"] == reverse("mfa_index")


@pytest.mark.parametrize(
    "says",
    [{"nonce": "another"}, {"nonce": None}, {"nonce": "ä"}, {"sub": ""}, {"sub": 5},
     {"iss": "https://elsewhere.example"}, {"aud": "another-client"}, {"exp": 1}, {"exp": None},
     {"iat": None}, {"sub": None}, {"email_verified": False}, {"email_verified": None}, {"email_verified": "true"},
     {"email": "stranger@example.org"}, {"email": ""}],
)  # fmt: skip
def test_an_answer_that_is_not_whole_and_its_own_lets_nobody_in(client, provider, officer, says):
    provider.says = says
    refused(client)
    assert SocialAccount.objects.count() == 0


def test_a_signature_of_another_key_or_kind_lets_nobody_in(client, provider, officer):
    provider.key = fake_oidc.KEYS[1]
    refused(client)
    provider.kid = "k2"
    refused(client)
    provider.key, provider.kid, provider.algorithm = "a secret of thirty-two bytes or more", "k1", "HS256"
    refused(client)
    provider.key, provider.algorithm = None, "none"
    refused(client)
    provider.is_signed = False
    refused(client)


def test_another_issuer_of_the_discovery_lets_nobody_in(client, provider, officer):
    provider.issuer = "https://elsewhere.example"
    refused(client)


def test_a_state_that_is_not_this_browsers_lets_nobody_in(client, provider, officer):
    address = begins(client)
    other = Client()
    assert comes_back(other, address).status_code == 403 and not is_in(other)
    there = requests.get(address, allow_redirects=False, timeout=5).headers["Location"].replace("http://testserver", "")
    assert client.get(there).status_code == 302 and is_in(client)
    client.post(reverse("account_logout"))
    assert client.get(there).status_code == 403 and not is_in(client)


@pytest.mark.parametrize("where", ["openid-configuration", "/token", "/keys"])
def test_a_redirect_of_the_provider_is_not_followed(client, provider, officer, where):
    address = begins(client)
    provider.asked.clear()
    there = next(each for each in ("/.well-known/openid-configuration", "/token", "/keys") if where in each)
    provider.faults = [(where, (302, f"{provider.address}{there}"))]
    assert comes_back(client, address).status_code == 403 and not is_in(client)
    assert [path for _, path, *_ in provider.asked].count(there) == 1


def test_what_was_begun_at_one_provider_is_not_ended_at_another(client, provider, officer, settings):
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    apps.append({**apps[0], "provider_id": "other"})
    there = requests.get(begins(client), allow_redirects=False, timeout=5).headers["Location"].replace("http://testserver", "")
    provider.asked.clear()
    assert client.get(there.replace("/exampleton/", "/other/")).status_code == 403 and not is_in(client)
    assert "/token" not in {path for _, path, *_ in provider.asked}
    assert client.get(there).status_code == 302 and is_in(client)


def test_a_session_by_a_provider_ends_like_any_other_and_the_provider_is_asked_again(client, provider, officer, monkeypatch):
    provider.says = {"amr": ["mfa"]}
    signs_in(client)
    cases = reverse("cases", args=["exampleton"])
    for _ in range(12):
        assert client.get(cases).status_code == 200
        later(monkeypatch, minutes=50)
    assert client.get(cases)["Location"].startswith(reverse("account_login"))
    monkeypatch.undo()
    provider.asked.clear()
    signs_in(client)
    assert is_in(client) and "/authorization" in {path for _, path, *_ in provider.asked}


def test_who_has_no_password_here_changes_how_they_sign_in_only_just_after_signing_in(client, provider, officer, monkeypatch):
    provider.says = {"amr": ["mfa"]}
    signs_in(client)
    pages = [reverse(name) for name in ("mfa_activate_totp", "mfa_add_webauthn", "account_set_password", "account_email")]
    assert [client.get(each).status_code for each in pages] == [200] * 4
    ends = reverse("own-sessions-end-others")
    assert client.post(ends).status_code == 302
    monkeypatch.setattr(sessions, "time", lambda: time() + 301)
    assert [client.get(each).status_code for each in pages] == [client.post(each).status_code for each in pages] == [403] * 4
    assert client.post(ends).status_code == 403
    assert "Sign out, sign in again" in text(client.get(pages[0]))


def test_whoever_cancels_there_is_told_and_not_signed_in(client, provider, officer):
    state = scope_of(begins(client))["state"]
    answer = client.get(reverse("openid_connect_callback", args=["exampleton"]), {"error": "access_denied", "state": state})
    assert answer.status_code == 403 and "You are not signed in" in text(answer)


@pytest.mark.parametrize("where", ["openid-configuration", "/token", "/keys"])
def test_a_provider_that_is_not_well_lets_nobody_in(client, provider, officer, where):
    address = begins(client)
    provider.faults = [(where, (500, {}))]
    answer = comes_back(client, address)
    assert answer.status_code == 403 and not is_in(client)


def test_a_provider_that_is_not_there_when_one_begins_is_said(client, provider, officer):
    provider.faults = [("openid-configuration", (503, {}))]
    answer = client.post(reverse("openid_connect_login", args=["exampleton"]))
    assert answer.status_code == 403 and "did not confirm who you are" in text(answer)


def test_an_address_that_only_the_userinfo_tells_is_taken_for_the_same_person_alone(client, provider, officer):
    provider.person = {"sub": "person-1"}
    provider.userinfo = {"sub": "person-2", "email": "olu.officer@example.org", "email_verified": True}
    refused(client)
    provider.userinfo["sub"] = "person-1"
    signs_in(client)
    assert is_in(client)


def test_only_members_of_the_council_are_let_in(client, provider, officer, applicant, other_council):
    provider.person["email"] = applicant.account.email
    assert "No account that your council" in refused(client)
    Membership.objects.create(account=applicant.account, council=other_council, role="housing officer", from_on=date(2020, 1, 1))
    assert "No account that your council" in refused(client)
    Membership.objects.create(account=officer.account, council=other_council, role="housing officer", from_on=date(2020, 1, 1))
    provider.person["email"] = officer.account.email
    assert "No account that your council" in refused(client)
    Membership.objects.filter(account=officer.account, council=other_council).update(until_on=date(2021, 1, 1))
    provider.person["email"] = officer.account.email.upper()
    signs_in(client)
    assert is_in(client)
    assert Account.objects.filter(email__iexact=officer.account.email).count() == 1


def test_an_account_that_was_closed_or_whose_role_ended_is_not_let_in(client, provider, officer):
    signs_in(client)
    client.post(reverse("account_logout"))
    Account.objects.filter(pk=officer.account.pk).update(is_active=False)
    refused(client)
    Account.objects.filter(pk=officer.account.pk).update(is_active=True)
    Membership.objects.filter(account=officer.account).update(until_on=date(2021, 1, 1))
    refused(client)


def test_an_address_given_to_somebody_else_opens_nobodys_account(client, provider, officer, manager):
    signs_in(client)
    client.post(reverse("account_logout"))
    provider.person["sub"] = "person-2"
    assert "somebody else" in refused(client)
    provider.person |= {"sub": "person-1", "email": manager.account.email}
    assert "another address" in refused(client)


def test_nothing_that_the_provider_told_is_kept_but_its_number_for_the_person(client, provider, officer):
    signs_in(client)
    signs_in(client)
    (kept,) = SocialAccount.objects.all()
    assert (kept.uid, kept.provider, kept.extra_data) == ("person-1", "exampleton", {})
    assert SocialToken.objects.count() == 0


def test_what_an_address_asks_besides_is_not_passed_on(client, provider, officer):
    where = reverse("openid_connect_login", args=["exampleton"]) + "?auth_params=nonce%3Dmine&scope=everything&process=connect"
    asked = client.post(where)["Location"]
    assert scope_of(asked)["nonce"] != "mine" and set(scope_of(asked)["scope"].split()) == {"openid", "email"}
    assert comes_back(client, asked).status_code == 403


def test_passwords_of_staff_can_be_turned_off(client, provider, officer, applicant, settings):
    for one in (officer, applicant):
        one.account.set_password("a long enough password 9")
        one.account.save()
    settings.STAFF_PASSWORDS = False
    answer = client.post(reverse("account_login"), {"login": officer.account.email, "password": "a long enough password 9"})
    assert answer.status_code == 403 and "Sign in through your council" in text(answer) and not is_in(client)
    signs_in(client)
    assert is_in(client)
    client.post(reverse("account_logout"))
    client.post(reverse("account_login"), {"login": applicant.account.email, "password": "a long enough password 9"})
    assert is_in(client)


def test_staff_without_a_provider_keep_their_passwords(client, provider, fire_officer, settings):
    settings.STAFF_PASSWORDS = False
    fire_officer.account.set_password("a long enough password 9")
    fire_officer.account.save()
    client.post(reverse("account_login"), {"login": fire_officer.account.email, "password": "a long enough password 9"})
    assert is_in(client)


def test_a_provider_of_the_whole_service_lets_in_staff_of_any_organisation(client, provider, fire_officer, settings):
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["provider_id"] = "service"
    provider.person["email"] = fire_officer.account.email
    address = client.post(reverse("openid_connect_login", args=["service"]))["Location"]
    comes_back(client, address)
    assert is_in(client)


def test_a_provider_that_is_not_set_up_is_not_there(client, officer):
    assert client.post(reverse("openid_connect_login", args=["exampleton"])).status_code == 404
    assert client.get(reverse("openid_connect_login", args=["exampleton"])).status_code == 405
    assert client.get(reverse("openid_connect_callback", args=["exampleton"])).status_code == 404
    assert "Sign in with Exampleton" not in text(client.get(reverse("account_login")))


def test_no_secret_is_written_to_the_log(client, provider, officer, caplog):
    caplog.set_level(logging.DEBUG)
    provider.says = {"nonce": "another"}
    refused(client)
    provider.faults = [("/token", (400, {"error": fake_oidc.SECRET}))]
    refused(client)
    assert fake_oidc.SECRET not in caplog.text and officer.account.email not in caplog.text and "access-1" not in caplog.text
