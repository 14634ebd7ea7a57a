"""Figures are added up in the database, the same on both: what is open, late and returned, the days steps took, and the programme."""

from datetime import UTC, date, datetime, timedelta
from statistics import mean, median

import pytest

from fanlight.casework import access, entered
from fanlight.casework.actions import cases, fire, inspections, surveys
from fanlight.casework.models import (
    Adoption,
    AssessmentKept,
    Case,
    Condition,
    Deadline,
    Event,
    House,
    Inspection,
    Licence,
    LicenceVersion,
    Proposal,
    StepTaken,
    SurveyKept,
)  # fmt: skip
from fanlight.casework.queries import days_of_steps, figures, keeping, programme
from fanlight.licensing.procedure import Role
from tests.casework.conftest import NOW, staff

ON = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def nothing_worked_out():
    """Rows that tests write of themselves are no events, by which it is told that something has changed."""
    keeping.forget()


def a_case(council, number, **more):
    house = House.objects.create(council=council, address=f"{number} Row", postcode="ZZ99 9AA")
    given = {"table": "application", "state": "duly made", "opened_at": NOW - timedelta(days=100), "moved_at": NOW}
    return Case.objects.create(council=council, house=house, reference=f"HMO-2026-{number:05d}", **{**given, **more})


def steps(case, *taken):
    for number, (name, on) in enumerate(taken, 1):
        StepTaken.objects.create(
            case=case,
            number=number,
            name=name,
            from_state="a",
            state="b",
            role=Role.COUNCIL,
            at=datetime(on.year, on.month, on.day, 12, tzinfo=UTC),
            on=on,
        )


def licensed(case, from_on, **more):
    own = Case.objects.create(
        council=case.council, house=case.house, table="licence", reference=f"LIC-{case.reference}", state="in force",
        opened_at=case.opened_at,
        moved_at=case.opened_at,
    )  # fmt: skip
    licence = Licence.objects.create(council=case.council, house=case.house, number=own.reference, case=own, application=case)
    step = StepTaken.objects.create(case=case, number=1, name="grant", from_state="a", state="b", role=Role.COUNCIL, at=NOW, on=from_on)
    given = {"holder": "Hal Holder", "persons": 5, "households": 5, "until_on": from_on.replace(year=from_on.year + 5)}
    row = LicenceVersion.objects.create(licence=licence, number=1, step=step, from_on=from_on, content="{}", at=NOW, **{**given, **more})
    entered.let_count(row)
    Case.objects.filter(pk=case.pk).update(is_ended=True)
    return licence


def test_open_cases_are_counted_by_officer_and_by_state(council, other_council, officer):
    a_case(council, 1, officer=officer.account, next_due_on=date(2026, 3, 1))
    a_case(council, 2, officer=officer.account, next_due_on=date(2026, 3, 2))
    a_case(council, 3)
    a_case(council, 4, is_ended=True)
    a_case(other_council, 5)
    assert [(each.name, each.cases, each.late) for each in figures.by_officer(council, ON)] == [("Olu Officer", 2, 1), ("", 1, 0)]
    assert [(each.table, each.name, each.cases, each.late) for each in figures.by_state(council, ON)] == [
        ("application", "duly made", 3, 1)
    ]


def test_days_run_from_the_step_before_or_from_the_opening(council):
    days = (0, 3, 10, 40)
    for number, took in enumerate(days):
        case = a_case(council, number, opened_at=datetime(2026, 1, 1, 10, tzinfo=UTC))
        steps(case, ("submit", date(2026, 1, 2)), ("accept", date(2026, 1, 2) + timedelta(days=took)))
    found = {each.step: each for each in days_of_steps.days_by_step(council, date(2026, 1, 1), date(2027, 1, 1))}
    assert (found["submit"].count, found["submit"].average, found["submit"].median, found["submit"].longest) == (4, 1, 1, 1)
    assert (found["accept"].average, found["accept"].median, found["accept"].longest) == (mean(days), median(days), 40)


def test_only_steps_of_the_time_chosen_and_of_the_council_count(council, other_council):
    for place, held in enumerate((council, other_council)):
        steps(
            a_case(held, place, opened_at=datetime(2026, 1, 1, 10, tzinfo=UTC)), ("submit", date(2026, 1, 2)), ("accept", date(2026, 2, 1))
        )
    assert [each.step for each in days_of_steps.days_by_step(council, date(2026, 2, 1), date(2026, 3, 1))] == ["accept"]
    assert [each.step for each in days_of_steps.days_by_step(council, date(2026, 1, 2), date(2026, 2, 1))] == ["submit"]
    assert days_of_steps.days_by_step(council, date(2026, 1, 2), date(2026, 2, 1))[0].count == 1


