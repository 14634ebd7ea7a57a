"""The ten clauses in zen-engine: one expression node of a decision. A closure cannot name an outer element, so the ninth goes by floors."""

import json
from typing import Any

import zen

from benchmarks.ten_houses import CLAUSES, House

STEP = "$.n <= 5 ? 650 : $.n == 6 ? 750 : $.n == 7 ? 850 : $.n == 8 ? 950 : $.n <= 10 ? 1050 : $.n == 11 ? 1150 : $.n == 12 ? 1250 : 1350"
BEDS, KITCHENS, BATHS = (f"filter(rooms, #.kind == '{kind}')" for kind in ("bedroom", "kitchen", "bathroom"))
EXPRESSIONS = {
    "n": f"sum(map({BEDS}, #.persons))",
    "kitchen_area": f"sum(map({KITCHENS}, #.area))",
    "bed_floors": f"map({BEDS}, #.floor)",
    "bath_floors": f"map({BATHS}, #.floor)",
    "clause_1": "all(filter(rooms, #.kind == 'bedroom' and #.persons == 1), #.area >= (living ? 651 : 1000))",
    "clause_2": "all(filter(rooms, #.kind == 'bedroom' and #.persons == 2), #.area >= (living ? 1100 : 1500))",
    "clause_3": f"$.n <= 15 and $.kitchen_area >= ({STEP})",
    "clause_4": "cookers >= ceil($.n / 5) or ($.n <= 7 and cookers >= 1 and microwave)",
    "clause_5": "sinks >= ceil($.n / 5) or ($.n <= 7 and sinks >= 1 and dishwasher)",
    "clause_6": "baths >= ceil($.n / 5)",
    "clause_7": "wcs >= (wc_separate ? ceil($.n / 5) : ceil($.n / 4))",
    "clause_8": "worktop >= 40 * $.n",
    "clause_9": " and ".join(
        f"(none($.bed_floors, # == {floor}) or some($.bath_floors, # >= {floor - 2} and # <= {floor + 2}))" for floor in range(5)
    ),
    "clause_10": f"all({KITCHENS}, #.extract >= 60)",
}


def _node(name: str, kind: str, content: Any = None) -> dict[str, Any]:
    return {"id": name, "name": name, "type": kind, "position": {"x": 0, "y": 0}} | ({"content": content} if content else {})


class Engine:
    """Made once; asked of each house."""

    name = "zen-engine"
    trace = "value of each expression"

    def __init__(self) -> None:
        expressions = {"expressions": [{"id": key, "key": key, "value": value} for key, value in EXPRESSIONS.items()]}
        nodes = [_node("in", "inputNode"), _node("clauses", "expressionNode", expressions), _node("out", "outputNode")]
        edges = [{"id": f"{a}-{b}", "sourceId": a, "targetId": b, "type": "edge"} for a, b in (("in", "clauses"), ("clauses", "out"))]
        self.decision = zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))

    def given(self, house: House) -> Any:
        """The house as this engine's users write it down: plain data."""
        return house

    def judge(self, house: Any, *, explain: bool) -> list[bool | None]:
        """Whether each clause is kept to; None where the engine gives no answer: an error aborts the whole decision."""
        try:
            found = self.decision.evaluate(house, {"trace": explain})["result"]
        except RuntimeError:
            return [None] * CLAUSES
        return [found.get(f"clause_{number}") for number in range(1, CLAUSES + 1)]
