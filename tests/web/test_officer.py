"""An officer's pages on the way to a licence: what each shows, what a post does, what a wrong post and a change by somebody else show."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from fanlight.casework.actions import cases, inspections, signing, suitability, surveys
from fanlight.casework.actions.cases import Taking
from fanlight.casework.actions.steps import take
from fanlight.casework.actions.surveys import Saving
from fanlight.casework.models import Event, Inspection, Notice, Party, Photograph, Representation, Upload, Weighed, Weighing
from fanlight.facts import files
from fanlight.licensing.procedure import Standing
from fanlight.web.questions.document import opened
from tests.casework.conftest import NOW, account, staff
from tests.casework.files_given import JPEG, PDF
from tests.casework.test_decisions import DECIDE
from tests.casework.test_signing import put_up
from tests.web.officer_cases import *  # noqa: F403 - people and cases
from tests.web.officer_cases import at, day, text, told

ROOT = Path(__file__).resolve().parents[2]
DECLARED = """
survey: {}
parties: [{id: hal, has_wrongdoing_evidence: yes}]
offences: [{id: o1, party: hal, wrongdoing: offence, is_convicted: yes, is_unspent: yes},
  {id: o2, party: hal, wrongdoing: offence, is_convicted: yes, conviction_date: 2010-05-01}]
