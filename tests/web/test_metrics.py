"""Figures for whoever watches the service: by route and never by address, for the token or this machine, of all processes together."""

import os
import subprocess
import sys
import time
from datetime import timedelta
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from fanlight.casework import heartbeats
from fanlight.casework.models import Council, Message
from fanlight.casework.queries import running
from fanlight.web import metrics
from tests.house.tree import ROOT


@pytest.fixture(autouse=True)
def own_data(settings, tmp_path):
    settings.DATA = tmp_path


def test_figures_are_for_who_has_the_token_or_is_on_this_machine(db, settings) -> None:
    settings.METRICS_TOKEN = "a token of the settings"  # noqa: S105 - a test's own
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    assert Client().get("/metrics").status_code == 200
    assert Client(**elsewhere).get("/metrics").status_code == 404
    assert Client(headers={"x-forwarded-for": "127.0.0.1"}).get("/metrics").status_code == 404
    assert Client(headers={"authorization": "Bearer a token of the settings"}, **elsewhere).get("/metrics").status_code == 200
    assert Client(headers={"authorization": "Bearer ä"}, **elsewhere).get("/metrics").status_code == 404
    settings.METRICS_TOKEN = ""
    assert Client(headers={"authorization": "Bearer "}, **elsewhere).get("/metrics").status_code == 404
    assert Client().post("/metrics").status_code == 405


def test_requests_are_counted_by_route_and_never_by_address(db) -> None:
    Client().get("/register/exampleton/licences/LIC-ADA/?name=Ada")
    Client().generic("BREW", "/health")
    told = Client().get("/metrics").content.decode()
    route = "/register/<slug:council>/licences/<path:number>/"
    assert f'fanlight_requests_total{{method="GET",route="{route}",status="404"}}' in told
    assert f'fanlight_request_seconds_bucket{{le="0.5",route="{route}"}}' in told
    assert 'method="OTHER",route="/health",status="405"' in told and "ADA" not in told and "BREW" not in told


def test_what_waits_and_what_ran_is_told(db) -> None:
    now = timezone.now()
    council = Council.objects.create(slug="town", name="Town")
    for number, ago in enumerate((timedelta(minutes=5), timedelta(minutes=-5))):
        Message.objects.create(council=council, key=str(number), to="ada@example.org", subject="s", body="b", made_at=now, try_at=now - ago)
    found = {name: value for name, _, value in running.figures(now)}
    assert (found["outbox_waiting"], found["outbox_oldest_due_seconds"], found["cases_late"]) == (2, 300, 0)
    assert "send_messages_last_seconds" not in found
    heartbeats.beat(heartbeats.SENDER, now)
    heartbeats.beat(heartbeats.EACH_DAY, now)
    found = {name: value for name, _, value in running.figures(now)}
    assert found["send_messages_last_seconds"] == found["each_day_last_seconds"] == pytest.approx(now.timestamp())


def test_a_database_that_is_away_is_a_figure(monkeypatch) -> None:
    def refuse(at):
        raise DatabaseError("away")

    monkeypatch.setattr(running, "figures", refuse)
    told = metrics.text().decode()
    assert "fanlight_database_up 0.0" in told and "fanlight_outbox_waiting" not in told


def test_a_sender_that_is_away_is_said_and_pages_are_served(db) -> None:
    assert "The sender of messages was never seen." in Client().get("/ready").content.decode()
    heartbeats.beat(heartbeats.SENDER, timezone.now() - timedelta(seconds=90))
    answer = Client().get("/ready")
    assert answer.status_code == 200 and "was seen 90 seconds ago" in answer.content.decode()


def test_a_disc_that_takes_no_file_is_not_ready(db, settings, tmp_path) -> None:
    (tmp_path / "file").write_text("x")
    settings.UPLOADS = tmp_path / "file" / "uploads"
    answer = Client().get("/ready")
    assert answer.status_code == 503 and "No file can be kept: Not a directory." in answer.content.decode()


def test_all_processes_of_a_server_count_together(tmp_path) -> None:
    environ = os.environ | {
        "FANLIGHT_DEMO": "1", "FANLIGHT_DATA": str(tmp_path), "FANLIGHT_BIND": "127.0.0.1:0", "FANLIGHT_WORKERS": "3",
        "TMPDIR": str(tmp_path),
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]), "FANLIGHT_DATABASE_URL": "",
    }  # fmt: skip
    command = [sys.executable, "-m", "gunicorn", "-c", "python:fanlight.web.gunicorn"]
    server = subprocess.Popen(command, env=environ, cwd=tmp_path, stderr=subprocess.PIPE, text=True, stdout=subprocess.DEVNULL)
    try:
        address = next(line for line in server.stderr if "Listening at" in line).split("Listening at: ")[1].split(" ")[0]
        ask = build_opener(ProxyHandler({})).open
        until = time.monotonic() + 60
        while True:
            try:
                ask(f"{address}/health", timeout=5).close()
                break
            except URLError:
                assert time.monotonic() < until
                time.sleep(0.2)
        for _ in range(29):
            ask(f"{address}/health", timeout=10).close()
        told = ask(f"{address}/metrics", timeout=10).read().decode()
    finally:
        server.terminate()
        server.communicate(timeout=60)
    assert 'fanlight_requests_total{method="GET",route="/health",status="200"} 30.0' in told
    assert list(tmp_path.glob("fanlight-figures-*")) == []
