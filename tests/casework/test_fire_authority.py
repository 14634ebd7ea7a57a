"""The fire and rescue authority: asked and answering in one transaction, by its own due dates, seeing what is shared and nothing else."""

from dataclasses import fields
from datetime import date

import pytest

from fanlight.casework import access, needs
from fanlight.casework.actions import cases, fire
from fanlight.casework.actions.fire import Asking, NoFireAuthority
from fanlight.casework.models import Council, FireAuthority, FireEntry, FireRecord, House, Message, StepTaken, SurveyKept
from fanlight.casework.queries import fire as reading
from fanlight.licensing.procedure import Role, Standing, StepNotOpen
from fanlight.licensing.relevant_persons import LegalRole
from tests.casework.conftest import NOW, move, party, staff

ON = NOW.date()
ASKING = Asking("Is the alarm enough?", "Grant with a condition on the alarm.")


@pytest.fixture
def asked(case, officer):
    return fire.consult(move(case, "duly made"), ASKING, by=officer, at=NOW)


@pytest.fixture
def other_fire_officer(db):
    authority = FireAuthority.objects.create(slug="othershire", name="Othershire Fire and Rescue")
    return staff("Otto Other", Role.FIRE_OFFICER, authority=authority)


def stands(case):
    return needs.standings(case, ON)["fire-authority-consulted"].standing


def test_asking_takes_the_step_and_begins_the_matter_with_the_councils_own_due_date(case, asked, council):
    assert (asked.state, asked.due_on, asked.is_urgent) == ("asked", date(2026, 3, 16), False)
    assert StepTaken.objects.get(case=case).name == "consult-fire-authority"
    said = asked.entries.get().said
    assert "Exampleton's own practice" in said["due"] and "No law or protocol names a time" in said["due"]
    assert stands(case) is Standing.NOT_MET
    assert Message.objects.get().to == council.fire_authority.email


def test_an_urgent_one_is_due_sooner_and_an_officers_own_day_counts(case, officer):
    urgent = fire.consult(move(case, "duly made"), Asking("Now?", "Prohibit.", is_urgent=True), by=officer, at=NOW)
    assert (urgent.due_on, urgent.is_urgent) == (date(2026, 3, 5), True)
    own = fire.consult(case, Asking("When?", "Grant.", due_on=date(2026, 4, 1)), by=officer, at=NOW)
    assert own.due_on == date(2026, 4, 1)
    with pytest.raises(ValueError, match="is past"):
        fire.consult(case, Asking("When?", "Grant.", due_on=date(2026, 3, 1)), by=officer, at=NOW)


def test_without_a_practice_no_day_is_made_up(case, officer, settings):
    settings.COUNCIL_FOLDERS = ()
    assert fire.consult(move(case, "duly made"), ASKING, by=officer, at=NOW).due_on is None


def test_where_one_of_the_two_cannot_be_done_neither_is(case, officer, council):
    with pytest.raises(StepNotOpen):
        fire.consult(move(case, "submitted"), ASKING, by=officer, at=NOW)
    with pytest.raises(StepNotOpen, match="action-described is open"):
        fire.consult(move(case, "duly made"), Asking("Is it enough?", " "), by=officer, at=NOW)
    Council.objects.update(fire_authority=None)
    case.house.council.refresh_from_db()
    with pytest.raises(NoFireAuthority):
        fire.consult(case, ASKING, by=officer, at=NOW)
    assert (FireRecord.objects.count(), FireEntry.objects.count(), StepTaken.objects.count()) == (0, 0, 0)


def test_the_answer_is_an_entry_and_a_step_of_the_case(case, asked, fire_officer, council):
    fire.answer(asked, "Yes, with interlinked alarms.", by=fire_officer, at=NOW)
    assert asked.state == "answered" and stands(case) is Standing.MET
    step = StepTaken.objects.get(case=case, number=2)
    assert (step.name, step.role, step.by) == ("answer-consultation", Role.FIRE_OFFICER, fire_officer.account)
    with pytest.raises(StepNotOpen):
        fire.answer(asked, "Once more.", by=fire_officer, at=NOW)


