"""Schemes of councils: what the reader refuses because the law makes it impossible, and where a scheme applies."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.assessment.bounds import NO, OPEN, YES
from fanlight.facts.files import Refused
from fanlight.licensing import areas, schemes
from fanlight.licensing.answers import Asked
from fanlight.licensing.areas import Area
from fanlight.licensing.law import england
from fanlight.licensing.schemes import Schemes
from tests.house.tree import ROOT
from tests.unit.licensing.houses_to_test import survey

LAW = england()
FIXTURES = ROOT / "tests" / "fixtures" / "councils"
GOOD = {
    "scheme": "s1",
    "kind": "additional",
    "says": "Some HMOs.",
    "made_on": "2020-01-15",
    "general_approval": "yes",
    "from": "2020-04-15",
    "until": "2025-04-15",
    "area": "{whole: yes}",
    "description": "house.persons >= 3",
    "citation": "An invented designation",
}
SQUARE = '{"type": "Polygon", "coordinates": [[[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]]}'


def write(base: Path, name: str = "s1.yaml", **changes: str) -> Path:
    """A council's folder with one scheme, otherwise as it should be; an entry of no value is left out."""
    folder = base / "somewhere" / "schemes"
    folder.mkdir(parents=True, exist_ok=True)
    given = {**GOOD, **changes}
    (folder / name).write_text("".join(f"{key}: {value}\n" for key, value in given.items() if value), encoding="utf-8")
    return base


def read(base: Path) -> Schemes:
    return schemes.of_council("somewhere", [base], LAW)


def refusal(base: Path, **changes: str) -> str:
    with pytest.raises(Refused) as caught:
        read(write(base, **changes))
    return str(caught.value)


def test_the_example_is_read_with_all_that_a_designation_says() -> None:
    found = schemes.of_council("exampleton", [FIXTURES], LAW)
    selective, additional = found.listed
    assert (additional.made_on, additional.confirmed_on, additional.from_, additional.until) == (
        date(2022, 10, 3), None, date(2023, 2, 1), date(2028, 2, 1),
    )  # fmt: skip
    assert selective.confirmed_on == date(2020, 3, 16)
    assert additional.area.words == "the wards Market, Riverside"
    assert selective.area.words == "the area of riverside.geojson"
    assert found.are_complete(date(2024, 1, 1)) and not found.are_complete(date(2006, 4, 5))


def test_a_council_without_schemes_has_none_and_says_nothing_of_being_complete(tmp_path: Path) -> None:
    found = schemes.of_council("nowhere", [tmp_path], LAW)
    assert found == Schemes("nowhere")
    assert not found.are_complete(date(2020, 1, 1))


def test_a_scheme_begins_three_months_after_it_was_made_or_confirmed_at_the_earliest(tmp_path: Path) -> None:
    assert read(write(tmp_path)).listed[0].from_ == date(2020, 4, 15)
    early = refusal(tmp_path, **{"from": "2020-04-14"})
    assert "somewhere/schemes/s1.yaml:6: in force from 2020-04-14, but made on 2020-01-15 it cannot be before 2020-04-15" in early
    confirmed = {"general_approval": "", "confirmed_on": "2020-03-01"}
    assert "but confirmed on 2020-03-01 it cannot be before 2020-06-01" in refusal(tmp_path, **confirmed)
    assert read(write(tmp_path, **{**confirmed, "from": "2020-06-01"})).listed[0].confirmed_on == date(2020, 3, 1)
    month_end = {"made_on": "2019-11-30", "from": "2020-02-29", "until": "2024-01-01"}
    assert read(write(tmp_path, **month_end)).listed[0].from_ == date(2020, 2, 29)


def test_a_scheme_lasts_five_years_at_the_longest(tmp_path: Path) -> None:
    longer = refusal(tmp_path, until="2025-04-16")
    assert "somewhere/schemes/s1.yaml:7: in force until 2025-04-16, but from 2020-04-15 it cannot be after 2025-04-15" in longer


def test_a_scheme_that_was_revoked_ends_with_that(tmp_path: Path) -> None:
    found = read(write(tmp_path, revoked_on="2022-01-01")).listed[0]
    assert found.until == date(2022, 1, 1)
    assert found.is_in_force(date(2021, 12, 31)) and not found.is_in_force(date(2022, 1, 1))
    assert "never in force" in refusal(tmp_path, revoked_on="2020-04-15")
    assert "never in force" in refusal(tmp_path, revoked_on="", until="2020-04-15")
    assert "cannot be after" in refusal(tmp_path, revoked_on="2022-01-01", until="2030-01-01"), "revoking does not heal it"


