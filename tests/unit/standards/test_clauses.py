"""One clause: its shape, what it becomes, and each way of writing it that is refused with its line and what was meant."""

from datetime import date

import pytest

from fanlight.facts.units import AREA, NUMBER
from fanlight.standards.edition import Encoded, Force, Limit
from fanlight.standards.nodes import All, Any, Compare, Const, FactOf, Mul, Scale, Whose
from fanlight.standards.types import Quantity
from tests.unit.standards.pages import AREA as AREA_ENTRY
from tests.unit.standards.pages import clause, read, refusals

HOUSE, ROOM = Whose("house", "house"), Whose("room", "room")
FLOOR = FactOf(ROOM, "room.floor_area")
PERSONS = FactOf(HOUSE, "house.persons")
ENOUGH = Compare(">=", FLOOR, Scale(Const(65), 10**7))
MANY = Compare(">", PERSONS, Const(1))


def area(lines: str = "", *, without: str = "") -> str:
    """A page of the clause on a room's area; further lines begin on line 9."""
    kept = [line for line in AREA_ENTRY.strip().splitlines() if not without or not line.strip().startswith(without)]
    return "\n".join(["clauses:", *kept, *(f"  {line}" for line in lines.splitlines())]) + "\n"


def test_a_clause_keeps_all_it_says() -> None:
    page = area("remedy: Enlarge the room.\npage: 12\nfrom: 2020-06\nuntil: 2021-01-01\nreading: R1\nsettles: [1.1/a, 1.1/b]\nnote: N")
    [found] = read(page + "readings:\n- {reading: R1, problem: P, adopted: A}\n").clauses.values()
    assert (found.id, found.paragraph, found.page, found.place) == ("1.1/area", "1.1", "12", "page.yaml:2")
    assert (found.encoded, found.force, found.says, found.each) == (Encoded.ASKED, Force.MUST, "A room is large enough.", "room")
    assert (found.from_, found.until, found.settles) == (date(2020, 6, 1), date(2021, 1, 1), ("1.1/a", "1.1/b"))
    assert (found.readings, found.remedy, found.proof) == (("R1",), "Enlarge the room.", ENOUGH)
    assert found.limits == (Limit(FLOOR, ">=", Scale(Const(65), 10**7), Quantity(AREA, 8), ("room.floor_area", "6.5 m2")),)
    assert found.written["at_least"] == "6.5 m2"
    assert found.same_as == ""


def test_what_is_left_out_has_its_usual_meaning() -> None:
    [found] = read(clause(name="4.2/x")).clauses.values()
    assert (found.each, found.applies, found.limits, found.settles, found.paragraph) == (None, None, (), ("4.2/x",), "4.2")
    [of_house] = read(clause("each: house")).clauses.values()
    assert of_house.each is None
    [elsewhere] = read(clause("paragraph: 7.1", name="x")).clauses.values()
    assert elsewhere.paragraph == "7.1"


@pytest.mark.parametrize(("key", "op"), [("at_least", ">="), ("at_most", "<="), ("more_than", ">"), ("less_than", "<"), ("exactly", "=")])
def test_each_limit_is_a_comparison(key: str, op: str) -> None:
    [found] = read(clause(f"measure: house.persons\n{key}: 5", requires="")).clauses.values()
    assert found.proof == Compare(op, PERSONS, Const(5))


def test_a_measure_a_requirement_and_more_measures_must_all_hold() -> None:
    [found] = read(clause("measure: house.persons\nat_most: 5\nalso:\n- {measure: house.households, at_most: 3}")).clauses.values()
    assert found.proof == All((Compare("<=", PERSONS, Const(5)), Compare("<=", FactOf(HOUSE, "house.households"), Const(3)), MANY))
    [also] = read(clause("also:\n- {measure: house.households, at_most: 3}", requires="")).clauses.values()
    assert len(also.limits) == 1


def test_other_ways_of_meeting_a_clause_are_open_beside_its_own() -> None:
    [one] = read(clause("or: house.is_hmo")).clauses.values()
    [two] = read(clause("or:\n- house.is_hmo\n- house.is_charity_shelter")).clauses.values()
    assert one.proof == Any((MANY, FactOf(HOUSE, "house.is_hmo")))
    assert two.alternatives_written == ("house.is_hmo", "house.is_charity_shelter")
    assert len(two.alternatives) == 2


