"""What a file is, by its content and never by its name alone: a short list of types, each looked at strictly, all else refused."""

import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

import puremagic

from fanlight.casework import pictures
from fanlight.casework.pictures import PictureBroken

LONGEST_NAME = 120
UNPACKED_MOST, TIMES_MOST, ENTRIES_MOST = 100 * 1024 * 1024, 200, 2000


class FileNotTaken(Exception):
    """A file that is not kept; the message names it and says what would do."""


@dataclass(frozen=True, slots=True)
class Type:
    """A type of file that is taken: how it begins, the endings its name may have, and what looks at it and gives what is kept."""

    said: str
    content_type: str
    begins: bytes
    endings: tuple[str, ...]
    looked_at: Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Content:
    """A file as it is kept: its clean name, its type, and its bytes, which may be fewer than were given."""

    name: str
    type: Type
    content: bytes


class _Wrong(Exception):
    """Why the content will not do, without the name of the file."""


def _pdf(content: bytes) -> bytes:
    end = content.rfind(b"%%EOF")
    if end < 0 or b"startxref" not in content:
        raise _Wrong("it is cut short: send it again, or save it again as a PDF")
    if content[end + 5 :].strip(b"\0 \t\r\n"):
        raise _Wrong("something else follows the end of the document: save it again as a PDF")
    if zipfile.is_zipfile(io.BytesIO(content)):
        raise _Wrong("it is a PDF and an archive in one: save it again as a PDF")
    if re.search(rb"/Encrypt\b", content):
        raise _Wrong("it is locked with a password: save it without one")
    return content


def _docx(content: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            wrong = next(_docx_wrong(archive, content), "")
            if not wrong and archive.testzip() is not None:
                wrong = "it is damaged: send it again"
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OverflowError) as fault:
        raise _Wrong("it is cut short or damaged: send it again, or save it as a PDF") from fault
    if wrong:
        raise _Wrong(wrong)
    return content


def _docx_wrong(archive: zipfile.ZipFile, content: bytes) -> Iterator[str]:
    """What is wrong with a Word document, told from its table of contents before anything is unpacked."""
    entries = archive.infolist()
    names = {each.filename for each in entries}
    unpacked = sum(each.file_size for each in entries)
    if not {"[Content_Types].xml", "word/document.xml"} <= names:
        yield "it is an archive and no Word document: send the files one by one"
    if len(entries) > ENTRIES_MOST or unpacked > UNPACKED_MOST or unpacked > TIMES_MOST * len(content) or len(names) < len(entries):
        yield "it would unpack to far more than it seems: save it as a PDF"
    if any(name.startswith("/") or ".." in PurePosixPath(name).parts or "\\" in name for name in names):
        yield "it holds files with places of their own: save it as a PDF"
    if any("vbaProject" in name or "/embeddings/" in name or "/activeX/" in name for name in names):
        yield "it holds programs or other files: save it as a PDF"
    if content[-22:-18] != b"PK\x05\x06":
        yield "something else follows the document: save it as a PDF"
    if min((each.header_offset for each in entries), default=1) or not content.startswith(b"PK\x03\x04"):
        yield "something else stands before the document: save it as a PDF"


def _picture(look: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    def looked_at(content: bytes) -> bytes:
        try:
            return look(content)
        except PictureBroken as fault:
            raise _Wrong(f"{fault}: take or save the picture again") from fault

    return looked_at


PDF = Type("a PDF", "application/pdf", b"%PDF-", (".pdf",), _pdf)
JPEG = Type("a JPEG picture", "image/jpeg", b"\xff\xd8\xff", (".jpg", ".jpeg"), _picture(pictures.jpeg))
PNG = Type("a PNG picture", "image/png", pictures.PNG_BEGINS, (".png",), _picture(pictures.png))
DOCX = Type(
    "a Word document", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK\x03\x04", (".docx",), _docx
)  # fmt: skip
PICTURES, DOCUMENTS = (JPEG, PNG), (PDF, JPEG, PNG)


class Kind(StrEnum):
    """What a file is for."""

    PLAN = "plan"
    GAS = "gas"
    ELECTRICAL = "electrical"
    ALARM = "alarm"
    EMERGENCY_LIGHTING = "emergency lighting"
    FIRE_RISK_ASSESSMENT = "fire risk assessment"
    PHOTOGRAPH = "photograph"
    REPRESENTATION = "representation"
    OTHER = "other"


# What people write themselves may come as a Word document.
WRITTEN = (Kind.FIRE_RISK_ASSESSMENT, Kind.REPRESENTATION, Kind.OTHER)
TAKEN: Mapping[Kind, tuple[Type, ...]] = {
    **dict.fromkeys(Kind, DOCUMENTS),
    **dict.fromkeys(WRITTEN, (*DOCUMENTS, DOCX)),
    Kind.PHOTOGRAPH: PICTURES,
}
"""The types that each kind of file may have."""


def identify(name: str, content: bytes, taken: tuple[Type, ...]) -> Content:
    """What a file is and what of it is kept. Raises FileNotTaken."""
    clean = clean_name(name)
    if not content:
        raise FileNotTaken(f"'{clean}' is empty: choose the file again")
    found = next((each for each in taken if content.startswith(each.begins)), None)
    if found is None:
        said = " or ".join(each.said for each in taken)
        raise FileNotTaken(f"'{clean}' {_seems(content)}: send {said}")
    ending = PurePosixPath(clean).suffix.lower()
    if ending and ending not in found.endings:
        raise FileNotTaken(f"'{clean}' is {found.said} by its content, and its name says otherwise: give it the ending {found.endings[0]}")
    try:
        kept = found.looked_at(content)
    except _Wrong as wrong:
        raise FileNotTaken(f"'{clean}' cannot be used: {wrong}") from wrong
    return Content(clean if ending else clean + found.endings[0], found, kept)


def _seems(content: bytes) -> str:
    """What a file that is not taken seems to be, for whoever wonders."""
    if content[4:8] == b"ftyp" and content[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"hevc"):
        return "is a picture in Apple's own format (HEIC), which others cannot open"
    try:
        found = puremagic.magic_string(content[:4096])
    except (puremagic.PureError, ValueError):
        found = []
    return f"seems to be {found[0].name}" if found and found[0].name else "is of no type that is taken here"


def clean_name(name: str) -> str:
    """A file's name without folders, invisible signs and turned writing, at most 120 signs long."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(sign for sign in last if not unicodedata.category(sign).startswith("C"))
    plain = re.sub(r"[\s<>:\"|?*]+", " ", seen).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    if dot and len(ending) <= 5:
        return f"{stem.strip()[: LONGEST_NAME - 1 - len(ending)] or 'file'}.{ending}"
    return plain[:LONGEST_NAME] or "file"
