"""Files given for a case: each kept by itself, cleaned and recorded; only those who may see them get them, and as downloads only."""

import pytest
from django.db import transaction
from django.http import Http404

from fanlight.casework import access
from fanlight.casework.acting import Office
from fanlight.casework.actions import cases, uploads
from fanlight.casework.actions.uploads import Given
from fanlight.casework.chain import digest
from fanlight.casework.contents import FileNotTaken, Kind
from fanlight.casework.models import Event, FireRecord, Party, Upload
from fanlight.casework.queries import uploads as given_files
from fanlight.gateways.scanning import NoScanner, Scan, ScanNotDone
from fanlight.gateways.storage import FileLost, Storage
from fanlight.web.pages import files
from tests.casework.conftest import NOW, account, move, staff
from tests.casework.files_given import JPEG, PDF, docx, png

PLAN = Given(Kind.PLAN, "plan.pdf", PDF)


@pytest.fixture
def case(house, applicant):
    """An application once it was sent: before that no officer sees it."""
    return move(cases.open_case("application", house=house, by=applicant, at=NOW), "submitted")


@pytest.fixture
def storage(settings, tmp_path):
    settings.UPLOADS = tmp_path / "uploads"
    return Storage(settings.UPLOADS)


def stored(storage):
    return {path.name for path in storage.folder.rglob("*") if path.is_file()}


def give(case, by, *given, scanner=None):
    with uploads.intake(look=scanner) as into:
        return uploads.accept_each(case, given, by=by, at=NOW, into=into)


def test_a_file_is_stored_listed_and_recorded(case, applicant, storage):
    (upload,) = give(case, applicant, PLAN).uploads
    assert (upload.kind, upload.name, upload.content_type, upload.size) == ("plan", "plan.pdf", "application/pdf", len(PDF))
    assert (upload.sha256, upload.scan, upload.by) == (digest(PDF), "not scanned", applicant.account)
    assert stored(storage) == {upload.stored_as}
    assert given_files.content(upload) == PDF
    assert digest(PDF) in Event.objects.get(kind="file given").about


def test_the_record_holds_the_digest_of_a_photograph_as_it_was_given(case, applicant, storage):
    (upload,) = give(case, applicant, Given(Kind.PHOTOGRAPH, "front.jpg", JPEG)).uploads
    about = Event.objects.get(kind="file given").about
    assert upload.sha256 != digest(JPEG)
    assert upload.sha256 in about
    assert digest(JPEG) in about
    assert b"secret" not in given_files.content(upload)


def test_one_broken_file_loses_no_other(case, applicant, storage):
    broken = Given(Kind.GAS, "gas.pdf", b"<html>")
    taken = give(case, applicant, PLAN, broken, Given(Kind.PHOTOGRAPH, "front.jpg", JPEG), Given(Kind.ALARM, "alarm.png", png()))
    assert [each.name for each in taken.uploads] == ["plan.pdf", "front.jpg", "alarm.png"]
    assert len(taken.faults) == 1
    assert "'gas.pdf'" in taken.faults[0]
    assert len(stored(storage)) == Upload.objects.count() == 3


def test_a_transaction_that_fails_takes_its_files_away(case, applicant, storage):
    give(case, applicant, PLAN)
    kept = stored(storage)
    with pytest.raises(RuntimeError), uploads.intake() as into:
        uploads.accept(case, PLAN, by=applicant, at=NOW, into=into)
        assert len(stored(storage)) == 2
        raise RuntimeError
    assert stored(storage) == kept
    assert Upload.objects.count() == 1


def test_a_row_that_cannot_be_written_takes_its_file_away_and_no_other(case, applicant, storage, monkeypatch):
    with uploads.intake() as into:
        uploads.accept(case, PLAN, by=applicant, at=NOW, into=into)
        with monkeypatch.context() as patch, pytest.raises(RuntimeError), transaction.atomic():
            patch.setattr(Upload, "save", _fails)
            uploads.accept(case, PLAN, by=applicant, at=NOW, into=into)
    assert len(stored(storage)) == Upload.objects.count() == 1


def _fails(*args, **kwargs):
    raise RuntimeError


def test_a_disk_that_is_full_is_said_of_the_file(case, applicant, storage, monkeypatch):
    def full(self, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Storage, "keep", full)
    assert "could not be stored" in give(case, applicant, PLAN).faults[0]
    assert Upload.objects.count() == 0


def test_limits_of_size_and_number_are_those_of_the_settings(case, applicant, storage, settings):
    settings.UPLOAD_MOST_BYTES, settings.UPLOAD_MOST_FILES = len(PDF), 2
    large = Given(Kind.PLAN, "large.pdf", PDF + b"\n")
    taken = give(case, applicant, large, PLAN, PLAN, PLAN)
    assert len(taken.uploads) == 2
    assert "'large.pdf' is larger than" in taken.faults[0]
    assert "one too many" in taken.faults[1]


@pytest.mark.parametrize(
    ("given", "is_taken"),
    [
        (Given(Kind.PHOTOGRAPH, "front.pdf", PDF), False),
        (Given(Kind.PHOTOGRAPH, "front.png", png()), True),
        (Given(Kind.GAS, "gas.docx", docx()), False),
        (Given(Kind.REPRESENTATION, "letter.docx", docx()), True),
        (Given(Kind.FIRE_RISK_ASSESSMENT, "risk.docx", docx()), True),
    ],
)
def test_each_kind_takes_its_types(case, applicant, storage, given, is_taken):
    assert len(give(case, applicant, given).uploads) == is_taken


