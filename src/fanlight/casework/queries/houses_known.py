"""The houses a council knows of, licensed or only suspected: what is known of each, its licence, cases, reports and score."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q

from fanlight.casework import access, addresses
from fanlight.casework.models import Case, Council, House, HouseKnown, HouseReport, Licence
from fanlight.casework.queries import house_risks, register
from fanlight.facts import postcode
from fanlight.licensing.inspection_programme import Scored

PAGE = 50
LIKELY, MOST_LIKELY = 0.6, 8
LICENSED, UNLICENSED = "licensed", "unlicensed"


@dataclass(frozen=True, slots=True)
class Shown:
    """A house in a list: its licence in force, how many reports of it are open, and its score."""

    house: House
    licence: Licence | None
    open_reports: int
    scored: Scored


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which houses: in a ward, with or without a licence in force, reported or suspected ones or all; `page` from 1, 0 for all."""

    ward: str = ""
    licence: str = ""
    words: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of houses, how many there are, and the number of the last page."""

    houses: Sequence[Shown]
    count: int
    page: int
    last_page: int


def listed(council: Council, wanted: Wanted, on: date) -> Listed:
    """The houses that somebody reported or suspects, by score, the highest first."""
    reports = HouseReport.objects.filter(house=OuterRef("pk"))
    found = House.objects.filter(council=council).filter(Q(known__isnull=False) | Exists(reports)).select_related("known")
    if wanted.ward:
        found = found.filter(ward=wanted.ward)
    if wanted.words.strip():
        found = found.filter(_looked_for(wanted.words))
    scores, held = house_risks.of_council(council, on), licences_in_force(council, on)
    opened = dict(
        HouseReport.objects.filter(council=council, closed_at=None, house__isnull=False)
        .values_list("house").annotate(count=Count("id")).order_by()
    )  # fmt: skip
    shown = [Shown(each, held.get(each.pk), opened.get(each.pk, 0), scores.of_house(each.pk)) for each in found]
    if wanted.licence:
        shown = [each for each in shown if (each.licence is not None) is (wanted.licence == LICENSED)]
    shown.sort(key=lambda each: (-each.scored.points, each.house.address, each.house.pk))
    last = max(1, -(-len(shown) // PAGE))
    page = min(wanted.page, last)
    return Listed(shown[(page - 1) * PAGE : page * PAGE] if page else shown, len(shown), page, last)


def _looked_for(words: str) -> Q:
    said = " ".join(words.split())
    bare = "".join(sign for sign in said.upper() if sign.isalnum())
    found = Q(address__icontains=said)
    return found | Q(postcode_key__startswith=bare) | Q(uprn__in=addresses.uprns(bare)) if bare else found


def licences_in_force(council: Council, on: date) -> dict[int, Licence]:
    """The licence of each house of a council that is in force on a day."""
    held = Licence.objects.filter(council=council, current__isnull=False, from_on__lte=on, until_on__gte=on)
    rows = held.select_related("case", "current")
    return {each.house_id: each for each in rows if register.standing(each, on).is_in_force}


def in_force(house: int | None, on: date) -> Licence | None:
    """The licence of a house that is in force on a day."""
    held = Licence.objects.filter(house=house, current__isnull=False).select_related("case", "current").order_by("-pk")
    return next((each for each in held if register.standing(each, on).is_in_force), None)


def wards(council: Council) -> list[str]:
    """The wards of a council's houses."""
    return list(House.objects.filter(council=council).exclude(ward="").values_list("ward", flat=True).distinct().order_by("ward"))


def get(council: Council, number: int) -> House | None:
    """A house of a council by its number."""
    return House.objects.filter(council=council, pk=number).select_related("council", "known").first()


def known(house: House) -> HouseKnown | None:
    """What is known of a house besides its cases."""
    return HouseKnown.objects.filter(house=house).first()


def cases(house: House) -> list[Case]:
    """Every case of a house but drafts, the latest first."""
    return list(Case.objects.filter(access.of_sent(), house=house).select_related("council").order_by("-id"))


def reports(house: House) -> list[HouseReport]:
    """Every report of a house, open ones first, then the latest."""
    return sorted(HouseReport.objects.filter(house=house), key=lambda each: (each.closed_at is not None, -each.pk))


def likely(council: Council, address: str, code: str, uprn: str) -> list[tuple[House, str]]:
    """The houses of a council that a place may be, the likeliest first, each with why it is taken for one."""
    held = House.objects.filter(council=council)
    found = [(house, "The same UPRN") for house in held.filter(uprn__in=addresses.uprns(uprn))] if uprn else []
    near = _near(held.exclude(pk__in=[house.pk for house, _ in found]), address, code)
    scored = sorted(((addresses.alike(address, house.address), house) for house in near), key=lambda each: (-each[0], each[1].pk))
    found += [(house, _why(each, house, code)) for each, house in scored if each >= LIKELY]
    return found[:MOST_LIKELY]


def _near(held: "Iterable[House]", address: str, code: str) -> "Iterable[House]":
    """Houses of the same postcode; without one, those whose address holds the numbers and the longest word of this one."""
    if not addresses.plain(address):
        return ()
    key = postcode.tidy(code).replace(" ", "") if code else ""
    if key:
        return held.filter(Q(postcode_key=key) | Q(postcode_key=""))  # type: ignore[attr-defined]
    words = [*addresses.numbers(address), max(addresses.plain(address).split(), key=len)]
    here = Q()
    for word in words:
        here &= Q(address_key__contains=word)
    return held.filter(here)  # type: ignore[attr-defined]


def _why(likeness: float, house: House, code: str) -> str:
    same = " and postcode" if code and house.postcode == code else ""
    return f"The same address{same}" if likeness == 1.0 else f"The same number{same}, and a like address ({likeness:.0%})"
