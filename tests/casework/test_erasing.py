"""Personal data is erased when its time is over, the record still proves, and nothing is erased early, twice, or under a hold."""

import io
import json
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest
from django.utils import timezone

from fanlight.casework import models, recording
from fanlight.casework.access import NotPermitted
from fanlight.casework.acting import Office
from fanlight.casework.actions import cases, erasing, erasing_cases, retention, steps, suitability, uploads
from fanlight.casework.actions.cases import Taking
from fanlight.casework.actions.retention import HoldNotOpen
from fanlight.casework.actions.uploads import Given
from fanlight.casework.contents import Kind as KindOfFile
from fanlight.casework.migrations import __path__ as migrations_path
from fanlight.casework.models import (
    ERASABLE,
    MARK,
    Account,
    Case,
    Declaration,
    Draft,
    Erasure,
    Event,
    Inspection,
    Membership,
    Message,
    Note,
    Notice,
    Party,
    Photograph,
    StepTaken,
    SurveyKept,
    Upload,
)
from fanlight.casework.queries import cases as case_queries
from fanlight.casework.queries import notices, record
from fanlight.casework.queries import retention as queries
from fanlight.casework.queries import uploads as upload_queries
from fanlight.licensing.retention import Kind
from tests.casework.conftest import NOW, staff
from tests.casework.files_given import JPEG, PDF
from tests.casework.test_decisions import draft, granted, propose, ready, terms  # noqa: F401 - a fixture
from tests.casework.test_suitability import FRAUD, document
from tests.guards import triggers_off

YEAR_LATER = NOW + timedelta(days=366)


@pytest.fixture
def admin(council):
    return staff("Ari Admin", Office.ADMINISTRATOR, council=council)


@pytest.fixture(autouse=True)
def uploads_of_their_own(settings, tmp_path):
    settings.UPLOADS = tmp_path / "uploads"


def give(case, by, kind=KindOfFile.PLAN, name="plan of Ada's house.pdf", content=PDF):
    with uploads.intake() as into:
        return uploads.accept(case, Given(kind, name, content), by=by, at=NOW, into=into)


def photographed(case, officer):
    visit = Inspection.objects.create(case=case, at=NOW, officer=officer.account, booked_by=officer.account, booked_at=NOW)
    upload = give(case, officer, KindOfFile.PHOTOGRAPH, "hall.jpg", JPEG)
    return Photograph.objects.create(inspection=visit, upload=upload, of="Ada in the hall")


@pytest.fixture
def withdrawn(ready, applicant, officer):  # noqa: F811
    """An application with everything in it, withdrawn on 2 March 2026."""
    holder = Party.objects.get(case=ready, role="proposed licence holder")
    suitability.declare(holder, document(FRAUD), signed_as="Hal Holder", by=officer, at=NOW)
    cases.note(ready, "Ada telephoned.", by=officer, at=NOW)
    give(ready, applicant)
    photographed(ready, officer)
    Message.objects.create(
        council=ready.council, case=ready, key="one", to="ada@example.org", subject="Ada", body="Dear Ada", made_at=NOW, try_at=NOW,
        sent_at=NOW,
    )  # fmt: skip
    steps.take(ready, Taking("withdraw", applicant, NOW, reasons="Ada sells the house."))
    return Case.objects.select_related("council", "house").get(pk=ready.pk)


def keep(council, admin, kind=Kind.UNSUCCESSFUL, months=12, at=NOW):
    return retention.choose(council, kind, months, ground="Complaints come within a year.", by=admin, at=at)


def erased(at=YEAR_LATER):
    return list(erasing.erase_due(at))


def whole():
    """What the database holds in words, but for accounts, councils and the rows of Django."""
    apart = (models.Account, models.Council, models.FireAuthority, models.AssessmentKept)
    held = [model for model in apps.get_app_config("casework").get_models() if model not in apart]
    return "\n".join(str(row) for model in held for row in model.objects.values())


def prove(**options):
    out = io.StringIO()
    call_command("prove_record", files=True, stdout=out, **options)
    return out.getvalue()


def test_without_a_choice_nothing_is_ever_erased(withdrawn, council):
    before = whole()
    assert erased(NOW + timedelta(days=36500)) == []
    assert whole() == before


def test_an_unsuccessful_application_is_erased_on_its_day_and_not_a_day_before(withdrawn, council, admin):
    keep(council, admin)
    assert erased(NOW + timedelta(days=364)) == []
    (done,) = erased(NOW + timedelta(days=365))
    assert (done.case, done.kind, done.fault) == (withdrawn, Kind.UNSUCCESSFUL, None)
    assert erased(YEAR_LATER) == []


