"""Sentences are asked only of a declared conviction; by them the law tells whether it is spent, and an unknown one never is."""

import json
import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from fanlight.casework.actions import suitability
from fanlight.casework.models import Declaration
from fanlight.licensing import rehabilitation
from fanlight.licensing.law import england
from fanlight.web import sentences
from tests.casework.conftest import *  # noqa: F403 - the invented council and its people
from tests.casework.conftest import move
from tests.web import test_applying as applying
from tests.web.test_applying import at, begun, problems, text

pytestmark = pytest.mark.django_db
adopted, ada = applying.adopted, applying.ada
SETTLED = {"under_18": "no", "listed": "no", "summary_only": "no"}


def travels(answer):
    """What travels with a page of a declaration."""
    html = answer.content.decode()
    return {name: unescape(re.search(rf'name="{name}" value="([^"]*)"', html)[1]) for name in ("said", "told")}


class Declaring:
    """Somebody who makes a declaration, page by page."""

    def __init__(self, client, case):
        self.client, self.where = client, at(case, "apply-declare", case.parties.get().pk)
        self.page = client.get(self.where)

    def does(self, do, **said):
        self.page = self.client.post(self.where, {**travels(self.page), "do": do, **said})
        return self.page

    def offence(self, **said):
        key = re.search(r'value="keep:(offence/[^"]+)"', self.does("add:offence").content.decode())[1]
        self.does(f"keep:{key}", **said)
        return key.partition("/")[2]

    def signs(self):
        self.client.post(self.where, {**travels(self.page), "do": "sign", "whole": "all", "signed_as": "Ada Applicant"})
        return json.loads(Declaration.objects.get().document)


@pytest.fixture
def declaring(ada):
    return Declaring(ada, begun(ada))


def long_ago(years):
    found = timezone.localdate() - timedelta(days=365 * years)
    return {"conviction_date-day": found.day, "conviction_date-month": found.month, "conviction_date-year": found.year}


def looked(officer):
    made = Declaration.objects.select_related("party").get()
    move(made.party.case, "submitted")
    return suitability.look(made.party, by=officer, at=timezone.now(), why="To decide.").declared


def test_a_sentence_is_asked_only_where_a_conviction_is_declared(declaring):
    declaring.offence(is_convicted="no")
    assert "What was the sentence" not in text(declaring.page) and "Add a sentence" not in text(declaring.page)
    declaring.offence(is_convicted="yes", **long_ago(5))
    assert "What was the sentence, or what else was done?" in text(declaring.page)
    assert set(declaring.signs()["sentences"]) == {"something-that-happened-2"}


def test_a_fine_of_long_ago_is_spent_and_is_not_weighed(declaring, officer):
    id_ = declaring.offence(is_convicted="yes", type="theft", **long_ago(5))
    declaring.does(f"keep-sentence:{id_}/0", kind="fine", **SETTLED)
    assert "Sentence: Fine" in text(declaring.page)
    assert declaring.signs()["sentences"][id_] == {**SETTLED, "sentences": [{"kind": "fine"}]}
    found = looked(officer)
    assert (found.spent, found.survey.things.get("offence", ())) == (1, ())


@pytest.mark.parametrize("said", [None, {"kind": "unknown", **SETTLED}, {"kind": "custody", **SETTLED}])
def test_an_unknown_sentence_is_never_spent(declaring, officer, said):
    id_ = declaring.offence(is_convicted="yes", type="theft", is_unspent="no", **long_ago(40))
    if said:
        declaring.does(f"keep-sentence:{id_}/0", **said)
    else:
        declaring.does("nothing")
        assert sentences.NOT_TOLD in text(declaring.page)
    declaring.signs()
    found = looked(officer)
    assert (found.spent, len(found.survey.things["offence"])) == (0, 1)
    assert found.unsettled


def test_whether_a_conviction_is_spent_is_not_the_declarants_to_say(declaring):
    declaring.does("add:offence")
    assert "is_unspent" not in declaring.page.content.decode()


def test_several_sentences_are_told_changed_and_taken_away(declaring):
    id_ = declaring.offence(is_convicted="yes")
    declaring.does(f"keep-sentence:{id_}/0", kind="custody", months="6", **SETTLED, **over("completed_on"))
    declaring.does(f"keep-sentence:{id_}/1", kind="disqualification", **SETTLED, **over("ends_on"))
    shown = text(declaring.page)
    assert "Sentence: Custody, 6 months, over on 2020-03-09" in shown and "Sentence: Disqualification, last day 2020-03-09" in shown
    declaring.does(f"ask-sentence:{id_}/0")
    assert 'value="9"' in declaring.page.content.decode() and 'value="2020"' in declaring.page.content.decode()
    declaring.does(f"keep-sentence:{id_}/0", kind="custody", months="12", **SETTLED, **over("completed_on"))
    declaring.does(f"drop-sentence:{id_}/1")
    assert [each["months"] for each in declaring.signs()["sentences"][id_]["sentences"]] == ["12"]


def over(name):
    return {f"{name}-day": "9", f"{name}-month": "3", f"{name}-year": "2020"}


def test_a_sentence_that_cannot_be_is_said_beside_its_field(declaring):
    id_ = declaring.offence(is_convicted="yes")
    page = declaring.does(f"keep-sentence:{id_}/0", months="six")
    for wrong in ("The months must be a number", "Select an answer"):
        assert wrong in problems(page)
    assert declaring.does(f"keep-sentence:{id_}/0", kind="custody", months="-1", **SETTLED).status_code == 422
    assert "must be a number" in problems(declaring.page)


def test_a_conviction_that_is_not_declared_has_no_sentence(declaring):
    id_ = declaring.offence(is_convicted="no")
    for do in (f"ask-sentence:{id_}/0", "keep-sentence:nobody/0", f"drop-sentence:{id_}/x"):
        assert declaring.client.post(declaring.where, {**travels(declaring.page), "do": do}).status_code == 404


def test_the_sentences_of_an_offence_that_is_removed_go_with_it(declaring):
    id_ = declaring.offence(is_convicted="yes")
    declaring.does(f"keep-sentence:{id_}/0", kind="fine", **SETTLED)
    declaring.does(f"drop:offence/{id_}")
    assert declaring.signs()["sentences"] == {}


@pytest.mark.parametrize("sent", ["[1]", "nonsense", '{"a": 1}', '{"a": {"sentences": [1, {"kind": "fine", "other": "x"}]}}'])
def test_what_travels_with_the_page_is_taken_only_in_its_shape(sent):
    found = sentences.carried(sent)
    assert found in ({}, {"a": {"under_18": "unknown", "listed": "unknown", "summary_only": "unknown", "sentences": [{"kind": "fine"}]}})


def test_every_kind_of_sentence_that_the_law_has_a_period_for_is_offered():
    offered = {value for value, _ in sentences.SentenceForm().fields["kind"].choices}
    assert offered == {*rehabilitation.kinds(england()), "unknown"}
