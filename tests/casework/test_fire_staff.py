"""The people of a fire authority: managed by its own administrator alone, each change in the record of every council it serves."""

import io
import json
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command

from fanlight.casework.access import NotPermitted
from fanlight.casework.acting import FIRE_STAFF, STAFF, Office
from fanlight.casework.actions import fire
from fanlight.casework.actions import staff as acts
from fanlight.casework.actions.fire import Asking
from fanlight.casework.actions.staff import Invited, LastAdministrator
from fanlight.casework.models import Account, Council, Event, FireAuthority, Membership, Message
from fanlight.casework.queries import people, record
from fanlight.casework.queries import staff as queries
from fanlight.licensing.procedure import Role
from tests.casework.conftest import NOW, move, staff, told

TODAY = NOW.date()
LINK = "https://hmo.example.org/account/password/reset/"


@pytest.fixture
def authority(council):
    return council.fire_authority


@pytest.fixture
def finn(authority):
    return staff("Finn Firth", Office.FIRE_ADMINISTRATOR, authority=authority)


def invite(authority, by, **said):
    invited = Invited(**{"email": "flo@example.org", "name": "Flo Flame", "role": Role.FIRE_OFFICER, "from_on": TODAY, **said})
    return acts.invite(authority, invited, by=by, at=NOW, sign_in=LINK)


def test_whoever_is_invited_acts_for_the_authority_and_has_a_message(council, authority, finn):
    made = invite(authority, finn)
    assert (made.council, made.fire_authority, made.account.has_usable_password()) == (None, authority, False)
    assert people.of_fire_authority(made.account, authority).roles == {Role.FIRE_OFFICER}
    message = Message.objects.get()
    assert (message.to, message.council, message.subject) == ("flo@example.org", council, "Your role at Exampleshire Fire and Rescue")
    assert "You act for Exampleshire Fire and Rescue as fire officer from 2 March 2026" in message.body
    assert told("role given") == {
        "account": made.account_id, "role": "fire officer", "fire authority": "exampleshire", "from": "2026-03-02", "until": None,
        "weighs suitability": False,
    }  # fmt: skip
    assert record.prove(council).fault == ""


def test_each_council_that_the_authority_serves_or_served_has_it_in_its_record(council, other_council, authority, finn, case, officer):
    fire.consult(move(case, "duly made"), Asking("Enough?", "Grant."), by=officer, at=NOW)
    Council.objects.filter(pk=council.pk).update(fire_authority=None)  # what was shared before is still seen
    Council.objects.filter(pk=other_council.pk).update(fire_authority=authority)
    Council.objects.create(slug="third", name="Third")
    row = invite(authority, finn)
    acts.end(row, TODAY + timedelta(days=1), by=finn, at=NOW)
    acts.suspend(authority, row.account, reasons="Left.", by=finn, at=NOW)
    kinds = ("role given", "role ended", "suspended")
    for kind in kinds:
        rows = Event.objects.filter(kind=kind).order_by("council")
        assert [each.council for each in rows] == [council, other_council], kind
        assert {json.loads(each.about)["fire authority"] for each in rows} == {"exampleshire"}
    assert (
        record.prove(council).fault == ""
        and record.prove(other_council).fault == ""
        and Message.objects.filter(to="flo@example.org").count() == 1
    )


@pytest.mark.parametrize("role", [*STAFF, *FIRE_STAFF, "king"])
@pytest.mark.parametrize("kind", ["council", "fire authority"])
def test_which_roles_an_organisation_gives(council, authority, finn, kind, role):
    ari = staff("Ari Admin", Office.ADMINISTRATOR, council=council)
    organisation, by, own = (council, ari, STAFF) if kind == "council" else (authority, finn, FIRE_STAFF)
    if role in own:
        assert invite(organisation, by, role=role).role == role
    else:
        with pytest.raises(ValueError, match=f"'{role}' is no role of a {kind}"):
            invite(organisation, by, role=role)
        assert not Event.objects.exists()


MAY = {
    "own fire administrator": True,
    "own fire officer": False,
    "fire administrator of another authority": False,
    "administrator of a council that it serves": False,
    "administrator of another council": False,
    "manager of a council that it serves": False,
    "applicant": False,
    "fire administrator without an account": False,
}


def somebody(who, council, other_council, applicant):
    authority = council.fire_authority
    other = FireAuthority.objects.create(slug="othershire", name="Othershire")
    made = {
        "own fire administrator": lambda: staff("Fran Second", Office.FIRE_ADMINISTRATOR, authority=authority),
        "own fire officer": lambda: staff("Fay Fire", Role.FIRE_OFFICER, authority=authority),
        "fire administrator of another authority": lambda: staff("Otto Other", Office.FIRE_ADMINISTRATOR, authority=other),
        "administrator of a council that it serves": lambda: staff("Ari Admin", Office.ADMINISTRATOR, council=council),
        "administrator of another council": lambda: staff("Una Other", Office.ADMINISTRATOR, council=other_council),
        "manager of a council that it serves": lambda: staff("Mina Manager", Role.TEAM_MANAGER, council=council),
        "applicant": lambda: applicant,
        "fire administrator without an account": lambda: acts.Actor(None, frozenset({Office.FIRE_ADMINISTRATOR}), None, authority),
    }
    return made[who]()


