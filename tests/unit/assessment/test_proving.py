"""Holding an edition to its examples, and to the changes of its own figures."""

from pathlib import Path

from fanlight.assessment import mutation_run, proving
from fanlight.standards.edition import Edition
from fanlight.standards.library import Library
from tests.unit.standards.pages import folder

OLD = "edition: town/2015\ntitle: Old\nin_force: {from: 2015-01-01, until: 2020-01-01}\nids: old\n"
NEW = "edition: town/2020\ntitle: New\nin_force: {from: 2020-01-01}\nbuilds_on: town/2015\n"
SMALL = """
terms:
- {term: house.is_large, is: house.persons >= 5}
tables:
- {table: need, by: number, gives: m2, rows: {1: 6, 2..: 8}}
clauses:
- clause: 1/a
  force: must
  says: S.
  when: house.is_large
  measure: house.households
  at_most: 3
  examples:
  - given: {house.persons: 5}
    vary: house.households
    met: [3]
    not_met: [4]
    cannot_tell: [unknown, 3 to 4]
    does_not_apply: [{house.persons: 4}]
- clause: 1/b
  force: must
  says: S.
  each: room
  measure: room.floor_area
  at_least: table need by room.sleepers
  or: holds(1/a)
  examples:
  - given: {room.sleepers: 1, house.persons: 0}
    vary: room.floor_area
    met: [6 m2]
    not_met: [5.9 m2]
    cannot_tell: [unknown]
  - given: {room.sleepers: 2, house.persons: 0}
    vary: room.floor_area
    met: [8 m2]
    not_met: [7.9 m2, 6 m2]
"""


def edition(base: Path, page: str = SMALL) -> tuple[Library, Edition, Path]:
    place = folder(page, OLD, base=base / "councils", name="town/2015")
    library = Library((base / "councils",))
    return library, library.read("town/2015"), place


def test_an_edition_that_meets_its_examples_has_no_failures(tmp_path: Path) -> None:
    library, read, place = edition(tmp_path)
    examples, unreadable = proving.examples_in(place, library)
    assert (len(examples), unreadable) == (11, [])
    assert list(proving.failures(read, examples)) == []


def test_an_example_that_is_not_met_is_named_with_its_place(tmp_path: Path) -> None:
    library, read, place = edition(tmp_path, SMALL.replace("    met: [3]\n", "    met: [3, 9]\n"))
    examples, _ = proving.examples_in(place, library)
    assert [str(problem) for problem in proving.failures(read, examples)] == [
        "councils/town/editions/2015/page.yaml:16: 1/a: found not met, but the example says met (house.persons 5, house.households 9)"
    ]


def test_examples_that_cannot_be_read_are_told_and_the_others_still_count(tmp_path: Path) -> None:
    library, _, place = edition(tmp_path, SMALL.replace("    met: [6 m2]\n", "    met: [6]\n"))
    examples, unreadable = proving.examples_in(place, library)
    assert {example.clause for example in examples} == {"1/a"}
    assert [str(problem) for problem in unreadable] == [
        "councils/town/editions/2015/page.yaml:30: '6' has no unit; write for example '6 m2'"
    ]


def test_an_edition_that_builds_on_another_is_held_to_the_examples_it_takes(tmp_path: Path) -> None:
    edition(tmp_path)
    place = folder("clauses:\n- {clause: 4/a, same_as: old:1/a}\n", NEW, base=tmp_path / "councils")
    library = Library((tmp_path / "councils",))
    examples, _ = proving.examples_in(place, library)
    assert {example.clause for example in examples} == {"4/a"} and len(examples) == 5
    assert list(proving.failures(library.read("town/2020"), examples)) == []


def survivors(base: Path, page: str = SMALL) -> tuple[list[str], list[str]]:
    """What no example notices, and what the reader refuses."""
    library, read, place = edition(base, page)
    examples, _ = proving.examples_in(place, library)
    fates = list(mutation_run.run(proving.whole_book(place, library), read, examples))
    return (
        [f"{fate.mutant.name}: {fate.mutant.what}" for fate in fates if not fate.killed_by],
        [fate.killed_by for fate in fates if fate.killed_by.startswith("the reader")],
    )


def test_every_change_of_a_well_shown_edition_is_noticed(tmp_path: Path) -> None:
    unnoticed, refused = survivors(tmp_path)
    assert (unnoticed, refused) == ([], [])


def test_a_change_that_no_example_shows_survives(tmp_path: Path) -> None:
    assert "1/a: '3' to '2' in '3'" in survivors(tmp_path, SMALL.replace("met: [3]", "met: [2]").replace("unknown, 3 to 4", "unknown"))[0]
    page = SMALL.replace("given: {house.persons: 5}", "given: {house.persons: 6}")
    assert survivors(tmp_path / "2", page)[0][0] == "house.is_large: '>=' to '>' in 'house.persons >= 5'"


def test_a_change_that_the_reader_refuses_counts_as_noticed(tmp_path: Path) -> None:
    page = SMALL.replace("house.households\n  at_most: 3", "house.households\n  at_most: 3\n  requires: house.persons >= 1 / 4 * 4")
    refused = survivors(tmp_path, page)[1]
    assert any(message.startswith("the reader: dividing by 3 has no exact decimal") for message in refused)


def test_a_change_touches_the_clauses_that_ask_what_was_changed(tmp_path: Path) -> None:
    page = SMALL.replace(
        "terms:\n", "terms:\n- {term: room.need, is: table need by room.sleepers}\n- {term: house.is_larger, is: house.is_large}\n"
    )
    page += (
        "- {clause: 1/c, encoded: asked, force: must, says: S., each: room, requires: room.floor_area >= room.need and house.is_larger}\n"
    )
    users = mutation_run.Users(edition(tmp_path, page)[1])
    assert users.of_clause("1/a") == ["1/a", "1/b"]
    assert users.of_term("house.is_large") == ["1/a", "1/b", "1/c"]
    assert users.of_term("room.need") == ["1/c"]
    assert users.of_table("need") == ["1/b", "1/c"]


def test_examples_of_a_reading_that_the_council_has_switched_are_left_out(tmp_path: Path) -> None:
    page = SMALL.replace("  when: house.is_large\n", "  when: house.is_large\n  reading: R1\n")
    page += "readings:\n- {reading: R1, problem: P, adopted: A, ways: {other: W}}\n"
    library, _, place = edition(tmp_path, page)
    assert {example.clause for example in proving.examples_in(place, library)[0]} == {"1/a", "1/b"}
    (tmp_path / "councils" / "town" / "readings.yaml").write_text("town/2015: {R1: officer}\n", encoding="utf-8")
    assert "1/a" not in {example.clause for example in proving.examples_in(place, library)[0]}