def test_nothing_personal_is_left_of_it_anywhere(withdrawn, council, admin, settings):
    said = whole()
    Message.objects.update(sent_at=NOW)
    names = ("Ada", "Hal Holder", "Made-up Bank", "3 Close", "ada@example.org", "sells the house", "telephoned", "Ada's house.pdf")
    assert all(each in said for each in names)
    keep(council, admin)
    assert len(erased()) == 1
    left = whole()
    assert [each for each in names if each in left] == []
    assert not [each for each in settings.UPLOADS.rglob("*") if each.is_file()]
    withdrawn.refresh_from_db()
    assert (withdrawn.state, withdrawn.applicant, withdrawn.steps) == ("withdrawn", None, 3)


def test_the_record_still_proves_and_says_what_was_erased(withdrawn, council, admin):
    keep(council, admin)
    erased()
    assert prove().startswith("exampleton: whole: ")
    event = Event.objects.get(kind=recording.ERASURE)
    about = json.loads(event.about)
    assert (about["kind"], about["months"], about["ground"]) == ("unsuccessful", 12, "Complaints come within a year.")
    assert about["events"] == list(Event.objects.filter(about=MARK).order_by("number").values_list("number", flat=True))
    assert about["rows"]["party"] == 3
    assert event.erasure.case == withdrawn
    assert [each.kind for each in queries.of_case(withdrawn)] == ["unsuccessful"]


def test_an_event_whose_words_were_taken_away_without_an_erasure_is_named(withdrawn, council):
    number = Event.objects.get(kind="note written").number
    Event.objects.filter(number=number).update(about=MARK, salt=MARK)
    proof = record.prove(council)
    assert (proof.number, proof.fault) == (number, "what it is about was taken away, and no erasure in the record names it")


def test_what_is_left_of_an_event_is_proved_after_an_erasure(withdrawn, council, admin):
    keep(council, admin)
    erased()
    number = Event.objects.get(kind="case opened").number
    for change in ("kind = 'x'", "about_digest = 'x'", "about = 'Ada'", "by_id = NULL, at = '2020-01-01 00:00:00'"):
        point = transaction.savepoint()
        with triggers_off(connection), connection.cursor() as cursor:
            cursor.execute(f"UPDATE casework_event SET {change} WHERE number = {number}")
        assert record.prove(council).fault == "it was changed after it was written", change
        transaction.savepoint_rollback(point)


def test_a_notice_or_survey_that_was_emptied_without_an_erasure_is_named(withdrawn, council):
    SurveyKept.objects.update(document="{}")
    with pytest.raises(CommandError):
        prove()


def test_an_erased_case_is_still_there_to_read(withdrawn, council, admin, officer):
    keep(council, admin)
    erased()
    assert case_queries.get(officer, withdrawn.reference) == withdrawn
    assert list(upload_queries.of_case(withdrawn, officer)) == []
    assert list(notices.of_case(withdrawn)) == []
    assert Draft.objects.filter(case=withdrawn).count() == 0
    assert Notice.objects.filter(case=withdrawn, html=MARK).count() == Notice.objects.filter(case=withdrawn).count()
    holder = Party.objects.filter(case=withdrawn).first()
    assert suitability.look(holder, by=officer, at=YEAR_LATER, why="To see.").declared_at is None


def test_an_account_that_nothing_else_needs_is_closed(withdrawn, council, admin, applicant, client):
    EmailAddress.objects.create(user=applicant.account, email=applicant.account.email, verified=True, primary=True)
    client.force_login(applicant.account)
    keep(council, admin)
    (done,) = erased()
    assert done.rows["account"] == 1
    row = Account.objects.get(pk=applicant.account.pk)
    assert (row.name, row.email, row.is_active) == (MARK, f"erased-{row.pk}@invalid", False)
    assert not row.has_usable_password()
    assert not EmailAddress.objects.exists()
    request = HttpRequest()
    request.session = client.session
    assert get_user(request).is_anonymous
    assert prove()


@pytest.mark.parametrize("why", ["another case", "a role"])
def test_an_account_that_something_else_needs_stays(withdrawn, council, admin, applicant, house, why):
    if why == "another case":
        cases.open_case("application", house=house, by=applicant, at=NOW)
    else:
        Membership.objects.create(account=applicant.account, council=council, role="housing officer", from_on=NOW.date())
    keep(council, admin)
    (done,) = erased()
    assert "account" not in {name for name, count in done.rows.items() if count}
    assert Account.objects.get(pk=applicant.account.pk).name == "Ada Applicant"


def test_convictions_go_by_a_period_of_their_own_and_the_rest_stays(withdrawn, council, admin):
    keep(council, admin, Kind.OFFENCES, 3)
    (done,) = erased(NOW + timedelta(days=100))
    assert (done.kind, done.rows["declaration"]) == (Kind.OFFENCES, 1)
    assert Declaration.objects.get().document == MARK
    assert set(Event.objects.filter(about=MARK).values_list("kind", flat=True)) == {"declaration made", "need recorded"}
    assert Note.objects.get().words == "Ada telephoned."
    assert Party.objects.filter(name="Hal Holder").exists()
    assert erased(NOW + timedelta(days=101)) == []
    keep(council, admin, at=NOW)
    assert [each.kind for each in erased()] == [Kind.UNSUCCESSFUL]
    assert prove()


