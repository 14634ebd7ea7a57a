"""The people of a council: given roles and relieved of them, never without an administrator, each change in the record."""

import io
from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user
from django.core.management import CommandError, call_command
from django.http import HttpRequest

from fanlight.casework.access import NotPermitted
from fanlight.casework.acting import Office
from fanlight.casework.actions import staff as acts
from fanlight.casework.actions.staff import Invited, LastAdministrator
from fanlight.casework.models import Account, Council, Event, Membership, Message
from fanlight.casework.queries import people, record
from fanlight.casework.queries import staff as queries
from fanlight.licensing.procedure import Role
from tests.casework.conftest import NOW, staff, told

TODAY = NOW.date()
LINK = "https://hmo.example.org/account/password/reset/"


@pytest.fixture
def admin(council):
    return staff("Ari Admin", Office.ADMINISTRATOR, council=council)


def invited(**said):
    return Invited(**{"email": "New.Officer@example.org", "name": "Nia  New", "role": Role.HOUSING_OFFICER, "from_on": TODAY, **said})


def invite(council, admin, **said):
    return acts.invite(council, invited(**said), by=admin, at=NOW, sign_in=LINK)


def test_whoever_is_invited_has_a_role_no_password_and_a_message(council, admin):
    made = invite(council, admin, weighs_suitability=True)
    assert (made.account.email, made.account.name, made.account.has_usable_password()) == ("new.officer@example.org", "Nia New", False)
    assert people.memberships(made.account, TODAY).get().weighs_suitability
    message = Message.objects.get()
    assert message.to == made.account.email
    assert LINK in message.body
    about = told("role given")
    assert about == {
        "account": made.account_id, "role": "housing officer", "from": "2026-03-02", "until": None, "weighs suitability": True
    }  # fmt: skip
    assert record.prove(council).fault == ""


def test_somebody_with_an_account_keeps_it_and_their_name(council, admin, applicant):
    made = invite(council, admin, email="ADA.applicant@example.org")
    assert made.account == applicant.account
    assert made.account.name == "Ada Applicant"


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"role": "king"}, "'king' is no role of a council"),
        ({"role": Role.FIRE_OFFICER}, "no role of a council"),
        ({"name": " "}, "enter the name"),
        ({"role": Office.ADMINISTRATOR, "weighs_suitability": True}, "by no administrator"),
        ({"from_on": TODAY - timedelta(1)}, "begins today or later"),
        ({"until_on": TODAY}, "ends after it begins"),
    ],
)
def test_a_role_that_cannot_be_is_refused_and_leaves_nothing(council, admin, said, fault):
    with pytest.raises(ValueError, match=fault):
        invite(council, admin, **said)
    assert not Account.objects.filter(email="new.officer@example.org").exists()
    assert not Event.objects.exists()


def test_nobody_has_a_role_twice_at_a_time(council, admin):
    invite(council, admin, until_on=date(2026, 6, 1))
    with pytest.raises(ValueError, match="is housing officer at that time already"):
        invite(council, admin, from_on=date(2026, 5, 31))
    assert invite(council, admin, from_on=date(2026, 6, 1)).pk
    with pytest.raises(ValueError, match="already"):
        invite(council, admin, from_on=date(2026, 5, 1), until_on=date(2027, 1, 1))


def test_a_role_ends_on_its_day(council, admin, officer):
    row = Membership.objects.get(account=officer.account)
    acts.end(row, date(2026, 3, 10), by=admin, at=NOW)
    assert people.memberships(officer.account, date(2026, 3, 9)).exists()
    assert not people.memberships(officer.account, date(2026, 3, 10)).exists()
    assert told("role ended")["until"] == "2026-03-10"
    later = NOW + timedelta(days=30)
    with pytest.raises(ValueError, match="has not been housing officer since 10 March 2026"):
        acts.end(row, date(2026, 5, 1), by=admin, at=later)


def test_a_role_does_not_end_in_the_past(council, admin, officer):
    with pytest.raises(ValueError, match="today or later"):
        acts.end(Membership.objects.get(account=officer.account), date(2026, 3, 1), by=admin, at=NOW)


def test_the_last_administrator_stays(council, admin):
    own = Membership.objects.get(account=admin.account)
    for until_on in (TODAY, date(2030, 1, 1)):
        with pytest.raises(LastAdministrator, match="Exampleton would be without an administrator"):
            acts.end(own, until_on, by=admin, at=NOW)
    with pytest.raises(LastAdministrator):
        acts.suspend(council, admin.account, reasons="Left.", by=admin, at=NOW)
    invite(council, admin, role=Office.ADMINISTRATOR, until_on=date(2027, 1, 1))
    with pytest.raises(LastAdministrator):
        acts.end(own, TODAY, by=admin, at=NOW)  # the other one's role has an end
    invite(council, admin, role=Office.ADMINISTRATOR, email="third@example.org", from_on=date(2026, 4, 1))
    with pytest.raises(LastAdministrator):
        acts.end(own, TODAY, by=admin, at=NOW)  # and this one has not begun
    invite(council, admin, role=Office.ADMINISTRATOR, email="fourth@example.org")
    assert acts.end(own, TODAY, by=admin, at=NOW).until_on == TODAY
    own.refresh_from_db()
    assert own.until_on == TODAY


