"""A letter composed from the words of its kind and the particulars of a case; what is missing or wrong is refused by name."""

from collections.abc import Iterator
from dataclasses import replace

from fanlight.documents.letters.contents import CONTENTS, Unknown
from fanlight.documents.letters.letter import INVENTED, Block, Heading, Letter, Paragraph, Sender, Signature, check_printable
from fanlight.documents.letters.particulars import Particulars
from fanlight.documents.letters.parties import envelope
from fanlight.documents.letters.placeholders import PLACEHOLDERS, is_known, shown, text_of
from fanlight.documents.letters.reading import Text
from fanlight.documents.letters.stating import state
from fanlight.documents.letters.texts import Texts, default
from fanlight.documents.letters.wording import BRACED, Section, used

EVERY = (
    "letter.reference", "council.name", "council.team", "council.address", "council.email", "house.address", "officer.name",
    "officer.office",
)  # fmt: skip


class Incomplete(Exception):
    """A letter that says too little to be valid; the message and `missing` name every particular it lacks."""

    def __init__(self, kind: str, missing: tuple[str, ...]) -> None:
        self.missing = missing
        super().__init__(f"a letter of the kind '{kind}' cannot be made without: {'; '.join(missing)}")


def compose(kind: str, particulars: Particulars, texts: Texts | None = None) -> Letter:
    """The letter of a kind, in the words of `texts` (those that come with Fanlight where none are given).

    Raises KeyError for an unknown kind, Incomplete where a particular is missing that the letter needs, DatesInvalid where a day it would
    state is not one the law allows, and NotPrintable.
    """
    held = texts or default()
    text = held.text(kind)
    given = state(text.counts, particulars)
    missing: list[str] = [_told(name) for name in EVERY if not text_of(name, given)]
    blocks = [block for section in text.sections for block in _section(section, given, missing)]
    if "recipient" in text.particulars:
        missing += [_told(name) for name in ("recipient.name", "recipient.address") if not text_of(name, given)]
    blocks.append(Signature(given.officer.name, given.officer.office, shown(given.dated_on)))
    if text.encloses:
        blocks += _enclosed(*text.encloses, given, held, missing)
    if missing:
        raise Incomplete(kind, tuple(dict.fromkeys(missing)))
    letter = _letter(text, given, tuple(blocks))
    check_printable(letter.written)
    return letter


def _told(name: str) -> str:
    return f"{PLACEHOLDERS.get(name, name.replace('.', ' '))} ({name})"


def _letter(text: Text, particulars: Particulars, blocks: tuple[Block, ...]) -> Letter:
    council, recipient = particulars.council, particulars.recipient
    contacts = (shown(council.address), *(line for line in (council.phone, council.email, council.web) if line))
    addressed = recipient if "recipient" in text.particulars else None
    return Letter(
        kind=text.kind, title=text.title, law=text.law, reference=particulars.reference,
        sender=Sender(council.name, council.team, contacts, council.colour),
        recipient=(addressed.name, *envelope(addressed.address)) if addressed else (),
        dated_on=particulars.dated_on, blocks=blocks, answers=particulars.stated, marking=INVENTED if particulars.invented else "",
    )  # fmt: skip


def _section(section: Section, particulars: Particulars, missing: list[str]) -> Iterator[Block]:
    """The blocks of a section, nothing where it does not stand. What it lacks is added to `missing`."""
    if not all(is_known(name, particulars) for name in section.only_if):
        return
    yield Heading(section.heading)
    for paragraph in section.paragraphs:
        missing += [_told(name) for name in used([paragraph]) if not text_of(name, particulars)]
        yield Paragraph(BRACED.sub(lambda found: text_of(found[1].strip(), particulars), paragraph))
    for name in section.shows:
        yield from _content(name, particulars, missing)


def _content(name: str, particulars: Particulars, missing: list[str]) -> tuple[Block, ...]:
    try:
        blocks = CONTENTS[name][1](particulars)
    except Unknown as unknown:
        missing.append(str(unknown))
        return ()
    if not blocks:
        missing.append(f"{name} ({CONTENTS[name][0]})")
    return blocks


def _enclosed(kind: str, heading: str, particulars: Particulars, texts: Texts, missing: list[str]) -> list[Block]:
    """Another letter printed after this one, its headings one step deeper and without a signature of its own."""
    try:
        inner = compose(kind, particulars, texts)
    except Incomplete as lacking:
        missing += lacking.missing
        return []
    blocks = [replace(block, depth=block.depth + 1) if isinstance(block, Heading) else block for block in inner.blocks]
    return [Heading(heading, begins_page=True), Paragraph(inner.law), *(block for block in blocks if not isinstance(block, Signature))]
