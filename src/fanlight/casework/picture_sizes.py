"""Photographs made small enough for a letter: upright, a JPEG with nothing beside the picture."""

import io
import struct
from dataclasses import dataclass

from PIL import Image, ImageOps

from fanlight.casework.pictures import PictureBroken

SHOWN_BYTES, MOST_DECODED = 200_000, 50_000_000
STEPS = ((1000, 78), (1000, 55), (700, 45), (500, 40))
"""The longest side in dots and the quality, the next where the one before is too many bytes."""
BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error, Image.DecompressionBombError, Image.DecompressionBombWarning)
"""What the library raises of a picture that it cannot read."""


@dataclass(frozen=True, slots=True)
class Small:
    """A picture as JPEG, and its size in dots."""

    content: bytes
    width: int
    height: int


def small(content: bytes) -> Small:
    """A photograph as a letter shows it. Raises PictureBroken."""
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as held:
            # A JPEG is read at a fraction of its size, so that only others need room for every dot.
            if held.format != "JPEG" and held.width * held.height > MOST_DECODED:
                raise PictureBroken(f"it has more than {MOST_DECODED // 10**6} million dots")
            held.thumbnail((STEPS[0][0], STEPS[0][0]))
            picture = _on_white(ImageOps.exif_transpose(held))
    except BROKEN as fault:
        raise PictureBroken("the file is damaged") from fault
    for side, quality in STEPS:
        picture.thumbnail((side, side))
        made = _written(picture, quality)
        if len(made) <= SHOWN_BYTES:
            break
    return Small(made, picture.width, picture.height)


def _on_white(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    white = Image.new("RGBA", picture.size, "white")
    white.alpha_composite(picture.convert("RGBA"))
    return white.convert("RGB")


def _written(picture: Image.Image, quality: int) -> bytes:
    made = io.BytesIO()
    # A picture without the notes of the one that it was made of: those of its time, its maker and its colours too.
    Image.frombytes("RGB", picture.size, picture.tobytes()).save(made, "JPEG", quality=quality, optimize=True)
    return made.getvalue()
