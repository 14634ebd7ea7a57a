"""What pages say of the law to people who are no officers."""

import pytest

from fanlight.licensing.law import CERTAINTY
from fanlight.web import wording


@pytest.mark.parametrize("mark", CERTAINTY)
def test_a_citation_says_in_words_only_what_is_uncertain(mark: str) -> None:
    said = wording.law(f"Housing Act 2004, s.64 [{mark}: {CERTAINTY[mark]}]; s.65 [A: {CERTAINTY['A']}]")
    is_unsure = mark in ("C", "M")
    assert said == f"Housing Act 2004, s.64{wording.NOT_READ if is_unsure else ''}; s.65"
