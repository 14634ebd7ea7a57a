"""Terms, readings, conflicts and clauses that refer to each other: what they become, and why an edition is refused."""

from datetime import date
from pathlib import Path

import pytest

from fanlight.facts.files import Refused, Written
from fanlight.standards.nodes import All, Compare, Const, FactOf, Not, TermOf, Whose
from fanlight.standards.reader import _Reader, read_book, read_edition
from fanlight.standards.types import TRUTH
from fanlight.standards.written import open_book
from tests.unit.standards.pages import HEAD, clause, folder, read, refusals

HOUSE, ROOM = Whose("house", "house"), Whose("room", "room")
MANY = Compare(">", FactOf(HOUSE, "house.persons"), Const(1))
BIG_ROOM = "terms:\n- term: room.is_big\n  is: room.floor_area > 20 m2\n"


def terms(*entries: str) -> str:
    """A page of terms, each on a line of its own from line 2 on."""
    return "terms:\n" + "".join(f"- {{{entry}}}\n" for entry in entries)


def test_an_edition_knows_its_head() -> None:
    head = (
        "edition: town/2020\ntitle: Standards\ndocument: {title: D, pages: 60}\nin_force: {from: 2020-01, until: 2021-06-30}\n"
        "adopted: {by: Cabinet}\nbeside: [england/2018-10]\nids: t\n"
    )
    edition = read(clause(), head)
    assert (edition.id, edition.council, edition.ids, edition.title) == ("town/2020", "town", "t", "Standards")
    assert (edition.from_, edition.until, edition.beside) == (date(2020, 1, 1), date(2021, 6, 30), ("england/2018-10",))
    assert edition.head["document.pages"] == "60"
    assert edition.head["beside"] == "england/2018-10"
    assert [edition.in_force_on(day) for day in (date(2019, 12, 31), date(2020, 1, 1), date(2021, 6, 29), date(2021, 6, 30))] == [
        False, True, True, False,
    ]  # fmt: skip
    assert read(clause(), HEAD).ids == "town"
    assert read(clause(), "edition: town/2020\ntitle: T\nin_force: {note: for ever}\n").in_force_on(date(1900, 1, 1))


def test_a_term_is_read_when_it_is_first_asked_for_and_knows_its_kind() -> None:
    edition = read(
        terms("term: room.is_huge, is: room.is_big and room.floor_area > 40 m2", "term: room.is_big, is: room.floor_area > 20 m2")
    )
    big = TermOf(ROOM, "room.is_big")
    assert edition.terms["room.is_huge"].kind == TRUTH
    assert isinstance(edition.terms["room.is_huge"].node, All) and edition.terms["room.is_huge"].node.parts[0] == big
    assert edition.terms["room.is_big"].place == "page.yaml:3"


def test_a_term_settles_rows_and_rests_on_readings() -> None:
    page = terms("term: house.is_big, is: house.persons > 6, says: S, settles: [1/a, 1/b], reading: [R1, R2]")
    page += "readings:\n- {reading: R1, problem: P, adopted: A}\n- {reading: R2, problem: P, adopted: B}\n"
    edition = read(page + clause(requires="house.is_big"))
    assert edition.terms["house.is_big"].readings == ("R1", "R2")
    assert edition.clauses["1.1/a"].readings == ("R1", "R2")
    assert edition.settled() == {"1.1/a": "1.1/a", "1/a": "house.is_big", "1/b": "house.is_big"}
    assert edition.readings["R2"].adopted == "B"


