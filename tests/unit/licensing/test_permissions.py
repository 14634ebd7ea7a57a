"""Alternatives on permission or on papers: what each council's text allows, asking, answering, and what follows."""

from datetime import date

import pytest

from fanlight.licensing import deadlines, permissions
from fanlight.licensing.law import NotKnown
from fanlight.licensing.permissions import AnswerNotOpen, Needs, Request, RequestNotComplete
from fanlight.standards.library import Library

ON = date(2020, 5, 1)


def heating(**more: object) -> Request:
    asked = permissions.alternative("sheffield/heating", ON)
    return permissions.ask(asked, proposal="infrared panels", by="A. Landlord", on=ON, **more)  # type: ignore[arg-type]


def departure(*papers: str) -> Request:
    asked = permissions.alternative("wyre-forest/departure", ON)
    return permissions.ask(asked, proposal="a mist system for fire doors", by="A. Landlord", on=ON, papers=papers)


def test_each_council_s_alternatives_are_those_of_its_text() -> None:
    needs = {one.name: one.needs for council in ("sheffield", "wyre-forest", "birmingham") for one in permissions.alternatives(council, ON)}
    assert needs == {
        "sheffield/escape-lighting": Needs.RISK_ASSESSMENT,
        "sheffield/heating": Needs.PRIOR_PERMISSION,
        "sheffield/sinks": Needs.PRIOR_PERMISSION,
        "wyre-forest/departure": Needs.RISK_ASSESSMENT,
        "wyre-forest/radio-alarm": Needs.RISK_ASSESSMENT,
        "wyre-forest/special-closer": Needs.PRIOR_PERMISSION,
        "birmingham/separation": Needs.RISK_ASSESSMENT,
    }


@pytest.mark.parametrize(("on", "known"), [(date(2018, 3, 31), False), (date(2018, 4, 1), True)])
def test_a_departure_on_a_risk_assessment_came_with_the_policy_of_2018(on: date, known: bool) -> None:
    assert ("wyre-forest/departure" in [one.name for one in permissions.alternatives("wyre-forest", on)]) is known


def test_every_alternative_names_clauses_of_its_edition() -> None:
    library = Library.standard()
    for rules in deadlines.councils().rules.values():
        for rule in rules:
            if rule.id.startswith(permissions.PREFIX):
                one = permissions.alternative(rule.id.removeprefix(permissions.PREFIX), rule.from_)
                clauses = library.read(library.named(one.council, rule.from_)).clauses
                assert all(any(own == name or (own.endswith(".") and name.startswith(own)) for name in clauses) for own in one.clauses), (
                    rule.id
                )


def test_an_unknown_alternative_is_not_known() -> None:
    with pytest.raises(NotKnown, match="did you mean"):
        permissions.alternative("sheffield/heatin", ON)


@pytest.mark.parametrize(("by", "proposal"), [("", "panels"), ("A. Landlord", " ")])
def test_a_request_names_who_asks_and_what_is_proposed(by: str, proposal: str) -> None:
    asked = permissions.alternative("sheffield/heating", ON)
    with pytest.raises(RequestNotComplete, match="who asks"):
        permissions.ask(asked, proposal=proposal, by=by, on=ON)


def test_a_request_stands_under_a_text_in_force_and_encloses_what_is_asked_for() -> None:
    asked = permissions.alternative("wyre-forest/departure", ON)
    with pytest.raises(RequestNotComplete, match="not in force on 31 March 2018"):
        permissions.ask(asked, proposal="p", by="b", on=date(2018, 3, 31))
    with pytest.raises(RequestNotComplete, match="none of the papers"):
        permissions.ask(asked, proposal="p", by="b", on=ON, papers=["a letter"])
    with pytest.raises(RequestNotComplete, match="they are: none"):
        heating(papers=["a letter"])


def test_permission_asked_after_the_work_is_late_and_before_it_is_not() -> None:
    assert "carried out on 1 May 2020" in permissions.lacking(heating(done_on=ON))[0]
    assert permissions.lacking(heating(done_on=date(2020, 6, 1))) == ()
    assert permissions.lacking(heating()) == ()


def test_a_risk_assessment_that_is_not_there_is_lacking_and_bars_a_grant_but_not_a_refusal() -> None:
    request = departure("a suitable and sufficient risk assessment", "made by a competent person")
    assert permissions.lacking(request) == ("not handed in: showing that the fire risk comes out equal",)
    with pytest.raises(AnswerNotOpen, match="not considered.*3.6"):
        permissions.answer(request, granted=True, reason="sound", by="An Officer", on=ON)
    assert not permissions.answer(request, granted=False, reason="no assessment", by="An Officer", on=ON).is_granted


@pytest.mark.parametrize(("reason", "by", "granted"), [("", "An Officer", True), ("dear to run", "", True), (" ", "An Officer", False)])
def test_an_answer_has_a_name_and_a_reason(reason: str, by: str, granted: bool) -> None:
    with pytest.raises(AnswerNotOpen) as refused:
        permissions.answer(heating(), granted=granted, reason=reason, by=by, on=ON)
    assert ("only with good reason" in str(refused.value)) is not granted


def test_an_answer_comes_after_the_request_and_its_term_after_the_answer() -> None:
    with pytest.raises(AnswerNotOpen, match="earlier than the request"):
        permissions.answer(heating(), granted=True, reason="r", by="b", on=date(2020, 4, 30))
    with pytest.raises(AnswerNotOpen, match="is over before"):
        permissions.answer(heating(), granted=True, reason="r", by="b", on=ON, term=ON)


def test_late_permission_may_still_be_granted_by_an_officer_with_a_reason() -> None:
    answered = permissions.answer(heating(done_on=date(2020, 1, 1)), granted=True, reason="safe and cheap", by="An Officer", on=ON)
    assert answered.is_granted


def test_a_grant_is_a_departure_from_the_clauses_it_stands_in_for() -> None:
    every = permissions.alternative("wyre-forest/departure", ON).papers
    answered = permissions.answer(departure(*every), granted=True, reason="equal", by="An Officer", on=ON, term=date(2021, 5, 1))
    found = permissions.departure(answered, clause="a1.3.1/escape", edition="wyre-forest/2018-04", subject="d1")
    assert (found.clause, found.by, found.until) == ("a1.3.1/escape", "An Officer", date(2021, 5, 1))
    assert "mist system" in found.reason and "3.6" in found.reason
    with pytest.raises(AnswerNotOpen, match="not what"):
        permissions.departure(answered, clause="3.24/consider")


def test_a_refusal_is_no_departure() -> None:
    answered = permissions.answer(heating(), granted=False, reason="dear to run", by="An Officer", on=ON)
    with pytest.raises(AnswerNotOpen, match="refused on 1 May 2020: dear to run"):
        permissions.departure(answered, clause="1.2/affordable")
