"""The faults of the four documents are reported for the right edition, and what the law has overtaken from its day on only."""

import re
from datetime import date, timedelta
from functools import cache

import pytest

from fanlight.assessment import linting, proving
from fanlight.assessment.linting import Note
from tests.standards.shipped import EDITIONS, LIBRARY, edition

SHEFFIELD, BIRMINGHAM, EARLIER, LATER = "sheffield/2009-10", "birmingham/2018-11", "wyre-forest/2013-04", "wyre-forest/2018-04"
TODAY = date(2026, 11, 21)
FLOOR, APPROVAL, PENALTIES = date(2018, 10, 1), date(2015, 4, 1), date(2026, 5, 1)
# Each case: the edition, the kind of fault, a clause it is about, and words of the note.
ALWAYS = [
    (SHEFFIELD, "contradiction", "15.4/heat-detector", "only in one that opens onto the way out"),
    (SHEFFIELD, "contradiction", "18.1/kitchen", "heat detector in every kitchen"),
    (SHEFFIELD, "table_ends", "2.12/baths-and-showers", "stops at 13"),
    (SHEFFIELD, "table_ends", "2.12/separate-wcs", "stops at 13"),
    (BIRMINGHAM, "table_ends", "2.26/table-options", "stop at 20"),
    (BIRMINGHAM, "table_ends", "2.36/table-options", "stop at 20"),
    (BIRMINGHAM, "table_ends", "2.56/table", "stops at 20"),
    (BIRMINGHAM, "contradiction", "2.25/bath-ratio", "a bath for each four"),
    (BIRMINGHAM, "contradiction", "2.55/bath-ratio", "category D"),
    (BIRMINGHAM, "contradiction", "2.14/kitchen-area", "1.525 m"),
    (BIRMINGHAM, "given_twice", "2.26/table-options", "five and for nine"),
    (BIRMINGHAM, "gap", "2.36/table-options", "11 to 13"),
    (BIRMINGHAM, "misnumbered", "2.80/mixed-house", "2.60"),
    (BIRMINGHAM, "misnumbered", "2.90/standards", "2.70"),
    (LATER, "misnumbered", "3.13/may-find-unfit", "3.12"),
    (LATER, "misnumbered", "a1.3.4/marks", "3.3"),
    (LATER, "wrong_reference", "a1.1.1/grade-d-definition", "BS 5832"),
    (EARLIER, "wrong_reference", "4.1/grade-d-definition", "BS 5832"),
    (LATER, "wrong_reference", "3.2/revoke", "section 70"),
    (EARLIER, "wrong_reference", "3.4/revoke", "section 70"),
    (LATER, "wrong_reference", "1.7/contents", "2014"),
]
OVERTAKEN = [
    (LATER, "below_floor", "a2.1.2/bedroom-area", "6.5 m2", FLOOR),
    (LATER, "below_floor", "a2.1.2/bedroom-area", "10 m2", FLOOR),
    (LATER, "below_floor", "a2.1.2/adult-min", "6.51 m2", FLOOR),
    (EARLIER, "below_floor", "5.2/bedroom-area", "6.51 and 10.22 m2", FLOOR),
    (EARLIER, "below_floor", "5.2/adult-min", "6.5 m2", FLOOR),
    (LATER, "overtaken", "7.1/secretary-of-state", "given generally", APPROVAL),
    (EARLIER, "overtaken", "3.13/secretary-of-state", "given generally", APPROVAL),
    (BIRMINGHAM, "overtaken", "4.10/flats-separate-regulations", "October 2006", date(2007, 10, 1)),
    *((name, "overtaken", clause, "40,000 GBP", PENALTIES) for name, clause in (
        (BIRMINGHAM, "4.60/civil-penalty"), (LATER, "4.8/fines"), (EARLIER, "3.3/fines"))),
    *((name, "overtaken", clause, "two years' rent", PENALTIES) for name, clause in (
        (BIRMINGHAM, "4.70/rent-12-months"), (LATER, "4.8/repayment-tenants"), (EARLIER, "3.3/repayment-tenants"))),
    (EARLIER, "overtaken", "3.3/tribunal", "First-tier", date(2013, 7, 1)),
    (BIRMINGHAM, "overtaken", "4.10/electrical-5-years", "28 days", date(2020, 7, 1)),
    (SHEFFIELD, "overtaken", "11.3/detector", "gas cookers apart", date(2022, 10, 1)),
    (BIRMINGHAM, "overtaken", "1.10/act-hhsrs", "21 hazards", date(2026, 6, 23)),
]  # fmt: skip


@cache
def noted(name: str, on: date) -> tuple[Note, ...]:
    examples, _ = proving.examples_in(LIBRARY.folder(name), LIBRARY)
    beside = [edition(national) for national in edition(name).beside]
    return tuple(linting.notes(edition(name), examples, beside, on))


def found(name: str, on: date, kind: str, clause: str, words: str) -> list[Note]:
    return [note for note in noted(name, on) if note.kind == kind and clause in note.clauses and words in note.says]


@pytest.mark.parametrize(("name", "kind", "clause", "words"), ALWAYS)
def test_a_fault_of_the_document_is_reported_on_any_day(name: str, kind: str, clause: str, words: str) -> None:
    assert found(name, TODAY, kind, clause, words) and found(name, date(2005, 1, 1), kind, clause, words)


@pytest.mark.parametrize(("name", "kind", "clause", "words", "since"), OVERTAKEN)
def test_what_the_law_has_overtaken_is_reported_from_its_day_on(name: str, kind: str, clause: str, words: str, since: date) -> None:
    assert found(name, TODAY, kind, clause, words) and found(name, since, kind, clause, words)
    assert found(name, since - timedelta(days=1), kind, clause, words) == []


def test_sheffield_names_no_penalty_and_no_repayment_that_could_be_overtaken() -> None:
    words = re.compile("penalt|repay|prosecut|offence")
    assert [clause.id for clause in edition(SHEFFIELD).clauses.values() if words.search(clause.says)] == []


@pytest.mark.parametrize("name", EDITIONS)
def test_law_is_named_with_how_sure_it_is_and_a_change_of_law_with_its_day(name: str) -> None:
    conflicts = edition(name).conflicts
    assert [one.id for one in conflicts if one.law and not re.search(r"\([ABCM]\)$", one.law)] == []
    assert [one.id for one in conflicts if one.kind in ("overtaken", "below_floor") and not (one.law and one.from_)] == []
    assert [one.id for one in conflicts if not one.clauses] == []
