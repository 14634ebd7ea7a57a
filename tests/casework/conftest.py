"""What the tests of cases stand on: an invented council with its people and a house."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from fanlight.casework import demo
from fanlight.casework.acting import Actor
from fanlight.casework.actions import cases
from fanlight.casework.models import Account, Case, Council, Event, FireAuthority, House, Membership, Notice, Party, StepTaken
from fanlight.licensing import procedure
from fanlight.licensing.procedure import Role

DEMO = Path(demo.__file__).parent / "councils"
NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def invented_councils(settings):
    """The fees and practice of the invented council, whatever the environment of the tests says."""
    settings.COUNCIL_FOLDERS = (DEMO,)


@pytest.fixture
def council(db):
    authority = FireAuthority.objects.create(
        slug="exampleshire", name="Exampleshire Fire and Rescue", email="fire@example.org", address="9 Siren Street\nExampleton"
    )
    return Council.objects.create(
        slug="exampleton", name="Exampleton", is_invented=True, fire_authority=authority, address="1 Square\nExampleton",
        email="hmo@example.org", tribunal_address="Tribunal House\nExampleton", tribunal_email="tribunal@example.org",
    )  # fmt: skip


@pytest.fixture
def other_council(db):
    return Council.objects.create(slug="elsewhere", name="Elsewhere")


@pytest.fixture
def house(council):
    return House.objects.create(council=council, uprn="1", address="14 Sample Street, Exampleton", postcode="ZZ99 1AA")


def account(name):
    return Account.objects.create_user(f"{name.lower().replace(' ', '.')}@example.org", name=name)


def staff(name, role, *, council=None, authority=None, weighs=False):
    person = account(name)
    Membership.objects.create(
        account=person, council=council, fire_authority=authority, role=role, weighs_suitability=weighs, from_on=date(2020, 1, 1)
    )
    return Actor(person, frozenset({role}), council, authority, weighs)


@pytest.fixture
def officer(council):
    return staff("Olu Officer", Role.HOUSING_OFFICER, council=council, weighs=True)


@pytest.fixture
def manager(council):
    return staff("Mina Manager", Role.TEAM_MANAGER, council=council)


@pytest.fixture
def fire_officer(council):
    return staff("Fay Fire", Role.FIRE_OFFICER, authority=council.fire_authority)


@pytest.fixture
def applicant(db):
    return Actor(account("Ada Applicant"), frozenset({Role.APPLICANT}))


@pytest.fixture
def case(house, applicant):
    """An application that is a draft."""
    return cases.open_case("application", house=house, by=applicant, at=NOW)


def move(case, state):
    """Put a case into a state without its steps, for tests of what is open there."""
    Case.objects.filter(pk=case.pk).update(state=state, is_ended=state in procedure.table(case.table, NOW.date()).ends)
    case.refresh_from_db()
    return case


def told(kind):
    """What the one event of a kind says."""
    return json.loads(Event.objects.get(kind=kind).about)


def party(case, role, name="Ada Applicant", *, account=None, email=""):
    return Party.objects.create(case=case, role=role, name=name, account=account, email=email or f"{name[:3].lower()}@example.org")


def noticed(case, *, last_on, step="propose-to-grant"):
    """A notice of a proposal, as served."""
    taken = StepTaken.objects.create(
        case=case, number=90 + case.steps_taken.count(), name=step, from_state="duly made", state=case.state, role="officer", at=NOW,
        on=NOW.date(),
    )  # fmt: skip
    return Notice.objects.create(
        case=case, step=taken, kind="proposal", title="Proposal", pdf=b"", digest="", delivery="hand", served_on=NOW.date(),
        last_on=last_on, at=NOW,
    )  # fmt: skip