def test_an_answer_that_comes_after_the_decision_is_kept_without_a_step(case, asked, fire_officer):
    move(case, "granted")
    fire.answer(asked, "Sorry for being late.", by=fire_officer, at=NOW)
    assert asked.state == "answered" and StepTaken.objects.filter(case=case).count() == 1


def test_going_on_without_an_answer_takes_reasons(case, asked, officer, fire_officer):
    with pytest.raises(StepNotOpen, match="reasons-recorded is open"):
        fire.go_on(asked, " ", by=officer, at=NOW)
    assert stands(case) is Standing.NOT_MET
    fire.go_on(asked, "Asked twice; no answer in five weeks.", by=officer, at=NOW)
    assert stands(case) is Standing.MET
    fire.close(asked, "Licence granted.", by=officer, at=NOW)
    assert asked.is_ended
    with pytest.raises(StepNotOpen):
        fire.close(asked, "Again.", by=officer, at=NOW)


def test_an_officer_does_not_answer_for_the_fire_authority_nor_the_reverse(asked, officer, fire_officer):
    with pytest.raises(StepNotOpen, match="only fire officer"):
        fire.answer(asked, "Yes.", by=officer, at=NOW)
    with pytest.raises(StepNotOpen):
        fire.go_on(asked, "Nobody answered.", by=fire_officer, at=NOW)


def test_both_refer_and_ask_for_help(house, officer, fire_officer):
    to_fire = fire.refer(house, "Locked exit door.", by=officer, at=NOW)
    to_council = fire.refer(house, "Rats and damp.", by=fire_officer, at=NOW)
    help_asked = fire.ask_for_help(house, Asking("Complex: sprinklers.", "Look at the plan."), by=officer, at=NOW)
    help_wanted = fire.ask_for_help(house, Asking("Urgent: no heating.", "Visit."), by=fire_officer, at=NOW)
    tables = [each.table for each in (to_fire, to_council, help_asked, help_wanted)]
    assert tables == ["fire-referral-to-fire-authority", "fire-referral-to-council", "fire-help-by-fire-authority", "fire-help-by-council"]
    fire.add(to_council, "take-up", said={"answer-given": "On our list."}, by=officer, at=NOW)
    assert to_council.state == "taken up"
    with pytest.raises(StepNotOpen):
        fire.refer(house, " ", by=officer, at=NOW)


def test_a_joint_visit_takes_both_and_findings_are_the_fire_authoritys_own(house, officer, fire_officer):
    visit = fire.propose_visit(house, "Monday at ten, the alarms.", by=officer, at=NOW)
    with pytest.raises(StepNotOpen, match="other authority"):
        fire.add(visit, "agree", said={"answer-given": "Agreed with ourselves."}, by=officer, at=NOW)
    fire.add(visit, "agree", said={"answer-given": "Good."}, by=fire_officer, at=NOW)
    fire.add(visit, "make", said={"what-came-of-it": "Both went."}, by=fire_officer, at=NOW)
    assert visit.is_ended
    found = fire.tell_findings(house, "No detection in the kitchen.", by=fire_officer, at=NOW)
    fire.close(found, "Made a condition.", by=officer, at=NOW)
    with pytest.raises(StepNotOpen, match="only fire officer"):
        fire.tell_findings(house, "Ours.", by=officer, at=NOW)


def test_another_fire_authority_and_another_council_see_and_do_nothing(case, asked, house, other_fire_officer, other_council, applicant):
    stranger = staff("Sam Stranger", Role.HOUSING_OFFICER, council=other_council)
    for actor in (other_fire_officer, stranger, applicant):
        with pytest.raises(access.NotPermitted):
            fire.add(asked, "answer", said={"answer-given": "Yes."}, by=actor, at=NOW)
        with pytest.raises(access.NotPermitted):
            fire.refer(house, "Something.", by=actor, at=NOW)
        assert reading.matter(actor, asked.pk) is None and not reading.matters(actor)
        assert reading.shared(actor, case) is None
        assert not reading.houses(actor, house.council, "Sample")


