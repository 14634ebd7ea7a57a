"""The outbox: messages leave after their transaction, once; what fails is tried again, and what is unclear waits for a person."""

from datetime import date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import transaction

from fanlight.casework import access, recording
from fanlight.casework.acting import Office
from fanlight.casework.actions import cases, outbox
from fanlight.casework.actions.cases import Taking
from fanlight.casework.actions.outbox import DELAYS, MessageNotWaiting
from fanlight.casework.models import Event, Message, Notice, Payment
from fanlight.casework.queries import outbox as waiting
from fanlight.casework.queries.outbox import LEASE, Standing
from fanlight.casework.recording import Post
from fanlight.gateways.mail import FolderMail, MailNotTaken, MailRefused, MailUnclear
from tests.casework.conftest import NOW, staff


class Postbox:
    """Keeps letters in memory, or raises what it was told to."""

    def __init__(self, *faults):
        self.letters, self.faults = [], list(faults)

    def send(self, letter):
        fault = self.faults.pop(0) if self.faults else None
        if fault:
            raise fault
        self.letters.append(letter)

    def close(self):
        pass


class Clock:
    def __init__(self):
        self.at = NOW

    def __call__(self):
        return self.at


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def message(council):
    return recording.send(Post("case 1/grant", "ada@example.org", "Granted", "Your licence."), council=council, at=NOW)


@pytest.fixture
def administrator(council):
    return staff("Ari Admin", Office.ADMINISTRATOR, council=council)


def stands(message, at=NOW):
    message.refresh_from_db()
    return waiting.standing_of(message, at)


def test_a_message_that_is_due_is_sent_once_and_recorded(message, clock):
    box = Postbox()
    assert outbox.send_due(box, clock=clock) == {Standing.SENT: 1}
    assert outbox.send_due(box, clock=clock) == {}
    assert [(each.key, each.to, each.subject) for each in box.letters] == [("case 1/grant", "ada@example.org", "Granted")]
    assert stands(message) is Standing.SENT
    assert Event.objects.filter(kind="message sent", about__contains="case 1/grant").count() == 1


def test_a_message_of_a_transaction_that_failed_never_leaves(council, clock):
    with pytest.raises(RuntimeError), transaction.atomic():
        recording.send(Post("k", "ada@example.org", "s", "b"), council=council, at=NOW)
        raise RuntimeError
    box = Postbox()
    assert outbox.send_due(box, clock=clock) == {}
    assert box.letters == []


def test_the_same_key_is_put_in_the_outbox_once(message, council, clock):
    assert recording.send(Post("case 1/grant", "eve@example.org", "s", "b"), council=council, at=NOW) is None
    assert outbox.send_due(Postbox(), clock=clock) == {Standing.SENT: 1}


def test_a_message_is_not_sent_before_its_time(message, clock):
    clock.at = NOW - timedelta(seconds=1)
    assert outbox.send_due(Postbox(), clock=clock) == {}


def test_what_one_sender_took_no_other_takes(message):
    assert outbox.take(NOW) == message
    assert outbox.take(NOW + timedelta(minutes=1)) is None


def test_a_failure_is_tried_again_later_each_time(message, clock):
    box, waits = Postbox(MailNotTaken("busy"), MailNotTaken("busy"), MailNotTaken("busy")), []
    for _ in range(3):
        assert outbox.send_due(box, clock=clock) == {Standing.WAITING: 1}
        assert outbox.send_due(box, clock=clock) == {}
        message.refresh_from_db()
        assert message.fault == "busy"
        waits.append(message.try_at - clock.at)
        clock.at = message.try_at
    assert waits == list(DELAYS[:3])
    assert waits == sorted(set(waits))
    assert outbox.send_due(box, clock=clock) == {Standing.SENT: 1}
    message.refresh_from_db()
    assert (message.fault, message.tries, len(box.letters)) == ("", 4, 1)


def test_at_last_a_message_is_given_up_with_its_fault(message, clock, council):
    box = Postbox(*[MailNotTaken(f"busy {number}") for number in range(20)])
    for _ in range(20):
        outbox.send_due(box, clock=clock)
        message.refresh_from_db()
        clock.at = max(clock.at, message.try_at)
    assert (stands(message), message.tries, message.fault) == (Standing.GIVEN_UP, len(DELAYS) + 1, f"busy {len(DELAYS)}")
    assert list(waiting.to_look_at(council, clock.at)) == [message]
    assert Event.objects.filter(kind="message given up").count() == 1


def test_a_message_refused_for_good_is_given_up_at_once(message, clock):
    assert outbox.send_due(Postbox(MailRefused("nobody here")), clock=clock) == {Standing.GIVEN_UP: 1}
    assert message in waiting.given_up()


def test_one_message_that_fails_keeps_no_other_back(council, message, clock):
    recording.send(Post("second", "bob@example.org", "s", "b"), council=council, at=NOW)
    box = Postbox(MailRefused("no"))
    assert outbox.send_due(box, clock=clock) == {Standing.GIVEN_UP: 1, Standing.SENT: 1}
    assert [each.key for each in box.letters] == ["second"]


