"""Assessing: verdicts with their reasons, subjects, permissions, dates of clauses, alternatives, and the receipt."""

from datetime import date

import pytest

from fanlight import __version__
from fanlight.assessment.assess import Program
from fanlight.assessment.finding import Verdict
from fanlight.standards.edition import Edition
from tests.unit.assessment.houses import assess, clause, facts, finding, house
from tests.unit.standards.pages import HEAD, read

MET, NOT_MET, CANNOT_TELL, DOES_NOT_APPLY = Verdict.MET, Verdict.NOT_MET, Verdict.CANNOT_TELL, Verdict.DOES_NOT_APPLY
MANY = "measure: house.persons\nat_most: 5"


@pytest.mark.parametrize(
    ("persons", "verdict"),
    [("house: {persons: 5}", MET), ("house: {persons: 6}", NOT_MET), ("", CANNOT_TELL), ("house: {persons: 5 to 6}", CANNOT_TELL)],
)
def test_a_clause_is_met_or_not_only_where_that_is_certain(persons: str, verdict: Verdict) -> None:
    assert finding(MANY, persons).verdict is verdict


def test_a_verdict_is_neither_true_nor_false() -> None:
    with pytest.raises(TypeError, match="a verdict is neither true nor false; compare it with Verdict.MET and so on"):
        bool(MET)
    assert [verdict.words for verdict in Verdict] == ["not met", "cannot tell", "met", "does not apply"]


def test_a_measure_is_shown_with_its_limit_and_whether_it_is_enough() -> None:
    [one] = finding("each: room\nmeasure: room.floor_area\nat_least: 6.5 m2", "rooms: [{floor_area: 6 to 7 m2}]").measures
    assert (one.what, one.op, one.unit, one.decimals, one.holds) == ("room.floor_area", ">=", "m2", 8, (0, 1))
    assert (one.measured, one.required) == ((6 * 10**8, 7 * 10**8), (65 * 10**7, 65 * 10**7))


def test_a_clause_with_a_requirement_besides_its_measure_needs_both() -> None:
    both = MANY + "\nrequires: house.is_hmo"
    assert finding(both, "house: {persons: 5, is_hmo: yes}").verdict is MET
    assert finding(both, "house: {persons: 5, is_hmo: no}").verdict is NOT_MET
    assert finding(both, "house: {persons: 5}").verdict is CANNOT_TELL
    assert finding(both, "house: {persons: 6}").verdict is NOT_MET


def test_another_way_rescues_and_its_state_is_told() -> None:
    other = MANY + "\nor:\n- house.is_hmo\n- house.households <= 2"
    rescued = finding(other, "house: {persons: 6, is_hmo: no, households: 2}")
    assert rescued.verdict is MET
    assert rescued.alternatives == (("house.is_hmo", (0, 0)), ("house.households <= 2", (1, 1)))
    assert finding(other, "house: {persons: 6, is_hmo: no, households: 3}").verdict is NOT_MET
    assert finding(other, "house: {persons: 6, is_hmo: no}").verdict is CANNOT_TELL


PERMISSION = "force: may\nwhen: house.is_hmo\n" + MANY


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("house: {is_hmo: yes, persons: 5}", MET),
        ("house: {is_hmo: yes, persons: 6}", DOES_NOT_APPLY),
        ("house: {is_hmo: no, persons: 5}", DOES_NOT_APPLY),
        ("house: {is_hmo: yes}", CANNOT_TELL),
        ("house: {persons: 6}", DOES_NOT_APPLY),
        ("house: {persons: 5}", CANNOT_TELL),
    ],
)
def test_a_permission_is_open_or_not_and_never_unmet(text: str, verdict: Verdict) -> None:
    assert finding(PERMISSION, text).verdict is verdict


def test_a_permission_rescues_a_clause_that_names_it() -> None:
    page = clause(PERMISSION, name="1.2/b") + clause("requires: house.households <= 2\nor: [holds(1.2/b)]", head=False)
    assert assess(page, house("house: {is_hmo: yes, persons: 5, households: 3}")).verdicts() == {"1.2/b": MET, "1.1/a": MET}
    assert assess(page, house("house: {is_hmo: no, households: 3}")).verdicts() == {"1.2/b": DOES_NOT_APPLY, "1.1/a": NOT_MET}


EACH = "each: room\nwhen: room.use is bedroom\nmeasure: room.floor_area\nat_least: 6.5 m2"
ROOMS = "rooms:\n- {id: big, use: bedroom, floor_area: 7 m2}\n- {id: small, label: The box room, use: bedroom, floor_area: 6 m2}\n"
ROOMS += "- {id: hall, use: circulation}\n"


def test_each_thing_gets_a_finding_of_its_own_and_the_worst_counts() -> None:
    done = assess(clause(EACH), house(ROOMS))
    assert [(found.subject.id, found.subject.label, found.verdict) for found in done.findings if found.subject] == [
        ("big", "big", MET), ("small", "The box room", NOT_MET), ("hall", "hall", DOES_NOT_APPLY),
    ]  # fmt: skip
    assert done.verdicts() == {"1.1/a": NOT_MET}
    assert assess(clause(EACH), house("rooms: [{use: wc}]")).verdicts() == {"1.1/a": DOES_NOT_APPLY}


def test_a_list_that_may_be_incomplete_leaves_a_finding_about_the_rest() -> None:
    done = assess(clause(EACH), house(ROOMS, complete="[units]"))
    rest = done.findings[-1]
    assert rest.subject is not None and (rest.subject.phantom, rest.subject.label) == (True, "any room not listed")
    assert (rest.verdict, facts(rest)[1]) == (CANNOT_TELL, ["room of *"])


