"""Postcodes: what can be one, told from its letters and figures and from the real areas, and finding one in an address."""

import re
from functools import cache
from pathlib import Path

from fanlight.facts import files

AREAS = Path(__file__).with_name("postcode_areas.yaml")
SHAPE = re.compile(r"([A-Z]{1,2})([0-9][0-9A-Z]?) ?([0-9][A-Z]{2})")
# The last two letters leave out those that are misread; a letter after the district's figure is used in inner London only.
INWARD = re.compile(r"[0-9][ABD-HJLNP-UW-Z]{2}")
LETTERED = {"E", "EC", "N", "NW", "SE", "SW", "W", "WC"}
IN_ADDRESS = re.compile(r"\b([A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2})\b", re.IGNORECASE)
ALMOST = re.compile(r"\b([A-Z]{1,2}[0-9OI][0-9A-Z]? ?[0-9OIL][A-Z0-9]{2})$", re.IGNORECASE)


@cache
def areas(kind: str = "areas") -> frozenset[str]:
    """The areas there are, or with `outside` those in which no address of England lies."""
    held = files.read(AREAS, AREAS.name).get(kind)
    assert held is not None
    return frozenset(held.text.split())


def tidy(text: str) -> str:
    """A postcode in capitals with its one space, where it has the shape of one; any other text in capitals."""
    if " " in text and SHAPE.fullmatch(text):
        return text
    bare = re.sub(r"[^0-9A-Z]", "", text.upper())
    match = SHAPE.fullmatch(bare)
    return f"{match[1]}{match[2]} {match[3]}" if match else " ".join(text.upper().split())


def fault(text: str) -> str:
    """Why a tidy text can be no postcode; empty where it can."""
    match = SHAPE.fullmatch(text)
    if not match:
        likely = _mistyped(text)
        return f"it does not have the shape of a postcode{f'; {likely} would' if likely else ''}"
    area, district, inward = match.groups()
    if area not in areas():
        return f"no postcode begins with {area}"
    if not INWARD.fullmatch(inward):
        return f"no postcode ends with {inward[1:]}, since C, I, K, M, O and V are never used there"
    if district[-1].isalpha() and area not in LETTERED:
        return f"in the area {area} no district has a letter after its figure"
    return ""


def _mistyped(text: str) -> str:
    """The postcode that was meant, where a letter stands for a figure or a figure for a letter."""
    bare = re.sub(r"[^0-9A-Z]", "", text)
    if not 5 <= len(bare) <= 7:
        return ""
    outward, inward = bare[:-3], bare[-3:]
    head = 2 if outward[1:2].isalpha() and outward[1] not in "OI" else 1
    figures, letters = str.maketrans("OILS", "0115"), str.maketrans("015", "OIS")
    guess = f"{outward[:head]}{outward[head:].translate(figures)} {inward[0].translate(figures)}{inward[1:].translate(letters)}"
    return guess if SHAPE.fullmatch(guess) and not fault(guess) else ""


def is_outside_england(text: str) -> bool:
    """Does a tidy postcode lie in an area without any address of England?"""
    match = SHAPE.fullmatch(text)
    return match is not None and match[1] in areas("outside")


def found_in(address: str) -> str:
    """The last postcode that stands in an address, tidy; else what stands at its end and is almost one; empty where there is none."""
    found = IN_ADDRESS.findall(address)
    if found:
        return tidy(found[-1])
    almost = ALMOST.search(address.rstrip(" .,"))
    if not almost or not _mistyped(almost[1].upper()) or almost[1].isalpha():
        return ""  # a word such as Chorley has the shape of one, too: only what a slip of the keys made of a real one is taken for it
    return " ".join(almost[1].upper().split())
