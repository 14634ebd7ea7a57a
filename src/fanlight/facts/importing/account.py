"""What became of one source: the survey made from it, and an account of every field, used or not and why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from fanlight.facts.describing import walk
from fanlight.facts.importing.writing import Entry, Sheet
from fanlight.facts.kinds import Link, Text, Unfit, YesNo
from fanlight.facts.vocabulary import THINGS, fact


@dataclass
class Account:
    """A survey in the making. `used` pairs each field of the source with the fact it went into; `left` says why a field was not used."""

    source: str
    sheet: Sheet = field(default_factory=Sheet)
    used: list[tuple[str, str]] = field(default_factory=list)
    left: dict[str, str] = field(default_factory=dict)

    def entry(self, thing: str, name: str = "", label: str = "") -> Entry:
        """A new member of a list, or the one thing where there is no list."""
        entries = self.sheet.things.setdefault(thing, [])
        if THINGS[thing].plural is None and entries:
            return entries[0]
        new: Entry = {"id": name} if THINGS[thing].plural else {}
        entries.append(new)
        if label:
            new["label"] = label
        return new

    def head(self, key: str, words: str, where: str) -> None:
        """Say something of the survey as a whole."""
        self.sheet.head[key] = " ".join(words.split())
        self.used.append((where, f"survey.{key}"))

    def say(self, entry: Entry, path: str, words: str, where: str) -> bool:
        """Write a value that the fact can have; leave any other, with the reason."""
        declared = fact(path)
        try:
            if not isinstance(declared, Link | Text):
                bounds = declared.read(words)
                words = declared.show(bounds) if isinstance(declared, YesNo) else words
        except Unfit as error:
            self.left[where] = str(error)
            return False
        entry[declared.name] = words
        self.used.append((where, path))
        return True

    def leave(self, where: str, why: str) -> None:
        """Say why a field was not used."""
        self.left[where] = why

    def rest(self, fields: Iterable[str], why: str) -> None:
        """Leave what has not been dealt with."""
        seen = {where for where, _ in self.used} | set(self.left)
        self.left.update({where: why for where in fields if where not in seen})

    def lines(self, missing: bool = True) -> Iterator[str]:
        """The account as sentences for the head of the survey and for the report; `missing` lists what was not found, too."""
        yield f"Made from {self.source}. What that does not say is left out, and unknown."
        if self.used:
            yield ""
            yield "Used:"
            yield from (f"{where} -> {path}" for where, path in self.used)
        if self.left:
            yield ""
            yield "Not used:"
            yield from (f"{where}: {why}" for where, why in grouped(self.left))
        if missing:
            yield ""
            yield "Not found there, of the facts that standards ask for:"
            yield from self.missing()

    def missing(self) -> Iterator[str]:
        """What a clause asks for and somebody could see, and is not said of every such thing in the survey."""
        nothing = []
        for thing in walk():
            entries = self.sheet.things.get(thing.name, [])
            wanted = [each.name for each in thing.facts.values() if not (each.how or each.case or each.judged or each.context)]
            unsaid = [name for name in wanted if not entries or any(name not in entry for entry in entries)]
            if not entries and wanted:
                nothing.append((thing.plural or thing.name).replace("_", " "))
            elif unsaid:
                yield f"{thing.name} ({len(unsaid)} of {len(wanted)}): {', '.join(unsaid)}"
        if nothing:
            yield f"anything of: {', '.join(nothing)}"


def grouped(left: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Fields and the reason they share, in the order of the source."""
    reasons: dict[str, list[str]] = {}
    for where, why in left.items():
        reasons.setdefault(why, []).append(where)
    for why, fields in reasons.items():
        yield ", ".join(fields), why
