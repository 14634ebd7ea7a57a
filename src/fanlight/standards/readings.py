"""Readings: how unclear texts are read, and a council's own choice among them, made without touching the edition."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from fanlight.facts import files
from fanlight.facts.files import Problem, Refused, Written, nearest
from fanlight.standards.edition import Reading
from fanlight.standards.written import Book

KEYS = ("reading", "problem", "adopted", "ways", "clauses", "note")
FILE = "readings.yaml"
ADOPTED, OFFICER = "adopted", "officer"


def read_reading(entry: Written) -> tuple[Reading, list[Problem]]:
    """One entry of `readings:` and what is wrong with it."""
    problems = list(entry.unknown_keys(KEYS))
    problem, adopted, ways = entry.get("problem"), entry.get("adopted"), entry.get("ways")
    if problem is None or adopted is None:
        problems.append(entry.problem("a reading says what is unclear ('problem:') and what is adopted ('adopted:')"))
    others = {name: value.text for name, value in ways.keys.items()} if ways else {}
    for name in set(others) & {ADOPTED, OFFICER}:
        problems.append(entry.problem(f"'{name}' is a way every reading has; give this one another name"))
    return Reading(entry.keys["reading"].text, problem.text if problem else "", adopted.text if adopted else "", others), problems


def read_choices(path: Path, edition: str) -> dict[str, Written]:
    """A council's choices for one edition: reading to way. The file maps edition ids to readings. Raises Refused."""
    content = files.read(path)
    for_edition = content.get(edition)
    return dict(for_edition.keys) if for_edition else {}


def choose(book: Book, choices: Mapping[str, Written]) -> tuple[dict[str, str], frozenset[str]]:
    """Put a council's choices into a book. Gives the ways chosen and the readings left to an officer. Raises Refused."""
    problems = list(_problems(book, choices))
    if problems:
        raise Refused(problems)
    chosen = {name: way.text for name, way in choices.items() if way.text != ADOPTED}
    for kind in ("clauses", "terms"):
        entries = book.of(kind)
        for name, entry in entries.items():
            entries[name] = _under(entry, chosen, book)
    return chosen, frozenset(name for name, way in chosen.items() if way == OFFICER)


def _problems(book: Book, choices: Mapping[str, Written]) -> Iterator[Problem]:
    for name, way in choices.items():
        if name not in book.readings:
            yield way.problem(f"'{name}' is no reading of {book.id}{nearest(name, book.readings)}")
            continue
        ways = book.readings[name].get("ways")
        known = [ADOPTED, OFFICER, *(ways.keys if ways else ())]
        if way.text not in known:
            yield way.problem(f"the reading '{name}' has no way '{way.text}'{nearest(way.text, known)}; known: {', '.join(known)}")


def _under(entry: Written, chosen: Mapping[str, str], book: Book) -> Written:
    """An entry as the chosen ways make it: the keys of each `otherwise:` that fits replace its own."""
    others = entry.get("otherwise")
    if others is None:
        return entry
    keys = {key: value for key, value in entry.keys.items() if key != "otherwise"}
    for other in others.items:
        reading, way = other.get("reading"), other.get("way")
        if reading is None or way is None:
            raise other.refused("another way of a clause says for which reading ('reading:') and which way ('way:')")
        _declared(entry, reading, way, book)
        if chosen.get(reading.text) == way.text:
            keys.update({key: value for key, value in other.keys.items() if key not in ("reading", "way")})
    return Written(keys, entry.file, entry.line, entry.key_lines)


def _declared(entry: Written, reading: Written, way: Written, book: Book) -> None:
    """Refuse another way of an entry that does not rest on the reading, or that the reading does not have."""
    own = entry.get("reading")
    rests_on = [] if own is None else [own.text] if isinstance(own.value, str) else [item.text for item in own.items]
    if reading.text not in rests_on:
        raise reading.refused(f"the entry does not rest on the reading '{reading.text}'{nearest(reading.text, rests_on)}")
    ways = book.readings[reading.text].get("ways") if reading.text in book.readings else None
    known = list(ways.keys) if ways else []
    if way.text not in known:
        raise way.refused(f"the reading '{reading.text}' has no way '{way.text}'{nearest(way.text, known)}")