def test_a_designation_is_confirmed_or_under_a_general_approval(tmp_path: Path) -> None:
    assert "either confirmed" in refusal(tmp_path, general_approval="")
    assert "either confirmed" in refusal(tmp_path, confirmed_on="2020-01-20")
    assert "write 'general_approval: yes'" in refusal(tmp_path, general_approval="2015")
    assert "before it was made" in refusal(tmp_path, general_approval="", confirmed_on="2020-01-14")
    none = refusal(tmp_path, made_on="2009-12-01", **{"from": "2010-04-01", "until": "2012-01-01"})
    assert "no general approval covered it" in none


def test_a_selective_scheme_over_a_fifth_needed_confirmation_until_december_2024(tmp_path: Path) -> None:
    selective = {"kind": "selective", "description": ""}
    assert "over a fifth" in refusal(tmp_path, **selective)
    assert "over a fifth" in refusal(tmp_path, **selective, larger_than_a_fifth="yes")
    assert read(write(tmp_path, **selective, larger_than_a_fifth="no")).listed[0].description == ""
    late = {**selective, "made_on": "2024-12-22", "from": "2025-04-01", "until": "2030-01-01", "larger_than_a_fifth": "yes"}
    assert "over a fifth" in refusal(tmp_path, **late)
    assert read(write(tmp_path, **{**late, "made_on": "2024-12-23"})).listed[0].kind == "selective"


def test_what_is_wrong_with_a_file_is_said_with_its_line(tmp_path: Path) -> None:
    assert "a scheme needs 'citation:'" in refusal(tmp_path, citation="")
    assert "'untill' has no meaning here; did you mean 'until'" in refusal(tmp_path, untill="2022-01-01")
    assert "'mandatory' is no kind of scheme" in refusal(tmp_path, kind="mandatory")
    assert "says which HMOs it takes in" in refusal(tmp_path, description="")
    assert "s1.yaml:9: 'house.person' is no fact" in refusal(tmp_path, description="house.person >= 3")
    assert "is not a date" in refusal(tmp_path, until="the end")


