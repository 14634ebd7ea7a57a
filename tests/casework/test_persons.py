"""The persons of a case: entered while the application may change, told of it, and what their roles give them."""

from datetime import date, timedelta

import pytest

from fanlight.casework import access, needs, particulars
from fanlight.casework import parties as held
from fanlight.casework.actions import parties
from fanlight.casework.actions.parties import Described, PersonsNotOpen
from fanlight.casework.models import Draft, Event, Party
from fanlight.licensing.procedure import Standing
from fanlight.licensing.relevant_persons import LegalRole
from tests.casework.conftest import NOW, account, move, party

ON = NOW.date()
BANK = Described(LegalRole.MORTGAGEE, "Sample Bank", "1 Bank Street", "bank@example.org")


def stands(case, need):
    found = needs.standings(case, ON).get(need)
    return found.standing if found else Standing.OPEN


def test_a_person_is_added_changed_and_removed_and_the_row_is_kept(case, applicant):
    row = parties.add(case, BANK, by=applicant, at=NOW)
    parties.change(row, Described(LegalRole.MORTGAGEE, "Sample Bank plc"), by=applicant, at=NOW)
    parties.remove(row, by=applicant, at=NOW)
    row.refresh_from_db()
    assert (row.name, row.removed_at) == ("Sample Bank plc", NOW)
    assert held.rows(case) == []
    assert [event.kind for event in case.events.order_by("number")][1:] == ["person added", "person changed", "person removed"]
    with pytest.raises(PersonsNotOpen, match="was removed"):
        parties.change(row, BANK, by=applicant, at=NOW)


@pytest.mark.parametrize("state", ["duly made", "grant proposed", "granted"])
def test_an_applicant_changes_nobody_once_the_application_is_accepted(case, applicant, state):
    with pytest.raises(PersonsNotOpen):
        parties.add(move(case, state), BANK, by=applicant, at=NOW)
    assert not Party.objects.exists()


def test_an_officer_may_enter_a_person_who_was_forgotten_until_the_case_ends(case, officer):
    parties.add(move(case, "grant proposed"), BANK, by=officer, at=NOW)
    with pytest.raises(PersonsNotOpen, match="ended"):
        parties.add(move(case, "granted"), BANK, by=officer, at=NOW)


def test_another_applicant_and_a_fire_officer_change_nobody(case, fire_officer, manager):
    from fanlight.casework.queries import people

    stranger = people.as_applicant(account("Nosy Neighbour"))
    for actor in (stranger, fire_officer):
        with pytest.raises(access.NotPermitted):
            parties.add(case, BANK, by=actor, at=NOW)
    assert Event.objects.filter(kind="person added").count() == 0


def test_whom_the_applicant_told_is_stated_with_when_and_how(case, applicant):
    row = parties.add(case, BANK, by=applicant, at=NOW)
    assert stands(case, "relevant-persons-told") is Standing.NOT_MET
    for on, how, said in ((ON + timedelta(1), "by post", "still to come"), (ON, " ", "say how")):
        with pytest.raises(ValueError, match=said):
            parties.tell(row, on=on, how=how, by=applicant, at=NOW)
    parties.tell(row, on=ON, how="by post", by=applicant, at=NOW)
    assert stands(case, "relevant-persons-told") is Standing.MET


def test_an_applicant_who_is_the_holder_and_owner_too_need_not_be_told(case, applicant):
    for role in (LegalRole.APPLICANT, LegalRole.PROPOSED_HOLDER, LegalRole.OWNER):
        party(case, role, account=applicant.account)
    assert stands(case, "relevant-persons-told") is Standing.OPEN
    party(case, LegalRole.OWNER, "Other Owner")
    assert stands(case, "relevant-persons-told") is Standing.NOT_MET
    assert [each.party.name for each in held.served_on(case, "propose-to-grant", ON)] == ["Ada Applicant", "Other Owner"]


WHOLE = {
    "complete": "all",
    "house": {
        "persons": 4, "households": 4, "storeys": 1, "construction_period": "before_1919", "licensed_as": "house_in_multiple_occupation",
        "has_gas": "no", "escape_route_details": "The stairs.", "fire_training_details": "none",
    },
    "licence_holder": {"other_licences": "none"},
    "storeys": [{"id": "ground", "level": 0}],
}  # fmt: skip


def whole(case, applicant):
    roles = (LegalRole.APPLICANT, LegalRole.PROPOSED_HOLDER, LegalRole.PROPOSED_MANAGER, LegalRole.HAVING_CONTROL)
    for role in roles:
        person = Described(role, "Ada Applicant", "1 High Street", "ada@example.org", "01632 960001")
        row = parties.add(case, person, by=applicant, at=NOW, account=applicant.account)
        row.declarations.create(document="{}", signed_as="Ada", by=applicant.account, at=NOW)
    signed = {"by": "Ada Applicant"}
    Draft.objects.create(
        case=case, depth="application", document=WHOLE, done={"declared": {"truth": signed, "furniture": signed}}, saved_at=NOW
    )


def test_the_form_is_complete_once_nothing_is_missing(case, applicant):
    assert [each.particular for each in particulars.missing(case, ON)][:2] == ["applicant", "holder"]
    assert stands(case, "form-complete") is Standing.OPEN
    whole(case, applicant)
    assert particulars.missing(case, ON) == ()
    assert stands(case, "form-complete") is Standing.MET


@pytest.mark.parametrize("broken", [{"rooms": "many"}, {"house": {"persons": -1}}, {"house": {"no_such": 1}}])
def test_a_form_that_cannot_be_read_tells_nothing(case, applicant, broken):
    whole(case, applicant)
    Draft.objects.update(document={**WHOLE, **broken})
    assert "persons" in [each.particular for each in particulars.missing(case, ON)]
    assert stands(case, "form-complete") is Standing.OPEN


def test_the_list_is_that_of_the_day_on_which_the_application_was_handed_in(case):
    case.kind = "renewal"
    assert [each.particular for each in particulars.missing(case, date(2012, 9, 9))] != [
        each.particular for each in particulars.missing(case, date(2012, 9, 10))
    ]
