"""A case as the person whose it is follows it: letters, representations, what is asked of them, the licence and what it asks."""

import json
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.models import Case, ChangeReported, Evidence, Message, Party, Representation, Upload
from tests.casework import test_decisions as decided
from tests.casework.conftest import *  # noqa: F403 - the invented council and its people
from tests.casework.conftest import account
from tests.casework.files_given import PDF
from tests.casework.test_decisions import draft, granted, propose, terms
from tests.web.test_applying import at, problems, text

pytestmark = pytest.mark.django_db
ready = decided.ready  # the case they stand on


@pytest.fixture
def ada(client, ready, applicant, settings, tmp_path, monkeypatch):
    """The applicant, who also is the proposed holder, signed in on the day on which their case stands."""
    settings.PAYMENTS, settings.UPLOADS = tmp_path / "payments", tmp_path / "uploads"
    settings.SESSION_LIFE = 10**9
    Party.objects.filter(case=ready, role__in=("applicant", "proposed licence holder")).update(account=applicant.account)
    client.force_login(applicant.account)
    return client


@pytest.fixture
def proposed(ready, officer):
    draft(ready, terms(ready))
    propose(ready, officer)
    return ready


@pytest.fixture
def licence(ready, officer, manager):
    granted(ready, officer, manager)
    found = Case.objects.get(table="licence")
    Case.objects.filter(pk=found.pk).update(state="in force")
    return Case.objects.get(pk=found.pk)


def test_it_is_said_in_plain_words_where_a_case_stands_and_what_comes(ada, ready):
    page = text(ada.get(at(ready, "application")))
    assert "Complete: the council is deciding" in page and "You sent the application" in page
    assert "An officer inspects the house" in page


def test_a_letter_is_read_by_whom_it_was_served_on_and_by_nobody_else(ada, client, proposed):
    mine = proposed.notices.filter(party__name="Ada Applicant").latest("id")
    other = proposed.notices.filter(party__name="Made-up Bank").latest("id")
    assert mine.title in text(ada.get(at(proposed, "application")))
    assert ada.get(at(proposed, "my-letter", mine.pk)).status_code == 200
    assert ada.get(at(proposed, "my-letter-pdf", mine.pk)).content.startswith(b"%PDF")
    assert ada.get(at(proposed, "my-letter", other.pk)).status_code == 404
    client.force_login(account("Eve Else"))
    assert client.get(at(proposed, "my-letter", mine.pk)).status_code == 404


def test_something_is_said_to_a_notice_with_a_file(ada, proposed):
    mine = proposed.notices.filter(party__name="Ada Applicant").latest("id")
    where = at(proposed, "apply-represent", mine.pk)
    assert where in ada.get(at(proposed, "application")).content.decode()
    assert "Enter an answer to “What do you want to say?”" in problems(ada.post(where, {"said": ""}))
    files = [SimpleUploadedFile("letter.pdf", PDF), SimpleUploadedFile("odd.pdf", b"nothing")]
    ada.post(where, {"said": "The room is larger.", "uploads": files})
    assert Representation.objects.get().words == "The room is larger."
    assert Upload.objects.get().kind == "representation"
    assert "'odd.pdf'" in text(ada.get(at(proposed, "application")))


def test_nothing_is_said_to_a_letter_that_asks_for_nothing(ada, ready):
    receipt = ready.notices.filter(party__name="Ada Applicant").earliest("id")
    assert ada.get(at(ready, "apply-represent", receipt.pk)).status_code == 404


def test_the_second_part_is_paid_once_the_licence_is_granted(ada, licence, ready):
    page = text(ada.get(at(ready, "application")))
    assert "The second part of the fee is due by 10 May 2026: £400.00." in page
    stand_in = ada.post(at(ready, "pay-begin", "second"))
    ada.get(ada.post(stand_in.url).url)
    assert "second part of the fee is due" not in text(ada.get(at(ready, "application")))
    assert ready.payments.get(part="second").pence == 40000


def test_the_licence_shows_what_it_asks_and_gives_a_calendar(ada, licence):
    page = text(ada.get(at(licence, "my-licence")))
    assert "Hal Holder" in page and "Its conditions" in page and "What is due" in page
    file = ada.get(at(licence, "my-calendar"))
    assert file["Content-Type"].startswith("text/calendar") and file.content.startswith(b"BEGIN:VCALENDAR")
    assert b"BEGIN:VEVENT" in file.content


def test_what_is_no_licence_has_no_such_page(ada, ready):
    assert ada.get(at(ready, "my-licence")).status_code == 404
    assert ada.get(at(ready, "apply-ask", "variation")).status_code == 404


def test_the_holder_asks_for_a_change_of_the_licence(ada, licence):
    assert ada.get(at(licence, "apply-ask", "appeal")).status_code == 404
    answer = ada.post(at(licence, "apply-ask", "variation"), {"said": "Six persons, please."})
    assert answer.status_code == 302, problems(answer)
    asked = Case.objects.get(table="variation")
    assert answer.url == at(asked, "application") and asked.state == "asked"
    again = ada.post(at(licence, "apply-ask", "variation"), {"said": "Seven, please."})
    assert asked.reference in problems(again)


def test_a_licence_is_renewed_with_everything_known_filled_in(ada, licence, ready):
    assert "Renew LIC" in text(ada.get(reverse("applications")))
    answer = ada.post(at(licence, "apply-renew"))
    assert answer.status_code == 302, problems(answer)
    begun = Case.objects.get(kind="renewal")
    assert answer.url == at(begun, "apply-tasks")
    assert begun.drafts.get().document["rooms"] == json.loads(ready.surveys.get().document)["rooms"]
    assert {row.name for row in begun.parties.all()} == {"Ada Applicant", "Hal Holder", "Made-up Bank"}
    assert not begun.parties.exclude(told_on=None).exists()
    page = text(ada.get(at(begun, "apply-tasks")))
    assert "This is a renewal." in page and "What has changed since the licence" in page
    assert "How many kitchens there are" not in page


