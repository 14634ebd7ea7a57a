"""The real service for journeys: started by script/serve as anybody starts it, with data of its own, on either database."""

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit, urlunsplit
from urllib.request import ProxyHandler, build_opener

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 180  # seconds, for a demo to be loaded on a busy machine
BEGUN = "from datetime import date; from fanlight.casework.models import *; from allauth.account.models import EmailAddress"
Telling = Callable[[str], None]
DIRECT = build_opener(ProxyHandler({}))  # no proxy leads to this machine


class NotServed(Exception):
    """The service did not start; the message is what it printed."""


@contextmanager
def service(folder: Path) -> Iterator[str]:
    """The address of a service with the demo in it, until the end."""
    with _served(folder, {"FANLIGHT_DEMO": "yes", "FANLIGHT_DEMO_SHORT": "yes"}) as (address, _):
        yield address


@contextmanager
def service_in_use(folder: Path) -> Iterator[tuple[str, Telling]]:
    """The address of a service as a council runs it, with nothing in it, and how to have Python run inside it."""
    settings = {"FANLIGHT_DEMO": "no", "FANLIGHT_PLAIN_HTTP": "yes", "FANLIGHT_SECRET_KEY": secrets.token_urlsafe(50)}
    with _served(folder, settings) as (address, environment):

        def tell(program: str) -> None:
            begun = f"import django; django.setup(); {BEGUN}\n{program}"
            subprocess.run([sys.executable, "-c", begun], env=environment, check=True, cwd=ROOT)

        yield address, tell


@contextmanager
def _served(folder: Path, settings: dict[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """A service with settings, and its whole environment. FANLIGHT_DATABASE_URL chooses a server; empty: SQLite in the folder."""
    with _database(os.environ.get("FANLIGHT_DATABASE_URL", "")) as database:
        port = _free_port()
        settings = os.environ | settings | {"FANLIGHT_DATA": str(folder / "data"), "FANLIGHT_DATABASE_URL": database}
        settings |= {"PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1", "DJANGO_SETTINGS_MODULE": "fanlight.web.settings"}
        said = folder / "said"
        with said.open("w") as out:
            command = [sys.executable, str(ROOT / "script" / "serve.py"), "--port", str(port)]
            process = subprocess.Popen(command, env=settings, stdout=out, stderr=subprocess.STDOUT, start_new_session=True)
        try:
            _await(process, f"http://localhost:{port}/ready", said)
            yield f"http://localhost:{port}", settings
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
