"""Reports of houses, and who sent them, are erased by their periods; a hold on a case keeps those linked to it."""

import json
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction

from fanlight.casework.acting import Office
from fanlight.casework.actions import erasing_reports, house_reports, retention
from fanlight.casework.actions import house_report_work as work
from fanlight.casework.actions.house_report_work import Doing, ReportMoved
from fanlight.casework.models import (
    MARK,
    Case,
    Event,
    HouseReport,
    HouseReportEntry,
    HouseReportPhotograph,
    Message,
    Reporter,
)
from fanlight.casework.queries import house_reports as report_queries
from fanlight.casework.queries import kept, retention_reports
from fanlight.gateways.storage import Storage
from fanlight.licensing.retention import KEPT, REPORTER_MOST, Kind
from tests.casework.conftest import NOW, move, staff
from tests.casework.files_given import png
from tests.casework.test_erasing import erased, keep, prove, whole
from tests.casework.test_house_reports import sent

ON = NOW.date()
CLOSED = NOW + timedelta(days=10)
LATER = CLOSED + timedelta(days=731)


@pytest.fixture
def admin(council):
    return staff("Ari Admin", Office.ADMINISTRATOR, council=council)


@pytest.fixture(autouse=True)
def uploads_of_their_own(settings, tmp_path):
    settings.UPLOADS = tmp_path / "uploads"


def reported(council, form="a", at=NOW):
    place = {"address": "Nan's, 14 Sample St.", "postcode": "ZZ99 1AA", "uprn": ""}
    more = {"name": "Nan Neighbour", "reached_by": "nan@example.org", "picture": ("nan.png", png())}
    return sent(council, form, at, words="Nan lives next door.", place=place, **more).report


def closed(report, officer, at=CLOSED):
    work.close(report, "not-found", Doing(words="Nan was asked.", told="We asked, Nan."), by=officer, at=at)
    return HouseReport.objects.select_related("council").get(pk=report.pk)


def linked(report, case, officer):
    work.match(report, case.house, Doing(), by=officer, at=NOW)
    work.link(report, case, Doing(told="It is in hand."), by=officer, at=NOW)
    work.close(report, "in-a-case", Doing(words="Known."), by=officer, at=CLOSED)
    return HouseReport.objects.select_related("council").get(pk=report.pk)


def kinds(found):
    return [each.kind for each in found]


def test_without_a_choice_a_reporter_goes_ninety_days_after_closing_and_a_year_after_sending_at_the_latest(council, officer):
    first = sent(council, "a", reached_by="nan@example.org").report
    second = closed(sent(council, "b", reached_by="0790").report, officer, NOW)
    assert [retention_reports.reporter_due(each) - ON for each in (first, second)] == [REPORTER_MOST, timedelta(90)]
    assert erased(NOW + timedelta(89)) == []
    (done,) = erased(NOW + timedelta(90))
    assert (done.report, done.kind, done.rows, done.named) == (second, Kind.REPORTERS, {"reporter": 1}, f"report {second.pk}")
    assert erased(NOW + timedelta(364)) == []
    assert [each.report for each in erased(NOW + timedelta(365))] == [first]
    assert not Reporter.objects.exists()
    about = json.loads(Event.objects.filter(kind="personal data erased").first().about)
    assert (about["report"], about["months"], about["ground"]) == (second.pk, None, KEPT[Kind.REPORTERS].otherwise)
    assert HouseReport.objects.count() == 2 and prove()


def test_a_report_closed_late_keeps_its_reporter_no_longer_than_a_year(council, officer):
    report = closed(sent(council, reached_by="nan@example.org").report, officer, NOW + timedelta(300))
    assert retention_reports.reporter_due(report) == ON + REPORTER_MOST
    (due,) = retention_reports.due(council, ON + REPORTER_MOST)
    assert due.since == ON


