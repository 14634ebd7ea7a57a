"""The whole register of a council as files, in the documented layout: made once for each state of its record, then kept for a while."""

import shutil
from datetime import date
from pathlib import Path
from time import time

from django.conf import settings

from fanlight import __version__
from fanlight.casework.models import Council
from fanlight.casework.queries import register
from fanlight.documents import register_files, register_layout
from fanlight.documents.register_files import Wish
from fanlight.facts.files import Refused

FILES = {
    register_layout.TABLE: "text/csv; charset=utf-8",
    register_layout.JSON: "application/json",
    register_layout.SCHEMA: "application/schema+json",
    register_layout.PACKAGE: "application/json",
    register_layout.ON_THE_WEB: "application/csvm+json",
}
"""The files and their types."""
KEPT_SECONDS = 60 * 60


def file(council: Council, name: str, on: date) -> Path:
    """A file of the register as it stands; all of them are made together, so that each describes the others rightly. Raises KeyError."""
    if name not in FILES:
        raise KeyError(name)
    rule = register.rule(council)
    home = settings.DATA / "register" / council.slug
    folder = home / f"{on.isoformat()}-{council.last_event}-{rule}-{__version__}"
    if not (folder / name).exists():
        _clear(home)
        _make(council, folder, Wish(rule, on, f"The register of {council.name} Council on {on.isoformat()}"))
    return folder / name


def _make(council: Council, folder: Path, wish: Wish) -> None:
    try:
        register_files.write(register.entries(council, wish.on), folder, wish)
    except Refused:
        if not (folder / register_layout.PACKAGE).exists():
            raise  # else another process made the same files meanwhile


def _clear(home: Path) -> None:
    """Remove what was made more than an hour ago: nobody is still opening it."""
    for old in home.glob("*") if home.is_dir() else ():
        if old.stat().st_mtime < time() - KEPT_SECONDS:
            shutil.rmtree(old, ignore_errors=True)
