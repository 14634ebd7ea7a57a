"""Papers of the fire authority: who gives them, who sees them, by which rules they are taken, and that the council is told."""

import pytest

from fanlight.casework import access
from fanlight.casework.acting import TIME, Actor, Office
from fanlight.casework.actions import fire, fire_papers, uploads
from fanlight.casework.actions.fire import Asking
from fanlight.casework.actions.fire_papers import KINDS, MatterEnded
from fanlight.casework.actions.uploads import Given
from fanlight.casework.contents import FileNotTaken, Kind
from fanlight.casework.models import Event, FireAuthority, FirePaper, Message
from fanlight.casework.queries import fire as queries
from fanlight.casework.queries import kept, people
from fanlight.casework.queries import uploads as given_files
from fanlight.gateways.storage import FileLost, Storage
from fanlight.licensing.procedure import Role
from tests.casework.conftest import NOW, account, move, party, staff
from tests.casework.files_given import JPEG, PDF

pytestmark = pytest.mark.django_db(transaction=True)
PAPER = Given(Kind.OTHER, "answer.pdf", PDF)


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.UPLOADS = tmp_path / "uploads"
    return settings.UPLOADS


def files(folder):
    return [path for path in folder.rglob("*") if path.is_file()] if folder.exists() else []


@pytest.fixture
def consultation(case, officer):
    return fire.consult(move(case, "duly made"), Asking("Enough?", "Grant."), by=officer, at=NOW)


def give(held, by, given=PAPER):
    with uploads.intake() as into:
        return fire_papers.give(held, given, by=by, at=NOW, into=into)


@pytest.fixture
def everybody(case, council, other_council, applicant, officer, manager, fire_officer):
    elsewhere = FireAuthority.objects.create(slug="othershire", name="Othershire")
    party(case, "manager", "Max Manager", account=(agent := people.as_applicant(account("Max Manager"))).account)
    return {
        "fire officer": fire_officer,
        "their colleague": staff("Finn Fire", Role.FIRE_OFFICER, authority=council.fire_authority),
        "officer": officer,
        "manager": manager,
        "other fire officer": staff("Otto Other", Role.FIRE_OFFICER, authority=elsewhere),
        "other council": staff("Sam Stranger", Role.HOUSING_OFFICER, council=other_council),
        "policy officer": staff("Pat Policy", Office.POLICY_OFFICER, council=council),
        "administrator": staff("Ari Admin", Office.ADMINISTRATOR, council=council),
        "applicant": applicant,
        "party": agent,
        "fire role in a council": Actor(applicant.account, frozenset({Role.FIRE_OFFICER}), council),
        "nobody": TIME,
    }


GIVE = {"fire officer", "their colleague"}
SEE = GIVE | {"officer", "manager"}


def test_who_adds_a_paper_to_a_matter(consultation, everybody, folder):
    may = set()
    for name, actor in everybody.items():
        try:
            give(consultation, actor)
        except access.NotPermitted:
            continue
        may.add(name)
    assert may == GIVE
    assert FirePaper.objects.count() == len(files(folder)) == len(GIVE)


def test_who_sees_the_papers_of_a_matter(consultation, everybody, fire_officer):
    paper = give(consultation, fire_officer)
    assert {name for name, actor in everybody.items() if list(queries.papers(actor, consultation))} == SEE
    assert {name for name, actor in everybody.items() if queries.hand_out(actor, consultation, paper.pk)} == SEE


def test_a_paper_is_found_in_its_own_matter_only_and_never_among_the_files_of_the_case(consultation, officer, fire_officer, house):
    paper = give(consultation, fire_officer)
    other = fire.refer(house, "A locked exit.", by=officer, at=NOW)
    assert queries.hand_out(officer, other, paper.pk) is None
    assert queries.hand_out(officer, consultation, paper.pk + 1) is None
    assert list(given_files.of_case(consultation.case, officer)) == []


def test_a_paper_goes_with_the_last_entry_of_the_fire_authority(consultation, officer, fire_officer):
    assert give(consultation, fire_officer).entry is None
    answered = fire.answer(consultation, "They do.", by=fire_officer, at=NOW)
    assert give(consultation, fire_officer).entry == answered


def test_a_paper_of_a_matter_without_a_case_is_taken_as_well(house, fire_officer):
    held = fire.tell_findings(house, "A wedge under the fire door.", by=fire_officer, at=NOW)
    paper = give(held, fire_officer, Given(Kind.PHOTOGRAPH, "door.jpg", JPEG))
    assert (paper.record.case, paper.entry.number, paper.content_type) == (None, 1, "image/jpeg")
    assert b"secret" not in given_files.content(paper)


def test_the_council_is_told_and_the_record_says_what_was_given(consultation, fire_officer):
    paper = give(consultation, fire_officer)
    event = Event.objects.get(kind="fire authority paper given")
    assert event.case == consultation.case
    assert paper.sha256 in event.about
    told = Message.objects.get(key=f"fire paper {paper.pk}")
    assert told.to == consultation.council.email
    assert "answer.pdf" not in told.body


def test_an_ended_matter_takes_no_more(consultation, officer, fire_officer, folder):
    fire.answer(consultation, "They do.", by=fire_officer, at=NOW)
    fire.close(consultation, "Granted.", by=officer, at=NOW)
    with pytest.raises(MatterEnded, match="takes no more papers"):
        give(consultation, fire_officer)
    assert files(folder) == []


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (Given(Kind.OTHER, "run.exe", b"MZ" + bytes(80)), "run.exe"),
        (Given(Kind.PHOTOGRAPH, "plan.pdf", PDF), "JPEG"),
        (Given(Kind.OTHER, "big.pdf", PDF + bytes(2000)), "larger"),
    ],
)
def test_the_rules_of_every_upload_hold(consultation, fire_officer, given, says, settings, folder):
    settings.UPLOAD_MOST_BYTES = 1500
    with pytest.raises(FileNotTaken, match=says):
        give(consultation, fire_officer, given)
    assert files(folder) == []
    assert not FirePaper.objects.exists()


def test_a_matter_holds_so_many_papers(consultation, fire_officer, settings):
    settings.UPLOAD_MOST_FILES = 1
    give(consultation, fire_officer)
    with pytest.raises(FileNotTaken, match="a matter holds 1 files"):
        give(consultation, fire_officer)


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in KINDS])
def test_a_kind_that_the_fire_authority_does_not_give_is_refused(consultation, fire_officer, kind):
    with pytest.raises(ValueError, match="no '"):
        give(consultation, fire_officer, Given(kind, "a.pdf", PDF))


def test_proving_the_record_reads_papers_too(consultation, fire_officer, folder):
    paper = give(consultation, fire_officer)
    assert (f"paper {paper.pk} of fire safety matter {consultation.pk}", "") in list(kept.files(consultation.council, Storage(folder)))
    Storage(folder).remove(paper.stored_as)
    assert all(fault for _, fault in kept.files(consultation.council, Storage(folder)))
    with pytest.raises(FileLost):
        queries.hand_out(fire_officer, consultation, paper.pk)
