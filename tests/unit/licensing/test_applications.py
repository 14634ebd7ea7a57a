"""What an application must hold: every particular of each list by date, and that an unknown answer is a missing one."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fanlight.facts.survey import Survey
from fanlight.facts.survey_file import read_survey_text
from fanlight.facts.thing import THINGS
from fanlight.licensing import applications
from fanlight.licensing.applications import Application, Entered, Kind, missing, particulars
from fanlight.licensing.law import NotKnown, read_law
from fanlight.licensing.relevant_persons import LegalRole, Person

ON = date(2026, 3, 2)
HOUSE = """
complete: all
house: {persons: 4, households: 4, storeys: 2, construction_period: before_1919, licensed_as: house_in_multiple_occupation, has_gas: yes,
  escape_route_details: The stairs to the front door., fire_training_details: none, flats_on_long_leases: 0, material_changes: none}
licence_holder: {other_licences: none}
storeys: [{id: ground, level: 0}, {id: first, level: 1}]
units: [{id: one, has_wash_basin: no, is_self_contained: no}]
rooms: [{id: bed, use: bedroom, unit: one, storey: ground}]
bathrooms: [{id: bath, baths: 1, showers: 0, has_wc: yes, basins: 1}]
kitchens: [{id: kitchen, sinks: 1}]
alarms: [{id: a, kind: smoke, room: bed}]
fire_equipment_items: [{id: b, kind: fire_blanket}]
"""
ROLES = (LegalRole.APPLICANT, LegalRole.PROPOSED_HOLDER, LegalRole.PROPOSED_MANAGER, LegalRole.HAVING_CONTROL)


def entered(key: int, role: LegalRole, name: str = "Ada Example", told_on: date | None = None) -> Entered:
    return Entered(Person(key, role, name, "1 High Street", f"{name[:3]}@example.org", None, told_on), "01632 960001", True)


def application(kind: Kind = Kind.FIRST, text: str = HOUSE) -> Application:
    persons = tuple(entered(key, role) for key, role in enumerate(ROLES))
    return Application(kind, read_survey_text(text, "form"), "14 Sample Street", persons, frozenset({"truth", "gas", "furniture"}))


def lacks(given: Application, on: date = ON) -> list[str]:
    return [each.particular for each in missing(given, on)]


@pytest.mark.parametrize("kind", Kind)
def test_an_application_that_tells_everything_lacks_nothing(kind: Kind) -> None:
    assert lacks(application(kind)) == []


@pytest.mark.parametrize("kind", Kind)
def test_an_application_that_tells_nothing_lacks_every_particular_in_their_order(kind: Kind) -> None:
    empty = Application(kind, Survey("", "form", {}), "", ())
    wanted = [rule.id.removeprefix(applications.PREFIX) for rule in particulars(kind, ON)]
    assert lacks(empty) == [name for name in wanted if name not in ("bound", "told")]
    assert all(each.cited and each.wanting and each.is_prescribed for each in missing(empty, ON))


@pytest.mark.parametrize(
    ("was", "becomes", "particular"),
    [
        ("construction_period: before_1919", "construction_period: before_1919 or 1919_to_1945", "construction-period"),
        ("licensed_as: house_in_multiple_occupation", "licensed_as: unknown", "category"),
        ("other_licences: none", "other_licences: ''", "other-licences"),
        ("level: 1", "level: unknown", "storeys"),
        ("storeys: 2", "storeys: 2 to 3", "storeys"),
        ("persons: 4", "persons: at least 4", "persons"),
        ("households: 4", "households: unknown", "households"),
        ("baths: 1", "baths: unknown", "bathrooms"),
        ("basins: 1", "basins: unknown", "toilets-and-basins"),
        ("sinks: 1", "sinks: unknown", "sinks"),
        ("kind: smoke,", "kind: smoke or heat,", "fire-equipment"),
        ("room: bed", "room: unknown", "fire-equipment"),
        ("use: bedroom", "use: unknown", "habitable-rooms"),
        ("fire_training_details: none", "fire_training_details: unknown", "escape-routes"),
    ],
)
def test_an_unknown_answer_is_missing(was: str, becomes: str, particular: str) -> None:
    assert was in HOUSE
    assert lacks(application(text=HOUSE.replace(was, becomes, 1))) == [particular]


@pytest.mark.parametrize(
    ("thing", "particular"),
    [("storeys", "storeys"), ("units", "lettings"), ("kitchens", "kitchens"), ("bathrooms", "bathrooms"), ("alarms", "fire-equipment")],
)
def test_a_list_that_may_leave_something_out_is_missing(thing: str, particular: str) -> None:
    listed = [each.plural for each in THINGS.values() if each.plural and each.plural != thing]
    found = missing(application(text=HOUSE.replace("complete: all", f"complete: [{', '.join(map(str, listed))}]")), ON)
    assert particular in [each.particular for each in found]
    assert all(each.facts for each in found)


def test_the_gas_declaration_is_needless_only_where_there_certainly_is_no_gas() -> None:
    undeclared = replace(application(), declared=frozenset({"truth", "furniture"}))
    assert lacks(undeclared) == ["gas"]
    for answer, wanted in (("no", []), ("unknown", ["gas"])):
        survey = read_survey_text(HOUSE.replace("has_gas: yes", f"has_gas: {answer}"), "form")
        assert lacks(replace(undeclared, survey=survey)) == wanted


def test_each_person_is_given_whole_and_nobody_in_particular_must_be_bound() -> None:
    given = application()
    halved = Entered(replace(given.persons[1].person, email=" "), "", True)
    bound = Entered(Person(9, LegalRole.BOUND, "Bea", "2 High Street", told_on=ON), "1", False)
    found = missing(replace(given, persons=(given.persons[0], halved, *given.persons[2:], bound)), ON)
    assert [(each.particular, each.role, each.wanting) for each in found] == [
        ("holder", "proposed licence holder", ("a telephone number of Ada Example", "an address of mail of Ada Example")),
        ("bound", "person bound by a condition", ("an address of mail of Bea",)),
    ]


def test_whoever_is_not_told_yet_is_named_and_so_is_who_has_not_declared() -> None:
    given = application()
    bank = entered(8, LegalRole.MORTGAGEE, "Bank")
    silent = replace(given.persons[2], has_declared=False)
    found = missing(replace(given, persons=(*given.persons[:2], silent, given.persons[3], bank)), ON)
    assert [(each.particular, each.wanting) for each in found] == [
        ("manager-fitness", ("the declaration about Ada Example",)),
        ("told", ("when Bank was told",)),
    ]


def test_a_renewal_is_asked_less_from_10_september_2012() -> None:
    before, since = (len(particulars(Kind.RENEWAL, on)) for on in (date(2012, 9, 9), date(2012, 9, 10)))
    assert before == len(particulars(Kind.FIRST, date(2012, 9, 9))) and since < before
    assert applications.list_of(Kind.RENEWAL, date(2012, 9, 10)).certainty == "C"
    assert {rule.certainty for rule in particulars(Kind.RENEWAL, ON) if rule.id.endswith("material-changes")} == {"M"}


def test_a_building_of_flats_has_a_list_of_its_own_from_1_october_2007() -> None:
    names = [[rule.id for rule in particulars(Kind.BLOCK, on)] for on in (date(2007, 9, 30), date(2007, 10, 1))]
    assert "particular/kitchens" in names[0] and "particular/kitchens" not in names[1]
    assert "particular/block-flats" in names[1]
    with pytest.raises(NotKnown):
        particulars(Kind.FIRST, date(2006, 4, 5))


def test_what_only_the_council_asks_is_marked_and_not_prescribed(tmp_path: Path) -> None:
    folder = tmp_path / "sample" / "rules"
    folder.mkdir(parents=True)
    (folder / "asks.yaml").write_text(
        "rules:\n  - {rule: particular/sample/plan, says: A plan., values: {lists: first, order: '900', of: upload, kind: plan}, "
        "from: 2018-10-01, citation: Own form, certainty: A}\n",
        encoding="utf-8",
    )
    own = read_law(tmp_path)
    found = missing(application(), ON, council=own)
    assert [(each.particular, each.name, each.is_prescribed) for each in found] == [("sample/plan", "plan", False)]
    assert missing(replace(application(), uploads=frozenset({"plan"})), ON, council=own) == ()
    assert missing(application(Kind.RENEWAL), ON, council=own) == ()


def test_a_declaration_counts_only_with_who_signed_it() -> None:
    form = {"truth": {"by": "Ada", "at": "2026"}, "gas": {"by": " "}, "furniture": {}, "told": "yes"}
    assert applications.said(form) == {"truth"}


def test_the_facts_a_form_asks_for_first_are_those_that_are_prescribed() -> None:
    first, renewal = applications.asks(Kind.FIRST, ON), applications.asks(Kind.RENEWAL, ON)
    assert "house.storeys" in first
    assert "house.material_changes" in renewal and len(renewal) < len(first)
    assert all("." in path for path in first) and len(set(first)) == len(first)
