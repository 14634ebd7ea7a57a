"""The folder of an edition: its files brought together, and what another edition gives to it."""

import time
from pathlib import Path

import pytest

from fanlight.facts.files import Refused
from fanlight.standards import written
from fanlight.standards.reader import read_edition
from fanlight.standards.written import digest_of, edition_files, open_book
from tests.unit.standards.pages import AREA, HEAD, clause, folder, read, refusals

OLD = "edition: town/2015\ntitle: Old\nin_force: {from: 2015-01-01, until: 2020-01-01}\nids: old\n"
NEW = "edition: town/2020\ntitle: New\nin_force: {from: 2020-01-01}\nbuilds_on: town/2015\n"
OLD_PAGE = """
readings:
- {reading: R1, problem: Unclear., adopted: Read so.}
terms:
- {term: house.is_big, is: house.persons > 6, settles: [old/row]}
tables:
- {table: areas, by: number, gives: m2, rows: {1: 6.5}}
clauses:
- clause: 1.1/area
  encoded: asked
  force: must
  says: A room is large enough.
  each: room
  when: house.is_big
  measure: room.floor_area
  at_least: table areas by room.sleepers
  reading: R1
  page: 7
  settles: [old/area]
"""


def test_files_are_taken_in_order_of_name_the_head_first_and_only_yaml(tmp_path: Path) -> None:
    place = folder({"b.yaml": clause(name="2/b"), "a.yaml": clause(name="1/a"), "notes.txt": "no data"}, base=tmp_path)
    (place / "more.yaml").mkdir()
    (place / "more.yaml" / "c.yaml").write_text(clause(name="3/c"), encoding="utf-8")
    assert [path.name for path in edition_files(place)] == ["edition.yaml", "a.yaml", "b.yaml", "c.yaml"]
    assert list(read_edition(place, root=place).clauses) == ["1/a", "2/b", "3/c"]


def test_the_digest_changes_with_any_byte_and_any_name(tmp_path: Path) -> None:
    place = folder("# one\n", base=tmp_path)
    before = digest_of(edition_files(place), place)
    (place / "page.yaml").write_text("# two\n", encoding="utf-8")
    changed = digest_of(edition_files(place), place)
    (place / "page.yaml").rename(place / "other.yaml")
    assert len({before, changed, digest_of(edition_files(place), place)}) == 3


def test_a_folder_without_a_head_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        open_book(tmp_path, tmp_path)
    assert str(refusal.value) == f"{tmp_path}: the folder has no edition.yaml, the head of an edition"


def test_a_file_that_is_gone_when_it_is_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be read"):
        digest_of([tmp_path / "gone.yaml"], tmp_path)


@pytest.mark.parametrize(
    ("head", "messages"),
    [
        ("title: T\nin_force: {}\n", ["edition.yaml:1: the head has no 'edition:'"]),
        ("edition: town/2020\nin_force: {}\n", ["edition.yaml:1: the head has no 'title:'"]),
        ("edition: town/2020\ntitle: T\n", ["edition.yaml:1: the head has no 'in_force:'"]),
        (HEAD + "besides: [x]\n", ["edition.yaml:4: 'besides' has no meaning here; did you mean 'beside'?"]),
        (
            "edition: town/2020\ntitle: T\nin_force: {form: 2020-01-01}\n",
            ["edition.yaml:3: 'form' has no meaning here; did you mean 'from'?"],
        ),
        (
            "edition: town/2020\ntitle: T\nin_force: {from: 1st of May}\n",
            ["edition.yaml:3: '1st of May' is not a date; write for example 2018-10-01"],
        ),
        (
            "edition: town/2020\ntitle: T\nin_force: 2020\n",
            ["edition.yaml:3: a mapping is expected here (lines of the form 'name: value')"],
        ),
        ("", ["edition.yaml:1: a mapping is expected here (lines of the form 'name: value')"]),
    ],
)
def test_a_head_that_cannot_stand_is_refused_at_its_line(head: str, messages: list[str]) -> None:
    assert refusals(clause(), head) == messages


def test_a_page_holds_lists_of_named_entries() -> None:
    assert refusals("claus:\n- x\n") == ["page.yaml:1: 'claus' has no meaning here; did you mean 'clauses'?"]
    assert refusals("clauses: {a: b}\n") == ["page.yaml:1: a list is expected here (lines that begin with '- ')"]
    assert refusals("clauses: [a]\n") == ["page.yaml:1: a mapping is expected here (lines of the form 'name: value')"]
    assert refusals("clauses:\n- {claus: 1/a}\n") == ["page.yaml:2: an entry of clauses has no 'clause:'; did you mean 'claus'?"]
    assert refusals("terms:\n- {term: [a]}\n") == ["page.yaml:2: a single value is expected here, not a list or a mapping"]


