"""Serves Fanlight on this machine: brings its tables and files up to date, loads the demo, and keeps the service and its worker going."""

import argparse
import fcntl
import gc
import hashlib
import io
import os
import shutil
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.context import ForkProcess as Process
from pathlib import Path
from types import FrameType
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

ROOT = Path(__file__).resolve().parents[1]
OURS = (
    "fanlight.sqlite3", "fanlight.sqlite3-wal", "fanlight.sqlite3-shm", "uploads", "mail", "static", "secret-key", "made-from",
    "figures", "heartbeats",
)  # fmt: skip
PATIENCE = 30  # seconds
FIRST_CASES = 20
"""One case in every state: the demo is worth looking at with these, and the others come while it is looked at."""
LOOK = 60  # seconds between two looks at whether a new day has begun
PAUSE = 0.25  # longer than SQLite waits between two tries for its lock, so that nobody starves
STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
WORKER = "send_messages"
WORKER_OPTIONS = ("--keep-on",)
DIRECT = build_opener(ProxyHandler({}))  # no proxy leads to this machine


class Refused(Exception):
    """Why nothing is served, and what to do about it."""


def main(words: list[str]) -> int:
    """Serve until told to stop."""
    gc.disable()  # hundreds of thousands of objects are read and none let go of; to look for such takes a part of the start
    given = _given(words)
    data = _environment(given)
    try:
        with _alone(data):
            _check_free(given.host, given.port)
            if given.reset:
                _reset(data)
            _prepare(data)
            return _serve(given.host, given.port)
    except Refused as refused:
        print(f"fanlight: {refused}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


def _given(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/serve", description=__doc__)
    parser.add_argument("--host", default="localhost", help="the name or address to listen on (localhost: this machine alone)")
    parser.add_argument("--port", type=int, default=8000, help="the port (8000)")
    parser.add_argument("--reset", action="store_true", help="throw away what is in the data folder and begin again")
    return parser.parse_args(words)


def _environment(given: argparse.Namespace) -> Path:
    """Settle what the environment leaves open: the demo, its folder, and the address it may be asked by. Gives the folder."""
    os.environ.setdefault("FANLIGHT_DEMO", "yes")
    data = Path(os.environ.setdefault("FANLIGHT_DATA", str(ROOT / "var"))).resolve()
    os.environ.setdefault("FANLIGHT_HOSTS", ",".join(dict.fromkeys(("localhost", "127.0.0.1", "[::1]", given.host))))
    os.environ["FANLIGHT_BIND"] = f"{given.host}:{given.port}"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fanlight.web.settings")
    data.mkdir(parents=True, exist_ok=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(data / "figures")  # named before the settings are read, for all processes
    return data


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    with (data / "serving").open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Refused(f"another script/serve is using {data}; stop it first, or name another folder: FANLIGHT_DATA=...") from None
        yield


def _check_free(host: str, port: int) -> None:
    try:
        for family, kind, protocol, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
            with socket.socket(family, kind, protocol) as tried:
                tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                tried.bind(address)
            return
    except OSError as fault:
        raise Refused(f"cannot listen on {host}:{port} ({fault.strerror}); choose another: script/serve --port {port + 1}") from None


def _reset(data: Path) -> None:
    if os.environ.get("FANLIGHT_DATABASE_URL"):
        raise Refused("--reset begins again only in the data folder; FANLIGHT_DATABASE_URL names a database, which is yours to empty")
    for name in OURS:
        path = data / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _prepare(data: Path) -> None:
    """Bring tables and files up to date, and load the demo where it is not there yet."""
    shutil.rmtree(data / "figures", ignore_errors=True)
    (data / "figures").mkdir()
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    if _is_behind():  # to ask is quick, to migrate takes a second even where there is nothing to do
        call_command("migrate", verbosity=0)
    made_from = _static_digest()
    stamp = data / "made-from"
    if not (stamp.exists() and stamp.read_text() == made_from and settings.STATIC_ROOT.is_dir()):
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(made_from)
    if settings.IS_DEMO and not _has_first_cases():
        # In a process of its own: the compiler of letters keeps threads, and what forks after it printed can print no more.
        first = _beside(lambda: call_command("demo", cases=FIRST_CASES, stdout=io.StringIO()))
        first.join()
        if first.exitcode:
            raise SystemExit("fanlight: the demonstration could not be made; what is above says why")


def _has_first_cases() -> bool:
    """Whether the demo was loaded before, which takes a second to go through once more; what time brought since comes in the background."""
    from fanlight.casework.demo import council

    return council.houses_with_cases() >= FIRST_CASES


def _is_behind() -> bool:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _static_digest() -> str:
    """What the files that pages load are made from: their names, sizes and times."""
    from django.contrib.staticfiles.finders import get_finders

    files = sorted(storage.path(path) for finder in get_finders() for path, storage in finder.list([]))
    told = "\n".join(f"{path} {(held := Path(path).stat()).st_size} {held.st_mtime_ns}" for path in files)
    return hashlib.sha256(told.encode()).hexdigest()


def _serve(host: str, port: int) -> int:
    """Run the service and its worker until one of them ends or we are told to stop; then stop both."""
    stopped: list[int] = []

    def stop(number: int, _: FrameType | None) -> None:
        stopped.append(number)

    running, filling = [_beside(_gunicorn)], list[Process]()
    for number in STOPS:
        signal.signal(number, stop)
    try:
        if not _answers(f"http://{host}:{port}/health", running[0], stopped):
            if not stopped:
                print(f"fanlight: no answer within {PATIENCE} seconds; what is above says why", file=sys.stderr)
            return 0 if stopped else 1
        running += _workers()
        filling = [_beside(_in_background)]
        _tell(f"http://{host}:{port}")
        while not stopped and all(process.is_alive() for process in running):
            time.sleep(0.2)
        return 0 if stopped else 1
    finally:
        for process in (*running, *filling):
            process.terminate()
        for process in (*running, *filling):
            process.join()


def _beside(what: Callable[[], None]) -> Process:
    """Run something in a process of its own. It begins with what was read already, which halves the time of a start."""
    from django.db import connections

    def alone() -> None:
        gc.enable()
        os.setsid()  # so that Ctrl-C reaches us, and each of them is then told to stop once
        for number in STOPS:
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
        what()

    connections.close_all()
    sys.stdout.flush()
    process = get_context("fork").Process(target=alone)
    # Whoever is told to stop before it is itself would take that for us, and go on; so it waits until then.
    signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
    process.start()
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
    return process


def _in_background() -> None:
    """In the demo: take the steps of time alone at once, make the rest of the cases, and take those steps again on each new day.

    One process for all of it, which prints letters and must therefore never fork. Outside the demo the machine's own timer does this.
    """
    from django.conf import settings
    from django.db import connections
    from django.utils import timezone

    if not settings.IS_DEMO:
        return
    done_on = timezone.localdate()
    _each_day()
    _fill()
    while True:
        if timezone.localdate() != done_on:
            done_on = timezone.localdate()
            _each_day()
        connections.close_all()  # a server drops a connection that is idle for a day
        time.sleep(LOOK)


def _each_day() -> None:
    """Take the steps of time alone. A case that cannot be moved is told of, and the service goes on."""
    from django.core.management import CommandError, call_command

    try:
        call_command("each_day")
    except CommandError as fault:
        print(f"fanlight: each_day: {fault}", file=sys.stderr, flush=True)


def _fill() -> None:
    """Make the rest of the demo while the service runs already, leaving gaps in which others can write."""
    from django.core.management import call_command

    if not os.environ.get("FANLIGHT_DEMO_SHORT"):
        call_command("demo", pause=PAUSE, stdout=io.StringIO())


def _gunicorn() -> None:
    from gunicorn.app.wsgiapp import WSGIApplication

    gc.disable()  # until its workers begin, as above
    sys.argv = ["gunicorn", "-c", "python:fanlight.web.gunicorn"]
    WSGIApplication("", prog="gunicorn").run()


def _tell(address: str) -> None:
    """Say where the service is, and in the demo who can sign in."""
    from django.conf import settings

    from fanlight.casework.demo.people import PASSWORD, WHO

    print(f"\nFanlight is served at {address} - stop it with Ctrl-C")
    if settings.IS_DEMO:
        print(f"Everybody here is invented. The password of each is: {PASSWORD}")
        print("\n".join(f"  {email:24} {who}" for email, who in WHO.items()))
    sys.stdout.flush()


def _answers(address: str, process: Process, stopped: list[int]) -> bool:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.is_alive() and not stopped:
        try:
            with DIRECT.open(address, timeout=2):
                return True
        except (URLError, OSError):
            time.sleep(0.05)
    return False


def _workers() -> list[Process]:
    """What sends messages in the background, where this version has it."""
    from django.core.management import call_command, get_commands

    return [_beside(lambda: call_command(WORKER, *WORKER_OPTIONS))] if WORKER in get_commands() else []


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