def test_an_opening_late_at_night_counts_on_the_day_it_was_in_england(council):
    case = a_case(council, 1, opened_at=datetime(2026, 7, 1, 23, 30, tzinfo=UTC))  # already 2 July in England
    steps(case, ("submit", date(2026, 7, 2)))
    assert days_of_steps.days_by_step(council, date(2026, 7, 1), date(2026, 8, 1))[0].longest == 0


def test_a_number_of_cases_asks_no_more_questions(council, django_assert_num_queries):
    for number in range(30):
        steps(a_case(council, number), ("submit", date(2026, 1, 2) + timedelta(days=number)))
    for ask in (figures.by_officer, figures.by_state):
        with django_assert_num_queries(1):
            ask(council, ON)
    with django_assert_num_queries(2):
        assert days_of_steps.days_by_step(council, date(2026, 1, 1), ON)[0].count == 30


def test_late_periods_name_whose_turn_it_is_the_latest_first(council, other_council):
    def period(case, last_on, **more):
        steps(case, ("submit", date(2026, 1, 2)))
        given = {"name": "x", "who": "council", "does": "decide", "start_on": last_on, "cited": "s.63"}
        return Deadline.objects.create(case=case, step=case.steps_taken.get(), last_on=last_on, **{**given, **more})

    older, newer = period(a_case(council, 1), date(2026, 1, 5)), period(a_case(council, 2), date(2026, 3, 1))
    period(a_case(council, 3), date(2026, 3, 2))
    period(a_case(council, 4), date(2026, 1, 5), closed_at=NOW)
    period(a_case(council, 5, is_ended=True), date(2026, 1, 5))
    period(a_case(other_council, 6), date(2026, 1, 5))
    found = figures.late(council, ON, 1)
    shown = [(each.case, each.last_on, each.who, each.does, each.cited) for each in found.periods]
    assert shown == [(each.case, each.last_on, "council", "decide", "s.63") for each in (older, newer)]
    assert (found.count, found.last_page) == (2, 1)


def test_decisions_returned_in_a_time_are_listed(council, officer, manager):
    case = a_case(council, 1)
    answered = {"answer": "returned", "answer_reasons": "Which bedroom?", "answered_by": manager.account}
    made = [
        Proposal.objects.create(
            case=case, step="propose", case_steps=1, reasons="r", by=officer.account, at=NOW, answered_at=at, **answered
        )
        for at in (NOW, NOW - timedelta(days=400))
    ]
    assert list(figures.returned(council, date(2026, 1, 1), date(2026, 4, 1))) == made[:1]


def test_cases_change_hands_all_or_none_and_each_on_the_record(council, officer, manager):
    bea = staff("Bea Bookings", Role.HOUSING_OFFICER, council=council)
    one, two = a_case(council, 1, officer=officer.account), a_case(council, 2)
    ended = a_case(council, 3, is_ended=True)
    with pytest.raises(ValueError, match="has ended meanwhile"):
        cases.hand_over(council, [one.reference, ended.reference], bea.account, by=manager, at=NOW)
    assert not Case.objects.filter(officer=bea.account).exists()
    assert cases.hand_over(council, [one.reference, two.reference], bea.account, by=manager, at=NOW) == 2
    assert Case.objects.filter(officer=bea.account).count() == 2
    assert Event.objects.filter(kind="case assigned").count() == 2


def test_only_a_manager_hands_over_and_only_to_the_councils_own(council, other_council, officer, manager):
    one = a_case(council, 1)
    stranger = staff("Sam Stranger", Role.HOUSING_OFFICER, council=other_council)
    with pytest.raises(access.NotPermitted):
        cases.hand_over(council, [one.reference], officer.account, by=officer, at=NOW)
    with pytest.raises(ValueError, match="does not work on the cases"):
        cases.hand_over(council, [one.reference], stranger.account, by=manager, at=NOW)
    foreign = staff("Mona Manager", Role.TEAM_MANAGER, council=other_council)
    with pytest.raises(access.NotPermitted):
        cases.hand_over(council, [one.reference], officer.account, by=foreign, at=NOW)