def test_a_fire_officer_sees_no_case_that_was_not_shared(case, officer, fire_officer, house):
    assert reading.shared(fire_officer, case) is None and not access.is_visible(fire_officer, case)
    fire.refer(house, "Locked exit door.", by=officer, at=NOW)
    assert reading.shared(fire_officer, case) is None
    fire.consult(move(case, "duly made"), ASKING, by=officer, at=NOW)
    assert reading.shared(fire_officer, case) is not None and access.is_visible(fire_officer, case)
    assert reading.shared(officer, case) is None


SECRET = {
    "offence story",
    "secret note",
    "a representation",
    "fee-reference",
    "01632 960009",
    "secret@example.org",
    "9 Private Road",
    "Tim Tenant",
}


def test_every_field_that_is_shared_is_listed_and_nothing_else_gets_through(case, asked, fire_officer, officer, applicant):
    from fanlight.casework.models import Declaration, Payment, Representation
    from tests.casework.conftest import noticed

    holder = party(case, LegalRole.PROPOSED_HOLDER, "Hal Holder", email="secret@example.org")
    holder.address, holder.phone = "9 Private Road", "01632 960009"
    holder.save()
    party(case, LegalRole.TENANT, "Tim Tenant")
    Declaration.objects.create(party=holder, document="offence story", signed_as="Hal", by=applicant.account, at=NOW)
    Payment.objects.create(case=case, part="first", pence=100, method="card", reference="fee-reference", at=NOW)
    cases.note(case, "secret note", by=officer, at=NOW)
    notice = noticed(case, last_on=ON)
    Representation.objects.create(case=case, notice=notice, by_name="Hal", words="a representation", received_on=ON, at=NOW)
    SurveyKept.objects.create(case=case, number=1, depth="inspection", observed_on=ON, document=SURVEY, digest="", at=NOW)
    found = reading.shared(fire_officer, case)
    assert {each.name: getattr(found, each.name) for each in fields(found)} == {
        "council": "Exampleton",
        "reference": case.reference,
        "kind": "application",
        "state": "duly made",
        "opened_on": ON,
        "address": "14 Sample Street, Exampleton",
        "postcode": "ZZ99 1AA",
        "uprn": "1",
        "officer": "",
        "responsible": (("proposed licence holder", "Hal Holder"),),
        "licence": "",
        "licence_from_on": None,
        "licence_until_on": None,
        "licence_persons": None,
        "licence_households": None,
        "observed_on": ON,
        "fire_facts": (reading.Fact("alarm.kind", "a", "smoke"), reading.Fact("house.storeys", "house", "3")),
        "joint_visits": (),
        "passed": found.passed,
    }
    assert [(each.matter, each.step, each.by) for each in found.passed] == [("fire-consultation", "ask", "Olu Officer")]
    assert not [word for word in SECRET if word in str(found)]


SURVEY = """
house: {storeys: 3, furniture_is_clean: no}
persons: [{id: p, has_housing_benefit: yes}]
alarms: [{id: a, kind: smoke}]
"""


def test_no_fact_that_is_shared_is_sensitive_or_about_a_person():
    from fanlight.facts.thing import THINGS, fact

    assert not {"person", "party", "offence", "order", "tenancy", "manager", "licence_holder"} & set(reading.FIRE_THINGS)
    assert all(thing in THINGS for thing in reading.FIRE_THINGS) and not any(fact(path).sensitive for path in reading.FIRE_FACTS)


def test_a_case_about_another_house_is_not_shared_by_a_matter_about_this_one(case, council, officer):
    other = House.objects.create(council=council, uprn="2", address="2 Other Street")
    with pytest.raises(access.NotPermitted):
        fire.refer(other, "Locked exit door.", by=officer, at=NOW, case=case)


def test_who_was_only_told_afterwards_was_not_consulted(house, case, officer):
    move(case, "duly made")
    said = {"emergency-measures": "A live cable.", "action-described": "The house was shut.", "reasons-recorded": "It was night."}
    fire.begin(house, fire.Opening("fire-consultation", "tell-afterwards", said, case), by=officer, at=NOW)
    assert "fire-authority-consulted" not in needs.standings(case, ON)
