"""The audit fails on a weakness that is known and not excused, and says loudly when nobody could be asked."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from script import audit

LOCK = "Django==5.2.0 \\\n    --hash=sha256:00\nallauth[mfa]==1.0 ; python_version < '3.12' \\\n    --hash=sha256:11\n# via x==3\n"


class Service(ThreadingHTTPServer):
    """A service that knows what a test says, by name and version."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Asked)
        self.known: dict[str, list[str]] = {}
        self.answer: bytes | None = None
        self.asked: list[dict[str, object]] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Asked(BaseHTTPRequestHandler):
    server: Service

    def do_POST(self) -> None:
        said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked += said["queries"]
        found = [self.server.known.get(f"{each['package']['name']} {each['version']}", []) for each in said["queries"]]
        results = [{"vulns": [{"id": name} for name in names]} if names else {} for names in found]
        body = json.dumps({"results": results}).encode() if self.server.answer is None else self.server.answer
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing is said of what was asked."""


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with Service() as made:
        threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield made
        made.shutdown()


@pytest.fixture
def locks(tmp_path: Path) -> Path:
    (tmp_path / "web.txt").write_text(LOCK)
    (tmp_path / "weaknesses.yaml").write_text("[]")
    return tmp_path


def run(service: str, locks: Path) -> int:
    return audit.main(["--service", service, "--locks", str(locks)])


def test_nothing_known_is_a_good_end_and_every_part_was_asked_for(
    service: Service, locks: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(service.address, locks) == 0
    assert "2 parts asked for, 0 known weaknesses" in capsys.readouterr().out
    assert [(each["package"], each["version"]) for each in service.asked] == [
        ({"ecosystem": "PyPI", "name": "Django"}, "5.2.0"), ({"ecosystem": "PyPI", "name": "allauth"}, "1.0"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("excuse", "ends", "said"),
    [
        ("[]", 1, "GHSA-1 in Django 5.2.0: see https://osv.dev/GHSA-1"),
        ("[{id: GHSA-1, reason: not called, until: 2999-01-01}]", 0, "excused until 2999-01-01: not called"),
        ("[{id: GHSA-1, reason: not called, until: 2020-01-01}]", 1, "its excuse ran out on 2020-01-01"),
        ("[{id: GHSA-2, reason: not called, until: 2999-01-01}]", 1, "GHSA-2 is excused and no longer known"),
        ("[{id: GHSA-1, until: 2999-01-01}]", 2, "entry 1 must say id, reason and until"),
        ("[{id: GHSA-1, reason: later, until: some day}]", 2, "entry 1 must say id, reason and until"),
        ("[", 2, "cannot be read"),
    ],
)
def test_a_known_weakness_fails_unless_it_is_excused_in_time(
    service: Service, locks: Path, capsys: pytest.CaptureFixture[str], excuse: str, ends: int, said: str
) -> None:
    service.known["Django 5.2.0"] = ["GHSA-1"]
    (locks / "weaknesses.yaml").write_text(excuse)
    assert run(service.address, locks) == ends
    assert said in capsys.readouterr().out


@pytest.mark.parametrize("answer", [b"no json", b"[]", b"{}", b'{"results": []}'])
def test_an_answer_that_is_none_is_not_taken_for_a_good_one(
    service: Service, locks: Path, capsys: pytest.CaptureFixture[str], answer: bytes
) -> None:
    service.answer = answer
    assert run(service.address, locks) == 0
    assert "NOT AUDITED" in capsys.readouterr().out


def test_where_nobody_answers_it_is_said_loudly(locks: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    assert run("http://127.0.0.1:9", locks) == 0
    out = capsys.readouterr().out
    assert "NOT AUDITED" in out and out.count("!" * 78) == 2 and "known weaknesses, " not in out


def test_without_a_lock_nothing_is_called_audited(tmp_path: Path, service: Service) -> None:
    (tmp_path / "weaknesses.yaml").write_text("[]")
    assert run(service.address, tmp_path) == 2


def test_the_locks_of_this_repository_are_read_and_its_excuses_are_whole() -> None:
    assert ("django", next(version for name, version in audit.pins(audit.ROOT / "requirements") if name == "django")) in audit.pins(
        audit.ROOT / "requirements"
    )
    assert all(each.reason for each in audit.read_excuses(audit.ROOT / "requirements" / "weaknesses.yaml"))
