"""What is recorded of the houses of a council that counts for their risk, gathered in a few questions and scored by one rule."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import Count, F, Max, Min, Q

from fanlight.casework import access, entered, fees, particulars
from fanlight.casework.models import (
    AssessmentKept,
    Case,
    Condition,
    Council,
    FireRecord,
    HouseKnown,
    HouseReport,
    Inspection,
    Licence,
)
from fanlight.licensing import deadlines, inspection_programme
from fanlight.licensing.inspection_programme import Risks, Scored, Weights, most
from fanlight.licensing.law import Law

FROM_FIRE = ("fire-referral-to-council", "fire-findings")
"""What counts as a report about a house, beside what the public reported: what the fire authority referred or found."""
NOT_COUNTED = ("duplicate", "elsewhere")
"""Why a report was closed that then counts no more: it said what another said, or was about no house of this council."""


@dataclass(slots=True)
class Said:
    """What was reported of one house: how often since it was last visited, how often of danger, and the most that was ever suspected."""

    reports: int = 0
    dangers: int = 0
    persons: int | None = None
    storeys: int | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What is recorded of the houses of a council, by house."""

    on: date
    licences: Mapping[int, Mapping[str, Any]]
    applied: frozenset[int]
    seen: Mapping[int, datetime]
    booked: Mapping[int, datetime]
    counts: Mapping[int, Mapping[str, int]]
    said: Mapping[int, Said]
    overdue: Mapping[str, int]
    none: Said = field(default_factory=Said)

    def risks(self, number: int, by: Weights) -> Risks:
        """What counts against one house. The conditions of its holder are unknown while nobody is known to hold a licence for it.

        Only a licence or an inspection makes a number known: what is reported, loaded or written down is suspected.
        """
        licence, said = self.licences.get(number), self.said.get(number, self.none)
        is_licensed = bool(licence and licence["until_on"] >= self.on)
        told = Risks(
            persons=licence["persons"] if licence else None, reports=said.reports, dangers=said.dangers,
            overdue_conditions=self.overdue.get(licence["holder"], 0) if licence and licence["holder"] else None,
            unlicensed=0 if is_licensed or number in self.applied else 1,
        )  # fmt: skip
        found = inspection_programme.as_risks(self.counts.get(number, {}), told)
        return inspection_programme.suspecting(found, by, persons=said.persons, storeys=said.storeys)


def weights(slug: str, on: date, folders: Any) -> Weights:
    """What counts for how much in a council on a day. Raises Refused."""
    return inspection_programme.weights(slug, on, Law({**deadlines.councils().rules, **particulars.own_rules(folders).rules}))


def of_council(council: Council, on: date) -> "Scores":
    """The scores of a council's houses as things stand. Raises Refused."""
    last = Council.objects.values_list("last_digest", flat=True).get(pk=council.pk)
    return worked_out(council.pk, council.slug, on, last, fees.folders())


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of the houses of a council, each worked out when it is asked for."""

    known: Known
    by: Weights
    found: dict[int, Scored] = field(default_factory=dict)

    def of_house(self, number: int) -> Scored:
        """The points of a house with their working."""
        if number not in self.found:
            self.found[number] = inspection_programme.score(self.known.risks(number, self.by), self.by)
        return self.found[number]

    def of_report(self, report: HouseReport) -> Scored:
        """The points of the house of a report; before it is matched, those of a house of which nothing is known besides."""
        if report.house_id is not None:
            return self.of_house(report.house_id)
        told = Risks(reports=1, dangers=int(report.is_danger))
        found = inspection_programme.suspecting(told, self.by, persons=report.persons, storeys=report.storeys)
        return inspection_programme.score(found, self.by)


@lru_cache(maxsize=4)
def worked_out(council: int, slug: str, on: date, last: str, folders: Any) -> Scores:
    """The scores as they stood after a certain event of the council. Raises Refused."""
    return Scores(known(council, on), weights(slug, on, folders))


def known(council: int, on: date) -> Known:
    """What is recorded of a council's houses."""
    held = Licence.objects.filter(council=council, case__is_ended=False, current__isnull=False)
    terms = {"persons": F("current__persons"), "holder": F("current__holder"), "applied_at": F("application__opened_at")}
    rows = held.order_by("current").values("house", "from_on", "until_on", licence=F("pk"), **terms)
    licences = {row["house"]: row for row in rows}
    visited = Inspection.objects.filter(case__council=council, cancelled_at=None).values(number=F("case__house"))
    seen = dict(visited.filter(done_at__isnull=False).annotate(last=Max("at")).values_list("number", "last"))
    booked = dict(visited.filter(done_at=None).annotate(first=Min("at")).values_list("number", "first"))
    asked = Case.objects.filter(access.of_sent(), council=council, table="application", is_ended=False)
    applied = frozenset(asked.values_list("house", flat=True))
    return Known(on, licences, applied, seen, booked, _counts(council), _said(council, seen), _overdue(licences, council, on))


def _counts(council: int) -> dict[int, dict[str, int]]:
    """What the last assessment of each house counted."""
    last = AssessmentKept.objects.filter(case__council=council).values("case__house").annotate(last=Max("id")).values("last")
    return dict(AssessmentKept.objects.filter(id__in=last).values_list("case__house", "counts"))


def _said(council: int, seen: Mapping[int, datetime]) -> dict[int, Said]:
    """What the fire authority and the public reported of each house, and what else is suspected of it."""
    found: dict[int, Said] = defaultdict(Said)
    from_fire = FireRecord.objects.filter(council=council, table__in=FROM_FIRE).values_list("house", "opened_at")
    for house, count in Counter(house for house, at in from_fire if house not in seen or at > seen[house]).items():
        found[house].reports = count
    told = HouseReport.objects.filter(council=council, house__isnull=False).exclude(closed_because__in=NOT_COUNTED)
    for house, at, is_danger, persons, storeys in told.values_list("house", "at", "is_danger", "persons", "storeys"):
        if house not in seen or at > seen[house]:
            found[house].reports += 1
            found[house].dangers += is_danger
        _add(found[house], persons, storeys)
    held = HouseKnown.objects.filter(house__council=council).values_list("house", "persons", "storeys")
    for house, persons, storeys in held:
        _add(found[house], persons, storeys)
    return dict(found)


def _add(said: Said, persons: int | None, storeys: int | None) -> None:
    said.persons, said.storeys = most(said.persons, persons), most(said.storeys, storeys)


def _overdue(licences: Mapping[int, Mapping[str, Any]], council: int, on: date) -> dict[str, int]:
    """How many conditions are overdue in all the licences of each holder."""
    late = Condition.objects.filter(entered.COUNTS, licence__council=council, met_on=None, due_on__lt=on)
    each = dict(late.values("licence").annotate(late=Count("id", filter=Q(licence__case__is_ended=False))).values_list("licence", "late"))
    found: dict[str, int] = defaultdict(int)
    for row in licences.values():
        found[row["holder"]] += each.get(row["licence"], 0)
    return found
