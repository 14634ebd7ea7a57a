"""Reading the public register of a council: what is found, one licence by its number, and every entry in the documented layout."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Max, Min, Q, QuerySet
from django.db.models.functions import Mod
from django.utils import timezone

from fanlight.casework.models import Case, Council, Licence, LicenceEntered, StepTaken
from fanlight.casework.received import came_on
from fanlight.documents.register_names import Names, published
from fanlight.facts import postcode
from fanlight.licensing.register_entries import Entry, Value

PAGE = 25
MOST_WORDS = 8
OUTWARD = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]?(?:[0-9][A-Z]?)?")
"""What may be the beginning of a postcode: its first half, perhaps with a little of the second."""
HMO_LICENCE = "HMO licence"
IN_FORCE, TO_BEGIN, ENDED = "in force", "not yet in force", "no longer in force"
BATCH = 2000


@dataclass(frozen=True, slots=True)
class Area:
    """A square of the national grid: its south-west corner and its side, in metres."""

    east: int
    north: int
    side: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: words of an address, a postcode or the beginning of one, or a number; within an area; with what has ended."""

    words: str = ""
    area: Area | None = None
    with_ended: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True)
class Found:
    """A page of licences, how many there are in all, and the number of the last page."""

    licences: Sequence[Licence]
    count: int
    page: int
    last_page: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a licence is in force on a day, and since or until when; in words as well."""

    word: str
    says: str

    @property
    def is_in_force(self) -> bool:
        """Whether it is in force."""
        return self.word == IN_FORCE


def search(council: Council, wanted: Wanted, on: date) -> Found:
    """The licences of a council that are looked for, by address. In force on a day, unless those that have ended are wanted too."""
    found = matching(council, wanted, on)
    is_all = not wanted.words.strip() and wanted.area is None
    is_first = not is_all and wanted.page <= 1
    keys = _keys(found, 0, PAGE + 1, PAGE + 1) if is_first else []
    if is_first and len(keys) <= PAGE:  # where all fit on one page, the page says how many there are
        return Found(_rows(keys), len(keys), 1, 1)
    count = (_standing(Licence.objects.filter(council=council), wanted, on) if is_all else found).count()
    last_page = max(1, -(-count // PAGE))
    if is_first:
        return Found(_rows(keys[:PAGE]), count, 1, last_page)
    page = min(max(1, wanted.page), last_page)
    return Found(_rows(_keys(found, (page - 1) * PAGE, min(page * PAGE, count), count)), count, page, last_page)


def _rows(keys: list[int]) -> list[Licence]:
    held = Licence.objects.select_related("house", "current").in_bulk(keys)
    return [held[key] for key in keys]


def _keys(found: QuerySet[Licence], start: int, stop: int, count: int) -> list[int]:
    """The keys of some rows by address, from whichever end is nearer: what is passed over on the way is not read."""
    rows = found.order_by("house__address_key", "id").values_list("pk", flat=True)
    if start <= count // 2:
        return list(rows[start:stop])
    return list(rows.reverse()[count - stop : count - start])[::-1]


def matching(council: Council, wanted: Wanted, on: date) -> QuerySet[Licence]:
    """The licences that are looked for, in no order.

    The council is asked of the house, so that either database begins with the index of its addresses, postcodes or places.
    """
    found = _standing(Licence.objects.filter(house__council=council), wanted, on)
    if wanted.area is not None:
        area = wanted.area
        across = Q(house__easting__gte=area.east, house__easting__lt=area.east + area.side)
        found = found.filter(across, house__northing__gte=area.north, house__northing__lt=area.north + area.side)
    return found.filter(_said(council, wanted.words)) if wanted.words.strip() else found


def _standing(licences: QuerySet[Licence], wanted: Wanted, on: date) -> QuerySet[Licence]:
    found = licences.filter(current__isnull=False)
    return found if wanted.with_ended else found.filter(ended_on=None, from_on__lte=on, until_on__gte=on)


def _said(council: Council, words: str) -> Q:
    """What was typed as a condition: a number, or a postcode or its beginning, or words that begin words of the address."""
    numbered_so = Licence.objects.filter(council=council, number__in=[words.strip(), words.strip().upper()]).values_list("pk", flat=True)
    if keys := list(numbered_so):
        return Q(pk__in=keys)
    bare = re.sub(r"[^0-9A-Z]", "", words.upper())
    if postcode.SHAPE.fullmatch(postcode.tidy(words)):
        return Q(house__postcode_key=bare)
    if OUTWARD.fullmatch(bare):
        return Q(house__postcode_key__gte=bare, house__postcode_key__lt=f"{bare}~")
    code = postcode.found_in(words)
    rest = re.sub(re.escape(code).replace(r"\ ", " ?"), " ", words, flags=re.IGNORECASE) if code else words
    here = Q(house__postcode_key=code.replace(" ", "")) if code else Q()
    for each in filter(None, re.split(r"[\s,.;'’/-]+", rest.lower().strip())[:MOST_WORDS]):
        here &= Q(house__address_key__contains=f" {each}")
    return here if here else Q(pk__in=())


def get(council: Council, number: str) -> Licence | None:
    """The licence of a council with a number, as it was printed."""
    found = Licence.objects.filter(council=council, number=number, current__isnull=False)
    return found.select_related("council", "house", "current", "case", "application").first()


def numbered(number: str, council: str = "") -> list[Licence]:
    """The licences with a number, of one council by its name in addresses, or of every council here."""
    said = number.strip()
    found = Licence.objects.filter(number__in=[said, said.upper()], current__isnull=False)
    if council:
        found = found.filter(council__slug=council)
    return list(found.select_related("council", "house", "current", "case").order_by("council__name"))


def standing(licence: Licence, on: date) -> Standing:
    """Whether a licence is in force on a day, by its days alone: what time does is so whether or not its step was taken yet."""
    assert licence.from_on and licence.until_on  # kept with the version that counts, without which there is no entry
    if licence.ended_on is not None and licence.ended_on <= licence.until_on and licence.ended_on <= on:
        return Standing(ENDED, f"It ended on {_day(licence.ended_on)}, before its term was over.")
    if on > licence.until_on:
        return Standing(ENDED, f"Its term is over. Its last day was {_day(licence.until_on)}.")
    if on < licence.from_on:
        return Standing(TO_BEGIN, f"It is granted and begins on {_day(licence.from_on)}.")
    return Standing(IN_FORCE, f"It has been in force since {_day(licence.from_on)}. Its last day is {_day(licence.until_on)}.")


def _day(on: date) -> str:
    return f"{on:%-d %B %Y}"


def history(licence: Licence, on: date) -> list[tuple[date, str]]:
    """What became of a licence, the earliest first: granted, varied and since when, revoked, ended. No reasons and no names."""
    granted = Q(case=licence.application_id, name="grant") if licence.application_id else Q(pk__in=())
    steps = StepTaken.objects.filter(granted | Q(case__parent=licence.case_id, name__in=TOLD))
    found = [(step.on, TOLD[step.name][step.case.table]) for step in steps.select_related("case").order_by("on", "id")]
    found += [(timezone.localdate(each.at), FROM_REGISTER) for each in LicenceEntered.objects.filter(licence=licence)]
    if licence.from_on and licence.from_on <= on:
        first = licence.versions.order_by("number").first()
        found.append((first.from_on if first else licence.from_on, "It came into force."))
    state = standing(licence, on)
    if state.word == ENDED:
        found.append((min(licence.ended_on or date.max, licence.until_on or date.max), "It ended."))
    return sorted(found, key=lambda each: each[0])


FROM_REGISTER = "It was entered here from the council's earlier register."
GRANTED = {"application": "It was granted."}
DECIDED = {"variation": "It was decided to vary it."}
TOLD = {
    "grant": GRANTED, "vary": DECIDED, "vary-without-notice": DECIDED, "revoke": {"revocation": "It was decided to revoke it."},
    "revoke-by-agreement": {"revocation": "It was decided to revoke it, by agreement."},
    "revoke-for-banning-order": {"revocation": "It was decided to revoke it."},
    "take-effect": {"variation": "The variation took effect.", "revocation": "The revocation took effect."},
    "keep-back": {
        "variation": "An appeal made in time keeps the variation from effect.",
        "revocation": "An appeal made in time keeps the revocation from effect.",
    },
    "reverse": {"variation": "A tribunal reversed the variation.", "revocation": "A tribunal reversed the revocation."},
}  # fmt: skip
"""What the register tells of a step, by the table of its case."""


def waiting(licence: Licence) -> bool:
    """Whether a variation was decided on that has not taken effect: the terms shown are then those from before it."""
    return Case.objects.filter(parent=licence.case_id, table="variation", state="varied").exists()


def tribunal(licences: Sequence[Licence]) -> dict[int, dict[str, Value]]:
    """What was referred to a tribunal about some licences, and what it decided, in the words of the layout, by licence."""
    of_case = {each.application_id: each.pk for each in licences if each.application_id} | {each.case_id: each.pk for each in licences}
    appeals = Case.objects.filter(Q(parent__in=of_case) | Q(parent__parent__in=of_case), table="appeal").select_related("parent")
    rows = {appeal.pk: of_case.get(appeal.parent_id or 0) or of_case[appeal.parent.parent_id or 0] for appeal in appeals if appeal.parent}
    return referred(rows)


def referred(held: dict[int, int]) -> dict[int, dict[str, Value]]:
    """The same of appeals by the numbers of their cases, each with the row it is about."""
    told: dict[int, dict[str, list[str]]] = {}
    numbers: dict[int, str] = {}
    for step in StepTaken.objects.filter(case__in=held, name__in=("appeal", "allow-late-appeal", "decide")).order_by("on", "id"):
        numbers[step.case_id] = step.details.get("tribunal_number") or numbers.get(step.case_id, "without a number on record")
        what, said = f"Appeal {numbers[step.case_id]}", step.details.get("tribunal_decision", "")
        kept = told.setdefault(held[step.case_id], {})
        if step.name == "decide":
            kept.setdefault("tribunal_decisions", []).append(f"{what}, decided on {_day(step.on)}{f': {said}' if said else ''}")
        else:
            kept.setdefault("tribunal_references", []).append(f"{what}, made on {_day(came_on(step))}")
    return {row: {name: "; ".join(each) for name, each in found.items()} for row, found in told.items()}


def values(licence: Licence, on: date, before: dict[str, Value] | None = None) -> dict[str, Value]:
    """What the register shows of a licence, by the names of its layout: regulation 11 and no more, names by the council's rule.

    Of a licence that is not in force the house, the number and the days are shown, and nothing of people.
    """
    state = standing(licence, on)
    version = licence.current
    assert version is not None and licence.from_on and licence.until_on
    shown: dict[str, Any] = {
        "licence_number": licence.number, "licence_type": HMO_LICENCE, "licence_state": state.word, "address": licence.house.address,
        "postcode": licence.house.postcode, "start_on": licence.from_on, "end_on": licence.until_on,
    }  # fmt: skip
    if state.word != ENDED:
        shown |= {"max_persons": version.persons, "max_households": version.households, **version.particulars, **(before or {})}
    return published({name: value for name, value in shown.items() if value not in ("", None)}, rule(licence.council))


def rule(council: Council) -> Names:
    """The council's rule on the names of people."""
    return Names(council.register_names)


