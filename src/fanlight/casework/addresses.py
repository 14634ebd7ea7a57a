"""Whether two addresses written by different people are those of one house."""

import re
from difflib import SequenceMatcher

from fanlight.facts import postcode

SHORT = {
    "rd": "road", "st": "street", "ave": "avenue", "av": "avenue", "ln": "lane", "dr": "drive", "cl": "close", "ct": "court",
    "cres": "crescent", "gdns": "gardens", "gr": "grove", "pl": "place", "sq": "square", "tce": "terrace", "terr": "terrace",
    "apt": "flat", "apartment": "flat", "no": "",
}  # fmt: skip
"""Short forms of words of addresses, and what is read for them."""


def plain(address: str) -> str:
    """An address as words in small letters without signs, short forms and its postcode, so that one place is written in one way."""
    code = postcode.found_in(address)
    bare = re.sub(re.escape(code).replace(r"\ ", " ?"), " ", address, flags=re.IGNORECASE) if code else address
    words = re.sub(r"[^a-z0-9]+", " ", bare.lower().replace("’", "").replace("'", "")).split()
    return " ".join(filter(None, (SHORT.get(word, word) for word in words)))


def key(address: str, code: str) -> tuple[str, str]:
    """What two ways of writing one address have in common: its postcode without spaces, and its words."""
    found = postcode.tidy(code) if code.strip() else postcode.found_in(address)
    return found.replace(" ", ""), plain(address)


def numbers(address: str) -> tuple[str, ...]:
    """The numbers of an address, as `2` and `14a`: what tells one house of a street from the next."""
    return tuple(word for word in plain(address).split() if any(sign.isdigit() for sign in word))


def alike(one: str, other: str) -> float:
    """How alike two addresses are, from 0 to 1; 0 where their numbers differ."""
    if numbers(one) != numbers(other):
        return 0.0
    return SequenceMatcher(None, plain(one), plain(other), autojunk=False).ratio()


def uprns(uprn: str) -> list[str]:
    """The ways in which a UPRN may be kept: with or without the noughts before it, at most 12 figures."""
    bare = uprn.lstrip("0")
    return [bare.zfill(size) for size in range(len(bare), 13)]
