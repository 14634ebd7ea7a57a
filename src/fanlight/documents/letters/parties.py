"""Who writes, who is written to, and about which house."""

import re
from dataclasses import dataclass

from fanlight.facts import postcode

AT_END = re.compile(rf"(?:^|[,\s]+){postcode.IN_ADDRESS.pattern}$", re.IGNORECASE)
MOST_LINES = 6
"""The lines of an address that a window envelope shows below the name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tribunal:
    """Where an appeal goes: the office that serves the council's region."""

    address: str
    email: str
    name: str = "First-tier Tribunal (Property Chamber)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Council:
    """Who sends the letter. `colour` is that of the rule below its name, as `#rrggbb`; no text is ever written in it."""

    name: str
    address: str
    email: str
    tribunal: Tribunal
    phone: str = ""
    web: str = ""
    team: str = "Private sector housing"
    colour: str = "#1d4f7c"
    fire_authority: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A person or company with the address for service. `capacity` says why they are written to: `the applicant`, `a mortgagee`."""

    name: str
    address: str
    capacity: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """Who signs or decided."""

    name: str
    office: str


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The house. The figures are those of the public register (SI 2006/373 reg 11); None where nobody knows them."""

    address: str
    description: str = ""
    storeys: int | None = None
    living_rooms: int | None = None
    sleeping_rooms: int | None = None
    flats_self_contained: int | None = None
    flats_not_self_contained: int | None = None
    shared_amenities: str = ""


def envelope(address: str) -> tuple[str, ...]:
    """An address as the lines of an envelope: the postcode by itself on the last one, and no more lines than a window shows."""
    lines = [line.strip() for line in address.splitlines() if line.strip()]
    if len(lines) == 1:
        lines = [part.strip() for part in lines[0].split(",") if part.strip()]
    if lines and (found := AT_END.search(lines[-1])):
        lines[-1:] = [each for each in (lines[-1][: found.start()], postcode.tidy(found[1])) if each]
    while len(lines) > MOST_LINES:
        lines[:2] = [f"{lines[0]}, {lines[1]}"]
    return tuple(lines)
