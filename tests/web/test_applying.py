"""Applying as a person who applies sees it: from a new application to one that is sent, and what others may not do with it."""

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fanlight.casework.actions import surveys
from fanlight.casework.actions.surveys import Saving
from fanlight.casework.models import Adoption, Case, Declaration, House, Message, Party, Payment, SurveyKept, Upload
from fanlight.casework.queries import people
from fanlight.facts import files
from fanlight.web.questions import document as documents
from tests.casework.conftest import *  # noqa: F403 - the invented council and its people
from tests.casework.conftest import NOW, account
from tests.casework.files_given import PDF

EXAMPLE = Path(__file__).parents[2] / "examples" / "shared-house.yaml"
pytestmark = pytest.mark.django_db


@pytest.fixture
def adopted(council):
    Adoption.objects.create(
        council=council, edition="birmingham/2018-11", from_on=date(2020, 1, 1), decided_by="Cabinet", decided_on=date(2019, 12, 1)
    )
    council.address, council.email = "1 Square\nExampleton", "hmo@example.org"
    council.tribunal_address, council.tribunal_email = "Tribunal House\nExampleton", "tribunal@example.org"
    council.save()
    return council


@pytest.fixture
def ada(client, applicant, adopted, settings, tmp_path):
    settings.PAYMENTS, settings.UPLOADS = tmp_path / "payments", tmp_path / "uploads"
    client.force_login(applicant.account)
    return client


