"""How gunicorn serves the application: `gunicorn -c python:fanlight.web.gunicorn`, with the address and size from the environment."""

import atexit
import gc
import logging
import os
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from gunicorn.glogging import Logger

SHARED, FIGURES = "PROMETHEUS_MULTIPROC_DIR", "fanlight-figures-"
HERE = os.getpid()


class DiscreetLogger(Logger):
    """Logs what was asked for by its route, and how it went: by nobody's name or address, and not what was asked in words of their own."""

    def setup(self, cfg: Any) -> None:
        """Errors of the server itself are lines of the same kind."""
        from fanlight.web.logged import JsonLines

        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(JsonLines())

    def access(self, resp: Any, req: Any, environ: Any, request_time: timedelta) -> None:
        """One line for each answer."""
        if self.cfg.accesslog:
            self.access_log.log(logging.INFO, said(resp, environ, request_time))


def said(resp: Any, environ: Any, request_time: timedelta) -> str:
    """The line of an answer."""
    from fanlight.web.logged import line

    told = {
        "method": environ.get("REQUEST_METHOD", ""), "route": environ.get("fanlight.route", "nowhere"),
        "status": int(resp.status.split()[0]), "bytes": resp.sent or 0, "ms": round(request_time.total_seconds() * 1000),
    }  # fmt: skip
    name = environ.get("fanlight.request")
    return line("info", "asked", **({"request": name} if name else {}), **told)


def post_fork(server: Any, worker: Any) -> None:
    """Spare the collector what a process keeps for good: editions and assessments are hundreds of thousands of objects in no cycle.

    With Python's own thresholds it goes through all of them every few assessments, a fifth of a second each time.
    """
    gc.freeze()
    gc.enable()  # what started us may have turned it off, while everything was read
    gc.set_threshold(50_000, 20, 100)


def child_exit(server: Any, worker: Any) -> None:
    """Keep the counts of a process that ended, and let go of what only it could say."""
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(worker.pid)


def shared_folder() -> str:
    """A new folder for the counts of all processes of this server; those that killed servers left are taken away."""
    for left in Path(tempfile.gettempdir()).glob(f"{FIGURES}*"):
        if not Path("/proc", left.name.removeprefix(FIGURES).partition("-")[0]).exists():
            shutil.rmtree(left, ignore_errors=True)
    made = tempfile.mkdtemp(prefix=f"{FIGURES}{HERE}-")
    atexit.register(_take_away, made)
    return made


def _take_away(folder: str) -> None:
    """Only the process that made the folder takes it away: those forked from it end too."""
    if os.getpid() == HERE:
        shutil.rmtree(folder, ignore_errors=True)


wsgi_app = "fanlight.web.wsgi:application"
bind = os.environ.get("FANLIGHT_BIND", "localhost:8000").split(",")
workers = int(os.environ.get("FANLIGHT_WORKERS", "2"))
# Threads, so that a browser that opens a connection and says nothing does not hold a whole process.
worker_class = "gthread"
threads = int(os.environ.get("FANLIGHT_THREADS", "4"))
preload_app = True
timeout = 60
graceful_timeout = 30
keepalive = 5
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None
control_socket_disable = True
proc_name = "fanlight"
logger_class = DiscreetLogger
accesslog = os.environ.get("FANLIGHT_ACCESS_LOG", "-") or None
# All processes count in files of one folder. It is named before the application is read, which looks for it once.
if SHARED not in os.environ:
    os.environ[SHARED] = shared_folder()