def entries(council: Council, on: date) -> Iterator[Entry]:
    """Every licence of a council in force on a day as an entry of the layout, by number."""
    found = matching(council, Wanted(), on).select_related("house", "current").order_by("number", "id")
    row, last = 0, ""
    while batch := list(found.filter(number__gt=last)[:BATCH]):
        before = tribunal(batch)
        for licence in batch:
            licence.council = council
            row += 1
            yield Entry(row, values(licence, on, before.get(licence.pk)))
        last = batch[-1].number


@dataclass(frozen=True, slots=True)
class Extent:
    """How far the houses that were found lie apart, in metres of the national grid, and of how many licences the house has no place."""

    west: int | None
    south: int
    east: int
    north: int
    unplaced: int


def extent(council: Council, wanted: Wanted, on: date) -> Extent:
    """How far the houses of the licences looked for reach; no west where none of them is placed."""
    found = matching(council, wanted, on).aggregate(
        west=Min("house__easting"), south=Min("house__northing"), east=Max("house__easting"), north=Max("house__northing"),
        unplaced=Count("id", filter=Q(house__easting=None)),
    )  # fmt: skip
    west, south, east, north = (found[name] for name in ("west", "south", "east", "north"))
    return Extent(west, south or 0, east or 0, north or 0, found["unplaced"])


def squares(council: Council, wanted: Wanted, on: date, side: int) -> list[tuple[int, int, int]]:
    """How many of the licences looked for lie in each square of a side: its south-west corner and the number."""
    placed = matching(council, wanted, on).filter(house__easting__isnull=False)
    east, north = (F(f"house__{name}") - Mod(F(f"house__{name}"), side) for name in ("easting", "northing"))
    found = placed.annotate(east=east, north=north).values("east", "north").annotate(count=Count("id")).order_by("north", "east")
    return [(int(each["east"]), int(each["north"]), each["count"]) for each in found]
