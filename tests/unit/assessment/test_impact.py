"""What a draft changes in a stock: findings held against each other, persons displaced, and no unknown counted as either."""

from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path

import duckdb
import pytest

from fanlight.assessment.assess import Program
from fanlight.assessment.stock import dataset, displacing, staying
from fanlight.assessment.stock.impact import FOUND, KINDS, Comparing, Impact
from fanlight.assessment.stock.pairing import ABSENT, Pairing, kinds, pairing
from fanlight.facts.survey import Survey
from fanlight.standards.edition import Edition
from tests.unit.assessment.houses import house
from tests.unit.standards.pages import HEAD, read

ON = date(2020, 3, 1)
SINGLE = """
- clause: 1.1/single
  encoded: asked
  force: must
  says: A room for one is large enough.
  each: room
  when: room.sleepers = 1
  measure: room.floor_area
  at_least: 6.5 m2
"""
DOUBLE = SINGLE.replace("1.1/single", "1.1/double").replace("= 1", ">= 2").replace("6.5", "10")
NUMBER = """
- clause: 1.2/number
  encoded: asked
  force: should
  says: Not too many live there.
  requires: house.persons <= 5
"""
OTHER = HEAD.replace("town/", "shire/")


def edition(*clauses: str, head: str = HEAD, **figures: str) -> Edition:
    text = "clauses:" + "".join(clauses)
    for name, figure in figures.items():
        text = text.replace(f"{name.removeprefix('of_').replace('_', '.')} m2", f"{figure} m2")
    return read(text, head)


def compared(surveys: list[Survey], old: Edition, new: Edition, folder: Path, *, block: int = 10_000) -> tuple[Comparing, Impact]:
    dataset.write(surveys, folder / "stock")
    comparing = Comparing(
        dataset.opened(folder / "stock"), pairing(old, new, ON), {"on": ON, "block": block, "memory": "500MB"}, folder / "out"
    )
    done = Impact()
    assert sum(part.houses for part in comparing.parts(done)) == len(surveys)
    return comparing, done


def rooms(*given: tuple[str, str], persons: str = "", whole: str = "all", ward: str = "") -> Survey:
    """A house of rooms, each with its area and who sleeps there; an empty text says nothing of it."""
    facts = {"persons": persons, "ward": ward}
    said = ", ".join(f"{name}: {value}" for name, value in facts.items() if value)
    lines = [
        f"- {{id: r{place}, sleepers_under_ten: 0{f', floor_area: {area} m2' if area else ''}{f', sleepers: {number}' if number else ''}}}"
        for place, (area, number) in enumerate(given)
    ]
    listed = "rooms:\n" + "\n".join(lines) + "\n" if lines else ""
    return house(f"{f'house: {{{said}}}' if said else ''}\nunits: [{{id: u}}]\n{listed}", complete=whole)


# Which clauses belong together.


def test_only_what_may_differ_is_run() -> None:
    old, new = edition(SINGLE, DOUBLE, NUMBER), edition(SINGLE, DOUBLE, NUMBER, of_6_5="7.5")
    found = pairing(old, new, ON)
    assert ([pair.name for pair in found.pairs], found.same, found.matched) == (["1.1/single"], ("1.1/double", "1.2/number"), True)
    assert found.pairs[0].changes == ("requirement: room.floor_area >= 7.5 m2, was room.floor_area >= 6.5 m2",)
    assert list(found.run("old").clauses) == list(found.run("new").clauses) == ["1.1/single"]
    assert pairing(old, old, ON).pairs == ()


def test_what_a_term_stands_for_counts_and_words_do_not() -> None:
    terms = "terms:\n- {term: house.is_full, is: house.is_large}\n- {term: house.is_large, is: house.persons >= 5}\n"
    asks = "clauses:" + NUMBER.replace("house.persons <= 5", "not house.is_full")
    old = read(terms + asks)
    assert [pair.name for pair in pairing(old, read(terms.replace(">= 5", ">= 6") + asks), ON).pairs] == ["1.2/number"]
    assert pairing(old, read(terms + asks.replace("Not too many", "Few")), ON).pairs == ()


def test_what_has_begun_or_is_left_open_differs_from_what_has_not_or_is_not() -> None:
    old = edition(NUMBER)
    assert pairing(old, edition(NUMBER + "  from: 2020-03-02\n"), ON).pairs
    assert not pairing(old, edition(NUMBER + "  from: 2020-03-01\n"), ON).pairs
    rests = read("readings:\n- {reading: R1, problem: P., adopted: A.}\nclauses:" + NUMBER + "  reading: R1\n")
    assert pairing(rests, replace(rests, left_open=frozenset({"R1"})), ON).pairs


