"""What the tests of an officer's pages stand on: an application with its people, a licence in force, and who looks at them."""

import pytest
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.acting import Office
from fanlight.casework.actions import time
from fanlight.casework.models import Case, FireAuthority
from fanlight.licensing.procedure import Role
from tests.casework import test_decisions as decisions
from tests.casework.conftest import applicant, council, house, invented_councils, manager, officer, other_council, staff
from tests.casework.test_decisions import ready

__all__ = [
    "ada", "applicant", "council", "house", "in_force", "invented_councils", "manager", "mina", "officer", "olu", "other_council", "pat",
    "proposed",
    "ready", "stranger", "uploads_of_their_own",
]  # fmt: skip


@pytest.fixture(autouse=True)
def uploads_of_their_own(settings, tmp_path):
    settings.UPLOADS = tmp_path / "uploads"


@pytest.fixture
def olu(client, officer):
    """An officer who weighs suitability, signed in."""
    client.force_login(officer.account)
    return client


@pytest.fixture
def mina(client, manager):
    client.force_login(manager.account)
    return client


@pytest.fixture
def ada(client, applicant):
    client.force_login(applicant.account)
    return client


@pytest.fixture
def pat(client, council):
    """A policy officer of the council, whose role opens no case, signed in."""
    client.force_login(staff("Pat Policy", Office.POLICY_OFFICER, council=council).account)
    return client


@pytest.fixture
def stranger(client, other_council):
    """An officer of another council, signed in."""
    client.force_login(staff("Sam Stranger", Role.HOUSING_OFFICER, council=other_council, weighs=True).account)
    return client


@pytest.fixture
def proposed(ready, officer):
    """An application of which the grant is proposed, with its notices served."""
    FireAuthority.objects.update(address="Fire Station\nExampleton")
    decisions.draft(ready, decisions.terms(ready))
    decisions.propose(ready, officer)
    return ready


@pytest.fixture
def in_force(ready, officer, manager):
    """The case of a licence in force."""
    FireAuthority.objects.update(address="Fire Station\nExampleton")
    decisions.granted(ready, officer, manager)
    for _ in time.let_pass(timezone.now()):
        pass
    return Case.objects.select_related("council", "house").get(table="licence")


def at(name, case, *args):
    return reverse(name, args=["exampleton", case.reference, *args])


def text(response, status=None):
    """The page that came: 422 where what was sent comes back with its faults above it, otherwise 200, where no other is named."""
    shown = response.content.decode()
    is_not_taken = response.request["REQUEST_METHOD"] == "POST" and "govuk-error-summary" in shown
    assert response.status_code == (status or (422 if is_not_taken else 200)), response.status_code
    return shown


def told(client, response):
    """The page that a post leads to, which says what was done."""
    assert response.status_code == 302, response.content.decode()
    return text(client.get(response["Location"]))


def day(name, found):
    """A day as its three boxes are sent."""
    return {f"{name}-day": str(found.day), f"{name}-month": str(found.month), f"{name}-year": str(found.year)}
