"""When a conviction is spent: both sides of 10 March 2014 and of 28 October 2023, and what an unknown leaves open."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.licensing import rehabilitation
from fanlight.licensing.law import Law, england
from fanlight.licensing.rehabilitation import NEVER, Conviction, Sentence, Spent, Standing, UnknownSentence

LAW = england()
DAY = timedelta(days=1)


def one(
    sentence: Sentence, on: str, convicted: str | None = "2010-05-10", *, young: bool | None = False, listed: bool | None = False
) -> Standing:
    conviction = Conviction("c", date.fromisoformat(convicted) if convicted else None, (sentence,), young, listed)
    (found,) = rehabilitation.standings(LAW, [conviction], on=date.fromisoformat(on))
    return found


def custody(months: int | None, completed: str | None) -> Sentence:
    return Sentence("custody", None if months is None else Decimal(months), date.fromisoformat(completed) if completed else None)


@pytest.mark.parametrize(
    ("sentence", "convicted", "young", "first_day"),
    [
        pytest.param(custody(6, "2024-01-10"), "2023-11-01", False, "2025-01-10", id="custody of six months, after the change of 2023"),
        pytest.param(custody(6, "2024-01-10"), "2023-11-01", True, "2024-07-10", id="the same, under 18"),
        pytest.param(custody(12, "2024-01-10"), "2023-11-01", False, "2025-01-10", id="a year is still the shortest band"),
        pytest.param(custody(13, "2024-01-10"), "2023-11-01", False, "2028-01-10", id="more than a year"),
        pytest.param(custody(48, "2024-01-10"), "2023-11-01", False, "2028-01-10", id="four years"),
        pytest.param(custody(49, "2024-01-10"), "2023-11-01", False, "2031-01-10", id="more than four years"),
        pytest.param(Sentence("fine"), "2024-01-31", False, "2025-01-31", id="a fine"),
        pytest.param(Sentence("fine"), "2024-02-29", False, "2025-03-01", id="a fine on 29 February"),
        pytest.param(Sentence("fine"), "2024-01-31", True, "2024-07-31", id="a fine, under 18"),
        pytest.param(Sentence("community-order", ends_on=date(2025, 3, 31)), "2024-04-01", False, "2025-04-01", id="a community order"),
        pytest.param(Sentence("compensation-order", paid_on=date(2025, 3, 31)), "2024-04-01", False, "2025-04-01", id="compensation"),
        pytest.param(Sentence("absolute-discharge"), "2024-04-01", False, "2024-04-01", id="an absolute discharge"),
        pytest.param(Sentence("simple-caution"), "2024-04-01", False, "2024-04-01", id="a simple caution"),
        pytest.param(Sentence("conditional-caution"), "2024-04-01", False, "2024-07-01", id="a conditional caution"),
    ],
)
def test_the_period_ends_the_day_before_the_first_day_on_which_it_is_spent(
    sentence: Sentence, convicted: str, young: bool, first_day: str
) -> None:
    first = date.fromisoformat(first_day)
    on_it = one(sentence, first_day, convicted, young=young)
    assert (on_it.state, on_it.span) == (Spent.SPENT, (first, first))
    if first != date.fromisoformat(convicted):
        assert one(sentence, (first - DAY).isoformat(), convicted, young=young).state is Spent.UNSPENT


def test_what_held_on_the_day_of_the_question_counts_also_for_earlier_convictions() -> None:
    short = custody(6, "2013-05-10")
    assert one(short, "2014-03-09", "2013-02-10").span == (date(2020, 2, 10),) * 2  # seven years from conviction
    assert one(short, "2014-03-10", "2013-02-10").span == (date(2015, 5, 10),) * 2  # two years from the end of the sentence
    long = custody(10, "2022-01-10")
    assert one(long, "2023-10-27", "2021-02-10").state is Spent.UNSPENT  # four years
    assert one(long, "2023-10-28", "2021-02-10").state is Spent.SPENT  # one year
    order = Sentence("community-order", ends_on=date(2023, 3, 31))
    assert one(order, "2023-10-27", "2022-04-01").span == (date(2024, 3, 31),) * 2
    assert one(order, "2023-10-28", "2022-04-01").state is Spent.SPENT


def test_a_sentence_can_be_such_that_it_is_never_spent() -> None:
    assert one(custody(31, "2012-01-10"), "2014-03-09").span == (NEVER, NEVER)
    assert one(custody(49, "2014-01-10"), "2023-10-27").span == (NEVER, NEVER)
    assert one(custody(49, "2014-01-10"), "2023-10-28").state is Spent.SPENT
    assert one(custody(49, "2014-01-10"), "2099-01-01", listed=True).state is Spent.UNSPENT
    assert one(Sentence("custody-for-life"), "2099-01-01").state is Spent.UNSPENT
    open_ = one(custody(49, "2014-01-10"), "2023-10-28", listed=None)
    assert (open_.state, open_.missing) == (Spent.CANNOT_TELL, ("whether the offence is listed in Schedule 18 to the Sentencing Code",))


def test_what_was_spent_stays_spent() -> None:
    unpaid = Sentence("compensation-order")
    assert one(unpaid, "2013-01-01", "2008-01-01").state is Spent.SPENT  # five years from conviction, before 2014
    assert one(unpaid, "2020-01-01", "2008-01-01").state is Spent.SPENT  # though it was never paid
    assert one(unpaid, "2020-01-01", "2012-01-01").state is Spent.CANNOT_TELL


def test_a_discharge_ran_for_a_year_at_least_before_2014() -> None:
    order = Sentence("conditional-discharge", ends_on=date(2010, 8, 9))
    assert one(order, "2011-05-09").state is Spent.UNSPENT
    assert one(order, "2011-05-10").state is Spent.SPENT
    assert one(order, "2011-05-10", None).state is Spent.CANNOT_TELL


@pytest.mark.parametrize(
    ("sentence", "convicted", "young", "missing"),
    [
        (Sentence(None), "2020-01-10", False, "what the sentence was"),
        (custody(None, "2023-06-10"), "2023-05-01", False, "how long the sentence was"),
        (custody(6, None), "2023-01-01", False, "the day the sentence was completed"),
        (custody(6, "2024-01-10"), "2023-11-01", None, "whether the person was under 18 when convicted"),
        (Sentence("community-order"), "2023-11-01", False, "the last day of the order"),
        (Sentence("compensation-order"), "2023-11-01", False, "the day it was paid in full"),
        (Sentence("fine"), None, False, "the day of the conviction"),
    ],
)
def test_an_unknown_leaves_it_open_and_is_named(sentence: Sentence, convicted: str | None, young: bool | None, missing: str) -> None:
    found = one(sentence, "2024-08-01", convicted, young=young)
    assert (found.state, found.missing) == (Spent.CANNOT_TELL, (missing,))


def test_bounds_can_settle_what_single_facts_do_not() -> None:
    assert one(custody(6, None), "2024-10-31", "2023-11-01").state is Spent.UNSPENT  # a year has not even gone by since conviction
    assert one(Sentence("fine"), "2024-07-31", "2024-01-31", young=None).state is Spent.CANNOT_TELL
    assert one(Sentence("fine"), "2024-07-30", "2024-01-31", young=None).state is Spent.UNSPENT
    assert one(Sentence("fine"), "2025-01-31", "2024-01-31", young=None).state is Spent.SPENT


def test_no_period_is_kept_for_a_caution_before_december_2008() -> None:
    found = one(Sentence("simple-caution"), "2008-12-18", "2008-01-01")
    assert found.state is Spent.CANNOT_TELL
    assert found.missing == ("what held for 'simple-caution' on 2008-12-18: no period is kept for that day",)
    assert one(Sentence("simple-caution"), "2008-12-19", "2008-01-01").state is Spent.SPENT


def test_the_longest_of_several_sentences_counts() -> None:
    both = Conviction("c", date(2024, 1, 10), (Sentence("fine"), custody(13, "2024-06-10")), False, False)
    (found,) = rehabilitation.standings(LAW, [both], on=date(2026, 1, 1))
    assert found.span == (date(2028, 6, 10),) * 2
    none_said = Conviction("c", date(2024, 1, 10), (), False)
    assert rehabilitation.standings(LAW, [none_said], on=date(2026, 1, 1))[0].missing == ("what the sentence was",)


def pair(first: Conviction, second: Conviction, on: str) -> list[tuple[Spent, date]]:
    return [(each.state, each.span[1]) for each in rehabilitation.standings(LAW, [first, second], on=date.fromisoformat(on))]


def test_a_further_conviction_draws_the_period_out() -> None:
    first = Conviction("first", date(2024, 1, 10), (Sentence("fine"),), False, False, True)
    second = Conviction("second", date(2024, 12, 10), (custody(3, "2025-03-10"),), False, False, False)
    assert pair(first, second, "2025-06-01") == [(Spent.UNSPENT, date(2026, 3, 10))] * 2
    assert pair(second, first, "2025-06-01") == [(Spent.UNSPENT, date(2026, 3, 10))] * 2
    (drawn, _) = rehabilitation.standings(LAW, [first, second], on=date(2025, 6, 1))
    assert drawn.provisions[-1].id == "rehabilitation/further-conviction"
    assert drawn.remarks[-1].startswith("Somebody convicted again")
    summary, unsaid = replace(second, is_summary_only=True), replace(second, is_summary_only=None)
    assert pair(first, summary, "2025-06-01")[0] == (Spent.SPENT, date(2025, 1, 10))
    assert pair(first, unsaid, "2025-06-01")[0] == (Spent.CANNOT_TELL, date(2026, 3, 10))
    (maybe, _) = rehabilitation.standings(LAW, [first, unsaid], on=date(2025, 6, 1))
    assert maybe.missing == ("whether another conviction draws the period out",)
    undated = replace(second, on=None)
    assert pair(first, undated, "2025-06-01")[0][0] is Spent.CANNOT_TELL
    assert pair(replace(first, on=None), replace(undated, is_summary_only=True), "2025-06-01")[1][1] == date(2026, 3, 10)


def test_a_later_sentence_that_is_never_spent_keeps_the_earlier_one_alive() -> None:
    first = Conviction("first", date(2024, 1, 10), (Sentence("fine"),), False, False, False)
    life = Conviction("second", date(2024, 12, 10), (Sentence("custody-for-life"),), False, True, False)
    assert pair(first, life, "2090-01-01") == [(Spent.UNSPENT, NEVER)] * 2


def test_an_order_may_and_a_caution_does_not_draw_a_period_out() -> None:
    first = Conviction("first", date(2024, 1, 10), (Sentence("fine"),), False, False, False)
    banned = Conviction("second", date(2024, 12, 10), (Sentence("disqualification", ends_on=date(2026, 12, 9)),), False, False, False)
    assert pair(first, banned, "2025-06-01")[0] == (Spent.CANNOT_TELL, date(2026, 12, 10))
    caution = replace(banned, sentences=(Sentence("conditional-caution"),))
    assert pair(first, caution, "2025-06-01")[0] == (Spent.SPENT, date(2025, 1, 10))


def test_a_conviction_that_is_still_to_come_draws_nothing_out() -> None:
    first = Conviction("first", date(2024, 1, 10), (Sentence("fine"),), False, False, False)
    second = Conviction("second", date(2024, 12, 10), (custody(3, "2025-03-10"),), False, False, False)
    assert pair(first, second, "2024-12-09") == [(Spent.UNSPENT, date(2025, 1, 10)), (Spent.UNSPENT, NEVER)]


def test_an_unknown_kind_is_refused_with_those_that_are_held() -> None:
    with pytest.raises(UnknownSentence, match="no period is held for 'birching'; known: absolute-discharge, .*fine"):
        one(Sentence("birching"), "2024-01-01")


def test_whether_it_is_spent_is_no_truth_value() -> None:
    with pytest.raises(TypeError, match=r"compare with Spent\.SPENT"):
        bool(Spent.SPENT)


def test_the_bands_of_custody_leave_no_gap_on_any_day() -> None:
    for on in (date(2006, 4, 6), date(2014, 3, 9), date(2014, 3, 10), date(2023, 10, 27), date(2023, 10, 28)):
        for months in range(1, 80):
            for months_and_a_bit in (Decimal(months), Decimal(months) + Decimal("0.5")):
                found = one(Sentence("custody", months_and_a_bit, date(2006, 1, 10)), on.isoformat(), "2005-01-10")
                held = [rule for rule in found.provisions if rule.holds_on(on)] if found.state is not Spent.SPENT else found.provisions
                assert len(held) == 1, (on, months_and_a_bit)


days = st.dates(date(2000, 1, 1), date(2035, 12, 31))


@st.composite
def convictions(draw: st.DrawFn) -> Conviction:
    """A conviction of one sentence, which ends no sooner than it is passed."""
    convicted = draw(st.dates(date(2010, 1, 1), date(2030, 1, 1)))
    ends = [convicted + timedelta(days=draw(st.integers(0, 7300))) for _ in range(3)]
    sentence = Sentence(draw(st.sampled_from([*rehabilitation.kinds(LAW)])), Decimal(draw(st.integers(1, 80))), *ends)
    return Conviction(str(draw(st.uuids())), convicted, (sentence,), draw(st.booleans()), draw(st.booleans()), draw(st.booleans()))


BLANKS = ("on", "is_under_18", "is_listed", "is_summary_only")
SENTENCE_BLANKS = ("kind", "months", "completed_on", "ends_on", "paid_on")


@given(st.lists(convictions(), min_size=1, max_size=3), days, st.lists(st.sampled_from(BLANKS + SENTENCE_BLANKS)))
def test_leaving_facts_out_never_turns_one_certain_answer_into_the_other(whole: list[Conviction], on: date, blank: list[str]) -> None:
    def left(each: Conviction) -> Conviction:
        part = replace(each.sentences[0], **{name: None for name in blank if name in SENTENCE_BLANKS})
        return replace(each, sentences=(part,), **{name: None for name in blank if name in BLANKS})

    full = {each.conviction: each.state for each in rehabilitation.standings(LAW, whole, on=on)}
    partial = {each.conviction: each.state for each in rehabilitation.standings(LAW, [left(each) for each in whole], on=on)}
    for name, state in partial.items():
        assert state in (Spent.CANNOT_TELL, full[name])


@given(convictions(), days, st.integers(0, 4000))
def test_one_conviction_that_is_spent_stays_so(conviction: Conviction, on: date, more: int) -> None:
    (first,) = rehabilitation.standings(LAW, [conviction], on=on)
    (later,) = rehabilitation.standings(LAW, [conviction], on=on + timedelta(days=more))
    assert first.state is not Spent.SPENT or later.state is Spent.SPENT


def test_a_law_without_any_period_leaves_it_open() -> None:
    bare = Law({name: rules for name, rules in LAW.rules.items() if name == "rehabilitation/further-conviction"})
    assert rehabilitation.kinds(bare) == ()
