"""The fire officer's pages: what waits for the authority, what the protocol shares and nothing else, and every way to act."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from fanlight.casework.actions import cases, fire, inspections, surveys, uploads
from fanlight.casework.actions.cases import Taking
from fanlight.casework.actions.fire import Asking
from fanlight.casework.actions.surveys import Saving
from fanlight.casework.actions.uploads import Given
from fanlight.casework.contents import Kind
from fanlight.casework.models import Adoption, Council, Declaration, FireAuthority, FireRecord, House, Party, Payment, Weighing
from fanlight.licensing.procedure import Role, Standing
from tests.casework.conftest import *  # noqa: F403 - the invented council and its people
from tests.casework.conftest import staff
from tests.casework.files_given import PDF
from tests.web.officer_cases import text

SECRETS = (
    "SECRET-OFFENCE", "SECRET-NOTE", "SECRET-PHONE", "secret-mail@example.org", "SECRET-CLOSE", "Made-up Bank", "SECRET-REF-P1",
    "£480", "SECRET-GAS", "SECRET-REASONS", "SECRET-HEATING", "SECRET-WEIGHED", "ada.applicant@example.org",
)  # fmt: skip


@pytest.fixture
def case(house, applicant, officer, tmp_path, settings):
    """An application duly made that holds much the fire authority has no business with."""
    settings.UPLOADS = tmp_path / "uploads"
    now = timezone.now()
    council = house.council
    council.address, council.tribunal_address, council.email = "1 Square\nExampleton", "Tribunal House\nExampleton", "hmo@example.org"
    council.save()
    FireAuthority.objects.update(address="Fire Station\nExampleton")
    Adoption.objects.create(
        council=council, edition="birmingham/2018-11", from_on=date(2020, 1, 1), decided_by="Cabinet", decided_on=date(2019, 12, 1)
    )
    made = cases.open_case("application", house=house, by=applicant, at=now)
    for role, name in (("proposed licence holder", "Hal Holder"), ("applicant", "Ada Applicant"), ("mortgagee", "Made-up Bank")):
        party = Party.objects.create(
            case=made, role=role, name=name, address="3 SECRET-CLOSE", phone="SECRET-PHONE", email="secret-mail@example.org",
            told_on=now.date(), told_how="letter",
        )  # fmt: skip
    Declaration.objects.create(party=party, document='{"x": "SECRET-OFFENCE"}', signed_as="A", by=applicant.account, at=now)
    Weighing.objects.create(party=party, standing="met", reasons="SECRET-WEIGHED", by=officer.account, at=now)
    Payment.objects.create(case=made, part="first", pence=48000, method="card", reference="SECRET-REF-P1", at=now)
    document = {
        "house": {"storeys": "3", "persons": "5", "has_fire_risk_assessment": "no"},
        "alarm_systems": [{"id": "s1", "category": "LD2"}],
        "rooms": [{"id": "r1", "label": "SECRET-HEATING", "floor_area": "9.4 m2"}],
    }
    held = surveys.draft(made, "application", at=now)
    surveys.save(made, "application", Saving({**held.document, **document}, held.version), by=applicant, at=now)
    surveys.keep(made, "application", by=applicant, at=now)
    with uploads.intake() as into:
        given = (Given(Kind.PLAN, "plan.pdf", PDF), Given(Kind.GAS, "SECRET-GAS.pdf", PDF), Given(Kind.ALARM, "alarm.pdf", PDF))
        uploads.accept_each(made, given, by=applicant, at=now, into=into)
    cases.take_step(made, Taking("submit", applicant, now))
    met = {"form-complete": Standing.MET, "relevant-persons-told": Standing.MET}
    cases.take_step(made, Taking("accept", officer, now, reasons="SECRET-REASONS", needs=met))
    cases.note(made, "SECRET-NOTE", by=officer, at=now)
    return made


@pytest.fixture
def consultation(case, officer):
    return fire.consult(case, Asking("Do the doors do?", "Grant with conditions"), by=officer, at=timezone.now())


@pytest.fixture
def fay(client, fire_officer):
    client.force_login(fire_officer.account)
    return client


@pytest.fixture
def stranger(db):
    elsewhere = FireAuthority.objects.create(slug="farshire", name="Farshire Fire")
    Council.objects.create(slug="far", name="Far", fire_authority=elsewhere)
    return staff("Fred Far", Role.FIRE_OFFICER, authority=elsewhere)


def at(name, *args):
    return reverse(name, args=["exampleshire", *args])


def council_at(name, *args):
    return reverse(name, args=["exampleton", *args])


def step(held, name):
    return at("fire-step", held.pk, name)


def test_the_first_page_leads_to_the_list(fay):
    assert at("fire") in text(fay.get("/"))


def test_a_consultation_stands_in_the_list_with_the_day_its_answer_is_asked_for(fay, consultation):
    shown = text(fay.get(at("fire")))
    assert "14 Sample Street" in shown
    assert f"{consultation.due_on:%B}" in shown
    assert "(late)" not in shown


def test_the_late_come_first_then_the_urgent_and_what_has_no_day_last(fay, consultation, house, officer):
    now = timezone.now()
    plain = fire.refer(house, "A locked exit.", by=officer, at=now)
    urgent = fire.ask_for_help(house, Asking("Urgent", "Close it", is_urgent=True), by=officer, at=now)
    FireRecord.objects.filter(pk=consultation.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    shown = text(fay.get(at("fire")))
    assert (
        shown.index(at("fire-matter", consultation.pk))
        < shown.index(at("fire-matter", urgent.pk))
        < shown.index(at("fire-matter", plain.pk))
    )
    assert "(late)" in shown


def test_what_was_answered_waits_no_more_and_what_ended_is_kept_apart(fay, consultation, officer, fire_officer):
    fire.answer(consultation, "They do.", by=fire_officer, at=timezone.now())
    address = at("fire-matter", consultation.pk)
    assert address not in text(fay.get(at("fire")))
    assert address in text(fay.get(at("fire") + "?show=open"))
    fire.close(consultation, "Granted.", by=officer, at=timezone.now())
    assert address not in text(fay.get(at("fire") + "?show=open"))
    assert address in text(fay.get(at("fire") + "?show=ended"))


def test_the_list_is_paged_and_asks_no_more_for_more(fay, house, officer, django_assert_max_num_queries):
    fire.refer(house, "One.", by=officer, at=timezone.now())
    fay.get(at("fire"))  # the first page of a session also notes whose it is
    with django_assert_max_num_queries(15):
        fay.get(at("fire"))
    for number in range(55):
        fire.refer(house, f"Matter {number}.", by=officer, at=timezone.now())
    with django_assert_max_num_queries(15):
        shown = text(fay.get(at("fire")))
    assert "page 1 of 2" in shown
    assert "page 2 of 2" in text(fay.get(at("fire") + "?page=2"))
    assert "page 2 of 2" in text(fay.get(at("fire") + "?page=99"))


def test_the_page_of_a_consultation_shows_what_the_protocol_shares_and_no_secret(fay, consultation):
    shown = text(fay.get(at("fire-matter", consultation.pk)))
    for told in ("HMO-", "Hal Holder", "Do the doors do?", "Grant with conditions", "LD2", "plan.pdf", "alarm.pdf", "category of cover"):
        assert told in shown, told
    assert [secret for secret in SECRETS if secret in shown] == []


def test_no_page_of_the_fire_officer_shows_a_secret(fay, consultation):
    for page in ("fire", "fire-house", "fire-house-unknown"):
        shown = text(fay.get(at(page), {"words": "Sample", "show": "open"}))
        assert [secret for secret in SECRETS if secret in shown] == []


def test_files_that_bear_on_fire_are_handed_out_and_others_are_not_there(fay, consultation):
    plan, gas, _ = consultation.case.uploads.order_by("id")
    answer = fay.get(at("fire-file", consultation.pk, plan.pk))
    assert (answer.status_code, answer.content, answer["X-Content-Type-Options"]) == (200, PDF, "nosniff")
    assert fay.get(at("fire-file", consultation.pk, gas.pk)).status_code == 404


@pytest.mark.parametrize("path", ["", "files/1/", "steps/answer/", "begin/fire-joint-visit/"])
def test_another_authority_sees_nothing_of_it(client, stranger, consultation, path):
    client.force_login(stranger.account)
    for authority in ("exampleshire", "farshire"):
        assert client.get(f"/fire/{authority}/{consultation.pk}/{path}").status_code == 404


def test_another_authority_finds_none_of_its_houses(client, stranger, house):
    client.force_login(stranger.account)
    shown = text(client.get("/fire/farshire/house/", {"council": "exampleton", "words": "Sample"}))
    assert "14 Sample Street" not in shown
    assert client.get(f"/fire/farshire/house/{house.pk}/").status_code == 404
    assert client.get(f"/fire/farshire/house/{house.pk}/fire-findings/").status_code == 404


@pytest.mark.parametrize("who", ["applicant", "officer", "manager"])
def test_nobody_else_reaches_the_pages_of_the_fire_authority(client, consultation, who, request):
    client.force_login(request.getfixturevalue(who).account)
    assert client.get(at("fire")).status_code == 404
    assert client.get(at("fire-matter", consultation.pk)).status_code == 404


def test_who_is_not_signed_in_is_asked_to(client, consultation):
    assert client.get(at("fire-matter", consultation.pk)).status_code == 302


def test_an_answer_with_own_findings_and_conditions_reaches_the_council_and_moves_the_case_on(fay, consultation, client, officer):
    said = {"answer_given": "They do.", "what_was_found": "A loose hinge.", "conditions_recommended": "Fix the hinge."}
    assert fay.post(step(consultation, "answer"), said).status_code == 302
    assert consultation.case.steps_taken.filter(name="answer-consultation", details__answer="They do.").count() == 1
    client.force_login(officer.account)
    shown = text(client.get(council_at("council-fire-matter", consultation.pk)))
    for told in ("They do.", "A loose hinge.", "Fix the hinge."):
        assert told in shown


def test_an_empty_answer_is_refused_and_nothing_is_kept(fay, consultation):
    shown = text(fay.post(step(consultation, "answer"), {"answer_given": " ", "what_was_found": "Kept in the box."}))
    assert "Answer: write it down" in shown
    assert "Kept in the box." in shown
    consultation.refresh_from_db()
    assert (consultation.state, consultation.steps) == ("asked", 1)


def test_a_second_answer_finds_no_step(fay, consultation):
    assert fay.post(step(consultation, "answer"), {"answer_given": "Yes."}).status_code == 302
    assert fay.post(step(consultation, "answer"), {"answer_given": "No."}).status_code == 404


def test_the_fire_officer_asks_back_and_the_council_answers(fay, consultation, client, officer, fire_officer):
    assert fay.post(step(consultation, "ask-back"), {"question_put": "How many storeys?"}).status_code == 302
    assert at("fire-matter", consultation.pk) not in text(fay.get(at("fire")))  # the turn is the council's
    client.force_login(officer.account)
    assert council_at("council-fire-matter", consultation.pk) in text(client.get(council_at("council-fire")))
    assert client.post(council_at("council-fire-step", consultation.pk, "tell-more"), {"answer_given": "Three."}).status_code == 302
    client.force_login(fire_officer.account)
    assert "Three." in text(client.get(at("fire-matter", consultation.pk)))
    assert at("fire-matter", consultation.pk) in text(client.get(at("fire")))


def test_a_house_is_found_by_address_or_postcode_and_referred(fay, house, client, officer):
    for said in ("Sample", "zz99"):
        assert at("fire-about", house.pk) in text(fay.get(at("fire-house"), {"words": said}))
    assert "knows no such house" in text(fay.get(at("fire-house"), {"words": "Nowhere"}))
    assert "Refer to the council" in text(fay.get(at("fire-about", house.pk)))
    done = fay.post(at("fire-begin-about", house.pk, "fire-referral-to-council"), {"serious_matter": "No heating, and damp."})
    held = FireRecord.objects.get()
    assert done.url == at("fire-matter", held.pk)
    client.force_login(officer.account)
    assert "No heating, and damp." in text(client.get(council_at("council-fire-matter", held.pk)))
    assert client.post(council_at("council-fire-step", held.pk, "take-up"), {"answer_given": "We go on Monday."}).status_code == 302
    assert FireRecord.objects.get().state == "taken up"


def test_a_house_the_council_does_not_know_is_described_once(fay, council):
    said = {"address": "9  New Row, Exampleton", "postcode": "zz99 9aa", "council": "exampleton"}
    first, again = fay.post(at("fire-house-unknown"), said), fay.post(at("fire-house-unknown"), said)
    made = House.objects.get(council=council)
    assert (made.address, made.postcode, first.url, again.url) == (
        "9 New Row, Exampleton",
        "ZZ99 9AA",
        at("fire-about", made.pk),
        first.url,
    )
    assert council.events.filter(kind="house described").count() == 1


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"address": "", "council": "exampleton"}, "Enter address"),
        ({"address": "9 New Row", "council": "far"}, "Select one of the answers"),
    ],
)
def test_a_house_is_described_with_its_address_in_an_area_of_the_authority(fay, council, stranger, said, problem):
    assert problem in text(fay.post(at("fire-house-unknown"), said))
    assert not House.objects.exists()


def test_a_referral_from_the_council_is_answered(fay, house, officer):
    held = fire.refer(house, "A locked exit.", by=officer, at=timezone.now())
    shown = text(fay.get(at("fire-matter", held.pk)))
    assert "A locked exit." in shown
    assert fay.post(step(held, "take-up"), {"answer_given": "An officer goes today."}).status_code == 302
    held.refresh_from_db()
    assert held.state == "taken up"


def test_urgent_help_is_asked_for_by_a_day_to_come(fay, house):
    address = at("fire-begin-about", house.pk, "fire-help-by-council")
    day = timezone.localdate() - timedelta(days=1)
    said = {"urgent_or_complex": "Families on the street", "action_described": "House them", "is_urgent": "yes"}
    past = {f"answer_by_on-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}
    assert "must be today or later" in text(fay.post(address, {**said, **past}))
    assert not FireRecord.objects.exists()
    assert fay.post(address, said).status_code == 302
    held = FireRecord.objects.get()
    assert (held.is_urgent, held.due_on) == (True, None)
    assert "Urgent" in text(fay.get(at("fire-matter", held.pk)))


def test_a_joint_visit_is_proposed_by_one_and_agreed_by_the_other(fay, consultation, client, officer, fire_officer):
    day = timezone.localdate() + timedelta(days=7)
    said = {f"visit_on-{part}": str(getattr(day, part)) for part in ("day", "month", "year")} | {
        "hour": "10:30",
        "visit_described": "Doors.",
    }
    address = at("fire-begin", consultation.pk, "fire-joint-visit")
    assert "Time must be written like" in text(fay.post(address, {**said, "hour": "ten"}))
    assert fay.post(address, said).status_code == 302
    held = FireRecord.objects.get(table="fire-joint-visit")
    assert held.case == consultation.case
    own = text(fay.get(at("fire-matter", held.pk)))
    assert step(held, "agree") not in own  # it is for the other to agree
    assert fay.get(step(held, "agree")).status_code == 404
    client.force_login(officer.account)
    assert client.post(council_at("council-fire-step", held.pk, "agree"), {"answer_given": "Yes."}).status_code == 302
    shown = text(client.get(council_at("inspections", consultation.case.reference)))
    assert "Joint visit with the fire and rescue authority: agreed" in shown
    assert "10:30. Doors." in shown


def test_a_visit_booked_by_the_council_shows_to_the_fire_officer(fay, consultation, officer):
    now = timezone.now()
    inspections.book(
        consultation.case, inspections.Booking(now, officer.account, inspections.Entry.AGREEMENT, with_fire=True), by=officer, at=now
    )
    assert f"{timezone.localtime(now):%-d %B %Y} at" in text(fay.get(at("fire-matter", consultation.pk)))


def test_the_history_of_the_two_is_shown_to_both(fay, consultation, house, client, officer, fire_officer):
    fire.tell_findings(house, "A blocked stair.", by=fire_officer, at=timezone.now())
    told = FireRecord.objects.get(table="fire-findings")
    assert at("fire-matter", told.pk) in text(fay.get(at("fire-matter", consultation.pk)))
    client.force_login(officer.account)
    assert council_at("council-fire-matter", told.pk) in text(client.get(council_at("case-fire", consultation.case.reference)))


@pytest.mark.parametrize("table", ["fire-referral-to-fire-authority", "fire-arrangement", "no-such-table"])
def test_what_is_not_for_the_fire_authority_to_begin_is_not_there(fay, house, table):
    assert fay.get(at("fire-begin-about", house.pk, table)).status_code == 404


def test_the_council_refers_from_a_case(client, case, officer):
    client.force_login(officer.account)
    assert "Refer to the fire authority" in text(client.get(council_at("case-fire", case.reference)))
    done = client.post(council_at("case-fire-begin", case.reference, "fire-referral-to-fire-authority"), {"fire_matter": "A locked exit."})
    assert (done.status_code, FireRecord.objects.get().case) == (302, case)


def test_an_officer_who_consults_on_the_page_of_the_step_begins_the_matter(client, case, officer):
    client.force_login(officer.account)
    address = council_at("step", case.reference, "consult-fire-authority")
    day = timezone.localdate() + timedelta(days=10)
    said = {f"answer_by_on-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}
    checked = client.post(address, {**said, "question": "Do the doors do?", "reasons": "Grant it.", "is_urgent": "yes"})
    sealed = checked.content.decode().partition('name="sealed" value="')[2].partition('"')[0]
    assert client.post(address, {"sealed": sealed}).status_code == 302
    held = FireRecord.objects.get()
    assert (held.table, held.case, held.is_urgent, held.due_on) == ("fire-consultation", case, True, day)


def test_a_policy_officer_sees_no_matter(client, council, consultation):
    client.force_login(staff("Pat Policy", "policy officer", council=council).account)
    assert client.get(council_at("council-fire")).status_code == 403


def paper(name="answer.pdf", content=PDF):
    return SimpleUploadedFile(name, content, "application/octet-stream")


def test_an_answer_and_its_paper_reach_the_council_together(fay, consultation, client, officer):
    assert 'type="file"' in text(fay.get(step(consultation, "answer")))
    assert fay.post(step(consultation, "answer"), {"answer_given": "They do.", "paper": paper()}).status_code == 302
    made = consultation.papers.get()
    shown = text(fay.get(at("fire-matter", consultation.pk)))
    assert "answer.pdf" in shown
    assert "Answer (entry 2)" in shown
    client.force_login(officer.account)
    assert "answer.pdf" in text(client.get(council_at("council-fire-matter", consultation.pk)))
    answer = client.get(council_at("council-fire-paper", consultation.pk, made.pk))
    assert (answer.status_code, answer.content, answer["X-Content-Type-Options"]) == (200, PDF, "nosniff")
    assert answer["Content-Disposition"] == 'attachment; filename="answer.pdf"'


def test_an_answer_whose_paper_is_not_taken_is_not_sent_and_its_words_are_kept(fay, consultation):
    shown = text(fay.post(step(consultation, "answer"), {"answer_given": "They do so.", "paper": paper("a.exe", b"MZ" + bytes(90))}))
    assert "They do so." in shown
    assert 'href="#paper"' in shown
    consultation.refresh_from_db()
    assert (consultation.state, consultation.papers.count()) == ("asked", 0)
    assert not consultation.case.steps_taken.filter(name="answer-consultation").exists()


def test_a_paper_is_added_alone_and_one_that_will_not_do_is_refused_with_the_remedy(fay, consultation):
    address = at("fire-give", consultation.pk)
    assert address.removeprefix(at("fire-matter", consultation.pk)) in text(fay.get(at("fire-matter", consultation.pk)))
    assert "Choose a paper" in text(fay.post(address, {"kind": "other"}))
    assert "JPEG" in text(fay.post(address, {"kind": "photograph", "paper": paper()}))
    assert fay.post(address, {"kind": "other", "paper": paper()}).status_code == 302
    made = consultation.papers.get()
    shown = text(fay.get(at("fire-matter", consultation.pk)))
    assert "No entry of theirs yet" in shown
    assert fay.get(at("fire-paper", consultation.pk, made.pk)).content == PDF


def test_a_referral_is_begun_with_its_paper(fay, house):
    said = {"serious_matter": "No heating.", "paper": paper("heating.pdf")}
    assert fay.post(at("fire-begin-about", house.pk, "fire-referral-to-council"), said).status_code == 302
    assert FireRecord.objects.get().papers.get().name == "heating.pdf"


def test_nobody_else_reaches_a_paper_and_the_council_adds_none(client, consultation, fay, stranger, officer):
    fay.post(at("fire-give", consultation.pk), {"kind": "other", "paper": paper()})
    made = consultation.papers.get()
    client.force_login(stranger.account)
    assert client.get(f"/fire/farshire/{consultation.pk}/papers/{made.pk}/").status_code == 404
    assert client.get(f"/fire/farshire/{consultation.pk}/papers/give/").status_code == 404
    client.force_login(officer.account)
    assert client.get(at("fire-paper", consultation.pk, made.pk)).status_code == 404
    shown = text(client.get(council_at("council-fire-matter", consultation.pk)))
    assert "Add a paper" not in shown
    assert 'type="file"' not in text(client.get(council_at("council-fire-step", consultation.pk, "go-on")))


def test_an_ended_matter_shows_its_papers_and_takes_no_more(fay, consultation, fire_officer, officer):
    fire.answer(consultation, "They do.", by=fire_officer, at=timezone.now())
    fire.close(consultation, "Granted.", by=officer, at=timezone.now())
    assert "Add a paper" not in text(fay.get(at("fire-matter", consultation.pk)))
    assert "takes no more papers" in text(fay.post(at("fire-give", consultation.pk), {"kind": "other", "paper": paper()}))


def test_the_council_tells_afterwards_of_emergency_measures_and_closes_what_it_told(client, case, officer, fire_officer):
    client.force_login(officer.account)
    shown = text(client.get(council_at("case-fire", case.reference)))
    assert "Tell the fire authority of emergency measures afterwards" in shown
    address = council_at("case-fire-begin", case.reference, "fire-told-afterwards")
    said = {"emergency_measures": "A live cable in the hall.", "action_described": "We shut the house today."}
    assert "could not be asked or told first: write it down" in text(client.post(address, said))
    assert not FireRecord.objects.exists()
    assert client.post(address, {**said, "reasons_recorded": "It was night."}).status_code == 302
    held = FireRecord.objects.get()
    assert (held.table, held.state, held.case) == ("fire-consultation", "told afterwards", case)
    client.force_login(fire_officer.account)
    shown = text(client.get(at("fire-matter", held.pk)))
    for told in ("A live cable in the hall.", "What was done, and when", "We shut the house today.", "It was night."):
        assert told in shown
    assert at("fire-matter", held.pk) in text(client.get(at("fire") + "?show=open"))
    client.force_login(officer.account)
    assert client.post(council_at("council-fire-step", held.pk, "close"), {"what_came_of_it": "Made safe."}).status_code == 302
    held.refresh_from_db()
    assert held.is_ended


def test_the_fire_authority_tells_afterwards_of_action_it_took_and_the_council_records_what_it_made_of_it(fay, house, client, officer):
    assert "Tell the council of action you took" in text(fay.get(at("fire-about", house.pk)))
    address = at("fire-begin-about", house.pk, "fire-action-by-fire-authority")
    said = {"action_taken": "A prohibition notice on the attic today.", "reasons_recorded": "People slept there."}
    assert fay.post(address, said).status_code == 302
    held = FireRecord.objects.get()
    assert (held.table, held.state) == ("fire-action-by-fire-authority", "told afterwards")
    client.force_login(officer.account)
    assert council_at("council-fire-matter", held.pk) in text(client.get(council_at("council-fire")))
    assert "A prohibition notice on the attic today." in text(client.get(council_at("council-fire-matter", held.pk)))
    assert client.post(council_at("council-fire-step", held.pk, "close"), {"what_came_of_it": "We visit."}).status_code == 302


@pytest.mark.parametrize(("who", "name"), [("officer", "fire-action-by-fire-authority"), ("fire_officer", "fire-told-afterwards")])
def test_neither_tells_afterwards_for_the_other(client, case, consultation, who, name, request):
    client.force_login(request.getfixturevalue(who).account)
    address = (council_at("case-fire-begin", case.reference, name), at("fire-begin", consultation.pk, name))[who == "fire_officer"]
    assert client.get(address).status_code == 404
