"""How gunicorn serves the application: `gunicorn -c python:fanlight.web.gunicorn`, with the address and size from the environment."""

import gc
import os
import re
from typing import Any

from gunicorn.glogging import Logger

# The ends of these addresses are keys that let somebody in, or names that people gave.
SECRET = re.compile(r"(/key/|/confirm-email/)[^/]+")


class DiscreetLogger(Logger):
    """Logs that an address was asked for, and how it went; not by whom, and not what was asked in words of their own."""

    def atoms(self, resp: Any, req: Any, environ: Any, request_time: Any) -> Any:
        """What a line of the log can name."""
        named = super().atoms(resp, req, environ, request_time)
        return {name: named[name] for name in ("t", "m", "s", "B", "M", "p")} | {"U": SECRET.sub(r"\1...", named["U"] or "")}


def post_fork(server: Any, worker: Any) -> None:
    """Spare the collector what a process keeps for good: editions and assessments are hundreds of thousands of objects in no cycle.

    With Python's own thresholds it goes through all of them every few assessments, a fifth of a second each time.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


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
access_log_format = "%(t)s %(m)s %(U)s %(s)s %(B)s bytes %(M)s ms"
