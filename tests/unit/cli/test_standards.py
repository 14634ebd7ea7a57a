"""`fanlight standards`: list, show, check, diff and coverage."""

import json
from pathlib import Path

import pytest

from tests.unit.cli.command import LAW, PAGE, Command, Ran
from tests.unit.standards.pages import folder


def standards(fanlight: Command, *words: object) -> Ran:
    return fanlight("standards", "--standards-folder", fanlight.councils, *words)


def test_list_names_every_edition_and_whether_it_is_in_force(fanlight: Command) -> None:
    lines = standards(fanlight, "list", "--on", "2020-03-01").out.splitlines()
    assert "town/2020              in force      from 2020-01-01     3 clauses  Standards of a town" in lines
    assert "town/2015              not in force  from 2015-01-01 until 2020-01-01     3 clauses  Old standards" in lines
    assert [line.split()[0] for line in lines] == ["land/2018", "town/2015", "town/2020"]
    assert standards(fanlight, "list").status == 0


def test_show_prints_an_edition_or_one_of_its_clauses_or_terms(fanlight: Command) -> None:
    lines = standards(fanlight, "show", "town/2020").out.splitlines()
    assert [line.split()[0] for line in lines] == ["1.1/area", "1.2/number", "1.3/note"]
    assert lines[0].endswith("A bedroom is large enough.")
    shown = standards(fanlight, "show", "town", "1.1/area", "--on", "2020-03-01").out
    assert shown == (
        "1.1/area (must, asked), paragraph 1.1 of town/2020\n"
        "    A bedroom is large enough.\n"
        "    each: room\n"
        "    when: room.use is bedroom\n"
        "    measure: room.floor_area\n"
        "    at_least: table need by room.sleepers\n"
        "    reading R1: It is not said who counts. Everybody counts.\n"
        "    remedy: Enlarge the room.\n"
        "    settles: 1.1/area\n"
        "    written in councils/town/editions/2020/page.yaml:9\n"
    )
    number = standards(fanlight, "show", "town/2020", "1.2/number").out
    assert "    or: house.is_hmo\n" in number and "    period: 2020-01-01 to open\n" in number and "    remedy: none given\n" in number
    term = standards(fanlight, "show", "town/2020", "house.is_large").out
    assert term == (
        "house.is_large\n    Five or more live there.\n    is: house.persons >= 5\n    written in councils/town/editions/2020/page.yaml:7\n"
    )


def test_what_cannot_be_shown_is_refused_with_the_nearest(fanlight: Command) -> None:
    ran = standards(fanlight, "show", "town/2020", "1.1/aria")
    assert (ran.status, ran.err) == (2, "error: 1.1/aria: no clause and no term of town/2020; did you mean '1.1/area'?\n")
    assert standards(fanlight, "show", "twon").status == 2


def test_a_sound_edition_has_no_problems(fanlight: Command) -> None:
    ran = standards(fanlight, "check", "town/2020", "--examples")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == "town/2020: 3 clauses, 1 terms, 0 examples, 0 problems\n"
    assert standards(fanlight, "check").status == 0


def test_what_is_wrong_with_an_edition_is_printed_with_file_and_line(fanlight: Command) -> None:
    folder(PAGE.replace("at_least", "at_lest"), "edition: bad/1\ntitle: T\nin_force: {}\n", base=fanlight.councils, name="bad/1")
    ran = standards(fanlight, "check", "bad/1", "town/2020")
    assert ran.status == 2
    assert ran.err == "error: councils/bad/editions/1/page.yaml:16: 'at_lest' has no meaning here; did you mean 'at_least'?\n"
    assert ran.out == "bad/1: refused, 1 problem\ntown/2020: 3 clauses, 1 terms, 0 examples, 0 problems\n"


def test_what_is_found_of_an_edition_is_printed_for_a_program_too(fanlight: Command) -> None:
    folder(PAGE.replace("at_least", "at_lest"), "edition: bad/1\ntitle: T\nin_force: {}\n", base=fanlight.councils, name="bad/1")
    ran = standards(fanlight, "check", "bad/1", "--format", "json")
    problem = ["councils/bad/editions/1/page.yaml", 16, "'at_lest' has no meaning here; did you mean 'at_least'?"]
    assert (ran.status, ran.err) == (2, "")
    assert json.loads(ran.out) == {"edition": "bad/1", "problems": [problem], "notes": [], "clauses": 0, "examples": 0}
    sound = json.loads(standards(fanlight, "check", "town/2020", "--notes", "--format", "json").out)
    assert (sound["problems"], sound["clauses"], sound["examples"]) == ([], 3, 0)
    assert [note["kind"] for note in sound["notes"]] == ["table_ends"]


def test_an_edition_beside_one_that_is_not_there_is_refused(fanlight: Command) -> None:
    head = "edition: bad/2\ntitle: T\nin_force: {}\nbeside: [land/2081]\n"
    folder(PAGE, head, base=fanlight.councils, name="bad/2")
    ran = standards(fanlight, "check", "bad/2")
    assert ran.status == 2 and "land/2081: no such edition; did you mean 'land/2018'?" in ran.err


SHOWN = """clauses:
- clause: 1/a
  force: must
  says: S.
  measure: house.persons
  at_most: 5
  examples:
  - {vary: house.persons, met: [5], not_met: [6], cannot_tell: [unknown]}
"""


def check(fanlight: Command, page: str, *words: str) -> Ran:
    folder(page, "edition: one/1\ntitle: T\nin_force: {from: 2020-01-01}\nbeside: [land/2018]\n", base=fanlight.councils, name="one/1")
    return standards(fanlight, "check", "one/1", *words)


