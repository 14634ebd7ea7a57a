"""Reading a survey from YAML: every unknown key, wrong unit, impossible value and loose end is refused with its place."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from fanlight.facts import files
from fanlight.facts.files import Problem, Refused, Written, nearest
from fanlight.facts.kinds import Bounds, Fact, Link, Text, Unfit
from fanlight.facts.quantities import day
from fanlight.facts.survey import NONE, Observed, Seen, Survey
from fanlight.facts.vocabulary import THINGS, Thing

ABOUT = ("address", "postcode", "uprn", "source")
HEAD = ("of", "on", "by", "note", "notes", "council", *ABOUT)
VALUE_KEYS = ("value", "by", "on", "note")
TOP = ("survey", "complete")
UNKNOWN = ("", "unknown", "not known", "?")


@dataclass
class Reading:
    """A survey being read: what has been found and what is wrong so far."""

    name: str
    problems: list[Problem] = field(default_factory=list)
    by: str = ""
    on: date | None = None
    council: str = ""
    about: dict[str, str] = field(default_factory=dict)


def read_survey(path: Path) -> Survey:
    """Read a survey file. Raises Refused with every problem."""
    content = files.read(path, str(path))
    return from_written(content, path.stem, hashlib.sha256(path.read_bytes()).hexdigest())


def read_survey_text(text: str, name: str) -> Survey:
    """Read a survey that is not in a file. Raises Refused with every problem."""
    return from_written(files.read_text(text, name), name, hashlib.sha256(text.encode()).hexdigest())


def from_written(content: Written, name: str, digest: str = "") -> Survey:
    """A survey from plainly read YAML. Raises Refused with every problem."""
    reading = Reading(name)
    plurals = {thing.plural or thing.name: thing for thing in THINGS.values()}
    reading.problems.extend(content.unknown_keys([*TOP, *plurals]))
    head = _filled(content, "survey")
    of, notes = _head(head, reading)
    things = {
        thing.name: tuple(_listed(thing, given, reading)) for key, thing in plurals.items() if (given := _filled(content, key)) is not None
    }
    complete = frozenset(_complete(_filled(content, "complete"), plurals, reading))
    _check_links(things, complete, reading)
    if reading.problems:
        raise Refused(reading.problems)
    return Survey(of, name, things, complete, reading.on, reading.by, digest, notes, reading.council, reading.about)


def _filled(written: Written, key: str) -> Written | None:
    """The entry of a mapping, or None where it is missing or left blank, as an empty form leaves it."""
    entry = written.get(key)
    return None if entry is None or entry.value == "" else entry


def _head(head: Written | None, reading: Reading) -> tuple[str, tuple[str, ...]]:
    if head is None:
        return "", ()
    reading.problems.extend(head.unknown_keys(HEAD))
    said = {key: written.text.strip() for key in HEAD if key != "notes" and (written := _filled(head, key))}
    on, notes = _filled(head, "on"), _filled(head, "notes")
    reading.by, reading.council = said.get("by", ""), said.get("council", "")
    reading.on = _day(on, reading) if on else None
    reading.about = {key: said[key] for key in ABOUT if key in said}
    listed = [] if notes is None else [notes.text] if isinstance(notes.value, str) else [note.text for note in notes.items]
    return said.get("of", ""), tuple(note for note in (said.get("note", ""), *listed) if note)


def _day(written: Written, reading: Reading) -> date | None:
    try:
        return day(written.text.strip())
    except Unfit as error:
        reading.problems.append(written.problem(str(error)))
        return None


def _complete(written: Written | None, plurals: Mapping[str, type[Thing]], reading: Reading) -> Iterator[str]:
    lists = [key for key, thing in plurals.items() if thing.plural]
    if written is not None and written.value == "all":
        yield from (plurals[key].name for key in lists)
        return
    for item in written.items if written is not None else []:
        if item.text in lists:
            yield plurals[item.text].name
        else:
            reading.problems.append(item.problem(f"'{item.text}' is no list of a survey{nearest(item.text, lists)}"))


def _listed(thing: type[Thing], written: Written, reading: Reading) -> Iterator[Seen]:
    if thing.plural is None:
        yield _seen(thing, thing.name, written, reading)
        return
    try:
        entries = written.items
    except Refused as refusal:
        reading.problems.extend(refusal.problems)
        return
    if len(entries) > thing.at_most:
        reading.problems.append(written.problem(f"more than {thing.at_most} {thing.plural}: no real house has so many"))
    taken: dict[str, int] = {}
    for number, entry in enumerate(entries, start=1):
        given = _filled(entry, "id") if isinstance(entry.value, dict) else None
        name = given.text.strip() if given else f"{thing.name}-{number}"
        if _is_unlinkable(thing, name):
            reading.problems.append(entry.problem(f"nothing can be linked to an id like '{name}'; choose another word"))
        if name in taken:
            reading.problems.append(entry.problem(f"two {thing.plural} are called '{name}' (the first on line {taken[name]})"))
        taken[name] = entry.line
        yield _seen(thing, name, entry, reading)


def _is_unlinkable(thing: type[Thing], name: str) -> bool:
    """Would a link to this id be read as something else: as no thing, as unknown, or as one of several?"""
    return name.lower() in (*UNKNOWN, "none", "*") or name in words_for_none(thing) or " or " in name


def words_for_none(thing: type[Thing]) -> frozenset[str]:
    """The words by which a link to such a thing may say that it leads to none (`shared` for a room of no unit)."""
    return _words_for_none(thing.name)


@cache
def _words_for_none(name: str) -> frozenset[str]:
    links = [fact for other in THINGS.values() for fact in other.facts.values() if isinstance(fact, Link) and fact.to == name]
    return frozenset(fact.optional for fact in links if fact.optional)


def _seen(thing: type[Thing], name: str, entry: Written, reading: Reading) -> Seen:
    values: dict[str, Observed] = {}
    label = name
    try:
        reading.problems.extend(entry.unknown_keys(["id", "label", *thing.facts]))
        for key, written in entry.keys.items():
            if key == "label":
                label = written.text.strip() or name
            elif key in thing.facts:
                value = _observed(thing.facts[key], written, reading)
                if value is not None:
                    values[key] = value
    except Refused as refusal:
        reading.problems.extend(refusal.problems)
    return Seen(thing.name, name, values, f"{entry.file}:{entry.line}", label)


def _observed(fact: Fact, written: Written, reading: Reading) -> Observed | None:
    """One value with who observed it and when. A blank or `unknown` is no observation at all."""
    value, by, on, note = written, reading.by, reading.on, ""
    if isinstance(written.value, dict):
        reading.problems.extend(written.unknown_keys(VALUE_KEYS))
        inner = written.get("value")
        if inner is None:
            reading.problems.append(written.problem("a value written out needs 'value:'"))
            return None
        value = inner
        said = {key: entry.text.strip() for key in VALUE_KEYS[1:] if (entry := _filled(written, key))}
        by, note = said.get("by", by), said.get("note", "")
        on = _day(written.keys["on"], reading) if "on" in said else on
    words = value.text.strip()
    if words.lower() in UNKNOWN:
        return None
    if fact.judged and not by:
        reading.problems.append(value.problem(f"{fact.path} is an officer's judgement: say whose, with 'value:' and 'by:'"))
    try:
        bounds, targets = _valued(fact, words)
    except Unfit as error:
        reading.problems.append(value.problem(str(error)))
        return None
    return Observed(bounds, words, f"{value.file}:{value.line}", by, on, note, targets)


def _valued(fact: Fact, words: str) -> tuple[Bounds, tuple[str, ...]]:
    """The bounds of a value, or where a link may lead. Raises Unfit."""
    if isinstance(fact, Link):
        return (0, 0), tuple(_target(fact, word.strip()) for word in words.split(" or "))
    return ((0, 0) if isinstance(fact, Text) else _read(fact.read, words)), ()


@lru_cache(maxsize=16_384)
def _read(read: Callable[[str], Bounds], words: str) -> Bounds:
    """What one fact makes of some words. Houses say the same few over and over. What is refused is not kept."""
    return read(words)


def _target(fact: Link, word: str) -> str:
    if word in ("none", fact.optional) and fact.optional:
        return NONE
    if word == "none":
        raise Unfit(f"{fact.path} cannot be none: every {fact.thing} belongs to a {fact.to}")
    return word


def _check_links(things: Mapping[str, tuple[Seen, ...]], complete: frozenset[str], reading: Reading) -> None:
    """Every link leads to a thing of the survey."""
    for listed in things.values():
        for seen in listed:
            for name, value in seen.values.items():
                fact = THINGS[seen.thing].facts[name]
                if isinstance(fact, Link):
                    _check_targets(fact, value, [each.id for each in things.get(fact.to, ())], reading)


def _check_targets(fact: Link, value: Observed, known: list[str], reading: Reading) -> None:
    for target in value.targets:
        if target != NONE and target not in known:
            file, _, line = value.where.rpartition(":")
            there = THINGS[fact.to].plural
            reading.problems.append(Problem(file, int(line), f"'{target}' is not among the {there} of this survey{nearest(target, known)}"))
