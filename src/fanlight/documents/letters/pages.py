"""A letter as an accessible page of HTML: escaped, without a script, its style in a file of its own for a strict content policy."""

import re

from fanlight.documents.letters.letter import Letter
from fanlight.documents.rendering import TEMPLATES, page

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


class ColourNotKnown(ValueError):
    """A council's colour that is not written as `#rrggbb`."""


def check_colour(colour: str) -> str:
    """The colour, if it is one. Raises ColourNotKnown."""
    if not COLOUR.fullmatch(colour):
        raise ColourNotKnown(f"'{colour}' is no colour; write it as #rrggbb, such as #1d4f7c")
    return colour


def render(letter: Letter, *, stylesheet: str) -> str:
    """The page, as HTML text. `stylesheet` is the address under which `style` is served."""
    return page("letter.html", letter=letter, stylesheet=stylesheet)


def style(colour: str) -> str:
    """The style sheet of every letter of a council, in its colour. Raises ColourNotKnown."""
    return f":root{{--council:{check_colour(colour)}}}\n" + (TEMPLATES / "letter.css").read_text(encoding="utf-8")
