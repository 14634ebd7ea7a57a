"""What to ask next: which answers are tried, what each would settle, and the order of the questions."""

import pytest

from fanlight.assessment.asking import Question, answered, questions, trials
from fanlight.assessment.assess import Program
from fanlight.assessment.finding import Fact, Verdict
from fanlight.facts.survey import Survey
from tests.unit.assessment.houses import clause, house
from tests.unit.standards.pages import read

HOUSE = Fact("house", "house", "persons")


def asked(page: str, survey: Survey, *, skip: tuple[tuple[str, str], ...] = ()) -> list[Question]:
    program = Program(read(page))
    return questions(program, program.assess(survey), skip=skip)


def tried(lines: str, fact: Fact, survey: Survey) -> list[str]:
    done = Program(read(clause(lines))).assess(survey)
    return [trial.words for trial in trials([fact], survey, done.findings)]


def test_the_fact_that_settles_most_is_asked_first() -> None:
    page = clause("requires: house.is_hmo") + clause("requires: house.is_existing and house.persons > 1", name="1.2/b", head=False)
    page += clause("requires: not house.is_hmo", name="1.3/c", head=False)
    found = asked(page, house(complete="[]"))
    assert [(one.path, one.score, one.asked_for) for one in found] == [
        ("house.is_hmo", 2.0, ("1.1/a", "1.3/c")), ("house.is_existing", 0.5, ("1.2/b",)), ("house.persons", 0.5, ("1.2/b",)),
    ]  # fmt: skip
    assert found[0].question == "Is the house an HMO in law?"
    yes, no = found[0].effects
    assert (yes.answer, yes.settles) == ("yes", [("1.1/a", "", Verdict.MET), ("1.3/c", "", Verdict.NOT_MET)])
    assert (no.answer, no.settles) == ("no", [("1.1/a", "", Verdict.NOT_MET), ("1.3/c", "", Verdict.MET)])


def test_a_settled_house_leaves_nothing_to_ask() -> None:
    assert asked(clause("requires: house.is_hmo"), house("house: {is_hmo: yes}")) == []


def test_what_nobody_knows_is_not_asked_again() -> None:
    page = clause("requires: house.is_hmo and house.is_existing")
    assert [one.path for one in asked(page, house(), skip=(("house.is_hmo", "house"),))] == ["house.is_existing"]


def test_one_question_is_asked_of_all_things_that_share_a_fact() -> None:
    [found] = asked(clause("each: room\nrequires: room.has_basin"), house("rooms: [{id: r1}, {id: r2}]"))
    assert [fact.id for fact in found.facts] == ["r1", "r2"]
    assert found.effects[0].settles == [("1.1/a", "r1", Verdict.MET), ("1.1/a", "r2", Verdict.MET)]


def test_a_quantity_is_tried_at_both_ends_and_at_the_limits() -> None:
    lines = "measure: house.persons\nat_most: 5\nalso: [{measure: house.persons, at_least: 2}]"
    assert tried(lines, HOUSE, house(complete="[]")) == ["0", "2", "5", "200"]


def test_a_limit_of_another_unit_or_scale_or_beyond_the_range_is_not_tried() -> None:
    area = Fact("room", "r1", "floor_area")
    rooms = house("rooms: [{id: r1}]")
    assert tried("each: room\nmeasure: room.floor_area\nat_least: 6.5 m2", area, rooms) == ["0.3 m2", "6.5 m2", "300 m2"]
    assert tried("each: room\nmeasure: room.floor_area / 4\nat_least: 2 m2", area, rooms) == ["0.3 m2", "2 m2", "300 m2"]
    assert tried("each: room\nmeasure: room.floor_area * 0.001\nat_least: 0.0000000005 m2", area, rooms) == ["0.3 m2", "300 m2"]
    assert tried("each: room\nmeasure: room.floor_area\nat_least: 500 m2", area, rooms) == ["0.3 m2", "300 m2"]
    assert tried("each: room\nmeasure: room.ceiling_height\nat_least: 2.3 m", area, rooms) == ["0.3 m2", "300 m2"]