class Looking:
    def __init__(self, said):
        self.said = said

    def scan(self, content):
        if isinstance(self.said, Exception):
            raise self.said
        return self.said


@pytest.mark.parametrize(
    ("said", "fault"),
    [(Scan("found Eicar", is_harmful=True), "something harmful"), (ScanNotDone("silent"), "could not be looked at for viruses")],
)
def test_what_is_harmful_or_was_not_looked_at_by_a_scanner_is_not_taken(case, applicant, storage, said, fault):
    assert fault in give(case, applicant, PLAN, scanner=Looking(said)).faults[0]
    assert stored(storage) == set()


def test_what_the_scanner_said_is_kept(case, applicant, storage):
    assert give(case, applicant, PLAN, scanner=Looking(Scan("clean"))).uploads[0].scan == "clean"
    assert give(case, applicant, PLAN, scanner=NoScanner()).uploads[0].scan == "not scanned"


def test_only_those_of_the_case_give_files(case, officer, storage, council, other_council, db):
    strangers = [
        staff("Sam Stranger", "housing officer", council=other_council),
        staff("Pol Policy", Office.POLICY_OFFICER, council=council),
        staff("Ari Admin", Office.ADMINISTRATOR, council=council),
        type(officer)(account("Eve Else"), frozenset({"applicant"})),
    ]
    for by in strangers:
        with pytest.raises(access.NotPermitted):
            give(case, by, PLAN)
    assert stored(storage) == set()
    assert len(give(case, officer, PLAN).uploads) == 1


@pytest.fixture
def people(case, applicant, officer, fire_officer, council):
    """Everybody who may see the case, and a manager of the house who is a party to it."""
    agent = type(applicant)(account("Max Manager"), frozenset({"applicant"}))
    Party.objects.create(case=case, role="manager", name="Max Manager", account=agent.account)
    FireRecord.objects.create(
        council=council,
        authority=council.fire_authority,
        house=case.house,
        case=case,
        table="fire-consultation",
        state="asked",
        opened_at=NOW,
    )
    return {"applicant": applicant, "agent": agent, "officer": officer, "fire": fire_officer}


SEEN = [
    (Kind.PLAN, "applicant", {"applicant", "agent", "officer", "fire"}),
    (Kind.GAS, "applicant", {"applicant", "agent", "officer"}),
    (Kind.GAS, "agent", {"applicant", "agent", "officer"}),
    (Kind.FIRE_RISK_ASSESSMENT, "agent", {"applicant", "agent", "officer", "fire"}),
    (Kind.REPRESENTATION, "agent", {"agent", "officer"}),
    (Kind.REPRESENTATION, "applicant", {"applicant", "officer"}),
    (Kind.OTHER, "officer", {"officer"}),
    (Kind.PHOTOGRAPH, "officer", {"officer", "fire"}),
    (Kind.OTHER, "fire", {"officer", "fire"}),
]


@pytest.mark.parametrize(
    ("kind", "by", "seen"), SEEN, ids=lambda value: " and ".join(sorted(value)) if isinstance(value, set) else str(value)
)
def test_who_sees_which_file(case, people, storage, kind, by, seen):
    (upload,) = give(case, people[by], Given(kind, "a.png", png())).uploads
    assert {name for name, actor in people.items() if given_files.find(case, upload.pk, actor)} == seen


def test_nobody_else_sees_that_a_file_is_there(case, people, storage, other_council, house, applicant):
    (upload,) = give(case, people["officer"], PLAN).uploads
    stranger = staff("Sam Stranger", "housing officer", council=other_council)
    other_case = cases.open_case("application", house=house, by=applicant, at=NOW)
    for of, number, actor in ((case, upload.pk, stranger), (case, upload.pk, applicant), (case, upload.pk + 1, people["officer"])):
        with pytest.raises(Http404):
            files.answer(given_files.hand_out(of, number, actor))
    with pytest.raises(Http404):
        files.answer(given_files.hand_out(other_case, upload.pk, people["officer"]))


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("plan.pdf", 'attachment; filename="plan.pdf"'),
        ("Größe £5.pdf", "attachment; filename*=utf-8''Gr%C3%B6%C3%9Fe%20%C2%A35.pdf"),
        ("a\r\nSet-Cookie: x=1;.pdf", 'attachment; filename="aSet-Cookie x=1;.pdf"'),
    ],
)
def test_a_file_is_handed_out_to_keep_and_never_to_show(case, officer, storage, name, header):
    (upload,) = give(case, officer, Given(Kind.PLAN, name, PDF)).uploads
    answer = files.answer(given_files.hand_out(case, upload.pk, officer))
    assert answer.content == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == header
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox;")
    assert "no-store" in answer["Cache-Control"]


def test_a_file_that_was_changed_on_the_disk_is_not_handed_out(case, officer, storage):
    (upload,) = give(case, officer, PLAN).uploads
    next(path for path in storage.folder.rglob("*") if path.is_file()).write_bytes(PDF + b" ")
    with pytest.raises(FileLost, match="another"):
        files.answer(given_files.hand_out(case, upload.pk, officer))


def test_a_name_of_a_file_never_reaches_the_disk(case, officer, storage):
    give(case, officer, Given(Kind.PLAN, "../../../escape.pdf", PDF))
    assert not list(storage.folder.parent.rglob("*escape*"))


def test_a_single_file_that_is_not_taken_says_so(case, officer, storage):
    with pytest.raises(FileNotTaken), uploads.intake() as into:
        uploads.accept(case, Given(Kind.PLAN, "a.pdf", b""), by=officer, at=NOW, into=into)