def test_clauses_that_are_new_gone_or_decided_by_nobody() -> None:
    note = "\n- {clause: 9/note, encoded: information, force: none, says: How to apply.}\n"
    found = pairing(edition(SINGLE, NUMBER, note), edition(DOUBLE, NUMBER.replace("1.2/number", "2.2/number")), ON)
    assert [(pair.name, pair.old, pair.new, pair.changes) for pair in found.pairs] == [
        ("1.1/single", ("1.1/single",), (), ("gone",)),
        ("1.2/number", ("1.2/number",), (), ("gone",)),
        ("1.1/double", (), ("1.1/double",), ("new",)),
        ("2.2/number", (), ("2.2/number",), ("new",)),
    ]


def test_clauses_of_two_councils_are_never_matched_by_their_ids() -> None:
    advice = NUMBER.replace("1.2/number", "1.3/advice").replace("should", "recommended")
    found = pairing(edition(SINGLE, NUMBER), edition(DOUBLE.replace("1.1/double", "1.1/single"), advice, head=OTHER), ON)
    assert not found.matched and found.same == ()
    assert [(pair.name, pair.old, pair.new, pair.whole) for pair in found.pairs] == [
        ("room", ("1.1/single",), ("1.1/single",), True),
        ("house", ("1.2/number",), (), True),
    ]


# What becomes of a finding.


def test_the_kinds_of_change_are_those_of_the_queries() -> None:
    for before, after in product(range(len(FOUND)), repeat=2):
        asked = f"select {', '.join(KINDS.values())} from (select {before} as before, {after} as after)"
        [tests] = duckdb.connect().execute(asked).fetchall()
        assert kinds(FOUND[before], FOUND[after]) == [name for name, holds in zip(KINDS, tests, strict=True) if holds]


def findings(survey: Survey, edition: Edition) -> dict[tuple[str, str], str]:
    """What the interpreter finds, by clause and subject; of a clause that is not asked of a house the subject is empty."""
    done = Program(edition).assess(survey, ON).findings
    return {(each.clause.id, each.subject.id if each.subject else ""): each.verdict.value for each in done}


def test_findings_are_held_against_each_other_as_the_interpreter_makes_them(tmp_path: Path) -> None:
    areas, numbers = ("", "6", "7", "12"), ("", "0", "1", "2")
    surveys = [rooms((area, number), ("7", "1"), persons=persons, whole=whole)
               for area, number, persons, whole in product(areas, numbers, ("", "4", "8"), ("all", "[units]"))]  # fmt: skip
    old = edition(SINGLE, DOUBLE, NUMBER)
    when = DOUBLE.replace("when: room.sleepers >= 2", "when: house.persons >= 3 and room.sleepers >= 2")
    new = edition(SINGLE, when, NUMBER.replace("<= 5", "<= 3"), of_6_5="7.5")
    _, done = compared(surveys, old, new, tmp_path, block=40)
    wanted: dict[tuple[str, str, str], int] = {}
    for survey in surveys:
        before, after = findings(survey, old), findings(survey, new)
        for name in ("1.1/single", "1.1/double", "1.2/number"):
            subjects = {subject for clause, subject in (*before, *after) if clause == name}
            for subject in (subjects - {""}) or subjects:
                key = (name, *(found.get((name, subject), found.get((name, ""), ABSENT)) for found in (before, after)))
                wanted[key] = wanted.get(key, 0) + 1
    assert dict(done.findings) == wanted
    assert done.of_pair("1.2/number", "newly_not_met") == wanted["1.2/number", "met", "not_met"]
    assert done.whole["houses"] == len(surveys)


def test_a_clause_about_another_thing_is_compared_house_by_house(tmp_path: Path) -> None:
    some = NUMBER.replace("1.2/number", "1.1/single").replace("house.persons <= 5", "some(room where room.floor_area >= 6.5 m2)")
    surveys = [rooms(("6", "1"), ("7", "1")), rooms(("6", "1")), rooms(("", "1"))]
    _, done = compared(surveys, edition(SINGLE), edition(some), tmp_path)
    assert dict(done.findings) == {
        ("1.1/single", "not_met", "met"): 1, ("1.1/single", "not_met", "not_met"): 1, ("1.1/single", "cannot_tell", "cannot_tell"): 1,
    }  # fmt: skip
    assert done.houses["1.1/single", "newly_met"] == 1 and done.whole["no_longer_not_met"] == 1


