"""Editions kept as JSON once read: the interchange form of the nodes, and a cache that spares a second reading.

A cached edition is used only for the very files, vocabulary and code it was read with. Decoding builds none but the classes named here.
"""

import hashlib
import json
import os
from dataclasses import fields
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any as Anything

from fanlight.facts import vocabulary
from fanlight.facts.units import DIMENSIONS, Dimension
from fanlight.standards import nodes
from fanlight.standards.edition import Clause, Conflict, Edition, Encoded, Force, Limit, Reading, Term
from fanlight.standards.tables import Table
from fanlight.standards.types import Quantity, Truth

CLASSES: dict[str, type] = {
    kind.__name__: kind for kind in (*nodes.KINDS, nodes.Whose, Edition, Clause, Conflict, Limit, Reading, Term, Table, Quantity, Truth)
}
ENUMS: dict[str, type[Enum]] = {"Force": Force, "Encoded": Encoded}
BY_NAME = {dimension.name: dimension for dimension in DIMENSIONS}
FIELDS = {kind: tuple(field.name for field in fields(kind)) for kind in CLASSES.values()}


def encode(value: Anything) -> Anything:
    """A value of an edition as JSON can hold it: a class as [its name, its fields...], a tuple as ["", ...]."""
    if type(value) in FIELDS:
        return [type(value).__name__, *(encode(getattr(value, name)) for name in FIELDS[type(value)])]
    if isinstance(value, tuple):
        return ["", *(encode(member) for member in value)]
    if isinstance(value, dict):
        return {key: encode(member) for key, member in value.items()}
    if isinstance(value, frozenset):
        return ["set", *sorted(value)]
    if isinstance(value, Dimension):
        return ["Dimension", value.name]
    if isinstance(value, Enum):
        return [type(value).__name__, value.value]
    return ["date", value.isoformat()] if isinstance(value, date) else value


def decode(value: Anything) -> Anything:
    """The value that was encoded. Raises KeyError for a class that is not named here."""
    if isinstance(value, dict):
        return {key: decode(member) for key, member in value.items()}
    if not isinstance(value, list):
        return value
    name = value[0]
    if name == "":
        return tuple([decode(member) for member in value[1:]])
    kind = CLASSES.get(name)
    if kind is not None:
        return kind(*[decode(member) for member in value[1:]])
    if name == "Dimension":
        return BY_NAME[value[1]]
    if name == "set":
        return frozenset(value[1:])
    return date.fromisoformat(value[1]) if name == "date" else ENUMS[name](value[1])


def to_json(edition: Edition) -> str:
    """An edition in the interchange form."""
    return json.dumps(encode(edition), separators=(",", ":"))


def from_json(text: str) -> Edition:
    """An edition from the interchange form. Raises ValueError where the text is none."""
    try:
        edition = decode(json.loads(text))
    except (KeyError, TypeError, IndexError, RecursionError) as error:
        raise ValueError(f"not an edition in the interchange form: {error}") from None
    if not isinstance(edition, Edition):
        raise ValueError("not an edition in the interchange form")
    return edition


@cache
def code_digest() -> str:
    """What the reading of an edition depends on besides its files: the code of these rooms, by name, size and time."""
    total = hashlib.sha256()
    for module in (vocabulary, nodes):
        folder = Path(str(module.__file__)).parent
        for path in sorted(folder.iterdir()):
            if path.suffix in (".py", ".lark"):
                status = path.stat()
                total.update(f"{path.name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return total.hexdigest()


def _place(key: str) -> Path:
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return home / "fanlight" / f"{hashlib.sha256(f'{key} {code_digest()}'.encode()).hexdigest()[:32]}.json"


def recall(key: str) -> Anything:
    """What was kept under a key by this very code, decoded; None where nothing was, or where it cannot be read."""
    try:
        return decode(json.loads(_place(key).read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, IndexError, RecursionError):
        # A cache that is missing or damaged is no cache: the files are read afresh.
        return None


def is_kept(key: str) -> bool:
    """Whether anything is kept under a key. It may still turn out to be damaged when it is recalled."""
    return _place(key).is_file()


def keep(key: str, value: Anything) -> None:
    """Keep a value under a key. A place that cannot be written is left alone: the next run reads the files again."""
    path = _place(key)
    partial = path.with_suffix(f".{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(json.dumps(encode(value), separators=(",", ":")), encoding="utf-8")
        partial.replace(path)
    except OSError:
        return