def test_a_tolerance_loosens_the_limit_exactly() -> None:
    [least] = read(clause("measure: house.persons\nat_least: 5\ntolerance: 20%", requires="")).clauses.values()
    [most] = read(clause("measure: house.persons\nat_most: 5\ntolerance: 5%", requires="")).clauses.values()
    assert least.limits[0].limit == Mul(Const(5), Const(80)) and least.limits[0].measure == Scale(PERSONS, 100)
    assert most.limits[0].limit == Mul(Const(5), Const(105)) and most.limits[0].kind == Quantity(NUMBER, 2)


LOOSE = "a tolerance is a whole percentage (20%) of an at_least or at_most limit"


@pytest.mark.parametrize(
    ("page", "messages"),
    [
        (clause("wehn: house.is_hmo"), ["page.yaml:7: 'wehn' has no meaning here; did you mean 'when'?"]),
        (clause("encoded2: x\nforce2: y"), [
            "page.yaml:7: 'encoded2' has no meaning here; did you mean 'encoded'?",
            "page.yaml:8: 'force2' has no meaning here; did you mean 'force'?",
        ]),
        ("clauses:\n- clause: 1/a\n", ["page.yaml:2: the clause has no 'force:'", "page.yaml:2: the clause has no 'says:'"]),
        (clause().replace("force: must", "force: shall"), [
            "page.yaml:4: 'shall' is no force; known here: may, must, none, recommended, should",
        ]),
        (clause().replace("force: must", "force: musst"), [
            "page.yaml:4: 'musst' is no force; did you mean 'must'?",
        ]),
        (clause().replace("encoded: asked", "encoded: full"), [
            "page.yaml:3: 'full' is no encoded; did you mean 'fully'?",
        ]),
        (clause("each: rooom"), ["page.yaml:7: 'rooom' is no listed thing; did you mean 'room'?"]),
        (clause(requires=""), ["page.yaml:2: nothing can decide this clause: it has neither 'requires:' nor 'measure:' with a limit"]),
        (clause(requires="1 = 1"), ["page.yaml:2: nothing can decide this clause: its requirement asks no fact"]),
        (clause("or: house.is_hmo", requires=""), [
            "page.yaml:2: nothing can decide this clause: it has neither 'requires:' nor 'measure:' with a limit",
        ]),
        (clause("at_least: 5"), ["page.yaml:2: the clause has a limit but no 'measure:'"]),
        (clause("tolerance: 20%"), ["page.yaml:2: the clause has a limit but no 'measure:'"]),
        (clause("measure: house.persons"), [
            "page.yaml:2: a measure needs exactly one limit: at_least, at_most, more_than, less_than, exactly",
        ]),
        (clause("measure: house.persons\nat_least: 5\nat_most: 6"), [
            "page.yaml:2: a measure needs exactly one limit: at_least, at_most, more_than, less_than, exactly",
        ]),
        (clause("also:\n- {measure: house.persons, least: 5}"), [
            "page.yaml:8: 'least' has no meaning here; did you mean 'at_least'?",
            "page.yaml:8: a measure needs exactly one limit: at_least, at_most, more_than, less_than, exactly",
        ]),
        (clause("also:\n- {at_least: 5}"), [
            "page.yaml:8: a measure needs exactly one limit: at_least, at_most, more_than, less_than, exactly",
        ]),
        (area("tolerance: 20"), [f"page.yaml:9: {LOOSE}"]),
        (area("tolerance: 0%"), [f"page.yaml:9: {LOOSE}"]),
        (area("tolerance: 100%"), [f"page.yaml:9: {LOOSE}"]),
        (area("tolerance: 2.5%"), [f"page.yaml:9: {LOOSE}"]),
        (area("tolerance: ²%"), [f"page.yaml:9: {LOOSE}"]),
        (clause("measure: house.persons\nexactly: 5\ntolerance: 20%"), [f"page.yaml:9: {LOOSE}"]),
        (area(without="at_least") + "  at_least: 6.5 m\n", [
            "page.yaml:8: 'at_least' needs like quantities, but one is a quantity of area and the other a quantity of length",
        ]),
        (area(without="at_least") + "  at_least: room.use\n", [
            "page.yaml:8: this place needs a quantity, but this is the choice room.use",
        ]),
        (clause(requires="house.persons"), ["page.yaml:6: this place needs a yes or no, but this is a plain number"]),
        (clause("when: room.use is bedroom"), [
            "page.yaml:7: 'room' is not in scope: the clause is about house; use a fold such as some(room where ...)",
        ]),
        (clause("unless: house.is_hmoo"), ["page.yaml:7: 'house.is_hmoo' is no fact and no term; did you mean 'is_hmo'?"]),
        (clause("or:\n- house.is_hmo\n- house.is_hmoo"), ["page.yaml:9: 'house.is_hmoo' is no fact and no term; did you mean 'is_hmo'?"]),
        (clause("reading: R1"), ["page.yaml:7: the reading 'R1' is not declared"]),
        (clause("reading: [R1, R2]") + "readings:\n- {reading: R1, problem: P, adopted: A}\n", [
            "page.yaml:7: the reading 'R2' is not declared; known here: R1",
        ]),
        (clause(name="/a"), ["page.yaml:2: the clause cites no paragraph: write its id as PARAGRAPH/NAME or add 'paragraph:'"]),
        (clause("from: 31.12.2020"), ["page.yaml:7: '31.12.2020' is not a date; write for example 2018-10-01"]),
        (clause("until: 2020-02-30"), ["page.yaml:7: '2020-02-30' is not a date; write for example 2018-10-01"]),
        (clause("from: 2018-W40-1"), ["page.yaml:7: '2018-W40-1' is not a date; write for example 2018-10-01"]),
        (clause("from: 20181001"), ["page.yaml:7: '20181001' is not a date; write for example 2018-10-01"]),
        (clause().replace("encoded: asked", "encoded: fully"), [
            "page.yaml:2: the clause '1.1/a' has no example of: met, not met, cannot tell",
        ]),
        (clause("examples:\n- {given: {house.persons: 2}, met: [{}]}").replace("encoded: asked", "encoded: fully"), [
            "page.yaml:2: the clause '1.1/a' has no example of: not met, cannot tell",
        ]),
        (clause("examples:\n- {met: [{}]}").replace("encoded: asked", "encoded: fully").replace("force: must", "force: may"), [
            "page.yaml:2: the clause '1.1/a' has no example of: cannot tell, does not apply",
        ]),
        (clause("says: [a]").replace("  says: S.\n", ""), ["page.yaml:6: a single value is expected here, not a list or a mapping"]),
    ],
)  # fmt: skip
def test_a_clause_that_cannot_stand_is_refused_at_its_line(page: str, messages: list[str]) -> None:
    assert refusals(page) == messages


