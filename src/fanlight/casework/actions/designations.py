"""Licensing schemes designated by a council, held against what the law makes possible; each word on one is followed, never changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction

from fanlight.casework import access, chain, designations, recording
from fanlight.casework.acting import Actor
from fanlight.casework.models import Account, Council, Designation
from fanlight.facts.files import Problem, Refused
from fanlight.licensing import schemes
from fanlight.licensing.areas import Shape
from fanlight.licensing.law import england

LARGEST = 2_000_000
WEST, EAST, SOUTH, NORTH = -7, 3, 49, 56
"""England, with some sea: a map in metres of a grid, or with latitude first, lies elsewhere."""


@dataclass(frozen=True, slots=True)
class Designated:
    """A scheme as it is entered: its name, what its file would say of it, and its area as wards or as GeoJSON (neither: the whole)."""

    name: str
    said: Mapping[str, str]
    wards: str = ""
    map: str = ""


@transaction.atomic
def designate(council: Council, designated: Designated, *, by: Actor, at: datetime) -> Designation:
    """Enter a scheme, or say anew what one of that name is. Raises NotPermitted, and Refused with every problem."""
    person = _person(council, by)
    check(council, designated)
    content = {key: text for key, text in designated.said.items() if text} | ({"wards": designated.wards} if designated.wards else {})
    made = Designation.objects.create(
        council=council, name=designated.name, content={**content, "scheme": designated.name}, map=designated.map, by=person, at=at
    )
    about = {"designation": made.pk, **made.content, **({"map": chain.digest(made.map)} if made.map else {})}
    recording.write("scheme designated", council=council, by=person, at=at, about=about)
    return made


def check(council: Council, designated: Designated) -> None:
    """Make sure that a scheme can be. Raises Refused with every problem."""
    problems = list(_problems(designated))
    if problems:
        raise Refused(Problem("the scheme", 0, each) for each in problems)
    area = designations.area(designated.wards, designated.map)
    said = {key: text for key, text in designated.said.items() if text}
    schemes.entered(council.slug, {**said, "scheme": designated.name}, area, england())


def _problems(designated: Designated) -> Iterator[str]:
    try:
        validate_slug(designated.name)
    except ValidationError:
        yield "a scheme's name has letters, figures and hyphens only, such as 'selective-2026'"
    if designated.wards and designated.map:
        yield "an area is a list of wards or a map, and not both"
    if len(designated.map.encode()) > LARGEST:
        yield f"the map is larger than {LARGEST:,} bytes: simplify it"
    elif designated.map:
        yield from _misplaced(designated.map)


def _misplaced(text: str) -> Iterator[str]:
    try:
        shapes: tuple[Shape, ...] = designations.area("", text).shapes
    except ValueError as error:
        yield f"the map cannot be used: {error}"
        return
    points = (point for shape in shapes for ring in shape for point in ring)
    wrong = next(((east, north) for east, north in points if not (WEST <= east <= EAST and SOUTH <= north <= NORTH)), None)
    if wrong is not None:
        where = f"{wrong[0]}, {wrong[1]}"
        yield f"the map has the point {where}, which is no longitude and latitude in England: save it as WGS 84, longitude first"


@transaction.atomic
def state_complete(council: Council, from_on: date | None, *, by: Actor, at: datetime) -> None:
    """State from which day all schemes of the council are entered here, or (None) that there may be others. Raises NotPermitted."""
    person = _person(council, by)
    Council.objects.filter(pk=council.pk).update(schemes_from=from_on)
    council.schemes_from = from_on
    recording.write("schemes stated complete", council=council, by=person, at=at, about={"from": from_on})


def _person(council: Council, by: Actor) -> Account:
    access.check_permitted(by, access.Permission.ADMINISTER)
    if by.account is None or by.council != council:
        raise access.NotPermitted("the schemes of this council are not theirs to enter")
    return by.account
