"""Drafts never sent and temporary exemptions are erased by their periods, and every table is erased or stays for a reason."""

from datetime import timedelta

import pytest
from django.apps import apps

from fanlight.casework.actions import cases, erasing_cases, parties, payments, refunds, retention
from fanlight.casework.actions.parties import Described
from fanlight.casework.actions.payments import Money
from fanlight.casework.actions.refunds import Refunding, Way
from fanlight.casework.fees import Part
from fanlight.casework.models import (
    ERASABLE,
    MARK,
    Account,
    Case,
    Departure,
    Draft,
    Exemption,
    GivenBack,
    House,
    LetterReceipt,
    Message,
    PaymentOrder,
)
from fanlight.casework.queries import cases as case_queries
from fanlight.casework.queries import retention as queries
from fanlight.licensing.relevant_persons import LegalRole
from fanlight.licensing.retention import Kind
from tests.casework.conftest import NOW, move, party
from tests.casework.test_erasing import admin, erased, give, keep, prove, uploads_of_their_own, whole

__all__ = ["admin", "uploads_of_their_own"]

LATER = NOW + timedelta(days=100)


@pytest.fixture
def begun(case, applicant):
    """An application with people, a form and a file in it that was never sent."""
    party(case, "proposed licence holder", "Hal Holder")
    Draft.objects.create(case=case, depth="application", document={"who": "Hal Holder"}, saved_at=NOW + timedelta(days=2))
    give(case, applicant)
    Message.objects.create(
        council=case.council,
        case=case,
        key="one",
        to="ada@example.org",
        subject="Ada",
        body="Dear Ada",
        made_at=NOW,
        try_at=NOW,
        sent_at=NOW,
    )
    return case


def test_a_draft_is_erased_after_the_last_day_on_which_anybody_did_anything_in_it(begun, council, admin, settings):
    assert erased(LATER) == []
    keep(council, admin, Kind.DRAFTS, 3)
    assert erased(NOW + timedelta(days=93)) == []
    (done,) = erased(NOW + timedelta(days=94))
    assert (done.kind, done.case) == (Kind.DRAFTS, begun)
    left = whole()
    assert [each for each in ("Hal", "Ada", "ada@example.org", "plan of") if each in left] == []
    assert not [each for each in settings.UPLOADS.rglob("*") if each.is_file()]
    assert erased(LATER + timedelta(days=1)) == []
    assert prove().startswith("exampleton: whole: ")


def test_an_erased_draft_is_over_for_everybody_and_its_house_stays(begun, council, admin, officer, applicant):
    keep(council, admin, Kind.DRAFTS, 3)
    keep(council, admin, Kind.UNSUCCESSFUL, 3)
    (done,) = erased(LATER)
    assert done.rows["account"] == 1 and Account.objects.get(pk=applicant.account.pk).name == MARK
    begun.refresh_from_db()
    assert (begun.state, begun.is_ended, begun.applicant, begun.steps) == ("given up", True, None, 1)
    assert (begun.steps_taken.get().name, begun.steps_taken.get().by) == ("give-up", None)
    assert case_queries.listed(council, case_queries.Wanted()).count == 0
    assert case_queries.get(officer, begun.reference) is None
    assert erased(LATER + timedelta(days=1000)) == []
    assert House.objects.get() == begun.house


@pytest.mark.parametrize("what", ["form saved", "person named"])
def test_whatever_was_done_in_a_draft_last_counts(begun, council, admin, applicant, what):
    later = NOW + timedelta(days=50)
    if what == "form saved":
        Draft.objects.update(saved_at=later)
    else:
        parties.add(begun, Described(LegalRole.OWNER, "Olive Owner"), by=applicant, at=later)
    keep(council, admin, Kind.DRAFTS, 3)
    assert queries.due(council, LATER.date()) == []
    (due,) = queries.due(council, (LATER + timedelta(days=50)).date())
    assert due.since == later.date()


def test_a_hold_keeps_a_draft_and_does_not_make_it_younger(begun, council, admin):
    keep(council, admin, Kind.DRAFTS, 3)
    hold = retention.hold(begun, reasons="A claim.", by=admin, at=LATER)
    assert erased(LATER) == []
    retention.lift(hold, reasons="Settled.", by=admin, at=LATER)
    assert len(erased(LATER)) == 1


def test_a_draft_that_was_paid_for_waits_until_the_money_is_given_back(begun, council, admin, applicant, officer):
    keep(council, admin, Kind.DRAFTS, 3)
    order = PaymentOrder.objects.create(
        case=begun, part="first", reference="order-1", by=applicant.account, begun_at=NOW, said="Ada's card"
    )
    assert erased(LATER) == []
    paid = payments.receive(begun, Money(Part.FIRST, 48000, "card", "order-1"), by=applicant, at=NOW)
    PaymentOrder.objects.filter(pk=order.pk).update(over_at=NOW)
    assert erased(LATER) == []
    refunds.give_back(begun, Refunding(paid.pk, 48000, Way.TRANSFER, "Ada sold it.", 1), by=officer, at=NOW)
    Message.objects.update(sent_at=NOW)
    assert len(erased(LATER)) == 1
    order.refresh_from_db()
    assert (GivenBack.objects.get().reasons, order.said, begun.payments.count()) == (MARK, "", 2)
    assert "Ada" not in whole() and prove()


