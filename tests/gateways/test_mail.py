"""One contract for whatever takes letters, held by a real server on loopback and by the folder that stands in for one."""

import socket
import ssl
from datetime import UTC, datetime, timedelta

import pytest

from fanlight.gateways.mail import Attachment, FolderMail, Letter, MailNotTaken, MailRefused, MailUnclear, SmtpMail
from tests.gateways.smtp_server import Behaviour, SmtpServer

AT = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
SENDER = "licensing@example.org"
LETTER = Letter("case 7/notice 3", "ada@example.org", "Your licence", "It was granted.\n\n.a line with a dot\n", AT)


@pytest.fixture
def server():
    with SmtpServer() as made:
        yield made


def smtp(server, **more):
    return SmtpMail("127.0.0.1", server.port, SENDER, is_plain=True, seconds=3, **more)


@pytest.fixture(params=["smtp", "folder"])
def mail(request, tmp_path):
    """The mail, and how to read what arrived."""
    if request.param == "folder":
        made = FolderMail(tmp_path / "mail", SENDER)
        yield made, made.letters
        return
    server = request.getfixturevalue("server")
    made = smtp(server)
    yield made, server.letters
    made.close()


def test_a_letter_arrives_as_it_was_written(mail):
    send, letters = mail[0].send, mail[1]
    send(LETTER)
    (one,) = letters()
    assert (one["To"], one["From"], one["Subject"]) == ("ada@example.org", SENDER, "Your licence")
    assert one.get_body().get_content().replace("\r\n", "\n") == LETTER.body
    assert one["Date"].datetime == AT


def test_a_notice_arrives_as_its_bytes(mail):
    pdf = b"%PDF-1.7\n.\n..\r\n" + bytes(range(256)) * 40 + b"\n%%EOF"
    mail[0].send(Letter("n", "ada@example.org", "Notice", "See the document.", AT, (Attachment("notice.pdf", "application/pdf", pdf),)))
    (attached,) = list(mail[1]()[0].iter_attachments())
    assert (attached.get_filename(), attached.get_content_type(), attached.get_content()) == ("notice.pdf", "application/pdf", pdf)


def test_the_same_key_bears_the_same_message_id_and_another_another(mail, tmp_path):
    mail[0].send(LETTER)
    again = FolderMail(tmp_path / "again", SENDER)
    again.send(LETTER)
    again.send(Letter("case 7-notice 3", "ada@example.org", "s", "b", AT))
    ids = [one["Message-ID"] for one in again.letters()]
    assert mail[1]()[0]["Message-ID"] in ids
    assert len(set(ids)) == 2


def test_words_beyond_ascii_arrive(mail):
    mail[0].send(Letter("k", "ada@example.org", "Licence für £1 – ‘granted’", "Größe: 6.51 m²\n", AT))
    (one,) = mail[1]()
    assert one["Subject"] == "Licence für £1 – ‘granted’"
    assert one.get_body().get_content().strip() == "Größe: 6.51 m²"


def test_a_line_break_in_a_subject_begins_no_header(mail):
    mail[0].send(Letter("k", "ada@example.org", "Hello\r\nBcc: eve@example.org", "b", AT))
    (one,) = mail[1]()
    assert one["Bcc"] is None
    assert one["Subject"] == "Hello Bcc: eve@example.org"


@pytest.mark.parametrize(
    "to", ["", "ada", "ada@example.org, eve@example.org", "ada@example.org\r\nDATA", "<ada@example.org>", "adä@example.org"]
)
def test_an_address_that_is_none_is_refused(mail, to):
    with pytest.raises(MailRefused, match="no address of mail"):
        mail[0].send(Letter("k", to, "s", "b", AT))
    assert mail[1]() == []


def test_what_cannot_be_written_is_refused(mail):
    with pytest.raises(MailRefused, match="cannot be written"):
        mail[0].send(Letter("k", "ada@example.org", "s", "\udce4", AT))
    assert mail[1]() == []


def test_letters_go_on_after_one_that_was_refused(mail):
    with pytest.raises(MailRefused):
        mail[0].send(Letter("k", "nobody", "s", "b", AT))
    mail[0].send(LETTER)
    mail[0].close()
    mail[0].send(Letter("k2", "ada@example.org", "s", "b", AT + timedelta(hours=1)))
    assert len(mail[1]()) == 2


def test_the_folder_keeps_one_letter_a_key(tmp_path):
    mail = FolderMail(tmp_path, SENDER)
    mail.send(LETTER)
    mail.send(LETTER)
    assert len(mail.letters()) == 1


def test_a_folder_that_cannot_be_written_takes_no_letter(tmp_path):
    (tmp_path / "mail").write_text("a file")
    with pytest.raises(MailNotTaken):
        FolderMail(tmp_path / "mail", SENDER).send(LETTER)


