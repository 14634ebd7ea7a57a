"""A letter as tagged PDF that holds to PDF/UA-1 and PDF/A-2a together, the same bytes for the same letter."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from fanlight.documents.letters.letter import Block, Letter, NotPrintable, Picture, Table
from fanlight.documents.letters.pages import check_colour
from fanlight.documents.letters.placeholders import shown

if TYPE_CHECKING:
    import typst

HERE = Path(__file__).resolve().parent
FONTS = HERE / "fonts"
STANDARDS: "list[typst.PDFStandard]" = ["a-2a", "ua-1"]
NARROWEST, WIDEST = 9, 36
PICTURE_WIDTH, PICTURE_HEIGHT = 120, 90
"""The room a picture has on the page, in millimetres."""


class PrintingNotInstalled(ImportError):
    """The compiler for PDF is missing; the message says how to install it."""


class LetterNotPrinted(RuntimeError):
    """The compiler refused a letter or warned of something in it; the message is the compiler's."""


def render(letter: Letter) -> bytes:
    """The PDF.

    Raises NotPrintable where a text holds letters that the font lacks, LetterNotPrinted, ColourNotKnown, and PrintingNotInstalled.
    """
    check_colour(letter.sender.colour)
    compiler, fonts = _compiler()
    moment = datetime.combine(letter.dated_on, time(), UTC)
    with _pictures(letter) as folder:
        made = compiler.Compiler(_layout(), root=folder, font_paths=fonts, ignore_system_fonts=True)
        try:
            pdf, warnings = made.compile_with_warnings(
                format="pdf", sys_inputs={"letter": json.dumps(_view(letter))}, pdf_standards=STANDARDS, timestamp=moment
            )
        except compiler.TypstError as error:
            raise _refused(error.message) from error
    if warnings or not isinstance(pdf, bytes):
        raise LetterNotPrinted("; ".join(warning.message for warning in warnings) or "the compiler gave no single file")
    return pdf


@contextmanager
def _pictures(letter: Letter) -> Iterator[str | None]:
    """A folder of the pictures of a letter by the number of their block, which is all that the compiler may read; none without any."""
    held = {number: block for number, block in enumerate(letter.blocks) if isinstance(block, Picture)}
    if not held:
        yield None
        return
    with TemporaryDirectory() as folder:
        for number, block in held.items():
            Path(folder, _file(number)).write_bytes(block.content)
        yield folder


def _file(number: int) -> str:
    return f"{number}.jpg"


@cache
def _layout() -> bytes:
    return (HERE / "letter.typ").read_bytes()


@cache
def _compiler() -> "tuple[Any, typst.Fonts]":
    """The compiler, which only those who print need to have, and the fonts that come with Fanlight and no others."""
    try:
        import typst
    except ImportError as error:
        raise PrintingNotInstalled("printing needs the extra 'pdf': pip install 'fanlight[pdf]'") from error
    return typst, typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def _refused(message: str) -> Exception:
    if "could not be displayed" in message:
        return NotPrintable(f"{message}: the font holds Latin, Greek, Cyrillic and Hebrew letters; write the text in one of these")
    return LetterNotPrinted(message)


def _view(letter: Letter) -> dict[str, Any]:
    """The letter as plain values for the layout."""
    on = letter.dated_on
    return {
        "title": letter.title, "law": letter.law, "reference": letter.reference, "sender": asdict(letter.sender),
        "recipient": letter.recipient, "dated": (on.year, on.month, on.day), "day": shown(on), "marking": letter.marking,
        "blocks": [_block(number, block) for number, block in enumerate(letter.blocks)],
    }  # fmt: skip


def _block(number: int, block: Block) -> dict[str, Any]:
    view = {"kind": type(block).__name__, **asdict(block)}
    if isinstance(block, Picture):
        view["content"] = f"/{_file(number)}"
        view["wide"] = min(PICTURE_WIDTH, PICTURE_HEIGHT * block.width / block.height)
    if isinstance(block, Table):
        view["widths"] = [_width(cells) for cells in zip(block.heads, *block.rows, strict=True)]
    return view


def _width(cells: tuple[str, ...]) -> int:
    """The share of a column: as wide as its longest text, but no column is lost and none takes all."""
    return min(max(max(map(len, cells)), NARROWEST), WIDEST)
