"""Passwords and codes: what is too common is refused, what is written counts as it is, and a code is good once."""

import re

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.urls import reverse

from fanlight.casework.models import Account
from tests.web.test_signing_in import SECRET, ada, plain, pytestmark, signs_in, text  # noqa: F401


def test_a_common_password_is_refused(client):
    answer = client.post(reverse("account_signup"), {"email": "new@example.org", "name": "New", "password1": "qwertyuiop123"})
    assert "too common" in text(answer) and not Account.objects.filter(email="new@example.org").exists()


def test_a_password_is_masked_may_be_pasted_and_counts_as_written(client, ada):
    page = client.get(reverse("account_login")).content.decode()
    assert re.search(r'<input[^>]*name="password"[^>]*type="password"|<input[^>]*type="password"[^>]*name="password"', page)
    assert "onpaste" not in page and 'autocomplete="current-password"' in page
    long = "  Ünd 64 Zeichen, die niemand kürzt: " + "x" * 64
    ada.set_password(long)
    ada.save()
    assert signs_in(client, long.lower()).status_code == 422
    assert signs_in(client, long[:64]).status_code == 422
    assert signs_in(client, long).status_code == 302


def test_a_recovery_code_works_once(client, ada):
    totp.TOTP.activate(ada, totp.generate_totp_secret())
    code = RecoveryCodes.activate(ada).get_unused_codes()[0]
    for state in (302, 422):
        assert signs_in(client).url == reverse("mfa_authenticate")
        assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == state
        client.post(reverse("account_logout"))
        client.cookies.clear()
