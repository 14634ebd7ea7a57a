"""The threats that docs/explanation/security.md names, each tried: what was tried fails, and whoever tried learns nothing."""

import re

import pytest
from django.conf import settings as ours
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from fanlight.casework.models import Account, Event
from fanlight.web.passwords import NotOurWords
from tests.casework.conftest import applicant, council, house, invented_councils, manager, officer, other_council, staff  # noqa: F401
from tests.web.officer_cases import *  # noqa: F403 - the invented council and its people
from tests.web.test_signing_in import NEW, SECRET, signs_in

pytestmark = pytest.mark.django_db
EVERYBODYS = re.compile(
    r"^(account/|register/|check/|report/|colours/|letters/|accessibility$|privacy$|health$|ready$|metrics$|$"
    r"|api/$|api/v1/(openapi\.json|licences/check|councils(/<slug:council>/register(/<str:number>)?)?|)$)"
)
CLOSED = (401, 403, 404, 405)
"""What an address answers to whom it is closed: the first where a key is asked for, the last where nothing can be sent to it."""
FILLED = {
    "council": "exampleton",
    "number": "1",
    "paper": "1",
    "upload": "1",
    "authority": "exampleshire",
    "name": "accept",
    "word": "amend",
}


def routes(patterns=None, before=""):
    """Every address of the service as it is written in its tables of addresses."""
    for each in get_resolver().url_patterns if patterns is None else patterns:
        written = before + str(each.pattern)
        if isinstance(each, URLPattern):
            yield written
        else:
            yield from routes(each.url_patterns, written)


def guarded():
    return sorted(route for route in routes() if not EVERYBODYS.match(route))


def address(route, reference):
    """An address with what stands for this council and this case filled in."""
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: reference if found[1] == "reference" else FILLED.get(found[1], "x"), route)


def asked(client, reference):
    """What every guarded page answers, read and posted to."""
    for route in guarded():
        path = address(route, reference)
        yield route, client.get(path)
        yield route, client.post(path, {"words": "x", "seen": "1"})


def test_there_is_something_to_guard():
    assert len(guarded()) > 120 and "c/<slug:council>/cases/<str:reference>/papers/<int:number>/pdf" in guarded()


def test_an_officer_of_another_council_opens_no_address_of_this_one(ready, stranger):
    before = Event.objects.count()
    for route, answer in asked(stranger, ready.reference):
        if "<slug:council>" in route:
            assert answer.status_code in CLOSED, (route, answer.status_code)
            assert ready.house.address not in answer.content.decode()
    assert Event.objects.count() == before


def test_somebody_who_guesses_addresses_is_asked_to_sign_in_and_learns_nothing(ready):
    for route, answer in asked(Client(), ready.reference):
        is_turned_away = answer.status_code in CLOSED or (answer.status_code == 302 and answer.url.startswith(reverse("account_login")))
        assert is_turned_away, (route, answer.status_code)
        there, elsewhere = address(route, ready.reference), address(route, "HMO-1999-0001")
        assert Client().get(there).status_code == Client().get(elsewhere).status_code, route


def test_an_applicant_who_guesses_addresses_finds_the_same_as_where_there_is_nothing(ready, client):
    eve = Account.objects.create_user("eve@example.org", SECRET, name="Eve Else")
    client.force_login(eve)
    before = Event.objects.count()
    for route, answer in asked(client, ready.reference):
        if "<str:reference>" in route:
            assert answer.status_code in CLOSED, (route, answer.status_code)
            assert client.get(address(route, "HMO-1999-0001")).status_code == client.get(address(route, ready.reference)).status_code, route
    assert Event.objects.count() == before


def test_a_password_changed_ends_every_other_session_of_its_account(applicant):
    applicant.account.set_password(SECRET)
    applicant.account.save()
    stolen, own = Client(), Client()
    for browser in (stolen, own):
        browser.force_login(applicant.account)
        assert browser.get(reverse("applications")).status_code == 200
    changed = own.post(reverse("account_change_password"), {"oldpassword": SECRET, "password1": NEW, "password2": NEW})
    assert changed.status_code == 302 and own.get(reverse("applications")).status_code == 200
    assert stolen.get(reverse("applications")).status_code == 302


def test_an_account_that_is_closed_loses_its_sessions_at_once(applicant, client):
    client.force_login(applicant.account)
    assert client.get(reverse("applications")).status_code == 200
    Account.objects.filter(pk=applicant.account.pk).update(is_active=False)
    assert client.get(reverse("applications")).status_code == 302


