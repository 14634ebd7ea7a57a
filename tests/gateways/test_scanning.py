"""The scanner's adapter against a daemon on loopback that speaks INSTREAM, and what is said where there is none."""

import socketserver
import threading

import pytest

from fanlight.gateways.scanning import ClamAV, NoScanner, Scan, ScanNotDone, scanner

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Daemon(socketserver.StreamRequestHandler):
    """Reads pieces as clamd does: four bytes of length, big end first, and the piece; a length of nought ends the file."""

    def handle(self):
        command = b""
        while not command.endswith(b"\0"):
            command += self.rfile.read(1)
        assert command == b"zINSTREAM\0"
        content = b""
        while length := int.from_bytes(self.rfile.read(4), "big"):
            content += self.rfile.read(length)
            if len(content) > self.server.limit:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.server.seen.append(content)
        self.wfile.write(self.server.answer or (b"stream: Eicar-Test FOUND\0" if EICAR in content else b"stream: OK\0"))


class UnixDaemon(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


class TcpDaemon(socketserver.ThreadingTCPServer):
    daemon_threads = True


@pytest.fixture(params=["tcp", "unix"])
def daemon(request, tmp_path):
    path = str(tmp_path / "clamd.ctl")
    made = TcpDaemon(("127.0.0.1", 0), Daemon) if request.param == "tcp" else UnixDaemon(path, Daemon)
    made.seen, made.limit, made.answer = [], 10**7, b""
    made.address = f"tcp://127.0.0.1:{made.server_address[1]}" if request.param == "tcp" else f"unix://{path}"
    threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield made
    made.shutdown()
    made.server_close()


@pytest.mark.parametrize("size", [0, 1, 65536, 65537, 300_000])
def test_a_file_is_sent_whole_and_found_clean(daemon, size):
    content = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    assert scanner(daemon.address).scan(content) == Scan("clean")
    assert daemon.seen == [content]


def test_a_virus_is_found_and_named(daemon):
    assert scanner(daemon.address).scan(b"before" * 20_000 + EICAR) == Scan("found Eicar-Test", is_harmful=True)


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR\0", b"\0", b"stream: OK", b"nonsense\0"])
def test_an_answer_that_is_neither_is_no_scan(daemon, answer):
    daemon.answer = answer
    with pytest.raises(ScanNotDone):
        scanner(daemon.address).scan(b"plan")


def test_a_file_too_large_for_the_scanner_is_no_scan(daemon):
    daemon.limit = 1000
    with pytest.raises(ScanNotDone):
        scanner(daemon.address).scan(b"x" * 5_000_000)


def test_a_scanner_that_is_not_there_is_no_scan(tmp_path):
    with pytest.raises(ScanNotDone, match="did not answer"):
        ClamAV(f"unix://{tmp_path / 'nothing'}").scan(b"plan")


def test_no_scanner_is_never_taken_for_clean():
    assert isinstance(scanner(""), NoScanner)
    assert scanner("").scan(EICAR) == Scan("not scanned")


def test_an_address_of_another_kind_is_refused():
    with pytest.raises(ValueError, match="tcp://host:port"):
        scanner("http://localhost")
