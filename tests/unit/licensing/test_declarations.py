"""Declarations: what is refused when they are read, and that a spent conviction is never weighed while an unknown one is."""

import json
from datetime import date

import pytest

from fanlight.facts.files import Refused
from fanlight.licensing import declarations
from fanlight.licensing.declarations import Weighable

ON = date(2026, 3, 2)


def declared(sentence: object = None, **offence: object) -> str:
    one = {
        "id": "o1",
        "party": "me",
        "wrongdoing": "offence",
        "type": "fraud",
        "conviction_date": "2015-05-01",
        "is_convicted": "yes",
        **offence,
    }
    document = {"complete": ["offences", "orders", "parties"], "parties": [{"id": "me", "role": "licence_holder"}], "offences": [one]}
    return json.dumps({**document, **({"sentences": {"o1": sentence}} if sentence is not None else {})})


def weighed(text: str, on: date = ON) -> Weighable:
    return declarations.weighable(declarations.read(text, "declaration"), on=on)


FINE = {"sentences": [{"kind": "fine"}], "under_18": "no"}


def test_a_conviction_that_its_sentence_shows_spent_is_left_out_whatever_was_said_of_it() -> None:
    for said in ({}, {"is_unspent": "yes"}):
        found = weighed(declared(FINE, **said))
        assert (found.survey.things["offence"], found.spent) == ((), 1)


def test_a_conviction_that_its_sentence_shows_unspent_stays_in() -> None:
    found = weighed(declared(FINE, conviction_date="2025-12-01", is_unspent="no"))
    assert [seen.id for seen in found.survey.things["offence"]] == ["o1"] and found.spent == 0
    assert found.survey.things["offence"][0].values["is_unspent"].bounds == (1, 1)


@pytest.mark.parametrize("sentence", [{}, {"sentences": [{"kind": "unknown"}]}, {"sentences": [{"kind": "", "months": ""}]}])
def test_a_conviction_whose_sentence_is_unknown_stays_in_and_says_what_would_settle_it(sentence: object) -> None:
    found = weighed(declared(sentence, is_unspent="no"))
    assert [seen.id for seen in found.survey.things["offence"]] == ["o1"] and found.spent == 0
    assert "is_unspent" not in found.survey.things["offence"][0].values
    assert found.unsettled


def test_a_conviction_without_a_sentence_is_never_spent_whatever_is_said_of_it() -> None:
    said = weighed(declared(is_unspent="no"))
    assert [seen.id for seen in said.survey.things["offence"]] == ["o1"] and said.spent == 0
    assert "is_unspent" not in said.survey.things["offence"][0].values
    assert said.unsettled == ("o1: the sentence",)
    assert weighed(declared(is_unspent="unknown")).spent == 0


def test_a_sentence_of_custody_runs_from_its_end() -> None:
    custody = {"sentences": [{"kind": "custody", "months": "10", "completed_on": "2025-06-01"}], "under_18": "no", "listed": "no"}
    assert weighed(declared(custody)).spent == 0


@pytest.mark.parametrize("when", ["unknown", "2014-01-01 to 2015-01-01"])
def test_a_day_of_conviction_that_is_not_known_is_not_guessed(when: str) -> None:
    assert weighed(declared(FINE, conviction_date=when)).spent == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("parties: [{id: me}]\nrooms: [{id: bed}]\n", "a declaration is about a person, not about 'rooms'"),
        ("offences: [{id: o1}]\n", "about one person; this one lists 0"),
        ("parties: [{id: me}, {id: you}]\n", "this one lists 2"),
        (declared({"sentences": [{"kind": "fnie"}]}), "no period is held for a sentence called 'fnie'"),
        (declared({"sentences": [{"kind": "fine", "months": "ten"}]}), "'ten' is no number of months"),
        (declared({"sentences": [{"kind": "fine", "months": "-1"}]}), "'-1' is no number of months"),
        (declared({"sentences": [{"kind": "fine", "paid_on": "soon"}]}), "'soon' is not a date"),
        (declared({"sentences": [{"kind": "fine", "day": "1"}]}), "'day' has no meaning here"),
        (declared({"age": "17"}), "'age' has no meaning here"),
        (declared(FINE).replace('"sentences": {"o1"', '"sentences": {"o2"'), "'o2' is not among the offences declared"),
    ],
)
def test_a_declaration_that_cannot_be_read_is_refused_with_why(text: str, said: str) -> None:
    with pytest.raises(Refused, match=said.replace("(", r"\(")):
        declarations.read(text, "declaration")
