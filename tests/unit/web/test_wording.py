"""What pages say of the law to people who are no officers."""

from datetime import datetime, time

import pytest

from fanlight.licensing import deadlines
from fanlight.licensing.law import CERTAINTY
from fanlight.web import wording


@pytest.mark.parametrize("mark", CERTAINTY)
def test_a_citation_says_in_words_only_what_is_uncertain(mark: str) -> None:
    said = wording.law(f"Housing Act 2004, s.64 [{mark}: {CERTAINTY[mark]}]; s.65 [A: {CERTAINTY['A']}]")
    is_unsure = mark in ("C", "M")
    assert said == f"Housing Act 2004, s.64{wording.NOT_READ if is_unsure else ''}; s.65"


def test_what_is_open_about_a_day_is_said_plainly_and_once() -> None:
    of_us = "Housing Act 2004, s.9: this detail is from memory, though the text was seen. Read the text before relying on the day."
    note = "Where several notices are served, count from the last of them; that detail is from memory."
    assert wording.plainly(["Counted from 3 March 2026.", of_us, note]) == [
        "Counted from 3 March 2026.", "Where several notices are served, count from the last of them.", wording.ASK,
    ]  # fmt: skip
    sure = ["The tribunal may allow a late appeal for good reason.", "Posted on 3 March 2026 (s.1 [B: seen])."]
    assert wording.plainly(sure) == [sure[0], "Posted on 3 March 2026 (s.1)."]


def test_no_period_of_the_law_tells_an_applicant_of_our_reading() -> None:
    for name, rules in deadlines.all_periods().rules.items():
        for rule in rules:
            doubts = deadlines.reckon(name, start=datetime.combine(rule.from_, time(9))).doubts
            said = " ".join(wording.plainly(doubts))
            assert not any(ours in said for ours in (*deadlines.UNREAD.values(), "Read the text", "from memory", "not seen", "was read")), (
                name
            )
            assert (wording.ASK in said) or rule.certainty == "A", name