def test_what_is_wrong_in_several_files_is_said_all_at_once() -> None:
    assert refusals({"a.yaml": "clauses: [a]\n", "b.yaml": "x: 1\n", "c.yaml": "a: [\n"}) == [
        "a.yaml:1: a mapping is expected here (lines of the form 'name: value')",
        "b.yaml:1: 'x' has no meaning here; known here: clauses, conflicts, readings, tables, terms",
        "c.yaml:2: not readable as YAML: did not find expected node content",
    ]


def test_a_name_given_twice_is_refused_with_both_places() -> None:
    assert refusals({"a.yaml": clause(), "b.yaml": clause()}) == ["b.yaml:2: the clause '1.1/a' is given twice, first in a.yaml:2"]


def test_an_edition_holds_so_many_entries_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    page = "clauses:\n" + "".join(clause(name=f"1/{number}").removeprefix("clauses:\n") for number in range(4))
    monkeypatch.setattr(written, "MOST_ENTRIES", 4)
    assert len(read(page).clauses) == 4
    monkeypatch.setattr(written, "MOST_ENTRIES", 3)
    assert refusals(page) == ["page.yaml:17: an edition holds at most 3 clauses"]


def test_too_many_problems_end_the_reading() -> None:
    assert len(refusals({f"{number:03}.yaml": "x: 1\n" for number in range(250)})) == 201


def test_clauses_taken_from_another_edition_bring_what_they_use(tmp_path: Path) -> None:
    old = folder(OLD_PAGE, OLD, base=tmp_path, name="town/2015")
    taken = "clauses:\n- {clause: 4.1/area, same_as: old:1.1/area, says: As before.}\n"
    taken += "- {clause: 4.3/c, force: none, encoded: scope, says: S}\n- {clause: 4.2/b, same_as: 1.1/area, at_least: 7 m2}\n"
    new = folder(taken, NEW, base=tmp_path)
    edition = read_edition(new, root=tmp_path, find={"town/2015": old}.__getitem__)
    first, own, second = edition.clauses.values()
    assert own.proof is None
    assert (first.paragraph, first.page, first.says, first.settles, first.readings) == ("4.1", "", "As before.", ("4.1/area",), ("R1",))
    assert first.applies == second.applies and first.proof != second.proof
    assert second.limits[0].written == ("room.floor_area", "7 m2")
    assert edition.terms["house.is_big"].settles == ()
    assert edition.settled() == {"4.1/area": "4.1/area", "4.2/b": "4.2/b", "4.3/c": "4.3/c"}
    assert first.same_as == "old:1.1/area"


def test_a_clause_taken_from_nowhere_is_refused(tmp_path: Path) -> None:
    old = folder(OLD_PAGE, OLD, base=tmp_path, name="town/2015")
    new = folder("clauses:\n- {clause: 1/a, same_as: old:1.1/aria}\n- {clause: 1/b, same_as: other:1.1/area}\n", NEW, base=tmp_path)
    with pytest.raises(Refused) as refusal:
        read_edition(new, root=new, find={"town/2015": old}.__getitem__)
    assert [str(problem) for problem in refusal.value.problems] == [
        "page.yaml:2: 'old:1.1/aria' is no clause of town/2015; did you mean '1.1/area'?",
        "page.yaml:3: 'other:1.1/area' is no clause of town/2015; did you mean '1.1/area'?",
    ]


def test_an_edition_that_builds_on_another_is_read_beside_it_or_not_at_all() -> None:
    assert refusals(clause(), NEW) == ["edition.yaml:4: an edition that builds on another can only be read beside it"]


def test_a_clause_is_the_same_as_another_only_where_the_head_names_an_edition() -> None:
    assert refusals(clause("same_as: old:1.1/area")) == [
        "page.yaml:7: 'same_as:' takes a clause of another edition; name that edition by 'builds_on:' in edition.yaml"
    ]


def many(count: int, requires: str = "house.persons > 1", extra: str = "") -> dict[str, str]:
    """So many short clauses in files of 5,000."""
    lines = [
        f"- {{clause: 1/c{number}, encoded: asked, force: must, says: S, requires: {requires.format(number)}{extra.format(number)}}}\n"
        for number in range(count)
    ]
    return {f"{start}.yaml": "clauses:\n" + "".join(lines[start : start + 5000]) for start in range(0, count, 5000)}


