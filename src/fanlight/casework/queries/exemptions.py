"""Reading the register of temporary exemption notices of a council (Housing Act 2004, s.232(1)(b); SI 2006/373 reg 12)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet

from fanlight.casework.models import Case, Council, Exemption, Party
from fanlight.casework.queries import register
from fanlight.documents.register_names import published

EFFECT = "While the notice is in force the house needs no licence."


@dataclass(frozen=True, slots=True)
class Notice:
    """A temporary exemption notice as the register shows it; of one that is not in force, nothing of people."""

    reference: str
    address: str
    postcode: str
    served_on: date
    from_on: date
    last_on: date
    is_in_force: bool
    previous: str
    steps: str = ""
    name: str = ""
    where: str = ""
    tribunal: tuple[str, ...] = ()


def listed(council: Council, on: date) -> list[Notice]:
    """The notices of a council in force on a day, by address."""
    found = _rows(council).filter(from_on__lte=on, until_on__gte=on).order_by("case__house__address_key", "id")
    return [_notice(row, council, on) for row in found]


def get(council: Council, reference: str, on: date) -> list[Notice]:
    """The notices under one reference, the first and perhaps a second, the latest first, with what a tribunal was asked and decided."""
    rows = list(_rows(council).filter(case__reference=reference).order_by("-id"))
    told = _tribunal(rows[0].case) if rows else ()
    return [replace(_notice(row, council, on), tribunal=told) for row in rows]


def _rows(council: Council) -> QuerySet[Exemption]:
    return Exemption.objects.filter(case__council=council).select_related("case__house", "step").prefetch_related(
        "case__exemptions", "case__parties", "case__children"
    )  # fmt: skip


def _notice(row: Exemption, council: Council, on: date) -> Notice:
    house, is_in_force = row.case.house, row.from_on <= on <= row.until_on
    earlier = [each for each in row.case.exemptions.all() if each.pk < row.pk]
    previous = "; ".join(f"{each.from_on:%-d %B %Y} to {each.until_on:%-d %B %Y}" for each in earlier)
    shown = Notice(row.case.reference, house.address, house.postcode, row.step.on, row.from_on, row.until_on, is_in_force, previous)
    return _in_force(shown, row, council) if is_in_force else shown


def _in_force(shown: Notice, row: Exemption, council: Council) -> Notice:
    who = _notified_by(row.case.parties.all())
    told = {"holder_name": who.name, "holder_address": " ".join(who.address.replace("\n", ", ").split())} if who else {}
    people = published(told, register.rule(council))
    name, where = (str(people.get(each, "")) for each in ("holder_name", "holder_address"))
    return replace(shown, steps=row.steps_to_be_taken, name=name, where=where)


def _notified_by(parties: Iterable[Party]) -> Party | None:
    """Whoever notified: the person in control or managing, who is entered before the applicant's role."""
    return min((each for each in parties if each.removed_at is None), key=lambda each: each.pk, default=None)


def _tribunal(case: Case) -> tuple[str, ...]:
    """What the tribunal was asked and decided about it."""
    appeals = [each for each in case.children.all() if each.table == "appeal"]
    told = register.referred({each.pk: 0 for each in appeals}) if appeals else {}
    return tuple(str(words) for found in told.values() for words in found.values())
