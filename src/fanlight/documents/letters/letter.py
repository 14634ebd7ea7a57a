"""A letter as it is laid out: headings, paragraphs, lists, facts, tables, pictures and a signature, with nothing left to fill in."""

import unicodedata
from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from fanlight.licensing.deadlines import Answer

# With these a name could make the words after it read backwards.
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
INVENTED = "Invented for demonstration: no such house exists"


class NotPrintable(ValueError):
    """A text holds characters that cannot be printed; the message names them and what to do."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a part. `depth` is 2 or 3, the title being 1; `begins_page` where an enclosure starts."""

    text: str
    depth: int = 2
    begins_page: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list; numbered where its members are cited by number."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Names with their values."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its caption, the heads of its columns, and its rows, the first cell of which heads the row."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as JPEG, its size in dots, the words that stand in for it, and those printed below it."""

    content: bytes
    width: int
    height: int
    alternative: str
    caption: str

    @property
    def address(self) -> str:
        """The picture as an address that needs no other file."""
        return "data:image/jpeg;base64," + b64encode(self.content).decode("ascii")


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, and the day."""

    name: str
    office: str
    dated: str


Block = Heading | Paragraph | Items | Facts | Table | Picture | Signature


@dataclass(frozen=True, slots=True)
class Sender:
    """The council at the head of a letter. `contacts` are its address, telephone and e-mail, one a line."""

    name: str
    team: str
    contacts: tuple[str, ...]
    colour: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A whole letter. `law` is its legal ground; `recipient` the lines of the address, empty where it is written to nobody.

    `answers` are the dates it states, each with its working and its doubts: for the officer to read before it goes out. `marking` is
    printed on every page, empty on a real document.
    """

    kind: str
    title: str
    law: str
    reference: str
    sender: Sender
    recipient: tuple[str, ...]
    dated_on: date
    blocks: tuple[Block, ...]
    answers: tuple[Answer, ...] = ()
    marking: str = ""

    @property
    def doubts(self) -> tuple[str, ...]:
        """What the dates it states leave unsettled."""
        return tuple(dict.fromkeys(doubt for answer in self.answers for doubt in answer.doubts))

    @property
    def written(self) -> tuple[str, ...]:
        """Every text of the letter, in order."""
        sender = (self.sender.name, self.sender.team, *self.sender.contacts)
        return (self.title, self.law, self.reference, *sender, *self.recipient, *(text for block in self.blocks for text in _texts(block)))


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Items):
        yield from block.items
    elif isinstance(block, Facts):
        yield from (text for pair in block.pairs for text in pair)
    elif isinstance(block, Table):
        yield from (block.caption, *block.heads, *(cell for row in block.rows for cell in row))
    elif isinstance(block, Picture):
        yield block.caption
    elif isinstance(block, Signature):
        yield from (block.name, block.office, block.dated)
    else:
        yield block.text


def not_printable(text: str) -> set[str]:
    """The characters of a text that no page may show: control characters, halves of others, and marks that turn the order of the rest."""
    return {letter for letter in text if letter not in "\n\t" and (letter in TURNING or unicodedata.category(letter) in ("Cc", "Cs"))}


def check_printable(texts: Iterable[str]) -> None:
    """Make sure that no text holds a character that no page may show. Raises NotPrintable."""
    wrong = set[str]().union(*map(not_printable, texts))
    if wrong:
        named = ", ".join(f"U+{ord(letter):04X}" for letter in sorted(wrong))
        raise NotPrintable(f"the letter holds characters that no page may show ({named}): type the text again without them")
