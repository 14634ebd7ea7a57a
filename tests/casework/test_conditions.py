"""Conditions of a licence followed to their end, and evidence of its duties: who, when and why are kept, and one record counts."""

from datetime import date, timedelta
from functools import partial

import pytest

from fanlight.casework import due, entered
from fanlight.casework.access import NotPermitted
from fanlight.casework.actions import conditions
from fanlight.casework.actions.conditions import ConditionNotOpen, Proved
from fanlight.casework.models import Case, Condition, Event, Evidence, Licence, LicenceVersion, Upload
from fanlight.casework.queries import cases, figures, record
from fanlight.licensing.procedure import Role
from tests.casework.conftest import NOW, staff, told
from tests.casework.test_at_once import at_once
from tests.casework.test_decisions import DECIDE, granted, ready

__all__ = ["ready"]
ON = DECIDE.date()
NOTE = "The certificate was seen."


@pytest.fixture
def licence(ready, officer, manager):
    granted(ready, officer, manager)
    return Licence.objects.get(application=ready)


@pytest.fixture
def condition(licence):
    return Condition.objects.filter(licence=licence).earliest("pk")


def meet(condition, by, *, on=ON, note=NOTE):
    return conditions.meet(condition, on=on, note=note, by=by, at=DECIDE)


@pytest.mark.django_db
def test_a_condition_is_met_with_who_when_and_what_shows_it(condition, licence, officer):
    held = meet(condition, officer)
    assert (held.met_on, held.met_by, held.met_note) == (ON, officer.account, NOTE)
    about = told("condition met")
    assert (about["licence"], about["condition"], about["note"]) == (licence.number, condition.key, NOTE)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("on", "note", "why"), [(ON + timedelta(1), NOTE, "still to come"), (ON, "  ", "say what shows")], ids=["to come", "nothing shows it"]
)
def test_what_is_to_come_or_shown_by_nothing_is_refused_and_nothing_is_kept(condition, officer, on, note, why):
    with pytest.raises(ValueError, match=why):
        meet(condition, officer, on=on, note=note)
    condition.refresh_from_db()
    assert condition.met_on is None and not Event.objects.filter(kind="condition met").exists()


@pytest.mark.django_db
def test_a_condition_that_was_varied_away_is_met_no_more(condition, licence, officer):
    Condition.objects.filter(pk=condition.pk).update(until_version=2)
    conditions.meet(condition, on=ON, note=NOTE, by=officer, at=DECIDE)
    conditions.reopen(condition, reasons="The variation has not taken effect.", by=officer, at=DECIDE)
    later = licence.versions.get()
    later.pk, later.number = None, 2
    later.save(force_insert=True)
    entered.let_count(later)
    with pytest.raises(ConditionNotOpen, match="varied"):
        meet(condition, officer)


@pytest.mark.django_db
def test_a_condition_is_opened_again_with_reasons_and_both_stay_on_record(condition, officer):
    with pytest.raises(ConditionNotOpen, match="open already"):
        conditions.reopen(condition, reasons="It broke.", by=officer, at=DECIDE)
    meet(condition, officer)
    with pytest.raises(ValueError, match="say why"):
        conditions.reopen(condition, reasons="", by=officer, at=DECIDE)
    conditions.reopen(condition, reasons="The certificate was another house's.", by=officer, at=DECIDE)
    condition.refresh_from_db()
    assert (condition.met_on, condition.met_by, condition.met_note) == (None, None, "")
    about = told("condition reopened")
    assert (about["note"], about["by"]) == (NOTE, str(officer.account))


@pytest.mark.django_db
def test_nobody_else_says_that_a_condition_is_met(condition, applicant, fire_officer, other_council, licence):
    stranger = staff("Sam Stranger", Role.HOUSING_OFFICER, council=other_council)
    for who in (applicant, fire_officer, stranger):
        with pytest.raises(NotPermitted):
            meet(condition, who)
        with pytest.raises(NotPermitted):
            conditions.reopen(condition, reasons="So.", by=who, at=DECIDE)
    for who in (fire_officer, stranger):
        with pytest.raises(NotPermitted):
            conditions.prove(licence, Proved("gas", ON), by=who, at=DECIDE)
    with pytest.raises(ValueError, match="send the paper"):  # whoever answers for the licence may, but not by their word alone
        conditions.prove(licence, Proved("gas", ON), by=applicant, at=DECIDE)