@pytest.mark.parametrize(
    ("page", "messages"),
    [
        (terms("term: Room.Big, is: '1'"), ["page.yaml:2: 'Room.Big' is no name for a term; write THING.NAME; did you mean 'room'?"]),
        (terms("term: rom.big, is: '1'"), ["page.yaml:2: 'rom.big' is no name for a term; write THING.NAME; did you mean 'room'?"]),
        (terms("term: room, is: '1'"), ["page.yaml:2: 'room' is no name for a term; write THING.NAME; did you mean 'room'?"]),
        (terms("term: room.use, is: '1'"), ["page.yaml:2: 'room.use' is a fact already; give the term another name"]),
        (terms("term: room.big"), ["page.yaml:2: the term has no 'is:', the expression it stands for"]),
        (terms("term: room.big, is: room.use"), ["page.yaml:2: a term is a yes or no or a quantity, but this is the choice room.use"]),
        (terms("term: room.big, is: room.unit"), ["page.yaml:2: a term is a yes or no or a quantity, but this is a unit"]),
        (terms("term: room.big, is: '1', readng: R1"), ["page.yaml:2: 'readng' has no meaning here; did you mean 'reading'?"]),
        (terms("term: room.big, is: '1', reading: R1"), ["page.yaml:2: the reading 'R1' is not declared"]),
        (
            terms("term: room.big, is: room.small", "term: room.small, is: not room.big"),
            ["page.yaml:2: 'room.big' refers to itself: room.big -> room.small -> room.big"],
        ),
        (terms("term: room.big, is: not room.big"), ["page.yaml:2: 'room.big' refers to itself: room.big -> room.big"]),
        (terms("term: room.big, is: room.flor_area > 1 m2"),
         ["page.yaml:2: 'room.flor_area' is no fact and no term; did you mean 'floor_area'?"]),
        (
            terms("term: room.big, is: window.area > 1 m2"),
            ["page.yaml:2: 'window' is not in scope: the clause is about room; use a fold such as some(window where ...)"],
        ),
        (
            terms("term: room.big, is: holds(1.1/b)") + clause(),
            ["page.yaml:2: holds(1.1/b) names no clause of this edition; did you mean '1.1/a'?"],
        ),
    ],
)  # fmt: skip
def test_a_term_that_cannot_stand_is_refused_at_its_line(page: str, messages: list[str]) -> None:
    assert refusals(page) == messages


def test_a_bad_term_is_named_once_however_many_use_it() -> None:
    page = terms("term: house.bad, is: house.persns > 1") + clause(requires="house.bad") + clause(name="1/b", requires="house.bad")[9:]
    assert refusals(page) == ["page.yaml:2: 'house.persns' is no fact and no term; did you mean 'persons'?"]


def test_a_clause_holds_another_for_the_same_subject_or_the_house() -> None:
    page = clause("when: house.is_hmo") + clause("each: room", name="1/b", requires="holds(1.1/a) or room.sleepers = 0")[9:]
    edition = read(page + clause("each: room", name="1/c", requires="holds(1/b)")[9:])
    held = All((FactOf(HOUSE, "house.is_hmo"), MANY))
    second = edition.clauses["1/b"].proof
    assert second is not None and second.parts[0] == held  # type: ignore[attr-defined]
    assert edition.clauses["1/c"].proof == second


@pytest.mark.parametrize(
    ("page", "messages"),
    [
        (clause(requires="holds(1.1/b)"), ["page.yaml:6: holds(1.1/b) names no clause of this edition; did you mean '1.1/a'?"]),
        (clause(requires="holds(1.1/a)"), ["page.yaml:2: '1.1/a' refers to itself: 1.1/a -> 1.1/a"]),
        (
            clause(requires="holds(1/b)") + clause(name="1/b", requires="holds(1.1/a)")[9:],
            ["page.yaml:2: '1.1/a' refers to itself: 1.1/a -> 1/b -> 1.1/a"],
        ),
        (
            clause(requires="holds(1/b)") + clause("each: room", name="1/b", requires="room.sleepers = 0")[9:],
            ["page.yaml:6: holds(1/b) is about each room, but this clause is about house"],
        ),
        (
            clause("each: unit", requires="holds(1/b)") + clause("each: room", name="1/b", requires="room.sleepers = 0")[9:],
            ["page.yaml:6: holds(1/b) is about each room, but this clause is about unit"],
        ),
        (
            clause(requires="holds(1/b)") + clause(name="1/b", requires="")[9:].replace("asked", "information"),
            ["page.yaml:6: holds(1/b) names a clause without a requirement"],
        ),
    ],
)
def test_a_clause_that_cannot_hold_another_is_refused_at_its_line(page: str, messages: list[str]) -> None:
    assert refusals(page) == messages


