"""What a file is, is told by its content; hostile and broken ones are refused with a remedy, and photographs keep their time only."""

import io
import struct
import zipfile

import pytest

from fanlight.casework import contents, pictures
from fanlight.casework.contents import DOCUMENTS, DOCX, PICTURES, FileNotTaken, clean_name, identify
from tests.casework.files_given import JPEG, PDF, archive, chunk, docx, png

ALL = (*DOCUMENTS, DOCX)


@pytest.mark.parametrize(
    ("name", "content", "content_type"),
    [
        ("plan.pdf", PDF, "application/pdf"),
        ("PLAN.PDF", PDF, "application/pdf"),
        ("front.jpg", JPEG, "image/jpeg"),
        ("front.jpeg", JPEG, "image/jpeg"),
        ("plan.png", png(), "image/png"),
        ("letter.docx", docx(), DOCX.content_type),
    ],
)
def test_the_types_that_are_taken(name, content, content_type):
    found = identify(name, content, ALL)
    assert (found.name, found.type.content_type) == (name, content_type)


def test_a_name_without_an_ending_is_given_the_right_one():
    assert identify("plan", PDF, ALL).name == "plan.pdf"


HOSTILE = {
    "empty": ("plan.pdf", b"", "is empty"),
    "HTML as PDF": ("plan.pdf", b"<!DOCTYPE html><html><script>alert(1)</script></html>", "send a PDF"),
    "HTML as JPEG": ("front.jpg", b"<html><body onload=alert(1)>", "send a PDF"),
    "SVG as JPEG": ("front.jpg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "send a PDF"),
    "SVG as SVG": ("front.svg", b'<?xml version="1.0"?><svg/>', "send a PDF"),
    "a program": ("plan.pdf", b"MZ" + bytes(200), "send a PDF"),
    "HTML before a PDF": ("plan.pdf", b"<script>alert(1)</script>\n" + PDF, "send a PDF"),
    "HEIC": ("IMG_1.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "Apple's own format"),
    "GIF": ("a.gif", b"GIF89a" + bytes(30), "send a PDF"),
    "a PDF called a picture": ("front.jpg", PDF, "the ending .pdf"),
    "a picture called a PDF": ("plan.pdf", JPEG, "the ending .jpg"),
    "a PDF called a program": ("plan.pdf.exe", PDF, "the ending .pdf"),
    "turned writing": ("photo\u202egpj.exe", JPEG, "the ending .jpg"),
    "a PDF cut short": ("plan.pdf", PDF[:60], "cut short"),
    "a PDF and an archive": ("plan.pdf", PDF + archive({"a": "b"}), "save it again as a PDF"),
    "an archive within a PDF": ("plan.pdf", PDF[:9] + archive({"a": "b"}) + PDF[9:], "save it again as a PDF"),
    "a PDF with a password": ("plan.pdf", PDF.replace(b"/Root", b"/Encrypt 2 0 R/Root"), "without one"),
    "a JPEG cut short": ("front.jpg", JPEG[:-40], "cut short"),
    "a JPEG cut within its header": ("front.jpg", JPEG[:30], "cut short"),
    "a JPEG of nothing": ("front.jpg", b"\xff\xd8\xff\xd9", "holds no picture"),
    "a huge JPEG": ("front.jpg", JPEG.replace(b"\x08\x00\x08\x00\x08\x03", b"\x08\xff\xff\xff\xff\x03"), "65535 by 65535"),
    "a huge PNG": ("plan.png", png(2**31 - 1, 2**31 - 1), "take or save the picture again"),
    "a PNG of nothing": ("plan.png", png(0, 5), "0 by 5"),
    "a PNG cut short": ("plan.png", png()[:-6], "cut short"),
    "a damaged PNG": ("plan.png", png().replace(b"IDATx", b"IDATy"), "damaged"),
    "a PNG and an archive": ("plan.png", png(after=archive({"a": "b"})), "something else follows"),
    "an archive as Word": ("letter.docx", archive({"a.txt": "b"}), "no Word document"),
    "a Word document cut short": ("letter.docx", docx()[:-30], "cut short"),
    "a Word document far larger than it seems": ("a.docx", docx(**{"word/media/a.bin": bytes(30 * 2**20)}), "far more than it seems"),
    "a Word document with a program": ("letter.docx", docx(**{"word/vbaProject.bin": "x"}), "holds programs"),
    "a Word document with a way out": ("letter.docx", docx(**{"../../etc/passwd": "x"}), "places of their own"),
    "a Word document and more": ("letter.docx", docx() + b"<html>", "cut short|follows the document"),
}


@pytest.mark.parametrize(("name", "content", "remedy"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_or_broken_file_is_refused_with_its_name_and_a_remedy(name, content, remedy):
    with pytest.raises(FileNotTaken, match=remedy) as refused:
        identify(name, content, ALL)
    assert f"'{clean_name(name)}'" in str(refused.value)


def test_a_word_document_that_lies_about_what_it_unpacks_to_is_refused():
    honest = docx(**{"word/media/a.bin": bytes(10**6)})
    with zipfile.ZipFile(io.BytesIO(honest)) as file:
        size = next(each.file_size for each in file.infolist() if each.filename.endswith("a.bin"))
    lying = honest.replace(struct.pack("<I", size), struct.pack("<I", 100))
    with pytest.raises(FileNotTaken):
        identify("letter.docx", lying, ALL)


def test_every_cut_of_every_type_is_refused():
    for name, whole in (("a.jpg", JPEG), ("a.png", png()), ("a.docx", docx())):
        for end in range(1, len(whole) - 1):
            with pytest.raises(FileNotTaken):
                identify(name, whole[:end], ALL)


def test_a_damaged_picture_is_refused_or_kept_and_never_an_error():
    for at in range(len(JPEG)):
        for sign in (0, 255):
            damaged = JPEG[:at] + bytes((sign,)) + JPEG[at + 1 :]
            try:
                identify("a.jpg", damaged, PICTURES)
            except FileNotTaken:
                continue


def test_only_what_is_asked_for_is_taken():
    with pytest.raises(FileNotTaken, match="send a JPEG picture or a PNG picture"):
        identify("plan.pdf", PDF, PICTURES)


def test_a_photograph_keeps_its_time_and_way_up_and_loses_its_place():
    assert JPEG.count(b"secret") == 4
    assert b"2001:01:01" in JPEG
    kept = identify("front.jpg", JPEG, PICTURES).content
    for word in (b"2026:03:02 10:00:00", b"2026:03:02 10:00:01", b"+00:00", b"Maker"):
        assert word in kept
    assert b"\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06" in kept  # turned by a quarter
    for word in (b"secret", b"2001:01:01", b"adobe"):
        assert word not in kept
    scan = JPEG.index(b"\xff\xdb")
    assert kept.endswith(JPEG[scan:])  # the picture itself is not touched


def test_keeping_a_photograph_twice_changes_nothing_more():
    once = pictures.jpeg(JPEG)
    assert pictures.jpeg(once) == once


def test_what_follows_a_photograph_is_left_out():
    # Phones append films and second pictures; nothing of what follows is kept.
    assert pictures.jpeg(JPEG + archive({"a.html": "<script>"})) == pictures.jpeg(JPEG)


@pytest.mark.parametrize("exif", [b"", b"II*\0", b"MM\0*\xff\xff\xff\xff", b"MM\0*\0\0\0\x08\xff\xff", b"rubbish" * 9])
def test_a_time_that_cannot_be_read_is_left_out_and_the_picture_kept(exif):
    plain = pictures.jpeg(JPEG.replace(b"Exif\0\0", b"Exit\0\0"))
    body = b"Exif\0\0" + exif
    given = plain[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + plain[2:]
    assert pictures.jpeg(given) == plain


def test_a_png_loses_its_texts_and_place():
    given = png(more=(chunk(b"tEXt", b"Comment\0secret"), chunk(b"eXIf", b"MM\0*secret"), chunk(b"gAMA", b"\0\0\xb1\x8f")))
    kept = pictures.png(given)
    assert b"secret" not in kept
    assert b"gAMA" in kept
    assert pictures.png(kept) == kept


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("plan.pdf", "plan.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\Ada\\plan.pdf", "plan.pdf"),
        ("plan\0.pdf", "plan.pdf"),
        ("pla\r\nn.pdf", "plan.pdf"),
        ("\u202efdp.exe", "fdp.exe"),
        ('a"b<c>.pdf', "a b c.pdf"),
        (".htaccess", "htaccess"),
        ("  Gas   certificate 2026 .pdf", "Gas certificate 2026.pdf"),
        ("Größe £5 – O’Brien.pdf", "Größe £5 – O’Brien.pdf"),
        ("/", "file"),
        ("", "file"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_a_name_is_cleaned(name, clean):
    assert clean_name(name) == clean
    assert len(clean) <= contents.LONGEST_NAME