def test_a_clause_that_is_gone_or_new_has_nothing_to_be_held_against(tmp_path: Path) -> None:
    comparing, done = compared([rooms(("6", "1"), persons="1")], edition(SINGLE), edition(NUMBER), tmp_path)
    assert dict(done.findings) == {("1.1/single", "not_met", ABSENT): 1, ("1.2/number", ABSENT, "met"): 1}
    assert comparing.is_tried and displacing.elsewhere(comparing.pairing) == ["1.2/number"]
    assert (done.whole["displaced_at_least"], done.whole["displaced_at_most"]) == (0, 0)


def test_editions_of_two_councils_are_compared_by_what_clauses_are_about(tmp_path: Path) -> None:
    surveys = [rooms(("7", "1"), ("12", "2"), persons="3"), rooms(("7", "1"), persons="1")]
    new = edition(SINGLE, head=OTHER, of_6_5="7.5")
    comparing, done = compared(surveys, edition(SINGLE, DOUBLE), new, tmp_path)
    assert dict(done.findings) == {("room", "met", "not_met"): 2}
    assert (done.whole["newly_not_met"], done.whole["displaced_at_least"]) == (2, 2)
    assert comparing.run.wish.editions.keys() == {"before", "after", "counts", "stay-before", "stay-after"}


def test_wards_and_sizes_have_their_own_figures_and_what_is_not_known_is_said(tmp_path: Path) -> None:
    surveys = [
        rooms(("7", "1"), persons=persons, ward=ward)
        for persons, ward in (("2", "West"), ("3", "East"), ("12", "East"), ("6", ""), ("7 to 12", ""), ("", "West"))
    ]
    _, done = compared(surveys, edition(SINGLE), edition(SINGLE, of_6_5="7.5"), tmp_path)
    assert [(name, counts["houses"]) for name, counts in done.named("ward")] == [("East", 2), ("West", 2), ("not known", 2)]
    assert [name for name, _ in done.named("size")] == ["0 to 2", "3 to 4", "5 to 6", "11 or more", "not known"]
    assert dict(done.named("size"))["not known"]["newly_not_met"] == 2


def test_a_stock_without_wards_says_so(tmp_path: Path) -> None:
    _, done = compared([rooms(("7", "1"))], edition(NUMBER), edition(NUMBER.replace("5", "4")), tmp_path)
    assert [name for name, _ in done.named("ward")] == ["not known"] and Impact().whole == {}


# Persons displaced.


def displaced(survey: Survey, tmp_path: Path, old: Edition | None = None, new: Edition | None = None) -> tuple[int, int]:
    before = old or edition(SINGLE, DOUBLE)
    _, done = compared([survey], before, new or edition(SINGLE, DOUBLE, of_6_5="7.5"), tmp_path)
    return done.whole["displaced_at_least"], done.whole["displaced_at_most"]


@pytest.mark.parametrize(
    ("survey", "wanted"),
    [
        (rooms(("7", "1"), persons="1"), (1, 1)),
        (rooms(("8", "1"), persons="1"), (0, 0)),
        (rooms(("6", "1"), persons="1"), (0, 0)),
        (rooms(("", "1"), persons="1"), (0, 1)),
        (rooms(("7", ""), persons="1"), (0, 1)),
        (rooms(("7", ""), ("20", "1"), persons="1"), (0, 0)),
        (rooms(("7", "0"), persons="0"), (0, 0)),
        (rooms(("7", "2"), persons="2"), (1, 1)),
        (rooms(("7", "1"), ("7", "1"), ("9", "1"), persons="3"), (2, 2)),
        (rooms(("20", "1"), persons="3", whole="[units]"), (0, 2)),
        (rooms(("20", "1"), persons="1", whole="[units]"), (0, 0)),
        (rooms(("7", "8"), persons="8"), (0, 8)),
        (rooms(("20", "8"), persons="8"), (0, 0)),
        (rooms(("7", ""), persons="9"), (0, 9)),
        (rooms(persons="0"), (0, 0)),
    ],
)
def test_displaced_is_who_could_stay_and_cannot_any_more(tmp_path: Path, survey: Survey, wanted: tuple[int, int]) -> None:
    assert displaced(survey, tmp_path) == wanted


