"""Where editions are found: those that come with Fanlight, those in the folders of councils, and those that councils loaded themselves."""

import shutil
import tempfile
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from fanlight.casework import fees
from fanlight.casework.models import Adoption, EditionLoaded
from fanlight.standards.library import Library
from fanlight.standards.parcel import Parcel

FOLDER = "councils"
"""The last part of the folder in which a loaded edition lies, so that its places read as those of every other edition do."""


def library() -> Library:
    """Every standard that lies in a folder."""
    return Library.standard(fees.folders())


@lru_cache(maxsize=8)
def known(held: Library) -> frozenset[str]:
    """The ids of the editions of a library, looked up once: its folders do not change while the service runs."""
    return frozenset(held.editions())


def is_shipped(edition: str) -> bool:
    """Whether an edition lies in a folder, and was not loaded by a council."""
    return edition in known(library())


def library_of(edition: str) -> Library:
    """The library in which an edition is read. That of a loaded one is named by what the council adopted, and no other is like it."""
    held = library()
    if edition in known(held):
        return held
    row = Adoption.objects.filter(edition=edition, loaded__isnull=False, withdrawn_at=None).select_related("loaded__builds_on").first()
    return of(row.loaded) if row and row.loaded else held


def of(loaded: EditionLoaded) -> Library:
    """The library in which a loaded edition is read, with the loaded one it builds on; for one that comes with Fanlight, where it lies."""
    if is_shipped(loaded.edition):
        return library()
    older = [_folder(loaded.builds_on)] if loaded.builds_on else []
    return Library((*library().folders, *older, _folder(loaded)))


def parcel(loaded: EditionLoaded) -> Parcel:
    """The files of a loaded edition."""
    return Parcel(loaded.edition, loaded.title, "", loaded.files)


def _folder(loaded: EditionLoaded) -> Path:
    return folder(loaded.pk, loaded.digest)


@lru_cache(maxsize=256)
def folder(number: int, digest: str) -> Path:
    """The folder of a loaded edition, written anew once by each process: what the database holds counts, and the folder only repeats it."""
    place = Path(settings.DATA) / "editions" / digest
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = Path(tempfile.mkdtemp(prefix="part-", dir=place.parent))
    try:
        parcel(EditionLoaded.objects.get(pk=number)).lay_out(made / FOLDER)
        _put(made, place)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return place / FOLDER


def _put(made: Path, place: Path) -> None:
    """Let a folder take its place, unless the very same lies there already, maybe since a moment ago from another process."""
    if place.exists() and not _is_same(made, place):
        shutil.rmtree(place)
    try:
        made.rename(place)
    except OSError:
        if not _is_same(made, place):
            raise


def _is_same(one: Path, other: Path) -> bool:
    """Whether two folders hold the same files."""
    return _held(one) == _held(other)


def _held(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
