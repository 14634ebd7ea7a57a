"""Visits and what comes of them: photographs, the survey, the report and the schedule of works, each refused where it would not be true."""

from datetime import timedelta
from functools import partial

import pytest

from fanlight.casework.access import NotPermitted
from fanlight.casework.actions import inspections, reports, surveys, uploads
from fanlight.casework.actions.inspections import Picture, VisitClosed
from fanlight.casework.actions.reports import Kind, ReportNotOpen, Wanted
from fanlight.casework.actions.surveys import Saving
from fanlight.casework.contents import FileNotTaken
from fanlight.casework.models import Departure, Event, Inspection, Notice, Photograph, Upload
from fanlight.casework.queries import record
from fanlight.licensing.procedure import Role
from tests.casework.conftest import NOW, staff, told
from tests.casework.files_given import JPEG
from tests.casework.test_at_once import at_once
from tests.casework.test_decisions import HOUSE, ready

__all__ = ["ready"]
LATER = NOW + timedelta(days=3)
REPORT = Wanted(Kind.REPORT, "We write again.")
DOOR = Picture("door.jpg", JPEG, " The front door ")


@pytest.fixture(autouse=True)
def uploads_of_their_own(settings, tmp_path):
    settings.UPLOADS = tmp_path / "uploads"


@pytest.fixture
def visit(ready, officer):
    return inspections.book(ready, inspections.Booking(NOW, officer.account, inspections.Entry.AGREEMENT), by=officer, at=NOW)


def done(visit, by, at=LATER):
    found = surveys.draft(visit.case, "inspection", at=at)
    surveys.save(visit.case, "inspection", Saving({**found.document, **HOUSE}, found.version), by=by, at=at)
    return inspections.done(visit, remarks="All rooms seen.", by=by, at=at)


def photograph(visit, picture, by):
    with uploads.intake() as into:
        return inspections.photograph(visit, picture, by=by, at=NOW, into=into)


def stored(settings):
    return [path for path in settings.UPLOADS.rglob("*") if path.is_file()] if settings.UPLOADS.exists() else []


@pytest.mark.django_db
def test_a_visit_called_off_says_why_and_is_closed(visit, officer):
    with pytest.raises(ValueError, match="say why"):
        inspections.call_off(visit, reasons=" ", by=officer, at=NOW)
    inspections.call_off(visit, reasons="Nobody was in.", by=officer, at=NOW)
    for act in (partial(done, visit, officer), partial(inspections.call_off, visit, reasons="Again.", by=officer, at=NOW)):
        with pytest.raises(VisitClosed):
            act()
    assert told("inspection called off")["reasons"] == "Nobody was in."


@pytest.mark.django_db
def test_a_visit_done_keeps_the_survey_of_its_own_day(visit, officer):
    held = done(visit, officer)
    assert (held.survey.observed_on, held.survey.depth) == (NOW.date(), "inspection")
    assert held.case.assessments.filter(survey=held.survey).exists()


@pytest.mark.django_db(transaction=True)
def test_a_photograph_is_kept_with_its_words_and_its_file(visit, officer, settings):
    made = photograph(visit, DOOR, officer)
    assert (made.of, made.upload.kind, made.inspection) == ("The front door", "photograph", visit)
    assert len(stored(settings)) == 1
    assert told("photograph kept")["file"] == made.upload.pk


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("picture", "fault"),
    [(Picture("a.jpg", JPEG, " "), ValueError), (Picture("a.jpg", JPEG[:80], "A door"), FileNotTaken)],
    ids=["no words", "broken"],
)
def test_a_photograph_that_will_not_do_leaves_nothing_behind(visit, officer, settings, picture, fault):
    with pytest.raises(fault):
        photograph(visit, picture, officer)
    assert (Photograph.objects.count(), Upload.objects.count(), stored(settings)) == (0, 0, [])
    assert not Event.objects.filter(kind="photograph kept").exists()


@pytest.mark.django_db(transaction=True)
def test_no_photograph_is_added_by_somebody_else_or_to_a_visit_called_off(visit, officer, applicant, fire_officer, other_council, settings):
    for who in (applicant, fire_officer, staff("Sam Stranger", Role.HOUSING_OFFICER, council=other_council)):
        with pytest.raises(NotPermitted):
            photograph(visit, DOOR, who)
    inspections.call_off(visit, reasons="Nobody was in.", by=officer, at=NOW)
    with pytest.raises(VisitClosed):
        photograph(visit, DOOR, officer)
    assert stored(settings) == []


@pytest.mark.django_db
def test_a_departure_says_why_and_names_a_clause_of_the_edition(ready, officer, applicant):
    clause = ("birmingham/2018-11", "no-such-clause", "")
    with pytest.raises(ValueError, match="has no clause 'no-such-clause'"):
        surveys.depart(ready, clause, reasons="So.", by=officer, at=NOW)
    with pytest.raises(ValueError, match="say why"):
        surveys.depart(ready, clause, reasons="", by=officer, at=NOW)
    with pytest.raises(NotPermitted):
        surveys.depart(ready, clause, reasons="So.", by=applicant, at=NOW)
    assert not Departure.objects.exists()


@pytest.mark.django_db
def test_a_report_goes_once_to_each_who_applied_or_is_to_hold(visit, officer):
    done(visit, officer)
    shown = reports.preview(visit.case, REPORT, by=officer, at=LATER)
    assert not Notice.objects.filter(kind="inspection-report").exists()
    served = reports.serve(visit.case, REPORT, by=officer, at=LATER)
    assert {each.party.name for each in served} == {"Ada Applicant", "Hal Holder"} and len(shown) == len(served)
    assert all("We write again." in each.html and bytes(each.pdf).startswith(b"%PDF") for each in served)


@pytest.mark.django_db
def test_nothing_is_reported_of_a_house_nobody_saw_or_of_a_case_that_moved(visit, officer, applicant):
    with pytest.raises(ReportNotOpen, match="No visit was recorded yet"):
        reports.serve(visit.case, REPORT, by=officer, at=LATER)
    done(visit, officer)
    seen = visit.case.steps_taken.count() - 1
    with pytest.raises(ReportNotOpen, match="has moved"):
        reports.serve(visit.case, Wanted(Kind.WORKS, seen=seen), by=officer, at=LATER)
    with pytest.raises(NotPermitted):
        reports.serve(visit.case, REPORT, by=applicant, at=LATER)
    assert not Notice.objects.filter(kind__in=tuple(Kind)).exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_who_close_a_visit_at_once_one_wins(council, visit, officer):
    found = surveys.draft(visit.case, "inspection", at=NOW)
    surveys.save(visit.case, "inspection", Saving({**found.document, **HOUSE}, found.version), by=officer, at=NOW)
    copies = [Inspection.objects.get(pk=visit.pk) for _ in range(2)]
    given = at_once(
        partial(inspections.done, copies[0], remarks="Seen.", by=officer, at=LATER),
        partial(inspections.call_off, copies[1], reasons="Ill.", by=officer, at=LATER),
    )
    assert [type(one) for one in given if isinstance(one, Exception)] == [VisitClosed], given
    visit.refresh_from_db()
    assert (visit.done_at is None) != (visit.cancelled_at is None)
    assert visit.case.surveys.filter(depth="inspection").count() == (1 if visit.done_at else 0)
    council.refresh_from_db()
    assert record.prove(council).fault == ""
