"""GOV.UK Notify spoken to as it is: nothing sent twice, what failed told apart, letters printed, deliveries read, keys never shown."""

import base64
import json
import logging
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from fanlight.gateways.carriers import Carriers
from fanlight.gateways.mail import Arrival, FolderMail, MailNotTaken, MailRefused, MailUnclear, Receipt
from fanlight.gateways.notify import ARRIVED, FAILED, KeyInvalid, Notify, Templates, posted_on, reference
from tests.gateways import fake_notify
from tests.gateways.fake_notify import FakeNotify
from tests.gateways.test_mail_contract import LETTER, PDF, SENDER, WITH_FILE, notify

POSTED = replace(WITH_FILE, to="", by_post=True)


@pytest.fixture
def fake():
    with FakeNotify() as made:
        yield made


def test_the_same_letter_is_taken_once_however_often_it_is_sent(fake):
    for _ in range(3):
        notify(fake).send(LETTER)
    notify(fake).send(replace(LETTER, body="Another one under the same key, in a database restored."))
    assert len(fake.sent) == 2


@pytest.mark.parametrize(
    "fault", [(429, {"errors": [{"error": "RateLimitError", "message": "Exceeded rate limit"}]}), (500, {}), (503, b"<html>")]
)
def test_too_often_and_a_fault_of_theirs_are_tried_again(fake, fault):
    fake.faults = [("POST", fault)]
    with pytest.raises(MailNotTaken):
        notify(fake).send(LETTER)
    notify(fake).send(LETTER)
    assert len(fake.sent) == 1


@pytest.mark.parametrize("code", [400, 403, 404, 413])
def test_a_refusal_is_final_and_says_why(fake, code):
    fake.faults = [("POST", (code, {"status_code": code, "errors": [{"error": "BadRequestError", "message": "Template not found"}]}))]
    with pytest.raises(MailRefused, match=f"{code} Template not found"):
        notify(fake).send(LETTER)


def test_a_letter_that_left_before_the_answer_was_lost_is_known_to_have_left(fake):
    fake.faults = [("POST", "done and drop")]
    notify(fake).send(LETTER)
    assert len(fake.sent) == 1


def test_a_silence_is_unclear_until_notify_knows_the_letter(fake):
    fake.faults = [("POST", "drop")]
    with pytest.raises(MailUnclear):
        notify(fake).send(LETTER)
    assert fake.sent == []
    notify(fake).send(LETTER)
    assert len(fake.sent) == 1


def test_a_silence_after_which_notify_says_nothing_is_unclear(fake):
    answer = fake.answer

    def then_broken(handler, method, path, query, raw):
        found = answer(handler, method, path, query, raw)
        if method == "POST":
            fake.faults.append(("GET", (500, {})))
        return found

    fake.answer, fake.faults = then_broken, [("POST", "done and drop")]
    with pytest.raises(MailUnclear):
        notify(fake).send(LETTER)


def test_an_answer_that_is_no_object_is_unclear(fake):
    for said in (b"[]", b"<html>"):
        fake.faults = [("GET", (200, said))]
        with pytest.raises(MailUnclear, match="no object of JSON"):
            notify(fake).receipt(LETTER)


def test_a_redirect_is_not_followed_with_the_token(fake):
    fake.faults = [("GET", (302, "http://127.0.0.1:9/elsewhere"))]
    with pytest.raises(MailRefused, match="302"):
        notify(fake).send(LETTER)
    assert len(fake.asked) == 1


def test_a_certificate_nobody_trusts_takes_nothing(fake):
    with pytest.raises(MailNotTaken, match="SSLError"):
        notify(fake, address=fake.address.replace("http:", "https:")).send(LETTER)


def test_a_server_too_slow_is_unclear(fake):
    fake.faults = [("POST", "slow")]
    fake.slow = 1.5
    notify(fake, seconds=0.5).send(LETTER)  # the answer is lost, and the look-up finds it
    assert len(fake.sent) == 1


def test_a_printed_letter_carries_its_pdf_and_postage(fake):
    notify(fake).send(POSTED)
    notify(fake).send(replace(POSTED, key="notice 5", postage="second"))
    assert [(base64.b64decode(each["said"]["content"]), each["said"]["postage"]) for each in fake.sent] == [(PDF, "first"), (PDF, "second")]
    with pytest.raises(MailRefused, match="printed from a PDF"):
        notify(fake).send(replace(POSTED, attachments=()))
    with pytest.raises(MailRefused, match="postage invalid"):
        notify(fake).send(replace(POSTED, key="notice 6", postage="pigeon"))


def test_mail_without_a_template_is_refused(fake):
    with pytest.raises(MailRefused, match="no template of GOV.UK Notify is set for mail$"):
        notify(fake, templates=Templates()).send(LETTER)
    with pytest.raises(MailRefused, match="with a file"):
        notify(fake, templates=Templates(fake_notify.MAIL)).send(WITH_FILE)


