"""Placing houses on the map from the council's own gazetteer: a table of UPRNs with metres on the British National Grid."""

import csv
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from fanlight.casework import recording
from fanlight.casework.models import Council, House
from fanlight.facts.files import Problem, Refused

HEADINGS = {"uprn": ("uprn",), "easting": ("x_coordinate", "easting", "x"), "northing": ("y_coordinate", "northing", "y")}
"""The columns that are read and the headings they are known by, in small letters."""
REACH = {"easting": 700_000, "northing": 1_300_000}
MOST_FAULTS = 20
Place = tuple[int, int]


def read_places(lines: Iterable[str], name: str) -> dict[str, Place]:
    """The places of a table by UPRN. Raises Refused with each line that cannot be read."""
    reader = csv.DictReader(lines)
    heads = {head.strip().lower(): head for head in reader.fieldnames or ()}
    columns = {what: next((heads[each] for each in known if each in heads), "") for what, known in HEADINGS.items()}
    lacking = [f"no column {' or '.join(HEADINGS[what])}" for what, head in columns.items() if not head]
    if lacking:
        raise Refused([Problem(name, 1, f"{'; '.join(lacking)}: name them in the first line")])
    found: dict[str, Place] = {}
    problems = []
    for row in reader:
        said = {what: (row[head] or "").strip() for what, head in columns.items()}
        fault = _fault(said)
        if fault:
            problems.append(Problem(name, reader.line_num, fault))
        else:
            found[said["uprn"].lstrip("0")] = (round(float(said["easting"])), round(float(said["northing"])))
    if problems:
        raise Refused(problems[:MOST_FAULTS])
    return found


def _fault(said: Mapping[str, str]) -> str:
    if not (said["uprn"].isdecimal() and len(said["uprn"]) <= 12):
        return f"'{said['uprn'][:20]}' is no UPRN: write at most 12 figures"
    return place_fault(said)


def place_fault(said: Mapping[str, str]) -> str:
    """What is wrong with an easting and a northing as they are written; empty where nothing is."""
    for what, most in REACH.items():
        whole, _, part = said[what].partition(".")
        if not (whole.isdecimal() and len(whole) <= 7 and (part == "" or part.isdecimal()) and int(whole) <= most):
            return f"the {what} '{said[what][:20]}' lies outside the national grid: write metres, from 0 to {most}"
    return ""


@transaction.atomic
def place(council: Council, places: Mapping[str, Place], *, at: datetime) -> tuple[int, int]:
    """Place the houses of a council that a table names; how many were placed, and how many houses still have no place."""
    held = House.objects.select_for_update().filter(council=council).exclude(uprn="")
    changed = []
    for house in held:
        found = places.get(house.uprn.lstrip("0"))
        if found and found != (house.easting, house.northing):
            house.easting, house.northing = found
            changed.append(house)
    House.objects.bulk_update(changed, ["easting", "northing"], batch_size=500)
    if changed:
        recording.write("houses placed", council=council, by=None, at=at, about={"houses": len(changed)})
    return len(changed), House.objects.filter(council=council, easting=None).count()
