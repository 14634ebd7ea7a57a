"""What a process keeps of the inspection programme, the scores and the days of steps is always what the record says as it stands."""

from datetime import date, timedelta

import pytest

from fanlight.casework import recording
from fanlight.casework.acting import Actor
from fanlight.casework.actions import cases, conditions, fire, importing, inspections, surveys
from fanlight.casework.actions import house_report_work as work
from fanlight.casework.actions import houses_known as known_acts
from fanlight.casework.actions.house_report_work import Doing
from fanlight.casework.actions.importing import Source
from fanlight.casework.models import Adoption, Case, Condition, House, HouseReport, Inspection, Licence, StepTaken
from fanlight.casework.queries import days_of_steps, house_risks, keeping, programme
from fanlight.licensing.procedure import Role
from fanlight.licensing.register_entries import Entry
from tests.casework.conftest import DEMO, NOW, account, staff
from tests.casework.test_figures import a_case, licensed, survey
from tests.casework.test_house_reports import sent

ON = NOW.date()
EVER = date(2000, 1, 1), date(2100, 1, 1)
WEIGHTS = """rules:
  - rule: inspection-risk/exampleton/storeys
    says: Storeys of the house.
    values: {points: "0: 0; 2: 70", unknown: "70"}
    from: 2020-01-01
    citation: Own policy
    certainty: A
"""


@pytest.fixture(autouse=True)
def nothing_kept(settings, tmp_path):
    settings.UPLOADS = tmp_path / "uploads"
    keeping.forget()


def told(council, on=ON):
    """What officers are shown: the programme, the points of each house, and the days of steps."""
    points = {house: house_risks.of_council(council, on).of_house(house) for house in House.objects.values_list("pk", flat=True)}
    return programme.visits(council, on), points, days_of_steps.days_by_step(council, *EVER)


def plainly(council, on=ON):
    """The same worked out from nothing; what was kept is kept on."""
    held = [(kept, dict(kept)) for kept in keeping.Kept.every]
    keeping.forget()
    try:
        return told(council, on)
    finally:
        for kept, rows in held:
            kept.clear()
            kept.update(rows)


@pytest.fixture
def houses(council, officer):
    """Two licensed houses of one holder and one of another, and an application, in a record that has begun."""
    recording.write("council made", council=council, by=None, at=NOW, about={})
    for number in (1, 2):
        licensed(a_case(council, number), date(2026, 1, 1))
    licensed(a_case(council, 3), date(2026, 1, 1), holder="Other Holder")
    a_case(council, 4)
    due = {"words": "w", "source": "council", "due_on": date(2026, 2, 1), "from_version": 1}
    Condition.objects.create(licence=Licence.objects.earliest("pk"), key="k", **due)
    Adoption.objects.create(council=council, edition="birmingham/2018-11", from_on=date(2020, 1, 1), decided_by="C", decided_on=ON)
    return list(House.objects.order_by("pk"))


def own_case(house):
    return Case.objects.get(house=house, is_ended=False)


def met(council, houses, officer):
    conditions.meet(Condition.objects.get(), on=ON, note="Seen.", by=officer, at=NOW)


def reopened(council, houses, officer):
    conditions.reopen(Condition.objects.get(), reasons="It broke again.", by=officer, at=NOW)


def reported(council, houses, officer):
    sent(council, "r", is_danger=True, persons=9)


def matched(council, houses, officer):
    work.match(HouseReport.objects.get(), houses[0], Doing(), by=officer, at=NOW)


def matched_to_another(council, houses, officer):
    work.match(HouseReport.objects.get(), houses[3], Doing(), by=officer, at=NOW)


def closed(council, houses, officer):
    work.close(HouseReport.objects.get(), "duplicate", Doing(words="Said twice."), by=officer, at=NOW)


def suspected(council, houses, officer):
    known_acts.say(houses[0], known_acts.Facts(storeys=7, persons=30), 0, by=officer, at=NOW)


def referred(council, houses, officer):
    by = staff("Fay Fire", Role.FIRE_OFFICER, authority=council.fire_authority)
    fire.refer(houses[1], "A locked exit.", by=by, at=NOW + timedelta(hours=1))