def rows(count: int, reference: str) -> str:
    return "terms:\n" + "".join(f"- {{term: house.t{number}, is: '{reference.format(number + 1)}'}}\n" for number in range(count))


HOSTILE: dict[str, dict[str, str]] = {
    "10,001 clauses": many(10_001),
    "9,000 clauses that hold unknown ones": many(9000, "holds(1/d{})"),
    "9,000 clauses with an unknown key": many(9000, extra=", z{}: 1"),
    "9,000 clauses with an unknown reading": many(9000, extra=", reading: R{}"),
    "a file of more than 2 MB": {"a.yaml": "# " + "x" * 2_000_000},
    "a list of 900,000 values": {"a.yaml": "clauses: [" + "a," * 900_000 + "]"},
    "100,000 unknown keys": {"a.yaml": "".join(f"k{number}: 1\n" for number in range(100_000))},
    "anchors that multiply": {"a.yaml": "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"},
    "a merge of itself": {"a.yaml": "a: &a\n  <<: *a\n"},
    "5,000 nested lists": {"a.yaml": "clauses: " + "[" * 5000 + "]" * 5000},
    "1,000 nested mappings": {"a.yaml": "".join(" " * number + "a:\n" for number in range(1000))},
    "a tag that would run something": {"a.yaml": "clauses: !!python/object/apply:os.system [ls]\n"},
    "a tag of binary data": {"a.yaml": "clauses: !!binary aGk=\n"},
    "two documents": {"a.yaml": "clauses: []\n---\nclauses: []\n"},
    "a zero byte": {"a.yaml": "clauses:\n- \0\n"},
    "a key that is a list": {"a.yaml": "? [a]\n: b\n"},
    "a key given twice": {"a.yaml": "clauses: []\nclauses: []\n"},
    "terms 500 deep": {"a.yaml": rows(500, "house.t{} + 1") + "- {term: house.t500, is: house.persons + 1}\n"},
    "terms 500 deep, the deepest first": {
        "a.yaml": "terms:\n- {term: house.t500, is: house.persons + 1}\n"
        + "".join(f"- {{term: house.t{number}, is: 'house.t{number + 1} + 1'}}\n" for number in reversed(range(500)))
    },
    "clauses that hold each other 500 deep": many(500, "holds(1/c1) and holds(1/c{})"),
    "a term that is itself": {"a.yaml": "terms:\n- {term: house.t, is: house.t + 1}\n"},
    "a figure of 400 digits": {"a.yaml": clause(requires=f"house.persons > {'9' * 400}")},
    "a tolerance in a script of its own": {"a.yaml": AREA.replace("\n- ", "clauses:\n- ", 1) + "  tolerance: ²%\n"},
    "a tolerance of 5,000 digits": {"a.yaml": AREA.replace("\n- ", "clauses:\n- ", 1) + f"  tolerance: {'9' * 5000}%\n"},
}


@pytest.mark.parametrize("pages", HOSTILE.values(), ids=HOSTILE)
def test_hostile_pages_are_refused_soon_and_with_nothing_but_a_refusal(pages: dict[str, str], tmp_path: Path) -> None:
    place = folder(pages, base=tmp_path)
    begun = time.process_time()
    with pytest.raises(Refused) as refusal:
        read_edition(place, root=place)
    assert time.process_time() - begun < 6, "minutes would be a hang; seconds are a slow machine, and a coverage run"
    assert all(problem.message for problem in refusal.value.problems)


def test_a_few_short_clauses_cannot_stand_for_millions_of_parts() -> None:
    doubling = clause(name="1/0") + "".join(
        clause(name=f"1/{number}", requires=f"holds(1/{number - 1}) and holds(1/{number - 1})").removeprefix("clauses:\n")
        for number in range(1, 30)
    )
    assert refusals(doubling) == ["page.yaml:56: with holds(1/9) the clause has more than 4,000 parts; let it hold fewer clauses"]


def test_terms_that_double_are_read_and_stay_small() -> None:
    doubling = rows(29, "house.t{0} + house.t{0}") + "- {term: house.t29, is: house.persons}\n"
    assert len(read(doubling).terms) == 30


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    place = folder({}, base=tmp_path)
    (place / "page.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Refused, match="cannot be read: 'utf-8' codec"):
        read_edition(place, root=place)
