"""The address of an invented house and the people behind it, none of whom can be taken for real."""

import zlib
from dataclasses import dataclass
from random import Random

from fanlight.facts.inventing.figures import Figures
from fanlight.facts.inventing.reading import shipped

TOWN = "Exampleton"
HIGHEST = 240
"""The highest house number of a street."""

LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
"""The letters that may stand in the second half of a postcode."""

STRIDE = 7919
"""Houses that follow each other are so many addresses apart, so that they lie in different streets; a prime, so that none comes twice."""

UPRN = 9_000_000_000_000
"""Real unique property reference numbers have at most twelve digits; these have thirteen."""


@dataclass(frozen=True, slots=True)
class Contact:
    """An invented person or company. The telephone number is one that Ofcom keeps for drama."""

    name: str
    address: str
    phone: str
    email: str
    is_company: bool = False


@dataclass(frozen=True, slots=True)
class Particulars:
    """Where an invented house is, and who is behind it. Interested persons are others with a stake in it, each with what it is."""

    address: tuple[str, ...]
    postcode: str
    uprn: str
    ward: str
    proposed_licence_holder: Contact
    manager: Contact
    person_having_control: Contact
    interested_persons: tuple[tuple[str, Contact], ...] = ()

    @property
    def has_agent(self) -> bool:
        """Does an agent manage the house?"""
        return self.manager.is_company and self.manager != self.proposed_licence_holder


def house_particulars(seed: int | str, number: int) -> Particulars:
    """The particulars of house `number` (from 0) of a stock; no two houses of a stock have the same address."""
    figures, random = shipped(), Random(f"{seed}/{number}/particulars")
    address, postcode, ward = _place(figures, zlib.crc32(str(seed).encode()), number)
    holder = _company(figures, random, "Homes") if _happens(figures, random, "holder_is_company") else _person(figures, random)
    manager = _company(figures, random, "Lettings") if _happens(figures, random, "has_managing_agent") else holder
    interested = []
    if _happens(figures, random, "has_mortgage"):
        interested.append(("mortgagee", _company(figures, random, "Building Society")))
    if _happens(figures, random, "has_freeholder"):
        interested.append(("freeholder", _person(figures, random)))
    control = manager if _happens(figures, random, "agent_has_control") else holder
    return Particulars(address, postcode, str(UPRN + number), ward, holder, manager, control, tuple(interested))


def _place(figures: Figures, offset: int, number: int) -> tuple[tuple[str, ...], str, str]:
    """The address, postcode and ward of the n-th house, each address once; when the town is full another quarter is built."""
    streets, ends, wards = (figures.words[key] for key in ("streets", "street_endings", "wards"))
    capacity = len(streets) * len(ends) * HIGHEST
    quarter, within = divmod(number, capacity)
    street, door = divmod((within * STRIDE + offset) % capacity, HIGHEST)
    first, last = divmod(street, len(ends))
    ward = street % len(wards)
    lines = (f"{door + 1} {streets[first]} {ends[last]}", *([f"Quarter {quarter + 1}"] if quarter else []), TOWN)
    code = street * 12 + door // 20
    second = f"{code % 9 + 1}{LETTERS[code // 9 % len(LETTERS)]}{LETTERS[code // 180 % len(LETTERS)]}"
    return lines, f"ZZ{ward + 1} {second}", wards[ward]


def officer(seed: int | str, number: int) -> str:
    """The invented officer who inspects the house."""
    figures = shipped()
    return figures.words["officers"][Random(f"{seed}/{number}/officer").randrange(len(figures.words["officers"]))]


def _happens(figures: Figures, random: Random, name: str) -> bool:
    return figures.named[name].of({}).draw(random) == "yes"


def _person(figures: Figures, random: Random) -> Contact:
    given, family = random.choice(figures.words["given_names"]), random.choice(figures.words["family_names"])
    return _contact(figures, random, f"{given} {family}", f"{given}.{family}", is_company=False)


def _company(figures: Figures, random: Random, trade: str) -> Contact:
    word = random.choice(figures.words["company_names"])
    name = f"{word} {trade} ({TOWN})" + ("" if trade == "Building Society" else " Ltd")
    return _contact(figures, random, name, f"{word}.{trade}".replace(" ", "-"), is_company=True)


def _contact(figures: Figures, random: Random, name: str, mailbox: str, *, is_company: bool) -> Contact:
    (line, *_), postcode, _ = _place(figures, 1, random.randrange(10_000))
    phone = f"07700 900{random.randrange(1000):03d}" if random.random() < 0.7 else f"01632 960{random.randrange(1000):03d}"
    return Contact(name, f"{line}, {TOWN}, {postcode}", phone, f"{mailbox.lower()}{random.randrange(100)}@example.org", is_company)
