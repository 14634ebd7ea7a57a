"""`fanlight occupancy`: the permitted numbers as text and JSON, what binds, and what would admit one more."""

import json

import pytest

from fanlight.assessment import occupancy
from tests.unit.cli.command import HOUSE, Command

LAND = "clauses:\n- {clause: 9/law, encoded: asked, force: must, says: S., "


def land(fanlight: Command, rest: str) -> list[str]:
    """The lines about a national edition of one clause."""
    page = fanlight.councils / "land" / "editions" / "2018" / "page.yaml"
    page.write_text(f"{LAND}{rest}}}\n", encoding="utf-8")
    ran = fanlight.about("occupancy", "--standard", "land")
    assert (ran.status, ran.err) == (0, "")
    return ran.out.splitlines()


def test_text_tells_the_numbers_who_sleeps_where_and_what_stops_one_more(fanlight: Command) -> None:
    ran = fanlight.about("occupancy", survey=fanlight.write("big.yaml", HOUSE.replace("floor_area: 6 m2", "floor_area: 8 m2")))
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == (
        "== town/2020: Standards of a town\n"
        "Certainly permitted: 1 persons; 1 households\n"
        "    Front bedroom: one adult\n"
        "    one more is stopped by 1.1/area (front): not met\n"
        "    one more is stopped by 1.1/area (back): cannot tell\n"
        "    cheapest single change for one more: Front bedroom: floor area 10 m2 (then 2 persons)\n"
        "Possibly permitted: 5 persons; 3 households\n"
        "    Front bedroom: a couple and a child under ten\n"
        "    back: two adults of one sex, two households\n"
        "    one more is stopped by 1.2/number: not met\n"
        "\n"
        "== land/2018: The law\n"
        "Certainly permitted: 8 persons; 4 households\n"
        "    Front bedroom: a couple and two children under ten\n"
        "    back: a couple and two children under ten\n"
        "Possibly permitted: 8 persons; 4 households\n"
        "    Front bedroom: a couple and two children under ten\n"
        "    back: a couple and two children under ten\n"
    )


def test_json_holds_both_numbers_both_ways(fanlight: Command) -> None:
    plain = json.loads(fanlight.about("occupancy", "--format", "json").out)
    assert plain["shape"] == "fanlight-occupancy/1"
    town, _ = plain["editions"]
    assert (town["edition"], town["title"]) == ("town/2020", "Standards of a town")
    assert town["certainly"] == {
        "persons": {
            "persons": 0,
            "households": 0,
            "exact": True,
            "placing": ["Front bedroom: nobody", "back: nobody"],
            "binding": [
                {"clause": "1.1/area", "subjects": ["front"], "verdict": "not_met"},
                {"clause": "1.1/area", "subjects": ["back"], "verdict": "cannot_tell"},
            ],
        },
        "households": town["certainly"]["persons"],
        "one_more": {"change": "Front bedroom: floor area 6.5 m2", "kind": "enlarge a room", "persons": 1},
        "apart_from": [],
    }
    assert (town["possibly"]["persons"]["persons"], town["possibly"]["households"]["households"]) == (5, 3)
    assert town["possibly"]["one_more"] is None


def test_what_fails_whoever_lives_there_is_named(fanlight: Command) -> None:
    lines = land(fanlight, "requires: house.persons > 2 and house.is_hmo")
    assert lines[-1] == "    not met whoever lives where, and left aside here: 9/law"


def test_a_search_that_was_cut_short_says_so(fanlight: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    rest = "each: room, when: room.sleepers > 0, measure: room.sleepers * 3, at_most: house.persons, unless: house.persons < 3"
    assert land(fanlight, rest)[1] == "Certainly permitted: 2 persons; 2 households"
    monkeypatch.setattr(occupancy, "TRIES", 1)
    assert land(fanlight, rest)[1].endswith(" (at least: not every placing could be tried)")
