"""One contract for whatever takes letters: a folder, a mail server and GOV.UK Notify, the two real ones on loopback."""

import base64
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from fanlight.gateways.mail import Attachment, FolderMail, Letter, MailNotTaken, MailRefused, SmtpMail
from fanlight.gateways.notify import Notify, Templates
from tests.gateways import fake_notify
from tests.gateways.fake_notify import FakeNotify
from tests.gateways.smtp_server import SmtpServer

AT = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 40 + b"\n%%EOF"
LETTER = Letter("notice 3", "ada@example.org", "Your licence", "It was granted.\n\nGröße: 6.51 m²\n", AT)
WITH_FILE = replace(LETTER, key="notice 4", attachments=(Attachment("notice.pdf", "application/pdf", PDF),))
SENDER = "licensing@example.org"


def of_mail(letters):
    def read():
        return [
            (
                one["To"],
                one["Subject"],
                one.get_body().get_content().replace("\r\n", "\n"),
                [each.get_content() for each in one.iter_attachments()],
            )
            for one in letters()
        ]

    return read


def of_notify(fake):
    def read():
        found = []
        for each in fake.sent:
            said = each["said"]["personalisation"]
            files = [base64.b64decode(said["link_to_file"]["file"])] if "link_to_file" in said else []
            found.append((each["said"]["email_address"], said["subject"], said["body"], files))
        return found

    return read


@pytest.fixture(params=["folder", "smtp", "notify"])
def mail(request, tmp_path):
    """Whatever takes letters, and how to read what arrived: to whom, under which subject, what it says, and its files."""
    if request.param == "folder":
        made = FolderMail(tmp_path / "mail", SENDER)
        yield made, of_mail(made.letters)
    elif request.param == "smtp":
        with SmtpServer() as server:
            made = SmtpMail("127.0.0.1", server.port, SENDER, is_plain=True, seconds=3)
            yield made, of_mail(server.letters)
            made.close()
    else:
        with FakeNotify() as fake:
            yield notify(fake), of_notify(fake)


def notify(fake, **more):
    templates = Templates(fake_notify.MAIL, fake_notify.WITH_FILE)
    return Notify(**{"key": fake_notify.KEY, "templates": templates, "address": fake.address, "seconds": 3, **more})


def test_a_letter_arrives_as_it_was_written(mail):
    mail[0].send(LETTER)
    assert mail[1]() == [(LETTER.to, LETTER.subject, LETTER.body, [])]


def test_a_notice_arrives_with_its_bytes(mail):
    mail[0].send(WITH_FILE)
    (one,) = mail[1]()
    assert one[3] == [PDF]


def test_a_line_break_in_a_subject_begins_no_header(mail):
    mail[0].send(replace(LETTER, subject="Hello\r\nBcc: eve@example.org"))
    assert [each[1] for each in mail[1]()] == ["Hello Bcc: eve@example.org"]


@pytest.mark.parametrize("to", ["", "ada", "ada@example.org, eve@example.org", "ada@example.org\r\nDATA"])
def test_an_address_that_is_none_is_refused_and_the_next_letter_leaves(mail, to):
    with pytest.raises(MailRefused, match="no address of mail"):
        mail[0].send(replace(LETTER, to=to))
    mail[0].send(LETTER)
    mail[0].close()
    mail[0].send(WITH_FILE)
    assert len(mail[1]()) == 2


def test_what_cannot_be_written_is_refused(mail):
    with pytest.raises(MailRefused, match="cannot be written"):
        mail[0].send(replace(LETTER, body="\udce4"))
    assert mail[1]() == []


def test_what_is_not_there_takes_nothing_and_says_that_it_did_not(tmp_path):
    (tmp_path / "file").write_text("no folder")
    with FakeNotify() as gone:
        pass
    for each in (FolderMail(tmp_path / "file", SENDER), SmtpMail("127.0.0.1", 1, SENDER, is_plain=True, seconds=3), notify(gone)):
        with pytest.raises(MailNotTaken):
            each.send(LETTER)
