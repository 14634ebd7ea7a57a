"""Invented houses: house `number` of stock `seed` is the same whatever else is drawn, and is known to each depth."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any

from fanlight.facts.importing.writing import Entry, Sheet, text_of
from fanlight.facts.inventing import amenities, building, knowing, people, whole
from fanlight.facts.inventing.draft import Draft, Row
from fanlight.facts.inventing.knowing import DEPTHS, Mistake
from fanlight.facts.inventing.observing import survey_of
from fanlight.facts.inventing.particulars import Particulars, house_particulars, officer
from fanlight.facts.inventing.reading import shipped
from fanlight.facts.survey import Survey
from fanlight.facts.vocabulary import THINGS

SYNTHETIC = "Synthetic: an invented house. No such house, people or visit exist, and no figure is an observation."
SEEN_ON = date(2026, 3, 2)
"""The day of the survey where none is given."""


@dataclass(frozen=True)
class House:
    """An invented house. `things` is all that is so of it, by the name of the thing; a survey knows a part of it."""

    seed: int | str
    number: int
    traits: Mapping[str, str]
    things: Mapping[str, list[Row]]
    particulars: Particulars

    @property
    def name(self) -> str:
        """The word by which its files are called."""
        return name_of(self.seed, self.number)

    @cached_property
    def mistakes(self) -> tuple[Mistake, ...]:
        """What the applicant says wrongly, and what is so."""
        return knowing.mistaken(self.things, Random(f"{self.seed}/{self.number}/application"))[1]

    def survey(self, depth: str = "inspection", *, on: date = SEEN_ON, by: str = "") -> dict[str, Any]:
        """What is known at a depth (register, application, inspection) as the document of a survey, lists by their plural.

        `by` is who says it: for an inspection an invented officer where it is left out, otherwise nobody.
        Raises KeyError for another depth.
        """
        sheet = self.sheet(depth, on=on, by=by)
        head: dict[str, Any] = {**sheet.head, "notes": list(sheet.notes)}
        document: dict[str, Any] = {"survey": head, "complete": list(sheet.complete)}
        for thing, rows in sheet.things.items():
            plural = THINGS[thing].plural
            document[plural or thing] = rows if plural else rows[0]
        return document

    def sheet(self, depth: str = "inspection", *, on: date = SEEN_ON, by: str = "") -> Sheet:
        """The same as a sheet that `facts.importing.writing` writes."""
        here = self.particulars
        random = Random(f"{self.seed}/{self.number}/{depth}")
        things, complete = DEPTHS[depth](self.things, random, on)
        who = by or (officer(self.seed, self.number) if depth == "inspection" else "")
        head = {
            "of": f"{', '.join(here.address)} (invented)", "address": ", ".join(here.address), "postcode": here.postcode, "uprn": here.uprn,
            "on": on.isoformat(), "by": who, "source": f"invented, depth {depth}, seed {self.seed}, number {self.number}",
        }  # fmt: skip
        entries: dict[str, list[Entry]] = {thing: [dict(row) for row in rows] for thing, rows in things.items()}
        return Sheet(head, entries, complete, (SYNTHETIC,))

    def observed(self, depth: str = "inspection", *, on: date = SEEN_ON, by: str = "") -> Survey:
        """The same as a survey ready to be assessed, which needs no file."""
        return survey_of(self.sheet(depth, on=on, by=by), self.name)

    def text(self, depth: str = "inspection", *, on: date = SEEN_ON, by: str = "") -> str:
        """The same as the text of a survey file."""
        return text_of(self.sheet(depth, on=on, by=by), [SYNTHETIC])


def name_of(seed: int | str, number: int) -> str:
    """What a house is called."""
    return f"house-{seed}-{number:07d}"


def house(seed: int | str, number: int) -> House:
    """House `number` (from 0) of the stock `seed`."""
    particulars = house_particulars(seed, number)
    draft = Draft(shipped(), Random(f"{seed}/{number}"))
    whole.traits(draft)
    lettings = building.build(draft)
    people.sharing(draft)
    whole.size_up(draft, lettings)
    building.common_rooms(draft)
    amenities.provide(draft, lettings)
    draft.fit_out()
    whole.describe(draft, lettings, particulars)
    draft.describe()
    return House(seed, number, draft.traits, draft.things, particulars)


def write_surveys(
    folder: Path, seed: int | str, numbers: Iterable[int], depth: str = "inspection", *, on: date = SEEN_ON
) -> Iterator[Path]:
    """Write one survey file a house, each when it is asked for; a file that is there already is written anew. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        invented = house(seed, number)
        path = folder / f"{invented.name}.yaml"
        path.write_text(invented.text(depth, on=on), encoding="utf-8")
        yield path