def test_photographs_go_by_a_period_of_their_own(withdrawn, council, admin, settings):
    keep(council, admin, Kind.PHOTOGRAPHS, 3)
    (done,) = erased(NOW + timedelta(days=100))
    assert done.rows["upload"] == 1
    assert Photograph.objects.get().of == MARK
    assert len([each for each in settings.UPLOADS.rglob("*") if each.is_file()]) == 1
    assert Upload.objects.get(erased_at=None).kind == "plan"
    assert erased(NOW + timedelta(days=101)) == []
    assert prove()


def test_a_file_left_behind_when_the_machine_stopped_goes_the_next_day(withdrawn, council, admin, settings):
    keep(council, admin)
    erasing.erase(withdrawn, Kind.UNSUCCESSFUL, at=YEAR_LATER)
    assert [each for each in settings.UPLOADS.rglob("*") if each.is_file()]
    erased(YEAR_LATER + timedelta(days=1))
    assert not [each for each in settings.UPLOADS.rglob("*") if each.is_file()]


def test_while_a_licence_runs_nothing_of_its_application_is_due(ready, officer, manager, council, admin):  # noqa: F811
    granted(ready, officer, manager)
    photographed(ready, officer)
    for kind in (Kind.OFFENCES, Kind.UNSUCCESSFUL, Kind.PHOTOGRAPHS):
        keep(council, admin, kind)
    assert queries.due(council, (NOW + timedelta(days=3650)).date()) == []
    licence = Case.objects.get(table="licence")
    Case.objects.filter(pk=licence.pk).update(state="ended", is_ended=True, moved_at=NOW + timedelta(days=1000))
    assert queries.due(council, (NOW + timedelta(days=1364)).date()) == []
    (due,) = queries.due(council, (NOW + timedelta(days=1400)).date())
    assert (due.kind, due.case, due.since) == (Kind.PHOTOGRAPHS, ready, (NOW + timedelta(days=1000)).date())
    assert Erasure.objects.count() == 0


def test_nothing_is_due_while_an_appeal_is_open(withdrawn, council, admin, officer):
    keep(council, admin)
    appeal = Case.objects.create(
        council=council, house=withdrawn.house, table="appeal", reference="APP-1", state="made", opened_at=NOW, moved_at=NOW,
        parent=withdrawn,
    )  # fmt: skip
    assert erased() == []
    Case.objects.filter(pk=appeal.pk).update(is_ended=True, moved_at=NOW + timedelta(days=200))
    assert erased() == []
    assert len(erased(NOW + timedelta(days=600))) == 1


def test_a_hold_keeps_a_case_until_it_is_lifted(withdrawn, council, admin):
    keep(council, admin)
    keep(council, admin, Kind.MESSAGES, 1)
    held = retention.hold(withdrawn, reasons="A claim was made.", by=admin, at=NOW)
    (due,) = queries.due(council, YEAR_LATER.date())
    assert due.hold == held
    before = whole()
    assert erased() == []
    assert erasing.erase(withdrawn, Kind.UNSUCCESSFUL, at=YEAR_LATER) is None
    assert whole() == before
    with pytest.raises(HoldNotOpen, match="Ari Admin put a hold on it on 2 March 2026"):
        retention.hold(withdrawn, reasons="Again.", by=admin, at=NOW)
    retention.lift(held, reasons="Settled.", by=admin, at=YEAR_LATER)
    with pytest.raises(HoldNotOpen, match="Ari Admin lifted it"):
        retention.lift(held, reasons="Settled.", by=admin, at=YEAR_LATER)
    assert {each.kind for each in erased()} == {Kind.UNSUCCESSFUL}
    assert queries.holds(council) == [held]
    assert queries.hold(council, held.pk) == held


def test_messages_go_with_what_the_record_says_of_them(withdrawn, council, admin):
    row = Message.objects.get(key="one")
    about = {"key": "one", "to": row.to, "tries": 1}
    recording.write("message sent", council=council, by=None, at=NOW, case=withdrawn, about=about)
    waiting = Message.objects.create(council=council, key="two", to="w@example.org", subject="s", body="b", made_at=NOW, try_at=NOW)
    keep(council, admin, Kind.MESSAGES, 1)
    assert erased(NOW + timedelta(days=30)) == []
    (done,) = erased(NOW + timedelta(days=31))
    assert (done.case, done.rows) == (None, {"event": 1, "message": 1})
    row.refresh_from_db()
    waiting.refresh_from_db()
    assert (row.to, row.body, waiting.body) == (MARK, MARK, "b")
    assert erased(NOW + timedelta(days=32)) == []
    assert prove()


