"""Photographs in a letter: under their place, with words for who cannot see them, on the page and in print; none is lost without a word."""

from base64 import b64decode
from dataclasses import replace
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from fanlight.documents.letters import example, pages, printing
from fanlight.documents.letters.composing import compose
from fanlight.documents.letters.letter import Heading, Letter, NotPrintable, Paragraph, Picture
from fanlight.documents.letters.matters import Found, Photograph
from tests.unit.documents.read_page import read

DAY = example.PHOTOGRAPHS[0].taken_on


def letter(*photographs: Photograph, found: tuple[Found, ...] | None = None) -> Letter:
    whole = example.WHOLE
    assert whole.inspection is not None
    changed = {} if found is None else {"findings": found}
    return compose(
        "inspection-report", replace(whole, inspection=replace(whole.inspection, photographs=photographs, **changed))
    )  # fmt: skip


def picture(where: str, shows: str = "", **other: Any) -> Photograph:
    return Photograph(where=where, taken_on=DAY, shows=shows, content=example.DOOR, width=16, height=12, **other)


def finding(where: str, verdict: str = "Not met") -> Found:
    return Found(where=where, what="Something", cited="1", verdict=verdict)


def photographs(made: Letter) -> list[Any]:
    """The blocks of the section of photographs, without its heading and its opening paragraph."""
    at = next(number for number, block in enumerate(made.blocks) if block == Heading("Photographs"))
    after = [number for number, block in enumerate(made.blocks) if number > at and isinstance(block, Heading) and block.depth == 2]
    return list(made.blocks[at + 2 : after[0]])


def figures(pdf: bytes) -> list[str]:
    """The words that stand in for each picture of a print, in order."""
    found: list[str] = []

    def walk(element: Any) -> None:
        if isinstance(element, pikepdf.Array):
            for each in element:
                walk(each)
        elif isinstance(element, pikepdf.Dictionary):
            if element.get("/S") == "/Figure" and "/Alt" in element:
                found.append(str(element.Alt))
            if "/K" in element:
                walk(element["/K"])

    with pikepdf.open(BytesIO(pdf)) as document:
        walk(document.Root.StructTreeRoot.K)
    return found


def test_a_photograph_stands_under_its_place_in_the_order_of_the_findings_with_their_numbers() -> None:
    kitchen, cellar = picture("Kitchen", "the door"), picture("Cellar", "the meters")
    found = tuple(finding(where) for where in ("Attic", "Kitchen", "Hall", "Kitchen", "Kitchen"))
    assert photographs(letter(cellar, kitchen, found=found)) == [
        Heading("Kitchen", 3), Paragraph("What was found here not to be met has the numbers 2, 4 to 5 above."),
        Picture(example.DOOR, 16, 12, "Photograph of Kitchen, 10 March 2026: the door", "Photograph 2: the door"),
        Heading("Cellar", 3),
        Picture(example.DOOR, 16, 12, "Photograph of Cellar, 10 March 2026: the meters", "Photograph 1: the meters"),
    ]  # fmt: skip


def test_one_finding_has_its_number_and_findings_are_numbered_in_their_table() -> None:
    made = letter(picture("Kitchen", "the door"))
    assert Paragraph("What was found here not to be met has the number 1 above.") in photographs(made)
    assert "1. Kitchen" in made.written


def test_what_cannot_be_told_of_a_place_is_not_said_to_be_wrong_there() -> None:
    shown = photographs(letter(picture("Hall"), found=(finding("Hall", "Cannot tell yet"),)))
    assert [type(block) for block in shown] == [Heading, Picture]


def test_a_photograph_without_a_description_says_so_and_invents_none() -> None:
    shown = photographs(letter(picture("Box room")))[-1]
    assert shown.alternative == "Photograph of Box room, 10 March 2026, no description given"
    assert shown.caption == "Photograph 1: no description given"


def test_a_photograph_that_cannot_be_shown_is_told_of_with_the_reason() -> None:
    lost = Photograph(where="Hall", taken_on=DAY, shows="the stairs", lacks="its file cannot be opened")
    assert photographs(letter(lost))[-1] == Paragraph("Photograph 1: the stairs. It is not shown here: its file cannot be opened.")


def test_the_page_holds_each_picture_with_its_words_and_asks_for_no_other_file() -> None:
    whole = read(pages.render(letter(picture("Kitchen", "a door & <b>")), stylesheet="/letters/style.css"))
    shown = whole.all("img")[0].attributes
    assert shown["alt"] == "Photograph of Kitchen, 10 March 2026: a door & <b>"
    assert b64decode(shown["src"].partition(",")[2]) == example.DOOR
    assert whole.all("figcaption")[0].text == "Photograph 1: a door & <b>"


def test_the_print_holds_each_picture_with_its_words() -> None:
    pdf = printing.render(letter(picture("Kitchen", "the door"), picture("Hall")))
    assert figures(pdf) == [
        "Photograph of Kitchen, 10 March 2026: the door", "Photograph of Hall, 10 March 2026, no description given",
    ]  # fmt: skip


def test_the_same_letter_with_pictures_is_the_same_bytes() -> None:
    made = letter(picture("Kitchen", "the door"))
    assert printing.render(made) == printing.render(made)


def test_a_picture_that_the_compiler_cannot_read_is_refused() -> None:
    broken = replace(picture("Kitchen", "the door"), content=example.DOOR[:40])
    with pytest.raises(printing.LetterNotPrinted):
        printing.render(letter(broken))


def test_words_of_a_picture_are_printable_like_all_others() -> None:
    with pytest.raises(NotPrintable, match=r"U\+202E"):
        letter(picture("Kitchen", "the door \u202ereversed"))
