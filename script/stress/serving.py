"""The service as processes that can be killed: gunicorn, a sender, a mail server on loopback, and the database."""

import json
import os
import random
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import postgresql
from tests.gateways.smtp_server import Behaviour, SmtpServer

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "x" * 32
PATIENCE = 90
UNANSWERED = (OSError, HTTPException)
GUNICORN = ("gunicorn", "-c", "python:fanlight.web.gunicorn", "--log-level", "critical")
SENDER = ("django", "send_messages", "--keep-on", "--every", "0.2")


@dataclass
class Service:
    """Where the service of a measurement runs, and what it was filled with."""

    name: str
    folder: Path
    environ: dict[str, str]
    port: int
    mail: SmtpServer
    database: postgresql.Server | None = None
    held: dict[str, Any] = field(default_factory=dict)
    pages: "subprocess.Popen[bytes] | None" = None
    sender: "subprocess.Popen[bytes] | None" = None

    def run(self, *words: str) -> str:
        """Run a module to its end, and give what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", *words], env=self.environ, cwd=self.folder, check=True, stdout=subprocess.PIPE, text=True
        )
        return done.stdout

    def start(self) -> None:
        """Start the pages and wait until they answer. Raises RuntimeError with the end of their log."""
        self.pages = self._beside(GUNICORN, "pages.log")
        until = time.monotonic() + PATIENCE
        while not self.is_ready():
            if self.pages.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"the service did not become ready:\n{(self.folder / 'pages.log').read_text()[-2000:]}")
            time.sleep(0.1)

    def start_sender(self) -> None:
        """Start what sends messages."""
        self.sender = self._beside(SENDER, "sender.log")

    def _beside(self, words: tuple[str, ...], log: str) -> "subprocess.Popen[bytes]":
        with (self.folder / log).open("ab") as out:
            command = [sys.executable, "-m", *words]
            return subprocess.Popen(command, env=self.environ, cwd=self.folder, stdout=out, stderr=out, start_new_session=True)

    def is_ready(self) -> bool:
        """Whether pages are answered."""
        try:
            return Browser(self.port, seconds=5).get("/ready")[0] == 200
        except UNANSWERED:
            return False

    def kill(self, process: "subprocess.Popen[bytes] | None") -> None:
        """Kill a process with all its own, without a word of warning."""
        assert process is not None
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self) -> None:
        """End what runs, in order."""
        for process in (self.pages, self.sender):
            if process is not None and process.poll() is None:
                process.terminate()
                process.wait(60)


class Browser:
    """One person's browser: a connection that is opened again when it was lost; one that does not stay ends with each answer."""

    def __init__(self, port: int, session: str = "", seconds: float = 60, *, stays: bool = False) -> None:
        self.session, self.stays = session, stays
        self.connection = HTTPConnection("127.0.0.1", port, timeout=seconds)

    def get(self, path: str) -> tuple[int, bytes]:
        """The status and the body of a page. Raises OSError and HTTPException where nobody answered."""
        return self.ask("GET", path)

    def post(self, path: str, said: dict[str, str]) -> tuple[int, bytes]:
        """What comes of a form."""
        body = urlencode({**said, "csrfmiddlewaretoken": TOKEN}).encode()
        return self.ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def give(self, path: str, said: Mapping[str, str], field: str, files: Sequence[tuple[str, bytes]]) -> tuple[int, bytes]:
        """What comes of a form with files under one name."""
        head = '--cut\r\nContent-Disposition: form-data; name="'
        texts = "".join(f'{head}{key}"\r\n\r\n{value}\r\n' for key, value in {**said, "csrfmiddlewaretoken": TOKEN}.items())
        body = texts.encode(errors="replace")
        for name, content in files:
            body += f'{head}{field}"; filename="{name}"\r\nContent-Type: application/octet-stream\r\n\r\n'.encode() + content + b"\r\n"
        return self.ask("POST", path, body + b"--cut--\r\n", {"Content-Type": "multipart/form-data; boundary=cut"})

    def ask(self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> tuple[int, bytes]:
        """The status and the body that answer any request."""
        was_open = self.connection.sock is not None
        if was_open and (method != "GET" or select.select([self.connection.sock], [], [], 0)[0]):
            # Nobody spoke for so long that the server hung up; a browser sees that and calls again. What may not be said twice begins anew.
            self.connection.close()
            was_open = False
        for is_last in (True,) if not was_open else (False, True):
            try:
                return self._asked(method, path, body, headers)
            except UNANSWERED:
                self.connection.close()
                if is_last:
                    raise
        raise AssertionError("asked once at least")

    def _asked(self, method: str, path: str, body: bytes | None, headers: dict[str, str] | None) -> tuple[int, bytes]:
        given = headers or {} if self.stays else {**(headers or {}), "Connection": "close"}
        cookies = f"csrftoken={TOKEN}" + (f"; sessionid={self.session}" if self.session else "")
        with suppress(BrokenPipeError, ConnectionResetError):  # a body that is too large is refused before all of it was sent
            self.connection.request(method, path, body, {"Host": "localhost", "Cookie": cookies, **given})
        with self.connection.getresponse() as answer:
            return answer.status, answer.read()


@contextmanager
def serving(name: str, folder: Path, *, cases: int, officers: int, slowest: float = 0.02) -> Iterator[Service]:
    """A service on a database of a kind, filled and started; everything is stopped at the end."""
    quietly = postgresql.server(()) if name == "PostgreSQL" else nullcontext(None)  # one that keeps what it promised to keep
    with quietly as database, SmtpServer(Behaviour(slowest=slowest)) as mail:
        service = Service(name, folder, _environ(folder, database, mail), _free_port(), mail, database)
        service.environ["FANLIGHT_BIND"] = f"127.0.0.1:{service.port}"
        service.run("django", "migrate", "-v0")
        service.run("django", "collectstatic", "--noinput", "-v0")
        service.run("stress.rows", "fill", str(cases), str(officers), str(folder / "asked.json"))
        service.held = json.loads((folder / "asked.json").read_text(encoding="utf-8"))
        try:
            service.start()
            yield service
        finally:
            service.stop()


def _environ(folder: Path, database: postgresql.Server | None, mail: SmtpServer) -> dict[str, str]:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "fanlight.web.settings", "FANLIGHT_DEMO": "yes", "FANLIGHT_DATA": str(folder),
        "FANLIGHT_DATABASE_URL": database.address if database else "", "FANLIGHT_WORKERS": "2", "FANLIGHT_LIMIT_REGISTER": "1000000/h",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "script")]), "FANLIGHT_ACCESS_LOG": str(folder / "access.log"),
        "FANLIGHT_MAIL_HOST": "127.0.0.1", "FANLIGHT_MAIL_PORT": str(mail.port), "FANLIGHT_MAIL_PLAIN": "yes",
        "FANLIGHT_MAIL_FROM": "licensing@bench.example.org",
    }  # fmt: skip


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def pause(chance: random.Random, seconds: float) -> None:
    """Read a page, for that long on average."""
    time.sleep(seconds * (0.5 + chance.random()))
