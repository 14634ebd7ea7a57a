"""The permitted number is exact: it equals what trying every placing of everybody in every room finds."""

import random
from collections.abc import Mapping
from functools import cache
from itertools import product

import pytest

from fanlight.assessment import occupancy
from fanlight.assessment.assess import Program, Ready
from fanlight.assessment.dependence import dependence
from fanlight.assessment.finding import Verdict
from fanlight.assessment.improving import cheapest
from fanlight.assessment.occupancy import CERTAIN, FORCES, POSSIBLE, Search
from fanlight.assessment.placing import GROUPS, Group, placed
from fanlight.facts.files import read_text
from fanlight.facts.survey import Survey
from fanlight.facts.survey_file import from_written
from fanlight.standards.edition import DECIDED
from fanlight.standards.library import Library
from tests.unit.assessment.houses import clause, house
from tests.unit.standards.pages import read

EDITIONS = ("birmingham/2018-11", "wyre-forest/2018-04", "sheffield/2009-10", "england/2018-10")
EVERY_LIST = (
    "[storeys, rooms, units, persons, tenancies, kitchens, cookers, bathrooms, basins, cellars, doors, escape_routes, staircases, alarms, "
    "emergency_lights, fire_equipment_items, windows, extractors, heaters, hot_water_sources, alarm_systems, signs, certificates]"
)


def a_house(rng: random.Random, rooms: int, *, gaps: bool) -> Survey:
    """A small shared house of bedrooms of many sizes; `gaps` leaves some facts unknown."""

    def known(text: object) -> str:
        return "unknown" if gaps and rng.random() < 0.15 else str(text)

    bedrooms = "\n".join(
        f"- {{id: bed{number}, use: bedroom, unit: u{number}, "
        f"floor_area: {known(f'{rng.choice((4.6, 6.5, 6.6, 8, 10.3, 11, 13.2, 15, 19))} m2')}, "
        f"floor_area_under_low_ceiling: 0 m2, floor_area_of_bathroom_fittings: 0 m2, has_kitchen: no, has_basin: no, sleepers: 1, "
        f"floors_to_bath: 1, floors_to_wc: 1, floors_to_kitchen: 1}}"
        for number in range(rooms)
    )
    units = "\n".join(
        f"- {{id: u{number}, persons: 1, has_wash_basin: {rng.choice(('yes', 'no'))}, has_bath_or_shower: no, has_wc: no, has_cooking: no, "
        f"is_self_contained: no, accommodation_class: shared}}"
        for number in range(rooms)
    )
    living = (
        "- {id: living, use: living_room, is_communal: yes, floor_area: 14 m2, floor_area_under_low_ceiling: 0 m2}"
        if rng.random() < 0.5
        else ""
    )
    text = f"""
survey: {{of: an invented house, by: a test}}
complete: {EVERY_LIST}
house: {{category_a_to_f: {rng.choice("ab")}, cooking_place: shared, letting_type: shared_house,
  persons: {rooms}, storeys: 2, is_hmo: yes, kind: house}}
licence: {{is_in_force: no}}
units:
{units}
rooms:
{bedrooms}
{living}
- {{id: k, use: kitchen, is_communal: yes, floor_area: {rng.choice((5, 6.5, 7.5, 9.5))} m2, floor_area_under_low_ceiling: 0 m2}}
kitchens:
- {{id: kitchen, room: k, unit: shared, is_shared: yes, users: {rooms},
   four_ring_cookers: {known(rng.choice((0, 1, 2)))}, rings: 4, ovens: 1, grills: 1,
   sinks: {known(rng.choice((1, 2)))}, worktop_length: {rng.choice((1, 2, 2.5, 3))} m, worktop_depth: 600 mm,
   double_sockets: {rng.choice((2, 4))},
   fridges: {known(rng.choice((1, 2)))}, tall_fridge_freezers: 0, microwaves: 0, dishwashers: 0,
   base_cupboards: {rng.choice((3, 6))}, wall_cupboards: 6}}
bathrooms:
- {{id: bath, unit: shared, is_shared: yes, baths: 1, showers: 0, has_wc: yes, basins: 1, entered_from: common_area}}
"""
    return from_written(read_text(text, "a house"), "a house")


@cache
def program_of(edition: str) -> Program:
    return Program(Library.standard().read(edition))


def placed_clauses(program: Program) -> list[Ready]:
    """The clauses that limit a number."""
    binding = [ready for ready in program.clauses if ready.clause.force in FORCES and ready.clause.encoded in DECIDED]
    return [ready for ready in binding if dependence(ready.clause, program.edition).placed]


def by_trying_everything(search: Search, survey: Survey) -> tuple[int, int]:
    """The most persons and the most households over all placings, the largest first, each tried in full that could be more."""
    clauses = placed_clauses(search.program)
    persons = households = 0
    every = product(GROUPS, repeat=len(search.rooms))
    for groups in sorted(every, key=lambda groups: -sum(group.persons + group.households for group in groups)):
        total, homes = sum(group.persons for group in groups), sum(group.households for group in groups)
        if (total and not homes) or (total <= persons and homes <= households):
            continue
        if fits(search, dict(zip(search.rooms, groups, strict=True)), clauses, survey):
            persons, households = max(persons, total), max(households, homes)
    return persons, households


