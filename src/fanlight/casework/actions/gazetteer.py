"""Loading a council's own gazetteer: a table of addresses by UPRN, as AddressBase or a local gazetteer (BS 7666) writes them."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from fanlight.casework import recording
from fanlight.casework.actions import houses
from fanlight.casework.models import Council, GazetteerEntry
from fanlight.facts import postcode
from fanlight.facts.files import Problem, Refused

WHOLE = ("address", "single_line_address", "full_address")
CODES = ("postcode", "postcode_locator")
CORE = ("po_box", "organisation", "sub_building", "building_name")
TOWN = ("locality", "town_name", "post_town")
STREETS = ("street_description", "street_name", "street_descriptor", "thoroughfare")
AT_ONCE = 2000


@dataclass(slots=True)
class Gazetteer:
    """What a table says: its entries by UPRN, and the lines set aside with what is wrong with each."""

    entries: dict[str, GazetteerEntry] = field(default_factory=dict)
    aside: list[Problem] = field(default_factory=list)


def read(lines: Iterable[str], name: str, council: Council) -> Gazetteer:
    """The addresses of a table. A line that cannot be read is set aside and named. Raises Refused where the columns are not there."""
    reader = csv.DictReader(lines)
    heads = {(head or "").strip().lower(): head for head in reader.fieldnames or ()}
    lacking = [
        f"no column {' or '.join(each.upper() for each in known)}"
        for known in (("uprn",), CODES, (*WHOLE, *STREETS))
        if not any(each in heads for each in known)
    ]
    if lacking:
        raise Refused([Problem(name, 1, f"{'; '.join(lacking)}: name the columns in the first line")])
    found = Gazetteer()
    for row in _rows(reader, name, found):
        said = {head: (row.get(given) or "").strip() for head, given in heads.items()}
        fault = _take(said, council, found)
        if fault:
            found.aside.append(Problem(name, reader.line_num, fault))
    return found


def _rows(reader: "csv.DictReader[str]", name: str, found: Gazetteer) -> Iterator[Mapping[str, str]]:
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            found.aside.append(Problem(name, reader.line_num, f"this is no line of a table: {error}"))


def _take(said: Mapping[str, str], council: Council, found: Gazetteer) -> str:
    """Add an address to what was found; otherwise what is wrong with it."""
    uprn = said["uprn"].lstrip("0")
    if not (said["uprn"].isascii() and said["uprn"].isdecimal() and 0 < len(uprn) <= 12):
        return f"'{said['uprn'][:20]}' is no UPRN: write at most 12 figures"
    if uprn in found.entries:
        return f"the UPRN {uprn} stands on an earlier line, which counts"
    code = postcode.tidy(next((said[each] for each in CODES if said.get(each)), ""))
    fault = "" if council.is_invented and postcode.SHAPE.fullmatch(code) else postcode.fault(code)
    if fault:
        return f"'{code[:20]}' is no postcode: {fault}"
    words = _address(said, code)
    if not words or len(words) > 300:
        return "the address is empty" if not words else "the address is longer than 300 characters"
    place = {what: next((said[each] for each in known if said.get(each)), "") for what, known in houses.HEADINGS.items() if what != "uprn"}
    given = any(place.values())
    if given and (fault := houses.place_fault(place)):
        return fault
    east, north = (round(float(place["easting"])), round(float(place["northing"]))) if given else (None, None)
    found.entries[uprn] = GazetteerEntry(council=council, uprn=uprn, address=words, postcode=code, easting=east, northing=north)
    return ""


def _address(said: Mapping[str, str], code: str) -> str:
    """The address without its postcode: as it is written whole, else put together from its parts, each once."""
    whole = next((said[each] for each in WHOLE if said.get(each)), "")
    if whole:
        bare = " ".join(whole.split())
        ends = next((each for each in (code, code.replace(" ", "")) if bare.upper().endswith(each)), "")
        return bare[: len(bare) - len(ends)].rstrip(" ,")
    street = next((said[each] for each in STREETS if said.get(each)), "")
    number = said.get("building_number", "") or _numbers(said, "pao")
    line = " ".join(each for each in (number, street) if each)
    inner = " ".join(each for each in (_numbers(said, "sao"), said.get("sao_text", "")) if each)
    parts = [*(said.get(each, "") for each in CORE), inner, said.get("pao_text", ""), line, *(said.get(each, "") for each in TOWN)]
    return ", ".join(dict.fromkeys(" ".join(each.split()) for each in parts if each.strip())) if street else ""


def _numbers(said: Mapping[str, str], of: str) -> str:
    """The number or range of a part of a building: `3A` or `3A-5`."""
    first = said.get(f"{of}_start_number", "") + said.get(f"{of}_start_suffix", "")
    last = said.get(f"{of}_end_number", "") + said.get(f"{of}_end_suffix", "")
    return f"{first}-{last}" if first and last else first


@transaction.atomic
def load(council: Council, gazetteer: Gazetteer, *, at: datetime) -> int:
    """Put what a table says in the place of what was loaded before; how many addresses that is. Raises ValueError where it has none."""
    if not gazetteer.entries:
        raise ValueError("the table holds no address that can be used; what was loaded before stays")
    GazetteerEntry.objects.filter(council=council).delete()
    GazetteerEntry.objects.bulk_create(gazetteer.entries.values(), batch_size=AT_ONCE)
    about = {"addresses": len(gazetteer.entries), "set aside": len(gazetteer.aside)}
    recording.write("gazetteer loaded", council=council, by=None, at=at, about=about)
    return len(gazetteer.entries)
