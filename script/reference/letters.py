"""The generated page of the letters: each kind with its law, what gives it, its sections and what may stand in its words."""

from collections.abc import Iterator

from fanlight.documents.letters import texts
from fanlight.documents.letters.placeholders import PLACEHOLDERS
from fanlight.documents.letters.reading import Text
from reference.tables import code, table


def kinds() -> Iterator[str]:
    """Every kind of letter."""
    held = texts.default().kinds
    yield "# Letters"
    yield ""
    yield f"The {len(held)} kinds of letter, each with its legal ground, what gives it, and its sections. A council may reword any section"
    yield "([how](../how-to/edit-letters.md)). A section with a provision in the third column is demanded by it and cannot be left out; its"
    yield "words keep the placeholders of the last column. *Only if* names what must be known for a section to stand."
    for text in held.values():
        yield from _kind(text)
    yield from ("", "## Placeholders", "", "What may stand between braces, in the kinds of letter that have it.", "")
    groups = {name: [kind for kind in held if name in texts.placeholders(kind)] for name in PLACEHOLDERS}
    rows = [(code(f"{{{name}}}"), says, _where(groups[name], len(held))) for name, says in PLACEHOLDERS.items()]
    yield from table(("placeholder", "stands for", "in"), rows)


def _where(kinds_with: list[str], all_kinds: int) -> str:
    return "every letter" if len(kinds_with) == all_kinds else ", ".join(kinds_with) or "sections that stand only if it is known"


def _kind(text: Text) -> Iterator[str]:
    yield from ("", f"## {text.kind}", "", f"{text.title}. {text.law}.", "")
    given = ", ".join(dict.fromkeys(f"{each.table}/{each.step} ({each.gives})" for each in text.given_by))
    yield f"Given by {given}." if given else f"Sent on occasion. {text.occasion}"
    if text.counts:
        yield f"Its days are held against the law: {', '.join(f'{day} ({deadline})' for day, deadline in text.counts.items())}."
    if text.encloses:
        yield f"Another letter is printed after it: {text.encloses[0]}."
    yield ""
    rows = [
        (
            code(each.name),
            each.heading,
            each.statutory,
            ", ".join(each.shows),
            ", ".join(each.only_if),
            " ".join(map(code, each.must_state)),
        )
        for each in text.sections
    ]
    yield from table(("section", "heading", "demanded by", "lays out", "only if", "must state"), rows)
