"""The pages of this folder are held to: each row of each table is given to every back end, which must give what the row says.

A back end is two functions, `value` and `verdicts`. One that is added to BACK_ENDS runs the same cases.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from fanlight.assessment.assess import Program
from fanlight.assessment.evaluate import FIRST, SINGLE_PLACES, Compiler, environment
from fanlight.assessment.model import lay_out
from fanlight.facts.kinds import Bounds
from fanlight.facts.survey import NONE, Observed, Seen, Survey
from fanlight.facts.units import DATE, NUMBER
from fanlight.facts.vocabulary import THINGS, fact
from fanlight.standards import nodes
from fanlight.standards.edition import Clause, Force
from fanlight.standards.elaborate import read_expression
from fanlight.standards.nodes import FAR, Node
from fanlight.standards.scope import Scope
from fanlight.standards.tables import Table
from fanlight.standards.types import Quantity, Truth, Type
from tests.agreement.editions import bare_edition, clause

FOLDER = Path(__file__).parent
HOUSE = {
    "p": "house.is_hmo", "q": "house.is_charity_shelter", "r": "house.has_roof_void", "a": "house.persons", "b": "house.households",
    "d": "house.unlicensed_from", "k": "house.fire_risk_level",
}  # fmt: skip
MEMBER = {"w": "cellar.has_accepted_separation", "p": "cellar.has_meters", "x": "cellar.separation"}
TABLES = {"places": Table("places", NUMBER, 0, NUMBER, 0, ((2, 5, 10), (6, 8, 20), (9, 12, 15)))}
Row = dict[str, str]


@dataclass(frozen=True)
class BackEnd:
    """A way of running nodes: `value` gives the bounds of a node about `room` or the house, `verdicts` those of a clause and over all."""

    value: Callable[[Node, Survey], Bounds]
    verdicts: Callable[[Clause, Survey], tuple[list[str], str]]


def interpreted(node: Node, survey: Survey) -> Bounds:
    """The value of a node in the interpreter; `room` is the first room, where there is one."""
    model = lay_out(survey, {})
    env = environment(model)
    env[FIRST] = model.sets["room"][0] if model.sets["room"] else None
    return Compiler().value(node, {**SINGLE_PLACES, "room": FIRST})(env)


def assessed(one: Clause, survey: Survey) -> tuple[list[str], str]:
    """The verdicts of a clause by the interpreter."""
    done = Program(bare_edition([one])).assess(survey)
    return [finding.verdict.words for finding in done.findings], done.verdicts()[one.id].words


BACK_ENDS = {"interpreter": BackEnd(interpreted, assessed)}


def rows() -> Iterator[tuple[str, Row]]:
    """Every row of every table of the folder, with its page and the heading above it."""
    for page in sorted(FOLDER.glob("*.md")):
        heading, names = "", []
        for line in page.read_text(encoding="utf-8").splitlines():
            if line.startswith("#"):
                heading = line.lstrip("# ")
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")] if line.startswith("|") else []
            if not cells:
                names = []
            elif not names:
                names = cells
            elif not set(line) <= set("|- "):
                assert len(cells) == len(names), f"{page.name}: {line}"
                yield f"{page.stem}: {heading}", dict(zip(names, cells, strict=True))


CASES = list(rows())


def cases(*names: str) -> list[object]:
    """The rows that have these columns, once for each back end."""
    fitting = [(where, row) for where, row in CASES if set(names) <= set(row)]
    ids = [" | ".join([where, *row.values()]) for where, row in fitting]
    return [
        pytest.param(back_end, row, id=f"{name}: {id_}")
        for name, back_end in BACK_ENDS.items()
        for (_, row), id_ in zip(fitting, ids, strict=True)
    ]


def observed(path: str, text: str) -> Observed | None:
    """What a cell says of a fact; None where it says nothing."""
    if text in ("", "unknown"):
        return None
    declared = fact(path)
    unit = getattr(declared, "unit", "")
    words = re.sub(r"(\d)(?= to|$)", rf"\1 {unit}", text) if unit and declared.kind == "time" else text
    return Observed(declared.read(words), words, "")


def known(row: Row, **lists: tuple[Seen, ...]) -> Survey:
    """The survey of a row: facts of the house and these lists; every other list is complete and empty."""
    values = {path.partition(".")[2]: observed(path, row.get(name, "")) for name, path in HOUSE.items()}
    house = Seen("house", "house", {name: value for name, value in values.items() if value}, "")
    complete = frozenset(thing.name for thing in THINGS.values() if thing.plural)
    return Survey("spec", "spec", {"house": (house,), **lists}, complete)


def members(text: str) -> tuple[Seen, ...]:
    """The members a cell lists."""
    found = []
    for number, words in enumerate([] if text == "nothing" else text.split(";"), start=1):
        values = {}
        for part in words.split(","):
            name, _, value = part.strip().partition(" ")
            observation = observed(MEMBER[name], value)
            if observation:
                values[MEMBER[name].partition(".")[2]] = observation
        found.append(Seen("cellar", f"m{number}", values, ""))
    return tuple(found)


def incomplete(survey: Survey, thing: str, text: str, monkeypatch: pytest.MonkeyPatch) -> Survey:
    """The survey, with a list that may have so many more."""
    if text == "complete":
        return survey
    more = re.fullmatch(r"up to (\d+) more", text)
    assert more, text
    monkeypatch.setattr(THINGS[thing], "at_most", len(survey.things[thing]) + int(more[1]))
    return Survey(survey.of, survey.name, survey.things, survey.complete - {thing})


def spelled(text: str) -> str:
    """An expression of a page in words of the vocabulary."""
    text = text.strip("`").replace("m.x", f"number({MEMBER['x']}, min)").replace("m.w", MEMBER["w"]).replace("m.p", MEMBER["p"])
    text = re.sub(r"\(m\b", "(cellar", text)
    return re.sub(r"(?<![\w.])([pqrabdk])(?![\w(])", lambda match: HOUSE[match[1]], text)


def read(text: str, about: str | None = None) -> tuple[Node, Type]:
    """The node of an expression of a page."""
    return read_expression(spelled(text), Scope(tables=TABLES).about(about))


def shown(bounds: Bounds, kind: Type) -> str:
    """Bounds as the pages write them."""
    if isinstance(kind, Truth):
        return {(1, 1): "yes", (0, 0): "no", (0, 1): "unknown"}[bounds]
    assert isinstance(kind, Quantity)
    if bounds == (-FAR, FAR):
        return "anything"
    low, high = (_figure(end, kind) for end in bounds)
    return low if low == high else f"{low} to {high}"


def _figure(value: int, kind: Quantity) -> str:
    if abs(value) == FAR:
        return "far" if value > 0 else "-far"
    if kind.dimension is DATE:
        return date.fromordinal(value).isoformat()
    return f"{Decimal(value).scaleb(-kind.decimals).normalize():f}" if value else "0"


PLAIN = [case for case in cases("expression", "gives") if not {"room.unit", "storeys"} & set(case.values[1])]  # type: ignore[attr-defined]


@pytest.mark.parametrize(("back_end", "row"), PLAIN)
def test_an_expression_gives(back_end: BackEnd, row: Row, monkeypatch: pytest.MonkeyPatch) -> None:
    node, kind = read(row["expression"])
    survey = known(row, cellar=members(row.get("members", "nothing")))
    survey = incomplete(survey, "cellar", row.get("list", "complete"), monkeypatch)
    assert shown(back_end.value(node, survey), kind) == row["gives"]


@pytest.mark.parametrize(("back_end", "row"), cases("expression", "room.unit", "gives"))
def test_through_a_link(back_end: BackEnd, row: Row, monkeypatch: pytest.MonkeyPatch) -> None:
    node, kind = read(row["expression"], "room")
    targets = tuple(NONE if word == "none" else word for word in row["room.unit"].split(" or "))
    link = {} if row["room.unit"] == "unknown" else {"unit": Observed((0, 0), "", "", targets=targets)}
    units = tuple(
        Seen("unit", name, {"persons": Observed((persons, persons), "", ""), "has_wc": Observed((wc, wc), "", "")}, "")
        for name, persons, wc in (("one", 1, 1), ("two", 4, 0))
    )
    survey = incomplete(known(row, room=(Seen("room", "room", link, ""),), unit=units), "unit", row["units"], monkeypatch)
    assert shown(back_end.value(node, survey), kind) == row["gives"]


@pytest.mark.parametrize(("back_end", "row"), cases("expression", "storeys", "gives"))
def test_of_things_nobody_listed(back_end: BackEnd, row: Row, monkeypatch: pytest.MonkeyPatch) -> None:
    node, kind = read(row["expression"], "room")
    kitchen = Seen("kitchen", "kitchen", {"room": Observed((0, 0), "", "", targets=("room",))}, "")
    survey = known(row, room=(Seen("room", "room", {}, ""),), kitchen=(kitchen,), storey=())
    assert shown(back_end.value(node, incomplete(survey, "storey", row["storeys"], monkeypatch)), kind) == row["gives"]


@pytest.mark.parametrize(("back_end", "row"), cases("applies", "what it asks", "verdict"))
def test_a_clause_of_the_house(back_end: BackEnd, row: Row) -> None:
    one = clause("c", applies=read("p")[0], requires=read("q")[0], force=Force(row["force"]))
    survey = known({"p": row["applies"], "q": row["what it asks"]})
    assert back_end.verdicts(one, survey) == ([row["verdict"]], row["verdict"])


@pytest.mark.parametrize(("back_end", "row"), cases("members", "findings", "over all"))
def test_a_clause_of_each_thing(back_end: BackEnd, row: Row, monkeypatch: pytest.MonkeyPatch) -> None:
    asks = read("q")[0] if "q" in row else read("m.p", "cellar")[0]
    applies = None if "q" in row else read("m.w", "cellar")[0]
    survey = incomplete(known(row, cellar=members(row["members"])), "cellar", row["list"], monkeypatch)
    found = back_end.verdicts(clause("c", each="cellar", applies=applies, requires=asks), survey)
    assert found == (row["findings"].split(", "), row["over all"])


def test_every_row_is_a_case() -> None:
    columns = (("room.unit",), ("storeys",), ("applies", "verdict"), ("findings", "over all"))
    run = len(PLAIN) + sum(len(cases(*names)) for names in columns)
    assert run == len(CASES) * len(BACK_ENDS) and len(CASES) > 200


def test_the_tables_use_every_kind_of_node() -> None:
    used = {type(node) for _, row in CASES if "expression" in row for node in nodes.walk(read(row["expression"], "room")[0])}
    assert [kind.__name__ for kind in nodes.KINDS if kind not in used | {nodes.TermOf, nodes.Scale}] == []
