"""A backup of the service: its database, its files and its settings without secrets, with the digest of each; and bringing it back."""

import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from fanlight.casework.models import Account, Council, Event
from fanlight.casework.queries import record

MANIFEST, SQLITE, POSTGRESQL = "manifest.json", "database.sqlite3", "database.pgdump"
SHAPE = 1
SECRET = re.compile("KEY|PASSWORD|SECRET|TOKEN|DATABASE_URL")
PIECE = 1024 * 1024


class BackupRefused(Exception):
    """Why nothing was backed up or restored, and what to do about it."""


@dataclass(frozen=True, slots=True)
class Made:
    """A backup as it lies in its folder: how many files it has, and the end of each council's chain, `number:digest` by council."""

    folder: Path
    files: int
    ends: Mapping[str, str]


def make(to: Path, at: datetime) -> Made:
    """Make a backup under a name that is free. It gets the name only when it is whole. Raises BackupRefused."""
    if to.exists():
        raise BackupRefused(f"{to} is there already; name a folder that is not")
    part = to.with_name(f".{to.name}.part")
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True, mode=0o700)
        # Files first and again: one that the copy of the database names was there before it was taken, or came while it was.
        _copy_files(part)
        ends = _ends()
        _dump(part)
        _copy_files(part)
        files = {name: _digest(part / name) for name in _names(part)}
        manifest = {
            "shape": SHAPE, "at": at.isoformat(), "database": connection.vendor, "migrations": _migrations(), "ends": ends,
            "settings": _settings(), "files": files,
        }  # fmt: skip
        (part / MANIFEST).write_text(json.dumps(manifest, indent=1, sort_keys=True), encoding="utf-8")
        _flush(part)
        part.rename(to)
    except OSError as fault:
        shutil.rmtree(part, ignore_errors=True)
        raise BackupRefused(f"{to} could not be written: {fault}") from fault
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return Made(to, len(files), ends)


def restore(folder: Path, *, replaces: bool = False) -> Made:
    """Bring a backup back and prove its record. Raises BackupRefused, before anything is changed wherever that can be told before."""
    manifest = checked(folder)
    if manifest["database"] != connection.vendor:
        raise BackupRefused(f"the backup is of {manifest['database']} and the settings name {connection.vendor}: set FANLIGHT_DATABASE_URL")
    unknown = sorted(set(manifest["migrations"]) - {f"{app}.{name}" for app, name in MigrationLoader(None).graph.nodes})
    if unknown:
        raise BackupRefused(f"the backup is of a newer version, with {', '.join(unknown[:3])}: install that version first")
    if not replaces and _is_in_use():
        raise BackupRefused("this service has data of its own; --replace gives it up for what is in the backup")
    _load(folder)
    for name, place in _places().items():
        _bring_back(folder / name, place)
    _prove(manifest["ends"])
    return Made(folder, len(manifest["files"]), manifest["ends"])


def checked(folder: Path) -> dict[str, Any]:
    """The manifest of a backup, each of whose files has its digest. Raises BackupRefused, which names the first that has not."""
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if manifest["shape"] != SHAPE:
            raise BackupRefused(f"{folder / MANIFEST} has the shape {manifest['shape']}; this version reads {SHAPE}")
        wanted = dict(manifest["files"])
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise BackupRefused(f"{folder / MANIFEST} cannot be read: {fault}") from fault
    found = set(_names(folder)) - {MANIFEST}
    for name in sorted(found ^ set(wanted)):
        raise BackupRefused(f"{folder / name} is {'not in the manifest' if name in found else 'missing'}: take another backup")
    for name, digest in wanted.items():
        if _digest(folder / name) != digest:
            raise BackupRefused(f"{folder / name} is not as it was backed up: take another backup")
    return manifest


def _places() -> dict[str, Path]:
    """The folders that belong to the data, by their names in a backup."""
    return {"uploads": Path(settings.UPLOADS), "mail": Path(settings.EMAIL_FILE_PATH)}


def _copy_files(to: Path) -> None:
    for name, place in _places().items():
        for path in sorted(each for each in place.rglob("*") if each.is_file() and each.suffix != ".part"):
            copy = to / name / path.relative_to(place)
            if not copy.exists():
                copy.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                try:
                    shutil.copyfile(path, copy)
                except FileNotFoundError:
                    copy.unlink(missing_ok=True)  # taken away by whoever gave it, while we looked


