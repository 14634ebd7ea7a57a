"""What the columns of a published HMO register hold, told from their headings, which differ from council to council."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from fanlight.facts import files
from fanlight.facts.files import Written

FILE = Path(__file__).with_name("headings.yaml")
ALIKE = 0.9
"""How alike two headings must be, from 0 to 1, for one to be taken for a slip of the other."""
LONGEST = 120
SURE, LIKELY, NONE = "sure", "likely", "none"
OF_ADDRESS = re.compile(r"address|post ?code|town|city|street|county|road")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of all headings: the sure ones, the patterns in their order, what joins several columns, and what tells of people."""

    sure: dict[str, str]
    like: tuple[tuple[str, re.Pattern[str]], ...]
    joined: dict[str, str]
    people: frozenset[str]
    names: tuple[str, ...]

    @property
    def repeatable(self) -> frozenset[str]:
        """What several columns may hold: what can be joined, and what tells of people and is not read."""
        return self.people | self.joined.keys()


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading is taken to mean: a particular (empty for none), how sure that is, and a reason where one is needed."""

    holds: str
    certainty: str
    why: str = ""


@cache
def known() -> Known:
    """The headings that are shipped. Raises Refused."""
    listed = files.read(FILE, FILE.name).keys["particulars"].items
    text = [{key: value for key, value in entry.keys.items()} for entry in listed]
    sure = {plain(each.text): entry["holds"].text for entry in text if "known" in entry for each in entry["known"].items}
    names = dict.fromkeys(entry["holds"].text for entry in text if "holds" in entry)
    # A particular is known by its own name too, which is its heading in the layout that Fanlight writes.
    sure |= {plain(name): name for name in names}
    like = tuple((_text(entry, "holds"), re.compile(entry["like"].text)) for entry in text if "like" in entry)
    joined = {entry["holds"].text: entry["joined"].text for entry in text if "joined" in entry}
    people = frozenset(entry["holds"].text for entry in text if "people" in entry)
    return Known(sure, like, joined, people, tuple(names))


def _text(entry: dict[str, Written], key: str) -> str:
    return entry[key].text if key in entry else ""


def plain(heading: str) -> str:
    """A heading as lower-case words: `MaxPersons` and `MAX_PERSONS` are `max persons`."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading[:LONGEST])
    return " ".join(re.sub(r"[^a-z0-9]+", " ", spaced.lower()).split())


def meaning(heading: str) -> str:
    """What a column holds; empty for what is not known, or of no use."""
    return told(heading).holds


@cache
def told(heading: str) -> Meaning:
    """What a heading by itself means: sure where it is a known one, likely where it has a known pattern or a slip of the pen."""
    words, all_ = plain(heading), known()
    if words in all_.sure:
        return Meaning(all_.sure[words], SURE)
    for holds, pattern in all_.like:
        if pattern.search(words):
            return Meaning(holds, LIKELY) if holds else Meaning("", NONE, "no particular of the register")
    close = get_close_matches(words, all_.sure, n=1, cutoff=ALIKE) if words else []
    return Meaning(all_.sure[close[0]], LIKELY, f"taken for '{close[0]}'") if close else Meaning("", NONE)


def meanings(headings: tuple[str, ...]) -> list[Meaning]:
    """What the headings of one table mean beside each other.

    A second 'Postcode' after the holder's name is the holder's. Of two columns that hold the same and cannot be joined the surer, else
    the first, is taken.
    """
    found = [told(heading) for heading in headings]
    found = list(_of_people(headings, found))
    if any(each == Meaning("address", SURE) for each in found):
        # What only resembles an address is no part of one that is sure.
        found = [
            Meaning("", NONE, "another holds the address") if each.holds == "address" and each.certainty != SURE else each for each in found
        ]
    for name in dict.fromkeys(each.holds for each in found if each.holds and each.holds not in known().repeatable):
        places = [place for place, each in enumerate(found) if each.holds == name]
        kept = min(places, key=lambda place: (found[place].certainty != SURE, place))
        for place in places:
            if place != kept:
                found[place] = Meaning("", NONE, f"'{headings[kept]}' holds the {name.replace('_', ' ')} already")
    return found


def _of_people(headings: tuple[str, ...], found: list[Meaning]) -> Iterator[Meaning]:
    """The meanings, a bare address or postcode after a column of people being theirs where the house has its own elsewhere."""
    counts = Counter(each.holds for each in found)
    owner = ""
    for heading, each in zip(headings, found, strict=True):
        if each.holds in known().people:
            owner = each.holds.partition("_")[0]
        elif owner and each.holds in ("address", "postcode") and counts[each.holds] > 1 and _is_bare(heading):
            holds = f"{owner}_address" if f"{owner}_address" in known().people else "other_person"
            yield Meaning(holds, LIKELY, "follows a column about that person")
            continue
        elif each.holds:
            owner = ""  # columns about the house or its licence begin
        yield each


def _is_bare(heading: str) -> bool:
    """Is it an address, and left open whose?"""
    return bool(OF_ADDRESS.search(plain(heading))) and not re.search(r"prop|hmo|house|premis|licen[cs]ed", plain(heading))