def test_an_unclear_message_is_shown_and_never_sent_again_by_itself(message, clock, council):
    box = Postbox(MailUnclear("no answer"))
    assert outbox.send_due(box, clock=clock) == {Standing.UNCLEAR: 1}
    clock.at = NOW + timedelta(days=400)
    assert outbox.send_due(box, clock=clock) == {}
    assert list(waiting.to_look_at(council, NOW)) == [message]


def test_a_sender_that_died_leaves_its_message_unclear_once_its_time_is_over(message, council):
    outbox.take(NOW)
    assert stands(message, NOW + LEASE) is Standing.ON_ITS_WAY
    assert list(waiting.to_look_at(council, NOW + LEASE)) == []
    late = NOW + LEASE + timedelta(seconds=1)
    assert stands(message, late) is Standing.UNCLEAR
    assert list(waiting.to_look_at(council, late)) == [message]


def test_an_error_nobody_foresaw_leaves_the_message_unclear(message, clock):
    with pytest.raises(ZeroDivisionError):
        outbox.send_due(Postbox(ZeroDivisionError()), clock=clock)
    assert stands(message, NOW + 2 * LEASE) is Standing.UNCLEAR


def test_an_administrator_says_that_it_left(message, clock, administrator):
    outbox.send_due(Postbox(MailUnclear("no answer")), clock=clock)
    outbox.settle(message, has_left=True, by=administrator, at=NOW, reasons="The server's log has it.")
    assert stands(message) is Standing.SENT
    assert Event.objects.filter(kind="message settled", by=administrator.account).count() == 1


@pytest.mark.parametrize("fault", [MailUnclear("no answer"), MailRefused("nobody here")])
def test_an_administrator_has_it_sent_again(message, clock, administrator, fault):
    outbox.send_due(Postbox(fault), clock=clock)
    outbox.settle(message, has_left=False, by=administrator, at=NOW, reasons="The log has nothing; the address was corrected.")
    box = Postbox()
    assert outbox.send_due(box, clock=clock) == {Standing.SENT: 1}
    assert len(box.letters) == 1


def test_nothing_is_said_of_a_message_that_waits_or_was_sent(message, clock, administrator):
    with pytest.raises(MessageNotWaiting, match="waiting"):
        outbox.settle(message, has_left=False, by=administrator, at=NOW, reasons="r")
    outbox.send_due(Postbox(), clock=clock)
    with pytest.raises(MessageNotWaiting, match="sent"):
        outbox.settle(message, has_left=False, by=administrator, at=NOW, reasons="r")


def test_a_message_given_up_certainly_did_not_leave(message, clock, administrator):
    outbox.send_due(Postbox(MailRefused("no")), clock=clock)
    with pytest.raises(MessageNotWaiting, match="given up"):
        outbox.settle(message, has_left=True, by=administrator, at=NOW, reasons="r")


def test_only_an_administrator_of_the_council_settles_with_reasons(message, clock, administrator, officer, other_council):
    outbox.send_due(Postbox(MailUnclear("no answer")), clock=clock)
    stranger = staff("Sam Stranger", Office.ADMINISTRATOR, council=other_council)
    for by in (officer, stranger):
        with pytest.raises(access.NotPermitted):
            outbox.settle(message, has_left=False, by=by, at=NOW, reasons="r")
    with pytest.raises(ValueError, match="say how you know"):
        outbox.settle(message, has_left=False, by=administrator, at=NOW, reasons=" ")
    assert stands(message) is Standing.UNCLEAR


def test_a_sender_that_comes_back_late_does_not_undo_what_was_settled(message, clock, administrator):
    taken = outbox.take(NOW)
    late = NOW + 2 * LEASE
    outbox.settle(message, has_left=False, by=administrator, at=late, reasons="The log has nothing.")
    outbox.send_taken(taken, Postbox(MailRefused("no")), clock=clock)
    assert stands(message, late) is Standing.WAITING


def test_a_notice_goes_with_its_pdf(house, applicant, council, clock):
    case = cases.open_case("application", house=house, by=applicant, at=NOW)
    Payment.objects.create(case=case, part="first", pence=48000, method="card", reference="p", at=NOW)
    step = cases.take_step(case, Taking("submit", applicant, NOW)).step
    notice = Notice.objects.create(
        case=case, step=step, kind="acknowledgement", title="We have your application: 14 Sample Street", pdf=b"%PDF-1.7 x",
        digest="", delivery="email", served_on=date(2026, 3, 2), at=NOW,
    )  # fmt: skip
    recording.send(Post("n", "ada@example.org", "s", "b", notice), council=council, at=NOW, case=case)
    box = Postbox()
    outbox.send_due(box, clock=clock)
    (attached,) = box.letters[0].attachments
    assert (attached.name, attached.content) == ("we-have-your-application-14-sample-street.pdf", b"%PDF-1.7 x")


def test_the_command_sends_into_the_folder_where_there_is_no_server(message, settings, tmp_path, capsys):
    settings.EMAIL_HOST, settings.EMAIL_FILE_PATH = "", tmp_path
    Message.objects.update(try_at=datetime(2020, 1, 1, tzinfo=NOW.tzinfo))
    call_command("send_messages")
    assert capsys.readouterr().out == "1 sent\n"
    assert [letter["To"] for letter in FolderMail(tmp_path, "x@example.org").letters()] == ["ada@example.org"]
