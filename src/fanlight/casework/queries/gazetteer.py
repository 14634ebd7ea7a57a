"""Looking addresses up in a council's own gazetteer."""

from collections.abc import Sequence

from django.db.models import QuerySet

from fanlight.casework.models import Council, GazetteerEntry
from fanlight.facts import postcode

MOST = 200
"""More addresses than any postcode of a town has: a large block of flats has 100 or so."""


def councils() -> QuerySet[Council]:
    """The councils whose gazetteer is loaded, by name."""
    return Council.objects.filter(pk__in=GazetteerEntry.objects.values("council").distinct()).order_by("name")


def at_postcode(council: Council, code: str) -> Sequence[GazetteerEntry]:
    """The addresses at a postcode, in the order in which people count them."""
    found = GazetteerEntry.objects.filter(council=council, postcode=postcode.tidy(code))[:MOST]
    return sorted(found, key=lambda each: [(int(part), "") if part.isdecimal() else (10**9, part) for part in _parts(each.address)])


def _parts(address: str) -> list[str]:
    return address.lower().replace(",", " ").split()


def one(council: Council, uprn: str) -> GazetteerEntry | None:
    """The address of a UPRN; None where the gazetteer has none."""
    return GazetteerEntry.objects.filter(council=council, uprn=uprn.strip().lstrip("0")).first()
