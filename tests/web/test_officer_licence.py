"""An officer's pages after the grant: conditions to their end, the calendar with evidence, other matters, and messages that went wrong."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.acting import Office
from fanlight.casework.actions.cases import Taking
from fanlight.casework.actions.steps import take
from fanlight.casework.models import Case, Condition, Event, Evidence, Licence, Message, Upload
from fanlight.documents import wording
from fanlight.licensing import licence_terms
from tests.casework import test_decisions as decisions
from tests.casework.conftest import NOW, staff
from tests.casework.files_given import PDF
from tests.web.officer_cases import *  # noqa: F403 - people and cases
from tests.web.officer_cases import at, day, text, told


@pytest.fixture
def late(in_force):
    licence = Licence.objects.get(case=in_force)
    due = timezone.localdate() - timedelta(days=3)
    return Condition.objects.create(licence=licence, key="door", words="Fit a fire door.", source="officer", from_version=1, due_on=due)


def sealed(client, address, sent):
    """A step that was checked, as it is sent to be confirmed."""
    shown = text(client.post(address, sent))
    return {"sealed": shown.partition('name="sealed" value="')[2].partition('"')[0]}


def test_a_late_condition_is_marked_and_stands_first(olu, in_force, late):
    shown = text(olu.get(at("conditions", in_force))).partition("<main")[2]
    assert "1 late" in shown
    assert shown.index("Fit a fire door.") < shown.index("gas safety certificate")


def test_a_condition_is_met_with_who_when_and_what_shows_it(olu, in_force, late):
    sent = {"note": "Seen on a visit.", "file": SimpleUploadedFile("door.pdf", PDF), **day("on", timezone.localdate())}
    shown = told(olu, olu.post(at("meet-condition", in_force, late.pk), sent))
    assert "The condition is recorded as met." in shown
    assert "Olu Officer: Seen on a visit. (file: door.pdf)" in shown
    late.refresh_from_db()
    assert (late.met_on, Upload.objects.get().case) == (timezone.localdate(), in_force)
    assert Event.objects.filter(kind="condition met").exists()


@pytest.mark.parametrize(
    ("on", "note", "problem"),
    [
        (timezone.localdate() + timedelta(days=2), "Seen.", "still to come"),
        (date(2026, 6, 1), "", "Enter an answer to “What shows that it is met?”"),
        (None, "Seen.", "Enter day"),
    ],
)
def test_a_condition_is_not_met_to_come_or_without_what_shows_it(olu, in_force, late, on, note, problem):
    sent = {"note": note, "file": SimpleUploadedFile("door.pdf", PDF), **(day("on", on) if on else {})}
    assert problem in text(olu.post(at("meet-condition", in_force, late.pk), sent))
    late.refresh_from_db()
    assert late.met_on is None
    assert not Upload.objects.exists()


def test_who_records_a_condition_that_another_recorded_is_told(olu, in_force, late):
    sent = {"note": "Seen.", **day("on", timezone.localdate())}
    olu.post(at("meet-condition", in_force, late.pk), sent)
    assert "Olu Officer recorded it as met" in text(olu.post(at("meet-condition", in_force, late.pk), sent))


def test_a_condition_is_opened_again_with_reasons(olu, in_force, late):
    assert "It is open already" in text(olu.post(at("reopen-condition", in_force, late.pk), {"reasons": "No."}))
    olu.post(at("meet-condition", in_force, late.pk), {"note": "Seen.", **day("on", timezone.localdate())})
    assert "There is a problem" in text(olu.post(at("reopen-condition", in_force, late.pk), {"reasons": ""}))
    assert "1 late" in told(olu, olu.post(at("reopen-condition", in_force, late.pk), {"reasons": "It was another door."}))


def test_a_condition_of_another_licence_is_not_there(olu, in_force):
    assert olu.get(at("meet-condition", in_force, 9999)).status_code == 404


def test_the_calendar_says_what_is_due_and_what_cannot_be_told(olu, in_force):
    shown = text(olu.get(at("calendar", in_force)))
    assert "May be late: it cannot be told" in shown
    assert "How this was worked out" in shown


GAS = "duty/licence/gas-certificate"


def test_evidence_is_kept_and_the_calendar_counts_it(olu, in_force):
    address = f"{at('evidence', in_force)}?duty={GAS}"
    done = timezone.localdate() - timedelta(days=10)
    sent = {"note": "Certificate 7.", "file": SimpleUploadedFile("gas.pdf", PDF), **day("on", done)}
    shown = told(olu, olu.post(address, sent))
    assert "The evidence is kept." in shown
    assert "Certificate 7." in shown
    row = Evidence.objects.get()
    assert (row.duty, row.on, row.upload.name) == (GAS, done, "gas.pdf")
    assert "Done (" in shown


def test_evidence_out_of_order_or_for_no_duty_is_refused(olu, in_force):
    today = timezone.localdate()
    address = f"{at('evidence', in_force)}?duty={GAS}"
    sent = {"note": "", **day("on", today), **day("next_on", today - timedelta(days=1))}
    assert "comes after the day" in text(olu.post(address, sent))
    assert not Evidence.objects.exists()
    assert olu.get(f"{at('evidence', in_force)}?duty=nothing").status_code == 404


def test_evidence_that_is_refused_does_not_count_any_more(olu, in_force):
    done = timezone.localdate() - timedelta(days=10)
    told(olu, olu.post(f"{at('evidence', in_force)}?duty={GAS}", {"note": "Certificate 7.", **day("on", done)}))
    row = Evidence.objects.get()
    address = at("refuse-evidence", in_force, row.pk)
    assert address in text(olu.get(at("calendar", in_force)))
    assert "There is a problem" in text(olu.post(address, {"reasons": " "}))
    shown = told(olu, olu.post(address, {"reasons": "Of another house."}))
    assert "Done (" not in shown and "No: Of another house." in shown
    assert "refused it on" in text(olu.post(address, {"reasons": "Again."}))
    assert olu.get(at("refuse-evidence", in_force, 9999)).status_code == 404


def test_a_condition_with_a_day_stands_in_the_calendar_and_is_recorded_from_there(olu, in_force, late):
    assert at("meet-condition", in_force, late.pk) in text(olu.get(at("calendar", in_force)))


@pytest.mark.parametrize(("table", "need"), [("variation", "grounds-for-variation"), ("revocation", "grounds-for-revocation")])
def test_a_matter_about_a_licence_is_begun_with_its_grounds(olu, in_force, table, need):
    assert at("begin", in_force, table) in text(olu.get(at("begin-matter", in_force)))
    told(olu, olu.post(at("begin", in_force, table), {"grounds": "More live there."}))
    begun = Case.objects.get(table=table)
    assert begun.parent == in_force
    assert begun.needs_recorded.get().need == need
    assert "has not ended: go on there" in text(olu.post(at("begin", in_force, table), {"grounds": "Again."}))
    assert olu.get(at("begin", in_force, "nothing")).status_code == 404


def test_a_matter_without_grounds_is_not_begun(olu, in_force):
    assert "There is a problem" in text(olu.post(at("begin", in_force, "variation"), {"grounds": " "}))
    assert not Case.objects.filter(table="variation").exists()


def test_the_draft_of_a_variation_begins_with_the_licence_and_shows_what_changes(olu, in_force):
    olu.post(at("begin", in_force, "variation"), {"grounds": "More live there."})
    case = Case.objects.get(table="variation")
    shown = text(olu.get(at("licence", case)))
    assert "Nothing yet: the draft is as the licence in force." in shown
    assert "cannot begin on" not in shown
    sent = {"version": "0", "holder": "Hal Holder", "manager": "", **day("from_", date(2026, 5, 1)), **day("until", date(2031, 5, 1)),
            "persons": "4",
            "households": "4", "room-0-over_ten": "1", "room-0-under_ten": "1", "room-0-in_all": "1"}  # fmt: skip
    shown = text(olu.post(at("licence", case), sent))
    assert "The licence is saved." in shown
    assert "the most persons" in shown


def test_the_death_of_the_holder_ends_the_licence(olu, in_force):
    address = at("death", in_force)
    to_come = timezone.localdate() + timedelta(days=2)
    assert "still to come" in text(olu.post(address, {"how_known": "A letter.", **day("died_on", to_come)}))
    told(olu, olu.post(address, {"how_known": "A letter.", **day("died_on", timezone.localdate() - timedelta(days=5))}))
    in_force.refresh_from_db()
    assert in_force.state == "ended"
    assert in_force.deadlines.filter(name="death-of-holder").exists()
    assert olu.get(at("step", in_force, "end-by-death"))["Location"] == address


def test_an_appeal_is_opened_entered_and_decided(olu, ready, officer, manager):
    said = {"delivery": "post", "last_on": decisions.LAST_ON}
    take(ready, Taking("propose-to-refuse", officer, NOW, reasons="Not suitable.", details=said))
    take(ready, Taking("refuse", manager, timezone.now(), reasons="As proposed."))
    step = ready.steps_taken.get(name="refuse")
    address = at("open-appeal", ready, step.number)
    assert address in text(olu.get(at("begin-matter", ready)))
    told(olu, olu.post(address))
    appeal = Case.objects.get(table="appeal")
    assert (appeal.decision, appeal.parent) == (step, ready)
    made = {
        "tribunal_number": "BIR/1",
        "tribunal_appellant": "Hal Holder",
        "tribunal_against": "The refusal",
        **day("received_on", timezone.localdate()),
    }
    to_come = made | day("received_on", timezone.localdate() + timedelta(days=1))
    assert "still to come" in text(olu.post(at("step", appeal, "appeal"), to_come))
    assert "The last day for an appeal is" in text(olu.get(at("step", appeal, "appeal")))
    told(olu, olu.post(at("step", appeal, "appeal"), sealed(olu, at("step", appeal, "appeal"), made)))
    decided = {"tribunal_decision": "The decision stands."}
    assert 'href="#tribunal_outcome"' in text(olu.post(at("step", appeal, "decide"), decided))
    decided |= {"tribunal_outcome": "confirmed"}
    told(olu, olu.post(at("step", appeal, "decide"), sealed(olu, at("step", appeal, "decide"), decided)))
    appeal.refresh_from_db()
    assert appeal.state == "decided"
    taken = appeal.steps_taken.get(name="decide")
    assert (taken.role, taken.by) == ("tribunal", officer.account)
    assert f"appeal of Hal Holder, received by the tribunal on {wording.day(timezone.localdate())}" in text(olu.get(at("case", appeal)))
    assert "was opened before" in text(olu.post(address))
    assert olu.get(at("open-appeal", ready, 1)).status_code == 404


def test_a_house_is_found_and_a_notification_about_it_entered(olu, house):
    address = reverse("houses", args=["exampleton"])
    exemption = reverse("exemption", args=["exampleton", house.pk])
    assert exemption in text(olu.get(address, {"words": "sample street"}))
    assert "No house of the council is found." in text(olu.get(address, {"words": "nowhere"}))
    sent = {"role": "person having control", "name": "Cora Control", "address": "3 Close\nExampleton", "email": "", "steps": "Sell it.",
            **day("received_on", timezone.localdate())}  # fmt: skip
    assert "There is a problem" in text(olu.post(exemption, {**sent, "steps": ""}))
    told(olu, olu.post(exemption, sent))
    case = Case.objects.get(table="temporary-exemption")
    assert (case.house, case.state) == (house, "notified")
    assert "further notification is made there" in text(olu.post(exemption, sent))


def test_a_house_of_another_council_is_not_there(olu, other_council, house):
    house.council = other_council
    house.save()
    assert olu.get(reverse("exemption", args=["exampleton", house.pk])).status_code == 404
    assert "No house of the council is found." in text(olu.get(reverse("houses", args=["exampleton"]), {"words": "Sample"}))


@pytest.fixture
def unclear(council):
    """A message handed over with no answer, and one given up."""
    given = {"council": council, "to": "ada@example.org", "body": "Words", "made_at": NOW, "try_at": NOW, "tries": 3}
    gone = Message.objects.create(key="m2", subject="Given up", gave_up_at=NOW, fault="no such mailbox", **given)
    return Message.objects.create(key="m1", subject="Unclear", taken_at=NOW, fault="no answer", **given), gone


@pytest.fixture
def ari(client, council):
    client.force_login(staff("Ari Admin", Office.ADMINISTRATOR, council=council).account)
    return client


def messages(*args):
    return reverse("message" if args else "messages", args=["exampleton", *args])


def test_messages_that_wait_for_a_person_are_listed_and_settled(ari, unclear):
    waits, gone = unclear
    shown = text(ari.get(messages()))
    assert "no such mailbox" in shown
    assert "Unclear" in shown
    told(ari, ari.post(messages(waits.pk), {"has_left": "left", "reasons": "She rang."}))
    assert "sent again" in told(ari, ari.post(messages(gone.pk), {"has_left": "again", "reasons": "Mailbox is back."}))
    waits.refresh_from_db()
    gone.refresh_from_db()
    assert waits.sent_at is not None
    assert gone.gave_up_at is None
    assert "Nothing waits for you." in text(ari.get(messages()))
    assert ari.get(messages(waits.pk)).status_code == 404


def test_a_message_given_up_certainly_did_not_leave(ari, unclear):
    assert "Select one of the answers shown" in text(ari.post(messages(unclear[1].pk), {"has_left": "left", "reasons": "Sure."}))
    assert "There is a problem" in text(ari.post(messages(unclear[0].pk), {"has_left": "left", "reasons": ""}))


def test_managers_see_messages_and_officers_and_other_councils_do_not(client, officer, manager, unclear, other_council):
    client.force_login(manager.account)
    assert "Unclear" in text(client.get(messages()))
    client.force_login(officer.account)
    assert client.get(messages()).status_code == 403
    client.force_login(staff("Abe Admin", Office.ADMINISTRATOR, council=other_council).account)
    assert client.get(messages()).status_code == 404
    assert client.get(messages(unclear[0].pk).replace("exampleton", "elsewhere")).status_code == 404


@pytest.mark.parametrize(("table", "title"), [("variation", "vary"), ("revocation", "revoke")])
def test_a_request_by_letter_is_entered_with_its_paper(olu, in_force, table, title):
    address = at("enter-request", in_force, table)
    assert address in text(olu.get(at("begin-matter", in_force)))
    Case.objects.filter(pk=in_force.pk).update(opened_at=timezone.now() - timedelta(days=30))
    received = timezone.localdate() - timedelta(days=9)
    sent = {"who": "other", "name": "", "role": "", "address": "", "email": "", "grounds": "Please.", **day("received_on", received)}
    shown = text(olu.post(address, sent))
    assert f"Enter a request to {title}" in shown
    assert "Enter the name of somebody else" in shown and "Select what somebody else is" in shown
    sent |= {"name": "New Bank", "role": "mortgagee", "address": "2 High Street"}
    assert "odd.pdf" in text(olu.post(address, {**sent, "file": SimpleUploadedFile("odd.pdf", b"nothing")}))
    assert not Case.objects.filter(table=table).exists()
    shown = told(olu, olu.post(address, {**sent, "file": SimpleUploadedFile("letter.pdf", PDF)}))
    made = Case.objects.get(table=table)
    assert (made.state, made.parent, Upload.objects.get().case) == ("asked", in_force, made)
    assert f"by letter of New Bank, received on {received:%-d %B %Y}; entered by Olu Officer" in shown
    assert "has not ended: go on there" in text(olu.post(address, sent))
    assert olu.get(at("enter-request", in_force, "appeal")).status_code == 404


def test_a_request_by_letter_is_that_of_a_person_of_the_licence(olu, in_force):
    Case.objects.filter(pk=in_force.pk).update(opened_at=timezone.now() - timedelta(days=30))
    address = at("enter-request", in_force, "variation")
    shown = text(olu.get(address))
    assert "Hal Holder, licence holder" in shown
    hal = shown.partition("Hal Holder, licence holder")[0].rpartition('value="')[2].partition('"')[0]
    told(olu, olu.post(address, {"who": hal, "grounds": "Six.", **day("received_on", timezone.localdate())}))
    assert Case.objects.get(table="variation").steps_taken.get().details["by_name"] == "Hal Holder"


def test_a_request_is_entered_in_a_licence_only_and_by_who_works_on_it(olu, ready):
    assert olu.get(at("enter-request", ready, "variation")).status_code == 404


def test_a_house_of_too_many_rooms_is_filled_in_without_its_numbers(olu, ready, monkeypatch):
    monkeypatch.setattr(licence_terms, "MOST_ROOMS", 0)
    shown = text(olu.post(at("licence", ready), {"do": "fill"}))
    for words in ("Filled in from the assessment.", "searched here for 1 to 0 rooms", "fanlight occupancy"):
        assert words in shown, words