def test_two_schemes_of_one_name_are_refused(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml")
    with pytest.raises(Refused, match="two schemes are called 's1'"):
        read(write(tmp_path, "b.yaml"))


def test_a_list_that_is_complete_says_from_when_until_when(tmp_path: Path) -> None:
    write(tmp_path)
    path = tmp_path / "somewhere" / "schemes" / "complete.yaml"
    path.write_text("from: 2010-01-01\nuntil: 2020-01-01\n")
    assert read(tmp_path).are_complete(date(2019, 12, 31)) and not read(tmp_path).are_complete(date(2020, 1, 1))
    path.write_text("by: somebody\nsince: 2010-01-01\n")
    with pytest.raises(Refused, match="'since' has no meaning here") as caught:
        read(tmp_path)
    assert "from which day" in str(caught.value)


@pytest.mark.parametrize(
    ("area", "message"),
    [
        ("{whole: perhaps}", "write 'whole: yes'"),
        ("{wards: []}", "name at least one ward"),
        ("{whole: yes, wards: [a]}", "an area is one of"),
        ("{street: a}", "'street' has no meaning here"),
        ("{map: nowhere.geojson}", "no map beside this file"),
        ("{map: ../../outside.geojson}", "no map beside this file"),
    ],
)
def test_an_area_that_cannot_be_read_is_refused(tmp_path: Path, area: str, message: str) -> None:
    assert message in refusal(tmp_path, area=area)


@pytest.mark.parametrize(
    "text",
    [
        "no json",
        '{"type": "Point", "coordinates": [0, 0]}',
        '{"type": "FeatureCollection", "features": []}',
        '{"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1]]]}',
        '{"type": "Polygon", "coordinates": [[["a", 0], [1, 0], [1, 1], ["a", 0]]]}',
        '{"type": "Polygon", "coordinates": []}',
        "[]",
    ],
)
def test_a_map_that_is_no_map_is_refused(tmp_path: Path, text: str) -> None:
    write(tmp_path)
    (tmp_path / "somewhere" / "schemes" / "m.geojson").write_text(text)
    assert "m.geojson" in refusal(tmp_path, area="{map: m.geojson}")


def covering(base: Path, **facts: str) -> tuple[tuple[int, int], tuple[str, ...]]:
    found = read(base).covering("additional", Asked(survey(persons="3", **facts), date(2021, 1, 1)))
    return found[0].holds, found[0].missing


def test_the_whole_district_and_its_wards(tmp_path: Path) -> None:
    assert covering(write(tmp_path)) == (YES, ())
    wards = write(tmp_path, area="{wards: [Old Town, E05000001]}")
    assert [covering(wards, ward=ward)[0] for ward in ("old town", "E05000001", "Hill")] == [YES, YES, NO]
    assert covering(wards) == (OPEN, ("house.ward",))
    assert read(wards).covering("selective", Asked(survey(), date(2021, 1, 1))) == ()
    assert read(wards).covering("additional", Asked(survey(), date(2019, 1, 1))) == ()


@pytest.mark.parametrize(
    ("place", "holds"),
    [
        ("1, 1", YES),
        ("5, 1", NO),
        ("1, 5", NO),
        ("4, 2", OPEN),
        ("0, 0", OPEN),
        ("2, 2", NO),
        ("1.5, 2", OPEN),
        ("2, 9", NO),
        ("2, -9", NO),
    ],
)
def test_a_place_is_inside_an_outline_and_outside_its_holes(tmp_path: Path, place: str, holds: tuple[int, int]) -> None:
    write(tmp_path)
    hole = "[[1.5, 1.5], [2.5, 1.5], [2.5, 2.5], [1.5, 2.5], [1.5, 1.5]]"
    wrapped = SQUARE.replace("[0, 0]]]", f"[0, 0]], {hole}]")
    text = (
        f'{{"type": "Feature", "geometry": {wrapped.replace("Polygon", "MultiPolygon").replace("[[[0", "[[[[0").replace("]]}", "]]]}")}}}'
    )
    (tmp_path / "somewhere" / "schemes" / "m.geojson").write_text(text)
    found = covering(write(tmp_path, area="{map: m.geojson}"), location=f'"{place}"')
    assert found[0] == holds
    assert found[1] == (("on which side of the boundary the house stands",) if holds == OPEN else ())


@pytest.mark.parametrize("place", ["", '"somewhere nice"', '"91, 0"', '"5"'])
def test_a_place_that_is_not_known_leaves_a_map_open(tmp_path: Path, place: str) -> None:
    write(tmp_path)
    (tmp_path / "somewhere" / "schemes" / "m.geojson").write_text(SQUARE)
    facts = {"location": place} if place else {}
    assert covering(write(tmp_path, area="{map: m.geojson}"), **facts) == (OPEN, ("house.location",))


@given(st.integers(-2, 7), st.integers(-2, 7))
def test_a_point_of_a_square_is_found_by_its_figures(x: int, y: int) -> None:
    from decimal import Decimal

    from fanlight.licensing.areas import _in_ring

    ring = tuple((Decimal(a), Decimal(b)) for a, b in ((0, 0), (4, 0), (4, 4), (0, 4), (0, 0)))
    inside, on_it = 0 < x < 4 and 0 < y < 4, 0 <= x <= 4 and 0 <= y <= 4
    assert _in_ring((Decimal(x), Decimal(y)), ring) == (YES if inside else OPEN if on_it else NO)
    assert _in_ring((Decimal(x), Decimal(y)), ring[::-1]) == (YES if inside else OPEN if on_it else NO)


ENTERED = {key: text for key, text in GOOD.items() if key != "area"}


def test_a_scheme_that_is_entered_is_held_to_the_same_law() -> None:
    found = schemes.entered("somewhere", ENTERED, Area(wards=("Market",)), LAW)
    assert (found.id, found.council, found.area.wards) == ("s1", "somewhere", ("Market",))
    with pytest.raises(Refused) as early:
        schemes.entered("somewhere", {**ENTERED, "from": "2020-04-14"}, Area(), LAW)
    assert "s1: in force from 2020-04-14, but made on 2020-01-15 it cannot be before 2020-04-15" in str(early.value)
    with pytest.raises(Refused, match="the scheme: a scheme needs 'citation:'"):
        schemes.entered("somewhere", {"kind": "selective"}, Area(), LAW)


def test_a_map_is_read_from_its_text() -> None:
    ((outline,),) = areas.shapes_in(SQUARE)
    assert len(outline) == 5
    many = ",".join(f"[{number},0]" for number in range(20_001))
    for text, fault in (
        ("", "not GeoJSON"), ('{"type": "FeatureCollection", "features": []}', "holds no polygon"),
        ('{"type": "Polygon", "coordinates": [[' + many + ",[0,0]]]}", "more than 20,000 points"),
    ):  # fmt: skip
        with pytest.raises(ValueError, match=fault):
            areas.shapes_in(text)
