"""A printed letter is tagged, archival, the same each time, and says what it is given and nothing else."""

import re
import sys
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any

import page
import pikepdf
import pypdfium2
import pytest

from fanlight.documents.letters import example, printing, texts
from fanlight.documents.letters.composing import compose
from fanlight.documents.letters.letter import INVENTED, Letter, NotPrintable, Table
from fanlight.documents.letters.pages import ColourNotKnown

KINDS = sorted(texts.default().kinds)
SIGNS = ['#panic("x")', "{licence.until} {{x}}", "\\ * _ ` $ @ < > [a](b) // c", "= no heading", "- no item", "$x^2$"]
LENGTH = "PDFA2A-STREAM-LENGTH-001"


def made(kind: str = "licence", **other: Any) -> Letter:
    return compose(kind, replace(example.particulars(kind), **other))


@cache
def printed(kind: str) -> bytes:
    return printing.render(made(kind))


def text(pdf: bytes) -> list[str]:
    """The text of each page, with the breaks inside long words taken out."""
    pages = pypdfium2.PdfDocument(pdf)
    return [re.sub(r"[\u200b\ufffe\u0002]", "", each.get_textpage().get_text_range()) for each in pages]


def tags(pdf: bytes) -> list[str]:
    """The kinds of element of the structure, in order."""
    found: list[str] = []

    def walk(element: Any) -> None:
        if isinstance(element, pikepdf.Array):
            for each in element:
                walk(each)
        elif isinstance(element, pikepdf.Dictionary):
            if "/S" in element:
                found.append(str(element["/S"]).lstrip("/"))
            if "/K" in element:
                walk(element["/K"])

    with pikepdf.open(BytesIO(pdf)) as document:
        walk(document.Root.StructTreeRoot.K)
    return found


def ends_in_a_carriage_return(pdf: bytes, number: int) -> bool:
    """Whether a stream is as long as it says and its own last byte is a carriage return, which the checker takes for the line's end."""
    at = pdf.index(f"\n{number} 0 obj".encode())
    found = re.compile(rb"/Length (\d+).*?stream\r?\n", re.DOTALL).search(pdf, at)
    assert found
    end = found.end() + int(found[1])
    return pdf[end - 1 : end] == b"\r" and pdf[end : end + 10] == b"\nendstream"


def faults(pdf: bytes, profile: str) -> list[str]:
    failures = page.validate_pdf_bytes(pdf, profile=profile).failures
    wrongly = [each for each in failures if each.rule_id == LENGTH and each.object_id]
    kept = [each for each in failures if each not in wrongly or not ends_in_a_carriage_return(pdf, each.object_id.object_number)]
    return [f"{each.rule_id}: {each.message}" for each in kept]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_accessible_and_archival(kind: str) -> None:
    assert faults(printed(kind), "ua1") == []
    assert faults(printed(kind), "2a") == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_tagged_with_its_title_its_language_and_its_tables(kind: str) -> None:
    letter, pdf = made(kind), printed(kind)
    found = tags(pdf)
    tables = [block for block in letter.blocks if isinstance(block, Table)]
    assert found.count("H1") == 1 and found.count("Table") == len(tables)
    assert found.count("TH") == sum(len(table.heads) for table in tables)
    with pikepdf.open(BytesIO(pdf)) as document:
        assert str(document.Root.Lang) == "en-GB"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert document.open_metadata()["dc:title"] == f"{letter.title}: {letter.reference}"


@pytest.mark.parametrize("kind", ["licence", "grant-proposal"])
def test_every_page_is_numbered_and_marked_as_invented(kind: str) -> None:
    pages = text(printed(kind))
    assert len(pages) > 1
    assert [f"Page {number} of {len(pages)}" in each for number, each in enumerate(pages, start=1)] == [True] * len(pages)
    assert all(INVENTED in each for each in pages)


def test_a_real_letter_bears_no_mark() -> None:
    assert not any(INVENTED in each for each in text(printing.render(made(invented=False))))


