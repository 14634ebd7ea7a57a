"""Whom to visit when: the five years of the law, sooner by risk; worse facts never come later, and an unknown never later than the best."""

from dataclasses import fields, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.facts.files import Refused
from fanlight.licensing import inspection_programme as programme
from fanlight.licensing.inspection_programme import House, Planned, Risks, Weights
from fanlight.licensing.law import Law, NotKnown, read_law

ON = date(2026, 3, 2)
BEST = Risks(**{each.name: 0 for each in fields(Risks)})
COUNTS = tuple(each.name for each in fields(Risks))
DAYS = st.dates(date(2015, 1, 1), ON)
COUNT = st.none() | st.integers(0, 200)


@st.composite
def houses(draw: Any) -> House:
    known, applied, licensed, visited = (draw(st.none() | DAYS) for _ in range(4))
    until = draw(st.none() | st.dates(ON, date(2033, 1, 1)))
    risks = Risks(**{name: draw(COUNT) for name in COUNTS})
    return House(known, applied, licensed, until, visited, risks)


@cache
def weights(council: str) -> Weights:
    return programme.weights(council, ON)


def planned(house: House, council: str = "elsewhere", law: Law | None = None) -> Planned:
    return programme.plan(house, on=ON, by=programme.weights(council, ON, law) if law else weights(council))


def test_a_house_of_the_least_risk_waits_the_five_years_of_the_law() -> None:
    found = planned(House(date(2024, 5, 1), date(2024, 5, 1), risks=BEST))
    assert (found.due_on, found.points, found.months, found.unknown) == (date(2029, 4, 30), 0, 60, ())
    assert [each.cited for each in found.reasons][1].startswith("Housing Act 2004, s.55(5) and (6)")


def test_a_licensed_house_is_seen_within_the_councils_own_time() -> None:
    house = House(date(2024, 1, 1), licensed_on=date(2022, 5, 1), risks=BEST)
    found = planned(house, "wyre-forest")
    assert found.due_on == date(2027, 4, 30)
    assert "Wyre Forest 2018, 2.5" in found.reasons[0].cited
    assert planned(house).due_on == date(2028, 12, 31)
    assert planned(replace(house, licensed_on=date(2016, 5, 1)), "wyre-forest").due_on == date(2028, 12, 31)  # before its policy


def test_a_visit_under_the_licence_settles_the_five_years_and_one_before_it_does_not() -> None:
    house = House(date(2022, 1, 1), date(2022, 1, 1), date(2022, 5, 1), date(2027, 5, 1), risks=BEST)
    assert planned(house).due_on == date(2026, 12, 31)
    assert planned(replace(house, last_visit_on=date(2022, 2, 1))).due_on == date(2027, 1, 31)
    assert planned(replace(house, last_visit_on=date(2023, 2, 1))).due_on == date(2028, 1, 31)


def test_a_short_licence_is_seen_before_it_ends() -> None:
    found = planned(House(date(2026, 1, 1), licensed_on=date(2026, 2, 1), licence_until=date(2027, 1, 31), risks=BEST))
    assert found.due_on == date(2027, 1, 31)
    assert "no visit is recorded" in found.reasons[0].says


def test_what_is_known_against_a_house_brings_the_visit_forward_and_is_said() -> None:
    house = House(date(2025, 1, 1), date(2025, 1, 1), risks=replace(BEST, not_met_fire=4, storeys=4, reports=1))
    found = planned(house)
    assert (found.points, found.months, found.due_on) == (42, 24, date(2026, 12, 31))
    assert "4: 20 points" in found.reasons[1].says
    assert "Fanlight's own" in found.reasons[1].cited


def test_of_an_unknown_house_with_no_visit_the_visit_is_due_now() -> None:
    found = planned(House(None))
    assert found.due_on == ON
    assert len(found.unknown) == len(COUNTS)
    assert "Not known" in found.reasons[1].says


@given(houses(), st.sampled_from(COUNTS), st.integers(0, 200), st.integers(0, 200))
def test_a_higher_count_never_comes_later(house: House, name: str, one: int, other: int) -> None:
    better, worse = (replace(house, risks=replace(house.risks, **{name: count})) for count in sorted((one, other)))
    assert planned(worse).due_on <= planned(better).due_on
    assert planned(worse).points >= planned(better).points


@given(houses(), st.sampled_from(("known_on", "applied_on", "last_visit_on", "licence_until")), DAYS, DAYS)
def test_an_earlier_day_never_comes_later(house: House, name: str, one: date, other: date) -> None:
    earlier, later = sorted((one, other))
    assert planned(replace(house, **{name: earlier})).due_on <= planned(replace(house, **{name: later})).due_on


@given(houses(), st.sampled_from(COUNTS))
def test_an_unknown_count_never_comes_later_than_the_best(house: House, name: str) -> None:
    unknown, best = (replace(house, risks=replace(house.risks, **{name: count})) for count in (None, 0))
    assert planned(unknown).due_on <= planned(best).due_on