def fits(search: Search, placing: Mapping[str, Group], clauses: list[Ready], survey: Survey) -> bool:
    """Whether nothing stands against a placing. What does is tried first the next time: it is quicker, and the answer is the same."""
    for name, subject, verdict in search.program.verdicts(placed(survey, placing), clauses):
        if verdict not in search.allowed and subject not in search.regardless.get(name, ()):
            clauses.sort(key=lambda ready: ready.clause.id != name)
            return False
    return True


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("seed", range(4))
def test_the_search_finds_what_trying_every_placing_finds(edition: str, seed: int) -> None:
    rng = random.Random(f"{edition} {seed}")
    program = program_of(edition)
    survey = a_house(rng, 2, gaps=seed % 2 == 1)
    for allowed in (CERTAIN, POSSIBLE):
        search = Search(program, survey, allowed)
        persons, households = search.most(), search.most("households")
        assert persons.exact
        assert households.exact
        assert (persons.persons, households.households) == by_trying_everything(search, survey)


def test_the_placing_shown_reaches_the_number_and_nothing_stands_against_it() -> None:
    program = program_of("england/2018-10")
    search = Search(program, a_house(random.Random(7), 4, gaps=False), CERTAIN)
    most = search.most()
    assert most.persons == sum(group.persons for group in most.placing.values()) > 0
    assert fits(search, most.placing, placed_clauses(program), search.survey)


def test_what_is_certainly_permitted_is_possibly_permitted_too() -> None:
    program = program_of("wyre-forest/2018-04")
    for seed in range(6):
        survey = a_house(random.Random(seed), 3, gaps=True)
        certain, possible = (Search(program, survey, allowed).most().persons for allowed in (CERTAIN, POSSIBLE))
        assert certain <= possible


def test_the_change_offered_admits_at_least_one_more() -> None:
    program = program_of("england/2018-10")
    search = Search(program, a_house(random.Random(3), 3, gaps=False), CERTAIN)
    now = search.most()
    found = cheapest(search, now)
    assert found is not None
    change, then = found
    assert then.persons > now.persons
    assert Search(program, change.survey, CERTAIN).most().persons == then.persons


def test_one_more_is_stopped_by_a_clause_that_really_fails() -> None:
    program = program_of("wyre-forest/2018-04")
    bound = [Search(program, a_house(random.Random(seed), 3, gaps=False), POSSIBLE).most() for seed in range(4)]
    binding = [one for most in bound for one in most.binding]
    assert binding
    assert all(one.verdict is Verdict.NOT_MET for one in binding)


TWO = "rooms: [{id: a, use: bedroom}, {id: b, use: bedroom}]\n"
SHARE = "each: room\nwhen: room.sleepers > 0\nmeasure: room.sleepers * {}\nat_most: house.persons"


def small(lines: str, text: str = TWO) -> Search:
    """The search of a house under an edition of one clause."""
    return Search(Program(read(clause(lines))), house(text), CERTAIN)


def test_no_placing_fits_a_clause_about_rooms_and_totals_that_each_of_them_breaks() -> None:
    search = small(SHARE.format(3))
    for most in (search.most(), search.most("households")):
        assert (most.persons, most.households, most.exact) == (0, 0, True)
        assert {one.clause for one in most.binding} == {"1.1/a"}


def test_a_search_that_is_cut_short_says_that_it_is_not_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    assert small(SHARE.format(2)).most().exact
    monkeypatch.setattr(occupancy, "TRIES", 1)
    assert not small(SHARE.format(3) + "\nunless: house.persons < 3").most().exact


def test_units_that_nobody_sleeps_in_and_rooms_of_no_unit_are_of_no_kind() -> None:
    rooms = "rooms: [{id: a, use: bedroom, unit: u}, {id: b, use: bedroom, unit: shared}, {id: c, use: bedroom, unit: v}]\n"
    search = small("measure: house.persons\nat_most: 3", f"{rooms}units: [{{id: u}}, {{id: v}}, {{id: w}}]")
    assert (search.units, search.kinds) == ({"a": "u", "c": "v"}, {"": 0, "u": 1, "v": 1})
    assert search.most().persons == 3


def test_a_house_in_which_nobody_can_sleep_takes_nobody() -> None:
    most = small("measure: house.persons\nat_most: 3", "rooms: [{id: k, use: kitchen}]").most()
    assert (most.persons, most.placing, most.binding) == (0, {}, ())


def test_what_fails_whoever_lives_there_is_left_aside() -> None:
    search = small("requires: house.persons > 2 and house.is_hmo", f"{TWO}house: {{is_hmo: no}}")
    assert search.regardless == {"1.1/a": {""}}
    assert search.most().persons == 8
