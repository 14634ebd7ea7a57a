"""A case moves only by rows of the step table, once, and everything a step does is done together or not at all."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fanlight.casework import access
from fanlight.casework.actions import cases
from fanlight.casework.actions.cases import CaseMoved, Taking
from fanlight.casework.models import Case, Deadline, Event, Payment, StepTaken
from fanlight.casework.queries.cases import Wanted, listed
from fanlight.licensing.procedure import Role, Standing, StepNotOpen
from tests.casework.conftest import NOW, move, staff


@pytest.fixture
def case(house, applicant):
    made = cases.open_case("application", house=house, by=applicant, at=NOW)
    Payment.objects.create(case=made, part="first", pence=48000, method="card", reference="p1", at=NOW)
    return made


def submitted(case, applicant):
    cases.take_step(case, Taking("submit", applicant, NOW))
    return case


def test_a_case_begins_where_its_table_begins(case):
    assert (case.state, case.steps, case.reference) == ("draft", 0, "HMO-2026-00001")


def test_references_follow_one_another(house, case, officer):
    assert cases.open_case("application", house=house, by=officer, at=NOW).reference == "HMO-2026-00002"
    assert cases.open_case("appeal", house=house, by=officer, at=NOW).reference == "APP-2026-00001"


def test_a_step_moves_the_case_and_is_kept(case, applicant):
    submitted(case, applicant)
    step = StepTaken.objects.get(case=case)
    assert (case.state, case.steps) == ("submitted", 1)
    assert (step.number, step.name, step.from_state, step.state, step.role, step.by) == (
        1,
        "submit",
        "draft",
        "submitted",
        Role.APPLICANT,
        applicant.account,
    )
    case.refresh_from_db()
    assert (case.state, case.steps, case.moved_at) == ("submitted", 1, NOW)


def test_a_step_that_lacks_a_need_is_refused_and_leaves_nothing(house, applicant):
    unpaid = cases.open_case("application", house=house, by=applicant, at=NOW)
    events = Event.objects.count()
    with pytest.raises(StepNotOpen, match="first-fee-paid is not met"):
        cases.take_step(unpaid, Taking("submit", applicant, NOW))
    assert (StepTaken.objects.count(), Event.objects.count(), unpaid.state) == (0, events, "draft")


def test_a_role_that_may_not_take_a_step_is_refused(case, officer):
    move(case, "duly made")
    with pytest.raises(StepNotOpen, match="only fire officer may take it"):
        cases.take_step(case, Taking("answer-consultation", officer, NOW))


def test_an_officer_of_another_council_cannot_reach_the_case(case, applicant, other_council):
    submitted(case, applicant)
    stranger = staff("Sam Stranger", Role.HOUSING_OFFICER, council=other_council)
    with pytest.raises(access.NotPermitted):
        cases.take_step(case, Taking("ask-for-what-is-missing", stranger, NOW))


def test_whoever_comes_second_is_told(case, applicant, officer):
    submitted(case, applicant)
    cases.take_step(case, Taking("ask-for-what-is-missing", officer, NOW, seen=1))
    with pytest.raises(CaseMoved, match="Olu Officer took the step 'ask-for-what-is-missing'"):
        cases.take_step(case, Taking("ask-for-what-is-missing", officer, NOW, seen=1))
    assert StepTaken.objects.filter(case=case).count() == 2


def test_accepting_begins_the_periods_of_the_law(case, applicant, officer):
    submitted(case, applicant)
    met = {"form-complete": Standing.MET, "relevant-persons-told": Standing.MET}
    cases.take_step(case, Taking("accept", officer, NOW, needs=met))
    deadline = Deadline.objects.get(case=case)
    assert deadline.name == "part-1-review"
    assert deadline.working
    assert case.next_due_on == deadline.last_on


def test_a_need_takes_reasons(case, applicant, officer):
    submitted(case, applicant)
    with pytest.raises(ValueError, match="say why"):
        cases.record_need(case, "form-complete", Standing.MET, reasons=" ", by=officer, at=NOW)
    cases.record_need(case, "form-complete", Standing.MET, reasons="All there.", by=officer, at=NOW)
    cases.record_need(case, "relevant-persons-told", Standing.MET, reasons="Letters seen.", by=officer, at=NOW)
    cases.take_step(case, Taking("accept", officer, NOW))
    assert case.state == "duly made"


def test_the_list_begins_with_what_is_due_first_and_ends_with_what_has_no_day(council, house, officer):
    made = [cases.open_case("application", house=house, by=officer, at=NOW) for _ in range(3)]
    for case, due_on in zip(made, (None, date(2026, 9, 2), date(2026, 9, 1)), strict=True):
        Case.objects.filter(pk=case.pk).update(next_due_on=due_on, state="submitted")
    Case.objects.filter(pk=cases.open_case("appeal", house=house, by=officer, at=NOW).pk).update(is_ended=True)
    found = listed(council, Wanted())
    assert [case.pk for case in found.cases] == [made[2].pk, made[1].pk, made[0].pk]
    assert (found.count, listed(council, Wanted(is_ended=True)).count, listed(council, Wanted(is_ended=None)).count) == (3, 1, 4)


def _plan(sql):
    """How the database would answer; PostgreSQL may not read the whole table, as it would while there are few rows."""
    is_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute(
            "ANALYZE" if is_sqlite else "ANALYZE casework_case; SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off"
        )
        cursor.execute(f"EXPLAIN {'QUERY PLAN ' if is_sqlite else ''}{sql}")
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


@pytest.mark.parametrize("late_on", [None, date(2026, 3, 2)])
def test_the_list_of_open_cases_is_counted_and_put_in_order_from_its_index_alone(case, late_on):
    many = [
        Case(council=case.council, house=case.house, table="application", reference=f"X{n}", opened_at=NOW, moved_at=NOW)
        for n in range(600)
    ]
    for number, each in enumerate(many):
        each.state, each.is_ended = ("granted", True) if number % 4 else ("submitted", False)
        each.next_due_on = date(2026, 3, 1) if number % 8 else None
    Case.objects.bulk_create(many)
    with CaptureQueriesContext(connection) as asked:
        assert listed(case.council, Wanted(late_on=late_on)).count == (75 if late_on else 150)
    for each in asked.captured_queries[:2]:
        plan = _plan(each["sql"])
        assert "COVERING INDEX cases_open_by_due" in plan or "Index Only Scan using cases_open_by_due" in plan
        assert "TEMP B-TREE" not in plan and "Sort" not in plan
