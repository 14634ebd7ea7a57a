"""Schedules of works: what is to be done and how urgently, what an officer took off, and the conditions drafted from it."""

from datetime import date

import pytest

from fanlight.assessment import works
from fanlight.assessment.works import Departure, Schedule
from fanlight.facts.files import Refused, read_text
from tests.unit.assessment.houses import assess, clause, house
from tests.unit.standards.pages import read

DAY = date(2020, 3, 1)
ROOM = "each: room\nrequires: room.floor_area >= 10 m2"
ROOMS = "rooms: [{id: a, label: Attic, floor_area: 5 m2}, {id: b, floor_area: 5 m2}]"
TERMS = (
    "terms:\n- {term: room.crowd, is: room.sleepers * 5 m2}\n- {term: room.full, is: room.crowd > room.floor_area or room.crowd > 9 m2}\n"
)


def departure(*, edition: str = "", subject: str = "", on: date = DAY, until: date | None = None, clause: str = "1.1/a") -> Departure:
    return Departure(clause, edition, subject, "It is enough.", "B. Officer", on, until)


def planned(lines: str, text: str = "", *departures: Departure) -> Schedule:
    """The schedule of a house under an edition of one clause."""
    return works.schedule(assess(clause(lines), house(text), DAY), departures, DAY)


@pytest.mark.parametrize(
    ("lines", "risk"),
    [
        ("each: door\nrequires: door.room.floor_area > 5 m2", "fire"),
        ("requires: count(alarm) > 2", "fire"),
        ("requires: house.persons > 2\nwhen: some(door)", "fire"),
        ("each: alarm\nrequires: alarm.kind is smoke", "fire"),
        ("each: room\nrequires: room.has_smoke_alarm", "fire"),
        ("each: room\nrequires: room.floor_area > 5 m2 * room.sleepers", "crowding"),
        ("each: room\nrequires: not room.full", "crowding"),
        ("requires: 'every(room: room.sleepers > 2)'", "amenity"),
        ("each: room\nrequires: room.floor_area > 5 m2", "amenity"),
        ("each: room\nrequires: room.use is bedroom", "amenity"),
        ("each: room\nrequires: room.is_used_for_sleeping", "amenity"),
    ],
)
def test_the_risk_is_told_from_what_a_clause_asks(lines: str, risk: str) -> None:
    edition = read(TERMS + clause(lines))
    assert works.risk_of(edition.clauses["1.1/a"], edition) == risk


def test_a_clause_that_asks_nothing_guards_against_no_more_than_discomfort() -> None:
    edition = read(clause("encoded: information"))
    assert works.risk_of(edition.clauses["1.1/a"], edition) == "amenity"


def test_what_must_be_done_comes_first_and_fire_before_crowding_before_amenity() -> None:
    page = clause("requires: house.persons > 5\nforce: recommended")
    page += clause("requires: house.persons > 5", name="1.2/b", head=False)
    page += clause("requires: house.persons > 5 and count(alarm) > 5", name="1.3/c", head=False)
    page += clause("requires: house.persons > 5\nforce: should", name="1.4/d", head=False)
    page += clause(ROOM.replace("10 m2", "5 m2 * (room.sleepers + 1)"), name="1.5/e", head=False)
    page += clause("requires: house.persons > 5\nforce: may", name="1.6/f", head=False)
    page += clause("requires: house.persons > 0", name="1.7/g", head=False)
    done = assess(
        page, house("house: {persons: 1}\nrooms: [{id: b, floor_area: 5 m2, sleepers: 2}, {id: a, floor_area: 5 m2, sleepers: 1}]")
    )
    items = works.schedule(done, [], DAY).items
    assert [(one.priority, one.risk, one.finding.clause.id, one.finding.subject and one.finding.subject.id) for one in items] == [
        (1, "fire", "1.3/c", None),
        (2, "crowding", "1.5/e", "a"),
        (2, "crowding", "1.5/e", "b"),
        (3, "amenity", "1.2/b", None),
        (6, "amenity", "1.4/d", None),
        (9, "amenity", "1.1/a", None),
    ]


def test_the_remedy_and_the_period_are_the_clauses_own_where_it_has_them() -> None:
    [plain] = planned("requires: house.persons > 5", "house: {persons: 1}").items
    assert (plain.remedy, plain.period) == ("S.", "to be set by the officer")
    lines = "encoded: duty\nrequires: house.persons > 5\nremedy: R.\nowed_by: manager\nperiod: [once, every 12 month]"
    [own] = planned(lines, "house: {persons: 1}").items
    assert (own.remedy, own.period) == ("R.", "once; every 12 month")


