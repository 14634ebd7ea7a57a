"""The columnar compiler and the interpreter agree on every cell: verdict, what was measured and required, and each missing fact."""

from random import Random

import pytest

from tests.agreement import columns, houses
from tests.agreement.test_generated import EXPECTED
from tests.agreement.test_real_editions import EDITIONS, ground_of, shipped
from tests.standards.keep import ON
from tests.standards.keep import houses as kept_houses

CASES = 14
SEED = "columnar"
AT_A_TIME = 8


def test_random_editions_on_random_houses() -> None:
    done = columns.run(CASES, SEED)
    print(f"\n{done.cells:,} cells of {done.clauses} clauses in {done.took}; {done.too_large} clauses too large for a column")
    assert done.wrong == []
    assert done.cells > 2000
    assert done.too_large < done.clauses / 10


LITTLE = [what for what in EXPECTED if what.startswith(("node", "comparison", "fold", "divide", "links", "link", "clause"))]


@pytest.mark.parametrize("what", LITTLE)
def test_the_random_editions_hold(what: str) -> None:
    assert columns.run(CASES, SEED).seen[what] > 0


@pytest.mark.parametrize("name", EDITIONS)
def test_a_shipped_edition_on_kept_and_random_houses(name: str) -> None:
    edition, rng, done = shipped(name), Random(f"columnar:{name}"), columns.Run()
    decided = [clause for clause in edition.clauses.values() if clause.proof]
    surveys = [survey for _, survey in kept_houses()]
    for _ in range(12):
        place = ground_of(edition, rng.sample(decided, min(AT_A_TIME, len(decided))), rng)
        surveys.append(houses.Surveyor(rng, place, unknown=rng.choice([0.02, 0.1, 0.3])).survey(complete=rng.choice([0.7, 0.95])))
    columns.compare(edition, surveys, done, on=ON, label=name)
    print(f"\n{name}: {done.cells:,} cells in {done.took}; {', '.join(f'{n} {what}' for what, n in done.seen.most_common())}")
    assert done.wrong == []
    assert done.too_large == 0
    assert all(done.seen[words] for words in ("met", "not met", "cannot tell", "does not apply"))
