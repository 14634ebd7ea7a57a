"""What pages say where somebody needs it: the right case, the day that counts, what is missing, and nothing that is not so."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from fanlight.casework import due
from fanlight.casework.actions import cases
from fanlight.casework.models import Case, Declaration, FireAuthority, Party, Payment, Proposal
from fanlight.web.questions.audience import HOUSE_INSPECTOR
from fanlight.web.questions.differences import differences
from fanlight.web.step_words import asked
from fanlight.web.wording import ASK, cited, dated, rhythm
from tests.casework import test_decisions as decisions
from tests.casework.conftest import NOW
from tests.web.officer_cases import *  # noqa: F403 - people and cases
from tests.web.officer_cases import at, text

pytestmark = pytest.mark.django_db
LIST, LAST = "/c/exampleton/cases/", date(2026, 3, 31)
"""The case list, and the last day for representations that the notices of `proposed` name."""


def test_a_case_is_found_whoever_has_it_and_also_when_it_has_ended(olu, ready):
    assert ready.officer is None
    assert "0 cases." in text(olu.get(LIST))
    for words in (ready.reference, ready.house.postcode.lower()):
        assert ready.reference in text(olu.get(LIST, {"show": "mine", "words": words}))
    Case.objects.update(is_ended=True)
    assert ready.reference in text(olu.get(LIST, {"words": ready.reference}))
    assert "0 cases." in text(olu.get(LIST, {"show": "", "words": " "}))


def test_the_list_says_what_is_due_next_and_until_when_representations_are_made(olu, proposed, monkeypatch):
    shown = text(olu.get(LIST, {"show": "all"}))
    assert "grant proposed, the time for representations is over" in shown
    assert f"{proposed.next_due_on:%Y}: look into hazards" in shown
    monkeypatch.setattr("fanlight.casework.queries.cases.today", lambda at=None: LAST)
    assert "representations until 31 March 2026" in text(olu.get(LIST, {"show": "all"}))


def test_a_period_whose_last_day_a_notice_names_is_shown_with_that_day(olu, proposed, client, applicant, monkeypatch):
    named = "31 March 2026</strong><br>Representations could be made until the end of this day"
    assert named in text(olu.get(at("case", proposed)))
    monkeypatch.setattr("fanlight.casework.queries.cases.today", lambda at=None: LAST)
    assert "Representations may be made until the end of this day" in text(olu.get(at("case", proposed)))
    client.force_login(applicant.account)
    shown = text(client.get(f"/apply/exampleton/{proposed.reference}/"))
    assert "Representations may be made until" in shown and "No last day" not in shown
    assert ASK in shown and "Read the text" not in shown and "from memory" not in shown


def test_an_officer_sees_which_text_of_the_law_was_not_read(olu, proposed):
    shown = text(olu.get(at("case", proposed)))
    assert "Read the text before relying on the day" in shown and ASK not in shown


def test_an_officer_records_what_a_step_lacks_from_where_it_is_said(olu, ready):
    Case.objects.filter(pk=ready.pk).update(state="grant proposed")
    shown = text(olu.get(at("case", ready)))
    assert f'href="{at("finding", ready, "mandatory-conditions")}"' in shown
    assert f'href="{at("finding", ready, "consultation-ended")}"' in shown  # no notice was served: nothing works it out
    assert f'href="{at("finding", ready, "holder-fit")}"' not in shown


def test_what_is_worked_out_is_recorded_by_nobody(olu, proposed, monkeypatch):
    monkeypatch.setattr("fanlight.casework.queries.cases.today", lambda at=None: LAST)
    shown = text(olu.get(at("case", proposed)))
    assert "Representations may be made until" in shown
    assert f'href="{at("finding", proposed, "consultation-ended")}"' not in shown


def test_how_a_need_stands_is_asked_in_the_words_of_the_law_beside_what_it_rests_on(olu, ready):
    shown = text(olu.get(at("finding", ready, "form-complete")))
    assert "The form holds what is prescribed and its declaration is signed</h1>" in shown
    assert "that the law prescribes cannot be found in the application" in shown
    assert f'Look at <a class="govuk-link" href="{at("missing", ready)}">What is missing</a>' in shown
    assert "So far: met." in shown and "(Olu Officer)" in shown
    shown = text(olu.get(at("finding", ready, "mandatory-conditions")))
    assert "So far: open. Nobody has said." in shown and at("licence", ready) in shown
    assert "Look at" not in text(olu.get(at("finding", ready, "reasons-recorded")))


def test_whoever_finds_a_person_fit_is_told_where_nobody_declared_anything(olu, ready):
    warned = "No proposed licence holder declared what bears on their fitness or was weighed."
    assert warned in text(olu.get(at("finding", ready, "holder-fit")))
    holder = Party.objects.create(case=ready, role="proposed licence holder", name="Ada Applicant")
    assert warned in text(olu.get(at("finding", ready, "holder-fit")))
    Declaration.objects.create(party=holder, document="{}", signed_as="Ada", by=ready.applicant, at=NOW)
    assert warned not in text(olu.get(at("finding", ready, "holder-fit")))


def test_nothing_is_said_to_be_missing_of_what_is_no_application(olu, in_force):
    assert "cannot be found" not in text(olu.get(at("finding", in_force, "form-complete")))
    assert "declared what bears" not in text(olu.get(at("finding", in_force, "holder-fit")))


def test_who_found_a_need_and_where_the_law_says_it_stand_on_lines_of_their_own(olu, ready):
    assert '<br><span class="govuk-hint">Olu Officer</span><br><span class="govuk-hint">' in text(olu.get(at("findings", ready)))


def test_each_page_of_a_licence_says_its_term_its_holder_and_for_how_many_it_is(olu, in_force):
    version = in_force.licence.current
    for name in ("case", "conditions"):
        shown = text(olu.get(at(name, in_force)))
        assert f"Term: {version.from_on:%-d %B %Y} to {version.until_on:%-d %B %Y}" in shown
        assert "Licence holder: Hal Holder" in shown and f"At most: {version.persons} persons" in shown


@pytest.mark.parametrize(
    ("told", "observed", "is_shown"),
    [
        ("9.4 m2 +/- 10%", "9.3 m2", False),
        ("9.4 m2 +/- 10%", "8.4 m2", True),
        ("9.4 m2", "9.3 m2", True),
        ("9.4 m2", "9.40 m2", False),
        ("unknown", "9 m2", False),
    ],
)
def test_what_lies_within_what_was_told_was_not_observed_otherwise(told, observed, is_shown):
    before, after = ({"rooms": [{"id": "r1", "floor_area": area}]} for area in (told, observed))
    assert bool(differences(before, after, HOUSE_INSPECTOR)) is is_shown


def test_a_choice_that_was_left_open_agrees_with_what_it_holds():
    before, same, other = ({"house": {"kind": kind}} for kind in ("house or flat", "flat", "hostel"))
    assert not differences(before, same, HOUSE_INSPECTOR)
    assert [(each.told, each.observed) for each in differences(before, other, HOUSE_INSPECTOR)] == [("House or Flat", "Hostel")]


def test_a_time_of_day_is_written_in_one_way(olu, ready):
    shown = text(olu.get(at("case", ready)))
    assert f"{timezone.localtime(NOW):%-d %B %Y at %-I:%M}{timezone.localtime(NOW):%p}".lower() in shown.lower()


def test_nobody_is_asked_for_what_they_think_once_the_day_is_past(client, applicant, proposed, monkeypatch):
    Party.objects.filter(case=proposed, role="applicant").update(account=applicant.account)
    client.force_login(applicant.account)
    assert "Say what you think" not in text(client.get("/apply/"))
    monkeypatch.setattr("fanlight.casework.queries.cases.today", lambda at=None: LAST)
    assert "Say what you think of the proposal, if you want to, by 31 March 2026" in text(client.get("/apply/"))


def test_what_was_wanted_by_a_day_that_is_past_is_said_to_be_late():
    today = date(2026, 3, 2)
    assert asked("Send what is missing", today, today) == "Send what is missing, by 2 March 2026"
    assert asked("Send what is missing", today - timedelta(days=1), today) == "Send what is missing: the day for it was 1 March 2026"
    assert (asked("Pay", None, today), asked("", None, today)) == ("Pay", "Nothing now")


def test_who_holds_a_licence_is_not_told_that_nothing_is_asked(client, applicant, in_force):
    Party.objects.filter(case=in_force).update(account=applicant.account)
    Case.objects.filter(pk=in_force.pk).update(applicant=applicant.account, state="in force")
    client.force_login(applicant.account)
    assert "See what the licence asks, and by when" in text(client.get("/apply/"))


def test_the_software_decides_nothing(client, council):
    assert "The council makes the decisions on this service" in text(client.get("/"))
    assert "Exampleton Council makes the decisions on this service" in text(client.get("/register/exampleton/"))


def test_nobody_pays_unwarned_for_what_cannot_be_sent(ada, applicant, house):
    case = cases.open_case("application", house=house, by=applicant, at=timezone.now())
    mine = Party.objects.create(case=case, role="applicant", name="Ada Applicant", account=applicant.account)
    place = f"/apply/exampleton/{case.reference}"
    shown = text(ada.get(f"{place}/send/"))
    assert f'<a class="govuk-link" href="{place}/people/">Give your own address</a> first' in shown
    Party.objects.filter(pk=mine.pk).update(address="3 Close")
    assert "Give your own address" not in text(ada.get(f"{place}/send/"))


def test_an_application_that_is_paid_and_not_sent_is_said_to_be_so(ada, applicant, house):
    case = cases.open_case("application", house=house, by=applicant, at=timezone.now())
    tasks = f"/apply/exampleton/{case.reference}/tasks/"
    assert "Paid, and not sent yet" not in text(ada.get(tasks))
    Payment.objects.create(case=case, part="first", pence=48000, method="card", reference="p9", at=timezone.now())
    assert "Paid, and not sent yet" in text(ada.get(tasks))


def test_what_was_served_in_time_is_not_late_and_what_others_may_do_is_over(olu, ready, in_force):
    assert not ready.deadlines.filter(name="licence-decision-served", closed_at=None).exists()
    assert Case.objects.get(pk=ready.pk).next_due_on == due.first(ready) == ready.deadlines.get(name="licence-appeal").last_on
    shown = text(olu.get(at("case", ready)))
    assert "serve the documents" not in shown and "Late" not in shown.partition("<main")[2]
    assert "Over" in shown.partition("Dates</h2>")[2]


def test_letters_that_are_taken_to_arrive_too_late_leave_the_period_open(ready, officer, manager, monkeypatch):
    FireAuthority.objects.update(address="Fire Station\nExampleton")
    late = SimpleNamespace(arrived=lambda start, served: (date(2026, 4, 17), (), ()))
    monkeypatch.setattr("fanlight.casework.actions.steps.deadlines", late)
    decisions.granted(ready, officer, manager)
    assert ready.deadlines.get(name="licence-decision-served").closed_at is None


def test_a_decision_is_returned_with_one_question_and_not_without_an_answer(mina, proposed, officer, manager):
    steps = [each.name for each in proposed.steps_taken.all()]
    assert "propose-to-grant" in steps
    Proposal.objects.create(case=proposed, step="grant", case_steps=proposed.steps, reasons="As proposed.", by=officer.account, at=NOW)
    waiting = '<a class="govuk-link" href="../to-sign/">1 decision waits for your signature</a>'
    assert waiting in text(mina.get("/c/exampleton/cases/"))
    shown = text(mina.post(f"/c/exampleton/to-sign/{Proposal.objects.get().pk}/", {"answer": "return", "reasons": ""}))
    assert "Enter an answer to “Why do you return it?”" in shown and "say why you return it" not in shown


def test_a_period_of_a_duty_and_a_day_in_a_message_are_written_as_people_write_them():
    said = ("every 12 month", "every 1 month", "every year", "within 7 day of the written request")
    assert [rhythm(each) for each in said] == ["every 12 months", "every 1 month", "every year", "within 7 days of the written request"]
    assert dated("made on 2026-10-01; HMO-2026-00001") == "made on 1 October 2026; HMO-2026-00001"


def test_from_a_licence_its_holder_finds_the_application_with_the_letters(client, applicant, in_force, ready):
    Party.objects.filter(case__in=(in_force, ready)).update(account=applicant.account)
    client.force_login(applicant.account)
    shown = text(client.get(f"/apply/exampleton/{in_force.reference}/"))
    assert f'href="/apply/exampleton/{ready.reference}/">Application for a licence {ready.reference}</a>' in shown


def test_the_list_sends_an_officer_to_the_calendar_of_a_licence(olu, in_force):
    assert "See its calendar" in text(olu.get(LIST, {"words": in_force.reference}))


def test_where_a_step_with_the_fire_authority_stands_is_named_by_page():
    assert cited("Housing Act 2004, s.10(2); lacors/2006-10 p5/help") == (
        "Housing Act 2004, s.10(2); national protocol of housing and fire authorities, page 5"
    )
    assert cited("SI 2005/1541, art 42") == "SI 2005/1541, art 42"


def test_who_walks_through_a_house_or_describes_it_sees_which_house_it_is(olu, ready, client, applicant, house):
    assert f"{house.address}, {house.postcode}</span>" in text(olu.get(at("walk", ready)))
    case = cases.open_case("application", house=house, by=applicant, at=timezone.now())
    client.force_login(applicant.account)
    assert f"{house.address}, {house.postcode}</span>" in text(client.get(f"/apply/exampleton/{case.reference}/house/"))
