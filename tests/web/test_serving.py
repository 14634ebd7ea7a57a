"""What `script/serve` does in the background: in the demo it takes the steps of time alone at once and on each new day."""

import importlib.util
import signal
import time
from datetime import date
from pathlib import Path

import pytest
from django.core import management
from django.core.management import CommandError
from django.db import connections
from django.utils import timezone

SERVE = Path(__file__).resolve().parents[2] / "script" / "serve.py"
DAYS = [date(2026, 3, 2), date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 3), date(2026, 3, 3), date(2026, 3, 4)]


class Stopped(Exception):
    """The end of a test: what runs in the background runs until it is told to stop."""


@pytest.fixture
def serve(monkeypatch, settings):
    spec = importlib.util.spec_from_file_location("serve", SERVE)
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    settings.IS_DEMO = True
    monkeypatch.setenv("FANLIGHT_DEMO_SHORT", "yes")
    monkeypatch.setattr(connections, "close_all", lambda: None)
    found.ran = []
    monkeypatch.setattr(management, "call_command", lambda name, **options: found.ran.append(name))
    return found


def passing(serve, monkeypatch, days):
    """Looks at the calendar, one a day given: the last one stops what runs."""
    left = iter(days)
    at = [next(left)]

    def sleep(seconds):
        assert seconds == serve.LOOK
        try:
            at[0] = next(left)
        except StopIteration:
            raise Stopped from None

    monkeypatch.setattr(serve.time, "sleep", sleep)
    monkeypatch.setattr(timezone, "localdate", lambda: at[0])
    with pytest.raises(Stopped):
        serve._in_background()


def test_the_steps_of_time_alone_are_taken_at_once_and_then_once_a_day(serve, monkeypatch):
    passing(serve, monkeypatch, DAYS[:2])
    assert serve.ran == ["each_day"]
    serve.ran.clear()
    passing(serve, monkeypatch, DAYS)
    assert serve.ran == ["each_day"] * 3


def test_they_are_taken_before_the_rest_of_the_demo_is_made(serve, monkeypatch):
    monkeypatch.delenv("FANLIGHT_DEMO_SHORT")
    passing(serve, monkeypatch, DAYS[:1])
    assert serve.ran == ["each_day", "demo"]


def test_a_case_that_cannot_be_moved_is_told_of_and_the_next_day_comes_all_the_same(serve, monkeypatch, capsys):
    def fail(name, **options):
        serve.ran.append(name)
        raise CommandError("1 case could not be moved; every other one was")

    monkeypatch.setattr(management, "call_command", fail)
    passing(serve, monkeypatch, DAYS[1:3])
    assert serve.ran == ["each_day", "each_day"]
    assert capsys.readouterr().err.count("fanlight: each_day: 1 case could not be moved") == 2


def test_outside_the_demo_the_timer_of_the_machine_does_it(serve, settings):
    settings.IS_DEMO = False
    assert serve._in_background() is None
    assert serve.ran == []


def test_whoever_is_told_to_stop_as_soon_as_it_begins_stops(serve):
    before = signal.signal(signal.SIGTERM, lambda number, frame: None)  # as the service itself keeps on until all have stopped
    try:
        for _ in range(5):
            process = serve._beside(lambda: time.sleep(60))
            process.terminate()
            process.join(20)
            assert process.exitcode == -signal.SIGTERM
    finally:
        signal.signal(signal.SIGTERM, before)
