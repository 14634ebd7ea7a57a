"""An appeal in time keeps a decision from effect, also where it had taken effect unknowing; and what the tribunal decides."""

from datetime import date, timedelta

import pytest

from fanlight.casework import acting
from fanlight.casework.actions import cases, steps
from fanlight.casework.actions.cases import Taking
from fanlight.casework.models import Case, Condition, Licence
from fanlight.casework.queries import register
from fanlight.licensing.procedure import Role, Standing
from tests.casework.test_time import DAY, TODAY, at, decided, licence, passed, state, take, version

__all__ = ["licence"]
LATE, DECIDED = TODAY + 40 * DAY, TODAY + 90 * DAY
"""After the time for an appeal; and when the tribunal decides."""
BY_LETTER = acting.Actor(None, frozenset({Role.APPLICANT}))
TRIBUNAL = acting.Actor(None, frozenset({Role.TRIBUNAL}))


@pytest.fixture
def varied(licence, manager, officer):
    """A variation to seven persons until 2029, which took effect since nobody knew of an appeal."""
    passed(TODAY + 10 * DAY)
    case, step = decided(licence, "variation", manager, officer)
    version(licence, step, 2, TODAY + 10 * DAY, date(2029, 3, 11))
    Condition.objects.create(licence=licence, key="new", words="Fit a door.", source="officer", from_version=2)
    assert (case.reference, "take-effect") in passed(LATE)
    return case


def appealed(case, officer, received_on, name="appeal"):
    """An appeal that the council enters long after the tribunal received it."""
    decision = case.steps_taken.get(name__in=("vary", "revoke"))
    made = cases.open_case("appeal", house=case.house, by=officer, at=at(LATE), parent=case)
    Case.objects.filter(pk=made.pk).update(decision=decision, applicant=None)
    made.refresh_from_db()
    enter(made, name, BY_LETTER, LATE + DAY, received_on=received_on.isoformat())
    return made


def enter(appeal, name, by, on, **details):
    needs = {"good-reason-for-delay": Standing.MET} if name == "allow-late-appeal" else {}
    told = {"tribunal_number": "T1", "tribunal_appellant": "Ada Applicant", "tribunal_leave": "A good reason.", **details}
    steps.take(appeal, Taking(name, by, at(on, 12), reasons="", needs=needs, details=told))


def decide(appeal, outcome):
    enter(appeal, "decide", TRIBUNAL, DECIDED, tribunal_decision="So it is.", **({"tribunal_outcome": outcome} if outcome else {}))


def terms(licence):
    """The version that counts with its last day, and how many conditions count."""
    held = Licence.objects.select_related("current").get(pk=licence.pk)
    return held.current.number, held.until_on


def test_an_appeal_in_time_brings_back_the_terms_from_before_until_the_tribunal_has_confirmed_the_variation(licence, varied, officer):
    assert terms(licence) == (2, date(2029, 3, 11))
    appeal = appealed(varied, officer, TODAY + 5 * DAY)
    assert (state(varied), varied.is_ended, terms(licence)) == ("varied", False, (1, date(2031, 3, 11)))
    assert register.waiting(register.get(licence.council, licence.number))
    assert varied.steps_taken.get(name="keep-back").reasons.startswith(f"The appeal {appeal.reference} was made in time")
    assert varied.reference not in dict(passed(LATE + 2 * DAY))
    decide(appeal, "confirmed")
    assert (state(varied), terms(licence)[0]) == ("varied", 1)
    confirmed = "Confirmed, and no further appeal was brought."
    cases.record_need(varied, "appeal-time-over", Standing.MET, reasons=confirmed, by=officer, at=at(DECIDED + 30 * DAY))
    assert dict(passed(DECIDED + 31 * DAY))[varied.reference] == "take-effect"
    assert (state(varied), terms(licence)) == ("in effect", (2, date(2029, 3, 11)))
    assert [words for _, words in register.history(register.get(licence.council, licence.number), DECIDED + 40 * DAY)][-3:] == [
        "The variation took effect.", "An appeal made in time keeps the variation from effect.", "The variation took effect.",
    ]  # fmt: skip


def test_a_variation_that_the_tribunal_reverses_never_counts(licence, varied, officer):
    appeal = appealed(varied, officer, TODAY + 5 * DAY)
    decide(appeal, "reversed")
    assert (state(varied), varied.is_ended, terms(licence)) == ("reversed", True, (1, date(2031, 3, 11)))
    assert varied.reference not in dict(passed(DECIDED + 60 * DAY))


@pytest.mark.parametrize("outcome", ["changed", ""])
def test_where_the_tribunal_did_otherwise_or_nobody_said_what_an_officer_says_how_it_stands(licence, varied, officer, outcome):
    appeal = appealed(varied, officer, TODAY + 5 * DAY)
    decide(appeal, outcome)
    assert (state(varied), terms(licence)[0]) == ("varied", 1)
    assert varied.reference not in dict(passed(DECIDED + 60 * DAY))


