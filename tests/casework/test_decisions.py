"""An application from the draft to the licence: the notices, the licence and the record come about together or not at all."""

from datetime import UTC, date, datetime, timedelta

import pytest

from fanlight.casework.actions import cases, licences, steps, surveys
from fanlight.casework.actions.cases import Taking
from fanlight.casework.actions.surveys import Saving
from fanlight.casework.models import Adoption, Case, Event, Licence, LicenceDraft, Message, Notice, Party, Payment, StepTaken
from fanlight.casework.notices import serving
from fanlight.casework.queries import record
from fanlight.documents.letters.composing import Incomplete
from fanlight.licensing import licence_terms
from fanlight.licensing.deadlines import DatesInvalid
from fanlight.licensing.licence_terms import LicenceTerms, RoomTerms
from fanlight.licensing.procedure import Standing, StepNotOpen
from tests.casework.conftest import NOW

DECIDE = datetime(2026, 4, 10, 10, 0, tzinfo=UTC)
LAST_ON = "2026-03-31"
HOUSE = {
    "house": {"storeys": "3", "persons": "5", "has_gas": "yes"},
    "rooms": [{"id": "r1", "label": "Front room", "floor_area": "9.4 m2"}],
}
MET = (
    "house-suitable",
    "holder-fit",
    "manager-fit",
    "management-satisfactory",
    "fire-authority-consulted",
    "no-banning-order",
    "form-complete",
)


@pytest.fixture
def ready(council, house, applicant, officer):
    """An application duly made, with its people and its survey, and every need found to be met."""
    Adoption.objects.create(
        council=council, edition="birmingham/2018-11", from_on=date(2020, 1, 1), decided_by="Cabinet", decided_on=date(2019, 12, 1)
    )
    council.address, council.email = "1 Square\nExampleton", "hmo@example.org"
    council.tribunal_address, council.tribunal_email = "Tribunal House\nExampleton", "tribunal@example.org"
    council.save()
    case = cases.open_case("application", house=house, by=applicant, at=NOW)
    for role, name in (("applicant", "Ada Applicant"), ("proposed licence holder", "Hal Holder"), ("mortgagee", "Made-up Bank")):
        Party.objects.create(
            case=case,
            role=role,
            name=name,
            address="3 Close\nExampleton",
            email=f"{name[:3].lower()}@example.org",
            told_on=NOW.date(),
            told_how="letter",
        )
    Payment.objects.create(case=case, part="first", pence=48000, method="card", reference="p1", at=NOW)
    draft = surveys.draft(case, "application", at=NOW)
    surveys.save(case, "application", Saving({**draft.document, **HOUSE}, draft.version), by=applicant, at=NOW)
    surveys.keep(case, "application", by=applicant, at=NOW)
    steps.take(case, Taking("submit", applicant, NOW))
    for need in MET:
        cases.record_need(case, need, Standing.MET, reasons="Seen.", by=officer, at=NOW)
    steps.take(case, Taking("accept", officer, NOW))
    return case


def terms(case):
    held = licence_terms.mandatory(licences.survey(case), DECIDE.date())
    return LicenceTerms(
        holder="Hal Holder", from_=date(2026, 5, 1), until=date(2031, 5, 1), persons=5, households=5,
        rooms=(RoomTerms("r1", "Front room", 1, 1, 1),), conditions=held,
    )  # fmt: skip


def draft(case, found):
    LicenceDraft.objects.update_or_create(case=case, defaults={"content": found.plain(), "saved_at": NOW})


def propose(case, officer, **details):
    return steps.take(
        case,
        Taking("propose-to-grant", officer, NOW, reasons="Suitable for five.", details={"delivery": "post", "last_on": LAST_ON, **details}),
    )


def granted(case, officer, manager, at=DECIDE):
    draft(case, terms(case))
    propose(case, officer)
    cases.record_need(case, "mandatory-conditions", Standing.MET, reasons="All there.", by=officer, at=at)
    return steps.take(
        case, Taking("grant", manager, at, reasons="As proposed.", details={"second_pence": 40000, "second_due_on": "2026-05-10"})
    )


def test_what_was_handed_in_is_kept_and_assessed(ready):
    kept = ready.surveys.get()
    assert kept.depth == "application"
    assert ready.assessments.get().counts["cannot_tell"] > 100
    assert ready.assessments.get().editions == ["england/2018-10", "birmingham/2018-11"]


def test_a_proposal_goes_to_each_relevant_person_with_its_dates(ready, officer):
    draft(ready, terms(ready))
    moved = propose(ready, officer)
    assert {notice.party.name for notice in moved.notices} == {"Ada Applicant", "Hal Holder", "Made-up Bank"}
    assert all(bytes(notice.pdf).startswith(b"%PDF") and notice.last_on == date(2026, 3, 31) for notice in moved.notices)
    assert "31 March 2026" in moved.notices[0].html
    assert Message.objects.filter(case=ready, notice__in=moved.notices).count() == 3
    assert ready.state == "grant proposed"


