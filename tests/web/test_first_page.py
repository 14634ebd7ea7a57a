"""The first page leads everybody of the demonstration only where their role lets them in, and so does every page they come to."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.demo import council as demo_council
from fanlight.casework.demo.people import PASSWORD, WHO
from fanlight.casework.models import Account, Council, Membership
from fanlight.web.pages import start

pytestmark = pytest.mark.django_db
LINK = re.compile(r'href="(/[^"#]*)"')
LEAVES = ("/account/logout/", "/static/")


@pytest.fixture
def exampleton(db):
    return demo_council.found()


def links(html):
    """The addresses of the service that a page leads to, without the files it loads and the way out."""
    return {each.partition("?")[0] for each in LINK.findall(html) if not each.startswith(LEAVES)}


@pytest.mark.parametrize("email", WHO)
def test_each_place_and_each_item_of_the_navigation_opens(client, exampleton, email):
    client.force_login(Account.objects.get(email=email))
    first = client.get(reverse("home"))
    places = links(first.content.decode())
    assert places
    for address in sorted(places):
        answer = client.get(address, follow=True)
        assert answer.status_code == 200, address
        for onward in sorted(links(answer.content.decode())):
            assert client.get(onward, follow=True).status_code == 200, f"{address} leads to {onward}"


@pytest.mark.parametrize(
    ("email", "page"),
    [
        ("officer@example.org", "cases"),
        ("manager@example.org", "cases"),
        ("policy@example.org", "policy"),
        ("admin@example.org", "settings"),
    ],
)
def test_a_councils_staff_are_led_to_the_first_page_their_role_opens(client, exampleton, email, page):
    client.force_login(Account.objects.get(email=email))
    assert f'href="{reverse(page, args=["exampleton"])}"' in client.get(reverse("home")).content.decode()


LANDS = {
    "applicant@example.org": ("applications",),
    "officer@example.org": ("cases", "exampleton"),
    "officer2@example.org": ("cases", "exampleton"),
    "manager@example.org": ("cases", "exampleton"),
    "policy@example.org": ("policy", "exampleton"),
    "admin@example.org": ("settings", "exampleton"),
    "fire@example.org": ("fire", "exampleshire"),
    "fireadmin@example.org": ("fire-people", "exampleshire"),
}


def test_each_role_has_its_row():
    assert set(LANDS) == set(WHO)


@pytest.mark.parametrize("email", LANDS)
def test_whoever_signs_in_comes_to_where_their_work_is(client, exampleton, email):
    name, *more = LANDS[email]
    came = client.post(reverse("account_login"), {"login": email, "password": PASSWORD})
    assert came.url == reverse(name, args=more)
    assert client.get(came.url).status_code == 200


def test_who_has_no_page_or_several_places_comes_to_the_first_page(client, exampleton):
    clerk = Account.objects.create_user("clerk@example.org", name="Cleo Clerk")
    Membership.objects.create(account=clerk, council=exampleton, role="clerk", from_on=timezone.localdate())
    assert start.place_of(clerk) == "/"
    both = Account.objects.get(email="officer@example.org")
    Membership.objects.create(account=both, fire_authority=exampleton.fire_authority, role="fire officer", from_on=timezone.localdate())
    assert start.place_of(both) == "/"


def test_a_role_is_told_honestly_what_it_can_do(client, exampleton):
    client.force_login(Account.objects.get(email="admin@example.org"))
    shown = client.get(reverse("role", args=["exampleton"])).content.decode()
    assert "letters. Under: Settings." in shown
    assert "Under: Messages." in shown


def test_a_role_without_any_page_has_a_page_that_says_so(client, exampleton):
    account = Account.objects.create_user("clerk@example.org", name="Cleo Clerk")
    Membership.objects.create(account=account, council=exampleton, role="clerk", from_on=timezone.localdate())
    client.force_login(account)
    home = client.get(reverse("home")).content.decode()
    assert reverse("role", args=["exampleton"]) in home and reverse("cases", args=["exampleton"]) not in home
    assert "lets you do nothing" in client.get(reverse("role", args=["exampleton"])).content.decode()


def test_the_page_of_a_role_is_for_who_has_one_there(client, exampleton):
    Council.objects.create(slug="elsewhere", name="Elsewhere")
    assert client.get(reverse("role", args=["exampleton"]))["Location"].startswith("/account/login/")
    client.force_login(Account.objects.get(email="officer@example.org"))
    for slug in ("elsewhere", "nowhere"):
        assert client.get(reverse("role", args=[slug])).status_code == 404
