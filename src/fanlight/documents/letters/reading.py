"""The files of letters: the texts that come with Fanlight, sections that several kinds have alike, and a council's changes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from fanlight.documents.letters.contents import CONTENTS
from fanlight.documents.letters.particulars import Particulars
from fanlight.documents.letters.placeholders import ALWAYS, LISTS, PLACEHOLDERS, group
from fanlight.documents.letters.wording import Section, Words, wrong
from fanlight.facts import files
from fanlight.facts.files import Problem, Refused, Written, nearest

ALIKE = "sections.yaml"
KIND_KEYS = ("letter", "title", "law", "given_by", "occasion", "particulars", "counts", "encloses", "sections")
SECTION_KEYS = ("section", "use", "heading", "paragraphs", "shows", "only_if", "statutory", "must_state")
GIVEN_KEYS = ("step", "gives")
CHANGE_KEYS = ("letter", "sections")
WORDS_KEYS = ("heading", "paragraphs")
COUNTED = ("licence", "representations", "appeal", "exemption", "ending", "entry")
GROUPS = tuple(name for name in Particulars.__dataclass_fields__ if name not in ("dated_on", "reference", "invented", "stated", *ALWAYS))


@dataclass(frozen=True, slots=True)
class Given:
    """What gives a letter: the step of a table of the procedure, and its word for the letter."""

    table: str
    step: str
    gives: str


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a kind of letter. `given_by` are the steps that give it; `occasion` says when it is sent where no step names it.

    `particulars` are the groups it needs or may use; `counts` names the deadline that a stated day is held against; `encloses` is the
    kind of letter that is printed after it, with the heading it gets.
    """

    kind: str
    title: str
    law: str
    given_by: tuple[Given, ...]
    occasion: str
    particulars: tuple[str, ...]
    counts: Mapping[str, str]
    encloses: tuple[str, str] | None
    sections: tuple[Section, ...]


def read_texts(folder: Path) -> dict[str, Text]:
    """Every kind of letter of a folder. Raises Refused with every problem."""
    alike = _alike(folder / ALIKE)
    found: dict[str, Text] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        if path.name == ALIKE:
            continue
        content = files.read(path, f"{folder.name}/{path.name}")
        wrong_here = list(_wrong(content, path.stem, alike))
        problems.extend(wrong_here)
        if not wrong_here:
            found[path.stem] = _text(content, alike)
    problems.extend(Problem(kind, 0, f"encloses '{each.encloses[0]}', which is no letter{nearest(each.encloses[0], found)}")
                    for kind, each in found.items() if each.encloses and each.encloses[0] not in found)  # fmt: skip
    if problems:
        raise Refused(problems)
    return found


def _alike(path: Path) -> dict[str, Written]:
    if not path.is_file():
        return {}
    content = files.read(path, f"{path.parent.name}/{path.name}")
    listed = content.get("sections")
    return {entry.keys["section"].text: entry for entry in listed.items if entry.get("section")} if listed else {}


def _wrong(content: Written, name: str, alike: Mapping[str, Written]) -> Iterator[Problem]:
    yield from content.unknown_keys(KIND_KEYS)
    for key in ("letter", "title", "law", "sections"):
        if content.get(key) is None:
            yield content.problem(f"a letter needs '{key}:'")
    kind = content.get("letter")
    if kind is not None and kind.text != name:
        yield kind.problem(f"the letter '{kind.text}' stands in a file called '{name}.yaml'")
    if content.get("given_by") is None and content.get("occasion") is None:
        yield content.problem("a letter says what gives it: 'given_by:' steps of the procedure, or 'occasion:' in words")
    for entry in _items(content, "given_by"):
        yield from entry.unknown_keys(GIVEN_KEYS)
    groups = _listed(content, "particulars")
    yield from _unknown(content, groups, GROUPS, "particular")
    yield from _unknown(content, tuple(content.keys["counts"].keys) if content.get("counts") else (), COUNTED, "stated day")
    names: set[str] = set()
    for entry in _items(content, "sections"):
        yield from _section_wrong(entry, alike, groups, names)


def _unknown(place: Written, words: tuple[str, ...], known: tuple[str, ...], what: str) -> Iterator[Problem]:
    yield from (place.problem(f"'{word}' is no {what}{nearest(word, known)}") for word in words if word not in known)


