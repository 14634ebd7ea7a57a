"""What an edition would change for licensed houses: worked out a few at a time, kept once, listed by clause, ward and licence."""

import io
import json
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command

from fanlight.casework import chain, weighed
from fanlight.casework.access import NotPermitted
from fanlight.casework.acting import Office
from fanlight.casework.actions import editions, impact
from fanlight.casework.assessing import NoEdition
from fanlight.casework.models import Adoption, Case, House, ImpactOfHouse, Licence, SurveyKept
from fanlight.casework.queries import editions as reading
from tests.casework.conftest import NOW, staff
from tests.casework.editions_given import an_edition

TODAY = NOW.date()


@pytest.fixture
def policy(council):
    return staff("Pat Policy", Office.POLICY_OFFICER, council=council)


def house_of(council, number, survey, *, ward="North", until=date(2030, 1, 1)):
    """A licensed house with its survey, if there is one."""
    house = House.objects.create(council=council, address=f"{number} Row", ward=ward)
    given = {"council": council, "house": house, "opened_at": NOW, "moved_at": NOW, "state": "in force"}
    application, own = (Case.objects.create(table=table, reference=f"{table}-{number}", **given) for table in ("application", "licence"))
    if survey is not None:
        text = chain.canonical({"survey": {"on": "2026-01-05", "by": "A. Surveyor"}, **survey})
        SurveyKept.objects.create(
            case=application, number=1, depth="inspection", document=text, digest=chain.digest(text), at=NOW, observed_on=date(2026, 1, 5)
        )
    return Licence.objects.create(
        council=council, house=house, number=f"L{number}", case=own, application=application, from_on=date(2025, 1, 1), until_on=until
    )


@pytest.fixture
def row(policy, council):
    """The edition in force allows six people, the new one four."""
    old = editions.load(an_edition("exampleton/2026-01", most=6), by=policy, at=NOW)
    Adoption.objects.create(
        council=council, edition=old.edition, loaded=old, from_on=date(2026, 1, 1), decided_by="Cabinet", decided_on=date(2026, 1, 1)
    )
    return editions.load(an_edition("exampleton/2026-04", most=4), by=policy, at=NOW)


def people(number):
    return {"house": {"persons": number, "is_hmo": "yes"}}


def test_the_impact_is_told_by_clause_ward_and_licence(row, policy, council):
    house_of(council, 1, people(5))
    house_of(council, 2, people(4), ward="South")
    house_of(council, 3, people("5 to 6"), ward="")
    house_of(council, 4, people("3 to 5"))
    house_of(council, 5, None)
    house_of(council, 6, people(5), until=date(2026, 3, 1))
    assert impact.work_out(row, by=policy, at=NOW, seconds=60) == 0
    found = reading.impact_of(row, TODAY)
    assert (found.against, found.licensed, found.unsurveyed, found.waiting, found.done) == ("exampleton/2026-01", 5, 1, 0, 4)
    assert found.by_clause == {"1.1/persons": {"newly_not_met": 2, "newly_unknown": 1}}
    assert found.by_ward["North"] == {"houses": 2, "newly_not_met": 1, "newly_unknown": 1}
    assert found.by_ward["South"] == {"houses": 1}
    assert found.by_ward["Not known"]["newly_not_met"] == 1
    assert [(each.number, dict(each.clauses)) for each in found.affected] == [
        ("L1", {"newly_not_met": ["1.1/persons"]}),
        ("L3", {"newly_not_met": ["1.1/persons"]}),
        ("L4", {"newly_unknown": ["1.1/persons"]}),
    ]


def test_what_was_worked_out_is_kept_and_a_new_survey_is_looked_at_anew(row, policy, council):
    licence = house_of(council, 1, people(5))
    impact.work_out(row, by=policy, at=NOW, seconds=60)
    assert weighed.waiting(row, TODAY) == []
    text = chain.canonical(people(3))
    SurveyKept.objects.create(
        case=licence.application, number=2, depth="inspection", document=text, digest=chain.digest(text), at=NOW + timedelta(days=1)
    )
    assert len(weighed.waiting(row, TODAY)) == 1
    assert reading.impact_of(row, TODAY).done == 0
    impact.work_out(row, by=policy, at=NOW, seconds=60)
    assert reading.impact_of(row, TODAY).affected == []
    assert ImpactOfHouse.objects.count() == 2


def test_it_goes_on_where_its_time_was_over(row, policy, council):
    for number in range(3):
        house_of(council, number, people(5))
    assert [impact.work_out(row, by=policy, at=NOW, seconds=0) for _ in range(4)] == [2, 1, 0, 0]
    assert reading.impact_of(row, TODAY).done == 3


def test_a_survey_that_contradicts_itself_is_named_and_never_counted(row, policy, council):
    house_of(council, 1, {"house": {"persons": 3, "households": 5}})
    impact.work_out(row, by=policy, at=NOW, seconds=60)
    found = reading.impact_of(row, TODAY)
    assert [number for number, _ in found.faults] == ["L1"]
    assert "more households than people" in found.faults[0][1]
    assert (found.by_clause, found.affected) == ({}, [])


def test_what_changes_is_told_clause_by_clause(row):
    name, found = reading.changes(row, TODAY)
    assert name == "exampleton/2026-01"
    assert {each.new.id: each.kind for each in found} == {"1.1/persons": "changed", "1.2/alarm": "kept"}


def test_nothing_is_weighed_against_nothing(policy, council):
    row = editions.load(an_edition(), by=policy, at=NOW)
    with pytest.raises(NoEdition, match="has adopted no standard"):
        impact.work_out(row, by=policy, at=NOW, seconds=1)


def test_only_the_councils_own_policy_officer_weighs(row, officer, other_council):
    stranger = staff("Polly Stranger", Office.POLICY_OFFICER, council=other_council)
    for actor in (officer, stranger):
        with pytest.raises(NotPermitted):
            impact.work_out(row, by=actor, at=NOW, seconds=1)


def test_the_command_works_out_what_waits(row, council):
    house_of(council, 1, people(5))
    out = io.StringIO()
    call_command("weigh_editions", "exampleton", "--on", "2026-03-02", stdout=out)
    assert out.getvalue().splitlines() == ["exampleton/2026-04: every surveyed house was looked at"]
    assert json.loads(json.dumps(ImpactOfHouse.objects.get().found)) == {"1.1/persons": ["met", "not_met"]}
    with pytest.raises(CommandError, match="no council is called 'nowhere'"):
        call_command("weigh_editions", "nowhere")


def test_the_command_says_what_cannot_be_weighed(policy, council):
    editions.load(an_edition(), by=policy, at=NOW)
    with pytest.raises(CommandError, match="has adopted no standard"):
        call_command("weigh_editions", "exampleton", "--on", "2026-03-02", stdout=io.StringIO())
