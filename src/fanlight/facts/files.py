"""Reading YAML plainly: every value is text with its place in the file, and nothing in a file can run, grow or repeat itself."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

LARGEST = 2_000_000
MOST_VALUES = 100_000
DEEPEST = 30
MANY = 50
LONGEST = 100

try:
    LOADER: type = yaml.CSafeLoader
except AttributeError:  # pragma: no cover - PyYAML built without libyaml
    LOADER = yaml.SafeLoader


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a file: where, what, and what to do."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}" if self.line else f"{self.file}: {self.message}"


class Refused(Exception):
    """A file that cannot be accepted. Carries every problem found, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems), key=lambda problem: (problem.file, problem.line, problem.message))
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True, slots=True)
class Written:
    """One value of a file: text, a list or a mapping, with its place."""

    value: "str | list[Written] | dict[str, Written]"
    file: str
    line: int
    key_lines: "dict[str, int] | None" = None

    def problem(self, message: str) -> Problem:
        """A problem at this place."""
        return Problem(self.file, self.line, message)

    def refused(self, message: str) -> Refused:
        """The refusal of this value alone."""
        return Refused([self.problem(message)])

    @property
    def text(self) -> str:
        """The value as text. Raises Refused for a list or a mapping."""
        if isinstance(self.value, str):
            return self.value
        raise self.refused("a single value is expected here, not a list or a mapping")

    @property
    def items(self) -> "list[Written]":
        """The members of a list. Raises Refused for anything else."""
        if isinstance(self.value, list):
            return self.value
        raise self.refused("a list is expected here (lines that begin with '- ')")

    @property
    def keys(self) -> "dict[str, Written]":
        """The entries of a mapping. Raises Refused for anything else."""
        if isinstance(self.value, dict):
            return self.value
        raise self.refused("a mapping is expected here (lines of the form 'name: value')")

    def get(self, key: str) -> "Written | None":
        """The entry of a mapping, or None."""
        return self.keys.get(key)

    def unknown_keys(self, known: Iterable[str]) -> Iterator[Problem]:
        """A problem for each key that has no meaning here, with the nearest known one."""
        names = list(known)
        for key, entry in self.keys.items():
            if key not in names:
                yield Problem(entry.file, self.line_of(key), f"'{key}' has no meaning here{nearest(key, names)}")

    def line_of(self, key: str) -> int:
        """The line on which a key stands."""
        return (self.key_lines or {}).get(key, self.line)


def place_of(where: str) -> tuple[str, int]:
    """File and line of a place; what was not read from a file (an answer given on the spot) has line 0."""
    file, _, line = where.rpartition(":")
    return (file, int(line)) if line.isdigit() else (where, 0)


def nearest(word: str, known: Iterable[str]) -> str:
    """The end of a sentence that offers the nearest known word: `; did you mean 'kitchen'?`."""
    names = list(known)
    if len(names) > MANY:
        names = _alike(word, names)[:MANY]
    close = get_close_matches(word[:LONGEST], sorted(names), n=1, cutoff=0.6)
    if close:
        return f"; did you mean '{close[0]}'?"
    return f"; known here: {', '.join(sorted(names))}" if names and len(names) <= 15 else ""


def _alike(word: str, names: list[str]) -> list[str]:
    """Names of about the same length that begin or end as the word does: comparing thousands letter by letter would take minutes."""
    half = (len(word) + 1) // 2
    first, last = word[:half], word[-half:]
    return [name for name in names if abs(len(name) - len(word)) <= 3 and (name.startswith(first) or name.endswith(last))]


def read(path: Path, name: str | None = None) -> Written:
    """Read one YAML file plainly. Raises Refused with file and line."""
    shown = name or str(path)
    try:
        if path.stat().st_size > LARGEST:
            raise Refused([Problem(shown, 0, f"the file is larger than {LARGEST:,} bytes")])
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused([Problem(shown, 0, f"cannot be read: {error}")]) from None
    return read_text(text, shown)


def read_text(text: str, name: str) -> Written:
    """Read YAML text plainly. Raises Refused.

    JSON is YAML too. Where it stands on one line, as the service keeps it, it is read as JSON, in a tenth of the time.
    """
    if text.startswith("{") and "\n" not in text and (quickly := _of_json(text, name)) is not None:
        return quickly
    page = _Page(name)
    try:
        for event in yaml.parse(text, Loader=LOADER):
            page.take(event)
    except yaml.MarkedYAMLError as error:
        line = (error.problem_mark.line + 1) if error.problem_mark else 0
        raise Refused([Problem(name, line, f"not readable as YAML: {error.problem}")]) from None
    except yaml.YAMLError as error:
        raise Refused([Problem(name, 0, f"not readable as YAML: {error}")]) from None
    return page.whole or Written("", name, 1)