def test_an_appeal_that_is_withdrawn_lets_the_variation_take_effect_again(licence, varied, officer):
    appeal = appealed(varied, officer, TODAY + 5 * DAY)
    enter(appeal, "withdraw", BY_LETTER, DECIDED)
    assert dict(passed(DECIDED + DAY))[varied.reference] == "take-effect"
    assert terms(licence)[0] == 2


def test_an_appeal_after_the_time_leaves_the_variation_in_effect_until_the_tribunal_reverses_it(licence, varied, officer):
    appeal = appealed_late(varied, officer)
    assert (state(varied), terms(licence)[0]) == ("in effect", 2)
    decide(appeal, "reversed")
    assert (state(varied), terms(licence)[0]) == ("reversed", 1)


def appealed_late(case, officer):
    made = cases.open_case("appeal", house=case.house, by=officer, at=at(LATE), parent=case)
    Case.objects.filter(pk=made.pk).update(decision=case.steps_taken.get(name__in=("vary", "revoke")), applicant=None)
    made.refresh_from_db()
    assert dict(passed(LATE + DAY))[made.reference] == "let-time-pass"
    made.refresh_from_db()
    enter(made, "allow-late-appeal", TRIBUNAL, LATE + 5 * DAY)
    return made


def test_a_variation_to_which_the_holder_agreed_stays_in_effect_whoever_appeals(licence, manager, officer):
    passed(TODAY + 10 * DAY)
    case, step = decided(licence, "variation", manager, officer)
    version(licence, step, 2, TODAY + 10 * DAY, date(2029, 3, 11))
    cases.record_need(case, "appeal-time-over", Standing.DOES_NOT_APPLY, reasons="The holder agreed.", by=officer, at=at(TODAY, 11))
    passed(TODAY + DAY)
    appealed(case, officer, TODAY + 5 * DAY)
    assert (state(case), terms(licence)[0]) == ("in effect", 2)


def test_a_later_variation_in_effect_still_counts_when_the_one_before_is_kept_back(licence, varied, manager, officer):
    later, step = decided(licence, "variation", manager, officer)
    version(licence, step, 3, TODAY + 10 * DAY, date(2028, 3, 11))
    take(later, "take-effect", acting.TIME, on=LATE)
    appealed(varied, officer, TODAY + 5 * DAY)
    assert (state(varied), terms(licence)) == ("varied", (3, date(2028, 3, 11)))


@pytest.fixture
def revoked(licence, manager, officer):
    """A revocation that took effect and ended the licence, since nobody knew of an appeal."""
    passed(TODAY + 10 * DAY)
    case, _ = decided(licence, "revocation", manager, officer)
    passed(LATE)
    assert (state(case), state(licence.case)) == ("in effect", "ended")
    return case


def in_force(licence, on):
    return register.standing(Licence.objects.get(pk=licence.pk), on).is_in_force


def test_a_licence_that_was_revoked_is_in_force_while_an_appeal_in_time_is_before_the_tribunal(licence, revoked, officer):
    assert not in_force(licence, LATE)
    appeal = appealed(revoked, officer, TODAY + 5 * DAY)
    assert (state(revoked), state(licence.case)) == ("revoked", "in force")
    assert in_force(licence, LATE + DAY)
    decide(appeal, "confirmed")
    cases.record_need(revoked, "appeal-time-over", Standing.MET, reasons="No further appeal.", by=officer, at=at(DECIDED + DAY))
    assert [step for _, step in passed(DECIDED + 2 * DAY)] == ["take-effect", "end-by-revocation"]
    assert not in_force(licence, DECIDED + 2 * DAY)


def test_a_revocation_that_the_tribunal_reverses_ends_no_licence(licence, revoked, officer):
    decide(appealed(revoked, officer, TODAY + 5 * DAY), "reversed")
    assert (state(revoked), state(licence.case)) == ("reversed", "in force")


def test_a_late_appeal_that_succeeds_brings_a_revoked_licence_back(licence, revoked, officer):
    appeal = appealed_late(revoked, officer)
    assert state(licence.case) == "ended"
    decide(appeal, "reversed")
    assert (state(revoked), state(licence.case)) == ("reversed", "in force")
    assert in_force(licence, DECIDED)


def test_a_licence_whose_holder_died_stays_ended_whatever_becomes_of_the_revocation(licence, manager, officer):
    passed(TODAY + 10 * DAY)
    case, _ = decided(licence, "revocation", manager, officer)
    cases.record_need(licence.case, "holder-died", Standing.MET, reasons="Certificate seen.", by=officer, at=at(TODAY + 11 * DAY))
    passed(LATE)
    appealed(case, officer, TODAY + 5 * DAY)
    assert (state(case), state(licence.case)) == ("revoked", "ended")


def test_a_licence_whose_term_ran_out_meanwhile_comes_back_and_ends_with_its_term(licence, revoked, officer):
    Licence.objects.filter(pk=licence.pk).update(until_on=LATE)
    appealed(revoked, officer, TODAY + 5 * DAY)
    assert not in_force(licence, LATE + timedelta(days=1))
