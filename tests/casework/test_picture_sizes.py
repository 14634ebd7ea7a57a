"""Photographs made small: upright, within their size and bytes, and with nothing beside the picture; broken ones are refused."""

import io

import pytest
from PIL import Image

from fanlight.casework import picture_sizes
from fanlight.casework.pictures import PictureBroken
from tests.casework.files_given import JPEG, png


def made(kind="JPEG", size=(40, 30), mode="RGB", colour="red", **options):
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, kind, **options)
    return out.getvalue()


def noise(side):
    out = io.BytesIO()
    Image.effect_noise((side, side), 200).convert("RGB").save(out, "JPEG", quality=95)
    return out.getvalue()


def opened(small):
    return Image.open(io.BytesIO(small.content))


@pytest.mark.parametrize(
    ("size", "becomes"), [((40, 30), (40, 30)), ((2000, 1500), (1000, 750)), ((900, 3000), (300, 1000)), ((5000, 1), (1000, 1))]
)
def test_a_photograph_is_made_smaller_and_never_larger(size, becomes):
    small = picture_sizes.small(made(size=size))
    assert (small.width, small.height) == opened(small).size == becomes


def test_a_photograph_is_turned_the_way_up():
    exif = Image.Exif()
    exif[0x0112] = 6
    small = picture_sizes.small(made(size=(40, 30), exif=exif))
    assert (small.width, small.height) == (30, 40)


def test_nothing_of_place_time_maker_or_remarks_is_left():
    small = picture_sizes.small(JPEG)
    assert b"secret" not in small.content
    assert b"Maker" not in small.content
    shown = opened(small)
    assert (dict(shown.getexif()), set(shown.info)) == ({}, {"jfif", "jfif_version", "jfif_unit", "jfif_density"})


def test_a_picture_of_much_detail_stays_within_its_bytes():
    small = picture_sizes.small(noise(3000))
    assert len(small.content) <= picture_sizes.SHOWN_BYTES


@pytest.mark.parametrize(("mode", "colour"), [("RGBA", (0, 0, 0, 0)), ("LA", (0, 0)), ("L", 255), ("P", 0), ("1", 1)])
def test_a_png_becomes_a_jpeg_on_white(mode, colour):
    small = picture_sizes.small(made("PNG", mode=mode, colour=colour))
    shown = opened(small)
    assert (shown.format, shown.mode) == ("JPEG", "RGB")
    if mode != "P":
        assert shown.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("content", [b"", b"no picture", JPEG[:300], JPEG[:-40], made("PNG")[:-40], made("GIF"), png(10_000, 9_000)])
def test_a_broken_picture_is_refused(content):
    with pytest.raises(PictureBroken):
        picture_sizes.small(content)
