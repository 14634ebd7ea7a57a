"""The pages of a fire authority's administrator: who sees them, and each change made, refused with its reason, and seen again."""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import is_mfa_enabled
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.acting import Office
from fanlight.casework.models import Account, FireAuthority, Membership, Message
from fanlight.casework.queries import people
from fanlight.licensing.procedure import Role
from tests.web.officer_cases import *  # noqa: F403 - people and cases
from tests.web.officer_cases import day, staff, text, told

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
PAGES = ("fire-people", "fire-invite", "fire-role", "fire-end", "fire-suspend", "fire-lost")


@pytest.fixture
def admin(council):
    return staff("Finn Firth", Office.FIRE_ADMINISTRATOR, authority=council.fire_authority)


@pytest.fixture
def fay(council):
    return staff("Fay Fire", Role.FIRE_OFFICER, authority=council.fire_authority)


@pytest.fixture
def finn(client, admin):
    client.force_login(admin.account)
    return client


def where(name, *more):
    return reverse(name, args=["exampleshire", *more])


def every_page(person):
    """Each page with the number that it asks for."""
    row = Membership.objects.get(account=person.account)
    numbers = {"fire-role": (row.pk,), "fire-end": (row.pk,), "fire-suspend": (row.account_id,), "fire-lost": (row.account_id,)}
    return [where(name, *numbers.get(name, ())) for name in PAGES]


def invited(**said):
    return {
        "email": "flo@example.org", "name": "Flo Flame", "role": Role.FIRE_OFFICER.value, **day("from_on", TODAY),
        **day("until_on", TODAY + timedelta(days=30)), **said,
    }  # fmt: skip


OPENS = {
    "own fire administrator": 200, "own fire officer": 403, "fire administrator of another authority": 404,
    "administrator of a council that it serves": 404, "officer of a council that it serves": 404, "applicant": 404,
}  # fmt: skip


@pytest.mark.parametrize("who", OPENS)
def test_who_opens_the_pages(council, officer, applicant, admin, fay, who):
    other = FireAuthority.objects.create(slug="othershire", name="Othershire")
    actor = {
        "own fire administrator": lambda: admin,
        "own fire officer": lambda: fay,
        "fire administrator of another authority": lambda: staff("Otto Other", Office.FIRE_ADMINISTRATOR, authority=other),
        "administrator of a council that it serves": lambda: staff("Ari Admin", Office.ADMINISTRATOR, council=council),
        "officer of a council that it serves": lambda: officer,
        "applicant": lambda: applicant,
    }[who]()
    browser = Client()
    browser.force_login(actor.account)
    assert [browser.get(page).status_code for page in every_page(fay)] == [OPENS[who]] * len(PAGES)


def test_whoever_is_not_signed_in_is_asked_to(fay):
    assert {Client().get(page).status_code for page in every_page(fay)} == {302}


def test_a_fire_administrator_is_led_to_the_people_and_sees_no_matter(finn):
    first = text(finn.get("/"))
    assert f'href="{where("fire-people")}"' in first and f'href="{where("fire")}"' not in first
    assert finn.get(where("fire")).status_code == 403
    shown = text(finn.get(where("fire-people")))
    assert "Finn Firth" in shown and f'href="{where("fire-invite")}"' in shown


def test_somebody_is_invited_and_told_where_to_set_a_password(finn):
    shown = told(finn, finn.post(where("fire-invite"), invited()))
    assert "Flo Flame is fire officer from" in shown
    row = Membership.objects.get(account__email="flo@example.org")
    assert (row.fire_authority.slug, row.weighs_suitability, row.until_on) == ("exampleshire", False, TODAY + timedelta(days=31))
    assert "http://testserver/account/password/reset/" in Message.objects.get().body
    assert "flo@example.org" in text(finn.get(where("fire-people")))


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"email": ""}, "Enter an email address"),
        ({"name": ""}, "Enter full name"),
        ({"role": Role.HOUSING_OFFICER.value}, "Select one of the answers"),
        ({"role": Office.ADMINISTRATOR.value}, "Select one of the answers"),
        ({"from_on-year": "2019"}, "A role begins today or later"),
    ],
)
def test_an_invitation_that_cannot_be_says_why(finn, said, fault):
    shown = text(finn.post(where("fire-invite"), invited(**said)))
    assert "There is a problem" in shown and fault in shown and "convictions" not in shown
    assert not Account.objects.filter(email="flo@example.org").exists()


def test_a_role_is_ended_on_its_last_day(finn, fay):
    row = Membership.objects.get(account=fay.account)
    assert "End this role on a day" in text(finn.get(where("fire-role", row.pk)))
    shown = told(finn, finn.post(where("fire-end", row.pk), day("last_on", TODAY)))
    assert "is the last day on which Fay Fire is fire officer" in shown
    row.refresh_from_db()
    assert row.until_on == TODAY + timedelta(days=1) and people.is_staff(fay.account)


def test_who_is_suspended_is_signed_out_at_once(finn, fay):
    other = Client()
    other.force_login(fay.account)
    assert other.get(where("fire")).status_code == 200
    assert "There is a problem" in text(finn.post(where("fire-suspend", fay.account.pk), {"reasons": ""}))
    shown = told(finn, finn.post(where("fire-suspend", fay.account.pk), {"reasons": "Left."}))
    assert "Fay Fire has no role here any more" in shown
    assert other.get(where("fire"))["Location"].startswith("/account/login/")
    assert "Roles that ended" in text(finn.get(where("fire-people")))


def test_who_lost_their_second_step_has_it_taken_away_once_they_proved_who_they_are(finn, fay):
    totp.TOTP.activate(fay.account, totp.generate_totp_secret())
    row = Membership.objects.get(account=fay.account)
    assert f'href="{where("fire-lost", row.account_id)}"' in text(finn.get(where("fire-role", row.pk)))
    assert "There is a problem" in text(finn.post(where("fire-lost", row.account_id), {"proved": ""}))
    shown = told(finn, finn.post(where("fire-lost", row.account_id), {"proved": "Came to the station."}))
    assert "Fay Fire has no second step now, and is signed out." in shown and not is_mfa_enabled(fay.account)


def test_the_last_administrator_is_told_that_they_stay(finn, admin):
    row = Membership.objects.get(account=admin.account)
    for page, said in ((where("fire-end", row.pk), day("last_on", TODAY)), (where("fire-suspend", row.account_id), {"reasons": "Left."})):
        assert "Exampleshire Fire and Rescue would be without an administrator" in text(finn.post(page, said))


def test_a_number_of_somebody_else_is_not_there(finn, officer):
    row = Membership.objects.get(account=officer.account)
    for page in (where("fire-role", row.pk), where("fire-end", row.pk), where("fire-suspend", row.account_id)):
        assert finn.get(page).status_code == 404


def test_the_councils_administrator_sees_who_acts_for_the_authority_and_changes_nothing(client, council, fay):
    client.force_login(staff("Ari Admin", Office.ADMINISTRATOR, council=council).account)
    page = reverse("settings-people", args=["exampleton"])
    shown = text(client.get(page))
    assert "Who acts for Exampleshire Fire and Rescue, as its own administrator says" in shown and "Fay Fire" in shown
    assert where("fire-people") not in shown
    council.fire_authority = None
    council.save()
    assert "Fay Fire" not in text(client.get(page))