def test_an_administrator_whose_account_is_closed_does_not_count(council, admin):
    other = invite(council, admin, role=Office.ADMINISTRATOR)
    Account.objects.filter(pk=other.account_id).update(is_active=False)
    with pytest.raises(LastAdministrator):
        acts.end(Membership.objects.get(account=admin.account), TODAY, by=admin, at=NOW)


def test_suspending_ends_every_role_and_session_at_once(council, admin, officer, client):
    invite(council, admin, email=officer.account.email, role=Role.TEAM_MANAGER, from_on=date(2026, 4, 1))
    client.force_login(officer.account)
    request = HttpRequest()
    request.session = client.session
    assert get_user(request) == officer.account
    assert acts.suspend(council, officer.account, reasons="Under inquiry.", by=admin, at=NOW) == 2
    assert not people.memberships(officer.account, TODAY).exists()
    assert not people.memberships(officer.account, date(2026, 4, 2)).exists()
    assert get_user(request).is_anonymous
    assert Event.objects.filter(kind="suspended").count() == 2
    with pytest.raises(ValueError, match="has no role at Exampleton Council to end"):
        acts.suspend(council, officer.account, reasons="Again.", by=admin, at=NOW)


def test_suspending_takes_reasons(council, admin, officer):
    with pytest.raises(ValueError, match="say why"):
        acts.suspend(council, officer.account, reasons=" ", by=admin, at=NOW)


def test_only_officers_and_managers_weigh(council, admin, officer):
    row = Membership.objects.get(account=officer.account)
    assert not acts.let_weigh(row, False, by=admin, at=NOW).weighs_suitability
    assert acts.let_weigh(row, True, by=admin, at=NOW).weighs_suitability
    with pytest.raises(ValueError, match="by no administrator"):
        acts.let_weigh(Membership.objects.get(account=admin.account), True, by=admin, at=NOW)
    assert set(Event.objects.values_list("kind", flat=True)) == {"may weigh suitability", "may not weigh suitability"}


@pytest.mark.parametrize("who", ["officer", "manager", "applicant", "elsewhere"])
def test_nobody_else_changes_roles(council, other_council, officer, manager, applicant, who):
    by = {"officer": officer, "manager": manager, "applicant": applicant}.get(who)
    by = by or staff("Eve Elsewhere", Office.ADMINISTRATOR, council=other_council)
    row = Membership.objects.get(account=officer.account)
    for change in (
        lambda: invite(council, by),
        lambda: acts.end(row, TODAY, by=by, at=NOW),
        lambda: acts.let_weigh(row, True, by=by, at=NOW),
        lambda: acts.suspend(council, officer.account, reasons="x", by=by, at=NOW),
    ):
        with pytest.raises(NotPermitted):
            change()
    assert not Event.objects.exists()


def test_the_people_of_a_council_are_listed(council, admin, officer, other_council):
    acts.end(Membership.objects.get(account=officer.account), TODAY, by=admin, at=NOW)
    staff("Sam Stranger", Role.HOUSING_OFFICER, council=other_council)
    assert [str(each.account) for each in queries.of(council, TODAY)] == ["Ari Admin"]
    (past,) = queries.of(council, TODAY, are_past=True)
    assert past.account == officer.account
    assert queries.membership(council, past.pk) == past
    assert queries.membership(other_council, past.pk) is None
    assert queries.account(council, officer.account.pk) == officer.account
    assert queries.account(other_council, officer.account.pk) is None


def add(*args):
    out = io.StringIO()
    call_command("add_council", *args, stdout=out)
    return out.getvalue()


def test_whoever_runs_the_service_makes_a_council_with_its_first_administrator(db):
    said = add("newtown", "Newtown", "--administrator", "ari@example.org", "--named", "Ari Admin")
    assert said == "Newtown is made, and Ari Admin (ari@example.org) administers it.\n"
    council = Council.objects.get(slug="newtown")
    actor = people.of_council(Account.objects.get(email="ari@example.org"), council)
    assert actor.roles == {Office.ADMINISTRATOR}
    assert list(Event.objects.values_list("kind", "by")) == [("council made", None), ("role given", None)]
    assert record.prove(council).fault == ""


@pytest.mark.parametrize(
    ("args", "fault"),
    [
        (("exampleton", "Exampleton", "--administrator", "a@example.org", "--named", "A"), "called 'exampleton' already"),
        (("new town", "Newtown", "--administrator", "a@example.org", "--named", "A"), "slug"),
        (("newtown", "Newtown", "--administrator", "ari", "--named", "A"), "email"),
        (("newtown", "Newtown", "--administrator", "a@example.org", "--named", ""), "enter the name"),
    ],
)
def test_a_council_that_cannot_be_made_leaves_nothing(council, args, fault):
    with pytest.raises(CommandError, match=fault):
        add(*args)
    assert not Account.objects.exists()
    assert Council.objects.count() == 1
