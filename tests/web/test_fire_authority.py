"""The page on which a fire authority's administrator says what the authority is called and where it is reached."""

import pytest
from django.test import Client
from django.urls import reverse

from fanlight.casework import access
from fanlight.casework.acting import Office
from fanlight.casework.actions import councils
from fanlight.casework.actions.councils import AboutFire
from fanlight.casework.models import Event, FireAuthority
from fanlight.licensing.procedure import Role
from tests.casework.conftest import NOW
from tests.web.officer_cases import *  # noqa: F403 - people and cases
from tests.web.officer_cases import staff, text

pytestmark = pytest.mark.django_db
SAID = {"name": "Exampleshire Fire", "address": "2 Hose Lane\nExampleton", "email": "safety@example.org"}


@pytest.fixture
def admin(council):
    return staff("Finn Firth", Office.FIRE_ADMINISTRATOR, authority=council.fire_authority)


@pytest.fixture
def page(council):
    return reverse("fire-authority", args=[council.fire_authority.slug])


def test_only_the_authoritys_own_administrator_opens_it(admin, council, page):
    other = FireAuthority.objects.create(slug="othershire", name="Othershire")
    opens = {
        admin: 200,
        staff("Fay Fire", Role.FIRE_OFFICER, authority=council.fire_authority): 403,
        staff("Otto Other", Office.FIRE_ADMINISTRATOR, authority=other): 404,
        staff("Ari Admin", Office.ADMINISTRATOR, council=council): 404,
    }
    for actor, code in opens.items():
        client = Client()
        client.force_login(actor.account)
        assert client.get(page).status_code == code, actor.account
    assert Client().get(page).status_code == 302


def test_what_is_changed_is_kept_shown_and_recorded_with_each_council(client, admin, council, page):
    client.force_login(admin.account)
    assert page in client.get(reverse("fire-people", args=[council.fire_authority.slug])).content.decode()
    done = text(client.post(page, SAID, follow=True))
    assert "Saved: name, address, email." in done and "Exampleshire Fire" in done
    told = Event.objects.get(kind="fire authority changed")
    assert told.council == council and told.by == admin.account and "2 Hose Lane" in told.about
    assert "Nothing was changed." in text(client.post(page, SAID, follow=True))
    assert Event.objects.filter(kind="fire authority changed").count() == 1


@pytest.mark.parametrize(("field", "says"), [("name", "name"), ("email", "Enter an email address"), ("address", "address")])
def test_each_field_is_needed_and_what_is_wrong_is_said_beside_it(client, admin, page, field, says):
    client.force_login(admin.account)
    answer = client.post(page, SAID | {field: ""})
    assert answer.status_code == 422 and f'href="#{field}"' in answer.content.decode() and says in text(answer)
    assert not Event.objects.filter(kind="fire authority changed").exists()


def test_nobody_changes_another_authority_or_leaves_one_without_a_name(admin, council):
    other = FireAuthority.objects.create(slug="othershire", name="Othershire")
    with pytest.raises(access.NotPermitted):
        councils.change_fire(other, AboutFire(**SAID), by=admin, at=NOW)
    with pytest.raises(ValueError, match="has a name"):
        councils.change_fire(council.fire_authority, AboutFire(**SAID | {"name": " "}), by=admin, at=NOW)