def survey(case, document, officer):
    held = surveys.draft(case, "inspection", at=NOW)
    surveys.save(case, "inspection", surveys.Saving({**held.document, **document}, held.version), by=officer, at=NOW)
    return surveys.keep(case, "inspection", by=officer, at=NOW)


def test_an_assessment_counts_what_the_programme_weighs(council, officer):
    Adoption.objects.create(council=council, edition="birmingham/2018-11", from_on=date(2020, 1, 1), decided_by="C", decided_on=ON)
    survey(a_case(council, 1), {"house": {"storeys": "3", "persons": "5 to 7"}, "rooms": [{"id": "r", "floor_area": "4 m2"}]}, officer)
    counts = AssessmentKept.objects.get().counts
    assert (counts["storeys"], counts["persons"]) == (3, 7)
    assert counts["not_met_must"] + counts["not_met_should"] == counts["not_met"]
    survey(a_case(council, 2), {"house": {"storeys": "unknown", "persons": "5"}, "rooms": [{"id": "r"}]}, officer)
    assert "storeys" not in AssessmentKept.objects.order_by("-id").first().counts


def kept(case, officer, **counts):
    row = SurveyKept.objects.create(case=case, number=1, depth="inspection", document="{}", digest="0", by=officer.account, at=NOW)
    AssessmentKept.objects.create(case=case, survey=row, on=ON, counts=counts, findings=b"", at=NOW)


GOOD = {"not_met_must": 0, "not_met_fire": 0, "not_met_should": 0, "cannot_tell": 0, "persons": 3, "storeys": 2}


def test_the_programme_holds_every_licensed_house_and_every_open_case_once(council, other_council, officer):
    house = licensed(a_case(council, 1), date(2026, 1, 1)).house
    fresh = a_case(council, 2)
    a_case(council, 3, is_ended=True)
    a_case(other_council, 4)
    found = programme.visits(council, ON)
    assert sorted(each.house for each in found) == sorted([house.pk, fresh.house_id])
    (own,) = [each for each in found if each.house == house.pk]
    assert (own.reference, own.licence_until) == ("LIC-HMO-2026-00001", date(2031, 1, 1))


def test_a_visit_done_and_what_was_found_move_the_day(council, officer):
    licence = licensed(a_case(council, 1), date(2026, 1, 1))
    (first,) = programme.visits(council, ON)
    assert len(first.planned.unknown) == 5  # nobody has looked
    kept(licence.case, officer, **GOOD)
    inspections.book(licence.case, inspections.Booking(NOW, officer.account, inspections.Entry.AGREEMENT), by=officer, at=NOW)
    (booked,) = programme.visits(council, ON)
    assert (booked.booked_at, booked.planned.unknown) == (NOW, ())
    assert booked.planned.due_on > first.planned.due_on
    Inspection.objects.update(done_at=NOW)
    fire_officer = staff("Fay Fire", Role.FIRE_OFFICER, authority=council.fire_authority)
    fire.refer(licence.house, "A locked exit.", by=fire_officer, at=NOW + timedelta(hours=1))
    (seen,) = programme.visits(council, ON)
    assert (seen.last_visit_on, seen.booked_at) == (ON, None)
    assert any("Complaints and referrals" in each.says for each in seen.planned.reasons)


def test_the_record_of_a_holder_counts_in_all_their_houses(council):
    good, bad = licensed(a_case(council, 1), date(2026, 1, 1)), licensed(a_case(council, 2), date(2026, 1, 1))
    licensed(a_case(council, 3), date(2026, 1, 1), holder="Other Holder")
    Condition.objects.create(licence=bad, key="k", words="w", source="law", due_on=date(2026, 2, 1), from_version=1)
    points = {each.house: each.planned.points for each in programme.visits(council, ON)}
    other = min(points.values())
    assert points[good.house_id] == points[bad.house_id] == other + 6


def test_the_programme_is_worked_out_again_when_something_was_done(council, officer, django_assert_num_queries):
    case = licensed(a_case(council, 1), date(2026, 1, 1)).case
    programme.visits(council, ON)
    with django_assert_num_queries(1):
        programme.visits(council, ON)
    inspections.book(case, inspections.Booking(NOW, officer.account, inspections.Entry.AGREEMENT), by=officer, at=NOW)
    assert programme.visits(council, ON)[0].booked_at == NOW


def test_many_houses_ask_no_more_questions(council, django_assert_max_num_queries):
    for number in range(40):
        licensed(a_case(council, number), date(2026, 1, 1))
    with django_assert_max_num_queries(12):
        assert len(programme.visits(council, ON)) == 40
