"""Generated from the step tables: every row allows what it should, and refuses every other state, role and missing need."""

from datetime import date

import pytest

from fanlight.licensing import deadlines, procedure
from fanlight.licensing.procedure import Matter, Role, Standing, Step, StepNotOpen, Table, can_step, check_step, open_steps

# The first and the last day of each stretch of law between two changes, and a day of today's.
DAYS = [date(2006, 4, 6), date(2017, 4, 5), date(2017, 4, 6), date(2018, 4, 5), date(2018, 4, 6), date(2026, 6, 1)]
TABLES = [pytest.param(table, on, id=f"{table.name} {on}") for on in DAYS for table in procedure.tables(on)]


def last_day_of(step: Step) -> date:
    """The last of those days on which a row was law: rows that did not change need no second look."""
    return max(on for on in DAYS if step.provision.holds_on(on))


ROWS = [
    pytest.param(table, step, on, id=f"{table.name}/{step.name} {on}")
    for on in DAYS
    for table in procedure.tables(on)
    for step in table.steps
    if on == last_day_of(step)
]


def met(step: Step, **other: Standing) -> dict[str, Standing]:
    return {need: Standing.MET for need in step.needs} | {name.replace("_", "-"): standing for name, standing in other.items()}


@pytest.mark.parametrize(("table", "step", "on"), ROWS)
def test_a_row_opens_from_its_states_for_its_roles_with_its_needs(table: Table, step: Step, on: date) -> None:
    for state in step.from_:
        for role in step.who:
            matter = Matter(table.name, state, on)
            assert check_step(matter, step.name, role=role, needs=met(step)) == step
            assert step in open_steps(matter, role=role, needs=met(step))
            assert step.leads_to(state) in table.states


@pytest.mark.parametrize(("table", "step", "on"), ROWS)
def test_a_row_refuses_every_other_state(table: Table, step: Step, on: date) -> None:
    for state in set(table.states) - set(step.from_):
        with pytest.raises(StepNotOpen, match="it is taken from"):
            check_step(Matter(table.name, state, on), step.name, role=step.who[0], needs=met(step))


@pytest.mark.parametrize(("table", "step", "on"), ROWS)
def test_a_row_refuses_every_other_role(table: Table, step: Step, on: date) -> None:
    for role in {*Role, "anybody"} - set(step.who):
        with pytest.raises(StepNotOpen, match="may take it, not"):
            check_step(Matter(table.name, step.from_[0], on), step.name, role=role, needs=met(step))


@pytest.mark.parametrize(("table", "step", "on"), ROWS)
def test_a_row_refuses_each_need_that_is_missing_open_or_not_met(table: Table, step: Step, on: date) -> None:
    matter = Matter(table.name, step.from_[0], on)
    for need in step.needs:
        without = {name: standing for name, standing in met(step).items() if name != need}
        for needs in (without, without | {need: Standing.OPEN}, without | {need: Standing.NOT_MET}):
            assert not can_step(matter, step.name, role=step.who[0], needs=needs)
        assert can_step(matter, step.name, role=step.who[0], needs=without | {need: Standing.DOES_NOT_APPLY})


@pytest.mark.parametrize(("table", "step", "on"), ROWS)
def test_a_row_cites_the_law_of_its_day_and_names_what_is_declared(table: Table, step: Step, on: date) -> None:
    assert step.provision.holds_on(on) and step.provision.citation and step.gives
    assert all(procedure.need(need, on).holds_on(on) for need in step.needs)
    assert all(deadlines.find(name, on).provision.holds_on(on) for name in step.deadlines)


@pytest.mark.parametrize(("table", "on"), TABLES)
def test_every_state_can_be_reached_and_every_end_is_an_end(table: Table, on: date) -> None:
    reached, waiting = set(), [table.beginning]
    while waiting:
        state = waiting.pop()
        if state not in reached:
            reached.add(state)
            waiting += [step.leads_to(state) for step in table.steps if state in step.from_]
    assert reached == set(table.states)
    leading_on = [step for step in table.steps if "undoes" not in step.provision.values]
    ended = {state for state in table.states if not any(state in step.from_ for step in leading_on)}
    assert ended == set(table.ends)


@pytest.mark.parametrize(("table", "on"), TABLES)
def test_from_every_state_the_matter_can_still_end(table: Table, on: date) -> None:
    ending = set(table.ends)
    while True:
        more = {state for step in table.steps for state in step.from_ if step.leads_to(state) in ending} | ending
        if more == ending:
            break
        ending = more
    assert ending == set(table.states)


@pytest.mark.parametrize(("table", "on"), TABLES)
def test_no_two_steps_of_a_table_share_a_name(table: Table, on: date) -> None:
    names = [step.name for step in table.steps]
    assert sorted(set(names)) == sorted(names)


def test_every_decision_needs_its_consultation() -> None:
    """What follows a notice of a proposal is decided only when its time is over and what was said was considered."""
    for on in DAYS:
        for table in procedure.tables(on):
            for step in table.steps:
                if any("proposed" in state for state in step.from_) and set(step.who) == {"team manager"} and step.to:
                    assert {"consultation-ended", "representations-considered"} <= set(step.needs) or "banning" in step.name, step.name
