"""Surveys of invented houses made straight in memory: the same as reading their files, without writing and reading any."""

from datetime import date
from functools import lru_cache

from fanlight.facts.importing.writing import Sheet
from fanlight.facts.inventing.draft import Row
from fanlight.facts.kinds import Link, Text
from fanlight.facts.survey import NONE, Observed, Seen, Survey
from fanlight.facts.vocabulary import THINGS

NOWHERE = "invented:0"
"""The place of what was never written in a file."""


def survey_of(sheet: Sheet, name: str) -> Survey:
    """The survey that reading the sheet's text would give, but for places and digest. The sheet is trusted: nothing in it is checked."""
    head = sheet.head
    by, on = head["by"], date.fromisoformat(head["on"])
    things = {
        thing: tuple(_seen(thing, row, by, on) for row in sheet.things[thing])  # type: ignore[arg-type]
        for thing in THINGS
        if thing in sheet.things
    }
    complete = frozenset(thing for thing in THINGS if THINGS[thing].plural in sheet.complete)
    about = {key: head[key] for key in ("address", "postcode", "uprn", "source")}
    return Survey(head["of"], name, things, complete, on, by, "", sheet.notes, "", about)


def _seen(thing: str, row: Row, by: str, on: date) -> Seen:
    known = THINGS[thing].facts
    name = row.get("id", thing)
    values = {key: _observed(thing, key, words, by, on) for key, words in row.items() if key in known}
    return Seen(thing, name, values, NOWHERE, row.get("label", name))


@lru_cache(maxsize=500_000)
def _observed(thing: str, name: str, words: str, by: str, on: date) -> Observed:
    """One value. The same words are said of many houses, so they are read once."""
    fact = THINGS[thing].facts[name]
    if isinstance(fact, Link):
        return Observed((0, 0), words, NOWHERE, by, on, targets=(NONE if words in ("none", fact.optional) else words,))
    return Observed((0, 0) if isinstance(fact, Text) else fact.read(words), words, NOWHERE, by, on)
