"""Named deadlines: their days on both sides, service, what a notice may print, and saying what is not settled."""

import csv
import re
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fanlight.facts.files import Refused
from fanlight.licensing import deadlines
from fanlight.licensing.deadlines import DatesInvalid, Delivery, OutOfTime, check_done, check_stated, reckon
from fanlight.licensing.law import Law, NotKnown, read_law
from fanlight.licensing.periods import Counting

ONE = timedelta(days=1)
COUNCILS = Path(__file__).resolve().parents[3] / "councils"
# Schedule 5 and the sections beside it: name, the day it runs from, its first and its last day.
SCHEDULE = [
    ("consultation-on-proposal", date(2026, 6, 1), date(2026, 6, 15), None),
    ("consultation-on-modifications", date(2026, 6, 1), date(2026, 6, 8), None),
    ("consultation-on-variation", date(2026, 6, 1), date(2026, 6, 15), None),
    ("licence-decision-served", date(2026, 6, 1), date(2026, 6, 1), date(2026, 6, 7)),
    ("variation-decision-served", date(2026, 6, 1), date(2026, 6, 1), date(2026, 6, 7)),
    ("licence-appeal", date(2026, 6, 1), date(2026, 6, 1), date(2026, 6, 28)),
    ("variation-appeal", date(2026, 6, 1), date(2026, 6, 1), date(2026, 6, 28)),
    ("temporary-exemption", date(2017, 6, 27), date(2017, 6, 27), date(2017, 9, 26)),
    ("second-temporary-exemption", date(2017, 9, 26), date(2017, 9, 27), date(2017, 12, 26)),
    ("temporary-exemption-appeal", date(2026, 6, 1), date(2026, 6, 1), date(2026, 6, 28)),
    ("declaration-served", date(2026, 6, 1), date(2026, 6, 1), date(2026, 6, 7)),
    ("declaration-in-force", date(2026, 6, 1), date(2026, 6, 29), None),
    ("interim-order-term", date(2026, 6, 1), date(2026, 6, 1), date(2027, 5, 31)),
    ("interim-order-term-on-revocation", date(2026, 6, 1), date(2026, 6, 2), date(2027, 6, 1)),
    ("final-order-term", date(2024, 2, 29), date(2024, 2, 29), date(2029, 2, 28)),
    ("penalty-notice-of-intent", date(2026, 6, 1), date(2026, 6, 1), date(2026, 11, 30)),
    ("penalty-representations", date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 29)),
    ("repayment-application", date(2023, 5, 4), date(2022, 5, 5), date(2023, 5, 4)),
    ("overcrowding-notice-warning", date(2026, 6, 8), None, date(2026, 6, 1)),
    ("designation-in-force", date(2026, 6, 1), date(2026, 9, 1), None),
    ("birmingham/gas-record", date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 8)),
]


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(("name", "start", "first", "last"), SCHEDULE, ids=[row[0] for row in SCHEDULE])
def test_a_deadline_of_the_law(name: str, start: date, first: date | None, last: date | None) -> None:
    answer = reckon(name, start=start)
    assert (answer.reckoning.first, answer.reckoning.last) == (first, last)
    assert answer.working and answer.cited.endswith("]")


@pytest.mark.parametrize(("on", "months"), [(date(2026, 4, 30), 12), (date(2026, 5, 1), 24)])
def test_the_time_to_apply_for_repayment_on_both_sides_of_its_change(on: date, months: int) -> None:
    answer = reckon("repayment-application", start=on)
    assert answer.deadline.period.amount == months
    assert answer.doubts, "neither text was read, so the answer may not look certain"


@pytest.mark.parametrize(("on", "law"), [(date(2020, 6, 30), "SI 2006/372"), (date(2020, 7, 1), "SI 2020/312")])
def test_the_electrical_inspection_on_both_sides_of_its_change(on: date, law: str) -> None:
    assert law in reckon("electrical-inspection", start=on).cited