def text(answer):
    """The words of a page as somebody reads them."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def problems(answer):
    found = re.search(r'govuk-error-summary__list">(.*?)</ul>', answer.content.decode(), re.DOTALL)
    assert answer.status_code == (422 if found and answer.request["REQUEST_METHOD"] == "POST" else 200)
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split()) if found else ""


HOUSE = {"kind": "first", "address": "14 Sample Street, Exampleton", "postcode": "zz991aa", "uprn": ""}


def begun(client, **said):
    answer = client.post(reverse("apply-start"), HOUSE | said)
    assert answer.status_code == 302, problems(answer)
    return Case.objects.latest("id")


def at(case, name, *more):
    return reverse(name, args=[case.council.slug, case.reference, *more])


def signed(client, case):
    client.post(at(case, "apply-person", case.parties.get().pk), {
        "name": "Ada Applicant", "address": "3 Close, Exampleton", "phone": "01632 960001", "email": "ada@example.org",
        "roles": ["proposed licence holder", "person having control", "proposed manager"],
    })  # fmt: skip
    page = client.get(at(case, "apply-check"))
    version = re.search(r'name="version" value="(\d+)"', page.content.decode())[1]
    answer = client.post(
        at(case, "apply-check"), {"version": version, "declare": ["truth", "gas", "furniture"], "signed_as": "Ada Applicant"}
    )
    assert answer.status_code == 302, problems(answer)


def paid(client, case, part="first"):
    stand_in = client.post(at(case, "pay-begin", part))
    assert "demonstration" in text(client.get(stand_in.url))
    back = client.post(stand_in.url)
    return client.get(back.url)


def sent(client, case):
    signed(client, case)
    paid(client, case)
    return client.post(at(case, "apply-pay"), {"seen": Case.objects.get(pk=case.pk).steps})


def test_nobody_applies_without_signing_in(client):
    assert client.get(reverse("applications")).status_code == 302


def test_a_house_is_found_again_by_its_address_and_made_where_it_is_new(ada, house):
    assert begun(ada).house == house
    assert begun(ada, address="15 Sample Street").house != house


def test_a_place_that_cannot_be_used_is_said_to_be_so(ada, house):
    assert "no postcode" in problems(ada.post(reverse("apply-start"), HOUSE | {"postcode": "here"}))
    assert "knows that UPRN at another postcode" in problems(
        ada.post(reverse("apply-start"), HOUSE | {"postcode": "ZZ99 2BB", "uprn": "1"})
    )
    assert "Enter address of the house" in problems(ada.post(reverse("apply-start"), HOUSE | {"address": ""}))


def test_a_second_application_for_the_same_house_is_not_begun(ada, house):
    first = begun(ada)
    assert first.reference in problems(ada.post(reverse("apply-start"), HOUSE))


def test_a_draft_is_listed_and_goes_on_where_it_was_left(ada):
    case = begun(ada)
    assert "Finish it and send it" in text(ada.get(reverse("applications")))
    assert ada.get(at(case, "application")).url == at(case, "apply-tasks")
    assert "Whether all" not in text(ada.get(at(case, "apply-tasks")))


def test_the_pages_of_a_case_are_in_the_name_of_its_council(ada):
    case = begun(ada)
    assert "Exampleton Council makes the decisions" in text(ada.get(at(case, "apply-tasks")))
    assert "/colours/exampleton.css" in ada.get(at(case, "apply-tasks")).content.decode()


def test_nobody_else_sees_it(ada, client, officer, adopted):
    case = begun(ada)
    client.force_login(account("Eve Else"))
    for name in ("application", "apply-tasks", "apply-people", "apply-check", "apply-files", "apply-pay", "apply-preview"):
        assert client.get(at(case, name)).status_code == 404, name
    client.force_login(officer.account)
    assert client.get(at(case, "apply-tasks")).status_code == 404


def test_answers_about_the_house_are_kept_as_they_were_typed(ada):
    case = begun(ada)
    page = ada.get(at(case, "apply-house"))
    assert "About the house" in text(page)
    added = ada.post(at(case, "apply-things", "room"), {"version": "0", "do": "add", "label": "Front room"})
    pages = re.findall(r'href="([^"]+/room/[^"#]+/[a-z0-9-]+/)', ada.get(added.url).content.decode())
    section = next(each for each in pages if re.search(r'<input[^>]+id="floor_area"', ada.get(each).content.decode()))
    ada.post(section, {"version": "1", "floor_area": "12.5", "do": "later"})
    kept = case.drafts.get().document["rooms"][0]["floor_area"]
    assert (kept if isinstance(kept, str) else kept["value"]) == "12.5 m2"


def test_one_person_has_several_roles_and_is_told_of_when(ada):
    case = begun(ada)
    ada.post(
        at(case, "apply-person-add"), {"name": "Made-up Bank", "roles": ["mortgagee", "owner"], "is_company": "yes", "address": "1 Bank"}
    )
    bank = Party.objects.get(case=case, role="mortgagee")
    assert Party.objects.filter(case=case, name="Made-up Bank").count() == 2
    assert "Not told yet" in text(ada.get(at(case, "apply-people")))
    wrong = ada.post(at(case, "apply-person-told", bank.pk), {"on-day": "1", "on-month": "1", "on-year": "2999", "how": "by letter"})
    assert "still to come" in problems(wrong)
    ada.post(at(case, "apply-person-told", bank.pk), {"on-day": "1", "on-month": "2", "on-year": "2026", "how": "by letter"})
    assert set(Party.objects.filter(case=case, name="Made-up Bank").values_list("told_on", flat=True)) == {date(2026, 2, 1)}
    ada.post(at(case, "apply-person-remove", bank.pk))
    ada.get(at(case, "apply-people"))
    assert "Made-up Bank" not in text(ada.get(at(case, "apply-people")))


def test_the_applicant_is_the_holder_too_by_a_tick(ada, applicant):
    case = begun(ada)
    signed(ada, case)
    assert set(case.parties.values_list("role", flat=True)) == {
        "applicant", "proposed licence holder", "person having control", "proposed manager",
    }  # fmt: skip
    assert set(case.parties.values_list("account", flat=True)) == {applicant.account.pk}


def test_each_file_has_a_fate_of_its_own(ada):
    case = begun(ada)
    good, bad = PDF, b"nothing of a kind"
    given = [SimpleUploadedFile("plan.pdf", good), SimpleUploadedFile("odd.pdf", bad)]
    answer = ada.post(at(case, "apply-files"), {"kind": "plan", "uploads": given})
    assert "'odd.pdf'" in unescape(problems(answer))
    upload = Upload.objects.get(case=case)
    assert upload.name == "plan.pdf"
    handed = ada.get(at(case, "application-file", upload.pk))
    assert handed["Content-Disposition"].startswith("attachment")


def declared(client, case, party, **said):
    return client.post(at(case, "apply-declare", party.pk), said)


def carried(answer):
    return unescape(re.search(r'name="said" value="([^"]*)"', answer.content.decode())[1])


def test_a_declaration_is_kept_only_once_it_is_signed_and_is_shown_to_nobody_after(ada):
    case = begun(ada)
    party = case.parties.get()
    form = declared(ada, case, party, said=carried(ada.get(at(case, "apply-declare", party.pk))), do="add:offence")
    key = re.search(r'value="keep:(offence/[^"]+)"', form.content.decode())[1]
    page = declared(ada, case, party, said=carried(form), do=f"keep:{key}", nature="A secret thing", type="theft")
    assert "A secret thing" in text(page)
    assert not Declaration.objects.exists()
    assert "A secret thing" not in str(list(case.drafts.values_list("document", flat=True)))
    unsure = declared(ada, case, party, said=carried(page), do="sign", signed_as="Ada Applicant")
    assert "Select whether that is everything" in problems(unsure)
    assert "sign with your name" in problems(declared(ada, case, party, said=carried(page), do="sign", whole="all")).lower()
    done = declared(ada, case, party, said=carried(page), do="sign", whole="all", signed_as="Ada Applicant")
    assert done.url == at(case, "apply-people")
    kept = Declaration.objects.get()
    assert "A secret thing" in kept.document and '"complete":["parties","offences","orders"]' in kept.document
    for name in ("apply-people", "apply-check", "apply-tasks"):
        assert "A secret thing" not in text(ada.get(at(case, name)))
    assert "A secret thing" not in text(ada.get(at(case, "apply-declare", party.pk)))


def test_what_is_not_said_to_be_everything_is_not_taken_as_whole(ada):
    case = begun(ada)
    party = case.parties.get()
    declared(ada, case, party, said=carried(ada.get(at(case, "apply-declare", party.pk))), do="sign", whole="not all", signed_as="Ada")
    assert '"complete":["parties"]' in Declaration.objects.get().document


def test_before_paying_it_is_shown_what_an_officer_would_find_and_what_is_unknown(ada):
    case = begun(ada)
    page = ada.get(at(case, "apply-preview"))
    assert "Cannot tell , on" in text(page)
    assert "£480.00" in text(page)
    draft = case.drafts.get() if case.drafts.exists() else None
    assert draft is None or draft.version == 0


def test_what_falls_short_is_shown_with_what_to_do(ada):
    case = begun(ada)
    by = people.as_applicant(case.applicant)
    document = documents.opened(files.read(EXAMPLE, EXAMPLE.name), EXAMPLE.name)
    draft = surveys.draft(case, "application", at=NOW)
    surveys.save(case, "application", Saving(document, draft.version), by=by, at=NOW)
    page = text(ada.get(at(case, "apply-preview")))
    assert "What to do:" in page and "6.51" in page
    assert "Certainly for" in page
    assert "are permitted" not in page
    assert "/depart/" not in ada.get(at(case, "apply-preview")).content.decode()


def test_it_is_sent_only_once_it_is_signed_and_paid(ada):
    case = begun(ada)
    unsigned = ada.post(at(case, "apply-pay"), {"seen": 0})
    assert "Sign the declaration" in problems(unsigned)
    signed(ada, case)
    unpaid = ada.post(at(case, "apply-pay"), {"seen": 0})
    assert "was paid of the £480.00 due on application" in problems(unpaid)
    assert Case.objects.get(pk=case.pk).state == "draft" and not SurveyKept.objects.exists()
    assert "£480.00 is paid." in text(ada.get(paid(ada, case).url))
    assert ada.post(at(case, "apply-pay"), {"seen": 0}).url == at(case, "apply-sent")
    assert Case.objects.get(pk=case.pk).state == "submitted"
    assert case.reference in text(ada.get(at(case, "apply-sent")))
    assert SurveyKept.objects.get().case == case


def test_nothing_is_sent_while_the_council_cannot_write_to_whom_it_is_from(ada):
    case = begun(ada)
    signed(ada, case)
    paid(ada, case)
    Party.objects.filter(case=case, role="applicant").update(address="")
    refused = ada.post(at(case, "apply-pay"), {"seen": 0})
    assert "cannot be written without: recipient address. Your own name and address are given under" in problems(refused)
    assert "Not sent yet" in text(refused) and Case.objects.get(pk=case.pk).state == "draft"


def test_a_payment_is_recorded_once_however_often_one_comes_back(ada):
    case = begun(ada)
    paid(ada, case)
    ada.get(at(case, "pay-back", "first"))
    assert [each.pence for each in Payment.objects.all()] == [48000]
    assert ada.post(at(case, "pay-begin", "first")).status_code == 404
    assert ada.post(at(case, "pay-begin", "third")).status_code == 404


def test_without_a_provider_nobody_pays_here(ada, settings):
    case = begun(ada)
    settings.PAYMENTS = None
    assert "Ask the council how to pay" in text(ada.get(at(case, "apply-pay")))
    assert ada.post(at(case, "pay-begin", "first")).status_code == 404
    assert ada.get(reverse("pay-card", args=["abc"])).status_code == 404


def test_a_changed_answer_must_be_signed_again(ada):
    case = begun(ada)
    signed(ada, case)
    version = case.drafts.get().version
    ada.post(at(case, "apply-things", "room"), {"version": version, "do": "add", "label": "Front room"})
    assert "truth" not in case.drafts.get().done["declared"]
    assert "gas" in case.drafts.get().done["declared"]


def test_what_is_asked_for_is_sent_again(ada):
    case = begun(ada)
    sent(ada, case)
    again = ada.post(at(case, "apply-again"), {"said": "The plan is in."})
    assert again.url == at(case, "application")
    assert SurveyKept.objects.count() == 2
    assert "The plan is in." in Message.objects.get(key__startswith="sent again").body


def test_it_is_withdrawn_and_then_cannot_be_changed(ada):
    case = begun(ada)
    sent(ada, case)
    assert "Enter an answer to “Why?”" in problems(ada.post(at(case, "apply-withdraw"), {"seen": 1, "said": ""}))
    assert ada.post(at(case, "apply-withdraw"), {"seen": 1, "said": "The house is sold."}).url == at(case, "application")
    assert "Withdrawn" in text(ada.get(at(case, "application")))
    assert ada.get(at(case, "apply-tasks")).status_code == 404


def test_the_list_asks_no_more_of_the_database_however_long_it_is(ada, django_assert_max_num_queries):
    begun(ada)
    with CaptureQueriesContext(connection) as asked:
        ada.get(reverse("applications"))
        few = len(asked)
    for number in range(20, 26):
        begun(ada, address=f"{number} Sample Street")
    with django_assert_max_num_queries(few):
        ada.get(reverse("applications"))


def test_a_house_has_no_second_row_for_the_same_address(ada, house):
    begun(ada)
    assert House.objects.count() == 1