def test_who_does_not_hold_a_licence_does_not_renew_it(ada, licence):
    Party.objects.filter(role="proposed licence holder").update(account=None)
    assert "only the licence holder renews" in problems(ada.post(at(licence, "apply-renew"))).lower()


def test_a_change_is_reported_to_the_officer(ada, ready, officer):
    Case.objects.filter(pk=ready.pk).update(officer=officer.account)
    where = at(ready, "apply-report")
    assert "Select an answer" in problems(ada.post(where, {"said": "Sold."}))
    said = {"change": "somebody else manages the house", "on-day": "1", "on-month": "3", "on-year": "2026", "said": "It is Max now."}
    assert ada.post(where, said).status_code == 302
    assert ChangeReported.objects.get().happened_on == date(2026, 3, 1)
    message = Message.objects.get(key__startswith="change ")
    assert message.to == officer.account.email and "It is Max now." in message.body
    assert "It is Max now." in text(ada.get(at(ready, "application")))


def test_an_exemption_is_asked_for_a_house_without_a_licence(ada):
    said = {
        "address": "9 Sample Street", "postcode": "ZZ99 1AA", "role": "person having control", "phone": "01632 960001", "own": "3 Close",
        "steps": "The tenants leave by June.",
    }  # fmt: skip
    assert "no postcode" in problems(ada.post(reverse("apply-exempt"), said | {"postcode": "x"}))
    answer = ada.post(reverse("apply-exempt"), said)
    assert answer.status_code == 302, problems(answer)
    case = Case.objects.get(table="temporary-exemption")
    assert case.state == "notified" and case.house.address == "9 Sample Street"
    assert "You told the council what you will do" in text(ada.get(at(case, "application")))
    assert "asked for or in force" in problems(ada.post(reverse("apply-exempt"), said))


def test_somebody_named_in_a_case_sees_it_and_takes_no_step_in_it(ada, client, ready):
    other = account("Bea Bank")
    Party.objects.filter(case=ready, name="Made-up Bank").update(account=other)
    client.force_login(other)
    assert client.get(at(ready, "application")).status_code == 200
    for name in ("apply-tasks", "apply-withdraw", "apply-people"):
        assert client.get(at(ready, name)).status_code == 404, name
    assert client.post(at(ready, "pay-begin", "first")).status_code == 404


def test_nothing_asks_what_is_not_there(ada, ready):
    assert ada.get(at(ready, "apply-sent")).status_code == 200
    assert ada.get(reverse("application", args=["exampleton", "HMO-2026-99999"])).status_code == 404
    assert ada.get(reverse("application", args=["nowhere", ready.reference])).status_code == 404


GAS = "duty/licence/gas-certificate"


def sent(on, **more):
    when = {"on-day": str(on.day), "on-month": str(on.month), "on-year": str(on.year)}
    return {"note": "Certificate 8.", "file": SimpleUploadedFile("gas.pdf", PDF), **when, **more}


def test_what_the_holder_sends_is_done_for_the_officer_until_it_is_refused(ada, client, licence, officer):
    where = f"{at(licence, 'my-evidence')}?duty={GAS}"
    assert f"duty={GAS.replace('/', '%2F')}" in ada.get(at(licence, "my-licence")).content.decode()
    assert problems(ada.post(where, {})) != []
    assert "still to come" in text(ada.post(where, sent(timezone.localdate() + timedelta(days=2))))
    assert not Upload.objects.exists()
    ada.post(where, sent(timezone.localdate() - timedelta(days=3)))
    assert "Sent by Ada Applicant." in text(ada.get(at(licence, "my-licence")))
    assert Message.objects.filter(subject__startswith="Evidence sent").count() == 1
    client.force_login(officer.account)
    calendar = client.get(reverse("calendar", args=["exampleton", licence.reference])).content.decode()
    assert "Done (1)" in calendar and "Sent by Ada Applicant." in calendar
    refuse = reverse("refuse-evidence", args=["exampleton", licence.reference, Evidence.objects.get().pk])
    assert client.post(refuse, {"reasons": "It is of another house."}).status_code == 302
    client.force_login(licence.applicant)
    page = text(client.get(at(licence, "my-licence")))
    assert "It is of another house." in page and "Done (" not in page
    assert Message.objects.get(subject__startswith="Evidence not counted").to == licence.applicant.email


def test_what_the_officer_records_is_done_for_the_holder(ada, client, licence, officer):
    client.force_login(officer.account)
    where = f"{reverse('evidence', args=['exampleton', licence.reference])}?duty={GAS}"
    given = sent(timezone.localdate() - timedelta(days=3))
    assert client.post(where, given).status_code == 302
    client.force_login(licence.applicant)
    page = text(client.get(at(licence, "my-licence")))
    assert "Certificate 8. Recorded by the council." in page and "Done (1)" in page
    assert GAS not in client.get(at(licence, "my-calendar")).content.decode()


def test_only_who_answers_for_a_licence_sends_evidence(client, ready, licence):
    tenant = account("Tim Tenant")
    Party.objects.create(case=ready, role="tenant", name="Tim Tenant", account=tenant)
    client.force_login(tenant)
    assert "Send evidence" not in text(client.get(at(licence, "my-licence")))
    assert client.get(f"{at(licence, 'my-evidence')}?duty={GAS}").status_code == 404
    client.force_login(licence.applicant)
    assert client.get(f"{at(licence, 'my-evidence')}?duty=nothing").status_code == 404
