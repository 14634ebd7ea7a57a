"""Reports of houses from anybody, without an account: taken in with a number to follow them."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.utils.crypto import salted_hmac

from fanlight.casework import recording
from fanlight.casework.actions import uploads
from fanlight.casework.actions.uploads import Given, Intake
from fanlight.casework.contents import Kind as FileKind
from fanlight.casework.models import Council, HouseReport, HouseReportPhotograph, Reporter
from fanlight.casework.recording import Post
from fanlight.facts import postcode

GROUPS, SIZE = 4, 4
"""A number to follow a report by: four groups of four letters and figures, which is eighty bits that nobody can guess."""
PICTURE = "photograph"
REPORTED, PICTURE_KEPT = "house reported", "house report photograph"
"""The events of the record in which words of a reporter stand: the address as they wrote it, and what their file was."""


class Kind(StrEnum):
    """What may be wrong with a house."""

    UNLICENSED = "unlicensed"
    OVERCROWDED = "overcrowded"
    FIRE = "fire"
    CONDITION = "condition"
    OTHER = "other"


KINDS: Mapping[str, str] = {
    Kind.UNLICENSED: "It is shared by people who are not one family, and may have no licence",
    Kind.OVERCROWDED: "Too many people live there",
    Kind.FIRE: "It is not safe from fire",
    Kind.CONDITION: "It is dangerous in another way, or in bad repair",
    Kind.OTHER: "Something else",
}


class PlaceWrong(ValueError):
    """Where a house is said to be cannot be; `field` names what is wrong: address, postcode or uprn."""

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody reports. `place` holds address, postcode and UPRN; `reached_by` is empty where they do not want to be reached."""

    kinds: tuple[str, ...]
    place: Mapping[str, str]
    words: str = ""
    is_danger: bool = False
    persons: int | None = None
    storeys: int | None = None
    name: str = field(default="", repr=False)
    reached_by: str = field(default="", repr=False)
    picture: tuple[str, bytes] | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Received:
    """A report that was taken in, with the number it is followed by. `is_new` is false where the same form had come before."""

    report: HouseReport
    number: str
    is_new: bool


def number_of(form: str) -> str:
    """The number of what one form brings: the same form sent twice is one report. `form` is a text that nobody can guess."""
    digest = salted_hmac("fanlight.house report", form, algorithm="sha256").digest()
    letters = base64.b32encode(digest).decode()[: GROUPS * SIZE].translate(str.maketrans("OI", "89"))
    return "-".join(letters[start : start + SIZE] for start in range(0, len(letters), SIZE))


def digest_of(number: str) -> str:
    """What is kept of a number: whoever reads the database cannot follow a report by it. Spaces, signs and capitals do not count."""
    bare = "".join(sign for sign in number.upper() if sign.isalnum())
    return hashlib.sha256(bare.encode()).hexdigest()


@transaction.atomic
def receive(council: Council, said: Report, form: str, *, at: datetime, into: Intake) -> Received:
    """Take in a report, and tell the council that there is one.

    Raises ValueError where it does not say what is wrong or where, and FileNotTaken with the remedy for its photograph.
    """
    _check(said)
    number = number_of(form)
    held, is_new = HouseReport.objects.get_or_create(
        followed_by=digest_of(number),
        defaults={
            "council": council, "kinds": sorted(said.kinds), "is_danger": said.is_danger, "persons": said.persons, "storeys": said.storeys,
            "words": said.words.strip(), "at": at, **place_of(said.place),
        },
    )  # fmt: skip
    if not is_new:
        return Received(held, number, False)
    # How to reach the reporter, their own words and the name of their file are no part of the record, which nobody can erase.
    about = {"report": held.pk, "kinds": held.kinds, "danger": held.is_danger, "uprn": held.uprn, "address": held.address}
    recording.write(REPORTED, council=council, by=None, at=at, about={**about, "by": "somebody without an account"})
    if said.reached_by.strip():
        Reporter.objects.create(report=held, name=said.name.strip()[:200], reached_by=said.reached_by.strip()[:300])
    if said.picture:
        _keep(held, Given(FileKind.PHOTOGRAPH, *said.picture), at, into)
    _tell(held, at)
    return Received(held, number, True)


def _check(said: Report) -> None:
    if not said.kinds or not set(said.kinds) <= set(KINDS):
        raise ValueError("say what is wrong with the house")
    if not said.place.get("address", "").strip() and not said.place.get("uprn", "").strip():
        raise PlaceWrong("address", "say where the house is: its address, or its UPRN")


def place_of(given: Mapping[str, str]) -> dict[str, str]:
    """Where a house is, as it is kept: one space between words, the postcode tidy, the UPRN without what stands before it.

    Raises PlaceWrong for a UPRN and for a postcode that can be none.
    """
    address = " ".join(given.get("address", "").split())
    code = postcode.tidy(given.get("postcode", "")) if given.get("postcode", "").strip() else postcode.found_in(address)
    uprn = given.get("uprn", "").strip().lstrip("0")
    if uprn and not (uprn.isascii() and uprn.isdecimal() and len(uprn) <= 12):
        raise PlaceWrong("uprn", f"'{uprn[:20]}' is no UPRN: write at most 12 figures, or leave it out")
    if given.get("postcode", "").strip() and not postcode.SHAPE.fullmatch(code):
        raise PlaceWrong("postcode", f"'{code[:20]}' is no postcode: write one like ZZ99 1AA, or leave it out")
    return {"address": address[:300], "postcode": code[:8], "uprn": uprn}


def _keep(held: HouseReport, given: Given, at: datetime, into: Intake) -> None:
    def kept(picture: HouseReportPhotograph) -> None:
        # What people call their files can name them.
        picture.name = PICTURE + (".png" if picture.content_type == "image/png" else ".jpg")
        picture.save(force_insert=True)
        told = {name: value for name, value in uploads.told(picture, given).items() if name != "name"}
        recording.write(PICTURE_KEPT, council=held.council, by=None, at=at, about={"report": held.pk, **told})

    uploads.store(given, HouseReportPhotograph(report=held, at=at), kept, into=into)


def key_of(held: HouseReport) -> str:
    """The key of the message by which the council is told of a report."""
    return f"house report {held.pk}"


def _tell(held: HouseReport, at: datetime) -> None:
    """A message to the council. It names the house and no more, since mail is no safe place."""
    urgent = "Danger reported. " if held.is_danger else ""
    where = held.address or f"UPRN {held.uprn}"
    post = Post(key_of(held), held.council.email, f"{urgent}A house was reported: {where}", f"{urgent}Sign in to read it.")
    recording.send(post, council=held.council, at=at)
