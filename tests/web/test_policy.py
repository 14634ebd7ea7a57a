"""The policy officer's pages: an edition loaded, mended, weighed, adopted and withdrawn, and the words of the document beside findings."""

from datetime import date

import pytest
import typst
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.actions import editions
from fanlight.casework.actions.editions import Decision
from fanlight.casework.models import Adoption, CouncilDocument, EditionLoaded, Event, SurveyKept
from tests.casework.conftest import *  # noqa: F403 - the invented council and its people
from tests.casework.conftest import NOW, move, staff
from tests.casework.editions_given import PERSONS, an_edition
from tests.casework.test_edition_impact import house_of, people
from tests.web.officer_cases import text

PAGES = (
    "policy",
    "load-edition",
    "take-up-edition",
    "edition",
    "edition-changes",
    "edition-impact",
    "edition-impact-csv",
    "adopt-edition",
    "give-standard",
)
OF_EDITION = ("edition", "edition-changes", "edition-impact", "edition-impact-csv", "adopt-edition")


@pytest.fixture
def policy(council):
    Adoption.objects.create(
        council=council, edition="birmingham/2018-11", from_on=date(2019, 1, 1), decided_by="Cabinet", decided_on=date(2018, 12, 1)
    )
    return staff("Pat Policy", "policy officer", council=council)


@pytest.fixture
def row(policy):
    return editions.load(an_edition(), by=policy, at=NOW)


@pytest.fixture
def pat(client, policy):
    client.force_login(policy.account)
    return client


def at(name, *args):
    return reverse(name, args=["exampleton", *args])


def files(given):
    return {"given": [SimpleUploadedFile(name, content) for name, content in given]}


def parts(name, day):
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("who", "sees"), [("policy", True), ("officer", False), ("manager", False), ("applicant", False), ("stranger", False)]
)
def test_who_sees_which_page(client, row, policy, who, sees, name, request, other_council):
    stranger = who == "stranger"
    actor = staff("Polly Stranger", "policy officer", council=other_council) if stranger else request.getfixturevalue(who)
    client.force_login(actor.account)
    address = at(name, row.pk) if name in OF_EDITION else at(name)
    assert (client.get(address).status_code == 200) is sees


def test_the_edition_of_another_council_is_not_there(client, row, other_council):
    client.force_login(staff("Polly Stranger", "policy officer", council=other_council).account)
    for name in OF_EDITION:
        assert client.get(reverse(name, args=["elsewhere", row.pk])).status_code == 404


def test_a_faulty_edition_is_told_with_its_line_and_a_mended_one_is_loaded(pat):
    assert "There is a problem" in text(pat.post(at("load-edition"), {}), 422)
    faulty = an_edition(page=PERSONS.format(most=4, more=5).replace("at_most", "at_mots"))
    shown = text(pat.post(at("load-edition"), files(faulty)), 422)
    assert "1 mistake in the edition: nothing of it was kept" in shown and "clauses.yaml:7: &#39;at_mots&#39; has no meaning here" in shown
    assert not EditionLoaded.objects.exists()
    shown = text(pat.post(at("load-edition"), files(an_edition()), follow=True))
    assert "exampleton/2026-03 is loaded. It is not in force" in shown and "What the check noted" in shown
    assert "exampleton/2026-03 (" in text(pat.get(at("policy")))


def test_an_edition_that_comes_with_fanlight_is_taken_up_weighed_and_adopted(pat, council):
    house_of(council, 1, people(9))
    assert 'href="#edition"' in text(pat.post(at("take-up-edition"), {}))
    assert 'href="#edition"' in text(pat.post(at("take-up-edition"), {"edition": "england/2018-10"}))
    shown = text(pat.get(at("take-up-edition")))
    assert "wyre-forest/2018-04" in shown and "in force from 3 April 2013 until 1 April 2018" in shown and "england/" not in shown
    shown = text(pat.post(at("take-up-edition"), {"edition": "wyre-forest/2018-04"}, follow=True))
    row = EditionLoaded.objects.get()
    assert "wyre-forest/2018-04 is checked. It is not in force by that" in shown and "What the check noted" in shown
    assert "a figure is below the national floor" in shown.lower()
    assert "Against birmingham/2018-11" in text(pat.get(at("edition-changes", row.pk)))
    assert "Every surveyed house was looked at." in text(pat.post(at("edition-impact", row.pk), follow=True))
    later = date(timezone.localdate().year + 1, 1, 1)
    said = {**parts("from_on", later), **parts("decided_on", timezone.localdate()), "decided_by": "Cabinet", "notice": "Minute 12"}
    assert "wyre-forest/2018-04 is adopted from 1 January" in text(pat.post(at("adopt-edition", row.pk), said, follow=True))
    assert f"from 1 January {later.year}" in text(pat.get(at("edition", row.pk)))
    assert "wyre-forest/2018-04 (" in text(pat.get(at("policy")))


def test_what_it_changes_is_shown_clause_by_clause(pat, row):
    shown = text(pat.get(at("edition-changes", row.pk)))
    assert "Against birmingham/2018-11" in shown and "<strong>1.1/persons</strong>" in shown


