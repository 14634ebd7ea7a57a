"""Senders are killed under load: no message reaches the mail server twice, and none that it answered for is lost."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from fanlight.gateways.mail import message_id
from tests.gateways.smtp_server import Behaviour, SmtpServer

ROOT = Path(__file__).resolve().parents[2]
SENDER = "licensing@example.org"
MESSAGES, KILLS, AT_ONCE = 300, 10, 3


def _made_and_dropped(given, name):
    """A database beside the tests' own on their PostgreSQL server."""
    import psycopg

    def run(statement):
        places = {"host": given["HOST"], "port": given["PORT"], "user": given["USER"], "password": given["PASSWORD"]}
        with psycopg.connect(dbname="postgres", autocommit=True, **{key: value for key, value in places.items() if value}) as server:
            server.execute(statement)

    run(f"DROP DATABASE IF EXISTS {name}")
    run(f"CREATE DATABASE {name}")
    yield
    run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def address(tmp_path):
    """An empty database of this test's own, of the kind the tests run on."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'outbox.sqlite3'}"
        return
    given, name = settings.DATABASES["default"], f"outbox_{os.getpid()}"
    user = given["USER"] + (f":{given['PASSWORD']}" if given["PASSWORD"] else "")
    for _ in _made_and_dropped(given, name):
        yield f"postgresql://{user}@/{name}?host={given['HOST']}&port={given['PORT']}"


class Senders:
    """The process that starts senders; each call is one line to it and one back."""

    def __init__(self, environment):
        script = str(ROOT / "tests/casework/outbox_senders.py")
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(
            [sys.executable, script], env=environment, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True
        )
        assert self.process.stdout.readline() == "ready\n", self.process.communicate()[1]

    def __call__(self, *words):
        self.process.stdin.write(" ".join(words) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def end(self):
        return self.process.communicate(timeout=20)[1]


def test_killed_senders_send_nothing_twice_and_lose_nothing(address, tmp_path):
    with SmtpServer(Behaviour(slowest=0.02)) as server:
        senders = Senders(os.environ | {
            "FANLIGHT_DEMO": "1", "FANLIGHT_DATA": str(tmp_path), "FANLIGHT_DATABASE_URL": address, "FANLIGHT_MAIL_HOST": "127.0.0.1",
            "FANLIGHT_MAIL_PORT": str(server.port), "FANLIGHT_MAIL_PLAIN": "1", "FANLIGHT_MAIL_FROM": SENDER,
            "DJANGO_SETTINGS_MODULE": "fanlight.web.settings", "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        })  # fmt: skip
        senders("fill", str(MESSAGES), str(tmp_path / "committed"))
        killed = _kill_some(senders, server)
        committed = _all_filled(tmp_path / "committed")
        _wait_until_nothing_moves(server)
        ends = senders("stop")
        found = senders("tell")
        errors = [line for line in senders.end().splitlines() if not line.endswith(" sent")]
    assert (sorted(ends), errors) == ([-signal.SIGKILL] * killed + [0] * AT_ONCE, [])
    _check(server, committed, found)


def _kill_some(senders, server):
    running = [senders("send") for _ in range(AT_ONCE)]
    for _ in range(KILLS):
        before, end = len(server.kept), time.monotonic() + 20
        while len(server.kept) < before + 5 and time.monotonic() < end:
            time.sleep(0.005)
        time.sleep(random.uniform(0, 0.05))
        os.kill(running.pop(random.randrange(AT_ONCE)), signal.SIGKILL)
        running.append(senders("send"))
    return KILLS


def _all_filled(path):
    end = time.monotonic() + 60
    while len(path.read_text().splitlines()) < MESSAGES * 2 // 3:
        assert time.monotonic() < end, "the outbox was not filled"
        time.sleep(0.1)
    return set(path.read_text().splitlines())


def _wait_until_nothing_moves(server):
    last = -1
    while len(server.kept) != last:
        last = len(server.kept)
        time.sleep(1)


def _check(server, committed, found):
    received = [letter["Message-ID"] for letter in server.letters()]
    assert len(received) == len(set(received)), "a message was sent twice"
    keys = {message_id(key, SENDER): key for key in committed}
    arrived = {keys[each] for each in received}  # a KeyError here: a message left whose transaction was undone
    sent, unclear = ({key for key, stands in found["stands"].items() if stands == word} for word in ("sent", "unclear"))
    assert set(found["stands"]) == committed == sent | unclear, "a message is neither sent nor shown as unclear"
    assert sent <= arrived, "a message is marked as sent that never arrived"
    assert arrived - sent <= unclear, "a message arrived and nothing shows that it may have"
    assert len(unclear) <= KILLS, "more is unclear than was killed"
    assert (found["recorded"], found["fault"]) == (len(sent), "")
    print(f"{len(committed)} messages, {len(sent)} sent, {len(unclear)} unclear of which {len(arrived - sent)} had arrived")