def test_a_row_settled_twice_is_refused_with_both_names() -> None:
    page = clause("settles: [1/x, 1/y]") + clause("settles: [1/y]", name="1.1/b")[9:] + terms("term: house.big, is: '1', settles: 1/x")
    assert refusals(page) == [
        "page.yaml:8: the row '1/y' is settled twice: by '1.1/a' and by '1.1/b'",
        "page.yaml:15: the row '1/x' is settled twice: by '1.1/a' and by 'house.big'",
    ]


@pytest.mark.parametrize(
    ("entry", "messages"),
    [
        ("reading: R1", ["page.yaml:2: a reading says what is unclear ('problem:') and what is adopted ('adopted:')"]),
        ("reading: R1, problem: P", ["page.yaml:2: a reading says what is unclear ('problem:') and what is adopted ('adopted:')"]),
        ("reading: R1, problem: P, adopted: A, adoptd: A", ["page.yaml:2: 'adoptd' has no meaning here; did you mean 'adopted'?"]),
        (
            "reading: R1, problem: P, adopted: A, ways: {officer: W}",
            ["page.yaml:2: 'officer' is a way every reading has; give this one another name"],
        ),
    ],
)
def test_a_reading_that_says_too_little_is_refused(entry: str, messages: list[str]) -> None:
    assert refusals(f"readings:\n- {{{entry}}}\n") == messages


SWITCHED = """
readings:
- reading: R1
  problem: It is not said whether children count.
  adopted: They do.
  ways: {adults: Adults alone count.}
clauses:
- clause: 1.1/a
  encoded: asked
  force: must
  says: S.
  requires: house.persons > 1
  reading: R1
  otherwise:
  - {reading: R1, way: adults, requires: house.households > 1}
"""


def chosen(tmp_path: Path, **choices: str) -> "list[str] | object":
    place = folder(SWITCHED, base=tmp_path)
    ways = {reading: Written(way, "readings.yaml", 2) for reading, way in choices.items()}
    try:
        return read_edition(place, root=place, choices=ways)
    except Refused as refusal:
        return [str(problem) for problem in refusal.problems]


def test_a_council_may_switch_a_reading_or_leave_it_to_an_officer(tmp_path: Path) -> None:
    as_adopted = chosen(tmp_path / "1", R1="adopted")
    switched = chosen(tmp_path / "2", R1="adults")
    left_open = chosen(tmp_path / "3", R1="officer")
    assert as_adopted.clauses["1.1/a"].proof == MANY  # type: ignore[union-attr]
    assert switched.clauses["1.1/a"].written["requires"] == "house.households > 1"  # type: ignore[union-attr]
    assert switched.switched == {"R1": "adults"} and not switched.left_open  # type: ignore[union-attr]
    assert left_open.left_open == {"R1"}  # type: ignore[union-attr]
    assert as_adopted.readings["R1"].ways == {"adults": "Adults alone count."}  # type: ignore[union-attr]
    assert [edition.readings["R1"].in_use for edition in (as_adopted, switched, left_open)] == [  # type: ignore[attr-defined]
        "They do.", "By the council's own choice (adults): Adults alone count.", "The council leaves it to an officer.",
    ]  # fmt: skip


def test_a_choice_that_is_not_open_is_refused(tmp_path: Path) -> None:
    assert chosen(tmp_path / "1", R2="adults") == ["readings.yaml:2: 'R2' is no reading of town/2020; known here: R1"]
    assert chosen(tmp_path / "2", R1="adlts") == [
        "readings.yaml:2: the reading 'R1' has no way 'adlts'; did you mean 'adults'?; known: adopted, officer, adults"
    ]
    assert refusals(SWITCHED.replace("way: adults, ", "")) == [
        "page.yaml:15: another way of a clause says for which reading ('reading:') and which way ('way:')"
    ]
    assert refusals(SWITCHED.replace("way: adults, ", "way: adlts, ")) == [
        "page.yaml:15: the reading 'R1' has no way 'adlts'; did you mean 'adults'?"
    ]
    assert refusals(SWITCHED.replace("- {reading: R1, way", "- {reading: R2, way")) == [
        "page.yaml:15: the entry does not rest on the reading 'R2'; known here: R1"
    ]
    bare = SWITCHED.replace("  reading: R1\n  otherwise", "  otherwise")
    assert refusals(bare) == ["page.yaml:14: the entry does not rest on the reading 'R1'"]


