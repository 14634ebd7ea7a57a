"""Where somebody is signed in: they see it, and sign out there, once they have proved again who they are."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.models import Account, SignedIn
from fanlight.web import browsers
from tests.casework.conftest import *  # noqa: F403 - the invented council and its people
from tests.web.test_signing_in import NEW, SECRET, ada, confirmed, heading, later, plain, signs_in, text  # noqa: F401

pytestmark = pytest.mark.django_db
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/604.1"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0"
PAGE = "own-sessions"


def browser(account, says, page="applications"):
    """Another browser in which somebody is signed in."""
    made = Client(headers={"user-agent": says})
    made.force_login(account)
    made.get(reverse(page))
    return made


def is_signed_in(client):
    return client.get(reverse("applications")).status_code == 200


def numbers(client):
    """The sessions that the page offers to end, in the order in which it shows them."""
    return [int(each) for each in re.findall(r"/account/sessions/(\d+)/", client.get(reverse(PAGE)).content.decode())]


@pytest.mark.parametrize(
    ("says", "family"),
    [
        (WINDOWS, "Chrome"),
        (f"{WINDOWS} Edg/131.0.0.0", "Edge"),
        (f"{WINDOWS} OPR/116.0.0.0", "Opera"),
        (
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36",
            "Samsung Internet",
        ),
        (FIREFOX, "Firefox"),
        (PHONE, "Safari"),
        (PHONE.replace("Version/18.1", "CriOS/131.0"), "Chrome"),
        (PHONE.replace("Version/18.1", "FxiOS/133.0"), "Firefox"),
        ("curl/8.5.0", "Another browser"),
        ("", "Another browser"),
    ],
)
def test_a_browser_is_told_by_its_family(says, family):
    assert browsers.family(says) == family


@pytest.mark.parametrize("who", ["applicant", "officer", "fire_officer"])
def test_staff_and_applicants_see_where_they_are_signed_in(request, who, monkeypatch):
    account = request.getfixturevalue(who).account
    browser(account, PHONE)
    later(monkeypatch, minutes=20)
    here = browser(account, FIREFOX)
    shown = text(here.get(reverse(PAGE)))
    assert heading(here.get(reverse(PAGE))) == "Where you are signed in"
    assert "Firefox (where you are now)" in shown and "In use now." in shown
    assert "Safari Signed in on" in shown and "iPhone" not in shown and "X11" not in shown and "127.0.0.1" not in shown
    assert shown.index("Firefox") < shown.index("Safari") and len(numbers(here)) == 1


def test_the_page_is_reached_from_how_somebody_signs_in_and_asks_who_is_not_signed_in(client, ada):  # noqa: F811
    assert client.get(reverse(PAGE)).url.startswith(reverse("account_login"))
    signs_in(client)
    assert reverse(PAGE) in client.get(reverse("mfa_index")).content.decode()
    assert "Another browser (where you are now)" in text(client.get(reverse(PAGE)))


def test_somebody_signs_out_in_another_browser_and_stays_signed_in_here(client, ada):  # noqa: F811
    phone, third = browser(ada, PHONE), browser(ada, WINDOWS)
    signs_in(client)
    confirmed(client)
    first, _ = sorted(numbers(client))
    ended = client.post(reverse("own-sessions-end", args=[first]), follow=True)
    assert "You are signed out there." in text(ended) and "Safari" not in text(ended)
    assert [is_signed_in(each) for each in (phone, third, client)] == [False, True, True]
    assert client.post(reverse("own-sessions-end", args=[first])).status_code == 404


def test_somebody_signs_out_everywhere_else_at_once(client, ada):  # noqa: F811
    others = [browser(ada, each) for each in (PHONE, WINDOWS)]
    unnoted = Client()
    unnoted.force_login(ada)
    signs_in(client)
    confirmed(client)
    ended = client.post(reverse("own-sessions-end-others"), follow=True)
    assert "You are signed out everywhere else." in text(ended) and not numbers(client)
    assert [is_signed_in(each) for each in (*others, unnoted, client)] == [False, False, False, True]
    assert SignedIn.objects.count() == 1


@pytest.mark.parametrize("name", ["own-sessions-end", "own-sessions-end-others"])
def test_whoever_ends_sessions_gives_their_password_again(client, ada, name):  # noqa: F811
    phone = browser(ada, PHONE)
    signs_in(client)
    address = reverse(name, args=numbers(client) if name == "own-sessions-end" else [])
    assert client.get(address).status_code == 405
    asked = client.post(address)
    assert asked.url.startswith(reverse("account_reauthenticate")) and is_signed_in(phone)
    client.post(asked.url, {"password": SECRET})
    assert not is_signed_in(phone) and is_signed_in(client)


def test_nobody_sees_or_ends_the_session_of_somebody_else(client, ada, applicant):  # noqa: F811
    theirs = browser(applicant.account, PHONE)
    signs_in(client)
    confirmed(client)
    assert not numbers(client) and "Safari" not in text(client.get(reverse(PAGE)))
    number = SignedIn.objects.get(account=applicant.account).pk
    assert client.post(reverse("own-sessions-end", args=[number])).status_code == 404
    client.post(reverse("own-sessions-end-others"))
    assert is_signed_in(theirs)


def test_a_changed_password_leaves_this_session_alone_on_the_page(client, ada):  # noqa: F811
    phone = browser(ada, PHONE)
    signs_in(client)
    assert len(numbers(client)) == 1
    client.post(reverse("account_change_password"), {"oldpassword": SECRET, "password1": NEW, "password2": NEW})
    assert not numbers(client) and "(where you are now)" in text(client.get(reverse(PAGE)))
    assert not is_signed_in(phone)


def test_a_session_that_ran_out_is_not_shown_and_its_row_goes_with_it(client, ada, monkeypatch):  # noqa: F811
    browser(ada, PHONE)
    later(monkeypatch, minutes=61)
    signs_in(client)
    assert not numbers(client)
    assert SignedIn.objects.count() == 2
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    assert SignedIn.objects.count() == 1


def test_a_session_of_ten_hours_is_not_shown_though_its_browser_was_used(client, ada, monkeypatch):  # noqa: F811
    phone = browser(ada, PHONE)
    now = timezone.now()
    for hours in range(1, 11):
        monkeypatch.setattr("django.utils.timezone.now", lambda at=now + timedelta(minutes=59 * hours): at)
        assert is_signed_in(phone)
    signs_in(client)
    assert len(numbers(client)) == 1
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + timedelta(hours=10, minutes=1))
    assert not numbers(client)


def test_signing_out_takes_the_row_away(client, ada):  # noqa: F811
    signs_in(client)
    assert SignedIn.objects.get().account == Account.objects.get()
    client.post(reverse("account_logout"))
    assert not SignedIn.objects.exists()
