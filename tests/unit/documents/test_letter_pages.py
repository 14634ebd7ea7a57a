"""A letter as a page: escaped, headed once, tables with their heads, no style or script of its own."""

import re
from dataclasses import replace
from typing import Any

import pytest

from fanlight.documents.letters import example, pages, texts
from fanlight.documents.letters.composing import compose
from fanlight.documents.letters.letter import INVENTED, Table
from tests.unit.documents.read_page import faults, read

# What is held against other pages and is right for a letter: its style is a file of its own, and it is too short for a map of itself.
NOT_OF_A_LETTER = ["<link> has no place here", "there is more or less than one <nav>"]
KINDS = sorted(texts.default().kinds)


def made(kind: str, **other: Any) -> str:
    return pages.render(compose(kind, replace(example.particulars(kind), **other)), stylesheet="/letters/style.css")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_a_page_with_one_title_and_no_fault(kind: str) -> None:
    html = made(kind)
    whole = read(html)
    assert [each.text for each in whole.all("h1")] == [texts.default().text(kind).title]
    assert faults(html) == NOT_OF_A_LETTER
    assert whole.all("html")[0].attributes["lang"] == "en-GB"
    assert "<script" not in html and "<style" not in html and not re.search(r"\sstyle=|\son\w+=", html)
    assert whole.all("link")[0].attributes["href"] == "/letters/style.css"


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_says_all_that_the_letter_says(kind: str) -> None:
    letter = compose(kind, example.particulars(kind))
    said = "".join(read(made(kind)).all("body")[0].text.split())
    assert [each for each in letter.written if "".join(each.split()) not in said] == []


def test_every_table_has_its_caption_and_its_heads() -> None:
    whole = read(made("licence"))
    table = next(block for block in compose("licence", example.WHOLE).blocks if isinstance(block, Table))
    assert whole.all("caption")[0].text == table.caption
    scopes = [each.attributes["scope"] for each in whole.all("th")]
    assert scopes.count("col") == len(table.heads) and scopes.count("row") == len(table.rows) == 4


def test_what_looks_like_markup_is_shown_as_it_is() -> None:
    odd = '<script>alert(1)</script> {{ 7 * 7 }} {licence.until} #panic("x") \\ &amp; "'
    html = made("duly-made", house=replace(example.HOUSE, address=odd), recipient=replace(example.HOLDER, name=odd))
    assert "<script" not in html
    assert read(html).all("body")[0].text.count(odd) == 2


def test_an_invented_letter_is_marked_above_and_below_and_a_real_one_is_not() -> None:
    assert [each.text for each in read(made("licence")).of_class("marking")] == [INVENTED, INVENTED]
    assert INVENTED not in made("licence", invented=False)


def test_the_style_bears_the_councils_colour_and_nothing_else_in_its_place() -> None:
    assert pages.style("#1D4f7c").startswith(":root{--council:#1D4f7c}\n*")
    for wrong in ("red", "#123", "#12345g", "#123456;}body{display:none}"):
        with pytest.raises(pages.ColourNotKnown):
            pages.style(wrong)