def _of_json(text: str, name: str) -> Written | None:
    """One line of JSON as `Written`. None where anything is wrong with it: YAML's reader then says what, in the words people know."""
    try:
        if len(text) > LARGEST:
            return None
        plain = json.loads(text, object_pairs_hook=_no_key_twice, parse_int=str, parse_float=str, parse_constant=_no_number)
        values = [0]
        whole = _written(plain, name, DEEPEST, values)
        return whole if values[0] <= MOST_VALUES else None
    except (ValueError, RecursionError):
        return None


def _written(plain: Any, name: str, deeper: int, values: list[int]) -> Written:
    """`values` counts what was taken, as the reader of YAML counts it. Raises ValueError where the data lie too deep."""
    values[0] += 1
    if isinstance(plain, str):
        return Written(plain, name, 1)
    if not deeper:
        raise ValueError(plain)
    if isinstance(plain, dict):
        values[0] += len(plain)
        return Written({key: _written(each, name, deeper - 1, values) for key, each in plain.items()}, name, 1, dict.fromkeys(plain, 1))
    if isinstance(plain, list):
        return Written([_written(each, name, deeper - 1, values) for each in plain], name, 1)
    return Written(WORDS_OF_JSON[plain], name, 1)


WORDS_OF_JSON = {True: "true", False: "false", None: "null"}


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError(found)
    return found


def _no_number(word: str) -> str:
    raise ValueError(word)


class _Page:
    """Builds what is written from the events of the parser, so that nothing a file asks for beyond text is ever built."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.whole: Written | None = None
        self.open: list[tuple[Written, Written | None]] = []
        self.values = 0
        self.documents = 0

    def take(self, event: yaml.Event) -> None:
        """One event of the parser. Raises Refused."""
        line = event.start_mark.line + 1 if event.start_mark else 0
        self._check(event, line)
        if isinstance(event, yaml.ScalarEvent):
            self._put(Written(str(event.value), self.name, line))
        elif isinstance(event, yaml.SequenceStartEvent):
            self._enter(Written([], self.name, line))
        elif isinstance(event, yaml.MappingStartEvent):
            self._enter(Written({}, self.name, line, {}))
        elif isinstance(event, yaml.CollectionEndEvent):
            self.open.pop()

    def _check(self, event: yaml.Event, line: int) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self._refused(line, "anchors and aliases are not allowed; write the value out")
        if getattr(event, "tag", None):
            raise self._refused(line, "tags are not allowed; quote the value if it begins with '!'")
        self.documents += isinstance(event, yaml.DocumentStartEvent)
        if self.documents > 1:
            raise self._refused(line, "a file holds one document only; leave out the line '---'")
        self.values += isinstance(event, yaml.NodeEvent)
        if self.values > MOST_VALUES:
            raise self._refused(line, f"the file holds more than {MOST_VALUES:,} values; split it")

    def _refused(self, line: int, message: str) -> Refused:
        return Refused([Problem(self.name, line, message)])

    def _enter(self, collection: Written) -> None:
        if len(self.open) >= DEEPEST:
            raise self._refused(collection.line, f"nested deeper than {DEEPEST}")
        self._put(collection)
        self.open.append((collection, None))

    def _put(self, value: Written) -> None:
        """Put a value where it belongs: it is the whole, a member of a list, a key, or the value of the key before it."""
        if not self.open:
            self.whole = value
            return
        collection, key = self.open[-1]
        if isinstance(collection.value, list):
            collection.value.append(value)
        elif isinstance(collection.value, dict) and key is not None:
            collection.value[key.text] = value
            self.open[-1] = collection, None
        else:
            self.open[-1] = collection, self._key(collection, value)

    def _key(self, collection: Written, key: Written) -> Written:
        lines = collection.key_lines
        assert lines is not None
        if not isinstance(key.value, str):
            raise self._refused(key.line, "a key must be a single word or text")
        if key.value in lines:
            raise self._refused(key.line, f"'{key.value}' is given twice (first on line {lines[key.value]})")
        lines[key.value] = key.line
        return key