@pytest.mark.parametrize(
    "made",
    [
        departure(),
        departure(edition="town/2020"),
        departure(subject="a"),
        departure(until=date(2020, 3, 2)),
    ],
)
def test_a_departure_takes_off_what_it_fits_while_it_lasts(made: Departure) -> None:
    found = planned(ROOM, ROOMS, departure(clause="1.2/b"), made)
    taken = [finding.subject.id for finding, _ in found.departed if finding.subject]
    assert taken == (["a"] if made.subject else ["a", "b"])
    assert all(by is made for _, by in found.departed)
    assert len(found.items) == 2 - len(taken)


@pytest.mark.parametrize(
    "made",
    [
        departure(clause="1.2/b"),
        departure(edition="town/2015"),
        departure(subject="c"),
        departure(on=date(2020, 3, 2)),
        departure(until=DAY),
    ],
)
def test_a_departure_for_something_else_or_another_time_takes_nothing_off(made: Departure) -> None:
    found = planned(ROOM, ROOMS, made)
    assert (len(found.items), found.departed) == (2, ())


def test_the_house_as_a_whole_may_be_departed_from() -> None:
    assert planned("requires: house.persons > 5", "house: {persons: 1}", departure()).items == ()


def test_conditions_are_drafted_for_what_must_be_done_and_for_nothing_else() -> None:
    drafted = [text for text, _ in works.conditions(planned(ROOM, ROOMS))]
    assert drafted == [
        "The licence holder must do the following (Attic), within the period the council sets: S.",
        "The licence holder must do the following (b), within the period the council sets: S.",
    ]
    lines = "encoded: duty\nrequires: house.persons > 5\nowed_by: manager\nperiod: before use"
    [(text, finding)] = works.conditions(planned(lines, "house: {persons: 1}"))
    assert text == "The licence holder must do the following, before use: S."
    assert finding.clause.id == "1.1/a"
    assert list(works.conditions(planned(f"{ROOM}\nforce: should", ROOMS))) == []


FULL = "clause: 1.1/a, reason: It is enough., by: B. Officer, on: 2020-03-01"


def departures(*entries: str) -> list[Departure]:
    """The departures of a file with these entries, from an edition of one clause."""
    listed = "departures: [" + ", ".join(f"{{{entry}}}" for entry in entries) + "]" if entries else "{}"
    return works.read_departures(read_text(listed, "made.yaml"), {"town/2020": read(clause(ROOM))}, house(ROOMS))


def test_departures_are_read_with_their_reason_author_and_term() -> None:
    assert departures(FULL, f"{FULL}, edition: town/2020, subject: a, until: 2021-03-01") == [
        departure(),
        departure(edition="town/2020", subject="a", until=date(2021, 3, 1)),
    ]
    assert departures() == []


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (FULL.replace("reason", "reasn"), "'reasn' has no meaning here; did you mean 'reason'?"),
        (FULL.replace("It is enough.", "''"), "a departure needs 'reason:'; it says what is not asked, why, who decided and when"),
        (FULL.replace("clause: 1.1/a, ", ""), "a departure needs 'clause:'; it says what is not asked, why, who decided and when"),
        (FULL.replace("2020-03-01", "March"), "'March' is not a date; write for example 2026-03-02"),
        (f"{FULL}, until: soon", "'soon' is not a date; write for example 2026-03-02"),
        (FULL.replace("1.1/a", "1.1/b"), "'1.1/b' is no clause of town/2020; did you mean '1.1/a'?"),
        (f"{FULL}, edition: town/2015", "'town/2015' is no edition of those assessed: town/2020; did you mean 'town/2020'?"),
        (f"{FULL}, subject: attic", "'attic' is no thing of house; known here: a, b"),
    ],
)
def test_a_departure_that_says_too_little_or_what_cannot_be_is_refused(entry: str, message: str) -> None:
    with pytest.raises(Refused) as refusal:
        departures(FULL, entry)
    assert f"made.yaml:1: {message}" in [str(problem) for problem in refusal.value.problems]


def test_an_unknown_key_beside_the_departures_is_refused() -> None:
    with pytest.raises(Refused, match="'departure' has no meaning here; did you mean 'departures'"):
        works.read_departures(read_text("departure: []", "made.yaml"), {}, house())