def test_a_shorter_period_counts_for_every_reporter_and_a_longer_one_for_those_who_were_told_it(council, officer, admin):
    before = closed(sent(council, "a", reached_by="nan@example.org").report, officer, CLOSED)
    keep(council, admin, Kind.REPORTERS, 6, at=NOW + timedelta(1))
    after = closed(sent(council, "b", NOW + timedelta(2), reached_by="0790").report, officer, CLOSED)
    assert retention_reports.once_closed(council) == 6
    assert [retention_reports.reporter_due(each) for each in (before, after)] == [CLOSED.date() + timedelta(90), date(2026, 9, 12)]
    keep(council, admin, Kind.REPORTERS, 1, at=NOW + timedelta(3))
    assert {retention_reports.reporter_due(each) for each in (before, after)} == {date(2026, 4, 12)}
    retention.choose(council, Kind.REPORTERS, None, ground="Review.", by=admin, at=NOW + timedelta(4))
    assert retention_reports.once_closed(council) is None
    assert retention_reports.reporter_due(after) == CLOSED.date() + timedelta(90)


@pytest.mark.parametrize("months", [0, 13])
def test_reporters_are_kept_within_bounds(council, admin, months):
    with pytest.raises(ValueError, match="months are"):
        keep(council, admin, Kind.REPORTERS, months)


def test_without_a_choice_what_a_report_says_stays(council, officer):
    closed(reported(council), officer)
    assert kinds(erased(LATER)) == [Kind.REPORTERS]
    assert HouseReport.objects.get().words == "Nan lives next door."


def test_nothing_personal_is_left_of_a_report_and_the_record_still_proves(council, officer, admin, settings):
    report = closed(reported(council), officer)
    Message.objects.update(sent_at=NOW)
    Message.objects.filter(key=f"house report {report.pk}").update(fault="Nan")
    assert "Nan" in whole() and [each for each in settings.UPLOADS.rglob("*") if each.is_file()]
    keep(council, admin, Kind.REPORTS, 24)
    assert kinds(erased(LATER - timedelta(2))) == [Kind.REPORTERS]
    (done,) = erased(LATER)
    assert done.rows == {"event": 2, "housereport": 1, "housereportentry": 1, "housereportphotograph": 1, "message": 1}
    left = whole()
    assert "Nan" not in left and "nan@example.org" not in left
    assert not [each for each in settings.UPLOADS.rglob("*") if each.is_file()]
    assert prove().startswith("exampleton: whole: ")
    about = json.loads(Event.objects.filter(kind="personal data erased").last().about)
    assert (about["kind"], about["months"], about["report"], len(about["events"])) == ("reports", 24, report.pk, 2)
    assert [each.kind for each in retention_reports.of_report(report)] == ["reporters", "reports"]
    assert erased(LATER + timedelta(1)) == []
    report.refresh_from_db()
    assert (report.postcode, report.kinds, report.closed_because) == ("ZZ99 1AA", ["unlicensed"], "not-found")


def test_other_reports_of_the_same_instant_keep_what_they_say(council, officer, admin):
    first, other = reported(council, "a"), reported(council, "b")
    closed(first, officer)
    keep(council, admin, Kind.REPORTS, 24)
    erased(LATER)
    told = Event.objects.filter(kind="house reported").order_by("number")
    assert [each.about == MARK for each in told] == [True, False]
    assert HouseReport.objects.get(pk=other.pk).words == "Nan lives next door."
    assert report_queries.photographs(other).count() == 1 and report_queries.photographs(first).count() == 0


def test_an_erased_report_is_read_and_followed_without_its_words_and_not_opened_again(council, officer, admin):
    report = closed(reported(council), officer)
    keep(council, admin, Kind.REPORTS, 24)
    erased(LATER)
    followed = report_queries.followed(report.followed_by)
    assert followed is not None and [text for _, _, text in followed.done] == [""]
    picture = HouseReportPhotograph.objects.get()
    assert picture.erased_at is not None and report_queries.hand_out(officer, report, picture.pk) is None
    with pytest.raises(ReportMoved, match="What the report said was erased"):
        work.reopen(report, Doing(words="Again."), by=officer, at=LATER)


