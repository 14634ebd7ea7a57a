"""The three questions of access as truth tables: what a role may do, who sees a case, and which step is open in which state."""

from datetime import date

import pytest

from fanlight.casework import access
from fanlight.casework.access import Permission
from fanlight.casework.acting import TIME, Actor, Office
from fanlight.casework.actions import cases as acts
from fanlight.casework.actions import fire, payments
from fanlight.casework.actions.fire import Asking
from fanlight.casework.fees import Part
from fanlight.casework.models import Case, FireAuthority
from fanlight.casework.queries import cases, feed, figures, people
from fanlight.casework.queries.cases import Wanted
from fanlight.licensing import procedure
from fanlight.licensing.procedure import Matter, Role, Standing
from fanlight.licensing.relevant_persons import LegalRole
from tests.casework.conftest import NOW, account, move, party, staff

P = Permission
MAY = {
    Role.APPLICANT: {P.APPLY},
    Role.HOUSING_OFFICER: {P.SEE_CASES, P.WORK_CASES},
    Role.TEAM_MANAGER: {P.SEE_CASES, P.WORK_CASES, P.SIGN, P.SEE_FIGURES, P.SETTLE_MESSAGES},
    Role.FIRE_OFFICER: {P.ANSWER_FIRE},
    Role.TRIBUNAL: set(),
    Role.COUNCIL: set(),
    Office.POLICY_OFFICER: {P.SEE_FIGURES, P.SET_STANDARD},
    Office.ADMINISTRATOR: {P.ADMINISTER, P.EDIT_LETTERS, P.MAKE_KEYS, P.SETTLE_MESSAGES},
    Office.FIRE_ADMINISTRATOR: {P.ADMINISTER_FIRE},
    Office.OTHER_SYSTEM: {P.SEE_CASES},
    "anybody": set(),
}
WEIGHING = {Role.HOUSING_OFFICER, Role.TEAM_MANAGER}


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("role", MAY)
def test_what_each_role_may_do(role, permission):
    actor = Actor(None, frozenset({role}))
    assert access.is_permitted(actor, permission) is (permission in MAY[role])


@pytest.mark.parametrize("role", MAY)
def test_only_an_officer_or_manager_who_is_named_weighs_offences(role):
    named, unnamed = (Actor(None, frozenset({role}), weighs_suitability=weighs) for weighs in (True, False))
    assert access.is_permitted(named, P.WEIGH_OFFENCES) is (role in WEIGHING)
    assert not access.is_permitted(unnamed, P.WEIGH_OFFENCES)


def test_every_role_has_its_row():
    assert set(MAY) - {"anybody"} == {*Role, *Office}
    assert not access.is_permitted(Actor(None, frozenset()), P.APPLY) and not access.is_permitted(TIME, P.WORK_CASES)


def test_a_role_that_may_not_is_told_so(applicant):
    with pytest.raises(access.NotPermitted, match="Ada Applicant may not work on cases"):
        access.check_permitted(applicant, P.WORK_CASES)
    with pytest.raises(access.NotPermitted, match="nobody may not"):
        access.check_permitted(TIME, P.WORK_CASES)


def test_who_sees_a_case(case, council, other_council, applicant, officer, manager, fire_officer):
    other_authority = FireAuthority.objects.create(slug="othershire", name="Othershire")
    other_fire = staff("Otto Other", Role.FIRE_OFFICER, authority=other_authority)
    fire_admin = staff("Finn Firth", Office.FIRE_ADMINISTRATOR, authority=council.fire_authority)
    mortgagee, removed = (people.as_applicant(account(name)) for name in ("Bank Clerk", "Past Owner"))
    party(case, LegalRole.MORTGAGEE, "Bank Clerk", account=mortgagee.account)
    gone = party(case, LegalRole.OWNER, "Past Owner", account=removed.account)
    gone.removed_at = NOW
    gone.save()
    move(case, "submitted")
    sees = {
        "own officer": (officer, True),
        "own manager": (manager, True),
        "own policy officer": (staff("Pat Policy", Office.POLICY_OFFICER, council=council), False),
        "own administrator": (staff("Ari Admin", Office.ADMINISTRATOR, council=council), False),
        "other council": (staff("Sam Stranger", Role.HOUSING_OFFICER, council=other_council), False),
        "applicant": (applicant, True),
        "other applicant": (people.as_applicant(account("Nosy Neighbour")), False),
        "party": (mortgagee, True),
        "party removed": (removed, False),
        "fire officer, not shared": (fire_officer, False),
        "other fire officer": (other_fire, False),
        "fire administrator": (fire_admin, False),
        "applicant acting for another council": (Actor(applicant.account, frozenset({Role.HOUSING_OFFICER}), other_council), False),
        "account without a role": (Actor(applicant.account, frozenset()), False),
        "nobody": (TIME, False),
    }
    assert {name: access.is_visible(actor, case) for name, (actor, _) in sees.items()} == {name: may for name, (_, may) in sees.items()}
    fire.consult(move(case, "duly made"), Asking("Enough?", "Grant."), by=officer, at=NOW)
    assert access.is_visible(fire_officer, case)
    assert not access.is_visible(other_fire, case) and not access.is_visible(fire_admin, case)


WHERE = {
    "draft": ("draft", 0, False),
    "withdrawn before it was sent": ("withdrawn", 1, False),
    "given up": ("given up", 1, False),
    "submitted": ("submitted", 1, True),
    "withdrawn once sent": ("withdrawn", 2, True),
    "refused": ("refused", 6, True),
}


