"""The council's pages of changes that were reported: the list, the answer with what it begins, and what came by letter."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.actions import changes as acts
from fanlight.casework.actions.changes import Change
from fanlight.casework.models import Case, ChangeReported, Upload
from tests.casework.files_given import PDF
from tests.web.officer_cases import *  # noqa: F403 - people and cases
from tests.web.officer_cases import at, day, text, told

LIST = reverse("changes", args=["exampleton"])


@pytest.fixture
def reported(in_force, applicant):
    case = Case.objects.get(pk=in_force.pk)
    return acts.report(case, Change.MANAGER, "It is Max Manager now.", happened_on=None, by=applicant, at=timezone.now())


def test_a_report_is_listed_shown_on_its_case_and_answered(olu, in_force, reported):
    address = at("answer-change", in_force, reported.pk)
    assert address in olu.get(LIST).content.decode()
    shown = text(olu.get(at("case", in_force)))
    assert "It is Max Manager now." in shown and "No answer yet" in shown
    assert "There is a problem" in text(olu.post(address, {"words": "", "begins": "nothing"}))
    shown = told(olu, olu.post(address, {"words": "Max is fit and proper.", "begins": "nothing"}))
    assert "Max is fit and proper. (Olu Officer" in shown and "No answer yet" not in shown
    assert not Case.objects.filter(table="variation").exists()
    assert address not in olu.get(LIST).content.decode()


def test_an_answer_begins_a_variation_once(olu, in_force, reported):
    address = at("answer-change", in_force, reported.pk)
    shown = told(olu, olu.post(address, {"words": "The licence has to name Max.", "begins": "variation"}))
    begun = Case.objects.get(table="variation")
    assert f"{begun.reference} was begun." in shown
    assert "has not ended: go on there" in text(olu.post(address, {"words": "Again.", "begins": "variation"}))
    assert reported.answers.count() == 1


def test_the_holder_reads_the_answer(olu, in_force, reported, applicant):
    olu.post(at("answer-change", in_force, reported.pk), {"words": "Max is fit and proper.", "begins": "nothing"})
    olu.force_login(applicant.account)
    shown = text(olu.get(reverse("application", args=["exampleton", in_force.reference])))
    assert "The council: Max is fit and proper." in shown and "Olu Officer" not in shown.partition("What you reported")[2]


def test_a_report_by_letter_is_entered_with_its_paper(olu, ready):
    address = at("enter-change", ready)
    assert address in text(olu.get(at("begin-matter", ready)))
    sent = {"change": Change.SALE.value, "said": "Sold to Bea Buyer.", "by_name": "A Solicitor", **day("received_on", timezone.localdate())}
    assert "There is a problem" in text(olu.post(address, {**sent, "by_name": ""}))
    assert "odd.pdf" in text(olu.post(address, {**sent, "file": SimpleUploadedFile("odd.pdf", b"nothing")}))
    assert not ChangeReported.objects.exists()
    shown = told(olu, olu.post(address, {**sent, "file": SimpleUploadedFile("letter.pdf", PDF)}))
    assert "A Solicitor, by letter, entered by Olu Officer" in shown
    assert at("document", ready, Upload.objects.get().pk) in shown
    assert "What follows from it?" not in text(olu.get(at("answer-change", ready, ChangeReported.objects.get().pk)))


def test_another_council_sees_no_reports(stranger, in_force, reported):
    assert stranger.get(LIST).status_code == 404
    assert stranger.get(at("answer-change", in_force, reported.pk)).status_code == 404


def test_a_policy_officer_sees_no_reports(pat, in_force, reported):
    assert pat.get(LIST).status_code == 403
    assert pat.get(at("answer-change", in_force, reported.pk)).status_code == 403


def test_a_report_that_is_not_there_is_not_answered(olu, in_force):
    assert olu.get(at("answer-change", in_force, 9999)).status_code == 404
    assert "Nobody has reported a change." in text(olu.get(LIST))


def more(case, applicant, officer):
    """Two reports more, one of them answered."""
    for words in ("One.", "Two."):
        made = acts.report(case, Change.OTHER, words, happened_on=None, by=applicant, at=timezone.now())
    acts.answer(made, "Noted.", by=officer, at=timezone.now())


def test_the_list_asks_no_more_of_the_database_when_it_grows(olu, in_force, reported, applicant, officer):
    acts.answer(reported, "Noted.", by=officer, at=timezone.now())
    more(reported.case, applicant, officer)
    olu.get(LIST)
    with CaptureQueriesContext(connection) as before:
        olu.get(LIST)
    for _ in range(5):
        more(reported.case, applicant, officer)
    with CaptureQueriesContext(connection) as after:
        olu.get(LIST)
    assert len(after) == len(before)