@pytest.mark.parametrize("last_on", ["2026-03-10", "2026-02-01"])
def test_a_notice_with_too_short_a_time_is_not_sent(ready, officer, last_on):
    draft(ready, terms(ready))
    before = (StepTaken.objects.count(), Notice.objects.count(), Event.objects.count())
    with pytest.raises(DatesInvalid):
        propose(ready, officer, last_on=last_on)
    assert (StepTaken.objects.count(), Notice.objects.count(), Event.objects.count()) == before
    assert Case.objects.get(pk=ready.pk).state == "duly made"


def test_a_proposal_without_a_drafted_licence_is_refused_by_name(ready, officer):
    with pytest.raises(Incomplete, match="licence"):
        propose(ready, officer)


def test_a_preview_keeps_nothing(ready, officer):
    draft(ready, terms(ready))
    before = (StepTaken.objects.count(), Notice.objects.count(), Event.objects.count())
    made = steps.preview(ready, Taking("propose-to-grant", officer, NOW, reasons="Why", details={"last_on": LAST_ON}))
    assert len(made) == 3
    assert (StepTaken.objects.count(), Notice.objects.count(), Event.objects.count()) == before
    assert ready.state == "duly made"


def test_granting_makes_the_licence_its_conditions_its_notices_and_its_own_case(ready, officer, manager, council):
    moved = granted(ready, officer, manager)
    licence = Licence.objects.get(application=ready)
    version = licence.versions.get()
    assert (version.persons, version.households, version.until_on) == (5, 5, date(2031, 5, 1))
    assert licence.conditions.filter(source="law").count() == len(licence_terms.mandatory(licences.survey(ready), DECIDE.date()))
    assert {notice.kind for notice in moved.notices} == {"licence", "grant-decision", "fee-demand"}
    assert ready.state == "granted"
    assert licence.case.state == "granted"
    council.refresh_from_db()
    assert record.prove(council).fault == ""


def test_everybody_who_is_told_of_a_decision_gets_a_copy_of_it(ready, officer, manager):
    moved = granted(ready, officer, manager)
    told = [notice for notice in moved.notices if notice.kind == "grant-decision"]
    (kept,) = [notice for notice in moved.notices if notice.kind == "licence"]
    assert {notice.party.name for notice in told} == {"Ada Applicant", "Hal Holder", "Made-up Bank"} and kept.party is None
    for notice in told:
        assert "Copy of the licence" in notice.html and "gas safety certificate" in notice.html


@pytest.mark.parametrize(
    ("table", "step", "kinds"),
    [
        ("application", "propose-to-grant", ("grant-proposal",)),
        ("variation", "vary", ("variation-decision", "variation")),
        ("revocation", "revoke-by-agreement", ("revocation-decision", "revocation")),
    ],
)
def test_a_decision_is_kept_by_itself_besides_its_notices_and_a_draft_is_not(table, step, kinds):
    assert sorted(serving.kinds(table, step)) == sorted(kinds)


def test_a_licence_that_begins_today_is_in_force_at_once(ready, officer, manager):
    at = datetime(2026, 5, 1, 9, tzinfo=UTC)
    granted(ready, officer, manager, at)
    assert Licence.objects.get().case.state == "in force"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"until": date(2031, 5, 2)}, "five years"),
        ({"persons": None}, "the most persons is not decided"),
        ({"households": 6}, "6 households cannot be 5 persons"),
        ({"conditions": ()}, "must hold"),
        ({"from_": date(2026, 4, 1)}, "before the day it is granted"),
    ],
)
def test_an_invalid_licence_is_not_granted(ready, officer, manager, change, why):
    from dataclasses import replace

    draft(ready, terms(ready))
    propose(ready, officer)
    draft(ready, replace(terms(ready), **change))
    cases.record_need(ready, "mandatory-conditions", Standing.MET, reasons="All there.", by=officer, at=DECIDE)
    events = Event.objects.count()
    with pytest.raises(licences.LicenceNotValid, match=why):
        steps.take(
            ready, Taking("grant", manager, DECIDE, reasons="As proposed.", details={"second_pence": 40000, "second_due_on": "2026-05-10"})
        )
    assert (Licence.objects.count(), Event.objects.count(), Case.objects.get(pk=ready.pk).state) == (0, events, "grant proposed")


def test_nothing_is_granted_before_the_consultation_has_ended(ready, officer, manager):
    draft(ready, terms(ready))
    propose(ready, officer)
    cases.record_need(ready, "mandatory-conditions", Standing.MET, reasons="All there.", by=officer, at=NOW)
    with pytest.raises(StepNotOpen, match="consultation-ended is not met"):
        steps.take(ready, Taking("grant", manager, NOW + timedelta(days=5), reasons="Early."))


def test_an_officer_cannot_sign_what_only_a_manager_may(ready, officer, manager):
    with pytest.raises(StepNotOpen, match="only team manager may take it"):
        granted(ready, officer, officer)