def people(encoded: str, lines: str = "") -> str:
    return clause(lines, requires="").replace("encoded: asked", f"encoded: {encoded}")


def test_what_people_decide_says_who_owes_who_judges_and_what_is_governed() -> None:
    [duty] = read(people("duty", "owed_by: [manager, owner]\nperiod: every 12 month\nevidence: A certificate.")).clauses.values()
    assert duty.particulars == {"owed_by": ("manager", "owner"), "period": ("every 12 month",), "evidence": ("A certificate.",)}
    assert duty.proof is None
    [judged] = read(people("judgement", "decides: housing officer\nweigh: [a, b]")).clauses.values()
    assert judged.particulars["weigh"] == ("a", "b")
    [step] = read(people("procedure", "governs: appeal.time")).clauses.values()
    assert step.particulars == {"governs": ("appeal.time",)}


@pytest.mark.parametrize(
    ("page", "messages"),
    [
        (people("duty"), ["page.yaml:2: a clause of kind duty needs 'owed_by:'", "page.yaml:2: a clause of kind duty needs 'period:'"]),
        (people("judgement"), ["page.yaml:2: a clause of kind judgement needs 'decides:'"]),
        (people("procedure"), ["page.yaml:2: a clause of kind procedure needs 'governs:'"]),
        (people("duty", "owed_by: manager\nperiod: each year"), [
            "page.yaml:8: 'each year' is no period; write for example 'every 12 month', 'within 7 day of the request', 'always' or "
            "'at each letting'",
        ]),
        (people("procedure", "governs: appeals"), ["page.yaml:7: 'appeals' is no part of the procedure; did you mean 'appeal'?"]),
    ],
)  # fmt: skip
def test_what_people_decide_without_the_particulars_it_needs_is_refused(page: str, messages: list[str]) -> None:
    assert refusals(page) == messages


def test_an_unknown_party_is_refused_with_those_known() -> None:
    [message] = refusals(people("judgement", "decides: house officer"))
    assert message.startswith(
        "page.yaml:7: 'house officer' is nobody a clause can name; did you mean 'housing officer'?; known: applicant, "
    )
