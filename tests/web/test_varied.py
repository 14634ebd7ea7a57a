"""A licence across the day on which a variation takes effect: every page that tells of it tells the same terms."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from datetime import time as clock

import pytest
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.actions import cases, matters, steps, time
from fanlight.casework.actions.cases import Taking
from fanlight.casework.models import Case, Condition, Council, Deadline, Licence, LicenceDraft
from fanlight.casework.notices import saying
from fanlight.casework.queries import keeping, licences, programme
from fanlight.licensing.licence_terms import OF_OFFICER, ConditionTerms
from fanlight.licensing.procedure import Standing
from tests.web.officer_cases import *  # noqa: F403 - people and cases
from tests.web.officer_cases import at, text

DAY = timedelta(days=1)
DOOR = "Fit a fire door to the kitchen."
EFFECT = {"effect_what": "Seven may live there.", "effect_when": "When the time for an appeal is over."}


@pytest.fixture
def varied(in_force, officer, manager):
    """A variation to seven persons and a new condition, decided now and not in effect."""
    licence = Licence.objects.get(case=in_force)
    case = cases.open_case("variation", house=licence.house, by=officer, at=timezone.now(), parent=in_force)
    terms, _ = saying.terms_of(case)
    terms = replace(terms, persons=7, conditions=(*terms.conditions, ConditionTerms("door", DOOR, "Seen.", OF_OFFICER)))
    LicenceDraft.objects.create(case=case, content=terms.plain(), saved_at=timezone.now())
    needs = {"grounds-for-variation": Standing.MET, "variation-exempt": Standing.MET}
    details = {**EFFECT, "changes": [{"what": "Most persons", "before": "5", "after": "7"}]}
    steps.take(case, Taking("vary-without-notice", manager, timezone.now(), None, "More live there.", needs, details))
    return case


def told(client, licence):
    """How many persons each page says may live there: the public register, the holder's own page, the check by machine."""
    public = text(client.get(reverse("register-licence", args=["exampleton", licence.number])))
    checked = json.loads(client.get(reverse("register-check-json"), {"number": licence.number}).content)
    own = text(client.get(reverse("my-licence", args=["exampleton", licence.case.reference])))
    seven = ["7" in page.partition("Most persons")[2].partition("</div>")[0] for page in (public, own)]
    return [*seven, checked["found"][0]["max_persons"], DOOR in own]


def taken_effect(case, last_on):
    at_noon = datetime.combine(last_on, clock(12), tzinfo=timezone.get_default_timezone())
    return (case.reference, "take-effect") in [(each.case.reference, each.step) for each in time.let_pass(at_noon)]


def test_a_variation_changes_every_page_on_the_day_it_takes_effect_and_not_before(ada, in_force, varied):
    licence = Licence.objects.select_related("case").get(case=in_force)
    last_on = Deadline.objects.get(case=varied, name="variation-appeal").last_on
    assert not taken_effect(varied, last_on)
    assert told(ada, licence) == [False, False, 5, False]
    assert taken_effect(varied, last_on + DAY)
    assert told(ada, licence) == [True, True, 7, True]


def test_an_appeal_learned_of_after_the_variation_took_effect_says_so(olu, officer, varied):
    last_on = Deadline.objects.get(case=varied, name="variation-appeal").last_on
    opened = matters.open_appeal(varied.steps_taken.get(), by=officer, at=timezone.now())
    assert "The decision took effect" not in text(olu.get(at("step", opened, "appeal")))
    assert taken_effect(varied, last_on + DAY)
    shown = text(olu.get(at("step", opened, "appeal")))
    assert "The decision took effect on" in shown and "tell whoever acted on it" in shown


def test_the_conditions_of_a_variation_count_from_the_day_it_takes_effect(olu, in_force, varied):
    last_on = Deadline.objects.get(case=varied, name="variation-appeal").last_on
    assert DOOR not in text(olu.get(at("conditions", in_force)))
    assert taken_effect(varied, last_on + DAY)
    assert DOOR in text(olu.get(at("conditions", in_force)))


def test_a_condition_that_a_variation_drops_counts_until_it_takes_effect(in_force, varied):
    licence = licences.of_case(in_force)
    dropped = Condition.objects.filter(licence=licence).earliest("pk")
    Condition.objects.filter(pk=dropped.pk).update(until_version=2, due_on=timezone.localdate() - 9 * DAY)
    today, council = timezone.localdate(), Council.objects.get()

    def counted():
        keeping.forget()
        rows = programme.visits(council, today)
        return dropped.pk in [each.condition.pk for each in licences.conditions(licence, today)], rows[0].planned.points

    before = counted()
    last_on = Deadline.objects.get(case=varied, name="variation-appeal").last_on
    assert taken_effect(varied, last_on + DAY)
    after = counted()
    assert (before[0], after[0]) == (True, False) and before[1] > after[1]
    assert Case.objects.get(pk=varied.pk).state == "in effect"