def test_signing_in_gives_a_new_key_and_signing_out_ends_it_for_good(applicant, client, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    applicant.account.email = "ada@example.org"
    applicant.account.set_password(SECRET)
    applicant.account.save()
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    before = session.session_key
    assert signs_in(client).status_code == 302
    after = client.session.session_key
    assert after != before
    out = client.post(reverse("account_logout"))
    assert out["Clear-Site-Data"] == '"cache", "storage"'
    again = Client()
    again.cookies[ours.SESSION_COOKIE_NAME] = after
    assert again.get(reverse("applications")).status_code == 302


def test_a_form_that_another_site_sends_in_somebodys_name_changes_nothing(ready, officer):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(officer.account)
    before = Event.objects.count()
    assert browser.post(reverse("note", args=["exampleton", ready.reference]), {"words": "forged"}).status_code == 403
    assert Event.objects.count() == before


def test_what_somebody_writes_is_never_run_in_a_page(ready, officer, client):
    client.force_login(officer.account)
    client.post(reverse("note", args=["exampleton", ready.reference]), {"words": "<script>alert(1)</script>{{ 7 * 7 }}"})
    page = client.get(reverse("case", args=["exampleton", ready.reference]))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7 * 7 }}" in page.content.decode() and "<script>alert" not in page.content.decode()
    assert "script-src 'self'" in page["Content-Security-Policy"] and page["X-Content-Type-Options"] == "nosniff"


def test_a_page_sends_nobody_to_another_site_after_signing_in(applicant, client, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    applicant.account.email = "ada@example.org"
    applicant.account.set_password(SECRET)
    applicant.account.save()
    assert signs_in(client, next="https://elsewhere.example/").url.startswith("/")


def test_a_trace_gives_nothing_of_the_request_back(client, applicant):
    client.force_login(applicant.account)
    answer = client.trace("/", headers={"x-secret": "hush"})
    assert "hush" not in answer.content.decode() and client.session.session_key not in answer.content.decode()


def test_no_page_is_kept_by_a_browser_or_shown_to_another_site(applicant, client):
    client.force_login(applicant.account)
    for path in ("/", reverse("applications"), reverse("account_login"), "/nowhere/"):
        answer = client.get(path, headers={"origin": "https://elsewhere.example"})
        assert answer["Cache-Control"] == "no-store" or "no-store" in answer["Cache-Control"]
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"] and "Access-Control-Allow-Origin" not in answer
        assert (answer["Referrer-Policy"], answer["Cross-Origin-Opener-Policy"]) == ("same-origin", "same-origin")


@pytest.mark.parametrize("password", ["HMO-licensing-2026", "fanlight-council", "HousingOfficer1"])
def test_a_password_of_the_services_own_words_is_refused(password):
    with pytest.raises(ValidationError, match="words that name this service"):
        NotOurWords().validate(password)


@pytest.mark.parametrize(
    "password", ["a long enough password 9", "correct horse battery staple", "licence-plates of eleven lorries", "ö" * 64]
)
def test_any_other_long_password_will_do(password):
    NotOurWords().validate(password)


def test_a_key_of_a_session_is_long_and_never_the_same(applicant):
    keys = set()
    for _ in range(5):
        browser = Client()
        browser.force_login(applicant.account)
        keys.add(browser.session.session_key)
    assert len(keys) == 5 and all(re.fullmatch("[a-z0-9]{32}", key) for key in keys)


def test_a_password_is_kept_as_a_slow_hash():
    kept = Account.objects.create_user("ada@example.org", SECRET, name="Ada").password
    algorithm, rounds, salt, _ = kept.split("$")
    assert algorithm == "pbkdf2_sha256" and int(rounds) >= 600_000 and len(salt) >= 22


@pytest.mark.parametrize(
    "path",
    [
        "/.git/config",
        "/static/",
        "/static/../settings.py",
        "/static/%2e%2e/settings.py",
        "/fanlight/web/settings.py",
        "/secret-key",
        "/uploads/",
    ],
)
def test_no_file_of_the_program_is_served(path):
    answer = Client().get(path)
    assert answer.status_code == 404 and "SECRET_KEY" not in answer.content.decode()


def test_a_field_that_no_form_has_is_not_taken(client):
    client.post(reverse("account_signup"), {
        "email": "eve@example.org", "name": "Eve", "password1": SECRET, "is_staff": "on", "is_superuser": "on", "role": "administrator",
        "id": "1",
    })  # fmt: skip
    made = Account.objects.get(email="eve@example.org")
    assert not getattr(made, "is_staff", False) and not getattr(made, "is_superuser", False) and not made.memberships.exists()
