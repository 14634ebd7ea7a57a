"""The command that proves the record says what is whole, and names the first broken link and everything that is not as it was kept."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from fanlight.casework import chain
from fanlight.casework.actions import cases, uploads
from fanlight.casework.actions.cases import Taking
from fanlight.casework.actions.uploads import Given
from fanlight.casework.contents import Kind
from fanlight.casework.models import Case, Notice, Payment, SurveyKept, Upload
from tests.casework.conftest import NOW
from tests.casework.files_given import PDF


@pytest.fixture
def case(house, applicant, officer, settings, tmp_path):
    """A case with two steps, a survey, a notice and a file."""
    settings.UPLOADS = tmp_path / "uploads"
    made = cases.open_case("application", house=house, by=applicant, at=NOW)
    Payment.objects.create(case=made, part="first", pence=48000, method="card", reference="p", at=NOW)
    step = cases.take_step(made, Taking("submit", applicant, NOW)).step
    cases.take_step(made, Taking("ask-for-what-is-missing", officer, NOW))
    SurveyKept.objects.create(case=made, number=1, depth="apply", document="{}", digest=chain.digest("{}"), at=NOW)
    Notice.objects.create(
        case=made, step=step, kind="k", title="t", pdf=PDF, digest=chain.digest(PDF), delivery="post", served_on=date(2026, 3, 2), at=NOW
    )
    with uploads.intake() as into:
        uploads.accept(made, Given(Kind.PLAN, "plan.pdf", PDF), by=applicant, at=NOW, into=into)
    return made


def changed(table, statement):
    """Run a statement as somebody would who owns the database and takes the triggers of a table off."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for verb in ("update", "delete"):
                cursor.execute(f"DROP TRIGGER IF EXISTS casework_{table}_no_{verb}")
        else:
            cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement)
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = DEFAULT")


def faults(capsys, **options):
    with pytest.raises(CommandError, match="found") as ended:
        call_command("prove_record", **options)
    assert ended.value.returncode == 1
    return capsys.readouterr().err.splitlines()


def test_a_record_nobody_touched_is_whole(case, other_council, capsys):
    call_command("prove_record", files=True)
    elsewhere, exampleton = sorted(capsys.readouterr().out.splitlines())
    assert elsewhere == "elsewhere: whole: 0 events, 0 cases, 0 documents, 0 files"
    assert exampleton.startswith("exampleton: whole: 4 events, 1 cases, 2 documents, 1 files; the chain ends at 4:")


@pytest.mark.parametrize(
    ("table", "statement", "fault"),
    [
        ("event", "UPDATE casework_event SET about = '{}' WHERE number >= 2", "the chain is broken at event 2: it was changed"),
        ("event", "DELETE FROM casework_event WHERE number = 1", "the chain is broken at event 2: event 1 is missing"),
        ("case", "UPDATE casework_case SET state = 'granted'", "it stands at step 2 in 'granted', and its 2 steps led to 'submitted'"),
        ("case", "UPDATE casework_case SET steps = 3", "it stands at step 3 in 'submitted', and its 2 steps led to 'submitted'"),
        ("steptaken", "DELETE FROM casework_steptaken WHERE number = 2", "it stands at step 2 in 'submitted', and its 1 steps"),
        ("steptaken", "UPDATE casework_steptaken SET number = 7 WHERE number = 2", "HMO-2026-00001: its steps are not numbered"),
        ("steptaken", "UPDATE casework_steptaken SET name = 'accept' WHERE number = 2", "led to 'duly made'"),
        ("steptaken", "UPDATE casework_steptaken SET name = 'grant' WHERE number = 2", "'grant' of application does not follow"),
        ("steptaken", "UPDATE casework_steptaken SET name = 'bribe' WHERE number = 2", "'bribe' is no step of application"),
        ("steptaken", "UPDATE casework_steptaken SET from_state = 'draft' WHERE number = 2", "step 2 begins in 'draft'"),
        ("surveykept", "UPDATE casework_surveykept SET document = '{\"a\":1}'", "survey 1 of HMO-2026-00001: it is not what its digest"),
        ("notice", "UPDATE casework_notice SET digest = 'x'", "of HMO-2026-00001: it is not what its digest"),
    ],
)  # fmt: skip
def test_each_change_behind_its_back_is_named(case, capsys, table, statement, fault):
    changed(table, statement)
    found = faults(capsys)
    assert len(found) == 1
    assert found[0].startswith("exampleton: ")
    assert fault in found[0]


def test_a_file_that_was_changed_or_lost_is_named(case, capsys, settings):
    (path,) = (each for each in settings.UPLOADS.rglob("*") if each.is_file())
    path.write_bytes(b"other")
    assert "its digest is another" in faults(capsys, files=True)[0]
    path.unlink()
    assert f"file {Upload.objects.get().pk} of HMO-2026-00001" in faults(capsys, files=True)[0]
    call_command("prove_record")


def test_a_case_that_took_no_step_stands_at_its_beginning(house, applicant, capsys):
    cases.open_case("application", house=house, by=applicant, at=NOW)
    call_command("prove_record")
    Case.objects.update(state="submitted")
    assert "its 0 steps led to 'draft'" in faults(capsys)[0]


def test_an_end_of_the_chain_noted_elsewhere_shows_that_a_whole_chain_was_rewritten(case, capsys):
    council = case.council
    council.refresh_from_db()
    noted = f"{council.last_event}:{council.last_digest}"
    call_command("prove_record", council="exampleton", holds=noted)
    rewritten = noted[:-1] + ("0" if noted[-1] != "0" else "1")
    assert "is not in the record" in faults(capsys, council="exampleton", holds=rewritten)[0]


@pytest.mark.parametrize(
    ("options", "says"), [({"council": "exampelton"}, "no council is called"), ({"holds": "4"}, "write --council NAME --holds")]
)
def test_what_cannot_be_asked_is_refused(case, options, says):
    with pytest.raises(CommandError, match=says):
        call_command("prove_record", **options)