@pytest.mark.parametrize("who", MAY)
def test_who_changes_the_people_of_a_fire_authority(council, other_council, authority, finn, applicant, who):
    by = somebody(who, council, other_council, applicant)
    officer = staff("Flora Field", Role.FIRE_OFFICER, authority=authority)
    row = Membership.objects.get(account=officer.account)
    changes = (
        lambda: invite(authority, by),
        lambda: acts.end(row, TODAY + timedelta(days=1), by=by, at=NOW),
        lambda: acts.suspend(authority, officer.account, reasons="x", by=by, at=NOW),
    )
    for change in changes:
        if MAY[who]:
            assert change()
        else:
            with pytest.raises(NotPermitted):
                change()
    assert Event.objects.exists() is MAY[who]


def test_a_fire_administrator_changes_nobody_of_a_council(council, finn, officer):
    row = Membership.objects.get(account=officer.account)
    for change in (
        lambda: acts.end(row, TODAY, by=finn, at=NOW),
        lambda: acts.let_weigh(row, False, by=finn, at=NOW),
        lambda: acts.suspend(council, officer.account, reasons="x", by=finn, at=NOW),
    ):
        with pytest.raises(NotPermitted):
            change()


def test_the_last_fire_administrator_stays(authority, finn):
    own = Membership.objects.get(account=finn.account)
    for change in (
        lambda: acts.end(own, TODAY, by=finn, at=NOW),
        lambda: acts.suspend(authority, finn.account, reasons="Left.", by=finn, at=NOW),
    ):
        with pytest.raises(LastAdministrator, match="Exampleshire Fire and Rescue would be without an administrator"):
            change()
    invite(authority, finn, role=Office.FIRE_ADMINISTRATOR)
    assert acts.end(own, TODAY, by=finn, at=NOW).until_on == TODAY


def test_who_is_suspended_at_the_authority_is_signed_out_and_keeps_other_roles(council, authority, finn, fire_officer, client):
    Membership.objects.create(account=fire_officer.account, council=council, role=Role.HOUSING_OFFICER, from_on=date(2020, 1, 1))
    before = fire_officer.account.sessions_ended
    assert acts.suspend(authority, fire_officer.account, reasons="Left.", by=finn, at=NOW) == 1
    fire_officer.account.refresh_from_db()
    assert fire_officer.account.sessions_ended == before + 1
    assert people.of_fire_authority(fire_officer.account, authority) is None and people.of_council(fire_officer.account, council)
    with pytest.raises(ValueError, match="has no role at Exampleshire Fire and Rescue to end"):
        acts.suspend(authority, fire_officer.account, reasons="Again.", by=finn, at=NOW)


def test_a_convicted_persons_declaration_is_weighed_by_nobody_of_a_fire_authority(authority, finn):
    with pytest.raises(ValueError, match="by no fire officer"):
        invite(authority, finn, weighs_suitability=True)


def test_the_people_of_an_authority_and_of_a_council_are_listed_apart(council, authority, finn, fire_officer, officer):
    assert [str(each.account) for each in queries.of(authority, TODAY)] == ["Fay Fire", "Finn Firth"]
    row = Membership.objects.get(account=fire_officer.account)
    assert queries.membership(authority, row.pk) == row and queries.membership(council, row.pk) is None
    assert queries.account(authority, officer.account.pk) is None and queries.account(council, fire_officer.account.pk) is None
    acts.end(row, TODAY, by=finn, at=NOW)
    assert [each.account for each in queries.of(authority, TODAY, are_past=True)] == [fire_officer.account]


WORDS = {"--email": "fire@example.net", "--address": "1 Siren Street", "--administrator": "finn@example.net", "--named": "Finn Firth"}


def add(slug="newshire", name="Newshire Fire", **said):
    out = io.StringIO()
    given = [each for option in WORDS for each in (option, said.get(option.strip("-"), WORDS[option]))]
    call_command("add_fire_authority", slug, name, *given, "--address", "Newtown", stdout=out)
    return out.getvalue()


def test_whoever_runs_the_service_makes_an_authority_with_its_first_administrator(db):
    assert add() == "Newshire Fire is made, and Finn Firth (finn@example.net) administers it.\n"
    held = FireAuthority.objects.get()
    assert (held.slug, held.email, held.address) == ("newshire", "fire@example.net", "1 Siren Street\nNewtown")
    finn = people.of_fire_authority(Account.objects.get(), held)
    assert finn.roles == {Office.FIRE_ADMINISTRATOR} and not Event.objects.exists()
    with pytest.raises(ValueError, match="no council works with Newshire Fire yet"):
        invite(held, finn, from_on=date(2050, 1, 1))
    assert Account.objects.count() == 1
    council = Council.objects.create(slug="newtown", name="Newtown", fire_authority=held)
    invite(held, finn, from_on=date(2050, 1, 1))
    assert Event.objects.get().council == council


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"slug": "exampleshire"}, "called 'exampleshire' already"),
        ({"slug": "new shire"}, "slug"),
        ({"email": "fire"}, "email"),
        ({"administrator": "finn"}, "email"),
        ({"named": " "}, "enter the name"),
    ],
)
def test_an_authority_that_cannot_be_made_leaves_nothing(council, said, fault):
    with pytest.raises(CommandError, match=fault):
        add(**said)
    assert not Account.objects.exists() and FireAuthority.objects.count() == 1