def test_an_example_that_is_not_met_is_a_problem_only_where_examples_are_asked_for(fanlight: Command) -> None:
    wrong = SHOWN.replace("met: [5]", "met: [5, 7]")
    assert check(fanlight, wrong).status == 0
    ran = standards(fanlight, "check", "one/1", "--examples")
    assert ran.status == 2 and "page.yaml:8: 1/a: found not met, but the example says met (house.persons 7)" in ran.err


def test_a_change_that_no_example_notices_is_a_problem(fanlight: Command) -> None:
    fine = check(fanlight, SHOWN, "--mutations")
    assert fine.status == 0 and "one/1: 3 of 3 changes noticed (0 refused by the reader)\n" in fine.out


def test_a_survivor_is_named_with_its_place(fanlight: Command) -> None:
    ran = check(fanlight, SHOWN.replace("met: [5]", "met: [4]"), "--mutations")
    assert ran.status == 2 and "one/1: 1 of 3 changes noticed" in ran.out
    assert "page.yaml:6: 1/a: no example notices '5' to '4' in '5'" in ran.err


def test_notes_tell_what_is_wrong_with_the_document_and_against_the_law(fanlight: Command) -> None:
    page = PAGE + "conflicts:\n- {conflict: K1, kind: gap, says: Attics are left out., clauses: [1.1/area], reading: R1}\n"
    page += "- {conflict: K2, kind: gap, says: Not yet., from: 2050-01-01}\n"
    out = check(fanlight, page, "--notes", "--on", "2020-03-01").out
    assert "one/1: note: a case is left out (1.1/area): Attics are left out. Reading R1.\n" in out and "Not yet" not in out
    assert "the table need stops at 2; beyond it there is no figure and an officer decides" in out


def test_notes_tell_where_a_clause_can_be_met_below_the_national_floor(fanlight: Command) -> None:
    page = (
        "clauses:\n- clause: 1/a\n  force: must\n  says: S.\n  each: room\n  measure: room.floor_area\n  at_least: 3 m2\n  examples:\n"
        "  - {vary: room.floor_area, met: [3 m2], not_met: [2.9 m2], cannot_tell: [unknown]}\n"
    )
    out = check(fanlight, page, "--notes", "--on", "2020-03-01").out
    assert "(1/a): a house that meets it (room.floor_area 3 m2) breaks land/2018 9/floor: A room is never tiny. [The law]" in out
    assert "breaks land/2018" not in standards(fanlight, "check", "one/1", "--notes", "--on", "2010-01-01").out
    assert LAW


def test_a_settled_row_that_is_no_statement_is_a_problem(fanlight: Command) -> None:
    place = folder(SHOWN, "edition: one/1\ntitle: T\nin_force: {}\n", base=fanlight.councils, name="one/1")
    (place / "inventory.csv").write_text("row,kind\n1/b,check\n", encoding="utf-8")
    ran = standards(fanlight, "check", "one/1")
    assert ran.status == 2 and "inventory.csv: '1/a' is settled but is no statement there" in ran.err


def test_diff_tells_what_changed(fanlight: Command) -> None:
    folder(SHOWN, "edition: one/1\ntitle: T\nin_force: {}\nids: one\n", base=fanlight.councils, name="one/1")
    taken = "clauses:\n- {clause: 2/b, same_as: one:1/a, at_most: 6,\n"
    taken += "   examples: [{vary: house.persons, met: [6], not_met: [7], cannot_tell: [unknown]}]}\n"
    folder(taken, "edition: one/2\ntitle: T\nin_force: {}\nbuilds_on: one/1\n", base=fanlight.councils, name="one/2")
    assert standards(fanlight, "diff", "one/1", "one/2").out == (
        "one/1 to one/2: 0 kept, 1 changed, 0 gone, 0 new\n"
        "changed  2/b (was 1/a): S.\n"
        "         requirement: house.persons <= 6, was house.persons <= 5\n"
    )
    assert standards(fanlight, "diff", "one/1", "one/1").out == "one/1 to one/1: 1 kept, 0 changed, 0 gone, 0 new\n"
    assert "kept     1/a: S." in standards(fanlight, "diff", "one/1", "one/1", "--all").out


def test_coverage_accounts_for_every_statement(fanlight: Command) -> None:
    place = fanlight.councils / "town" / "editions" / "2020"
    (place / "inventory.csv").write_text(
        "row,kind\n1.1/area,measure\n1.2/number,measure\n1.3/note,information\n2/x,check\n", encoding="utf-8"
    )
    out = standards(fanlight, "coverage", "town/2020").out
    assert out == (
        "town/2020: 4 statements\n"
        "section      all        asked  information      not yet\n"
        "1              3            2            1            -\n"
        "2              1            -            -            1\n"
        "all            4            2            1            1\n"
        "\n"
    )
    [account] = json.loads(standards(fanlight, "coverage", "town/2020", "--format", "json").out)
    assert account["statements"]["2/x"] == {"kind": "check", "entry": None}
    assert account["sections"]["1"] == {"asked": 2, "information": 1}


def test_coverage_of_an_edition_without_an_inventory_says_so(fanlight: Command) -> None:
    assert standards(fanlight, "coverage", "land/2018").out.startswith(
        "land/2018: 1 statements (the edition has no inventory: only what it settles)\n"
    )


@pytest.mark.parametrize("action", ["list", "coverage"])
def test_all_editions_are_meant_where_none_is_named(fanlight: Command, action: str) -> None:
    assert all(name in standards(fanlight, action).out for name in ("land/2018", "town/2015", "town/2020"))


def test_a_folder_may_be_given_relative_to_where_one_is(fanlight: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(fanlight.councils)
    assert fanlight("standards", "--standards-folder", Path(), "check", "town/2020").status == 0
