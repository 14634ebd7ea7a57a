"""Change any figure, comparison or table row of a shipped edition by a little, and some example of it notices: without exception."""

from collections.abc import Callable

import pytest

from fanlight.assessment import mutation_run, proving
from tests.standards.shipped import EDITIONS, LIBRARY, edition


@pytest.mark.parametrize("name", EDITIONS)
def test_every_change_of_an_edition_is_noticed(name: str, record_property: Callable[[str, object], None]) -> None:
    folder = LIBRARY.folder(name)
    examples, _ = proving.examples_in(folder, LIBRARY)
    outcomes = list(mutation_run.run(proving.whole_book(folder, LIBRARY), edition(name), examples))
    survivors = [outcome.mutant for outcome in outcomes if not outcome.killed_by]
    refused = sum(outcome.killed_by.startswith("the reader") for outcome in outcomes)
    record_property("changes", len(outcomes))
    record_property("noticed by an example", len(outcomes) - len(survivors) - refused)
    record_property("refused by the reader", refused)
    noticed = len(outcomes) - len(survivors) - refused
    print(f"{name}: {len(outcomes)} changes, {noticed} noticed by an example, {refused} refused by the reader")
    assert outcomes or not examples, "examples that show no figure and no comparison would prove nothing"
    assert [f"{mutant.place}: {mutant.name}: no example notices {mutant.what}" for mutant in survivors] == []
