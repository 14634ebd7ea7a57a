"""Every shipped edition can be read, and every clause in it gets the verdict each of its examples demands."""

import pytest

from fanlight.assessment import proving
from fanlight.standards.edition import Encoded
from fanlight.standards.library import Library
from tests.standards.shipped import EDITIONS, LIBRARY, edition


def test_the_shipped_editions_are_those_of_the_source_tree() -> None:
    assert sorted(Library.standard().editions()) == EDITIONS
    assert {"england/2018-10", "birmingham/2018-11", "sheffield/2009-10", "wyre-forest/2013-04", "wyre-forest/2018-04"} <= set(EDITIONS)


@pytest.mark.parametrize("name", EDITIONS)
def test_an_edition_meets_all_its_examples(name: str) -> None:
    read = edition(name)
    examples, unreadable = proving.examples_in(LIBRARY.folder(name), LIBRARY)
    assert [str(problem) for problem in unreadable] == []
    assert [str(problem) for problem in proving.failures(read, examples)] == []


@pytest.mark.parametrize("name", EDITIONS)
def test_a_fully_encoded_clause_has_examples_of_its_own(name: str) -> None:
    examples, _ = proving.examples_in(LIBRARY.folder(name), LIBRARY)
    shown = {example.clause for example in examples}
    assert [clause.place for clause in edition(name).clauses.values() if clause.encoded is Encoded.FULLY and clause.id not in shown] == []


@pytest.mark.parametrize("name", EDITIONS)
def test_an_edition_names_only_editions_that_exist_beside_itself(name: str) -> None:
    assert [other for other in edition(name).beside if other not in EDITIONS] == []
