"""Houses of the demonstration that the council suspects, and what was reported of them."""

from datetime import datetime, timedelta

from fanlight.casework.actions import house_report_work as work
from fanlight.casework.actions import house_reports, houses_loading, uploads
from fanlight.casework.actions.house_report_work import Doing
from fanlight.casework.actions.house_reports import Kind, Report
from fanlight.casework.actions.houses_loading import Row
from fanlight.casework.demo.telling import Cast
from fanlight.casework.models import House, HouseReport

SUSPECTED = (
    Row(2, "3 Invented Street, Exampleton", "ZZ99 8AA", "900000000003", "Harbour", 4, 9, "Nine bells at the door."),
    Row(3, "12 Madeup Terrace, Exampleton", "ZZ99 8AB", "", "Harbour", 3, None, ""),
    Row(4, "27 Fiction Lane, Exampleton", "ZZ99 8AC", "900000000027", "Hill", None, 6, "Council tax: six names."),
)
SAID = (
    Report((Kind.FIRE, Kind.UNLICENSED), {"address": "3 Invented St, Exampleton", "postcode": "ZZ99 8AA"},
           "The only way out is through the shared kitchen.", True, 9, reached_by="neighbour@example.org"),
    Report((Kind.OVERCROWDED,), {"address": "40 Nowhere Road, Exampleton"}, "People sleep in the cellar in shifts."),
    Report((Kind.CONDITION,), {"address": "12 Madeup Terrace", "postcode": "ZZ99 8AB"}, "Water runs down the wall of the stairs."),
)  # fmt: skip


def tell(cast: Cast, now: datetime) -> None:
    """Load the suspected houses and send the reports, where none was sent yet; an officer deals with the last one."""
    if HouseReport.objects.filter(council=cast.council).exists():
        return
    houses_loading.load(cast.council, SUSPECTED, "suspected-houses.csv", by=cast.manager, at=now - timedelta(days=30))
    for days, said in zip((1, 6, 20), SAID, strict=True):
        with uploads.intake() as into:
            made = house_reports.receive(cast.council, said, f"demonstration {days}", at=now - timedelta(days=days), into=into)
    officer, report = cast.officers[0], made.report
    house = House.objects.get(council=cast.council, address=SUSPECTED[1].address)
    work.match(report, house, Doing(), by=officer, at=now - timedelta(days=18))
    seen = Doing(words="The wall of the stairs is wet to the second storey.", told="An officer has looked at the stairs.")
    work.note(report, work.VISIT, seen, by=officer, at=now - timedelta(days=10))
