"""What an applicant's actions refuse and keep: houses found, persons in several roles, signatures, renewals and changes reported."""

from datetime import date, timedelta

import pytest

from fanlight.casework import particulars
from fanlight.casework.access import NotPermitted
from fanlight.casework.actions import applying, changes, parties, suitability, surveys
from fanlight.casework.actions.applying import ApplicationNotOpen, Located
from fanlight.casework.actions.changes import Change
from fanlight.casework.actions.parties import Described
from fanlight.casework.actions.surveys import DraftMoved, Saving
from fanlight.casework.models import Case, ChangeReported, Council, Declaration, Event, House, Message, Party
from fanlight.casework.queries import applications
from fanlight.licensing.applications import Kind
from fanlight.licensing.relevant_persons import LegalRole
from tests.casework import test_decisions as decided
from tests.casework.conftest import NOW, account
from tests.casework.test_decisions import granted

ready = decided.ready  # an application duly made
HERE = Located("14 Sample Street, Exampleton", "ZZ99 1AA")


@pytest.fixture
def begun(council, applicant):
    return applying.begin(council, HERE, by=applicant, at=NOW)


def test_an_application_begins_with_who_applies(begun, applicant):
    assert begun.state == "draft" and begun.kind == Kind.FIRST
    row = begun.parties.get()
    assert (row.role, row.account, row.email) == ("applicant", applicant.account, applicant.account.email)


def test_staff_do_not_apply(council, officer):
    with pytest.raises(NotPermitted):
        applying.begin(council, HERE, by=officer, at=NOW)


def test_a_real_council_takes_no_postcode_that_is_none(other_council, applicant):
    with pytest.raises(ValueError, match="no postcode begins with ZZ"):
        applying.begin(other_council, HERE, by=applicant, at=NOW)


@pytest.mark.parametrize(
    ("place", "says"),
    [
        (Located(" ", "ZZ99 1AA"), "give the address"),
        (Located("1 Street", "ZZ99 1AA", "x1"), "UPRN is a number"),
        (Located("1 Street", "ZZ99 1AA", "1234567890123"), "UPRN is a number"),
        (Located("1 Street", "ZZ99 9XX", "1"), "another postcode"),
    ],
)
def test_a_place_that_will_not_do_makes_no_house(council, house, place, says):
    with pytest.raises(ValueError, match=says):
        applying.find_house(council, place)
    assert House.objects.count() == 1


def test_a_house_is_found_by_its_number_whatever_its_address_is_called(council, house):
    assert applying.find_house(council, Located("The Old House", "zz99 1aa", "1")) == house


def test_two_numbers_at_one_address_are_two_houses(council, house):
    assert applying.find_house(council, Located(house.address, house.postcode, "2")) != house


def test_one_person_is_entered_in_all_their_roles_or_in_none(begun, applicant):
    person = Described(LegalRole.APPLICANT, "Made-up Bank", "1 Bank Street")
    rows = parties.enter(begun, (), person, roles=[LegalRole.OWNER, LegalRole.MORTGAGEE], by=applicant, at=NOW)
    parties.tell(rows[0], on=NOW.date(), how="by letter", by=applicant, at=NOW)
    group = applications.person(begun, rows[0].pk)
    rows = parties.enter(begun, group, person, roles=[LegalRole.OWNER, LegalRole.BOUND], by=applicant, at=NOW)
    assert [row.role for row in rows] == ["owner", "person bound by a condition"]
    assert rows[1].told_on == NOW.date()
    assert Party.objects.filter(case=begun, role="mortgagee", removed_at=None).count() == 0
    with pytest.raises(ValueError, match="what they are"):
        parties.enter(begun, (), person, roles=[], by=applicant, at=NOW)
    with pytest.raises(ValueError, match="name"):
        parties.enter(begun, (), Described(LegalRole.APPLICANT, " "), roles=[LegalRole.OWNER, LegalRole.BOUND], by=applicant, at=NOW)
    assert Party.objects.filter(case=begun, name=" ").count() == 0