def _bring_back(copy: Path, place: Path) -> None:
    """Put a folder in the place of another. What was there is beside it until the new one is whole."""
    new, old = place.with_name(f"{place.name}.new"), place.with_name(f"{place.name}.old")
    for each in (new, old):
        shutil.rmtree(each, ignore_errors=True)
    if copy.is_dir():
        shutil.copytree(copy, new)
    else:
        new.mkdir(parents=True)
    new.chmod(0o700)
    if place.exists():
        place.rename(old)
    new.rename(place)
    shutil.rmtree(old, ignore_errors=True)


def _dump(to: Path) -> None:
    """The database as it is at one moment, while the service goes on."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(to / SQLITE)) as copy:
            connection.connection.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, beside which nothing has to lie
        return
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={to / POSTGRESQL}")


def _load(folder: Path) -> None:
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(f"file:{folder / SQLITE}?mode=ro&immutable=1", uri=True)) as copy:
            copy.backup(connection.connection)
    else:
        # One transaction: whoever is stopped half way has what was there before.
        words = ("--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error")
        _run("pg_restore", *words, f"--dbname={connection.settings_dict['NAME']}", str(folder / POSTGRESQL))
    connection.close()


def _run(program: str, *words: str) -> None:
    """Run a program of PostgreSQL's on our database. The password goes by the environment, where no list of processes shows it."""
    held = connection.settings_dict
    places = {"PGHOST": held["HOST"], "PGPORT": held["PORT"], "PGUSER": held["USER"], "PGPASSWORD": held["PASSWORD"]}
    given = os.environ | {key: str(value) for key, value in (*places.items(), ("PGDATABASE", held["NAME"])) if value}
    path = Path(settings.POSTGRESQL_PROGRAMS) / program if settings.POSTGRESQL_PROGRAMS else Path(program)
    connection.close()
    try:
        done = subprocess.run([str(path), *words], env=given, capture_output=True, text=True, check=False)
    except FileNotFoundError as fault:
        raise BackupRefused(f"{path} was not found; name its folder: FANLIGHT_POSTGRESQL_PROGRAMS=/usr/lib/postgresql/.../bin") from fault
    if done.returncode:
        raise BackupRefused(f"{program} failed: {done.stderr.strip()}")


def _is_in_use() -> bool:
    tables = connection.introspection.table_names()
    held = (Account, Council, Event)
    return any(each._meta.db_table in tables and each.objects.exists() for each in held) or any(
        _names(place) for place in _places().values()
    )


def _prove(ends: Mapping[str, str]) -> None:
    """The chains that were restored are whole and reach what the manifest says. Raises BackupRefused."""
    for council in Council.objects.order_by("slug"):
        proof = record.prove(council)
        if proof.fault:
            raise BackupRefused(f"{council.slug}: the record that was restored is broken at event {proof.number}: {proof.fault}")
    for slug, end in ends.items():
        number, _, digest = end.partition(":")
        held = Council.objects.filter(slug=slug).first()
        if held is None or (int(number) and not record.holds(held, int(number), digest)):
            raise BackupRefused(f"{slug}: the record that was restored does not hold event {end}")


def _ends() -> dict[str, str]:
    return {each.slug: f"{each.last_event}:{each.last_digest}" for each in Council.objects.order_by("slug")}


def _migrations() -> list[str]:
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def _settings() -> dict[str, str]:
    """What the environment says of this installation. Secrets are named and not kept: whoever has the backup has not the keys."""
    given = {name: value for name, value in os.environ.items() if name.startswith("FANLIGHT_")}
    return {name: "(secret: kept elsewhere)" if SECRET.search(name) else value for name, value in sorted(given.items())}


def _names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def _digest(path: Path) -> str:
    made = hashlib.sha256()
    for piece in _pieces(path):
        made.update(piece)
    return made.hexdigest()


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def _flush(folder: Path) -> None:
    """Make sure that the backup outlives a loss of power, and that nobody else reads it."""
    for path in [*(folder / name for name in _names(folder)), folder]:
        path.chmod(0o700 if path.is_dir() else 0o600)
        opened = os.open(path, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