def test_a_sent_application_is_no_draft(case, council, admin):
    Case.objects.filter(pk=case.pk).update(state="submitted")
    keep(council, admin, Kind.DRAFTS, 3)
    assert queries.due(council, (NOW + timedelta(days=3650)).date()) == []


def test_reasons_receipts_and_departures_of_an_unsuccessful_application_go_with_it(begun, council, admin, officer):
    Departure.objects.create(case=begun, edition="e", clause="c", reasons="Ada is ill.", by=officer.account, at=NOW)
    receipt = LetterReceipt.objects.create(
        message=Message.objects.get(key="one"), arrival="failed", said="Ada unknown", asked_at=NOW, answer="Rang Ada.",
        answered_by=officer.account, answered_at=NOW,
    )  # fmt: skip
    move(begun, "withdrawn")
    keep(council, admin, Kind.UNSUCCESSFUL, 3)
    (done,) = erased(LATER)
    receipt.refresh_from_db()
    assert (receipt.said, receipt.answer, Departure.objects.get().reasons) == ("", MARK, MARK)
    assert (done.rows["departure"], done.rows["letterreceipt"]) == (1, 1)
    assert "Ada" not in whole()


def test_what_became_of_a_message_goes_with_the_message(begun, council, admin, officer):
    message = Message.objects.get(key="one")
    LetterReceipt.objects.create(message=message, arrival="failed", said="Ada unknown", asked_at=NOW)
    keep(council, admin, Kind.MESSAGES, 1)
    erased(LATER)
    receipt = LetterReceipt.objects.get()
    assert (receipt.said, receipt.answer) == ("", "")


def test_a_temporary_exemption_that_is_over_is_erased_like_an_application(house, council, admin, officer):
    given = {"council": council, "house": house, "opened_at": NOW, "moved_at": NOW}
    case = Case.objects.create(table="temporary-exemption", state="ended", reference="TEN-1", is_ended=True, **given)
    party(case, "person managing", "Hal Holder")
    step = case.steps_taken.create(number=1, name="notify", from_state="x", state="ended", role="applicant", at=NOW, on=NOW.date())
    Exemption.objects.create(case=case, step=step, from_on=NOW.date(), until_on=LATER.date(), steps_to_be_taken="Hal sells.")
    keep(council, admin, Kind.UNSUCCESSFUL, 3)
    assert [each.case for each in erased(LATER)] == [case]
    assert Exemption.objects.get().steps_to_be_taken == MARK and "Hal" not in whole()


def test_a_hold_on_an_appeal_against_a_variation_keeps_the_application(case, council, admin):
    """What follows from what followed belongs to the case too."""
    Case.objects.filter(pk=case.pk).update(state="withdrawn", is_ended=True)
    above = case
    for table in ("licence", "variation", "appeal"):
        above = Case.objects.create(
            council=council,
            house=case.house,
            table=table,
            reference=table,
            state="x",
            opened_at=NOW,
            moved_at=NOW,
            parent=above,
            is_ended=True,
        )
    keep(council, admin, Kind.UNSUCCESSFUL, 3)
    Case.objects.filter(pk=above.pk).update(is_ended=False)
    assert queries.due(council, LATER.date()) == []
    Case.objects.filter(pk=above.pk).update(is_ended=True)
    held = retention.hold(above, reasons="A claim.", by=admin, at=LATER)
    assert [each.hold for each in queries.due(council, LATER.date())] == [held]
    assert erased(LATER) == []


STAYS = {
    "account": "closed with the last case that needs it",
    "adoption": "staff", "apikey": "staff", "editionloaded": "staff", "feeskept": "staff", "designation": "staff", "lettertext": "staff",
    "retentionperiod": "staff", "legalhold": "staff", "membership": "staff", "erasure": "that something was erased",
    "council": "organisation", "fireauthority": "organisation", "councildocument": "the council's own standards",
    "house": "a house", "houseknown": "a house", "gazetteerentry": "an address", "impactofhouse": "a house", "assessmentkept": "a house",
    "case": "states and days; who applied is taken out", "deadline": "days", "payment": "accounts", "entryletter": "days; its notice goes",
    "firerecord": "that there was a matter", "firearrangement": "staff", "licence": "its number, house and days",
    "signedin": "goes with its session",
}  # fmt: skip
CHANGED = {
    "condition", "draft", "exemption", "firepaper", "housereport", "housereportphotograph", "inspection", "letterreceipt",
    "licencedraft", "message", "party", "paymentorder", "photograph", "proposal", "reporter", "upload",
}  # fmt: skip


def test_every_table_is_erased_by_a_kind_or_stays_for_a_reason():
    """Whoever adds a table says here which: a table that nobody thought of would keep people for ever."""
    tables = {model._meta.model_name for model in apps.get_app_config("casework").get_models()}
    marked = {model._meta.model_name for model in ERASABLE}
    assert tables == marked | CHANGED | set(STAYS)
    assert not (marked | CHANGED) & set(STAYS)
    by_cases = {model._meta.model_name for model in (*erasing_cases.OF_CASE, *erasing_cases.BELOW, *erasing_cases.OF_LICENCE)}
    assert marked == by_cases | {"event", "fireentry", "housereportentry"}


def test_the_tables_of_drafts_are_those_of_the_law():
    assert queries.APPLICATION in queries.BEGINNINGS
    assert cases.procedure.table(queries.APPLICATION, NOW.date()).beginning == queries.DRAFT