def test_a_conflict_of_the_document_is_kept_as_data() -> None:
    page = "readings:\n- {reading: R1, problem: P, adopted: A}\nconflicts:\n"
    page += "- {conflict: K1, kind: below_floor, says: S, clauses: [1.1/a], law: SI 2018/616, reading: R1, from: 2018-10-01}\n"
    [conflict] = read(page + clause()).conflicts
    assert (conflict.id, conflict.kind, conflict.clauses, conflict.law) == ("K1", "below_floor", ("1.1/a",), "SI 2018/616")
    assert (conflict.readings, conflict.from_) == (("R1",), date(2018, 10, 1))
    term = terms("term: house.is_big, is: house.persons > 6")
    assert read(term + "conflicts:\n- {conflict: K1, kind: gap, says: S, clauses: house.is_big}\n").conflicts[0].clauses == (
        "house.is_big",
    )


def test_a_conflict_of_a_clause_that_is_not_there_is_refused_with_the_nearest() -> None:
    page = (
        clause()
        + terms("term: house.is_big, is: house.persons > 6")
        + "conflicts:\n- {conflict: K1, kind: gap, says: S, clauses: [1.1/a, 1.1/b, house.is_bog]}\n"
    )
    assert [problem.partition(": ")[2] for problem in refusals(page)] == [
        "'1.1/b' is no clause and no term of town/2020; did you mean '1.1/a'?",
        "'house.is_bog' is no clause and no term of town/2020; did you mean 'house.is_big'?",
    ]


def test_a_conflict_that_says_too_little_is_refused() -> None:
    assert refusals("conflicts:\n- {conflict: K1, note: N, lw: L}\n") == [
        "page.yaml:2: 'lw' has no meaning here; did you mean 'law'?",
        "page.yaml:2: the conflict has no 'kind:'",
        "page.yaml:2: the conflict has no 'says:'",
    ]
    [kind, reading] = refusals("conflicts:\n- {conflict: K1, kind: gaps, says: S, reading: R1}\n")
    assert kind.startswith("page.yaml:2: 'gaps' is no kind of conflict; did you mean 'gap'?; known: table_ends, ")
    assert reading == "page.yaml:2: the reading 'R1' is not declared"


def test_some_clauses_can_be_read_alone_with_what_they_use(tmp_path: Path) -> None:
    page = BIG_ROOM + clause("each: room", requires="room.is_big") + clause(name="1/b", requires="house.persns > 1")[9:]
    place = folder(page, base=tmp_path)
    edition = read_book(open_book(place, place), only=["1.1/a"])
    assert list(edition.clauses) == ["1.1/a"] and list(edition.terms) == ["room.is_big"]
    assert isinstance(edition.clauses["1.1/a"].proof, TermOf)


def test_when_and_unless_are_flat_parts_of_one_condition() -> None:
    applies = read(clause("when: house.is_hmo and house.persons > 2\nunless: house.is_charity_shelter")).clauses["1.1/a"].applies
    assert isinstance(applies, All) and len(applies.parts) == 3
    assert applies.parts[2] == Not(FactOf(HOUSE, "house.is_charity_shelter"))
    assert read(clause("unless: house.is_hmo")).clauses["1.1/a"].applies == Not(FactOf(HOUSE, "house.is_hmo"))
    assert read(clause()).clauses["1.1/a"].applies is None


def test_the_terms_of_a_scope_are_a_mapping_that_reads_them_when_they_are_asked_for(tmp_path: Path) -> None:
    place = folder(BIG_ROOM, base=tmp_path)
    terms = _Reader(open_book(place, place)).scope("room").terms
    assert (len(terms), list(terms), terms["room.is_big"], terms.get("room.nothing")) == (1, ["room.is_big"], TRUTH, None)
