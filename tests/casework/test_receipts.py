"""Letters followed after they left: printed and posted by a council's own carrier, and a task where one did not arrive."""

from datetime import timedelta

import pytest

from fanlight.casework import access, recording
from fanlight.casework.actions import outbox, receipts
from fanlight.casework.actions.receipts import ReceiptNotOpen
from fanlight.casework.models import Event, LetterReceipt, Message
from fanlight.casework.notices import serving
from fanlight.casework.notices.saying import Addressed
from fanlight.casework.notices.serving import Made, Served
from fanlight.casework.queries import receipts as followed
from fanlight.casework.queries.outbox import Standing
from fanlight.casework.recording import Post
from fanlight.documents.letters.letter import Letter
from fanlight.gateways.carriers import Carriers
from fanlight.gateways.mail import Arrival, MailUnclear, Receipt
from fanlight.licensing.deadlines import Delivery
from tests.casework.conftest import NOW, noticed, party, staff, told


class Carrier:
    """Takes every letter, and says of each what it was told to."""

    def __init__(self, says=None):
        self.letters, self.says, self.asked = [], says, 0

    def send(self, letter):
        self.letters.append(letter)

    def close(self):
        pass

    def receipt(self, letter):
        self.asked += 1
        if isinstance(self.says, Exception):
            raise self.says
        return self.says


FAILED = Receipt(Arrival.FAILED, "the address does not exist or cannot be used")


def carriers(own, post=None):
    return Carriers(Carrier(), {"exampleton": own}, {"exampleton": post or own})


@pytest.fixture
def sent(council, case):
    """A letter of a case that left."""
    recording.send(Post("notice 1", "ada@example.org", "Granted", "Your licence."), council=council, at=NOW, case=case)
    outbox.send_due(carriers(Carrier()), clock=lambda: NOW)
    return Message.objects.get()


def follow(own, at=NOW):
    return receipts.follow(carriers(own), clock=lambda: at)


def test_a_letter_that_arrived_is_said_once_and_not_asked_about_again(sent):
    own = Carrier(Receipt(Arrival.ON_ITS_WAY, "sending"))
    assert follow(own) == {"on its way": 1}
    assert follow(own) == {}
    own.says = Receipt(Arrival.ARRIVED, "delivered")
    assert follow(own, NOW + timedelta(hours=1)) == {"delivered": 1}
    assert follow(own, NOW + timedelta(hours=3)) == {}
    assert own.asked == 2
    assert LetterReceipt.objects.get().arrival == "delivered"


def test_a_letter_on_its_way_is_asked_about_now_and_then(sent):
    own = Carrier(Receipt(Arrival.ON_ITS_WAY, "sending"))
    for hour in range(3):
        follow(own, NOW + timedelta(hours=hour))
    assert own.asked == 3
    assert follow(own, NOW + timedelta(days=31)) == {} and own.asked == 3


def test_a_carrier_that_does_not_answer_is_asked_later_and_nothing_is_taken_for_delivered(sent):
    assert follow(Carrier(MailUnclear("no answer"))) == {}
    assert LetterReceipt.objects.count() == 0
    assert follow(Carrier(None)) == {"not known": 1}
    assert follow(Carrier(FAILED), NOW + timedelta(hours=1)) == {"not delivered": 1}


def test_following_stops_when_it_is_asked_to(sent):
    own = Carrier(FAILED)
    assert receipts.follow(carriers(own), clock=lambda: NOW, may_go_on=lambda: False) == {}
    assert own.asked == 0


def test_mail_of_a_council_without_its_own_carrier_is_not_asked_about(sent):
    own = Carrier(FAILED)
    assert receipts.follow(Carriers(own, {}, {"exampleton": own}), clock=lambda: NOW) == {}
    assert receipts.follow(Carriers(own, {"elsewhere": own}, {}), clock=lambda: NOW) == {}
    assert own.asked == 0


def test_a_letter_that_did_not_arrive_is_a_task_until_an_officer_says_what_they_did(sent, officer, council, other_council, applicant, case):
    assert follow(Carrier(FAILED)) == {"not delivered": 1}
    assert follow(Carrier(Receipt(Arrival.ARRIVED, "delivered")), NOW + timedelta(hours=1)) == {}
    (row,) = followed.undelivered(council)
    assert told("message not delivered")["said"] == FAILED.said
    with pytest.raises(access.NotPermitted):
        receipts.answer(row, "Mine.", by=applicant, at=NOW)
    with pytest.raises(access.NotPermitted, match="not of their council"):
        receipts.answer(row, "Theirs.", by=staff("Ed Elsewhere", "housing officer", council=other_council), at=NOW)
    with pytest.raises(ValueError, match="say what you did"):
        receipts.answer(row, " ", by=officer, at=NOW)
    receipts.answer(row, "Served by hand.", by=officer, at=NOW)
    assert list(followed.undelivered(council)) == []
    event = Event.objects.get(kind="message not delivered answered")
    assert (event.by, event.case) == (officer.account, case)
    with pytest.raises(ReceiptNotOpen):
        receipts.answer(row, "Again.", by=officer, at=NOW)


@pytest.fixture
def served(case):
    """A notice that is served on somebody in a way, for a council that has its letters printed or not."""

    def made(delivery, *, address="1 High Street\nExampleton", is_party=True, email="ada@example.org"):
        step = noticed(case, last_on=None).step
        Message.objects.all().delete()
        person = party(case, "applicant") if is_party else None
        letter = Letter.__new__(Letter)
        object.__setattr__(letter, "kind", "grant")
        object.__setattr__(letter, "title", "Granted")
        to = Addressed("Ada Applicant", address, email, "the applicant", person)
        return serving.keep(step, Made(letter, to, "<p>", b"%PDF-1.7"), Served(NOW.date(), None, delivery), at=NOW)

    return made


def posts():
    return list(Message.objects.exclude(postage="").values_list("to", "postage", "key"))


@pytest.mark.parametrize(("delivery", "postage"), [(Delivery.POST, "first"), (Delivery.SECOND_CLASS, "second")])
def test_a_notice_served_by_post_is_printed_for_a_council_that_set_it_so(served, settings, delivery, postage):
    settings.POSTED_BY_NOTIFY = frozenset({"exampleton"})
    notice = served(delivery)
    assert posts() == [("", postage, f"notice {notice.pk} by post")]
    own, post = Carrier(), Carrier()
    assert outbox.send_due(carriers(own, post), clock=lambda: NOW) == {Standing.SENT: 2}
    assert [(each.by_post, each.postage, each.attachments[0].content) for each in post.letters] == [(True, postage, b"%PDF-1.7")]
    assert [(each.by_post, each.to) for each in own.letters] == [(False, "ada@example.org")]
    receipts.follow(carriers(own, Carrier(FAILED)), clock=lambda: NOW)
    own.says = Receipt(Arrival.ARRIVED, "delivered")
    receipts.follow(carriers(own, post), clock=lambda: NOW + timedelta(hours=1))
    assert followed.of_case(notice.case) == {notice.pk: "Email: delivered; Post: not delivered"}


def test_a_notice_is_left_to_be_printed_by_hand_otherwise(served, settings):
    served(Delivery.POST)
    assert posts() == []
    settings.POSTED_BY_NOTIFY = frozenset({"exampleton"})
    served(Delivery.HAND)
    served(Delivery.POST, address="")
    served(Delivery.POST, is_party=False)
    assert posts() == []