def test_each_council_keeps_by_its_own_choice(withdrawn, other_council, admin):
    stranger = staff("Eve Elsewhere", Office.ADMINISTRATOR, council=other_council)
    keep(other_council, stranger)
    assert erased() == []


def test_a_choice_taken_back_erases_nothing_more(withdrawn, council, admin):
    keep(council, admin)
    retention.choose(council, Kind.UNSUCCESSFUL, None, ground="Under review.", by=admin, at=NOW)
    assert erased() == []
    assert queries.chosen(council) == {}
    assert [each.months for each in queries.periods(council)] == [None, 12]


@pytest.mark.parametrize(("months", "ground", "fault"), [(2, "x", "too few"), (601, "x", "more than"), (12, " ", "on what ground")])
def test_a_choice_that_cannot_be_is_refused(council, admin, months, ground, fault):
    with pytest.raises(ValueError, match=fault):
        retention.choose(council, Kind.OFFENCES, months, ground=ground, by=admin, at=NOW)
    assert not Event.objects.exists()


@pytest.mark.parametrize("who", ["officer", "manager", "applicant", "stranger", "fire_officer"])
def test_who_may_not_choose_or_hold(withdrawn, council, other_council, officer, manager, applicant, fire_officer, admin, who):  # noqa: PLR0913
    by = {"officer": officer, "manager": manager, "applicant": applicant, "fire_officer": fire_officer}.get(who)
    by = by or staff("Eve Elsewhere", Office.ADMINISTRATOR, council=other_council)
    held = retention.hold(withdrawn, reasons="A claim.", by=admin, at=NOW)
    for change in (
        lambda: keep(council, by),
        lambda: retention.hold(withdrawn, reasons="x", by=by, at=NOW),
        lambda: retention.lift(held, reasons="x", by=by, at=NOW),
    ):
        with pytest.raises(NotPermitted):
            change()


def test_a_hold_takes_reasons(withdrawn, admin):
    with pytest.raises(ValueError, match="say why"):
        retention.hold(withdrawn, reasons=" ", by=admin, at=NOW)
    held = retention.hold(withdrawn, reasons="A claim.", by=admin, at=NOW)
    with pytest.raises(ValueError, match="say why"):
        retention.lift(held, reasons="", by=admin, at=NOW)


def test_the_daily_step_erases_and_tells_by_number_only(withdrawn, council, admin, capsys):
    keep(council, admin, at=NOW)
    Session.objects.create(session_key="a" * 32, session_data="x", expire_date=timezone.now() - timedelta(days=1))
    call_command("each_day", on=YEAR_LATER.date())
    said = capsys.readouterr().out
    assert f"exampleton {withdrawn.reference}: unsuccessful erased" in said
    assert "Ada" not in said
    assert not Session.objects.exists()


def test_a_case_that_cannot_be_erased_is_named_and_stops_no_other(withdrawn, council, admin, capsys, monkeypatch):
    keep(council, admin)
    keep(council, admin, Kind.MESSAGES, 1)
    Message.objects.update(case=None)

    def fails(*_, **__):
        raise OSError("no disk")

    monkeypatch.setitem(erasing_cases.OF_KIND, Kind.UNSUCCESSFUL, fails)
    with pytest.raises(CommandError, match="1 case could not be moved or erased"):
        call_command("each_day", on=YEAR_LATER.date())
    told = capsys.readouterr()
    assert f"exampleton {withdrawn.reference}: unsuccessful was not erased: OSError: no disk" in told.err
    assert "exampleton messages: messages erased" in told.out


def test_the_database_lets_marks_in_and_nothing_else(withdrawn, council):
    note = Note.objects.get()
    for change in ({"words": "other"}, {"words": MARK, "at": YEAR_LATER}, {"by": None}, {"words": ""}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Note.objects.filter(pk=note.pk).update(**change)
    step = StepTaken.objects.first()
    marks = {"reasons": MARK, "details": {"erased": True}}
    for change in ({"reasons": MARK}, {"details": {}}, {"reasons": MARK, "details": {}}, {**marks, "number": 9}):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            StepTaken.objects.filter(pk=step.pk).update(**change)
    Note.objects.filter(pk=note.pk).update(words=MARK)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Note.objects.filter(pk=note.pk).update(words="Ada telephoned.")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Note.objects.all().delete()


def test_the_marks_of_the_tables_are_those_of_the_code():
    from importlib import import_module

    held = import_module("fanlight.casework.migrations.0002_append_only").ERASABLE
    assert migrations_path
    assert held == {model._meta.model_name: dict(marks) for model, marks in ERASABLE.items()}
    assert set(held) <= {model._meta.model_name for model in models.APPEND_ONLY}
