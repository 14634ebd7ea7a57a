"""The corpus of a run holds everything that the language and a survey can say; otherwise agreement on it would prove little."""

import pytest

from fanlight.standards import nodes
from tests.agreement import cells
from tests.agreement.editions import OPS
from tests.agreement.test_soundness import CELLS, SEED

OFTEN = 20

EXPECTED = [
    *(f"node: {kind.__name__}" for kind in nodes.KINDS),
    *(f"comparison: {op}" for op in OPS),
    *(f"boundary {op}" for op in OPS),
    *(f"fold: {how}" for how in ("some", "every", "count", "sum", "least", "most", "of some members")),
    *(f"scale: {10**by}" for by in range(1, 5)),
    *(f"links: {count}" for count in range(3)),
    *("divide: up", "divide: down"),
    *(f"set: {kind}, {known}" for kind in ("empty", "all unknown", "known in part") for known in ("complete", "incomplete")),
    "set: phantom for several",
    *(f"fact: {state}" for state in ("unknown", "open", "known", "derived and observed", "judged and recorded")),
    *(f"link: {state}" for state in ("one target", "several targets", "none", "perhaps none")),
    *("term", "term of a term", "holds"),
    *(
        f"clause: {kind}"
        for kind in ("each", "of the house", "permission", "alternative", "condition", "several limits", "limit and requirement")
    ),
    *(f"verdict: {words}" for words in ("met", "not met", "cannot tell", "does not apply")),
    *(
        f"asked: {what}"
        for what in ("derived fact", "fact of nothing", "term of nothing", "figure beyond a table", "least or most of nothing")
    ),
    *(f"subject: {what}" for what in ("listed", "phantom")),
]


@pytest.mark.parametrize("what", EXPECTED)
def test_the_corpus_holds(what: str) -> None:
    seen = cells.run(CELLS, SEED).seen[what]
    assert seen >= OFTEN, f"'{what}' was generated only {seen} times: the generators have lost it"