def test_a_table_without_a_figure_gives_no_limit_to_try() -> None:
    page = "tables:\n- {table: t, by: number, gives: m2, rows: {1: 6.5}}\n"
    page += clause("each: room\nmeasure: room.floor_area\nat_least: table t by room.sleepers")
    survey = house("rooms: [{id: r1, sleepers: 7}]")
    done = Program(read(page)).assess(survey)
    assert [trial.words for trial in trials([Fact("room", "r1", "floor_area")], survey, done.findings)] == ["0.3 m2", "300 m2"]


def test_a_date_is_tried_at_its_limits() -> None:
    lines = "each: notice\nmeasure: notice.compliance_date\nat_most: notice.served_date + 18 month"
    notices = house("notices: [{id: n1, served_date: 2019-01-31}]")
    assert tried(lines, Fact("notice", "n1", "compliance_date"), notices) == ["2006-04-06", "2020-07-31", "2099-12-31"]


def test_each_option_of_a_choice_is_tried_up_to_eight() -> None:
    assert tried("requires: house.fire_risk_level is low", Fact("house", "house", "fire_risk_level"), house()) == ["low", "normal", "high"]
    use = tried("each: room\nrequires: room.use is wc", Fact("room", "r1", "use"), house("rooms: [{id: r1}]"))
    assert len(use) == 8


def test_a_link_is_tried_with_each_thing_it_may_lead_to() -> None:
    lines = "each: room\nrequires: room.unit is none"
    survey = house("units: [{id: u1}, {id: u2}]\nrooms: [{id: r1}]")
    assert tried(lines, Fact("room", "r1", "unit"), survey) == ["u1", "u2", "none"]
    [found] = asked(clause(lines), survey)
    assert [effect.settles[0][2] for effect in found.effects] == [Verdict.NOT_MET, Verdict.NOT_MET, Verdict.MET]
    storeys = house("storeys: [{id: s1}]\nrooms: [{id: r1}]")
    assert tried("each: room\nrequires: room.storey.is_lived_in", Fact("room", "r1", "storey"), storeys) == ["s1"]


def test_of_a_list_the_question_is_whether_it_is_complete() -> None:
    [found] = asked(clause("each: room\nrequires: room.has_basin"), house("rooms: [{id: r1, has_basin: yes}]", complete="[]"))
    assert (found.path, found.question) == ("room", "Are all rooms of the house listed?")
    assert found.hint == "Answer yes only when there is no other one."
    assert [(effect.answer, effect.settles) for effect in found.effects] == [("yes", [("1.1/a", "*", Verdict.DOES_NOT_APPLY)])]


def test_a_list_asked_for_by_a_fold_is_settled_by_being_complete() -> None:
    [found] = asked(clause("requires: count(room) <= 1"), house("rooms: [{id: r1}]", complete="[]"))
    assert found.effects[0].settles == [("1.1/a", "", Verdict.MET)]


def test_an_answer_that_would_contradict_the_survey_is_not_tried() -> None:
    survey = house("house: {households: 3}\nunits: [{id: u1}]\nrooms: [{id: r1}]")
    assert tried("measure: house.persons\nat_most: 2", HOUSE, survey) == ["200"]


def test_an_answer_is_recorded_where_it_belongs() -> None:
    survey = house("survey: {by: A. Officer}\nrooms: [{id: r1}, {id: r2}]")
    told = answered(survey, [Fact("room", "r2", "has_basin")], "yes", (1, 1))
    assert [seen.values.keys() for seen in told.things["room"]] == [set(), {"has_basin"}]
    value = told.things["room"][1].values["has_basin"]
    assert (value.text, value.where, value.by) == ("yes", "the answer", "A. Officer")
    assert answered(survey, [HOUSE], "5", (5, 5)).things["house"][0].values["persons"].bounds == (5, 5)


@pytest.mark.parametrize("text", ["", "house: {persons: 5}"])
def test_a_question_that_settles_nothing_yet_is_still_asked(text: str) -> None:
    found = asked(clause("requires: house.is_hmo and house.is_existing and house.persons > 1"), house(text, complete="[]"))
    assert {one.path for one in found} >= {"house.is_hmo", "house.is_existing"}
    assert all(0 <= one.score <= 1 for one in found)