@pytest.mark.parametrize("where", WHERE)
def test_a_draft_is_its_applicants_until_it_is_sent(case, council, officer, manager, applicant, where):
    state, steps, is_sent = WHERE[where]
    Case.objects.filter(pk=case.pk).update(steps=steps)
    held = move(case, state)
    partner = people.as_applicant(account("Pia Partner"))
    party(held, LegalRole.OWNER, "Pia Partner", account=partner.account)
    system = Actor(None, frozenset({Office.OTHER_SYSTEM}), council)
    for actor, sees in ((applicant, True), (partner, True), (officer, is_sent), (manager, is_sent), (system, is_sent)):
        assert access.is_visible(actor, held) is sees
    for state_of_list in (True, False):
        shown = cases.listed(council, Wanted(is_ended=state_of_list)).cases
        assert (held in shown) is (is_sent and held.is_ended is state_of_list)
    assert access.is_sent(held) is Case.objects.filter(access.of_sent(), pk=held.pk).exists() is is_sent
    assert Case.objects.filter(access.of_open(), pk=held.pk).exists() is (is_sent and not held.is_ended)
    found = cases.get(officer, held.reference)
    assert (found is not None) is is_sent


def test_a_draft_that_was_paid_for_is_found_by_its_reference_so_that_the_money_can_go_back(case, council, officer, applicant):
    payments.receive(case, payments.Money(Part.FIRST, 100, "card", "order-1"), by=applicant, at=NOW)
    assert access.is_visible(officer, case) and cases.get(officer, case.reference) == case
    assert list(cases.listed(council, Wanted(words=case.reference, is_ended=None)).cases) == [case]
    assert cases.listed(council, Wanted(words=case.house.postcode)).count == cases.listed(council, Wanted()).count == 0
    assert figures.by_officer(council, ON) == []


def test_a_licence_with_one_step_that_ended_is_the_councils(case, council, officer):
    case.table = "licence"
    case.steps = 1
    case.save(update_fields=["table", "steps"])
    assert access.is_visible(officer, move(case, "ended"))


def test_a_draft_is_not_counted_not_handed_over_and_not_given_to_other_systems(case, council, officer, manager):
    assert figures.by_officer(council, ON) == figures.by_state(council, ON) == figures.to_hand_over(council, None) == []
    assert feed.cases(officer, feed.WantedCases(with_ended=True))[0] == []
    with pytest.raises(ValueError, match="look at the list again"):
        acts.hand_over(council, [case.reference], officer.account, by=manager, at=NOW)
    with pytest.raises(access.NotPermitted):
        acts.assign(case, officer.account, by=manager, at=NOW)
    move(case, "submitted")
    assert [each.cases for each in figures.by_officer(council, ON)] == [1]
    assert [each.reference for each in figures.to_hand_over(council, None)] == [case.reference]


def test_a_check_names_who_acts_and_refuses_what_acts_by_itself(case, officer, other_council):
    move(case, "submitted")
    assert access.check(officer, P.WORK_CASES, case) == officer.account
    stranger = staff("Sam Stranger", Role.HOUSING_OFFICER, council=other_council)
    unnamed = Actor(None, officer.roles, officer.council)
    for actor in (stranger, unnamed):
        with pytest.raises(access.NotPermitted):
            access.check(actor, P.WORK_CASES, case)


ON = date(2026, 3, 2)
DRAFT, SUBMITTED, MADE, GRANTING, REFUSING = "draft", "submitted", "duly made", "grant proposed", "refusal proposed"
OFFICERS = {Role.HOUSING_OFFICER, Role.TEAM_MANAGER}
POLICY = {
    "submit": ({DRAFT}, {Role.APPLICANT}),
    "ask-for-what-is-missing": ({SUBMITTED}, {Role.HOUSING_OFFICER}),
    "accept": ({SUBMITTED}, {Role.HOUSING_OFFICER}),
    "consult-fire-authority": ({MADE, GRANTING, REFUSING}, {Role.HOUSING_OFFICER}),
    "answer-consultation": ({MADE, GRANTING, REFUSING}, {Role.FIRE_OFFICER}),
    "propose-to-grant": ({MADE, REFUSING}, OFFICERS),
    "propose-modifications": ({GRANTING}, OFFICERS),
    "propose-to-refuse": ({MADE, GRANTING}, OFFICERS),
    "grant": ({GRANTING}, {Role.TEAM_MANAGER}),
    "refuse": ({REFUSING}, {Role.TEAM_MANAGER}),
    "give-up": ({DRAFT}, {Role.COUNCIL}),
    "withdraw": ({DRAFT, SUBMITTED, MADE, GRANTING, REFUSING}, {Role.APPLICANT}),
}
TABLE = procedure.table("application", ON)


def test_every_step_of_an_application_has_its_row():
    assert set(POLICY) == {step.name for step in TABLE.steps}


@pytest.mark.parametrize("role", MAY)
@pytest.mark.parametrize("state", TABLE.states)
def test_which_steps_are_open_in_each_state_to_each_role(state, role):
    every = {need: Standing.MET for step in TABLE.steps for need in step.needs}
    matter = Matter("application", state, ON)
    found = {name for name in POLICY if procedure.can_step(matter, name, role=role, needs=every)}
    assert found == {name for name, (states, roles) in POLICY.items() if state in states and role in roles}


@pytest.mark.parametrize("step", [step for step in TABLE.steps if step.needs], ids=lambda step: step.name)
def test_no_step_is_open_while_a_need_is_unknown(step):
    matter = Matter("application", step.from_[0], ON)
    assert not procedure.can_step(matter, step.name, role=step.who[0], needs={})
