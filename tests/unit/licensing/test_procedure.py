"""The step tables: opening and refusing steps, the law on both sides of its changes, history, and data that is refused."""

import re
from datetime import date
from pathlib import Path

import pytest

from fanlight.facts.files import Refused
from fanlight.licensing import diagrams, procedure
from fanlight.licensing.law import Law, NotKnown, read_law
from fanlight.licensing.procedure import Matter, Role, Standing, StepNotOpen, can_step, check_step, open_steps, state_after

TODAY = date(2026, 6, 1)
OFFICER, MANAGER = Role.HOUSING_OFFICER, Role.TEAM_MANAGER


def all_met(table: str, on: date = TODAY) -> dict[str, Standing]:
    return {need: Standing.MET for step in procedure.table(table, on).steps for need in step.needs}


def names(matter: Matter, role: str, needs: dict[str, Standing]) -> set[str]:
    return {step.name for step in open_steps(matter, role=role, needs=needs)}


def test_nothing_but_asking_is_open_while_nobody_has_said_anything() -> None:
    submitted = Matter("application", "submitted", TODAY)
    assert names(submitted, OFFICER, {}) == {"ask-for-what-is-missing"}
    assert names(submitted, OFFICER, all_met("application")) == {"ask-for-what-is-missing", "accept"}
    assert names(submitted, Role.FIRE_OFFICER, all_met("application")) == set()


def test_proposing_to_grant_and_to_refuse_are_two_steps_and_neither_decides() -> None:
    made = Matter("application", "duly made", TODAY)
    needs = all_met("application")
    assert check_step(made, "propose-to-grant", role=OFFICER, needs=needs).to == "grant proposed"
    assert check_step(made, "propose-to-refuse", role=OFFICER, needs=needs).to == "refusal proposed"
    assert not can_step(made, "grant", role=MANAGER, needs=needs)
    assert not can_step(Matter("application", "refusal proposed", TODAY), "grant", role=MANAGER, needs=needs)


def test_modifications_stay_where_they_are_and_begin_seven_days() -> None:
    proposed = Matter("application", "grant proposed", TODAY)
    step = check_step(proposed, "propose-modifications", role=OFFICER, needs=all_met("application"))
    assert step.to is None and step.leads_to("grant proposed") == "grant proposed"
    assert step.deadlines == ("consultation-on-modifications",)


def test_a_refused_step_tells_every_reason_and_the_law() -> None:
    with pytest.raises(StepNotOpen) as refusal:
        check_step(Matter("application", "duly made", TODAY), "grant", role=OFFICER, needs={"consultation-ended": Standing.NOT_MET})
    said = str(refusal.value)
    for part in ("taken from grant proposed, not from duly made", "only team manager", "consultation-ended is not met"):
        assert part in said
    assert "representations-considered is open" in said and "Sch 5 para 7" in said


@pytest.mark.parametrize(("standing", "opens"), [*((s, s in ("met", "does not apply")) for s in Standing)])
def test_only_a_need_that_is_met_or_does_not_apply_lets_a_step_through(standing: Standing, opens: bool) -> None:
    needs = all_met("application") | {"fire-authority-consulted": standing}
    assert can_step(Matter("application", "duly made", TODAY), "propose-to-grant", role=OFFICER, needs=needs) is opens


def test_an_unknown_step_state_or_table_is_refused_with_the_nearest() -> None:
    with pytest.raises(StepNotOpen, match="'grnat' is no step of application; did you mean 'grant'"):
        check_step(Matter("application", "draft", TODAY), "grnat", role=MANAGER, needs={})
    with pytest.raises(StepNotOpen, match="'drafted' is no state of application; did you mean 'draft'"):
        open_steps(Matter("application", "drafted", TODAY), role=MANAGER, needs={})
    with pytest.raises(NotKnown, match="did you mean 'application'"):
        procedure.table("aplication", TODAY)


def test_there_is_no_third_exemption_and_no_passing_on_of_a_licence() -> None:
    needs = all_met("temporary-exemption")
    assert names(Matter("temporary-exemption", "second in force", TODAY), MANAGER, needs) == set()
    assert {step.name for step in procedure.table("licence", TODAY).steps} == {
        "come-into-force", "expire", "end-by-death", "end-by-revocation", "revive",
    }  # fmt: skip


