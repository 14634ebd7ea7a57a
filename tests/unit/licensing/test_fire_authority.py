"""Council and fire authority: parts, leads, duties to ask, and the record that only grows."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from fanlight.licensing import deadlines, fire_authority, procedure
from fanlight.licensing.fire_authority import Authority, Record, take, waiting
from fanlight.licensing.law import NotKnown, read_law
from fanlight.licensing.procedure import Role, StepNotOpen

ON = date(2023, 5, 1)
NOON = datetime(2023, 5, 1, 12, tzinfo=UTC)
ASKED = {"fire-hazard-or-application": "no fire doors, room 3", "action-described": "improvement notice"}


def step(record: Record, name: str, role: str, said: Mapping[str, str], at: datetime = NOON) -> Record:
    return take(record, name, role=role, by="A. Person", at=at, said=said)


def test_both_act_in_common_parts_and_the_council_alone_in_a_home() -> None:
    common = [fire_authority.may_act("common-parts", each, ON).holds for each in Authority]
    inside = [fire_authority.may_act("inside-a-unit", each, ON).holds for each in Authority]
    assert (common, inside) == ([True, True], [True, False])


@pytest.mark.parametrize(("on", "holds"), [(date(2022, 5, 15), None), (date(2022, 5, 16), True)])
def test_flat_doors_and_walls_came_under_the_order_in_may_2022(on: date, holds: bool | None) -> None:
    found = fire_authority.may_act("unit-doors-and-structure", Authority.FIRE, on)
    assert found.holds is holds
    assert bool(found.missing) is (holds is None)


def test_one_private_home_is_for_an_officer_to_say() -> None:
    assert "officer" in fire_authority.may_act("one-private-home", Authority.FIRE, ON).doubts[0]


def test_an_unknown_part_is_named_with_those_known() -> None:
    with pytest.raises(NotKnown, match="did you mean 'common-parts'.*known: "):
        fire_authority.may_act("comon-parts", Authority.FIRE, ON)


def test_nobody_leads_until_an_arrangement_says_so() -> None:
    found = fire_authority.leads("hmo", ON)
    assert (found.authority, found.usual) == (None, Authority.COUNCIL)
    assert "from memory" in found.cited and "local arrangement" in found.doubts[0]
    other = fire_authority.leads("hmo", ON, agreed={"hostel": Authority.FIRE})
    assert other.authority is None
    agreed = fire_authority.leads("hostel", ON, agreed={"hostel": Authority.COUNCIL}, agreed_in="Exampleton arrangement, 2")
    assert (agreed.authority, agreed.usual, agreed.cited) == (Authority.COUNCIL, Authority.FIRE, "Exampleton arrangement, 2")
    assert fire_authority.leads("hostel", ON, agreed={"hostel": Authority.COUNCIL}).cited == "local arrangement"


def test_the_council_must_ask_before_it_enforces_on_a_fire_hazard_in_an_hmo() -> None:
    must = fire_authority.must_consult(is_fire_hazard=True, is_hmo_or_common_parts=True, is_emergency=False, on=ON)
    assert must.holds is True and "s.10(1)" in must.cited
    assert not fire_authority.must_consult(is_fire_hazard=False, is_hmo_or_common_parts=None, is_emergency=False, on=ON).holds
    urgent = fire_authority.must_consult(is_fire_hazard=True, is_hmo_or_common_parts=True, is_emergency=True, on=ON)
    assert "practicable" in urgent.says and "s.10(3)" in urgent.cited


def test_what_nobody_knows_of_the_hazard_leaves_the_duty_open() -> None:
    found = fire_authority.must_consult(is_fire_hazard=None, is_hmo_or_common_parts=True, is_emergency=False, on=ON)
    assert found.holds is None and "uncontrolled fire" in found.missing[0]


@pytest.mark.parametrize("under", [True, False, None])
def test_before_a_licence_the_fire_authority_is_heard_where_the_order_reaches(under: bool | None) -> None:
    found = fire_authority.must_hear_before_licence(is_under_order=under, on=ON)
    assert found.holds is under and "art 42" in found.cited


@pytest.mark.parametrize(("on", "known"), [(date(2006, 9, 30), False), (date(2006, 10, 1), True)])
def test_the_order_s_duty_began_with_the_order(on: date, known: bool) -> None:
    if known:
        assert fire_authority.must_hear_before_licence(is_under_order=True, on=on).holds
    else:
        with pytest.raises(NotKnown):
            fire_authority.must_hear_before_licence(is_under_order=True, on=on)


def test_a_consultation_runs_from_asking_to_the_end() -> None:
    asked = step(Record("fire-consultation", "12 Example Street"), "ask", "housing officer", ASKED)
    answered = step(asked, "answer", "fire officer", {"answer-given": "agreed"}, datetime(2023, 5, 9, 9, tzinfo=UTC))
    closed = step(answered, "close", "housing officer", {"what-came-of-it": "notice served"}, datetime(2023, 5, 10, 9, tzinfo=UTC))
    assert [record.state for record in (asked, answered, closed)] == ["asked", "answered", "closed"]
    assert len(asked.entries) == 1, "what was recorded is not changed"


def test_a_step_needs_what_its_row_says() -> None:
    empty = Record("fire-consultation", "12 Example Street")
    with pytest.raises(StepNotOpen, match="action-described is open"):
        step(empty, "ask", "housing officer", {**ASKED, "action-described": " "})
    with pytest.raises(StepNotOpen, match="only housing officer or team manager"):
        step(empty, "ask", "fire officer", ASKED)
    with pytest.raises(StepNotOpen, match="names nobody"):
        take(empty, "ask", role="housing officer", by=" ", at=NOON, said=ASKED)
    asked = step(empty, "ask", "housing officer", ASKED)
    with pytest.raises(StepNotOpen, match="earlier than the last"):
        step(asked, "answer", "fire officer", {"answer-given": "agreed"}, datetime(2023, 5, 1, 11, tzinfo=UTC))


def test_an_emergency_is_told_afterwards_with_the_reason() -> None:
    said = {"emergency-measures": "prohibition order", "action-described": "closed room 3", "reasons-recorded": "occupied tonight"}
    told = step(Record("fire-consultation", "12 Example Street"), "tell-afterwards", "housing officer", said)
    assert told.state == "told afterwards"


def test_each_side_sees_what_waits_for_it() -> None:
    new = Record("fire-consultation", "1 Any Street")
    asked = step(new, "ask", "housing officer", ASKED)
    referred = step(Record("fire-referral-to-council", "2 Any Street"), "refer", "fire officer", {"serious-matter": "no heating"})
    ended = step(step(asked, "answer", "fire officer", {"answer-given": "yes"}), "close", "housing officer", {"what-came-of-it": "done"})
    records = [new, asked, referred, ended]
    assert waiting(records, "fire officer", ON) == (asked,)
    assert waiting(records, "housing officer", ON) == (referred,)


def test_every_table_of_working_together_is_among_the_steps_of_the_law() -> None:
    assert [each.name for each in fire_authority.tables(ON)] == [each.name for each in procedure.tables(ON) if "fire-" in each.name]
    assert len(fire_authority.tables(ON)) == 9


def test_each_side_has_states_from_which_it_goes_on() -> None:
    fire = fire_authority.states_open_to(Role.FIRE_OFFICER, ON)
    council = fire_authority.states_open_to(Role.HOUSING_OFFICER, ON)
    assert fire["fire-consultation"] == ("asked",)
    assert council["fire-consultation"] == ("asked", "answered", "no answer", "told afterwards")
    assert fire["fire-help-by-fire-authority"] == ("asked",)
    assert "application" not in fire


def test_the_kinds_for_which_a_lead_is_settled_are_those_of_the_protocol_and_each_has_one() -> None:
    held = dict(fire_authority.kinds(ON))
    assert list(held) == ["single-home", "hmo", "self-contained-flats", "mixed-use", "sheltered-housing", "hostel"]
    assert held["hmo"] == "HMOs, licensed or not."
    assert all(fire_authority.leads(kind, ON).usual for kind in held)
    assert fire_authority.kinds(date(2006, 1, 1)) == ()


def test_an_agreed_time_for_an_answer_is_counted_from_the_day_after_the_asking() -> None:
    found = fire_authority.agreed_due(14, date(2026, 3, 2))
    assert found.last == date(2026, 3, 16) and "Day 1 is 3 March 2026" in found.working[1]
    with pytest.raises(ValueError, match="no period"):
        fire_authority.agreed_due(0, date(2026, 3, 2))


def test_only_the_other_authority_agrees_to_a_visit() -> None:
    proposed = step(Record("fire-joint-visit", "1 Sample Street"), "propose", "housing officer", {"visit-described": "Monday, the alarms"})
    with pytest.raises(StepNotOpen, match="for the other authority"):
        step(proposed, "agree", "team manager", {"answer-given": "yes"})
    with pytest.raises(StepNotOpen, match="for the other authority"):
        step(proposed, "decline", "housing officer", {"reasons-recorded": "no time"})
    assert step(proposed, "agree", "fire officer", {"answer-given": "yes"}).state == "agreed"


def test_a_time_for_an_answer_is_the_practice_of_a_council_and_sooner_where_it_is_urgent(tmp_path: Path) -> None:
    folder = tmp_path / "sample" / "rules"
    folder.mkdir(parents=True)
    given = "values: {counts: after, from: the asking, who: fire, does: answer}, from: 2018-10-01, citation: Own practice, certainty: A"
    (folder / "fire.yaml").write_text(
        f"rules:\n  - {{rule: deadline/sample/fire-answer, says: Soon., value: 14 day, {given}}}\n"
        f"  - {{rule: deadline/sample/fire-answer-urgent, says: At once., value: 3 day, {given}}}\n",
        encoding="utf-8",
    )
    practice = deadlines.whole(read_law(tmp_path))
    usual = fire_authority.answer_due("sample", ON, is_urgent=False, law=practice)
    urgent = fire_authority.answer_due("sample", ON, is_urgent=True, law=practice)
    assert usual is not None and usual.reckoning.last == date(2023, 5, 15)
    assert urgent is not None and urgent.reckoning.last == date(2023, 5, 4)
    assert fire_authority.answer_due("elsewhere", ON, is_urgent=True, law=practice) is None
