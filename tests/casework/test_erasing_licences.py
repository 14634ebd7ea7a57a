"""Ended licences and matters with the fire authority are erased by their periods, and only an administrator holds them back."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from fanlight import casework
from fanlight.casework.actions import cases, erasing, erasing_matters, fire, fire_papers, matters, retention, time, uploads
from fanlight.casework.actions.fire import Asking
from fanlight.casework.actions.uploads import Given
from fanlight.casework.contents import Kind as KindOfFile
from fanlight.casework.models import Case, Condition, Event, Evidence, FireEntry, FirePaper, House, Licence, LicenceEntered, Message
from fanlight.casework.notices import saying
from fanlight.casework.queries import fire as fire_queries
from fanlight.casework.queries import kept, record, register, retention_matters
from fanlight.casework.queries import retention as queries
from fanlight.gateways.storage import Storage
from fanlight.licensing.licence_terms import LicenceTerms
from fanlight.licensing.procedure import Role, StepNotOpen
from fanlight.licensing.retention import Kind
from tests.casework.conftest import NOW, move, staff
from tests.casework.files_given import PDF
from tests.casework.test_decisions import granted, ready
from tests.casework.test_erasing import admin, erased, give, keep, prove, uploads_of_their_own, whole
from tests.casework.test_importing import enter, row

__all__ = ["admin", "ready", "uploads_of_their_own"]
BEGUN = datetime(2026, 5, 2, 9, tzinfo=UTC)
ENDED = datetime(2026, 5, 25, 9, tzinfo=UTC)
TWO_YEARS = datetime(2028, 5, 25, 9, tzinfo=UTC)
NAMES = ("Hal Holder", "Made-up Bank", "Ada", "3 Close", "a paper of Ada's", "telephoned", "Seen by Ada")


@pytest.fixture
def licence(ready, officer, manager):
    """A licence with everything in it, which began in May 2026."""
    granted(ready, officer, manager)
    time_passes(BEGUN)
    made = Licence.objects.select_related("case").get()
    cases.note(made.case, "Ada telephoned.", by=officer, at=BEGUN)
    give(made.case, officer, name="a paper of Ada's.pdf")
    Evidence.objects.create(licence=made, duty="gas", on=BEGUN.date(), note="Seen by Ada.", by=officer.account, at=BEGUN)
    Condition.objects.create(licence=made, key="own", words="Ada keeps the key.", source="officer", from_version=1)
    return made


def time_passes(at):
    return [each.step for each in time.let_pass(at)]


def end(licence, officer):
    licence.case.refresh_from_db()
    matters.record_death(licence.case, date(2026, 5, 20), how_known="The certificate.", by=officer, at=ENDED)
    Message.objects.update(sent_at=ENDED)


def test_an_ended_licence_is_erased_with_its_application_on_its_day_and_not_a_day_before(licence, officer, council, admin):
    keep(council, admin, Kind.LICENCES, 24)
    assert erased(TWO_YEARS + timedelta(days=5000)) == []
    end(licence, officer)
    assert erased(TWO_YEARS - timedelta(days=1)) == []
    (done,) = erased(TWO_YEARS)
    assert (done.kind, done.case, done.fault) == (Kind.LICENCES, licence.application, None)
    assert erased(TWO_YEARS + timedelta(days=1)) == []


def test_nothing_personal_is_left_of_it_its_number_stays_and_the_record_still_proves(licence, officer, council, admin, settings):
    end(licence, officer)
    said = whole()
    assert all(each in said for each in NAMES)
    keep(council, admin, Kind.LICENCES, 24)
    (done,) = erased(TWO_YEARS)
    assert done.rows["licenceversion"] == 1 and done.rows["condition"] > 3 and done.rows["evidence"] == 1
    left = whole()
    assert [each for each in NAMES if each in left] == []
    assert not [each for each in settings.UPLOADS.rglob("*") if each.is_file()]
    assert prove().startswith("exampleton: whole: ")
    held = register.get(council, licence.number)
    assert (held.house, held.ended_on, held.current.number) == (licence.house, date(2026, 5, 20), 1)
    assert set(register.values(held, TWO_YEARS.date())) == {
        "licence_number", "licence_type", "licence_state", "address", "postcode", "start_on", "end_on",
    }  # fmt: skip
    assert saying.terms_of(licence.case)[0] == LicenceTerms()


def test_whatever_follows_from_the_licence_keeps_it_while_it_is_open(licence, officer, council, admin):
    appeal = Case.objects.create(
        council=council, house=licence.house, table="appeal", reference="APP-1", state="made", opened_at=NOW, moved_at=NOW,
        parent=licence.case,
    )  # fmt: skip
    end(licence, officer)
    keep(council, admin, Kind.LICENCES, 24)
    assert erased(TWO_YEARS) == []
    Case.objects.filter(pk=appeal.pk).update(is_ended=True)
    assert len(erased(TWO_YEARS)) == 1


def test_with_the_licence_its_convictions_and_photographs_are_gone_and_not_due_again(licence, officer, council, admin):
    end(licence, officer)
    keep(council, admin, Kind.LICENCES, 24)
    assert len(erased(TWO_YEARS)) == 1
    for kind in (Kind.OFFENCES, Kind.PHOTOGRAPHS, Kind.UNSUCCESSFUL):
        keep(council, admin, kind, 24)
    assert erased(TWO_YEARS + timedelta(days=5000)) == []


def test_a_hold_on_the_licence_keeps_it(licence, officer, council, admin):
    end(licence, officer)
    keep(council, admin, Kind.LICENCES, 24)
    held = retention.hold(licence.case, reasons="A claim for rent.", by=admin, at=ENDED)
    assert [each.hold for each in queries.due(council, TWO_YEARS.date())] == [held]
    assert erased(TWO_YEARS) == []
    assert erasing.erase(licence.application, Kind.LICENCES, at=TWO_YEARS) is None


def test_a_licence_that_was_entered_from_a_register_is_erased_after_its_end_too(council, admin):
    enter(council, row())
    keep(council, admin, Kind.LICENCES, 24)
    assert time_passes(datetime(2029, 4, 1, 9, tzinfo=UTC)) == ["expire"]
    assert erased(datetime(2031, 3, 31, 9, tzinfo=UTC)) == []
    Message.objects.update(sent_at=ENDED)
    (done,) = erased(datetime(2031, 4, 1, 9, tzinfo=UTC))
    assert (done.kind, done.case.table, done.rows["licenceentered"]) == (Kind.LICENCES, "licence", 1)
    assert "Sample Homes Limited" not in whole() and LicenceEntered.objects.get().source == "register.csv"
    assert prove().startswith("exampleton: whole: ")


# --- Matters with the fire authority -------------------------------------------------------------------------------------------------

FIRE_NAMES = ("Fay saw the stairs.", "Enough, Ada?", "stairs of Ada.pdf", "Known to Ada.")
ASKED_AT = NOW + timedelta(days=1)


@pytest.fixture
def matter(case, officer, fire_officer):
    """A consultation about an application: asked, answered with a paper, and closed."""
    held = fire.consult(move(case, "duly made"), Asking("Enough, Ada?", "Grant."), by=officer, at=NOW)
    fire.add(held, "answer", said={"answer-given": "Fay saw the stairs."}, by=fire_officer, at=NOW)
    with uploads.intake() as into:
        fire_papers.give(held, Given(KindOfFile.OTHER, "stairs of Ada.pdf", PDF), by=fire_officer, at=NOW, into=into)
    fire.close(held, "Known to Ada.", by=officer, at=ASKED_AT)
    return held


def over(case, at=ASKED_AT):
    Case.objects.filter(pk=case.pk).update(state="withdrawn", is_ended=True, moved_at=at)


def test_what_was_said_and_the_papers_go_and_that_there_was_a_matter_stays(matter, case, council, admin, officer, settings):
    over(case)
    Message.objects.update(sent_at=NOW)
    assert all(each in whole() for each in FIRE_NAMES[:1] + FIRE_NAMES[2:])
    assert erased(TWO_YEARS) == []
    keep(council, admin, Kind.FIRE, 24)
    assert erased(datetime(2028, 3, 2, 9, tzinfo=UTC)) == []
    (done,) = erased(datetime(2028, 3, 3, 9, tzinfo=UTC))
    assert (done.kind, done.matter, done.named, done.fault) == (Kind.FIRE, matter, f"fire safety matter {matter.pk}", None)
    assert (done.rows["fireentry"], done.rows["firepaper"]) == (3, 1)
    told = Event.objects.filter(kind__startswith="fire authority")
    left = "\n".join(str(row) for rows in (FireEntry.objects, FirePaper.objects, Message.objects, told) for row in rows.values())
    assert [each for each in FIRE_NAMES if each in left] == []
    assert [each.said for each in FireEntry.objects.all()] == [{"erased": "(erased)"}] * 3
    assert not [each for each in settings.UPLOADS.rglob("*") if each.is_file()]
    assert list(fire_queries.papers(officer, matter)) == []
    assert prove_fire(council)
    assert erased(TWO_YEARS) == []


def prove_fire(council):
    """Whether the chain is whole, and no paper is missed; the case itself was moved without its steps."""
    papers = [fault for name, fault in kept.files(council, Storage(Path("nowhere"))) if name.startswith("paper")]
    return record.prove(council).fault == "" and papers == []


def test_an_open_matter_and_one_whose_case_is_open_are_kept(matter, case, council, admin, fire_officer, house):
    keep(council, admin, Kind.FIRE, 24)
    assert erased(TWO_YEARS) == []
    over(case, at=TWO_YEARS)
    assert erased(TWO_YEARS) == []
    fire.refer(house, "A blocked exit.", by=fire_officer, at=NOW)
    assert [each.matter for each in retention_matters.due(council, date(2031, 1, 1))] == [matter]


def test_a_hold_on_its_case_or_of_a_house_alone_on_any_case_of_it_keeps_a_matter(matter, case, council, admin, officer):
    over(case)
    alone = fire.tell_findings(case.house, "A hot cooker.", by=officer_of_fire(council), at=NOW)
    fire.close(alone, "Seen.", by=officer, at=NOW)
    elsewhere = House.objects.create(council=council, address="2 Elsewhere")
    other = fire.tell_findings(elsewhere, "Nothing.", by=officer_of_fire(council, "Finn Fire"), at=NOW)
    fire.close(other, "Seen.", by=officer, at=NOW)
    keep(council, admin, Kind.FIRE, 24)
    held = retention.hold(case, reasons="An inquest.", by=admin, at=NOW)
    assert {each.matter: each.hold for each in retention_matters.due(council, TWO_YEARS.date())} == {matter: held, alone: held, other: None}
    assert [each.matter for each in erased(TWO_YEARS)] == [other]
    assert erasing_matters.erase(matter, at=TWO_YEARS) is None
    retention.lift(held, reasons="Closed.", by=admin, at=NOW)
    assert {each.matter for each in erased(TWO_YEARS)} == {matter, alone}


def officer_of_fire(council, name="Fritz Fire"):
    return staff(name, Role.FIRE_OFFICER, authority=council.fire_authority)


@pytest.mark.parametrize("kind", [Kind.LICENCES, Kind.FIRE])
def test_neither_is_kept_for_less_than_two_years_nor_erased_without_a_choice(council, admin, kind):
    with pytest.raises(ValueError, match="23 months are too few: at least 24. No text that was read"):
        keep(council, admin, kind, 23)


def test_a_draft_is_given_up_by_being_erased_and_by_nothing_else(case, officer):
    with pytest.raises(StepNotOpen, match="draft-time-over is open"):
        cases.take_step(case, cases.Taking("give-up", time.acting.TIME, NOW))
    assert "give-up" not in time_passes(NOW + timedelta(days=5000))


def test_holds_are_written_by_the_one_action_that_only_an_administrator_may_take():
    """Every path to a hold leads there: the page of the settings, and no step, import or command."""
    source = Path(casework.__file__).parent.parent
    writing = [path for path in source.rglob("*.py") if "migrations" not in path.parts and "LegalHold.objects.create" in path.read_text()]
    using = [path for path in source.rglob("*.py") if "retention.hold(" in path.read_text() or "acts.hold(" in path.read_text()]
    assert [path.name for path in writing] == ["retention.py"]
    assert [path.name for path in using] == ["settings_retention.py"]