def assessed(council, houses, officer):
    rooms = [{"id": "r", "floor_area": "4 m2"}]
    surveys.assess(survey(own_case(houses[3]), {"house": {"storeys": "3", "persons": "5"}, "rooms": rooms}, officer), by=officer, at=NOW)


def booked(council, houses, officer):
    booking = inspections.Booking(NOW, officer.account, inspections.Entry.AGREEMENT)
    inspections.book(own_case(houses[1]), booking, by=officer, at=NOW)


def called_off(council, houses, officer):
    inspections.call_off(Inspection.objects.get(), reasons="Nobody is at home.", by=officer, at=NOW)


def opened(council, houses, officer):
    house = House.objects.create(council=council, address="5 Row")
    cases.open_case("application", house=house, by=Actor(account("Ada Applicant"), frozenset({Role.APPLICANT})), at=NOW)


def moved(council, houses, officer):
    case = own_case(houses[3])
    given = {"from_state": "duly made", "state": "refused", "role": "officer", "at": NOW, "on": ON}
    StepTaken.objects.create(case=case, number=1, name="refuse", **given)
    Case.objects.filter(pk=case.pk).update(state="refused", is_ended=True)
    recording.write("step taken", council=council, by=officer.account, at=NOW, case=case, about={})


def entered(council, houses, officer):
    row = {
        "licence_number": "EX/1", "address": "9 Far Row", "start_on": date(2024, 4, 1), "end_on": date(2029, 3, 31),
        "holder_name": "Hal Holder",
    }  # fmt: skip
    importing.enter(council, [Entry(1, row)], Source("register.csv"), at=NOW)


CHANGES = (
    booked, met, reported, matched, reopened, matched_to_another, suspected, referred, called_off, assessed, closed, opened, moved, entered
)  # fmt: skip


def test_after_each_kind_of_change_it_is_the_same_as_worked_out_from_nothing(council, houses, officer):
    before = told(council)
    for change in CHANGES:
        change(council, houses, officer)
        now = told(council)
        assert now == plainly(council), change.__name__
        assert change is reported or now != before, change.__name__
        before = now


def test_only_the_houses_that_an_event_came_to_or_that_it_counts_for_are_planned_again(council, houses, officer):
    before = {each.house: each for each in told(council)[0]}
    met(council, houses, officer)
    after = {each.house: each for each in told(council)[0]}
    assert {house for house in before if before[house] is not after[house]} == {houses[0].pk, houses[1].pk}  # those of its holder
    recording.write("export made", council=council, by=None, at=NOW, about={})
    assert all(each is after[each.house] for each in told(council)[0])


def test_on_another_day_and_by_other_weights_everything_is_planned_again(council, houses, settings, tmp_path):
    before = told(council)
    later = ON + timedelta(days=3000)
    assert told(council, later) == plainly(council, later) != before
    rules = tmp_path / "exampleton" / "rules"
    rules.mkdir(parents=True)
    (rules / "own.yaml").write_text(WEIGHTS, encoding="utf-8")
    settings.COUNCIL_FOLDERS = (DEMO, tmp_path)
    weighed = told(council)
    assert weighed == plainly(council) and weighed[0][0].planned.points > before[0][0].planned.points


def test_too_many_events_or_an_end_that_is_not_in_the_record_end_what_was_kept(council, houses, officer):
    told(council)
    for _ in range(keeping.MOST_EVENTS + 1):
        recording.write("note written", council=council, by=None, at=NOW, case=own_case(houses[0]), about={})
    Case.objects.filter(pk=own_case(houses[3]).pk).update(reference="HMO-NEW")  # seen only by whoever asks for everything
    assert told(council) == plainly(council)
    kept = house_risks.KEPT[council.pk]
    other = keeping.End(kept.end.number, "0" * 64)
    recording.write("note written", council=council, by=None, at=NOW, case=own_case(houses[0]), about={})
    assert keeping.since(council.pk, kept.end)[1] == {houses[0].pk}
    assert keeping.since(council.pk, other)[1] is None


def test_a_process_keeps_no_more_than_a_few_councils():
    kept = keeping.Kept()
    for number in range(9):
        kept.put(number, str(number))
    assert sorted(kept) == [5, 6, 7, 8]
    keeping.forget()
    assert not kept
