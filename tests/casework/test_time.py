"""Time takes its own steps, each on the day the law says and once, and a case that fails stops no other."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from fanlight.casework import acting, entered, needs
from fanlight.casework.actions import cases, time
from fanlight.casework.actions.cases import Taking
from fanlight.casework.models import Case, Deadline, Event, Exemption, Licence, LicenceVersion, StepTaken
from fanlight.licensing import deadlines
from fanlight.licensing.procedure import Role, Standing, table
from tests.casework.conftest import NOW, staff

DAY = timedelta(days=1)
TODAY = NOW.date()


def at(day, hour=3):
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def passed(day):
    return [(each.case.reference, each.step) for each in time.let_pass(at(day))]


def take(case, name, by, *, on=TODAY, **standings):
    met = {need: Standing.MET for need in table(case.table, on).step(name).needs} | {
        need.replace("_", "-"): standing for need, standing in standings.items()
    }
    return cases.take_step(case, Taking(name, by, at(on, 10), reasons="Because.", needs=met)).step


@pytest.fixture
def licence(house, officer, manager):
    """A licence granted today for five years less a day, from the tenth day on."""
    application = cases.open_case("application", house=house, by=officer, at=NOW)
    own = cases.open_case("licence", house=house, by=officer, at=NOW, parent=application)
    made = Licence.objects.create(council=house.council, house=house, number=own.reference, case=own, application=application)
    step = StepTaken.objects.create(
        case=application, number=1, name="grant", from_state="grant proposed", state="granted", role="team manager", at=NOW, on=TODAY
    )
    version(made, step, 1, TODAY + 10 * DAY, date(2031, 3, 11))
    return made


def version(licence, step, number, begins, ends):
    made = LicenceVersion.objects.create(
        licence=licence,
        number=number,
        step=step,
        from_on=begins,
        until_on=ends,
        holder="Ada",
        persons=5,
        households=5,
        content="{}",
        at=NOW,
    )
    if number == 1:
        entered.let_count(made)
    return made


def state(case):
    case.refresh_from_db()
    return case.state


def test_a_licence_comes_into_force_on_its_first_day_and_not_before(licence):
    assert passed(TODAY + 9 * DAY) == []
    assert passed(TODAY + 10 * DAY) == [("LIC-2026-00001", "come-into-force")]
    assert state(licence.case) == "in force"


def test_a_licence_ends_the_day_after_its_last(licence):
    passed(TODAY + 10 * DAY)
    assert passed(date(2031, 3, 11)) == []
    assert passed(date(2031, 3, 12)) == [("LIC-2026-00001", "expire")]
    assert state(licence.case) == "ended"
    step = StepTaken.objects.get(case=licence.case, name="expire")
    assert (step.role, step.by, step.reasons) == (Role.COUNCIL, None, "The last day of the term was 11 March 2031.")


def test_a_later_version_of_a_licence_counts_once_it_has_taken_effect(licence, officer):
    passed(TODAY + 10 * DAY)
    later = version(licence, licence.versions.get().step, 2, TODAY + 10 * DAY, date(2028, 3, 11))
    assert passed(date(2028, 3, 12)) == []
    entered.let_count(later)
    assert passed(date(2028, 3, 12)) == [("LIC-2026-00001", "expire")]


def test_doing_it_again_takes_nothing_twice(licence):
    passed(TODAY + 10 * DAY)
    before = Event.objects.count()
    assert passed(TODAY + 10 * DAY) == passed(TODAY + 11 * DAY) == []
    assert Event.objects.count() == before


def test_a_licence_forgotten_for_years_comes_into_force_and_ends_in_one_go(licence):
    assert passed(date(2032, 1, 1)) == [("LIC-2026-00001", "come-into-force"), ("LIC-2026-00001", "expire")]


def test_a_licence_of_which_nothing_is_known_stays(house, officer):
    cases.open_case("licence", house=house, by=officer, at=NOW)
    assert passed(date(2040, 1, 1)) == []


def test_a_holder_who_died_ended_the_licence_before_its_term_did(licence, officer):
    passed(TODAY + 10 * DAY)
    cases.record_need(licence.case, "holder-died", Standing.MET, reasons="Certificate seen.", by=officer, at=at(TODAY + 11 * DAY))
    assert passed(date(2031, 4, 1)) == [("LIC-2026-00001", "end-by-death")]


def decided(licence, kind, manager, officer):
    """A variation or revocation proposed and decided today."""
    case = cases.open_case(kind, house=licence.house, by=officer, at=NOW, parent=licence.case)
    take(case, "propose", officer)
    step = take(case, {"variation": "vary", "revocation": "revoke"}[kind], manager)
    return case, step


@pytest.mark.parametrize("kind", ["variation", "revocation"])
def test_a_decision_takes_effect_when_the_time_for_an_appeal_is_over(licence, manager, officer, kind):
    case, step = decided(licence, kind, manager, officer)
    last_on = deadlines.reckon("variation-appeal", start=step.on).reckoning.last
    assert (case.reference, "take-effect") not in passed(last_on)
    assert (case.reference, "take-effect") in passed(last_on + DAY)


def test_a_later_day_that_the_notice_prints_counts(licence, manager, officer):
    case, step = decided(licence, "variation", manager, officer)
    last_on = deadlines.reckon("variation-appeal", start=step.on).reckoning.last
    step.notices.create(
        case=case, kind="notice of the decision", title="t", pdf=b"", digest="", delivery="post", served_on=TODAY,
        last_on=last_on + 3 * DAY, at=NOW,
    )  # fmt: skip
    assert (case.reference, "take-effect") not in passed(last_on + 3 * DAY)
    assert (case.reference, "take-effect") in passed(last_on + 4 * DAY)


def test_a_revocation_in_effect_ends_the_licence_in_the_same_run(licence, manager, officer):
    passed(TODAY + 10 * DAY)
    case, _ = decided(licence, "revocation", manager, officer)
    assert passed(TODAY + 60 * DAY) == [(case.reference, "take-effect"), ("LIC-2026-00001", "end-by-revocation")]
    assert state(licence.case) == "ended"


def appeal_against(case, step, officer):
    made = cases.open_case("appeal", house=case.house, by=officer, at=NOW, parent=case)
    Case.objects.filter(pk=made.pk).update(decision=step)
    made.refresh_from_db()
    return made


LONG_AFTER = TODAY + 200 * DAY


@pytest.fixture
def appealed(licence, manager, officer, applicant):
    """A variation under appeal."""
    case, step = decided(licence, "variation", manager, officer)
    appeal = appeal_against(case, step, officer)
    take(appeal, "appeal", acting.Actor(None, frozenset({Role.APPLICANT})), on=TODAY + 5 * DAY)
    return case, appeal


TRIBUNAL = acting.Actor(None, frozenset({Role.TRIBUNAL}))


def test_an_appeal_before_the_tribunal_keeps_the_decision_back(appealed):
    case, _ = appealed
    assert case.reference not in dict(passed(LONG_AFTER))
    assert needs.standings(case, LONG_AFTER)["appeal-time-over"].standing is Standing.NOT_MET


def test_an_appeal_withdrawn_leaves_the_decision_to_its_time(appealed):
    case, appeal = appealed
    take(appeal, "withdraw", acting.Actor(None, frozenset({Role.APPLICANT})), on=TODAY + 7 * DAY)
    assert case.reference not in dict(passed(TODAY + 8 * DAY))
    assert dict(passed(LONG_AFTER))[case.reference] == "take-effect"


def test_after_a_tribunals_decision_an_officer_says_whether_the_decision_stands(appealed, officer):
    case, appeal = appealed
    before = at(TODAY + 6 * DAY)
    cases.record_need(case, "appeal-time-over", Standing.MET, reasons="Said too early.", by=officer, at=before)
    take(appeal, "decide", TRIBUNAL, on=TODAY + 90 * DAY)
    assert case.reference not in dict(passed(LONG_AFTER))
    assert needs.standings(case, LONG_AFTER)["appeal-time-over"].standing is Standing.OPEN
    cases.record_need(case, "appeal-time-over", Standing.NOT_MET, reasons="Reversed.", by=officer, at=at(TODAY + 91 * DAY))
    assert case.reference not in dict(passed(LONG_AFTER))
    cases.record_need(case, "appeal-time-over", Standing.MET, reasons="Confirmed.", by=officer, at=at(TODAY + 92 * DAY))
    assert dict(passed(LONG_AFTER))[case.reference] == "take-effect"


def test_a_variation_the_holder_agreed_to_takes_effect_at_once(licence, manager, officer):
    case, _ = decided(licence, "variation", manager, officer)
    cases.record_need(case, "appeal-time-over", Standing.DOES_NOT_APPLY, reasons="The holder agreed in writing.", by=officer, at=NOW)
    assert dict(passed(TODAY + DAY))[case.reference] == "take-effect"


def test_a_decision_whose_time_for_an_appeal_nobody_knows_waits_for_an_officer(licence, manager, officer):
    case = cases.open_case("revocation", house=licence.house, by=officer, at=NOW, parent=licence.case)
    take(case, "revoke-for-banning-order", manager)
    assert not Deadline.objects.filter(case=case).exists()
    assert case.reference not in dict(passed(LONG_AFTER))
    cases.record_need(case, "appeal-time-over", Standing.MET, reasons="The notice's own day is past.", by=officer, at=at(TODAY + 30 * DAY))
    assert dict(passed(LONG_AFTER))[case.reference] == "take-effect"


def test_the_time_for_an_appeal_that_nobody_made_passes(licence, manager, officer):
    case, step = decided(licence, "variation", manager, officer)
    appeal = appeal_against(case, step, officer)
    last_on = deadlines.reckon("variation-appeal", start=step.on).reckoning.last
    assert appeal.reference not in dict(passed(last_on))
    assert dict(passed(last_on + DAY))[appeal.reference] == "let-time-pass"
    assert state(appeal) == "time over"


def exemption(house, officer, manager, steps):
    case = cases.open_case("temporary-exemption", house=house, by=officer, at=NOW)
    holder = acting.Actor(None, frozenset({Role.APPLICANT}))
    for name in steps:
        take(case, name, manager if name.startswith(("serve", "refuse")) else holder)
    return case


@pytest.mark.parametrize(
    "steps", [["notify", "serve"], ["notify", "serve", "ask-again"], ["notify", "serve", "ask-again", "refuse-second"]]
)
def test_an_exemption_ends_after_three_months_and_a_second_one_not_given_changes_nothing(house, officer, manager, steps):
    case = exemption(house, officer, manager, steps)
    last_on = deadlines.reckon("temporary-exemption", start=TODAY).reckoning.last
    assert passed(last_on) == []
    assert passed(last_on + DAY) == [(case.reference, "end")]


def test_the_exemption_as_it_was_served_counts_before_the_period_kept(house, officer, manager):
    case = exemption(house, officer, manager, ["notify", "serve", "ask-again", "serve-second"])
    steps = {step.name: step for step in case.steps_taken.all()}
    Exemption.objects.create(case=case, step=steps["serve"], from_on=TODAY, until_on=date(2026, 6, 1), steps_to_be_taken="")
    Exemption.objects.create(
        case=case, step=steps["serve-second"], from_on=date(2026, 6, 1), until_on=date(2026, 9, 1), steps_to_be_taken=""
    )
    assert passed(date(2026, 9, 1)) == []
    assert passed(date(2026, 9, 2)) == [(case.reference, "end")]


def test_a_case_that_fails_is_told_and_stops_no_other(licence, house, officer, monkeypatch):
    other = exemption(house, officer, staff("Mo Manager", Role.TEAM_MANAGER, council=house.council), ["notify", "serve"])
    real = cases.take_step

    def broken(case, taking):
        if case.pk == licence.case_id:
            real(case, taking)
            raise ZeroDivisionError("broken")
        return real(case, taking)

    monkeypatch.setattr(time.steps, "take", broken)
    found = list(time.let_pass(at(date(2026, 12, 1))))
    assert [(each.case.reference, each.step, type(each.fault)) for each in found] == [
        ("LIC-2026-00001", "come-into-force", ZeroDivisionError),
        (other.reference, "end", type(None)),
    ]


def test_a_failed_step_leaves_its_case_as_it_was(licence, monkeypatch):
    monkeypatch.setattr(cases.recording, "write", _fails)
    (found,) = time.let_pass(at(TODAY + 10 * DAY))
    assert isinstance(found.fault, RuntimeError)
    assert state(licence.case) == "granted"
    assert not StepTaken.objects.filter(case=licence.case).exists()


def _fails(*args, **kwargs):
    raise RuntimeError("the disk is full")


def test_time_takes_no_step_before_the_last_one(licence):
    Case.objects.filter(pk=licence.case_id).update(moved_at=at(TODAY + 20 * DAY))
    (found,) = time.let_pass(at(TODAY + 15 * DAY))
    assert isinstance(found.fault, time.TooEarly)


def test_the_command_prints_what_it_took_and_its_status_tells_of_faults(licence, capsys, monkeypatch):
    call_command("each_day", on=TODAY + 9 * DAY)
    assert capsys.readouterr().out == ""
    call_command("each_day", on=TODAY + 10 * DAY)
    expected = "exampleton LIC-2026-00001: come-into-force. The first day of the licence is 12 March 2026.\n"
    assert capsys.readouterr().out == expected
    monkeypatch.setattr(cases.recording, "write", _fails)
    with pytest.raises(CommandError, match="1 case could not be moved"):
        call_command("each_day", on=date(2031, 3, 12))
    assert "expire was not taken: RuntimeError: the disk is full" in capsys.readouterr().err


def test_the_command_knows_no_tomorrow_outside_the_demo(db, settings):
    settings.IS_DEMO = False
    with pytest.raises(CommandError, match="has not come yet"):
        call_command("each_day", on=timezone.localdate() + DAY)
