"""The compliance calendar: done, due, late and what cannot be told, counted as each text says, on both sides of each day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.assessment.bounds import NO, OPEN, YES
from fanlight.licensing import compliance
from fanlight.licensing.compliance import Entry, Event, History, Proof, State, Tenancy, calendar
from fanlight.licensing.duties import LICENCE_YEAR, Duty, placed

START, END = date(2018, 6, 1), date(2023, 6, 1)


def duty(period: str = "every 12 month", **more: object) -> Duty:
    place, length, event = placed(period)
    given: dict[str, object] = {
        "id": "town/2020:1.1/test", "says": "It is tested.", "owed_by": ("manager",), "period": period, "place": place, "length": length,
        "event": event, "evidence": ("a record",), "force": "must", "cited": "town/2020 1.1", "applies": YES,
    }  # fmt: skip
    return Duty(**{**given, **more})  # type: ignore[arg-type]


def proof(*days: date, of: str = "", next_on: date | None = None) -> tuple[Proof, ...]:
    return tuple(Proof(("1.1/test",), day, next_on, of) for day in days)


def shown(
    one: Duty, on: date, *proofs: Proof, events: tuple[Event, ...] = (), tenancies: tuple[Tenancy, ...] = (), until: date = END
) -> list[Entry]:
    history = History(START, END, proofs, events, tenancies)
    return list(calendar(history, [one], on=on, from_=START, until=until))


def states(entries: list[Entry]) -> list[tuple[State, date | None]]:
    return [(entry.state, entry.due_on) for entry in entries]


@pytest.mark.parametrize(("on", "state"), [(date(2020, 3, 1), State.DUE), (date(2020, 3, 2), State.LATE)])
def test_a_yearly_test_is_due_on_the_corresponding_day_and_late_the_day_after(on: date, state: State) -> None:
    done, now, *_ = shown(duty(), on, *proof(date(2019, 3, 1)))
    assert (done.state, done.days_late) == (State.DONE, 0)
    assert (now.state, now.due_on) == (state, date(2020, 3, 1))


def test_what_nobody_recorded_cannot_be_told_until_its_first_day_is_over() -> None:
    before, after = shown(duty(), date(2019, 6, 1))[0], shown(duty(), date(2019, 6, 2))[0]
    assert (before.state, before.due_on) == (State.CANNOT_TELL, date(2019, 6, 1))
    assert before.doubts == (compliance.NEVER,)
    assert (after.state, after.due_on) == (State.LATE, date(2019, 6, 1))


def test_a_test_before_the_licence_starts_the_counting() -> None:
    assert states(shown(duty(), date(2018, 7, 1), *proof(date(2018, 2, 1)), until=date(2019, 3, 1))) == [(State.DUE, date(2019, 2, 1))]


def test_what_was_done_too_late_says_by_how_many_days() -> None:
    found = shown(duty(), date(2020, 9, 1), *proof(date(2018, 8, 1), date(2019, 8, 11)))
    assert [entry.days_late for entry in found if entry.state is State.DONE] == [0, 10]


def test_what_was_done_after_the_day_asked_about_is_not_known_yet() -> None:
    assert shown(duty(), date(2019, 1, 1), *proof(date(2019, 2, 1)))[0].state is State.CANNOT_TELL


def test_later_times_are_foreseen_to_the_end_of_the_licence() -> None:
    found = shown(duty(), date(2020, 1, 1), *proof(date(2019, 6, 1)), until=date(2030, 1, 1))
    assert states(found)[1:] == [(State.DUE, date(year, 6, 1)) for year in (2020, 2021, 2022)]
    assert compliance.FORESEEN in found[-1].working
    endless = History(START, None, proof(date(2019, 6, 1)))
    assert len(calendar(endless, [duty()], on=date(2020, 1, 1), from_=START, until=date(2030, 1, 1))) == 11


def test_a_short_rhythm_is_one_line_that_repeats() -> None:
    [done, now] = shown(duty("every week"), date(2019, 1, 5), *proof(date(2019, 1, 1)))
    assert (done.due_on, now.due_on, now.repeats and now.repeats.length) == (date(2018, 6, 8), date(2019, 1, 8), "7 days")


def test_the_last_paper_may_ask_for_it_sooner_but_never_later() -> None:
    sooner = shown(duty("every 5 year"), date(2019, 1, 1), *proof(date(2018, 9, 1), next_on=date(2021, 9, 1)))
    later = shown(duty("every 5 year"), date(2019, 1, 1), *proof(date(2018, 5, 1), next_on=date(2028, 5, 1)))
    assert sooner[-1].due_on == date(2021, 9, 1) and "sooner" in sooner[-1].working[0]
    assert later[-1].due_on == date(2023, 5, 1)


GAS = {"deadline": "gas-check", "early": "gas/early-check"}


@pytest.mark.parametrize(
    ("first", "second", "next_due"),
    [
        (date(2018, 6, 10), date(2019, 4, 11), date(2020, 6, 10)),  # within the last two months: the date is kept
        (date(2018, 6, 10), date(2019, 4, 10), date(2020, 4, 10)),  # a day too early for that
        (date(2018, 6, 10), date(2019, 6, 11), date(2020, 6, 11)),  # late
    ],
)
def test_a_gas_check_in_the_last_two_months_keeps_the_date(first: date, second: date, next_due: date) -> None:
    found = shown(duty(**GAS), date(2019, 7, 1), *proof(first, second), until=date(2020, 12, 31))
    assert found[-1].due_on == next_due


def test_before_april_2018_an_early_gas_check_moved_the_date() -> None:
    history = History(date(2016, 6, 1), None, proof(date(2016, 6, 10), date(2017, 5, 1)))
    found = calendar(history, [duty(**GAS)], on=date(2017, 6, 1), from_=date(2016, 1, 1), until=date(2018, 12, 31))
    assert found[2].due_on == date(2018, 5, 1)


def test_a_period_that_no_law_held_is_counted_as_the_text_says() -> None:
    history = History(date(2005, 1, 1), None, proof(date(2005, 1, 10)))
    found = calendar(history, [duty(deadline="electrical-inspection")], on=date(2005, 2, 1), from_=START, until=START)
    assert found == ()
    assert states(
        list(calendar(history, [duty(deadline="gas-check")], on=date(2005, 2, 1), from_=date(2005, 1, 1), until=date(2006, 6, 1)))
    )[1] == (
        State.DUE,
        date(2006, 1, 10),
    )


@pytest.mark.parametrize(("on", "state"), [(date(2019, 5, 31), State.DUE), (date(2019, 6, 1), State.LATE)])
def test_a_return_is_owed_once_in_each_year_of_the_licence(on: date, state: State) -> None:
    found = shown(duty(counts=LICENCE_YEAR), on, until=date(2020, 1, 1))
    assert (found[0].state, found[0].opens_on, found[0].due_on) == (state, START, date(2019, 5, 31))


def test_a_return_proves_only_the_year_in_which_it_was_sent() -> None:
    found = shown(duty(counts=LICENCE_YEAR), date(2020, 7, 1), *proof(date(2019, 5, 31), date(2019, 6, 1)))
    assert [state for state, _ in states(found)] == [State.DONE, State.DONE, State.DUE, State.DUE, State.DUE]
    endless = calendar(History(START, None), [duty(counts=LICENCE_YEAR)], on=START, from_=START, until=date(2020, 6, 1))
    assert [entry.due_on for entry in endless] == [date(2019, 5, 31), date(2020, 5, 31)]


def test_a_duty_that_always_holds_has_no_day_and_keeps_its_last_proof() -> None:
    [entry] = shown(duty("always"), date(2019, 1, 1), *proof(date(2018, 8, 1), date(2018, 9, 1)))
    assert (entry.state, entry.due_on, entry.proof and entry.proof.on) == (State.ALWAYS, None, date(2018, 9, 1))
    assert shown(duty("always"), date(2019, 1, 1))[0].proof is None


@pytest.mark.parametrize(("on", "state"), [(date(2018, 12, 31), State.DUE), (date(2019, 1, 1), State.LATE)])
def test_a_condition_with_a_day_is_late_when_it_is_over(on: date, state: State) -> None:
    assert states(shown(duty("by 2018-12-31"), on)) == [(state, date(2018, 12, 31))]
    assert shown(duty("by 2018-12-31"), on, *proof(date(2018, 12, 1)))[0].state is State.DONE


def test_a_day_that_somebody_else_fixes_is_told_by_the_last_paper() -> None:
    other = duty("by the date that the inspector recommends")
    assert shown(other, START)[0].doubts == ("The day would settle it: the date that the inspector recommends.",)
    assert shown(other, date(2018, 9, 1), *proof(date(2018, 8, 1)))[0].state is State.CANNOT_TELL
    told = shown(other, date(2020, 1, 2), *proof(date(2018, 8, 1), next_on=date(2020, 1, 1)))
    assert states(told) == [(State.LATE, date(2020, 1, 1))]


def test_what_is_owed_once_is_due_until_it_is_done() -> None:
    assert shown(duty("once"), START)[0].doubts == (compliance.NO_TIME,)
    assert shown(duty("once"), date(2019, 1, 1), *proof(date(2018, 8, 1)))[0].state is State.DONE


def request(day: date, of: str = "") -> tuple[Event, ...]:
    return (Event(("1.1/*",), day, of),)


@pytest.mark.parametrize(("on", "state"), [(date(2019, 5, 27), State.DUE), (date(2019, 5, 28), State.LATE)])
def test_a_certificate_is_owed_seven_days_after_the_request(on: date, state: State) -> None:
    seven = duty("within 7 day of the written request", deadline="gas-certificate")
    assert states(shown(seven, on, events=request(date(2019, 5, 20)))) == [(state, date(2019, 5, 27))]
    done = shown(seven, on, *proof(date(2019, 5, 10), date(2019, 5, 22)), events=request(date(2019, 5, 20)))
    assert (done[0].state, done[0].proof and done[0].proof.on) == (State.DONE, date(2019, 5, 22))


def test_one_proof_answers_one_request() -> None:
    seven = duty("within 7 day of the written request")
    found = shown(seven, date(2019, 8, 1), *proof(date(2019, 6, 22)), events=(*request(date(2019, 5, 20)), *request(date(2019, 6, 20))))
    assert [(entry.state, entry.days_late) for entry in found] == [(State.LATE, 0), (State.DONE, 0)], "the nearest one before it"


def test_without_a_request_nothing_is_due_and_a_later_one_is_not_known_yet() -> None:
    seven = duty("within 7 day of the written request")
    assert shown(seven, START)[0].state is State.WAITING
    assert shown(seven, START, events=request(date(2019, 5, 20)))[0].state is State.WAITING
    other = (Event(("9.9/other",), START),)
    assert shown(seven, date(2019, 1, 1), events=other)[0].state is State.WAITING


def test_what_the_text_gives_no_time_for_is_never_late() -> None:
    change = duty("on change")
    [entry] = shown(change, date(2022, 1, 1), events=request(date(2019, 5, 20)))
    assert (entry.state, entry.due_on, entry.opens_on, entry.doubts) == (State.DUE, None, date(2019, 5, 20), (compliance.NO_TIME,))
    assert shown(change, date(2022, 1, 1), *proof(date(2019, 6, 1)), events=request(date(2019, 5, 20)))[0].state is State.DONE


def test_a_duty_that_follows_another_runs_from_its_proofs() -> None:
    follows = duty("within 28 day of the check", id="duty/gas/record-to-tenants", after="duty/gas/yearly-check")
    checks = [Proof(("gas/yearly-check",), day) for day in (date(2018, 5, 31), date(2019, 3, 1))]
    assert states(shown(follows, date(2019, 3, 5), *checks)) == [(State.DUE, date(2019, 3, 29))]


LET = (Tenancy("room 1", date(2019, 2, 1), date(2020, 1, 31)), Tenancy("room 2", date(2019, 5, 1)))


def test_each_tenancy_has_its_own_papers() -> None:
    start = duty("at the start of each tenancy")
    found = shown(start, date(2019, 4, 1), *proof(date(2019, 1, 30), of="room 1"), tenancies=LET)
    assert [(entry.of, entry.state, entry.due_on) for entry in found] == [
        ("room 1", State.DONE, date(2019, 2, 1)),
        ("room 2", State.DUE, date(2019, 5, 1)),
    ]
    unnamed = shown(start, date(2019, 4, 1), *proof(date(2019, 1, 30)), tenancies=(Tenancy("", date(2019, 2, 1)),))
    assert unnamed[0].state is State.DONE
    end = shown(duty("at the end of each tenancy"), date(2020, 3, 1), tenancies=LET)
    assert [(entry.of, entry.state) for entry in end] == [("room 1", State.LATE)]


def test_what_does_not_apply_is_left_out_and_what_may_not_is_never_late_for_certain() -> None:
    assert shown(duty(applies=NO), date(2022, 1, 1)) == []
    [entry, *_] = shown(duty(applies=OPEN, condition="house.has_gas"), date(2022, 1, 1))
    assert entry.state is State.CANNOT_TELL
    assert entry.doubts[0] == "It applies where house.has_gas, which the survey does not settle. If it does, it is late."
    [due, *_] = shown(duty(applies=OPEN, doubts=("Read in a summary.",)), date(2019, 1, 1), *proof(date(2018, 12, 1)))[1:]
    assert (due.state, due.doubts) == (
        State.DUE,
        ("It applies where there is such a thing, which the survey does not settle.", "Read in a summary."),
    )


def test_what_is_outstanding_is_shown_though_its_day_lies_before_the_window() -> None:
    history = History(START, END)
    found = calendar(history, [duty()], on=date(2021, 1, 1), from_=date(2021, 1, 1), until=date(2021, 2, 1))
    assert states(list(found)) == [(State.LATE, date(2019, 6, 1))]


@given(
    st.lists(st.integers(0, 1800), max_size=8),
    st.integers(0, 1800),
    st.sampled_from(["every week", "every 3 month", "every 12 month", "every 5 year"]),
)
def test_nothing_is_done_without_a_proof_and_every_duty_has_a_line(days: list[int], asked: int, period: str) -> None:
    on = START + timedelta(days=asked)
    proofs = proof(*(START + timedelta(days=each) for each in days))
    found = list(compliance.entries(History(START, END, tuple(sorted(proofs, key=lambda one: one.on))), duty(period), on=on, until=END))
    assert found
    assert all((entry.state is State.DONE) == (entry.proof is not None) for entry in found)
    assert all(entry.due_on and entry.due_on < on for entry in found if entry.state is State.LATE)
    assert sum(entry.state is State.LATE for entry in found) <= 1
