"""Staff outside the demonstration: a second step that they must have, by passkey or app; a lock after wrong tries; sessions that end."""

from collections.abc import Iterator
from time import sleep, time

import pytest
from allauth.mfa.totp.internal import auth as totp
from playwright.sync_api import Browser, expect

from tests.journeys.conftest import Visitors
from tests.journeys.running import Telling, service_in_use
from tests.journeys.visitor import Visitor

SECRET = "a long enough password 9"  # noqa: S105 - a test's own
NAMES = ("olu", "bea", "mina", "lou", "kit")
STAFF = f"""
council = Council.objects.create(slug="exampleton", name="Exampleton")
for name in {NAMES}:
    account = Account.objects.create_user(name + "@example.org", {SECRET!r}, name=name.title())
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    Membership.objects.create(account=account, council=council, role="housing officer", from_on=date(2020, 1, 1))
"""
LONG_AGO = """
from django.contrib.sessions.models import Session
from django.contrib.sessions.backends.db import SessionStore
for row in Session.objects.all():
    held = SessionStore(row.session_key)
    held["begun"] = held.get("begun", 0) - 11 * 60 * 60
    held.save()
"""
CASES = "/c/exampleton/cases/"
PERIOD = 30  # seconds a code holds, and not one more
KEY = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True,
    "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture(scope="module")
def in_use(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Telling]]:
    """A service as a council runs it, with four officers who have nothing but a password."""
    with service_in_use(tmp_path_factory.mktemp("in-use")) as (address, tell):
        tell(STAFF)
        yield address, tell


def arrives(olu: Visitor, name: str) -> None:
    """Sign in with the password alone, and be sent to set up a second step whatever was asked for."""
    olu.signs_in(f"{name}@example.org", SECRET)
    olu.opens(CASES)
    olu.is_at("How you sign in")
    olu.sees("Who works for a council or a fire authority must have one.")


def gives_the_password_again(olu: Visitor) -> None:
    olu.page.locator("[name=password]").fill(SECRET)
    olu.presses("Continue")


def says_at_once(olu: Visitor, words: str) -> None:
    """What is said in a place that is read out when it changes."""
    expect(olu.page.get_by_role("alert").filter(has_text=words)).to_be_visible()


def signs_out(olu: Visitor) -> None:
    olu.opens("/account/logout/")
    olu.presses("Sign out")
    olu.opens(CASES)
    olu.is_at("Sign in")


def test_an_officer_adds_a_passkey_and_signs_in_with_it(visitors: Visitors, in_use: tuple[str, Telling]) -> None:
    olu = visitors("officer", at=in_use[0])
    keys = olu.page.context.new_cdp_session(olu.page)
    keys.send("WebAuthn.enable")
    key = keys.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})["authenticatorId"]
    arrives(olu, "olu")
    olu.follows("Add a key")
    gives_the_password_again(olu)
    olu.is_at("Add a security key or passkey")
    olu.answers("Name", "The key on my desk")
    olu.page.get_by_role("button", name="Add").click()
    olu.is_at("Your recovery codes")
    olu.opens("/account/2fa/webauthn/")
    olu.sees("The key on my desk", "Not used yet.")
    olu.opens(CASES)
    olu.is_at("Cases")

    olu.opens("/account/2fa/webauthn/add/")
    olu.answers("Name", "The same key again")
    olu.page.get_by_role("button", name="Add").click()
    says_at_once(olu, "That key belongs to your account already. Use another one.")

    signs_out(olu)
    olu.signs_in("olu@example.org", SECRET)
    olu.is_at("Enter a code")
    olu.opens(CASES)
    olu.is_at("Enter a code")  # the password alone opens nothing
    olu.page.get_by_role("button", name="Use a security key or passkey").click()
    olu.sees("Exampleton Council")
    olu.opens(CASES)
    olu.is_at("Cases")
    assert keys.send("WebAuthn.getCredentials", {"authenticatorId": key})["credentials"][0]["signCount"] >= 2


def test_a_key_that_is_not_theirs_is_said_beside_the_button(visitors: Visitors, in_use: tuple[str, Telling]) -> None:
    kit = visitors("officer", at=in_use[0])
    keys = kit.page.context.new_cdp_session(kit.page)
    keys.send("WebAuthn.enable")
    key = keys.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})["authenticatorId"]
    arrives(kit, "kit")
    kit.follows("Add a key")
    gives_the_password_again(kit)
    kit.answers("Name", "A key that is lost")
    kit.page.get_by_role("button", name="Add").click()
    kit.is_at("Your recovery codes")
    keys.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": key})
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    signs_out(kit)
    kit.signs_in("kit@example.org", SECRET)
    kit.page.get_by_role("button", name="Use a security key or passkey").click()
    says_at_once(kit, "The key was not used.")
    kit.is_at("Enter a code")


def test_an_officer_sets_up_an_app_and_signs_in_with_its_code(visitors: Visitors, in_use: tuple[str, Telling]) -> None:
    bea = visitors("officer", at=in_use[0])
    arrives(bea, "bea")
    bea.follows("Set up an app")
    gives_the_password_again(bea)
    bea.is_at("Set up an app")
    secret = bea.page.get_by_text("The key:").locator("strong").inner_text().replace(" ", "")
    bea.answers("Authenticator code", "000000")
    bea.presses("Continue")
    bea.sees("There is a problem")
    bea.answers("Authenticator code", code_of(secret))
    bea.presses("Continue")
    bea.is_at("Your recovery codes")
    recovery = bea.page.locator("main li").first.inner_text()
    bea.opens(CASES)
    bea.is_at("Cases")
    signs_out(bea)
    bea.signs_in("bea@example.org", SECRET)
    bea.answers("Code", recovery)
    bea.presses("Sign in")
    bea.opens(CASES)
    bea.is_at("Cases")
    signs_out(bea)
    bea.signs_in("bea@example.org", SECRET)
    bea.answers("Code", code_of(secret))
    bea.presses("Sign in")
    bea.opens(CASES)
    bea.is_at("Cases")


def code_of(secret: str) -> str:
    """What an app shows now, early enough in its half minute for a slow machine to send it before the next one."""
    left = PERIOD - time() % PERIOD
    if left < PERIOD / 2:
        sleep(left)
    return str(totp.format_hotp_value(totp.hotp_value(secret, int(time()) // PERIOD)))


def test_five_wrong_tries_lock_the_right_password_out_too(visitors: Visitors, in_use: tuple[str, Telling]) -> None:
    mina = visitors("officer", at=in_use[0])
    for word in [*["not this one"] * 5, SECRET]:
        mina.opens("/account/login/")
        mina.answers("Email", "mina@example.org")
        mina.page.locator("[name=password]").fill(word)
        mina.presses("Sign in")
        mina.sees("There is a problem")
    mina.sees("Too many failed login attempts. Try again later.")
    mina.opens(CASES)
    mina.is_at("Sign in")


def test_ten_hours_end_a_session(visitors: Visitors, in_use: tuple[str, Telling]) -> None:
    lou = visitors("officer", at=in_use[0])
    arrives(lou, "lou")
    in_use[1](LONG_AGO)
    lou.opens("/account/2fa/")
    lou.is_at("Sign in")
