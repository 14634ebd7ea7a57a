"""`fanlight compare`: one house under several editions side by side."""

import json

from tests.unit.cli.command import HOUSE, Command

BOTH = ("--standard", "town/2015", "town/2020")


def test_text_counts_sets_side_by_side_and_tells_where_each_stops(fanlight: Command) -> None:
    ran = fanlight.about("compare", *BOTH)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == (
        "                  not met     cannot tell             met  does not apply\n"
        "town/2015               1               1               0               0\n"
        "town/2020               2               0               0               0\n"
        "\n"
        "Front bedroom: room.floor_area\n"
        "  town/2015  met          6 m2, at least 6 m2 required (1.1/area)\n"
        "  town/2020  not met      6 m2, at least 6.5 m2 required (1.1/area)\n"
        "back: room.floor_area\n"
        "  town/2015  cannot tell  0.3 to 300 m2, at least 6 m2 required (1.1/area)\n"
        "  town/2020  cannot tell  0.3 to 300 m2, at least 6.5 m2 required (1.1/area)\n"
        "\n"
        "town/2015 stops at 1 findings:\n"
        "  1.2/number (should): No more than five live there. [6, at most 5 required]\n"
        "\n"
        "town/2020 stops at 2 findings:\n"
        "  1.1/area (must), Front bedroom: A bedroom is large enough. [6 m2, at least 6.5 m2 required]\n"
        "  1.2/number (should): No more than five live there. [6, at most 5 required]\n"
    )


def test_an_edition_that_finds_nothing_wrong_says_so_and_what_one_alone_measures_is_left_out(fanlight: Command) -> None:
    survey = fanlight.write("fine.yaml", HOUSE.replace("persons: 6", "persons: 5").replace("floor_area: 6 m2", "floor_area: 8 m2"))
    out = fanlight.about("compare", "--standard", "town/2020", "land/2018", survey=survey).out
    assert "town/2020 stops at 0 findings of those that can be told.\n" in out
    assert "hall: room.floor_area" not in out and "Front bedroom: room.floor_area" in out


def test_a_requirement_without_a_measure_shows_no_figures(fanlight: Command) -> None:
    from tests.unit.standards.pages import folder

    page = "clauses:\n- {clause: 1/a, encoded: asked, force: must, says: S., requires: house.is_hmo}\n"
    folder(page, "edition: plain/1\ntitle: T\nin_force: {from: 2020-01-01}\n", base=fanlight.councils, name="plain/1")
    assert fanlight.about("compare", "--standard", "plain").out.endswith("plain/1 stops at 1 findings:\n  1/a (must): S.\n")


def test_json_holds_counts_and_what_is_not_met(fanlight: Command) -> None:
    plain = json.loads(fanlight.about("compare", *BOTH, "--format", "json").out)
    assert plain["shape"] == "fanlight-comparison/1"
    old, new = plain["editions"]
    assert old["edition"] == "town/2015" and old["counts"] == {"not_met": 1, "cannot_tell": 1, "met": 0, "does_not_apply": 0}
    assert [found["clause"] for found in new["not_met"]] == ["1.1/area", "1.2/number"]


def test_without_any_named_every_council_in_force_is_compared(fanlight: Command) -> None:
    out = fanlight("compare", fanlight.house, "--standards-folder", fanlight.councils, "--on", "2020-03-01").out
    assert "town/2020 stops at 2 findings" in out and "land/2018 stops at 0 findings" in out and "town/2015" not in out