def test_without_an_edition_in_force_nothing_is_compared_and_the_page_says_why(pat, row):
    Adoption.objects.all().delete()
    for name in ("edition-changes", "edition-impact"):
        assert "has adopted no standard" in text(pat.get(at(name, row.pk)))
    assert "has adopted no standard" in text(pat.post(at("edition-impact", row.pk)), 422)
    assert pat.get(at("edition-impact-csv", row.pk)).status_code == 404
    assert "No edition is in force today" in text(pat.get(at("policy")))


def test_the_impact_is_worked_out_and_taken_along(pat, row, council):
    house_of(council, 1, people(9))
    house_of(council, 2, None)
    assert "Work out the impact" in text(pat.get(at("edition-impact", row.pk)))
    shown = text(pat.post(at("edition-impact", row.pk), follow=True))
    assert (
        "Every surveyed house was looked at." in shown and "By ward: houses" in shown and ">L1<" in shown.replace(" ", "").replace("\n", "")
    )
    answer = pat.get(at("edition-impact-csv", row.pk))
    assert answer["Content-Disposition"] == 'attachment; filename="impact-exampleton-2026-03.csv"'
    assert answer.content.decode().splitlines()[1].startswith("L1,1 Row,North,")


def test_an_edition_is_adopted_and_withdrawn_before_its_day(pat, row):
    today = timezone.localdate()
    shown = text(pat.post(at("adopt-edition", row.pk), {}))
    assert 'href="#from_on-day"' in shown and 'href="#decided_by"' in shown
    later = date(today.year + 1, 1, 1)
    said = {**parts("from_on", later), **parts("decided_on", today), "decided_by": "Cabinet", "notice": "Minute 12", "because": ""}
    late = {**said, **parts("from_on", date(2026, 2, 1))}
    assert "The first day is past: say why" in text(pat.post(at("adopt-edition", row.pk), late))
    shown = text(pat.post(at("adopt-edition", row.pk), said, follow=True))
    assert "exampleton/2026-03 is adopted from 1 January" in shown and "To come: withdraw exampleton/2026-03" in shown
    adoption = Adoption.objects.get(edition="exampleton/2026-03")
    shown = text(pat.post(at("withdraw-adoption", adoption.pk), {"reasons": "The cabinet thought again."}, follow=True))
    assert "Withdrawn on" in shown and "The cabinet thought again." in shown
    assert Event.objects.filter(kind="adoption withdrawn").exists()
    assert "It was withdrawn already" in text(pat.post(at("withdraw-adoption", adoption.pk), {"reasons": "Again."}))
    assert pat.get(at("withdraw-adoption", 0)).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_document_is_given_and_read_by_those_whom_it_concerns(client, row, policy, applicant, case, settings, tmp_path):
    settings.UPLOADS = tmp_path
    decision = Decision(date(2026, 3, 2), "Cabinet", date(2026, 3, 2), "Minute 12")
    editions.adopt(row, decision, by=policy, at=NOW)
    client.force_login(policy.account)
    pdf = typst.compile(b"1.1 No house of ours holds more than four.")
    given = {"edition": "exampleton/2026-03", "file": SimpleUploadedFile("standard.pdf", pdf)}
    shown = text(client.post(at("give-standard"), given, follow=True))
    assert "the words of 1 clause were found" in shown and "No house of ours holds more than four." in shown
    assert "1.2/alarm" in shown
    copy = CouncilDocument.objects.get()
    client.force_login(applicant.account)
    answer = client.get(at("standard", copy.pk))
    assert answer.content == pdf and answer["Content-Disposition"].startswith("attachment")
    client.force_login(staff("Polly Stranger", "policy officer", council=None, authority=row.council.fire_authority).account)
    assert client.get(at("standard", copy.pk)).status_code == 404


def test_the_documents_words_stand_beside_a_finding_or_it_is_said_that_they_were_not_found(client, row, policy, officer, case):
    move(case, "submitted")
    editions.adopt(row, Decision(date(2026, 3, 2), "Cabinet", date(2026, 3, 2), "Minute 12"), by=policy, at=NOW)
    words = "No house of ours holds more than four."
    copy = CouncilDocument.objects.create(
        council=row.council, edition=row.edition, pages=3, words=[[words, 3]], places={"1.1/persons": 0}, kind="other", name="standard.pdf",
        content_type="application/pdf", size=1, sha256="", stored_as="0" * 64, by=policy.account, at=NOW,
    )  # fmt: skip
    SurveyKept.objects.create(
        case=case,
        number=1,
        depth="inspection",
        observed_on=NOW.date(),
        document='{"house":{"is_hmo":"no","persons":"9"}}',
        digest="",
        at=NOW,
    )
    client.force_login(officer.account)
    shown = text(client.get(at("assessment", case.reference)))
    assert words in shown and "page 3." in shown and f'href="{at("standard", copy.pk)}"' in shown
    assert "aragraph 1.2 was not found in" in shown
    assert words in text(client.get(at("assessment-whole", case.reference)))


def test_what_is_no_document_is_refused_at_its_field(pat):
    given = {"edition": "birmingham/2018-11", "file": SimpleUploadedFile("standard.pdf", b"not a document")}
    shown = text(pat.post(at("give-standard"), given))
    assert 'href="#file"' in shown and "send a PDF" in shown
    assert pat.get(at("standard-found", 1)).status_code == 404
