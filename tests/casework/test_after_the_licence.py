"""What follows a licence: who may ask to vary or revoke, exemptions, appeals in and out of time, and death."""

import json
from datetime import date, timedelta

import pytest

from fanlight.casework import access, entered, needs, parties
from fanlight.casework.acting import TIME
from fanlight.casework.actions import cases, matters
from fanlight.casework.actions.cases import Taking
from fanlight.casework.actions.matters import MatterNotOpen, Notified
from fanlight.casework.actions.parties import Described
from fanlight.casework.models import Deadline, Licence, LicenceVersion, StepTaken
from fanlight.casework.queries import cases as read_cases
from fanlight.casework.queries import people
from fanlight.licensing.licence_terms import LicenceTerms
from fanlight.licensing.procedure import Role, Standing, StepNotOpen
from fanlight.licensing.relevant_persons import LegalRole
from tests.casework.conftest import NOW, account, move, party, staff

ON = NOW.date()


@pytest.fixture
def holder(db):
    return people.as_applicant(account("Hal Holder"))


@pytest.fixture
def licence(case, holder, officer):
    """The case of a licence in force, whose application named a holder, a tenant and a mortgagee."""
    party(case, LegalRole.PROPOSED_HOLDER, "Hal Holder", account=holder.account)
    own = cases.open_case("licence", house=case.house, by=officer, at=NOW, parent=case)
    made = Licence.objects.create(council=case.council, house=case.house, number=own.reference, case=own, application=case)
    step = StepTaken.objects.create(
        case=case, number=99, name="grant", from_state="grant proposed", state="granted", role="x", at=NOW, on=ON
    )
    version = LicenceVersion.objects.create(
        licence=made,
        number=1,
        step=step,
        from_on=ON,
        until_on=ON + timedelta(30),
        holder="Hal Holder",
        persons=5,
        households=5,
        content=json.dumps(LicenceTerms("Hal Holder", "", ON, ON + timedelta(30), 5, 5).plain()),
        at=NOW,
    )
    entered.let_count(version)
    move(case, "granted")
    return move(own, "in force")


@pytest.mark.parametrize(("table", "grounds"), [("variation", "grounds-for-variation"), ("revocation", "grounds-for-revocation")])
def test_the_holder_asks_and_the_council_begins_of_its_own(licence, holder, officer, table, grounds):
    asked = matters.ask(licence, table, grounds="One person more.", by=holder, at=NOW)
    assert (asked.table, asked.state, asked.parent, asked.applicant) == (table, "asked", licence, holder.account)
    with pytest.raises(MatterNotOpen, match="has not ended"):
        matters.begin(licence, table, grounds="New information.", by=officer, at=NOW)
    move(asked, "withdrawn")
    begun = matters.begin(licence, table, grounds="New information.", by=officer, at=NOW)
    assert begun.state == "not begun"
    assert needs.standings(begun, ON)[grounds].standing is Standing.MET


def test_only_the_holder_or_a_relevant_person_asks_and_says_why(licence, holder, applicant):
    for role, may in ((LegalRole.TENANT, False), (LegalRole.MORTGAGEE, True)):
        somebody = people.as_applicant(account(f"Some {role}"))
        party(licence.parent, role, f"Some {role}", account=somebody.account)
        if may:
            assert matters.ask(licence, "revocation", grounds="Sold.", by=somebody, at=NOW).state == "asked"
        else:
            with pytest.raises(access.NotPermitted, match="relevant person"):
                matters.ask(licence, "variation", grounds="More.", by=somebody, at=NOW)
    with pytest.raises(ValueError, match="say why"):
        matters.ask(licence, "variation", grounds=" ", by=holder, at=NOW)
    with pytest.raises(MatterNotOpen, match="varied or revoked"):
        matters.ask(licence, "appeal", grounds="No.", by=holder, at=NOW)


@pytest.mark.parametrize("state", ["granted", "ended"])
def test_only_a_licence_in_force_is_varied(licence, officer, state):
    with pytest.raises(MatterNotOpen, match="in force"):
        matters.begin(move(licence, state), "variation", grounds="More.", by=officer, at=NOW)


