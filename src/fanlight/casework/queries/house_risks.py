"""What counts for the risk of each house of a council, kept as it stands and scored by one rule."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fanlight.casework import fees, particulars
from fanlight.casework.models import Council, HouseReport
from fanlight.casework.queries import keeping
from fanlight.casework.queries.houses_recorded import Recorded, recorded, with_overdue
from fanlight.casework.queries.keeping import End, Houses, Kept
from fanlight.licensing import deadlines, inspection_programme
from fanlight.licensing.inspection_programme import Risks, Scored, Weights
from fanlight.licensing.law import Law

NOTHING = Recorded()
"""What is recorded of a house of which nothing is."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is recorded of the houses of a council as it stood on a day after a certain event. A house's row is another once it changed."""

    on: date
    end: End
    folders: Any
    by: Weights
    houses: Mapping[int, Recorded]
    scored: dict[int, tuple[Recorded, Scored]] = field(default_factory=dict)

    def risks(self, number: int) -> Risks:
        """What counts against one house. The conditions of its holder are unknown while nobody is known to hold a licence for it.

        Only a licence or an inspection makes a number known: what is reported, loaded or written down is suspected.
        """
        row = self.houses.get(number, NOTHING)
        is_licensed = bool(row.licence and row.licence.until_on >= self.on)
        told = Risks(
            persons=row.licence.persons if row.licence else None, reports=row.said.reports, dangers=row.said.dangers,
            overdue_conditions=row.overdue, unlicensed=0 if is_licensed or row.is_applied else 1,
        )  # fmt: skip
        found = inspection_programme.as_risks(row.counts, told)
        return inspection_programme.suspecting(found, self.by, persons=row.said.persons, storeys=row.said.storeys)

    def of_house(self, number: int) -> Scored:
        """The points of a house with their working, worked out when they are asked for."""
        row, held = self.houses.get(number, NOTHING), self.scored.get(number)
        if held is None or held[0] is not row:
            held = self.scored[number] = row, inspection_programme.score(self.risks(number), self.by)
        return held[1]

    def of_report(self, report: HouseReport) -> Scored:
        """The points of the house of a report; before it is matched, those of a house of which nothing is known besides."""
        if report.house_id is not None:
            return self.of_house(report.house_id)
        told = Risks(reports=1, dangers=int(report.is_danger))
        found = inspection_programme.suspecting(told, self.by, persons=report.persons, storeys=report.storeys)
        return inspection_programme.score(found, self.by)


KEPT: Kept[Known] = Kept()


def of_council(council: Council, on: date) -> Known:
    """What is recorded of a council's houses as things stand: asked for anew of those that events came to. Raises Refused."""
    held, folders = KEPT.get(council.pk), fees.folders()
    if held is not None and (held.on, held.folders) != (on, folders):
        held = None
    end, changed = keeping.since(council.pk, held.end if held else None)
    if held is None:
        by = weights(council.slug, on, folders)
        return KEPT.put(council.pk, Known(on, end, folders, by, with_overdue(recorded(council.pk, on, None), {})))
    return held if end == held.end else KEPT.put(council.pk, _followed(held, council.pk, end, changed))


def _followed(held: Known, council: int, end: End, changed: Houses | None) -> Known:
    """What was known, but for the houses that changed. An event of no case may be about any."""
    only = None if changed is None or None in changed else frozenset(number for number in changed if number is not None)
    rest = {} if only is None else {number: row for number, row in held.houses.items() if number not in only}
    rows = rest | recorded(council, held.on, only)
    return Known(held.on, end, held.folders, held.by, with_overdue(rows, held.houses), held.scored)


def weights(slug: str, on: date, folders: Any) -> Weights:
    """What counts for how much in a council on a day. Raises Refused."""
    return inspection_programme.weights(slug, on, Law({**deadlines.councils().rules, **particulars.own_rules(folders).rules}))