@pytest.mark.parametrize(
    ("name", "before"),
    [("penalty-payment", date(2017, 4, 5)), ("room-size-remedy", date(2018, 9, 30)), ("designation-consultation", date(2024, 12, 22))],
)
def test_no_deadline_is_made_up_before_its_law(name: str, before: date) -> None:
    with pytest.raises(NotKnown, match="is not held for"):
        reckon(name, start=before)
    assert name not in deadlines.names(before)
    assert reckon(name, start=before + ONE)
    assert name in deadlines.names(before + ONE)


def test_an_unknown_name_is_refused_with_the_nearest() -> None:
    with pytest.raises(NotKnown, match="did you mean 'licence-appeal'"):
        reckon("licence-apeal", start=date(2026, 6, 1))


def test_a_text_that_was_read_leaves_no_doubt_and_one_that_was_not_does() -> None:
    assert reckon("licence-decision-served", start=date(2026, 6, 1)).doubts == ()
    (seen, *_) = reckon("consultation-on-proposal", start=date(2026, 6, 1)).doubts
    assert "Read the text" in seen


def test_every_deadline_not_read_says_so() -> None:
    law = deadlines.all_periods()
    for name, rules in law.rules.items():
        for rule in rules:
            doubts = reckon(name, start=rule.from_).doubts
            assert rule.certainty == "A" or any("Read the text" in doubt for doubt in doubts), name


# --- Service -------------------------------------------------------------------------------------------------------------------


def test_a_notice_given_by_hand_is_served_that_day() -> None:
    answer = reckon("consultation-on-proposal", start=date(2026, 6, 1), served=Delivery.HAND)
    assert answer.counted_from == date(2026, 6, 1) and answer.reckoning.first == date(2026, 6, 15)
    assert not any("presumed" in doubt for doubt in answer.doubts)


@pytest.mark.parametrize(("how", "day"), [(Delivery.POST, date(2026, 12, 29)), (Delivery.SECOND_CLASS, date(2026, 12, 31))])
def test_a_posted_notice_is_served_on_a_later_working_day_and_only_presumed(how: Delivery, day: date) -> None:
    answer = reckon("consultation-on-proposal", start=date(2026, 12, 23), served=how)
    assert answer.counted_from == day and answer.reckoning.first == day + 14 * ONE
    assert any("presumed" in doubt for doubt in answer.doubts)
    assert not any("estimated" in doubt for doubt in answer.doubts)


def test_post_beyond_the_published_bank_holidays_is_estimated() -> None:
    answer = reckon("consultation-on-proposal", start=date(2030, 12, 23), served=Delivery.POST)
    assert any("estimated" in doubt for doubt in answer.doubts)


def test_a_way_of_service_is_refused_where_nothing_runs_from_service() -> None:
    with pytest.raises(OutOfTime, match="leave the way of service out"):
        reckon("licence-appeal", start=date(2026, 6, 1), served=Delivery.POST)


# --- The tribunal ----------------------------------------------------------------------------------------------------------------


def test_an_appeal_that_ends_on_a_weekend_is_not_moved_but_said() -> None:
    answer = reckon("licence-appeal", start=date(2026, 11, 1))
    assert answer.reckoning.last == date(2026, 11, 28)
    assert any("30 November 2026" in doubt and "not settled (SI 2013/1169" in doubt for doubt in answer.doubts)
    assert not any("working day" in doubt for doubt in reckon("licence-appeal", start=date(2026, 11, 3)).doubts)


def test_before_the_tribunal_s_rules_no_rule_of_them_is_named() -> None:
    (told,) = [doubt for doubt in reckon("licence-appeal", start=date(2012, 12, 2)).doubts if "working day" in doubt]
    assert "SI 2013/1169" not in told


def test_the_bank_holidays_behind_a_weekend_remark_may_be_estimated() -> None:
    assert any("estimated" in doubt for doubt in reckon("licence-appeal", start=date(2035, 11, 4)).doubts)


# --- What was done, and what a notice prints ---------------------------------------------------------------------------------------