def notified(role=LegalRole.HAVING_CONTROL, steps="Two tenants leave by June."):
    return Notified(steps, Described(role, "Ada Applicant", "1 High Street", "ada@example.org"))


def test_who_controls_a_house_notifies_once_and_again_for_a_second(house, applicant, officer, other_council):
    found = matters.notify(house, notified(), by=applicant, at=NOW)
    assert (found.table, found.state, found.applicant) == ("temporary-exemption", "notified", applicant.account)
    assert [row.role for row in found.parties.order_by("id")] == ["person having control", "applicant"]
    with pytest.raises(MatterNotOpen, match="asked for or in force"):
        matters.notify(house, notified(), by=applicant, at=NOW)
    with pytest.raises(StepNotOpen):
        matters.notify_again(found, "One leaves in August.", by=applicant, at=NOW)
    move(found, "first in force")
    assert matters.notify_again(found, "One leaves in August.", by=applicant, at=NOW).step.state == "second asked"
    stranger = staff("Sam Stranger", Role.HOUSING_OFFICER, council=other_council)
    with pytest.raises(access.NotPermitted):
        matters.notify(house, notified(), by=stranger, at=NOW)


def test_an_officer_enters_a_notification_that_came_by_letter(house, officer):
    found = matters.notify(house, notified(LegalRole.MANAGING), by=officer, at=NOW)
    assert (found.state, found.applicant) == ("notified", None)
    assert found.steps_taken.get().by == officer.account


def test_an_owner_alone_or_nothing_to_be_done_is_no_notification(house, applicant):
    with pytest.raises(MatterNotOpen, match="control"):
        matters.notify(house, notified(LegalRole.OWNER), by=applicant, at=NOW)
    with pytest.raises(ValueError, match="say why"):
        matters.notify(house, notified(steps=" "), by=applicant, at=NOW)


@pytest.fixture
def refusal(case, applicant):
    move(case, "refused")
    step = StepTaken.objects.create(
        case=case, number=9, name="refuse", from_state="refusal proposed", state="refused", role="x", at=NOW, on=ON
    )
    Deadline.objects.create(
        case=case, step=step, name="licence-appeal", who="x", does="appeal", start_on=ON, last_on=ON + timedelta(27), cited="x"
    )
    return step


def test_an_appeal_in_time_is_made_and_one_that_is_late_waits_for_the_tribunal(refusal, applicant):
    opened = matters.open_appeal(refusal, by=applicant, at=NOW)
    assert (opened.state, opened.parent, opened.decision, opened.applicant) == (
        "decision open to appeal",
        refusal.case,
        refusal,
        applicant.account,
    )
    with pytest.raises(StepNotOpen, match="in-time is not met"):
        matters.appeal(opened, {"tribunal_number": "T1"}, by=applicant, at=NOW + timedelta(28))
    matters.appeal(opened, {"tribunal_number": "T1"}, by=applicant, at=NOW + timedelta(27))
    assert opened.state == "made"
    with pytest.raises(MatterNotOpen, match="opened before"):
        matters.open_appeal(refusal, by=applicant, at=NOW)


def entered_late(refusal, officer, received_on, days=40):
    """An appeal that the council learned of long after, entered with the day on which the tribunal received it."""
    opened = matters.open_appeal(refusal, by=officer, at=NOW)
    cases.take_step(opened, Taking("let-time-pass", TIME, NOW + timedelta(28)))
    matters.appeal(
        opened,
        {"tribunal_number": "T1", "tribunal_appellant": "Ada Applicant", "received_on": received_on.isoformat()},
        by=officer,
        at=NOW + timedelta(days),
    )
    return opened


def test_an_appeal_learned_of_late_is_judged_by_the_day_on_which_it_was_received(refusal, officer):
    found = entered_late(refusal, officer, ON + timedelta(27))
    assert found.state == "made"
    assert Deadline.objects.get(step=refusal).last_on == ON + timedelta(27)