def test_a_server_stays_connected_from_letter_to_letter(server):
    mail = smtp(server)
    for number in range(3):
        mail.send(Letter(f"k{number}", "ada@example.org", "s", "b", AT))
    mail.close()
    assert (server.greeted, len(server.kept)) == (1, 3)


def test_a_server_that_let_go_is_called_again(server):
    mail = smtp(server)
    mail.send(LETTER)
    server.behaviour.drops = {"NOOP"}
    mail.send(Letter("k2", "ada@example.org", "s", "b", AT))
    mail.close()
    assert (server.greeted, len(server.kept)) == (2, 2)


@pytest.mark.parametrize(
    ("answers", "raised"),
    [
        ({"RCPT": "450 busy"}, MailNotTaken),
        ({"RCPT": "550 nobody here"}, MailRefused),
        ({"MAIL": "550 you may not"}, MailNotTaken),
        ({"DATA": "451 later"}, MailNotTaken),
        ({"DATA": "554 no"}, MailRefused),
        ({"TEXT": "452 full"}, MailNotTaken),
        ({"TEXT": "552 too large"}, MailRefused),
        ({"EHLO": "421 closing", "HELO": "421 closing"}, MailNotTaken),
    ],
    ids=str,
)
def test_what_a_server_says_decides_whether_to_try_again(server, answers, raised):
    server.behaviour.answers = answers
    with pytest.raises(raised):
        smtp(server).send(LETTER)
    assert server.kept == []


@pytest.mark.parametrize("verb", ["EHLO", "MAIL", "RCPT", "DATA"])
def test_a_server_that_hangs_up_before_the_text_took_nothing(server, verb):
    server.behaviour.drops = {verb, "HELO"}
    with pytest.raises(MailNotTaken):
        smtp(server).send(LETTER)


@pytest.mark.parametrize("keeps", [True, False])
def test_a_server_that_hangs_up_after_the_text_leaves_it_unclear(server, keeps):
    server.behaviour = Behaviour(keeps_and_drops=True) if keeps else Behaviour(drops={"TEXT"})
    with pytest.raises(MailUnclear):
        smtp(server).send(LETTER)
    assert len(server.kept) == keeps


def test_a_server_that_never_answers_the_text_leaves_it_unclear(server):
    server.behaviour.slowest = 0
    mail = SmtpMail("127.0.0.1", server.port, SENDER, is_plain=True, seconds=0.2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.gateways.smtp_server.random.uniform", lambda low, high: 0.6)
        with pytest.raises(MailUnclear, match="did not answer"):
            mail.send(LETTER)


def test_a_server_that_is_not_there_took_nothing():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(MailNotTaken):
        SmtpMail("127.0.0.1", port, SENDER, is_plain=True).send(LETTER)


@pytest.fixture
def certificate(tmp_path):
    """A certificate for this machine's loopback, made for the test: for the server, and to be trusted."""
    x509 = pytest.importorskip("cryptography.x509")
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now - timedelta(days=1), now + timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False).sign(key, hashes.SHA256())
    pem = made.public_bytes(serialization.Encoding.PEM)
    path = tmp_path / "server.pem"
    path.write_bytes(pem + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    served.load_cert_chain(path)
    return served, ssl.create_default_context(cadata=pem.decode())


def test_the_password_and_the_letter_go_over_tls(certificate):
    with SmtpServer(Behaviour(certificate=certificate[0])) as server:
        mail = SmtpMail("localhost", server.port, SENDER, "user", "secret", seconds=3, trust=certificate[1])
        mail.send(LETTER)
        mail.close()
    assert len(server.kept) == 1
    assert ("AUTH", True) in server.verbs
    assert all(is_safe for _, is_safe in server.verbs)
    assert "secret" not in repr(mail)


def test_a_certificate_nobody_vouches_for_takes_no_letter(certificate):
    with SmtpServer(Behaviour(certificate=certificate[0])) as server:
        with pytest.raises(MailNotTaken, match="(?i)certificate"):
            SmtpMail("localhost", server.port, SENDER, "user", "secret", seconds=3).send(LETTER)
        assert (server.kept, server.verbs) == ([], [])


def test_a_server_without_tls_gets_neither_password_nor_letter(server):
    with pytest.raises(MailNotTaken, match="STARTTLS"):
        SmtpMail("127.0.0.1", server.port, SENDER, "user", "secret", seconds=3).send(LETTER)
    assert (server.kept, server.verbs) == ([], [])


def test_a_server_that_is_gone_is_left_without_a_goodbye(monkeypatch):
    class Gone:
        closed = False

        def quit(self):
            raise OSError("gone")

        def close(self):
            self.closed = True

    mail, gone = SmtpMail("127.0.0.1", 1, SENDER, is_plain=True), Gone()
    monkeypatch.setattr(mail, "_held", gone)
    mail.close()
    assert gone.closed
    mail.close()
