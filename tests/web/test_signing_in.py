"""Signing in: accounts opened, addresses confirmed, passwords changed, second steps, and sessions that end."""

import re
from datetime import timedelta
from html import unescape
from time import time
from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.internal import auth as webauthn
from django.conf import settings as ours
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from fanlight.casework.models import Account
from tests.casework.conftest import *  # noqa: F403 - the invented council and its people
from tests.web import officer_cases

pytestmark = pytest.mark.django_db
SECRET = "a long enough password 9"  # noqa: S105 - a test's own
NEW = "another long password 7"


@pytest.fixture(autouse=True)
def plain(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the slow one is slow on purpose
    cache.clear()


@pytest.fixture
def ada(client):
    account = Account.objects.create_user("ada@example.org", SECRET, name="Ada Applicant")
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    return account


def text(answer):
    """The words of a page as somebody reads them."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", officer_cases.text(answer))).split())


def heading(answer):
    return re.search(r"<h1[^>]*>([^<]*)", answer.content.decode())[1].strip()


def signs_in(client, password=SECRET, **said):
    return client.post(reverse("account_login"), {"login": "ada@example.org", "password": password, **said})


PLAIN = (
    "account_login", "account_signup", "account_reset_password", "account_reset_password_done", "account_reset_password_from_key_done",
    "account_inactive",
)  # fmt: skip
SIGNED_IN = ("account_change_password", "account_email", "account_reauthenticate", "account_logout", "mfa_index", "mfa_list_webauthn")
GUARDED = ("mfa_activate_totp", "mfa_add_webauthn")


@pytest.mark.parametrize("name", PLAIN)
def test_a_page_for_those_who_are_not_signed_in_is_ours(client, name):
    answer = client.get(reverse(name))
    assert answer.status_code == 200 and "govuk-heading-l" in answer.content.decode()


@pytest.mark.parametrize("name", SIGNED_IN)
def test_a_page_of_an_account_is_ours(client, ada, name):
    signs_in(client)
    answer = client.get(reverse(name))
    assert answer.status_code == 200 and "govuk-heading-l" in answer.content.decode()


@pytest.mark.parametrize("name", GUARDED)
def test_whoever_changes_the_second_step_gives_their_password_again(client, ada, name):
    signs_in(client)
    assert client.get(reverse(name)).url.startswith(reverse("account_reauthenticate"))
    assert "There is a problem" in text(client.post(reverse("account_reauthenticate"), {"password": "wrong"}))
    confirmed(client)
    assert "govuk-heading-l" in client.get(reverse(name)).content.decode()


def test_whoever_changes_their_address_gives_their_password_again(client, ada, must_confirm):
    signs_in(client)
    changed = client.post(reverse("account_email"), {"email": "eve@example.org", "action_add": "yes"})
    assert changed.url.startswith(reverse("account_reauthenticate")) and not mail.outbox
    client.post(changed.url, {"password": SECRET, "next": reverse("account_email")})
    assert mail.outbox[-1].to == ["eve@example.org"] and code_by_mail()


def changes_address(client, email):
    confirmed(client)
    return client.post(reverse("account_email"), {"email": email, "action_add": "yes"})


def test_in_the_demonstration_a_new_address_counts_at_once_and_the_old_one_is_told(
    client, ada, settings, django_capture_on_commit_callbacks
):
    assert settings.ACCOUNT_EMAIL_VERIFICATION == "none"
    signs_in(client)
    with django_capture_on_commit_callbacks(execute=True):
        changed = changes_address(client, "New@example.org")
    assert changed.url == reverse("account_email")
    shown = text(client.get(changed.url))
    assert "The email address of your account is new@example.org." in shown and "It is now new@example.org" in shown
    ada.refresh_from_db()
    assert (ada.email, [(each.email, each.primary) for each in EmailAddress.objects.all()]) == (
        "new@example.org",
        [("new@example.org", True)],
    )
    assert [each.to for each in mail.outbox] == [["ada@example.org"]] and "new@" not in mail.outbox[0].body
    client.post(reverse("account_logout"))
    assert "govuk-error-summary" in signs_in(client).content.decode()
    assert client.post(reverse("account_login"), {"login": "new@example.org", "password": SECRET}).status_code == 302


def test_in_the_demonstration_an_address_of_another_account_is_refused(client, ada):
    Account.objects.create_user("bea@example.org", None, name="Bea Booked")
    signs_in(client)
    refused = changes_address(client, "BEA@example.org")
    assert refused.status_code == 422 and "There is a problem" in text(refused)
    ada.refresh_from_db()
    assert ada.email == "ada@example.org" and not mail.outbox


@pytest.fixture
def must_confirm(settings):
    settings.ACCOUNT_EMAIL_VERIFICATION, settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = "mandatory", True


def enters_code(client, code):
    return client.post(reverse("account_email_verification_sent"), {"code": code})


def test_a_new_address_counts_once_its_code_is_entered_and_then_the_old_one_is_told(
    client, ada, must_confirm, django_capture_on_commit_callbacks
):
    signs_in(client)
    assert changes_address(client, "new@example.org").url == reverse("account_email_verification_sent")
    assert [each.to for each in mail.outbox] == [["new@example.org"]]
    assert enters_code(client, "XXXXXX").status_code == 422
    ada.refresh_from_db()
    assert ada.email == "ada@example.org" and signs_in(Client()).url == reverse("applications")
    with django_capture_on_commit_callbacks(execute=True):
        assert enters_code(client, code_by_mail()).status_code == 302
    ada.refresh_from_db()
    assert ada.email == "new@example.org" and EmailAddress.objects.get().verified
    assert mail.outbox[-1].to == ["ada@example.org"] and "Tell your council at once" in mail.outbox[-1].body
    assert "govuk-error-summary" in signs_in(Client()).content.decode()


@pytest.mark.parametrize("has_signed_in", [False, True])
def test_an_address_of_another_account_does_not_count_though_its_code_is_entered(client, ada, must_confirm, has_signed_in):
    other = Account.objects.create_user("bea@example.org", None, name="Bea Booked")
    if has_signed_in:
        EmailAddress.objects.create(user=other, email=other.email, verified=True, primary=True)
    signs_in(client)
    changes_address(client, "bea@example.org")
    refused = enters_code(client, code_by_mail())
    assert refused.status_code == 422 and "A user is already registered with this email address" in text(refused)
    ada.refresh_from_db()
    assert ada.email == "ada@example.org" and ada.emailaddress_set.get().email == "ada@example.org"


def test_an_old_address_that_cannot_be_told_does_not_undo_the_change(client, ada, monkeypatch, caplog, django_capture_on_commit_callbacks):
    def fails(*_):
        raise OSError("the mail server does not answer")

    monkeypatch.setattr("fanlight.web.accounts.send_mail", fails)
    signs_in(client)
    with django_capture_on_commit_callbacks(execute=True):
        assert changes_address(client, "new@example.org").status_code == 302
    ada.refresh_from_db()
    assert ada.email == "new@example.org" and "the mail server does not answer" in caplog.text


def confirmed(client):
    client.post(reverse("account_reauthenticate"), {"password": SECRET, "next": "/"})


def test_every_address_of_signing_in_is_one_we_have_a_page_for():
    routed = {
        str(name)
        for name in get_resolver().reverse_dict
        if isinstance(name, str) and name.startswith(("account_", "mfa_", "socialaccount", "openid_"))
    }
    later = {
        "account_email_verification_sent", "account_set_password", "account_reset_password_from_key", "mfa_authenticate",
        "mfa_reauthenticate",
        "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes",
        "mfa_reauthenticate_webauthn", "mfa_remove_webauthn", "mfa_edit_webauthn", "openid_connect_login", "openid_connect_callback",
    }  # fmt: skip
    assert routed == {*PLAIN, *SIGNED_IN, *GUARDED, *later}


def test_an_account_is_opened_with_a_name_and_a_password_that_is_long_enough(client):
    short = client.post(reverse("account_signup"), {"email": "new@example.org", "name": "New Person", "password1": "short"})
    assert "too short" in text(short) and not Account.objects.exists()
    nameless = client.post(reverse("account_signup"), {"email": "new@example.org", "password1": SECRET})
    assert "Enter your full name" in text(nameless)
    client.post(reverse("account_signup"), {"email": "new@example.org", "name": "New  Person", "password1": SECRET})
    assert Account.objects.get().name == "New Person"


@pytest.fixture
def unconfirmed(ada, must_confirm):
    EmailAddress.objects.update(verified=False)


def code_by_mail():
    return re.search(r"^\s*([A-Z0-9-]{6,9})\s*$", mail.outbox[-1].body, re.MULTILINE)[1]


def tries(client, code):
    client.post(reverse("account_email_verification_sent"), {"code": code})
    return EmailAddress.objects.get().verified


def test_an_address_is_confirmed_by_a_code(client, unconfirmed):
    assert signs_in(client).url == reverse("account_email_verification_sent")
    page = client.get(reverse("account_email_verification_sent"))
    assert heading(page) == "Enter the code we sent you" and "ada@example.org" in text(page)
    wrong = client.post(reverse("account_email_verification_sent"), {"code": "XXXXXX"})
    assert "There is a problem" in text(wrong)
    assert tries(client, code_by_mail())
    assert "Your applications" in text(client.get("/"))


def test_a_code_by_mail_is_good_for_three_tries(client, unconfirmed):
    signs_in(client)
    assert not tries(client, "XXXXXX") and not tries(client, "YYYYYY") and tries(client, code_by_mail())


def test_a_code_by_mail_is_good_for_no_fourth_try(client, unconfirmed):
    signs_in(client)
    assert not any(tries(client, wrong) for wrong in ("XXXXXX", "YYYYYY", "ZZZZZZ", code_by_mail()))
    assert "_auth_user_id" not in client.session


def test_a_code_by_mail_runs_out_after_ten_minutes(client, unconfirmed, monkeypatch):
    signs_in(client)
    monkeypatch.setattr("allauth.account.internal.flows.code_verification.time", SimpleNamespace(time=lambda: time() + 601))
    assert not tries(client, code_by_mail())


def test_a_link_for_a_new_password_runs_out_after_three_days(client, ada, monkeypatch):
    client.post(reverse("account_reset_password"), {"email": "ada@example.org"})
    link = re.search(r"http://[^/]+(\S+)", mail.outbox[-1].body)[1]
    now = PasswordResetTokenGenerator()._now()
    for after, says in ((timedelta(days=3, minutes=-1), "Set a new password"), (timedelta(days=3, minutes=1), "The link does not work")):
        monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self, at=now + after: at)
        assert heading(Client().get(link, follow=True)) == says


def test_a_forgotten_password_is_set_anew_by_a_link(client, ada):
    other = Client()
    other.force_login(ada)
    assert client.post(reverse("account_reset_password"), {"email": "ada@example.org"}).url == reverse("account_reset_password_done")
    link = re.search(r"http://[^/]+(\S+)", mail.outbox[-1].body)[1]
    page = client.get(link, follow=True)
    assert heading(page) == "Set a new password"
    client.post(page.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
    assert other.get(reverse("applications")).status_code == 302
    assert "govuk-error-summary" in signs_in(client).content.decode()
    assert signs_in(client, NEW).status_code == 302
    assert heading(client.get(reverse("account_reset_password_from_key", args=["1", "nothing-that-works"]))) == "The link does not work"


def test_nobody_learns_by_asking_who_has_an_account(client, ada):
    for email in ("ada@example.org", "nobody@example.org"):
        assert client.post(reverse("account_reset_password"), {"email": email}).url == reverse("account_reset_password_done")


def test_a_password_is_changed_by_whoever_knows_it(client, ada):
    signs_in(client)
    wrong = client.post(reverse("account_change_password"), {"oldpassword": "no", "password1": NEW, "password2": NEW})
    assert "There is a problem" in text(wrong)
    client.post(reverse("account_change_password"), {"oldpassword": SECRET, "password1": NEW, "password2": NEW})
    ada.refresh_from_db()
    assert ada.check_password(NEW)


def test_after_five_wrong_tries_even_the_right_password_must_wait(client, ada):
    for _ in range(5):
        signs_in(client, "wrong")
    locked = signs_in(client)
    assert "Too many failed login attempts" in text(locked)
    assert "_auth_user_id" not in client.session


def test_behind_a_proxy_wrong_tries_count_against_the_address_that_it_saw(client, ada, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "2/m/ip"}

    def said(password, *seen):
        return client.post(
            reverse("account_login"), {"login": "ada@example.org", "password": password}, HTTP_X_FORWARDED_FOR=", ".join(seen)
        )

    for made_up in ("203.0.113.1", "203.0.113.2"):
        said("wrong", made_up, "192.0.2.8")
    assert "Too many failed login attempts" in text(said(SECRET, "203.0.113.3", "192.0.2.8"))
    assert said(SECRET, "203.0.113.1", "192.0.2.9").status_code == 302


def test_signing_out_ends_the_session(client, ada):
    signs_in(client)
    client.post(reverse("account_logout"))
    assert client.get(reverse("applications")).status_code == 302


def code_of(secret):
    return totp.format_hotp_value(totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time()))))


def test_a_second_step_is_set_up_with_an_app_and_then_asked_for(client, ada):
    signs_in(client)
    confirmed(client)
    page = client.get(reverse("mfa_activate_totp"))
    assert 'src="data:image/svg+xml' in page.content.decode()
    secret = re.search(r"The key: <strong>([A-Z2-7 ]+)<", page.content.decode())[1].replace(" ", "")
    assert "There is a problem" in text(client.post(reverse("mfa_activate_totp"), {"code": "000000"}))
    done = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert done.status_code == 302 and Authenticator.objects.filter(user=ada, type="totp").exists()
    codes = client.get(reverse("mfa_view_recovery_codes"))
    assert heading(codes) == "Your recovery codes" and "10 codes of 10 left" in text(codes)
    assert "attachment" in client.get(reverse("mfa_download_recovery_codes"))["Content-Disposition"]
    assert heading(client.get(reverse("mfa_generate_recovery_codes"))) == "Make new recovery codes?"
    assert heading(client.get(reverse("mfa_deactivate_totp"))) == "Stop using the app?"
    assert heading(client.get(reverse("mfa_reauthenticate"))) == "Make sure that it is you"
    assert "Stop using the app" in text(client.get(reverse("mfa_index")))
    client.post(reverse("account_logout"))
    assert signs_in(client).url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    page = client.get(reverse("mfa_authenticate"))
    assert heading(page) == "Enter a code" and "mfa/js/webauthn.js" in page.content.decode()
    assert "There is a problem" in text(client.post(reverse("mfa_authenticate"), {"code": "000000"}))
    recovery = re.search(r"<li>(\w+)</li>", codes.content.decode())[1]
    assert client.post(reverse("mfa_authenticate"), {"code": recovery}).status_code == 302
    assert client.session["_auth_user_id"] == str(ada.pk)


@pytest.mark.django_db(transaction=True)
def test_a_changed_second_step_ends_every_other_session(client, ada):
    signs_in(client)
    confirmed(client)
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r"The key: <strong>([A-Z2-7 ]+)<", page)[1].replace(" ", "")
    for name, said in (("mfa_activate_totp", {"code": code_of(secret)}), ("mfa_generate_recovery_codes", {}), ("mfa_deactivate_totp", {})):
        ada.refresh_from_db()
        other = Client()
        other.force_login(ada)
        assert other.get(reverse("applications")).status_code == 200
        assert client.post(reverse(name), said).status_code == 302, name
        assert other.get(reverse("applications")).status_code == 302, name
        assert client.get(reverse("applications")).status_code == 200, name


def test_no_page_of_signing_in_runs_a_script_of_its_own(client, ada):
    signs_in(client)
    confirmed(client)
    page = client.get(reverse("mfa_add_webauthn")).content.decode()
    scripts = re.findall(r"<script([^>]*)>", page)
    assert scripts and all("src=" in each or 'type="application/json"' in each for each in scripts)
    assert '<div id="key-problem" role="alert"' in page and "fanlight/keys.js" in page
    assert "A security key is added only with JavaScript." in page


def test_staff_without_a_second_step_are_sent_to_set_one_up(client, officer, council, settings):
    settings.MUST_HAVE_SECOND_FACTOR = True
    client.force_login(officer.account)
    assert client.get(reverse("cases", args=[council.slug])).url == reverse("mfa_index")
    assert heading(client.get(reverse("mfa_index"))) == "How you sign in"
    totp.TOTP.activate(officer.account, totp.generate_totp_secret())
    assert client.get(reverse("cases", args=[council.slug])).status_code == 200


def test_who_applies_need_not_have_a_second_step(client, applicant, settings):
    settings.MUST_HAVE_SECOND_FACTOR = True
    client.force_login(applicant.account)
    assert client.get(reverse("applications")).status_code == 200


def later(monkeypatch, **by):
    now = timezone.now() + timedelta(**by)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


def test_an_hour_without_a_page_ends_a_session(client, applicant, monkeypatch):
    assert ours.SESSION_COOKIE_AGE == 3600
    client.force_login(applicant.account)
    assert client.get(reverse("applications")).status_code == 200
    later(monkeypatch, minutes=59)
    assert client.get(reverse("applications")).status_code == 200
    later(monkeypatch, minutes=59)
    assert client.get(reverse("applications")).status_code == 200
    later(monkeypatch, minutes=61)
    assert client.get(reverse("applications")).status_code == 302


def test_ten_hours_end_a_session_whatever_was_done(client, applicant, monkeypatch):
    client.force_login(applicant.account)
    for _ in range(12):
        assert client.get(reverse("applications")).status_code == 200
        later(monkeypatch, minutes=50)
    assert client.get(reverse("applications")).status_code == 302


def test_in_the_demonstration_it_says_who_is_who_and_nowhere_else(client, settings):
    assert "Who is who in this demonstration" in text(client.get(reverse("account_login")))
    settings.IS_DEMO = False
    shown = text(client.get(reverse("account_login")))
    assert "Sign in" in shown and "Who is who" not in shown


@pytest.mark.parametrize("sent", ["", "no JSON", "{}", "[]", '{"id": "x", "rawId": "eA", "type": "public-key", "response": {}}'])
def test_a_wrong_security_key_is_said_above_the_page_and_leads_to_its_button(client, ada, sent):
    totp.TOTP.activate(ada, totp.generate_totp_secret())
    signs_in(client)
    refused = client.post(reverse("mfa_authenticate"), {"credential": sent})
    shown = refused.content.decode()
    assert refused.status_code == 422 and "<title>Error: " in shown and "_auth_user_id" not in client.session
    assert "There is a problem The security key was not accepted." in text(refused)
    assert '<a href="#use-key">' in shown and 'id="use-key"' in shown and "Incorrect code" not in shown


def test_too_many_wrong_keys_are_said_to_be_too_many(client, ada, monkeypatch):
    def wrong(*_):
        raise ValidationError("Incorrect code.", code="incorrect_code")

    monkeypatch.setattr(webauthn, "parse_authentication_response", lambda said: said)
    monkeypatch.setattr(webauthn, "complete_authentication", wrong)
    totp.TOTP.activate(ada, totp.generate_totp_secret())
    signs_in(client)
    for _ in range(6):
        refused = client.post(reverse("mfa_authenticate"), {"credential": '{"id": "x"}'})
    assert refused.status_code == 422 and "There is a problem Too many failed login attempts" in text(refused)
