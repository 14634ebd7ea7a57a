"""The photographs of an inspection in its report: each by its room with its words, small and without a place; none lost without a word."""

import re

import pytest
from django.utils import timezone

from fanlight.casework.actions import inspections, reports, uploads
from fanlight.casework.actions.inspections import Picture
from fanlight.casework.assessing import survey
from fanlight.casework.models import Notice, Photograph
from fanlight.gateways.storage import Storage
from tests.casework.files_given import JPEG, PDF, png
from tests.unit.documents.test_letter_printing import faults
from tests.web.officer_cases import *  # noqa: F403 - people and cases
from tests.web.officer_cases import at, text
from tests.web.test_officer import visited


@pytest.fixture(autouse=True)
def few_findings(monkeypatch):
    """A report of ten findings prints as one of five hundred, and sooner."""
    found = reports.report.found
    monkeypatch.setattr(reports.report, "found", lambda done: found(done)[:10])


@pytest.fixture
def visit(ready, officer):
    return visited(ready, officer)


def taken(visit, officer, *pictures):
    with uploads.intake() as into:
        return [inspections.photograph(visit, each, by=officer, at=timezone.now(), into=into) for each in pictures]


def front(shows="The ceiling"):
    return Picture("a.jpg", JPEG, shows, "room/r1")


def served(olu, case):
    assert olu.post(at("report", case, "inspection-report"), {"do": "serve", "seen": case.steps, "next": ""}).status_code == 302
    return Notice.objects.filter(kind="inspection-report").first()


def test_a_photograph_stands_in_the_report_under_its_room_with_words_for_who_cannot_see_it(olu, ready, officer, visit):
    room = next(seen.id for seen in survey(visit.survey.document).all_seen() if seen.label == "Box room, first floor")
    taken(visit, officer, front(), Picture("b.jpg", JPEG, "The street", "house"), Picture("c.jpg", JPEG, "The floor", f"room/{room}"))
    day = f"{timezone.localdate(visit.at):%-d %B %Y}"
    shown = text(olu.get(at("report", ready, "inspection-report")))
    notice = served(olu, ready)
    for page in (shown, notice.html):
        assert f'alt="Photograph of Front room, {day}: The ceiling"' in page
        assert f'alt="Photograph of The house, {day}: The street"' in page
        assert re.search(r"<h3[^>]*>Box room, first floor</h3>\s*<p[^>]*>What was found here not to be met has the numbers? \d", page)
        assert "data:image/jpeg;base64," in page
        assert page.index("Photograph 3: The floor") < page.index("Photograph 1: The ceiling")  # what is not met comes first


def test_a_print_with_photographs_is_accessible_and_archival(olu, ready, officer, visit):
    taken(visit, officer, front(), Picture("b.png", png(), "The street", "house"))
    pdf = bytes(served(olu, ready).pdf)
    assert faults(pdf, "ua1") == faults(pdf, "2a") == []


def test_where_a_photograph_was_taken_leaves_neither_on_the_page_nor_in_the_print(olu, ready, officer, visit):
    taken(visit, officer, front())
    notice = served(olu, ready)
    made = next(block for block in reports.preview(ready, _wanted(), by=officer, at=timezone.now())[0].letter.blocks if _is_picture(block))
    for content in (made.content, bytes(notice.pdf)):
        assert b"Exif" not in content
        assert b"secret" not in content


def _wanted():
    return reports.Wanted(reports.Kind.REPORT)


def _is_picture(block):
    return type(block).__name__ == "Picture"


def test_a_file_that_is_lost_or_no_picture_any_more_is_told_of_and_loses_nothing_else(olu, ready, officer, visit, settings):
    lost, broken, whole = taken(visit, officer, front("Lost"), front("Broken"), front("Whole"))
    Storage(settings.UPLOADS).remove(lost.upload.stored_as)
    path = settings.UPLOADS / broken.upload.stored_as[:2] / broken.upload.stored_as
    path.write_bytes(PDF)
    page = served(olu, ready).html
    assert page.count("<img ") == 1
    assert "Photograph 1: Lost. It is not shown here: its file cannot be opened." in page
    assert "Photograph 2: Broken. It is not shown here: its file cannot be opened." in page
    assert "Photograph 3: Whole" in page
    assert whole.of in page


def test_a_report_shows_so_many_photographs_and_names_the_others(olu, ready, officer, visit, monkeypatch):
    monkeypatch.setattr(reports, "MOST_SHOWN", 1)
    taken(visit, officer, front("One"), front("Two"))
    page = served(olu, ready).html
    assert page.count("<img ") == 1
    assert "Photograph 2: Two. It is not shown here: a report shows at most 1 photographs." in page


def test_a_photograph_without_words_or_of_a_room_taken_off_since_is_told_of_honestly(olu, ready, officer, visit):
    made = taken(visit, officer, front())[0]
    Photograph.objects.filter(pk=made.pk).update(of="", thing="room/lean-to")
    page = served(olu, ready).html
    assert "Photograph of Lean-to," in page
    assert "no description given" in page


def test_the_schedule_of_works_opens_no_photograph(olu, ready, officer, visit, monkeypatch):
    taken(visit, officer, front())
    monkeypatch.setattr(reports.picture_sizes, "small", lambda content: pytest.fail("a photograph was opened"))
    text(olu.get(at("report", ready, "schedule-of-works")))