def test_a_house_without_such_a_thing_says_so() -> None:
    found = finding("each: escape_route\nrequires: escape_route.is_direct")
    assert (found.verdict, found.because, found.subject) == (DOES_NOT_APPLY, "the house has no escape route", None)


def test_a_condition_of_the_house_that_fails_is_said_once_and_not_for_every_room() -> None:
    done = assess(clause(EACH.replace("when: ", "when: house.is_hmo and ")), house("house: {is_hmo: no}\n" + ROOMS))
    [found] = done.findings
    assert (found.subject, found.verdict, found.because) == (None, DOES_NOT_APPLY, "its condition is not fulfilled")
    assert facts(found) == (["house.is_hmo of house"], [])


def test_a_condition_of_the_house_that_is_unknown_leaves_every_room_open() -> None:
    done = assess(clause(EACH.replace("when: ", "when: house.is_hmo and ")), house(ROOMS))
    assert [found.verdict for found in done.findings] == [CANNOT_TELL, CANNOT_TELL, DOES_NOT_APPLY]
    assert facts(done.findings[1]) == (["room.floor_area of small", "room.use of small"], ["house.is_hmo of house"])


def test_a_condition_of_the_house_alone_needs_no_room_to_speak_of_itself() -> None:
    page = clause("each: room\nwhen: house.is_hmo\nrequires: room.has_basin")
    assert [found.verdict for found in assess(page, house("house: {is_hmo: yes}\nrooms: [{has_basin: yes}]")).findings] == [MET]
    assert finding("when: house.is_hmo\nrequires: house.is_existing", "house: {is_hmo: no}").because == "its condition is not fulfilled"


def test_an_exception_takes_a_clause_away() -> None:
    excepted = MANY + "\nunless: house.is_charity_shelter"
    assert finding(excepted, "house: {persons: 6, is_charity_shelter: yes}").verdict is DOES_NOT_APPLY
    assert finding(excepted, "house: {persons: 6, is_charity_shelter: no}").verdict is NOT_MET
    assert finding(excepted, "house: {persons: 6}").verdict is CANNOT_TELL


@pytest.mark.parametrize(
    ("on", "because"),
    [
        (date(2019, 12, 31), "the clause begins on 2020-01-01"),
        (date(2020, 1, 1), ""),
        (date(2020, 12, 31), ""),
        (date(2021, 1, 1), "the clause ended on 2021-01-01"),
        (None, ""),
    ],
)
def test_a_clause_with_days_of_its_own_applies_between_them(on: date | None, because: str) -> None:
    found = finding(MANY + "\nfrom: 2020-01-01\nuntil: 2021-01-01", "house: {persons: 5}", on=on)
    assert (found.verdict is DOES_NOT_APPLY, found.because) == (bool(because), because)


def test_the_date_asked_about_is_supplied_unless_the_survey_gives_one() -> None:
    aged = "requires: house.as_at_date >= 2020-01-01"
    assert finding(aged).verdict is CANNOT_TELL
    assert finding(aged, on=date(2020, 1, 1)).verdict is MET
    assert finding(aged, "house: {persons: 5}", on=date(2019, 1, 1)).verdict is NOT_MET
    assert finding(aged, "house: {as_at_date: 2021-01-01}", on=date(2019, 1, 1)).verdict is MET


def test_a_clause_that_no_machine_decides_makes_no_finding() -> None:
    page = clause("encoded: information") + clause(MANY, name="1.2/b", head=False)
    assert list(assess(page, house("house: {persons: 5}")).verdicts()) == ["1.2/b"]


def test_a_program_can_be_made_for_some_clauses_alone() -> None:
    edition = read(clause(MANY) + clause(MANY, name="1.2/b", head=False))
    assert list(Program(edition, ["1.2/b"]).assess(house()).verdicts()) == ["1.2/b"]


def test_bare_verdicts_are_those_of_the_findings() -> None:
    page = clause(EACH.replace("when: ", "when: house.is_hmo and ")) + clause(MANY, name="1.2/b", head=False)
    page += clause(PERMISSION, name="1.3/c", head=False)
    program = Program(read(page))
    for text in (ROOMS, "house: {is_hmo: yes, persons: 6}\n" + ROOMS):
        for complete in ("all", "[units]"):
            survey = house(text, complete=complete)
            bare = list(program.verdicts(survey, program.clauses))
            full = [(one.clause.id, one.subject.id if one.subject else "", one.verdict) for one in program.assess(survey).findings]
            assert bare == full
    assert {verdict for _, _, verdict in program.verdicts(house("house: {is_hmo: no}\n" + ROOMS), program.clauses[:1])} == {DOES_NOT_APPLY}


def switched(edition: Edition) -> Edition:
    from dataclasses import replace

    return replace(edition, left_open=frozenset({"R1"}))


def test_a_clause_whose_reading_is_left_to_an_officer_stays_open() -> None:
    page = clause(MANY + "\nreading: R1") + "readings:\n- {reading: R1, problem: P, adopted: A}\n"
    [found] = Program(switched(read(page))).assess(house("house: {persons: 6}")).findings
    assert found.verdict is CANNOT_TELL


def test_a_receipt_pins_the_edition_the_survey_the_engine_and_both_dates() -> None:
    survey = house("survey: {on: 2020-02-01, by: A. Officer}\n")
    edition = read(clause(MANY), HEAD)
    done = Program(edition).assess(survey, date(2020, 3, 1))
    assert done.receipt == {
        "fanlight": __version__, "edition": "town/2020", "edition_digest": edition.digest, "survey": "house", "survey_digest": "",
        "facts_on": "2020-02-01", "rule_on": "2020-03-01",
    }  # fmt: skip
    assert len(edition.digest) == 64
    undated = Program(edition).assess(house()).receipt
    assert (undated["facts_on"], undated["rule_on"]) == ("", "")
