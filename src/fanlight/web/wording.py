"""How the pages write what the documents do not: times of day, units beside a box, and the codes of options as words."""

import re
from collections.abc import Iterable
from datetime import date, datetime

from fanlight.documents import wording as documents

UNITS = {"h": "hours", "year": "years", "GBP": "£"}
SHORT = {"wc": "WC", "epc": "EPC", "hmo": "HMO", "co": "CO", "ce": "CE", "mm": "mm", "dbs": "DBS", "crb": "CRB", "hhsrs": "HHSRS"}
"""Abbreviations that a name of the vocabulary holds in small letters."""

PROTOCOL = re.compile(r"lacors/2006-10 p(\d+)(?:/[\w-]+)?")
COUNTED = re.compile(r"\b([0-9]+) (day|week|month|year)\b")
ISO = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b")
UNSURE, NOT_READ = "CM", " (the text of this law was not checked: ask the council, or read it, before you rely on it)"
SENTENCE_END = re.compile(r"(?<=\.) (?=[A-Z])")
OF_READING = re.compile(
    r"from memory|not checked|secondary text|^Read the text|\b(?:was|were) (?:not )?(?:seen|read)\b|^Read (?:as|in) the|^Ask before relying"
)
ASK = "We have not checked every word of the law behind this day, so the day may be another. Ask the council before you rely on it."
CERTAINTY = re.compile(r" \[[A-Z]: [^\]]*\]")


def source(cited: str) -> str:
    """Where something is written, without how sure we are that it is: whoever gets a letter is told the law and nothing of our reading."""
    return CERTAINTY.sub("", cited)


def law(cited: str) -> str:
    """A citation for people who are no officers: how sure we are of it is said in words, and only where nobody read the text itself."""
    return CERTAINTY.sub(lambda found: NOT_READ if found[0][2] in UNSURE else "", cited)


def plainly(lines: Iterable[str]) -> list[str]:
    """How a day was worked out and what is open about it, for people who are no officers.

    What we say of our own reading becomes one plain sentence at the end: that the day may be another, and whom to ask.
    """
    kept, is_unsure = [], False
    for line in lines:
        told = []
        for sentence in SENTENCE_END.split(law(line)):
            parts = sentence.rstrip(".").split("; ")
            plain = [part for part in parts if not OF_READING.search(part)]
            is_unsure = is_unsure or len(plain) < len(parts)
            told += [f"{'; '.join(plain)}."] if plain else []
        kept += [" ".join(told)] if told else []
    return [*kept, ASK] if is_unsure else kept


def cited(citation: str) -> str:
    """Where a step between council and fire authority stands, with the page of the protocol and not our name for its edition."""
    return PROTOCOL.sub(r"national protocol of housing and fire authorities, page \1", citation)


def rhythm(period: str) -> str:
    """A period of a duty as people say it: `every 12 months` for `every 12 month`, `every year` as it is."""
    return COUNTED.sub(lambda found: f"{found[1]} {found[2]}{'' if found[1] == '1' else 's'}", period)


def dated(text: str) -> str:
    """A message of the law's readers with its days in words, as all other days on a page."""
    return ISO.sub(lambda found: documents.day(date.fromisoformat(found[0])), text)


def moment(value: datetime) -> str:
    """`2 March 2026 at 9:05am`, in the zone it carries."""
    hour = value.hour % 12 or 12
    return f"{documents.day(value.date())} at {hour}:{value:%M}{'am' if value.hour < 12 else 'pm'}"


def unit(base: str) -> str:
    """A unit as it stands beside a box: `m²` for `m2`, `minutes` for `min`."""
    return UNITS.get(base) or documents.UNIT_WORDS.get(base, ("", documents.PRETTY.get(base, base)))[1]


def words(name: str) -> str:
    """A name or code of the vocabulary as words that begin with a capital: `Wash basin` for `wash_basin`, `FD30S` as it is."""
    spaced = " ".join(SHORT.get(word, word) for word in documents.plain(name).split())
    return documents.sentence(spaced)