def test_an_open_report_is_kept_however_old_it_is(council, officer, admin):
    reported(council)
    keep(council, admin, Kind.REPORTS, 24)
    assert kinds(erased(NOW + timedelta(3650))) == [Kind.REPORTERS]


@pytest.mark.parametrize("on", ["the case", "an appeal against what followed from it"])
def test_a_hold_on_a_case_keeps_the_reports_linked_to_it(council, case, officer, admin, on):
    report = linked(reported(council), move(case, "submitted"), officer)
    move(case, "draft")  # where its steps led, as the record has it
    apart = closed(reported(council, "b"), officer)
    keep(council, admin, Kind.REPORTS, 24)
    held = case
    if on != "the case":
        for table, state in (("licence", "granted"), ("variation", "not begun"), ("appeal", "decision open to appeal")):
            held = Case.objects.create(
                council=council, house=case.house, table=table, reference=table, state=state, opened_at=NOW, moved_at=NOW, parent=held
            )
    hold = retention.hold(held, reasons="A claim was made.", by=admin, at=NOW)
    found = retention_reports.due(council, LATER.date())
    assert {(each.report, each.kind): each.hold for each in found} == {
        (report, Kind.REPORTERS): hold, (report, Kind.REPORTS): hold, (apart, Kind.REPORTERS): None, (apart, Kind.REPORTS): None,
    }  # fmt: skip
    assert {each.report for each in erased(LATER)} == {apart}
    assert erasing_reports.erase(report, Kind.REPORTERS, at=LATER) is None
    assert Reporter.objects.get().report == report
    retention.lift(hold, reasons="Settled.", by=admin, at=LATER)
    assert kinds(erased(LATER)) == [Kind.REPORTERS, Kind.REPORTS]
    assert prove()


def test_the_daily_step_tells_of_reports_by_number_only(council, officer, admin, capsys):
    report = closed(reported(council), officer)
    keep(council, admin, Kind.REPORTS, 24)
    call_command("each_day", on=LATER.date())
    said = capsys.readouterr().out
    assert f"exampleton report {report.pk}: reporters erased, 1 rows" in said and f"exampleton report {report.pk}: reports erased" in said
    assert "Nan" not in said


def test_a_report_that_cannot_be_erased_is_as_it_was_and_stops_no_other(council, officer, admin, monkeypatch):
    first, second = closed(reported(council, "a"), officer), closed(reported(council, "b"), officer)
    real = house_reports.key_of

    def fails(report):
        if report == first:
            raise OSError("no disk")
        return real(report)

    keep(council, admin, Kind.REPORTS, 24)
    monkeypatch.setattr(house_reports, "key_of", fails)
    done = {each.report: str(each.fault or "") for each in erased(LATER) if each.kind is Kind.REPORTS}
    assert done == {first: "no disk", second: ""}
    first.refresh_from_db()
    assert first.words == "Nan lives next door."


def test_a_photograph_emptied_without_an_erasure_is_named(council, officer, admin, settings):
    gone = closed(reported(council, "a"), officer)
    reported(council, "b")
    keep(council, admin, Kind.REPORTS, 24)
    erased(LATER)
    assert set(dict(kept.files(council, Storage(settings.UPLOADS))).values()) == {""}
    for picture in HouseReportPhotograph.objects.exclude(report=gone):
        Storage(settings.UPLOADS).remove(picture.stored_as)
    HouseReportPhotograph.objects.update(erased_at=LATER)
    assert [bool(fault) for fault in dict(kept.files(council, Storage(settings.UPLOADS))).values()] == [True]


def test_the_database_lets_the_marks_of_an_entry_in_and_nothing_else(council, officer):
    closed(reported(council), officer)
    entry = HouseReportEntry.objects.get()
    for change in ({"words": "x"}, {"words": MARK}, {"words": MARK, "told": MARK, "kind": "note"}):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            HouseReportEntry.objects.filter(pk=entry.pk).update(**change)
    assert HouseReportEntry.objects.filter(pk=entry.pk).update(words=MARK, told=MARK) == 1