def _section_wrong(entry: Written, alike: Mapping[str, Written], groups: tuple[str, ...], names: set[str]) -> Iterator[Problem]:
    yield from entry.unknown_keys(SECTION_KEYS)
    use = entry.get("use")
    if use is not None and use.text not in alike:
        yield use.problem(f"no section of {ALIKE} is called '{use.text}'{nearest(use.text, alike)}")
        return
    if use is None and (entry.get("section") is None or entry.get("heading") is None):
        yield entry.problem("a section needs 'section:' and 'heading:', or 'use:' alone")
        return
    section = _section(entry, alike)
    if section.name in names:
        yield entry.problem(f"the section '{section.name}' is given twice")
    names.add(section.name)
    yield from _unknown(entry, section.shows, tuple(CONTENTS), "content that can be shown")
    needed = tuple(CONTENTS[name][0] for name in section.shows if name in CONTENTS and CONTENTS[name][0])
    yield from _unknown(entry, needed, (*groups, *map(group, section.only_if)), "particular of this letter; list it in 'particulars:'")
    yield from _unknown(entry, section.only_if, (*GROUPS, *PLACEHOLDERS, *LISTS), "particular or placeholder")
    yield from _unknown(entry, section.must_state, tuple(PLACEHOLDERS), "placeholder")
    if not section.paragraphs and not section.shows:
        yield entry.problem("a section needs 'paragraphs:' or 'shows:'")
    yield from _words_wrong(entry, section, alike, groups)


def _words_wrong(entry: Written, section: Section, alike: Mapping[str, Written], groups: tuple[str, ...]) -> Iterator[Problem]:
    """What is wrong with the words, at their own line; words of a section that several letters have alike, where the letter uses it."""
    own = entry.get("paragraphs") is not None
    source = entry if own or entry.get("use") is None else alike[entry.keys["use"].text]
    lines = [source.line, *(line.line for line in _items(source, "paragraphs"))]
    for number, message in wrong(section, Words(section.paragraphs, section.heading), (*ALWAYS, *groups)):
        if source is entry:
            yield Problem(entry.file, lines[number], message)
        else:
            yield entry.problem(f"{ALIKE}:{lines[number]}: {message}")


def _section(entry: Written, alike: Mapping[str, Written]) -> Section:
    use = entry.get("use")
    given = {**(alike[use.text].keys if use else {}), **{key: value for key, value in entry.keys.items() if key != "use"}}
    whole = Written(given, entry.file, entry.line)
    return Section(
        name=given["section"].text, heading=_word(whole, "heading"),
        paragraphs=tuple(line.text.strip() for line in _items(whole, "paragraphs")), shows=_listed(whole, "shows"),
        only_if=_listed(whole, "only_if"), statutory=_word(whole, "statutory"), must_state=_listed(whole, "must_state"),
    )  # fmt: skip


def _text(content: Written, alike: Mapping[str, Written]) -> Text:
    given = tuple(Given(*entry.keys["step"].text.partition("/")[::2], entry.keys["gives"].text) for entry in _items(content, "given_by"))
    counts = content.get("counts")
    encloses = _listed(content, "encloses")
    return Text(
        kind=_word(content, "letter"), title=_word(content, "title"), law=_word(content, "law"), given_by=given,
        occasion=_word(content, "occasion"), particulars=_listed(content, "particulars"),
        counts={key: value.text for key, value in counts.keys.items()} if counts else {},
        encloses=(encloses[0], encloses[1]) if encloses else None,
        sections=tuple(_section(entry, alike) for entry in _items(content, "sections")),
    )  # fmt: skip


def _word(entry: Written, key: str) -> str:
    found = entry.get(key)
    return found.text.strip() if found else ""


def _items(entry: Written, key: str) -> list[Written]:
    found = entry.get(key)
    return found.items if found else []


def _listed(entry: Written, key: str) -> tuple[str, ...]:
    return tuple(item.text for item in _items(entry, key))


def read_changes(folder: Path) -> dict[str, dict[str, Words]]:
    """A council's own words by kind and section, from `<kind>.yaml`. Raises Refused with every problem."""
    found: dict[str, dict[str, Words]] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        content = files.read(path, f"{folder.parent.name}/{folder.name}/{path.name}")
        problems.extend(content.unknown_keys(CHANGE_KEYS))
        kind, sections = content.get("letter"), content.get("sections")
        if kind is None or kind.text != path.stem or sections is None:
            problems.append(content.problem(f"write 'letter: {path.stem}' and 'sections:', each section by its name"))
            continue
        for entry in sections.keys.values():
            problems.extend(entry.unknown_keys(WORDS_KEYS))
        found[kind.text] = {name: _words(entry, sections.line_of(name)) for name, entry in sections.keys.items()}
    if problems:
        raise Refused(problems)
    return found


def _words(entry: Written, line: int) -> Words:
    heading, paragraphs = entry.get("heading"), _items(entry, "paragraphs")
    places = (f"{entry.file}:{heading.line if heading else line}", *(f"{each.file}:{each.line}" for each in paragraphs))
    return Words(tuple(each.text.strip() for each in paragraphs), heading.text if heading else None, places)
