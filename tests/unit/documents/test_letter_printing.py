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
from fanlight.documents.letters.parties import envelope

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


MM = 72 / 25.4
BODY, SENDER, ABOVE, WINDOW = (15, 95, 195, 292), (125, 5, 195, 95), (15, 5, 125, 30), (24.6, 39.5, 120, 66.3)
"""Where a printer of window envelopes allows ink on the first page: left, top, right and bottom in millimetres from its corner."""


def boxes(pdf: bytes) -> list[tuple[float, float, float, float]]:
    """Where each letter of the first page stands: left, top, right, bottom in millimetres."""
    words = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    found = [words.get_charbox(number) for number in range(words.count_chars())]
    return [(left / MM, 297 - top / MM, right / MM, 297 - bottom / MM) for left, bottom, right, top in found if right > left]


def is_within(box: tuple[float, float, float, float], area: tuple[float, float, float, float]) -> bool:
    return box[0] >= area[0] and box[1] >= area[1] and box[2] <= area[2] and box[3] <= area[3]


ADDRESSED = [kind for kind in KINDS if made(kind).recipient]


@pytest.mark.parametrize("kind", ["grant-proposal", "schedule-of-works", "inspection-report", "acknowledgement"])
@pytest.mark.parametrize("marking", [INVENTED, ""])
def test_a_letter_to_somebody_prints_only_where_a_window_envelope_allows_it(kind: str, marking: str) -> None:
    assert kind in ADDRESSED
    found = boxes(printing.render(replace(made(kind), marking=marking)))
    assert [box for box in found if not any(is_within(box, area) for area in (BODY, SENDER, ABOVE, WINDOW))] == []


def test_an_address_of_seven_lines_under_a_long_name_stays_in_the_window() -> None:
    letter = made("acknowledgement")
    lines = (
        "The Example Housing Company of Northern Exampleton Limited",
        *(f"Line {number} of the address" for number in range(5)),
        "ZZ99 1AA",
    )
    long = replace(
        letter, recipient=lines, sender=replace(letter.sender, name="The Metropolitan Borough Council of Northern Exampleton and District")
    )
    found = boxes(printing.render(long))
    assert [box for box in found if not any(is_within(box, area) for area in (BODY, SENDER, ABOVE, WINDOW))] == []
    assert len([box for box in found if is_within(box, WINDOW)]) >= sum(len(line.replace(" ", "")) for line in lines)


@pytest.mark.parametrize(
    ("address", "lines"),
    [
        ("3 Imaginary Close\nExampleton EX3 4DD", ("3 Imaginary Close", "Exampleton", "EX3 4DD")),
        ("3 Imaginary Close, Exampleton, ex34dd", ("3 Imaginary Close", "Exampleton", "EX3 4DD")),
        ("3 Imaginary Close\n\n Exampleton \nEX3 4DD", ("3 Imaginary Close", "Exampleton", "EX3 4DD")),
        ("a\nb\nc\nd\ne\nf\nEX3 4DD", ("a, b", "c", "d", "e", "f", "EX3 4DD")),
        ("EX3 4DD", ("EX3 4DD",)),
        ("Nowhere", ("Nowhere",)),
        (" ", ()),
    ],
)
def test_an_address_ends_in_its_postcode_alone_and_fits_the_window(address: str, lines: tuple[str, ...]) -> None:
    assert envelope(address) == lines