def test_an_enclosed_licence_begins_a_page() -> None:
    first_lines = [each.splitlines()[1].strip() for each in text(printed("grant-proposal"))]
    assert "Copy of the proposed licence" in first_lines


def test_the_same_letter_is_the_same_bytes_and_another_day_is_not() -> None:
    assert printing.render(made()) == printed("licence")
    assert printing.render(replace(made(), dated_on=date(2026, 4, 2))) != printed("licence")


def test_everything_the_letter_says_is_printed() -> None:
    for kind in ("grant-decision", "inspection-report", "register-entry"):
        flat = "".join("".join(text(printed(kind))).split())
        assert [each for each in made(kind).written if "".join(each.split()) not in flat] == [], kind


@pytest.mark.parametrize("odd", SIGNS)
def test_signs_that_mean_something_to_a_compiler_are_printed_as_they_are(odd: str) -> None:
    pdf = printing.render(made("duly-made", house=replace(example.HOUSE, address=odd)))
    assert "".join(odd.split()) in "".join("".join(text(pdf)).split())


def test_a_name_of_a_thousand_letters_stays_on_the_page() -> None:
    name = "Wolfeschlegelsteinhausenbergerdorff" * 29
    pdf = printing.render(made(licence=replace(example.LICENCE, holder=replace(example.HOLDER, name=name))))
    assert "".join("".join(text(pdf)).split()).count(name) == 2
    for each in pypdfium2.PdfDocument(pdf):
        letters = each.get_textpage()
        assert max(letters.get_charbox(number)[2] for number in range(letters.count_chars())) < each.get_width()
    assert faults(pdf, "ua1") == faults(pdf, "2a") == []


def test_names_in_other_letters_are_printed() -> None:
    names = "Zażółć Gęślą, Ελένη Παπαδοπούλου, Юлия Щербина, Đặng Thị Hương, Þórður Æsir"
    pdf = printing.render(made("duly-made", recipient=replace(example.HOLDER, name=names)))
    assert names in " ".join(" ".join(text(pdf)).split())
    assert faults(pdf, "ua1") == faults(pdf, "2a") == []


def test_letters_that_the_font_lacks_are_refused_by_name() -> None:
    with pytest.raises(NotPrintable, match=r"漢.*the font holds Latin, Greek, Cyrillic and Hebrew letters"):
        printing.render(made("duly-made", recipient=replace(example.HOLDER, name="漢字")))


def test_lines_of_a_reason_stay_lines() -> None:
    pdf = printing.render(made("grant-decision", reasons=("First line.\nSecond line.",)))
    assert re.search(r"First line\.\s*\n\s*Second line\.", "".join(text(pdf)))


def test_only_the_font_that_comes_with_fanlight_is_used() -> None:
    fonts = set(re.findall(rb"/BaseFont/[A-Z]{6}\+([A-Za-z-]+)", printed("licence")))
    assert fonts <= {b"LiberationSans", b"LiberationSans-Bold"}
    assert (printing.FONTS / "LICENSE").read_text(encoding="utf-8").count("SIL OPEN FONT LICENSE Version 1.1") == 1


def test_a_colour_that_is_none_is_refused() -> None:
    with pytest.raises(ColourNotKnown, match="'red' is no colour; write it as #rrggbb"):
        printing.render(made(council=replace(example.COUNCIL, colour="red")))


@pytest.mark.parametrize(
    ("layout", "said"),
    [(b'#set text(font: "No Such Font")\n#set document(title: "x")\n= x', "unknown font family"), (b'#panic("no")', "panicked")],
)
def test_a_warning_or_an_error_of_the_compiler_is_never_let_through(monkeypatch: pytest.MonkeyPatch, layout: bytes, said: str) -> None:
    monkeypatch.setattr(printing, "_layout", lambda: layout)
    with pytest.raises((printing.LetterNotPrinted, NotPrintable), match=said):
        printing.render(made())


def test_without_the_compiler_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    printing._compiler.cache_clear()
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(printing.PrintingNotInstalled, match=r"pip install 'fanlight\[pdf\]'"):
        printing.render(made())
    printing._compiler.cache_clear()