def test_a_declaration_is_kept_for_every_role_or_for_none(begun, applicant):
    person = Described(LegalRole.APPLICANT, "Hal Holder")
    rows = parties.enter(begun, (), person, roles=[LegalRole.PROPOSED_HOLDER, LegalRole.PROPOSED_MANAGER], by=applicant, at=NOW)
    text = '{"parties":[{"id":"person","label":"Hal Holder"}],"complete":["parties"]}'
    with pytest.raises(ValueError, match="sign"):
        suitability.declare_all(rows, text, signed_as=" ", by=applicant, at=NOW)
    assert not Declaration.objects.exists()
    suitability.declare_all(rows, text, signed_as="Hal", by=applicant, at=NOW)
    assert Declaration.objects.count() == 2
    assert set(applications.declared(begun)) == {row.pk for row in rows}


def test_only_what_was_seen_is_signed(begun, applicant):
    draft = surveys.draft(begun, "application", at=NOW)
    surveys.save(begun, "application", Saving({**draft.document, "house": {"storeys": "2"}}, 0), by=applicant, at=NOW)
    with pytest.raises(DraftMoved):
        applying.sign(begun, ("truth",), signed_as="Ada", by=applicant, at=NOW, version=0)
    with pytest.raises(ValueError, match="full name"):
        applying.sign(begun, ("truth",), signed_as=" ", by=applicant, at=NOW, version=1)
    applying.sign(begun, ("truth", "gas"), signed_as="Ada", by=applicant, at=NOW, version=1)
    assert {"truth", "gas"} <= particulars.application(begun).declared


def test_nothing_unsigned_is_handed_in(begun, applicant):
    with pytest.raises(ApplicationNotOpen, match="Sign"):
        applying.hand_in(begun, by=applicant, at=NOW, seen=0)
    with pytest.raises(ApplicationNotOpen, match="draft"):
        applying.hand_in_again(begun, by=applicant, at=NOW)


def test_only_a_licence_in_force_is_renewed(begun, applicant):
    with pytest.raises(ApplicationNotOpen, match="draft"):
        applying.renew(begun, by=applicant, at=NOW)


def test_a_council_without_a_standard_asks_what_is_prescribed(begun):
    assert "house.storeys" in particulars.asked_first(begun, NOW.date())


def test_a_renewal_asks_less_than_a_first_application(ready):
    first = particulars.asked_first(ready, NOW.date())
    ready.kind = Kind.RENEWAL
    assert particulars.asked_first(ready, NOW.date()) == ("house.material_changes",)
    assert len(first) > 50 and first[0] == "house.construction_period"


def test_a_change_reported_is_kept_and_told_to_the_council(begun, applicant, council):
    Council.objects.update(email="hmo@example.org")
    with pytest.raises(ValueError, match="say what has changed"):
        changes.report(begun, Change.SALE, " ", happened_on=None, by=applicant, at=NOW)
    with pytest.raises(ValueError, match="still to come"):
        changes.report(begun, Change.HOLDER_DIED, "Dead.", happened_on=NOW.date() + timedelta(days=1), by=applicant, at=NOW)
    begun.council.refresh_from_db()
    made = changes.report(begun, Change.SALE, "Sold to Max.", happened_on=date(2026, 2, 1), by=applicant, at=NOW)
    assert ChangeReported.objects.get() == made
    assert Event.objects.filter(kind="change reported").count() == 1
    with pytest.raises(NotPermitted):
        changes.report(begun, Change.SALE, "Sold.", happened_on=None, by=type(applicant)(account("Eve"), applicant.roles), at=NOW)
    assert Message.objects.get(key=f"change {made.pk}").to == "hmo@example.org"


def test_what_is_asked_of_somebody_is_said_with_its_last_day(ready, applicant, officer, manager):
    mine = {each.case.table: each for each in applications.listed(applicant).mine}
    assert mine["application"].asked == ""
    granted(ready, officer, manager)
    ready.refresh_from_db()
    pence, on = applications.second_due(ready)
    assert (pence, on) == (40000, date(2026, 5, 10))
    assert [each.table for each in applications.bound(ready, applicant)] == ["licence"]
    assert Case.objects.get(table="licence").parent == ready