@given(houses(), st.sampled_from(("known_on", "applied_on", "licensed_on", "last_visit_on")))
def test_an_unknown_day_never_comes_later_than_today_would(house: House, name: str) -> None:
    assert planned(replace(house, **{name: None})).due_on <= planned(replace(house, **{name: ON})).due_on


@given(houses())
def test_no_house_waits_longer_than_five_years_from_what_is_known_of_it(house: House) -> None:
    assert planned(house).due_on <= ON + timedelta(days=366 * 5)


def rules(folder: Path, text: str) -> Law:
    (folder / "sample" / "rules").mkdir(parents=True)
    dated = "says: Sample., from: 2020-01-01, citation: Own policy 3.2, certainty: A"
    (folder / "sample" / "rules" / "programme.yaml").write_text(f"rules:\n  - {{{text}, {dated}}}\n", encoding="utf-8")
    return read_law(folder)


def test_a_council_sets_its_own_weights_and_is_cited(tmp_path: Path) -> None:
    law = rules(tmp_path, 'rule: inspection-risk/sample/storeys, values: {points: "0: 0; 2: 70", unknown: "70"}')
    found = planned(House(ON, risks=replace(BEST, storeys=2)), "sample", law)
    assert (found.points, found.months, found.reasons[-1].cited) == (70, 6, "Own policy 3.2")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('rule: inspection-risk/sample/storeys, values: {points: "0: 5; 2: 3", unknown: "5"}', "something worse wait longer"),
        ('rule: inspection-risk/sample/storeys, values: {points: "0: 0; 2: 3", unknown: "0"}', "count the unknown as the best"),
        ('rule: inspection-risk/sample/storeys, values: {points: "0: 2; 2: 3", unknown: "1"}', "count the unknown as the best"),
        ('rule: inspection-risk/sample/storeys, values: {points: "1: 0; 2: 3", unknown: "3"}', "must begin at 0"),
        ('rule: inspection-risk/sample/storeys, values: {points: "0: 0; 0: 3", unknown: "3"}', "must begin at 0"),
        ('rule: inspection-risk/sample/storeys, values: {points: "many", unknown: "3"}', "needs 'points:'"),
        ('rule: inspection-risk/sample/storeys, values: {points: "0: 0"}', "unknown: a number"),
        ('rule: inspection-risk/sample/interval, values: {months: "0: 24; 5: 36"}', "something worse wait longer"),
        ('rule: inspection-risk/sample/interval, values: {months: "0: 72"}', "not between 1 and 60 months"),
        ("rule: inspection-risk/sample/interval, values: {weeks: two}", "needs 'months:'"),
    ],
)
def test_a_table_that_would_favour_the_worse_or_the_unknown_is_refused_with_its_place(tmp_path: Path, text: str, problem: str) -> None:
    law = rules(tmp_path, text)
    with pytest.raises(Refused, match=problem) as refused:
        programme.weights("sample", ON, law)
    assert refused.value.problems[0].line == 2


def test_before_the_act_there_is_no_programme() -> None:
    with pytest.raises(NotKnown):
        programme.weights("sample", date(2006, 4, 5))


def test_the_risks_are_read_from_what_the_last_assessment_counted() -> None:
    counts = {"not_met_must": 2, "not_met_fire": 1, "not_met_should": 4, "cannot_tell": 9, "persons": 6, "storeys": 3}
    found = programme.as_risks(counts, Risks(persons=5, storeys=4, reports=1, overdue_conditions=0, dangers=0, unlicensed=1))
    assert found == Risks(2, 1, 4, 9, 6, 4, 1, 0, 0, 1)
    assert programme.as_risks({}, Risks(reports=0)) == Risks(reports=0)


def test_points_have_their_working_and_what_nobody_knows_counts_and_is_named() -> None:
    found = programme.score(replace(BEST, dangers=1, unlicensed=1), weights("elsewhere"))
    assert found.points == 18
    assert [each.says for each in found.reasons] == [
        "Reports since the last visit that say that somebody is in danger. 1: 10 points.",
        "Neither a licence in force nor an application for one (1 if so). 1: 8 points.",
    ]
    unsure = programme.score(replace(BEST, unlicensed=None), weights("elsewhere"))
    assert (unsure.points, unsure.unknown) == (8, ("Neither a licence in force nor an application for one (1 if so).",))


@pytest.mark.parametrize(
    ("known", "suspected", "counted"),
    [(None, None, None), (None, 2, None), (None, 12, None), (None, 20, 20), (3, None, 3), (3, 2, 3), (3, 8, 8)],
)
def test_a_suspicion_raises_the_points_of_a_house_and_never_lowers_them(
    known: int | None, suspected: int | None, counted: int | None
) -> None:
    by = weights("elsewhere")
    before = replace(BEST, persons=known)
    after = programme.suspecting(before, by, persons=suspected, storeys=None)
    assert after == replace(before, persons=counted)
    assert programme.score(after, by).points >= programme.score(before, by).points
