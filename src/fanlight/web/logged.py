"""Lines of the log: one object of JSON each, in UTC, with the request they belong to, and without a word that a person gave."""

import json
import logging
import re
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

REQUEST: ContextVar[str] = ContextVar("request", default="")
OURS = ("fanlight",)
PLACEHOLDER = re.compile(r"%(\(\w+\))?[-#0-9. ]*[a-zA-Z]")
ADDRESS = re.compile(r"ip=\S+")
security = logging.getLogger("fanlight.security")
service = logging.getLogger("fanlight.service")


def line(level: str, logger: str, **said: Any) -> str:
    """One line. A break within a text is written as JSON writes it, so nobody can begin a line of their own."""
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    request = {"request": REQUEST.get()} if REQUEST.get() else {}
    return json.dumps({"at": at, "level": level, "logger": logger, **request, **said}, ensure_ascii=True, default=str)


class JsonLines(logging.Formatter):
    """Writes what our own code says as it is. Of others it keeps the words of the message and leaves out what was put in: that can be
    an address with a key, or what somebody typed. Of an error it keeps its kind and where it happened, and not its message."""

    def format(self, record: logging.LogRecord) -> str:
        """A record as one line."""
        said: dict[str, Any] = {"message": _message(record)}
        if record.exc_info and record.exc_info[0] is not None:
            kind, _, trace = record.exc_info
            said["error"] = f"{kind.__module__}.{kind.__qualname__}"
            said["where"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)][-12:]
        return line(record.levelname.lower(), record.name, **said)


def _message(record: logging.LogRecord) -> str:
    if record.name.split(".")[0] in OURS or record.levelno <= logging.INFO:
        return record.getMessage()
    written = str(record.msg)
    if not record.args:  # put together before it came here: what follows the colon was put in
        written = ADDRESS.sub("ip=...", written.partition(": ")[0])
    return PLACEHOLDER.sub("...", written)


def signed_in(sender: Any, user: Any, **_: Any) -> None:
    """Somebody signed in. Accounts stand by number, as in the record."""
    security.info("signed in: account %s", user.pk)


def signed_out(sender: Any, user: Any, **_: Any) -> None:
    """Somebody signed out."""
    security.info("signed out: account %s", user.pk if user else "none")


def not_signed_in(sender: Any, **_: Any) -> None:
    """A name and a password that do not belong together; neither is written."""
    security.warning("signing in failed")
