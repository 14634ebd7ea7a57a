"""The real service for journeys: started by script/serve as anybody starts it, with data of its own, on either database."""

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit, urlunsplit
from urllib.request import ProxyHandler, build_opener

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90  # seconds, for a demo to be loaded on a busy machine
DIRECT = build_opener(ProxyHandler({}))  # no proxy leads to this machine


class NotServed(Exception):
    """The service did not start; the message is what it printed."""


@contextmanager
def service(folder: Path) -> Iterator[str]:
    """The address of a service with the demo in it, until the end. FANLIGHT_DATABASE_URL chooses a server; empty: SQLite in the folder."""
    with _database(os.environ.get("FANLIGHT_DATABASE_URL", "")) as database:
        port = _free_port()
        settings = os.environ | {
            "FANLIGHT_DEMO": "yes",
            "FANLIGHT_DEMO_SHORT": "yes",
            "FANLIGHT_DATA": str(folder / "data"),
            "FANLIGHT_DATABASE_URL": database,
        }
        settings |= {"PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1"}
        said = folder / "said"
        with said.open("w") as out:
            command = [sys.executable, str(ROOT / "script" / "serve.py"), "--port", str(port)]
            process = subprocess.Popen(command, env=settings, stdout=out, stderr=subprocess.STDOUT, start_new_session=True)
        try:
            _await(process, f"http://localhost:{port}/ready", said)
            yield f"http://localhost:{port}"
        finally:
            process.terminate()
            process.wait(60)


def _free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("localhost", 0))
        return int(tried.getsockname()[1])


def _await(process: subprocess.Popen[bytes], address: str, said: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            with DIRECT.open(address, timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise NotServed(said.read_text())


@contextmanager
def _database(server: str) -> Iterator[str]:
    """A new database on that server, gone afterwards: whatever the address names is left alone."""
    if not server:
        yield ""
        return
    import psycopg

    name = f"fanlight_journeys_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