sentences: {o2: {sentences: [{kind: fine}], under_18: no, listed: no}}
"""


def file(name, content, kind="application/octet-stream"):
    return SimpleUploadedFile(name, content, kind)


def test_the_application_shows_people_answers_and_that_nothing_was_observed(olu, ready):
    shown = text(olu.get(at("handed-in", ready)))
    assert "Hal Holder" in shown
    assert "2 March 2026, letter" in shown
    assert "Front room" in shown
    assert "9.4 m²" in shown
    assert "This cannot be told yet: no visit was recorded." in shown


def visited(case, officer):
    """A visit that was done, with what was observed: a house of which much is asked, and a front room smaller than was told."""
    now = timezone.now()
    visit = inspections.book(
        case, inspections.Booking(now - timedelta(hours=1), officer.account, inspections.Entry.AGREEMENT), by=officer, at=now
    )
    held = surveys.draft(case, "inspection", at=now)
    name = "shared-house.yaml"
    seen = opened(files.read_text((ROOT / "examples" / name).read_text(encoding="utf-8"), name), name)
    rooms = [{"id": "r1", "label": "Front room", "floor_area": "6.1 m2"}, *seen["rooms"]]
    seen = {**seen, "survey": held.document["survey"], "rooms": rooms}
    surveys.save(case, "inspection", Saving(seen, held.version), by=officer, at=now)
    return inspections.done(visit, remarks="Damp.", by=officer, at=now)


def test_what_was_observed_otherwise_stands_beside_what_was_told(olu, ready, officer):
    visited(ready, officer)
    shown = text(olu.get(at("handed-in", ready)))
    assert "The applicant told" in shown
    assert "9.4 m²" in shown
    assert "6.1 m²" in shown


def test_a_file_is_taken_in_on_somebodys_behalf_and_handed_out(olu, ready, officer):
    shown = told(olu, olu.post(at("give-document", ready), {"kind": "gas", "file": file("gas.pdf", PDF)}))
    assert "gas.pdf is kept." in shown
    upload = Upload.objects.get()
    assert (upload.kind, upload.by) == ("gas", officer.account)
    answer = olu.get(at("document", ready, upload.pk))
    assert answer.content == PDF
    assert "attachment" in answer["Content-Disposition"]


@pytest.mark.parametrize(
    ("sent", "problem"),
    [({"kind": "gas"}, "Choose a file"), ({"kind": "gas", "file": file("a.exe", b"MZ")}, "send a PDF"), ({}, "What is it?")],
)
def test_a_file_that_will_not_do_is_refused_in_words(olu, ready, sent, problem):
    shown = text(olu.post(at("give-document", ready), sent))
    assert "There is a problem" in shown
    assert problem in shown
    assert not Upload.objects.exists()


def test_a_file_of_another_case_is_not_there(olu, ready, proposed, house, officer):
    olu.post(at("give-document", ready), {"kind": "gas", "file": file("gas.pdf", PDF)})
    other = cases.open_case("application", house=house, by=officer, at=NOW)
    assert olu.get(at("document", other, Upload.objects.get().pk)).status_code == 404


@pytest.fixture
def submitted(ready, house, applicant, officer):
    """An application handed in that lacks much."""
    made = cases.open_case("application", house=house, by=applicant, at=NOW)
    Party.objects.create(case=made, role="applicant", name="Ada Applicant", address="3 Close\nExampleton", email="ada@example.org")
    take(made, Taking("submit", applicant, NOW, needs={"first-fee-paid": Standing.MET}))
    return made


def test_all_that_is_missing_is_listed_with_its_provision_and_accepting_waits(olu, submitted):
    shown = text(olu.get(at("missing", submitted)))
    assert "SI 2006/373" in shown
    assert "who is the proposed licence holder" in shown
    assert at("step", submitted, "ask-for-what-is-missing") in shown
    assert at("step", submitted, "accept") not in shown


def test_one_letter_asks_for_what_is_ticked_and_what_the_officer_adds(olu, submitted):
    address = at("step", submitted, "ask-for-what-is-missing")
    asked = text(olu.get(address))
    assert asked.count('name="missing" type="checkbox"') == asked.count(" checked") > 5
    keys = [part.partition('"')[0] for part in asked.split('name="missing" type="checkbox" value="')[1:]]
    sent = {"missing": keys[:2], "missing_words": "A clearer plan", **day("answer_by_on", timezone.localdate() + timedelta(days=14))}
    checked = text(olu.post(address, sent))
    assert "A clearer plan" in checked
    assert "SI 2006/373" in checked
    assert "was read]" not in checked.partition("<main")[2]
    sealed = checked.partition('name="sealed" value="')[2].partition('"')[0]
    assert "1 letter served" in told(olu, olu.post(address, {"sealed": sealed}))
    step = submitted.steps_taken.get(name="ask-for-what-is-missing")
    assert [each["what"] for each in step.details["missing"]][2:] == ["A clearer plan"]
    assert len(step.details["missing"]) == 3
    assert Notice.objects.get(step=step).to == "Ada Applicant"


def test_a_letter_that_asks_for_nothing_is_not_made(olu, submitted):
    address = at("step", submitted, "ask-for-what-is-missing")
    shown = text(olu.post(address, {"missing_words": "", **day("answer_by_on", timezone.localdate())}))
    assert "The letter needs" in shown
    assert not submitted.steps_taken.filter(name="ask-for-what-is-missing").exists()


@pytest.fixture
def hal(ready, officer):
    party = Party.objects.get(case=ready, role="proposed licence holder")
    suitability.declare(party, DECLARED, signed_as="Hal Holder", by=officer, at=NOW)
    return party


def test_how_people_stand_is_shown_without_what_they_declared(olu, ready, hal):
    shown = text(olu.get(at("suitability", ready)))
    assert "What Hal Holder declared has not been weighed since." in shown
    assert "conviction" not in shown
    assert not Event.objects.filter(kind="declaration looked at").exists()


def test_who_does_not_weigh_is_shown_no_way_to_look_and_is_refused(client, ready, hal, council):
    client.force_login(staff("Bea Bookings", "housing officer", council=council).account)
    assert at("look", ready, hal.pk) not in text(client.get(at("suitability", ready)))
    assert client.get(at("look", ready, hal.pk)).status_code == 403
    assert client.post(at("look", ready, hal.pk), {"why": "Curious"}).status_code == 403
    assert client.post(at("weigh", ready, hal.pk), {}).status_code == 403
    assert not Event.objects.filter(kind="declaration looked at").exists()


def test_a_look_asks_why_and_is_recorded_and_leaves_spent_convictions_out_with_the_reason(olu, ready, hal):
    refused = text(olu.post(at("look", ready, hal.pk), {"why": ""}))
    assert "Enter an answer to “Why do you look?”" in refused
    assert not Event.objects.filter(kind="declaration looked at").exists()
    shown = text(olu.post(at("look", ready, hal.pk), {"why": "To weigh it."}))
    assert "signed by Hal Holder" in shown
    assert "1 spent conviction is left out" in shown
    assert "Offences" in shown
    assert "To weigh it." in Event.objects.get(kind="declaration looked at").about


def weighing(olu, ready, hal):
    """What is sent to weigh a person, as the page of a look asks it."""
    shown = text(olu.post(at("look", ready, hal.pk), {"why": "To weigh it."}))
    headings = [part.partition('"')[0] for part in shown.split('name="asked-')[1:]]
    sent = {f"standing-{each}": "met" for each in headings} | {f"reasons-{each}": "Looked into." for each in headings}
    seen = shown.partition('name="seen" value="')[2].partition('"')[0]
    return {
        **sent,
        **{f"asked-{each}": "yes" for each in headings},
        "standing": "met",
        "reasons": "Fit.",
        "seen": seen,
        "why": "To weigh it.",
    }


def test_a_person_is_weighed_under_each_heading(olu, ready, hal):
    shown = told(olu, olu.post(at("weigh", ready, hal.pk), weighing(olu, ready, hal)))
    assert "Hal Holder is weighed." in shown
    assert "Weighed for Hal Holder by Olu Officer" in shown
    assert Weighing.objects.get().standing == "met"


def test_a_weighing_without_reasons_or_with_a_heading_left_open_is_refused(olu, ready, hal):
    sent = weighing(olu, ready, hal)
    heading = next(name for name in sent if name.startswith("reasons-"))
    assert "Say why under" in text(olu.post(at("weigh", ready, hal.pk), {**sent, heading: ""}))
    standing = heading.replace("reasons", "standing")
    assert "is still open" in text(olu.post(at("weigh", ready, hal.pk), {**sent, standing: "open"}))
    assert not Weighing.objects.exists()
    assert olu.get(at("weigh", ready, hal.pk))["Location"] == at("look", ready, hal.pk)


def test_who_weighs_what_changed_meanwhile_is_told(olu, ready, hal, officer):
    sent = weighing(olu, ready, hal)
    suitability.declare(hal, DECLARED, signed_as="Hal Holder", by=officer, at=timezone.now())
    assert "after you looked" in text(olu.post(at("weigh", ready, hal.pk), sent))
    assert not Weighing.objects.exists()


def test_a_person_of_another_case_is_not_there(olu, submitted, hal):
    assert olu.get(at("look", submitted, hal.pk)).status_code == 404


def test_what_is_put_up_is_not_offered_again_until_it_is_answered(olu, proposed, officer, manager):
    cases.record_need(proposed, "mandatory-conditions", Standing.MET, reasons="All there.", by=officer, at=DECIDE)
    offered = f'href="{at("step", proposed, "grant")}"'
    assert offered in text(olu.get(at("case", proposed)))
    waiting = put_up(proposed, officer)
    shown = text(olu.get(at("case", proposed)))
    assert offered not in shown
    assert "What was put up has to be signed or returned first." in shown
    signing.return_(waiting, reasons="The first day is past.", by=manager, at=DECIDE)
    assert offered in text(olu.get(at("case", proposed)))


def entered(olu, proposed, received_on):
    notice = Notice.objects.filter(case=proposed, party__name="Hal Holder").get()
    hal = Party.objects.get(case=proposed, name="Hal Holder")
    sent = {"notice": notice.pk, "party": hal.pk, "words": "Too dear.\nAnd too soon.", **day("received_on", received_on)}
    return olu.post(at("enter-representation", proposed), sent)


def test_a_representation_that_came_by_post_is_entered_and_weighed(olu, proposed):
    shown = told(olu, entered(olu, proposed, date(2026, 3, 20)))
    assert "The representation is entered." in shown
    assert "1 waits to be weighed" in shown
    made = Representation.objects.get()
    address = at("weigh-representation", proposed, made.pk)
    assert "And too soon." in text(olu.get(address))
    shown = told(olu, olu.post(address, {"answer": "not accepted", "reasons": "It is the law.", "seen": 0}))
    assert "Not accepted." in shown
    assert "none that came in time waits" in shown


def test_one_that_came_late_is_marked(olu, proposed):
    assert "Late" in told(olu, entered(olu, proposed, date(2026, 4, 2))).partition("<main")[2]


def test_a_representation_before_its_notice_is_refused(olu, proposed):
    assert "came between" in text(entered(olu, proposed, date(2026, 1, 2)))
    assert not Representation.objects.exists()


def test_a_representation_without_reasons_is_not_weighed_and_one_weighed_meanwhile_is_told(olu, proposed):
    entered(olu, proposed, date(2026, 3, 20))
    address = at("weigh-representation", proposed, Representation.objects.get().pk)
    assert "There is a problem" in text(olu.post(address, {"answer": "accepted", "reasons": "", "seen": 0}))
    olu.post(address, {"answer": "accepted", "reasons": "Right.", "seen": 0})
    assert "Olu Officer weighed it after you opened the page" in text(
        olu.post(address, {"answer": "not accepted", "reasons": "No.", "seen": 0})
    )
    assert Weighed.objects.get().answer == "accepted"


def test_a_representation_taken_back_is_weighed_no_more(olu, proposed):
    entered(olu, proposed, date(2026, 3, 20))
    made = Representation.objects.get()
    shown = told(olu, olu.post(at("withdraw-representation", proposed, made.pk), {"reasons": "He telephoned."}))
    assert "Withdrawn." in shown
    refused = text(olu.post(at("weigh-representation", proposed, made.pk), {"answer": "accepted", "reasons": "Right.", "seen": 1}))
    assert "It was withdrawn." in refused


def test_no_representation_is_entered_where_no_notice_asks_for_one(olu, ready):
    assert olu.get(at("enter-representation", ready)).status_code == 404
    assert at("enter-representation", ready) not in text(olu.get(at("representations", ready)))


def test_what_is_shared_with_the_fire_authority_is_shown_as_it_sees_it(olu, ready, officer):
    assert "Nothing of this case is shared" in text(olu.get(at("fire-shared", ready)))
    address = at("step", ready, "consult-fire-authority")
    sent = {"question": "Are the doors right?", "reasons": "Grant it.", **day("answer_by_on", timezone.localdate() + timedelta(days=9))}
    ready.council.fire_authority.address = "Fire Station"
    ready.council.fire_authority.save()
    sealed = text(olu.post(address, sent)).partition('name="sealed" value="')[2].partition('"')[0]
    told(olu, olu.post(address, {"sealed": sealed}))
    shown = text(olu.get(at("fire-shared", ready)))
    assert "Hal Holder" in shown
    assert "3 Close" not in shown
    assert "Made-up Bank" not in shown


@pytest.fixture
def visit(ready, officer):
    return inspections.book(
        ready, inspections.Booking(timezone.now(), officer.account, inspections.Entry.AGREEMENT), by=officer, at=timezone.now()
    )


def test_a_photograph_is_taken_on_the_spot_with_words_that_stand_in_for_it(olu, ready, visit):
    address = at("photograph", ready, visit.pk)
    asked = text(olu.get(address))
    assert 'capture="environment"' in asked
    assert 'accept="image/*"' in asked
    assert "Front room" in asked
    sent = {"picture": file("a.jpg", JPEG), "of": "The front door, its lock broken", "thing": "room/r1"}
    shown = told(olu, olu.post(address, sent))
    assert 'alt="The front door, its lock broken"' in shown
    assert "Front room: The front door" in shown
    made = Photograph.objects.get()
    assert (made.inspection, made.thing, made.upload.kind) == (visit, "room/r1", "photograph")


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({"of": "A door", "thing": "house"}, "Take or choose a photograph"),
        ({"picture": file("a.pdf", PDF), "of": "A door", "thing": "house"}, "JPEG"),
        ({"picture": file("a.jpg", JPEG), "of": "", "thing": "house"}, "Enter an answer to “What does it show?”"),
    ],
)
def test_a_photograph_that_will_not_do_is_refused(olu, ready, visit, sent, problem):
    assert problem in text(olu.post(at("photograph", ready, visit.pk), sent))
    assert not Photograph.objects.exists()
    assert not Upload.objects.exists()


def test_no_photograph_is_added_to_a_visit_called_off(olu, ready, visit, officer):
    inspections.call_off(visit, reasons="Ill.", by=officer, at=timezone.now())
    sent = {"picture": file("a.jpg", JPEG), "of": "A door", "thing": "house"}
    assert "called off" in text(olu.post(at("photograph", ready, visit.pk), sent))
    assert olu.get(at("visit-seen", ready, 999)).status_code == 404


@pytest.mark.parametrize(("kind", "says"), [("inspection-report", "Report of an inspection"), ("schedule-of-works", "Schedule of works")])
def test_a_letter_about_a_visit_is_shown_and_served_on_who_applied_and_is_to_hold(olu, ready, officer, kind, says):
    visited(ready, officer)
    made = Inspection.objects.get()
    Photograph.objects.create(inspection=made, upload=_photograph(olu, ready), of="A damp wall")
    shown = text(olu.get(at("report", ready, kind)))
    assert "Ada Applicant" in shown
    assert not Notice.objects.filter(kind=kind).exists()
    page = told(olu, olu.post(at("report", ready, kind), {"do": "serve", "seen": ready.steps, "next": "We write again."}))
    assert "2 letters served" in page
    served = list(Notice.objects.filter(kind=kind).order_by("id"))
    assert [each.to for each in served] == ["Ada Applicant", "Hal Holder"]
    assert all(bytes(each.pdf).startswith(b"%PDF") and says in each.html for each in served)
    assert ("A damp wall" in served[0].html) is (kind == "inspection-report")
    assert ("We write again." in served[0].html) is (kind == "inspection-report")
    assert "Made-up Bank" not in served[0].html


def _photograph(olu, ready):
    olu.post(at("give-document", ready), {"kind": "photograph", "file": file("a.jpg", JPEG)})
    return Upload.objects.get()


def test_no_report_is_made_before_a_visit_or_after_the_case_moved(olu, ready, officer):
    assert "No visit was recorded yet" in text(olu.get(at("report", ready, "inspection-report")))
    visited(ready, officer)
    refused = text(olu.post(at("report", ready, "inspection-report"), {"do": "serve", "seen": ready.steps - 1, "next": ""}))
    assert "The case has moved since" in refused
    assert not Notice.objects.filter(kind="inspection-report").exists()
    assert olu.get(at("report", ready, "nothing")).status_code == 404


def test_notes_of_the_case_are_shown_to_colleagues(olu, ready, officer):
    cases.note(ready, "Ring Hal first.", by=officer, at=timezone.now())
    assert "Ring Hal first." in text(olu.get(at("case", ready)))


def test_an_officer_enters_that_an_application_was_withdrawn(olu, ready, officer):
    address = at("step", ready, "withdraw")
    assert "Enter that the application was withdrawn" in text(olu.get(at("case", ready)))
    assert "Who wrote?" in text(olu.get(address))
    sent = {"by_name": "Ada Applicant", **day("received_on", timezone.localdate())}
    sealed = text(olu.post(address, sent)).partition('name="sealed" value="')[2].partition('"')[0]
    told(olu, olu.post(address, {"sealed": sealed}))
    step = ready.steps_taken.get(name="withdraw")
    assert (step.role, step.by) == ("applicant", officer.account)
    assert step.details == {"by_name": "Ada Applicant", "received_on": timezone.localdate().isoformat()}


def test_nobody_else_enters_for_the_applicant(client, ready):
    client.force_login(account("Zoe Zed"))
    assert client.post(at("step", ready, "withdraw"), {"asked": "yes"}).status_code == 404
