"""Reading YAML plainly: every value is text with its place in the file, and nothing in a file can run, grow or repeat itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import yaml

LARGEST = 2_000_000
DEEPEST = 30

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


def nearest(word: str, known: Iterable[str]) -> str:
    """The end of a sentence that offers the nearest known word: `; did you mean 'kitchen'?`."""
    names = sorted(known)
    close = get_close_matches(word, names, n=1, cutoff=0.6)
    if close:
        return f"; did you mean '{close[0]}'?"
    return f"; known here: {', '.join(names)}" if names and len(names) <= 15 else ""


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
    """Read YAML text plainly. Raises Refused."""
    try:
        node = _compose(text, name)
    except yaml.MarkedYAMLError as error:
        line = (error.problem_mark.line + 1) if error.problem_mark else 0
        raise Refused([Problem(name, line, f"not readable as YAML: {error.problem}")]) from None
    except yaml.YAMLError as error:
        raise Refused([Problem(name, 0, f"not readable as YAML: {error}")]) from None
    return Written("", name, 1) if node is None else _plain(node, name)


def _compose(text: str, name: str) -> yaml.Node | None:
    """Parse events first, so that anchors, tags and deep nesting are refused before anything is built."""
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise Refused([Problem(name, line, "anchors and aliases are not allowed; write the value out")])
        if getattr(event, "tag", None):
            raise Refused([Problem(name, line, "tags are not allowed; quote the value if it begins with '!'")])
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise Refused([Problem(name, line, f"nested deeper than {DEEPEST}")])
    composed: yaml.Node | None = yaml.compose(text, Loader=LOADER)
    return composed


def _plain(node: yaml.Node, name: str) -> Written:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        return Written(str(node.value), name, line)
    if isinstance(node, yaml.SequenceNode):
        return Written([_plain(member, name) for member in node.value], name, line)
    entries: dict[str, Written] = {}
    lines: dict[str, int] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise Refused([Problem(name, key.start_mark.line + 1, "a key must be a single word or text")])
        if key.value in entries:
            raise Refused([Problem(name, key.start_mark.line + 1, f"'{key.value}' is given twice (first on line {lines[key.value]})")])
        entries[key.value] = _plain(value, name)
        lines[key.value] = key.start_mark.line + 1
    return Written(entries, name, line, lines)