def test_seven_days_beginning_with_monday_end_on_sunday() -> None:
    monday = date(2026, 6, 1)
    assert check_done("licence-decision-served", start=monday, done=date(2026, 6, 7))
    with pytest.raises(OutOfTime, match="8 June 2026 is 1 day too late"):
        check_done("licence-decision-served", start=monday, done=date(2026, 6, 8))
    with pytest.raises(OutOfTime, match="31 May 2026 is 1 day too early"):
        check_done("licence-decision-served", start=monday, done=date(2026, 5, 31))


def test_too_little_warning_is_out_of_time() -> None:
    assert check_done("overcrowding-notice-warning", start=date(2026, 6, 8), done=date(2026, 6, 1))
    with pytest.raises(OutOfTime, match="2 June 2026 is 1 day too late"):
        check_done("overcrowding-notice-warning", start=date(2026, 6, 8), done=date(2026, 6, 2))


@pytest.mark.parametrize(
    ("name", "start", "right", "wrong", "says"),
    [
        ("consultation-on-proposal", date(2026, 6, 1), date(2026, 6, 15), date(2026, 6, 14), "1 day too early; 15 June 2026 is the first"),
        ("consultation-on-modifications", date(2026, 6, 1), date(2026, 6, 8), date(2026, 6, 6), "2 days too early"),
        ("consultation-on-proposal", date(2026, 6, 1), date(2026, 7, 15), date(2026, 6, 1), "14 days too early"),
        ("declaration-in-force", date(2026, 6, 1), date(2026, 6, 29), date(2026, 6, 28), "1 day too early"),
        ("temporary-exemption", date(2017, 6, 27), date(2017, 9, 26), date(2017, 9, 27), "1 day too late; 26 September 2017 is the day"),
        ("temporary-exemption", date(2017, 7, 3), date(2017, 10, 2), date(2017, 10, 1), "1 day too early; 2 October 2017 is the day"),
        ("licence-appeal", date(2026, 6, 1), date(2026, 6, 28), date(2026, 6, 29), "1 day too late"),
        ("interim-order-term", date(2026, 6, 1), date(2026, 12, 1), date(2027, 6, 1), "1 day too late"),
    ],
)
def test_a_notice_with_a_wrong_day_is_refused(name: str, start: date, right: date, wrong: date, says: str) -> None:
    assert check_stated(name, start=start, stated=right)
    with pytest.raises(DatesInvalid, match=says):
        check_stated(name, start=start, stated=wrong)


def test_a_posted_notice_needs_a_later_day() -> None:
    with pytest.raises(DatesInvalid):
        check_stated("consultation-on-proposal", start=date(2026, 6, 1), stated=date(2026, 6, 15), served=Delivery.POST)
    assert check_stated("consultation-on-proposal", start=date(2026, 6, 1), stated=date(2026, 6, 17), served=Delivery.POST)


def test_no_notice_states_what_the_council_owes_itself() -> None:
    with pytest.raises(DatesInvalid, match="no notice states"):
        check_stated("licence-decision-served", start=date(2026, 6, 1), stated=date(2026, 6, 7))


@settings(deadline=None, derandomize=True)
@given(
    st.sampled_from([name for name, *_ in SCHEDULE]),
    st.dates(min_value=date(2018, 11, 1), max_value=date(2080, 1, 1)),
    st.integers(-99, 99),
)
def test_what_was_done_is_in_time_exactly_within_the_period(name: str, start: date, away: int) -> None:
    held = reckon(name, start=start).reckoning
    done = start + away * ONE
    if held.holds(done):
        assert check_done(name, start=start, done=done)
    else:
        with pytest.raises(OutOfTime, match="day"):
            check_done(name, start=start, done=done)


# --- Councils --------------------------------------------------------------------------------------------------------------------


def test_hours_of_a_council_s_standard_take_a_moment() -> None:
    answer = reckon("wyre-forest/alarm-repair", start=moment("2018-06-01T09:30"))
    assert answer.reckoning.until == moment("2018-06-01T17:30")


