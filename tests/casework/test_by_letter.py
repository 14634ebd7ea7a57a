"""What came by letter is entered by an officer and goes the same way as if it had been done online, its days counted from its receipt."""

from datetime import timedelta

import pytest

from fanlight.casework import access, fees, parties
from fanlight.casework.actions import cases, matters
from fanlight.casework.actions.cases import Taking
from fanlight.casework.actions.matters import MatterNotOpen, Notified, Written
from fanlight.casework.actions.parties import Described
from fanlight.casework.models import Case, Deadline, Notice, Party
from fanlight.casework.queries import decisions
from fanlight.licensing.procedure import Role
from fanlight.licensing.relevant_persons import LegalRole
from tests.casework import test_after_the_licence as after
from tests.casework.conftest import NOW, move, party, staff

ON = NOW.date()
LATER = NOW + timedelta(days=20)
WEEK = timedelta(days=7)
holder, licence = after.holder, after.licence
TABLES = ("variation", "revocation")


def written(who, *, on=ON + WEEK, grounds="One person more."):
    return Written(who, grounds, on)


def number(licence, role):
    return Party.objects.get(case=licence.parent, role=role).pk


@pytest.mark.parametrize("table", TABLES)
def test_a_request_by_letter_is_that_of_who_wrote(licence, holder, officer, table):
    made = matters.enter(licence, table, written(number(licence, LegalRole.PROPOSED_HOLDER)), by=officer, at=LATER)
    assert (made.state, made.applicant, made.parent) == ("asked", holder.account, licence)
    step = made.steps_taken.get()
    assert (step.role, step.by, step.on) == (Role.APPLICANT, officer.account, LATER.date())
    assert (step.details["received_on"], step.details["by_name"]) == ((ON + WEEK).isoformat(), "Hal Holder")
    assert fees.applied_on(made, LATER.date()) == ON + WEEK
    assert [(each.party.name, each.because[0].partition(" (")[0]) for each in parties.served_on(made, "propose", ON)] == [
        ("Hal Holder", "licence holder")
    ]
    assert LegalRole.APPLICANT in parties.roles_of(holder, made)
    with pytest.raises(MatterNotOpen, match="has not ended"):
        matters.enter(licence, table, written(number(licence, LegalRole.PROPOSED_HOLDER)), by=officer, at=LATER)


def test_somebody_who_was_not_named_asks_and_is_served(licence, officer):
    bank = Described(LegalRole.MORTGAGEE, "Made-up Bank", "2 High Street\nExampleton", "bank@example.org")
    made = matters.enter(licence, "revocation", written(bank), by=officer, at=LATER)
    assert made.applicant is None
    assert {(each.name, each.role) for each in parties.own_rows(made)} == {("Made-up Bank", "mortgagee"), ("Made-up Bank", "applicant")}
    assert "Made-up Bank" in [each.party.name for each in parties.served_on(made, "propose", ON)]
    assert Notice.objects.get(case=made).to == "Made-up Bank"


def test_who_asks_online_is_acknowledged_and_not_who_once_applied(licence, holder, applicant):
    party(licence.parent, LegalRole.APPLICANT, account=applicant.account)
    made = matters.ask(licence, "variation", grounds="More.", by=holder, at=NOW)
    assert Notice.objects.get(case=made).to == "Hal Holder"


def test_a_request_that_may_not_be_made_is_not_entered(licence, holder, officer, other_council):
    tenant = party(licence.parent, LegalRole.TENANT, "Tim Tenant")
    hal = number(licence, LegalRole.PROPOSED_HOLDER)
    stranger = staff("Sam Stranger", Role.HOUSING_OFFICER, council=other_council)
    for who, problem in ((tenant.pk, MatterNotOpen), (Described(LegalRole.TENANT, "Tom"), MatterNotOpen), (99999, ValueError)):
        with pytest.raises(problem):
            matters.enter(licence, "variation", written(who), by=officer, at=LATER)
    for wrong, says in (
        (written(hal, on=LATER.date() + WEEK), "still to come"), (written(hal, on=ON - WEEK), "was granted"),
        (written(hal, grounds=" "), "say why"),
    ):  # fmt: skip
        with pytest.raises(ValueError, match=says):
            matters.enter(licence, "variation", wrong, by=officer, at=LATER)
    for somebody in (holder, stranger):
        with pytest.raises(access.NotPermitted):
            matters.enter(licence, "variation", written(hal), by=somebody, at=LATER)
    assert not Case.objects.filter(table="variation").exists()


def test_who_may_ask_is_offered_by_name(licence, officer):
    party(licence.parent, LegalRole.TENANT, "Tim Tenant")
    party(licence.parent, LegalRole.MORTGAGEE, "Made-up Bank")
    assert [each.name for each in decisions.askers(licence, "variation", ON)] == ["Hal Holder", "Made-up Bank"]


def test_a_notification_by_letter_counts_from_the_day_it_was_received(house, officer):
    person = Described(LegalRole.MANAGING, "Max Manager", "1 High Street")
    made = matters.notify(house, Notified("Two leave.", person, ON + WEEK), by=officer, at=LATER)
    assert made.steps_taken.get().details == {"by_name": "Max Manager", "received_on": (ON + WEEK).isoformat()}
    with pytest.raises(ValueError, match="still to come"):
        matters.notify(after_house(house), Notified("Two leave.", person, LATER.date() + WEEK), by=officer, at=LATER)


def after_house(house):
    house.pk, house.uprn = None, "2"
    house.save()
    return house


def test_a_period_that_a_letter_begins_runs_from_its_receipt(case, officer, monkeypatch):
    move(case, "submitted")
    said = {"received_on": (ON + WEEK).isoformat(), "by_name": "Ada Applicant"}
    step = cases.take_step(case, Taking("withdraw", access.entering(officer, "application", "withdraw"), LATER, details=said)).step
    row = cases.row(case, Taking("accept", officer, LATER))
    cases._begin_deadlines(step, row)
    assert Deadline.objects.get(case=case, name="part-1-review").start_on == ON + WEEK
