"""What is written is what is read: random expressions, as text, become the very nodes they were written for."""

from collections import Counter
from random import Random

from fanlight.standards import nodes
from fanlight.standards.elaborate import read_expression
from fanlight.standards.language import BadExpression
from fanlight.standards.scope import Scope
from fanlight.standards.types import TRUTH, Quantity
from tests.agreement.editions import scope_about, tally_nodes
from tests.agreement.expressions import TABLES, Writer, Written
from tests.agreement.houses import LISTED

EXPRESSIONS = 3000


def written(number: int) -> tuple[Written, str | None]:
    """A random expression, about a thing or the house."""
    rng = Random(f"expressions:{number}")
    thing = rng.choice([None, *LISTED])
    writer, scope = Writer(rng, TABLES), scope_about(thing)
    depth = rng.choice([0, 1, 2, 3])
    return (writer.truth(scope, depth) if rng.random() < 0.6 else writer.number(scope, depth, writer.dimension(scope))), thing


def test_what_is_written_is_read_as_it_was_meant() -> None:
    seen: Counter[str] = Counter()
    refused = 0
    for number in range(EXPRESSIONS):
        made, thing = written(number)
        try:
            node, kind = read_expression(made.text, Scope(tables=TABLES).about(thing))
        except BadExpression as refusal:
            assert "name parts of it as terms" in str(refusal) or "decimals" in str(refusal) or "deeper" in str(refusal), (
                f"{made.text}: {refusal}"
            )
            refused += 1
            continue
        assert node == made.node, made.text
        assert kind == (TRUTH if made.dimension is None else Quantity(made.dimension, made.decimals)), made.text
        tally_nodes(seen, node)
    print(f"\n{EXPRESSIONS - refused:,} expressions read as they were meant, {refused} refused for their size")
    assert refused < EXPRESSIONS / 10
    unwritten = [kind.__name__ for kind in nodes.KINDS if not seen[f"node: {kind.__name__}"] and kind is not nodes.TermOf]
    assert unwritten == []


def test_space_does_not_matter() -> None:
    for number in range(0, EXPRESSIONS, 20):
        made, thing = written(number)
        if '"' not in made.text and len(made.text) < 900:
            wide = made.text.replace(" ", "  ").replace("(", "( ").replace(")", "\n)")
            assert read_expression(wide, Scope(tables=TABLES).about(thing))[0] == made.node, wide