def test_whom_an_unchanged_clause_refuses_already_the_draft_does_not_displace(tmp_path: Path) -> None:
    limit = SINGLE.replace("1.1/single", "1.3/most").replace("  when: room.sleepers = 1\n", "").split("  measure")[0]
    none = limit + "  requires: room.sleepers <= LIMIT\n"
    old, new = (edition(SINGLE, none.replace("LIMIT", "0"), of_6_5=area) for area in ("6.5", "7.5"))
    assert displaced(rooms(("7", "1"), persons="1"), tmp_path, old, new) == (0, 0)
    unsure = none.replace("LIMIT", "room.permitted_over_ten")
    old, new = (edition(SINGLE, unsure, of_6_5=area) for area in ("6.5", "7.5"))
    (tmp_path / "unsure").mkdir()
    assert displaced(rooms(("7", "1"), persons="1"), tmp_path / "unsure", old, new) == (0, 1)


def test_no_truth_lies_outside_the_two_numbers(tmp_path: Path) -> None:
    """Each house stands in a ward of its own, and so does each completion of what is unknown of it, whose number is known."""
    areas, numbers = ("6", "7", "9", "12"), ("0", "1", "2")
    cases = list(product(("", *areas), ("", *numbers)))
    surveys = [rooms((area, number), ("7", "1"), persons="3", ward=f"{area}/{number}") for area, number in cases]
    _, done = compared(surveys, edition(SINGLE, DOUBLE), edition(SINGLE, DOUBLE, of_6_5="7.5"), tmp_path)
    found = {name: (counts["displaced_at_least"], counts["displaced_at_most"]) for name, counts in done.named("ward")}
    for area, number in product(areas, numbers):
        low, high = found[f"{area}/{number}"]
        assert low == high == 1 + (1 if area == "7" and number != "0" else 0)
        for one, other in product(("", area), ("", number)):
            assert found[f"{one}/{other}"][0] <= low <= found[f"{one}/{other}"][1], (one, other, area, number)
    assert found["/1"] == found["7/"] == (1, 2)


def test_a_trial_says_again_what_follows_from_who_sleeps_there() -> None:
    asks = SINGLE.split("  when:")[0].replace("1.1/single", "1.1/who")
    page = "terms:\n- {term: room.over, is: room.sleepers - room.sleepers_under_ten}\nclauses:"
    page += asks + "  requires: room.over <= 1 and (room.sharers_are_adults or room.sharers_are_couple or room.youngest_sleeper_age < 9)\n"
    page += "  when: room.is_used_for_sleeping and room.is_communal\n"
    whole = read(page)
    tried = staying.trials(whole, ["1.1/who"])
    assert len(tried.clauses) == len(staying.TRIALS) + 1 and staying.limits_a_room(whole.clauses["1.1/who"], whole)
    survey = house("rooms: [{id: r, sleepers: 5, sharers_are_adults: yes, is_communal: yes, sharers_are_couple: no}]")
    found = {name: verdict for (name, _), verdict in findings(survey, tried).items()}
    verdicts = {trial: found["|".join(("1.1/who", *map(str, trial)))] for trial in (*staying.TRIALS, staying.ANYBODY)}
    assert verdicts[1, 0] == "cannot_tell" and verdicts[2, 0] == "not_met"
    assert verdicts[0, 1] == verdicts[1, 1] == verdicts[1, 2] == "cannot_tell" == verdicts[99, 0]
    grown = house("rooms: [{id: r, is_communal: yes, youngest_sleeper_age: 30}]")
    assert findings(grown, tried)["1.1/who|1|0", "r"] == "met"


def test_what_says_the_same_whoever_sleeps_there_limits_no_number() -> None:
    warm = SINGLE.replace("1.1/single", "1.4/any").replace("room.sleepers = 1", "room.is_used_for_sleeping")
    whole = edition(SINGLE, warm)
    assert staying.trials(whole, ["1.4/any", "1.1/single"], all_alike=False).clauses.keys() == {
        staying.SEPARATOR.join(("1.1/single", str(over), str(under))) for over, under in (*staying.TRIALS, staying.ANYBODY)
    }


def test_clauses_that_bind_nobody_or_ask_of_others_are_not_tried() -> None:
    advice = edition(SINGLE.replace("must", "recommended"))
    assert not staying.limits_a_room(advice.clauses["1.1/single"], advice)
    number = edition(NUMBER)
    assert not staying.limits_a_room(number.clauses["1.2/number"], number) and staying.depends_on_number(
        number.clauses["1.2/number"], number
    )
    assert Pairing(number, number, (), (), True).run("old").clauses == {}