# --- Both sides of each change ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("on", "asked"), [(date(2018, 4, 5), False), (date(2018, 4, 6), True)])
def test_a_banning_order_bars_a_grant_from_its_day(on: date, asked: bool) -> None:
    needs = all_met("application", on) | {"no-banning-order": Standing.NOT_MET}
    assert can_step(Matter("application", "grant proposed", on), "grant", role=MANAGER, needs=needs) is not asked
    steps = {step.name for step in procedure.table("revocation", on).steps}
    assert ("revoke-for-banning-order" in steps) is asked


@pytest.mark.parametrize(("on", "held"), [(date(2017, 4, 5), False), (date(2017, 4, 6), True)])
def test_there_is_no_civil_penalty_before_its_day(on: date, held: bool) -> None:
    assert ("civil-penalty" in {table.name for table in procedure.tables(on)}) is held
    if not held:
        with pytest.raises(NotKnown):
            procedure.table("civil-penalty", on)


@pytest.mark.parametrize(("on", "need"), [(date(2017, 4, 5), "conviction-or-council-order"), (date(2017, 4, 6), "")])
def test_a_tenant_s_application_on_both_sides_of_the_act_of_2016(on: date, need: str) -> None:
    step = procedure.table("rent-repayment", on).step("apply-as-tenant")
    assert step.needs == tuple(filter(None, ("offence-in-period", need)))


def test_no_table_is_held_before_the_act() -> None:
    assert procedure.tables(date(2006, 4, 5)) == []


# --- History ------------------------------------------------------------------------------------------------------------------------


def test_the_state_follows_from_the_steps_taken() -> None:
    taken = [("submit", date(2018, 1, 2)), ("accept", date(2018, 1, 9)), ("consult-fire-authority", date(2018, 1, 10))]
    assert state_after([], "application") == "draft"
    assert state_after(taken, "application") == "duly made"
    assert state_after([*taken, ("propose-to-grant", date(2018, 2, 1)), ("grant", date(2018, 4, 6))], "application") == "granted"


def test_a_history_with_a_gap_is_refused() -> None:
    with pytest.raises(StepNotOpen, match="'grant' of application does not follow: it is taken from grant proposed, not from submitted"):
        state_after([("submit", TODAY), ("grant", TODAY)], "application")


# --- Needs, diagrams and rows --------------------------------------------------------------------------------------------------------


def test_every_need_says_what_must_be_so_and_by_which_law() -> None:
    tables = procedure.tables(TODAY)
    rows = list(diagrams.need_rows(tables, TODAY))
    assert {row[0].replace(" ", "-") for row in rows} == {need for table in tables for step in table.steps for need in step.needs}
    assert all(says.endswith(".") and law.endswith("]") for _, says, law, _ in rows)


def test_a_diagram_has_an_arrow_for_every_step_from_every_state() -> None:
    for table in procedure.tables(TODAY):
        lines = list(diagrams.mermaid(table))
        arrows = [line for line in lines if "-->" in line and "[*]" not in line]
        assert len(arrows) == sum(len(step.from_) for step in table.steps)
        assert len([line for line in lines if line.endswith("--> [*]")]) == len(table.ends)
        assert all(re.fullmatch(r"    \w+ --> \w+: [a-z ]+", line) for line in arrows)
        assert len(list(diagrams.step_rows(table))) == len(table.steps)


def test_the_changes_and_the_day_of_the_last_are_read_from_the_data() -> None:
    assert diagrams.latest_change() >= date(2018, 4, 6)
    changed = {row[0] for row in diagrams.change_rows()}
    assert {"application/grant", "rent-repayment/apply-as-tenant", "revocation/revoke-for-banning-order"} <= changed
    assert not {"application/submit", "civil-penalty/impose"} & changed


def test_every_deadline_has_its_row() -> None:
    from fanlight.licensing import deadlines

    law = deadlines.all_periods()
    assert len(list(diagrams.deadline_rows(law))) == sum(map(len, law.rules.values()))


# --- Data that is refused ------------------------------------------------------------------------------------------------------------

