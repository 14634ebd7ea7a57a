"""Photographs as they are kept: only what shows the picture and when it was taken; where it was taken, and whatever else, is left out."""

import re
import struct
import zlib
from collections.abc import Iterator

LONGEST_SIDE, MOST_PIXELS = 20_000, 100_000_000
JPEG_END = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")
"""Where the coded picture ends: a marker that is neither a stuffed byte nor a restart."""
SHAPES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
JPEG_KEPT = {0xC4, 0xCC, 0xDB, 0xDD, *SHAPES}
PNG_BEGINS = b"\x89PNG\r\n\x1a\n"
PNG_KEPT = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs"}
EXIF = b"Exif\0\0"
EXIF_FOLDER = 0x8769
EXIF_KEPT = {0x010F, 0x0110, 0x0112, 0x0132, 0x9003, 0x9004, 0x9010, 0x9011, 0x9012}
"""Maker, model, the way up, and the times with their offsets from UTC."""
SIZES = {2: 1, 3: 2}


class PictureBroken(Exception):
    """What begins like a picture is none that can be kept; the message says why."""


def jpeg(content: bytes) -> bytes:
    """A JPEG picture rewritten without place, remarks, other programs' notes, or anything after its end. Raises PictureBroken."""
    kept, has_shape = [b"\xff\xd8"], False
    for marker, body in _segments(content):
        if marker in SHAPES:
            has_shape = True
            if len(body) < 5:
                raise PictureBroken("its header is cut short")
            _check_size(*reversed(struct.unpack(">HH", body[1:5])))
        if marker == 0xDA:
            if not has_shape:
                raise PictureBroken("it does not say how large it is")
            kept.append(b"\xff\xda" + body)
        elif body := _jpeg_kept(marker, body):
            kept.append(bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body)
    return b"".join((*kept, b"\xff\xd9"))


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The segments of a JPEG up to its end; that of a scan (0xDA) with its length and its coded data."""
    at, seen = 2, False
    while True:
        head = content[at : at + 4]
        if len(head) < 2 or head[0] != 0xFF:
            raise PictureBroken("it is cut short or damaged")
        marker = head[1]
        if marker == 0xD9:
            break
        if len(head) < 4 or (length := int.from_bytes(head[2:], "big")) < 2 or at + 2 + length > len(content):
            raise PictureBroken("it is cut short or damaged")
        end = at + 2 + length
        if marker == 0xDA:
            seen = True
            found = JPEG_END.search(content, end)
            if found is None:
                raise PictureBroken("it is cut short")
            end = found.end() - 2
            yield marker, content[at + 2 : end]
        else:
            yield marker, content[at + 4 : end]
        at = end
    if not seen:
        raise PictureBroken("it holds no picture")


def _jpeg_kept(marker: int, body: bytes) -> bytes:
    """What is kept of a segment; nothing of one that says more than the picture and its time."""
    if marker in JPEG_KEPT:
        return body
    if marker == 0xE1 and body.startswith(EXIF):
        return _times(body[len(EXIF) :])
    is_plain = (marker == 0xE0 and body.startswith(b"JFIF\0")) or (marker == 0xEE and body.startswith(b"Adobe"))
    return body if is_plain or (marker == 0xE2 and body.startswith(b"ICC_PROFILE\0")) else b""


def _times(tiff: bytes) -> bytes:
    """An Exif segment with nothing but the entries kept; nothing where the given one cannot be read."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None:
        return b""
    try:
        first = dict(_entries(tiff, order, struct.unpack(order + "I", tiff[4:8])[0]))
        folder = first.pop(EXIF_FOLDER, None)
        inner = dict(_entries(tiff, order, struct.unpack(order + "I", folder[1])[0])) if folder else {}
    except struct.error:
        return b""
    # One folder holds both: readers look for the times in either place, and the way up is in its own.
    found = sorted((tag, each) for tag, each in {**inner, **first}.items() if tag in EXIF_KEPT and each[0] in SIZES)
    return EXIF + _written(found, order) if found else b""


def _entries(tiff: bytes, order: str, at: int) -> Iterator[tuple[int, tuple[int, bytes]]]:
    """The entries of a folder: the tag, the type, and the bytes of the value. Raises struct.error."""
    for number in range(struct.unpack_from(order + "H", tiff, at)[0]):
        tag, kind, count = struct.unpack_from(order + "HHI", tiff, at + 2 + number * 12)
        place = at + 10 + number * 12
        size = SIZES.get(kind, 4) * count if tag in EXIF_KEPT else 4
        if size > 4:
            place = struct.unpack_from(order + "I", tiff, place)[0]
        if size > 200 or place + size > len(tiff):
            continue
        yield tag, (kind, tiff[place : place + size])


def _written(entries: list[tuple[int, tuple[int, bytes]]], order: str) -> bytes:
    """A TIFF structure of one folder, with the times in the folder that Exif has for them."""
    outer = [each for each in entries if each[0] < EXIF_FOLDER]
    inner = [each for each in entries if each[0] > EXIF_FOLDER]
    start = 8 + 2 + 12 * (len(outer) + bool(inner)) + 4
    long = {tag: value for tag, (_, value) in outer if len(value) > 4}
    after = start + sum(len(value) for value in long.values())
    pointer = [(EXIF_FOLDER, (4, struct.pack(order + "I", after)))] if inner else []
    begins = {"<": b"II*\0", ">": b"MM\0*"}[order] + struct.pack(order + "I", 8)
    return begins + _folder([*outer, *pointer], order, 8) + (_folder(inner, order, after) if inner else b"")


def _folder(entries: list[tuple[int, tuple[int, bytes]]], order: str, at: int) -> bytes:
    place = at + 2 + 12 * len(entries) + 4
    rows, values = [], []
    for tag, (kind, value) in entries:
        count = len(value) // (4 if kind == 4 else SIZES[kind])
        if len(value) > 4:
            rows.append(struct.pack(order + "HHII", tag, kind, count, place))
            values.append(value)
            place += len(value)
        else:
            rows.append(struct.pack(order + "HHI", tag, kind, count) + value.ljust(4, b"\0"))
    return struct.pack(order + "H", len(entries)) + b"".join(rows) + bytes(4) + b"".join(values)


def png(content: bytes) -> bytes:
    """A PNG picture rewritten without texts, place or time of change. Raises PictureBroken for one cut short or with more after its end."""
    kept, at, names = [PNG_BEGINS], len(PNG_BEGINS), []
    while at < len(content):
        length, name = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        end = at + 12 + length
        if end > len(content) or zlib.crc32(content[at + 4 : end - 4]).to_bytes(4, "big") != content[end - 4 : end]:
            raise PictureBroken("it is cut short or damaged")
        names.append(name)
        if name in PNG_KEPT:
            kept.append(content[at:end])
        at = end
        if name == b"IEND":
            break
    if not names or names[0] != b"IHDR" or names[-1] != b"IEND" or b"IDAT" not in names:
        raise PictureBroken("it is cut short or damaged")
    if at != len(content):
        raise PictureBroken("something else follows the end of the picture")
    _check_size(*struct.unpack(">II", content[16:24]))
    return b"".join(kept)


def _check_size(width: int, height: int) -> None:
    if not (0 < width <= LONGEST_SIDE and 0 < height <= LONGEST_SIDE and width * height <= MOST_PIXELS):
        raise PictureBroken(
            f"it says it is {width} by {height} dots; at most {LONGEST_SIDE} by side and {MOST_PIXELS // 10**6} million in all"
        )
