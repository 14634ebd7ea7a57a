"""Writing a survey as YAML that reads back as the same survey."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import yaml

from fanlight.facts.describing import walk
from fanlight.facts.survey import Observed, Seen, Survey
from fanlight.facts.template import comment
from fanlight.facts.vocabulary import THINGS

Cell = str | dict[str, str]
Entry = dict[str, Cell]
"""One thing as it is written: `id`, `label` and its facts; a value that needs it is written out as {value, by, on, note}."""

PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _./()+,-]*(?<! )")
"""Text that YAML takes as it stands wherever it may be put here, commas only outside brackets."""


@dataclass
class Sheet:
    """A survey about to be written."""

    head: dict[str, str] = field(default_factory=dict)
    things: dict[str, list[Entry]] = field(default_factory=dict)
    complete: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def text_of(sheet: Sheet, comments: Sequence[str] = ()) -> str:
    """The sheet as YAML, the comments above it."""
    lines = [line for each in comments for line in (comment(" ".join(each.split())) if each else ["#"])]
    lines += ["survey:", *(f"  {key}: {quoted(words)}" for key, words in sheet.head.items() if words)]
    if sheet.notes:
        lines += ["  notes:", *(f"  - {quoted(note)}" for note in sheet.notes)]
    if sheet.complete:
        lines.append(f"complete: [{', '.join(sheet.complete)}]")
    for thing in walk():
        entries = sheet.things.get(thing.name, [])
        if thing.plural is None:
            lines += [] if not any(entries) else [f"{thing.name}:", *_cells(entries[0], "  ")]
        elif entries:
            lines += [f"{thing.plural}:", *(line for entry in entries for line in _member(entry))]
    return "\n".join(lines) + "\n"


def _member(entry: Entry) -> list[str]:
    first, *others = list(_cells(entry, "  ")) or ["  {}"]
    return [f"- {first[2:]}", *others]


def _cells(entry: Entry, margin: str) -> Iterator[str]:
    for key, cell in entry.items():
        if isinstance(cell, str):
            yield f"{margin}{key}: {quoted(cell)}"
        else:
            inside = ", ".join(f"{name}: {quoted(words, inside=True)}" for name, words in cell.items())
            yield f"{margin}{key}: {{{inside}}}"


def quoted(text: str, inside: bool = False) -> str:
    """A text as YAML, in quotes where it needs them; `inside` brackets a comma needs them too."""
    if PLAIN.fullmatch(text) and not (inside and "," in text):
        return text
    written: str = yaml.dump(text, Dumper=yaml.SafeDumper, default_style='"', width=1_000_000, allow_unicode=True)
    return written.rstrip("\n")


def sheet_of(survey: Survey) -> Sheet:
    """A survey that was read, ready to be written again."""
    on = survey.on.isoformat() if survey.on else ""
    head = {"of": survey.of, **survey.about, "council": survey.council, "on": on, "by": survey.by}
    things = {name: [_entry(seen, survey) for seen in listed] for name, listed in survey.things.items()}
    complete = tuple(str(THINGS[name].plural) for name in sorted(survey.complete))
    return Sheet(head, things, complete, survey.notes)


def _entry(seen: Seen, survey: Survey) -> Entry:
    entry: Entry = {"id": seen.id} if THINGS[seen.thing].plural else {}
    if seen.label not in ("", seen.id):
        entry["label"] = seen.label
    return entry | {name: _cell(value, survey) for name, value in seen.values.items()}


def _cell(value: Observed, survey: Survey) -> Cell:
    by = value.by if value.by != survey.by else ""
    on = value.on.isoformat() if value.on and value.on != survey.on else ""
    cell = {"value": value.text, "by": by, "on": on, "note": value.note}
    return {key: words for key, words in cell.items() if words} if by or on or value.note else value.text
