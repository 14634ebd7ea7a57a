"""A survey in work: the survey file as a plain document, what stands in it, and where anything wrong with it belongs."""

import copy
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fanlight.documents import wording
from fanlight.facts.files import Written
from fanlight.facts.survey import Survey
from fanlight.facts.survey_file import UNKNOWN, from_written
from fanlight.facts.vocabulary import THINGS, Thing

Document = Mapping[str, Any]
"""`survey` (the head), `complete` (the plurals of lists that leave nothing out), and each thing: one entry, or a list of entries."""

Entry = Mapping[str, Any]
"""`id` and `label` of a thing of a list, and its facts: each the words of its value, or {value, by, on, note}."""

IDLE = "unknown"
"""The words kept where somebody said that they do not know."""


@dataclass(frozen=True, slots=True)
class Said:
    """One answer as it is kept: its words, and who gave them, when and with what note where that is said."""

    words: str = ""
    by: str = ""
    on: str = ""
    note: str = ""

    @property
    def is_known(self) -> bool:
        """Whether the words say anything: neither blank nor unknown."""
        return self.words.lower() not in UNKNOWN

    @property
    def is_answered(self) -> bool:
        """Whether somebody answered, if only that they do not know."""
        return self.words != ""

    def cell(self) -> str | dict[str, str] | None:
        """As a document keeps it; None where there is nothing to keep."""
        more = {key: text for key, text in (("by", self.by), ("on", self.on), ("note", self.note)) if text}
        if not more:
            return self.words or None
        return {"value": self.words, **more} if self.words or self.note else None


def opened(content: Written, name: str) -> Document:
    """A survey file as a document: every thing of a list has its id, and `complete` names its lists. Raises Refused."""
    survey = from_written(content, name)
    document: dict[str, Any] = {key: plain for key, written in content.keys.items() if (plain := _plain(written)) != ""}
    document["complete"] = [str(THINGS[each].plural) for each in THINGS if each in survey.complete]
    for thing in THINGS.values():
        if thing.plural and thing.plural in document:
            ids = [seen.id for seen in survey.things[thing.name]]
            document[thing.plural] = [{"id": id_, **entry} for id_, entry in zip(ids, document[thing.plural], strict=True)]
    return document


def _plain(written: Written) -> Any:
    if isinstance(written.value, list):
        return [_plain(item) for item in written.value]
    if isinstance(written.value, dict):
        return {key: _plain(item) for key, item in written.value.items()}
    return written.value


def survey_of(document: Document, name: str) -> Survey:
    """The survey that a document says. Raises Refused; the file of each problem is the address of what is wrong (`address`)."""
    digest = hashlib.sha256(json.dumps(document, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    return from_written(_written(document, ""), name, digest)


def _written(value: Any, place: str) -> Written:
    """A document as if it had been read from a file, each value with its address in the place of file and line."""
    below = f"{place}/" if place else ""
    if isinstance(value, Mapping):
        return Written({str(key): _written(item, f"{below}{key}") for key, item in value.items()}, place, 0)
    if isinstance(value, list):
        return Written([_written(item, f"{below}{_name(item, number)}") for number, item in enumerate(value)], place, 0)
    return Written(str(value), place, 0)


def _name(item: Any, number: int) -> str:
    return str(item["id"]) if isinstance(item, Mapping) and item.get("id") else str(number)


def address(thing: type[Thing], id_: str, fact: str) -> str:
    """Where an answer stands: `rooms/bedroom-1/floor_area`, `house/persons`."""
    return f"{thing.plural}/{id_}/{fact}" if thing.plural else f"{thing.name}/{fact}"


def entries(document: Document, thing: type[Thing]) -> list[Entry]:
    """What the document holds of a thing: the members of its list, or the one there is (if only an empty one)."""
    if thing.plural is None:
        return [document.get(thing.name) or {}]
    return list(document.get(thing.plural) or [])


def entry(document: Document, thing: type[Thing], id_: str) -> Entry:
    """One thing of the document; a thing of which there is one is called by its own name. Raises KeyError."""
    for each in entries(document, thing):
        if id_of(each, thing) == id_:
            return each
    raise KeyError(f"{thing.name} {id_}")


def id_of(one: Entry, thing: type[Thing]) -> str:
    """The id of an entry."""
    return str(one["id"]) if thing.plural else thing.name


def label_of(one: Entry, thing: type[Thing]) -> str:
    """What people call it."""
    if thing.plural is None:
        return f"The {wording.plain(thing.name)}"
    return str(one.get("label") or wording.sentence(str(one["id"]).replace("-", " ").replace("_", " ")))


def said(one: Entry, fact: str) -> Said:
    """The answer that an entry holds; blank where it holds none."""
    cell = one.get(fact)
    if isinstance(cell, Mapping):
        kept = {key: _text(cell.get(key)) for key in ("by", "on", "note")}
        return Said(_text(cell.get("value")), **kept)
    return Said(_text(cell))


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()


def replaced(document: Document, thing: type[Thing], id_: str, new: Entry) -> Document:
    """The document with one entry changed. Raises KeyError."""
    entry(document, thing, id_)
    if thing.plural is None:
        return {**document, thing.name: dict(new)}
    kept = [new if id_of(each, thing) == id_ else each for each in entries(document, thing)]
    return {**document, thing.plural: copy.deepcopy(kept)}


def everything(document: Document) -> Iterator[tuple[type[Thing], Entry]]:
    """Every thing that the document holds an entry of."""
    for thing in THINGS.values():
        if thing.plural or thing.name in document:
            yield from ((thing, each) for each in entries(document, thing))
