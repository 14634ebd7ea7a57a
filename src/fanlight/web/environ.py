"""What the environment says of an installation; what is missing or wrong is refused with the name to set."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}


def yes(name: str, *, default: bool = False) -> bool:
    """Whether a setting is switched on; `default` where it is not set. Raises ImproperlyConfigured for a word that says neither."""
    word = os.environ.get(name, "").strip().lower()
    if word not in ("", "0", "no", "1", "yes"):
        raise ImproperlyConfigured(f"{name} is '{word}'; write yes or no")
    return word in ("1", "yes") if word else default


def words(name: str, default: str = "") -> list[str]:
    """A setting that lists words parted by commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def secret_key(data: Path, *, is_demo: bool) -> str:
    """The key that signs sessions: given by the environment, or for the demo made once and kept beside its data."""
    given = os.environ.get("FANLIGHT_SECRET_KEY", "")
    if given:
        return given
    if not is_demo:
        raise ImproperlyConfigured(
            "FANLIGHT_SECRET_KEY is not set. Make one: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
        )
    kept = data / "secret-key"
    if not kept.exists():
        data.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(50))
    return kept.read_text()


def database(url: str, data: Path) -> dict[str, Any]:
    """The database of an address: `sqlite:///path` or `postgresql://user:password@host:port/name`; empty: SQLite in the data folder."""
    parts = urlsplit(url or f"sqlite:///{data / 'fanlight.sqlite3'}")
    if parts.scheme == "sqlite":
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": unquote(parts.path[1:]), "OPTIONS": dict(SQLITE)}
    if parts.scheme not in ("postgresql", "postgres"):
        raise ImproperlyConfigured(
            f"FANLIGHT_DATABASE_URL begins with '{parts.scheme}:'; write postgresql://user:password@host/name or sqlite:///path"
        )
    socket = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(socket.get("host", parts.hostname or "")),
        "PORT": str(parts.port or socket.get("port", "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
