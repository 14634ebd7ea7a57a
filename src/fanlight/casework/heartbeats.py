"""When what runs beside the pages was last seen: the sender of messages, and what takes the steps of each day."""

import os
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

SENDER, EACH_DAY = "send_messages", "each_day"


def beat(name: str, at: datetime) -> None:
    """Say that something ran. Kept as a file of the data folder, which all processes share, and written whole. Raises OSError."""
    path = _path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f".{os.getpid()}.new")  # of several senders each writes its own
    beside.write_text(at.astimezone(UTC).isoformat(), encoding="ascii")
    beside.replace(path)


def last(name: str) -> datetime | None:
    """When something last ran; None where it never did, or what was kept cannot be read."""
    try:
        return datetime.fromisoformat(_path(name).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None


def _path(name: str) -> Path:
    return Path(settings.DATA) / "heartbeats" / name
