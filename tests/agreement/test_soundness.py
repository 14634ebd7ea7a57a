"""The interpreter never claims more than is so: whatever it says of a survey holds in every house the survey may be of.

No MET with a failing completion, no NOT MET with a passing one, no DOES NOT APPLY with one to which the clause applies; and what a finding
says was measured, was required and holds contains what is so in the completion. `FANLIGHT_SEED` chooses another corpus.
"""

import os
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.agreement import cells

CELLS = 200_000
SEED = os.environ.get("FANLIGHT_SEED", "0")


def test_no_completion_contradicts_a_finding() -> None:
    done = cells.run(CELLS, SEED)
    print(f"\n{done.cells:,} cells in {done.cases:,} cases, {done.rate:,.0f} cells a second")
    assert done.cells >= CELLS
    assert done.wrong == []


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.randoms(use_true_random=False))
def test_the_smallest_contradiction_is_found(rng: Random) -> None:
    """The same with hypothesis drawing every choice, so that a contradiction shrinks to a small edition and a small house."""
    done = cells.Run()
    cells.judge(rng, "hypothesis", done, clauses=3, surveys=1)
    assert done.wrong == []