@pytest.mark.parametrize(
    ("away", "wrong"),
    [(28, "in-time is not met.*the appeal was received on 30 March 2026"), (-1, "before the decision of 2 March 2026")],
)
def test_an_appeal_received_late_or_before_the_decision_is_refused_whenever_it_is_entered(refusal, officer, away, wrong):
    with pytest.raises(StepNotOpen, match=wrong):
        entered_late(refusal, officer, ON + timedelta(away))


def test_an_appeal_is_never_received_in_the_future(refusal, officer):
    with pytest.raises(ValueError, match="still to come"):
        entered_late(refusal, officer, ON + timedelta(41))


def test_whether_an_appeal_is_in_time_is_open_until_the_day_it_was_received_is_said(refusal, officer):
    opened = matters.open_appeal(refusal, by=officer, at=NOW)
    stood = [needs.standings(opened, ON + timedelta(days))["in-time"].standing for days in (27, 28)]
    assert stood == [Standing.MET, Standing.OPEN]
    assert "appeal" in [each.step.name for each in read_cases.ways(opened, officer, ON + timedelta(28)) if each.is_open]


def test_the_persons_of_an_appeal_are_those_of_the_decision_in_their_roles_there(refusal, applicant):
    party(refusal.case, LegalRole.APPLICANT, account=applicant.account)
    party(refusal.case, LegalRole.PROPOSED_HOLDER, "Hal Holder")
    opened = matters.open_appeal(refusal, by=applicant, at=NOW)
    assert [each.role for each in parties.persons(opened)] == [LegalRole.APPLICANT, LegalRole.PROPOSED_HOLDER]
    assert [each.party.name for each in parties.served_on(opened, "appeal", ON)] == ["Ada Applicant", "Hal Holder"]


def test_towards_a_licence_its_holder_is_no_longer_a_proposed_one(licence, applicant):
    party(licence.parent, LegalRole.APPLICANT, account=applicant.account)
    assert [each.role for each in parties.persons(licence)] == [LegalRole.HOLDER]


def test_the_time_for_an_appeal_is_over_only_when_nobody_appealed(refusal, applicant, officer):
    def stands(days):
        found = needs.standings(refusal.case, ON + timedelta(days)).get("appeal-time-over")
        return found.standing if found else Standing.OPEN

    assert stands(27) is not Standing.MET and stands(28) is Standing.MET
    opened = matters.open_appeal(refusal, by=applicant, at=NOW)
    matters.appeal(opened, {"tribunal_number": "T1"}, by=applicant, at=NOW)
    assert stands(28) is Standing.NOT_MET
    move(opened, "decided")
    assert stands(28) is Standing.OPEN
    by_letter = matters.open_appeal(refusal, by=officer, at=NOW)
    cases.take_step(by_letter, Taking("let-time-pass", TIME, NOW + timedelta(28)))
    assert by_letter.state == "time over"


def test_nobody_appeals_against_what_begins_no_time_or_concerns_them_not(refusal, applicant, case):
    step = StepTaken.objects.create(case=case, number=10, name="accept", from_state="submitted", state="duly made", role="x", at=NOW, on=ON)
    with pytest.raises(MatterNotOpen, match="no appeal lies"):
        matters.open_appeal(step, by=applicant, at=NOW)
    tenant = people.as_applicant(account("Tim Tenant"))
    party(case, LegalRole.TENANT, "Tim Tenant", account=tenant.account)
    with pytest.raises(access.NotPermitted, match="relevant person"):
        matters.open_appeal(refusal, by=tenant, at=NOW)


def test_a_licence_ends_with_its_holder_and_three_months_run_from_the_day_of_death(licence, officer):
    with pytest.raises(ValueError, match="still to come"):
        matters.record_death(licence, ON + timedelta(1), how_known="Certificate.", by=officer, at=NOW)
    with pytest.raises(ValueError, match="how the death"):
        matters.record_death(licence, ON, how_known=" ", by=officer, at=NOW)
    assert licence.state == "in force"
    matters.record_death(licence, date(2026, 2, 10), how_known="Certificate seen.", by=officer, at=NOW)
    assert licence.state == "ended"
    period = Deadline.objects.get(case=licence, name="death-of-holder")
    assert (period.start_on, period.last_on) == (date(2026, 2, 10), date(2026, 5, 9))
