"""A second step that somebody lost is taken away by their administrator, or by those who run the service, and never unseen."""

import io

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.management import CommandError, call_command

from fanlight.casework.access import NotPermitted
from fanlight.casework.acting import Office
from fanlight.casework.actions import second_steps
from fanlight.casework.models import Event, Message
from fanlight.casework.queries import record
from fanlight.licensing.procedure import Role
from tests.casework.conftest import NOW, staff, told

PROOF = "Came to my desk with a pass."


@pytest.fixture
def admin(council):
    return staff("Ari Admin", Office.ADMINISTRATOR, council=council)


@pytest.fixture
def finn(council):
    return staff("Finn Firth", Office.FIRE_ADMINISTRATOR, authority=council.fire_authority)


def with_step(actor):
    totp.TOTP.activate(actor.account, totp.generate_totp_secret())
    return actor.account


def has_step(account):
    return Authenticator.objects.filter(user=account).exists()


def take(organisation, account, by, proved=PROOF):
    second_steps.take_away(organisation, account, proved=proved, by=by, at=NOW)


def test_it_is_taken_away_recorded_and_told(council, admin, officer):
    account, before = with_step(officer), officer.account.sessions_ended
    take(council, account, admin)
    account.refresh_from_db()
    assert not has_step(account) and account.sessions_ended == before + 1
    assert told("second step taken away") == {"account": account.pk, "proved": PROOF}
    assert Event.objects.get().by == admin.account and record.prove(council).fault == ""
    assert Message.objects.get().to == account.email and "If it was not you who asked" in Message.objects.get().body


def test_a_fire_authoritys_administrator_does_so_for_its_people_and_its_councils_have_it_in_their_record(
    council, finn, fire_officer, officer
):
    account = with_step(fire_officer)
    take(council.fire_authority, account, finn)
    assert not has_step(account) and Event.objects.get().council == council
    with pytest.raises(ValueError, match="has no role at Exampleshire Fire and Rescue"):
        take(council.fire_authority, with_step(officer), finn)
    with pytest.raises(NotPermitted):
        take(council, officer.account, finn)
    assert has_step(officer.account)


MAY = {
    "own administrator": True, "administrator of another council": False, "own officer": False, "own manager": False,
    "fire administrator": False, "applicant": False,
}  # fmt: skip


@pytest.mark.parametrize("who", MAY)
def test_who_takes_a_second_step_away(council, other_council, admin, finn, manager, applicant, who):
    by = {
        "own administrator": lambda: admin,
        "administrator of another council": lambda: staff("Una Other", Office.ADMINISTRATOR, council=other_council),
        "own officer": lambda: staff("Bea Bookings", Role.HOUSING_OFFICER, council=council),
        "own manager": lambda: staff("Moe Manager", Role.TEAM_MANAGER, council=council),
        "fire administrator": lambda: finn,
        "applicant": lambda: applicant,
    }[who]()
    account = with_step(manager)
    if MAY[who]:
        take(council, account, by)
    else:
        with pytest.raises(NotPermitted):
            take(council, account, by)
    assert has_step(account) is not MAY[who]


def test_nobody_takes_their_own_away_nor_any_without_a_proof(council, admin, officer):
    with_step(admin)
    with pytest.raises(ValueError, match="by another administrator"):
        take(council, admin.account, admin)
    with pytest.raises(ValueError, match="has no second step"):
        take(council, officer.account, admin)
    with pytest.raises(ValueError, match="say how they proved"):
        take(council, with_step(officer), admin, "  ")
    assert has_step(admin.account) and has_step(officer.account) and not Event.objects.exists()


def run(address, proved=PROOF):
    out = io.StringIO()
    call_command("take_second_step_away", address, "--proved", proved, stdout=out)
    return out.getvalue()


def test_those_who_run_the_service_do_so_for_the_only_administrator(council, admin):
    with_step(admin)
    assert run("ARI.admin@example.org").startswith("Ari Admin (ari.admin@example.org) signs in with the password alone")
    assert not has_step(admin.account) and (Event.objects.get().council, Event.objects.get().by) == (council, None)


def test_those_who_run_the_service_do_so_for_who_applied_and_the_council_is_told(council, case, applicant, fire_officer):
    with_step(applicant)
    run(applicant.account.email)
    assert Event.objects.get(kind="second step taken away").council == council and Message.objects.get().to == applicant.account.email
    with_step(fire_officer)
    run(fire_officer.account.email)
    assert Event.objects.filter(kind="second step taken away", council=council).count() == 2


@pytest.mark.parametrize(
    ("address", "proved", "fault"),
    [
        ("nobody@example.org", PROOF, "no account has the address nobody@example.org"),
        ("ari.admin@example.org", " ", "say how"),
        ("ari.admin@example.org", PROOF, "no second step"),
    ],
)
def test_a_command_that_cannot_be_says_why(admin, address, proved, fault):
    with pytest.raises(CommandError, match=fault):
        run(address, proved)
    assert not Event.objects.exists()
