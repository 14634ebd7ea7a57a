"""The council's own copy of its document: its paragraphs are found, kept with it, and shown to nobody who may not read it."""

from datetime import date

import pytest
import typst

from fanlight.casework.acting import Office
from fanlight.casework.actions import editions, uploads
from fanlight.casework.actions.uploads import Given
from fanlight.casework.contents import FileNotTaken, Kind
from fanlight.casework.models import Adoption, CouncilDocument, Party
from fanlight.casework.queries import editions as reading
from fanlight.casework.queries import kept
from fanlight.gateways.storage import Storage
from tests.casework.conftest import NOW, account, staff, told
from tests.casework.editions_given import an_edition
from tests.casework.files_given import PDF, png

TEXT = b"""
Contents \\
1.1 Number of people ..... 2
#pagebreak()
1.1 No house of ours holds more than four.

And that is all there is to say of it.
"""


@pytest.fixture
def policy(council, settings, tmp_path):
    settings.UPLOADS = tmp_path / "uploads"
    officer = staff("Pat Policy", Office.POLICY_OFFICER, council=council)
    row = editions.load(an_edition(), by=officer, at=NOW)
    Adoption.objects.create(
        council=council, edition=row.edition, loaded=row, from_on=date(2026, 1, 1), decided_by="Cabinet", decided_on=date(2026, 1, 1)
    )
    return officer


def give(policy, content, name="standard.pdf"):
    with uploads.intake() as into:
        return editions.give_document("exampleton/2026-03", Given(Kind.OTHER, name, content), by=policy, at=NOW, into=into)


@pytest.mark.django_db(transaction=True)
def test_the_words_of_each_paragraph_are_found_in_the_document(policy, council, settings):
    row = give(policy, typst.compile(TEXT))
    assert (row.pages, row.edition, row.kind) == (2, "exampleton/2026-03", "other")
    assert reading.found_in(row) == {"1.1/persons": ("No house of ours holds more than four. And that is all there is to say of it.", 2)}
    assert reading.lacking(row) == ["1.2/alarm"]
    assert told("document of the standard given")["clauses found"] == 1
    held = reading.latest_documents(council, ["exampleton/2026-03"])
    assert reading.passages(held)["exampleton/2026-03", "1.1/persons"].startswith("No house of ours")
    assert dict(kept.files(council, Storage(settings.UPLOADS))) == {f"document {row.pk} of exampleton/2026-03": ""}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("content", "says"),
    [
        (png(), "send a PDF"),
        (b"", "is empty"),
        (PDF, "holds no words that can be read"),
        (b"%PDF-1.7\n" + b"[" * 100_000 + b"\nstartxref\n9\n%%EOF\n", "holds no words that can be read"),
    ],
)
def test_a_document_that_cannot_be_read_is_refused_and_nothing_is_kept(policy, content, says, settings):
    with pytest.raises(FileNotTaken, match=says):
        give(policy, content)
    assert not CouncilDocument.objects.exists()
    assert not list(settings.UPLOADS.rglob("*.pdf")) and not [each for each in settings.UPLOADS.rglob("*") if each.is_file()]


def test_who_may_read_the_document(council, officer, applicant, case):
    assert reading.may_read(officer.account, council)
    assert reading.may_read(applicant.account, council)
    assert not reading.may_read(account("Nosy Neighbour"), council)
    named = account("Mo Manager")
    Party.objects.create(case=case, role="manager", name="Mo Manager", account=named)
    assert reading.may_read(named, council)


def test_who_left_the_council_reads_no_more(council, officer):
    officer.account.memberships.update(until_on=date(2025, 1, 1))
    assert not reading.may_read(officer.account, council)