@pytest.mark.django_db
def test_evidence_is_kept_in_order_and_never_of_what_is_to_come(licence, officer):
    for proved, why in ((Proved("gas", ON + timedelta(1)), "still to come"), (Proved("gas", ON, next_on=ON), "comes after")):
        with pytest.raises(ValueError, match=why):
            conditions.prove(licence, proved, by=officer, at=DECIDE)
    made = conditions.prove(licence, Proved("gas", ON, " Seen. ", date(2027, 4, 1)), by=officer, at=DECIDE)
    assert (made.note, made.next_on, made.by) == ("Seen.", date(2027, 4, 1), officer.account)
    assert Event.objects.filter(kind="evidence kept").count() == Evidence.objects.count() == 1


@pytest.mark.django_db
def test_a_file_of_another_case_is_no_evidence(licence, ready, officer):
    made = Upload.objects.create(
        case=ready, kind="certificate", name="gas.pdf", content_type="application/pdf", size=1, sha256="0", stored_as="x",
        by=officer.account, at=NOW,
    )  # fmt: skip
    with pytest.raises(NotPermitted, match="another case"):
        conditions.prove(licence, Proved("gas", ON, upload=made), by=officer, at=DECIDE)
    assert not Evidence.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_who_meet_a_condition_at_once_one_wins(council, condition, officer):
    other = staff("Ola Other", Role.HOUSING_OFFICER, council=council)
    copies = [Condition.objects.get(pk=condition.pk) for _ in range(2)]
    given = at_once(*(partial(meet, copy, who, note=str(who.account)) for copy, who in zip(copies, (officer, other), strict=True)))
    (lost,) = [one for one in given if isinstance(one, Exception)]
    condition.refresh_from_db()
    assert isinstance(lost, ConditionNotOpen) and str(condition.met_by) in str(lost)
    assert condition.met_note == str(condition.met_by)
    assert Event.objects.filter(kind="condition met").count() == 1
    council.refresh_from_db()
    assert record.prove(council).fault == "" and LicenceVersion.objects.count() == 1


PAST = ON - timedelta(10)


def late(licence):
    """What the lists say of the licence's case: whether it is late, what is, and what is due next."""
    council, case = licence.council, licence.case
    case.refresh_from_db()
    listed = case in cases.listed(council, cases.Wanted(late_on=ON)).cases
    counted = sum(each.late for each in figures.by_officer(council, ON))
    assert counted == sum(each.late for each in figures.by_state(council, ON)) == int(listed)
    return listed, [(each.last_on, each.does) for each in figures.late(council, ON, 1).periods if each.case == case], cases.due([case])


@pytest.mark.django_db
def test_a_condition_that_is_overdue_makes_the_case_of_its_licence_late_until_it_is_met(condition, licence, officer):
    assert late(licence) == (False, [], {})
    Condition.objects.filter(pk=condition.pk).update(due_on=PAST)
    condition.refresh_from_db()
    due.repeat(licence.case)
    assert late(licence) == (True, [(PAST, condition.words)], {licence.case_id: f"condition: {condition.words}"})
    meet(condition, officer)
    assert late(licence) == (False, [], {})
    conditions.reopen(condition, reasons="The work failed.", by=officer, at=DECIDE)
    assert late(licence)[0]
    Case.objects.filter(pk=licence.case_id).update(is_ended=True)
    licence.case.refresh_from_db()
    assert due.first(licence.case) is None and figures.late(licence.council, ON, 1).count == 0


@pytest.mark.django_db
def test_the_day_that_the_last_paper_of_a_duty_names_makes_it_late_too(licence, officer):
    first, newer = (Proved("gas", PAST - timedelta(days), "Seen.", PAST + timedelta(more)) for days, more in ((40, -20), (30, 0)))
    conditions.prove(licence, first, by=officer, at=DECIDE)
    assert [on for on, _ in late(licence)[1]] == [PAST - timedelta(20)]
    kept = conditions.prove(licence, newer, by=officer, at=DECIDE)
    assert late(licence) == (True, [(PAST, figures.PAPER)], {licence.case_id: due.PAPER})
    conditions.refuse(kept, reasons="Of another house.", by=officer, at=DECIDE)
    assert [on for on, _ in late(licence)[1]] == [PAST - timedelta(20)]
    conditions.prove(licence, Proved("gas", ON, "Seen.", ON + timedelta(365)), by=officer, at=DECIDE)
    assert late(licence)[:2] == (False, [])


@pytest.mark.django_db
def test_the_list_of_what_is_late_asks_as_much_of_one_as_of_many(licence, django_assert_max_num_queries):
    asked, council = set(), licence.council
    for held in Condition.objects.filter(licence=licence).order_by("pk")[:4]:
        Condition.objects.filter(pk=held.pk).update(due_on=PAST)
        with django_assert_max_num_queries(3) as context:
            figures.late(council, ON, 1)
        asked.add(len(context))
    assert asked == {3}