def test_a_file_is_fetched_only_by_whoever_gives_the_address(fake):
    notify(fake).send(WITH_FILE)
    link = fake.sent[0]["said"]["personalisation"]["link_to_file"]
    assert link["confirm_email_before_download"] is True and link["filename"] == "notice.pdf"


@pytest.mark.parametrize(
    ("word", "arrival"),
    [*((each, Arrival.ARRIVED) for each in ARRIVED), *((each, Arrival.FAILED) for each in FAILED), ("accepted", Arrival.ON_ITS_WAY),
     ("a word of next year", Arrival.ON_ITS_WAY)],
)  # fmt: skip
def test_what_became_of_a_letter_is_told_and_a_word_unknown_is_never_delivered(fake, word, arrival):
    notify(fake).send(POSTED)
    fake.sent[0]["status"] = word
    found = notify(fake).receipt(POSTED)
    assert found.arrival is arrival and found.said


def test_a_letter_that_notify_does_not_know_has_no_receipt(fake):
    assert notify(fake).receipt(LETTER) is None
    fake.faults = [("GET", (200, {"notifications": None}))]
    assert notify(fake).receipt(LETTER) is None
    fake.faults = [("GET", (503, {}))]
    with pytest.raises(MailUnclear):
        notify(fake).receipt(LETTER)


@pytest.mark.parametrize(
    "key", ["", "short", fake_notify.KEY[:-1], fake_notify.KEY.replace("-", "_"), f"{fake_notify.KEY} ", f"a b{fake_notify.KEY}"]
)
def test_a_key_that_is_none_is_refused_without_showing_it(key):
    with pytest.raises(KeyInvalid) as told:
        Notify(key)
    assert not key.strip() or key not in str(told.value)


def test_a_wrong_key_is_refused_by_notify_and_no_secret_is_written_anywhere(fake, caplog):
    caplog.set_level(logging.DEBUG)
    wrong = fake_notify.KEY[:-4] + "0000"
    with pytest.raises(MailRefused, match="403 Invalid token") as told:
        notify(fake, key=wrong).send(LETTER)
    fake.faults = [("POST", "drop")]
    with pytest.raises(MailUnclear) as lost:
        notify(fake).send(LETTER)
    token = fake.asked[0][2]["Authorization"].removeprefix("Bearer ")
    shown = caplog.text + repr(notify(fake)) + str(told.value) + str(lost.value) + repr(lost.value.__cause__)
    for secret in (fake_notify.SECRET, wrong[-36:], token):
        assert secret not in shown
    assert fake_notify.SECRET not in json.dumps([str(each) for each in fake.asked])


def test_a_councils_own_carrier_takes_its_letters_and_the_service_the_rest(fake, tmp_path):
    folder, own = FolderMail(tmp_path, SENDER), notify(fake)
    carriers = Carriers(folder, {"exampleton": own}, {"elsewhere": own})
    carriers.send(replace(LETTER, council="exampleton"))
    carriers.send(replace(LETTER, council="elsewhere"))
    carriers.send(replace(POSTED, council="elsewhere"))
    assert [each["type"] for each in fake.sent] == ["email", "letter"]
    assert len(folder.letters()) == 1
    with pytest.raises(MailRefused, match="print it and post it yourself"):
        carriers.send(replace(POSTED, council="exampleton"))
    assert carriers.receipt(replace(LETTER, council="exampleton")) == Receipt(Arrival.ON_ITS_WAY, "created")
    assert carriers.receipt(replace(LETTER, council="elsewhere")) is None
    carriers.close()


def test_a_reference_is_of_its_own_for_post_mail_and_content():
    names = {reference(each) for each in (LETTER, WITH_FILE, POSTED, replace(LETTER, to="eve@example.org"), replace(LETTER, body="x"))}
    assert len(names) == 5


@pytest.mark.parametrize(
    ("made", "posted"),
    [
        (datetime(2026, 3, 2, 16, 59, tzinfo=UTC), date(2026, 3, 3)),
        (datetime(2026, 3, 2, 17, 0, tzinfo=UTC), date(2026, 3, 4)),
        (datetime(2026, 3, 6, 9, 0, tzinfo=UTC), date(2026, 3, 9)),
        (datetime(2026, 3, 6, 18, 0, tzinfo=UTC), date(2026, 3, 9)),
        (datetime(2026, 3, 8, 18, 0, tzinfo=UTC), date(2026, 3, 10)),
        (datetime(2026, 4, 2, 12, 0, tzinfo=UTC), date(2026, 4, 7)),
    ],
)
def test_a_letter_is_posted_on_the_working_day_after_it_was_made_or_one_later_in_the_evening(made, posted):
    """A Monday before and after five, a Friday before and after, a Sunday evening, and the Thursday before Easter."""
    assert posted_on(made) == posted