WHOLE = """rules:
  - {rule: need/paid, says: It is paid., from: 2006-04-06, citation: An Act, certainty: A}
  - {rule: deadline/soon, says: Soon., value: 7 day, from: 2006-04-06, citation: An Act, certainty: A}
  - {rule: table/thing, says: A thing., values: {states: new; old, ends: old}, from: 2006-04-06, citation: An Act, certainty: A}
  - rule: step/thing/age
    says: It ages.
    values: {from: new, to: old, who: council, needs: paid, gives: a paper, deadlines: soon}
    from: 2006-04-06
    citation: An Act
    certainty: A
"""


def law_of(folder: Path, text: str) -> Law:
    (folder / "law" / "act" / "rules").mkdir(parents=True)
    (folder / "law" / "act" / "rules" / "x.yaml").write_text(text, encoding="utf-8")
    return read_law(folder / "law")


def test_a_procedure_of_one_s_own_is_read(tmp_path: Path) -> None:
    law = law_of(tmp_path, WHOLE)
    assert [table.name for table in procedure.tables(TODAY, law)] == ["thing"]
    matter = Matter("thing", "new", TODAY)
    assert check_step(matter, "age", role=Role.COUNCIL, needs={"paid": Standing.MET}, law=law).provision.says == "It ages."
    assert procedure.need("paid", TODAY, law).says == "It is paid."
    assert state_after([], "thing", law) == "new"


def test_a_step_that_says_what_it_undoes_leads_on_from_an_end(tmp_path: Path) -> None:
    undoing = (
        WHOLE
        + """  - rule: step/thing/renew
    says: It never aged.
    values: {from: old, to: new, who: council, gives: a paper, undoes: that it aged}
    from: 2006-04-06
    citation: An Act
    certainty: A
"""
    )
    (table,) = procedure.tables(TODAY, law_of(tmp_path, undoing))
    assert (table.ends, table.step("renew").to) == (("old",), "new")


@pytest.mark.parametrize(
    ("stands", "slip", "line", "says"),
    [
        ("states: new; old,", "states: new; old; lost,", 4, "no step leads to 'lost'"),
        ("states: new; old,", "states: new; old; lost,", 4, "no step leads on from 'lost', which is no end"),
        ("ends: old", "ends: odl", 4, "'odl' is no state; did you mean 'old'"),
        ("ends: old", "ends: new; old", 4, "a step leads on from 'new', which is an end"),
        ("ends: old", "ends: old, end: new", 4, "'end' has no meaning here; did you mean 'ends'"),
        ("{from: new,", "{from: now,", 5, "'now' is no state on 2006-04-06; did you mean 'new'"),
        ("to: old", "to: odl", 5, "'odl' is no state"),
        ("who: council", "who: counsel", 5, "'counsel' is no role"),
        ("needs: paid", "needs: piad", 5, "'piad' is no need on 2006-04-06; did you mean 'paid'"),
        ("deadlines: soon", "deadlines: son", 5, "'son' is no deadline on 2006-04-06; did you mean 'soon'"),
        ("gives: a paper, ", "", 5, "says nothing under 'gives'"),
        ("gives: a paper", "giving: a paper", 5, "'giving' has no meaning here"),
        ("step/thing/age", "step/thign/age", 5, "no such table"),
        ("step/thing/age", "step/age", 5, "no such table; write step/<table>/<name>"),
    ],
)
def test_a_slip_in_the_tables_is_refused_where_it_stands(tmp_path: Path, stands: str, slip: str, line: int, says: str) -> None:
    assert stands in WHOLE
    law = law_of(tmp_path, WHOLE.replace(stands, slip, 1))
    with pytest.raises(Refused) as refusal:
        procedure.tables(TODAY, law)
    assert any(problem.line == line and says in problem.message for problem in refusal.value.problems), str(refusal.value)


def test_a_need_that_was_not_yet_law_is_refused(tmp_path: Path) -> None:
    law = law_of(tmp_path, WHOLE.replace("paid., from: 2006-04-06", "paid., from: 2018-04-06", 1))
    with pytest.raises(Refused, match="'paid' is no need on 2006-04-06"):
        procedure.table("thing", TODAY, law)