@pytest.mark.parametrize(("on", "edition"), [(date(2018, 3, 31), "2013"), (date(2018, 4, 1), "2018")])
def test_a_council_s_period_follows_its_edition(on: date, edition: str) -> None:
    assert f"Wyre Forest {edition}" in reckon("wyre-forest/alarm-repair", start=on).cited


def test_a_council_s_within_28_days_is_a_day_longer_than_the_act_and_says_so() -> None:
    start = date(2026, 6, 1)
    council, act = reckon("birmingham/exemption-appeal", start=start), reckon("temporary-exemption-appeal", start=start)
    assert council.reckoning.last is not None and act.reckoning.last is not None
    assert council.reckoning.last - act.reckoning.last == ONE
    assert any("The Act counts the day of the decision" in doubt for doubt in council.doubts)


@pytest.mark.parametrize(
    ("prefix", "edition"),
    [
        ("birmingham", "birmingham/editions/2018-11"),
        ("sheffield", "sheffield/editions/2009-10"),
        ("wyre-forest-2013", "wyre-forest/editions/2013-04"),
        ("wyre-forest-2018", "wyre-forest/editions/2018-04"),
    ],
)
def test_every_period_of_a_council_names_a_row_of_its_inventory(prefix: str, edition: str) -> None:
    rows = csv.DictReader((COUNCILS / edition / "inventory.csv").read_text(encoding="utf-8").splitlines())
    known = {row["row"] for row in rows}
    held = [rule for name, rules in deadlines.councils().rules.items() for rule in rules if name.startswith(deadlines.PREFIX)]
    cited = {match for rule in held for match in re.findall(rf"\({prefix}:([^()]+)\)", rule.citation)}
    assert cited and cited <= known


def test_a_way_of_counting_is_never_guessed() -> None:
    assert {deadlines.find(name, date(2026, 6, 1)).period.counting for name in deadlines.names(date(2026, 6, 1))} == set(Counting)


# --- Data that is refused ----------------------------------------------------------------------------------------------------------

HEAD = "rules:\n  - {rule: deadline/x, says: One., from: 2006-04-06, citation: An Act, certainty: A, "
GOOD = "counts: after, from: a day, who: council, does: act"


def law_of(folder: Path, entry: str) -> Law:
    (folder / "law" / "act" / "rules").mkdir(parents=True)
    (folder / "law" / "act" / "rules" / "x.yaml").write_text(f"{HEAD}{entry}}}\n", encoding="utf-8")
    return deadlines.whole(read_law(folder / "law"))


def test_a_law_of_one_s_own_is_read(tmp_path: Path) -> None:
    law = law_of(tmp_path, f"value: 2 week, values: {{{GOOD}}}")
    assert deadlines.names(date(2026, 6, 1), law) == ["x"]
    assert reckon("x", start=date(2026, 6, 1), law=law).reckoning.last == date(2026, 6, 15)


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        (f"value: 7 day, values: {{{GOOD}, when: soon}}", "'when' has no meaning in a deadline"),
        ("value: 7 day, values: {counts: after, from: a day, who: council}", "needs 'does:'"),
        (f"values: {{{GOOD}}}", "no period that can be counted"),
        (f"value: 7, values: {{{GOOD}}}", "no period that can be counted"),
        (f"value: 30 min, values: {{{GOOD}}}", "no whole number of hours"),
        ("value: 7 day, values: {counts: round about, from: a day, who: council, does: act}", "no period that can be counted"),
        (f"value: 7 day, values: {{{GOOD}, stated: perhaps}}", "is stated 'perhaps'; write exactly"),
    ],
)
def test_a_deadline_that_cannot_be_counted_is_refused(tmp_path: Path, entry: str, says: str) -> None:
    with pytest.raises(Refused, match=re.escape(says)) as refusal:
        law_of(tmp_path, entry)
    assert refusal.value.problems[0].line == 2
