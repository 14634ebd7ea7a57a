"""Tables as Markdown has them."""

from collections.abc import Iterator, Sequence


def cell(text: object) -> str:
    """A text as a cell of a table: on one line, its bars and angle brackets kept from meaning anything."""
    return " ".join(str(text).split()).replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    """The lines of a table."""
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    yield from (f"| {' | '.join(map(cell, row))} |" for row in rows)


def code(text: str) -> str:
    """A text shown as it is typed; bars are escaped by the cell."""
    return f"`{text}`" if text else ""
